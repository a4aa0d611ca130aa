//! Flat lines of orders: one row says who bought what, when, for how much.

mod batch;
mod columns;
mod line;
mod reader;
mod targets;

pub use batch::{Batch, Order};
pub use line::{Goods, Head, Line, LineKind, Numbering, OrderKind, Party, PartyKind};
pub use reader::LineReader;
pub use targets::{options, targets};

use crate::cell::CellError;

/// A row that does not go in, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub row: u64,
    pub column: Option<usize>,
    pub error: CellError,
}
