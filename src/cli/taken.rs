//! What an export is made of: the rules, with and without the mapping that is over them.

use crate::cli::rules::Whole;
use leadpact_definition::apart::golden_read_otherwise;
use leadpact_definition::canonical::content_hash;
use leadpact_definition::{LeadDefinition, Status};
use leadpact_leads::{LogForm, Mapped, Mapping};

/// A definition to be exported.
#[derive(Debug)]
pub struct Taken {
    /// As it was signed, or as its file has it.
    pub own: LeadDefinition,
    /// With the mappings in the place of its own columns and spellings; forms for other engines are made of this.
    pub merged: LeadDefinition,
    /// How far the file says that it is agreed.
    pub claimed: Status,
    /// How an event log is written.
    pub log: LogForm,
    /// The mapping file that was used, for what no rule file can say; `None`: there was none.
    pub mapping: Option<Mapping>,
}

impl Taken {
    /// Of a rule file.
    #[must_use]
    pub fn of_file(whole: Whole) -> Self {
        let own = whole.rules.definition;
        Self {
            claimed: own.metadata.status,
            merged: merged(&own, &whole.mapped),
            log: whole.mapped.log,
            mapping: whole.last,
            own,
        }
    }

    /// Of a workshop; `over`: the definition with the mapping that was named.
    #[must_use]
    pub fn of_workshop(own: LeadDefinition, claimed: Status, over: Option<Mapped>) -> Self {
        let (merged, log) = match over {
            Some(mapped) => (merged(&own, &mapped), mapped.log),
            None => (own.clone(), LogForm::default()),
        };
        Self {
            own,
            merged,
            claimed,
            log,
            mapping: None,
        }
    }

    /// A golden lead and a field of it that the mapping reads as another value than the rules; `None`: there is none.
    #[must_use]
    pub fn golden_read_otherwise(&self) -> Option<(&str, String)> {
        let found = golden_read_otherwise(&self.own.spec, &self.merged.spec);
        let (place, field) = found.into_iter().next()?;
        let lead = self.own.spec.golden_leads.get(place)?;
        Some((&lead.id, field))
    }
}

/// The definition with a mapping in it. What nobody signed is given the digest of what it is now.
fn merged(own: &LeadDefinition, mapped: &Mapped) -> LeadDefinition {
    let mut merged = own.clone();
    merged.spec = mapped.spec.clone();
    let agreement = own.agreement.as_ref();
    let free = agreement.is_none_or(|a| a.mapping.is_none() && a.signatures.is_empty());
    if let Some(hash) = &mut merged.metadata.content_hash
        && free
        && *hash == own.rules_hash()
    {
        *hash = content_hash(&merged.spec);
    }
    merged
}
