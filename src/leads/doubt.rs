//! What is doubtful about a file of leads and its event log, though it can be read: one list, of which `check --leads`, the
//! summary of `score`, the JSON of both and `--strict` are made.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::events::{Alike, OtherForm, Twice};
use crate::frame::FrameDoubt;
use crate::ids::{Damaged, Repeated};
use leadpact_definition::say::english::{count, grouped};
use leadpact_files::neutral_line;

/// One thing that makes results doubtful.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// A gate asks about a field of which cells are not understood: the gate lets these leads through.
    GateOpen {
        /// The gate.
        gate: String,
        /// Its field.
        unread: Unread,
    },
    /// A gate asks whether a field is missing for which the file has no column: it is, for every lead.
    GateAlways {
        /// The gate.
        gate: String,
        /// The field.
        field: String,
    },
    /// A gate asks about a field or event that the file lacks, and that was taken as absent.
    GateWithout {
        /// The gate.
        gate: String,
        /// The field or event.
        fact: String,
    },
    /// No filled cell of a column is understood.
    ColumnNotUnderstood(Unread),
    /// Some cells of a column are not understood.
    CellsNotUnderstood(Unread),
    /// The event log names no lead of the file.
    NoLeadInLog {
        /// Rows of the log that name a lead.
        rows: u64,
        /// One of the ids.
        example: String,
    },
    /// Times of the event log are not understood.
    TimesNotUnderstood {
        /// Rows of events that rules ask for.
        rows: u64,
        /// A few of the cells.
        examples: Vec<String>,
        /// Whether no time is understood.
        whole: bool,
    },
    /// Ids of the event log that a lead has in another form.
    IdsInOtherForm(Alike),
    /// Rows of the event log that tell again what another row told.
    ToldTwice(Twice),
    /// Leads with rows in the event log, and no day from which they count.
    WithoutStart {
        /// Leads.
        leads: u64,
        /// The field with that day.
        field: String,
    },
    /// Ids that more than one lead has.
    RepeatedIds(Repeated),
    /// Ids of which a spreadsheet has eaten the digits.
    DamagedIds(Damaged),
    /// What stands around the leads may be other than it was taken for.
    Frame(FrameDoubt),
    /// A sign keeps a cell from having a word that a rule asks for.
    SignsBesideWords {
        /// The field.
        field: String,
        /// Its header.
        column: String,
        /// Leads.
        leads: u64,
        /// The word that the rule asks for.
        word: String,
        /// A cell.
        example: String,
    },
}

/// Cells of a field or event that are not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The field or event.
    pub field: String,
    /// The header of the column.
    pub column: String,
    /// Leads with such a cell.
    pub leads: u64,
    /// Leads with anything in the cell, placeholders apart.
    pub filled: u64,
    /// A few different cells, made harmless for a terminal.
    pub examples: Vec<String>,
    /// What a mapping would say to read them, `read: {date: DD.MM.YYYY}`; none: nothing that is known here would.
    pub hint: Option<String>,
}

impl Doubt {
    /// The name in JSON and in the guide.
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self {
            Self::GateOpen { .. } => "gate-open",
            Self::GateAlways { .. } => "gate-always",
            Self::GateWithout { .. } => "gate-without",
            Self::ColumnNotUnderstood(_) => "column-not-understood",
            Self::CellsNotUnderstood(_) => "cells-not-understood",
            Self::NoLeadInLog { .. } => "no-lead-in-log",
            Self::TimesNotUnderstood { .. } => "times-not-understood",
            Self::IdsInOtherForm(_) => "ids-in-other-form",
            Self::ToldTwice(_) => "told-twice",
            Self::WithoutStart { .. } => "without-start",
            Self::RepeatedIds(_) => "repeated-ids",
            Self::DamagedIds(_) => "damaged-ids",
            Self::Frame(doubt) => doubt.id,
            Self::SignsBesideWords { .. } => "signs-beside-words",
        }
    }

    /// Whether results are wrong for many, or for those for whom it matters most: it is told first.
    #[must_use]
    pub fn is_loud(&self) -> bool {
        match self {
            Self::GateOpen { .. }
            | Self::GateAlways { .. }
            | Self::GateWithout { .. }
            | Self::ColumnNotUnderstood(_)
            | Self::NoLeadInLog { .. }
            | Self::Frame(_)
            | Self::DamagedIds(_) => true,
            Self::TimesNotUnderstood { whole, .. } => *whole,
            Self::CellsNotUnderstood(_)
            | Self::IdsInOtherForm(_)
            | Self::ToldTwice(_)
            | Self::WithoutStart { .. }
            | Self::RepeatedIds(_)
            | Self::SignsBesideWords { .. } => false,
        }
    }

    /// What is so, and what it means for the result.
    #[must_use]
    pub fn what(&self) -> String {
        match self {
            Self::GateOpen { gate, unread } => format!(
                "the gate {gate} lets leads through: {}. What is not understood counts as not known",
                unread.words()
            ),
            Self::GateAlways { gate, field } => format!(
                "the gate {gate} asks whether {field} is missing, and it is for every lead: the file has no column for it"
            ),
            Self::GateWithout { gate, fact } => format!(
                "the gate {gate} asks about {fact}, which the file does not have: it was taken as absent for every lead"
            ),
            Self::ColumnNotUnderstood(unread) | Self::CellsNotUnderstood(unread) => {
                format!("{}. They count as not known", unread.words())
            }
            Self::NoLeadInLog { rows, example } => format!(
                "the event log names no lead of the file: {}, for example of '{example}'",
                count(*rows, "row", "rows")
            ),
            Self::TimesNotUnderstood { rows, examples, .. } => format!(
                "{} of the event log with a time that is not understood: {}",
                count(*rows, "row", "rows"),
                quoted(examples)
            ),
            Self::IdsInOtherForm(alike) => alike_words(alike),
            Self::ToldTwice(twice) => twice_words(twice),
            Self::WithoutStart { leads, field } => format!(
                "{} with rows in the event log and no day in {field}: nothing of the log counts for them",
                count(*leads, "lead", "leads")
            ),
            Self::RepeatedIds(repeated) => repeated_words(repeated),
            Self::Frame(doubt) => doubt.what.clone(),
            Self::DamagedIds(damaged) => format!(
                "{} an id that a spreadsheet made a number of, for example '{}': its last digits are lost, and it joins with nothing",
                have(damaged.leads),
                damaged.example
            ),
            Self::SignsBesideWords {
                column,
                leads,
                word,
                example,
                ..
            } => format!(
                "{} a sign beside the word \"{word}\" in the column '{column}', which makes it another word: '{example}'",
                have(*leads)
            ),
        }
    }

    /// What to do next.
    #[must_use]
    pub fn next(&self) -> String {
        match self {
            Self::GateOpen { unread, .. }
            | Self::ColumnNotUnderstood(unread)
            | Self::CellsNotUnderstood(unread) => unread.next(),
            Self::GateAlways { field, .. } => {
                format!("name the column of {field} in a mapping, or take the gate out")
            }
            Self::GateWithout { fact, .. } => {
                format!("name the column of {fact} in a mapping, or have it exported; without it the gate decides nothing")
            }
            Self::NoLeadInLog { .. } => {
                "name the columns that hold the same id in a mapping, under `leadId:` and `log: {leadId: ...}`".to_owned()
            }
            Self::TimesNotUnderstood { .. } => {
                "say under `log: {read: {date: ...}}` in a mapping how they are written; 'leadpact map --events' proposes it".to_owned()
            }
            Self::IdsInOtherForm(_) => {
                "export both with the same form of the id; nothing is joined by likeness".to_owned()
            }
            Self::ToldTwice(_) => {
                "each row counts; take the rows out that were exported twice".to_owned()
            }
            Self::WithoutStart { field, .. } => {
                format!("export the leads with {field} filled, or take `from` out of `log: {{join: ...}}`")
            }
            Self::RepeatedIds(_) => {
                "export one row for each lead, or name the column that tells them apart under `leadId:`".to_owned()
            }
            Self::DamagedIds(_) => {
                "export again and do not save the file in a spreadsheet, or format the column as text before".to_owned()
            }
            Self::Frame(doubt) => doubt.next.clone(),
            Self::SignsBesideWords { word, .. } => {
                format!("take the sign out of the cells, or name the word with its sign beside \"{word}\"")
            }
        }
    }

    /// The line for people: `look: ...` for a loud one, `note: ...` for the others.
    #[must_use]
    pub fn line(&self) -> String {
        let mark = if self.is_loud() { "look" } else { "note" };
        let line = format!("{mark}: {}. Next: {}.", self.what(), self.next());
        neutral_line(&line).into_owned()
    }
}

impl Unread {
    fn words(&self) -> String {
        let share = if self.leads == self.filled {
            format!("none of {} cells", grouped(&self.filled.to_string()))
        } else {
            let (leads, filled) = (self.leads.to_string(), self.filled.to_string());
            format!("{} of {} cells", grouped(&leads), grouped(&filled))
        };
        let verb = match (self.leads == self.filled, self.leads) {
            (true, _) => "is understood",
            (false, 1) => "is not understood",
            (false, _) => "are not understood",
        };
        let (column, examples) = (&self.column, quoted(&self.examples));
        format!(
            "{share} in the column '{column}' ({}) {verb}: {examples}",
            self.field
        )
    }

    fn next(&self) -> String {
        match &self.hint {
            Some(hint) => format!(
                "`{hint}` under `fields: {}` of a mapping reads them",
                self.field
            ),
            None => {
                "'leadpact map' with these rules and leads proposes how to read them".to_owned()
            }
        }
    }
}

fn alike_words(alike: &Alike) -> String {
    let differ = match alike.form {
        OtherForm::Case => "but for upper and lower case",
        OtherForm::Eighteen => "with 15 characters in one file and 18 in the other",
        OtherForm::Zeros => "but for zeros before it",
    };
    format!(
        "{} of the event log that leads have {differ}: '{}' there, '{}' here. Their rows count for no lead",
        count(alike.ids, "id", "ids"),
        alike.in_log,
        alike.in_leads
    )
}

fn twice_words(twice: &Twice) -> String {
    let same = match twice.identical {
        0 => String::new(),
        all if all == twice.rows => ", all cells the same".to_owned(),
        some => format!(
            ", {} of them with all cells the same",
            grouped(&some.to_string())
        ),
    };
    let verb = if twice.rows == 1 { "tells" } else { "tell" };
    format!(
        "{} of the event log {verb} again what another told (the same lead, event and time{same}), for example of '{}'",
        count(twice.rows, "row", "rows"),
        twice.example
    )
}

fn repeated_words(repeated: &Repeated) -> String {
    let least = if repeated.at_least { "at least " } else { "" };
    let rows = repeated.rows.map_or_else(String::new, |[first, second]| {
        let (first, second) = (first.to_string(), second.to_string());
        format!(
            ", for example rows {} and {}",
            grouped(&first),
            grouped(&second)
        )
    });
    let verb = if repeated.ids == 1 { "stands" } else { "stand" };
    format!(
        "{least}{} {verb} for more than one lead: {}{rows}",
        count(repeated.ids, "id", "ids"),
        count(repeated.leads, "lead", "leads")
    )
}

fn have(leads: u64) -> String {
    let verb = if leads == 1 { "has" } else { "have" };
    format!("{} {verb}", count(leads, "lead", "leads"))
}

fn quoted(examples: &[String]) -> String {
    let each: Vec<String> = examples.iter().map(|cell| format!("'{cell}'")).collect();
    each.join(", ")
}

/// `kind`, `loud`, `what`, `next`, and what is counted.
impl Serialize for Doubt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", self.id())?;
        map.serialize_entry("loud", &self.is_loud())?;
        map.serialize_entry("what", &self.what())?;
        map.serialize_entry("next", &self.next())?;
        match self {
            Self::GateOpen { gate, unread } => {
                map.serialize_entry("gate", gate)?;
                unread.entries(&mut map)?;
            }
            Self::GateAlways { gate, field } => {
                map.serialize_entry("gate", gate)?;
                map.serialize_entry("field", field)?;
            }
            Self::GateWithout { gate, fact } => {
                map.serialize_entry("gate", gate)?;
                map.serialize_entry("fact", fact)?;
            }
            Self::ColumnNotUnderstood(unread) | Self::CellsNotUnderstood(unread) => {
                unread.entries(&mut map)?;
            }
            Self::NoLeadInLog { rows, example } => {
                map.serialize_entry("rows", rows)?;
                map.serialize_entry("example", example)?;
            }
            Self::TimesNotUnderstood { rows, examples, .. } => {
                map.serialize_entry("rows", rows)?;
                map.serialize_entry("examples", examples)?;
            }
            Self::IdsInOtherForm(alike) => map.serialize_entry("ids", alike)?,
            Self::ToldTwice(twice) => map.serialize_entry("rows", twice)?,
            Self::WithoutStart { leads, field } => {
                map.serialize_entry("field", field)?;
                map.serialize_entry("leads", leads)?;
            }
            Self::RepeatedIds(repeated) => map.serialize_entry("ids", repeated)?,
            Self::DamagedIds(damaged) => map.serialize_entry("ids", damaged)?,
            // What is counted stands under `frame`.
            Self::Frame(_) => {}
            Self::SignsBesideWords {
                field,
                column,
                leads,
                word,
                example,
            } => {
                map.serialize_entry("field", field)?;
                map.serialize_entry("column", column)?;
                map.serialize_entry("leads", leads)?;
                map.serialize_entry("word", word)?;
                map.serialize_entry("example", example)?;
            }
        }
        map.end()
    }
}

impl Unread {
    fn entries<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("field", &self.field)?;
        map.serialize_entry("column", &self.column)?;
        map.serialize_entry("leads", &self.leads)?;
        map.serialize_entry("filled", &self.filled)?;
        map.serialize_entry("examples", &self.examples)?;
        map.serialize_entry("hint", &self.hint)
    }
}
