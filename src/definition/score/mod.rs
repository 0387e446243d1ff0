//! Points: gates, scores with their rules, groups and decay, and grades.

pub(crate) mod form;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::{
    condition::{Condition, Start},
    rating::Rating,
    scalar::{Days, Percent, optional_number},
    score::form::FlatRule,
};

/// A condition that overrides points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "FlatGate", into = "FlatGate")]
pub struct Gate {
    /// Unique among gates and rules.
    pub id: String,
    /// What happens to a lead that meets it.
    pub effect: GateEffect,
    /// When it applies; sees fields and events.
    pub when: Condition,
    /// Why, in words.
    pub because: Option<String>,
}

/// What a gate does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GateEffect {
    /// The lead is not wanted for good: no stage.
    Disqualify,
    /// The lead is not worked at present: no stage.
    Suspend,
    /// The lead enters the stage with this id, whatever its points.
    Qualify(String),
}

/// A gate as a file writes it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase", rename = "Gate")]
struct FlatGate {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    disqualify: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    suspend: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    qualify: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    when: Option<Condition>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    because: Option<String>,
}

impl TryFrom<FlatGate> for Gate {
    type Error = String;

    fn try_from(flat: FlatGate) -> Result<Self, String> {
        let id = flat.id;
        let effect = match (flat.disqualify, flat.suspend, flat.qualify) {
            (Some(true), None, None) => GateEffect::Disqualify,
            (None, Some(true), None) => GateEffect::Suspend,
            (None, None, Some(stage)) => GateEffect::Qualify(stage),
            _ => {
                return Err(format!(
                    "the gate `{id}` needs exactly one of `disqualify: true`, `suspend: true` or `qualify: STAGE`"
                ));
            }
        };
        let when = flat.when.ok_or_else(|| {
            format!("the gate `{id}` needs `when: {{...}}`, the condition it watches")
        })?;
        Ok(Self {
            id,
            effect,
            when,
            because: flat.because,
        })
    }
}

impl From<Gate> for FlatGate {
    fn from(gate: Gate) -> Self {
        let mut flat = Self {
            id: gate.id,
            when: Some(gate.when),
            because: gate.because,
            ..Self::default()
        };
        match gate.effect {
            GateEffect::Disqualify => flat.disqualify = Some(true),
            GateEffect::Suspend => flat.suspend = Some(true),
            GateEffect::Qualify(stage) => flat.qualify = Some(stage),
        }
        flat
    }
}

/// One score: an axis with rules, or the sum or largest of other scores.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Score {
    /// The names of the scores it adds up; excludes `rules` and `largest`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<Vec<String>>,
    /// The names of the scores of which it takes the largest; excludes `rules` and `sum`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub largest: Option<Vec<String>>,
    /// The most it can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<i64>,
    /// The least it can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<i64>,
    /// The leads that have this score; for others it is empty and counts 0 in a sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies_to: Option<Condition>,
    /// Once the sum of the rules (with their caps and the groups' limits, before `cap`, `floor` and `decay`) is above
    /// it, the axis counts no further act. Acts are added in the order of their days, all of one day together; the
    /// first day on which the sum of everything up to that day is above the limit is the last one that counts, for
    /// points above and below 0 alike. Fields count from the start: if they alone are above, no act counts. Ages
    /// (`within`, a rule's `decay`) are those of *as of*. `appliesTo`, `resetWhen` and `decay` see every act. An export
    /// with one column of last dates places an act on that day if it occurred once or is only asked whether it
    /// happened; where it cannot tell the order, the axis is not frozen and the event is noted. Only with `rules`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub freeze_above: Option<i64>,
    /// While this holds the axis is 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reset_when: Option<Condition>,
    /// Limits that several rules share.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub groups: IndexMap<String, Group>,
    /// What gives points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// Loss of the whole axis with age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decay: Option<Decay>,
}

/// The limits of a group of rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Group {
    /// The most its rules can give together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<i64>,
    /// The least its rules can give together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<i64>,
}

/// Loss of an axis with the age of a date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Decay {
    /// A field with a date, or an event (its last occurrence).
    pub by: String,
    /// By age, youngest first; the last step has no `within`.
    pub steps: Vec<DecayStep>,
    /// What is kept when the date is missing; none: everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when_missing: Option<Percent>,
}

/// One row of a decay table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DecayStep {
    /// Up to this age, included; none: every greater age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Days>,
    /// The share of the points that is kept.
    pub keep: Percent,
}

/// A criterion with points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "FlatRule", into = "FlatRule")]
pub struct Rule {
    /// Unique among gates and rules.
    pub id: String,
    /// What gives the points.
    pub kind: RuleKind,
    /// The most the rule can give.
    pub cap: Option<i64>,
    /// The least the rule can give, 0 or below: the most it can take away.
    pub floor: Option<i64>,
    /// The group whose limits it shares.
    pub group: Option<String>,
    /// What happens when the rule's one field is missing; none: nothing.
    pub when_missing: Option<WhenMissing>,
    /// What people made of the act that it gives points for; changes no score. None: it is no act, or nobody said.
    pub rated: Option<Rating>,
    /// Why, in words.
    pub because: Option<String>,
}

/// The ways a rule gives points.
#[derive(Clone, Debug, PartialEq)]
pub enum RuleKind {
    /// Points when a condition holds.
    When {
        /// The condition.
        when: Condition,
        /// Points, within a million either way.
        points: i64,
    },
    /// Points by the band in which a number lies.
    Bands {
        /// The field, a number.
        field: String,
        /// The bands, lowest first; the last has no upper bound.
        bands: Vec<Band>,
    },
    /// Points times the whole part of a number; below 0 counts as 0.
    PerUnit {
        /// The field, a number.
        field: String,
        /// Points of one unit.
        points: i64,
    },
    /// Points for what a lead did.
    Event {
        /// The ids of the events whose occurrences are counted together; mostly one, never none.
        events: Vec<String>,
        /// Points of one counted occurrence.
        points: i64,
        /// What counts once.
        per: Per,
        /// Only occurrences so many days before *as of*; none: all.
        within: Option<Days>,
        /// Only occurrences from this day of the lead on; none: all.
        since: Option<Start>,
        /// The leads for which the rule counts, as they are on *as of*; none: all.
        when: Option<Condition>,
        /// Loss with the age of each counted occurrence; empty: none.
        decay: Vec<DecayStep>,
    },
    /// Points of the first choice whose condition holds.
    FirstOf(Vec<Choice>),
    /// Points of the rule that gives most.
    LargestOf(Vec<Rule>),
}

impl RuleKind {
    /// The rules inside this one, directly.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        match self {
            Self::LargestOf(rules) => rules,
            Self::When { .. }
            | Self::Bands { .. }
            | Self::PerUnit { .. }
            | Self::Event { .. }
            | Self::FirstOf(_) => &[],
        }
    }
}

/// A band of a number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Band {
    /// The excluded upper bound; none: no bound, only in the last band.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "optional_number"
    )]
    #[cfg_attr(feature = "schema", schemars(with = "Option<f64>"))]
    pub below: Option<f64>,
    /// The included upper bound; excludes `below`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "optional_number"
    )]
    #[cfg_attr(feature = "schema", schemars(with = "Option<f64>"))]
    pub at_most: Option<f64>,
    /// Points in this band.
    pub points: i64,
}

impl Band {
    /// The least double that is not in the band any more; none: no bound. An included bound is the same as an excluded
    /// one at the next greater double.
    #[must_use]
    pub fn end(&self) -> Option<f64> {
        self.below.or(self.at_most.map(f64::next_up))
    }
}

/// A choice of a `firstOf` rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Choice {
    /// When it is taken; none: always, only in the last choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Points of this choice.
    pub points: i64,
}

/// How often an event can give points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Per {
    /// Once, however often it occurred; the latest occurrence decides its age.
    #[default]
    Once,
    /// Every time.
    Occurrence,
    /// Once per calendar day.
    Day,
    /// Once per ISO week.
    Week,
    /// Once per calendar month.
    Month,
    /// Once per block of so many days, counted back from *as of*.
    Block(Block),
    /// Each that is at least so many days after the last one that counted. The first that ever happened counts; whether
    /// a later one does is settled by those before it alone, and not by `within`, `since` or *as of*.
    Cooldown(Days),
}

/// A block of days: `{days: 30}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// The block's length in days, at least 1.
    pub days: u32,
}

/// What a rule does when its field is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenMissing {
    /// These points, usually a penalty.
    Points(i64),
    /// The lead's status becomes `not-enough-known`.
    NotEnoughKnown,
}

/// One row of a grade table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct GradeStep {
    /// The least value of the score that has the grade's name; excludes `when`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<i64>,
    /// The condition; sees fields, events and scores; excludes `at_least`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The grade; the first row that holds wins.
    pub grade: String,
}
