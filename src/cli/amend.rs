//! `leadpact amend FILE`.

use std::ffi::OsString;

use jiff::Timestamp;

use crate::cli::named::Held;
use crate::cli::{Error, aside};
use leadpact_files::{self as files, neutral_line};
use leadpact_workshop::amend::{NotAmended, amend, withdraw_amendment};

/// Work on the next version of what is agreed; the agreed version stays in force until the next is signed.
#[derive(Debug, clap::Args)]
pub struct Amend {
    /// The workshop: a file, or the name of a workshop in the data folder
    file: OsString,
    /// Give the open amendment up: everything stands again as it was agreed
    #[arg(long)]
    withdraw: bool,
}

impl Amend {
    /// Opens an amendment of the newest agreed version, or withdraws the open one, and saves.
    ///
    /// # Errors
    /// Nothing is agreed, an amendment is open already (or none, to withdraw), or the file cannot be saved.
    pub fn run(self) -> Result<u8, Error> {
        let mut held = Held::take(&self.file)?;
        let now = Timestamp::now();
        let shown = held.path.to_string_lossy().into_owned();
        let refused = |why: NotAmended| Error::Words(format!("{shown}: {why}"));
        if self.withdraw {
            withdraw_amendment(&mut held.workshop, now).map_err(refused)?;
        } else {
            amend(&mut held.workshop, now).map_err(refused)?;
        }
        held.save(now)?;
        if let Some(done) = held.workshop.log.last() {
            aside(neutral_line(&done.what));
        }
        if !self.withdraw {
            let (open, diff) = (
                files::command("open", [held.path.as_path()]),
                files::command("diff", [held.path.as_path()]),
            );
            aside(format_args!("Next: {open}, then {diff}"));
        }
        Ok(0)
    }
}
