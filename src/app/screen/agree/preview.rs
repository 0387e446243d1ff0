//! What a way out would give, and what is agreed, in words.

use leadpact_definition::say;
use leadpact_workshop::compare::Grid;
use leadpact_workshop::{Answer, Kind, Question, Resolution, Row, Settled, Workshop};

/// What a way out would give, in one line however long.
#[must_use]
pub fn way(workshop: &Workshop, (row, question): (&Row, &Question), settled: &[Settled]) -> String {
    match (&row.grid, settled) {
        (_, []) => "comes back on a day you name".to_owned(),
        (Some(grid), [one]) => items(question, grid, one.response.answer.as_ref()),
        _ => {
            let parts: Vec<String> = settled
                .iter()
                .map(|s| s.words(workshop, question))
                .collect();
            parts.join(" | ").replace('\n', " ")
        }
    }
}

/// Of signals and cards only those on which the parties differ.
fn items(question: &Question, grid: &Grid, answer: Option<&Answer>) -> String {
    let word = |id: &str| -> Option<String> {
        match answer {
            Some(Answer::Ratings(ratings)) => ratings.get(id).map(|r| r.word().to_owned()),
            Some(Answer::Cards(cards)) => cards
                .get(id)
                .map(|stage| grid.place_word(stage).unwrap_or(stage).to_owned()),
            Some(Answer::Values(values)) => {
                let named = values.iter().any(|v| question.same_spelling(v) == *id);
                grid.scale.get(usize::from(named)).cloned()
            }
            _ => None,
        }
    };
    let label = |text: &str| match question.kind {
        Kind::Cards => say::short_name(text),
        _ => text.replace('\n', " "),
    };
    let differing = grid.items.iter().filter(|item| item.differs);
    let lines: Vec<String> = differing
        .filter_map(|item| Some(format!("{}: {}", label(&item.label), word(&item.id)?)))
        .collect();
    lines.join("; ")
}

/// The agreed answer, without importance and stage.
#[must_use]
pub fn agreed(
    workshop: &Workshop,
    (row, question): (&Row, &Question),
    settled: &Settled,
) -> String {
    let words = settled
        .response
        .words(question, &workshop.setup.currency)
        .replace('\n', " ");
    match (&row.grid, question.kind) {
        (Some(grid), Kind::Signals | Kind::Cards) => {
            format!("{words}; {} differed", grid.differing)
        }
        _ => words,
    }
}

/// What a way out is called.
#[must_use]
pub fn name(workshop: &Workshop, resolution: &Resolution) -> String {
    match resolution {
        Resolution::Intersection => "only what all accept".to_owned(),
        Resolution::Union => "what any of them accepts".to_owned(),
        Resolution::Between => "between".to_owned(),
        Resolution::PreQualify => "pre-qualify".to_owned(),
        Resolution::OwnWords => "own words".to_owned(),
        Resolution::Park => "park".to_owned(),
        Resolution::Same | Resolution::Take(_) | Resolution::SplitByStage => {
            resolution.words(|party| workshop.party_name(party))
        }
    }
}
