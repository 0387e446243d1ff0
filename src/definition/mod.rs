//! What a lead is, as rules: pure values and functions, no files, no clock, no terminal.

pub mod agreement;
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
mod condition_schema;
pub mod date;
pub mod date_pattern;
pub mod engine;
mod evaluate;
pub mod field;
mod freeze;
pub mod golden;
pub mod golden_run;
mod happened;
pub mod head;
mod holds;
pub mod lead;
pub mod lint;
pub(crate) mod lint_reading;
pub mod model;
pub mod nearest;
pub mod next_stage;
pub mod plan;
pub mod problem;
pub mod rating;
pub mod reach;
pub mod record;
mod rule_form;
pub mod say;
pub mod scalar;
pub mod score;
pub mod sla;
mod sla_form;
pub mod stage;
pub mod value;
pub mod version;
mod version_parts;
mod walk;

pub use compile::compile;
pub use engine::Compiled;
pub use evaluate::AxisSteps;
pub(crate) use evaluate::kept;
pub use lead::{EventFacts, Lead, LeadStatus, Outcome, Reason, Tally};
pub use model::{LeadDefinition, Metadata, Spec, Status};
pub use problem::{Path, PathStep, Problem};

#[cfg(test)]
mod tests;
