//! `leadpact check RULES`.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::cli::Error;
use crate::cli::inputs::Inputs;
use crate::cli::rules::Rules;
use crate::cli::score::words;
use crate::definition::golden_run::{GoldenResult, run};
use crate::definition::lint::{Warning, lint};
use crate::definition::{Problem, Reason};
use crate::files::{Fault, neutral_line};
use crate::leads::seen::look;
use crate::leads::{Mapped, Scorer};

/// Check a rule file and run its golden leads.
///
/// Status 0: the rules are valid, every golden lead comes out as agreed, and nothing was changed after signing.
/// Status 1: a golden lead does not, or the rules are not those that were signed.
/// Status 2: the rules cannot be used.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// The rule file
    rules: PathBuf,
    /// An export: tells what the rules name and no lead of it has, and what it writes in another way
    #[arg(long, value_name = "LEADS.csv")]
    leads: Option<PathBuf>,
    #[command(flatten)]
    inputs: Inputs,
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
        let (rules, mapped) = match Rules::load_mapped(&self.rules, self.inputs.map.as_deref()) {
            Ok(loaded) => loaded,
            Err(faults) if self.json => {
                let faults: Vec<Value> = faults.iter().map(fault_json).collect();
                print(&pretty(&json!({"valid": false, "faults": faults}))?)?;
                return Ok(2);
            }
            Err(faults) => return Err(Error::Faults(faults)),
        };
        let mut found = lint(&rules.definition.spec);
        if let Some(leads) = &self.leads {
            found.extend(self.beside(&mapped, leads)?);
        }
        let warnings = warnings(&rules, found);
        // Golden leads are written as the rule file reads them, whatever the mapping says of an export.
        let results = run(&rules.compiled, &rules.definition.spec);
        let head = rules.head_faults();
        let passed = results.iter().all(GoldenResult::passed) && head.is_empty();
        let text = if self.json {
            let mut found = as_json(&rules, &warnings, &results);
            found["head"] = head.iter().map(fault_json).collect();
            pretty(&found)?
        } else {
            let lines = head.iter().map(ToString::to_string);
            let words = in_words(&rules, &warnings, &results);
            lines.chain([words]).collect::<Vec<_>>().join("\n")
        };
        print(&text)?;
        Ok(u8::from(!passed))
    }

    /// What the rules name and an export does not have.
    fn beside(&self, mapped: &Mapped, leads: &Path) -> Result<Vec<Warning>, Error> {
        let rows = self.inputs.leads(leads)?;
        let log = self.inputs.log(mapped, leads)?;
        let (spec, compiled) = (&mapped.spec, &mapped.compiled);
        // Nothing is asked of the day; on the last one everything in the file has happened.
        let end = Some(Date::constant(2199, 12, 31));
        let mut scorer = Scorer::new(spec, compiled, rows, end, log.as_ref()).map_err(words)?;
        look(spec, compiled, &mut scorer).map_err(words)
    }
}

fn print(text: &str) -> io::Result<()> {
    io::stdout().write_all(text.as_bytes())
}

fn pretty(value: &Value) -> io::Result<String> {
    let text = serde_json::to_string_pretty(value).map_err(io::Error::from)?;
    Ok(format!("{text}\n"))
}

/// What is probably not meant, with its place and the reason.
fn warnings(rules: &Rules, found: Vec<Warning>) -> Vec<Fault> {
    let problems: Vec<Problem> = found
        .into_iter()
        .map(|warning| Problem {
            path: warning.path,
            message: format!("{}: {}", warning.what, warning.why),
            next: warning.suggestion,
        })
        .collect();
    rules.faults(&problems)
}

fn in_words(rules: &Rules, warnings: &[Fault], results: &[GoldenResult]) -> String {
    let mut text = String::new();
    for warning in warnings {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "warning: {warning}");
    }
    for result in results {
        if result.passed() {
            let _ = writeln!(text, "golden lead {}: as agreed", neutral_line(&result.id));
        } else {
            text.push_str(&failed(result));
        }
    }
    let metadata = &rules.definition.metadata;
    let failed = results.iter().filter(|result| !result.passed()).count();
    let _ = writeln!(
        text,
        "{} {} ({}) can be used; {}, {failed} not as agreed; {}",
        neutral_line(&metadata.name),
        neutral_line(&metadata.version),
        metadata.status.word(),
        counted(results.len(), "golden lead"),
        counted(warnings.len(), "warning"),
    );
    text
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}

/// A golden lead that does not come out as agreed: what differs, and how the result came about.
fn failed(result: &GoldenResult) -> String {
    let mut text = format!("golden lead {}: not as agreed\n", neutral_line(&result.id));
    for difference in &result.differences {
        let _ = writeln!(
            text,
            "  {}: agreed {}, the rules give {}",
            neutral_line(&difference.key),
            neutral_line(&difference.expected),
            neutral_line(&difference.got)
        );
    }
    for reason in &result.outcome.reasons {
        let _ = writeln!(text, "  {}", reason_words(reason));
    }
    if !result.outcome.missing.is_empty() {
        let _ = writeln!(text, "  missing: {}", result.outcome.missing.join(", "));
    }
    for (field, cell) in &result.not_understood {
        let _ = writeln!(text, "  not understood: {field} '{}'", neutral_line(cell));
    }
    text
}

fn reason_words(reason: &Reason) -> String {
    let points = match reason.axis {
        Some(_) => format!("{:+} ", reason.points),
        None => String::new(),
    };
    format!("{points}{}: {}", reason.id, neutral_line(&reason.text))
}

fn fault_json(fault: &Fault) -> Value {
    json!({
        "line": fault.place.map(|place| place.line),
        "column": fault.place.map(|place| place.column),
        "path": fault.path,
        "what": fault.what,
        "found": fault.found,
        "next": fault.next,
    })
}

fn as_json(rules: &Rules, warnings: &[Fault], results: &[GoldenResult]) -> Value {
    let golden: Vec<Value> = results.iter().map(golden_json).collect();
    json!({
        "valid": true,
        "name": rules.definition.metadata.name,
        "version": rules.definition.metadata.version,
        "status": rules.definition.metadata.status.word(),
        "warnings": warnings.iter().map(fault_json).collect::<Vec<_>>(),
        "goldenLeads": golden,
    })
}

fn golden_json(result: &GoldenResult) -> Value {
    let differences: Vec<Value> = result
        .differences
        .iter()
        .map(|difference| {
            json!({"key": difference.key, "agreed": difference.expected, "got": difference.got})
        })
        .collect();
    let reasons: Vec<Value> = result
        .outcome
        .reasons
        .iter()
        .map(|reason| {
            json!({
                "id": reason.id,
                "score": reason.axis,
                "points": reason.points,
                "text": reason.text,
                "because": reason.because,
            })
        })
        .collect();
    json!({
        "id": result.id,
        "asAgreed": result.passed(),
        "differences": differences,
        "reasons": reasons,
        "missing": result.outcome.missing,
    })
}
