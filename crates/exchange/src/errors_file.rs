//! The file of refused rows: row, column and reason stand in front, the row as it was behind them.

use crate::orders::Refusal;
use crate::reading::Row;
use crate::writing::{DelimitedWriter, Field};
use catalog::Language;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::Path;

pub struct ErrorsFile<W: Write> {
    writer: DelimitedWriter<W>,
    headers: Vec<String>,
    language: Language,
    count: u64,
}

impl ErrorsFile<File> {
    /// Goes on with the file of an import that stopped: what was written beyond `count` rows was never kept.
    pub fn resume(
        path: &Path,
        headers: &[String],
        language: Language,
        count: u64,
    ) -> io::Result<ErrorsFile<File>> {
        let file = File::options().read(true).write(true).create(true).truncate(false).open(path)?;
        let Some(end) = end_of_row(&file, count)? else {
            file.set_len(0)?;
            return ErrorsFile::new(file, headers, language);
        };
        file.set_len(end)?;
        let mut at_end = &file;
        at_end.seek(SeekFrom::Start(end))?;
        Ok(ErrorsFile {
            writer: DelimitedWriter::continuing(file),
            headers: headers.to_vec(),
            language,
            count,
        })
    }
}

impl<W: Write> ErrorsFile<W> {
    pub fn new(out: W, headers: &[String], language: Language) -> io::Result<ErrorsFile<W>> {
        let own = match language {
            Language::En => ["row", "column", "reason"],
            Language::ZhHans => ["行", "列", "原因"],
            Language::ZhHant => ["列號", "欄位", "原因"],
        };
        let all: Vec<String> = own.map(str::to_owned).into_iter().chain(headers.iter().cloned()).collect();
        let writer = DelimitedWriter::new(out, &all)?;
        Ok(ErrorsFile { writer, headers: headers.to_vec(), language, count: 0 })
    }

    pub fn write(&mut self, row: &Row, refusal: &Refusal) -> io::Result<()> {
        let column = refusal.column.and_then(|column| self.headers.get(column));
        let mut fields = vec![
            Field::Text(refusal.row.to_string()),
            column.map_or(Field::Nothing, |header| Field::Text(header.clone())),
            Field::Text(refusal.error.sentence(self.language)),
        ];
        fields.extend(row.cells().map(|cell| match cell.shown() {
            shown if shown.is_empty() => Field::Nothing,
            shown => Field::Text(shown.into_owned()),
        }));
        self.count += 1;
        self.writer.write(&fields)
    }

    pub fn count(&self) -> u64 {
        self.count
    }

    pub fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }

    pub fn finish(self) -> io::Result<W> {
        self.writer.finish()
    }
}

/// Where the row after the headers and `count` more begins; none when the file is shorter.
fn end_of_row(file: &File, count: u64) -> io::Result<Option<u64>> {
    let mut reader = BufReader::new(file);
    let (mut at, mut left, mut quoted) = (0, count + 1, false);
    loop {
        let chunk = reader.fill_buf()?;
        if chunk.is_empty() {
            return Ok(None);
        }
        for byte in chunk {
            at += 1;
            match byte {
                b'"' => quoted = !quoted,
                b'\n' if !quoted => left -= 1,
                _ => {}
            }
            if left == 0 {
                return Ok(Some(at));
            }
        }
        let length = chunk.len();
        reader.consume(length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::CellError;
    use crate::reading::Cell;

    #[test]
    fn a_refused_row_keeps_its_cells() {
        let headers = ["date".to_owned(), "金额".to_owned()];
        let mut file = ErrorsFile::new(Vec::new(), &headers, Language::En).unwrap();
        let mut row = Row::numbered(3);
        row.push(Cell::Text("32/13"));
        row.push(Cell::Text("=1+1"));
        file.write(&row, &Refusal { row: 3, column: Some(0), error: CellError::new("not_a_date", "32/13") })
            .unwrap();
        assert_eq!(file.count(), 1);
        let text = String::from_utf8(file.finish().unwrap()).unwrap();
        assert_eq!(
            text,
            "\u{feff}row,column,reason,date,金额\r\n3,date,'32/13' is not a date,32/13,'=1+1\r\n"
        );
    }

    #[test]
    fn an_interrupted_file_goes_on_where_it_was_kept() {
        let folder = tempfile::tempdir().unwrap();
        let (path, headers) = (folder.path().join("errors.csv"), ["a".to_owned()]);
        let mut row = Row::numbered(2);
        row.push(Cell::Text("two\nlines"));
        let refusal = |row| Refusal { row, column: None, error: CellError::bare("required") };
        let mut file = ErrorsFile::resume(&path, &headers, Language::En, 0).unwrap();
        file.write(&row, &refusal(2)).unwrap();
        file.write(&row, &refusal(3)).unwrap();
        file.finish().unwrap();
        let mut again = ErrorsFile::resume(&path, &headers, Language::En, 1).unwrap();
        again.write(&row, &refusal(4)).unwrap();
        assert_eq!(again.count(), 2);
        again.finish().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let reason = "a value is missing,\"two\nlines\"\r\n";
        assert_eq!(text, format!("\u{feff}row,column,reason,a\r\n2,,{reason}4,,{reason}"));
    }
}
