//! From the address to a question: filters, sorting, paging, and from records to the answer.

pub mod filter;
pub mod listing;
pub mod writing;
