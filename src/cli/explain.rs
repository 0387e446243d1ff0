//! `leadpact explain RULES LEADS.csv --id X`.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::json;

use crate::cli::inputs::Inputs;
use crate::cli::score::words;
use crate::cli::{Error, day};
use crate::definition::Outcome;
use crate::definition::date::Day;
use crate::files::neutral_line;
use crate::leads::explanation::{CellRead, CriterionRead};
use crate::leads::{Explanation, Scorer, explain};

/// Say why a lead got its score.
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// The rule file
    rules: PathBuf,
    /// The leads, a CSV file with a header; - reads standard input
    leads: PathBuf,
    /// The lead's id; its row number where the file has no column for it
    #[arg(long, allow_hyphen_values = true)]
    id: String,
    /// The day on which the lead is scored; needed when the rules look at ages
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
    #[command(flatten)]
    inputs: Inputs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Explain {
    /// Prints the explanation. Status 1: there is no such lead.
    ///
    /// # Errors
    /// The rules or the leads cannot be used, or the result cannot be written.
    pub fn run(self) -> Result<u8, Error> {
        let (_, mapped) = self.inputs.rules(&self.rules)?;
        let rows = self.inputs.leads(&self.leads)?;
        let (spec, compiled) = (&mapped.spec, &mapped.compiled);
        let as_of = self.as_of.map(|day| day.0);
        let log = self.inputs.log(&mapped, &self.leads)?;
        let mut scorer = Scorer::new(spec, compiled, rows, as_of, log.as_ref()).map_err(words)?;
        let found = explain(spec, compiled, &mut scorer, &self.id).map_err(words)?;
        let Some((explanation, further)) = found else {
            let id = neutral_line(&self.id).into_owned();
            let message = format!(
                "leadpact: no lead in the file has the id '{id}'. Ids are compared as they stand there.\n"
            );
            io::stderr().write_all(message.as_bytes())?;
            return Ok(1);
        };
        let text = if self.json {
            let value = as_json(&explanation);
            let json = serde_json::to_string_pretty(&value).map_err(io::Error::from)?;
            format!("{json}\n")
        } else {
            in_words(&explanation, further)
        };
        io::stdout().write_all(text.as_bytes())?;
        Ok(0)
    }
}

fn as_json(explanation: &Explanation) -> serde_json::Value {
    let outcome = &explanation.outcome;
    json!({
        "id": explanation.id,
        "row": explanation.row,
        "line": explanation.line,
        "scores": outcome.scores.iter().cloned().collect::<indexmap::IndexMap<_, _>>(),
        "grade": outcome.grade,
        "stage": outcome.stage,
        "tracks": outcome.tracks.iter().cloned().collect::<indexmap::IndexMap<_, _>>(),
        "status": outcome.status.word(),
        "cells": explanation.cells,
        "criteria": explanation.criteria,
        "cannotTell": outcome.untold,
    })
}

fn in_words(explanation: &Explanation, further: u64) -> String {
    let mut text = String::new();
    // Writing to a `String` cannot fail.
    let _ = writeln!(
        text,
        "Lead {}, row {}, line {}",
        neutral_line(&explanation.id),
        explanation.row,
        explanation.line
    );
    if further > 0 {
        let _ = writeln!(text, "{further} more with this id; this is the first");
    }
    text.push_str(&result(&explanation.outcome));
    text.push_str("\n\nCells as read\n");
    for cell in &explanation.cells {
        text.push_str(&cell_line(cell));
    }
    text.push_str("\nGates and rules\n");
    let mut score = None;
    for criterion in &explanation.criteria {
        if criterion.score.is_some() && criterion.score != score {
            score.clone_from(&criterion.score);
            let _ = writeln!(text, "  {}:", score.as_deref().unwrap_or_default());
        }
        text.push_str(&criterion_lines(criterion));
    }
    for event in &explanation.outcome.untold {
        let _ = writeln!(
            text,
            "The columns cannot tell all that the rules ask of {event}: what they do not tell counts as not happened."
        );
    }
    text
}

/// Scores, grade, stages and status on one line.
fn result(outcome: &Outcome) -> String {
    let mut parts: Vec<String> = outcome
        .scores
        .iter()
        .map(|(name, points)| match points {
            Some(points) => format!("{name} {points}"),
            None => format!("{name} does not apply"),
        })
        .collect();
    if !outcome.grade.is_empty() {
        parts.push(format!("grade {}", outcome.grade));
    }
    parts.push(format!(
        "stage {}",
        outcome.stage.as_deref().unwrap_or("none")
    ));
    for (track, stage) in &outcome.tracks {
        parts.push(format!("{track} {}", stage.as_deref().unwrap_or("none")));
    }
    parts.push(format!("status {}", outcome.status.word()));
    parts.join(", ")
}

fn cell_line(cell: &CellRead) -> String {
    let shown = match (&cell.column, &cell.value) {
        (None, _) => "the file has no such column: missing".to_owned(),
        (Some(column), value) => {
            let column = neutral_line(column).into_owned();
            let raw = neutral_line(&cell.cell).into_owned();
            match value {
                Some(value) => format!("'{raw}' in '{column}', read as {}", neutral_line(value)),
                None if cell.not_understood => {
                    format!("'{raw}' in '{column}' is not understood: missing")
                }
                None if raw.is_empty() => format!("nothing in '{column}': missing"),
                None => format!("'{raw}' in '{column}' means nothing: missing"),
            }
        }
    };
    format!("  {}: {shown}\n", cell.id)
}

fn criterion_lines(criterion: &CriterionRead) -> String {
    let mark = match (&criterion.score, criterion.counted) {
        (None, true) => "applies".to_owned(),
        (None, false) => "-".to_owned(),
        (Some(_), _) => format!("{:+}", criterion.points).replace("+0", "0"),
    };
    let mut lines = format!(
        "  {mark:>7}  {}: {}",
        criterion.id,
        neutral_line(&criterion.text)
    );
    if !criterion.missing.is_empty() {
        let _ = write!(lines, " (missing: {})", criterion.missing.join(", "));
    }
    lines.push('\n');
    if criterion.counted
        && let Some(because) = &criterion.because
    {
        let _ = writeln!(lines, "           because {}", neutral_line(because));
    }
    lines
}
