//! The fields and events that a definition declares: those it uses, and no others.

use std::collections::BTreeSet;

use crate::number::money_sign;
use crate::{Bank, Workshop};
use leadpact_definition::Spec;
use leadpact_definition::condition::Condition;
use leadpact_definition::field::Field;
use leadpact_definition::sla::Promise;

/// Names that conditions, clocks and hand-offs mention; which of them are fields the bank says.
#[derive(Default)]
pub(super) struct Mentioned<'a>(BTreeSet<&'a str>);

impl<'a> Mentioned<'a> {
    pub fn condition(&mut self, condition: &'a Condition) {
        condition.each_mention(&mut |mention| self.0.extend(mention.fact()));
    }

    pub fn promise(&mut self, promise: &'a Promise) {
        promise.each_mention(&mut |_, mention| self.0.extend(mention.fact()));
    }

    fn spec(&mut self, spec: &'a Spec) {
        spec.each_mention(&mut |_, mention| self.0.extend(mention.fact()));
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
