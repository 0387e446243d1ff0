//! The definition in plain words, readable aloud at any moment: a few short paragraphs.

mod agreed;
mod clause;

use crate::workshop::compile::{Part, Source, parts, qualified_stage};
use crate::workshop::number::{amount, money_sign};
use crate::workshop::{
    Answer, EntryKind, Importance, Kind, Observation, PreQualification, PreQualificationForm,
    Question, Range, Rating, StagePlan, Until, Workshop,
};

pub use agreed::agreed_words;
use clause::clause;

/// What is agreed so far as short paragraphs with a blank line between them, with what is put off at the end.
#[must_use]
pub fn paragraph(workshop: &Workshop) -> String {
    let parts = parts(workshop, Source::Agreed);
    let mut told = paragraphs(workshop, &parts);
    let never = never(&parts);
    if !never.is_empty() {
        told.push(format!("Never: {}.", never.join("; ")));
    }
    if told.is_empty() {
        told.push("Nothing is agreed yet.".to_owned());
    }
    told.extend(put_off(workshop));
    told.join("\n\n")
}

fn put_off(workshop: &Workshop) -> Option<String> {
    let mut parked: Vec<String> = Vec::new();
    for (id, decision) in &workshop.decisions {
        if let Some(later) = &decision.parked {
            let title = workshop
                .bank
                .question(id)
                .map_or(id.as_str(), |q| q.title.as_str());
            let until = match &later.until {
                Until::NotAsked => String::new(),
                held @ (Until::Answer(_) | Until::AsInForce) => {
                    let words = held.words(|id| workshop.party_name(id));
                    format!("; until then {words}")
                }
            };
            parked.push(format!(
                "{title} ({}, by {}{until})",
                later.owner, later.due
            ));
        }
    }
    (!parked.is_empty()).then(|| format!("Put off: {}.", parked.join("; ")))
}

/// The definition in plain words, short paragraphs with a blank line between them; empty where nothing was said
/// that defines a lead. What is not a lead stands in a list of its own beside it, and is not told twice.
#[must_use]
pub fn statement(workshop: &Workshop, parts: &[Part]) -> String {
    let mut told = paragraphs(workshop, parts);
    let excluded: Vec<String> = parts
        .iter()
        .filter(|part| part.response.never.iter().any(|v| !v.trim().is_empty()))
        .map(|part| joined(&never_values(part), ",", "or"))
        .collect();
    let listed = never(parts).iter().any(|line| !excluded.contains(line));
    match (excluded.is_empty(), listed) {
        (true, false) => {}
        (false, false) => told.push(format!("Never: {}.", excluded.join("; "))),
        (true, true) => told.push("Never: anything on the list of what is not a lead.".to_owned()),
        (false, true) => told.push(format!(
            "Never: {}; nor anything on the list of what is not a lead.",
            excluded.join("; ")
        )),
    }
    told.join("\n\n")
}

/// Own words, each stage, what helps, what counts, the threshold: one paragraph each, without what is never a lead.
fn paragraphs(workshop: &Workshop, parts: &[Part]) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    told.extend(own_words(parts));
    let qualified = qualified_stage(workshop);
    for plan in &workshop.stages {
        let is_qualified = qualified == Some(plan.id.as_str());
        let musts = clauses(workshop, parts, Importance::Must, Some(&plan.id));
        if !musts.is_empty() {
            let subject = if is_qualified {
                "A qualified lead".to_owned()
            } else {
                with_article(&plan.name)
            };
            told.push(format!("{subject} {}.", joined(&musts, ";", "and")));
        }
    }
    let mut helps: Vec<String> = Vec::new();
    for (importance, start) in [
        (Importance::Strong, "It speaks strongly for a lead if it"),
        (Importance::Nice, "It is welcome if a lead"),
    ] {
        let clauses = clauses(workshop, parts, importance, None);
        if !clauses.is_empty() {
            helps.push(format!("{start} {}.", joined(&clauses, ";", "or")));
        }
    }
    if !helps.is_empty() {
        told.push(helps.join(" "));
    }
    told.extend(signals(parts));
    told.extend(threshold(workshop, qualified, &told));
    told.extend(pre_qualification(workshop, parts));
    told
}

fn own_words(parts: &[Part]) -> Option<String> {
    let part = parts.iter().find(|p| p.question.kind == Kind::OwnWords)?;
    match &part.response.answer {
        Some(Answer::Text(text)) if !text.trim().is_empty() => Some(sentence(text)),
        _ => None,
    }
}

/// A text on one line, with a full stop.
fn sentence(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.ends_with(['.', '!', '?']) {
        line
    } else {
        format!("{line}.")
    }
}

/// What criteria of one importance ask of a lead, as verb phrases; `stage`: only those of that stage.
fn clauses(
    workshop: &Workshop,
    parts: &[Part],
    importance: Importance,
    stage: Option<&str>,
) -> Vec<String> {
    parts
        .iter()
        .filter(|part| part.question.is_criterion())
        .filter(|part| part.response.importance.unwrap_or(Importance::Nice) == importance)
        .filter(|part| stage.is_none_or(|stage| part.stage == stage))
        .filter_map(|part| {
            let answer = part.response.answer.as_ref()?;
            if crate::workshop::compile::said_nothing(answer) {
                return None;
            }
            let clause = clause(part.question, answer, &workshop.setup.currency);
            Some(match &part.response.observed_by {
                Some(Observation::Person(who)) if !who.trim().is_empty() => {
                    format!("{clause} (confirmed by {})", who.trim())
                }
                Some(Observation::Event(_) | Observation::Field(_) | Observation::Person(_))
                | None => clause,
            })
        })
        .collect()
}

/// An answer in the middle of a sentence: `manager or above`, `at least €10,000`, `software or retail`.
#[must_use]
pub fn answer_prose(question: &Question, answer: &Answer, currency: &str) -> String {
    let labels = |values: &[String]| -> Vec<String> {
        let filled = values.iter().map(|v| v.trim()).filter(|v| !v.is_empty());
        filled.map(|v| label(question, v)).collect()
    };
    match answer {
        Answer::DontKnow => "not known".to_owned(),
        Answer::Any => "any".to_owned(),
        Answer::Text(text) => text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .trim_end_matches('.')
            .to_owned(),
        Answer::Values(values) => joined(&labels(values), ",", "or"),
        Answer::Order(values) => labels(values).join(", then "),
        Answer::AtLeast(level) => {
            let top = question.options.last().is_some_and(|o| o.id == *level);
            let name = label(question, level);
            if top {
                name
            } else {
                format!("{name} or above")
            }
        }
        Answer::Range(range) => range_prose(*range, question.unit.as_deref(), currency),
        Answer::Is(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Answer::Ratings(ratings) => format!("{} signals rated", ratings.len()),
        Answer::Cards(cards) => format!("{} cards sorted", cards.len()),
    }
}

/// An option's label without its explanation, beginning small unless it is a name such as `IT`.
fn label(question: &Question, value: &str) -> String {
    let full = question.label(value);
    let short = full.split_once(". ").map_or(full, |(head, _)| head);
    if question.option(value).is_some() {
        lower_first(short)
    } else {
        short.to_owned()
    }
}

fn range_prose(range: Range, unit: Option<&str>, currency: &str) -> String {
    let (sign, tail) = match unit {
        Some("currency") => (money_sign(currency), String::new()),
        Some(unit) => (String::new(), format!(" {unit}")),
        None => (String::new(), String::new()),
    };
    match (range.from, range.to) {
        (Some(a), Some(b)) => format!(
            "from {sign}{} to {sign}{}{tail}",
            amount(a.min(b)),
            amount(a.max(b))
        ),
        (Some(from), None) => format!("at least {sign}{}{tail}", amount(from)),
        (None, Some(to)) => format!("at most {sign}{}{tail}", amount(to)),
        (None, None) => "any".to_owned(),
    }
}

fn signals(parts: &[Part]) -> Option<String> {
    let mut groups = [
        (Rating::WantsToTalkNow, "Sales acts now when somebody"),
        (
            Rating::CountsTowardsHandOver,
            "It counts as MQL when somebody",
        ),
        (Rating::ShowsInterest, "It counts a little when somebody"),
    ]
    .map(|(rating, words)| (rating, words, Vec::<String>::new()));
    for part in parts {
        if let Some(Answer::Ratings(ratings)) = &part.response.answer {
            for signal in &part.question.signals {
                let rated = ratings.get(&signal.id);
                if let Some(group) = groups.iter_mut().find(|g| rated == Some(&g.0)) {
                    group.2.push(signal.label.clone());
                }
            }
        }
    }
    let told: Vec<String> = groups
        .iter()
        .filter(|(_, _, labels)| !labels.is_empty())
        .map(|(_, words, labels)| format!("{words} {}.", joined(labels, ",", "or")))
        .collect();
    (!told.is_empty()).then(|| format!("What a lead did counts. {}", told.join(" ")))
}

/// From how many points a lead is qualified; only beside something that gives points.
fn threshold(workshop: &Workshop, qualified: Option<&str>, told: &[String]) -> Option<String> {
    let plan: &StagePlan = workshop.stage(qualified?)?;
    let least = plan
        .enter
        .at_least
        .filter(|_| plan.enter.by == EntryKind::Points)?;
    (!told.is_empty()).then(|| format!("A lead is qualified from {least} points on."))
}

fn pre_qualification(workshop: &Workshop, parts: &[Part]) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    for part in parts {
        let Some(step) = &part.pre_qualification else {
            continue;
        };
        let line = learned(step, part.question);
        if !told.contains(&line) && workshop.decisions.contains_key(&part.question.id) {
            told.push(line);
        }
    }
    told
}

/// `Rosa learns on a qualification call: What made them look now.`
fn learned(step: &PreQualification, question: &Question) -> String {
    let learns = if step.learns.trim().is_empty() {
        question.title.clone()
    } else {
        lower_first(&step.learns)
    };
    format!(
        "{} learns {} {} {}: {}",
        if step.who.trim().is_empty() {
            "Somebody still to be named"
        } else {
            step.who.trim()
        },
        if step.form == PreQualificationForm::Call {
            "on"
        } else {
            "with"
        },
        article(step.form.word()),
        step.form.word(),
        sentence(&learns)
    )
}

fn never(parts: &[Part]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        if part.response.never.iter().any(|v| !v.trim().is_empty()) {
            lines.push(joined(&never_values(part), ",", "or"));
        }
        if let (Kind::NotALead, Some(Answer::Values(values))) =
            (part.question.kind, &part.response.answer)
        {
            let filled = values.iter().map(|v| v.trim()).filter(|v| !v.is_empty());
            lines.extend(filled.map(|v| label(part.question, v)));
        }
    }
    let mut seen: Vec<String> = Vec::new();
    lines.retain(|line| {
        !seen.contains(line) && {
            seen.push(line.clone());
            true
        }
    });
    lines
}

/// What is never acceptable under one question: `Seniority: intern or student`.
#[must_use]
pub fn never_line(part: &Part) -> String {
    format!(
        "{}: {}",
        part.question.title,
        joined(&never_values(part), ",", "or")
    )
}

fn never_values(part: &Part) -> Vec<String> {
    let values = part.response.never.iter().map(|v| v.trim());
    values
        .filter(|v| !v.is_empty())
        .map(|v| label(part.question, v))
        .collect()
}

/// A line of the hand-off checklist: `Budget: at least €10,000 (SDR on the qualification call)`.
#[must_use]
pub fn checklist_line(workshop: &Workshop, part: &Part) -> String {
    let answer = part.response.answer.as_ref();
    let what = answer.map_or_else(String::new, |a| {
        answer_prose(part.question, a, &workshop.setup.currency)
    });
    let who = match (&part.pre_qualification, &part.response.observed_by) {
        (_, Some(Observation::Person(who))) if !who.trim().is_empty() => {
            format!(" ({})", who.trim())
        }
        (Some(step), _) if !step.who.trim().is_empty() => {
            format!(" ({}, {})", step.form.word(), step.who.trim())
        }
        (Some(step), _) => format!(" ({})", step.form.word()),
        (None, _) => String::new(),
    };
    format!("{}: {what}{who}", part.question.title)
}

fn joined(texts: &[String], separator: &str, last: &str) -> String {
    match texts {
        [] => String::new(),
        [one] => one.clone(),
        [first, second] if separator == "," => format!("{first} {last} {second}"),
        [first @ .., end] => format!(
            "{}{} {last} {end}",
            first.join(&format!("{separator} ")),
            if separator == ";" { ";" } else { "" }
        ),
    }
}

/// The text beginning small, unless its first word has a capital further on (`IT`, `VP`, `C-level`).
fn lower_first(text: &str) -> String {
    let word: String = text
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '-')
        .collect();
    let is_name = word.chars().skip(1).any(char::is_uppercase) || word.chars().nth(1) == Some('-');
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if !is_name => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

fn article(text: &str) -> &'static str {
    if text.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']) {
        "an"
    } else {
        "a"
    }
}

fn with_article(name: &str) -> String {
    let name = lower_first(name);
    let capital = article(&name);
    format!("{}{} {name}", &capital[..1].to_uppercase(), &capital[1..])
}
