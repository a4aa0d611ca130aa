use anyhow::{Context, Result};
use exchange::writing::{Field, Format, TableWriter};
use jiff::civil::Date;
use sample::Header;
use std::fs::File;
use std::path::{Path, PathBuf};

const SEED: u64 = 7;
/// Order number, customer number, telephone and item code keep their zeros; the other columns are what they look like.
const TEXTS: [usize; 7] = [0, 2, 3, 4, 5, 6, 7];

/// Another company's orders, to try the import with: a workbook with Chinese headers and a CSV with English ones.
pub fn write_sheets(folder: &Path, until: Date) -> Result<Vec<PathBuf>> {
    let kinds = [
        ("sample-orders.xlsx", Format::Xlsx, Header::Chinese),
        ("sample-orders.csv", Format::Csv, Header::English),
    ];
    let mut written = Vec::new();
    for (name, format, header) in kinds {
        let path = folder.join(name);
        write_sheet(&path, format, sample::orders_spreadsheet(SEED, until, header))
            .with_context(|| path.display().to_string())?;
        written.push(path);
    }
    Ok(written)
}

fn write_sheet(path: &Path, format: Format, rows: Vec<Vec<String>>) -> Result<()> {
    let mut rows = rows.into_iter();
    let headers = rows.next().unwrap_or_default();
    let mut writer = TableWriter::new(File::create(path)?, format, "orders", &headers)?;
    for row in rows {
        let cells: Vec<Field> =
            row.into_iter().enumerate().map(|(column, text)| cell(column, text)).collect();
        writer.write(&cells)?;
    }
    writer.finish()?;
    Ok(())
}

fn cell(column: usize, text: String) -> Field {
    if TEXTS.contains(&column) {
        return Field::Text(text);
    }
    if let Ok(day) = text.parse::<Date>() {
        return Field::Date(day);
    }
    value::parse_decimal(&text).map_or(Field::Text(text), Field::Number)
}
