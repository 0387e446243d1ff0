//! Points: rules, groups and axes.

use std::fmt::Write as _;

use crate::sql::event::MOST;
use crate::sql::spelling::joined;
use crate::sql::writer::Writer;
use leadpact_definition::compiled::{
    Absence, Axis, Compiled, CompiledDecay, CompiledRule, CompiledRuleKind, CompiledScore,
    CompiledScoreKind, Dated, FieldPoints,
};
use leadpact_definition::field::NumberForm;

/// Less than any score; stands for a score that does not apply where the largest is taken.
const LEAST: i64 = -4_000_000_000_000_000_000;

impl Writer<'_> {
    /// A rule's points after its own limits; never NULL.
    fn rule_points(&mut self, rule: &CompiledRule) -> String {
        let points = match &rule.kind {
            CompiledRuleKind::When(when, points) => {
                format!("CASE WHEN {} THEN {points} ELSE 0 END", self.check(when))
            }
            CompiledRuleKind::Field(FieldPoints::Bands(field, bands)) => self.bands(*field, bands),
            CompiledRuleKind::Field(FieldPoints::PerUnit(field, points)) => {
                self.per_unit(*field, *points)
            }
            CompiledRuleKind::Event(rule) => {
                let points = self.event_points(rule);
                match &rule.when {
                    Some(when) => {
                        format!("CASE WHEN {} THEN {points} ELSE 0 END", self.check(when))
                    }
                    None => points,
                }
            }
            CompiledRuleKind::FirstOf(choices) => {
                let mut arms = String::new();
                for (check, points) in choices {
                    let _ = write!(arms, "WHEN {} THEN {points} ", self.check(check));
                }
                if arms.is_empty() {
                    "0".to_owned()
                } else {
                    format!("CASE {arms}ELSE 0 END")
                }
            }
            CompiledRuleKind::LargestOf(rules) => {
                let points: Vec<String> = rules.iter().map(|rule| self.rule_points(rule)).collect();
                match points.as_slice() {
                    [] => "0".to_owned(),
                    [one] => one.clone(),
                    _ => format!("GREATEST({})", points.join(", ")),
                }
            }
        };
        let points = limited(&points, rule.cap, rule.floor);
        let Some((field, absence)) = rule.when_missing else {
            return points;
        };
        let absent = match absence {
            Absence::Points(points) => limited(&points.to_string(), rule.cap, rule.floor),
            // The status says it; see `unknown`.
            Absence::NotEnoughKnown => "0".to_owned(),
        };
        let value = self.value(field);
        format!("CASE WHEN {value} IS NULL THEN {absent} ELSE {points} END")
    }

    fn bands(&mut self, field: usize, bands: &[(f64, i64)]) -> String {
        let value = self.value(field);
        let mut arms = format!("WHEN {value} IS NULL THEN 0 ");
        let mut rest = 0;
        for (below, points) in bands {
            if below.is_infinite() {
                rest = *points;
                break;
            }
            let below = self.quoting.double(*below);
            let _ = write!(arms, "WHEN {value} < {below} THEN {points} ");
        }
        format!("CASE {arms}ELSE {rest} END")
    }

    fn per_unit(&mut self, field: usize, points: i64) -> String {
        let value = self.value(field);
        let quoting = self.quoting;
        let most = MOST / points.abs().max(1);
        let field = self.spec.fields.get_index(field);
        let read = field.and_then(|(_, field)| field.read.as_ref());
        let below = match read.and_then(|read| read.number) {
            None => value.clone(),
            // Larger than any whole number an engine has.
            Some(NumberForm::Float) => format!("LEAST({value}, {})", quoting.double(1e15)),
        };
        let units = quoting.cast(&format!("floor({below})"), quoting.whole_type());
        // A cell has at most 15 digits before the point.
        let units = if most < 1_000_000_000_000_000 {
            format!("LEAST({units}, {most})")
        } else {
            units
        };
        format!("CASE WHEN {value} > 0 THEN {units} * {points} ELSE 0 END")
    }

    /// The sum of an axis' rules within all limits, before its decay.
    pub fn axis_points(&mut self, score: &CompiledScore, axis: &Axis) -> String {
        let whole = self.quoting.whole_type();
        let mut sums = Vec::new();
        for group in &axis.groups {
            let zero = self.quoting.cast("0", whole);
            let mut parts = vec![zero];
            parts.extend(group.rules.iter().map(|rule| self.rule_points(rule)));
            if parts.len() > 1 {
                let sum = joined(&parts, "\n    + ");
                sums.push(limited(&sum, group.cap, group.floor));
            } else if group.floor.is_some_and(|floor| floor > 0)
                || group.cap.is_some_and(|cap| cap < 0)
            {
                sums.push(limited(&parts.concat(), group.cap, group.floor));
            }
        }
        if sums.is_empty() {
            sums.push(self.quoting.cast("0", whole));
        }
        limited(&joined(&sums, "\n    + "), score.cap, score.floor)
    }

    /// What is kept of an axis in percent.
    pub fn kept_percent(&mut self, decay: &CompiledDecay) -> String {
        let age = match decay.by {
            Dated::Field(field) => {
                let value = self.value(field);
                format!("{} - {value}", self.quoting.name("as_of"))
            }
            Dated::Event(event) => self.last_age(event),
        };
        let mut arms = String::new();
        for (within, keep) in &decay.steps {
            let _ = write!(arms, "WHEN {age} BETWEEN 0 AND {within} THEN {keep} ");
        }
        format!("CASE {arms}ELSE {} END", decay.when_missing)
    }

    /// Whether a rule of the axis needs a field that is missing.
    pub fn unknown(&mut self, axis: &Axis) -> Option<String> {
        let mut needed = Vec::new();
        for rule in axis.groups.iter().flat_map(|group| &group.rules) {
            needed_fields(rule, &mut needed);
        }
        needed.sort_unstable();
        needed.dedup();
        let missing: Vec<String> = needed
            .into_iter()
            .map(|field| format!("{} IS NULL", self.value(field)))
            .collect();
        (!missing.is_empty()).then(|| format!("({})", joined(&missing, " OR ")))
    }

    /// A score that takes others together; NULL where it does not apply, or where no part does.
    pub(crate) fn combined(&mut self, score: &CompiledScore) -> String {
        let whole = self.quoting.whole_type();
        let (points, parts) = match &score.kind {
            CompiledScoreKind::Sum(parts) => {
                let mut sum = vec![self.quoting.cast("0", whole)];
                sum.extend(
                    parts
                        .iter()
                        .map(|part| format!("COALESCE({}, 0)", self.score_name(*part))),
                );
                (joined(&sum, " + "), &[][..])
            }
            CompiledScoreKind::Largest(parts) => {
                let named: Vec<String> = parts
                    .iter()
                    .map(|part| format!("COALESCE({}, {LEAST})", self.score_name(*part)))
                    .collect();
                let largest = match named.as_slice() {
                    [] => return self.quoting.cast("NULL", whole),
                    [one] => one.clone(),
                    _ => format!("GREATEST({})", named.join(", ")),
                };
                (largest, parts.as_slice())
            }
            CompiledScoreKind::Axis(_) => return self.quoting.cast("NULL", whole),
        };
        let points = limited(&points, score.cap, score.floor);
        let mut conditions: Vec<String> = Vec::new();
        if let Some(applies_to) = &score.applies_to {
            conditions.push(self.check(applies_to));
        }
        if !parts.is_empty() {
            let any: Vec<String> = parts
                .iter()
                .map(|part| format!("{} IS NOT NULL", self.score_name(*part)))
                .collect();
            conditions.push(format!("({})", joined(&any, " OR ")));
        }
        if conditions.is_empty() {
            points
        } else {
            format!("CASE WHEN {} THEN {points} END", conditions.join(" AND "))
        }
    }
}

fn needed_fields(rule: &CompiledRule, needed: &mut Vec<usize>) {
    if let Some((field, Absence::NotEnoughKnown)) = rule.when_missing {
        needed.push(field);
    }
    if let CompiledRuleKind::LargestOf(rules) = &rule.kind {
        for rule in rules {
            needed_fields(rule, needed);
        }
    }
}

/// Points within a cap and a floor; the floor has the last word.
fn limited(points: &str, cap: Option<i64>, floor: Option<i64>) -> String {
    let capped = match cap {
        Some(cap) => format!("LEAST({points}, {cap})"),
        None => points.to_owned(),
    };
    match floor {
        Some(floor) => format!("GREATEST({capped}, {floor})"),
        None => capped,
    }
}

/// How many scores lie below each score that takes others together; 0: an axis.
pub(super) fn depths(compiled: &Compiled) -> Vec<usize> {
    let mut depths = vec![0; compiled.scores.len()];
    for index in &compiled.order {
        let Some(score) = compiled.scores.get(*index) else {
            continue;
        };
        let parts = match &score.kind {
            CompiledScoreKind::Axis(_) => continue,
            CompiledScoreKind::Sum(parts) | CompiledScoreKind::Largest(parts) => parts,
        };
        let below = parts.iter().filter_map(|part| depths.get(*part)).max();
        let depth = below.copied().unwrap_or(0) + 1;
        if let Some(slot) = depths.get_mut(*index) {
            *slot = depth;
        }
    }
    depths
}
