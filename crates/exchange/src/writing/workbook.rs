use super::{Field, WriteError};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::io::Write;
use value::Decimal;

const ROW_LIMIT: u32 = 1_048_576;
const CELL_LIMIT: usize = 32_767;
const SHEET_NAME_LIMIT: usize = 31;

/// XLSX with one sheet; rows go to a temporary file as they come.
pub struct WorkbookWriter<W: Write + Send> {
    out: W,
    workbook: Workbook,
    day: Format,
    moment: Format,
    next: u32,
}

impl<W: Write + Send> WorkbookWriter<W> {
    pub fn new(out: W, sheet: &str, headers: &[String]) -> Result<WorkbookWriter<W>, WriteError> {
        let mut workbook = Workbook::new();
        let bold = Format::new().set_bold();
        let worksheet = workbook.add_worksheet_with_constant_memory()?;
        worksheet.set_name(sheet_name(sheet))?;
        worksheet.set_freeze_panes(1, 0)?;
        for (column, header) in headers.iter().enumerate() {
            let column = column_number(column)?;
            worksheet.set_column_width(column, 16)?;
            worksheet.write_string_with_format(0, column, shortened(header), &bold)?;
        }
        let day = Format::new().set_num_format("yyyy-mm-dd");
        let moment = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
        Ok(WorkbookWriter { out, workbook, day, moment, next: 1 })
    }

    pub fn write(&mut self, row: &[Field]) -> Result<(), WriteError> {
        if self.next >= ROW_LIMIT {
            return Err(WriteError::Rows { limit: ROW_LIMIT });
        }
        let worksheet = self.workbook.worksheet_from_index(0)?;
        for (column, field) in row.iter().enumerate() {
            let column = column_number(column)?;
            match field {
                Field::Nothing => {}
                Field::Text(text) => {
                    worksheet.write_string(self.next, column, shortened(text))?;
                }
                Field::Number(number) => match exact(*number) {
                    Some(float) => {
                        worksheet.write_number(self.next, column, float)?;
                    }
                    None => {
                        worksheet.write_string(self.next, column, number.to_string())?;
                    }
                },
                Field::Date(date) => {
                    let text = date.to_string();
                    match ExcelDateTime::parse_from_str(&text) {
                        Ok(day) => {
                            worksheet.write_datetime_with_format(self.next, column, &day, &self.day)?
                        }
                        Err(_) => worksheet.write_string(self.next, column, text)?,
                    };
                }
                Field::Moment(moment) => {
                    let text = moment.strftime("%Y-%m-%dT%H:%M:%S").to_string();
                    match ExcelDateTime::parse_from_str(&text) {
                        Ok(moment) => {
                            worksheet.write_datetime_with_format(self.next, column, &moment, &self.moment)?
                        }
                        Err(_) => worksheet.write_string(self.next, column, text)?,
                    };
                }
                Field::Answer(answer) => {
                    worksheet.write_boolean(self.next, column, *answer)?;
                }
            }
        }
        self.next += 1;
        Ok(())
    }

    pub fn finish(mut self) -> Result<W, WriteError> {
        self.workbook.save_to_writer(&mut self.out)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// Spreadsheet programs keep 15 digits; longer numbers are written as text.
fn exact(number: Decimal) -> Option<f64> {
    let digits = number.normalize().mantissa().unsigned_abs();
    match digits < 1_000_000_000_000_000 {
        true => f64::try_from(number).ok(),
        false => None,
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(CELL_LIMIT).collect()
}

fn sheet_name(name: &str) -> String {
    let allowed = name.chars().filter(|letter| !"[]:*?/\\'".contains(*letter));
    let name: String = allowed.take(SHEET_NAME_LIMIT).collect();
    if name.is_empty() { "1".to_owned() } else { name }
}

fn column_number(column: usize) -> Result<u16, WriteError> {
    u16::try_from(column).map_err(|_| rust_xlsxwriter::XlsxError::RowColumnLimitError.into())
}
