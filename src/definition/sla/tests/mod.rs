//! The business calendar, and promises as sentences.

mod calendar;
mod calendar_days;
mod promises;
