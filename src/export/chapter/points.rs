//! The scoring tables in words.

use crate::chapter::{Subject, plain};
use crate::document::{Block, Table};
use crate::text::{and_list, capital, or_list, points, put};
use leadpact_definition::{
    lint::reading::rule_fields,
    say,
    scalar::Days,
    score::{Band, Decay, DecayStep, Per, Rule, RuleKind, Score, WhenMissing},
};

/// A criterion, its points, and what limits them.
type Line = (String, String);

/// One table per axis, and a sentence on what the scores come to.
pub(super) fn blocks(subject: &Subject<'_>) -> Vec<Block> {
    let scores = &subject.spec.scores;
    let mut blocks = Vec::new();
    if scores.is_empty() {
        return blocks;
    }
    blocks.push(Block::Heading("How points are counted".to_owned()));
    let made_up = scores
        .iter()
        .filter_map(|(name, score)| made_up_of(name, score));
    let mut intro = vec!["Points open the steps that ask for them.".to_owned()];
    intro.extend(made_up);
    blocks.push(Block::Paragraph(intro.join(" ")));
    for (name, score) in scores {
        if score.sum.is_none() && score.largest.is_none() {
            blocks.push(Block::Table(table(subject, name, score)));
            let notes = notes(subject, score);
            if !notes.is_empty() {
                blocks.push(Block::Paragraph(notes.join(" ")));
            }
        }
    }
    blocks
}

/// `Total is the sum of fit and engagement, at most 100.`; none for an axis with rules of its own.
fn made_up_of(name: &str, score: &Score) -> Option<String> {
    let (how, parts) = match (&score.sum, &score.largest) {
        (Some(parts), _) => ("the sum of", parts),
        (None, Some(parts)) => ("the largest of", parts),
        (None, None) => return None,
    };
    let parts: Vec<String> = parts.iter().map(|part| plain(part)).collect();
    let limits = limits(score.cap, score.floor);
    let name = capital(&plain(name));
    Some(format!("{name} is {how} {}{limits}.", and_list(&parts)))
}

/// `, at most 70 and at least 0`; empty without limits.
fn limits(cap: Option<i64>, floor: Option<i64>) -> String {
    match (cap, floor) {
        (Some(cap), Some(floor)) => format!(", at most {cap} and at least {floor}"),
        (Some(cap), None) => format!(", at most {cap}"),
        (None, Some(floor)) => format!(", at least {floor}"),
        (None, None) => String::new(),
    }
}

fn table(subject: &Subject<'_>, name: &str, score: &Score) -> Table {
    let explain = match name {
        "fit" => ": who they are",
        "engagement" => ": what they did",
        _ => "",
    };
    let reasons = score.rules.iter().any(|rule| rule.because.is_some());
    let mut head = vec!["Criterion".to_owned(), "Points".to_owned()];
    if reasons {
        head.push("Why".to_owned());
    }
    let shared = shared_fading(score);
    let mut rows = Vec::new();
    for rule in &score.rules {
        let told = shared.map(|_| without_fading(rule));
        let told = told.as_ref().unwrap_or(rule);
        for (at, (criterion, points)) in lines(subject, told).into_iter().enumerate() {
            let mut row = vec![capital(&criterion), points];
            if reasons {
                let because = rule.because.as_deref().filter(|_| at == 0);
                row.push(because.map_or_else(String::new, capital));
            }
            rows.push(row);
        }
    }
    let limits = limits(score.cap, score.floor);
    Table {
        caption: format!("{}{explain}{limits}", capital(&plain(name))),
        head,
        rows,
        numbers: Some(1),
    }
}

/// How the points of every act fade, where all fade alike and there is more than one.
fn shared_fading(score: &Score) -> Option<&[DecayStep]> {
    let mut fading = score.rules.iter().filter_map(|rule| match &rule.kind {
        RuleKind::Event { decay, .. } => Some(decay.as_slice()),
        RuleKind::When { .. }
        | RuleKind::Bands { .. }
        | RuleKind::PerUnit { .. }
        | RuleKind::FirstOf(_)
        | RuleKind::LargestOf(_) => None,
    });
    let first = fading.next().filter(|steps| !kept(steps).is_empty())?;
    let others: Vec<&[DecayStep]> = fading.collect();
    (!others.is_empty() && others.iter().all(|steps| *steps == first)).then_some(first)
}

fn without_fading(rule: &Rule) -> Rule {
    let mut rule = rule.clone();
    if let RuleKind::Event { decay, .. } = &mut rule.kind {
        decay.clear();
    }
    rule
}

fn lines(subject: &Subject<'_>, rule: &Rule) -> Vec<Line> {
    let mut lines = match &rule.kind {
        RuleKind::When { when, points: n } => {
            vec![(subject.condition(when), points(*n))]
        }
        RuleKind::Bands { field, bands } => banded(&subject.fact(field), bands),
        RuleKind::PerUnit { field, points: n } => {
            vec![(format!("{}, for each", subject.fact(field)), points(*n))]
        }
        RuleKind::Event {
            events,
            points: n,
            per,
            within,
            since,
            when,
            decay,
        } => {
            let names: Vec<String> = events.iter().map(|event| subject.fact(event)).collect();
            let mut words = or_list(&names);
            put(
                &mut words,
                format_args!("{}{}", per_words(*per), within_words(*within)),
            );
            if let Some(start) = since {
                put(&mut words, format_args!(", {}", subject.beginning(start)));
            }
            if let Some(when) = when {
                put(
                    &mut words,
                    format_args!(", for leads where {}", subject.condition(when)),
                );
            }
            words.push_str(&kept(decay));
            vec![(words, points(*n))]
        }
        RuleKind::FirstOf(choices) => {
            let choice = |(at, choice): (usize, &leadpact_definition::score::Choice)| {
                let words = choice.when.as_ref().map(|when| subject.condition(when));
                let words = match (at, words) {
                    (_, None) => "otherwise".to_owned(),
                    (0, Some(words)) => words,
                    (_, Some(words)) => format!("else, {words}"),
                };
                (words, points(choice.points))
            };
            choices.iter().enumerate().map(choice).collect()
        }
        RuleKind::LargestOf(rules) => rules
            .iter()
            .flat_map(|part| self::lines(subject, part))
            .collect(),
    };
    limit(subject, rule, &mut lines);
    lines
}

/// Says what a rule's cap, its group and a missing value do.
fn limit(subject: &Subject<'_>, rule: &Rule, lines: &mut Vec<Line>) {
    let mut words = Vec::new();
    if matches!(rule.kind, RuleKind::LargestOf(_)) && lines.len() > 1 {
        words.push(format!(
            "of these {} lines only the best counts",
            lines.len()
        ));
    }
    words.extend(rule.cap.map(|cap| format!("at most {cap} in all")));
    let group = rule.group.as_deref().map(plain);
    words.extend(group.map(|group| format!("counts in the group {group}")));
    if let (false, Some(first)) = (words.is_empty(), lines.first_mut()) {
        put(&mut first.0, format_args!(" ({})", words.join("; ")));
    }
    let fields = rule_fields(rule);
    let field = fields
        .first()
        .map_or_else(String::new, |field| subject.fact(field));
    match rule.when_missing {
        None => {}
        Some(WhenMissing::Points(n)) => lines.push((format!("{field} is missing"), points(n))),
        Some(WhenMissing::NotEnoughKnown) => {
            let words = format!("{field} is missing: not enough is known to judge");
            lines.push((words, "\u{2013}".to_owned()));
        }
    }
}

fn banded(field: &str, bands: &[Band]) -> Vec<Line> {
    let mut from: Option<String> = None;
    let mut lines = Vec::new();
    for band in bands {
        let until = say::band_end(band);
        let words = match (&from, until.is_empty()) {
            (None, false) => format!("{field} is {until}"),
            (Some(from), false) => format!("{field} is {from}, {until}"),
            (Some(from), true) => format!("{field} is {from}"),
            (None, true) => format!("{field} is known"),
        };
        lines.push((words, points(band.points)));
        from = match (band.below, band.at_most) {
            (Some(below), _) => Some(format!("{} or more", say::amount(below))),
            (None, Some(at_most)) => Some(format!("more than {}", say::amount(at_most))),
            (None, None) => None,
        };
    }
    lines
}

fn per_words(per: Per) -> String {
    match per {
        Per::Once => String::new(),
        Per::Occurrence => ", each time".to_owned(),
        Per::Day => ", once a day".to_owned(),
        Per::Week => ", once a week (Monday to Sunday)".to_owned(),
        Per::Month => ", once a calendar month".to_owned(),
        Per::Block(block) => format!(", once in each {}", say::blocks(block)),
        Per::Cooldown(days) => format!(", each time {}", say::apart(days)),
    }
}

fn within_words(within: Option<Days>) -> String {
    within.map_or_else(String::new, |days| {
        format!(", in the last {}", say::spoken(days))
    })
}

/// `, keeps 50% after 30 days, 25% after 90 days`; empty without loss.
fn kept(steps: &[DecayStep]) -> String {
    let mut from: Option<Days> = None;
    let mut words = Vec::new();
    for step in steps {
        if step.keep.0 < 100 {
            words.push(match from {
                Some(days) => format!("{} after {}", step.keep, say::spoken(days)),
                None => format!("{} at once", step.keep),
            });
        }
        from = step.within;
    }
    if words.is_empty() {
        String::new()
    } else {
        format!(", keeps {}", words.join(", "))
    }
}

fn notes(subject: &Subject<'_>, score: &Score) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(kept) = shared_fading(score).map(kept) {
        let kept = kept.trim_start_matches(", keeps ");
        notes.push(format!("The points of an act fade: it keeps {kept}."));
    }
    if let Some(applies) = &score.applies_to {
        notes.push(format!(
            "Counted only where {}.",
            subject.condition(applies)
        ));
    }
    for (name, group) in &score.groups {
        let limits = limits(group.cap, group.floor);
        if !limits.is_empty() {
            let limits = limits.trim_start_matches(", ");
            notes.push(format!(
                "Together, the lines of the group {} give {limits}.",
                plain(name)
            ));
        }
    }
    if let Some(above) = score.freeze_above {
        notes.push(format!(
            "Once the sum is above {above}, no later act counts."
        ));
    }
    if let Some(reset) = &score.reset_when {
        notes.push(format!(
            "All of it is 0 while {}.",
            subject.condition(reset)
        ));
    }
    notes.extend(score.decay.as_ref().and_then(|decay| aging(subject, decay)));
    notes
}

fn aging(subject: &Subject<'_>, decay: &Decay) -> Option<String> {
    let kept = kept(&decay.steps);
    let kept = kept.strip_prefix(", keeps ")?;
    let by = subject.fact(&decay.by);
    let missing = decay.when_missing.map_or_else(String::new, |keep| {
        format!(", {keep} where that is missing")
    });
    Some(format!(
        "It fades with time since {by}: {kept} remain{missing}."
    ))
}
