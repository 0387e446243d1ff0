//! Reading a filled form: the YAML first, then what it says, with the place of every fault.

use crate::files::document::read_kind;
use crate::files::fault::Fault;
use crate::files::near::nearest;
use crate::files::outline::place;
use crate::workshop::Workshop;
use crate::workshop::form::{Answers, Filled, FormFault};

/// The ending of a form's file name: `NAME.PARTY.answers.yaml`.
pub const ANSWERS_ENDING: &str = ".answers.yaml";

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

#[cfg(test)]
mod tests;
