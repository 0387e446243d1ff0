//! What a lead is, as rules: pure values and functions, no files, no clock, no terminal.

// What is added to an enum must find its place wherever the enum is matched: the compiler names each.
#![warn(clippy::wildcard_enum_match_arm)]

pub mod agreement;
pub mod apart;
pub mod binding;
pub mod canonical;
pub mod compile;
pub mod compiled;
pub mod condition;
pub mod date;
pub mod difference;
mod evaluate;
pub mod event_names;
pub mod field;
pub mod golden;
pub mod lead;
pub mod lint;
pub mod mentions;
pub mod model;
pub mod nearest;
pub mod next_stage;
pub mod plan;
pub mod problem;
pub mod rating;
pub mod reading;
pub mod record;
pub mod say;
pub mod scalar;
#[cfg(feature = "schema")]
mod schema;
pub mod score;
pub mod sla;
pub mod stage;
pub mod value;
pub mod why;

pub use compile::{compile, metadata};
pub use compiled::Compiled;
pub use evaluate::kept;
pub use evaluate::{AxisSteps, bounds};
pub use golden::run as golden_run;
pub use lead::{EventFacts, Lead, LeadStatus, Outcome, Reason, Tally};
pub use model::{InWords, LeadDefinition, Metadata, Spec, Status};
pub use problem::{Path, PathStep, Problem};
pub use sla::{calendar, holiday, opening, rejection, silence, zone};

#[cfg(test)]
mod tests;
