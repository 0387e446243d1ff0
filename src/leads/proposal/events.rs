//! Finding the columns of a flat export that tell of an event: how often, and when the last time.

use std::collections::HashSet;

use crate::asked;
use crate::mapping::EventMapping;
use crate::proposal::blanks::is_nothing;
use crate::proposal::columns::{Column, Found, How, Table, Wanted};
use leadpact_definition::Spec;
use leadpact_definition::field::{Event, EventColumns, EventRead};
use leadpact_definition::scalar::Texts;
use leadpact_definition::value::{moment, number};

/// Where an event was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventFound {
    /// The event.
    pub id: String,
    /// Whether a gate, rule, grade or stage asks about it.
    pub asked: bool,
    /// The header of the column with the number of occurrences, and how it was found.
    pub count: Option<(String, How)>,
    /// The header of the column with the day of the last one.
    pub last: Option<(String, How)>,
    /// What a person should look at.
    pub notes: Vec<String>,
    /// What the mapping says of it; none: nothing.
    pub mapping: Option<EventMapping>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Count,
    Last,
}

/// Looks for the columns of every event among those that are not taken.
pub(super) fn find(spec: &Spec, table: &Table<'_>, taken: &mut HashSet<usize>) -> Vec<EventFound> {
    let asked = asked::by_rules(spec);
    let mut found = Vec::with_capacity(spec.events.len());
    for (id, event) in &spec.events {
        let mut one = EventFound {
            id: id.clone(),
            asked: asked.contains(id.as_str()),
            ..EventFound::default()
        };
        if one.asked {
            one.last = column(id, event, Part::Last, table, taken);
            one.count = column(id, event, Part::Count, table, taken);
        }
        let last = one.last.as_ref().map(|(header, _)| header);
        let mut columns = table.columns.iter();
        let last = columns.find(|column| Some(&column.profile.header) == last);
        let written = last.map(Column::dates);
        one.notes
            .extend(written.and_then(|dates| dates.note.clone()));
        let given = event.columns.as_ref().and_then(EventColumns::date);
        let date = written
            .and_then(|dates| dates.pattern.clone())
            .or(given.map(str::to_owned));
        let texts = |column: &Option<(String, How)>| -> Texts {
            column.iter().map(|(header, _)| header.as_str()).collect()
        };
        if one.last.is_some() || one.count.is_some() {
            one.mapping = Some(EventMapping {
                columns: Some(EventColumns {
                    count: texts(&one.count),
                    last: texts(&one.last),
                    read: date.map(|date| EventRead { date }),
                }),
                ..EventMapping::default()
            });
        }
        found.push(one);
    }
    found
}

fn column(
    id: &str,
    event: &Event,
    part: Part,
    table: &Table<'_>,
    taken: &mut HashSet<usize>,
) -> Option<(String, How)> {
    let columns = event.columns.clone().unwrap_or_default();
    let listed = match part {
        Part::Count => columns.count.0,
        Part::Last => columns.last.0,
    };
    let none = HashSet::new();
    let names = [id].into_iter().chain(event.label.as_deref());
    let wanted = Wanted::new(&listed, names, &none);
    let fit = |place: &usize| {
        let column = table.columns.get(*place);
        !taken.contains(place) && column.is_some_and(|column| fits(column, part))
    };
    let named = wanted.named(table).into_iter().next();
    let Found { place, how, .. } = named.or_else(|| {
        let mut likely = wanted.likely(table).into_iter();
        likely.find(|found| found.sure && fit(&found.place))
    })?;
    let header = table.columns.get(place)?.profile.header.clone();
    taken.insert(place);
    Some((header, how))
}

/// Whether most cells are what the part needs: whole numbers, or days.
fn fits(column: &Column<'_>, part: Part) -> bool {
    let (mut rows, mut fitting) = (0, 0);
    let dated = || column.dates().pattern.is_some();
    for (cell, count) in column.profile.cells_but(is_nothing) {
        rows += count;
        let fits = match part {
            Part::Count => {
                number(cell).is_some_and(|number| number >= 0.0 && number.fract() == 0.0)
            }
            Part::Last => moment(cell).is_some(),
        };
        fitting += if fits { count } else { 0 };
    }
    rows > 0 && (fitting * 2 > rows || (part == Part::Last && dated()))
}
