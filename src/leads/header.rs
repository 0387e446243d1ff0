//! Finding the columns of an export that a definition asks for.

use std::fmt;

use crate::asked;
use crate::events::Join;
use crate::problem::example;
use crate::rows::Match;
use crate::source::HeaderNames;
use leadpact_definition::Spec;
use leadpact_definition::field::{Event, Field};
use leadpact_definition::scalar::Texts;
use leadpact_definition::value::strip;
use leadpact_files::{near, neutral_line};

/// Where the facts of a lead stand in a row. Places count from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The lead's id; none: the row's number is the id.
    pub id: Option<usize>,
    /// The cell by which an event log names the lead, where it is not the id.
    pub key: Option<usize>,
    /// The field with the day from which the event log counts, by its index, and its column.
    pub start: Option<(usize, usize)>,
    /// By field, in the definition's order; none: not asked for, or an optional field that this export lacks.
    pub fields: Vec<Option<usize>>,
    /// By event, in the definition's order.
    pub events: Vec<EventColumns>,
    /// Fields and events that no gate, rule, grade or stage asks about, in the definition's order. They are not looked
    /// for.
    pub unasked: Vec<String>,
}

/// Where a flat export tells of an event. Places count from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EventColumns {
    /// The number of occurrences; none: not asked for, or an optional event whose column this export lacks.
    pub count: Option<usize>,
    /// The date of the last occurrence; none as for the number.
    pub last: Option<usize>,
}

/// The headers under which a CRM usually keeps the id of a lead, for definitions that name none.
pub(crate) const USUAL_IDS: [&str; 5] = ["id", "lead id", "record id", "prospect id", "contact id"];

/// A column that the definition asks for and the export does not have, or has twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnProblem {
    /// What the column is for: `field industry`.
    pub wanted_for: String,
    /// The headers that would do, as the definition lists them.
    pub wanted: Vec<String>,
    /// What is wrong.
    pub kind: ColumnProblemKind,
}

/// What is wrong with a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnProblemKind {
    /// No header reads so; the headers that come nearest, at most three.
    Missing {
        /// Nearest first; may be empty.
        near: Vec<String>,
    },
    /// The rules or the mapping number the leads, and an event log names them by an id.
    Numbered,
    /// Several columns read so; their places, counted from 1.
    Doubled {
        /// In the order of the file.
        places: Vec<usize>,
    },
}

impl fmt::Display for ColumnProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let listed = |names: &[String]| -> String {
            let quoted: Vec<String> = names
                .iter()
                .map(|name| format!("'{}'", neutral_line(name)))
                .collect();
            quoted.join(" or ")
        };
        let (wanted_for, wanted) = (neutral_line(&self.wanted_for), listed(&self.wanted));
        match &self.kind {
            ColumnProblemKind::Missing { near } => {
                write!(f, "{wanted_for}: there is no column {wanted}.")?;
                if !near.is_empty() {
                    write!(f, " The nearest is {}.", listed(near))?;
                }
                Ok(())
            }
            ColumnProblemKind::Numbered => write!(
                f,
                "{wanted_for}: the leads are numbered (leadId: {{number: true}}), and an event log names them by an id. \
                 Name its column under leadId: {{columns: [...]}}."
            ),
            ColumnProblemKind::Doubled { places } => {
                let by_place = HeaderNames::of_place(places.first().copied().unwrap_or(1));
                let places: Vec<String> = places.iter().map(ToString::to_string).collect();
                write!(
                    f,
                    "{wanted_for}: {wanted} stands in the header more than once, in columns {}. Rename all but one, or name one by its place: `columns: {}`.",
                    places.join(" and "),
                    by_place
                )
            }
        }
    }
}

/// Finds the columns of a definition in a header. A header that is written exactly as the definition lists it comes
/// first, then one that differs only in case, spaces and punctuation; of several listed the first present wins. What
/// no gate, rule, grade or stage asks about is not looked for, nor are the columns of events when they come `from_log`;
/// the lead's id is then needed.
///
/// # Errors
/// Every column that is missing without being optional, or that stands there twice.
pub fn find(spec: &Spec, header: &[String], from_log: bool) -> Result<Columns, Vec<ColumnProblem>> {
    let join = Join::default();
    find_joined(spec, header, from_log.then_some(&join))
}

/// As [`find`]; `join`: how leads find what they did in an event log; none: there is no log.
///
/// # Errors
/// As [`find`].
pub fn find_joined(
    spec: &Spec,
    header: &[String],
    join: Option<&Join>,
) -> Result<Columns, Vec<ColumnProblem>> {
    let (columns, problems) = look(spec, header, join, true);
    if problems.is_empty() {
        Ok(columns)
    } else {
        Err(problems)
    }
}

/// How many of the columns that a definition asks for stand in a header, and whether none is lacking. `join` as for
/// [`find_joined`].
#[must_use]
pub fn matched(spec: &Spec, header: &[String], join: Option<&Join>) -> Match {
    let (columns, problems) = look(spec, header, join, false);
    let events = columns.events.iter();
    let of_events = events.flat_map(|event| [event.count, event.last]);
    let places = columns.fields.iter().copied().chain(of_events);
    Match {
        found: places.chain([columns.id, columns.key]).flatten().count(),
        is_whole: problems.is_empty(),
    }
}

/// `for_good`: whether columns are found by their place too, and problems name the headers that come nearest.
fn look(
    spec: &Spec,
    header: &[String],
    join: Option<&Join>,
    for_good: bool,
) -> (Columns, Vec<ColumnProblem>) {
    let from_log = join.is_some();
    let from = join.and_then(|join| join.from.as_deref());
    let named = join.map_or(&[][..], |join| join.columns.0.as_slice());
    let mut asked = asked::by_rules(spec);
    asked.extend(from);
    let mut finder = Finder {
        header,
        forgiven: header.iter().map(|name| forgiven(name)).collect(),
        for_good,
        problems: Vec::new(),
    };
    let id = finder.lead_id(spec, from_log && named.is_empty());
    let key = if named.is_empty() {
        None
    } else {
        finder.wanted("what the event log names leads by", named, false)
    };
    let mut unasked = Vec::new();
    let mut fields = Vec::new();
    for (field_id, field) in &spec.fields {
        fields.push(if asked.contains(field_id.as_str()) {
            finder.field(field_id, field)
        } else {
            unasked.push(field_id.clone());
            None
        });
    }
    let mut events = Vec::new();
    for (event_id, event) in &spec.events {
        let is_asked = asked.contains(event_id.as_str());
        if !is_asked {
            unasked.push(event_id.clone());
        }
        events.push(if is_asked && !from_log {
            finder.event(event_id, event)
        } else {
            EventColumns::default()
        });
    }
    let start = from.and_then(|from| spec.fields.get_index_of(from));
    let column = |field: usize| fields.get(field).copied().flatten();
    let columns = Columns {
        id,
        key,
        start: start.and_then(|field| Some((field, column(field)?))),
        fields,
        events,
        unasked,
    };
    (columns, finder.problems)
}

struct Finder<'h> {
    header: &'h [String],
    forgiven: Vec<String>,
    for_good: bool,
    problems: Vec<ColumnProblem>,
}

impl Finder<'_> {
    /// `needed`: rows without an id cannot be numbered, because an event log names leads by it.
    fn lead_id(&mut self, spec: &Spec, needed: bool) -> Option<usize> {
        match &spec.lead_id {
            Some(lead_id) if lead_id.number => {
                if needed {
                    self.problems.push(ColumnProblem {
                        wanted_for: "lead id".to_owned(),
                        wanted: Vec::new(),
                        kind: ColumnProblemKind::Numbered,
                    });
                }
                None
            }
            Some(lead_id) => self.wanted("lead id", &lead_id.columns.0, false),
            None => self.wanted("lead id", &USUAL_IDS.map(str::to_owned), !needed),
        }
    }

    fn field(&mut self, id: &str, field: &Field) -> Option<usize> {
        let own = [id.to_owned()];
        let names = if field.columns.is_empty() {
            &own
        } else {
            field.columns.0.as_slice()
        };
        self.wanted(&format!("field {id}"), names, field.optional)
    }

    fn event(&mut self, id: &str, event: &Event) -> EventColumns {
        let Some(columns) = &event.columns else {
            return EventColumns::default();
        };
        let mut part = |part: &str, names: &Texts| {
            if names.is_empty() {
                return None;
            }
            self.wanted(&format!("event {id}, {part}"), &names.0, event.optional)
        };
        EventColumns {
            count: part("count", &columns.count),
            last: part("last", &columns.last),
        }
    }

    fn wanted(&mut self, wanted_for: &str, names: &[String], optional: bool) -> Option<usize> {
        let places = self.places(names);
        let kind = match *places.as_slice() {
            [place] => return Some(place),
            [] if optional => return None,
            [] => ColumnProblemKind::Missing {
                near: self.near(names),
            },
            _ => ColumnProblemKind::Doubled {
                places: places.iter().map(|place| place + 1).collect(),
            },
        };
        self.problems.push(ColumnProblem {
            wanted_for: wanted_for.to_owned(),
            wanted: names.to_vec(),
            kind,
        });
        None
    }

    /// The places of the first of the names that is there.
    fn places(&self, names: &[String]) -> Vec<usize> {
        let exact = names.iter().map(|name| {
            let found = self.header.iter().enumerate();
            found
                .filter(|(_, header)| *header == name)
                .map(|(place, _)| place)
                .collect::<Vec<_>>()
        });
        let alike = names.iter().map(|name| {
            let wanted = forgiven(name);
            let found = self.forgiven.iter().enumerate();
            found
                .filter(|(_, header)| !wanted.is_empty() && **header == wanted)
                .map(|(place, _)| place)
                .collect::<Vec<_>>()
        });
        let by_place = names.iter().map(|name| {
            let place = HeaderNames::place_of(name).map(|place| place - 1);
            place
                .filter(|place| self.for_good && *place < self.header.len())
                .into_iter()
                .collect()
        });
        exact
            .chain(by_place)
            .chain(alike)
            .find(|places| !places.is_empty())
            .unwrap_or_default()
    }

    fn near(&self, names: &[String]) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for name in names.iter().filter(|_| self.for_good) {
            for header in near(name, self.header.iter().map(String::as_str)) {
                if !header.is_empty() && !found.iter().any(|known| known == header) {
                    found.push(header.to_owned());
                }
            }
        }
        found.truncate(3);
        found
    }
}

/// The places of the columns that bear the first of these names that is there: exactly, or but for case, spaces and
/// punctuation.
pub(crate) fn first_of(header: &[String], names: &[String]) -> Vec<usize> {
    let finder = Finder {
        header,
        forgiven: header.iter().map(|name| forgiven(name)).collect(),
        for_good: true,
        problems: Vec::new(),
    };
    let places = names
        .iter()
        .map(|name| finder.places(std::slice::from_ref(name)));
    places
        .into_iter()
        .find(|places| !places.is_empty())
        .unwrap_or_default()
}

/// The headers of a file in a message: `'a', 'b' and 3 more`; at most `most` of them, those without a letter left out.
pub(crate) fn listed(header: &[String], most: usize) -> String {
    let named: Vec<&String> = header
        .iter()
        .filter(|name| !strip(name).is_empty())
        .collect();
    let quoted: Vec<String> = named
        .iter()
        .take(most)
        .map(|name| format!("'{}'", example(name)))
        .collect();
    let list = quoted.join(", ");
    match named.len().saturating_sub(most) {
        0 if named.is_empty() => "only columns without a name".to_owned(),
        0 => list,
        more => format!("{list} and {more} more"),
    }
}

/// The letters and digits of a header, small.
fn forgiven(name: &str) -> String {
    name.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use indexmap::IndexMap;

    use super::*;
    use leadpact_definition::condition::{Condition, Test};
    use leadpact_definition::field::{EventColumns as Named, LeadId};
    use leadpact_definition::score::{Gate, GateEffect};

    fn field(columns: &[&str], optional: bool) -> Field {
        Field {
            columns: columns.iter().copied().collect(),
            optional,
            ..Field::default()
        }
    }

    /// A gate that asks about everything given.
    fn gate(asked: impl IntoIterator<Item = Condition>) -> Gate {
        Gate {
            id: "asks".to_owned(),
            effect: GateEffect::Disqualify,
            when: Condition::All(asked.into_iter().collect()),
            because: None,
        }
    }

    fn spec(fields: &[(&str, Field)]) -> Spec {
        let asked = fields
            .iter()
            .map(|(id, _)| Condition::field(*id, Test::Present));
        Spec {
            gates: vec![gate(asked)],
            fields: fields
                .iter()
                .map(|(id, field)| ((*id).to_owned(), field.clone()))
                .collect(),
            ..Spec::default()
        }
    }

    fn found(spec: &Spec, header: &[&str]) -> Result<Columns, Vec<String>> {
        let header: Vec<String> = header.iter().map(ToString::to_string).collect();
        find(spec, &header, false)
            .map_err(|problems| problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn exact_comes_before_alike_and_the_first_listed_wins() {
        let spec = spec(&[
            ("industry", field(&["Industry", "Company Industry"], false)),
            ("employees", field(&["No. of Employees"], false)),
            ("title", field(&[], false)),
        ]);
        let columns = found(
            &spec,
            &[
                "INDUSTRY",
                "Company Industry",
                "no of employees",
                "Title",
                "",
            ],
        )
        .expect("found");
        assert_eq!(columns.fields, [Some(1), Some(2), Some(3)]);
        assert_eq!(columns.id, None);
    }

    #[test]
    fn a_missing_column_is_told_with_the_nearest_headers() {
        let spec = spec(&[
            ("industry", field(&["Industry"], false)),
            ("consent", field(&["Consent"], true)),
        ]);
        assert_eq!(
            found(&spec, &["Lead ID", "Indsutry", "Country"]),
            Err(vec![
                "field industry: there is no column 'Industry'. The nearest is 'Indsutry'."
                    .to_owned()
            ])
        );
    }

    #[test]
    fn doubled_headers_matter_only_when_used() {
        let header = ["id", "", "", "Note", "Note", "Email", "e-mail"];
        let unused = spec(&[("email", field(&["Email"], false))]);
        assert_eq!(found(&unused, &header).expect("found").fields, [Some(5)]);
        let used = spec(&[
            ("note", field(&["Note"], false)),
            ("mail", field(&["E Mail"], false)),
        ]);
        assert_eq!(
            found(&used, &header),
            Err(vec![
                "field note: 'Note' stands in the header more than once, in columns 4 and 5. Rename all but one, or name one by its place: `columns: column:4`.".to_owned(),
                "field mail: 'E Mail' stands in the header more than once, in columns 6 and 7. Rename all but one, or name one by its place: `columns: column:6`.".to_owned(),
            ])
        );
    }

    #[test]
    fn the_lead_id_is_found_by_itself_or_as_the_definition_says() {
        assert_eq!(
            found(&spec(&[]), &["x", "Lead-ID"]).expect("found").id,
            Some(1)
        );
        let exported = ["Prospect ID", "Record ID"];
        assert_eq!(found(&spec(&[]), &exported).expect("found").id, Some(1));
        let named = Spec {
            lead_id: Some(LeadId {
                columns: ["Prospect ID"].into_iter().collect(),
                ..LeadId::default()
            }),
            ..Spec::default()
        };
        assert_eq!(
            found(&named, &["id", "Prospect ID"]).expect("found").id,
            Some(1)
        );
        assert!(found(&named, &["id"]).is_err());
    }

    fn two_events(optional: bool) -> Spec {
        let columns = Named {
            count: ["Trial days"].into_iter().collect(),
            last: ["Last use"].into_iter().collect(),
            read: None,
        };
        let trial = Event {
            columns: Some(columns),
            optional,
            ..Event::default()
        };
        Spec {
            gates: vec![gate([
                Condition::event("trial"),
                Condition::event("webinar"),
            ])],
            events: IndexMap::from([
                ("trial".to_owned(), trial),
                ("webinar".to_owned(), Event::default()),
            ]),
            ..Spec::default()
        }
    }

    #[test]
    fn an_event_has_a_column_for_its_count_and_one_for_its_last_day() {
        let spec = two_events(false);
        assert_eq!(
            found(&spec, &["last_use", "trial days"])
                .expect("found")
                .events,
            [
                EventColumns {
                    count: Some(1),
                    last: Some(0)
                },
                EventColumns::default()
            ]
        );
        let problems = found(&spec, &["last_use"]).expect_err("refused");
        assert_eq!(problems.len(), 1);
        assert!(problems[0].starts_with("event trial, count: there is no column 'Trial days'."));
        assert_eq!(found(&spec, &["id"]).expect_err("refused").len(), 2);
    }

    #[test]
    fn an_export_may_lack_the_columns_of_an_optional_event() {
        let spec = two_events(true);
        assert_eq!(
            found(&spec, &["id"]).expect("found").events,
            [EventColumns::default(); 2]
        );
        let half = EventColumns {
            count: None,
            last: Some(1),
        };
        assert_eq!(
            found(&spec, &["id", "Last use"]).expect("found").events[0],
            half
        );
    }

    #[test]
    fn what_no_rule_asks_about_is_not_looked_for() {
        let mut spec = two_events(false);
        spec.gates.clear();
        spec.fields
            .insert("name".to_owned(), field(&["Name"], false));
        let columns = found(&spec, &["Name", "Name", "id"]).expect("found");
        assert_eq!(columns.fields, [None]);
        assert_eq!(columns.events, [EventColumns::default(); 2]);
        assert_eq!(columns.unasked, ["name", "trial", "webinar"]);
    }
}
