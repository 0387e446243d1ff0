//! A second way to score a lead: slow, plain, and written from the format's text alone. It shares no code with the
//! program; where the two differ, one of them is wrong.
//!
//! It reads the rule file as it is written, looks every name up anew, and keeps nothing.

pub mod cell;
pub mod condition;
pub mod happened;
pub mod json;
pub mod pattern;
pub mod score;
mod together;

mod vectors;

use std::collections::BTreeMap;

use json::Json;

/// A lead as an export writes it.
#[derive(Clone, Debug, Default)]
pub struct PlainLead {
    pub id: String,
    /// Raw cells by header.
    pub cells: BTreeMap<String, String>,
    /// Event and moment; none: events stand in columns of the export.
    pub log: Option<Vec<(String, String)>>,
}

/// A definition, a lead and a day.
#[derive(Clone, Copy)]
pub struct Plain<'a> {
    pub spec: &'a Json,
    pub lead: &'a PlainLead,
    /// Days since 1970-01-01.
    pub as_of: i64,
}

impl Plain<'_> {
    /// The raw cell under the first of the listed headers.
    pub fn cell(&self, headers: &[String]) -> &str {
        let header = headers.first().map_or("", String::as_str);
        self.lead.cells.get(header).map_or("", String::as_str)
    }
}
