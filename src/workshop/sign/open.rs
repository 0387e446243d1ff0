//! The checklist before signing: what is still open, and where to go to close it.

use crate::compare::{Class, Row, compare};
use crate::resolve::leaves_unobservable;
use crate::rules::{NoteKind, Source, rules};
use crate::sign::needed;
use crate::sign::point::{OpenPoint, PointKind, point};
use crate::{Place, StageId, Workshop, defaults, golden};
use leadpact_definition::golden::NO_STAGE;
use leadpact_definition::sla::Measure;

/// Everything still open: what blocks first, then by kind, then in the order of the questions.
#[must_use]
pub fn open_points(workshop: &Workshop) -> Vec<OpenPoint> {
    let mut points = Vec::new();
    needed::sides(workshop, &mut points);
    differences(workshop, &mut points);
    if workshop.is_revealed() {
        needed::settled(workshop, &mut points);
    }
    rules_show(workshop, &mut points);
    needed::standard(workshop, &mut points);
    volume(workshop, &mut points);
    voices(workshop, &mut points);
    points.sort_by_key(|p| (!p.blocks, p.kind));
    points
}

fn differences(workshop: &Workshop, points: &mut Vec<OpenPoint>) {
    let comparison = compare(workshop);
    if comparison.is_err() {
        let text = "The answers are not on the table yet".to_owned();
        points.push(point(PointKind::NotRevealed, Place::Board, text));
    }
    for question in &workshop.bank.questions {
        let at = Place::Question(question.id.clone());
        let title = &question.title;
        let row = comparison.as_ref().ok().and_then(|c| c.row(&question.id));
        let decision = workshop.decisions.get(&question.id);
        let must = needed::must_be_settled(question);
        let later = decision.and_then(|d| d.parked.as_ref());
        if let Some(later) = later.filter(|_| !must) {
            let until = later.until.words(|id| workshop.party_name(id));
            let text = format!(
                "{title} is put off: {} brings it back by {}; until then {until}",
                later.owner, later.due
            );
            points.push(point(PointKind::Parked, at.clone(), text));
        }
        match decision {
            None if must => {}
            Some(decision) if must && decision.agreed.is_empty() => {}
            Some(decision) if decision.is_closed(workshop) => {}
            Some(decision) if decision.agreed.is_empty() => {
                let text = format!("{title} is neither settled nor put off");
                points.push(point(PointKind::NotSettled, at, text));
            }
            Some(decision) => {
                for (party, why) in decision.objections() {
                    let name = workshop.party_name(party);
                    let text = format!("{name} objects to what was settled on {title}: {why}");
                    points.push(point(PointKind::Objection, at.clone(), text));
                }
            }
            None => points.extend(row.map(|row| untaken(row, title, at))),
        }
    }
}

/// The point of a question that nothing was decided on.
fn untaken(row: &Row, title: &str, at: Place) -> OpenPoint {
    let not_settled = || format!("{title} is neither settled nor put off");
    let (kind, text) = match row.class {
        _ if row.nobody_knows() => (
            PointKind::NotTaken,
            format!("{title}: nobody knows, and nobody was asked to find out"),
        ),
        Some(Class::Same) => (
            PointKind::NotTaken,
            format!("{title}: all said the same, but it is not in the definition yet"),
        ),
        // Own words have no class: somebody has to say which hold.
        None => (PointKind::NotSettled, not_settled()),
        Some(
            Class::NobodyKnows | Class::Close | Class::Gap | Class::OnlyOneSide | Class::Opposite,
        ) => (PointKind::NotSettled, not_settled()),
    };
    point(kind, at, text)
}

/// What the compiled rules show: musts nobody can observe, stages, promises, cards.
fn rules_show(workshop: &Workshop, points: &mut Vec<OpenPoint>) {
    let rules = rules(workshop, Source::Agreed);
    needed::promised(workshop, &rules.spec, points);
    for question in &workshop.bank.questions {
        let decision = workshop.decisions.get(&question.id);
        if decision.is_some_and(|d| d.stands() && leaves_unobservable(workshop, question, d)) {
            let text = format!(
                "{} is a must that nobody can observe: name a field, an event, or a person who asks",
                question.title
            );
            points.push(point(
                PointKind::Unobservable,
                Place::Question(question.id.clone()),
                text,
            ));
        }
    }
    for note in &rules.notes {
        let text = note.text.trim_end_matches('.').to_owned();
        let (kind, at) = match note.kind {
            NoteKind::Unobservable => {
                (PointKind::Unobservable, Place::Question(note.about.clone()))
            }
            NoteKind::Checklist => continue,
            NoteKind::InWords => (PointKind::InWords, Place::Question(note.about.clone())),
            NoteKind::Stage => (PointKind::Stage, Place::Stage(note.about.clone())),
            NoteKind::Promise => (PointKind::Promise, Place::Promise(note.about.clone())),
            NoteKind::Card => (PointKind::Card, Place::Card(note.about.clone())),
        };
        if !points
            .iter()
            .any(|p| p.kind == PointKind::Unobservable && p.kind == kind && p.at == at)
        {
            points.push(point(kind, at, text));
        }
    }
    for card in golden::cards(workshop, &rules.spec).unwrap_or_default() {
        if !card.matches {
            let name = |id: &Option<StageId>| match id.as_deref() {
                None | Some(NO_STAGE) => "no lead".to_owned(),
                Some(id) => workshop
                    .stage(id)
                    .map_or(id, |s| s.name.as_str())
                    .to_owned(),
            };
            let text = format!(
                "The lead card \u{201c}{}\u{201d} comes out as {}, agreed was {}",
                card.name,
                name(&card.stage),
                name(&card.agreed)
            );
            points.push(point(PointKind::Card, Place::Card(card.card), text));
        }
    }
}

fn volume(workshop: &Workshop, points: &mut Vec<OpenPoint>) {
    let promised = workshop
        .sla
        .promises
        .iter()
        .any(|p| p.measure == Measure::Count && defaults::binds(workshop, p));
    let confirmed = workshop
        .capacity
        .confirmed_by
        .as_deref()
        .is_some_and(|who| !who.trim().is_empty());
    if promised && !confirmed {
        let text =
            "Nobody in sales has confirmed that the promised volume can be followed up".to_owned();
        points.push(point(PointKind::Volume, Place::Capacity, text));
    }
}

/// One point for each signing party that has not spoken to every decision that stands.
fn voices(workshop: &Workshop, points: &mut Vec<OpenPoint>) {
    for party in workshop.signing_parties() {
        let mut silent = workshop.bank.questions.iter().filter(|question| {
            workshop
                .decisions
                .get(&question.id)
                .is_some_and(|d| d.stands() && d.still_to_hear(workshop).any(|p| p.id == party.id))
        });
        if let Some(first) = silent.next() {
            let titles: Vec<&str> = std::iter::once(first)
                .chain(silent)
                .map(|q| q.title.as_str())
                .collect();
            let text = format!(
                "{} has not said what it thinks of: {}",
                party.name,
                titles.join(", ")
            );
            points.push(point(
                PointKind::Voice,
                Place::Question(first.id.clone()),
                text,
            ));
        }
    }
}
