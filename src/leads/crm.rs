//! What some CRMs call the facts of the templates: their own headers, as the screen and the API name them, and how they
//! write a value. Data of `assets/mappings/`, keyed by the ids that the templates give their facts.

use std::sync::LazyLock;

use crate::mapping::{EventMapping, FieldMapping, Mapping};
use leadpact_definition::Spec;
use leadpact_definition::field::{EventColumns, Field, FieldType, LeadId, Read};
use leadpact_definition::scalar::Texts;
use leadpact_definition::value::canonical_text;
use leadpact_files as files;

/// A CRM whose names are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Crm {
    /// `HubSpot`.
    Hubspot,
    /// Salesforce.
    Salesforce,
    /// Pipedrive.
    Pipedrive,
    /// Zoho CRM.
    Zoho,
    /// Microsoft Dynamics 365 Sales.
    Dynamics,
}

impl Crm {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Hubspot,
        Self::Salesforce,
        Self::Pipedrive,
        Self::Zoho,
        Self::Dynamics,
    ];

    /// The word on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Hubspot => "hubspot",
            Self::Salesforce => "salesforce",
            Self::Pipedrive => "pipedrive",
            Self::Zoho => "zoho",
            Self::Dynamics => "dynamics",
        }
    }

    /// What its makers call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Hubspot => "HubSpot",
            Self::Salesforce => "Salesforce",
            Self::Pipedrive => "Pipedrive",
            Self::Zoho => "Zoho CRM",
            Self::Dynamics => "Dynamics 365 Sales",
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Hubspot => include_str!("../../assets/mappings/hubspot.yaml"),
            Self::Salesforce => include_str!("../../assets/mappings/salesforce.yaml"),
            Self::Pipedrive => include_str!("../../assets/mappings/pipedrive.yaml"),
            Self::Zoho => include_str!("../../assets/mappings/zoho.yaml"),
            Self::Dynamics => include_str!("../../assets/mappings/dynamics.yaml"),
        }
    }

    /// Everything that is known of it.
    fn names(self) -> &'static Mapping {
        match self {
            Self::Hubspot => &HUBSPOT,
            Self::Salesforce => &SALESFORCE,
            Self::Pipedrive => &PIPEDRIVE,
            Self::Zoho => &ZOHO,
            Self::Dynamics => &DYNAMICS,
        }
    }

    /// The mapping of an export of this CRM for these rules: for each fact that both know, the CRM's headers before those
    /// that the rules have, and its spellings beside theirs.
    #[must_use]
    pub fn mapping(self, spec: &Spec) -> Mapping {
        let names = self.names();
        let fields = names.fields.iter().filter_map(|(id, known)| {
            let field = spec.fields.get(id)?;
            Some((id.clone(), with_own(known, field)))
        });
        let events = names.events.iter().filter_map(|(id, known)| {
            let own = spec.events.get(id)?.columns.clone().unwrap_or_default();
            let known = known.columns.clone().unwrap_or_default();
            let columns = EventColumns {
                count: joined(&known.count, &own.count),
                last: joined(&known.last, &own.last),
                read: own.read,
            };
            let mapping = EventMapping {
                columns: Some(columns),
                ..EventMapping::default()
            };
            Some((id.clone(), mapping))
        });
        // Rules that name no column find the leads' ids by the usual headers; so they do behind the CRM's.
        let own = spec.lead_id.as_ref().map(|own| own.columns.clone());
        let own = own.unwrap_or_else(|| crate::header::USUAL_IDS.into_iter().collect());
        let lead_id = names.lead_id.as_ref().map(|known| LeadId {
            columns: joined(&known.columns, &own),
            ..LeadId::default()
        });
        Mapping {
            lead_id,
            fields: fields.collect(),
            events: events.collect(),
            ..Mapping::default()
        }
    }
}

static HUBSPOT: LazyLock<Mapping> = LazyLock::new(|| read(Crm::Hubspot));
static SALESFORCE: LazyLock<Mapping> = LazyLock::new(|| read(Crm::Salesforce));
static PIPEDRIVE: LazyLock<Mapping> = LazyLock::new(|| read(Crm::Pipedrive));
static ZOHO: LazyLock<Mapping> = LazyLock::new(|| read(Crm::Zoho));
static DYNAMICS: LazyLock<Mapping> = LazyLock::new(|| read(Crm::Dynamics));

/// A test reads each of them, so there is none that cannot be read.
fn read(crm: Crm) -> Mapping {
    files::read_kind(crm.word(), crm.text().as_bytes(), "Mapping").unwrap_or_default()
}

/// Every header that one of them gives the fact (a field or event) with this id in the templates, each once.
#[must_use]
pub fn known_headers(fact: &str) -> Vec<&'static str> {
    let mut found: Vec<&str> = Vec::new();
    for mapping in Crm::ALL.map(Crm::names) {
        let field = mapping.fields.get(fact).map(|field| &field.columns);
        let event = mapping.events.get(fact);
        let event = event.and_then(|event| event.columns.as_ref());
        let event = event.map(|columns| [&columns.count, &columns.last]);
        let texts = field.into_iter().chain(event.into_iter().flatten());
        for header in texts.flat_map(|texts| &texts.0) {
            if !found.contains(&header.as_str()) {
                found.push(header);
            }
        }
    }
    found
}

/// Every cell that one of them writes for a value of this field of the templates, with that value.
#[must_use]
pub fn known_values(field: &str) -> Vec<(&'static str, &'static str)> {
    let mappings = Crm::ALL.map(Crm::names).into_iter();
    let read = mappings.filter_map(|mapping| mapping.fields.get(field)?.read.as_ref());
    let values = read.flat_map(|read| &read.values);
    let mut found: Vec<(&str, &str)> = Vec::new();
    for (cell, value) in values {
        if !found.contains(&(cell.as_str(), value.as_str())) {
            found.push((cell, value));
        }
    }
    found
}

/// The headers of the first, and after them those that only the second has.
fn joined(first: &Texts, second: &Texts) -> Texts {
    let mut headers = first.0.clone();
    for header in &second.0 {
        if !headers
            .iter()
            .any(|known| canonical_text(known) == canonical_text(header))
        {
            headers.push(header.clone());
        }
    }
    Texts(headers)
}

/// What the CRM calls a field and how it writes it, with what the rules know beside it. What does not go with the type or
/// the levels that the rules give the field is left out.
fn with_own(known: &FieldMapping, field: &Field) -> FieldMapping {
    let own = field.read.clone().unwrap_or_default();
    let of_crm = known.read.clone().unwrap_or_default();
    let is_level = |value: &String| {
        let mut levels = field.levels.iter();
        levels.any(|level| canonical_text(level) == canonical_text(value))
    };
    let mut read = own;
    if field.kind == FieldType::Level {
        let named: Vec<String> = read
            .values
            .keys()
            .map(|cell| canonical_text(cell))
            .collect();
        let of_crm = of_crm.values.into_iter();
        let new = of_crm
            .filter(|(cell, value)| is_level(value) && !named.contains(&canonical_text(cell)));
        read.values.extend(new);
    }
    if field.kind == FieldType::Boolean {
        read.true_words.extend(of_crm.true_words);
        read.false_words.extend(of_crm.false_words);
    }
    let placeholders = known.placeholders.iter().flatten();
    let placeholders = Texts(placeholders.cloned().collect());
    let placeholders = joined(&Texts(field.placeholders.clone()), &placeholders).0;
    FieldMapping {
        columns: joined(&known.columns, &field.columns),
        read: (read != Read::default()).then_some(read),
        placeholders: (!placeholders.is_empty()).then_some(placeholders),
        ..FieldMapping::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadpact_files::{TEMPLATES, template};

    /// The facts of every template, by id.
    fn facts() -> Vec<Spec> {
        let templates = TEMPLATES
            .iter()
            .map(|entry| template(entry.name).expect(entry.name));
        templates
            .map(|template| Spec {
                fields: template.bank.fields.clone(),
                events: template.bank.events.clone(),
                ..Spec::default()
            })
            .collect()
    }

    #[test]
    fn every_file_can_be_read_and_names_facts_of_the_templates_alone() {
        for crm in Crm::ALL {
            let file = files::read_kind::<Mapping>(crm.word(), crm.text().as_bytes(), "Mapping");
            let mapping = file.unwrap_or_else(|fault| panic!("{fault}"));
            assert_eq!(mapping.metadata.expect("a head").name, crm.word());
            assert!(mapping.fields.len() > 10, "{crm:?}");
            let known = |id: &String| {
                facts()
                    .iter()
                    .any(|spec| spec.fields.contains_key(id) || spec.events.contains_key(id))
            };
            for id in mapping.fields.keys().chain(mapping.events.keys()) {
                assert!(known(id), "{crm:?}: {id}");
            }
        }
    }

    /// Over every template it makes rules that can be used, and each value that it names is one of the field's.
    #[test]
    fn each_fits_every_template() {
        for spec in facts() {
            for crm in Crm::ALL {
                let mapping = crm.mapping(&spec);
                let ids = mapping.lead_id.clone().expect("a column").columns.0;
                assert!(
                    ids.iter().any(|id| id.eq_ignore_ascii_case("lead id")),
                    "{ids:?}"
                );
                let mapped = mapping.over(&spec).unwrap_or_else(|problems| {
                    panic!("{crm:?}: {problems:#?}");
                });
                for (id, field) in &crm.names().fields {
                    let Some(own) = mapped.spec.fields.get(id) else {
                        continue;
                    };
                    assert_eq!(
                        own.columns.0.first(),
                        field.columns.0.first(),
                        "{crm:?} {id}"
                    );
                }
            }
        }
    }

    /// A value that no template's levels have would never be said.
    #[test]
    fn every_value_is_a_level_of_a_template() {
        for crm in Crm::ALL {
            for (id, known) in &crm.names().fields {
                for value in known.read.iter().flat_map(|read| read.values.values()) {
                    let levels = facts().into_iter();
                    let mut levels =
                        levels.filter_map(|spec| Some(spec.fields.get(id)?.levels.clone()));
                    assert!(
                        levels.any(|levels| levels.contains(value)),
                        "{crm:?} {id}: {value}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_the_crms_call_a_fact_is_known_by_its_id() {
        let headers = known_headers("opted_out");
        for header in [
            "Unsubscribed from all email",
            "hs_email_optout",
            "HasOptedOutOfEmail",
        ] {
            assert!(headers.contains(&header), "{header}: {headers:?}");
        }
        assert!(known_headers("email_clicked").contains(&"hs_email_click"));
        assert!(known_headers("no such fact").is_empty());
        assert!(known_values("timeline").contains(&("next quarter", "half-year")));
        let once: std::collections::HashSet<&str> = headers.iter().copied().collect();
        assert_eq!(once.len(), headers.len());
    }
}
