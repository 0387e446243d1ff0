//! The figures behind one question, for the help page: never without their formula and what was counted.

use leadpact_workshop::Row;
use leadpact_workshop::compare::{Grid, SimilarityMeasure};
use leadpact_workshop::measure::FEWEST_ITEMS;

/// What was measured on a question, a sentence each; empty where nothing was, as for free text.
#[must_use]
pub fn figures(row: &Row, name: impl Fn(&str) -> String) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some((a, b)) = &row.farthest {
        lines.push(format!("Farthest apart: {} and {}.", name(a), name(b)));
    }
    if let Some(similarity) = &row.similarity {
        let how = format!(
            "{}: {}.",
            similarity.measure.word(),
            similarity.measure.formula()
        );
        let n = similarity.n;
        // A range or a level is measured, not counted: there is one of it whatever the parties say.
        let measured = matches!(similarity.measure, SimilarityMeasure::Overlap)
            || matches!(similarity.measure, SimilarityMeasure::Scale) && row.grid.is_none();
        lines.push(if measured {
            format!(
                "{how} Here {:.2}, for one pair of answers.",
                similarity.value
            )
        } else if n >= FEWEST_ITEMS {
            format!("{how} Here {:.2}, n = {n}.", similarity.value)
        } else {
            format!(
                "{how} Only n = {n} here: too few for a figure, so look at the values themselves."
            )
        });
    }
    lines.extend(row.grid.as_ref().and_then(agreement));
    if lines.is_empty() {
        lines.push("Free text is never given a number: read it aloud.".to_owned());
    }
    lines
}

/// How well all parties agree over all items.
fn agreement(grid: &Grid) -> Option<String> {
    let found = &grid.agreement;
    if found.pairs == 0 {
        return None;
    }
    let counted = format!(
        "Over all parties {} of {} pairs of judgements agree, on {} items.",
        found.equal, found.pairs, found.items
    );
    Some(match found.alpha {
        Some(alpha) => format!(
            "{counted} Krippendorff's alpha, ordinal: 1 - observed / expected disagreement. Here {alpha:.2}, n = {}: \
             1 is complete agreement, 0 is what chance gives.",
            found.items
        ),
        None if found.items < FEWEST_ITEMS => {
            format!("{counted} Krippendorff's alpha is given from {FEWEST_ITEMS} items on.")
        }
        None => counted,
    })
}
