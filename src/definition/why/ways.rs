//! The ways into a stage: which of them a lead has taken, or has come nearest to, and what the parts of it are called.
//!
//! A stage that is entered by points, or because somebody asks to be talked to, has two lists of demands. Told together
//! they would ask for what no single way asks.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a few shapes have a phrase of their own; whatever else is asked is said by `say::condition`, which names all"
)]

use crate::{
    compiled::Check,
    condition::{Condition, ScoreTest},
    model::Spec,
    reading::known_or_missing,
    say::{self, small},
    stage::MAIN_TRACK,
    why::Why,
};

/// One of several ways into a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WayIn {
    /// By its points.
    Points,
    /// By being in a stage of another track too: what is said of a lead there, and whether the lead is there.
    Beside(String, bool),
    /// By something else.
    Other,
}

/// A part of an entry that has to hold by itself.
pub(super) type Part<'c> = (&'c Condition, &'c Check);

/// The parts of the way that was taken or is nearest, of an entry.
pub(super) struct Entry<'c> {
    /// How it is told apart from the other ways; none: there is only this one.
    pub way: Option<WayIn>,
    /// What it demands.
    pub parts: Vec<Part<'c>>,
}

impl Why<'_> {
    /// The way into a stage that the lead has taken; else, of which it lacks the least. Of several such, one that it is on
    /// by what it did, else the first.
    pub(super) fn entry<'c>(&self, when: &'c Condition, check: &'c Check) -> Entry<'c> {
        let several = matches!(when, Condition::Any(ways) if ways.iter().any(is_list));
        let (Condition::Any(ways), Check::Any(checks), true) = (when, check, several) else {
            return Entry {
                way: None,
                parts: self.parts_of(when, check),
            };
        };
        let (way, parts) = self.nearest(ways, checks);
        Entry {
            way: way.map(|way| self.named(way, &parts)),
            parts,
        }
    }

    fn nearest<'c>(
        &self,
        ways: &'c [Condition],
        checks: &'c [Check],
    ) -> (Option<&'c Condition>, Vec<Part<'c>>) {
        let each = ways.iter().zip(checks);
        let each = each.map(|(way, check)| (way, self.parts_of(way, check)));
        let lacking = |parts: &[Part]| parts.iter().filter(|(_, check)| !self.holds(check)).count();
        let is_on = |parts: &[Part]| {
            let mut parts = parts.iter();
            parts.any(|(part, check)| beside(self.spec, part).is_some() && self.holds(check))
        };
        each.min_by_key(|(_, parts)| (lacking(parts), !is_on(parts)))
            .map_or((None, Vec::new()), |(way, parts)| (Some(way), parts))
    }

    /// What has to hold part by part. Of ways that stand deeper, the nearest; channels, which any of them may do, stay
    /// together.
    fn parts_of<'c>(&self, condition: &'c Condition, check: &'c Check) -> Vec<Part<'c>> {
        match (condition, check) {
            _ if beside(self.spec, condition).is_some() => vec![(condition, check)],
            (Condition::All(conditions), Check::All(checks)) => {
                let each = conditions.iter().zip(checks);
                each.flat_map(|(condition, check)| self.parts_of(condition, check))
                    .collect()
            }
            (Condition::Any(ways), Check::Any(checks))
                if ways.iter().any(|way| is_list(way) && !is_record(way)) =>
            {
                self.nearest(ways, checks).1
            }
            _ => vec![(condition, check)],
        }
    }

    fn named(&self, way: &Condition, parts: &[Part]) -> WayIn {
        let mut stages = parts.iter().filter_map(|(condition, check)| {
            let title = beside(self.spec, condition)?;
            Some(WayIn::Beside(small(title), self.holds(check)))
        });
        if let Some(beside) = stages.next() {
            return beside;
        }
        let is_score = |part: &Condition| {
            matches!(
                part,
                Condition::Score {
                    test: ScoreTest::AtLeast(_),
                    ..
                }
            )
        };
        if is_score(way) || way.parts().iter().any(is_score) {
            WayIn::Points
        } else {
            WayIn::Other
        }
    }

    /// The acts that make a part hold, in words; empty where points or facts do.
    pub(super) fn acts(&self, condition: &Condition, check: &Check) -> Vec<String> {
        match (condition, check) {
            (Condition::Event(_) | Condition::AnyEvent(_), _) => {
                vec![say::condition(self.spec, condition)]
            }
            (Condition::All(_), _) if is_acts(condition) => {
                vec![say::condition(self.spec, condition)]
            }
            (Condition::Any(parts), Check::Any(checks)) => {
                let each = parts.iter().zip(checks);
                let met: Vec<Part> = each.filter(|(_, check)| self.holds(check)).collect();
                if met
                    .iter()
                    .any(|(part, _)| matches!(part, Condition::Score { .. }))
                {
                    return Vec::new();
                }
                let acts = met.into_iter().filter(|(part, _)| is_acts(part));
                acts.flat_map(|(part, check)| self.acts(part, check))
                    .collect()
            }
            _ => Vec::new(),
        }
    }
}

/// What a part of an entry asks, in words: what may be unknown says so, and another stage is called by its name.
pub(super) fn asked(spec: &Spec, condition: &Condition) -> String {
    match condition {
        Condition::Any(parts) => match known_or_missing(parts) {
            Some(known) => format!("{}, as far as is known", say::condition(spec, known)),
            None => say::condition(spec, condition),
        },
        Condition::None(parts) => {
            let stage = spec.stages.iter().find(|stage| match &stage.when {
                Some(Condition::Any(of)) => parts == of,
                Some(one) => parts.as_slice() == std::slice::from_ref(one),
                None => false,
            });
            stage.map_or_else(
                || say::condition(spec, condition),
                |stage| format!("not {}", small(stage.title())),
            )
        }
        other => say::condition(spec, other),
    }
}

/// The name of the stage of another track that is entered by just this.
pub(super) fn beside<'s>(spec: &'s Spec, condition: &Condition) -> Option<&'s str> {
    let mut stages = spec.stages.iter();
    let stage = stages.find(|s| s.track() != MAIN_TRACK && s.when.as_ref() == Some(condition))?;
    Some(stage.title())
}

fn is_list(condition: &Condition) -> bool {
    matches!(condition, Condition::All(parts) if parts.len() > 1)
}

/// Whether a condition asks about the record alone.
fn is_record(condition: &Condition) -> bool {
    let mut only = true;
    condition.visit(&mut |part| {
        only &= !matches!(
            part,
            Condition::Event(_)
                | Condition::AnyEvent(_)
                | Condition::Score { .. }
                | Condition::Grade { .. }
                | Condition::Stage(_)
        );
    });
    only
}

fn is_acts(condition: &Condition) -> bool {
    match condition {
        Condition::Event(_) | Condition::AnyEvent(_) => true,
        Condition::Any(parts) | Condition::All(parts) => {
            !parts.is_empty() && parts.iter().all(is_acts)
        }
        Condition::None(_)
        | Condition::AtLeastOf { .. }
        | Condition::Field { .. }
        | Condition::Score { .. }
        | Condition::Grade { .. }
        | Condition::Stage(_) => false,
    }
}
