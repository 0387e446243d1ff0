//! What is said to be no lead, and what the rules make of it.

use indexmap::IndexSet;

use super::named::named_texts;
use crate::{
    condition::Condition,
    golden::NO_STAGE,
    lint::{
        Lint, Linter,
        hand_over::{checked_stages, ways, with_no_more, without_act, without_part},
        meaning::{Part, wanted, words},
        reading::points,
    },
    model::Spec,
    problem::Path,
    score::{GateEffect, RuleKind},
    value::canonical_text,
};

/// Words that tell nothing apart.
const EMPTY: [&str; 59] = [
    "a", "an", "and", "any", "anybody", "anyone", "are", "as", "at", "be", "but", "by", "did",
    "do", "does", "for", "from", "had", "has", "have", "in", "is", "it", "its", "lead", "leads",
    "no", "not", "of", "on", "one", "only", "or", "our", "people", "record", "person", "some",
    "somebody", "someone", "than", "that", "the", "their", "them", "they", "this", "to", "us",
    "was", "we", "were", "who", "whom", "whose", "with", "without", "you", "your",
];

/// Ways to say that somebody did nothing.
const DID_NOTHING: [&str; 8] = [
    "never got in touch",
    "never contacted us",
    "never reacted",
    "not reacted",
    "never asked",
    "did nothing at all",
    "has done nothing",
    "without an act",
];

/// Ways to say that somebody did one thing and no more.
const NO_MORE: [&str; 5] = [
    "only",
    "nothing else",
    "no other trace",
    "never came back",
    "and no more",
];

/// Ways to say that a record lacks a part.
const LACKS: [(Part, &[&str]); 3] = [
    (
        Part::Name,
        &["anonymous", "without a name", "without name", "no name"],
    ),
    (
        Part::Company,
        &["without a company", "without company", "no company"],
    ),
    (
        Part::Channel,
        &[
            "without an email",
            "without email",
            "no email",
            "without a phone",
            "cannot be reached",
            "without contact",
            "no contact",
        ],
    ),
];

impl Linter<'_> {
    /// Lines of `isNot` that a stage contradicts, and those that nothing carries out.
    pub(super) fn not_a_lead(&mut self) {
        let spec = self.spec;
        let stages = checked_stages(spec);
        let kept_out = kept_out(spec);
        let mut in_words = Vec::new();
        for (at, line) in spec.is_not.iter().enumerate() {
            if is_kept_out(line, &kept_out) || is_shown(spec, line) {
                continue;
            }
            let fates = || stages.iter().map(|place| fate(spec, *place, line));
            let let_in = fates().find_map(|fate| match fate {
                Fate::LetIn(stage, why) => Some((stage, why)),
                Fate::KeptOut | Fate::Unknown => None,
            });
            match let_in {
                Some((stage, why)) => self.warn(
                    Lint::NotALeadLetIn,
                    Path::spec().key("isNot").index(at),
                    format!("\"{line}\" is said to be no lead, and the stage `{stage}` lets it in"),
                    &why,
                    "demand the opposite in the stage, add a gate that disqualifies it, or take the line out",
                ),
                None if fates().any(|fate| matches!(fate, Fate::KeptOut)) => {}
                None => in_words.push((at, line)),
            }
        }
        self.in_words_only(&in_words);
    }

    fn in_words_only(&mut self, in_words: &[(usize, &String)]) {
        let Some((first, _)) = in_words.first() else {
            return;
        };
        let quoted: Vec<String> = in_words
            .iter()
            .map(|(_, line)| format!("\"{line}\""))
            .collect();
        let (verb, pronoun) = match quoted.len() {
            1 => ("is", "it"),
            _ => ("are", "them"),
        };
        self.warn(
            Lint::InWordsOnly,
            Path::spec().key("isNot").index(*first),
            format!("{} {verb} in words only", quoted.join(", ")),
            "nothing in the rules keeps such a lead out",
            format!("say by a gate how the CRM shows {pronoun}, or leave {pronoun} to people"),
        );
    }
}

/// The words of each thing that keeps a lead out: gates, points below 0, and what stages say must not be.
fn kept_out(spec: &Spec) -> Vec<(Option<&str>, IndexSet<String>)> {
    let mut all = Vec::new();
    let gates = spec.gates.iter();
    for gate in gates.filter(|gate| !matches!(gate.effect, GateEffect::Qualify(_))) {
        let because = gate.because.as_deref();
        let mut found = said(&gate.id);
        found.extend(said(because.unwrap_or_default()));
        named(spec, &gate.when, &mut found);
        all.push((because, found));
    }
    let rules = spec.scores.values().flat_map(|score| &score.rules);
    for rule in rules.filter(|rule| points(rule).iter().any(|points| *points < 0)) {
        let mut found = said(&rule.id);
        found.extend(said(rule.because.as_deref().unwrap_or_default()));
        match &rule.kind {
            RuleKind::When { when, .. } => named(spec, when, &mut found),
            RuleKind::Event { events, when, .. } => {
                for event in events {
                    of_event(spec, event, &mut found);
                }
                if let Some(when) = when {
                    named(spec, when, &mut found);
                }
            }
            RuleKind::Bands { .. }
            | RuleKind::PerUnit { .. }
            | RuleKind::FirstOf(_)
            | RuleKind::LargestOf(_) => {}
        }
        all.push((None, found));
    }
    for stage in &spec.stages {
        for part in stage.when.iter().flat_map(nones).chain(&stage.exit) {
            let mut found = IndexSet::new();
            named(spec, part, &mut found);
            all.push((None, found));
        }
    }
    all
}

/// Whether an example of this name is expected in no stage.
fn is_shown(spec: &Spec, line: &str) -> bool {
    let mut none = spec.golden_leads.iter();
    none.any(|golden| {
        let id = said(&golden.id);
        let in_none = golden.expect.stage.as_deref() == Some(NO_STAGE);
        in_none && things(line).iter().any(|thing| thing.is_subset(&id))
    })
}

/// The conditions under `none`.
fn nones(condition: &Condition) -> Vec<&Condition> {
    let mut found = Vec::new();
    condition.visit(&mut |part| {
        if matches!(part, Condition::None(_)) {
            found.extend(part.parts());
        }
    });
    found
}

/// A line is kept out where a gate names it as its reason, or has at least half of the words of one thing it lists.
fn is_kept_out(line: &str, kept_out: &[(Option<&str>, IndexSet<String>)]) -> bool {
    let canonical = canonical_text(line);
    kept_out.iter().any(|(because, words)| {
        let same = because.is_some_and(|because| canonical_text(because) == canonical);
        same || things(line).iter().any(|thing| {
            let known = thing.iter().filter(|word| words.contains(*word)).count();
            known > 0 && known * 2 >= thing.len()
        })
    })
}

/// The things that a line lists, each as its words: `A student, a job candidate or a supplier` are three.
fn things(line: &str) -> Vec<IndexSet<String>> {
    let line = line.to_lowercase().replace(" or ", ",");
    let parts = line.split([',', ';', ':']);
    parts.map(said).filter(|words| !words.is_empty()).collect()
}

/// The words of a text that tell something apart, without the ending of several.
fn said(text: &str) -> IndexSet<String> {
    let words = words(text).into_iter();
    let words = words.filter(|word| !EMPTY.contains(&word.as_str()));
    words
        .map(|word| match word.strip_suffix('s') {
            Some(one) if one.len() > 2 && !one.ends_with('s') => one.to_owned(),
            _ => word,
        })
        .collect()
}

/// The words of what a condition asks for: values, and the names of events and of fields that are yes or no.
fn named(spec: &Spec, condition: &Condition, found: &mut IndexSet<String>) {
    wanted(condition, &mut |part| match part {
        Condition::Field { field, test } => {
            let label = || {
                let label = spec
                    .fields
                    .get(field)
                    .and_then(|field| field.label.as_deref());
                said(&format!("{field} {}", label.unwrap_or_default()))
            };
            match named_texts(spec, test) {
                Some(values) => found.extend(values.iter().flat_map(|value| said(value))),
                None => found.extend(label()),
            }
        }
        Condition::Event(event) => of_event(spec, &event.event, found),
        Condition::AnyEvent(any) => {
            for event in &any.events {
                of_event(spec, event, found);
            }
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

fn of_event(spec: &Spec, event: &str, found: &mut IndexSet<String>) {
    let label = spec
        .events
        .get(event)
        .and_then(|event| event.label.as_deref());
    found.extend(said(&format!("{event} {}", label.unwrap_or_default())));
}

/// What a stage does with what a line names.
enum Fate<'s> {
    /// The stage's id, and why it lets it in.
    LetIn(&'s str, String),
    /// It asks for the opposite.
    KeptOut,
    /// The words do not tell.
    Unknown,
}

fn fate<'s>(spec: &'s Spec, place: usize, line: &str) -> Fate<'s> {
    let stage = spec.stages.get(place).map_or("", |stage| &stage.id);
    let plain = format!(" {} ", words(line).join(" "));
    let says = |phrases: &[&str]| {
        let mut phrases = phrases.iter();
        phrases.any(|phrase| plain.contains(&format!(" {phrase} ")))
    };
    let mut asked = Vec::new();
    if says(&DID_NOTHING) {
        asked.push((without_act(spec, place), "without an act"));
    }
    if says(&NO_MORE) {
        let said = said(line);
        let done = spec.events.iter().filter(|(id, event)| {
            let label = event.label.as_deref().unwrap_or_default();
            // `Sent another form` is told apart by what it is not.
            let another = words(label).iter().any(|word| word.ends_with("other"));
            !another
                && [id.as_str(), label].iter().any(|name| {
                    let words = self::said(name);
                    !words.is_empty() && words.is_subset(&said)
                })
        });
        let done: Vec<&str> = done.map(|(id, _)| id.as_str()).collect();
        asked.push((with_no_more(spec, place, &done), "with no more than that"));
    }
    for (part, phrases) in LACKS {
        if says(phrases) {
            asked.push((without_part(spec, place, part), part.without()));
        }
    }
    if let Some((_, missing)) = asked.iter().find(|(leak, _)| leak.is_some()) {
        return Fate::LetIn(stage, format!("it can be entered {missing}"));
    }
    if !asked.is_empty() {
        return Fate::KeptOut;
    }
    let things = things(line);
    let mut fate = Fate::Unknown;
    for (_, way) in ways(spec, place) {
        wanted(&way, &mut |part| {
            let Condition::Field { field, test } = part else {
                return;
            };
            for value in named_texts(spec, test).unwrap_or_default() {
                let words = said(value);
                if !words.is_empty() && things.contains(&words) {
                    fate = Fate::LetIn(stage, format!("it asks for \"{value}\" in `{field}`"));
                }
            }
        });
    }
    fate
}
