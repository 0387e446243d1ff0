//! How each kind is asked for on a form: the sentence that explains it, and the lines left empty for the answer.

use crate::form::Blank;
use crate::{Kind, Question, Rating, Workshop};
use leadpact_definition::golden::NO_STAGE;

/// How this kind of question is answered.
pub(crate) fn way(workshop: &Workshop, question: &Question) -> String {
    match question.kind {
        Kind::OwnWords | Kind::Tags => {
            "Write on the empty line below. Begin every line with six spaces.".to_owned()
        }
        Kind::Choice | Kind::NotALead | Kind::AlreadyOurs => {
            format!(
                "Several between the brackets: {}. Own words are welcome.",
                example(question)
            )
        }
        Kind::Order => format!(
            "In their order, between the brackets: {}. Own words are welcome.",
            example(question)
        ),
        Kind::One => "One of these, or your own words.".to_owned(),
        Kind::Level => "The lowest that still counts: one of these.".to_owned(),
        Kind::Range => {
            let unit = match question.unit.as_deref() {
                Some("currency") => workshop.setup.currency.as_str(),
                Some(unit) => unit,
                None => "numbers",
            };
            format!(
                "Plain numbers ({unit}), as in {{from: LOWEST, to: HIGHEST}}. Leave an end empty where there is no limit."
            )
        }
        Kind::YesNo => "yes or no.".to_owned(),
        Kind::Signals => format!(
            "One word behind each colon: {}.",
            Rating::ALL.map(Rating::id).join(", ")
        ),
        Kind::Cards => {
            let stages: Vec<String> = workshop
                .stages
                .iter()
                .map(|s| format!("{} ({})", s.id, s.name))
                .collect();
            format!(
                "One stage behind each colon: {}, or {NO_STAGE} (not a lead).",
                stages.join(", ")
            )
        }
    }
}

/// Writes what stands below the name of a question: room for the answer.
pub(crate) fn room(form: &mut Blank, question: &Question) {
    match question.kind {
        Kind::OwnWords | Kind::Tags => {
            form.line(4, "answer: |");
            form.line(6, "");
        }
        Kind::Choice | Kind::NotALead | Kind::AlreadyOurs | Kind::Order => {
            form.line(4, "answer: []");
        }
        Kind::One | Kind::Level | Kind::YesNo => form.line(4, "answer:"),
        Kind::Range => form.line(4, "answer: {from: , to: }"),
        Kind::Signals => {
            form.line(4, "answer:");
            for signal in &question.signals {
                form.say(6, 0, &signal.words());
                form.line(6, &format!("{}:", signal.id));
            }
        }
        Kind::Cards => {
            form.line(4, "answer:");
            for card in &question.cards {
                form.say(6, 0, &card.text);
                form.line(6, &format!("{}:", card.id));
            }
        }
    }
}

/// How several values are written. It shows placeholders: an option named here would be a suggestion.
fn example(question: &Question) -> &'static str {
    if question.options.len() > 1 {
        "[one, another]"
    } else {
        "[one]"
    }
}
