//! Keys of every screen of an open workshop.

use super::{Key, ctrl, key, letter};
use leadpact_app::action::Action::{General as G, Save as V, Step as T};
use leadpact_app::action::{General, SaveAction, StepAction};
use leadpact_app::scope::Scope::Workshop;

#[rustfmt::skip]
pub(super) const ROWS: &[Key] = &[
    key(Workshop, letter(']'), T(StepAction::Next), (6, "next step"), "To the next of the five steps."),
    key(Workshop, letter('['), T(StepAction::Previous), (0, "step before"), "To the step before."),
    key(Workshop, None, T(StepAction::Define), (0, "go to Define"), "To the board of who has answered."),
    key(Workshop, None, T(StepAction::Compare), (0, "go to Compare"), "To all answers side by side."),
    key(Workshop, None, T(StepAction::Agree), (0, "go to Agree"), "To settling the differences, one after another."),
    key(Workshop, None, T(StepAction::Sla), (0, "go to SLA"), "To the promises of both sides; they can be made at any time."),
    key(Workshop, None, T(StepAction::Sign), (0, "go to Sign"), "To the checklist and the signatures."),
    key(Workshop, None, T(StepAction::Standard), (0, "standard text"), "Through what came with the template and nobody has opened, one thing at a time."),
    key(Workshop, letter('u'), G(General::Undo), (0, "undo"), "Take the last change back."),
    key(Workshop, ctrl('r'), G(General::Redo), (0, "redo"), "Make the change again that was taken back."),
    key(Workshop, None, V(SaveAction::Elsewhere), (0, "save elsewhere"), "Save under another name and go on there."),
    key(Workshop, None, V(SaveAction::Over), (0, "write over the file"), "Write over a file that somebody else changed; theirs is kept beside it."),
];
