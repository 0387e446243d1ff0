//! Reusable pieces of the screen.

pub mod area;
pub mod ask;
pub mod choice;
pub mod condition;
pub mod dialog;
pub mod footer;
pub mod form;
pub mod header;
pub mod help;
pub mod lit;
pub mod palette;
pub mod scroll;
pub mod wrap;
