//! The facts a definition asks for: fields, events, named lists, and where they stand in a CRM export.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::scalar::{Drops, Texts, is_false};

/// What kind of value a field holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum FieldType {
    /// A text, compared as a whole or by its parts.
    #[default]
    Text,
    /// A text, compared by whole words.
    Words,
    /// A number, compared as an IEEE double.
    Number,
    /// One of the field's `levels`, in their order.
    Level,
    /// Yes or no.
    Boolean,
    /// A day.
    Date,
    /// A day with an optional time of day; rules use the day.
    Datetime,
    /// Several texts in one cell.
    List,
}

/// One fact about a lead that a scoring tool must supply.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Field {
    /// The kind of value.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// What people call it; without it the id is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// How a sentence says that a lead has a value: `works in {}`. `{}` is the value, `{£}` a number with this sign
    /// before it, `{each}` the level and all above it; what stands in `[]` is left out for the highest level. For people only; none: the label and the comparison.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<String>,
    /// The headers under which an export may name it, the first present wins; none: the field's id.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub columns: Texts,
    /// The levels, lowest first; only for `level`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<String>,
    /// What people call a level or a value that rules name, where that differs. Several values may have one name: it is
    /// used where all of them are asked for together. Changes no result.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub words: IndexMap<String, String>,
    /// Cells that mean "nothing", for example `Select`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub placeholders: Vec<String>,
    /// What separates the elements of a list in a cell; none: `;`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
    /// How cells are written where that differs from the canonical form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<Read>,
    /// Whether an export may lack the column; the field is then missing for every lead.
    #[serde(default, skip_serializing_if = "is_false")]
    pub optional: bool,
}

/// How an export writes the cells of one field; nothing is guessed beyond it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Read {
    /// The decimal mark of a number; none: `.`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal: Option<String>,
    /// The mark between groups of three digits; none: no mark is accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// How digits are grouped by that mark; none: by three.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grouping: Option<Grouping>,
    /// How numbers are written; none: `1200`, `-3.5`, with at most 15 digits before the point and 9 behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<NumberForm>,
    /// A text taken out of a number's cell wherever it stands, for example a currency sign; or several, one after the
    /// other. Capitals count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drop: Option<Drops>,
    /// How a list is written; none: its elements with the field's `separator` between them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<ListForm>,
    /// A cell as the export writes it, and the value it stands for.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub values: IndexMap<String, String>,
    /// How a date is written, for example `DD.MM.YYYY`, `M/D/YYYY`, `D MMM, YYYY` or `M/D/YYYY H:MM AM`; none: in the
    /// canonical form. One letter takes one digit or two, `YY` is a year from 2000 to 2099, `MMM` a month's short name,
    /// `MMMM` its name in full, in any of twelve languages, `MM` after the hour minutes, `SS` seconds, `AM` AM or PM, `Z` the
    /// distance from UTC, `WWW` a weekday; text stands between two marks `'`. Where the cell is a number: `excel` and
    /// `excel-1904` (days of a spreadsheet), `epoch` and `epoch-ms` (seconds and milliseconds since 1970, the day in UTC).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Cells that mean yes, instead of true, t, yes, y, 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub true_words: Vec<String>,
    /// Cells that mean no, instead of false, f, no, n, 0.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub false_words: Vec<String>,
}

/// How an export groups digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Grouping {
    /// The last three digits, and those before them by two: `12,34,567`.
    Indian,
}

/// How an export writes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NumberForm {
    /// As software writes doubles: `0.3333333333333333`, `1.2E+03`, `.5`, `1234.`. The nearest double is taken. At most 39
    /// digits before the point, 39 behind it, and an exponent from -250 to 250; no `nan`, no `inf`.
    Float,
}

/// How an export writes a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ListForm {
    /// A JSON array of texts: `["Demo", "Pricing"]`. Anything else in it, or around it, is not understood.
    Json,
}

/// Something a lead did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Event {
    /// What people call it, as a past act: `Requested a demo`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Labels of earlier versions, which an event log may still bear; a workshop keeps them by itself.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub formerly: Texts,
    /// Where a flat export keeps it; none: only an event log tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<EventColumns>,
    /// Whether an export may lack the columns; what only they tell then counts as not happened.
    #[serde(default, skip_serializing_if = "is_false")]
    pub optional: bool,
}

/// The columns of a flat export that tell of an event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct EventColumns {
    /// Headers of the column with the number of occurrences.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub count: Texts,
    /// Headers of the column with the date of the last occurrence.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub last: Texts,
    /// How the number and the date are written where that differs from the canonical form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<EventRead>,
}

/// How an export writes the number of occurrences and the date of the last one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct EventRead {
    /// The date, as that of a field, for example `DD.MM.YYYY`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The decimal mark of the number, as that of a field: `3,0` is three where it is `,`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal: Option<String>,
    /// The mark between groups of digits of the number, as that of a field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// How the number's digits are grouped by that mark; none: by three.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grouping: Option<Grouping>,
}

impl EventColumns {
    /// How the date is written; none: in the canonical form.
    #[must_use]
    pub fn date(&self) -> Option<&str> {
        self.read.as_ref().and_then(|read| read.date.as_deref())
    }

    /// How the number is written, as that of a field.
    #[must_use]
    pub fn number(&self) -> Read {
        let read = self.read.clone().unwrap_or_default();
        Read {
            decimal: read.decimal,
            group: read.group,
            grouping: read.grouping,
            ..Read::default()
        }
    }
}

/// A named set of values with its own version.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NamedList {
    /// Counted by the people who keep the list, from 1.
    pub version: u32,
    /// The values.
    pub values: Vec<String>,
}

/// Where an export names its rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct LeadId {
    /// Headers, the first present wins; empty: rows are numbered.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub columns: Texts,
    /// Whether rows are named by their number, because the export has no column for it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub number: bool,
}
