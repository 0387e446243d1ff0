//! Everything that is tested from outside, as one binary.

mod cli;
#[cfg(unix)]
mod terminal;
