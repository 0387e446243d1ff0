//! CRM exports: reading a CSV file row by row, finding the columns that a definition asks for, scoring every lead.
//!
//! A file of any length is read in constant memory: one row at a time goes from [`rows`] through the columns found by
//! [`header`] to the compiled definition, and from there to the scored output.

pub mod header;
pub mod problem;
pub mod rows;
pub mod source;

pub use problem::Problem;
pub use source::{Delimiter, Input};
