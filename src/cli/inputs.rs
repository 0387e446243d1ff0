//! What every command asks that reads leads: the rule file's other inputs, and how they are written.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::frame::FrameOptions;
use crate::cli::progress::Progress;
use crate::cli::rules::Whole;
use crate::cli::{Error, aside};
use leadpact_definition::compile;
use leadpact_leads::{
    Absent, Delimiter, Encoding, EventLog, Input, Layout, Mapped, Rows, events, open, open_log,
};

/// Options of the commands that read leads.
#[derive(Debug, clap::Args)]
pub struct Inputs {
    /// A mapping file: where this export keeps what the rules ask for; 'leadpact map' proposes one
    ///
    /// It is put over the mapping that lies beside the rules (NAME.mapping.yaml beside NAME.lead-definition.yaml), which
    /// is taken by itself: what it names takes the place of what that one says. Which mappings are used is said, and
    /// whether that is what was agreed.
    #[arg(long, value_name = "MAP.yaml")]
    pub map: Option<PathBuf>,
    /// An event log, CSV or a workbook: lead id, event and time, one occurrence a row; - reads standard input
    ///
    /// All events then come from the log and none from columns of the leads. Its columns are found by their usual
    /// headers ("lead id" or those of the rule file's leadId; "event"; "at", "time", "timestamp" or "date"). An event
    /// bears its id or its label. A time is written 2026-01-31 or 2026-01-31T14:00. A mapping file can say otherwise.
    #[arg(long, value_name = "EVENTS.csv")]
    pub events: Option<PathBuf>,
    /// What separates the cells of the leads: , ; | or tab; found in the first rows when not given
    #[arg(long, value_name = "DELIMITER", value_parser = delimiter)]
    pub delimiter: Option<Delimiter>,
    /// How letters are written in the leads and the event log: utf-8, utf-16, windows-1252 or another name; mixed
    /// reads what is not UTF-8 as windows-1252; told from the first bytes when not given
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<Encoding>,
    /// The sheet of a workbook (.xlsx) with the leads: its name, or its number from 1; the first that is not hidden when
    /// not given
    #[arg(long, value_name = "SHEET")]
    pub sheet: Option<String>,
    /// The sheet of a workbook with the event log
    #[arg(long, value_name = "SHEET", requires = "events")]
    pub events_sheet: Option<String>,
    /// Score although the leads lack columns: a field without one is not known for any lead, an event has not happened,
    /// leads without an id are numbered; what was taken so is told first
    #[arg(long)]
    pub missing_as_absent: bool,
    #[command(flatten)]
    pub frame: FrameOptions,
}

/// Reads the name of an encoding.
pub(super) fn encoding(text: &str) -> Result<Encoding, String> {
    Encoding::parse(text).ok_or_else(|| {
        "write utf-8, utf-16, windows-1252, mixed, or another name that browsers know".to_owned()
    })
}

/// Reads a delimiter of the command line.
pub(super) fn delimiter(text: &str) -> Result<Delimiter, String> {
    Delimiter::parse(text).ok_or_else(|| "write , ; | or tab".to_owned())
}

/// Shows on the terminal how far rows are read, until they are dropped. `total`: the file's bytes; none: not known, or
/// not all of it is read.
pub(super) fn watch(rows: &mut Rows, to_stdout: bool, total: Option<u64>) {
    let mut progress = Progress::on_terminal("read", to_stdout, total);
    rows.watch(move |reached| progress.step(reached));
}

impl Inputs {
    /// Reads the rule file, the mapping file beside it, and the one of --map over that.
    ///
    /// # Errors
    /// What is wrong with one of them, with its place.
    pub fn rules(&self, path: &Path) -> Result<Whole, Error> {
        Ok(Whole::load(path, self.map.as_deref())?)
    }

    /// With --missing-as-absent: takes what the leads lack as absent, and gives back what that was.
    ///
    /// # Errors
    /// The rules make no sense without it.
    pub fn absent(&self, mapped: &mut Mapped, rows: &Rows) -> Result<Absent, Error> {
        if !self.missing_as_absent {
            return Ok(Absent::default());
        }
        let absent = Absent::take(&mut mapped.spec, rows.header(), self.events.is_some());
        if !absent.is_empty() {
            mapped.compiled = compile(&mapped.spec).map_err(|problems| {
                let problems: Vec<String> = problems.into_iter().map(|one| one.message).collect();
                Error::Words(problems.join("\n"))
            })?;
        }
        Ok(absent)
    }

    /// As [`Self::absent`], told on standard error at once.
    ///
    /// # Errors
    /// As [`Self::absent`].
    pub fn absent_aloud(&self, mapped: &mut Mapped, rows: &Rows) -> Result<Absent, Error> {
        let absent = self.absent(mapped, rows)?;
        for line in absent.to_string().lines() {
            aside(format_args!("{line}"));
        }
        Ok(absent)
    }

    /// Opens the leads and reads their header.
    ///
    /// # Errors
    /// The file cannot be read, or is no table of text.
    pub fn leads(&self, path: &Path) -> Result<Rows, Error> {
        let layout = Layout {
            delimiter: self.delimiter,
            encoding: self.encoding,
            sheet: self.sheet.clone(),
            ..self.frame.layout()
        };
        let source = open(&Input::named(path), &layout)?;
        Ok(Rows::new(source)?)
    }

    /// As [`Self::leads`], with a line on the terminal that tells how far they are read, until the rows are dropped.
    /// `to_stdout`: results go to standard output meanwhile.
    ///
    /// # Errors
    /// The file cannot be read, or is no table of text.
    pub fn watched_leads(&self, path: &Path, to_stdout: bool) -> Result<Rows, Error> {
        let mut rows = self.leads(path)?;
        // What is read is counted in UTF-8, and unpacked.
        let total = fs::metadata(path).ok().filter(|_| rows.counts_file_bytes());
        let total = total.map(|leads| leads.len());
        watch(&mut rows, to_stdout, total);
        Ok(rows)
    }

    /// Reads the event log; none: events come from columns. `leads` is where the leads come from.
    ///
    /// # Errors
    /// The log cannot be read, or lacks a column.
    pub fn log(&self, mapped: &Mapped, leads: &Path) -> Result<Option<EventLog>, Error> {
        let Some(path) = &self.events else {
            return Ok(None);
        };
        let input = Input::named(path);
        if input == Input::Standard && Input::named(leads) == input {
            return Err(Error::Words(
                "Standard input cannot be the leads and the event log at once. Name a file for one of them."
                    .to_owned(),
            ));
        }
        let layout = Layout {
            encoding: self.encoding,
            sheet: self.events_sheet.clone(),
            ..Layout::default()
        };
        let rows = Rows::new(open_log(&input, &layout)?)?;
        let log = events::read(&mapped.spec, rows, &mapped.log)?;
        Ok(Some(log))
    }

    /// The files that a command reads beside the leads and the rules.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.events
            .as_deref()
            .into_iter()
            .chain(self.map.as_deref())
    }
}
