//! A change in words: what it changed and where, for undo and redo.
//!
//! Where a change covers a whole form, its rows before and after are laid side by side, so that the words are those on
//! the screen.

use indexmap::IndexMap;

use crate::app::form::Row;
use crate::app::screen::setup::Setup;
use crate::app::screen::sla::{capacity, ground, promise, reason};
use crate::app::screen::stages::{StageForm, label};
use crate::app::words::count;
use crate::definition::sla::{Calendar, Promise, RejectionReason, Sla};
use crate::workshop::compile::{Source, compile};
use crate::workshop::defaults::{self, Standard};
use crate::workshop::promise::Promises;
use crate::workshop::{Change, Decision, InForce, Place, QuestionId, StagePlan, Workshop};

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
        Change::Stages(_) => stages(before, after),
        Change::Scoring(_) => scoring(before, after),
        Change::Sla(_) => sla(before, after),
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
            let says = voice.map_or_else(|| "says nothing yet".to_owned(), |v| v.words());
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

fn stages(before: &Workshop, after: &Workshop) -> Told {
    let known = |list: &[StagePlan], id: &str| list.iter().any(|s| s.id == id);
    let mut words = Vec::new();
    let mut place = Place::Ladder;
    for stage in after
        .stages
        .iter()
        .filter(|s| !known(&before.stages, &s.id))
    {
        words.push(format!("the stage {} added", stage.name));
        place = Place::Stage(stage.id.clone());
    }
    for stage in before
        .stages
        .iter()
        .filter(|s| !known(&after.stages, &s.id))
    {
        words.push(format!("the stage {} removed", stage.name));
    }
    if !words.is_empty() {
        return Told::new(listed(words, "stages"), place);
    }
    let mut told: Vec<Told> = Vec::new();
    for stage in &after.stages {
        if let Some(old) = before.stage(&stage.id).filter(|old| *old != stage) {
            told.push(one_stage((old, before), (stage, after)));
        }
    }
    match told.len() {
        0 => Told::new("the order of the stages", Place::Ladder),
        1 => told.swap_remove(0),
        n => {
            let what = count(n, "stage", "stages");
            Told::new(format!("{what} changed"), Place::Ladder)
        }
    }
}

fn one_stage(old: (&StagePlan, &Workshop), new: (&StagePlan, &Workshop)) -> Told {
    let place = Place::Stage(new.0.id.clone());
    if old.0.routing != new.0.routing {
        return Told {
            row: Some(label::ROUTING.to_owned()),
            ..Told::new("who gets which lead", place)
        };
    }
    let rows = |(stage, workshop): (&StagePlan, &Workshop)| StageForm::of(stage, workshop, &[]);
    Told::rows(
        &rows(old).form.rows,
        &rows(new).form.rows,
        place,
        "the stage",
    )
}

fn scoring(before: &Workshop, after: &Workshop) -> Told {
    let (old, new) = (&before.scoring, &after.scoring);
    let mut words = Vec::new();
    for axis in changed_keys(&old.caps, &new.caps) {
        words.push(match new.caps.get(axis) {
            Some(most) => format!("at most {most} for {axis}"),
            None => format!("the proposed limit for {axis}"),
        });
    }
    let rules = changed_keys(&old.points, &new.points);
    if !rules.is_empty() {
        let compiled = compile(after, Source::Agreed);
        for rule in rules {
            let known = compiled.points.iter().find(|p| p.rule == *rule);
            let name = known.map_or(rule.as_str(), |p| p.label.as_str());
            words.push(match new.points.get(rule) {
                Some(points) => format!("{points:+} for {name}"),
                None => format!("the proposed points for {name}"),
            });
        }
    }
    if old.fading != new.fading {
        words.push("how points fade".to_owned());
    }
    if words.is_empty() {
        words.push("the points".to_owned());
    }
    Told::new(listed(words, "numbers"), Place::Scoring)
}

fn changed_keys<'a>(
    old: &'a IndexMap<String, i64>,
    new: &'a IndexMap<String, i64>,
) -> Vec<&'a String> {
    let added = new.keys().filter(|key| !old.contains_key(*key));
    let keys = old.keys().chain(added);
    keys.filter(|key| old.get(*key) != new.get(*key)).collect()
}

fn sla(before: &Workshop, after: &Workshop) -> Told {
    let mut told: Vec<Told> = Vec::new();
    promises(before, after, &mut told);
    reasons(before, after, &mut told);
    if let Some(calendar) = calendar(&before.sla, &after.sla) {
        told.push(calendar);
    }
    match told.len() {
        0 => Told::new("the promises", Place::Promises),
        1 => told.swap_remove(0),
        _ => {
            let place = told.first().map_or(Place::Promises, |t| t.place.clone());
            let words = told.into_iter().map(|t| t.what).collect();
            Told::new(listed(words, "things"), place)
        }
    }
}

fn promises(before: &Workshop, after: &Workshop, told: &mut Vec<Told>) {
    let of = |sla: &Sla, id: &str| -> Option<Promise> {
        sla.promises.iter().find(|p| p.id == id).cloned()
    };
    let said = |workshop: &Workshop, id: &str| {
        let at = workshop.sla.promises.iter().position(|p| p.id == id);
        at.map_or_else(String::new, |at| short(&Promises::of(workshop).essence(at)))
    };
    for new in &after.sla.promises {
        let place = Place::Promise(new.id.clone());
        match of(&before.sla, &new.id) {
            None => {
                let by = after.party_name(&new.by);
                told.push(Told::new(format!("a promise of {by} added"), place));
            }
            Some(old) if old != *new => told.push(Told::rows(
                &promise::rows(before, &old),
                &promise::rows(after, new),
                place,
                "a promise",
            )),
            Some(_) => {}
        }
    }
    for old in &before.sla.promises {
        if of(&after.sla, &old.id).is_none() {
            let what = said(before, &old.id);
            let by = before.party_name(&old.by);
            let what = if what.is_empty() {
                format!("a promise of {by} removed")
            } else {
                format!("the promise of {by} removed: {what}")
            };
            told.push(Told::new(what, Place::Promises));
        }
    }
}

fn reasons(before: &Workshop, after: &Workshop, told: &mut Vec<Told>) {
    let find = |sla: &Sla, id: &str| -> Option<RejectionReason> {
        sla.rejection_reasons.iter().find(|r| r.id == id).cloned()
    };
    let name = |reason: &RejectionReason| reason.label.clone().unwrap_or_else(|| reason.id.clone());
    for new in &after.sla.rejection_reasons {
        let place = Place::Reason(new.id.clone());
        match find(&before.sla, &new.id) {
            None => {
                let what = format!("the rejection reason {} added", name(new));
                told.push(Told::new(what, place));
            }
            Some(old) if old != *new => told.push(Told::rows(
                &reason::rows(&old),
                &reason::rows(new),
                place,
                "a rejection reason",
            )),
            Some(_) => {}
        }
    }
    for old in &before.sla.rejection_reasons {
        if find(&after.sla, &old.id).is_none() {
            let what = format!("the rejection reason {} removed", name(old));
            told.push(Told::new(what, Place::Reasons));
        }
    }
}

fn calendar(before: &Sla, after: &Sla) -> Option<Told> {
    let rows = |sla: &Sla| {
        let calendar = ground::calendar(sla).cloned();
        ground::calendar_rows(&calendar.unwrap_or_else(Calendar::default))
    };
    (before.calendar != after.calendar || before.calendars != after.calendars).then(|| {
        Told::rows(
            &rows(before),
            &rows(after),
            Place::Calendar,
            "the opening hours",
        )
    })
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
