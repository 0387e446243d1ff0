//! Everything that is tested from outside, as one binary.

mod any_answers;
mod cli;
mod scoring;
#[cfg(unix)]
mod terminal;
