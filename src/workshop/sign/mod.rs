//! Sign: the text on the table, the names under it, and the version it becomes.
//!
//! A signature is bound to the content hash of the rules it was given for. After a change it stays visible
//! but counts no more, until the party signs the new text. Who types a name that is not among the party's
//! people signs as its deputy; the log says so.

mod group;
mod needed;
mod open;
mod point;
mod proposal;

use jiff::Timestamp;

use crate::amend::{unexplained, version_notes};
use crate::version::changes_hash;
use crate::{Proposal, Signature, Version, Workshop, in_force};
use leadpact_definition::binding::{Binding, agreement_hash};
use leadpact_definition::date::Day;
use leadpact_definition::{Problem, Status};

pub use crate::integrity::tampered;
pub use crate::version::version_is_intact;
pub use group::{Group, group_words, grouped};
pub use open::open_points;
pub use point::{OpenPoint, PointKind};
pub use proposal::{day_of, own_definition, propose};

/// What a signature led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signed {
    /// These parties, by name, have still to sign.
    Waiting(Vec<String>),
    /// All have signed: this version is agreed.
    Agreed(String),
}

/// Why a name cannot be set under the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSigned {
    /// A version is agreed and nothing is being amended.
    #[error("this version is signed already. Choose amend to work on the next one")]
    Closed,
    /// There is no such party.
    #[error("there is no party named {0}. Look at the parties in the set-up")]
    NoParty(String),
    /// The facilitator does not sign.
    #[error("{0} does not sign. Choose a party that answers for the agreement")]
    NoSignatory(String),
    /// No name was typed.
    #[error("a signature needs a name. Type the full name of whoever signs for {0}")]
    NoName(String),
    /// One person for both sides.
    #[error("{name} has signed for {party} already. Marketing and sales need two different people")]
    SamePerson {
        /// Who.
        name: String,
        /// For which party that person signed.
        party: String,
    },
    /// The day from which it would be in force has passed.
    #[error("it would be in force from {0}, a day that has passed. Choose a later one")]
    DayPassed(Day),
    /// The party's signature under this very text stands.
    #[error("{party} has signed this text already: {name}")]
    Already {
        /// The party's name.
        party: String,
        /// Who signed.
        name: String,
    },
    /// Points that block.
    #[error("still open: {}. Settle each of them or park it with an owner and a date", .0.join("; "))]
    Open(Vec<String>),
    /// An amendment that changes nothing.
    #[error("nothing has changed since version {0}. Change something, or withdraw the amendment")]
    NoChange(String),
    /// Changes without a reason.
    #[error("no reason is given for: {}. Say why each change is made", .0.join("; "))]
    NoReason(Vec<String>),
    /// The rules cannot be used.
    #[error("the rules cannot be used yet: {}", .0.iter().map(Problem::to_string).collect::<Vec<_>>().join("; "))]
    Unusable(Vec<Problem>),
    /// A signed version was changed from outside.
    #[error(
        "version {0} in the file is not the text that was signed. Restore it from a copy before you sign the next one"
    )]
    Tampered(String),
}

/// A signature and whether it still counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureState {
    /// As it was given.
    pub signature: Signature,
    /// `false`: void, the text was changed since.
    pub counts: bool,
}

/// The signatures under the text on the table, in the order in which they were given, void ones among them.
#[must_use]
pub fn signatures(workshop: &Workshop) -> Vec<SignatureState> {
    let given = workshop.proposal.iter().flat_map(|p| &p.signatures);
    let mut given = given.peekable();
    if given.peek().is_none() {
        return Vec::new();
    }
    let definition = propose(workshop);
    let binding = Binding::of(&definition);
    let version = &definition.metadata.version;
    given
        .map(|signature| SignatureState {
            counts: binding.holds(&proposal::under(workshop, signature, version)),
            signature: signature.clone(),
        })
        .collect()
}

/// The signing parties whose signature is still missing or void, by name.
#[must_use]
pub(crate) fn still_to_sign(workshop: &Workshop) -> Vec<String> {
    let given = signatures(workshop);
    let signed = |id: &str| given.iter().any(|s| s.counts && s.signature.party == id);
    let missing = workshop.signing_parties().filter(|p| !signed(&p.id));
    missing.map(|p| p.name.clone()).collect()
}

/// Puts the text to the parties: from draft to proposed. Does nothing where it is proposed already.
///
/// # Errors
/// Everything that keeps it from being signed, see [`NotSigned`].
pub fn put_to_signature(workshop: &mut Workshop, at: Timestamp) -> Result<(), NotSigned> {
    ready(workshop)?;
    let from = timely(workshop, at)?;
    workshop.in_force.from = Some(from.0);
    if workshop.proposal.is_none() {
        let version = propose(workshop).metadata.version;
        workshop.proposal = Some(Proposal::default());
        workshop.head.status = Status::Proposed;
        workshop.note(
            at,
            format!("Version {version} was put to the parties for signature."),
        );
    }
    Ok(())
}

/// Whether the text can be signed at all.
fn ready(workshop: &Workshop) -> Result<(), NotSigned> {
    if workshop.is_closed() {
        return Err(NotSigned::Closed);
    }
    if let Some(version) = tampered(workshop) {
        return Err(NotSigned::Tampered(version.to_owned()));
    }
    let blocking: Vec<String> = open_points(workshop)
        .into_iter()
        .filter(|p| p.blocks)
        .map(|p| p.text)
        .collect();
    if !blocking.is_empty() {
        return Err(NotSigned::Open(blocking));
    }
    let definition = propose(workshop);
    if let Err(problems) = leadpact_definition::compile(&definition.spec) {
        return Err(NotSigned::Unusable(problems));
    }
    if let Some(amendment) = &workshop.amendment {
        if crate::amend::changes(workshop).is_none_or(|d| d.changes.is_empty()) {
            return Err(NotSigned::NoChange(amendment.from.clone()));
        }
        let silent = unexplained(workshop);
        if !silent.is_empty() {
            return Err(NotSigned::NoReason(silent));
        }
    }
    Ok(())
}

/// The first day on which it would be in force.
fn timely(workshop: &Workshop, at: Timestamp) -> Result<Day, NotSigned> {
    let today = day_of(workshop, at);
    let from = Day(in_force::day(workshop, today.0));
    if from < today {
        return Err(NotSigned::DayPassed(from));
    }
    Ok(from)
}

/// Sets a name under the text for a party. With the last signing party the text becomes the next version.
///
/// # Errors
/// See [`NotSigned`]; the workshop is then as it was.
pub fn sign(
    workshop: &mut Workshop,
    party: &str,
    name: &str,
    at: Timestamp,
) -> Result<Signed, NotSigned> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(found) = workshop.party(party).cloned() else {
        return Err(NotSigned::NoParty(party.to_owned()));
    };
    if !found.signs() {
        return Err(NotSigned::NoSignatory(found.name));
    }
    if name.is_empty() {
        return Err(NotSigned::NoName(found.name));
    }
    ready(workshop)?;
    timely(workshop, at)?;
    let given = signatures(workshop);
    if let Some(s) = given
        .iter()
        .find(|s| s.counts && s.signature.party == party)
    {
        let name = s.signature.name.clone();
        return Err(NotSigned::Already {
            party: found.name,
            name,
        });
    }
    let counting = given.iter().filter(|s| s.counts);
    let names = counting.map(|s| (s.signature.party.as_str(), s.signature.name.as_str()));
    if let Some(other) = needed::signed_for_other_side(workshop, &found, &name, names) {
        let party = other.name.clone();
        return Err(NotSigned::SamePerson { name, party });
    }
    put_to_signature(workshop, at)?;
    let definition = propose(workshop);
    let version = definition.metadata.version.clone();
    let binding = Binding::of(&definition);
    let mut signature = Signature {
        party: party.to_owned(),
        name: name.clone(),
        at,
        content_hash: binding.content_hash().to_owned(),
        terms: None,
        agreement_hash: None,
    };
    let under = proposal::under(workshop, &signature, &version);
    signature.agreement_hash = Some(binding.agreement_hash(&under));
    workshop
        .proposal
        .get_or_insert_default()
        .signatures
        .push(signature);
    let deputy = match found.people.first() {
        Some(first) if !found.people.contains(&name) => format!(", as deputy of {first}"),
        _ => String::new(),
    };
    workshop.note(
        at,
        format!(
            "{name} signed version {version} for {}{deputy}.",
            found.name
        ),
    );
    let missing = still_to_sign(workshop);
    if missing.is_empty() {
        conclude(workshop, at);
        Ok(Signed::Agreed(version))
    } else {
        Ok(Signed::Waiting(missing))
    }
}

/// All have signed: the text becomes a version, and the one before it is superseded.
fn conclude(workshop: &mut Workshop, at: Timestamp) {
    let mut definition = propose(workshop);
    let version = definition.metadata.version.clone();
    let from = definition.metadata.effective_from;
    let from = from.unwrap_or_else(|| day_of(workshop, at));
    let days = i64::from(workshop.review_every_days);
    let review = from.0.saturating_add(jiff::Span::new().days(days));
    let changes = version_notes(workshop);
    definition.metadata.status = Status::Agreed;
    if let Some(agreement) = &mut definition.agreement {
        agreement.review = Some(Day(review));
        agreement.changes_hash = Some(changes_hash(&changes));
        agreement.log_link = workshop.log.last().and_then(|entry| entry.link.clone());
    }
    let hash = agreement_hash(&definition);
    definition.metadata.agreement_hash = Some(hash.clone());
    for earlier in &mut workshop.versions {
        earlier.definition.metadata.status = Status::Superseded;
    }
    workshop.versions.push(Version {
        definition,
        changes,
    });
    workshop.proposal = None;
    workshop.amendment = None;
    workshop.head.status = Status::Agreed;
    workshop.head.version = Some(version.clone());
    workshop.head.review = Some(review);
    let what = format!(
        "Version {version} is agreed. It is in force from {from} and will be looked at again on {review}."
    );
    workshop.note_bound(at, what, vec![hash], Vec::new());
}

#[cfg(test)]
pub(crate) mod tests;
