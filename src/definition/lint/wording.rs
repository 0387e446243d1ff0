//! Words of the statement that everyone in the room understands differently, and that nothing in the rules makes plain.

use indexmap::IndexSet;

use crate::{
    condition::{Condition, Test},
    lint::reading::conditions,
    model::Spec,
    score::{Rule, RuleKind},
};

/// Words for a time; a window or a decay says which.
const OF_TIME: [&str; 5] = ["recent", "recently", "lately", "soon", "fresh"];

/// Other words.
const OTHERS: [&str; 15] = [
    "engaged",
    "interested",
    "interesting",
    "warm",
    "hot",
    "active",
    "serious",
    "relevant",
    "good",
    "right",
    "big",
    "large",
    "promising",
    "suitable",
    "often",
];

/// The vague words of the statement, in its order, each once.
pub(super) fn vague(spec: &Spec) -> IndexSet<String> {
    // `For good` says how long, not how well.
    let said = words(&spec.statement.to_lowercase().replace("for good", " "));
    let time = asks_for_time(spec);
    let named = names(spec);
    let vague = said.into_iter().filter(|word| {
        let of_time = OF_TIME.contains(&word.as_str()) && !time;
        (of_time || OTHERS.contains(&word.as_str())) && !named.contains(word)
    });
    vague.collect()
}

fn words(text: &str) -> IndexSet<String> {
    let text = text.to_lowercase();
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The words that name something in the rules: what it means is written there.
fn names(spec: &Spec) -> IndexSet<String> {
    let stages = spec
        .stages
        .iter()
        .flat_map(|stage| [stage.id.as_str(), stage.title()]);
    let labels = spec
        .fields
        .values()
        .filter_map(|field| field.label.as_deref());
    // Values and levels: which cells they are stands in the field.
    let read = spec.fields.values().filter_map(|field| field.read.as_ref());
    let values = spec
        .fields
        .values()
        .flat_map(|field| field.levels.iter().chain(field.words.values()))
        .chain(read.flat_map(|read| read.values.values()));
    let acts = spec
        .events
        .values()
        .filter_map(|event| event.label.as_deref());
    let ids = spec
        .fields
        .keys()
        .chain(spec.events.keys())
        .chain(spec.scores.keys());
    let ids = ids
        .chain(spec.grades.keys())
        .chain(spec.lists.keys())
        .chain(spec.glossary.keys());
    let all = ids
        .map(String::as_str)
        .chain(stages)
        .chain(labels)
        .chain(values.map(String::as_str))
        .chain(acts);
    all.flat_map(words).collect()
}

/// Whether anything asks how long ago something was.
fn asks_for_time(spec: &Spec) -> bool {
    let mut found = false;
    for (_, condition) in conditions(spec) {
        condition.visit(&mut |part| {
            found |= match part {
                Condition::Field { test, .. } => {
                    matches!(test, Test::Within(_) | Test::OlderThan(_))
                }
                Condition::Event(event) => event.within.is_some(),
                Condition::AnyEvent(any) => any.within.is_some(),
                Condition::All(_)
                | Condition::Any(_)
                | Condition::None(_)
                | Condition::AtLeastOf { .. }
                | Condition::Score { .. }
                | Condition::Grade { .. }
                | Condition::Stage(_) => false,
            };
        });
    }
    let scores = spec.scores.values();
    found
        || scores.clone().any(|score| score.decay.is_some())
        || scores.flat_map(|score| &score.rules).any(timed)
}

fn timed(rule: &Rule) -> bool {
    match &rule.kind {
        RuleKind::Event { within, decay, .. } => within.is_some() || !decay.is_empty(),
        RuleKind::LargestOf(rules) => rules.iter().any(timed),
        RuleKind::When { .. }
        | RuleKind::Bands { .. }
        | RuleKind::PerUnit { .. }
        | RuleKind::FirstOf(_) => false,
    }
}
