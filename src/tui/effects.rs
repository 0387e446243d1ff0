//! Runs the effects that touch the disk and says how it went.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::screen::home::WorkshopRow;

/// The ending of a workshop's file name.
const WORKSHOP: &str = ".workshop.yaml";

/// Knows where things are on this computer.
#[derive(Debug, Clone)]
pub struct Runner {
    home: PathBuf,
}

impl Runner {
    /// A runner whose data folder is `home`.
    #[must_use]
    pub fn new(home: &Path) -> Self {
        Self {
            home: home.to_owned(),
        }
    }

    /// The workshops of the data folder, newest first.
    ///
    /// # Errors
    /// In words: the folder cannot be read.
    pub fn list(&self) -> Result<Vec<WorkshopRow>, String> {
        let entries = match fs::read_dir(&self.home) {
            Ok(entries) => entries,
            // The folder is made with the first workshop.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => {
                return Err(format!(
                    "The data folder {} cannot be read: {error}. Set LEADPACT_HOME to another folder.",
                    self.home.display()
                ));
            }
        };
        let mut rows: Vec<WorkshopRow> = entries.flatten().filter_map(|e| row(&e)).collect();
        rows.sort_by(|a, b| b.changed.cmp(&a.changed).then(a.title.cmp(&b.title)));
        Ok(rows)
    }
}

fn row(entry: &fs::DirEntry) -> Option<WorkshopRow> {
    let name = entry.file_name().into_string().ok()?;
    let title = name.strip_suffix(WORKSHOP)?.to_owned();
    let changed = entry.metadata().and_then(|data| data.modified()).ok();
    Some(WorkshopRow {
        path: entry.path(),
        title,
        steps: Vec::new(),
        status: String::new(),
        readable: true,
        changed: changed
            .and_then(|time| Timestamp::try_from(time).ok())
            .map(|time| time.to_zoned(TimeZone::system())),
    })
}
