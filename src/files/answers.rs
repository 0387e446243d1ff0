//! Reading a filled form: the YAML first, then what it says, with the place of every fault.

use std::path::{Path, PathBuf};

use crate::document::read_kind;
use crate::fault::outline::place;
use crate::fault::{Fault, Place};
use crate::name::{WORKSHOP_ENDING, file_name};
use crate::neutral::neutral_line;
use crate::path::folder_of;
use leadpact_definition::nearest::nearest;
use leadpact_workshop::form::{Answers, Filled, FormFault, Mended, OwnWords, blank};
use leadpact_workshop::{Party, Workshop};

/// The ending of a form's file name: `NAME.PARTY.answers.yaml`.
pub const ANSWERS_ENDING: &str = ".answers.yaml";

/// The empty form of one party; see [`blank`]. Its comments are harmless for a terminal: they say what stands in the
/// workshop, and nothing reads them back.
#[must_use]
pub fn blank_form(workshop: &Workshop, party: &Party, person: Option<&str>) -> String {
    let line = |line: &str| {
        let written = line.trim_start();
        if written.starts_with('#') {
            let indent = line.len() - written.len();
            format!("{:indent$}{}\n", "", neutral_line(written))
        } else {
            format!("{line}\n")
        }
    };
    blank(workshop, party, person).lines().map(line).collect()
}

/// The filled form in `bytes`, for this workshop. `name` is the file as the user named it.
///
/// # Errors
///
/// Every fault of the form, each with its place. None repeats an answer: the form may be taken in at a shared screen.
pub fn answers(name: &str, bytes: &[u8], workshop: &Workshop) -> Result<Filled, Vec<Fault>> {
    let read: Answers =
        read_kind(name, bytes, "Answers").map_err(|fault| vec![unread(name, fault)])?;
    read.read(workshop).map_err(|faults| {
        faults
            .iter()
            .map(|fault| located(name, bytes, fault))
            .collect()
    })
}

/// What a part of a form was taken for, with its place. None says what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It was read otherwise than it is written, because it is clear what is meant.
    AsMeant(Fault),
    /// It is own words.
    AsOwnWords(Fault),
    /// It is nearly an option: probably misspelt.
    Doubtful(Fault),
}

/// What the values of a form are taken for that are none of the options or not written as YAML has it. None repeats an
/// answer.
#[must_use]
pub fn taken(name: &str, bytes: &[u8], filled: &Filled, workshop: &Workshop) -> Vec<Taken> {
    let one = |own: OwnWords| {
        let near = nearest(&own.value, own.options.iter().map(String::as_str)).is_some();
        let path = ["answers", own.question.as_str(), own.key];
        let title = workshop.bank.question(&own.question);
        let field = title.map_or(own.question.as_str(), |q| q.title.as_str());
        let fault = |what: &str, next: &str| {
            Fault::new(name, what, next)
                .in_field(field)
                .at_maybe(place_of_value(bytes, &path, &own.value))
        };
        if own.has_an_option {
            Taken::Doubtful(fault(
                "a value here has a comma, and a part of it is an option",
                "Write several values as a list in brackets: [one, another].",
            ))
        } else if near {
            Taken::Doubtful(fault(
                "a value here is nearly one of the options, and would be taken as own words",
                "Write the option as it stands in the form.",
            ))
        } else {
            Taken::AsOwnWords(fault(
                "a value here is none of the options: it is taken as own words",
                "",
            ))
        }
    };
    // It could be read before, so it can be read again.
    let form: Option<Answers> = read_kind(name, bytes, "Answers").ok();
    let mended = form.map(|form| form.mended(workshop)).unwrap_or_default();
    let as_meant = mended.into_iter().map(|(id, mended)| {
        let what = match mended {
            Mended::Quotes => "quotation marks of a word processor are left out",
            Mended::Brackets => "several values without brackets are taken as a list",
        };
        let title = workshop.bank.question(&id).map_or("", |q| q.title.as_str());
        let at = place(bytes, &["answers", id.as_str(), "answer"]);
        Taken::AsMeant(Fault::new(name, what, "").in_field(title).at_maybe(at))
    });
    let own = filled.own_words(workshop).into_iter().map(one);
    as_meant.chain(own).collect()
}

/// Where a value stands: its own line and column where its text is found below the key, else the key's.
fn place_of_value(bytes: &[u8], path: &[&str], value: &str) -> Option<Place> {
    let key = place(bytes, path)?;
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (number, line) in text.lines().enumerate().skip(key.line.saturating_sub(1)) {
        // A form has few lines to a question; further below another one begins.
        if number > key.line + 40 {
            break;
        }
        if let Some(at) = line.find(value) {
            return Some(Place {
                line: number + 1,
                column: line[..at].chars().count() + 1,
            });
        }
    }
    Some(key)
}

/// Whether this can be the name of a question, signal, card or key. Anything else is a line of somebody's answer that
/// lost its indentation, and is not repeated.
fn is_name(text: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    text.chars().count() <= 40 && text.chars().all(is_plain)
}

/// The fault of a line that stands where only names stand.
fn stray(name: &str) -> Fault {
    let what = "a line stands here that does not belong to the form";
    let next = "If it is part of an answer, begin it with six spaces.";
    Fault::new(name, what, next)
}

/// A fault of the YAML, without what somebody answered.
fn unread(name: &str, fault: Fault) -> Fault {
    let mut steps = fault.path.iter().flat_map(|path| path.split(" › "));
    if steps.all(is_name) {
        fault.discreet()
    } else {
        stray(name).at_maybe(fault.place)
    }
}

fn located(name: &str, bytes: &[u8], fault: &FormFault) -> Fault {
    let known = fault.known.join(", ");
    let near = fault
        .unknown
        .as_deref()
        .and_then(|name| nearest(name, fault.known.iter().map(String::as_str)));
    let next = match near {
        Some(meant) => format!("Did you mean '{meant}'?"),
        None if known.is_empty() => fault.next.clone(),
        None => format!("Write one of: {known}."),
    };
    let at = place(bytes, &fault.path);
    if fault.unknown.as_deref().is_some_and(|name| !is_name(name)) {
        return stray(name).at_maybe(at);
    }
    let mut steps = fault.path.clone();
    // Positions in a list count from 0 inside and from 1 for people.
    for step in &mut steps {
        if let Ok(index) = step.parse::<usize>() {
            *step = (index + 1).to_string();
        }
    }
    let said = Fault::new(name, &fault.what, &next)
        .in_field(&steps.join(" › "))
        .at_maybe(at);
    match &fault.unknown {
        Some(unknown) => said.found(unknown),
        None => said,
    }
}

/// The forms that lie beside a workshop under the names of [`form_path`], in the order of their names.
#[must_use]
pub fn forms_of(workshop: &Path) -> Vec<PathBuf> {
    let file = workshop.file_name().unwrap_or_default().to_string_lossy();
    let stem = format!("{}.", file.strip_suffix(WORKSHOP_ENDING).unwrap_or(&file));
    let mut forms: Vec<PathBuf> = std::fs::read_dir(folder_of(workshop))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(&stem) && name.ends_with(ANSWERS_ENDING)
        })
        .collect();
    forms.sort();
    forms
}

/// Where the form of a party, or of one of its people, is written: in `folder`, called after the workshop's file, the
/// party and the person.
#[must_use]
pub fn form_path(folder: &Path, workshop: &Path, party: &str, person: Option<&str>) -> PathBuf {
    let file = workshop.file_name().unwrap_or_default().to_string_lossy();
    let mut name = file
        .strip_suffix(WORKSHOP_ENDING)
        .unwrap_or(&file)
        .to_owned();
    for part in std::iter::once(party).chain(person) {
        name.push('.');
        name.push_str(&file_name(part));
    }
    folder.join(name + ANSWERS_ENDING)
}

#[cfg(test)]
mod tests;
