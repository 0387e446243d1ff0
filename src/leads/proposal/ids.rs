//! Which column names the leads.

use std::collections::HashSet;

use crate::header::{USUAL_IDS, first_of};
use crate::proposal::blanks::answer;
use crate::proposal::columns::{Column, How, Table};
use crate::proposal::letters::is_number;
use crate::proposal::meaning;
use leadpact_definition::Spec;

/// The column with the ids: as the rules name it, as usual, or with a usual header and an own cell in every row.
pub(super) fn lead_id(spec: &Spec, table: &Table<'_>) -> Option<(usize, How)> {
    let usual = USUAL_IDS.map(str::to_owned);
    let listed = spec.lead_id.as_ref().filter(|id| !id.number);
    let listed = listed.map(|id| id.columns.0.as_slice());
    let headers: Vec<String> = table
        .columns
        .iter()
        .map(|column| column.name.text().to_owned())
        .collect();
    if let [place] = *first_of(&headers, listed.unwrap_or(&usual)).as_slice() {
        return Some((place, How::Exact));
    }
    let mut columns = table.columns.iter().enumerate();
    let (place, _) =
        columns.find(|(_, column)| meaning::is_id(&column.name) && is_unique(column))?;
    Some((place, How::Meaning))
}

/// The free columns that have an own cell, one word, in every row: one of them may be the id.
pub(super) fn maybe(table: &Table<'_>, taken: &HashSet<usize>) -> Vec<String> {
    let columns = table.columns.iter().enumerate();
    let free = columns.filter(|(place, column)| {
        let word = |cell: &String| {
            !cell.contains(char::is_whitespace) && answer(cell).is_none_or(|_| is_number(cell))
        };
        !taken.contains(place)
            && !column.name.bare().is_empty()
            && table.doubled(*place).len() == 1
            && !meaning::is_id_of_other(&column.name)
            && is_unique(column)
            && column.profile.cells.len() > 1
            && column.profile.cells.keys().all(word)
            && !column.dates().are_written_out()
    });
    free.map(|(_, column)| column.name.text().to_owned())
        .collect()
}

fn is_unique(column: &Column<'_>) -> bool {
    let profile = column.profile;
    profile.empty == 0 && profile.not_kept == 0 && profile.cells.values().all(|rows| *rows == 1)
}
