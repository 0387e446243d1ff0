//! The business calendar, and promises as sentences.

mod promises;
