//! Finding the columns of an export that a definition asks for.

use std::fmt;

use crate::definition::Spec;
use crate::definition::scalar::Texts;
use crate::files::{near, neutral_line};

/// Where the facts of a lead stand in a row. Places count from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The lead's id; none: the row's number is the id.
    pub id: Option<usize>,
    /// By field, in the definition's order; none: an optional field that this export lacks.
    pub fields: Vec<Option<usize>>,
    /// By event, in the definition's order.
    pub events: Vec<EventColumns>,
}

/// Where a flat export tells of an event. Places count from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EventColumns {
    /// The number of occurrences; none: the definition names no such column.
    pub count: Option<usize>,
    /// The date of the last occurrence; none: the definition names no such column.
    pub last: Option<usize>,
}

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
                if near.is_empty() {
                    write!(
                        f,
                        " Name the right header under `columns:`, or write `optional: true`."
                    )
                } else {
                    write!(
                        f,
                        " The nearest is {}: add it under `columns:` if it is the same.",
                        listed(near)
                    )
                }
            }
            ColumnProblemKind::Doubled { places } => {
                let places: Vec<String> = places.iter().map(ToString::to_string).collect();
                write!(
                    f,
                    "{wanted_for}: {wanted} stands in the header more than once, in columns {}. Rename all but one.",
                    places.join(" and ")
                )
            }
        }
    }
}

/// Finds the columns of a definition in a header. A header that is written exactly as the definition lists it comes
/// first, then one that differs only in case, spaces and punctuation; of several listed the first present wins.
///
/// # Errors
/// Every column that is missing without being optional, or that stands there twice.
pub fn find(spec: &Spec, header: &[String]) -> Result<Columns, Vec<ColumnProblem>> {
    let mut finder = Finder {
        header,
        forgiven: header.iter().map(|name| forgiven(name)).collect(),
        problems: Vec::new(),
    };
    let columns = Columns {
        id: finder.lead_id(spec),
        fields: spec
            .fields
            .iter()
            .map(|(id, field)| {
                let own = Texts(vec![id.clone()]);
                let names = if field.columns.is_empty() {
                    &own
                } else {
                    &field.columns
                };
                finder.wanted(&format!("field {id}"), &names.0, field.optional)
            })
            .collect(),
        events: spec
            .events
            .iter()
            .map(|(id, event)| {
                let columns = event.columns.as_ref();
                let mut wanted = |part: &str, names: Option<&Texts>| {
                    let names = names.filter(|names| !names.is_empty())?;
                    finder.wanted(&format!("event {id}, {part}"), &names.0, false)
                };
                EventColumns {
                    count: wanted("count", columns.map(|columns| &columns.count)),
                    last: wanted("last", columns.map(|columns| &columns.last)),
                }
            })
            .collect(),
    };
    if finder.problems.is_empty() {
        Ok(columns)
    } else {
        Err(finder.problems)
    }
}

struct Finder<'h> {
    header: &'h [String],
    forgiven: Vec<String>,
    problems: Vec<ColumnProblem>,
}

impl Finder<'_> {
    fn lead_id(&mut self, spec: &Spec) -> Option<usize> {
        match &spec.lead_id {
            Some(lead_id) => self.wanted("lead id", &lead_id.columns.0, false),
            None => self.wanted("lead id", &["id".into(), "lead id".into()], true),
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
        exact
            .chain(alike)
            .find(|places| !places.is_empty())
            .unwrap_or_default()
    }

    fn near(&self, names: &[String]) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for name in names {
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
    use crate::definition::field::{Event, EventColumns as Named, Field, LeadId};

    fn field(columns: &[&str], optional: bool) -> Field {
        Field {
            columns: columns.iter().copied().collect(),
            optional,
            ..Field::default()
        }
    }

    fn spec(fields: &[(&str, Field)]) -> Spec {
        Spec {
            fields: fields
                .iter()
                .map(|(id, field)| ((*id).to_owned(), field.clone()))
                .collect(),
            ..Spec::default()
        }
    }

    fn found(spec: &Spec, header: &[&str]) -> Result<Columns, Vec<String>> {
        let header: Vec<String> = header.iter().map(ToString::to_string).collect();
        find(spec, &header).map_err(|problems| problems.iter().map(ToString::to_string).collect())
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
                "field industry: there is no column 'Industry'. The nearest is 'Indsutry': add it under `columns:` if it is the same."
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
                "field note: 'Note' stands in the header more than once, in columns 4 and 5. Rename all but one.".to_owned(),
                "field mail: 'E Mail' stands in the header more than once, in columns 6 and 7. Rename all but one.".to_owned(),
            ])
        );
    }

    #[test]
    fn the_lead_id_is_found_by_itself_or_as_the_definition_says() {
        assert_eq!(
            found(&spec(&[]), &["x", "Lead-ID"]).expect("found").id,
            Some(1)
        );
        let named = Spec {
            lead_id: Some(LeadId {
                columns: ["Prospect ID"].into_iter().collect(),
            }),
            ..Spec::default()
        };
        assert_eq!(
            found(&named, &["id", "Prospect ID"]).expect("found").id,
            Some(1)
        );
        assert!(found(&named, &["id"]).is_err());
    }

    #[test]
    fn an_event_has_a_column_for_its_count_and_one_for_its_last_day() {
        let columns = Named {
            count: ["Trial days"].into_iter().collect(),
            last: ["Last use"].into_iter().collect(),
        };
        let spec = Spec {
            events: IndexMap::from([
                (
                    "trial".to_owned(),
                    Event {
                        label: None,
                        columns: Some(columns),
                    },
                ),
                ("webinar".to_owned(), Event::default()),
            ]),
            ..Spec::default()
        };
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
    }
}
