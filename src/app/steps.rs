//! Which of the five steps can be gone to, and why one cannot yet.

use leadpact_workshop::compare::{NotYet, Revealed};
use leadpact_workshop::{Step, Workshop};

/// Whether a step can be entered, or looked at.
///
/// # Errors
/// In words, while it cannot.
pub fn opens(step: Step, workshop: &Workshop) -> Result<(), String> {
    match step {
        Step::Define | Step::Sla | Step::Sign => Ok(()),
        Step::Compare | Step::Agree => Revealed::of(workshop)
            .map(|_| ())
            .map_err(|why| closed(step, &why)),
    }
}

/// Why a step that needs the answers on the table cannot be entered yet.
#[must_use]
pub fn closed(step: Step, why: &NotYet) -> String {
    let word = step.word();
    if why.still_to_seal.is_empty() {
        format!(
            "{word} opens when the answers are on the table. Everybody has sealed: press v to show them."
        )
    } else {
        let missing = why.still_to_seal.join(", ");
        format!("{word} opens when all parties have sealed. Still to seal: {missing}.")
    }
}
