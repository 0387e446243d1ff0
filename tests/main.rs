//! Everything that is tested from outside, as one binary.

mod cli;
mod scoring;
#[cfg(unix)]
mod terminal;
