use crate::cell::{Style, Survey};
use crate::mapping::multiplier;
use crate::reading::{Choices, ReadError, Row, open};
use jiff::tz::TimeZone;
use std::path::Path;

/// What one look at a whole file shows: how long it is, and how each column writes its values.
#[derive(Debug, Clone)]
pub struct Surveyed {
    pub rows: u64,
    pub headers: Vec<String>,
    pub header_row: u64,
    pub styles: Vec<Style>,
    /// Columns in which days are written in two orders.
    pub mixed_days: Vec<usize>,
}

/// Reads the file once from end to end.
pub fn survey(path: &Path, choices: &Choices, zone: &TimeZone) -> Result<Surveyed, ReadError> {
    let mut table = open(path, choices)?;
    let headers = table.headers().to_vec();
    let mut surveys = vec![Survey::default(); headers.len()];
    let (mut row, mut rows) = (Row::default(), 0);
    while table.next_into(&mut row)? {
        rows += 1;
        for (column, survey) in surveys.iter_mut().enumerate() {
            survey.see(row.cell(column));
        }
    }
    let style = |(survey, header): (&Survey, &String)| Style {
        multiplier: multiplier(header),
        ..survey.style(zone.clone())
    };
    Ok(Surveyed {
        rows,
        styles: surveys.iter().zip(&headers).map(style).collect(),
        mixed_days: (0..surveys.len()).filter(|column| surveys[*column].is_mixed()).collect(),
        header_row: table.header_row(),
        headers,
    })
}
