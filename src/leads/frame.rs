//! What stands around and between the leads of a file: lines above the header and below the table, rows without any
//! cell, rows that are shorter or longer than the header, and what leaves a doubt.

use serde::Serialize;

use crate::problem::example;
use leadpact_definition::say::english::grouped;
use leadpact_definition::scalar::is_false;

/// So many lines that were left out are shown.
const SHOWN: usize = 2;

/// A total stands in one of so many last rows.
pub(crate) const LAST_ROWS: usize = 3;

/// A longer cell, in bytes, is prose.
const LONGEST_TOTAL: usize = 60;

/// The first word of a row that adds up the others, in the languages CRMs are used in; small letters.
const TOTALS: [&str; 24] = [
    "total",
    "totals",
    "grand total",
    "grand totals",
    "subtotal",
    "sum",
    "sums",
    "summe",
    "summen",
    "gesamt",
    "gesamtsumme",
    "gesamtergebnis",
    "totaal",
    "totale",
    "totali",
    "total général",
    "suma",
    "razem",
    "totalt",
    "summa",
    "yhteensä",
    "итого",
    "всего",
    "合計",
];

/// Lines that are no part of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outside {
    /// How many lines with something on them.
    pub lines: u64,
    /// The first of them, cut, harmless for a terminal.
    pub examples: Vec<String>,
}

impl Outside {
    /// Takes a line along.
    pub(crate) fn note(&mut self, line: &str) {
        self.lines += 1;
        if self.examples.len() < SHOWN {
            self.examples.push(example(line.trim()));
        }
    }

    fn is_empty(&self) -> bool {
        self.lines == 0
    }

    /// `'Leads export' and 2 more`.
    fn words(&self) -> String {
        let quoted: Vec<String> = self
            .examples
            .iter()
            .map(|line| format!("'{line}'"))
            .collect();
        let more = self.lines.saturating_sub(quoted.len() as u64);
        match more {
            0 => quoted.join(" and "),
            _ => format!("{} and {more} more", quoted.join(", ")),
        }
    }
}

/// Where the columns' names come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeaderFrom {
    /// The first line that is not empty.
    #[default]
    FirstLine,
    /// A later line, on which the names stand that are asked for, or which is as wide as the table.
    LaterLine,
    /// The user: `--header`.
    Named,
}

/// What stands around the leads of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Frame {
    /// Whether the file is packed with gzip.
    #[serde(skip_serializing_if = "is_false")]
    pub packed: bool,
    /// Where the columns' names come from.
    pub header_from: HeaderFrom,
    /// The line of the header in the file, from 1; none: the names are given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_line: Option<u64>,
    /// Lines above the header.
    #[serde(skip_serializing_if = "Outside::is_empty")]
    pub above: Outside,
    /// Why the first line may be a lead and no header; none: it looks like a header, or is none by the user's word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_header: Option<String>,
    /// A line below the header that looks like a second header; it counts as a lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_header: Option<u64>,
    /// Whether blanks before quotation marks were dropped.
    #[serde(skip_serializing_if = "is_false")]
    pub blanks_before_marks: bool,
    /// What the letters were taken for and how sure that is; none: UTF-8, UTF-16, or as the user says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letters: Option<String>,
    /// Whether the letters may be of another encoding.
    #[serde(skip_serializing_if = "is_false")]
    pub letters_unsure: bool,
    /// What was met row by row.
    #[serde(flatten)]
    pub between: Between,
}

/// What was met between and below the leads. Rows count from 1, without the header and without rows that have no cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Between {
    /// Rows of delimiters and blanks only. They are no leads.
    #[serde(skip_serializing_if = "is_zero")]
    pub blank_rows: u64,
    /// Rows with fewer cells than the header has names. What they lack is empty.
    #[serde(skip_serializing_if = "is_zero")]
    pub short_rows: u64,
    /// The first of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_short: Option<u64>,
    /// How often two rows behind each other are short and have together the cells of one: a line break cuts a lead in two.
    #[serde(skip_serializing_if = "is_zero")]
    pub broken_rows: u64,
    /// The first of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_broken: Option<u64>,
    /// Rows with more cells than the header, of which the further ones are empty.
    #[serde(skip_serializing_if = "is_zero")]
    pub long_rows: u64,
    /// Lines below the table, after an empty line: the foot of a report.
    #[serde(skip_serializing_if = "Outside::is_empty")]
    pub below: Outside,
    /// Rows at the end that the user leaves out.
    #[serde(skip_serializing_if = "Outside::is_empty")]
    pub skipped_last: Outside,
    /// A row among the last that looks like a total; it counts as a lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Total>,
    /// The first short row and the last one, with their cells.
    #[serde(skip)]
    short_ends: Option<[(u64, usize); 2]>,
    /// Whether the line read last is empty, or a row without any cell.
    #[serde(skip)]
    pub(crate) ends_blank: bool,
}

/// What may be other than it was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameDoubt {
    /// The name in JSON and in the guide.
    pub id: &'static str,
    /// What is so: a sentence that starts in lower case, without its full stop.
    pub what: String,
    /// What to do next, written so too.
    pub next: String,
}

/// A row that looks like a total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Total {
    /// The row, from 1.
    pub row: u64,
    /// What it begins with, harmless for a terminal.
    pub text: String,
}

/// Whether a number has its default, 0.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde calls"
)]
pub(crate) fn is_zero(count: &u64) -> bool {
    *count == 0
}

impl Between {
    /// Counts a row that is shorter than the header, which has so many names.
    pub(crate) fn short(&mut self, row: u64, cells: usize, named: usize) {
        self.short_rows += 1;
        self.first_short.get_or_insert(row);
        let first = self.short_ends.map_or((row, cells), |[first, _]| first);
        if let Some([_, last]) = self.short_ends {
            self.look_for_break(last, (row, cells), named);
        }
        self.short_ends = Some([first, (row, cells)]);
    }

    /// Looks whether two short rows were one.
    fn look_for_break(&mut self, first: (u64, usize), second: (u64, usize), named: usize) {
        if first.0 + 1 == second.0 && first.1 + second.1 == named + 1 {
            self.broken_rows += 1;
            self.first_broken.get_or_insert(first.0);
        }
    }

    /// Looks whether a row is a total, by what it begins with.
    pub(crate) fn look_for_total(&mut self, row: u64, begins: &str) {
        if is_total(begins) {
            self.total = Some(Total {
                row,
                text: example(begins.trim()),
            });
        }
    }

    /// Adds what was met behind; rows there count from `before` + 1. The header has so many names.
    pub(crate) fn add(&mut self, behind: &Self, before: u64, named: usize) {
        self.add_short(behind, before, named);
        self.blank_rows += behind.blank_rows;
        self.long_rows += behind.long_rows;
        for (own, others) in [
            (&mut self.below, &behind.below),
            (&mut self.skipped_last, &behind.skipped_last),
        ] {
            own.lines += others.lines;
            own.examples.extend(others.examples.iter().cloned());
        }
        if let Some(total) = &behind.total {
            self.total = Some(Total {
                row: total.row + before,
                text: total.text.clone(),
            });
        }
        self.ends_blank = behind.ends_blank;
    }

    fn add_short(&mut self, behind: &Self, before: u64, named: usize) {
        let moved = |(row, cells): (u64, usize)| (row + before, cells);
        if let (Some([_, last]), Some([first, _])) = (self.short_ends, behind.short_ends) {
            self.look_for_break(last, moved(first), named);
        }
        self.short_rows += behind.short_rows;
        self.broken_rows += behind.broken_rows;
        let at = |row: Option<u64>| row.map(|row| row + before);
        self.first_short = self.first_short.or(at(behind.first_short));
        self.first_broken = self.first_broken.or(at(behind.first_broken));
        if let Some([first, last]) = behind.short_ends {
            let first = self.short_ends.map_or(moved(first), |[first, _]| first);
            self.short_ends = Some([first, moved(last)]);
        }
    }

    /// What is said when all `rows` are read: a total stands at the end or is none.
    pub(crate) fn settle(&mut self, rows: u64) {
        // Where a spreadsheet left empty cells out, many rows are short and stand behind each other by chance.
        if self.broken_rows * 2 != self.short_rows {
            (self.broken_rows, self.first_broken) = (0, None);
        }
        self.total = self
            .total
            .take()
            .filter(|total| total.row + LAST_ROWS as u64 > rows);
    }
}

/// Whether a row that begins so adds up others: `Total`, `Grand Total (12 records)`.
fn is_total(begins: &str) -> bool {
    let begins = begins.trim();
    let may_be = |byte: &u8| !byte.is_ascii() || b"tTgGsSrRyY".contains(byte);
    if begins.len() > LONGEST_TOTAL || !begins.as_bytes().first().is_some_and(may_be) {
        return false;
    }
    let small = begins.to_lowercase();
    TOTALS.iter().any(|word| {
        small.strip_prefix(word).is_some_and(|rest| {
            let mut rest = rest.chars();
            rest.next().is_none_or(|letter| " :(=".contains(letter))
        })
    })
}

/// `1 row`, `1,200 rows`.
pub(crate) fn rows(count: u64) -> String {
    let word = if count == 1 { "row" } else { "rows" };
    format!("{} {word}", grouped(&count.to_string()))
}

fn lines(count: u64) -> String {
    let word = if count == 1 { "line" } else { "lines" };
    format!("{} {word}", grouped(&count.to_string()))
}

impl Frame {
    /// What there is to say, a line each, the doubts first behind `look:`; empty where the file is a plain table.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let doubts = self.doubts().into_iter();
        let mut lines: Vec<String> = doubts
            .map(|doubt| format!("look: {}. Next: {}.", doubt.what, doubt.next))
            .collect();
        lines.extend(self.notes());
        lines
    }

    /// The doubts about an event log, for which there are no options: it is put right itself.
    #[must_use]
    pub fn doubts_of_log(&self) -> Vec<FrameDoubt> {
        let of_log = |doubt: FrameDoubt| {
            FrameDoubt {
            what: format!(
                "in the event log {}",
                doubt.what.replace("counts as a lead", "counts as an act")
            ),
            next: "put it right in the event log, or export it again; the options for lines and headers are for the leads".to_owned(),
            ..doubt
        }
        };
        self.doubts().into_iter().map(of_log).collect()
    }

    /// What was unusual and read all the same, a line each.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let mut said = Vec::new();
        if self.packed {
            said.push("unpacked with gzip".to_owned());
        }
        if let Some(letters) = self.letters.as_ref().filter(|_| !self.letters_unsure) {
            said.push(letters.clone());
        }
        self.around_the_header(&mut said);
        if self.blanks_before_marks {
            said.push("blanks before quotation marks were dropped".to_owned());
        }
        self.between.say(&mut said);
        said
    }

    /// What may be other than it was taken for.
    #[must_use]
    pub fn doubts(&self) -> Vec<FrameDoubt> {
        let doubt = |id, what, next: &str| FrameDoubt {
            id,
            what,
            next: next.to_owned(),
        };
        let no_header = self.no_header.as_ref().map(|why| {
            let what = format!("the first line may be a lead and no header: {why}");
            let next =
                "if the file has no header, say --header none, or name its columns with --header";
            doubt("no-header", what, next)
        });
        let second = self.second_header.map(|line| {
            let what = format!("line {line} looks like a second header and counts as a lead");
            let next = format!(
                "if it is one, --skip-rows {} makes it the only one",
                line.saturating_sub(1)
            );
            doubt("second-header", what, &next)
        });
        let broken = self.between.first_broken.map(|row| {
            let (first, second) = (row.to_string(), (row + 1).to_string());
            let what = format!(
                "rows {} and {} have together the cells of one lead",
                grouped(&first),
                grouped(&second)
            );
            doubt(
                "broken-rows",
                what,
                "put a cell with a line break in quotation marks",
            )
        });
        let total = self.between.total.as_ref().map(|total| {
            let row = grouped(&total.row.to_string());
            let what = format!(
                "row {row} looks like a total and counts as a lead: '{}'",
                total.text
            );
            doubt("total-row", what, "--skip-last 1 leaves the last row out")
        });
        let letters = self.letters.clone().filter(|_| self.letters_unsure);
        let letters = letters.map(|what| {
            let next = "look whether the words make sense, or name the right one with --encoding";
            doubt("other-letters-perhaps", what, next)
        });
        let all = [no_header, second, broken, total, letters];
        all.into_iter().flatten().collect()
    }

    fn around_the_header(&self, said: &mut Vec<String>) {
        let above = &self.above;
        match (self.header_from, self.header_line) {
            (HeaderFrom::LaterLine, Some(line)) => said.push(format!(
                "the header was found on line {line}; above it {} left out: {}",
                were(above.lines, lines),
                above.words()
            )),
            (HeaderFrom::FirstLine | HeaderFrom::LaterLine, _) if !above.is_empty() => {
                said.push(format!(
                    "{} above the header left out, as asked: {}",
                    lines(above.lines),
                    above.words()
                ));
            }
            (HeaderFrom::Named, _) if !above.is_empty() => said.push(format!(
                "columns named by --header; {} above the table left out: {}",
                lines(above.lines),
                above.words()
            )),
            (HeaderFrom::Named, _) => {
                said.push("columns named by --header".to_owned());
            }
            (HeaderFrom::FirstLine | HeaderFrom::LaterLine, _) => {}
        }
    }
}

fn were(count: u64, unit: fn(u64) -> String) -> String {
    let verb = if count == 1 { "was" } else { "were" };
    format!("{} {verb}", unit(count))
}

impl Between {
    fn say(&self, said: &mut Vec<String>) {
        if self.blank_rows > 0 {
            let verb = if self.blank_rows == 1 {
                "is no lead"
            } else {
                "are no leads"
            };
            said.push(format!("{} without any cell {verb}", rows(self.blank_rows)));
        }
        if let Some(first) = self.first_short {
            let verb = if self.short_rows == 1 { "was" } else { "were" };
            said.push(format!(
                "{} with fewer cells than the header {verb} filled up with empty ones, the first is row {}",
                rows(self.short_rows),
                grouped(&first.to_string())
            ));
        }
        if self.long_rows > 0 {
            said.push(format!(
                "{} with further empty cells behind the last column",
                rows(self.long_rows)
            ));
        }
        if !self.below.is_empty() {
            said.push(format!(
                "{} below the table left out: {}; --skip-last 0 keeps them as leads",
                lines(self.below.lines),
                self.below.words()
            ));
        }
        if !self.skipped_last.is_empty() {
            said.push(format!(
                "the last {} left out, as asked: {}",
                rows(self.skipped_last.lines),
                self.skipped_last.words()
            ));
        }
    }
}

#[cfg(test)]
mod tests;
