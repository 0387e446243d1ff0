//! A promise as a sentence, made from its parts: who, what, for whom, how long and in which reading, how often, and what
//! follows when it is missed. As nothing else says it, the sentence cannot differ from the clock.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a few shapes have a phrase of their own; whatever else is asked is said by `say::condition`, which names all"
)]

use crate::{
    condition::{Condition, Test},
    model::Spec,
    say::{
        act::{self, Act, Doer},
        and_list, field_name,
        names::quoted,
        or_list,
        people::plural,
        small, spoken,
        time::{time_allowed, unit_parts},
    },
    sla::{Clock, Measure, Period, Promise, RequiredField, Target, Then, silence},
    stage::WANTS_TO_TALK,
};

pub use crate::say::names::Names;
pub use crate::say::people::people;
pub use crate::say::time::{reading, span};

/// A promise whole: what is promised, what follows when it is missed, and the words people added.
#[must_use]
pub fn sentence(names: &Names, promise: &Promise) -> String {
    let mut text = format!("{}.", core(names, promise));
    let people = by_people(promise).map(|words| format!("If missed, in words only: {words}."));
    let more = clock_changes(names, promise).into_iter();
    for more in more.chain(by_rule(names, promise)).chain(people) {
        text.push(' ');
        text.push_str(&more);
    }
    if let Some(words) = promise.added_words() {
        super::push(
            &mut text,
            format_args!(" In their words: \u{201c}{words}\u{201d}"),
        );
    }
    text
}

/// What is promised, without a full stop: who, what, how long, for whom, how often.
#[must_use]
pub fn core(names: &Names, promise: &Promise) -> String {
    let who = names.party(&promise.by);
    let what = deed(names, promise);
    match promise.measure {
        Measure::TimeToEvent => {
            let start = promise.clock.as_ref().map(|clock| clock.start.as_str());
            let start = start.filter(|start| !start.is_empty());
            let start = start.map_or("[what happened?]".to_owned(), |id| began(names, id));
            let time = time_allowed(names, promise);
            let (leads, often) = (leads(names, promise), how_often(promise));
            format!("{who} {what} {time} after {start}{leads}{often}")
        }
        Measure::Completeness => {
            let (leads, often) = (leads(names, promise), how_often(promise));
            format!("{who} {what}{leads}{often}")
        }
        Measure::Count => {
            let least = promise.at_least;
            let least = least.map_or("[how many?]".to_owned(), super::grouped);
            let per = promise.per.map_or("[in which period?]", per);
            let (counted, facts) = counted(names, promise);
            let floor = floor(names, promise);
            let facts = facts.map_or(String::new(), |facts| {
                format!("; only those with the {facts} count")
            });
            format!("{who} delivers at least {least} {counted} {per}{floor}{facts}")
        }
    }
}

/// What is done, short and without who does it, for a list: `makes the first attempt for whoever wants to talk now`. How
/// long or how much is said by [`allowed`].
#[must_use]
pub fn essence(names: &Names, promise: &Promise) -> String {
    match promise.measure {
        Measure::TimeToEvent | Measure::Completeness => {
            let (deed, leads) = (deed(names, promise), leads(names, promise));
            let deed = deed.strip_prefix(SEES_TO_IT).unwrap_or(&deed);
            format!("{deed}{}", leads.trim_start_matches(','))
        }
        Measure::Count => {
            let (counted, _) = counted(names, promise);
            format!("delivers {counted}{}", floor(names, promise))
        }
    }
}

/// How long or how much, short: `24 business hours`, `5 business days`, `6 facts`, `120 a month`; `not said yet` where nobody chose it.
#[must_use]
pub fn allowed(promise: &Promise) -> String {
    let said = match promise.measure {
        Measure::TimeToEvent => {
            let (hard, soft) = (promise.within.0.as_slice(), promise.soft.0.as_slice());
            let short = |target: &Target| {
                let (one, many, _) = unit_parts(target.unit);
                let unit = if target.value == 1 { one } else { many };
                format!("{} {unit}", target.value)
            };
            match (hard, soft) {
                ([], []) => None,
                ([], [.., last]) => Some(format!("if possible {}", short(last))),
                ([one], _) => Some(short(one)),
                ([.., last], _) => Some(format!("up to {}", short(last))),
            }
        }
        Measure::Completeness => match promise.fields.len() {
            0 => None,
            1 => Some("1 fact".to_owned()),
            n => Some(format!("{n} facts")),
        },
        Measure::Count => promise
            .at_least
            .zip(promise.per)
            .map(|(least, of)| format!("{} {}", super::grouped(least), per(of))),
    };
    said.unwrap_or_else(|| "not said yet".to_owned())
}

/// What nobody has chosen yet; empty when the promise can be measured.
#[must_use]
pub fn unsaid(promise: &Promise) -> Vec<&'static str> {
    let clock = promise.clock.as_ref();
    let open = |missing: bool, what: &'static str| missing.then_some(what);
    let parts = match promise.measure {
        Measure::TimeToEvent => vec![
            open(clock.is_none_or(|c| c.stop.is_empty()), "what is done"),
            open(
                promise.within.is_empty() && promise.soft.is_empty(),
                "how long it may take",
            ),
            open(
                clock.is_none_or(|c| c.start.is_empty()),
                "what the time is counted from",
            ),
        ],
        Measure::Completeness => vec![open(promise.fields.is_empty(), "what is filled in")],
        Measure::Count => vec![
            open(promise.at_least.is_none(), "how many"),
            open(promise.per.is_none(), "in which period"),
            open(promise.of.is_none(), "what is counted"),
        ],
    };
    parts.into_iter().flatten().collect()
}

/// How a party promises what somebody or something else does.
const SEES_TO_IT: &str = "sees to it that ";

/// What is done, as a verb phrase: `makes the first attempt`, `fills in the name and company`.
fn deed(names: &Names, promise: &Promise) -> String {
    match promise.measure {
        Measure::TimeToEvent => {
            let stops = promise
                .clock
                .as_ref()
                .map_or(&[][..], |c| c.stop.as_slice());
            done(names, promise, stops)
        }
        Measure::Completeness if promise.fields.is_empty() => "fills in [what?]".to_owned(),
        Measure::Completeness => format!("fills in the {}", facts(names, &promise.fields)),
        Measure::Count => format!("delivers {}", counted(names, promise).0),
    }
}

fn done(names: &Names, promise: &Promise, stops: &[String]) -> String {
    if stops.is_empty() {
        return "[does what?]".to_owned();
    }
    let acts: Option<Vec<Act>> = stops.iter().map(|id| names.act(id)).collect();
    let Some(acts) = acts else {
        let quoted: Vec<String> = stops.iter().map(|id| quoted(&names.label(id))).collect();
        return format!("{SEES_TO_IT}{} follows", or_list(&quoted));
    };
    match acts.first() {
        Some(first) if acts.iter().all(|act| act.doer == first.doer) => match &first.doer {
            Doer::Party(id) if *id == promise.by => act::either(&acts),
            doer => format!(
                "sees to it that {} {}",
                names.doer(doer),
                act::either(&acts)
            ),
        },
        _ => {
            let each = acts
                .iter()
                .map(|act| format!("{} {}", names.doer(&act.doer), act.now()));
            format!("{SEES_TO_IT}{}", or_list(&each.collect::<Vec<_>>()))
        }
    }
}

/// What starts a clock: `the lead became an MQL`, or the label in quotes.
fn began(names: &Names, id: &str) -> String {
    names.act(id).map_or_else(
        || quoted(&names.label(id)),
        |act| format!("{} {}", names.doer(&act.doer), act.past()),
    )
}

/// The leads a promise is for, after a comma; empty for all.
fn leads(names: &Names, promise: &Promise) -> String {
    match &promise.applies_to {
        Some(all) if *all == Condition::always() => String::new(),
        Some(some) => format!(", for {}", people(names, some)),
        None => String::new(),
    }
}

/// `, in 95 of 100 cases over any 28 days`.
fn how_often(promise: &Promise) -> String {
    match promise.target_percent {
        Some(percent) if percent < 100.0 => {
            let over = promise.time_window.map_or(String::new(), |window| {
                let any = if window.is_rolling { "any" } else { "each" };
                format!(" over {any} {}", spoken(window.duration))
            });
            format!(", in {percent} of 100 cases{over}")
        }
        _ => ", in every case".to_owned(),
    }
}

/// What is counted, and the facts that each of them must have.
fn counted(names: &Names, promise: &Promise) -> (String, Option<String>) {
    match &promise.of {
        None => ("[of what?]".to_owned(), None),
        Some(all) if *all == Condition::always() => ("leads".to_owned(), None),
        Some(Condition::All(parts)) => {
            let present: Vec<String> = parts.iter().filter_map(|p| present(names, p)).collect();
            let others = parts.iter().filter(|p| self::present(names, p).is_none());
            let mut others: Vec<Condition> = others.cloned().collect();
            let of = match others.len() {
                0 => "leads".to_owned(),
                1 => others
                    .pop()
                    .map_or(String::new(), |one| people(names, &one)),
                _ => people(names, &Condition::All(others)),
            };
            (of, (!present.is_empty()).then(|| listed(&present)))
        }
        Some(of) => (people(names, of), None),
    }
}

/// The fact that a condition wants to be known: `name`, `email or phone`.
fn present(names: &Names, condition: &Condition) -> Option<String> {
    match condition {
        Condition::Field {
            field,
            test: Test::Present,
        } => Some(small(&field_name(names.spec, field))),
        Condition::Any(any) => {
            let each: Option<Vec<String>> = any.iter().map(|part| present(names, part)).collect();
            each.filter(|each| each.len() > 1).map(|each| choice(&each))
        }
        _ => None,
    }
}

/// `, of which sales accepts at least 60 %`.
fn floor(names: &Names, promise: &Promise) -> String {
    let Some(floor) = &promise.of_which else {
        return String::new();
    };
    let share = format!("at least {} %", floor.percent);
    match &floor.are {
        Condition::Stage(id) if id != WANTS_TO_TALK => {
            format!(", of which {share} become {}", plural(&names.stage(id)))
        }
        Condition::Event(event) if event.within.is_none() && event.days.is_none() => {
            match names.act(&event.event) {
                Some(act) => match (&act.doer, act.to_the_lead()) {
                    (Doer::Lead, _) => format!(", of which {share} {}", act.past()),
                    (doer, Some((_, now))) => {
                        format!(", of which {} {now} {share}", names.doer(doer))
                    }
                    (doer, None) => {
                        let who = names.doer(doer);
                        format!(", of which for {share} {who} {}", act.past())
                    }
                },
                None => format!(
                    ", of which {share} with {}",
                    quoted(&names.label(&event.event))
                ),
            }
        }
        other => format!(", of which {share} are {}", people(names, other)),
    }
}

/// The facts of a completeness promise: `name, company, and email or phone`.
fn facts(names: &Names, fields: &[RequiredField]) -> String {
    let name = |id: &String| small(&field_name(names.spec, id));
    let each: Vec<String> = fields
        .iter()
        .map(|field| match field {
            RequiredField::Field(id) => name(id),
            RequiredField::AnyOf(ids) => choice(&ids.iter().map(name).collect::<Vec<_>>()),
        })
        .collect();
    listed(&each)
}

/// Labels with *or*; words that all of them begin with are said once: `ground for contact by email or phone`.
fn choice(labels: &[String]) -> String {
    let Some((first, rest)) = labels.split_first() else {
        return or_list(labels);
    };
    let words = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
    let begin = words(first);
    let shared = rest.iter().fold(begin.len(), |shared, label| {
        let label = words(label);
        let same = begin.iter().zip(&label).take_while(|(a, b)| a == b).count();
        // What is left of a label must say something.
        shared.min(same).min(label.len().saturating_sub(1))
    });
    let ends = rest.iter().map(|label| words(label)[shared..].join(" "));
    or_list(
        &std::iter::once(first.clone())
            .chain(ends)
            .collect::<Vec<_>>(),
    )
}

/// A list with *and*, set off where its last member is a choice.
fn listed(parts: &[String]) -> String {
    match parts {
        [first @ .., last] if !first.is_empty() && last.contains(" or ") => {
            format!("{}, and {last}", first.join(", "))
        }
        _ => and_list(parts),
    }
}

fn per(period: Period) -> &'static str {
    match period {
        Period::Day => "a day",
        Period::Week => "a week",
        Period::Month => "a month",
        Period::Quarter => "a quarter",
    }
}

/// When the clock starts anew or stands still.
fn clock_changes(names: &Names, promise: &Promise) -> Vec<String> {
    let Some(Clock {
        restart_on, pause, ..
    }) = &promise.clock
    else {
        return Vec::new();
    };
    let mut said = Vec::new();
    if !restart_on.is_empty() {
        let again: Vec<String> = restart_on.iter().map(|id| began(names, id)).collect();
        said.push(format!("The clock starts anew after {}.", or_list(&again)));
    }
    for pause in pause {
        let (from, to) = (names.label(&pause.from), names.label(&pause.to));
        said.push(format!(
            "It stands still from {} to {}.",
            quoted(&from),
            quoted(&to)
        ));
    }
    said
}

/// What the rules do when a promise is missed, as a sentence that also says where they do not. `None`: nothing by rule.
#[must_use]
pub fn by_rule(names: &Names, promise: &Promise) -> Option<String> {
    Some(match promise.then? {
        Then::CountsAsAccepted => accepted(names, promise),
        Then::NotDelivered => not_delivered(names.spec, promise),
    })
}

/// What people do when it is missed, in words only and without a full stop. `None`: nobody has said.
#[must_use]
pub fn by_people(promise: &Promise) -> Option<&str> {
    let words = promise.on_miss.as_deref().map(str::trim);
    let words = words.map(|words| words.trim_end_matches('.'));
    words.filter(|words| !words.is_empty())
}

fn accepted(names: &Names, promise: &Promise) -> String {
    let start = promise.clock.as_ref().map_or("", |clock| &clock.start);
    let sla = names.spec.sla.as_ref();
    let days = sla.map(|sla| silence::days(sla, promise));
    let how = match (silence::carried_out(names.spec, promise), days) {
        (Some((days, stage)), _) => format!(
            "in the rules: more than {} after {}, if it meets what else {} asks",
            spoken(days),
            began(names, start),
            small(stage.title())
        ),
        (None, Some(Err(why))) => format!("in words only: {why}"),
        (None, _) => "in words only: no stage is entered by it".to_owned(),
    };
    format!("If nothing happens, the lead counts as accepted ({how}).")
}

fn not_delivered(spec: &Spec, promise: &Promise) -> String {
    let text = "A lead that lacks any of it does not count as delivered";
    let counted = spec.sla.iter().flat_map(|sla| &sla.promises);
    let mut counted = counted.filter_map(|other| other.of.as_ref());
    if counted.any(|of| asks_for(of, &promise.fields)) {
        format!("{text}.")
    } else {
        format!("{text} (in words only: no promised number counts it out).")
    }
}

/// Whether a condition counts only leads that have all these fields.
fn asks_for(of: &Condition, fields: &[RequiredField]) -> bool {
    let Condition::All(parts) = of else {
        return false;
    };
    !fields.is_empty() && fields.iter().all(|field| parts.contains(&field.known()))
}
