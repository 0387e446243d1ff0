//! One promise as rows of a form, and back.

use crate::facts;
use crate::field::Field;
use crate::form::Row;
use crate::screen::sla::units::{self, PERIODS};
use leadpact_definition::condition::Condition;
use leadpact_definition::say;
use leadpact_definition::scalar::Days;
use leadpact_definition::sla::{
    Clock, Floor, Measure, Period, Promise, RequiredField, Targets, Then, TimeUnit, TimeWindow,
};
use leadpact_workshop::Workshop;
use leadpact_workshop::number::grouped;

/// What a row of the form asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// Words to add to the sentence.
    Words,
    /// Who promises.
    By,
    /// To whom.
    To,
    /// How many units of time.
    Within,
    /// Their reading.
    Unit,
    /// The share of cases.
    Percent,
    /// Which leads.
    Leads,
    /// What follows by rule when it is missed.
    ThenWhat,
    /// What people do when it is missed.
    OnMiss,
    /// What starts the clock.
    Start,
    /// What stops it.
    Stop,
    /// When to warn.
    WarnAt,
    /// Days over which it is measured.
    Window,
    /// Fields that are filled.
    Fields,
    /// The least number.
    AtLeast,
    /// In which period.
    Per,
    /// Which leads are counted.
    Counted,
    /// The share of them that must be of a certain quality.
    FloorShare,
    /// Which quality.
    FloorAct,
}

use Asks::{
    AtLeast, By, Counted, Fields, FloorAct, FloorShare, Leads, OnMiss, Per, Percent as Share,
    Start, Stop, ThenWhat, To, Unit, WarnAt, Window, Within, Words,
};

/// What the form asks about a promise of this kind, the most important first.
#[must_use]
pub fn asks(measure: Measure) -> &'static [Asks] {
    match measure {
        Measure::TimeToEvent => &[
            Stop, Within, Unit, Start, Leads, Share, Window, ThenWhat, OnMiss, Words, By, To,
            WarnAt,
        ],
        Measure::Completeness => &[
            Fields, Leads, Share, Window, ThenWhat, OnMiss, Words, By, To,
        ],
        Measure::Count => &[
            AtLeast, Per, Counted, FloorShare, FloorAct, OnMiss, Words, By, To,
        ],
    }
}

/// The rows for a promise as it stands.
#[must_use]
pub fn rows(workshop: &Workshop, promise: &Promise) -> Vec<Row> {
    let ask = |asks: &Asks| row(workshop, promise, *asks);
    asks(promise.measure).iter().map(ask).collect()
}

fn row(workshop: &Workshop, promise: &Promise, asks: Asks) -> Row {
    let (label, help) = question(promise, asks);
    let text = |field| Row::text(field, label, help, &written(workshop, promise, asks));
    match asks {
        By => parties(workshop, label, help, &promise.by),
        To => parties(
            workshop,
            label,
            help,
            promise.to.as_deref().unwrap_or_default(),
        ),
        Unit => {
            let units = TimeUnit::ALL;
            let options = units.iter().map(|u| say::promise::reading(*u)).collect();
            let unit = promise.within.0.last().map(|t| t.unit);
            let at = units.iter().position(|u| Some(*u) == unit);
            Row::pick(label, help, options, at.unwrap_or(0))
        }
        Per => {
            let options = PERIODS
                .iter()
                .map(|p| units::period(*p).to_owned())
                .collect();
            let at = PERIODS.iter().position(|p| Some(*p) == promise.per);
            Row::pick(label, help, options, at.unwrap_or(2))
        }
        Leads => stages(workshop, label, help, promise.applies_to.as_ref()),
        Counted => stages(workshop, label, help, promise.of.as_ref()),
        ThenWhat => {
            let options = vec!["nothing by rule".to_owned(), by_rule(promise).1.to_owned()];
            Row::pick(label, help, options, usize::from(promise.then.is_some()))
        }
        FloorAct => qualities(workshop, label, help, promise.of_which.as_ref()),
        Words => text(Field::PromiseWords),
        Within => text(Field::PromiseWithin),
        Share => text(Field::PromiseShare),
        OnMiss => text(Field::PromiseMissed),
        Start => text(Field::PromiseStart),
        Stop => text(Field::PromiseStop),
        WarnAt => text(Field::PromiseWarn),
        Window => text(Field::PromiseWindow),
        Fields => text(Field::PromiseFields),
        AtLeast => text(Field::PromiseAtLeast),
        FloorShare => text(Field::PromiseFloor),
    }
}

/// The label of a row and the sentence about it.
fn question(promise: &Promise, asks: Asks) -> (&'static str, &'static str) {
    match asks {
        Words => (
            "Words to add",
            "Shown after the sentence, which is made from the rows. They measure nothing.",
        ),
        By => (
            "Promised by",
            "Who keeps this promise. Left and right choose.",
        ),
        To => ("Promised to", "Who may count on it. Left and right choose."),
        Within => ("Within", within_help(promise)),
        Unit => (
            "Read as",
            "Left and right choose. What each means stands below.",
        ),
        Share => ("In % of cases", "0 to 100. Empty means: in every case."),
        Leads => ("For which leads", "Leads of this stage or a higher one."),
        ThenWhat => (
            "If missed, rules",
            "Left and right choose. The sentence says how the rules do it, or why not.",
        ),
        OnMiss => (
            "If missed, people",
            "What people do then, in one sentence. No rule carries it out.",
        ),
        Start => (
            "Counted from",
            "A date or an act of the lead record, for example Became an MQL.",
        ),
        Stop => (
            "What is done",
            "One or several acts, separated by commas; the first that happens counts.",
        ),
        WarnAt => (
            "Warn at %",
            "Of the time allowed: when to remind, before it is too late. Empty: no warning.",
        ),
        Window => (
            "Over days",
            "The share counts over so many days, up to today. Empty: over everything.",
        ),
        Fields => (
            "Fields filled in",
            "Separated by commas. \u{201c}Email or Phone\u{201d} asks for either.",
        ),
        AtLeast => ("At least", "How many leads."),
        Per => ("In each", "Left and right choose."),
        Counted => ("What counts", "Leads that reach this stage in the period."),
        FloorShare => (
            "Of which %",
            "The least share of them that the row below describes. Empty: the number alone.",
        ),
        FloorAct => (
            "Of which what",
            "Left and right choose the act that shows it, for example that sales accepted them.",
        ),
    }
}

/// What stands in a row of text; empty for a row of choices.
fn written(workshop: &Workshop, promise: &Promise, asks: Asks) -> String {
    fn number<T: ToString>(number: Option<T>) -> String {
        number.map_or_else(String::new, |n| n.to_string())
    }
    let name = |id: &String| facts::name(workshop, id);
    let clock = promise.clock.as_ref();
    match asks {
        Words => promise.added_words().unwrap_or_default().to_owned(),
        FloorShare => number(promise.of_which.as_ref().map(|floor| floor.percent)),
        OnMiss => promise.on_miss.clone().unwrap_or_default(),
        Within => number(promise.within.0.last().map(|t| t.value)),
        Share => number(promise.target_percent),
        WarnAt => number(promise.warn_at.map(|p| p.0)),
        Window => number(promise.time_window.map(|w| w.duration.0)),
        AtLeast => promise
            .at_least
            .map_or_else(String::new, |n| grouped(&n.to_string())),
        Fields => required(workshop, &promise.fields),
        Start => clock.map(|c| name(&c.start)).unwrap_or_default(),
        Stop => {
            let stops = clock.map_or(&[][..], |c| c.stop.as_slice());
            stops.iter().map(name).collect::<Vec<_>>().join(", ")
        }
        By | To | Unit | Per | Leads | Counted | ThenWhat | FloorAct => String::new(),
    }
}

fn within_help(promise: &Promise) -> &'static str {
    if promise.within.0.len() > 1 {
        "How many units. Shorter times for certain leads stay as they are."
    } else {
        "How many units of the reading below."
    }
}

fn parties(workshop: &Workshop, label: &str, help: &str, id: &str) -> Row {
    let options = workshop.parties.iter().map(|p| p.name.clone()).collect();
    let at = workshop.parties.iter().position(|p| p.id == id);
    Row::pick(label, help, options, at.unwrap_or(0))
}

/// "all leads", each stage, and last a condition that no stage says.
fn stages(workshop: &Workshop, label: &str, help: &str, condition: Option<&Condition>) -> Row {
    let mut options = vec!["all leads".to_owned()];
    options.extend(workshop.stages.iter().map(|s| s.name.clone()));
    let at = match condition {
        None => 0,
        Some(all) if *all == Condition::always() => 0,
        Some(Condition::Stage(id)) => workshop
            .stages
            .iter()
            .position(|s| s.id == *id)
            .map_or(0, |n| n + 1),
        Some(other) => {
            let words = leadpact_workshop::promise::Promises::of(workshop).leads(other);
            options.push(words);
            options.len() - 1
        }
    };
    Row::pick(label, help, options, at)
}

fn required(workshop: &Workshop, fields: &[RequiredField]) -> String {
    let name = |id: &String| facts::name(workshop, id);
    let each = fields.iter().map(|field| match field {
        RequiredField::Field(id) => name(id),
        RequiredField::AnyOf(ids) => ids.iter().map(name).collect::<Vec<_>>().join(" or "),
    });
    each.collect::<Vec<_>>().join(", ")
}

/// What a rule can do when a promise of this kind is missed, in a file and in words.
pub(super) fn by_rule(promise: &Promise) -> (Then, &'static str) {
    match promise.measure {
        Measure::TimeToEvent | Measure::Count => {
            (Then::CountsAsAccepted, "the lead counts as accepted")
        }
        Measure::Completeness => (Then::NotDelivered, "the lead does not count as delivered"),
    }
}

/// The acts of the record, one of which shows the quality; last a condition that no act says.
fn qualities(workshop: &Workshop, label: &str, help: &str, floor: Option<&Floor>) -> Row {
    let events = &workshop.bank.events;
    let mut options: Vec<String> = events
        .iter()
        .map(|(id, event)| event.label.clone().unwrap_or_else(|| id.replace('_', " ")))
        .collect();
    let proposed = quality(workshop);
    let at = match floor.map(|floor| &floor.are) {
        None => events.keys().position(|id| *id == proposed),
        Some(Condition::Event(event)) if Condition::event(&event.event) == floor_are(floor) => {
            events.keys().position(|id| *id == event.event)
        }
        Some(other) => {
            options.push(say::condition(&vocabulary(workshop), other));
            Some(options.len() - 1)
        }
    };
    Row::pick(label, help, options, at.unwrap_or(0))
}

fn floor_are(floor: Option<&Floor>) -> Condition {
    floor.map_or_else(Condition::always, |floor| floor.are.clone())
}

/// The act that is proposed as a floor: that sales accepted the lead, else the last of the record.
pub(super) fn quality(workshop: &Workshop) -> String {
    let events = &workshop.bank.events;
    let accepted = events.keys().find(|id| *id == "accepted_by_sales");
    accepted
        .or(events.keys().last())
        .cloned()
        .unwrap_or_default()
}

/// Facts and acts, for conditions in words.
fn vocabulary(workshop: &Workshop) -> leadpact_definition::Spec {
    leadpact_definition::Spec {
        fields: workshop.bank.fields.clone(),
        events: workshop.bank.events.clone(),
        ..leadpact_definition::Spec::default()
    }
}

/// A new promise of a kind, with a name that is free. What it measures is left for people to say.
#[must_use]
pub fn new(workshop: &Workshop, measure: Measure) -> Promise {
    let mut signing = workshop.signing_parties();
    let first = signing.next().map(|p| p.id.clone()).unwrap_or_default();
    let second = signing.next().map(|p| p.id.clone());
    let qualified = leadpact_workshop::rules::qualified_stage(workshop).map(str::to_owned);
    let stage = qualified.map(Condition::Stage);
    let counts = measure == Measure::Count;
    let (by, to) = match (measure, second) {
        (Measure::TimeToEvent, Some(second)) => (second, Some(first)),
        (_, second) => (first, second),
    };
    Promise {
        id: free_id(workshop),
        by,
        to,
        promise: None,
        words: None,
        measure,
        clock: (measure == Measure::TimeToEvent).then(Clock::default),
        within: Targets::default(),
        soft: Targets::default(),
        fields: Vec::new(),
        of: stage.clone().filter(|_| counts),
        at_least: None,
        per: counts.then_some(Period::Month),
        of_which: None,
        warn_at: None,
        target_percent: (!counts).then_some(95.0),
        time_window: (!counts).then_some(TimeWindow {
            duration: Days(28),
            is_rolling: true,
        }),
        applies_to: stage.filter(|_| !counts),
        then: None,
        on_miss: None,
    }
}

fn free_id(workshop: &Workshop) -> String {
    (1..=workshop.sla.promises.len() + 1)
        .map(|n| format!("promise-{n}"))
        .find(|id| workshop.sla.promises.iter().all(|p| p.id != *id))
        .unwrap_or_default()
}
