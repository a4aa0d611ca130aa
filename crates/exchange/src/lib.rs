//! Import and export: tables of any make are read as rows, understood, and written.

pub mod cell;
pub mod errors_file;
pub mod export_run;
pub mod import_run;
pub mod mapping;
pub mod orders;
pub mod reading;
pub mod writing;
