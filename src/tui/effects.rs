//! Runs the effects that touch the disk and says how it went.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::app::screen::home::WorkshopRow;
use crate::files::{DataFolder, Listed};
use crate::workshop::Head;

/// Knows where things are on this computer.
#[derive(Debug, Clone)]
pub struct Runner {
    folder: DataFolder,
}

impl Runner {
    /// A runner whose data folder is `home`.
    #[must_use]
    pub fn new(home: &Path) -> Self {
        Self {
            folder: DataFolder::at(PathBuf::from(home)),
        }
    }

    /// The workshops of the data folder, newest first.
    ///
    /// # Errors
    /// In words: the folder cannot be read.
    pub fn list(&self, now: &Zoned) -> Result<Vec<WorkshopRow>, String> {
        let listed = self.folder.list::<Head>().map_err(|e| e.to_string())?;
        let mut rows: Vec<WorkshopRow> = listed.into_iter().map(|file| row(file, now)).collect();
        rows.sort_by(|a, b| b.changed.cmp(&a.changed).then(a.title.cmp(&b.title)));
        Ok(rows)
    }
}

fn row(file: Listed<Head>, now: &Zoned) -> WorkshopRow {
    let zone = now.time_zone();
    match file.head {
        Ok(head) => WorkshopRow::of(file.path, &head, now),
        Err(fault) => WorkshopRow {
            path: file.path,
            title: file.name,
            steps: Vec::new(),
            status: fault.to_string(),
            readable: false,
            changed: file.modified.and_then(|time| zoned(time, zone)),
        },
    }
}

fn zoned(time: SystemTime, zone: &TimeZone) -> Option<Zoned> {
    let time = Timestamp::try_from(time).ok()?;
    Some(time.to_zoned(zone.clone()))
}
