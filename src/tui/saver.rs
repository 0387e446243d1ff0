//! Saving beside the loop: nobody who types waits for the disk.
//!
//! ```text
//!  the loop ──newest──▸ scribe ──newest──▸ clerk
//!                       side file, at once  file: written, confirmed by the disk, renamed; then the side file goes
//! ```
//!
//! Each of the two works on one text at a time, and on the newest one next. What the file may hold meanwhile is written
//! into the side file, so that the next session knows which of the two is newer.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::ears::Waker;
use crate::workshop_file::WorkshopFile;
use leadpact_app::message::SaveTrouble;
use leadpact_files::{ContentDigest, content_digest, remove_side, write_side, write_workshop};
use leadpact_workshop::Workshop;

/// How a save ended: the revision that was saved, and why it was not.
pub type Outcome = (u64, Result<(), SaveTrouble>);

/// Saves one open workshop.
#[derive(Debug)]
pub(crate) struct Saver(Arc<Desk>);

#[derive(Debug)]
struct Desk {
    work: Mutex<Work>,
    changed: Condvar,
    /// Held while the side file is written or removed.
    side: Mutex<()>,
    /// Held while the file is saved; `None` once it is closed.
    file: Mutex<Option<WorkshopFile>>,
    path: PathBuf,
}

#[derive(Debug, Default)]
struct Work {
    /// To be written beside the file next.
    newest: Option<(u64, Box<Workshop>)>,
    writing: bool,
    /// To be brought into the file next.
    text: Option<(u64, String)>,
    saving: bool,
    /// What the file may hold: what it holds for sure, and all that may have come into it since.
    held: Vec<(u64, ContentDigest)>,
    /// What stands in the side file; `None` while there is none.
    aside: Option<u64>,
    outcomes: VecDeque<Outcome>,
    /// The file is closed: nothing more will come.
    closed: bool,
}

impl Work {
    fn is_idle(&self) -> bool {
        self.newest.is_none() && !self.writing && self.text.is_none() && !self.saving
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Saver {
    /// Saves this file from now on. `waker` is told each time a save has ended.
    #[must_use]
    pub fn new(file: WorkshopFile, waker: Waker) -> Self {
        let work = Work {
            held: vec![(0, file.digest())],
            ..Work::default()
        };
        let desk = Arc::new(Desk {
            work: Mutex::new(work),
            changed: Condvar::new(),
            side: Mutex::new(()),
            path: file.path().to_owned(),
            file: Mutex::new(Some(file)),
        });
        let scribe = Arc::clone(&desk);
        thread::spawn(move || while scribe.write_next() {});
        let clerk = Arc::clone(&desk);
        thread::spawn(move || {
            while clerk.save_next() {
                waker.wake();
            }
        });
        Self(desk)
    }

    /// Takes over what is to be saved; never waits.
    pub fn save(&self, revision: u64, workshop: &Workshop) {
        let workshop = Box::new(workshop.clone());
        lock(&self.0.work).newest = Some((revision, workshop));
        self.0.changed.notify_all();
    }

    /// How saves have ended since this was asked last.
    #[must_use]
    pub(crate) fn outcomes(&self) -> Vec<Outcome> {
        lock(&self.0.work).outcomes.drain(..).collect()
    }

    /// Whether all that was taken over has been dealt with.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        lock(&self.0.work).is_idle()
    }

    /// Waits until that is so, at most for `limit`. False where it is not.
    #[must_use]
    pub fn finish(&self, limit: Duration) -> bool {
        let until = Instant::now() + limit;
        let mut work = lock(&self.0.work);
        while !work.is_idle() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            work = match self.0.changed.wait_timeout(work, left) {
                Ok((work, _)) => work,
                Err(poison) => poison.into_inner().0,
            };
        }
        true
    }

    /// The revision that stands beside the file; `None` where nothing does.
    #[must_use]
    pub fn aside(&self) -> Option<u64> {
        lock(&self.0.work).aside
    }

    /// Closes the file, and gives it back once nothing is done with it any more.
    #[must_use]
    pub fn close(self) -> Option<WorkshopFile> {
        lock(&self.0.file).take()
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        lock(&self.0.work).closed = true;
        self.0.changed.notify_all();
    }
}

impl Desk {
    /// Waits until there is something to take. `None`: the file is closed.
    fn next<T>(&self, take: impl Fn(&mut Work) -> Option<T>) -> Option<T> {
        let mut work = lock(&self.work);
        loop {
            if let Some(taken) = take(&mut work) {
                return Some(taken);
            }
            if work.closed {
                return None;
            }
            work = self
                .changed
                .wait(work)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The scribe: what was done last, beside the file. False when there will be nothing more.
    fn write_next(&self) -> bool {
        let next = self.next(|work| {
            work.writing = work.newest.is_some();
            work.newest.take()
        });
        let Some((revision, workshop)) = next else {
            return false;
        };
        let text = write_workshop(&workshop);
        let side = lock(&self.side);
        match text {
            Ok(text) => {
                let held: Vec<ContentDigest> = lock(&self.work)
                    .held
                    .iter()
                    .map(|(_, digest)| *digest)
                    .collect();
                // Where the folder takes no side file, saving says what is the matter.
                let aside = write_side(&self.path, text.as_bytes(), &held).is_ok();
                let mut work = lock(&self.work);
                if aside {
                    work.aside = Some(revision);
                }
                work.held.push((revision, content_digest(text.as_bytes())));
                work.text = Some((revision, text));
                work.writing = false;
            }
            Err(error) => {
                let mut work = lock(&self.work);
                let trouble = SaveTrouble {
                    why: error.to_string(),
                    changed_on_disk: false,
                };
                work.outcomes.push_back((revision, Err(trouble)));
                work.writing = false;
            }
        }
        drop(side);
        self.changed.notify_all();
        true
    }

    /// The clerk: the newest text into the file. False when there will be nothing more.
    fn save_next(&self) -> bool {
        let next = self.next(|work| {
            work.saving = work.text.is_some();
            work.text.take()
        });
        let Some((revision, text)) = next else {
            return false;
        };
        let saved = lock(&self.file).as_mut().map(|file| file.save_text(&text));
        let side = lock(&self.side);
        let mut work = lock(&self.work);
        let Some(saved) = saved else {
            return false;
        };
        if saved.is_ok() {
            work.held.retain(|(held, _)| *held >= revision);
            if work.aside == Some(revision) {
                remove_side(&self.path);
                work.aside = None;
            }
        }
        work.outcomes.push_back((revision, saved));
        work.saving = false;
        drop(work);
        drop(side);
        self.changed.notify_all();
        true
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use leadpact_files::{self as files, DataFolder, TakenUp, load_workshop, side_path, take_up};

    fn workshop(title: &str) -> Workshop {
        let now = "2026-03-06T14:02:00+00:00[UTC]".parse().unwrap();
        Workshop::new(
            title,
            files::template(files::DEFAULT_TEMPLATE).unwrap(),
            &now,
        )
    }

    fn title(path: &Path) -> String {
        load_workshop(path).unwrap().value.head.title
    }

    /// A saver of a new workshop in this folder, and the workshop's file.
    fn saver(home: &Path) -> (Saver, PathBuf) {
        let folder = DataFolder::at(home.to_owned());
        let file = WorkshopFile::create(&folder, &workshop("0")).unwrap();
        let path = file.path().to_owned();
        (Saver::new(file, Waker::new(|| {})), path)
    }

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn the_newest_is_saved_and_nothing_stays_beside_it() {
        let home = tempfile::tempdir().unwrap();
        let (saver, path) = saver(home.path());
        for revision in 1..=30 {
            saver.save(revision, &workshop(&revision.to_string()));
        }
        assert!(saver.finish(LONG));
        assert_eq!(title(&path), "30");
        let outcomes = saver.outcomes();
        assert_eq!(outcomes.last(), Some(&(30, Ok(()))));
        assert!(outcomes.iter().all(|(_, result)| result.is_ok()));
        assert_eq!(saver.aside(), None);
        assert!(!side_path(&path).exists());
        assert!(saver.close().is_some());
    }

    #[test]
    fn what_cannot_be_saved_stands_beside_the_file_until_it_can() {
        let home = tempfile::tempdir().unwrap();
        let (saver, path) = saver(home.path());
        let read_only = |is| {
            let mut permissions = fs::metadata(&path).unwrap().permissions();
            permissions.set_readonly(is);
            fs::set_permissions(&path, permissions).unwrap();
        };
        read_only(true);
        saver.save(1, &workshop("1"));
        assert!(saver.finish(LONG));
        let (revision, result) = saver.outcomes().remove(0);
        assert_eq!(revision, 1);
        assert!(result.unwrap_err().why.contains("read-only"));
        assert_eq!(saver.aside(), Some(1));
        assert_eq!(title(&path), "0");
        read_only(false);
        saver.save(2, &workshop("2"));
        assert!(saver.finish(LONG));
        assert_eq!((saver.aside(), title(&path)), (None, "2".to_owned()));
        assert!(!side_path(&path).exists());
    }

    #[test]
    fn whatever_a_killed_program_leaves_is_never_older_than_what_stood_before() {
        let home = tempfile::tempdir().unwrap();
        let (saver, path) = saver(home.path());
        for revision in 1..=60 {
            saver.save(revision, &workshop(&revision.to_string()));
            // Some moments are between the side file and the file, some are after both.
            thread::sleep(Duration::from_micros(revision * 97 % 4000));
            let stood = saver.aside();
            let left = tempfile::tempdir().unwrap();
            let copy = left.path().join(path.file_name().unwrap());
            // In this order: the side file goes once the file holds what it held.
            let side = fs::copy(side_path(&path), side_path(&copy));
            fs::copy(&path, &copy).unwrap();
            let taken = take_up(&copy).unwrap();
            assert!(!matches!(taken, Some(TakenUp::Apart(_))), "{taken:?}");
            assert!(side.is_ok() || taken.is_none());
            let found: u64 = title(&copy).parse().unwrap();
            assert!(
                stood.is_none_or(|stood| found >= stood),
                "{found} {stood:?}"
            );
            assert_eq!(fs::read_dir(left.path()).unwrap().count(), 1);
        }
        assert!(saver.finish(LONG));
        assert_eq!(title(&path), "60");
    }
}
