//! What a sentence about promises calls parties, acts, facts and stages.

use crate::say::english::capital;
use crate::{
    LeadDefinition,
    model::Spec,
    say::{
        act::{Act, Doer},
        field_name, small,
    },
};

/// The names that a sentence uses.
#[derive(Clone, Debug)]
pub struct Names<'a> {
    /// Fields, events, stages and the other promises.
    pub spec: &'a Spec,
    /// Parties: id and name. A party that is not among them is called by its id.
    pub parties: Vec<(&'a str, &'a str)>,
}

impl<'a> Names<'a> {
    /// The names of a definition, with the parties of its agreement.
    #[must_use]
    pub fn of(definition: &'a LeadDefinition) -> Self {
        let parties = definition.agreement.iter().flat_map(|a| &a.parties);
        let named = parties.filter(|party| !party.name.is_empty());
        let parties = named.map(|party| (party.id.as_str(), party.name.as_str()));
        Self::with(&definition.spec, parties.collect())
    }

    /// The names of rules without an agreement.
    #[must_use]
    pub(crate) fn of_rules(spec: &'a Spec) -> Self {
        Self::with(spec, Vec::new())
    }

    /// These names; parties that only promises and stages know are called by their id.
    #[must_use]
    pub fn with(spec: &'a Spec, mut parties: Vec<(&'a str, &'a str)>) -> Self {
        let promises = spec.sla.iter().flat_map(|sla| &sla.promises);
        let sides = promises.flat_map(|p| std::iter::once(&p.by).chain(&p.to));
        let owners = spec.stages.iter().filter_map(|stage| stage.owner.as_ref());
        for id in sides.chain(owners) {
            if parties.iter().all(|(known, _)| known != id) {
                parties.push((id, id));
            }
        }
        Self { spec, parties }
    }

    /// A party as it begins a sentence.
    pub(super) fn party(&self, id: &str) -> String {
        let found = self.parties.iter().find(|(known, _)| *known == id);
        let name = found.map_or(id, |(_, name)| name);
        if name == id {
            capital(&id.replace(['-', '_'], " "))
        } else {
            name.to_owned()
        }
    }

    /// A party within a sentence: small where its name is no more than its id.
    pub(super) fn party_within(&self, id: &str) -> String {
        let name = self.party(id);
        if name.to_lowercase() == id.replace(['-', '_'], " ") {
            name.to_lowercase()
        } else {
            name
        }
    }

    pub(super) fn label(&self, id: &str) -> String {
        let spec = self.spec;
        let event = spec.events.get(id).and_then(|e| e.label.clone());
        event.unwrap_or_else(|| field_name(spec, id))
    }

    pub(super) fn act(&self, id: &str) -> Option<Act> {
        let spec = self.spec;
        let event = spec.events.get(id).and_then(|e| e.label.as_deref());
        let field = spec.fields.get(id).and_then(|f| f.label.as_deref());
        Act::of(event.or(field)?, &self.parties)
    }

    pub(super) fn doer(&self, doer: &Doer) -> String {
        match doer {
            Doer::Party(id) => self.party_within(id),
            Doer::Lead => "the lead".to_owned(),
            Doer::Thing(thing) => thing.clone(),
        }
    }

    pub(super) fn stage(&self, id: &str) -> String {
        let stage = self.spec.stages.iter().find(|stage| stage.id == id);
        stage.map_or_else(|| id.replace(['-', '_'], " "), |s| s.title().to_owned())
    }
}

/// A label that is not understood, as it stands; one with an article reads by itself: `the first contact`.
pub(super) fn quoted(text: &str) -> String {
    let text = text.trim();
    let article = text.split(' ').next().map(str::to_lowercase);
    match article.as_deref() {
        Some("the" | "a" | "an" | "our" | "their") if text.contains(' ') => small(text),
        _ => format!("\u{201c}{text}\u{201d}"),
    }
}
