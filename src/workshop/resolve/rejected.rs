//! What was on the table and not taken, in words: nothing that was said is lost.

use crate::answer::compared::Canon;
use crate::compare::{Grid, Position, Row};
use crate::resolve::propose;
use crate::{Answer, Question, Rejected, Resolution, Settled, Workshop};

/// The answers of the parties, the union and the intersection that differ from what was agreed. `taken` is the
/// resolution that was chosen. Signals, cards and what is not a lead name only the items that differ.
#[must_use]
pub fn rejected(
    workshop: &Workshop,
    row: &Row,
    taken: &Resolution,
    agreed: &[Settled],
) -> Vec<Rejected> {
    let Some(question) = workshop.bank.question(&row.question) else {
        return Vec::new();
    };
    let currency = &workshop.setup.currency;
    let name = |id: &str| workshop.party_name(id);
    let mut found: Vec<Rejected> = Vec::new();
    for position in row.counting().filter(|p| p.has_value()) {
        let option = Resolution::Take(position.party.clone());
        if option == *taken || is_agreed(question, position, agreed) {
            continue;
        }
        let what = match &row.grid {
            Some(grid) => items_not_taken(grid, row, position, agreed),
            None => with_weight(position, position.words(question, currency)),
        };
        if !what.is_empty() {
            found.push(Rejected {
                option: option.words(name),
                what,
            });
        }
    }
    for merge in [Resolution::Union, Resolution::Intersection] {
        if merge == *taken || row.grid.is_some() {
            continue;
        }
        let Some(settled) = propose(workshop, row, &merge) else {
            continue;
        };
        let what = settled
            .iter()
            .map(|s| s.words(workshop, question))
            .collect::<Vec<_>>()
            .join("; ");
        let value = |s: &Settled| Canon::of(question, &s.response).value;
        let known = agreed
            .iter()
            .any(|a| settled.iter().all(|s| value(s) == value(a)))
            || row.counting().flat_map(|p| p.says.responses()).any(|r| {
                settled
                    .iter()
                    .all(|s| value(s) == Canon::of(question, r).value)
            });
        if !known {
            found.push(Rejected {
                option: merge.words(name),
                what,
            });
        }
    }
    found
}

fn with_weight(position: &Position, words: String) -> String {
    match position.importance() {
        Some(weight) => format!("{words} · {}", weight.word()),
        None => words,
    }
}

/// Whether all of what a party says is in what was agreed, weight and exclusions included.
fn is_agreed(question: &Question, position: &Position, agreed: &[Settled]) -> bool {
    position.says.responses().iter().all(|said| {
        let said = Canon::of(question, said);
        agreed.iter().any(|settled| {
            let canon = Canon::of(question, &settled.response);
            let excluded = said.never.iter().all(|n| canon.never.contains(n));
            canon.value == said.value && canon.importance == said.importance && excluded
        })
    })
}

/// "white paper: SQL; card at the booth: lead": the items a party judged otherwise than was agreed.
fn items_not_taken(grid: &Grid, row: &Row, position: &Position, agreed: &[Settled]) -> String {
    let Some(column) = row.positions.iter().position(|p| p.party == position.party) else {
        return String::new();
    };
    let taken = |id: &str, word: &str| {
        agreed.iter().any(|s| match &s.response.answer {
            Some(Answer::Ratings(ratings)) => ratings.get(id).is_some_and(|r| r.word() == word),
            Some(Answer::Cards(cards)) => cards
                .get(id)
                .is_some_and(|stage| grid.place_word(stage) == Some(word)),
            Some(Answer::Values(values)) => {
                values.iter().any(|v| v == id)
                    == (grid.scale.last().map(String::as_str) == Some(word))
            }
            Some(
                Answer::DontKnow
                | Answer::Any
                | Answer::Text(_)
                | Answer::Order(_)
                | Answer::AtLeast(_)
                | Answer::Range(_)
                | Answer::Is(_),
            )
            | None => false,
        })
    };
    let lines: Vec<String> = grid
        .items
        .iter()
        .filter_map(|item| {
            let cell = item.cells.get(column)?;
            let words: Vec<&String> = cell
                .places()
                .iter()
                .filter_map(|p| grid.scale.get(*p))
                .collect();
            let all_taken = words.iter().all(|w| taken(&item.id, w));
            (!all_taken).then(|| format!("{}: {}", item.label, grid.cell_words(cell)))
        })
        .collect();
    lines.join("; ")
}
