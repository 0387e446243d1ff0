//! Cells that say a value in another way than the rules do.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use crate::crm::known_values;
use crate::proposal::sure::{Like, Said};
use leadpact_definition::value::canonical_text;

/// So many cells of a column are proposed as values; a column with more is free text.
const MOST: usize = 2_000;

/// What cells stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Meant {
    /// Surely: the cell and the value.
    pub(super) sure: IndexMap<String, String>,
    /// Perhaps.
    pub(super) maybe: Vec<(String, String)>,
}

/// Looks for the level of the field `id` that each cell says. `levels`: canonical; `cells`: those that are none of them.
pub(super) fn of_level<'c>(
    id: &str,
    levels: &[String],
    cells: impl Iterator<Item = &'c str>,
) -> Meant {
    let of_crms = known_values(id).into_iter();
    let of_crms: HashMap<String, String> = of_crms
        .map(|(cell, level)| (canonical_text(cell), canonical_text(level)))
        .filter(|(_, level)| levels.contains(level))
        .collect();
    let levels: Vec<(&String, Said)> = levels.iter().map(|one| (one, Said::new(one))).collect();
    let mut meant = Meant::default();
    for cell in cells {
        if meant.sure.len() + meant.maybe.len() >= MOST {
            break;
        }
        if let Some(level) = of_crms.get(&canonical_text(cell)) {
            meant.sure.insert(cell.to_owned(), level.clone());
        } else if let Some((like, level)) = the_one(&Said::new(cell), &levels) {
            if like.is_sure() {
                meant.sure.insert(cell.to_owned(), level.clone());
            } else {
                meant.maybe.push((cell.to_owned(), level.clone()));
            }
        }
    }
    meant
}

/// The level that a cell says, when it says one alone: of two the nearer one, or the one that has all words of the other.
fn the_one<'l>(cell: &Said, levels: &[(&'l String, Said)]) -> Option<(Like, &'l String)> {
    let said = levels.iter();
    let said: Vec<(Like, &String, &Said)> = said
        .filter_map(|(level, said)| Some((cell.says(said)?, *level, said)))
        .collect();
    let first = |wanted: fn(Like) -> bool| said.iter().find(|(like, ..)| wanted(*like));
    if let Some((like, level, _)) = first(|like| like == Like::Same) {
        return Some((*like, level));
    }
    let whole = said
        .iter()
        .find(|(.., one)| said.iter().all(|(.., other)| one.holds(other)));
    whole.map(|(like, level, _)| (*like, *level))
}

/// Looks for cells that are a value but for case, accents and what stands between the words. `values`: canonical; those
/// that stand in a cell as they are need no name.
pub(super) fn of_text<'c>(values: &HashSet<String>, cells: impl Iterator<Item = &'c str>) -> Meant {
    let cells: Vec<(&str, String)> = cells.map(|cell| (cell, canonical_text(cell))).collect();
    let there: HashSet<&str> = cells
        .iter()
        .map(|(_, canonical)| canonical.as_str())
        .collect();
    let mut lacking: Vec<&String> = values
        .iter()
        .filter(|value| !there.contains(value.as_str()))
        .collect();
    lacking.sort();
    let mut by_letters: HashMap<String, Vec<(&String, Said)>> = HashMap::new();
    for value in lacking {
        let said = Said::new(value);
        for key in said.joined() {
            let known = by_letters.entry(key).or_default();
            known.push((value, said.clone()));
        }
    }
    let mut meant = Meant::default();
    for (cell, canonical) in &cells {
        if values.contains(canonical) || meant.sure.len() >= MOST {
            continue;
        }
        let said = Said::new(cell);
        let keys = said.joined();
        let mut near = keys.iter().filter_map(|key| by_letters.get(key)).flatten();
        if let Some((value, _)) = near.find(|(_, value)| said.says(value) == Some(Like::Same)) {
            meant.sure.insert((*cell).to_owned(), (*value).clone());
        }
    }
    meant
}
