//! The workshop file that is open: its lock, and what it looked like when we last saw it.

use std::path::{Path, PathBuf};

use leadpact_app::message::{NotOpened, SaveTrouble};
use leadpact_files::{
    ContentDigest, DataFolder, Expected, Lock, LockError, SaveError, Stamp, WORKSHOP_ENDING,
    free_path, load_workshop, neutral_line, parted_names, save, save_workshop, side_path, sweep,
    take_up, write_workshop,
};
use leadpact_workshop::{Workshop, integrity};

/// An open workshop file. Nobody else can save it as long as this lives.
#[derive(Debug)]
pub(crate) struct WorkshopFile {
    path: PathBuf,
    stamp: Stamp,
    _lock: Option<Lock>,
}

/// A workshop that was just opened.
#[derive(Debug)]
pub(crate) struct OpenedFile {
    /// The file, to save it again.
    pub file: WorkshopFile,
    /// What it says.
    pub workshop: Workshop,
    /// What the person should know; None as a rule.
    pub warning: Option<String>,
}

impl WorkshopFile {
    /// Reads a workshop and locks its file.
    ///
    /// # Errors
    /// In words: another session has it, it cannot be read, or it is no workshop.
    pub fn open(path: &Path) -> Result<OpenedFile, NotOpened> {
        sweep(path.parent().unwrap_or(Path::new("")));
        // Each of these is said: one does not make the other any less so.
        let mut warnings = Vec::new();
        let lock = match Lock::take(path) {
            Ok(lock) => Some(lock),
            Err(held) if held.is_held() => {
                return Err(NotOpened {
                    why: held.to_string(),
                    held: Some(path.to_owned()),
                });
            }
            Err(other) => {
                warnings.push(format!("{other}."));
                None
            }
        };
        if lock.is_some() {
            let taken = take_up(path).map_err(|error| cannot_take_up(path, &error))?;
            warnings.extend(taken.map(|taken| taken.to_string()));
        }
        let loaded = load_workshop(path).map_err(|fault| fault.to_string())?;
        if lock.is_some() && is_read_only(path) {
            warnings.push(format!(
                "{} is read-only: what you change here can only be saved elsewhere.",
                neutral_line(&path.to_string_lossy())
            ));
        }
        warnings.extend(parted_names(path));
        let broken = integrity::broken(&loaded.value);
        if !broken.is_empty() {
            warnings.push(changed_by_hand(&broken));
        }
        let warning = (!warnings.is_empty()).then(|| warnings.join(" "));
        Ok(OpenedFile {
            file: Self {
                path: path.to_owned(),
                stamp: loaded.stamp,
                _lock: lock,
            },
            workshop: loaded.value,
            warning,
        })
    }

    /// Writes a new workshop into `folder`, under a name made from its title, and keeps it locked.
    ///
    /// # Errors
    /// In words: the folder or the file cannot be written.
    pub fn create(folder: &DataFolder, workshop: &Workshop) -> Result<Self, String> {
        folder.make().map_err(|error| error.to_string())?;
        let path = free_path(folder.path(), &workshop.head.title, WORKSHOP_ENDING);
        let lock = match Lock::take(&path) {
            Ok(lock) => Some(lock),
            Err(LockError::Unsupported { .. }) => None,
            Err(error) => return Err(error.to_string()),
        };
        let stamp =
            save_workshop(&path, workshop, Expected::Nothing).map_err(|error| error.to_string())?;
        Ok(Self {
            path,
            stamp,
            _lock: lock,
        })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The digest of what it holds.
    #[must_use]
    pub fn digest(&self) -> ContentDigest {
        self.stamp.digest()
    }

    /// Saves the workshop, unless somebody else changed the file meanwhile.
    ///
    /// # Errors
    /// In words; the old file is untouched then.
    pub fn save(&mut self, workshop: &Workshop) -> Result<(), SaveTrouble> {
        let text = write_workshop(workshop).map_err(|error| trouble(&error.into()))?;
        self.save_text(&text)
    }

    /// Saves the workshop's text, unless somebody else changed the file meanwhile.
    ///
    /// # Errors
    /// In words; the old file is untouched then.
    pub(crate) fn save_text(&mut self, text: &str) -> Result<(), SaveTrouble> {
        let expected = Expected::Unchanged(&self.stamp);
        self.stamp =
            save(&self.path, text.as_bytes(), expected).map_err(|error| trouble(&error))?;
        Ok(())
    }

    /// Saves the workshop although somebody else changed the file; theirs is kept beside it.
    ///
    /// # Errors
    /// In words; the old file is untouched then.
    pub(crate) fn save_over(&mut self, workshop: &Workshop) -> Result<(), SaveTrouble> {
        if let Ok(theirs) = std::fs::read(&self.path) {
            let folder = self.path.parent().unwrap_or(Path::new("."));
            let kept = free_path(folder, &format!("{} theirs", workshop.head.title), ".yaml");
            save(&kept, &theirs, Expected::Nothing).map_err(|error| trouble(&error))?;
        }
        self.stamp = save_workshop(&self.path, workshop, Expected::Anything)
            .map_err(|error| trouble(&error))?;
        Ok(())
    }
}

/// What is not what it was, and what to do.
fn changed_by_hand(broken: &[String]) -> String {
    format!(
        "{}. Restore the file from a copy; a sealed sheet can be filled again. Nothing is exported as agreed from a \
         version that is not what was signed.",
        broken.join(". ")
    )
}

fn cannot_take_up(path: &Path, error: &SaveError) -> String {
    format!(
        "The last session left work in {}, and it cannot be brought into the file: {error}. Nothing is lost; put that \
         right and open the workshop again",
        neutral_line(&side_path(path).to_string_lossy())
    )
}

fn is_read_only(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|file| file.permissions().readonly())
}

fn trouble(error: &SaveError) -> SaveTrouble {
    SaveTrouble {
        why: error.to_string(),
        changed_on_disk: matches!(error, SaveError::ChangedOnDisk { .. }),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::*;
    use leadpact_files::{DEFAULT_TEMPLATE, template};

    fn workshop(title: &str) -> Workshop {
        let now = date(2026, 3, 6).at(14, 2, 0, 0).to_zoned(TimeZone::UTC);
        Workshop::new(title, template(DEFAULT_TEMPLATE).unwrap(), &now.unwrap())
    }

    #[test]
    fn what_is_created_can_be_opened_again() {
        let home = tempfile::tempdir().unwrap();
        let folder = DataFolder::at(home.path().join("new"));
        let file = WorkshopFile::create(&folder, &workshop("Acme Security")).unwrap();
        assert!(file.path().ends_with("acme-security.workshop.yaml"));
        let path = file.path().to_owned();
        drop(file);
        let opened = WorkshopFile::open(&path).unwrap();
        assert_eq!(opened.workshop, workshop("Acme Security"));
        assert_eq!(opened.warning, None);
    }

    #[test]
    fn a_second_session_is_refused_until_the_first_is_closed() {
        let home = tempfile::tempdir().unwrap();
        let folder = DataFolder::at(home.path().to_owned());
        let file = WorkshopFile::create(&folder, &workshop("Acme")).unwrap();
        let path = file.path().to_owned();
        let refused = WorkshopFile::open(&path).unwrap_err();
        assert!(
            refused.why.contains("open in another session"),
            "{refused:?}"
        );
        assert_eq!(refused.held.as_deref(), Some(path.as_path()));
        drop(file);
        assert!(WorkshopFile::open(&path).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_of_two_names_is_opened_with_a_word_about_them() {
        let home = tempfile::tempdir().unwrap();
        let folder = DataFolder::at(home.path().to_owned());
        let mut file = WorkshopFile::create(&folder, &workshop("Acme")).unwrap();
        let other = home.path().join("other.workshop.yaml");
        fs::hard_link(file.path(), &other).unwrap();
        let path = file.path().to_owned();
        file.save(&workshop("Acme two")).unwrap();
        drop(file);
        assert_eq!(WorkshopFile::open(&path).unwrap().warning, None);
        fs::remove_file(&other).unwrap();
        fs::hard_link(&path, &other).unwrap();
        let opened = WorkshopFile::open(&path).unwrap();
        let words = opened.warning.unwrap();
        assert!(words.contains("Saving parts them"), "{words}");
        assert!(WorkshopFile::open(&other).unwrap_err().held.is_some());
    }

    #[test]
    fn what_somebody_else_wrote_is_not_overwritten() {
        let home = tempfile::tempdir().unwrap();
        let folder = DataFolder::at(home.path().to_owned());
        let mut file = WorkshopFile::create(&folder, &workshop("Acme")).unwrap();
        file.save(&workshop("Acme two")).unwrap();
        fs::write(file.path(), "theirs").unwrap();
        let refused = file.save(&workshop("Acme three")).unwrap_err();
        assert!(refused.changed_on_disk, "{}", refused.why);
        assert_eq!(fs::read_to_string(file.path()).unwrap(), "theirs");
        file.save_over(&workshop("Acme three")).unwrap();
        assert_eq!(
            load_workshop(file.path()).unwrap().value.head.title,
            "Acme three"
        );
        let kept = home.path().join("acme-three-theirs.yaml");
        assert_eq!(fs::read_to_string(kept).unwrap(), "theirs");
    }
}
