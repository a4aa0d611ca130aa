use super::text::Decoded;
use super::{CELL_LIMIT, COLUMN_LIMIT, ReadError, Row};
use memchr::{memchr, memchr3};

const CANDIDATES: [char; 4] = [',', ';', '\t', '|'];
const SNIFFED_ROWS: usize = 30;

/// Rows of a text with delimiters. Quotes may hold delimiters and line ends; stray quotes are taken as they are.
pub(super) struct Delimited {
    text: Decoded,
    delimiter: u8,
    chunk: String,
    at: usize,
    number: u64,
}

enum End {
    Cell,
    Row,
    File,
}

impl Delimited {
    pub fn open(mut text: Decoded, chosen: Option<char>) -> Result<Delimited, ReadError> {
        let declared = declared(text.peek()?);
        let delimiter = match chosen.filter(char::is_ascii).or(declared) {
            Some(delimiter) => delimiter as u8,
            None => sniff(text.peek()?),
        };
        let mut rows = Delimited { text, delimiter, chunk: String::new(), at: 0, number: 0 };
        if declared.is_some() {
            rows.read_row(&mut Row::default())?;
        }
        Ok(rows)
    }

    pub fn encoding(&self) -> &'static str {
        self.text.encoding()
    }

    pub fn delimiter(&self) -> char {
        char::from(self.delimiter)
    }

    pub fn next_into(&mut self, row: &mut Row) -> Result<bool, ReadError> {
        while self.read_row(row)? {
            if !row.is_blank() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn read_row(&mut self, row: &mut Row) -> Result<bool, ReadError> {
        row.clear();
        if !self.has_more()? {
            return Ok(false);
        }
        self.number += 1;
        row.number = self.number;
        loop {
            let end = self.read_cell(row)?;
            row.end_cell();
            match end {
                End::Cell if row.len() > COLUMN_LIMIT => return self.refuse_width(row),
                End::Cell => {}
                End::Row | End::File => return Ok(true),
            }
        }
    }

    fn read_cell(&mut self, row: &mut Row) -> Result<End, ReadError> {
        if self.has_more()? && self.byte() == b'"' {
            self.at += 1;
            self.read_quoted(row)?;
        }
        loop {
            let rest = &self.chunk.as_bytes()[self.at..];
            let found = memchr3(self.delimiter, b'\n', b'\r', rest);
            let length = found.unwrap_or(rest.len());
            self.take(row, length)?;
            if found.is_some() {
                return self.cross_boundary();
            }
            if !self.has_more()? {
                return Ok(End::File);
            }
        }
    }

    fn read_quoted(&mut self, row: &mut Row) -> Result<(), ReadError> {
        while self.has_more()? {
            let rest = &self.chunk.as_bytes()[self.at..];
            let Some(length) = memchr(b'"', rest) else {
                let length = rest.len();
                self.take(row, length)?;
                continue;
            };
            self.take(row, length)?;
            self.at += 1;
            if !(self.has_more()? && self.byte() == b'"') {
                return Ok(());
            }
            row.extend("\"");
            self.at += 1;
        }
        Ok(())
    }

    fn cross_boundary(&mut self) -> Result<End, ReadError> {
        let byte = self.byte();
        self.at += 1;
        if byte == self.delimiter {
            return Ok(End::Cell);
        }
        if byte == b'\r' && self.has_more()? && self.byte() == b'\n' {
            self.at += 1;
        }
        Ok(End::Row)
    }

    fn take(&mut self, row: &mut Row, length: usize) -> Result<(), ReadError> {
        if row.open_length() + length > CELL_LIMIT {
            return Err(ReadError::Cell { row: row.number, column: row.len() + 1, limit: CELL_LIMIT });
        }
        row.extend(&self.chunk[self.at..self.at + length]);
        self.at += length;
        Ok(())
    }

    /// Counts the columns of the row to its end, so that the complaint is exact, but for no longer than a chunk.
    fn refuse_width(&self, row: &Row) -> Result<bool, ReadError> {
        let rest = &self.chunk.as_bytes()[self.at..];
        let line = &rest[..memchr(b'\n', rest).unwrap_or(rest.len())];
        let further = line.iter().filter(|byte| **byte == self.delimiter).count() + 1;
        Err(ReadError::Columns { row: row.number, found: row.len() + further, limit: COLUMN_LIMIT })
    }

    fn byte(&self) -> u8 {
        self.chunk.as_bytes()[self.at]
    }

    fn has_more(&mut self) -> Result<bool, ReadError> {
        if self.at < self.chunk.len() {
            return Ok(true);
        }
        self.at = 0;
        self.text.next_chunk(&mut self.chunk).map_err(|error| match error {
            ReadError::Damaged { reason, .. } => ReadError::Damaged { row: self.number, reason },
            other => other,
        })
    }
}

/// Spreadsheet programs may write `sep=;` into the first line.
fn declared(start: &str) -> Option<char> {
    let line = start.lines().next()?;
    let mut letters = line.trim_matches('"').strip_prefix("sep=")?.chars();
    letters.next().filter(|letter| letter.is_ascii() && letters.next().is_none())
}

/// The candidate that cuts most rows into the same number of cells, the more cells the better.
fn sniff(start: &str) -> u8 {
    let score = |candidate: char| -> usize {
        let widths = widths(start, candidate);
        let most = widths.iter().map(|width| (widths.iter().filter(|other| *other == width).count(), *width));
        most.filter(|(_, width)| *width > 1)
            .map(|(rows, width)| rows * 1_000 + width.min(999))
            .max()
            .unwrap_or(0)
    };
    let best = CANDIDATES.iter().copied().rev().max_by_key(|candidate| score(*candidate));
    best.unwrap_or(',') as u8
}

fn widths(start: &str, delimiter: char) -> Vec<usize> {
    let mut widths = Vec::new();
    let (mut width, mut quoted, mut blank) = (1, false, true);
    for letter in start.chars() {
        match letter {
            '"' => quoted = !quoted,
            '\n' if !quoted => {
                if !blank {
                    widths.push(width);
                }
                (width, blank) = (1, true);
                if widths.len() == SNIFFED_ROWS {
                    return widths;
                }
                continue;
            }
            _ if letter == delimiter && !quoted => width += 1,
            _ => {}
        }
        blank &= letter.is_whitespace();
    }
    if !blank {
        widths.push(width);
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        let text = Decoded::open(Box::new(Cursor::new(text.as_bytes().to_vec())), None).unwrap();
        let mut rows = Delimited::open(text, None).unwrap();
        let (mut row, mut all) = (Row::default(), Vec::new());
        while rows.next_into(&mut row).unwrap() {
            all.push((row.number, row.cells().map(|cell| cell.shown().into_owned()).collect()));
        }
        all
    }

    fn cells(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn quotes_hold_delimiters_and_line_ends() {
        let found = rows("a,\"b,\r\n\"\"c\"\"\",d\r\n\r\n,,\r\n1,2\" x,\"3\"4\n");
        assert_eq!(found, [(1, cells(&["a", "b,\r\n\"c\"", "d"])), (4, cells(&["1", "2\" x", "34"]))]);
    }

    #[test]
    fn the_delimiter_is_found() {
        assert_eq!(rows("a;b,c;d\n1;2,5;3\n4;5,5;6\n")[1].1, ["1", "2,5", "3"]);
        assert_eq!(rows("a\tb\n1\t2, or 3\n")[1].1, ["1", "2, or 3"]);
        assert_eq!(rows("sep=|\na|b;c;d;e\n"), [(2, cells(&["a", "b;c;d;e"]))]);
        assert_eq!(rows("title\n\na,b\n1,2\n3,4")[3], (5, cells(&["3", "4"])));
    }

    #[test]
    fn a_quote_that_is_never_closed_is_named() {
        let text = format!("a,b\n1,\"{}", "x\n".repeat(600_000));
        let text = Decoded::open(Box::new(Cursor::new(text.into_bytes())), None).unwrap();
        let mut rows = Delimited::open(text, None).unwrap();
        let mut row = Row::default();
        assert!(rows.next_into(&mut row).unwrap());
        let error = rows.next_into(&mut row).unwrap_err();
        assert!(matches!(error, ReadError::Cell { row: 2, column: 2, .. }), "{error}");
    }

    #[test]
    fn ten_thousand_columns_are_refused() {
        let text = Decoded::open(Box::new(Cursor::new("a,".repeat(9_999).into_bytes())), None).unwrap();
        let error = Delimited::open(text, None).unwrap().next_into(&mut Row::default()).unwrap_err();
        assert!(matches!(error, ReadError::Columns { row: 1, found: 10_000, .. }), "{error}");
    }
}
