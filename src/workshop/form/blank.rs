//! Writing the empty form: every question with its sentence, its options and the way to answer.

use std::fmt::Write as _;

use crate::answer::asked;
use crate::{API_VERSION, Party, Question, Workshop};

/// Comment lines are broken at this many characters, so that the form can be read in any window.
const WIDTH: usize = 88;

/// The empty form of one party, as YAML with comments. `person`: who will fill it; `None` leaves the name open.
#[must_use]
pub fn blank(workshop: &Workshop, party: &Party, person: Option<&str>) -> String {
    let mut form = Blank {
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

/// A form in the making.
pub(crate) struct Blank {
    text: String,
}

impl Blank {
    /// A line, so many characters to the right.
    pub(crate) fn line(&mut self, indent: usize, text: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "{:indent$}{text}", "");
    }

    /// A sentence as comment lines; `hang`: further lines stand so many characters to the right.
    pub(crate) fn say(&mut self, indent: usize, hang: usize, sentence: &str) {
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
        self.say(2, 0, &asked::way(workshop, question));
        self.line(2, &format!("{}:", question.id));
        asked::room(self, question);
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
}
