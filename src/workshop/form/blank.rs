//! Writing the empty form: every question with its sentence, its options and the way to answer.

use std::fmt::Write as _;

use crate::{API_VERSION, Kind, Party, Question, Rating, Workshop};
use leadpact_definition::golden::NO_STAGE;

/// Comment lines are broken at this many characters, so that the form can be read in any window.
const WIDTH: usize = 88;

/// The empty form of one party, as YAML with comments. `person`: who will fill it; `None` leaves the name open.
#[must_use]
pub fn blank(workshop: &Workshop, party: &Party, person: Option<&str>) -> String {
    let mut form = Form {
        text: String::new(),
    };
    form.head(workshop, party);
    let person = person.map(quoted).unwrap_or_default();
    let lines = format!(
        "apiVersion: {API_VERSION}\nkind: Answers\nparty: {}\nperson: {person}",
        quoted(&party.id)
    );
    form.line(0, lines.trim_end());
    form.line(0, "answers:");
    let questions = &workshop.bank.questions;
    for (number, question) in (1..).zip(questions) {
        form.question(workshop, question, number, questions.len());
    }
    form.text
}

/// Text in double quotes, as YAML and JSON both write it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

struct Form {
    text: String,
}

impl Form {
    fn line(&mut self, indent: usize, text: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "{:indent$}{text}", "");
    }

    /// A sentence as comment lines; `hang`: further lines stand so many characters to the right.
    fn say(&mut self, indent: usize, hang: usize, sentence: &str) {
        let mut line = String::new();
        let mut rows = Vec::new();
        for word in sentence.split_whitespace() {
            if !line.trim().is_empty()
                && indent + line.chars().count() + word.chars().count() + 3 > WIDTH
            {
                rows.push(std::mem::replace(&mut line, " ".repeat(hang)));
            }
            if !line.trim().is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        rows.push(line);
        for row in rows {
            self.line(indent, &format!("# {row}"));
        }
    }

    fn head(&mut self, workshop: &Workshop, party: &Party) {
        let title = format!(
            "{}: what is a qualified lead? The form of {}.",
            workshop.head.title, party.name
        );
        self.say(0, 0, &title);
        self.line(0, "#");
        for sentence in [
            "Please fill it in alone and send it back. No screen shows your answers before everybody has answered.",
            "When it is taken in, six words are made of your answers. Ask for them and note them: they come again when all answers are shown, and answers that somebody changed would have others.",
            "Say what you mean, not what you think the others want to hear. Differences are the point.",
            "Write behind the colons. Lines that begin with # only explain. What you leave empty counts as not answered.",
            "\"don't know\" is an answer. So is \"any\": every value is fine.",
        ] {
            self.say(0, 0, sentence);
        }
        self.line(0, "#");
        for (word, sentence) in [
            ("importance", "must, strong, nice or ignore."),
            (
                "never",
                "values that exclude a lead, whatever else is true. Several: [one, another]",
            ),
            (
                "observedBy",
                "only for a must: how would we see it? field Job Level, or event demo requested, or person SDR on the first call",
            ),
            (
                "because",
                "your reason, if you like. In quotes if it holds a colon.",
            ),
        ] {
            self.say(0, 2, &format!("{word}: {sentence}"));
        }
        self.line(0, "");
    }

    fn question(&mut self, workshop: &Workshop, question: &Question, number: usize, of: usize) {
        self.line(0, "");
        self.say(2, 0, &format!("{number} of {of} · {}", question.title));
        self.say(2, 0, &question.ask);
        if let Some(help) = &question.help {
            self.say(2, 0, help);
        }
        self.options(question);
        self.way(workshop, question);
        self.line(2, &format!("{}:", question.id));
        self.answer(question);
        if question.is_criterion() {
            if question.asks_importance() {
                self.line(4, "importance:");
            }
            if question.takes_never() {
                self.line(4, "never: []");
            }
            self.line(4, "observedBy:");
            self.line(4, "because:");
        }
    }

    fn options(&mut self, question: &Question) {
        let width = question
            .options
            .iter()
            .map(|o| o.id.chars().count())
            .max()
            .unwrap_or(0);
        for option in &question.options {
            let gap = " ".repeat(width - option.id.chars().count());
            // Lines of a label would be lines of the form.
            let label: Vec<&str> = option.label.split_whitespace().collect();
            self.line(2, &format!("#   {}{gap}  {}", option.id, label.join(" ")));
        }
    }

    /// How this kind of question is answered.
    fn way(&mut self, workshop: &Workshop, question: &Question) {
        let way = match question.kind {
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
        };
        self.say(2, 0, &way);
    }

    fn answer(&mut self, question: &Question) {
        match question.kind {
            Kind::OwnWords | Kind::Tags => {
                self.line(4, "answer: |");
                self.line(6, "");
            }
            Kind::Choice | Kind::NotALead | Kind::AlreadyOurs | Kind::Order => {
                self.line(4, "answer: []");
            }
            Kind::One | Kind::Level | Kind::YesNo => self.line(4, "answer:"),
            Kind::Range => self.line(4, "answer: {from: , to: }"),
            Kind::Signals => {
                self.line(4, "answer:");
                for signal in &question.signals {
                    self.say(6, 0, &signal.words());
                    self.line(6, &format!("{}:", signal.id));
                }
            }
            Kind::Cards => {
                self.line(4, "answer:");
                for card in &question.cards {
                    self.say(6, 0, &card.text);
                    self.line(6, &format!("{}:", card.id));
                }
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
