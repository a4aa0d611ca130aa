//! Opens a file, whatever its make, as one stream of rows.

mod archive;
mod cards;
mod delimited;
mod fault;
mod heading;
mod row;
mod text;
mod workbook;

pub use fault::ReadError;
pub use row::{Cell, Row};

use delimited::Delimited;
use heading::Heading;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use text::Decoded;

pub const COLUMN_LIMIT: usize = 2_000;
pub const CELL_LIMIT: usize = 1_000_000;
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
const ZIP_MAGIC: [u8; 4] = *b"PK\x03\x04";
const COMPOUND_MAGIC: [u8; 4] = [0xd0, 0xcf, 0x11, 0xe0];

/// What a person may set where the program would guess.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    pub sheet: Option<String>,
    /// Counted from 1; 0 says that the file has no header.
    pub header_row: Option<u64>,
    pub encoding: Option<String>,
    pub delimiter: Option<char>,
}

/// How the file turned out to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Make {
    Delimited { encoding: String, delimiter: char },
    Workbook { sheet: String, sheets: Vec<String> },
    Cards { encoding: String },
}

/// An open file: its headers are known, its rows follow.
pub struct Table {
    make: Make,
    heading: Heading,
    waiting: VecDeque<Row>,
    source: Source,
}

enum Source {
    Delimited(Box<Delimited>),
    Workbook(workbook::Rows),
    Cards(Box<cards::Rows>),
}

/// Opens the file at `path`; nothing but its first rows is read.
pub fn open(path: &Path, choices: &Choices) -> Result<Table, ReadError> {
    let mut file = File::open(path).map_err(ReadError::Open)?;
    let mut magic = [0; 4];
    let length = read_up_to(&mut file, &mut magic).map_err(ReadError::Open)?;
    file.seek(SeekFrom::Start(0)).map_err(ReadError::Open)?;
    if length == 0 {
        return Err(ReadError::Empty);
    }
    if magic == ZIP_MAGIC {
        archive::check(&mut file)?;
        return Table::of_workbook(workbook::open_zipped(file, choices.sheet.as_deref())?, choices);
    }
    if magic == COMPOUND_MAGIC {
        return Table::of_workbook(workbook::open_compound(file, choices.sheet.as_deref())?, choices);
    }
    let packed: Box<dyn Read + Send> = if magic[..2] == GZIP_MAGIC {
        Box::new(archive::Unpacked::new(BufReader::with_capacity(1 << 16, file)))
    } else {
        Box::new(file)
    };
    Table::of_text(Decoded::open(packed, choices.encoding.as_deref())?, choices)
}

impl Table {
    /// The make; the encoding is certain once a row with other letters than ASCII was read.
    pub fn make(&self) -> Make {
        match &self.source {
            Source::Delimited(rows) => {
                Make::Delimited { encoding: rows.encoding().to_owned(), delimiter: rows.delimiter() }
            }
            Source::Workbook(_) | Source::Cards(_) => self.make.clone(),
        }
    }

    /// The row of the headers as a person counts rows, 0 without one.
    pub fn header_row(&self) -> u64 {
        self.heading.row
    }

    /// One header a column; columns without one are called by their letters.
    pub fn headers(&self) -> &[String] {
        &self.heading.headers
    }

    /// Reads the next row that is not blank into `row`; `false` says that there is none.
    pub fn next_into(&mut self, row: &mut Row) -> Result<bool, ReadError> {
        if let Some(first) = self.waiting.pop_front() {
            *row = first;
            return Ok(true);
        }
        self.source.next_into(row)
    }

    fn of_text(mut text: Decoded, choices: &Choices) -> Result<Table, ReadError> {
        if cards::starts(text.peek()?) {
            let make = Make::Cards { encoding: text.encoding().to_owned() };
            let heading = Heading { row: 0, headers: cards::headers() };
            let source = Source::Cards(Box::new(cards::Rows::new(text)));
            return Ok(Table { make, heading, waiting: VecDeque::new(), source });
        }
        let rows = Delimited::open(text, choices.delimiter)?;
        let make = Make::Delimited { encoding: rows.encoding().to_owned(), delimiter: rows.delimiter() };
        Table::with_heading(make, Source::Delimited(Box::new(rows)), choices)
    }

    fn of_workbook(rows: workbook::Rows, choices: &Choices) -> Result<Table, ReadError> {
        let make = Make::Workbook { sheet: rows.sheet.clone(), sheets: rows.sheets.clone() };
        Table::with_heading(make, Source::Workbook(rows), choices)
    }

    fn with_heading(make: Make, mut source: Source, choices: &Choices) -> Result<Table, ReadError> {
        let far = choices.header_row.unwrap_or(0).min(heading::DEEPEST);
        let mut first = VecDeque::new();
        let mut row = Row::default();
        while (first.len() < heading::SAMPLE || row.number < far) && source.next_into(&mut row)? {
            first.push_back(row.clone());
        }
        if first.is_empty() {
            return Err(ReadError::Empty);
        }
        let heading = heading::find(first.make_contiguous(), choices.header_row);
        first.retain(|row| row.number > heading.row);
        Ok(Table { make, heading, waiting: first, source })
    }
}

impl Source {
    fn next_into(&mut self, row: &mut Row) -> Result<bool, ReadError> {
        match self {
            Source::Delimited(rows) => rows.next_into(row),
            Source::Workbook(rows) => rows.next_into(row),
            Source::Cards(rows) => rows.next_into(row),
        }
    }
}

fn read_up_to(source: &mut impl Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}
