//! The third chapter: how a lead is handled once captured.

use crate::chapter::{Subject, plain, promises};
use crate::document::{Block, Card, Chapter, Row, Table};
use crate::text::{and_list, capital, or_list, put, sentence};
use leadpact_definition::{
    reading,
    rejection::{Carried, Route, fate},
    sla::{Measure, RequiredField},
    stage::{Routing, Stage},
};

/// The way from capture to hand-off, what happens in each stage, and what becomes of a rejected lead.
pub(super) fn chapter(subject: &Subject<'_>) -> Chapter {
    let mut blocks = Vec::new();
    let steps = steps(subject);
    if steps.len() > 1 {
        blocks.push(Block::Steps(steps));
    }
    let stages = subject.spec.stages.iter();
    let cards: Vec<Card> = stages.filter_map(|stage| card(subject, stage)).collect();
    if !cards.is_empty() {
        blocks.push(Block::Heading("Stage by stage".to_owned()));
        blocks.push(Block::Paragraph(
            "Who comes in, who gets a lead and when it leaves follow from the rules. What happens next and how a lead is kept warm is up to people."
                .to_owned(),
        ));
        blocks.push(Block::Cards(cards));
    }
    blocks.extend(rejections(subject));
    if blocks.is_empty() {
        let nothing = "Nobody has written down yet what happens to a lead.";
        blocks.push(Block::Paragraph(nothing.to_owned()));
    }
    Chapter {
        id: "handled",
        title: "How a lead is handled once captured",
        blocks,
    }
}

/// Capture, enrich, tag, score, hand off: those of the five that the definition has something to say on.
fn steps(subject: &Subject<'_>) -> Vec<Row> {
    let spec = subject.spec;
    let mut steps = Vec::new();
    let acts: Vec<String> = spec.events.keys().map(|id| subject.fact(id)).collect();
    if !acts.is_empty() {
        let shown = acts.get(..6).unwrap_or(&acts);
        let more = if shown.len() < acts.len() {
            ", among others"
        } else {
            ""
        };
        let text = format!("We keep what a lead did: {}{more}.", and_list(shown));
        steps.push(Row::one("Capture", text));
    }
    let fields = baseline(subject);
    if !fields.is_empty() {
        let text = format!("These facts are filled in: {}.", and_list(&fields));
        steps.push(Row::one("Enrich", text));
    }
    if let Some((id, field)) = spec.fields.iter().find(|(id, _)| id.contains("source")) {
        let vague = field.placeholders.iter();
        let vague = vague
            .filter(|word| word.eq_ignore_ascii_case("website"))
            .count()
            > 0;
        let more = if vague {
            "; just “website” counts as not known"
        } else {
            ""
        };
        let text = format!(
            "The {} names what truly brought the lead{more}.",
            subject.fact(id)
        );
        steps.push(Row::one("Tag", text));
    }
    if !spec.scores.is_empty() {
        let text = "The rules of the chapter before count its points and place it on the highest step it enters.";
        steps.push(Row::one("Score", text));
    }
    steps.extend(hand_off(subject));
    steps
}

/// The fields that those who hand over promise to fill in.
fn baseline(subject: &Subject<'_>) -> Vec<String> {
    let giver = subject
        .spec
        .stages
        .iter()
        .find_map(|stage| stage.owner.as_deref());
    let promises = subject.spec.sla.iter().flat_map(|sla| &sla.promises);
    let promises = promises.filter(|promise| giver.is_none_or(|giver| promise.by == giver));
    let mut fields: Vec<String> = Vec::new();
    for field in promises
        .filter(|promise| promise.measure == Measure::Completeness)
        .flat_map(|promise| &promise.fields)
    {
        let words = required(subject, field);
        if !fields.contains(&words) {
            fields.push(words);
        }
    }
    fields
}

/// A required field, or a choice of them, in words.
pub(super) fn required(subject: &Subject<'_>, field: &RequiredField) -> String {
    match field {
        RequiredField::Field(id) => subject.fact(id),
        RequiredField::AnyOf(ids) => {
            let names: Vec<String> = ids.iter().map(|id| subject.fact(id)).collect();
            or_list(&names)
        }
    }
}

/// The first place on the ladder where the owner changes.
fn hand_off(subject: &Subject<'_>) -> Option<Row> {
    let stages = subject.spec.stages.iter();
    let main: Vec<&Stage> = stages
        .filter(|stage| {
            stage.track() == leadpact_definition::stage::MAIN_TRACK && stage.owner.is_some()
        })
        .collect();
    let mut steps = main.iter().zip(main.iter().skip(1));
    let (from, to) = steps.find(|(from, to)| from.owner != to.owner)?;
    let owner = |stage: &Stage| subject.party(stage.owner.as_deref().unwrap_or_default());
    let mut text = format!(
        "{} hands over to {} after “{}”.",
        owner(from),
        owner(to),
        from.title()
    );
    let facts: Vec<String> = from.hand_off.iter().map(|id| subject.fact(id)).collect();
    if !facts.is_empty() {
        put(&mut text, format_args!(" With it go {}.", and_list(&facts)));
    }
    if let Some(promise) = promises::first_contact(subject, &from.id) {
        text.push(' ');
        text.push_str(&sentence(&promise));
    }
    Some(Row::one("Hand off", text))
}

fn card(subject: &Subject<'_>, stage: &Stage) -> Option<Card> {
    let said = |text: &Option<String>| -> Vec<String> {
        text.iter()
            .map(|text| capital(text))
            .filter(|text| !text.is_empty())
            .collect()
    };
    let exit = stage.exit.iter();
    let exit = exit.map(|exit| capital(&reading::leaves(subject.spec, exit)));
    let rows = [
        ("What to expect", said(&stage.expect)),
        ("What happens next", said(&stage.next)),
        ("Kept warm by", said(&stage.nurture)),
        (
            "Goes to",
            stage
                .routing
                .as_ref()
                .map_or_else(Vec::new, |routing| routes(subject, routing)),
        ),
        (
            "To confirm at the hand-off",
            stage.checklist.iter().map(|text| capital(text)).collect(),
        ),
        ("Handed over", hand_over(subject, stage)),
        (
            "Comes from",
            stage.from.iter().map(|id| subject.stage(id)).collect(),
        ),
        ("Leaves", exit.collect()),
        (
            "Other reasons to leave (in words only)",
            stage.reasons.iter().map(|text| capital(text)).collect(),
        ),
    ];
    let rows: Vec<Row> = rows
        .into_iter()
        .filter_map(|(label, texts)| Row::several(label, texts))
        .collect();
    (!rows.is_empty()).then(|| Card {
        title: stage.title().to_owned(),
        tag: stage
            .owner
            .as_deref()
            .map_or_else(String::new, |owner| subject.party(owner)),
        rows,
    })
}

/// The facts that go along, as one text.
fn hand_over(subject: &Subject<'_>, stage: &Stage) -> Vec<String> {
    let facts: Vec<String> = stage.hand_off.iter().map(|id| subject.fact(id)).collect();
    if facts.is_empty() {
        Vec::new()
    } else {
        vec![capital(&and_list(&facts))]
    }
}

fn routes(subject: &Subject<'_>, routing: &Routing) -> Vec<String> {
    let routes = routing.routes.iter();
    let mut words: Vec<String> = routes
        .map(|route| {
            format!(
                "{} if it {}",
                capital(&route.to),
                reading::clause(subject.spec, &route.when)
            )
        })
        .collect();
    if let Some(fallback) = &routing.fallback {
        let otherwise = if words.is_empty() { "" } else { " otherwise" };
        words.push(format!("{}{otherwise}", capital(fallback)));
    }
    words
}

fn rejections(subject: &Subject<'_>) -> Vec<Block> {
    let reasons = subject
        .spec
        .sla
        .iter()
        .flat_map(|sla| &sla.rejection_reasons);
    let reasons: Vec<_> = reasons.collect();
    if reasons.is_empty() {
        return Vec::new();
    }
    let after = reasons.iter().any(|reason| reason.after.is_some());
    let mut head = vec![
        "Reason".to_owned(),
        "The lead is".to_owned(),
        "What becomes of it".to_owned(),
    ];
    if after {
        head.push("Only after (in words only)".to_owned());
    }
    let rows = reasons.iter().map(|reason| {
        let label = reason.label.clone().unwrap_or_else(|| plain(&reason.id));
        let route = Route::of(&reason.route);
        let carried = Carried::by(subject.spec, reason);
        let mut row = vec![
            capital(&label),
            capital(route.label()),
            fate(&route, carried),
        ];
        if after {
            row.push(reason.after.clone().unwrap_or_default());
        }
        row
    });
    vec![
        Block::Heading("When a lead is turned down".to_owned()),
        Block::Paragraph(
            "Whoever turns a lead down gives one of these reasons. The reasons go back to those who sent it, and both sides look at them together: that is how the definition gets better."
                .to_owned(),
        ),
        Block::Table(Table {
            caption: String::new(),
            head,
            rows: rows.collect(),
            numbers: None,
        }),
    ]
}
