//! Finding the columns of a flat export that tell of an event: how often, and when the last time.

use std::collections::HashSet;

use crate::asked;
use crate::mapping::EventMapping;
use crate::problem::example;
use crate::proposal::blanks::is_nothing;
use crate::proposal::columns::{Column, Found, How, Table, Wanted};
use crate::proposal::name::Name;
use crate::proposal::numbers::numbers;
use crate::proposal::turning::is_any_act;
use leadpact_definition::Spec;
use leadpact_definition::field::{Event, EventColumns, EventRead, Read};
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
    /// Columns that perhaps tell of it, each as the mapping would say it, with how they were found: nothing that is
    /// taken without a person's word.
    pub maybe: Vec<(EventColumns, How)>,
    /// What a person should look at.
    pub notes: Vec<String>,
    /// What the mapping says of it; none: nothing.
    pub mapping: Option<EventMapping>,
    /// Whether a rule asks for it, the rules name columns, the file has none of them, and they do not let it lack them.
    pub lacking: bool,
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
        let listed = event.columns.clone().unwrap_or_default();
        let is_listed = !listed.count.is_empty() || !listed.last.is_empty();
        let found_none = one.last.is_none() && one.count.is_none();
        one.lacking = one.asked && is_listed && found_none && !event.optional;
        if one.asked && found_none {
            for part in [Part::Last, Part::Count] {
                one.maybe.extend(perhaps(id, event, part, table, taken));
            }
            one.notes.extend(any_act(id, event, table));
        }
        one.notes.extend(uncounted(one.count.as_ref(), table));
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
                    read: read_of(event, date, one.count.as_ref(), table),
                }),
                ..EventMapping::default()
            });
        }
        found.push(one);
    }
    found
}

/// What the rule file says of reading the columns, with the date and the marks of the number as they were found.
fn read_of(
    event: &Event,
    date: Option<String>,
    count: Option<&(String, How)>,
    table: &Table<'_>,
) -> Option<EventRead> {
    let columns = event.columns.as_ref();
    let given = columns.and_then(|columns| columns.read.clone());
    let given = given.unwrap_or_default();
    let column = count.and_then(|(header, _)| table.with(header));
    let found = column.and_then(marks).unwrap_or_else(|| Read {
        decimal: given.decimal.clone(),
        group: given.group.clone(),
        grouping: given.grouping,
        ..Read::default()
    });
    let read = EventRead {
        date,
        decimal: found.decimal,
        group: found.group,
        grouping: found.grouping,
    };
    (read != EventRead::default()).then_some(read)
}

/// The marks that make the cells of a column numbers, where they are no plain ones; none: they are, or no marks do.
fn marks(column: &Column<'_>) -> Option<Read> {
    let cells: Vec<(&str, u64)> = column.profile.cells_but(is_nothing).collect();
    if cells.iter().all(|(cell, _)| is_whole(cell)) {
        return None;
    }
    let read = numbers(&cells, None).read?;
    (read.drop.is_none() && read.number.is_none()).then_some(read)
}

fn column(
    id: &str,
    event: &Event,
    part: Part,
    table: &Table<'_>,
    taken: &mut HashSet<usize>,
) -> Option<(String, How)> {
    let none = HashSet::new();
    let wanted = wanted(id, event, part, &none);
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

/// The cells of a column of numbers that are none, with their rows.
fn uncounted(count: Option<&(String, How)>, table: &Table<'_>) -> Option<String> {
    let (header, _) = count?;
    let column = table.with(header)?;
    if marks(column).is_some() {
        return None;
    }
    let cells = column
        .profile
        .cells_but(|cell| is_nothing(cell) || is_whole(cell));
    let others: Vec<(&str, u64)> = cells.collect();
    let (first, _) = others.first()?;
    let rows: u64 = others.iter().map(|(_, rows)| rows).sum();
    Some(format!(
        "'{}' is no whole number, and counts as not happened; {rows} rows of '{header}' are so",
        example(first)
    ))
}

fn is_whole(cell: &str) -> bool {
    number(cell).is_some_and(|number| number >= 0.0 && number.fract() == 0.0)
}

/// What the part of an event is called.
fn wanted<'w>(id: &str, event: &Event, part: Part, none: &'w HashSet<String>) -> Wanted<'w> {
    let columns = event.columns.clone().unwrap_or_default();
    let listed = match part {
        Part::Count => columns.count.0,
        Part::Last => columns.last.0,
    };
    let names: Vec<String> = [id]
        .into_iter()
        .chain(event.label.as_deref())
        .flat_map(|name| match part {
            Part::Count => vec![name.to_owned(), format!("number of {name}")],
            Part::Last => vec![
                name.to_owned(),
                format!("{name} date"),
                format!("last {name}"),
                format!("last {name} date"),
            ],
        })
        .collect();
    let names = names.iter().map(String::as_str);
    Wanted::new(&listed, names, none).known_as(id)
}

/// The free columns that perhaps hold the part.
fn perhaps(
    id: &str,
    event: &Event,
    part: Part,
    table: &Table<'_>,
    taken: &HashSet<usize>,
) -> Vec<(EventColumns, How)> {
    let none = HashSet::new();
    let likely = wanted(id, event, part, &none).likely(table).into_iter();
    let unsure = likely.filter(|found| !found.sure && !taken.contains(&found.place));
    let columns = unsure.filter_map(|found| {
        let column = table.columns.get(found.place)?;
        let header: Texts = [column.name.text()].into_iter().collect();
        let written = || column.dates().pattern.clone();
        let columns = match part {
            Part::Count => EventColumns {
                count: header,
                ..EventColumns::default()
            },
            Part::Last => EventColumns {
                last: header,
                read: written().map(|date| EventRead {
                    date: Some(date),
                    ..EventRead::default()
                }),
                ..EventColumns::default()
            },
        };
        fits(column, part).then_some((columns, found.how))
    });
    columns.collect()
}

/// A question where the file counts acts of any kind, as `Number of Form Submissions`, and the event is one of them.
fn any_act(id: &str, event: &Event, table: &Table<'_>) -> Option<String> {
    let name = Name::new(event.label.as_deref().unwrap_or(id));
    let any = |name: &Name| name.said().words().iter().all(|word| is_any_act(word));
    if any(&name) {
        return None;
    }
    let mut counters = table.columns.iter().filter(|column| {
        !column.name.bare().is_empty() && any(&column.name) && fits(column, Part::Count)
    });
    let header = counters.next()?.name.text();
    Some(format!(
        "'{header}' counts acts of any kind, not this one alone. Which names mean this event? An event log tells \
         (map --events), or write the column here if it is the one"
    ))
}

/// Whether most cells are what the part needs: whole numbers, or days.
fn fits(column: &Column<'_>, part: Part) -> bool {
    let (mut rows, mut fitting) = (0, 0);
    let dated = || column.dates().pattern.is_some();
    for (cell, count) in column.profile.cells_but(is_nothing) {
        rows += count;
        let fits = match part {
            Part::Count => is_whole(cell),
            Part::Last => moment(cell).is_some(),
        };
        fitting += if fits { count } else { 0 };
    }
    let told = || match part {
        Part::Count => marks(column).is_some(),
        Part::Last => dated(),
    };
    rows > 0 && (fitting * 2 > rows || told())
}
