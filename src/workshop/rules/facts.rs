//! The fields and events that a definition declares: those it uses, and no others.

use std::collections::BTreeSet;

use crate::number::money_sign;
use crate::{Bank, Workshop};
use leadpact_definition::Spec;
use leadpact_definition::condition::Condition;
use leadpact_definition::field::Field;
use leadpact_definition::score::RuleKind;
use leadpact_definition::sla::{Promise, RequiredField, Sla};

/// Names that conditions, clocks and hand-offs mention; which of them are fields the bank says.
#[derive(Default)]
pub(super) struct Mentioned<'a>(BTreeSet<&'a str>);

impl<'a> Mentioned<'a> {
    pub fn condition(&mut self, condition: &'a Condition) {
        condition.visit(&mut |part| match part {
            Condition::Field { field, .. } => {
                self.0.insert(field);
            }
            Condition::Event(event) => {
                self.0.insert(&event.event);
                self.0.extend(event.since.as_deref());
            }
            Condition::All(_)
            | Condition::Any(_)
            | Condition::None(_)
            | Condition::AtLeastOf { .. }
            | Condition::Score { .. }
            | Condition::Grade { .. }
            | Condition::Stage(_) => {}
        });
    }

    pub fn promise(&mut self, promise: &'a Promise) {
        let targets = promise.within.0.iter().chain(&promise.soft.0);
        let floor = promise.of_which.as_ref().map(|floor| &floor.are);
        let conditions = [&promise.of, &promise.applies_to].into_iter().flatten();
        let conditions = conditions.chain(floor);
        for condition in conditions.chain(targets.filter_map(|t| t.when.as_ref())) {
            self.condition(condition);
        }
        for field in &promise.fields {
            match field {
                RequiredField::Field(id) => {
                    self.0.insert(id);
                }
                RequiredField::AnyOf(ids) => self.0.extend(ids.iter().map(String::as_str)),
            }
        }
        if let Some(clock) = &promise.clock {
            let names = clock.stop.iter().chain(&clock.restart_on);
            let pauses = clock.pause.iter().flat_map(|p| [&p.from, &p.to]);
            let all = std::iter::once(&clock.start).chain(names).chain(pauses);
            self.0.extend(all.map(String::as_str));
        }
    }

    fn sla(&mut self, sla: &'a Sla) {
        self.0.extend(sla.calendar_by.as_deref());
        for promise in &sla.promises {
            self.promise(promise);
        }
    }

    fn spec(&mut self, spec: &'a Spec) {
        for gate in &spec.gates {
            self.condition(&gate.when);
        }
        for rule in spec.scores.values().flat_map(|s| &s.rules) {
            match &rule.kind {
                RuleKind::When { when, .. } => self.condition(when),
                RuleKind::Event { event, .. } => {
                    self.0.insert(event);
                }
                RuleKind::Bands { field, .. } | RuleKind::PerUnit { field, .. } => {
                    self.0.insert(field);
                }
                RuleKind::FirstOf(choices) => {
                    choices
                        .iter()
                        .filter_map(|c| c.when.as_ref())
                        .for_each(|c| self.condition(c));
                }
                RuleKind::LargestOf(_) => {}
            }
        }
        for stage in &spec.stages {
            let routes = stage.routing.iter().flat_map(|routing| &routing.routes);
            let routes = routes.map(|route| &route.when);
            let conditions = stage.when.iter().chain(&stage.exit).chain(routes);
            conditions.for_each(|c| self.condition(c));
            self.0.extend(stage.hand_off.iter().map(String::as_str));
        }
        spec.sla.iter().for_each(|sla| self.sla(sla));
        for golden in &spec.golden_leads {
            self.0.extend(golden.fields.keys().map(String::as_str));
            self.0
                .extend(golden.events.iter().map(|e| e.event.as_str()));
        }
    }

    /// The first name that is neither a field nor an event of the bank.
    pub fn unknown(&self, bank: &Bank) -> Option<&'a str> {
        let known =
            |name: &&str| bank.fields.contains_key(*name) || bank.events.contains_key(*name);
        self.0.iter().copied().find(|name| !known(name))
    }
}

/// Whether the bank has every field and event that a condition asks for.
pub(super) fn are_known(workshop: &Workshop, condition: &Condition) -> bool {
    let mut mentioned = Mentioned::default();
    mentioned.condition(condition);
    mentioned.unknown(&workshop.bank).is_none()
}

/// Declares what the definition uses, in the order of the bank. A name that is both is declared as a field.
pub(super) fn declare(bank: &Bank, currency: &str, spec: &mut Spec) {
    let mut mentioned = Mentioned::default();
    mentioned.spec(spec);
    let Mentioned(names) = mentioned;
    let used = |id: &String| names.contains(id.as_str());
    let fields = bank.fields.iter().filter(|(id, _)| used(id));
    let fields = fields
        .map(|(id, field)| (id.clone(), with_money(field, currency)))
        .collect();
    let events = bank
        .events
        .iter()
        .filter(|(id, _)| used(id) && !bank.fields.contains_key(*id));
    let events = events
        .map(|(id, event)| (id.clone(), event.clone()))
        .collect();
    spec.fields = fields;
    spec.events = events;
}

/// The field with the sign of the currency where its phrase speaks of money.
pub(super) fn with_money(field: &Field, currency: &str) -> Field {
    let sign = format!("{{{}}}", money_sign(currency));
    Field {
        phrase: field.phrase.as_ref().map(|p| p.replace("{money}", &sign)),
        ..field.clone()
    }
}
