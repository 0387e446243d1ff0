//! `leadpact explain RULES LEADS.csv --id X`.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use serde_json::json;
use unicode_width::UnicodeWidthStr;

use crate::cli::compare::table::wrap;
use crate::cli::inputs::Inputs;
use crate::cli::{Error, aside, day};
use leadpact_definition::date::Day;
use leadpact_definition::{Outcome, Spec};
use leadpact_files::{self as files, neutral_line, outlet};
use leadpact_leads::explanation::{CellRead, CriterionRead};
use leadpact_leads::{Explanation, Scorer, explain};

/// Say why a lead got its score.
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// The rule file
    rules: PathBuf,
    /// The leads, a CSV file or a workbook (.xlsx) with a header; - reads standard input
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
        let whole = self.inputs.rules(&self.rules)?;
        whole.say_mapping();
        let mut mapped = whole.mapped;
        let rows = self.inputs.watched_leads(&self.leads, false)?;
        self.inputs.absent_aloud(&mut mapped, &rows)?;
        let (spec, compiled) = (&mapped.spec, &mapped.compiled);
        let as_of = self.as_of.map(|day| day.0);
        let log = self.inputs.log(&mapped, &self.leads)?;
        let mut scorer = Scorer::new(spec, compiled, rows, as_of, log.as_ref())?;
        let found = explain(spec, compiled, &mut scorer, &self.id)?;
        // The line that tells how far it is goes before the result comes.
        drop(scorer);
        let Some((explanation, further)) = found else {
            aside(format_args!(
                "leadpact: no lead in the file has the id '{}'. Ids are compared as they stand there.",
                self.id
            ));
            return Ok(1);
        };
        let text = if self.json {
            files::json(&as_json(&explanation))?
        } else {
            in_words(spec, &explanation, further, width())
        };
        outlet::words().write_all(text.as_bytes())?;
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
        "grades": outcome.grades.iter().cloned().collect::<indexmap::IndexMap<_, _>>(),
        "stage": outcome.stage,
        "tracks": outcome.tracks.iter().cloned().collect::<indexmap::IndexMap<_, _>>(),
        "status": outcome.status.word(),
        "owner": explanation.owner,
        "cells": explanation.cells,
        "criteria": explanation.criteria,
        "steps": explanation.steps,
        "next": explanation.next,
        "cannotTell": outcome.untold,
    })
}

/// The columns of the terminal; without one, no line is broken.
fn width() -> usize {
    if !io::stdout().is_terminal() {
        return usize::MAX;
    }
    crossterm::terminal::size().map_or(80, |(columns, _)| usize::from(columns).max(40))
}

/// `text` after `first`, further lines below the text's beginning.
fn hanging(out: &mut String, first: &str, text: &str, width: usize) {
    let indent = first.width();
    let mut first = first;
    let blank = " ".repeat(indent);
    for line in wrap(text, width.saturating_sub(indent).max(20)) {
        let _ = writeln!(out, "{first}{line}");
        first = &blank;
    }
}

fn in_words(spec: &Spec, explanation: &Explanation, further: u64, width: usize) -> String {
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
    hanging(&mut text, "", &result(&explanation.outcome), width);
    if let Some(owner) = &explanation.owner {
        let name = owner.owner.as_deref().unwrap_or("nobody");
        let line = format!("{name}: {}", owner.why);
        hanging(&mut text, "Owner ", &neutral_line(&line), width);
    }
    text.push_str("\nCells as read\n");
    for cell in &explanation.cells {
        hanging(
            &mut text,
            &format!("  {}: ", cell.id),
            &cell_words(cell),
            width,
        );
    }
    text.push_str("\nGates and rules\n");
    let mut score = None;
    for criterion in &explanation.criteria {
        if criterion.score.is_some() && criterion.score != score {
            steps_line(&mut text, explanation, score.as_deref(), width);
            score.clone_from(&criterion.score);
            let _ = writeln!(text, "  {}:", score.as_deref().unwrap_or_default());
        }
        criterion_lines(&mut text, criterion, width);
    }
    steps_line(&mut text, explanation, score.as_deref(), width);
    for event in &explanation.outcome.untold {
        let said = format!(
            "The columns cannot tell all that the rules ask of {event}: what they do not tell counts as not happened."
        );
        hanging(&mut text, "", &said, width);
    }
    if !explanation.next.is_empty() {
        text.push_str("\nThe way to the next stage\n");
    }
    for next in &explanation.next {
        for (at, line) in next.lines(spec).iter().enumerate() {
            let indent = if at == 0 { "  " } else { "    " };
            hanging(&mut text, indent, &neutral_line(line), width);
        }
    }
    text
}

/// What became of a score's points after its rules, where they are not simply added up.
fn steps_line(out: &mut String, explanation: &Explanation, score: Option<&str>, width: usize) {
    let steps = explanation.steps.iter();
    let mut steps = steps.filter(|steps| Some(steps.score.as_str()) == score);
    if let Some(steps) = steps.next()
        && !steps.text.is_empty()
    {
        hanging(out, "        =  ", &neutral_line(&steps.text), width);
    }
}

/// Which of several grades is which; empty with one.
fn each_grade(outcome: &Outcome) -> String {
    let grades = outcome.grades.iter();
    let each: Vec<String> = grades
        .map(|(name, value)| format!("{name} {}", value.as_deref().unwrap_or("none")))
        .collect();
    match each.as_slice() {
        [] | [_] => String::new(),
        several => format!(" ({})", several.join(", ")),
    }
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
        parts.push(format!("grade {}{}", outcome.grade, each_grade(outcome)));
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

fn cell_words(cell: &CellRead) -> String {
    let (Some(column), value) = (&cell.column, &cell.value) else {
        return match &cell.value {
            Some(value) => format!("{} in the event log", neutral_line(value)),
            None => "the file has no such column: missing".to_owned(),
        };
    };
    let column = neutral_line(column).into_owned();
    let raw = neutral_line(&cell.cell).into_owned();
    match value {
        Some(value) => format!("'{raw}' in '{column}', read as {}", neutral_line(value)),
        None if cell.not_understood => format!("'{raw}' in '{column}' is not understood: missing"),
        None if raw.is_empty() => format!("nothing in '{column}': missing"),
        None => format!("'{raw}' in '{column}' means nothing: missing"),
    }
}

fn criterion_lines(out: &mut String, criterion: &CriterionRead, width: usize) {
    let mark = match (&criterion.score, criterion.counted) {
        (None, true) => "applies".to_owned(),
        (None, false) => "-".to_owned(),
        (Some(_), _) => format!("{:+}", criterion.points).replace("+0", "0"),
    };
    let mut text = neutral_line(&criterion.text).into_owned();
    if !criterion.missing.is_empty() {
        let _ = write!(text, " (missing: {})", criterion.missing.join(", "));
    }
    hanging(
        out,
        &format!("  {mark:>7}  {}: ", criterion.id),
        &text,
        width,
    );
    let read: Vec<String> = criterion.cells.iter().filter_map(cell_short).collect();
    if !read.is_empty() {
        hanging(out, "           reads ", &read.join("; "), width);
    }
    if criterion.counted
        && let Some(because) = &criterion.because
    {
        hanging(out, "           because ", &neutral_line(because), width);
    }
}

/// A cell beside a rule: as it stands, and as it was read where that differs. None: there is nothing.
fn cell_short(cell: &CellRead) -> Option<String> {
    let raw = neutral_line(&cell.cell);
    let value = cell.value.as_deref().map(neutral_line);
    match value {
        Some(value) if cell.column.is_none() => Some(format!("{} {value}", cell.id)),
        Some(value) if value == raw => Some(format!("{} '{raw}'", cell.id)),
        Some(value) => Some(format!("{} '{raw}' as {value}", cell.id)),
        None if raw.is_empty() => None,
        None => Some(format!("{} '{raw}' as missing", cell.id)),
    }
}
