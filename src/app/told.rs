//! A change in words: what it changed and where, for undo and redo.
//!
//! Where a change covers a whole form, its rows before and after are laid side by side, so that the words are those on
//! the screen.

mod ladder;
mod promised;

use crate::form::Row;
use crate::screen::setup::Setup;
use crate::screen::sla::capacity;
use crate::slug::count;
use leadpact_workshop::defaults::{self, Standard};
use leadpact_workshop::{Change, Decision, InForce, Place, QuestionId, Voice, Workshop};

/// What a change did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What was changed: "Marketing agrees", "Threshold “60”".
    pub what: String,
    /// Where it stands.
    pub place: Place,
    /// The label of the row that was changed; `None` where it is no row of a form.
    pub row: Option<String>,
}

impl Told {
    fn new(what: impl Into<String>, place: Place) -> Self {
        Self {
            what: what.into(),
            place,
            row: None,
        }
    }

    /// Rows of a form that became different; `otherwise` where the difference is on no row.
    fn rows(before: &[Row], after: &[Row], place: Place, otherwise: &str) -> Self {
        let rows = different(before, after);
        let row = rows.first().map(|(label, _)| label.clone());
        let parts = rows.into_iter().map(|(_, words)| words);
        let what = listed(parts.collect(), "rows");
        Self {
            what: if what.is_empty() {
                otherwise.to_owned()
            } else {
                what
            },
            place,
            row,
        }
    }
}

/// What `change` did: it led from the workshop `before` to the workshop `after`.
#[must_use]
pub fn told(change: &Change, before: &Workshop, after: &Workshop) -> Told {
    match change {
        Change::SetUp { .. } => set_up(before, after),
        Change::Respond {
            sheet, question, ..
        } => Told::new("the answer", Place::Sheet(sheet.clone(), question.clone())),
        Change::Decide { question, .. } => decided(question, before, after),
        Change::SameWords { question, .. } => {
            let said = same_words(question, before, after);
            Told::new(said, Place::Pairs(question.clone()))
        }
        Change::NameField { id, .. } => named(id, before, after),
        Change::Stages(_) => ladder::stages(before, after),
        Change::Scoring(_) => ladder::scoring(before, after),
        Change::Sla(_) => promised::sla(before, after),
        Change::Capacity(_) => Told::rows(
            &capacity::rows(before, &before.capacity),
            &capacity::rows(after, &after.capacity),
            Place::Capacity,
            "the volume",
        ),
        Change::Review(_) => Told::new(
            format!("a review every {} days", after.review_every_days),
            Place::Review,
        ),
        Change::InForce(_) => in_force(&before.in_force, &after.in_force),
        Change::Opened(_) => opened(before, after),
        Change::RemoveParty { .. } | Change::BringBack(_) => parties(before, after),
        Change::Because { change, .. } => Told::new(
            format!("the reason for \u{201c}{}\u{201d}", short(change)),
            Place::Because(change.clone()),
        ),
        Change::Several(changes) => several(changes, before, after),
    }
}

/// Words that stand in one line: the first, and how many more.
fn listed(mut parts: Vec<String>, many: &str) -> String {
    if parts.len() > 2 {
        let more = parts.len() - 1;
        parts.truncate(1);
        parts.push(format!("{more} more {many}"));
    }
    parts.join(" and ")
}

/// A text cut where a line would end.
fn short(text: &str) -> String {
    const MOST: usize = 48;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(MOST - 1).collect();
    format!("{}\u{2026}", cut.trim_end())
}

/// A row and what stands in it.
fn row_words(label: &str, value: &str) -> String {
    if value.trim().is_empty() {
        format!("{label} emptied")
    } else {
        format!("{label} \u{201c}{}\u{201d}", short(value.trim()))
    }
}

/// The rows of a form that became different: their labels, and them in words.
fn different<'r>(
    before: impl IntoIterator<Item = &'r Row>,
    after: impl IntoIterator<Item = &'r Row>,
) -> Vec<(String, String)> {
    let before: Vec<&Row> = before.into_iter().collect();
    let after: Vec<&Row> = after.into_iter().collect();
    let mut rows = Vec::new();
    for row in &after {
        let old = before.iter().find(|other| other.label == row.label);
        let (value, was) = (row.value(), old.map(|row| row.value()));
        if !row.label.trim().is_empty() && was.as_ref() != Some(&value) {
            let label = row.label.trim();
            rows.push((row.label.clone(), row_words(label, &value)));
        }
    }
    for row in &before {
        let gone = after.iter().all(|other| other.label != row.label);
        if gone && !row.label.trim().is_empty() {
            rows.push((row.label.clone(), format!("{} emptied", row.label.trim())));
        }
    }
    rows
}

fn set_up(before: &Workshop, after: &Workshop) -> Told {
    let (old, new) = (Setup::change(before), Setup::change(after));
    let facts = different(old.facts(), new.facts());
    if facts.is_empty() {
        return parties(before, after);
    }
    let row = facts.first().map(|(label, _)| label.clone());
    let words = facts.into_iter().map(|(_, words)| words).collect();
    Told {
        what: listed(words, "rows"),
        place: Place::Setup,
        row,
    }
}

/// Parties that came, left, or are called or filled otherwise.
fn parties(before: &Workshop, after: &Workshop) -> Told {
    let mut words = Vec::new();
    let mut place = Place::Setup;
    for party in &after.parties {
        match before.party(&party.id) {
            None => words.push(format!("{} added", party.name)),
            Some(old) if old.name != party.name => {
                words.push(format!("{} renamed {}", old.name, party.name));
            }
            Some(old) if old.people != party.people => {
                let label = format!("the people of {}", party.name);
                words.push(row_words(&label, &party.people.join(", ")));
                place = Place::People(party.id.clone());
            }
            Some(_) => {}
        }
    }
    let gone = before
        .parties
        .iter()
        .filter(|p| after.party(&p.id).is_none());
    words.extend(gone.map(|party| format!("{} removed", party.name)));
    if words.is_empty() {
        words.push("the set-up".to_owned());
    }
    Told::new(listed(words, "parties"), place)
}

fn decided(question: &QuestionId, before: &Workshop, after: &Workshop) -> Told {
    let (old, new) = (
        before.decisions.get(question),
        after.decisions.get(question),
    );
    let what = match (old, new) {
        (None, None) => "the decision".to_owned(),
        (Some(_), None) => "the decision taken away".to_owned(),
        (None, Some(new)) => way(new, after),
        (Some(old), Some(new)) => changed(old, new, after),
    };
    Told::new(what, Place::Question(question.clone()))
}

/// How a point was settled.
fn way(decision: &Decision, workshop: &Workshop) -> String {
    match &decision.parked {
        Some(parked) => format!("put off until {}", parked.due),
        None => decision.resolution.words(|id| workshop.party_name(id)),
    }
}

fn changed(old: &Decision, new: &Decision, workshop: &Workshop) -> String {
    if old.resolution != new.resolution || old.parked != new.parked {
        return way(new, workshop);
    }
    let mut voices = Vec::new();
    for party in &workshop.parties {
        let voice = new.voices.get(&party.id);
        if old.voices.get(&party.id) != voice {
            let says = voice.map_or_else(|| "says nothing yet".to_owned(), Voice::words);
            voices.push(format!("{} {}", party.name, short(&says)));
        }
    }
    if !voices.is_empty() {
        return listed(voices, "voices");
    }
    if old.because != new.because {
        row_words("the reason", &new.because)
    } else if old.agreed != new.agreed {
        "the agreed answer".to_owned()
    } else if old.pre_qualification != new.pre_qualification {
        "the pre-qualification".to_owned()
    } else {
        "the decision".to_owned()
    }
}

/// What was said of values that may be the same, as the log says it.
fn same_words(question: &QuestionId, before: &Workshop, after: &Workshop) -> String {
    let asked = after.bank.question(question);
    let change = asked.map(|asked| Change::SameWords {
        question: question.clone(),
        words: asked.same_words.clone(),
    });
    let lines = change.map(|change| change.told(before)).unwrap_or_default();
    let lines = lines
        .iter()
        .map(|line| line.trim_end_matches('.').to_owned());
    let said = listed(lines.collect(), "things");
    if said.is_empty() {
        "which words are the same".to_owned()
    } else {
        said
    }
}

fn named(id: &str, before: &Workshop, after: &Workshop) -> Told {
    let label = |workshop: &Workshop| {
        let field = workshop.bank.fields.get(id)?;
        Some(field.label.clone().unwrap_or_else(|| id.to_owned()))
    };
    let what = match (label(before), label(after)) {
        (_, Some(new)) => format!("the column {new} of the lead record"),
        (Some(old), None) => format!("the column {old} removed from the lead record"),
        (None, None) => "a column of the lead record".to_owned(),
    };
    Told::new(what, Place::Record)
}

fn in_force(old: &InForce, new: &InForce) -> Told {
    let what = if old.from == new.from {
        format!(
            "leads handed over before: {}",
            short(new.handed_over.words())
        )
    } else {
        match new.from {
            Some(day) => format!("in force from {day}"),
            None => "in force from the proposed day".to_owned(),
        }
    };
    Told::new(what, Place::Terms)
}

fn opened(before: &Workshop, after: &Workshop) -> Told {
    let about = |thing: &Standard| format!("{} kept", defaults::about(after, thing));
    let kept: Vec<String> = after.opened.difference(&before.opened).map(about).collect();
    let what = match kept.len() {
        0 => "standard text marked as not opened".to_owned(),
        _ => listed(kept, "texts"),
    };
    Told::new(what, Place::Standard)
}

/// Several changes at once: the ones that somebody meant, without what only follows from them.
fn several(changes: &[Change], before: &Workshop, after: &Workshop) -> Told {
    let follows = |change: &&Change| matches!(change, Change::Opened(_) | Change::NameField { .. });
    let meant: Vec<&Change> = changes.iter().filter(|c| !follows(c)).collect();
    let meant = if meant.is_empty() {
        changes.iter().collect()
    } else {
        meant
    };
    let mut parts: Vec<Told> = Vec::new();
    for change in meant {
        let part = told(change, before, after);
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    if parts.len() == 1 {
        return parts.swap_remove(0);
    }
    let Some(place) = parts.first().map(|part| part.place.clone()) else {
        return Told::new("nothing", Place::Record);
    };
    let points = parts
        .iter()
        .all(|part| matches!(part.place, Place::Question(_)));
    let what = if points {
        count(parts.len(), "point settled", "points settled")
    } else {
        listed(parts.into_iter().map(|part| part.what).collect(), "things")
    };
    Told::new(what, place)
}

#[cfg(test)]
mod tests;
