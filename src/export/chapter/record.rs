//! The record: examples, decisions with what was rejected, what is open, and who signed.

use crate::chapter::{Subject, long_day, plain, unless_empty};
use crate::document::{Block, Card, Chapter, Row, SignatureLine, Table};
use crate::standing::{self, Given};
use crate::text::{and_list, capital, sentence};
use leadpact_definition::agreement::{Decision, ParkedItem, PartyVoice, RejectedOption, Voice};
use leadpact_definition::golden::{GoldenLead, NO_STAGE};
use leadpact_definition::say;

/// The golden leads.
pub(super) fn examples(subject: &Subject<'_>) -> Option<Chapter> {
    let leads = subject.spec.golden_leads.iter();
    let cards: Vec<Card> = leads.map(|lead| example(subject, lead)).collect();
    let blocks = if cards.is_empty() {
        Vec::new()
    } else {
        vec![
            Block::Paragraph(
                "We sorted these leads together. The rules must come to the same result; every change of them is tested on these.".to_owned(),
            ),
            Block::Cards(cards),
        ]
    };
    unless_empty(Chapter {
        id: "examples",
        title: "Examples we agreed on",
        blocks,
    })
}

fn example(subject: &Subject<'_>, lead: &GoldenLead) -> Card {
    let facts = lead.fields.iter();
    let facts: Vec<String> = facts
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(id, value)| {
            format!(
                "{}: {}",
                subject.fact(id),
                say::cell(subject.spec, id, value)
            )
        })
        .collect();
    let acts = lead.events.iter();
    let acts: Vec<String> = acts
        .map(|act| format!("{} ({})", subject.fact(&act.event), act.at))
        .collect();
    let (tag, result) = result(subject, lead);
    let (title, because) = told(lead);
    let known = |texts: Vec<String>| {
        if texts.is_empty() {
            texts
        } else {
            vec![capital(&texts.join("; "))]
        }
    };
    let rows = [
        ("Known", known(facts)),
        ("Did", known(acts)),
        ("Comes to", known(result)),
        ("Why", because),
    ];
    Card {
        title,
        tag,
        rows: rows
            .into_iter()
            .filter_map(|(label, texts)| Row::several(label, texts))
            .collect(),
    }
}

/// What an example is called, and what else is told of it. Where sentences tell of the lead, the first is its name.
fn told(lead: &GoldenLead) -> (String, Vec<String>) {
    match &lead.because {
        Some(text) if text.trim().ends_with('.') => (capital(say::first_sentence(text)), {
            let (_, rest) = text.trim().split_once(". ").unwrap_or_default();
            Some(capital(rest))
                .filter(|r| !r.is_empty())
                .into_iter()
                .collect()
        }),
        because => (
            capital(&plain(&lead.id)),
            because.iter().map(|because| capital(because)).collect(),
        ),
    }
}

/// The stage in a few words, and what else is expected.
fn result(subject: &Subject<'_>, lead: &GoldenLead) -> (String, Vec<String>) {
    let expect = &lead.expect;
    let stage = |id: &str| {
        if id == NO_STAGE {
            "no stage".to_owned()
        } else {
            subject.stage(id)
        }
    };
    let tag = match (&expect.stage, &expect.status) {
        (Some(id), _) if id != NO_STAGE => stage(id),
        (_, Some(status)) => plain(status),
        (Some(_), None) => "not a lead for us".to_owned(),
        (None, None) => String::new(),
    };
    let mut rest: Vec<String> = Vec::new();
    for (track, id) in &expect.tracks {
        rest.push(format!("{} track: {}", plain(track), stage(id)));
    }
    rest.extend(expect.grade.iter().map(|grade| format!("grade {grade}")));
    let grades = expect.grades.iter();
    rest.extend(grades.map(|(name, grade)| format!("grade {} {}", plain(name), plain(grade))));
    for (score, points) in &expect.scores {
        rest.push(format!("{} {points}", plain(score)));
    }
    (tag, rest)
}

/// How differences were settled, what was put off, and what was known to be open.
pub(super) fn decisions(subject: &Subject<'_>) -> Option<Chapter> {
    let agreement = subject.definition.agreement.as_ref()?;
    let mut blocks = Vec::new();
    if !agreement.decisions.is_empty() {
        let decisions = agreement.decisions.iter();
        blocks.push(Block::Paragraph(
            "Each side saw leads in its own way, and each had its reasons. What was not taken is kept here, so that nobody has to argue it twice.".to_owned(),
        ));
        blocks.push(Block::Cards(
            decisions
                .map(|decision| settled(subject, decision))
                .collect(),
        ));
    }
    if !agreement.parked.is_empty() {
        blocks.push(Block::Heading("Put off".to_owned()));
        blocks.push(Block::Table(parked(&agreement.parked)));
    }
    if !agreement.reservations.is_empty() {
        let reservations = agreement.reservations.iter();
        blocks.push(Block::Heading("Known and open when signed".to_owned()));
        blocks.push(Block::Bullets(
            reservations.map(|text| capital(text)).collect(),
        ));
    }
    unless_empty(Chapter {
        id: "decisions",
        title: "What we decided, and what we did not take",
        blocks,
    })
}

fn settled(subject: &Subject<'_>, decision: &Decision) -> Card {
    let rejected = decision.rejected.iter();
    let rows = [
        ("Agreed", vec![capital(&decision.chosen)]),
        (
            "Why",
            decision
                .because
                .iter()
                .map(|because| capital(because))
                .collect(),
        ),
        (
            "Not taken",
            rejected.map(|option| not_taken(subject, option)).collect(),
        ),
        ("Voices", voices(subject, &decision.voices)),
    ];
    Card {
        title: capital(&decision.about),
        tag: String::new(),
        rows: rows
            .into_iter()
            .filter_map(|(label, texts)| Row::several(label, texts))
            .collect(),
    }
}

fn not_taken(subject: &Subject<'_>, option: &RejectedOption) -> String {
    let from = option
        .from
        .as_deref()
        .map_or_else(String::new, |from| format!(" ({})", subject.party(from)));
    let mut words = format!("{}{from}", capital(&option.option));
    // The examples tell of a lead in full; here its name is enough.
    for text in subject
        .spec
        .golden_leads
        .iter()
        .filter_map(|lead| lead.because.as_deref())
    {
        words = words.replace(text.trim(), say::first_sentence(text));
    }
    match &option.because {
        Some(because) => format!("{words}: {because}"),
        None => words,
    }
}

/// Those who agree in one line, every other with its reason.
fn voices(subject: &Subject<'_>, voices: &[PartyVoice]) -> Vec<String> {
    let mut words = Vec::new();
    let agree: Vec<String> = voices
        .iter()
        .filter(|voice| voice.voice == Voice::Agree && voice.because.is_none())
        .map(|voice| subject.party(&voice.party))
        .collect();
    match agree.len() {
        0 => {}
        1 => words.push(format!("{} agrees", and_list(&agree))),
        _ => words.push(format!("{} agree", and_list(&agree))),
    }
    for voice in voices {
        let said = match (voice.voice, &voice.because) {
            (Voice::Agree, None) => continue,
            (Voice::Agree, Some(_)) => "agrees",
            (Voice::LiveWithIt, _) => "can live with it",
            (Voice::Object, _) => "objects",
        };
        let party = subject.party(&voice.party);
        words.push(match &voice.because {
            Some(because) => format!("{party} {said}: {because}"),
            None => format!("{party} {said}"),
        });
    }
    words
}

fn parked(items: &[ParkedItem]) -> Table {
    let reasons = items.iter().any(|item| item.because.is_some());
    let mut head = ["What", "Who takes care", "By"].map(str::to_owned).to_vec();
    if reasons {
        head.push("Why it waits".to_owned());
    }
    let until = items.iter().any(|item| item.until.is_some());
    if until {
        head.push("Until then".to_owned());
    }
    let rows = items.iter().map(|item| {
        let mut row = vec![
            capital(&item.about),
            item.owner.clone(),
            long_day(item.due.0),
        ];
        if reasons {
            row.push(item.because.as_deref().map_or_else(String::new, capital));
        }
        if until {
            let words = item.until.as_deref().unwrap_or("it is not asked");
            row.push(capital(words));
        }
        row
    });
    Table {
        caption: String::new(),
        head,
        rows: rows.collect(),
        numbers: None,
    }
}

/// Who signed what, and who did not.
pub(super) fn signatures(subject: &Subject<'_>) -> Chapter {
    let metadata = &subject.definition.metadata;
    let parties = standing::signed_by(subject.definition);
    let mut blocks = Vec::new();
    if parties.is_empty() {
        let nobody = "Nobody has been named to sign this definition.";
        blocks.push(Block::Paragraph(nobody.to_owned()));
    } else {
        let lines = parties.iter();
        blocks.push(Block::Signatures(
            lines
                .map(|(_, name, given)| line(subject, name, *given))
                .collect(),
        ));
    }
    let mut rows = vec![Row::one("Version", &metadata.version)];
    rows.extend(
        metadata
            .content_hash
            .iter()
            .map(|hash| Row::one("Content signed", hash)),
    );
    if let Some(day) = subject.definition.agreement.as_ref().and_then(|a| a.review) {
        rows.push(Row::one("Looked at again on", long_day(day.0)));
    }
    blocks.push(Block::Rows(rows));
    Chapter {
        id: "signatures",
        title: "Who signed",
        blocks,
    }
}

fn line(subject: &Subject<'_>, party: &str, given: Given<'_>) -> SignatureLine {
    let (name, words, counts) = match given {
        Given::Signed(signature) => (
            signature.name.clone(),
            format!("Signed on {}", long_day(signature.on.0)),
            true,
        ),
        Given::Void(signature) => {
            let day = long_day(signature.on.0);
            let why = if signature.version == subject.definition.metadata.version {
                "the text was changed since".to_owned()
            } else {
                format!("it stands under version {}", signature.version)
            };
            let words = sentence(&format!("Void: signed on {day}, but {why}"));
            (signature.name.clone(), words, false)
        }
        Given::Nothing => (String::new(), "Not signed yet".to_owned(), false),
    };
    SignatureLine {
        party: party.to_owned(),
        name,
        words,
        counts,
    }
}
