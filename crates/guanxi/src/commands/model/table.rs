use anyhow::{Context, Result, anyhow, bail};
use flate2::read::MultiGzDecoder;
use std::fmt::Display;
use std::io::Read;
use std::path::Path;

/// A file of comma-separated values, whole in memory. Rows count as a spreadsheet shows them: the names stand in row 1.
pub struct Table {
    names: Vec<String>,
    text: String,
    ends: Vec<usize>,
    rows: Vec<usize>,
}

/// One column of a table.
#[derive(Clone, Copy)]
pub struct Column<'a> {
    table: &'a Table,
    place: usize,
}

impl Table {
    pub fn read(path: &Path) -> Result<Table> {
        Self::parse(&text_of(path)?).with_context(|| shown(path))
    }

    pub fn parse(text: &str) -> Result<Table> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut cells = Cells::of(text);
        if !cells.record()? {
            bail!("the file is empty");
        }
        let names: Vec<String> = cells.take().map(|name| name.trim().to_owned()).collect();
        if let Some(twice) = names.iter().enumerate().find(|(at, name)| names[..*at].contains(name)) {
            bail!("row 1: there are two columns '{}'", twice.1);
        }
        let mut table =
            Table { names, text: String::with_capacity(text.len()), ends: Vec::new(), rows: Vec::new() };
        while cells.record()? {
            let found = cells.ends.len();
            if found == 1 && cells.text.trim().is_empty() {
                continue;
            }
            if found != table.names.len() {
                bail!("row {}: {found} columns where the names are {}", cells.row, table.names.len());
            }
            let before = table.text.len();
            table.text.push_str(&cells.text);
            table.ends.extend(cells.ends.iter().map(|end| before + end));
            table.rows.push(cells.row);
        }
        if table.rows.is_empty() {
            bail!("the file has names of columns and no row");
        }
        Ok(table)
    }

    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The first of these columns that is there.
    pub fn column(&self, names: &[&str]) -> Result<Column<'_>> {
        self.maybe_column(names).ok_or_else(|| {
            let wanted = names.join("' or '");
            anyhow!("row 1: there is no column '{wanted}'; there are {}", self.names.join(", "))
        })
    }

    pub fn maybe_column(&self, names: &[&str]) -> Option<Column<'_>> {
        let named = |name: &&str| self.names.iter().position(|known| known.eq_ignore_ascii_case(name));
        names.iter().find_map(named).map(|place| Column { table: self, place })
    }
}

impl<'a> Column<'a> {
    pub fn name(self) -> &'a str {
        &self.table.names[self.place]
    }

    pub fn cell(self, row: usize) -> &'a str {
        self.name_in(row).trim()
    }

    /// The cell with the spaces around it, where they tell two names apart.
    pub fn name_in(self, row: usize) -> &'a str {
        let at = row * self.table.names.len() + self.place;
        let start = if at == 0 { 0 } else { self.table.ends[at - 1] };
        &self.table.text[start..self.table.ends[at]]
    }

    pub fn cells(self) -> impl Iterator<Item = &'a str> {
        (0..self.table.rows()).map(move |row| self.cell(row))
    }

    /// What is wrong with this cell, for whoever can mend it.
    pub fn complain(self, row: usize, reason: impl Display) -> anyhow::Error {
        anyhow!("row {}, column {}: {reason}", self.table.rows[row], self.name())
    }

    pub fn number(self, row: usize) -> Result<f64> {
        let cell = self.cell(row);
        let number: f64 =
            cell.parse().map_err(|_| self.complain(row, format_args!("'{cell}' is not a number")))?;
        if number.is_finite() {
            Ok(number)
        } else {
            Err(self.complain(row, format_args!("'{cell}' is not finite")))
        }
    }

    pub fn numbers(self) -> Result<Vec<f64>> {
        (0..self.table.rows()).map(|row| self.number(row)).collect()
    }

    /// Numbers that must lie between two bounds.
    pub fn numbers_within(self, low: f64, high: f64) -> Result<Vec<f64>> {
        let numbers = self.numbers()?;
        match numbers.iter().position(|number| !(low..=high).contains(number)) {
            Some(row) => {
                Err(self.complain(row, format_args!("{} is not between {low} and {high}", numbers[row])))
            }
            None => Ok(numbers),
        }
    }

    /// Yes or no.
    pub fn truth(self, row: usize) -> Result<bool> {
        truth(self.cell(row))
            .ok_or_else(|| self.complain(row, format_args!("'{}' is neither yes nor no", self.cell(row))))
    }
}

pub fn truth(cell: &str) -> Option<bool> {
    match cell.to_ascii_lowercase().as_str() {
        "1" | "1.0" | "yes" | "y" | "true" | "t" => Some(true),
        "0" | "0.0" | "no" | "n" | "false" | "f" => Some(false),
        _ => None,
    }
}

pub fn text_of(path: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        std::io::stdin().read_to_end(&mut bytes).context("standard input")?;
    } else {
        bytes = std::fs::read(path).with_context(|| shown(path))?;
    }
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut plain = Vec::new();
        MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut plain).with_context(|| shown(path))?;
        bytes = plain;
    }
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let row = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        anyhow!("{}: row {row}: not UTF-8; save the file as UTF-8", shown(path))
    })
}

pub fn shown(path: &Path) -> String {
    if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() }
}

/// The cells of one record after the other (RFC 4180).
struct Cells<'a> {
    rest: &'a str,
    row: usize,
    lines: usize,
    text: String,
    ends: Vec<usize>,
}

impl<'a> Cells<'a> {
    fn of(text: &'a str) -> Self {
        Self { rest: text, row: 0, lines: 1, text: String::new(), ends: Vec::new() }
    }

    fn take(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.text[start..*end])
    }

    /// Reads the next record; false at the end.
    fn record(&mut self) -> Result<bool> {
        self.text.clear();
        self.ends.clear();
        self.row = self.lines;
        if self.rest.is_empty() {
            return Ok(false);
        }
        loop {
            if let Some(quoted) = self.rest.strip_prefix('"') {
                self.quoted(quoted)?;
            }
            let end = self.rest.find([',', '\n']).unwrap_or(self.rest.len());
            let plain = &self.rest[..end];
            self.text.push_str(plain.strip_suffix('\r').unwrap_or(plain));
            self.ends.push(self.text.len());
            let after = self.rest[end..].chars().next();
            self.rest = self.rest.get(end + 1..).unwrap_or("");
            match after {
                Some(',') => {}
                Some(_) => {
                    self.lines += 1;
                    return Ok(true);
                }
                None => return Ok(true),
            }
        }
    }

    fn quoted(&mut self, mut inside: &'a str) -> Result<()> {
        loop {
            let Some(end) = inside.find('"') else {
                bail!("row {}: a quotation mark is opened and never closed", self.row);
            };
            self.text.push_str(&inside[..end]);
            self.lines += inside[..end].matches('\n').count();
            inside = &inside[end + 1..];
            let Some(more) = inside.strip_prefix('"') else { break };
            self.text.push('"');
            inside = more;
        }
        self.rest = inside;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(text: &str) -> String {
        match Table::parse(text) {
            Ok(_) => String::new(),
            Err(error) => format!("{error:#}"),
        }
    }

    #[test]
    fn quoted_cells_keep_commas_marks_and_lines() {
        let table = Table::parse("\u{feff}a,b\r\n\"x, \"\"y\"\"\nz\",2\r\n\n3,\r\n").unwrap();
        assert_eq!(table.rows(), 2);
        let a = table.column(&["A"]).unwrap();
        assert_eq!(a.cell(0), "x, \"y\"\nz");
        assert_eq!(a.cell(1), "3");
        let b = table.column(&["b"]).unwrap();
        assert_eq!(b.number(0).unwrap(), 2.0);
        assert_eq!(b.number(1).unwrap_err().to_string(), "row 5, column b: '' is not a number");
    }

    #[test]
    fn what_is_no_table_is_refused_with_its_place() {
        assert_eq!(complaint(""), "the file is empty");
        assert_eq!(complaint("a,b\n"), "the file has names of columns and no row");
        assert_eq!(complaint("a,a\n1,2\n"), "row 1: there are two columns 'a'");
        assert_eq!(complaint("a,b\n1,2\n1\n"), "row 3: 1 columns where the names are 2");
        assert_eq!(complaint("a\n\"1"), "row 2: a quotation mark is opened and never closed");
        let table = Table::parse("a,b\n1,NaN\n2,1e999\n").unwrap();
        let b = table.column(&["b"]).unwrap();
        assert_eq!(b.number(0).unwrap_err().to_string(), "row 2, column b: 'NaN' is not finite");
        assert_eq!(b.number(1).unwrap_err().to_string(), "row 3, column b: '1e999' is not finite");
        assert!(table.column(&["c"]).is_err());
    }
}
