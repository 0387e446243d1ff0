//! `leadpact score RULES LEADS.csv`.

use std::fmt::Write as _;
use std::fs::{self, Metadata};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::cli::inputs::Inputs;
use crate::cli::progress::Progress;
use crate::cli::spelled::SpelledRecord;
use crate::cli::{Error, aside, day};
use leadpact_definition::Compiled;
use leadpact_definition::date::Day;
use leadpact_files::outlet::Styled;
use leadpact_files::{self as files, Expected, outlet, save_with};
use leadpact_leads::fast::{self, Pace, Stopped};
use leadpact_leads::summary::Paint;
use leadpact_leads::{Output, OutputForm, Scorer, Summary};
use leadpact_workshop::number::grouped;

/// Score the leads of a CSV file or a workbook.
///
/// The scored leads go to standard output or to the file of -o, in the order of the file; a summary goes to standard
/// error. With -o the file is there whole or not at all; an older one is replaced, but never the rules or the leads.
#[derive(Debug, clap::Args)]
pub struct Score {
    /// The rule file
    rules: PathBuf,
    /// The leads, a CSV file or a workbook (.xlsx) with a header; - reads standard input
    leads: PathBuf,
    /// The day on which the leads are scored; needed when the rules look at ages
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
    /// Write the scored leads to this file
    #[arg(short, long, value_name = "OUT.csv")]
    output: Option<PathBuf>,
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    written: Written,
    /// Exit with status 1 when anything about the leads is doubtful; the output is written all the same
    #[arg(long)]
    strict: bool,
    /// Write the summary as JSON
    #[arg(long)]
    json: bool,
}

/// How the scored leads are written.
#[derive(Debug, clap::Args)]
struct Written {
    /// Add a column with the rules that counted and their points
    #[arg(long)]
    reasons: bool,
    /// Write ids as they stand in the leads
    ///
    /// Without this an id that begins with = + - or @, as -5 or +49 30, gets an apostrophe before it, so that no
    /// spreadsheet runs it as a formula. Then it is not the id of the CRM any more: use this where the output is joined
    /// with other data, and do not open it in a spreadsheet.
    #[arg(long)]
    raw_ids: bool,
}

/// The summary for programs.
#[derive(Serialize)]
struct Record<'s> {
    /// The mapping that was used; left out where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    mapping: Option<SpelledRecord>,
    #[serde(flatten)]
    summary: &'s Summary,
}

impl Score {
    /// Scores the leads.
    ///
    /// # Errors
    /// The rules or the leads cannot be used, or the result cannot be written.
    pub fn run(self) -> Result<u8, Error> {
        let whole = self.inputs.rules(&self.rules)?;
        for fault in whole.rules.head_faults() {
            aside(format_args!("Please note: {fault}"));
        }
        if !self.json {
            whole.say_mapping();
        }
        if let Some(output) = &self.output {
            let named = [self.rules.as_path(), self.leads.as_path()];
            let beside = whole.spelled.beside.as_deref();
            for read in named.into_iter().chain(self.inputs.files()).chain(beside) {
                if is_same_file(read, output) {
                    let name = output.display();
                    return Err(Error::Words(format!(
                        "{name} would be overwritten while it is read. Choose another name for -o."
                    )));
                }
            }
        }
        let mut mapped = whole.mapped;
        let rows = self.inputs.leads(&self.leads)?;
        let absent = self.inputs.absent(&mut mapped, &rows)?;
        let as_of = self.as_of.map(|day| day.0);
        let (spec, compiled) = (&mapped.spec, &mapped.compiled);
        let log = self.inputs.log(&mapped, &self.leads)?;
        let scorer = Scorer::new(spec, compiled, rows, as_of, log.as_ref())?;
        let Some(summary) = self.write(compiled, scorer)? else {
            return Ok(0);
        };
        let mut summary = summary.finished(spec, compiled);
        summary.lacked(absent, spec);
        let mut text = Styled::default();
        if self.json {
            let record = Record {
                mapping: whole.spelled.record(),
                summary: &summary,
            };
            write!(text, "{}", files::json(&record)?).ok();
        } else {
            let paint = Paint::of(io::stderr().is_terminal(), |name| std::env::var(name).ok());
            let why = self.explain(&summary);
            write!(text, "{summary}").ok();
            summary.ending(spec, paint, &why, &mut text);
            if self.strict {
                write!(text, "{}", summary.strict_words()).ok();
            }
            write!(text, "{}", self.formula_ids(&summary).unwrap_or_default()).ok();
        }
        // The leads are scored; nobody reading the summary is no reason to fail.
        let _ = outlet::aside().styled(&text);
        Ok(u8::from(self.strict && !summary.doubts.is_empty()))
    }

    /// A line about ids that a spreadsheet would run; none: there are none.
    fn formula_ids(&self, summary: &Summary) -> Option<String> {
        let number = grouped(&summary.formula_ids.to_string());
        let (begin, were, them) = match summary.formula_ids {
            0 => return None,
            1 => ("id begins", "was", "it"),
            _ => ("ids begin", "were", "them"),
        };
        Some(if self.written.raw_ids {
            format!(
                "{number} {begin} like a formula: a spreadsheet that opens the output may run {them}.\n"
            )
        } else {
            format!(
                "{number} {begin} like a formula and {were} written with an apostrophe; --raw-ids keeps {them}.\n"
            )
        })
    }

    /// The command that says it of a single lead, with the same inputs.
    fn explain(&self, summary: &Summary) -> String {
        let mut words = vec![files::command(
            "explain",
            [self.rules.as_path(), self.leads.as_path()],
        )];
        words.extend(summary.as_of.iter().map(|day| format!("--as-of {day}")));
        let inputs = [
            ("--map", &self.inputs.map),
            ("--events", &self.inputs.events),
        ];
        for (option, path) in inputs {
            let path = path.as_ref().map(|path| files::path_word(path));
            words.extend(path.map(|path| format!("{option} {path}")));
        }
        let absent = self.inputs.missing_as_absent;
        words.extend(absent.then(|| "--missing-as-absent".to_owned()));
        let sheets = [
            ("--sheet", &self.inputs.sheet),
            ("--events-sheet", &self.inputs.events_sheet),
        ];
        for (option, sheet) in sheets {
            let sheet = sheet.as_ref().map(|sheet| files::word(sheet));
            words.extend(sheet.map(|sheet| format!("{option}={sheet}")));
        }
        let delimiter = self
            .inputs
            .delimiter
            .map(|delimiter| format!("--delimiter {}", delimiter.word()));
        let encoding = self
            .inputs
            .encoding
            .map(|encoding| format!("--encoding {encoding}"));
        words.extend(delimiter.into_iter().chain(encoding));
        words.extend(self.inputs.frame.words());
        let command = words.join(" ");
        match &summary.id_column {
            Some(column) => format!("{command} --id ID, an ID from the column '{column}'"),
            None => format!("{command} --id NUMBER, its place in the file"),
        }
    }

    /// Writes the scored leads where they are wanted. None: the reader of standard output has gone, and needs no more.
    fn write(&self, compiled: &Compiled, scorer: Scorer<'_>) -> Result<Option<Summary>, Error> {
        let Some(path) = &self.output else {
            return match self.stream(compiled, scorer, outlet::data()) {
                Ok(summary) => Ok(Some(summary)),
                Err(Stopped::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(None),
                Err(Stopped::Write(error)) => Err(Error::Output(error)),
                Err(Stopped::Read(error)) => Err(error.into()),
            };
        };
        let mut summary = None;
        let mut stopped = None;
        let saved = save_with(path, Expected::Anything, |file| {
            match self.stream(compiled, scorer, file) {
                Ok(counted) => summary = Some(counted),
                Err(Stopped::Write(error)) => return Err(error),
                Err(Stopped::Read(error)) => {
                    stopped = Some(error);
                    return Err(io::ErrorKind::Interrupted.into());
                }
            }
            Ok(())
        });
        match stopped {
            Some(error) => Err(error.into()),
            None => saved.map(|_| summary).map_err(Error::from),
        }
    }

    fn stream(
        &self,
        compiled: &Compiled,
        scorer: Scorer<'_>,
        to: impl Write + Send,
    ) -> Result<Summary, Stopped> {
        let to = BufWriter::with_capacity(64 * 1024, to);
        let form = OutputForm {
            reasons: self.written.reasons,
            raw_ids: self.written.raw_ids,
        };
        let output = Output::new(to, compiled, form)?;
        let total = fs::metadata(&self.leads).map(|leads| leads.len()).ok();
        // What is read is counted in UTF-8, and unpacked.
        let total = total.filter(|_| scorer.counts_file_bytes());
        let mut progress = Progress::on_terminal("scored", self.output.is_none(), total);
        fast::write_all(scorer, output, Pace::default(), |reached| {
            progress.step(reached);
        })
    }
}

/// Whether two names mean one file, also through links.
fn is_same_file(read: &Path, written: &Path) -> bool {
    match (fs::metadata(read), fs::metadata(written)) {
        (Ok(read_meta), Ok(written_meta)) => {
            same_node(&read_meta, &written_meta)
                || matches!((read.canonicalize(), written.canonicalize()), (Ok(a), Ok(b)) if a == b)
        }
        _ => false,
    }
}

#[cfg(unix)]
fn same_node(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

#[cfg(not(unix))]
fn same_node(_: &Metadata, _: &Metadata) -> bool {
    false
}
