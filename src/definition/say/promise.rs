//! A promise as a sentence, made from its parts: who, what, for whom, how long and in which reading, how often, and what
//! follows when it is missed. As nothing else says it, the sentence cannot differ from the clock.

use crate::definition::{
    LeadDefinition,
    condition::{Condition, Test},
    model::Spec,
    say::{
        act::{self, Act, Doer},
        and_list, condition, field_name, or_list, small, spoken,
    },
    silence,
    sla::{Clock, Measure, Period, Promise, RequiredField, Target, Then, TimeUnit},
    stage::WANTS_TO_TALK,
};

/// The names that a sentence uses.
#[derive(Clone, Debug)]
pub struct Names<'a> {
    /// Fields, events, stages and the other promises.
    pub spec: &'a Spec,
    /// Parties: id and name. A party that is not among them is called by its id.
    pub parties: Vec<(&'a str, &'a str)>,
}

impl<'a> Names<'a> {
    /// The names of a definition, with the parties of its agreement.
    #[must_use]
    pub fn of(definition: &'a LeadDefinition) -> Self {
        let parties = definition.agreement.iter().flat_map(|a| &a.parties);
        let named = parties.filter(|party| !party.name.is_empty());
        let parties = named.map(|party| (party.id.as_str(), party.name.as_str()));
        Self::with(&definition.spec, parties.collect())
    }

    /// The names of rules without an agreement.
    #[must_use]
    pub fn of_rules(spec: &'a Spec) -> Self {
        Self::with(spec, Vec::new())
    }

    /// These names; parties that only promises know are called by their id.
    #[must_use]
    pub fn with(spec: &'a Spec, mut parties: Vec<(&'a str, &'a str)>) -> Self {
        for promise in spec.sla.iter().flat_map(|sla| &sla.promises) {
            for id in std::iter::once(&promise.by).chain(&promise.to) {
                if parties.iter().all(|(known, _)| known != id) {
                    parties.push((id, id));
                }
            }
        }
        Self { spec, parties }
    }

    /// A party as it begins a sentence.
    fn party(&self, id: &str) -> String {
        let found = self.parties.iter().find(|(known, _)| *known == id);
        let name = found.map_or(id, |(_, name)| name);
        if name == id {
            capital(&id.replace(['-', '_'], " "))
        } else {
            name.to_owned()
        }
    }

    /// A party within a sentence: small where its name is no more than its id.
    fn party_within(&self, id: &str) -> String {
        let name = self.party(id);
        if name.to_lowercase() == id.replace(['-', '_'], " ") {
            name.to_lowercase()
        } else {
            name
        }
    }

    fn label(&self, id: &str) -> String {
        let spec = self.spec;
        let event = spec.events.get(id).and_then(|e| e.label.clone());
        event.unwrap_or_else(|| field_name(spec, id))
    }

    fn act(&self, id: &str) -> Option<Act> {
        let spec = self.spec;
        let event = spec.events.get(id).and_then(|e| e.label.as_deref());
        let field = spec.fields.get(id).and_then(|f| f.label.as_deref());
        Act::of(event.or(field)?, &self.parties)
    }

    fn doer(&self, doer: &Doer) -> String {
        match doer {
            Doer::Party(id) => self.party_within(id),
            Doer::Lead => "the lead".to_owned(),
            Doer::Thing(thing) => thing.clone(),
        }
    }

    fn stage(&self, id: &str) -> String {
        let stage = self.spec.stages.iter().find(|stage| stage.id == id);
        stage.map_or_else(|| id.replace(['-', '_'], " "), |s| s.title().to_owned())
    }
}

/// A promise whole: what is promised, what follows when it is missed, and the words people added.
#[must_use]
pub fn sentence(names: &Names, promise: &Promise) -> String {
    let mut text = format!("{}.", core(names, promise));
    for more in [clock_changes(names, promise), missed(names, promise)]
        .into_iter()
        .flatten()
    {
        text.push(' ');
        text.push_str(&more);
    }
    if let Some(words) = promise.added_words() {
        text.push_str(&format!(" In their words: \u{201c}{words}\u{201d}"));
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
            let least = least.map_or("[how many?]".to_owned(), |n| super::grouped(n));
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

/// `within 24 business hours`, with tiers and the softer target.
fn time_allowed(names: &Names, promise: &Promise) -> String {
    let tiers = |targets: &[Target]| {
        let several = targets.len() > 1;
        let each = targets.iter().map(|target| {
            let time = aloud(target);
            match &target.when {
                Some(when) => format!("{time} when {}", condition(names.spec, when)),
                None if several => format!("otherwise within {time}"),
                None => time,
            }
        });
        each.collect::<Vec<_>>().join(", ")
    };
    let comma = |targets: &[Target]| if targets.len() > 1 { "," } else { "" };
    let (hard, soft) = (&promise.within.0, &promise.soft.0);
    match (hard.is_empty(), soft.is_empty()) {
        (true, true) => "within [how long?]".to_owned(),
        (false, true) => format!("within {}{}", tiers(hard), comma(hard)),
        (true, false) => format!("where possible within {}{}", tiers(soft), comma(soft)),
        (false, false) => format!(
            "within {}, where possible within {},",
            tiers(hard),
            tiers(soft)
        ),
    }
}

/// A span as it is read aloud: `5 business days (by close)`.
fn aloud(target: &Target) -> String {
    let (one, many, by) = unit_parts(target.unit);
    let unit = if target.value == 1 { one } else { many };
    let by = by.map_or(String::new(), |by| format!(" ({by})"));
    format!("{} {unit}{by}", target.value)
}

/// The leads a promise is for, after a comma; empty for all.
fn leads(names: &Names, promise: &Promise) -> String {
    match &promise.applies_to {
        Some(all) if *all == Condition::always() => String::new(),
        Some(some) => format!(", for {}", people(names, some)),
        None => String::new(),
    }
}

/// The leads for which a condition holds, as people say it: `marketing qualified leads`.
#[must_use]
pub fn people(names: &Names, of: &Condition) -> String {
    match of {
        Condition::Stage(id) if id == WANTS_TO_TALK => "whoever wants to talk now".to_owned(),
        Condition::Stage(id) => plural(&names.stage(id)),
        Condition::Event(event)
            if event.days.is_none() && event.at_least.is_none_or(|n| n <= 1) =>
        {
            let within = event.within.map_or(String::new(), |days| {
                format!(" within the last {}", spoken(days))
            });
            match names.act(&event.event) {
                Some(act) => match (&act.doer, act.to_the_lead()) {
                    (Doer::Lead, _) => format!("leads that {}{within}", act.past()),
                    (doer, Some((past, _))) => {
                        format!("leads that {} {past}{within}", names.doer(doer))
                    }
                    (doer, None) => {
                        format!("leads where {} {}{within}", names.doer(doer), act.past())
                    }
                },
                None => format!("leads with {}{within}", quoted(&names.label(&event.event))),
            }
        }
        Condition::All(parts) if parts.iter().any(is_asking) => {
            let others = parts.iter().filter(|part| !is_asking(part));
            let others: Vec<String> = others.map(|part| and_is(names, part)).collect();
            format!("whoever wants to talk now{}", others.concat())
        }
        Condition::All(parts) => match parts.split_first() {
            Some((first @ Condition::Stage(_), rest)) if !rest.is_empty() => {
                let rest: Vec<String> = rest.iter().map(|c| condition(names.spec, c)).collect();
                format!("{} where {}", people(names, first), and_list(&rest))
            }
            _ => format!("leads where {}", condition(names.spec, of)),
        },
        _ => format!("leads where {}", condition(names.spec, of)),
    }
}

fn is_asking(condition: &Condition) -> bool {
    matches!(condition, Condition::Stage(id) if id == WANTS_TO_TALK)
}

/// ` and is a marketing qualified lead`, what else is asked of whoever wants to talk.
fn and_is(names: &Names, part: &Condition) -> String {
    match part {
        Condition::Stage(id) => format!(" and is {}", one(&names.stage(id))),
        Condition::None(parts) => match parts.as_slice() {
            [Condition::Stage(id)] => format!(" and is not {}", one(&names.stage(id))),
            _ => format!(", where {}", condition(names.spec, part)),
        },
        _ => format!(", where {}", condition(names.spec, part)),
    }
}

/// `a marketing qualified lead`, `an MQL`.
fn one(stage: &str) -> String {
    let name = small(stage);
    let first = name.chars().next().unwrap_or('x');
    let spelt = name.chars().nth(1).is_some_and(char::is_uppercase);
    let vowel = if spelt {
        "AEFHILMNORSX".contains(first)
    } else {
        "aeiou".contains(first)
    };
    format!("{} {name}", if vowel { "an" } else { "a" })
}

/// `marketing qualified leads`, `MQLs`; a stage that is no kind of lead is quoted.
fn plural(stage: &str) -> String {
    let name = small(stage);
    let letters = name.len() <= 4 && name.chars().all(char::is_uppercase);
    if letters || name.ends_with("lead") {
        format!("{name}s")
    } else if name.ends_with("leads") {
        name
    } else {
        format!("leads that reached {}", quoted(stage))
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
            each.filter(|each| each.len() > 1)
                .map(|each| or_list(&each))
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
            RequiredField::AnyOf(ids) => or_list(&ids.iter().map(name).collect::<Vec<_>>()),
        })
        .collect();
    listed(&each)
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

/// What follows when a promise is missed, each as a sentence: what the rules do, and what is in words only.
#[must_use]
pub fn missed(names: &Names, promise: &Promise) -> Vec<String> {
    let mut said = Vec::new();
    match promise.then {
        None => {}
        Some(Then::CountsAsAccepted) => said.push(accepted(names, promise)),
        Some(Then::NotDelivered) => said.push(not_delivered(names.spec, promise)),
    }
    let words = promise.on_miss.as_deref().map(str::trim);
    if let Some(words) = words.filter(|words| !words.is_empty()) {
        said.push(format!(
            "If missed, in words only: {}.",
            words.trim_end_matches('.')
        ));
    }
    said
}

fn accepted(names: &Names, promise: &Promise) -> String {
    let start = promise.clock.as_ref().map_or("", |clock| &clock.start);
    let sla = names.spec.sla.as_ref();
    let days = sla.map(|sla| silence::days(sla, promise));
    let how = match (silence::carried_out(names.spec, promise), days) {
        (Some(days), _) => format!(
            "in the rules: {} after {}",
            spoken(days),
            began(names, start)
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

/// A span with its reading: `24 business hours`, `1 business day, by close`.
#[must_use]
pub fn span(value: u32, unit: TimeUnit) -> String {
    let (one, many, by) = unit_parts(unit);
    let by = by.map_or(String::new(), |by| format!(", {by}"));
    format!("{value} {}{by}", if value == 1 { one } else { many })
}

/// A reading without its number: `business hours`.
#[must_use]
pub fn reading(unit: TimeUnit) -> String {
    let (_, many, by) = unit_parts(unit);
    by.map_or(many.to_owned(), |by| format!("{many}, {by}"))
}

/// One unit, several, and by when on the last day.
fn unit_parts(unit: TimeUnit) -> (&'static str, &'static str, Option<&'static str>) {
    match unit {
        TimeUnit::BusinessHours => ("business hour", "business hours", None),
        TimeUnit::BusinessMinutes => ("business minute", "business minutes", None),
        TimeUnit::ClockHours => ("clock hour", "clock hours", None),
        TimeUnit::ClockMinutes => ("clock minute", "clock minutes", None),
        TimeUnit::ClockHoursOnWorkingDays => (
            "clock hour on working days",
            "clock hours on working days",
            None,
        ),
        TimeUnit::BusinessDays => ("business day", "business days", Some("by close")),
    }
}

fn quoted(text: &str) -> String {
    format!("\u{201c}{}\u{201d}", text.trim())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
