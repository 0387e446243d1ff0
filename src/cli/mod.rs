//! The command line: one file per command.

pub mod amend;
pub mod check;
mod cleaned;
pub mod collect;
pub mod compare;
pub mod completions;
mod crm_map;
pub mod diff;
pub mod explain;
pub mod export;
pub mod form;
mod formats;
mod frame;
pub mod help;
mod inputs;
mod interrupt;
pub mod list;
pub mod log;
pub mod manual;
pub mod map;
mod named;
pub mod new;
pub mod open;
mod progress;
pub mod record;
mod rules;
pub mod schema;
pub mod score;
mod spelled;
mod sql_form;
mod taken;
pub mod verify;

use clap::{Parser, Subcommand};

use leadpact_definition::date::Day;
use leadpact_export::sql::SqlError;
use leadpact_files::{Fault, FolderError, LockError, SaveError, WriteError, nearest, outlet};
use leadpact_leads::{Problem, ScoreError};
use leadpact_workshop::{Party, Workshop};

/// Says something beside the result, on standard error. Where nobody listens any more, nothing is said.
fn aside(words: impl std::fmt::Display) {
    use std::io::Write as _;
    writeln!(outlet::aside(), "{words}").ok();
}

/// Leadpact, as it is called in a shell.
#[derive(Debug, Parser)]
#[command(name = "leadpact", version, about, long_about = None)]
pub struct Arguments {
    /// How the screen is shown, when there is no command.
    #[command(flatten)]
    pub screen: ScreenArguments,
    /// What to do instead of showing the screen.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Flags of the screen.
#[derive(Debug, clap::Args)]
pub struct ScreenArguments {
    /// Colours: dark, light, high-contrast or no-colour
    #[arg(long, global = true, value_name = "NAME")]
    pub theme: Option<String>,
    /// Draw marks and lines with plain ASCII
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Leave the mouse to the terminal, so that text can be selected and copied
    #[arg(long, global = true)]
    pub no_mouse: bool,
    /// Keys that are typed first.
    #[arg(
        help = "Type these keys first, for example 'n Acme<enter><tab>'",
        long,
        global = true,
        value_name = "SCRIPT",
        default_value = "",
        hide_default_value = true,
        help_heading = "Developer options"
    )]
    pub keys: String,
    /// Print the last screen as text at this size, for example 80x24, and leave
    #[arg(
        long,
        global = true,
        value_name = "WxH",
        help_heading = "Developer options"
    )]
    pub print: Option<String>,
}

/// What can be done without the screen.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create a workshop
    New(new::New),
    /// Open a workshop on the screen
    Open(open::Open),
    /// Print the workshops of the data folder
    List(list::List),
    /// Write a form that one person fills in elsewhere
    Form(form::Form),
    /// Take filled-in forms into the workshop, sealed
    Collect(collect::Collect),
    /// Print all answers side by side, once all have sealed
    Compare(compare::Compare),
    /// Write the agreed definition: rule file, Markdown, web page
    Export(export::Export),
    /// Check a rule file and run its golden leads
    Check(check::Check),
    /// Score the leads of a CSV file
    Score(score::Score),
    /// Say why a lead got its score
    Explain(explain::Explain),
    /// Propose where an export keeps what the rules ask for
    Map(map::Map),
    /// Print each lead as the record that exported rules run on
    Record(record::Record),
    /// Print the JSON Schema of a kind of file
    Schema(schema::SchemaOf),
    /// Work on the next version of what is agreed
    Amend(amend::Amend),
    /// Print what happened in a workshop
    Log(log::Log),
    /// Print what changed between two versions
    Diff(diff::Diff),
    /// Say whether what was sealed, signed and logged is what it was
    Verify(verify::Verify),
    /// Print the completions for a shell
    Completions(completions::Completions),
    /// Print the manual page
    Man,
}

/// A command that could not do its work; exit status 2.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The result could not be written to standard output.
    #[error("the result cannot be written: {0}")]
    Output(#[from] std::io::Error),
    /// A file cannot be read, or an argument names something that does not exist.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// Several faults, one a line.
    #[error("{}", .0.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n"))]
    Faults(Vec<Fault>),
    /// The data folder or a workshop in it cannot be found or made.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Another session has the workshop open.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The file could not be saved.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// The leads or the event log cannot be read.
    #[error(transparent)]
    Leads(#[from] Problem),
    /// The leads cannot be scored.
    #[error(transparent)]
    Score(#[from] ScoreError),
    /// The definition cannot be written as SQL.
    #[error(transparent)]
    Sql(#[from] SqlError),
    /// A file would be too large to be read back.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// Anything else: what, where, and the next step.
    #[error("{0}")]
    Words(String),
}

impl From<Vec<Fault>> for Error {
    fn from(faults: Vec<Fault>) -> Self {
        Self::Faults(faults)
    }
}

impl Command {
    /// Does the work. The result goes to standard output, everything else to standard error.
    /// Returns the exit status: 0 done, 1 the answer is no.
    ///
    /// # Errors
    /// Wrong use or bad input, in words: what, where, and the next step.
    pub fn run(self) -> Result<u8, Error> {
        interrupt::leave_nothing();
        match self.work() {
            // Whoever read the result has gone, as `head` does, and needs no more of it.
            Err(Error::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(0),
            status => status,
        }
    }

    fn work(self) -> Result<u8, Error> {
        match self {
            Self::New(command) => command.run(),
            // The program opens the screen before it comes here.
            Self::Open(command) => command.path().map(|_| 0),
            Self::List(command) => command.run(),
            Self::Form(command) => command.run(),
            Self::Collect(command) => command.run(),
            Self::Export(command) => command.run(),
            Self::Compare(command) => command.run(),
            Self::Check(command) => command.run(),
            Self::Score(command) => command.run(),
            Self::Explain(command) => command.run(),
            Self::Map(command) => command.run(),
            Self::Record(command) => command.run(),
            Self::Schema(command) => command.run(),
            Self::Amend(command) => command.run(),
            Self::Log(command) => command.run(),
            Self::Diff(command) => command.run(),
            Self::Verify(command) => command.run(),
            Self::Completions(command) => command.run(),
            Self::Man => manual::run(),
        }
    }
}

/// Reads a day of the command line.
fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "write year, month and day as in 2026-01-31".to_owned())
}

/// The party with this id or name; capitals do not matter.
fn party<'a>(workshop: &'a Workshop, wanted: &str) -> Result<&'a Party, Error> {
    let is_meant =
        |p: &&Party| p.id.eq_ignore_ascii_case(wanted) || p.name.eq_ignore_ascii_case(wanted);
    workshop.parties.iter().find(is_meant).ok_or_else(|| {
        let known: Vec<&str> = workshop.parties.iter().map(|p| p.id.as_str()).collect();
        let next = match nearest(wanted, known.iter().copied()) {
            Some(meant) => format!("Did you mean '{meant}'?"),
            None => format!("Choose one of: {}.", known.join(", ")),
        };
        Error::from(Fault::new("--party", "this workshop has no such party", &next).found(wanted))
    })
}
