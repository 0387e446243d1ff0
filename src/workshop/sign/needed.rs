//! What an agreement needs whatever else is open: both sides, two people, and the points that cannot be put off.

use crate::Place;
use crate::answer::ruled::said_nothing;
use crate::defaults::{self, Standard};
use crate::rules::Source;
use crate::rules::{parts, qualified_stage};
use crate::sign::point::{OpenPoint, PointKind, point};
use crate::{
    Answer, Decision, Importance, Kind, Party, Question, Rating, Side, Workshop, same_person,
};
use leadpact_definition::Spec;
use leadpact_definition::sla::Measure;

/// Whether a question must be settled before anybody signs: own words, and what is not a lead.
pub(super) fn must_be_settled(question: &Question) -> bool {
    question.kind.must_be_settled()
}

/// Both sides take part, and two different people would sign for them.
pub(super) fn sides(workshop: &Workshop, points: &mut Vec<OpenPoint>) {
    for side in Side::ALL {
        if !workshop.signing_parties().any(|p| p.side() == Some(side)) {
            let text = format!(
                "No party stands for {}: an agreement needs marketing and sales",
                side.word()
            );
            points.push(point(PointKind::OneSide, Place::Setup, text));
        }
    }
    let of = |side| {
        workshop
            .signing_parties()
            .filter(move |p| p.side() == Some(side))
    };
    for marketing in of(Side::Marketing) {
        for sales in of(Side::Sales) {
            let names = marketing.people.first().zip(sales.people.first());
            if let Some((name, _)) = names.filter(|(one, other)| same_person(one, other)) {
                let text = format!(
                    "{name} would sign for {} and for {}: name two different people",
                    marketing.name, sales.name
                );
                let at = Place::People(sales.id.clone());
                points.push(point(PointKind::SamePerson, at, text));
            }
        }
    }
}

/// Who signed already for the other side under the same name; `None`: nobody.
pub(super) fn signed_for_other_side<'a>(
    workshop: &'a Workshop,
    party: &Party,
    name: &str,
    counting: impl Iterator<Item = (&'a str, &'a str)>,
) -> Option<&'a Party> {
    let side = party.side()?;
    let mut same = counting.filter(|(_, signed)| same_person(signed, name));
    same.find_map(|(id, _)| {
        let other = workshop.party(id)?;
        other.side().is_some_and(|s| s != side).then_some(other)
    })
}

/// The points that cannot be put off: own words, what is not a lead, and what leads to the hand-over.
pub(super) fn settled(workshop: &Workshop, points: &mut Vec<OpenPoint>) {
    let stands = |question: &Question| {
        let decision = workshop.decisions.get(&question.id);
        decision.is_some_and(Decision::stands)
    };
    let questions = || workshop.bank.questions.iter();
    for question in questions().filter(|q| must_be_settled(q) && !stands(q)) {
        let decision = workshop.decisions.get(&question.id);
        if decision.is_some_and(|d| d.objections().next().is_some()) {
            // The objection is a point of its own.
            continue;
        }
        let text = if decision.is_some_and(|d| d.parked.is_some()) {
            format!("{} cannot be put off: settle it", question.title)
        } else {
            format!("{} is not settled, and cannot be put off", question.title)
        };
        let at = Place::Question(question.id.clone());
        points.push(point(PointKind::MustSettle, at, text));
    }
    let leads_on = |q: &&Question| q.is_criterion() || q.kind == Kind::Signals;
    let open = questions().filter(leads_on).find(|q| !stands(q));
    let first = open.or_else(|| questions().find(leads_on));
    if let Some(question) = first.filter(|_| !hands_over(workshop)) {
        let text = "Nothing is settled that leads to the hand-over: settle one point as must or strong, or the signals";
        let at = Place::Question(question.id.clone());
        points.push(point(PointKind::HandOver, at, text.to_owned()));
    }
}

/// Whether one criterion stands as must or strong for the hand-over, or a signal counts for something.
fn hands_over(workshop: &Workshop) -> bool {
    let stage = qualified_stage(workshop);
    let stands = |id: &str| workshop.decisions.get(id).is_some_and(Decision::stands);
    let parts = parts(workshop, Source::Agreed);
    let mut parts = parts.iter().filter(|p| stands(&p.question.id));
    parts.any(|part| {
        let response = &part.response;
        match &response.answer {
            Some(Answer::Ratings(ratings)) => ratings.values().any(|r| *r != Rating::NotALead),
            Some(answer) => {
                part.question.is_criterion()
                    && Some(part.stage.as_str()) == stage
                    && !said_nothing(answer)
                    && matches!(
                        response.importance,
                        Some(Importance::Must | Importance::Strong)
                    )
            }
            None => false,
        }
    })
}

/// Each side keeps a time, and it is said what happens when sales says no.
pub(super) fn promised(workshop: &Workshop, spec: &Spec, points: &mut Vec<OpenPoint>) {
    let timed = |side: Side| {
        let mut promises = spec.sla.iter().flat_map(|sla| &sla.promises);
        promises.any(|promise| {
            let by = workshop.party(&promise.by);
            promise.measure == Measure::TimeToEvent && by.is_some_and(|p| p.side() == Some(side))
        })
    };
    let takes_part = |side| workshop.signing_parties().any(|p| p.side() == Some(side));
    for side in Side::ALL {
        if takes_part(side) && !timed(side) {
            let text = format!(
                "The side of {} has made no promise that is bound to a time",
                side.word()
            );
            points.push(point(PointKind::TimeBound, Place::Promises, text));
        }
    }
    if workshop.sla.rejection_reasons.is_empty() {
        let text = "Nobody has said what happens when sales says no: give reasons, and where a lead goes then";
        points.push(point(PointKind::SaysNo, Place::Reasons, text.to_owned()));
    }
}

/// What nobody has opened: one point for what must be, one for the rest.
pub(super) fn standard(workshop: &Workshop, points: &mut Vec<OpenPoint>) {
    let things = defaults::unopened(workshop);
    let (must, rest): (Vec<Standard>, Vec<Standard>) = things
        .into_iter()
        .partition(|thing| defaults::must_be_opened(workshop, thing));
    if !must.is_empty() {
        let text = format!(
            "Standard text that somebody must open first: {}",
            kinds(&must)
        );
        points.push(point(PointKind::Standard, Place::Standard, text));
    }
    if !rest.is_empty() {
        let text = if rest.len() == 1 {
            "1 standard text that nobody opened: it stands in the annex and binds nobody".to_owned()
        } else {
            format!(
                "{} standard texts that nobody opened: they stand in the annex and bind nobody",
                rest.len()
            )
        };
        points.push(point(PointKind::StandardLeft, Place::Standard, text));
    }
}

/// "2 thresholds, caps, fading, 5 promises".
fn kinds(things: &[Standard]) -> String {
    let mut counted: Vec<(&str, &str, usize)> = Vec::new();
    for thing in things {
        let (one, many) = match thing {
            Standard::Threshold(_) => ("threshold", "thresholds"),
            Standard::Caps => ("caps", "caps"),
            Standard::Fading => ("fading", "fading"),
            Standard::HandOff(_) => ("what is handed over", "what is handed over"),
            Standard::Reasons => ("rejection reasons", "rejection reasons"),
            Standard::Promise(_) => ("promise", "promises"),
            Standard::Text { .. } => ("text of a stage", "texts of stages"),
            Standard::Routing(_) => ("routing", "routing"),
        };
        match counted.iter_mut().find(|(word, _, _)| *word == one) {
            Some((_, _, count)) => *count += 1,
            None => counted.push((one, many, 1)),
        }
    }
    let words = counted.into_iter().map(|(one, many, count)| match count {
        1 => one.to_owned(),
        _ if one == many => one.to_owned(),
        _ => format!("{count} {many}"),
    });
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
