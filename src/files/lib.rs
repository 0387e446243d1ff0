//! Files: strict reading, located faults, whole saves, the lock, the data folder. The only room that knows YAML.
//!
//! ```text
//!  leadpact open acme
//!    DataFolder::find, resolve      which file is meant
//!    Lock::take                     nobody else has it open; kept until the session ends
//!    load_workshop                  bytes -> strict YAML -> Workshop, with a Stamp of the file
//!        |  Fault: FILE:LINE:COLUMN: what. Next step.
//!    save_workshop(.., Unchanged(&stamp))   after each change: temporary file, flush, rename -> new Stamp
//!        |  SaveError: the old file is whole; the session goes on and offers to save elsewhere
//! ```
//!
//! | who calls | what |
//! |---|---|
//! | `tui` | [`DataFolder`], [`Lock`], [`load_workshop`], [`save_workshop`], [`template()`], [`neutral_line`] |
//! | `cli` | the same, and [`answers()`] for forms, [`load_definition`], [`faults`], [`near()`] for the nearest name |
//! | `leads` | [`load_bytes`] for mapping files, [`Fault`], [`neutral_line`] |
//! | `export` | [`write_definition`], [`write()`] |
//!
//! Inside, one file for each job: `yaml.rs` sets the library up strictly, `fault/` says its errors in our words, with the place of
//! each, `document.rs` knows the kinds of files by name.
//!
//! An error that is found after reading (a rule that names a field that is not there) carries the path of its field;
//! [`faults`] turns it into line and column of the text that was read. Whatever is printed leaves through [`outlet`], which
//! makes it harmless for a terminal; a text that has to stay on its line passes [`neutral_line`] before.

mod answers;
mod controls;
mod document;
mod fault;
mod folder;
mod json;
mod load;
mod lock;
mod name;
mod neutral;
pub mod outlet;
mod path;
mod running;
mod sample;
mod save;
mod schema;
mod shell;
mod side;
mod template;
mod temporary;
mod write;
mod yaml;

pub use answers::{ANSWERS_ENDING, Taken, answers, blank_form, form_path, forms_of, taken};
pub use controls::{Cleaned, Control, cleaned_path};
pub use document::{
    SCHEMA_HINTS, cleaned_workshop, kind_of, load_definition, load_workshop, read_definition,
    read_kind, read_workshop, save_workshop, write_definition, write_workshop,
};
pub use fault::outline::{faults, place};
pub use fault::{Fault, Place};
pub use folder::{ByHand, DataFolder, FolderError, HOME_VARIABLE, Listed, by_hand, read_head};
pub use json::{json, json_line};
pub use leadpact_definition::nearest::{Letters, near, nearest};
pub use load::{Loaded, Stamp, load_bytes};
pub use lock::{Holder, Lock, LockError, parted_names};
pub use name::{WORKSHOP_ENDING, file_name, free_path};
pub use neutral::{neutral_line, neutral_text};
pub use path::folder_of;
pub use running::is_running;
pub use sample::{SAMPLE_FILE, sample};
pub use save::{Expected, SaveError, save, save_with};
pub use schema::{LEAD_DEFINITION_SCHEMA, MAPPING_SCHEMA, SchemaFile};
pub use shell::{command, path_word, word};
pub use side::{
    ContentDigest, TakenUp, content_digest, is_left_behind, remove_side, side_path, take_up,
    write_side,
};
pub use template::{DEFAULT_TEMPLATE, TEMPLATES, TemplateEntry, template};
#[cfg(unix)]
pub use temporary::end_by;
pub use temporary::sweep;
pub use write::{WriteError, write};
pub use yaml::{MOST_BYTES, read};
