//! Files.

mod fault;
mod near;
mod neutral;
mod outline;
mod syntax;
mod words;
mod write;
mod yaml;

pub use fault::{Fault, Place};
pub use near::{near, nearest};
pub use neutral::{neutral_line, neutral_text};
pub use outline::place;
pub use write::{WriteError, write};
pub use yaml::{MOST_BYTES, read};
