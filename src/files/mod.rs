//! Files.

mod fault;
mod load;
mod lock;
mod near;
mod neutral;
mod outline;
mod save;
mod syntax;
mod words;
mod write;
mod yaml;

pub use fault::{Fault, Place};
pub use load::{Loaded, OnDisk, Stamp, load, load_bytes, on_disk};
pub use lock::{Holder, Lock, LockError};
pub use near::{near, nearest};
pub use neutral::{neutral_line, neutral_text};
pub use outline::place;
pub use save::{Expected, SaveError, save};
pub use write::{WriteError, write};
pub use yaml::{MOST_BYTES, read};
