//! `leadpact check RULES`.

mod json;
mod text;
mod verdict;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde_json::json;

use crate::cli::check::verdict::Verdict;
use crate::cli::inputs::Inputs;
use crate::cli::rules::{Rules, Whole};
use crate::cli::{Error, aside, cleaned};
use leadpact_definition::Problem;
use leadpact_definition::golden_run::{GoldenResult, run};
use leadpact_definition::lint::{Lint, Warning, agreed, lint};
use leadpact_files::{self as files, Fault, outlet};
use leadpact_leads::seen::{Beside, look};
use leadpact_leads::summary::strict_words;
use leadpact_leads::{Doubt, Frame, Mapped, Scorer};

/// Check a rule file and run its golden leads.
///
/// The first line is the verdict; what it counts follows. A warning names something that is probably not meant: a lead
/// that can be handed over though it did nothing, a source called "website", a file that says agreed and is not signed.
/// The guide lists them all. Warnings do not change the exit status. With --leads, lines with "look" and "note" tell what
/// makes the results of these leads doubtful; with --strict they do change it.
///
/// Status 0: the rules can be used: they are valid, every golden lead holds, and nothing was changed after signing.
/// Status 1: they cannot be used as they are: a golden lead fails, the rules are not those that were signed, or name or
/// version are none.
/// Status 2: the rules make no sense.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// The rule file
    rules: PathBuf,
    /// An export: tells what the rules name and no lead of it has, what it writes in another way, and what is doubtful
    /// about it
    #[arg(long, value_name = "LEADS.csv")]
    leads: Option<PathBuf>,
    /// Write a copy without control characters, which no file may hold, and tell what was taken out; the file may be of any kind
    #[arg(long, value_name = "OUT", conflicts_with_all = ["leads", "json"])]
    cleaned: Option<PathBuf>,
    #[command(flatten)]
    inputs: Inputs,
    /// Exit with status 1 when anything about the leads is doubtful
    #[arg(long, requires = "leads")]
    strict: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Check {
    /// Prints what was found.
    ///
    /// # Errors
    /// The rules cannot be used, or the result cannot be written.
    pub fn run(self) -> Result<u8, Error> {
        if let Some(to) = &self.cleaned {
            return cleaned::copy(&self.rules, to).map(|()| 0);
        }
        let whole = match Whole::load(&self.rules, self.inputs.map.as_deref()) {
            Ok(loaded) => loaded,
            Err(faults) if self.json => {
                let faults: Vec<_> = faults.iter().map(json::fault_of_file).collect();
                let found = json!({"valid": false, "canBeUsed": false, "faults": faults});
                print(&files::json(&found)?)?;
                return Ok(2);
            }
            Err(faults) => return Err(faults.into()),
        };
        if !self.json {
            whole.say_mapping();
        }
        let rules = &whole.rules;
        let unsigned = agreed(&rules.definition);
        let signed = unsigned.is_none();
        let head = rules.head_faults();
        // A signature that is missing is told once.
        let untold = unsigned.filter(|warning| !is_told(warning, &head));
        let mut found: Vec<Warning> = untold.into_iter().collect();
        // Some of what is told hangs on the spellings, such as which cells say nothing.
        found.extend(lint(&whole.base.spec));
        let mut doubts = Vec::new();
        let mut frame = Frame::default();
        if let Some(leads) = &self.leads {
            let beside = self.beside(whole.mapped.clone(), leads)?;
            found.extend(beside.warnings);
            (doubts, frame) = (beside.doubts, beside.frame);
        }
        let checked = Checked {
            warnings: placed(rules, found),
            // Golden leads are written as the rule file reads them, whatever the mapping says of an export.
            golden: run(&rules.compiled, &rules.definition.spec),
            head,
            frame,
            doubts,
        };
        let verdict = Verdict::of(&rules.definition.metadata, signed, &checked);
        let text = if self.json {
            files::json(&json::of(&whole, &verdict, &checked))?
        } else {
            text::of(&verdict, &checked)
        };
        print(&text)?;
        if self.strict {
            tell(&strict_words(&checked.doubts));
        }
        let doubtful = u8::from(self.strict && !checked.doubts.is_empty());
        Ok(verdict.exit_status().max(doubtful))
    }

    /// What the rules name and an export does not have, and what is doubtful about it.
    fn beside(&self, mut mapped: Mapped, leads: &Path) -> Result<Beside, Error> {
        let rows = self.inputs.watched_leads(leads, false)?;
        let absent = self.inputs.absent_aloud(&mut mapped, &rows)?;
        let log = self.inputs.log(&mapped, leads)?;
        let (spec, compiled) = (&mapped.spec, &mapped.compiled);
        // Nothing is asked of the day; on the last one everything in the file has happened.
        let end = Some(Date::constant(2199, 12, 31));
        let scorer = Scorer::new(spec, compiled, rows, end, log.as_ref())?;
        let mut beside = look(spec, compiled, scorer)?;
        let doubts = absent.doubts(spec, &beside.doubts);
        beside.doubts.splice(0..0, doubts);
        Ok(beside)
    }
}

/// Whether one of the faults stands where the warning does.
fn is_told(warning: &Warning, faults: &[Fault]) -> bool {
    let path = warning.path.to_string();
    let mut paths = faults.iter().filter_map(|fault| fault.path.as_deref());
    paths.any(|other| other == path)
}

/// A line beside the result; none where it is empty.
fn tell(line: &str) {
    if !line.is_empty() {
        aside(format_args!("{}", line.trim_end()));
    }
}

fn print(text: &str) -> io::Result<()> {
    outlet::words().write_all(text.as_bytes())
}

/// Everything that was found.
struct Checked {
    warnings: Vec<(Lint, Fault)>,
    golden: Vec<GoldenResult>,
    /// What makes the results of the leads doubtful.
    doubts: Vec<Doubt>,
    /// What is wrong with name, version, hash and signatures.
    head: Vec<Fault>,
    /// What stands around the leads.
    frame: Frame,
}

/// What is probably not meant, with its place and the reason.
fn placed(rules: &Rules, found: Vec<Warning>) -> Vec<(Lint, Fault)> {
    let lints: Vec<Lint> = found.iter().map(|warning| warning.lint).collect();
    let problems: Vec<Problem> = found
        .into_iter()
        .map(|warning| Problem {
            path: warning.path,
            message: format!("{}: {}", warning.what, warning.why),
            next: warning.suggestion,
        })
        .collect();
    lints.into_iter().zip(rules.faults(&problems)).collect()
}
