//! A click on a choice of a page.

use super::{Answering, Line};
use leadpact_workshop::{Importance, Observation};

impl Answering {
    /// Takes the choice at this place of the highlighted line, counted from 0. In a grid it is the column, and the next
    /// row comes into reach as after its digit. Nothing happens where there is no such choice.
    pub(crate) fn pick(&mut self, at: usize) {
        match self.line() {
            Line::Item(_) if at < self.columns.len() => {
                self.rate(at);
                self.down();
            }
            Line::Matters => {
                if let Some(wanted) = Importance::ALL.get(at) {
                    self.response.importance = Some(*wanted);
                    self.lay_out();
                }
            }
            Line::SeenKind => {
                let words = match &self.response.observed_by {
                    Some(
                        Observation::Field(words)
                        | Observation::Event(words)
                        | Observation::Person(words),
                    ) => words.clone(),
                    None => String::new(),
                };
                if let Some(kind) = OBSERVED.get(at) {
                    self.response.observed_by = Some(kind(words));
                }
            }
            Line::Item(_)
            | Line::Value(_)
            | Line::OwnValue(_)
            | Line::Shown(_)
            | Line::Any
            | Line::DontKnow
            | Line::Own
            | Line::From
            | Line::To
            | Line::Words
            | Line::SeenWords
            | Line::Because => {}
        }
    }
}

/// How something may be seen, in the order of the choices.
pub const OBSERVED: [fn(String) -> Observation; 3] =
    [Observation::Field, Observation::Event, Observation::Person];
