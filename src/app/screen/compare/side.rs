//! One question as a table: what can be said, line by line, and what each party says of it.

use leadpact_workshop::compare::{Cell, Grid};
use leadpact_workshop::{Answer, Kind, Question, Range, Response, Row};

/// The lines of a table, each with one mark for every column of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// A value, a level, a signal or a card.
    pub label: String,
    /// What each party says of it, in the order of the comparison's columns.
    pub cells: Vec<Mark>,
    /// Whether parties that count differ here.
    pub differs: bool,
}

/// What one party says of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// Nothing.
    Nothing,
    /// Names it.
    Named,
    /// Accepts it, because it lies above the level that was named, or because any value is fine.
    Accepted,
    /// Some of the party's people name it; they are tied.
    Split,
    /// Rules it out.
    Never,
    /// Puts it at this place of an order, counted from 1.
    Place(usize),
    /// Words: a rating, a stage.
    Words {
        /// As people say it.
        full: String,
        /// Where room is scarce.
        short: String,
    },
}

/// The table of a question; empty where its answers are no table (texts, ranges).
#[must_use]
pub fn table(question: &Question, row: &Row) -> Vec<Line> {
    // A party without an answer differs in the row as a whole, not on every line of it.
    let counting: Vec<bool> = row
        .positions
        .iter()
        .map(|p| p.counts && p.has_value())
        .collect();
    let mut lines = match (&row.grid, question.kind) {
        (Some(grid), _) => grid_lines(question, grid),
        (None, Kind::Choice | Kind::One | Kind::Order | Kind::Level | Kind::YesNo) => {
            value_lines(question, row)
        }
        (None, _) => Vec::new(),
    };
    if row.grid.is_none() {
        for line in &mut lines {
            line.differs = differs(&line.cells, &counting);
        }
    }
    // Where the values have no order of their own, those that somebody named come first.
    match question.kind {
        Kind::Choice | Kind::One | Kind::Order | Kind::YesNo => {
            lines.sort_by_key(|line| line.cells.iter().all(|mark| *mark == Mark::Nothing));
        }
        Kind::Level
        | Kind::Range
        | Kind::OwnWords
        | Kind::Tags
        | Kind::Signals
        | Kind::Cards
        | Kind::NotALead
        | Kind::AlreadyOurs => {}
    }
    lines
}

/// Whether those that count say different things: a blank beside a mark is a difference.
fn differs(cells: &[Mark], counting: &[bool]) -> bool {
    let accepts = |mark: &Mark| match mark {
        // Naming a value and accepting it lead to the same lead.
        Mark::Accepted => Mark::Named,
        other => other.clone(),
    };
    let mut said = cells
        .iter()
        .zip(counting)
        .filter(|(_, counts)| **counts)
        .map(|(mark, _)| accepts(mark));
    said.next()
        .is_some_and(|first| said.any(|mark| mark != first))
}

fn grid_lines(question: &Question, grid: &Grid) -> Vec<Line> {
    let mark = |cell: &Cell| match (question.kind, cell) {
        (_, Cell::Nothing) | (Kind::NotALead | Kind::AlreadyOurs, Cell::At(0, _)) => Mark::Nothing,
        (Kind::NotALead | Kind::AlreadyOurs, Cell::At(_, backing)) if backing.words().is_none() => {
            Mark::Never
        }
        _ => Mark::Words {
            full: grid.cell_words(cell),
            short: grid.cell_short(cell),
        },
    };
    grid.items
        .iter()
        .map(|item| Line {
            label: item.label.clone(),
            cells: item.cells.iter().map(mark).collect(),
            differs: item.differs,
        })
        .collect()
}

fn value_lines(question: &Question, row: &Row) -> Vec<Line> {
    values(question, row)
        .into_iter()
        .map(|(id, label)| Line {
            cells: row
                .positions
                .iter()
                .map(|position| said_of(question, &id, position.says.responses()))
                .collect(),
            label,
            differs: false,
        })
        .collect()
}

/// The values of the question, then those that parties wrote themselves.
fn values(question: &Question, row: &Row) -> Vec<(String, String)> {
    let mut values: Vec<(String, String)> =
        if question.kind == Kind::YesNo && question.options.is_empty() {
            ["yes", "no"]
                .map(|word| (word.to_owned(), word.to_owned()))
                .to_vec()
        } else {
            question
                .options
                .iter()
                .map(|o| (o.id.clone(), o.label.clone()))
                .collect()
        };
    for response in row.positions.iter().flat_map(|p| p.says.responses()) {
        let named = match &response.answer {
            Some(Answer::Values(values) | Answer::Order(values)) => values.as_slice(),
            _ => &[],
        };
        for value in named.iter().chain(&response.never) {
            let key = question.same_spelling(value);
            let known = values
                .iter()
                .any(|(id, _)| question.same_spelling(id) == key);
            if !known && !key.is_empty() {
                values.push((value.clone(), question.label(value).trim().to_owned()));
            }
        }
    }
    values
}

fn said_of(question: &Question, id: &str, responses: &[Response]) -> Mark {
    let marks: Vec<Mark> = responses
        .iter()
        .map(|r| said_once(question, id, r))
        .collect();
    match marks.as_slice() {
        [] => Mark::Nothing,
        [first, rest @ ..] if rest.iter().all(|mark| mark == first) => first.clone(),
        several if several.iter().all(|mark| *mark == Mark::Nothing) => Mark::Nothing,
        _ => Mark::Split,
    }
}

fn said_once(question: &Question, id: &str, response: &Response) -> Mark {
    let key = question.same_spelling(id);
    let is = |value: &String| question.same_spelling(value) == key;
    if response.never.iter().any(is) {
        return Mark::Never;
    }
    match &response.answer {
        Some(Answer::Any) => Mark::Accepted,
        Some(Answer::Values(values)) if values.iter().any(is) => Mark::Named,
        Some(Answer::Order(values)) => values
            .iter()
            .position(is)
            .map_or(Mark::Nothing, |at| Mark::Place(at + 1)),
        Some(Answer::AtLeast(level)) => {
            let place = |id: &str| question.options.iter().position(|o| o.id == id);
            match (place(level), place(id)) {
                (Some(from), Some(here)) if here == from => Mark::Named,
                (Some(from), Some(here)) if here > from => Mark::Accepted,
                _ => Mark::Nothing,
            }
        }
        Some(Answer::Is(yes)) => {
            let first = question.options.first().map_or("yes", |o| o.id.as_str());
            if (id == first) == *yes {
                Mark::Named
            } else {
                Mark::Nothing
            }
        }
        _ => Mark::Nothing,
    }
}

/// The ranges that a party names, one for each alternative; *any* is a range without ends.
#[must_use]
pub fn ranges(responses: &[Response]) -> Vec<Range> {
    responses
        .iter()
        .filter_map(|r| match &r.answer {
            Some(Answer::Range(range)) => Some(leadpact_workshop::measure::tidy(*range)),
            Some(Answer::Any) => Some(Range::default()),
            _ => None,
        })
        .collect()
}

/// What all of these ranges accept; `None` where that is nothing, or where there are fewer than two of them.
#[must_use]
pub fn common(ranges: &[Range]) -> Option<Range> {
    if ranges.len() < 2 {
        return None;
    }
    let from = ranges.iter().filter_map(|r| r.from).reduce(f64::max);
    let to = ranges.iter().filter_map(|r| r.to).reduce(f64::min);
    match (from, to) {
        (Some(from), Some(to)) if from > to => None,
        _ => Some(Range { from, to }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadpact_table::compared::{level, question, range, revealed, say, text, values};
    use leadpact_workshop::Importance::Must;
    use leadpact_workshop::Workshop;
    use leadpact_workshop::compare;

    fn lines(workshop: &Workshop) -> Vec<Line> {
        let comparison = compare(workshop).unwrap();
        table(&workshop.bank.questions[0], &comparison.rows[0])
    }

    #[test]
    fn a_level_accepts_what_lies_above_it() {
        let w = revealed(
            question(Kind::Level),
            &[
                ("a", vec![say(level("director"), Must)]),
                ("b", vec![say(level("vp"), Must)]),
            ],
        );
        let found: Vec<(String, bool)> = lines(&w)
            .into_iter()
            .map(|l| (l.label, l.differs))
            .collect();
        let expected = [
            ("any", false),
            ("specialist", false),
            ("manager", false),
            ("director", true),
            ("VP", false),
            ("C-level", false),
        ];
        assert_eq!(found, expected.map(|(l, d)| (l.to_owned(), d)));
        assert_eq!(lines(&w)[4].cells, [Mark::Accepted, Mark::Named]);
    }

    #[test]
    fn what_somebody_named_comes_first_and_own_values_below_those_of_the_question() {
        let w = revealed(
            question(Kind::Choice),
            &[
                ("a", vec![say(values(&["cyber", "Space"]), Must)]),
                ("b", vec![say(values(&["space"]), Must)]),
            ],
        );
        let lines = lines(&w);
        assert_eq!(lines.len(), 5);
        assert_eq!(lines[1].label, "Space");
        assert_eq!((lines[0].differs, lines[1].differs), (true, false));
        let named = |line: &Line| line.cells.contains(&Mark::Named);
        assert!(lines[..2].iter().all(named) && !lines[2..].iter().any(named));
    }

    #[test]
    fn texts_are_no_table() {
        let w = revealed(
            question(Kind::OwnWords),
            &[("a", vec![say(text("x"), None)])],
        );
        assert!(lines(&w).is_empty());
    }

    #[test]
    fn what_all_ranges_accept() {
        let both = |a, b| common(&[ranges(&[say(a, Must)])[0], ranges(&[say(b, Must)])[0]]);
        let found = both(range(10.0, 500.0), range(50.0, None)).unwrap();
        assert_eq!((found.from, found.to), (Some(50.0), Some(500.0)));
        assert_eq!(both(range(10.0, 20.0), range(30.0, None)), None);
    }
}
