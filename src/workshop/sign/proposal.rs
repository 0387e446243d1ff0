//! The lead definition as it lies on the table: rules, version, and the record of the agreement.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::paragraph::agreed_words;
use crate::rules::{Source, parts, rules};
use crate::sign::open::open_points;
use crate::{Decision, Parked, Question, Signature as Given, Voice, Workshop, defaults};
use leadpact_definition::agreement::{
    AgreedMapping, Agreement, AgreementParty, Decision as Settlement, ParkedItem, PartyVoice,
    RejectedOption, Signature, Voice as SpokenVoice,
};
use leadpact_definition::apart::apart;
use leadpact_definition::binding::Binding;
use leadpact_definition::canonical::content_hash;
use leadpact_definition::date::Day;
use leadpact_definition::difference::{difference, next_version};
use leadpact_definition::{LeadDefinition, Metadata, Spec, Status};

/// The version of the first agreement.
const FIRST: &str = "1.0.0";

/// The day of a moment in the workshop's time zone; UTC where the zone is unknown.
#[must_use]
pub fn day_of(workshop: &Workshop, at: Timestamp) -> Day {
    let zone = TimeZone::get(&workshop.setup.time_zone).unwrap_or(TimeZone::UTC);
    Day(at.to_zoned(zone).date())
}

/// The text on the table: what is agreed so far as a lead definition, with the version it would get, the signatures
/// that count, and what is open as reservations. Once a version is agreed and nothing is being amended, that version.
#[must_use]
pub fn propose(workshop: &Workshop) -> LeadDefinition {
    if workshop.is_closed()
        && let Some(newest) = workshop.versions.last()
    {
        return newest.definition.clone();
    }
    let spec = rules(workshop, Source::Agreed).spec;
    let version = version_of(workshop, &spec);
    let status = if workshop.proposal.is_some() {
        Status::Proposed
    } else {
        Status::Draft
    };
    let mut definition = LeadDefinition {
        metadata: Metadata {
            name: name_of(workshop),
            title: workshop.head.title.clone(),
            version,
            status,
            effective_from: workshop.in_force.from.map(Day),
            content_hash: None,
            agreement_hash: None,
        },
        agreement: Some(Agreement {
            mapping: mapping(workshop, &spec),
            ..agreement(workshop)
        }),
        spec,
        ..LeadDefinition::default()
    };
    definition.metadata.content_hash = Some(definition.rules_hash());
    let binding = Binding::of(&definition);
    let given = workshop.proposal.iter().flat_map(|p| &p.signatures);
    let version = definition.metadata.version.clone();
    let counting = given
        .map(|signature| under(workshop, signature, &version))
        .filter(|signature| binding.holds(signature));
    let signatures = counting.collect();
    if let Some(agreement) = &mut definition.agreement {
        agreement.signatures = signatures;
    }
    definition
}

/// The mapping that is agreed with the rules; `None`: no fact has a spelling. Names that were given under rules and
/// spellings as one text, as an earlier release did, are not made void by being asked for anew.
fn mapping(workshop: &Workshop, spec: &Spec) -> Option<AgreedMapping> {
    let (_, spellings) = apart(spec);
    let mut given = workshop.proposal.iter().flat_map(|p| &p.signatures);
    let as_one_text = |signature: &Given| signature.content_hash == content_hash(spec);
    if spellings.is_empty() || given.any(as_one_text) {
        return None;
    }
    Some(AgreedMapping {
        name: name_of(workshop),
        content_hash: spellings.content_hash(),
    })
}

/// A signature as it stands under this version.
pub(super) fn under(workshop: &Workshop, given: &Given, version: &str) -> Signature {
    Signature {
        party: given.party.clone(),
        name: given.name.clone(),
        on: day_of(workshop, given.at),
        version: version.to_owned(),
        content_hash: given.content_hash.clone(),
        terms: given.terms.clone(),
        agreement_hash: given.agreement_hash.clone(),
    }
}

/// What one party alone calls a qualified lead, compiled as the agreement is: to compare the parties on cards and on
/// real leads. Always a draft; nobody agreed to it. Empty of rules before the reveal.
#[must_use]
pub fn own_definition(workshop: &Workshop, party: &str) -> LeadDefinition {
    LeadDefinition {
        metadata: Metadata {
            name: format!("what-{party}-calls-a-lead"),
            title: format!(
                "{}: {}'s own sheet",
                workshop.head.title,
                workshop.party_name(party)
            ),
            version: "0.1.0".to_owned(),
            ..Metadata::default()
        },
        spec: rules(workshop, Source::Party(party)).spec,
        ..LeadDefinition::default()
    }
}

/// The next version after the newest, counted from what changed; the newest itself where nothing did.
fn version_of(workshop: &Workshop, spec: &Spec) -> String {
    let Some(newest) = workshop.versions.last() else {
        return FIRST.to_owned();
    };
    let before = &newest.definition;
    let next = next_version(&before.metadata.version, &difference(&before.spec, spec));
    next.unwrap_or_else(|| before.metadata.version.clone())
}

/// A label as in RFC 1123, from company or title: at most 63 of a-z, 0-9 and hyphens.
fn name_of(workshop: &Workshop) -> String {
    let company = workshop.setup.company.trim();
    let text = if company.is_empty() {
        workshop.head.title.clone()
    } else {
        format!("{company} qualified lead")
    };
    let mut label = String::new();
    for letter in text.to_ascii_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            label.push(letter);
        } else if !label.is_empty() && !label.ends_with('-') {
            label.push('-');
        }
    }
    label.truncate(63);
    let label = label.trim_end_matches('-');
    if label.is_empty() {
        "qualified-lead".to_owned()
    } else {
        label.to_owned()
    }
}

/// The record of the agreement, without the signatures under it.
fn agreement(workshop: &Workshop) -> Agreement {
    let parties = workshop.parties.iter().map(|party| AgreementParty {
        id: party.id.clone(),
        name: party.name.clone(),
        people: party.people.clone(),
        signs: party.signs(),
    });
    Agreement {
        parties: parties.collect(),
        signatures: Vec::new(),
        decisions: decisions(workshop),
        parked: parked(workshop),
        defaults: defaults::annex(workshop),
        handed_over: Some(workshop.in_force.handed_over.sentence()),
        mapping: None,
        reservations: open_points(workshop)
            .into_iter()
            .filter(|p| !p.blocks)
            .map(|p| p.text)
            .collect(),
        review: None,
        changes_hash: None,
        log_link: None,
    }
}

fn reason(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|t| !t.is_empty())
}

fn decisions(workshop: &Workshop) -> Vec<Settlement> {
    let questions = workshop.bank.questions.iter();
    questions
        .filter_map(|question| {
            let decision = workshop
                .decisions
                .get(&question.id)
                .filter(|d| d.stands())?;
            Some(Settlement {
                about: question.title.clone(),
                chosen: agreed_words(workshop, question)?,
                rejected: decision
                    .rejected
                    .iter()
                    .map(|r| RejectedOption {
                        option: format!("{}: {}", r.option, r.what),
                        from: None,
                        because: None,
                    })
                    .collect(),
                because: reason(&decision.because),
                voices: voices(decision),
            })
        })
        .collect()
}

fn voices(decision: &Decision) -> Vec<PartyVoice> {
    let spoken = decision.voices.iter();
    spoken
        .map(|(party, voice)| {
            let (voice, because) = match voice {
                Voice::Agree => (SpokenVoice::Agree, None),
                Voice::CanLiveWithIt => (SpokenVoice::LiveWithIt, None),
                Voice::Object(why) => (SpokenVoice::Object, reason(why)),
            };
            PartyVoice {
                party: party.clone(),
                voice,
                because,
            }
        })
        .collect()
}

fn parked(workshop: &Workshop) -> Vec<ParkedItem> {
    let questions = workshop.bank.questions.iter();
    questions
        .filter_map(|question| {
            let decision = workshop.decisions.get(&question.id)?;
            let later = decision.parked.as_ref()?;
            Some(ParkedItem {
                about: question.title.clone(),
                owner: later.owner.clone(),
                due: Day(later.due),
                because: reason(&decision.because),
                until: until(workshop, question, later),
            })
        })
        .collect()
}

/// What holds until a parked point comes back, with the answer in words; `None`: it is not asked.
fn until(workshop: &Workshop, question: &Question, later: &Parked) -> Option<String> {
    if later.until.is_not_asked() {
        return None;
    }
    let parts = parts(workshop, Source::Agreed);
    let parts = parts.iter().filter(|p| p.question.id == question.id);
    let said: Vec<String> = parts
        .map(|part| part.response.words(question, &workshop.setup.currency))
        .collect();
    let holds = later.until.words(|id| workshop.party_name(id));
    Some(if said.is_empty() {
        holds
    } else {
        format!("{holds}: {}", said.join("; "))
    })
}
