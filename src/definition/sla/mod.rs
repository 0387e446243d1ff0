//! The SLA: promises between the parties and the business calendar their clocks run on.

pub mod calendar;
mod form;
pub mod holiday;
pub mod opening;
pub mod rejection;
pub mod silence;
pub mod zone;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::{
    condition::{Condition, Test},
    scalar::{Days, Percent, number, optional_number},
    sla::holiday::Holiday,
};

/// What the parties promise each other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Sla {
    /// The one business calendar; excludes `calendars`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<Calendar>,
    /// Several calendars by name.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub calendars: IndexMap<String, Calendar>,
    /// The field whose value names the calendar; goes with `calendars`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar_by: Option<String>,
    /// The promises.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promises: Vec<Promise>,
    /// The reasons sales may give for a rejection, and where the lead goes then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rejection_reasons: Vec<RejectionReason>,
}

/// Opening hours in a time zone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Calendar {
    /// An IANA name, for example `Europe/London`.
    pub time_zone: String,
    /// By weekday or span of weekdays (`mon`, `mon-thu`): intervals such as `09:00-12:30`. One that ends before it
    /// starts (`22:00-06:00`) goes on over midnight and belongs to the day on which it starts.
    pub hours: IndexMap<String, Vec<String>>,
    /// Closed days, and days with hours of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<Holiday>,
}

/// One promise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Promise {
    /// Unique among the promises.
    pub id: String,
    /// Who promises.
    pub by: String,
    /// To whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What older files call `words`; the sentence itself is made from the parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<String>,
    /// Words added to the sentence that is made from the parts; they measure nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// How it is measured.
    pub measure: Measure,
    /// When the clock runs; `time-to-event`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<Clock>,
    /// The time allowed; several with `when` are tiers, the first that holds counts; `time-to-event`.
    #[serde(default, skip_serializing_if = "Targets::is_empty")]
    pub within: Targets,
    /// A softer target beside it.
    #[serde(default, skip_serializing_if = "Targets::is_empty")]
    pub soft: Targets,
    /// The fields that are complete; `completeness`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<RequiredField>,
    /// What is counted; `count`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Condition>,
    /// The least number; `count`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u64>,
    /// The period of the count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Period>,
    /// The quality floor under the number; `count`. None: the number alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_which: Option<Floor>,
    /// The share of the time allowed at which to warn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warn_at: Option<Percent>,
    /// The share of cases that must keep the promise, in percent; none: all.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "optional_number"
    )]
    #[cfg_attr(feature = "schema", schemars(with = "Option<f64>"))]
    pub target_percent: Option<f64>,
    /// The time over which the share is measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_window: Option<TimeWindow>,
    /// The leads it is about; none: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies_to: Option<Condition>,
    /// What follows by rule for the lead it was missed on. None: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<Then>,
    /// What people do when it is missed, in words; no rule carries it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_miss: Option<String>,
}

impl Promise {
    /// The words people added to it, whichever key holds them; `None` where there are none.
    #[must_use]
    pub fn added_words(&self) -> Option<&str> {
        [&self.words, &self.promise]
            .into_iter()
            .filter_map(|words| words.as_deref())
            .map(str::trim)
            .find(|words| !words.is_empty())
    }
}

impl RequiredField {
    /// True for a lead whose record has it.
    #[must_use]
    pub fn known(&self) -> Condition {
        let present = |id: &String| Condition::field(id.clone(), Test::Present);
        match self {
            Self::Field(id) => present(id),
            Self::AnyOf(ids) => Condition::Any(ids.iter().map(present).collect()),
        }
    }
}

/// What follows by rule when a promise is missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Then {
    /// Silence is acceptance: once the time has run out, the lead counts as accepted; `time-to-event`.
    CountsAsAccepted,
    /// A lead that lacks the fields does not count in a promised number; `completeness`.
    NotDelivered,
}

/// The share of a promised number that must be of a certain quality.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Floor {
    /// The least share in percent, above 0 and at most 100.
    #[serde(with = "number")]
    #[cfg_attr(feature = "schema", schemars(with = "f64"))]
    pub percent: f64,
    /// What those leads are.
    pub are: Condition,
}

/// How a promise is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// The time from one event to another.
    TimeToEvent,
    /// The share of leads with all fields filled.
    Completeness,
    /// A number of leads in a period.
    Count,
}

/// The period of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Period {
    /// A calendar day.
    Day,
    /// An ISO week.
    Week,
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
}

/// When a promise's clock runs. Every name is a date-time field or an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Clock {
    /// What starts it.
    pub start: String,
    /// What stops it, the first of them.
    pub stop: Vec<String>,
    /// What starts it anew.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub restart_on: Vec<String>,
    /// While it stands still.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pause: Vec<Pause>,
}

/// A stretch of time that does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Pause {
    /// What begins it.
    pub from: String,
    /// What ends it.
    pub to: String,
}

/// The time allowed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Target {
    /// How many units, at least 1.
    pub value: u32,
    /// The unit, and with it the reading of the clock.
    pub unit: TimeUnit,
    /// The leads this tier is for; none: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// One target or several tiers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Targets(pub Vec<Target>);

/// The readings of a span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TimeUnit {
    /// Hours in which the business is open.
    BusinessHours,
    /// Minutes in which the business is open.
    BusinessMinutes,
    /// Elapsed hours.
    ClockHours,
    /// Elapsed minutes.
    ClockMinutes,
    /// Elapsed hours of days on which the business opens, midnight to midnight.
    ClockHoursOnWorkingDays,
    /// Business days, due by close.
    BusinessDays,
}

impl TimeUnit {
    /// Every reading, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::BusinessHours,
        Self::ClockHoursOnWorkingDays,
        Self::BusinessDays,
        Self::ClockHours,
        Self::BusinessMinutes,
        Self::ClockMinutes,
    ];
}

/// A field a promise requires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequiredField {
    /// This field.
    Field(String),
    /// Any of these fields.
    AnyOf(Vec<String>),
}

/// The time over which a promise's share is measured; named as in `OpenSLO`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct TimeWindow {
    /// Its length.
    pub duration: Days,
    /// Whether it moves along with today.
    pub is_rolling: bool,
}

/// A reason to reject a lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RejectionReason {
    /// Unique among the reasons.
    pub id: String,
    /// What people call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Where the lead goes: `recycle`, `back`, `merge`, `disqualify`, `owner`; other words are words only.
    pub route: String,
    /// What must have happened before, for example `5 attempts`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

#[cfg(test)]
mod tests;
