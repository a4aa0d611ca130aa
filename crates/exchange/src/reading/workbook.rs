use super::{CELL_LIMIT, COLUMN_LIMIT, Cell, ReadError, Row};
use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xls, Xlsx};
use jiff::civil::{self, DateTime};
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

const BATCH: usize = 256;
const COMPOUND_LIMIT: u64 = 128 << 20;

type Batch = Result<Vec<Row>, ReadError>;

/// Rows of one sheet. They are parsed on a thread of their own: the parser borrows its workbook, and a panic in it stays there.
pub(super) struct Rows {
    pub sheet: String,
    pub sheets: Vec<String>,
    incoming: Option<Receiver<Batch>>,
    batch: std::vec::IntoIter<Row>,
    last: u64,
}

struct Opened {
    sheet: String,
    sheets: Vec<String>,
}

/// The parser is gone: nobody listens any more, or the file went wrong and that was said.
struct Stopped;

/// XLSX and its kin.
pub(super) fn open_zipped(file: File, chosen: Option<&str>) -> Result<Rows, ReadError> {
    let chosen = chosen.map(str::to_owned);
    start(move |opened, rows| {
        let mut book: Xlsx<_> = match Xlsx::new(BufReader::new(file)) {
            Ok(book) => book,
            Err(error) => return refuse(&opened, damaged(0, &error)),
        };
        let (sheet, sheets) = match choose(&book, chosen.as_deref()) {
            Ok(found) => found,
            Err(error) => return refuse(&opened, error),
        };
        let _ = opened.send(Ok(Opened { sheet: sheet.clone(), sheets }));
        let _ = stream(&mut book, &sheet, Sink { rows, batch: Vec::new() });
    })
}

/// XLS of Excel 97 to 2003.
pub(super) fn open_compound(file: File, chosen: Option<&str>) -> Result<Rows, ReadError> {
    if file.metadata().map_err(ReadError::Open)?.len() > COMPOUND_LIMIT {
        return Err(ReadError::Unpacked { part: "xls".to_owned(), limit: COMPOUND_LIMIT });
    }
    let chosen = chosen.map(str::to_owned);
    start(move |opened, rows| {
        let mut book: Xls<_> = match Xls::new(BufReader::new(file)) {
            Ok(book) => book,
            Err(error) => return refuse(&opened, damaged(0, &error)),
        };
        let (sheet, sheets) = match choose(&book, chosen.as_deref()) {
            Ok(found) => found,
            Err(error) => return refuse(&opened, error),
        };
        let range = match book.worksheet_range(&sheet) {
            Ok(range) => range,
            Err(error) => return refuse(&opened, damaged(0, &error)),
        };
        let _ = opened.send(Ok(Opened { sheet, sheets }));
        let mut sink = Sink { rows, batch: Vec::new() };
        let (top, left) = range.start().unwrap_or((0, 0));
        for (offset, cells) in range.rows().enumerate() {
            let number = u64::from(top) + offset as u64 + 1;
            let mut row = Row::numbered(number);
            for (column, cell) in cells.iter().enumerate() {
                if !matches!(cell, Data::Empty)
                    && let Err(error) = place(&mut row, left as usize + column, &borrowed(cell))
                {
                    let _ = sink.fail(error);
                    return;
                }
            }
            if sink.push(row).is_err() {
                return;
            }
        }
        let _ = sink.finish();
    })
}

impl Rows {
    pub fn next_into(&mut self, row: &mut Row) -> Result<bool, ReadError> {
        loop {
            if let Some(next) = self.batch.next() {
                *row = next;
                self.last = row.number;
                return Ok(true);
            }
            let Some(incoming) = &self.incoming else { return Ok(false) };
            match incoming.recv() {
                Ok(Ok(rows)) if rows.is_empty() => self.incoming = None,
                Ok(Ok(rows)) => self.batch = rows.into_iter(),
                Ok(Err(error)) => return Err(error),
                Err(_) => {
                    let reason = "the sheet ends abruptly".to_owned();
                    return Err(ReadError::Damaged { row: self.last, reason });
                }
            }
        }
    }
}

fn start(
    parse: impl FnOnce(SyncSender<Result<Opened, ReadError>>, SyncSender<Batch>) + Send + 'static,
) -> Result<Rows, ReadError> {
    let (opened, opening) = sync_channel(1);
    let (rows, incoming) = sync_channel(4);
    thread::Builder::new()
        .name("workbook".to_owned())
        .spawn(move || parse(opened, rows))
        .map_err(ReadError::Open)?;
    let unreadable = || ReadError::Damaged { row: 0, reason: "not a workbook".to_owned() };
    let Opened { sheet, sheets } = opening.recv().map_err(|_| unreadable())??;
    Ok(Rows { sheet, sheets, incoming: Some(incoming), batch: Vec::new().into_iter(), last: 0 })
}

fn refuse(opened: &SyncSender<Result<Opened, ReadError>>, error: ReadError) {
    let _ = opened.send(Err(error));
}

fn damaged(row: u64, error: &impl std::fmt::Display) -> ReadError {
    ReadError::Damaged { row, reason: error.to_string() }
}

/// The named sheet, else the first one in sight.
fn choose<R, B>(book: &B, chosen: Option<&str>) -> Result<(String, Vec<String>), ReadError>
where
    R: Read + Seek,
    B: Reader<R>,
{
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = sheets.clone().map(|sheet| sheet.name.clone()).collect();
    let found = match chosen {
        Some(name) => names.iter().find(|sheet| *sheet == name),
        None => sheets
            .clone()
            .find(|sheet| sheet.visible == SheetVisible::Visible)
            .map(|sheet| &sheet.name)
            .or(names.first()),
    };
    match found {
        Some(sheet) => Ok((sheet.clone(), names.clone())),
        None => Err(ReadError::Sheet(chosen.unwrap_or_default().to_owned())),
    }
}

fn stream(book: &mut Xlsx<BufReader<File>>, sheet: &str, mut sink: Sink) -> Result<(), Stopped> {
    let mut cells = match book.worksheet_cells_reader(sheet) {
        Ok(cells) => cells,
        Err(error) => return sink.fail(damaged(0, &error)),
    };
    let mut row = Row::default();
    loop {
        let cell = match cells.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            Err(error) => return sink.fail(damaged(row.number, &error)),
        };
        let (line, column) = cell.get_position();
        let number = u64::from(line) + 1;
        if number < row.number {
            return sink.fail(damaged(row.number, &"its rows are out of order"));
        }
        if number > row.number {
            sink.push(std::mem::replace(&mut row, Row::numbered(number)))?;
        }
        if matches!(cell.get_value(), DataRef::Empty) {
            continue;
        }
        if let Err(error) = place(&mut row, column as usize, cell.get_value()) {
            return sink.fail(error);
        }
    }
    sink.push(row)?;
    sink.finish()
}

struct Sink {
    rows: SyncSender<Batch>,
    batch: Vec<Row>,
}

impl Sink {
    fn push(&mut self, row: Row) -> Result<(), Stopped> {
        if row.is_blank() {
            return Ok(());
        }
        self.batch.push(row);
        match self.batch.len() < BATCH {
            true => Ok(()),
            false => self.send(),
        }
    }

    fn send(&mut self) -> Result<(), Stopped> {
        self.rows.send(Ok(std::mem::take(&mut self.batch))).map_err(|_| Stopped)
    }

    /// An empty batch says that the sheet was read to its end.
    fn finish(mut self) -> Result<(), Stopped> {
        if !self.batch.is_empty() {
            self.send()?;
        }
        self.send()
    }

    fn fail(mut self, error: ReadError) -> Result<(), Stopped> {
        if !self.batch.is_empty() {
            self.send()?;
        }
        self.rows.send(Err(error)).map_err(|_| Stopped)
    }
}

fn borrowed(cell: &Data) -> DataRef<'_> {
    match cell {
        Data::Empty => DataRef::Empty,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => DataRef::SharedString(text),
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::Bool(answer) => DataRef::Bool(*answer),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::Error(error) => DataRef::Error(error.clone()),
    }
}

fn place(row: &mut Row, column: usize, cell: &DataRef<'_>) -> Result<(), ReadError> {
    if column >= COLUMN_LIMIT {
        return Err(ReadError::Columns { row: row.number, found: column + 1, limit: COLUMN_LIMIT });
    }
    let mut keep_text = |text: &str| -> Result<(), ReadError> {
        if text.len() > CELL_LIMIT {
            return Err(ReadError::Cell { row: row.number, column: column + 1, limit: CELL_LIMIT });
        }
        row.place(column, Cell::Text(text));
        Ok(())
    };
    match cell {
        DataRef::Empty => {}
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => keep_text(text)?,
        DataRef::SharedString(text) => keep_text(text)?,
        DataRef::Int(number) => row.place(column, Cell::Number(*number as f64)),
        DataRef::Float(number) => row.place(column, Cell::Number(*number)),
        DataRef::Bool(answer) => row.place(column, Cell::Boolean(*answer)),
        DataRef::DateTime(moment) => match civil_moment(moment) {
            Some(moment) => row.place(column, Cell::Moment(moment)),
            None => row.place(column, Cell::Number(moment.as_f64())),
        },
        DataRef::Error(error) => row.place(column, Cell::Fault(&error.to_string())),
    }
    Ok(())
}

fn civil_moment(moment: &ExcelDateTime) -> Option<DateTime> {
    if !moment.is_datetime() || moment.as_f64() < 1.0 {
        return None;
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let small = |number: u8| i8::try_from(number).ok();
    let date = civil::Date::new(i16::try_from(year).ok()?, small(month)?, small(day)?).ok()?;
    let nanos = i32::from(milli) * 1_000_000;
    let time = civil::Time::new(small(hour)?, small(minute)?, small(second)?, nanos).ok()?;
    Some(date.to_datetime(time))
}
