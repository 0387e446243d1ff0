//! The comparison for machines.

use std::io;

use serde::Serialize;

use leadpact_files as files;
use leadpact_workshop::compare::{Backing, Column, Grid, Position, Similarity};
use leadpact_workshop::{Class, Comparison, Importance, PartyId, Response, Row, Workshop};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    title: &'a str,
    headline: String,
    counts: leadpact_workshop::compare::Counts,
    parties: Vec<PartyRecord<'a>>,
    /// Farthest apart first.
    questions: Vec<QuestionRecord<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PartyRecord<'a> {
    id: &'a str,
    name: &'a str,
    letter: char,
    counts: bool,
    sheets: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct QuestionRecord<'a> {
    id: &'a str,
    title: &'a str,
    /// Null for own words: they are read, not classed.
    class: Option<Class>,
    /// Null for free text, and where one of the deciding pair has no answer.
    similarity: Option<SimilarityRecord>,
    /// Null with fewer than three parties.
    farthest: Option<(&'a PartyId, &'a PartyId)>,
    positions: Vec<PositionRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Vec<ItemRecord<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agreement: Option<AgreementRecord>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SimilarityRecord {
    value: f64,
    measure: &'static str,
    formula: &'static str,
    n: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PositionRecord<'a> {
    party: &'a str,
    counts: bool,
    words: String,
    importance: Option<Importance>,
    split: bool,
    with: usize,
    of: usize,
    /// One; the alternatives where the party is split; none where it did not answer.
    responses: &'a [Response],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    people: Vec<PersonRecord<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PersonRecord<'a> {
    name: &'a str,
    response: &'a Response,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ItemRecord<'a> {
    id: &'a str,
    label: &'a str,
    differs: bool,
    steps: usize,
    /// In the order of the positions.
    says: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AgreementRecord {
    /// Items that at least two parties judged.
    n: usize,
    pairs: usize,
    equal_pairs: usize,
    share_of_equal_pairs: Option<f64>,
    /// Null below ten items.
    krippendorff_alpha_ordinal: Option<f64>,
}

/// The whole document, with a line end.
pub(super) fn print(
    workshop: &Workshop,
    comparison: &Comparison,
    differences: bool,
) -> io::Result<String> {
    let document = Document {
        title: &workshop.head.title,
        headline: comparison.counts.headline(),
        counts: comparison.counts,
        parties: comparison.columns.iter().map(party).collect(),
        questions: comparison
            .by_distance()
            .into_iter()
            .filter(|row| !differences || row.differs())
            .map(|row| question(workshop, row))
            .collect(),
    };
    files::json(&document)
}

fn party(column: &Column) -> PartyRecord<'_> {
    PartyRecord {
        id: &column.party,
        name: &column.name,
        letter: column.letter,
        counts: column.counts,
        sheets: column.sheets,
    }
}

fn question<'a>(workshop: &'a Workshop, row: &'a Row) -> QuestionRecord<'a> {
    let asked = workshop.bank.question(&row.question);
    QuestionRecord {
        id: &row.question,
        title: asked.map_or(row.question.as_str(), |q| q.title.as_str()),
        class: row.class,
        similarity: row.similarity.map(similarity),
        farthest: row.farthest.as_ref().map(|(a, b)| (a, b)),
        positions: row
            .positions
            .iter()
            .map(|p| position(workshop, row, p))
            .collect(),
        items: row.grid.as_ref().map(items),
        agreement: row.grid.as_ref().map(agreement),
    }
}

fn similarity(similarity: Similarity) -> SimilarityRecord {
    let Similarity { value, measure, n } = similarity;
    SimilarityRecord {
        value,
        measure: measure.word(),
        formula: measure.formula(),
        n,
    }
}

fn position<'a>(
    workshop: &'a Workshop,
    row: &'a Row,
    position: &'a Position,
) -> PositionRecord<'a> {
    let Backing { with, of } = position.backing;
    let words = |q| position.words(q, &workshop.setup.currency);
    PositionRecord {
        party: &position.party,
        counts: position.counts,
        words: workshop
            .bank
            .question(&row.question)
            .map_or(String::new(), words),
        importance: position.importance(),
        split: position.is_split(),
        with,
        of,
        responses: position.says.responses(),
        people: position
            .people
            .iter()
            .map(|p| PersonRecord {
                name: &p.name,
                response: &p.response,
            })
            .collect(),
    }
}

fn items(grid: &Grid) -> Vec<ItemRecord<'_>> {
    let says = |cells: &[_]| cells.iter().map(|c| grid.cell_words(c)).collect();
    grid.items
        .iter()
        .map(|i| ItemRecord {
            id: &i.id,
            label: &i.label,
            differs: i.differs,
            steps: i.steps,
            says: says(&i.cells),
        })
        .collect()
}

fn agreement(grid: &Grid) -> AgreementRecord {
    let a = grid.agreement;
    AgreementRecord {
        n: a.items,
        pairs: a.pairs,
        equal_pairs: a.equal,
        share_of_equal_pairs: a.share(),
        krippendorff_alpha_ordinal: a.alpha,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadpact_table::compared::{question, range, revealed, say, sorted_cards};
    use leadpact_workshop::{Kind, compare};

    #[test]
    fn a_similarity_names_its_measure_and_n() {
        let weight = leadpact_workshop::Importance::Must;
        let w = revealed(
            question(Kind::Range),
            &[
                ("marketing", vec![say(range(0.0, 10.0), weight)]),
                ("sales", vec![say(range(0.0, 5.0), weight)]),
            ],
        );
        let json: serde_json::Value =
            serde_json::from_str(&print(&w, &compare(&w).unwrap(), false).unwrap()).unwrap();
        let row = &json["questions"][0];
        assert_eq!(row["class"], "close");
        assert_eq!(row["similarity"]["value"], 0.5);
        assert_eq!(row["similarity"]["measure"], "overlap over hull");
        assert_eq!(row["positions"][1]["words"], "0–5 people");
        assert_eq!(row["positions"][1]["importance"], "must");
        assert_eq!(json["counts"]["close"], 1);
    }

    #[test]
    fn own_words_come_first_and_have_no_class() {
        let said = |t: &str| vec![say(leadpact_workshop::Answer::Text(t.to_owned()), None)];
        let w = revealed(
            question(Kind::OwnWords),
            &[("a", said("calls")), ("b", said("buys"))],
        );
        let json: serde_json::Value =
            serde_json::from_str(&print(&w, &compare(&w).unwrap(), true).unwrap()).unwrap();
        let row = &json["questions"][0];
        assert!(
            row["class"].is_null() && row["similarity"].is_null(),
            "{row}"
        );
        assert_eq!(row["positions"][1]["words"], "buys");
        assert_eq!(json["counts"]["close"], 0);
    }

    #[test]
    fn few_cards_have_a_share_with_n_but_no_alpha() {
        let w = revealed(
            question(Kind::Cards),
            &[
                ("a", vec![sorted_cards(&["lead", "mql"])]),
                ("b", vec![sorted_cards(&["lead", "sql"])]),
            ],
        );
        let json: serde_json::Value =
            serde_json::from_str(&print(&w, &compare(&w).unwrap(), true).unwrap()).unwrap();
        let agreement = &json["questions"][0]["agreement"];
        assert_eq!(
            (&agreement["n"], &agreement["shareOfEqualPairs"]),
            (&2.into(), &0.5.into())
        );
        assert!(agreement["krippendorffAlphaOrdinal"].is_null());
        assert_eq!(json["questions"][0]["items"][1]["says"][1], "SQL");
    }
}
