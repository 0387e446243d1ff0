//! Points in one sentence: what gives how many, the limits, and how acts fade.

use crate::model::Spec;
use crate::reading::clause::{clause, joined};
use crate::reading::{Carrier, Sentence};
use crate::say;
use crate::say::english::capital;
use crate::score::{DecayStep, Per, Rule, RuleKind, Score};

/// All scores; `None` where nothing gives points.
pub(super) fn sentence(spec: &Spec) -> Option<Sentence<'_>> {
    let mut told = Vec::new();
    let mut by = Vec::new();
    for (name, score) in &spec.scores {
        if let Some(of) = score.sum.as_ref().or(score.largest.as_ref()) {
            let how = if score.sum.is_some() {
                "the sum of"
            } else {
                "the largest of"
            };
            let limits = limits(score);
            if spec
                .scores
                .iter()
                .any(|(id, s)| of.contains(id) && !s.rules.is_empty())
            {
                told.push(format!("{name} is {how} {}{limits}", joined(of, "and")));
                by.push(Carrier::Score(name, score));
            }
        } else if !score.rules.is_empty() {
            told.push(axis(spec, name, score));
            by.push(Carrier::Score(name, score));
            by.extend(score.rules.iter().map(|rule| Carrier::Rule(name, rule)));
        }
    }
    (!told.is_empty()).then(|| Sentence {
        text: format!("{}.", capital(&told.join("; "))),
        by,
    })
}

fn limits(score: &Score) -> String {
    score
        .cap
        .map_or_else(String::new, |cap| format!(" (at most {cap})"))
}

/// `points for fit (at most 70): 20 each if a lead ...; 10 if ...`.
fn axis(spec: &Spec, name: &str, score: &Score) -> String {
    let mut groups: Vec<(i64, Vec<String>)> = Vec::new();
    let mut others = Vec::new();
    for rule in &score.rules {
        match plainly(spec, rule) {
            Some((points, what)) => match groups.iter_mut().find(|(n, _)| *n == points) {
                Some((_, all)) => all.push(what),
                None => groups.push((points, vec![what])),
            },
            None => others.push(say::rule(spec, rule)),
        }
    }
    groups.sort_by_key(|(points, _)| -points);
    let mut told: Vec<String> = groups
        .iter()
        .map(|(points, all)| match all.as_slice() {
            [one] => format!("{points} when it {one}"),
            several => {
                let several = several.iter().map(|what| format!("when it {what}"));
                format!("{points} each {}", several.collect::<Vec<_>>().join(", "))
            }
        })
        .collect();
    told.extend(others);
    let fades = shared_fading(score).map_or_else(String::new, |steps| {
        format!("; points for acts fade: {}", fading(steps))
    });
    format!(
        "points for {name}{}: {}{fades}",
        limits(score),
        told.join("; ")
    )
}

/// Points and what they are for, where a rule says no more than that; fading is told once for the axis.
fn plainly(spec: &Spec, rule: &Rule) -> Option<(i64, String)> {
    if rule.cap.is_some()
        || rule.floor.is_some()
        || rule.group.is_some()
        || rule.when_missing.is_some()
    {
        return None;
    }
    match &rule.kind {
        RuleKind::When { when, points } => Some((*points, clause(spec, when))),
        RuleKind::Event {
            events,
            points,
            per: Per::Once,
            within: None,
            since: None,
            when: None,
            ..
        } => Some((*points, say::event_names(spec, events))),
        RuleKind::FirstOf(choices) => several_times(spec, choices),
        RuleKind::Event { .. }
        | RuleKind::Bands { .. }
        | RuleKind::PerUnit { .. }
        | RuleKind::LargestOf(_) => None,
    }
}

/// An act that counts from so many times on and fades: `came back to the website (2+ times)`.
fn several_times(spec: &Spec, choices: &[crate::score::Choice]) -> Option<(i64, String)> {
    use crate::condition::Condition;
    let first = choices.first()?;
    let Some(Condition::All(parts)) = &first.when else {
        return None;
    };
    let [Condition::Event(often), Condition::Event(recent)] = parts.as_slice() else {
        return None;
    };
    let times = often.at_least.filter(|_| often.event == recent.event)?;
    let name = say::event_name(spec, &often.event);
    Some((first.points, say::from_times(&name, times)))
}

/// The fading that every act of the axis has.
fn shared_fading(score: &Score) -> Option<&[DecayStep]> {
    score.rules.iter().find_map(|rule| match &rule.kind {
        RuleKind::Event { decay, .. } if !decay.is_empty() => Some(decay.as_slice()),
        _ => None,
    })
}

/// `all within 30 days, 50% within 90 days, then nothing`.
fn fading(steps: &[DecayStep]) -> String {
    let told: Vec<String> = steps
        .iter()
        .map(|step| {
            let keep = match step.keep.0 {
                100 => "all".to_owned(),
                0 => "nothing".to_owned(),
                share => format!("{share} %"),
            };
            match step.within {
                Some(days) => format!("{keep} within {}", say::spoken(days)),
                None => format!("then {keep}"),
            }
        })
        .collect();
    told.join(", ")
}
