//! Random leads, flat or with an event log.

use std::collections::BTreeMap;

use jiff::ToSpan;
use leadpact_definition::date::Day;

use crate::plain::PlainLead;
use crate::random::Dice;
use crate::random::facts::Facts;

/// Ages in days near the ends of durations, ISO weeks and months; those below 0 lie in the future.
const AGES: [i32; 20] = [
    -31, -1, 0, 1, 2, 3, 6, 7, 8, 20, 29, 30, 31, 60, 89, 90, 91, 180, 365, 366,
];
const TIMES: [&str; 6] = [
    "",
    "",
    "T00:00",
    " 23:59:59",
    "T23:30:00-05:00",
    "T00:10:00.5Z",
];

fn moment(dice: &mut Dice, as_of: Day) -> String {
    let date = as_of.0.checked_sub(dice.pick(&AGES).days()).expect("a day");
    format!("{date}{}", dice.pick(&TIMES))
}

/// The columns of an export, without the lead's id.
pub fn headers(facts: &Facts) -> Vec<String> {
    let fields = facts.fields.iter().map(|field| field.header.clone());
    let events = facts.events.iter();
    let columns = events.flat_map(|event| [event.count.clone(), event.last.clone()]);
    fields.chain(columns.flatten()).collect()
}

pub fn leads(dice: &mut Dice, facts: &Facts, as_of: Day) -> Vec<PlainLead> {
    (0..12)
        .map(|place| lead(dice, facts, as_of, place))
        .collect()
}

fn lead(dice: &mut Dice, facts: &Facts, as_of: Day, place: usize) -> PlainLead {
    let mut cells = BTreeMap::new();
    for field in &facts.fields {
        let cell = if dice.chance(15) {
            ""
        } else {
            dice.pick(field.cells)
        };
        cells.insert(field.header.clone(), cell.to_owned());
    }
    for event in &facts.events {
        if let Some(header) = &event.count {
            let count = *dice.pick(&["", "0", "1", "2", "3", "2.5", "-1", "many", " 2 "]);
            cells.insert(header.clone(), count.to_owned());
        }
        if let Some(header) = &event.last {
            let last = if dice.chance(20) {
                String::new()
            } else {
                moment(dice, as_of)
            };
            cells.insert(header.clone(), last);
        }
    }
    let log = facts.log.then(|| {
        let mut log = Vec::new();
        for event in &facts.events {
            for _ in 0..dice.below(5) {
                log.push((event.id.clone(), moment(dice, as_of)));
            }
        }
        log
    });
    PlainLead {
        id: format!("lead-{place}"),
        cells,
        log,
    }
}
