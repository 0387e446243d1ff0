//! Rules as a file writes them: one flat map per rule, told apart by its keys.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, MapAccess, Visitor, value::MapAccessDeserializer},
};

use crate::{
    condition::{Condition, Start, start::of_rule},
    rating::Rating,
    scalar::{Days, Texts},
    score::{Band, Block, Choice, DecayStep, Per, Rule, RuleKind, WhenMissing},
};

/// `per:` as a file writes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum FlatPer {
    Unit,
    Event(Per),
}

/// A stretch of time as a file writes it.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Block")]
pub(crate) struct FlatBlock {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    days: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cooldown: Option<Days>,
}

impl FlatBlock {
    fn days(days: u32) -> Self {
        Self {
            days: Some(days),
            cooldown: None,
        }
    }

    fn cooldown(days: Days) -> Self {
        Self {
            days: None,
            cooldown: Some(days),
        }
    }

    fn per(self) -> Result<Per, &'static str> {
        match (self.days, self.cooldown) {
            (Some(days), None) => Ok(Per::Block(Block { days })),
            (None, Some(days)) => Ok(Per::Cooldown(days)),
            _ => Err("`per` is one stretch of time: `{cooldown: 30d}` or `{days: 30}`"),
        }
    }
}

impl Serialize for FlatPer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let word = match self {
            Self::Unit => "unit",
            Self::Event(Per::Once) => "once",
            Self::Event(Per::Occurrence) => "occurrence",
            Self::Event(Per::Day) => "day",
            Self::Event(Per::Week) => "week",
            Self::Event(Per::Month) => "month",
            Self::Event(Per::Block(Block { days })) => {
                return FlatBlock::days(*days).serialize(serializer);
            }
            Self::Event(Per::Cooldown(days)) => {
                return FlatBlock::cooldown(*days).serialize(serializer);
            }
        };
        serializer.serialize_str(word)
    }
}

impl<'de> Deserialize<'de> for FlatPer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrMap;
        impl<'de> Visitor<'de> for TextOrMap {
            type Value = FlatPer;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "unit, once, occurrence, day, week, month, {cooldown: 30d} or {days: 30}",
                )
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<FlatPer, E> {
                Ok(match text {
                    "unit" => FlatPer::Unit,
                    "once" => FlatPer::Event(Per::Once),
                    "occurrence" => FlatPer::Event(Per::Occurrence),
                    "day" => FlatPer::Event(Per::Day),
                    "week" => FlatPer::Event(Per::Week),
                    "month" => FlatPer::Event(Per::Month),
                    _ => return Err(E::invalid_value(de::Unexpected::Str(text), &self)),
                })
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<FlatPer, A::Error> {
                let block = FlatBlock::deserialize(MapAccessDeserializer::new(map))?;
                block.per().map(FlatPer::Event).map_err(de::Error::custom)
            }
        }
        deserializer.deserialize_any(TextOrMap)
    }
}

impl Serialize for WhenMissing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Points(points) => serializer.serialize_i64(*points),
            Self::NotEnoughKnown => serializer.serialize_str("not-enough-known"),
        }
    }
}

impl<'de> Deserialize<'de> for WhenMissing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PointsOrWord;
        impl Visitor<'_> for PointsOrWord {
            type Value = WhenMissing;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("whole points, or not-enough-known")
            }
            fn visit_i64<E: de::Error>(self, points: i64) -> Result<WhenMissing, E> {
                Ok(WhenMissing::Points(points))
            }
            fn visit_u64<E: de::Error>(self, points: u64) -> Result<WhenMissing, E> {
                i64::try_from(points)
                    .map(WhenMissing::Points)
                    .map_err(|_| E::invalid_value(de::Unexpected::Unsigned(points), &self))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<WhenMissing, E> {
                match text {
                    "not-enough-known" => Ok(WhenMissing::NotEnoughKnown),
                    _ => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
                }
            }
        }
        deserializer.deserialize_any(PointsOrWord)
    }
}

/// A rule as a file writes it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase", rename = "Rule")]
pub(super) struct FlatRule {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    points: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    when: Option<Condition>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bands: Option<Vec<Band>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    event: Option<String>,
    /// Several events whose occurrences count together; in place of `event`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    any_event: Option<Texts>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    per: Option<FlatPer>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    first_of: Option<Vec<Choice>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    largest_of: Option<Vec<Rule>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cap: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    floor: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    within: Option<Days>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "of_rule"
    )]
    since: Option<Start>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    decay: Option<Vec<DecayStep>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    group: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    when_missing: Option<WhenMissing>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rated: Option<Rating>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    because: Option<String>,
}

/// The keys that tell the kinds of rules apart.
const KINDS: &str = "`points` with `when`; `field` with `bands`; `field` with `per: unit` and `points`; \
                     `event` or `anyEvent` with `points`; `firstOf`; or `largestOf`";

impl FlatRule {
    /// The keys that only some kinds of rules have.
    fn keys(&self) -> Vec<&'static str> {
        [
            (self.points.is_some(), "points"),
            (self.when.is_some(), "when"),
            (self.field.is_some(), "field"),
            (self.bands.is_some(), "bands"),
            (self.event.is_some(), "event"),
            (self.any_event.is_some(), "anyEvent"),
            (self.per.is_some(), "per"),
            (self.first_of.is_some(), "firstOf"),
            (self.largest_of.is_some(), "largestOf"),
            (self.within.is_some(), "within"),
            (self.since.is_some(), "since"),
            (self.decay.is_some(), "decay"),
        ]
        .into_iter()
        .filter_map(|(written, key)| written.then_some(key))
        .collect()
    }

    /// Refuses a key that the kind of rule told by `sign` does not have.
    fn only(&self, sign: &str, allowed: &[&str]) -> Result<(), String> {
        match self.keys().iter().find(|key| !allowed.contains(*key)) {
            Some(key) => Err(format!(
                "in the rule `{}`, `{key}` does not go with `{sign}`; a rule has {KINDS}",
                self.id
            )),
            None => Ok(()),
        }
    }

    fn points(&self) -> Result<i64, String> {
        self.points
            .ok_or_else(|| format!("the rule `{}` has no `points`; a rule has {KINDS}", self.id))
    }

    fn kind(&mut self) -> Result<RuleKind, String> {
        if let Some(choices) = self.first_of.clone() {
            self.only("firstOf", &["firstOf"])?;
            return Ok(RuleKind::FirstOf(choices));
        }
        if let Some(rules) = self.largest_of.take() {
            self.only("largestOf", &[])?;
            return Ok(RuleKind::LargestOf(rules));
        }
        if let Some(event) = self.event.clone() {
            self.only("event", &with_event("event"))?;
            return self.event_kind(vec![event]);
        }
        if let Some(Texts(events)) = self.any_event.clone() {
            self.only("anyEvent", &with_event("anyEvent"))?;
            return self.event_kind(events);
        }
        if let Some(field) = self.field.clone() {
            return self.field_kind(field);
        }
        self.only("when", &["when", "points"])?;
        let points = self.points()?;
        match self.when.take() {
            Some(when) => Ok(RuleKind::When { when, points }),
            None => Err(format!(
                "the rule `{}` has no `when`; a rule has {KINDS}",
                self.id
            )),
        }
    }

    fn event_kind(&mut self, events: Vec<String>) -> Result<RuleKind, String> {
        let per = match self.per {
            Some(FlatPer::Unit) => {
                return Err(format!(
                    "in the rule `{}`, `per: unit` counts a number field; for an event write once, occurrence, day, week, month, {{cooldown: 30d}} or {{days: 30}}",
                    self.id
                ));
            }
            Some(FlatPer::Event(per)) => per,
            None => Per::Once,
        };
        Ok(RuleKind::Event {
            events,
            points: self.points()?,
            per,
            within: self.within,
            since: self.since.take(),
            when: self.when.take(),
            decay: self.decay.take().unwrap_or_default(),
        })
    }

    fn field_kind(&mut self, field: String) -> Result<RuleKind, String> {
        if let Some(bands) = self.bands.clone() {
            self.only("bands", &["field", "bands"])?;
            return Ok(RuleKind::Bands { field, bands });
        }
        self.only("field", &["field", "per", "points"])?;
        if self.per != Some(FlatPer::Unit) {
            return Err(format!(
                "the rule `{}` names a `field` and needs `bands`, or `per: unit` with `points`",
                self.id
            ));
        }
        let points = self.points()?;
        Ok(RuleKind::PerUnit { field, points })
    }
}

/// What goes with the key that names an event or several.
fn with_event(subject: &'static str) -> [&'static str; 7] {
    [subject, "points", "per", "within", "since", "when", "decay"]
}

impl TryFrom<FlatRule> for Rule {
    type Error = String;

    fn try_from(mut flat: FlatRule) -> Result<Self, String> {
        let kind = flat.kind()?;
        Ok(Self {
            id: flat.id,
            kind,
            cap: flat.cap,
            floor: flat.floor,
            group: flat.group,
            when_missing: flat.when_missing,
            rated: flat.rated,
            because: flat.because,
        })
    }
}

impl From<Rule> for FlatRule {
    fn from(rule: Rule) -> Self {
        let mut flat = Self {
            id: rule.id,
            cap: rule.cap,
            floor: rule.floor,
            group: rule.group,
            when_missing: rule.when_missing,
            rated: rule.rated,
            because: rule.because,
            ..Self::default()
        };
        match rule.kind {
            RuleKind::When { when, points } => {
                flat.when = Some(when);
                flat.points = Some(points);
            }
            RuleKind::Bands { field, bands } => {
                flat.field = Some(field);
                flat.bands = Some(bands);
            }
            RuleKind::PerUnit { field, points } => {
                flat.field = Some(field);
                flat.points = Some(points);
                flat.per = Some(FlatPer::Unit);
            }
            RuleKind::Event {
                events,
                points,
                per,
                within,
                since,
                when,
                decay,
            } => {
                match <[String; 1]>::try_from(events) {
                    Ok([event]) => flat.event = Some(event),
                    Err(events) => flat.any_event = Some(Texts(events)),
                }
                flat.points = Some(points);
                flat.per = (per != Per::Once).then_some(FlatPer::Event(per));
                flat.within = within;
                flat.since = since;
                flat.when = when;
                flat.decay = (!decay.is_empty()).then_some(decay);
            }
            RuleKind::FirstOf(choices) => flat.first_of = Some(choices),
            RuleKind::LargestOf(rules) => flat.largest_of = Some(rules),
        }
        flat
    }
}
