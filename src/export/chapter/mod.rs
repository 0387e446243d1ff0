//! What the document says: one file per chapter, each from the definition to blocks.

mod annex;
mod deadlines;
mod glossary;
mod handled;
mod meaning;
mod points;
mod promises;
mod qualifies;
mod record;

use jiff::civil::Date;

use crate::document::{Badge, Chapter, Document, Row, Tone};
use crate::standing::{self, Given};
use crate::text::{and_list, capital};
use leadpact_definition::condition::{Condition, Start};
use leadpact_definition::{LeadDefinition, Spec, Status, say};

/// The document about a definition.
#[must_use]
pub fn document(definition: &LeadDefinition) -> Document {
    let subject = Subject {
        definition,
        spec: &definition.spec,
    };
    let mut document = Document {
        title: subject.title(),
        badge: badge(&subject),
        facts: facts(definition),
        chapters: vec![
            meaning::chapter(&subject),
            qualifies::chapter(&subject),
            handled::chapter(&subject),
        ],
    };
    document.chapters.extend(promises::chapter(&subject));
    document.chapters.extend(record::examples(&subject));
    document.chapters.extend(record::decisions(&subject));
    document.chapters.push(record::signatures(&subject));
    document.chapters.extend(annex::chapter(&subject));
    let words = glossary::chapter(&subject, &document);
    document.chapters.extend(words);
    document
}

/// What the document is about.
struct Subject<'d> {
    definition: &'d LeadDefinition,
    spec: &'d Spec,
}

impl Subject<'_> {
    fn title(&self) -> String {
        let title = self.definition.metadata.title.trim();
        if title.is_empty() {
            "What we call a qualified lead".to_owned()
        } else {
            title.to_owned()
        }
    }

    /// A party's name for people.
    fn party(&self, id: &str) -> String {
        let parties = self.definition.agreement.iter().flat_map(|a| &a.parties);
        let name = parties
            .filter(|party| party.id == id && !party.name.is_empty())
            .map(|party| party.name.clone())
            .next();
        name.unwrap_or_else(|| capital(&plain(id)))
    }

    /// A stage's name for people.
    fn stage(&self, id: &str) -> String {
        let stage = self.spec.stages.iter().find(|stage| stage.id == id);
        stage.map_or_else(|| plain(id), |stage| stage.title().to_owned())
    }

    /// A field or event, as people call it.
    fn fact(&self, id: &str) -> String {
        if self.spec.events.contains_key(id) {
            say::event_name(self.spec, id)
        } else {
            say::field_name(self.spec, id)
        }
    }

    fn condition(&self, condition: &Condition) -> String {
        say::condition(self.spec, condition)
    }

    fn beginning(&self, start: &Start) -> String {
        say::from_day(self.spec, start)
    }
}

/// An id as words.
fn plain(id: &str) -> String {
    id.replace(['_', '-'], " ")
}

/// A day as in `1 December 2026`.
fn long_day(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

fn facts(definition: &LeadDefinition) -> Vec<Row> {
    let metadata = &definition.metadata;
    let mut facts = vec![Row::one("Version", &metadata.version)];
    if let Some(day) = metadata.effective_from {
        facts.push(Row::one("In force from", long_day(day.0)));
    }
    let agreement = definition.agreement.as_ref();
    if let Some(text) = agreement.and_then(|a| a.handed_over.as_deref()) {
        facts.push(Row::one("Earlier leads", capital(text)));
    }
    if let Some(day) = definition.agreement.as_ref().and_then(|a| a.review) {
        facts.push(Row::one("Next review", long_day(day.0)));
    }
    facts
}

fn badge(subject: &Subject<'_>) -> Badge {
    let parties = standing::signed_by(subject.definition);
    let waiting: Vec<&str> = parties
        .iter()
        .filter(|(.., given)| !matches!(given, Given::Signed(_)))
        .map(|(_, name, _)| *name)
        .collect();
    let all: Vec<&str> = parties.iter().map(|(_, name, _)| *name).collect();
    match standing::status(subject.definition) {
        Status::Agreed => Badge {
            tone: Tone::Agreed,
            word: "Agreed",
            note: format!("Signed by {}.", and_list(&all)),
        },
        Status::Superseded => Badge {
            tone: Tone::Superseded,
            word: "Superseded",
            note: "A later version has taken its place.".to_owned(),
        },
        Status::Proposed => Badge {
            tone: Tone::Proposed,
            word: "Proposed",
            note: if waiting.is_empty() {
                "Not agreed yet.".to_owned()
            } else {
                format!("Not agreed yet: it waits for {}.", and_list(&waiting))
            },
        },
        Status::Draft => Badge {
            tone: Tone::Draft,
            word: "Draft",
            note: "Not agreed: this is work in progress and binds nobody.".to_owned(),
        },
    }
}

/// A chapter unless it has nothing to say.
fn unless_empty(chapter: Chapter) -> Option<Chapter> {
    (!chapter.blocks.is_empty()).then_some(chapter)
}
