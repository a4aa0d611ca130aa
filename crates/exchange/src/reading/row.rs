use jiff::civil::DateTime;
use std::borrow::Cow;
use std::ops::Range;
use value::Decimal;

/// One row; its cells share one buffer, so that a reader can fill the same row again and again.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// The number that a person sees beside the row in a spreadsheet program.
    pub number: u64,
    text: String,
    /// Where the text of the cell that is being filled begins.
    open: usize,
    slots: Vec<Slot>,
}

/// What one cell holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    Empty,
    Text(&'a str),
    Number(f64),
    Moment(DateTime),
    Boolean(bool),
    /// An error of the spreadsheet program such as `#REF!`.
    Fault(&'a str),
}

#[derive(Debug, Clone, PartialEq)]
enum Slot {
    Empty,
    Text(Range<usize>),
    Number(f64),
    Moment(DateTime),
    Boolean(bool),
    Fault(Range<usize>),
}

impl Row {
    pub fn numbered(number: u64) -> Row {
        Row { number, ..Row::default() }
    }

    pub fn len(&self) -> usize {
        self.slots.len()
    }

    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// The cell of a column; beyond the last there are empty ones.
    pub fn cell(&self, column: usize) -> Cell<'_> {
        match self.slots.get(column) {
            None | Some(Slot::Empty) => Cell::Empty,
            Some(Slot::Text(range)) => Cell::Text(&self.text[range.clone()]),
            Some(Slot::Number(number)) => Cell::Number(*number),
            Some(Slot::Moment(moment)) => Cell::Moment(*moment),
            Some(Slot::Boolean(answer)) => Cell::Boolean(*answer),
            Some(Slot::Fault(range)) => Cell::Fault(&self.text[range.clone()]),
        }
    }

    pub fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        (0..self.len()).map(|column| self.cell(column))
    }

    /// Nothing but blanks.
    pub fn is_blank(&self) -> bool {
        self.cells().all(Cell::is_blank)
    }

    pub fn clear(&mut self) {
        self.text.clear();
        self.open = 0;
        self.slots.clear();
    }

    pub fn push(&mut self, cell: Cell<'_>) {
        let slot = match cell {
            Cell::Empty => Slot::Empty,
            Cell::Text("") => Slot::Empty,
            Cell::Text(text) => Slot::Text(self.keep(text)),
            Cell::Number(number) => Slot::Number(number),
            Cell::Moment(moment) => Slot::Moment(moment),
            Cell::Boolean(answer) => Slot::Boolean(answer),
            Cell::Fault(text) => Slot::Fault(self.keep(text)),
        };
        self.slots.push(slot);
    }

    /// Adds to the text of the cell that `end_cell` will close.
    pub(super) fn extend(&mut self, part: &str) {
        self.text.push_str(part);
    }

    pub(super) fn end_cell(&mut self) {
        self.slots.push(match self.open == self.text.len() {
            true => Slot::Empty,
            false => Slot::Text(self.open..self.text.len()),
        });
        self.open = self.text.len();
    }

    /// Length of the cell that is being filled.
    pub(super) fn open_length(&self) -> usize {
        self.text.len() - self.open
    }

    /// Puts a cell at a column that may be beyond the last one.
    pub(super) fn place(&mut self, column: usize, cell: Cell<'_>) {
        if column < self.slots.len() {
            let old = self.slots.len();
            self.push(cell);
            self.slots.swap_remove(column);
            debug_assert_eq!(self.slots.len(), old);
            return;
        }
        self.slots.resize(column, Slot::Empty);
        self.push(cell);
    }

    fn keep(&mut self, text: &str) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(text);
        self.open = self.text.len();
        start..self.open
    }
}

impl<'a> Cell<'a> {
    pub fn is_blank(self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => text.trim().is_empty(),
            Cell::Number(_) | Cell::Moment(_) | Cell::Boolean(_) | Cell::Fault(_) => false,
        }
    }

    /// The cell as a person sees it.
    pub fn shown(self) -> Cow<'a, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) | Cell::Fault(text) => Cow::Borrowed(text),
            Cell::Number(number) => Cow::Owned(shown_number(number)),
            Cell::Moment(moment) if moment.time() == jiff::civil::Time::midnight() => {
                Cow::Owned(moment.date().to_string())
            }
            Cell::Moment(moment) => Cow::Owned(moment.strftime("%Y-%m-%d %H:%M:%S").to_string()),
            Cell::Boolean(true) => Cow::Borrowed("TRUE"),
            Cell::Boolean(false) => Cow::Borrowed("FALSE"),
        }
    }
}

/// Spreadsheet programs keep 15 digits; what stands behind them is the noise of binary fractions.
fn shown_number(number: f64) -> String {
    match Decimal::try_from(number) {
        Ok(exact) => exact.normalize().to_string(),
        Err(_) => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_shown_as_a_person_sees_them() {
        assert_eq!(Cell::Number(0.1 + 0.2).shown(), "0.3");
        assert_eq!(Cell::Number(13800138000.0).shown(), "13800138000");
        assert_eq!(Cell::Moment(jiff::civil::date(2024, 3, 5).at(0, 0, 0, 0)).shown(), "2024-03-05");
        assert_eq!(
            Cell::Moment(jiff::civil::date(2024, 3, 5).at(8, 26, 0, 0)).shown(),
            "2024-03-05 08:26:00"
        );
    }

    #[test]
    fn a_cell_can_be_placed_anywhere() {
        let mut row = Row::default();
        row.place(2, Cell::Text("c"));
        row.place(0, Cell::Text("a"));
        assert_eq!(row.cells().map(|cell| cell.shown().into_owned()).collect::<Vec<_>>(), ["a", "", "c"]);
        row.push(Cell::Number(1.0));
        row.extend("late");
        row.end_cell();
        assert_eq!(row.cell(4), Cell::Text("late"));
    }
}
