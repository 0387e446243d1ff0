//! A definition as a list of small expressions over the canonical record, worked out one after another.
//!
//! Every null is guarded here, once; what writes a form only spells the expressions in its language.

mod checks;
mod expr;
mod scores;
mod steps;

pub(crate) use expr::Expr;
pub(crate) use steps::{SECTIONS, Step, columns, steps};
