//! One thing that could be otherwise with a lead, and every such thing that a definition asks about.

use indexmap::IndexMap;

use crate::{
    condition::{Condition, EventCondition, Test},
    date::Day,
    field::{Field, FieldType},
    lead::{EventFacts, Lead},
    model::Spec,
    say,
    scalar::{Literal, Texts},
    score::{Band, Decay, GateEffect, Per, Rule, RuleKind, Score},
    value::{Value, canonical_text, words},
};

/// The most alternatives that are followed inside one condition.
const MOST_WAYS: usize = 24;

/// How many more occurrences or units are tried.
const STEPS: [u32; 8] = [1, 2, 3, 4, 5, 10, 20, 50];

/// Something that could be otherwise.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Change {
    /// In words: `employees is at least 50`.
    pub text: String,
    /// How much is asked of the lead beyond the least, to prefer less of the same.
    pub extra: u32,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A field with this value; none: missing.
    Field(usize, Option<Value>),
    /// A field with so many units more.
    Units(usize, u32),
    /// Further occurrences on these days.
    Event(usize, Vec<i32>),
}

impl Change {
    /// The field or event.
    pub(super) fn subject<'s>(&self, spec: &'s Spec) -> &'s str {
        let id = match self.kind {
            Kind::Field(field, _) | Kind::Units(field, _) => {
                spec.fields.get_index(field).map(|(id, _)| id)
            }
            Kind::Event(event, _) => spec.events.get_index(event).map(|(id, _)| id),
        };
        id.map_or("", String::as_str)
    }

    /// Whether it puts another value into a field that has one.
    pub(super) fn changes_known(&self, lead: &Lead) -> bool {
        match &self.kind {
            Kind::Field(field, _) | Kind::Units(field, _) => {
                matches!(lead.values.get(*field), Some(Some(_)))
            }
            Kind::Event(..) => false,
        }
    }

    /// 1, or the number of acts.
    pub(super) fn acts(&self) -> u32 {
        match &self.kind {
            Kind::Field(..) | Kind::Units(..) => 1,
            Kind::Event(_, days) => u32::try_from(days.len()).unwrap_or(u32::MAX),
        }
    }

    /// What it asks of people: to find out what is missing is least, to change what is known is most.
    pub(super) fn effort(&self, lead: &Lead) -> u32 {
        let kind = match &self.kind {
            Kind::Field(field, _) | Kind::Units(field, _) => match lead.values.get(*field) {
                Some(Some(_)) => 400,
                _ => 100,
            },
            Kind::Event(..) => 200,
        };
        kind + self.extra
    }

    pub(super) fn apply(&self, lead: &mut Lead) {
        match &self.kind {
            Kind::Field(field, value) => {
                let before = lead.values.get(*field).cloned().flatten();
                lead.set(*field, joined(before, value.clone()));
            }
            Kind::Units(field, more) => {
                if let Some(slot) = lead.values.get_mut(*field) {
                    let before = match slot {
                        Some(Value::Number(number)) => number.floor().max(0.0),
                        _ => 0.0,
                    };
                    *slot = Some(Value::Number(before + f64::from(*more)));
                }
            }
            Kind::Event(event, days) => {
                if let Some(facts) = lead.events.get_mut(*event) {
                    happen(facts, days);
                }
            }
        }
    }
}

/// A list or words get the wanted ones besides those they have.
fn joined(before: Option<Value>, wanted: Option<Value>) -> Option<Value> {
    match (before, wanted) {
        (Some(Value::List(mut has)), Some(Value::List(more))) => {
            has.extend(more);
            Some(Value::List(has))
        }
        (Some(Value::Words(has)), Some(Value::Words(more))) => {
            Some(Value::Words(format!("{}{more}", has.trim_end())))
        }
        (_, wanted) => wanted,
    }
}

fn happen(facts: &mut EventFacts, more: &[i32]) {
    match facts {
        EventFacts::Log(days) => days.extend(more),
        EventFacts::Flat {
            count: None | Some(0),
            last: None,
        } => {
            *facts = EventFacts::Log(more.to_vec());
        }
        EventFacts::Flat { count, last } => {
            let added = u64::try_from(more.len()).unwrap_or(u64::MAX);
            *count = count.map(|count| count.saturating_add(added));
            *last = (*last).max(more.iter().max().copied());
        }
    }
}

/// How much a test asks beyond the least that tests of its kind could ask: the place of a level, the size of a number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the logarithm of a number from 1 is below 1100 and not negative"
)]
fn asked_more(test: &Test, value: Option<&Value>) -> u32 {
    let grows = matches!(test, Test::AtLeast(_) | Test::Above(_) | Test::Between(..));
    match value.filter(|_| grows) {
        Some(Value::Level(place)) => u32::try_from(*place).unwrap_or(u32::MAX).min(50),
        Some(Value::Number(number)) => number.clamp(1.0, 1e15).log2() as u32,
        Some(
            Value::Text(_) | Value::Words(_) | Value::Boolean(_) | Value::Day(_) | Value::List(_),
        )
        | None => 0,
    }
}

/// Collects changes that matter to a definition on a day.
pub(super) struct Changes<'s> {
    spec: &'s Spec,
    as_of: i32,
    /// Each a set of changes that belong together.
    found: IndexMap<String, Vec<Change>>,
}

/// All sets of changes that make a condition hold, a rule give points, or a gate open a stage.
pub(super) fn all(spec: &Spec, as_of: i32) -> Vec<Vec<Change>> {
    let mut changes = Changes {
        spec,
        as_of,
        found: IndexMap::new(),
    };
    changes.by_spec();
    changes.found.into_values().collect()
}

impl Changes<'_> {
    fn by_spec(&mut self) {
        let spec = self.spec;
        for stage in &spec.stages {
            if let Some(when) = &stage.when {
                self.make(when, true);
            }
            if let Some(exit) = &stage.exit {
                self.make(exit, false);
            }
        }
        for gate in &spec.gates {
            let opens = matches!(gate.effect, GateEffect::Qualify(_));
            self.make(&gate.when, opens);
        }
        for score in spec.scores.values() {
            self.by_score(score);
        }
        for when in spec
            .grades
            .values()
            .flatten()
            .filter_map(|row| row.when.as_ref())
        {
            self.make(when, true);
        }
    }

    fn by_score(&mut self, score: &Score) {
        if let Some(applies) = &score.applies_to {
            self.make(applies, true);
            self.make(applies, false);
        }
        if let Some(reset) = &score.reset_when {
            self.make(reset, false);
        }
        for rule in &score.rules {
            self.by_rule(rule);
        }
        if let Some(decay) = &score.decay {
            self.by_decay(decay);
        }
    }

    fn by_rule(&mut self, rule: &Rule) {
        match &rule.kind {
            RuleKind::When { when, points } => self.make(when, *points > 0),
            RuleKind::Bands { field, bands } => self.by_bands(field, bands),
            RuleKind::PerUnit { field, points } => {
                if *points > 0
                    && let Some(index) = self.spec.fields.get_index_of(field)
                {
                    for more in STEPS {
                        let name = say::field_name(self.spec, field);
                        self.add(vec![Change {
                            text: format!("{name} has {more} more"),
                            extra: more,
                            kind: Kind::Units(index, more),
                        }]);
                    }
                }
            }
            RuleKind::Event {
                events,
                points,
                per,
                when,
                ..
            } => {
                if let Some(when) = when {
                    self.make(when, *points > 0);
                }
                if *points > 0 {
                    let most = if *per == Per::Once { 1 } else { STEPS.len() };
                    for event in events {
                        for times in STEPS.into_iter().take(most) {
                            self.occurrences(event, times, apart(*per));
                        }
                    }
                }
            }
            RuleKind::FirstOf(choices) => {
                for when in choices.iter().filter_map(|choice| choice.when.as_ref()) {
                    self.make(when, true);
                    self.make(when, false);
                }
            }
            RuleKind::LargestOf(rules) => {
                for rule in rules {
                    self.by_rule(rule);
                }
            }
        }
    }

    fn by_bands(&mut self, field: &str, bands: &[Band]) {
        let Some(index) = self.spec.fields.get_index_of(field) else {
            return;
        };
        let name = say::field_name(self.spec, field);
        let mut from: Option<(f64, String)> = None;
        for band in bands {
            let until = say::band_end(band);
            let (value, text) = match (&from, until.is_empty()) {
                (Some((from, words)), true) => (*from, format!("{name} is {words}")),
                (Some((from, words)), false) => (*from, format!("{name} is {words}, {until}")),
                (None, true) => (0.0, format!("{name} is known")),
                (None, false) => (
                    band.end().unwrap_or(1.0) - 1.0,
                    format!("{name} is {until}"),
                ),
            };
            self.add(vec![Change {
                text,
                extra: 0,
                kind: Kind::Field(index, Some(Value::Number(value))),
            }]);
            from = band.end().map(|end| {
                let words = match band.at_most {
                    Some(at_most) => format!("more than {}", say::amount(at_most)),
                    None => format!("{} or more", say::amount(end)),
                };
                (end, words)
            });
        }
    }

    fn by_decay(&mut self, decay: &Decay) {
        if let Some(index) = self.spec.fields.get_index_of(&decay.by) {
            let name = say::field_name(self.spec, &decay.by);
            self.add(vec![Change {
                text: format!("{name} is today"),
                extra: 0,
                kind: Kind::Field(index, Some(Value::Day(self.as_of))),
            }]);
        } else {
            self.occurrences(&decay.by, 1, 0);
        }
    }

    fn occurrences(&mut self, event: &str, times: u32, apart: u32) {
        let Some(index) = self.spec.events.get_index_of(event) else {
            return;
        };
        let name = say::event_name(self.spec, event);
        let text = match (times, apart) {
            (1, _) => name,
            (_, 0) => format!("{name} {times} times"),
            (_, 1) => format!("{name} on {times} days"),
            _ => format!(
                "{name} {times} times, at least {} apart",
                say::spoken(crate::scalar::Days(apart))
            ),
        };
        self.add(vec![self.occurs(text, index, times, apart)]);
    }

    /// The latest possible days: *as of* and, for several, days before it.
    fn occurs(&self, text: String, event: usize, times: u32, apart: u32) -> Change {
        let day = |nth: u32| {
            let back = i32::try_from(nth.saturating_mul(apart)).unwrap_or(i32::MAX);
            self.as_of.saturating_sub(back)
        };
        Change {
            text,
            extra: times.saturating_sub(1),
            kind: Kind::Event(event, (0..times).map(day).collect()),
        }
    }

    /// Notes what makes a condition hold, or not.
    fn make(&mut self, condition: &Condition, hold: bool) {
        for way in self.ways(condition, hold) {
            // Each part may be all that is missing.
            if way.len() > 1 {
                for change in &way {
                    self.add(vec![change.clone()]);
                }
            }
            self.add(way);
        }
    }

    fn add(&mut self, way: Vec<Change>) {
        if way.is_empty() {
            return;
        }
        let texts: Vec<&str> = way.iter().map(|change| change.text.as_str()).collect();
        self.found.entry(texts.join("\n")).or_insert(way);
    }

    /// Sets of changes, each of which is enough.
    fn ways(&self, condition: &Condition, hold: bool) -> Vec<Vec<Change>> {
        match (condition, hold) {
            (Condition::All(parts), true) => self.all_ways(parts, true),
            (Condition::Any(parts), false) => self.all_ways(parts, false),
            (Condition::None(parts), true) => self.all_ways(parts, false),
            (Condition::None(parts), false) => self.any_ways(parts, true),
            (Condition::All(parts) | Condition::Any(parts), hold) => self.any_ways(parts, hold),
            // What is not needed of all of them is taken away again.
            (Condition::AtLeastOf { of, .. }, hold) => self.all_ways(of, hold),
            (Condition::Field { field, test }, hold) => self
                .field_change(condition, field, test, hold)
                .into_iter()
                .map(|change| vec![change])
                .collect(),
            (
                Condition::Event(EventCondition {
                    event,
                    since: Some(since),
                    ..
                }),
                hold,
            ) => self.since_ways(condition, event, since, hold),
            // Any one of them may be done so often.
            (Condition::AnyEvent(any), hold) => {
                let each: Vec<_> = any.each().map(Condition::Event).collect();
                if hold {
                    self.any_ways(&each, true)
                } else {
                    self.all_ways(&each, false)
                }
            }
            (Condition::Event(event), true) => self
                .event_change(condition, event)
                .into_iter()
                .map(|change| vec![change])
                .collect(),
            // What happened cannot be undone; scores and grades come of the rest.
            (
                Condition::Event(_)
                | Condition::Score { .. }
                | Condition::Grade { .. }
                | Condition::Stage(_),
                _,
            ) => {
                vec![Vec::new()]
            }
        }
    }

    fn any_ways(&self, parts: &[Condition], hold: bool) -> Vec<Vec<Change>> {
        let ways = parts.iter().flat_map(|part| self.ways(part, hold));
        ways.take(MOST_WAYS).collect()
    }

    fn all_ways(&self, parts: &[Condition], hold: bool) -> Vec<Vec<Change>> {
        let mut ways = vec![Vec::new()];
        for part in parts {
            let more = self.ways(part, hold);
            let each = ways.iter().flat_map(|way: &Vec<Change>| {
                more.iter()
                    .map(move |more| [way.as_slice(), more.as_slice()].concat())
            });
            ways = each.take(MOST_WAYS).collect();
        }
        ways
    }

    /// It happens today; where the other never happened, that comes before it. It does not hold if the other happens
    /// today, for one day is not later than itself.
    fn since_ways(
        &self,
        condition: &Condition,
        event: &str,
        since: &str,
        hold: bool,
    ) -> Vec<Vec<Change>> {
        let events = &self.spec.events;
        let (Some(index), Some(other)) = (events.get_index_of(event), events.get_index_of(since))
        else {
            return Vec::new();
        };
        let name = say::event_name(self.spec, since);
        if !hold {
            return vec![vec![self.occurs(name, other, 1, 0)]];
        }
        let after = self.occurs(say::condition(self.spec, condition), index, 1, 0);
        let before = Change {
            text: format!("{name}, on an earlier day"),
            extra: 0,
            kind: Kind::Event(other, vec![self.as_of.saturating_sub(1)]),
        };
        vec![vec![after.clone()], vec![before, after]]
    }

    fn event_change(&self, condition: &Condition, event: &EventCondition) -> Option<Change> {
        let index = self.spec.events.get_index_of(&event.event)?;
        let times = event.days.or(event.at_least).unwrap_or(1);
        let apart = u32::from(event.days.is_some());
        Some(self.occurs(say::condition(self.spec, condition), index, times, apart))
    }

    fn field_change(
        &self,
        condition: &Condition,
        field: &str,
        test: &Test,
        hold: bool,
    ) -> Option<Change> {
        let (index, _, known) = self.spec.fields.get_full(field)?;
        let value = if hold {
            self.meeting(known, test)?
        } else {
            self.failing(known, test)
        };
        let said = say::condition(self.spec, condition);
        Some(Change {
            text: if hold { said } else { format!("not {said}") },
            extra: asked_more(test, value.as_ref()),
            kind: Kind::Field(index, value),
        })
    }

    /// A value that meets a test. Outside none: there is no such value.
    #[expect(
        clippy::option_option,
        reason = "outside: is there an answer; inside: a value or missing"
    )]
    fn meeting(&self, field: &Field, test: &Test) -> Option<Option<Value>> {
        let any_of = |texts: &Texts| texts.0.first().map(|text| written(field, &texts.0, text));
        Some(match test {
            Test::AtLeast(Literal::Flag(_)) | Test::AtMost(Literal::Flag(_)) => return None,
            Test::Missing => None,
            Test::Present => Some(any_value(field, self.as_of)),
            Test::Is(Literal::Flag(flag)) => Some(Value::Boolean(*flag)),
            Test::Is(Literal::Number(n))
            | Test::AtLeast(Literal::Number(n))
            | Test::AtMost(Literal::Number(n)) => Some(Value::Number(*n)),
            Test::Is(Literal::Text(level))
            | Test::AtLeast(Literal::Text(level))
            | Test::AtMost(Literal::Text(level)) => {
                Some(written(field, std::slice::from_ref(level), level))
            }
            Test::In(texts) | Test::HasAny(texts) => Some(any_of(texts)?),
            Test::InList(_) | Test::Contains(_) | Test::StartsWith(_) | Test::EndsWith(_) => {
                let values = match test.list() {
                    Some(list) => &self.spec.lists.get(list)?.values,
                    None => test.texts()?,
                };
                Some(written(field, values, values.first()?))
            }
            Test::HasAll(texts) => Some(all_of(field, &texts.0)),
            Test::Above(n) => Some(Value::Number(n.next_up())),
            Test::Below(n) => Some(Value::Number(n.next_down())),
            Test::Between(low, _) => Some(Value::Number(*low)),
            Test::Within(_) => Some(Value::Day(self.as_of)),
            Test::OlderThan(days) => Some(Value::Day(self.days_ago(days.0.saturating_add(1)))),
            Test::Before(day) => Some(Value::Day(Day::parse(day)?.number() - 1)),
            Test::After(day) => Some(Value::Day(Day::parse(day)?.number() + 1)),
        })
    }

    /// A value that does not meet a test; what is missing meets none but `missing`.
    fn failing(&self, field: &Field, test: &Test) -> Option<Value> {
        match test {
            Test::Missing => Some(any_value(field, self.as_of)),
            Test::Is(Literal::Flag(flag)) => Some(Value::Boolean(!flag)),
            Test::AtLeast(Literal::Number(n)) => Some(Value::Number(n.next_down())),
            Test::Above(n) => Some(Value::Number(*n)),
            Test::AtMost(Literal::Number(n)) => Some(Value::Number(n.next_up())),
            Test::Below(n) => Some(Value::Number(*n)),
            Test::Within(days) => Some(Value::Day(self.days_ago(days.0.saturating_add(1)))),
            Test::OlderThan(_) => Some(Value::Day(self.as_of)),
            Test::Is(_)
            | Test::In(_)
            | Test::InList(_)
            | Test::Contains(_)
            | Test::StartsWith(_)
            | Test::EndsWith(_)
            | Test::HasAny(_)
            | Test::HasAll(_)
            | Test::AtLeast(_)
            | Test::AtMost(_)
            | Test::Between(..)
            | Test::Before(_)
            | Test::After(_)
            | Test::Present => None,
        }
    }

    fn days_ago(&self, days: u32) -> i32 {
        self.as_of
            .saturating_sub(i32::try_from(days).unwrap_or(i32::MAX))
    }
}

/// How many days apart occurrences must be to count each.
fn apart(per: Per) -> u32 {
    match per {
        Per::Once | Per::Occurrence => 0,
        Per::Day => 1,
        Per::Week => 7,
        Per::Month => 31,
        Per::Block(block) => block.days,
        Per::Cooldown(days) => days.0,
    }
}

/// A text of a rule as the field holds it; of several that are equally good, `text`.
fn written(field: &Field, several: &[String], text: &str) -> Value {
    match field.kind {
        FieldType::Words => Value::Words(words(text)),
        FieldType::List => Value::List(vec![canonical_text(text)]),
        FieldType::Level => Value::Level(
            several
                .iter()
                .find_map(|level| place(field, level))
                .unwrap_or(0),
        ),
        FieldType::Text
        | FieldType::Number
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::Datetime => Value::Text(canonical_text(text)),
    }
}

fn place(field: &Field, level: &str) -> Option<usize> {
    let level = canonical_text(level);
    field
        .levels
        .iter()
        .position(|known| canonical_text(known) == level)
}

fn all_of(field: &Field, texts: &[String]) -> Value {
    if field.kind == FieldType::Words {
        Value::Words(words(&texts.join(" ")))
    } else {
        Value::List(texts.iter().map(|text| canonical_text(text)).collect())
    }
}

/// Something that no rule asks for, as far as one can tell.
fn any_value(field: &Field, as_of: i32) -> Value {
    match field.kind {
        FieldType::Text => Value::Text("?".into()),
        FieldType::Words => Value::Words(" known ".into()),
        FieldType::Number => Value::Number(0.0),
        FieldType::Level => Value::Level(0),
        FieldType::Boolean => Value::Boolean(false),
        FieldType::Date | FieldType::Datetime => Value::Day(as_of),
        FieldType::List => Value::List(vec!["?".into()]),
    }
}
