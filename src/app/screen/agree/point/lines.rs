//! One point as lines that can be highlighted.

use super::{Line, Offers, Point};
use crate::action::Move;
use crate::field::Field;
use crate::list::Cursor;
use crate::text::TextField;
use leadpact_workshop::{Answer, Importance, Observation, Voice};

impl Point {
    pub(crate) fn lay_out(&mut self) {
        let Some(decision) = &self.decision else {
            self.lines = (0..self.options.len()).map(Line::Option).collect();
            self.fields.clear();
            self.cursor.keep_within(self.lines.len());
            return;
        };
        let mut lines = Vec::new();
        for (part, settled) in decision.agreed.iter().enumerate() {
            lines.push(Line::Answer(part));
            if self.criterion {
                // What does not matter has no importance.
                let weighed = self.weighed && settled.response.answer != Some(Answer::Any);
                lines.extend(weighed.then_some(Line::Matters(part)));
                lines.push(Line::Stage(part));
                let must = weighed && settled.response.importance == Some(Importance::Must);
                if must || settled.response.observed_by.is_some() {
                    lines.push(Line::SeenKind(part));
                }
                if settled.response.observed_by.is_some() {
                    lines.push(Line::SeenWords(part));
                }
            }
        }
        if decision.pre_qualification.is_some() {
            lines.extend([Line::Form, Line::Who, Line::Learns]);
        }
        if decision.parked.is_some() {
            lines.extend([Line::Owner, Line::Due, Line::Until]);
        }
        lines.push(Line::Because);
        if decision.parked.is_none() {
            for (at, party) in self.parties.iter().enumerate() {
                lines.push(Line::Voice(at));
                if matches!(decision.voices.get(party), Some(Voice::Object(_))) {
                    lines.push(Line::Reason(at));
                }
            }
        }
        self.lines = lines;
        self.fields.retain(|(line, _)| self.lines.contains(line));
        self.faults.retain(|(line, _)| self.lines.contains(line));
        for line in self.lines.clone() {
            if line.takes_text() && self.field_on(line).is_none() {
                let field = self.field_for(line);
                self.fields.push((line, field));
            }
        }
        self.cursor.keep_within(self.lines.len());
    }

    /// The field of a line of text, as the decision has it.
    fn field_for(&self, line: Line) -> TextField {
        let text = self.text_on(line);
        let Offers {
            owners, learners, ..
        } = &self.offers;
        match line {
            Line::Owner => TextField::new(Field::ParkOwner, &text).offering(owners.clone()),
            Line::Who => TextField::new(Field::PreQualifyWho, &text).offering(learners.clone()),
            Line::Due => TextField::new(Field::ParkDue, &text),
            Line::Learns => TextField::new(Field::PreQualifyLearns, &text),
            Line::SeenWords(part) => {
                let parts = self.decision.as_ref().map(|d| d.agreed.as_slice());
                let part = parts.and_then(|parts| parts.get(part));
                let seen = part.and_then(|settled| settled.response.observed_by.as_ref());
                TextField::new(Field::AgreedSeen, &text).offering(self.offers.shown_by(seen))
            }
            Line::Reason(_) => TextField::new(Field::Objection, &text),
            Line::Because
            | Line::Option(_)
            | Line::Answer(_)
            | Line::Matters(_)
            | Line::Stage(_)
            | Line::SeenKind(_)
            | Line::Form
            | Line::Until
            | Line::Voice(_) => TextField::new(Field::DecisionBecause, &text),
        }
    }

    /// What the decision says on a line of text.
    fn text_on(&self, line: Line) -> String {
        let Some(decision) = &self.decision else {
            return String::new();
        };
        let pre = decision.pre_qualification.as_ref();
        let parked = decision.parked.as_ref();
        match line {
            Line::SeenWords(part) => decision
                .agreed
                .get(part)
                .and_then(|s| s.response.observed_by.as_ref())
                .map_or_else(String::new, |o| match o {
                    Observation::Field(w) | Observation::Event(w) | Observation::Person(w) => {
                        w.clone()
                    }
                }),
            Line::Who => pre.map_or_else(String::new, |p| p.who.clone()),
            Line::Learns => pre.map_or_else(String::new, |p| p.learns.clone()),
            Line::Owner => parked.map_or_else(String::new, |p| p.owner.clone()),
            Line::Due => parked.map_or_else(String::new, |p| p.due.to_string()),
            Line::Because => decision.because.clone(),
            Line::Reason(party) => match self.voice(party) {
                Some(Voice::Object(reason)) => reason.clone(),
                _ => String::new(),
            },
            _ => String::new(),
        }
    }

    /// Highlights what has to be said next: a name, an owner, the first voice.
    pub(super) fn highlight_first_open(&mut self) {
        let wanted = self.missing().map(|(line, _)| line);
        let first = self
            .lines
            .iter()
            .find(|l| matches!(l, Line::Voice(_)))
            .copied();
        if self.decision.is_some()
            && let Some(line) = wanted.or(first)
        {
            self.go_to_line(line);
        }
    }

    /// Highlights a line.
    pub fn go_to(&mut self, line: usize) {
        self.run = None;
        self.cursor = Cursor::on(line);
        self.cursor.keep_within(self.lines.len());
    }

    /// The row of a line, counted from 0; beyond the last where there is no such line.
    #[must_use]
    pub fn row_of(&self, line: Line) -> usize {
        let row = self.lines.iter().position(|other| *other == line);
        row.unwrap_or(self.lines.len())
    }

    /// Highlights this line, if it is there.
    pub(crate) fn go_to_line(&mut self, wanted: Line) {
        if let Some(at) = self.lines.iter().position(|l| *l == wanted) {
            self.go_to(at);
        }
    }

    /// Moves the highlight up or down.
    pub fn go(&mut self, to: Move) {
        self.run = None;
        self.cursor.go(to, self.lines.len());
    }

    /// Whether the highlighted line is the last one.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.cursor.at() + 1 >= self.lines.len()
    }
}
