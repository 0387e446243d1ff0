//! A click on a choice of a point.

use crate::answering::OBSERVED;
use crate::screen::agree::point::{Line, Point, words_of};
use leadpact_workshop::{Importance, PreQualificationForm, Voice};

impl Point {
    /// Takes the choice at this place of the highlighted line, counted from 0. Nothing happens where there is no such
    /// choice.
    pub fn pick(&mut self, at: usize) {
        let line = self.line();
        match line {
            Line::Matters(part) => {
                if let Some(importance) = Importance::ALL.get(at) {
                    self.set_importance(part, Some(*importance));
                }
            }
            Line::Stage(part) => {
                if let Some(stage) = self.stage_at(at).cloned() {
                    self.set_stage(part, Some(stage));
                }
            }
            Line::SeenKind(part) => self.see_by(part, at),
            Line::Form => {
                if let Some(form) = PreQualificationForm::ALL.get(at) {
                    self.set_form(*form);
                }
            }
            Line::Until => {
                if let Some(until) = self.untils().get(at).cloned() {
                    self.set_until(until);
                }
            }
            Line::Voice(party) => {
                let before = self.voice(party).cloned();
                let voice = match (at, before) {
                    (0, _) => Voice::Agree,
                    (1, _) => Voice::CanLiveWithIt,
                    // A reason that was written stays.
                    (2, Some(Voice::Object(reason))) => Voice::Object(reason),
                    (2, _) => Voice::Object(String::new()),
                    _ => return,
                };
                self.say(party, voice);
            }
            Line::Option(_)
            | Line::Answer(_)
            | Line::SeenWords(_)
            | Line::Who
            | Line::Learns
            | Line::Owner
            | Line::Due
            | Line::Because
            | Line::Reason(_) => return,
        }
        self.lay_out();
        self.go_to_line(line);
    }

    /// How a part is seen. Where the question's own field is the first choice, that is how it stands.
    fn see_by(&mut self, part: usize, at: usize) {
        let first = usize::from(self.offers_own_field(part));
        let Some(kind) = at.checked_sub(first).and_then(|at| OBSERVED.get(at)) else {
            return;
        };
        let settled = self.decision.as_ref().and_then(|d| d.agreed.get(part));
        let seen = settled.and_then(|s| s.response.observed_by.as_ref());
        let words = seen.map(words_of).unwrap_or_default().to_owned();
        self.set_seen(part, kind(words));
    }
}
