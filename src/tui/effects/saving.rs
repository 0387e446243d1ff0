//! The open workshop's file: saved beside the loop or at once, elsewhere where that fails, and closed when all is saved.

use std::time::Duration;

use super::Runner;
use crate::saver::Saver;
use crate::workshop_file::WorkshopFile;
use leadpact_app::Message;
use leadpact_app::message::SaveTrouble;
use leadpact_app::session::Session;
use leadpact_files::{self as files, DataFolder};

/// The open workshop's file.
#[derive(Debug)]
pub(super) enum OpenFile {
    /// Saving is waited for.
    Here(WorkshopFile),
    /// It is saved beside the loop.
    Beside(Saver),
}

impl OpenFile {
    /// Does something with the file itself, once nothing else is done with it; `None` where that takes too long.
    fn take(self) -> Option<WorkshopFile> {
        match self {
            Self::Here(file) => Some(file),
            Self::Beside(saver) => {
                let idle = saver.finish(PATIENCE);
                saver.close().filter(|_| idle)
            }
        }
    }
}

/// How long a disk is waited for by somebody who asked for something that cannot be done beside the loop.
const PATIENCE: Duration = Duration::from_secs(60);

/// Said while a file is closed that the disk has not confirmed yet.
const CLOSING: &str =
    "Writing it to the disk, then it closes. Ctrl-C leaves now: the next start goes on from here.";

fn is_work(session: Option<&Session>) -> bool {
    session.is_some_and(Session::is_work_unsaved)
}

fn not_open() -> SaveTrouble {
    SaveTrouble {
        why: "The file is not open any more. Save elsewhere.".to_owned(),
        changed_on_disk: false,
    }
}

impl Runner {
    pub(super) fn hold(&mut self, file: WorkshopFile) {
        self.closing = false;
        self.file = Some(match &self.waker {
            Some(waker) => OpenFile::Beside(Saver::new(file, waker.clone())),
            None => OpenFile::Here(file),
        });
    }

    /// How it ended, where that is waited for.
    pub(super) fn save(&mut self, session: &Session) -> Option<Message> {
        let result = match &mut self.file {
            Some(OpenFile::Beside(saver)) => {
                saver.save(session.revision(), session.workshop());
                return None;
            }
            Some(OpenFile::Here(file)) => file.save(session.workshop()),
            None => Err(not_open()),
        };
        Some(Message::Saved(session.revision(), result))
    }

    pub(super) fn save_over(&mut self, session: &Session) -> Message {
        let result = match self.file.take().and_then(OpenFile::take) {
            Some(mut file) => {
                let result = file.save_over(session.workshop());
                if result.is_ok() {
                    files::remove_side(file.path());
                }
                self.hold(file);
                result
            }
            None => Err(not_open()),
        };
        Message::Saved(session.revision(), result)
    }

    /// Beside the file; where that folder cannot be written, into the data folder.
    pub(super) fn save_beside(&mut self, session: &Session) -> Vec<Message> {
        let beside = session
            .path
            .parent()
            .map(|folder| DataFolder::at(folder.to_owned()));
        let home = DataFolder::at(self.folder.path().to_owned());
        let places = beside.iter().chain([&home]);
        let mut why = String::new();
        for folder in places {
            match WorkshopFile::create(folder, session.workshop()) {
                Ok(file) => {
                    let path = file.path().to_owned();
                    if let Some(before) = self.file.take().and_then(OpenFile::take) {
                        files::remove_side(before.path());
                    }
                    self.hold(file);
                    let said = format!("Saved as {}.", path.display());
                    return vec![
                        Message::Moved(path),
                        Message::Saved(session.revision(), Ok(())),
                        Message::Done(said),
                    ];
                }
                Err(error) => why = error,
            }
        }
        vec![Message::Saved(
            session.revision(),
            Err(SaveTrouble {
                why,
                changed_on_disk: false,
            }),
        )]
    }

    pub(super) fn close(&mut self, session: Option<&Session>) -> Vec<Message> {
        let unsaved = session.filter(|s| s.is_unsaved());
        let saved = unsaved.and_then(|s| self.save(s));
        self.closing = true;
        let mut messages: Vec<Message> = saved.into_iter().collect();
        // What could not be saved stays open: the person is asked where to put it.
        if matches!(messages.last(), Some(Message::Saved(_, Err(_)))) && is_work(session) {
            self.closing = false;
        }
        messages.extend(self.finished(session));
        if self.closing {
            messages.push(Message::Done(CLOSING.to_owned()));
        }
        messages
    }

    /// What has been done beside the loop since this was asked last.
    pub fn finished(&mut self, session: Option<&Session>) -> Vec<Message> {
        let (mut outcomes, idle) = match &self.file {
            // In this order: an outcome is there before the saver is idle.
            Some(OpenFile::Beside(saver)) => {
                let idle = saver.is_idle();
                (saver.outcomes(), idle)
            }
            Some(OpenFile::Here(_)) | None => (Vec::new(), true),
        };
        // What is done next may do better.
        let last = outcomes.pop();
        outcomes.retain(|(_, result)| result.is_ok());
        outcomes.extend(last.filter(|(_, result)| idle || !self.closing || result.is_ok()));
        let failed = outcomes.last().is_some_and(|(_, result)| result.is_err());
        let mut messages: Vec<Message> = outcomes
            .into_iter()
            .map(|(revision, result)| Message::Saved(revision, result))
            .collect();
        if self.closing && idle {
            self.closing = false;
            if !(failed && is_work(session)) {
                drop(self.file.take().map(OpenFile::take));
                messages.push(Message::Closed);
            }
        }
        messages
    }

    /// Waits until nothing is done beside the loop any more, at most for `limit`. False when that takes longer.
    #[must_use]
    pub fn finish(&self, limit: Duration) -> bool {
        match &self.file {
            Some(OpenFile::Beside(saver)) => saver.finish(limit),
            Some(OpenFile::Here(_)) | None => true,
        }
    }

    /// Whether what is unsaved stands beside the file at least, where the next session finds it.
    #[must_use]
    pub(crate) fn is_aside(&self, session: &Session) -> bool {
        match &self.file {
            Some(OpenFile::Beside(saver)) => saver.aside() == Some(session.revision()),
            Some(OpenFile::Here(_)) | None => false,
        }
    }
}
