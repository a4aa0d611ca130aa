use super::request::{ImportError, Subject};
use super::survey::survey;
use crate::cell::Style;
use crate::mapping::{Plan, Target, check, guess, signature};
use crate::reading::{Cell, Make, Row, open};
use catalog::{Catalog, Localized};
use jiff::tz::TimeZone;
use serde::Serialize;
use std::path::Path;

const SAMPLE: usize = 2_000;
const SHOWN_ROWS: usize = 20;
const SHOWN_VALUES: usize = 5;
const SHOWN_LETTERS: usize = 200;

/// What a file holds and what would become of it.
#[derive(Debug, Clone, Serialize)]
pub struct Preview {
    pub encoding: Option<String>,
    pub delimiter: Option<String>,
    pub sheet: Option<String>,
    pub sheets: Vec<String>,
    pub header_row: u64,
    pub rows: u64,
    pub columns: Vec<PreviewColumn>,
    pub targets: Vec<PreviewTarget>,
    pub preview: Vec<PreviewRow>,
    /// By this the mapping is remembered.
    #[serde(skip)]
    pub signature: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct PreviewColumn {
    pub index: usize,
    pub header: String,
    pub samples: Vec<String>,
    pub target: Option<String>,
    pub confidence: f64,
    /// Cells of the first rows that cannot become the target.
    pub problems: u64,
}

#[derive(Debug, Clone, Serialize)]
pub struct PreviewTarget {
    pub name: String,
    pub labels: Localized,
    pub required: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct PreviewRow {
    pub row: u64,
    pub cells: Vec<String>,
    pub problems: Vec<PreviewProblem>,
}

#[derive(Debug, Clone, Serialize)]
pub struct PreviewProblem {
    pub column: usize,
    pub code: &'static str,
    pub params: serde_json::Map<String, serde_json::Value>,
}

impl Preview {
    /// The target of each column.
    pub fn chosen(&self) -> Vec<Option<String>> {
        self.columns.iter().map(|column| column.target.clone()).collect()
    }
}

/// Looks at a file. `chosen` is what the user, or an earlier import, said of the columns; the rest is guessed from nothing.
pub fn preview(
    path: &Path,
    subject: &Subject,
    catalog: &Catalog,
    zone: &TimeZone,
    plan: &Plan,
    chosen: impl FnOnce(&str) -> Option<Vec<Option<String>>>,
) -> Result<Preview, ImportError> {
    let surveyed = survey(path, &plan.reading(), zone)?;
    let targets = subject.targets(catalog);
    let mut table = open(path, &plan.reading())?;
    let (mut rows, mut row) = (Vec::new(), Row::default());
    while rows.len() < SAMPLE && table.next_into(&mut row)? {
        rows.push(row.clone());
    }
    let headers = surveyed.headers;
    let signature = signature(&headers);
    let decided = match plan.columns.is_empty() {
        false => Some(plan.targets(&headers, &targets)?),
        true => chosen(&signature).filter(|chosen| chosen.len() == headers.len()),
    };
    let guesses: Vec<(Option<String>, f64)> = match decided {
        Some(decided) => decided.into_iter().map(|target| (target, 1.0)).collect(),
        None => {
            let guesses = guess(subject.object(), &headers, &rows, &targets);
            guesses.into_iter().map(|guess| (guess.target, guess.confidence)).collect()
        }
    };
    let find = |name: &Option<String>| targets.iter().find(|target| Some(&target.name) == name.as_ref());
    let meant: Vec<Option<&Target>> = guesses.iter().map(|(name, _)| find(name)).collect();
    let columns =
        headers.into_iter().enumerate().zip(guesses).map(|((index, header), (target, confidence))| {
            let problems =
                rows.iter().filter(|row| problem(row, index, &meant, &surveyed.styles).is_some()).count()
                    as u64;
            PreviewColumn { index, header, samples: samples(&rows, index), target, confidence, problems }
        });
    let columns: Vec<PreviewColumn> = columns.collect();
    let shown_row = |row: &Row| PreviewRow {
        row: row.number,
        cells: (0..columns.len()).map(|column| shortened(row.cell(column))).collect(),
        problems: (0..columns.len())
            .filter_map(|column| problem(row, column, &meant, &surveyed.styles))
            .collect(),
    };
    let shown_target = |target: &Target| PreviewTarget {
        name: target.name.clone(),
        labels: target.labels.clone(),
        required: target.need == crate::mapping::Need::Required,
    };
    let (encoding, delimiter, sheet, sheets) = match table.make() {
        Make::Delimited { encoding, delimiter } => {
            (Some(encoding), Some(delimiter.to_string()), None, Vec::new())
        }
        Make::Workbook { sheet, sheets } => (None, None, Some(sheet), sheets),
        Make::Cards { encoding } => (Some(encoding), None, None, Vec::new()),
    };
    Ok(Preview {
        encoding,
        delimiter,
        sheet,
        sheets,
        header_row: surveyed.header_row,
        rows: surveyed.rows,
        preview: rows.iter().take(SHOWN_ROWS).map(shown_row).collect(),
        targets: targets.iter().map(shown_target).collect(),
        columns,
        signature,
    })
}

fn problem(row: &Row, column: usize, meant: &[Option<&Target>], styles: &[Style]) -> Option<PreviewProblem> {
    let error = check(row.cell(column), (*meant.get(column)?)?, styles.get(column)?).err()?;
    let params = error.params.into_iter().map(|(name, text)| (name.to_owned(), text.into())).collect();
    Some(PreviewProblem { column, code: error.code, params })
}

fn samples(rows: &[Row], column: usize) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    for row in rows.iter().filter(|row| !row.cell(column).is_blank()) {
        let shown = shortened(row.cell(column));
        if !samples.contains(&shown) {
            samples.push(shown);
        }
        if samples.len() == SHOWN_VALUES {
            break;
        }
    }
    samples
}

fn shortened(cell: Cell<'_>) -> String {
    cell.shown().chars().take(SHOWN_LETTERS).collect()
}
