//! Runs the effects that touch the disk and says how it went.

mod forms;
mod saving;

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::cleaned;
use crate::ears::Waker;
use crate::workshop_file::WorkshopFile;
use leadpact_app::Message;
use leadpact_app::effect::Disk;
use leadpact_app::message::{NotOpened, Opened};
use leadpact_app::session::Session;
use leadpact_app::workshop_row::{ByHand, WorkshopRow};
use leadpact_export as export;
use leadpact_files::{self as files, DataFolder, Expected, Listed};
use leadpact_workshop::{Head, Workshop, integrity, sign};
use saving::OpenFile;

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

    /// The workshops of the data folder, newest first; in words why it cannot be read.
    fn list(&self, now: &Zoned) -> Result<Vec<WorkshopRow>, String> {
        let listed = self.folder.list::<Head>().map_err(|e| e.to_string())?;
        let mut rows: Vec<WorkshopRow> = listed.into_iter().map(|file| row(file, now)).collect();
        rows.sort_by(|a, b| b.changed.cmp(&a.changed).then(a.title.cmp(&b.title)));
        Ok(rows)
    }
}

impl Runner {
    /// Does what is asked for that touches files. `session` is the open workshop. Returns what to tell the model.
    pub fn run(&mut self, asked: &Disk, session: Option<&Session>, now: &Zoned) -> Vec<Message> {
        match asked {
            Disk::ListWorkshops => vec![Message::Listed(self.list(now))],
            Disk::OpenWorkshop(path) => {
                let opened = self.open(path);
                let offered = opened.as_ref().err().and_then(|_| cleaned::offered(path));
                vec![offered.unwrap_or(Message::Opened(opened))]
            }
            Disk::OpenCleaned(path) => {
                let copy = cleaned::copy(path).map_err(NotOpened::from);
                vec![Message::Opened(copy.and_then(|copy| self.open(&copy)))]
            }
            Disk::LookAt(path) => vec![Message::Opened(self.look(path))],
            Disk::NewWorkshop { title, template } => {
                vec![Message::Opened(self.create(title, template, now))]
            }
            Disk::OpenSample => vec![Message::Opened(self.sample(now))],
            Disk::Duplicate(path) => {
                let said = match self.duplicate(path, now) {
                    Ok(title) => Message::Done(format!("{title} is a copy now.")),
                    Err(why) => Message::Failed(why),
                };
                vec![Message::Listed(self.list(now)), said]
            }
            Disk::Save => session.and_then(|s| self.save(s)).into_iter().collect(),
            Disk::SaveOver => session.map(|s| self.save_over(s)).into_iter().collect(),
            Disk::SaveBeside => session
                .map(|s| self.save_beside(s))
                .into_iter()
                .flatten()
                .collect(),
            Disk::CloseWorkshop => self.close(session),
            Disk::WriteForm(party) => session
                .map(|s| forms::write(s, party))
                .into_iter()
                .collect(),
            Disk::DeleteForms(paths) => vec![forms::delete(paths)],
            Disk::Export => session.map(exported).into_iter().collect(),
            Disk::ReadForms => session
                .map(|s| Message::Forms(forms::read(s)))
                .into_iter()
                .collect(),
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
}

/// Writes the agreed definition, or the draft, beside the workshop.
fn exported(session: &Session) -> Message {
    let folder = files::folder_of(&session.path);
    // Whoever opened the file by its bare name is told the place as well.
    let place = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    match export(session.workshop(), folder) {
        Ok(files) => Message::Exported {
            folder: place.display().to_string(),
            files,
        },
        Err(why) => Message::Failed(why),
    }
}

/// The names of the files written into `folder`. Files that are no export of this definition are left alone.
fn export(workshop: &Workshop, folder: &Path) -> Result<Vec<String>, String> {
    let definition = integrity::as_it_holds(workshop, sign::propose(workshop));
    let rule_files = export::RuleFiles::Apart;
    let files = export::files_for(&definition, &export::DocumentFormat::ALL, rule_files)
        .map_err(|error| error.to_string())?;
    for (name, _) in &files {
        let path = folder.join(name);
        if path.exists() {
            let (there, _) = files::load_bytes(&path).map_err(|fault| fault.to_string())?;
            if export::is_changed_mapping(&there) {
                return Err(format!(
                    "Nothing was written: {} was changed since it was exported, and that would be lost. Move it away first.",
                    path.display()
                ));
            }
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
