//! The canonical record of a lead: every fact that the rules ask for, in the one form that compiled rules compare.
//!
//! A record holds facts and no points. Every key is always there; what is missing is null.

use indexmap::IndexMap;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Number, Value as Json};

use crate::{
    compiled::{
        AnyEventCheck, Check, Compiled, CompiledRuleKind, CompiledScoreKind, Dated, EventCheck,
        EventRule, Start,
    },
    date::Day,
    evaluate::{
        happened::{self, Told},
        leaf::Facts,
        together,
        walk::Walk,
    },
    field::FieldType,
    lead::{EventFacts, Lead},
    value::{CellReader, Value, day_number},
};

/// The greatest whole number up to which every whole number is a double of its own.
const MOST_EXACT: f64 = 9_007_199_254_740_991.0;

/// The record of one lead.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// The lead's id.
    pub id: String,
    /// The day on which it was made, `YYYY-MM-DD`; none: nothing in it depends on the day.
    pub as_of: Option<String>,
    /// By field id: a text or level, stripped and folded; words with one space before, between and after; a number; yes
    /// or no; a day as `YYYY-MM-DD`; the elements of a list.
    pub fields: IndexMap<String, Json>,
    /// By id of a date: days since 1970-01-01.
    pub days: IndexMap<String, Option<i32>>,
    /// By id of a date: days before *as of*, below 0 for a day after it.
    pub ages: IndexMap<String, Option<i64>>,
    /// By id of a level: its place, 0 the lowest.
    pub ranks: IndexMap<String, Option<usize>>,
    /// By id of a number: its whole part, 0 for a number below 0.
    pub units: IndexMap<String, Option<i64>>,
    /// By event id: the counts that conditions ask for, and the age of the last occurrence where a decay or `since` asks
    /// for it.
    pub events: IndexMap<String, IndexMap<String, Option<i64>>>,
    /// By id of a rule about an event: how many occasions count, by the steps of the rule's decay.
    pub occasions: IndexMap<String, IndexMap<String, Option<i64>>>,
}

/// What the records of a definition hold.
#[derive(Clone, Debug)]
pub struct RecordForm<'c> {
    compiled: &'c Compiled,
    events: IndexMap<usize, IndexMap<String, EventFact>>,
    /// By the name of several events together: the counts that are asked of them.
    any_events: IndexMap<String, IndexMap<String, AnyEventCheck>>,
    occasions: Vec<Occasions>,
}

/// What is asked of an event.
#[derive(Clone, Copy, Debug)]
enum EventFact {
    Count(EventCheck),
    Age,
}

/// The occasions of a rule: for each step of its decay the rule that counts only those.
#[derive(Clone, Debug)]
struct Occasions {
    criterion: usize,
    steps: Vec<(String, EventRule)>,
}

/// The key of a count among the facts of an event: `count`, `count_90d`, `days`, `days_7d`; from a day of the lead on
/// `count_since_field_F`, `days_7d_since_event_E`.
#[must_use]
pub fn count_key(compiled: &Compiled, check: EventCheck) -> String {
    counted_key(compiled, check.days, check.within, check.start)
}

/// The same for several events together, which stand under their ids with `+` between them.
#[must_use]
pub fn any_count_key(compiled: &Compiled, check: &AnyEventCheck) -> String {
    counted_key(compiled, check.days, check.within, check.start)
}

fn counted_key(compiled: &Compiled, days: bool, within: i32, start: Option<Start>) -> String {
    let counted = if days { "days" } else { "count" };
    let key = match within {
        i32::MAX => counted.to_owned(),
        within => format!("{counted}_{within}d"),
    };
    let (kind, id) = match start {
        None => return key,
        Some(Start::Field(field)) => {
            let field = compiled.fields.get(field);
            ("field", field.map_or("", |field| field.id.as_str()))
        }
        Some(Start::Event(event)) => {
            let event = compiled.events.get(event);
            ("event", event.map_or("", String::as_str))
        }
    };
    format!("{key}_since_{kind}_{id}")
}

/// The key of the age of an event's last occurrence among its facts.
pub const AGE_KEY: &str = "age";

/// The keys of a rule's occasions, one per step of its decay: `within_30d` and at last `later`; without decay `all`.
#[must_use]
pub fn step_keys(rule: &EventRule) -> Vec<String> {
    if rule.decay.is_empty() {
        return vec!["all".to_owned()];
    }
    let steps = rule.decay.iter();
    steps
        .map(|(within, _)| {
            if *within == i32::MAX {
                "later".to_owned()
            } else {
                format!("within_{within}d")
            }
        })
        .collect()
}

impl<'c> RecordForm<'c> {
    /// What `compiled` asks for.
    #[must_use]
    pub fn new(compiled: &'c Compiled) -> Self {
        let mut events: IndexMap<usize, IndexMap<String, EventFact>> = IndexMap::new();
        let mut any_events: IndexMap<String, IndexMap<String, AnyEventCheck>> = IndexMap::new();
        compiled.each_check(&mut |check| {
            if let Check::AnyEvent(any) = check {
                let id = compiled.joined_id(&any.events);
                let facts = any_events.entry(id).or_default();
                facts.insert(any_count_key(compiled, any), any.clone());
            }
            let Check::Event(check) = check else {
                return;
            };
            match check.since {
                None => {
                    let facts = events.entry(check.event).or_default();
                    facts.insert(count_key(compiled, *check), EventFact::Count(*check));
                }
                // The younger of the two happened last.
                Some(since) => {
                    for event in [check.event, since] {
                        let facts = events.entry(event).or_default();
                        facts.insert(AGE_KEY.to_owned(), EventFact::Age);
                    }
                }
            }
        });
        for score in &compiled.scores {
            if let CompiledScoreKind::Axis(axis) = &score.kind
                && let Some(decay) = &axis.decay
                && let Dated::Event(event) = decay.by
            {
                let facts = events.entry(event).or_default();
                facts.insert(AGE_KEY.to_owned(), EventFact::Age);
            }
        }
        events.sort_unstable_keys();
        let mut occasions = Vec::new();
        compiled.each_rule(&mut |rule| {
            if let CompiledRuleKind::Event(event) = &rule.kind {
                occasions.push(Occasions {
                    criterion: rule.criterion,
                    steps: counting_rules(event),
                });
            }
        });
        Self {
            compiled,
            events,
            any_events,
            occasions,
        }
    }

    /// The record of a lead; `as_of` none: nothing that is asked depends on the day.
    #[must_use]
    pub fn record(&self, id: &str, lead: &Lead, as_of: Option<Date>) -> Record {
        let mut record = Record {
            id: id.to_owned(),
            as_of: as_of.map(|day| day.to_string()),
            fields: IndexMap::new(),
            days: IndexMap::new(),
            ages: IndexMap::new(),
            ranks: IndexMap::new(),
            units: IndexMap::new(),
            events: IndexMap::new(),
            occasions: IndexMap::new(),
        };
        let today = as_of.map(day_number);
        for (index, id, kind) in self.fields() {
            let value = lead.values.get(index).and_then(Option::as_ref);
            self.put_field(&mut record, index, (id, kind), value, today);
        }
        let today = today.unwrap_or(0);
        let asked = Facts::new(lead, today);
        for (event, facts) in &self.events {
            let seen = lead.events.get(*event);
            let facts = facts.iter().map(|(key, fact)| {
                let known = match fact {
                    EventFact::Count(check) => known_count(*check, asked),
                    EventFact::Age => age_of_last(seen, today),
                };
                (key.clone(), known)
            });
            record
                .events
                .insert(self.event_id(*event).to_owned(), facts.collect());
        }
        for (id, facts) in &self.any_events {
            let facts = facts.iter().map(|(key, check)| {
                let known = together::known(check, asked.begin(check.start), &lead.events, today);
                (key.clone(), known)
            });
            record.events.insert(id.clone(), facts.collect());
        }
        let mut buckets = Vec::new();
        for rule in &self.occasions {
            let steps = rule.steps.iter().map(|(key, counting)| {
                let begin = asked.begin(counting.start);
                let count = together::points(counting, begin, &lead.events, today, &mut buckets);
                (key.clone(), count)
            });
            let steps = steps.collect();
            let id = self.compiled.criterion_id(rule.criterion);
            record
                .occasions
                .insert(id.unwrap_or_default().to_owned(), steps);
        }
        record
    }

    /// The fields that are asked for: index, id and type, in file order.
    pub fn fields(&self) -> impl Iterator<Item = (usize, &'c str, FieldType)> {
        let compiled = self.compiled;
        compiled.used.iter().filter_map(|index| {
            let field = compiled.fields.get(*index)?;
            Some((*index, field.id.as_str(), field.reader.kind()))
        })
    }

    /// The facts that are asked of events: event id and keys.
    pub fn event_facts(&self) -> impl Iterator<Item = (&str, Vec<&str>)> {
        let each = self.events.iter().map(|(event, facts)| {
            let keys = facts.keys().map(String::as_str).collect();
            (self.event_id(*event), keys)
        });
        let several = self.any_events.iter().map(|(id, facts)| {
            let keys = facts.keys().map(String::as_str).collect();
            (id.as_str(), keys)
        });
        each.chain(several)
    }

    /// The occasions that are counted: number of the rule and keys.
    pub fn occasions(&self) -> impl Iterator<Item = (usize, Vec<&str>)> {
        self.occasions.iter().map(|rule| {
            let keys = rule.steps.iter().map(|(key, _)| key.as_str()).collect();
            (rule.criterion, keys)
        })
    }

    fn event_id(&self, event: usize) -> &str {
        self.compiled
            .events
            .get(event)
            .map_or("", |event| event.as_str())
    }

    fn put_field(
        &self,
        record: &mut Record,
        index: usize,
        (id, kind): (&str, FieldType),
        value: Option<&Value>,
        today: Option<i32>,
    ) {
        let id = id.to_owned();
        match kind {
            FieldType::Date | FieldType::Datetime => {
                let day = match value {
                    Some(Value::Day(day)) => Some(*day),
                    _ => None,
                };
                let age = day
                    .zip(today)
                    .map(|(day, today)| i64::from(today) - i64::from(day));
                record.days.insert(id.clone(), day);
                record.ages.insert(id.clone(), age);
            }
            FieldType::Level => {
                let rank = match value {
                    Some(Value::Level(rank)) => Some(*rank),
                    _ => None,
                };
                record.ranks.insert(id.clone(), rank);
            }
            FieldType::Number => {
                let units = match value {
                    Some(Value::Number(number)) => Some(crate::evaluate::leaf::units(*number)),
                    _ => None,
                };
                record.units.insert(id.clone(), units);
            }
            FieldType::Text | FieldType::Words | FieldType::Boolean | FieldType::List => {}
        }
        let json = value.map_or(Json::Null, |value| self.json(index, value));
        record.fields.insert(id, json);
    }

    fn json(&self, field: usize, value: &Value) -> Json {
        match value {
            Value::Text(text) | Value::Words(text) => text.as_str().into(),
            Value::Number(number) => number_json(*number),
            Value::Level(rank) => {
                let levels = self.compiled.reader(field).map(CellReader::levels);
                let level = levels.and_then(|levels| levels.get(*rank));
                level.map_or(Json::Null, |level| level.as_str().into())
            }
            Value::Boolean(flag) => (*flag).into(),
            Value::Day(day) => day_text(*day).map_or(Json::Null, Json::from),
            Value::List(elements) => elements.as_slice().into(),
        }
    }
}

/// A number as JSON, whole where it is whole, so that readers with two kinds of numbers see one.
#[expect(
    clippy::cast_possible_truncation,
    reason = "checked to be whole and within what an i64 holds"
)]
pub fn number_json(number: f64) -> Json {
    if number.fract() == 0.0 && number.abs() <= MOST_EXACT {
        return Json::from(number as i64);
    }
    Number::from_f64(number).map_or(Json::Null, Json::Number)
}

fn day_text(day: i32) -> Option<String> {
    let epoch = Date::constant(1970, 1, 1);
    let span = jiff::Span::new().try_days(i64::from(day)).ok()?;
    let date = epoch.checked_add(span).ok()?;
    Some(Day(date).to_string())
}

/// For each step of a rule's decay a rule that gives 1 for an occasion in the step and 0 for the others.
fn counting_rules(rule: &EventRule) -> Vec<(String, EventRule)> {
    let keys = step_keys(rule).into_iter().enumerate();
    keys.map(|(counted, key)| {
        let decay = rule.decay.iter().enumerate();
        let decay = decay.map(|(at, (within, _))| (*within, if at == counted { 100 } else { 0 }));
        let counting = EventRule {
            points: 1,
            decay: decay.collect(),
            ..rule.clone()
        };
        (key, counting)
    })
    .collect()
}

/// How often it happened for certain: at least so often, as far as the data can tell; none: it cannot tell.
fn known_count(check: EventCheck, facts: Facts) -> Option<i64> {
    let begin = facts.begin(check.start);
    let Some(seen) = facts.event(check.event) else {
        return Some(0);
    };
    let at_least = |times: u32| {
        let check = EventCheck {
            at_least: times,
            ..check
        };
        happened::condition(check, begin, &facts.lead.events, facts.as_of)
    };
    match at_least(1) {
        Told::No => return Some(0),
        Told::CannotTell => return None,
        Told::Yes => {}
    }
    // What holds for a number of times holds for every smaller one.
    let most = match seen {
        EventFacts::Log(days) => u32::try_from(days.len()).unwrap_or(u32::MAX),
        EventFacts::Flat { count, .. } => {
            let count = count.unwrap_or(1).max(1);
            u32::try_from(count).unwrap_or(u32::MAX)
        }
    };
    let (mut sure, mut above) = (1, most.saturating_add(1));
    while above - sure > 1 {
        let middle = sure + (above - sure) / 2;
        if at_least(middle) == Told::Yes {
            sure = middle;
        } else {
            above = middle;
        }
    }
    Some(i64::from(sure))
}

/// The age of the last occurrence not after *as of*.
fn age_of_last(seen: Option<&EventFacts>, today: i32) -> Option<i64> {
    let last = match seen? {
        EventFacts::Log(days) => days.iter().copied().filter(|day| *day <= today).max(),
        EventFacts::Flat { last, .. } => *last,
    }?;
    let age = i64::from(today) - i64::from(last);
    (age >= 0).then_some(age)
}
