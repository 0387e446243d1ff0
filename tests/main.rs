//! Everything that is tested from outside, as one binary.

#[cfg(unix)]
mod terminal;
