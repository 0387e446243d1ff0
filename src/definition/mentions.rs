//! What a definition names: each field, event, score, grade and stage, with the part that names it.

use indexmap::IndexSet;

use crate::{
    condition::{Condition, Start},
    model::Spec,
    score::{Rule, RuleKind, Score},
    sla::{Promise, RequiredField, Sla},
    stage::{MAIN_TRACK, Stage},
};

/// The part of a definition in which something is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A gate.
    Gate,
    /// A score: its rules, whom it applies to, its reset and its decay.
    Score,
    /// A grade.
    Grade,
    /// A stage: to enter, to leave, and on the main track its routes.
    Stage,
    /// The routes of a stage on another track; they change no result.
    OtherRoute,
    /// What is handed over.
    HandOff,
    /// The SLA, its quality floors aside.
    Sla,
    /// The quality floor of a promise.
    Floor,
    /// An example.
    Golden,
}

impl Part {
    /// Whether the result of a lead depends on it.
    #[must_use]
    pub fn decides(self) -> bool {
        match self {
            Self::Gate | Self::Score | Self::Grade | Self::Stage => true,
            Self::OtherRoute | Self::HandOff | Self::Sla | Self::Floor | Self::Golden => false,
        }
    }
}

/// A name, and what it is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mention<'s> {
    /// A field.
    Field(&'s str),
    /// An event.
    Event(&'s str),
    /// The event after which another one is asked for, or from whose last day on it counts.
    Since(&'s str),
    /// The date from which on an event counts.
    SinceField(&'s str),
    /// A field or an event.
    Either(&'s str),
    /// A score.
    Score(&'s str),
    /// A grade.
    Grade(&'s str),
    /// A stage.
    Stage(&'s str),
}

impl<'s> Mention<'s> {
    /// The name, if it is that of a fact about a lead: of a field or of an event.
    #[must_use]
    pub fn fact(self) -> Option<&'s str> {
        match self {
            Self::Field(name)
            | Self::Event(name)
            | Self::Since(name)
            | Self::SinceField(name)
            | Self::Either(name) => Some(name),
            Self::Score(_) | Self::Grade(_) | Self::Stage(_) => None,
        }
    }

    /// The field's id.
    #[must_use]
    pub fn field(self) -> Option<&'s str> {
        if let Self::Field(name) = self {
            return Some(name);
        }
        None
    }

    /// The event's id, if it is asked whether or how often it happened.
    #[must_use]
    pub fn event(self) -> Option<&'s str> {
        if let Self::Event(name) = self {
            return Some(name);
        }
        None
    }
}

impl Condition {
    /// Tells everything that the condition names, in the order in which it stands there.
    pub fn each_mention<'s>(&'s self, tell: &mut impl FnMut(Mention<'s>)) {
        self.visit(&mut |part| match part {
            Self::Field { field, .. } => tell(Mention::Field(field)),
            Self::Event(event) => {
                tell(Mention::Event(&event.event));
                if let Some(since) = &event.since {
                    tell(Mention::Since(since));
                }
                start_mention(event.start.as_ref(), tell);
            }
            Self::AnyEvent(any) => {
                for event in &any.events {
                    tell(Mention::Event(event));
                }
                if let Some(since) = &any.since {
                    tell(Mention::Since(since));
                }
                start_mention(any.start.as_ref(), tell);
            }
            Self::Score { score, .. } => tell(Mention::Score(score)),
            Self::Grade { grade, .. } => tell(Mention::Grade(grade)),
            Self::Stage(stage) => tell(Mention::Stage(stage)),
            Self::All(_) | Self::Any(_) | Self::None(_) | Self::AtLeastOf { .. } => {}
        });
    }
}

/// Tells what the day is named by from which on acts count.
fn start_mention<'s>(start: Option<&'s Start>, tell: &mut impl FnMut(Mention<'s>)) {
    match start {
        Some(Start::Field(field)) => tell(Mention::SinceField(field)),
        Some(Start::Event(event)) => tell(Mention::Since(event)),
        None => {}
    }
}

impl Rule {
    /// Tells everything that the rule and those inside it name.
    pub fn each_mention<'s>(&'s self, tell: &mut impl FnMut(Mention<'s>)) {
        match &self.kind {
            RuleKind::When { when, .. } => when.each_mention(tell),
            RuleKind::Bands { field, .. } | RuleKind::PerUnit { field, .. } => {
                tell(Mention::Field(field));
            }
            RuleKind::Event {
                events,
                since,
                when,
                ..
            } => {
                for event in events {
                    tell(Mention::Event(event));
                }
                start_mention(since.as_ref(), tell);
                if let Some(when) = when {
                    when.each_mention(tell);
                }
            }
            RuleKind::FirstOf(choices) => {
                for when in choices.iter().filter_map(|choice| choice.when.as_ref()) {
                    when.each_mention(tell);
                }
            }
            RuleKind::LargestOf(rules) => {
                for rule in rules {
                    rule.each_mention(tell);
                }
            }
        }
    }

    /// The facts that `of` picks of those that the rule names, each once.
    pub fn named<'s>(&'s self, of: fn(Mention<'s>) -> Option<&'s str>) -> IndexSet<&'s str> {
        let mut named = IndexSet::new();
        self.each_mention(&mut |mention| named.extend(of(mention)));
        named
    }
}

impl Score {
    fn each_mention<'s>(&'s self, tell: &mut impl FnMut(Mention<'s>)) {
        for condition in self.applies_to.iter().chain(&self.reset_when) {
            condition.each_mention(tell);
        }
        for rule in &self.rules {
            rule.each_mention(tell);
        }
        if let Some(decay) = &self.decay {
            tell(Mention::Either(&decay.by));
        }
        for part in self.sum.iter().chain(&self.largest).flatten() {
            tell(Mention::Score(part));
        }
    }
}

impl Stage {
    fn each_mention<'s>(&'s self, tell: &mut impl FnMut(Part, Mention<'s>)) {
        for condition in self.when.iter().chain(&self.exit) {
            condition.each_mention(&mut |mention| tell(Part::Stage, mention));
        }
        let on_main = self.track() == MAIN_TRACK;
        let part = if on_main {
            Part::Stage
        } else {
            Part::OtherRoute
        };
        for route in self.routing.iter().flat_map(|routing| &routing.routes) {
            route.when.each_mention(&mut |mention| tell(part, mention));
        }
        for name in &self.hand_off {
            tell(Part::HandOff, Mention::Either(name));
        }
    }
}

impl Promise {
    /// The fields and events by which the promise is measured, each once.
    #[must_use]
    pub(crate) fn measured_by(&self) -> IndexSet<&str> {
        let mut names = IndexSet::new();
        for field in &self.fields {
            match field {
                RequiredField::Field(field) => {
                    names.insert(field.as_str());
                }
                RequiredField::AnyOf(fields) => names.extend(fields.iter().map(String::as_str)),
            }
        }
        if let Some(clock) = &self.clock {
            let stops = clock.stop.iter().chain(&clock.restart_on);
            let pauses = clock.pause.iter().flat_map(|p| [&p.from, &p.to]);
            let all = std::iter::once(&clock.start).chain(stops).chain(pauses);
            names.extend(all.map(String::as_str));
        }
        names
    }

    /// Tells everything that the promise names.
    pub fn each_mention<'s>(&'s self, tell: &mut impl FnMut(Part, Mention<'s>)) {
        for name in self.measured_by() {
            tell(Part::Sla, Mention::Either(name));
        }
        let targets = self.within.0.iter().chain(&self.soft.0);
        let targets = targets.filter_map(|target| target.when.as_ref());
        for condition in self.applies_to.iter().chain(&self.of).chain(targets) {
            condition.each_mention(&mut |mention| tell(Part::Sla, mention));
        }
        if let Some(floor) = &self.of_which {
            floor
                .are
                .each_mention(&mut |mention| tell(Part::Floor, mention));
        }
    }
}

impl Sla {
    fn each_mention<'s>(&'s self, tell: &mut impl FnMut(Part, Mention<'s>)) {
        if let Some(by) = &self.calendar_by {
            tell(Part::Sla, Mention::Field(by));
        }
        for promise in &self.promises {
            promise.each_mention(tell);
        }
    }
}

impl Spec {
    /// Tells everything that the definition names, with the part that names it.
    pub fn each_mention<'s>(&'s self, tell: &mut impl FnMut(Part, Mention<'s>)) {
        for gate in &self.gates {
            gate.when
                .each_mention(&mut |mention| tell(Part::Gate, mention));
        }
        for score in self.scores.values() {
            score.each_mention(&mut |mention| tell(Part::Score, mention));
        }
        for when in self
            .grades
            .values()
            .flatten()
            .filter_map(|row| row.when.as_ref())
        {
            when.each_mention(&mut |mention| tell(Part::Grade, mention));
        }
        for stage in &self.stages {
            stage.each_mention(tell);
        }
        if let Some(sla) = &self.sla {
            sla.each_mention(tell);
        }
        for golden in &self.golden_leads {
            for field in golden.fields.keys() {
                tell(Part::Golden, Mention::Field(field));
            }
            for event in &golden.events {
                tell(Part::Golden, Mention::Event(&event.event));
            }
        }
    }
}
