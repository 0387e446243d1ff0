//! Conditions as a file writes them: one flat map each, told apart by its keys.

use serde::{Deserialize, Serialize};

use crate::{
    condition::{Condition, EventCondition, ScoreTest, Test},
    scalar::{Days, Literal, Texts, number, optional_number},
};

/// Distinct days, as written: `days: {atLeast: 7}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct FlatDays {
    at_least: u32,
}

/// Two numbers, as written: `[50, 1000]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Bounds(#[serde(with = "number")] f64, #[serde(with = "number")] f64);

/// A condition as a file writes it: one flat map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct FlatCondition {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    all: Option<Vec<Condition>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    any: Option<Vec<Condition>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    none: Option<Vec<Condition>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    event: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    score: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    grade: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stage: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    is: Option<Literal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    r#in: Option<Texts>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    in_list: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    contains: Option<Texts>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    starts_with: Option<Texts>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ends_with: Option<Texts>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    has_any: Option<Texts>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    has_all: Option<Texts>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_least: Option<Literal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_most: Option<Literal>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "optional_number"
    )]
    above: Option<f64>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "optional_number"
    )]
    below: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    between: Option<Bounds>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    days: Option<FlatDays>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    within: Option<Days>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    older_than: Option<Days>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    present: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    missing: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    of: Option<Vec<Condition>>,
}

/// The keys that say what a condition is about.
const SUBJECTS: [&str; 9] = [
    "all", "any", "none", "of", "field", "event", "score", "grade", "stage",
];

impl FlatCondition {
    /// The keys that are written, in file order.
    fn keys(&self) -> Vec<&'static str> {
        [
            (self.all.is_some(), "all"),
            (self.any.is_some(), "any"),
            (self.none.is_some(), "none"),
            (self.of.is_some(), "of"),
            (self.field.is_some(), "field"),
            (self.event.is_some(), "event"),
            (self.score.is_some(), "score"),
            (self.grade.is_some(), "grade"),
            (self.stage.is_some(), "stage"),
            (self.is.is_some(), "is"),
            (self.r#in.is_some(), "in"),
            (self.in_list.is_some(), "inList"),
            (self.contains.is_some(), "contains"),
            (self.starts_with.is_some(), "startsWith"),
            (self.ends_with.is_some(), "endsWith"),
            (self.has_any.is_some(), "hasAny"),
            (self.has_all.is_some(), "hasAll"),
            (self.at_least.is_some(), "atLeast"),
            (self.at_most.is_some(), "atMost"),
            (self.above.is_some(), "above"),
            (self.below.is_some(), "below"),
            (self.between.is_some(), "between"),
            (self.days.is_some(), "days"),
            (self.within.is_some(), "within"),
            (self.since.is_some(), "since"),
            (self.older_than.is_some(), "olderThan"),
            (self.before.is_some(), "before"),
            (self.after.is_some(), "after"),
            (self.present.is_some(), "present"),
            (self.missing.is_some(), "missing"),
        ]
        .into_iter()
        .filter_map(|(written, key)| written.then_some(key))
        .collect()
    }

    fn field_test(self, field: &str) -> Result<Test, String> {
        let test = self.text_test().map_or_else(Self::other_test, Ok)?;
        test.ok_or_else(|| {
            format!(
                "the condition on '{field}' has no operator; add one, for example 'present: true'"
            )
        })
    }

    #[expect(clippy::result_large_err, reason = "hands the rest on, is no error")]
    fn text_test(self) -> Result<Option<Test>, Self> {
        Ok(Some(match self {
            Self { is: Some(v), .. } => Test::Is(v),
            Self { r#in: Some(v), .. } => Test::In(v),
            Self {
                in_list: Some(v), ..
            } => Test::InList(v),
            Self {
                contains: Some(v), ..
            } => Test::Contains(v),
            Self {
                starts_with: Some(v),
                ..
            } => Test::StartsWith(v),
            Self {
                ends_with: Some(v), ..
            } => Test::EndsWith(v),
            Self {
                has_any: Some(v), ..
            } => Test::HasAny(v),
            Self {
                has_all: Some(v), ..
            } => Test::HasAll(v),
            rest => return Err(rest),
        }))
    }

    fn other_test(self) -> Result<Option<Test>, String> {
        Ok(Some(match self {
            Self {
                at_least: Some(v), ..
            } => Test::AtLeast(v),
            Self {
                at_most: Some(v), ..
            } => Test::AtMost(v),
            Self { above: Some(v), .. } => Test::Above(v),
            Self { below: Some(v), .. } => Test::Below(v),
            Self {
                between: Some(Bounds(a, b)),
                ..
            } => Test::Between(a, b),
            Self {
                within: Some(v), ..
            } => Test::Within(v),
            Self {
                older_than: Some(v),
                ..
            } => Test::OlderThan(v),
            Self {
                before: Some(v), ..
            } => Test::Before(v),
            Self { after: Some(v), .. } => Test::After(v),
            Self {
                present: Some(true),
                ..
            } => Test::Present,
            Self {
                missing: Some(true),
                ..
            } => Test::Missing,
            Self {
                present: Some(_), ..
            } => {
                return Err("`present: false` is not written; write `missing: true`".into());
            }
            Self {
                missing: Some(_), ..
            } => {
                return Err("`missing: false` is not written; write `present: true`".into());
            }
            _ => return Ok(None),
        }))
    }

    fn score_test(&self, score: &str) -> Result<ScoreTest, String> {
        let literal = |value: &Literal| match value {
            Literal::Number(number) => whole(*number),
            other => Err(format!(
                "a score is compared with a whole number, not `{other}`"
            )),
        };
        match self {
            Self {
                at_least: Some(v), ..
            } => literal(v).map(ScoreTest::AtLeast),
            Self {
                at_most: Some(v), ..
            } => literal(v).map(ScoreTest::AtMost),
            Self { is: Some(v), .. } => literal(v).map(ScoreTest::Is),
            Self { above: Some(v), .. } => whole(*v).map(ScoreTest::Above),
            Self { below: Some(v), .. } => whole(*v).map(ScoreTest::Below),
            Self {
                between: Some(Bounds(a, b)),
                ..
            } => Ok(ScoreTest::Between(whole(*a)?, whole(*b)?)),
            _ => Err(format!(
                "the condition on the score '{score}' has no operator; add one, for example 'atLeast: 50'"
            )),
        }
    }
}

/// A whole number within i32, so that every sum stays far from its limits.
#[expect(clippy::cast_possible_truncation, reason = "whole and below 10^15")]
fn whole(number: f64) -> Result<i64, String> {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        Ok(number as i64)
    } else {
        Err(format!("`{number}` is not a whole number"))
    }
}

fn count(literal: &Literal) -> Result<u32, String> {
    let refused =
        || format!("`atLeast: {literal}` is not a count; write a whole number from 0 to 1000000");
    match literal {
        Literal::Number(number) if (0.0..=1e6).contains(number) => whole(*number)
            .ok()
            .and_then(|n| u32::try_from(n).ok())
            .ok_or_else(refused),
        _ => Err(refused()),
    }
}

/// Says which keys do not go together, if any: `allowed` beside the subject, at most `most` of them.
fn only(subject: &str, keys: &[&'static str], allowed: &[&str], most: usize) -> Result<(), String> {
    let extra: Vec<_> = keys.iter().filter(|key| **key != subject).collect();
    if let Some(key) = extra.iter().find(|key| !allowed.contains(**key)) {
        return Err(if SUBJECTS.contains(*key) {
            format!(
                "`{subject}` and `{key}` do not go together; combine two conditions with `all: [...]`"
            )
        } else {
            format!("`{key}` does not go with `{subject}`")
        });
    }
    if extra.len() > most {
        let names: Vec<_> = extra.iter().map(|key| format!("`{key}`")).collect();
        return Err(format!(
            "a condition has one operator, here are {}; combine two conditions with `all: [...]`",
            names.join(" and ")
        ));
    }
    Ok(())
}

/// `since` compares the last day of two events, so it says nothing about a number of them.
fn since_alone(counted: bool, on_days: bool) -> Result<(), String> {
    let key = match (counted, on_days) {
        (false, false) => return Ok(()),
        (true, _) => "atLeast",
        (false, true) => "days",
    };
    Err(format!(
        "`since` asks which of two events happened last and counts nothing, so `{key}` does not go with it; \
         write `all: [{{event: E, since: R}}, {{event: E, {key}: ...}}]`"
    ))
}

pub(super) const FIELD_OPERATORS: [&str; 19] = [
    "is",
    "in",
    "inList",
    "contains",
    "startsWith",
    "endsWith",
    "hasAny",
    "hasAll",
    "atLeast",
    "atMost",
    "above",
    "below",
    "between",
    "within",
    "olderThan",
    "before",
    "after",
    "present",
    "missing",
];

pub(super) const SCORE_OPERATORS: [&str; 6] =
    ["atLeast", "atMost", "above", "below", "is", "between"];

impl TryFrom<FlatCondition> for Condition {
    type Error = String;

    fn try_from(mut flat: FlatCondition) -> Result<Self, String> {
        let keys = flat.keys();
        let Some(subject) = SUBJECTS.into_iter().find(|key| keys.contains(key)) else {
            return Err(format!("a condition needs one of {}", SUBJECTS.join(", ")));
        };
        match subject {
            "field" => {
                only("field", &keys, &FIELD_OPERATORS, 1)?;
                let field = flat.field.take().unwrap_or_default();
                let test = flat.field_test(&field)?;
                Ok(Self::Field { field, test })
            }
            "event" => flat.event_condition(&keys).map(Self::Event),
            "score" => {
                only("score", &keys, &SCORE_OPERATORS, 1)?;
                let score = flat.score.take().unwrap_or_default();
                let test = flat.score_test(&score)?;
                Ok(Self::Score { score, test })
            }
            "grade" => flat.grade_condition(&keys),
            "stage" => {
                only("stage", &keys, &[], 0)?;
                Ok(Self::Stage(flat.stage.take().unwrap_or_default()))
            }
            "of" => flat.some_of(&keys),
            combination => {
                only(combination, &keys, &[], 0)?;
                Ok(match (flat.all, flat.any, flat.none) {
                    (Some(parts), _, _) => Self::All(parts),
                    (_, Some(parts), _) => Self::Any(parts),
                    (_, _, parts) => Self::None(parts.unwrap_or_default()),
                })
            }
        }
    }
}

impl FlatCondition {
    fn grade_condition(self, keys: &[&'static str]) -> Result<Condition, String> {
        only("grade", keys, &["in"], 1)?;
        let grade = self.grade.unwrap_or_default();
        let Texts(grades) = self
            .r#in
            .ok_or_else(|| format!("the condition on the grade '{grade}' needs 'in: [...]'"))?;
        Ok(Condition::Grade { grade, grades })
    }

    fn some_of(self, keys: &[&'static str]) -> Result<Condition, String> {
        only("of", keys, &["atLeast"], 1)?;
        let at_least = self.at_least.ok_or(
            "'of: [...]' needs 'atLeast' beside it, for example '{atLeast: 2, of: [...]}'",
        )?;
        Ok(Condition::AtLeastOf {
            at_least: count(&at_least)?,
            of: self.of.unwrap_or_default(),
        })
    }

    fn event_condition(self, keys: &[&'static str]) -> Result<EventCondition, String> {
        only("event", keys, &["within", "atLeast", "days", "since"], 3)?;
        if self.since.is_some() {
            since_alone(self.at_least.is_some(), self.days.is_some())?;
        }
        if self.days.is_some() && self.at_least.is_some() {
            return Err(
                "`atLeast` counts occurrences, `days: {atLeast: ...}` counts distinct days; write one of them".into(),
            );
        }
        Ok(EventCondition {
            event: self.event.unwrap_or_default(),
            within: self.within,
            at_least: self.at_least.as_ref().map(count).transpose()?,
            days: self.days.map(|days| days.at_least),
            since: self.since,
        })
    }
}

impl From<Condition> for FlatCondition {
    fn from(condition: Condition) -> Self {
        let mut flat = Self::default();
        match condition {
            Condition::All(parts) => flat.all = Some(parts),
            Condition::Any(parts) => flat.any = Some(parts),
            Condition::None(parts) => flat.none = Some(parts),
            Condition::AtLeastOf { at_least, of } => {
                flat.at_least = Some(Literal::Number(f64::from(at_least)));
                flat.of = Some(of);
            }
            Condition::Field { field, test } => {
                flat.field = Some(field);
                flat.put(test);
            }
            Condition::Event(event) => {
                flat.event = Some(event.event);
                flat.within = event.within;
                flat.at_least = event.at_least.map(|n| Literal::Number(f64::from(n)));
                flat.days = event.days.map(|at_least| FlatDays { at_least });
                flat.since = event.since;
            }
            Condition::Score { score, test } => {
                flat.score = Some(score);
                flat.put_score(test);
            }
            Condition::Grade { grade, grades } => {
                flat.grade = Some(grade);
                flat.r#in = Some(Texts(grades));
            }
            Condition::Stage(stage) => flat.stage = Some(stage),
        }
        flat
    }
}

impl FlatCondition {
    fn put(&mut self, test: Test) {
        match test {
            Test::Is(v) => self.is = Some(v),
            Test::In(v) => self.r#in = Some(v),
            Test::InList(v) => self.in_list = Some(v),
            Test::Contains(v) => self.contains = Some(v),
            Test::StartsWith(v) => self.starts_with = Some(v),
            Test::EndsWith(v) => self.ends_with = Some(v),
            Test::HasAny(v) => self.has_any = Some(v),
            Test::HasAll(v) => self.has_all = Some(v),
            Test::AtLeast(v) => self.at_least = Some(v),
            Test::AtMost(v) => self.at_most = Some(v),
            Test::Above(v) => self.above = Some(v),
            Test::Below(v) => self.below = Some(v),
            Test::Between(a, b) => self.between = Some(Bounds(a, b)),
            Test::Within(v) => self.within = Some(v),
            Test::OlderThan(v) => self.older_than = Some(v),
            Test::Before(v) => self.before = Some(v),
            Test::After(v) => self.after = Some(v),
            Test::Present => self.present = Some(true),
            Test::Missing => self.missing = Some(true),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "read from a number below 10^15")]
    fn put_score(&mut self, test: ScoreTest) {
        let literal = |n: i64| Some(Literal::Number(n as f64));
        match test {
            ScoreTest::AtLeast(n) => self.at_least = literal(n),
            ScoreTest::AtMost(n) => self.at_most = literal(n),
            ScoreTest::Is(n) => self.is = literal(n),
            ScoreTest::Above(n) => self.above = Some(n as f64),
            ScoreTest::Below(n) => self.below = Some(n as f64),
            ScoreTest::Between(a, b) => self.between = Some(Bounds(a as f64, b as f64)),
        }
    }
}
