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
        read_kind(name, bytes, "Answers").map_err(|fault| vec![fault.discreet()])?;
    read.read(workshop).map_err(|faults| {
        faults
            .iter()
            .map(|fault| located(name, bytes, fault))
            .collect()
    })
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
    let mut steps = fault.path.clone();
    // Positions in a list count from 0 inside and from 1 for people.
    for step in &mut steps {
        if let Ok(index) = step.parse::<usize>() {
            *step = (index + 1).to_string();
        }
    }
    let said = Fault::new(name, &fault.what, &next)
        .in_field(&steps.join(" › "))
        .at_maybe(place(bytes, &fault.path));
    match &fault.unknown {
        Some(unknown) => said.found(unknown),
        None => said,
    }
}

#[cfg(test)]
mod tests;
