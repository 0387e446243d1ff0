//! What a lead is, as rules: pure values and functions, no files, no clock, no terminal.

pub mod agreement;
pub mod condition;
pub mod date;
pub mod field;
pub mod golden;
pub mod model;
mod rule_form;
pub mod scalar;
pub mod score;
pub mod sla;
mod sla_form;
pub mod stage;

pub use model::{LeadDefinition, Metadata, Spec, Status};

#[cfg(test)]
mod tests;
