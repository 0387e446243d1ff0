//! Options by the names people agreed on: how a record spells them stands once, at the field.
//!
//! A condition on `banking, finance, fintech, ...` becomes one on `Banking and finance`, and the field reads each
//! spelling as that. What matches stays the same.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::{Bank, Question};
use leadpact_definition::Spec;
use leadpact_definition::condition::{Condition, Test};
use leadpact_definition::field::{Field, FieldType};
use leadpact_definition::scalar::Texts;
use leadpact_definition::score::RuleKind;
use leadpact_definition::value::canonical_text;

/// Names options in the conditions on text fields, where every condition on the field can be said in options.
pub(super) fn say_options(bank: &Bank, spec: &mut Spec) {
    let ids: Vec<String> = spec.fields.keys().cloned().collect();
    for id in ids {
        let of_sla = spec.sla.as_ref().and_then(|s| s.calendar_by.as_deref());
        if of_sla == Some(id.as_str()) || !spec.fields.get(&id).is_some_and(is_plain_text) {
            continue;
        }
        let mut asking = bank
            .questions
            .iter()
            .filter(|q| q.field.as_deref() == Some(&id) && !q.options.is_empty());
        if let (Some(question), None) = (asking.next(), asking.next())
            && let Some(options) = spelled(question)
        {
            say_field(spec, &id, &options);
        }
    }
}

/// A text whose cells stand for themselves so far.
fn is_plain_text(field: &Field) -> bool {
    let read = field.read.as_ref();
    field.kind == FieldType::Text && read.is_none_or(|read| read.values.is_empty())
}

/// An option's label and its spellings.
type Spelled<'a> = (&'a str, Vec<String>);

/// The options with several spellings, and what the room called the same; `None` where a spelling or a label could
/// mean two of them.
fn spelled(question: &Question) -> Option<Vec<Spelled<'_>>> {
    let options = question.options.iter().map(|o| o.id.as_str());
    let own = question.same_words.same.iter().map(|w| w.stays.as_str());
    let own = own.filter(|stays| question.option(&question.same_spelling(stays)).is_none());
    let all: Vec<Spelled<'_>> = options
        .chain(own)
        .map(|value| (question.label(value).trim(), question.spellings(value)))
        .collect();
    let mut known: BTreeSet<String> = BTreeSet::new();
    for (label, spellings) in &all {
        let mut own: BTreeSet<String> = spellings.iter().map(|s| canonical_text(s)).collect();
        own.insert(canonical_text(label));
        if !own.is_disjoint(&known) || own.contains("") {
            return None;
        }
        known.extend(own);
    }
    Some(all.into_iter().filter(|(_, s)| s.len() > 1).collect())
}

fn say_field(spec: &mut Spec, id: &str, options: &[Spelled<'_>]) {
    let mut used: IndexMap<String, String> = IndexMap::new();
    let mut fits = true;
    for condition in conditions(spec) {
        each(condition, &mut |field, test| {
            if field == id {
                fits &= if let Test::In(texts) = test {
                    in_options(texts, options, &mut used).is_some()
                } else {
                    matches!(test, Test::Present | Test::Missing)
                };
            }
        });
    }
    if !fits || used.is_empty() {
        return;
    }
    for condition in conditions(spec) {
        each(condition, &mut |field, test| {
            if let (true, Test::In(texts)) = (field == id, test)
                && let Some(said) = in_options(texts, options, &mut used)
            {
                *texts = Texts(said);
            }
        });
    }
    if let Some(field) = spec.fields.get_mut(id) {
        field.read.get_or_insert_default().values = used;
    }
}

/// The texts with the label of an option for all its spellings together; `None` where only some of them stand there.
fn in_options(
    texts: &Texts,
    options: &[Spelled<'_>],
    used: &mut IndexMap<String, String>,
) -> Option<Vec<String>> {
    let there: BTreeSet<String> = texts.0.iter().map(|t| canonical_text(t)).collect();
    let mut said: Vec<String> = Vec::new();
    for text in &texts.0 {
        let text_key = canonical_text(text);
        let mut of = options.iter();
        let option = of.find(|(_, all)| all.iter().any(|s| canonical_text(s) == text_key));
        let Some((label, all)) = option else {
            said.push(text.clone());
            continue;
        };
        if !all.iter().all(|s| there.contains(&canonical_text(s))) {
            return None;
        }
        if !said.iter().any(|s| s == label) {
            said.push((*label).to_owned());
            let key = canonical_text(label);
            let cells = all.iter().map(|s| canonical_text(s));
            used.extend(
                cells
                    .filter(|cell| *cell != key)
                    .map(|cell| (cell, (*label).to_owned())),
            );
        }
    }
    Some(said)
}

/// Every condition of the rules and the promises.
pub(super) fn conditions(spec: &mut Spec) -> Vec<&mut Condition> {
    let mut all: Vec<&mut Condition> = Vec::new();
    all.extend(spec.gates.iter_mut().map(|gate| &mut gate.when));
    for rule in spec.scores.values_mut().flat_map(|s| &mut s.rules) {
        match &mut rule.kind {
            RuleKind::When { when, .. } => all.push(when),
            RuleKind::FirstOf(choices) => {
                all.extend(choices.iter_mut().filter_map(|c| c.when.as_mut()));
            }
            RuleKind::Bands { .. }
            | RuleKind::PerUnit { .. }
            | RuleKind::Event { .. }
            | RuleKind::LargestOf(_) => {}
        }
    }
    for stage in &mut spec.stages {
        all.extend(stage.when.as_mut());
        all.extend(stage.exit.as_mut());
        let routes = stage.routing.iter_mut().flat_map(|r| &mut r.routes);
        all.extend(routes.map(|route| &mut route.when));
    }
    for promise in spec.sla.iter_mut().flat_map(|sla| &mut sla.promises) {
        all.extend(promise.of.as_mut());
        all.extend(promise.applies_to.as_mut());
        let targets = promise.within.0.iter_mut().chain(&mut promise.soft.0);
        all.extend(targets.filter_map(|t| t.when.as_mut()));
    }
    all
}

/// Shows every test on a field, with the field's id.
pub(super) fn each(condition: &mut Condition, look: &mut impl FnMut(&str, &mut Test)) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) => {
            for part in parts {
                each(part, look);
            }
        }
        Condition::AtLeastOf { of, .. } => {
            for part in of {
                each(part, look);
            }
        }
        Condition::Field { field, test } => look(field, test),
        Condition::Event(_)
        | Condition::AnyEvent(_)
        | Condition::Score { .. }
        | Condition::Grade { .. }
        | Condition::Stage(_) => {}
    }
}
