//! Settling one difference after another: what was chosen, what was rejected, why, and who can live with it.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::{Party, PartyId, Response, StageId, Workshop};

/// How one difference was settled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Decision {
    /// The way it was settled.
    pub resolution: Resolution,
    /// What was agreed, each part at its stage: one part as a rule, two or more where the parties
    /// split by stage. While parked: what is in force until then, for [`Until::AsInForce`]; else none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreed: Vec<Settled>,
    /// Why; empty where nobody said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// What each signing party says to it.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub voices: IndexMap<PartyId, Voice>,
    /// What was on the table and not taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<Rejected>,
    /// A light engagement that learns what nobody can see earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pre_qualification: Option<PreQualification>,
    /// Set while the point is parked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parked: Option<Parked>,
}

/// One agreed part of a criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Settled {
    /// Stage this part guards; `None`: the question's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageId>,
    /// The agreed answer with its importance, what is never acceptable and how it is seen.
    pub response: Response,
}

/// The ways to settle a difference.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Resolution {
    /// All said the same; nothing to choose.
    Same,
    /// What one party said.
    Take(PartyId),
    /// Whatever any party accepts.
    Union,
    /// Only what every party accepts.
    Intersection,
    /// A range, level or set between the positions.
    Between,
    /// One part for an earlier stage, another for a later one.
    SplitByStage,
    /// Own wording that none of the parties had.
    OwnWords,
    /// Learn it in a light engagement before hand-off.
    PreQualify,
    /// Put off, with an owner and a date.
    Park,
}

impl Resolution {
    /// The words on the screen and in documents; `name` gives a party's name.
    #[must_use]
    pub fn words(&self, name: impl Fn(&str) -> String) -> String {
        match self {
            Self::Same => "all said the same".to_owned(),
            Self::Take(party) => {
                let name = name(party);
                let ending = if name.ends_with('s') { "'" } else { "'s" };
                format!("{name}{ending} answer")
            }
            Self::Union => "either (union)".to_owned(),
            Self::Intersection => "only what all accept (intersection)".to_owned(),
            Self::Between => "between the two".to_owned(),
            Self::SplitByStage => "split by stage".to_owned(),
            Self::OwnWords => "own wording".to_owned(),
            Self::PreQualify => "pre-qualification step".to_owned(),
            Self::Park => "parked".to_owned(),
        }
    }
}

/// A signing party's word on a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// Agrees.
    Agree,
    /// Has a concern, lets it pass.
    CanLiveWithIt,
    /// Objects, for this reason: the point is not settled.
    Object(String),
}

impl Voice {
    /// The words on the screen: "agrees", "can live with it", "objects: ...".
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Agree => "agrees".to_owned(),
            Self::CanLiveWithIt => "can live with it".to_owned(),
            Self::Object(reason) => format!("objects: {reason}"),
        }
    }
}

/// An option that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rejected {
    /// Who or what offered it: "Sales' answer", "either (union)".
    pub option: String,
    /// What it would have meant, in words.
    pub what: String,
}

/// A light engagement between marketing's lead and sales' conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PreQualification {
    /// The form it takes.
    pub form: PreQualificationForm,
    /// Who does it.
    pub who: String,
    /// What it must learn.
    pub learns: String,
}

/// The forms a pre-qualification takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PreQualificationForm {
    /// A call.
    Call,
    /// A sequence of mails.
    EmailNurture,
    /// An interactive assessment.
    Assessment,
}

impl PreQualificationForm {
    /// All forms in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Call, Self::EmailNurture, Self::Assessment];

    /// What people read.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Call => "qualification call",
            Self::EmailNurture => "email nurture",
            Self::Assessment => "interactive assessment",
        }
    }
}

/// A point put off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Parked {
    /// Who brings it back.
    pub owner: String,
    /// The day it is due.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub due: jiff::civil::Date,
    /// What holds until that day.
    #[serde(default, skip_serializing_if = "Until::is_not_asked")]
    pub until: Until,
}

/// What holds while a point is put off.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Until {
    /// The definition asks nothing.
    #[default]
    NotAsked,
    /// What one party said, by the party's id.
    Answer(PartyId),
    /// What the version in force says; only in an amendment. It stands in [`Decision::agreed`].
    AsInForce,
}

impl Until {
    /// Whether the definition asks nothing until then.
    #[must_use]
    pub fn is_not_asked(&self) -> bool {
        *self == Self::NotAsked
    }

    /// What is offered: "not asked", "Sales' answer", "as in force". `name` gives a party's name.
    #[must_use]
    pub fn choice(&self, name: impl Fn(&str) -> String) -> String {
        match self {
            Self::NotAsked => "not asked".to_owned(),
            Self::Answer(party) => Resolution::Take(party.clone()).words(name),
            Self::AsInForce => "as in force".to_owned(),
        }
    }

    /// What holds until then, as half a sentence: "Sales' answer holds". `name` gives a party's name.
    #[must_use]
    pub fn words(&self, name: impl Fn(&str) -> String) -> String {
        match self {
            Self::NotAsked => "it is not asked".to_owned(),
            Self::Answer(party) => format!("{} holds", Resolution::Take(party.clone()).words(name)),
            Self::AsInForce => "what is in force holds".to_owned(),
        }
    }
}

impl Decision {
    /// Whether it puts the point off without naming anybody who brings it back.
    #[must_use]
    pub fn is_ownerless(&self) -> bool {
        let parked = self.parked.as_ref();
        parked.is_some_and(|parked| parked.owner.trim().is_empty())
    }

    /// Whether nobody has to come back to this: settled, or parked.
    #[must_use]
    pub fn is_closed(&self, workshop: &Workshop) -> bool {
        self.parked.is_some() || self.is_settled(workshop)
    }

    /// Whether it stands and every signing party has been heard.
    #[must_use]
    pub fn is_settled(&self, workshop: &Workshop) -> bool {
        self.stands() && self.still_to_hear(workshop).next().is_none()
    }

    /// Whether what was agreed is part of the text: there is something, no party objects to it, and it is not parked.
    /// Parties may still have to speak; see [`Decision::is_settled`].
    #[must_use]
    pub fn stands(&self) -> bool {
        self.parked.is_none() && !self.agreed.is_empty() && self.objections().next().is_none()
    }

    /// The parties that object, each with its reason.
    pub fn objections(&self) -> impl Iterator<Item = (&PartyId, &str)> {
        self.voices.iter().filter_map(|(party, voice)| match voice {
            Voice::Object(why) => Some((party, why.as_str())),
            Voice::Agree | Voice::CanLiveWithIt => None,
        })
    }

    /// The signing parties that have not spoken; none where all said the same, for nobody needs to repeat it.
    pub fn still_to_hear<'a>(&'a self, workshop: &'a Workshop) -> impl Iterator<Item = &'a Party> {
        workshop.signing_parties().filter(|party| {
            self.resolution != Resolution::Same && !self.voices.contains_key(&party.id)
        })
    }
}
