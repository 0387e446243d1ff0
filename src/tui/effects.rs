//! Runs the effects that touch the disk and says how it went.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::app::message::{NotOpened, Opened, SaveTrouble};
use crate::app::screen::home::{ByHand, WorkshopRow};
use crate::app::session::Session;
use crate::app::{Effect, Message};
use crate::export;
use crate::files::{self, DataFolder, Expected, Listed};
use crate::tui::cleaned;
use crate::tui::ears::Waker;
use crate::tui::saver::Saver;
use crate::tui::workshop_file::WorkshopFile;
use crate::workshop::form::Filled;
use crate::workshop::{Head, Workshop, integrity, sign};

/// Knows where things are on this computer.
#[derive(Debug)]
pub struct Runner {
    folder: DataFolder,
    /// The open workshop's file; `None` at home.
    file: Option<OpenFile>,
    /// Told when a save has ended; `None`: saves are waited for.
    waker: Option<Waker>,
    /// The file is closed as soon as all is saved.
    closing: bool,
}

/// The open workshop's file.
#[derive(Debug)]
enum OpenFile {
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

impl Runner {
    /// A runner whose data folder is `home`.
    #[must_use]
    pub fn new(home: &Path) -> Self {
        Self {
            folder: DataFolder::at(PathBuf::from(home)),
            file: None,
            waker: None,
            closing: false,
        }
    }

    /// The same, with saves beside the loop: `waker` is told when one has ended.
    #[must_use]
    pub fn beside(self, waker: Waker) -> Self {
        Self {
            waker: Some(waker),
            ..self
        }
    }

    fn hold(&mut self, file: WorkshopFile) {
        self.closing = false;
        self.file = Some(match &self.waker {
            Some(waker) => OpenFile::Beside(Saver::new(file, waker.clone())),
            None => OpenFile::Here(file),
        });
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

impl Runner {
    /// Does what an effect asks for that touches files. `session` is the open workshop. Returns what to tell the model.
    pub fn run(&mut self, effect: &Effect, session: Option<&Session>, now: &Zoned) -> Vec<Message> {
        match effect {
            Effect::OpenWorkshop(path) => {
                let opened = self.open(path);
                let offered = opened.as_ref().err().and_then(|_| cleaned::offered(path));
                vec![offered.unwrap_or(Message::Opened(opened))]
            }
            Effect::OpenCleaned(path) => {
                let copy = cleaned::copy(path).map_err(NotOpened::from);
                vec![Message::Opened(copy.and_then(|copy| self.open(&copy)))]
            }
            Effect::LookAt(path) => vec![Message::Opened(self.look(path))],
            Effect::NewWorkshop { title, template } => {
                vec![Message::Opened(self.create(title, template, now))]
            }
            Effect::OpenSample => vec![Message::Opened(self.sample(now))],
            Effect::Duplicate(path) => {
                let said = match self.duplicate(path, now) {
                    Ok(title) => Message::Done(format!("{title} is a copy now.")),
                    Err(why) => Message::Failed(why),
                };
                vec![Message::Listed(self.list(now)), said]
            }
            Effect::Save => session.and_then(|s| self.save(s)).into_iter().collect(),
            Effect::SaveOver => session.map(|s| self.save_over(s)).into_iter().collect(),
            Effect::SaveBeside => session
                .map(|s| self.save_beside(s))
                .into_iter()
                .flatten()
                .collect(),
            Effect::CloseWorkshop => self.close(session),
            Effect::WriteForm(party) => session.map(|s| Self::form(s, party)).into_iter().collect(),
            Effect::DeleteForms(paths) => vec![delete_forms(paths)],
            Effect::Export => session.map(exported).into_iter().collect(),
            Effect::ReadForms => session
                .map(|s| Message::Forms(forms(s)))
                .into_iter()
                .collect(),
            // The loop runs these itself: they need the terminal or the key table.
            Effect::ListWorkshops
            | Effect::ListActions
            | Effect::EditExternally(_)
            | Effect::Mouse(_)
            | Effect::Ring
            | Effect::Redraw
            | Effect::Suspend
            | Effect::Quit => Vec::new(),
        }
    }

    /// Reads a workshop without its lock: somebody only looks.
    fn look(&mut self, path: &Path) -> Result<Box<Opened>, NotOpened> {
        self.file = None;
        let loaded = files::load_workshop(path).map_err(|fault| fault.to_string())?;
        Ok(Box::new(Opened {
            path: path.to_owned(),
            workshop: loaded.value,
            entropy: [0; 16],
            warning: None,
            new: false,
            looking: true,
        }))
    }

    fn open(&mut self, path: &Path) -> Result<Box<Opened>, NotOpened> {
        // A second lock on the same file would be refused: this program holds the first.
        self.file = None;
        let opened = WorkshopFile::open(path)?;
        self.hold(opened.file);
        Ok(Box::new(Opened {
            path: path.to_owned(),
            workshop: opened.workshop,
            entropy: entropy()?,
            warning: opened.warning,
            new: false,
            looking: false,
        }))
    }

    fn create(
        &mut self,
        title: &str,
        template: &str,
        now: &Zoned,
    ) -> Result<Box<Opened>, NotOpened> {
        let template = files::template(template).map_err(|fault| fault.to_string())?;
        self.begin(Workshop::new(title, template, now), true)
    }

    fn begin(&mut self, workshop: Workshop, new: bool) -> Result<Box<Opened>, NotOpened> {
        self.file = None;
        let file = WorkshopFile::create(&self.folder, &workshop)?;
        let path = file.path().to_owned();
        self.hold(file);
        Ok(Box::new(Opened {
            path,
            workshop,
            entropy: entropy()?,
            warning: None,
            new,
            looking: false,
        }))
    }

    /// The sample as it was left, or a fresh one.
    fn sample(&mut self, now: &Zoned) -> Result<Box<Opened>, NotOpened> {
        let path = self.folder.path().join(files::SAMPLE_FILE);
        if path.exists() {
            return self.open(&path);
        }
        let mut sample = files::sample().map_err(|fault| fault.to_string())?;
        sample.head.changed = now.timestamp();
        self.begin(sample, false)
    }

    fn duplicate(&self, path: &Path, now: &Zoned) -> Result<String, String> {
        let mut workshop = files::load_workshop(path)
            .map_err(|fault| fault.to_string())?
            .value;
        workshop.head.title = format!("{} (copy)", workshop.head.title);
        workshop.head.sample = false;
        workshop.head.changed = now.timestamp();
        WorkshopFile::create(&self.folder, &workshop)?;
        Ok(workshop.head.title)
    }

    /// How it ended, where that is waited for.
    fn save(&mut self, session: &Session) -> Option<Message> {
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

    fn save_over(&mut self, session: &Session) -> Message {
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
    fn save_beside(&mut self, session: &Session) -> Vec<Message> {
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

    fn close(&mut self, session: Option<&Session>) -> Vec<Message> {
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
    pub fn is_aside(&self, session: &Session) -> bool {
        match &self.file {
            Some(OpenFile::Beside(saver)) => saver.aside() == Some(session.revision()),
            Some(OpenFile::Here(_)) | None => false,
        }
    }

    fn form(session: &Session, party: &str) -> Message {
        let workshop = session.workshop();
        let Some(party) = workshop.party(party) else {
            return Message::Failed("There is no such party any more.".to_owned());
        };
        let folder = session.path.parent().unwrap_or(Path::new("."));
        let path = files::form_path(folder, &session.path, &party.id, None);
        let text = files::blank_form(workshop, party, None);
        match files::save(&path, text.as_bytes(), Expected::Nothing) {
            Ok(_) => Message::Done(format!(
                "Send {} to {}. When it is back in this folder, press c on this board to take the answers in.",
                path.display(),
                party.name
            )),
            Err(why) => Message::Failed(why.to_string()),
        }
    }
}

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

/// The filled forms beside the workshop; those that are still blank are passed over.
fn forms(session: &Session) -> Result<Vec<(PathBuf, Filled)>, String> {
    let workshop = session.workshop();
    let mut forms = Vec::new();
    for path in files::forms_of(&session.path) {
        let (bytes, _) = files::load_bytes(&path).map_err(|fault| fault.to_string())?;
        if workshop
            .parties
            .iter()
            .any(|p| files::blank_form(workshop, p, None).as_bytes() == bytes)
        {
            continue;
        }
        let read = files::answers(&path.to_string_lossy(), &bytes, workshop);
        let filled =
            read.map_err(|faults| faults.first().map_or_else(String::new, ToString::to_string))?;
        let taken = files::taken(&path.to_string_lossy(), &bytes, &filled, workshop);
        let doubtful = taken.iter().find_map(|one| match one {
            files::Taken::Doubtful(fault) => Some(fault),
            files::Taken::AsOwnWords(_) | files::Taken::AsMeant(_) => None,
        });
        if let Some(fault) = doubtful {
            return Err(format!(
                "{fault} Where it is meant so, take the form in from a shell: {} --own-words",
                files::command("collect", [session.path.as_path(), path.as_path()])
            ));
        }
        if !filled.responses.is_empty() {
            forms.push((path, filled));
        }
    }
    Ok(forms)
}

/// Forms whose answers are in the workshop go.
fn delete_forms(paths: &[PathBuf]) -> Message {
    let left: Vec<String> = paths
        .iter()
        .filter(|path| std::fs::remove_file(path).is_err())
        .map(|path| files::neutral_line(&path.to_string_lossy()).into_owned())
        .collect();
    if left.is_empty() {
        Message::Done("The forms are deleted.".to_owned())
    } else {
        Message::Failed(format!("Not deleted, do it by hand: {}.", left.join(", ")))
    }
}

/// Writes the agreed definition, or the draft, beside the workshop.
fn exported(session: &Session) -> Message {
    let folder = session.path.parent().unwrap_or(Path::new("."));
    match export(session.workshop(), folder) {
        Ok(files) => Message::Exported {
            folder: folder.display().to_string(),
            files,
        },
        Err(why) => Message::Failed(why),
    }
}

/// The names of the files written into `folder`. Files that are no export of this definition are left alone.
fn export(workshop: &Workshop, folder: &Path) -> Result<Vec<String>, String> {
    let definition = integrity::as_it_holds(workshop, sign::propose(workshop));
    let files =
        export::files_for(&definition, &export::Format::ALL).map_err(|error| error.to_string())?;
    for (name, _) in &files {
        let path = folder.join(name);
        if path.exists() {
            let (there, _) = files::load_bytes(&path).map_err(|fault| fault.to_string())?;
            if !export::is_ours(&there, &definition) {
                return Err(format!(
                    "Nothing was written: {} is there already and is no export of this definition. Move it away first.",
                    path.display()
                ));
            }
        }
    }
    let mut written = Vec::new();
    for (name, content) in files {
        files::save(&folder.join(&name), &content, Expected::Anything)
            .map_err(|error| error.to_string())?;
        written.push(name);
    }
    Ok(written)
}

fn entropy() -> Result<[u8; 16], String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| format!("this computer gives no random numbers: {error}"))?;
    Ok(bytes)
}

fn row(file: Listed<Head>, now: &Zoned) -> WorkshopRow {
    let zone = now.time_zone();
    match file.head {
        Ok(head) => {
            let by_hand = files::by_hand(&file.path);
            let by_hand = match (by_hand.version, by_hand.sentences.is_empty()) {
                (true, _) => ByHand::AVersion,
                (false, false) => ByHand::Something,
                (false, true) => ByHand::Nothing,
            };
            WorkshopRow::of(file.path, &head, by_hand, now)
        }
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
