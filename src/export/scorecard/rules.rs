//! Rules as lines to enter: so many points for one criterion.

use crate::scorecard::criterion::{Criteria, no_start};
use leadpact_definition::bounds::limited;
use leadpact_definition::condition::{AnyEvent, Condition, Test};
use leadpact_definition::kept;
use leadpact_definition::lint::reading::rule_fields;
use leadpact_definition::say;
use leadpact_definition::scalar::{Days, Literal};
use leadpact_definition::score::{Band, Choice, DecayStep, Per, Rule, RuleKind, WhenMissing};

/// The most lines that a rule about a count is written out to.
const MOST_LINES: i64 = 12;

/// A line to enter.
pub(super) struct Line {
    pub points: i64,
    pub criterion: String,
    /// What to set beside it; empty: nothing.
    pub note: String,
}

impl Criteria<'_> {
    /// The lines of a rule; what they lose is noted. Empty: the rule is left out.
    pub fn lines(&mut self, rule: &Rule) -> Vec<Line> {
        let of = format!("rule {}", rule.id);
        let found = self.rule_lines(&of, rule);
        self.settled(of, "as written");
        found
    }

    fn rule_lines(&mut self, of: &str, rule: &Rule) -> Vec<Line> {
        let limit = |points: i64| limited(points, rule.cap, rule.floor);
        let mut wanted: Vec<(i64, Condition)> = Vec::new();
        let field = rule_field(rule);
        match &rule.kind {
            RuleKind::When { when, points } => wanted.push((*points, when.clone())),
            RuleKind::Bands { field, bands } => wanted.extend(banded(field, bands)),
            RuleKind::PerUnit { field, points } => match per_unit(field, *points, rule) {
                Some(lines) => wanted.extend(lines),
                None => self.fidelity.dropped(
                    of,
                    format!(
                        "{} cannot multiply a number by points, and without a near limit it would be too many lines; give the rule a cap, or write bands",
                        self.tool.names().short
                    ),
                ),
            },
            RuleKind::Event { .. } => {
                let mut lines = self.event_lines(of, rule);
                lines.extend(self.missing_line(of, rule));
                return lines;
            }
            RuleKind::FirstOf(choices) => wanted.extend(first_of(choices)),
            RuleKind::LargestOf(rules) => match largest_of(rules) {
                Some(choices) => wanted.extend(first_of(&choices)),
                None => self.fidelity.dropped(
                    of,
                    format!(
                        "{} adds points up and cannot take the largest of several rules; write the choices as firstOf",
                        self.tool.names().short
                    ),
                ),
            },
        }
        let mut lines = Vec::new();
        for (points, condition) in wanted {
            let condition = match (rule.when_missing, field) {
                (Some(_), Some(field)) if may_hold_unknown(&condition) => {
                    Condition::All(vec![Condition::field(field, Test::Present), condition])
                }
                _ => condition,
            };
            lines.extend(self.line(of, limit(points), &condition));
        }
        lines.extend(self.missing_line(of, rule));
        lines
    }

    /// The points for a missing field.
    fn missing_line(&mut self, of: &str, rule: &Rule) -> Option<Line> {
        let (Some(WhenMissing::Points(points)), Some(field)) =
            (rule.when_missing, rule_field(rule))
        else {
            return None;
        };
        let points = limited(points, rule.cap, rule.floor);
        self.line(of, points, &Condition::field(field, Test::Missing))
    }

    fn line(&mut self, of: &str, points: i64, condition: &Condition) -> Option<Line> {
        if points == 0 {
            return None;
        }
        let criterion = self.text(of, condition)?;
        Some(Line {
            points,
            criterion,
            note: String::new(),
        })
    }

    fn event_lines(&mut self, of: &str, rule: &Rule) -> Vec<Line> {
        let RuleKind::Event {
            events,
            points,
            per,
            within,
            since,
            when,
            decay,
        } = &rule.kind
        else {
            return Vec::new();
        };
        if since.is_some() {
            let name = format!("\u{201c}{}\u{201d}", say::event_names(self.spec, events));
            self.fidelity.dropped(of, no_start(self.tool, &name));
            return Vec::new();
        }
        let known = rule_field(rule).map(|field| Condition::field(field, Test::Present));
        let beside: Vec<Condition> = known.into_iter().chain(when.clone()).collect();
        let happened = |at_least: Option<u32>, within: Option<Days>| {
            let event = Condition::AnyEvent(AnyEvent {
                events: events.clone(),
                within,
                at_least,
                ..AnyEvent::default()
            });
            if beside.is_empty() {
                return event;
            }
            Condition::All(beside.iter().cloned().chain([event]).collect())
        };
        if *per == Per::Once {
            return self.once(of, rule, *points, *within, decay, &|within| {
                happened(None, within)
            });
        }
        let abilities = self.abilities();
        let tool = self.tool.names().short;
        if events.len() > 1 {
            self.fidelity.dropped(
                of,
                format!("{tool} cannot count several events in one rule; write a rule for each of them, and the limits as those of a group"),
            );
            return Vec::new();
        }
        if !decay.is_empty() {
            self.fidelity.approximated(
                of,
                format!(
                    "its points fade by steps of age, each occurrence by its own; in {tool} {}",
                    abilities.fading
                ),
            );
        }
        if *per != Per::Occurrence {
            self.fidelity.approximated(
                of,
                format!("{tool} cannot count {}; it counts every time", period(*per)),
            );
        }
        if abilities.every_time {
            if when.is_some() {
                self.fidelity.approximated(
                    of,
                    format!("{tool} gives the points when it happens, by what the lead is on that day; the rule goes by what the lead is now"),
                );
            }
            return self.every_time(of, rule, *points, &happened(None, *within));
        }
        // One line for the first time, one more for the second, and so on up to the limit.
        let limit = if *points > 0 { rule.cap } else { rule.floor };
        let times = limit.filter(|_| *points != 0).map(|limit| limit / points);
        match times {
            Some(times)
                if abilities.event_count
                    && (1..=MOST_LINES).contains(&times)
                    && limit.is_some_and(|limit| limit % points == 0) =>
            {
                (1..=times)
                    .filter_map(|time| {
                        let time = u32::try_from(time).ok()?;
                        self.line(of, *points, &happened(Some(time), *within))
                    })
                    .collect()
            }
            _ => {
                self.fidelity.approximated(
                    of,
                    format!("{tool} gives points once, however often it happened; with a cap that is a small multiple of the points the sheet has a line for each time"),
                );
                let points = limited(*points, rule.cap, rule.floor);
                self.line(of, points, &happened(None, *within))
                    .into_iter()
                    .collect()
            }
        }
    }

    fn every_time(
        &mut self,
        of: &str,
        rule: &Rule,
        points: i64,
        condition: &Condition,
    ) -> Vec<Line> {
        let abilities = self.abilities();
        let limit = if points < 0 { rule.floor } else { rule.cap };
        let mut line = self.line(of, points, condition);
        if let Some(line) = &mut line {
            line.note.push_str("each time");
            match limit {
                Some(limit) if abilities.rule_cap => {
                    line.note = format!("each time; limit of the rule {limit}");
                }
                Some(limit) => self.fidelity.approximated(
                    of,
                    format!(
                        "{} has no limit for one rule; here it is {limit}",
                        self.tool.names().short
                    ),
                ),
                None => {}
            }
        }
        line.into_iter().collect()
    }

    /// Points once; with decay one line for each step of the age of the latest occurrence.
    fn once(
        &mut self,
        of: &str,
        rule: &Rule,
        points: i64,
        within: Option<Days>,
        decay: &[DecayStep],
        happened: &dyn Fn(Option<Days>) -> Condition,
    ) -> Vec<Line> {
        let limit = |points: i64| limited(points, rule.cap, rule.floor);
        if decay.is_empty() {
            return self
                .line(of, limit(points), &happened(within))
                .into_iter()
                .collect();
        }
        let mut lines = Vec::new();
        let mut younger: Option<Days> = None;
        for step in decay {
            let until = match (step.within, within) {
                (Some(step), Some(within)) => Some(step.min(within)),
                (step, within) => step.or(within),
            };
            let condition = match younger {
                Some(younger) => Condition::All(vec![
                    happened(until),
                    Condition::None(vec![happened(Some(younger))]),
                ]),
                None => happened(until),
            };
            lines.extend(self.line(of, limit(kept(points, step.keep.0)), &condition));
            younger = until;
            if step.within >= within && within.is_some() {
                break;
            }
        }
        lines
    }
}

/// The one field of a rule that says what is done when it is missing.
fn rule_field(rule: &Rule) -> Option<&str> {
    rule.when_missing?;
    rule_fields(rule).first().copied()
}

/// Whether a condition can hold for a lead of whom nothing is known.
fn may_hold_unknown(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().all(may_hold_unknown),
        Condition::Any(parts) => parts.iter().any(may_hold_unknown),
        Condition::AtLeastOf { of, .. } => of.iter().any(may_hold_unknown),
        Condition::None(_) => true,
        Condition::Field { test, .. } => *test == Test::Missing,
        Condition::Event(_)
        | Condition::AnyEvent(_)
        | Condition::Score { .. }
        | Condition::Grade { .. }
        | Condition::Stage(_) => true,
    }
}

/// One condition for each band.
fn banded(field: &str, bands: &[Band]) -> Vec<(i64, Condition)> {
    let mut from: Option<Test> = None;
    let mut lines = Vec::with_capacity(bands.len());
    for band in bands {
        let (until, next) = match (band.below, band.at_most) {
            (Some(below), _) => (
                Some(Test::Below(below)),
                Some(Test::AtLeast(Literal::Number(below))),
            ),
            (None, Some(most)) => (
                Some(Test::AtMost(Literal::Number(most))),
                Some(Test::Above(most)),
            ),
            (None, None) => (None, None),
        };
        let mut bounds: Vec<Condition> = from
            .into_iter()
            .chain(until)
            .map(|test| Condition::field(field, test))
            .collect();
        if bounds.is_empty() {
            bounds.push(Condition::field(field, Test::Present));
        }
        lines.push((band.points, Condition::All(bounds)));
        from = next;
    }
    lines
}

/// One condition for each whole number up to the limit; none: there is no near limit.
#[expect(clippy::cast_precision_loss, reason = "at most a dozen")]
fn per_unit(field: &str, points: i64, rule: &Rule) -> Option<Vec<(i64, Condition)>> {
    let limit = if points > 0 { rule.cap? } else { rule.floor? };
    if points == 0 || limit == 0 || limit.signum() != points.signum() {
        return None;
    }
    let most = limit / points + i64::from(limit % points != 0);
    if most > MOST_LINES {
        return None;
    }
    let at_least = |n: i64| Condition::field(field, Test::AtLeast(Literal::Number(n as f64)));
    let lines = (1..=most).map(|n| {
        let condition = if n == most {
            at_least(n)
        } else {
            Condition::All(vec![
                at_least(n),
                Condition::field(field, Test::Below((n + 1) as f64)),
            ])
        };
        (points.saturating_mul(n), condition)
    });
    Some(lines.collect())
}

/// Each choice without those before it.
fn first_of(choices: &[Choice]) -> Vec<(i64, Condition)> {
    let mut before: Vec<Condition> = Vec::new();
    let mut lines = Vec::with_capacity(choices.len());
    for choice in choices {
        let mut needed: Vec<Condition> = choice.when.iter().cloned().collect();
        if !before.is_empty() {
            needed.push(Condition::None(before.clone()));
        }
        lines.push((choice.points, Condition::All(needed)));
        before.extend(choice.when.clone());
    }
    lines
}

/// The rules as choices, the most points first; none: they are more than conditions with points from 0.
fn largest_of(rules: &[Rule]) -> Option<Vec<Choice>> {
    let mut choices = Vec::with_capacity(rules.len());
    for rule in rules {
        match &rule.kind {
            RuleKind::When { when, points } if rule.when_missing.is_none() => {
                let points = limited(*points, rule.cap, rule.floor);
                choices.push(Choice {
                    when: Some(when.clone()),
                    points: (points >= 0).then_some(points)?,
                });
            }
            RuleKind::When { .. }
            | RuleKind::Bands { .. }
            | RuleKind::PerUnit { .. }
            | RuleKind::Event { .. }
            | RuleKind::FirstOf(_)
            | RuleKind::LargestOf(_) => return None,
        }
    }
    choices.sort_by_key(|choice| std::cmp::Reverse(choice.points));
    Some(choices)
}

/// How often an event counts.
fn period(per: Per) -> String {
    match per {
        Per::Once | Per::Occurrence => "once per time".to_owned(),
        Per::Day => "once per day".to_owned(),
        Per::Week => "once per week".to_owned(),
        Per::Month => "once per month".to_owned(),
        Per::Block(block) => format!("once per {}", say::blocks(block)),
        Per::Cooldown(days) => format!("only what is {}", say::apart(days)),
    }
}
