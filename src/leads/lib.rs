//! CRM exports: reading a CSV file or a sheet of a workbook row by row, finding the columns that a definition asks for,
//! scoring every lead.
//!
//! A file of any length is read in constant memory: one row at a time goes from [`rows`] through the columns found by
//! [`header`] and the values read by [`cells`] to the compiled definition, and from there to [`output`].

pub mod absent;
pub mod as_of;
mod asked;
pub mod cells;
pub mod crm;
pub mod doubt;
pub mod encoding;
pub mod events;
pub mod explanation;
pub mod fast;
pub mod frame;
pub mod header;
pub mod ids;
pub mod mapping;
pub mod output;
pub mod problem;
pub mod proposal;
mod reading;
pub mod rows;
pub mod score;
pub mod seen;
pub mod source;
pub mod summary;
mod workbook;

pub use absent::Absent;
pub use crm::Crm;
pub use doubt::{Doubt, Unread};
pub use encoding::Encoding;
pub use events::{EventLog, LogForm};
pub use explanation::{Explanation, explain};
pub use frame::Frame;
pub use mapping::{Mapped, Mapping, MappingFile};
pub use output::{Output, OutputForm};
pub use problem::Problem;
pub use rows::Rows;
pub use score::{ScoreError, Scored, Scorer};
pub use source::{Delimiter, HeaderNames, Input, Layout, open, open_log};
pub use summary::Summary;
pub use workbook::SheetRead;
