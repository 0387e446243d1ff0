//! The promises of a workshop as sentences, said with the names that the workshop uses.

use crate::rules::silence;
use crate::{EntryKind, StagePlan, Workshop};
use leadpact_definition::Spec;
use leadpact_definition::condition::Condition;
use leadpact_definition::say::promise::{self, Names};
use leadpact_definition::sla::{Promise, Sla};
use leadpact_definition::stage::{MAIN_TRACK, Stage};

/// The promises as the rules will carry them, with everything their sentences name.
#[derive(Debug, Clone)]
pub struct Promises<'a> {
    workshop: &'a Workshop,
    spec: Spec,
}

impl<'a> Promises<'a> {
    /// The promises of this workshop.
    #[must_use]
    pub fn of(workshop: &'a Workshop) -> Self {
        let sla = &workshop.sla;
        let promises = sla.promises.iter();
        let promises = promises.map(|promise| silence::delivered(workshop, promise));
        let spec = Spec {
            fields: workshop.bank.fields.clone(),
            events: workshop.bank.events.clone(),
            stages: workshop
                .stages
                .iter()
                .map(|plan| stage(workshop, plan))
                .collect(),
            sla: Some(Sla {
                promises: promises.collect(),
                calendar: sla.calendar.clone(),
                calendars: sla.calendars.clone(),
                ..Sla::default()
            }),
            ..Spec::default()
        };
        Self { workshop, spec }
    }

    fn names(&self) -> Names<'_> {
        let parties = self.workshop.parties.iter();
        let parties = parties.map(|party| (party.id.as_str(), party.name.as_str()));
        Names::with(&self.spec, parties.collect())
    }

    /// The promise at this place, as the rules carry it.
    #[must_use]
    pub fn at(&self, place: usize) -> Option<&Promise> {
        self.spec.sla.as_ref()?.promises.get(place)
    }

    /// The whole sentence; empty where there is no such promise.
    #[must_use]
    pub fn sentence(&self, place: usize) -> String {
        let promise = self.at(place);
        promise.map_or_else(String::new, |p| promise::sentence(&self.names(), p))
    }

    /// What is promised, without what follows and without words that were added.
    #[must_use]
    pub fn core(&self, place: usize) -> String {
        let promise = self.at(place);
        promise.map_or_else(String::new, |p| promise::core(&self.names(), p))
    }

    /// What is done and for whom, for a list that names who promises and how long it may take beside it.
    #[must_use]
    pub fn essence(&self, place: usize) -> String {
        let promise = self.at(place);
        promise.map_or_else(String::new, |p| promise::essence(&self.names(), p))
    }
}

impl Promises<'_> {
    /// The leads for which a condition holds, as the sentences name them.
    #[must_use]
    pub fn leads(&self, of: &Condition) -> String {
        promise::people(&self.names(), of)
    }
}

/// A stage as far as promises speak of it: its name, and the acts that enter it, silence among them.
fn stage(workshop: &Workshop, plan: &StagePlan) -> Stage {
    let act = plan.enter.act.as_deref();
    let act = act.filter(|_| plan.enter.by == EntryKind::Act);
    let when = act.map(|act| {
        let mut ways = vec![Condition::event(act)];
        ways.extend(silence::accepted(workshop, plan));
        Condition::Any(ways)
    });
    Stage {
        id: plan.id.clone(),
        name: plan.name.clone(),
        track: (plan.track != MAIN_TRACK).then(|| plan.track.clone()),
        when,
        ..Stage::default()
    }
}
