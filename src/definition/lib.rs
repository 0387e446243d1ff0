//! What a lead is, as rules: pure values and functions, no files, no clock, no terminal.

pub mod agreement;
pub mod binding;
pub mod calendar;
pub mod canonical;
pub mod compile;
mod compile_condition;
mod compile_facts;
mod compile_owner;
mod compile_score;
mod compile_sla;
pub mod condition;
mod condition_form;
#[cfg(feature = "schema")]
mod condition_schema;
pub mod date;
pub mod date_pattern;
pub mod engine;
mod evaluate;
pub mod example;
pub mod field;
mod freeze;
pub mod golden;
pub mod golden_run;
mod happened;
pub mod head;
mod holds;
pub mod holiday;
pub mod lead;
pub mod lint;
pub mod lint_reading;
pub mod model;
pub mod nearest;
pub mod next_stage;
pub mod opening;
pub mod plan;
pub mod problem;
pub mod rating;
pub mod reach;
pub mod reading;
pub mod record;
pub mod rejection;
mod rule_form;
pub mod say;
pub mod scalar;
#[cfg(feature = "schema")]
mod schema;
pub mod score;
pub mod silence;
pub mod sla;
mod sla_form;
pub mod stage;
pub mod value;
pub mod version;
mod version_parts;
mod version_stage;
mod walk;
pub mod why;
pub mod zone;

pub use compile::compile;
pub use engine::Compiled;
pub use evaluate::AxisSteps;
pub use evaluate::kept;
pub use lead::{EventFacts, Lead, LeadStatus, Outcome, Reason, Tally};
pub use model::{InWords, LeadDefinition, Metadata, Spec, Status};
pub use problem::{Path, PathStep, Problem};

#[cfg(test)]
mod tests;
