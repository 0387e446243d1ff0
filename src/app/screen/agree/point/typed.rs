//! What was typed into a point, and what is still missing there.

use jiff::civil::Date;

use super::change::{renamed, with};
use super::{Line, Missing, NO_OWNER, Point};
use crate::form::refused;
use crate::text::TextField;
use leadpact_workshop::resolve::rejected;
use leadpact_workshop::{Decision, Resolution, Row, Settled, Voice, Workshop, written};

impl Point {
    /// Takes over what was typed: the whole text of the line, into the decision that stood there when the typing began.
    /// What cannot be taken leaves that decision as it was. `today`: days before it are refused.
    pub(crate) fn take_typed(&mut self, today: Date) {
        let (at, line) = (self.cursor.at(), self.line());
        if self.run.as_ref().is_none_or(|(on, _)| *on != at) {
            self.hold();
        }
        self.back_to_held();
        let text = self.field_on(line).map(TextField::text).unwrap_or_default();
        self.faults.retain(|(other, _)| *other != line);
        if let Err(why) = self.take(line, text, today) {
            self.faults.push((line, why));
        }
    }

    fn take(&mut self, line: Line, text: String, today: Date) -> Result<(), String> {
        let party = match line {
            Line::Reason(party) => self.parties.get(party).cloned(),
            _ => None,
        };
        let Some(decision) = &mut self.decision else {
            return Ok(());
        };
        match line {
            Line::SeenWords(part) => {
                if let Some(settled) = decision.agreed.get_mut(part) {
                    let seen = &mut settled.response.observed_by;
                    *seen = seen.take().map(|seen| renamed(&seen, text));
                }
            }
            Line::Who => with(&mut decision.pre_qualification, |p| p.who = text),
            Line::Learns => with(&mut decision.pre_qualification, |p| p.learns = text),
            Line::Owner if text.trim().is_empty() => return Err(NO_OWNER.to_owned()),
            Line::Owner => with(&mut decision.parked, |p| p.owner = text),
            Line::Due => {
                let due = written::day::read_from(&text, today)?;
                with(&mut decision.parked, |p| p.due = due);
            }
            Line::Because => decision.because = text,
            Line::Reason(_) => {
                if let Some(party) = party {
                    decision.voices.insert(party, Voice::Object(text));
                }
            }
            Line::Option(_)
            | Line::Answer(_)
            | Line::Matters(_)
            | Line::Stage(_)
            | Line::SeenKind(_)
            | Line::Form
            | Line::Until
            | Line::Voice(_) => {}
        }
        Ok(())
    }

    /// Why the text of a line cannot be taken; `None` where it can.
    #[must_use]
    pub fn fault(&self, line: Line) -> Option<&str> {
        let fault = self.faults.iter().find(|(other, _)| *other == line);
        fault.map(|(_, why)| why.as_str())
    }

    /// What the text of a line is understood as, where that reads otherwise.
    #[must_use]
    pub fn understood(&self, line: Line) -> Option<String> {
        let parked = self.decision.as_ref()?.parked.as_ref()?;
        (line == Line::Due && self.fault(line).is_none()).then(|| written::day::shown(parked.due))
    }

    /// What is said when the point is left while a line of it cannot be taken; `None` where all can.
    #[must_use]
    pub fn refused(&self) -> Option<String> {
        let faults = self.faults.iter().map(|(line, why)| {
            let label = if *line == Line::Owner {
                "Owner"
            } else {
                "The day"
            };
            (label, why.as_str())
        });
        refused(&faults.collect::<Vec<_>>())
    }

    /// The first thing that is still to be said; `None` where the decision can be accepted.
    #[must_use]
    pub fn missing(&self) -> Option<Missing> {
        let decision = self.decision.as_ref()?;
        if let Some(parked) = &decision.parked {
            if parked.owner.trim().is_empty() {
                return Some((Line::Owner, NO_OWNER.to_owned()));
            }
            let fault = self.faults.first();
            return fault.map(|(line, why)| (*line, why.clone()));
        }
        if let Some(pre) = &decision.pre_qualification {
            if pre.who.trim().is_empty() {
                return Some((
                    Line::Who,
                    "Who does it? Name a person or a team.".to_owned(),
                ));
            }
            if pre.learns.trim().is_empty() {
                return Some((Line::Learns, "What must it learn?".to_owned()));
            }
        }
        let no_answer = |s: &Settled| !s.response.is_answered();
        if let Some(part) = decision.agreed.iter().position(no_answer) {
            return Some((
                Line::Answer(part),
                "There is no answer yet. Press enter to write it.".to_owned(),
            ));
        }
        if decision.resolution == Resolution::Same {
            return None;
        }
        for (at, name) in self.names.iter().enumerate() {
            match self.voice(at) {
                None => {
                    let words =
                        format!("What does {name} say to it? Press enter where {name} agrees.");
                    return Some((Line::Voice(at), words));
                }
                Some(Voice::Object(reason)) if reason.trim().is_empty() => {
                    return Some((Line::Reason(at), format!("Write down why {name} objects.")));
                }
                Some(_) => {}
            }
        }
        None
    }

    /// The decision as it goes into the workshop; `None` while it may not: a parked point without an owner.
    #[must_use]
    pub(crate) fn to_commit(&self, workshop: &Workshop, row: &Row) -> Option<Decision> {
        let mut decision = self.decision.clone()?;
        if decision.parked.is_some() {
            return (!decision.is_ownerless()).then_some(decision);
        }
        decision.rejected = rejected(workshop, row, &decision.resolution, &decision.agreed);
        Some(decision)
    }
}
