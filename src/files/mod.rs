//! Files.

mod fault;
mod folder;
mod load;
mod lock;
mod name;
mod near;
mod neutral;
mod outline;
mod save;
mod syntax;
mod template;
mod words;
mod write;
mod yaml;

pub use fault::{Fault, Place};
pub use folder::{DataFolder, FolderError, HOME_VARIABLE, Listed, read_head};
pub use load::{Loaded, OnDisk, Stamp, load, load_bytes, on_disk};
pub use lock::{Holder, Lock, LockError};
pub use name::{WORKSHOP_ENDING, file_name, free_path};
pub use near::{near, nearest};
pub use neutral::{neutral_line, neutral_text};
pub use outline::place;
pub use save::{Expected, SaveError, save};
pub use template::{DEFAULT_TEMPLATE, TEMPLATES, TemplateEntry, template};
pub use write::{WriteError, write};
pub use yaml::{MOST_BYTES, read};
