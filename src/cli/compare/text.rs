//! The comparison as text: one column for each party, the farthest apart first.

use unicode_width::UnicodeWidthStr;

use crate::cli::compare::table::{side_by_side, with_weight, wrap};
use leadpact_files::{neutral_line, neutral_text};
use leadpact_workshop::compare::{Column, Grid};
use leadpact_workshop::{Class, Comparison, Importance, Question, Row, Workshop};

/// The narrowest column of a party, in columns of the terminal.
const NARROWEST: usize = 9;

/// The whole text.
pub(super) fn print(
    workshop: &Workshop,
    comparison: &Comparison,
    differences: bool,
    width: usize,
) -> String {
    let title = format!(
        "{}: what is a qualified lead?",
        neutral_line(&workshop.head.title)
    );
    let mut out =
        paragraph(&title, width) + &paragraph(&comparison.counts.headline(), width) + "\n";
    let page = Page::of(workshop, comparison, width);
    let shown = |row: &&&Row| !differences || row.differs();
    let rows = comparison.by_distance();
    for block in page.blocks() {
        out.push_str(&page.heading(block));
        for row in rows.iter().filter(shown) {
            if let Some(question) = workshop.bank.question(&row.question) {
                out.push_str(&page.row(row, question, block));
            }
        }
        out.push('\n');
    }
    out.push_str(&paragraph(&legend(&rows), width));
    out
}

/// What the marks that occur stand for.
fn legend(rows: &[&Row]) -> String {
    let used = Class::ALL
        .iter()
        .filter(|c| rows.iter().any(|r| r.class == Some(**c)));
    let words: Vec<String> = used.map(|c| format!("{} {}", c.mark(), c.word())).collect();
    words.join(", ")
}

fn paragraph(text: &str, width: usize) -> String {
    wrap(text, width)
        .into_iter()
        .map(|line| line + "\n")
        .collect()
}

struct Page<'a> {
    workshop: &'a Workshop,
    columns: &'a [Column],
    label: usize,
    column: usize,
    width: usize,
    in_block: usize,
}

/// The columns without those at the end of whom nobody wrote a sheet and who decide nothing, as a facilitator may.
fn speaking(columns: &[Column]) -> &[Column] {
    let silent = |column: &&Column| column.sheets == 0 && !column.counts;
    let last = columns.iter().rev().take_while(silent).count();
    columns.get(..columns.len() - last).unwrap_or(columns)
}

/// Places of the first and behind the last column that stand side by side.
type Block = (usize, usize);

impl<'a> Page<'a> {
    fn of(workshop: &'a Workshop, comparison: &'a Comparison, width: usize) -> Self {
        let titles = workshop
            .bank
            .questions
            .iter()
            .map(|q| q.title.width())
            .max()
            .unwrap_or(0);
        let columns = speaking(&comparison.columns);
        let most = if columns.len() > 3 { 13 } else { 20 };
        let label = titles.clamp(8, most);
        // The mark and a blank, the label and a blank.
        let left = width.saturating_sub(label + 3);
        let n = columns.len().clamp(1, (left / NARROWEST).max(1));
        let column = (left / n).saturating_sub(1).clamp(NARROWEST - 1, 60);
        Self {
            workshop,
            columns,
            label,
            column,
            width,
            in_block: n,
        }
    }

    /// As many columns as fit, the others below; one block even without a party.
    fn blocks(&self) -> impl Iterator<Item = Block> {
        let all = self.columns.len();
        (0..all.max(1))
            .step_by(self.in_block)
            .map(move |from| (from, (from + self.in_block).min(all)))
    }

    fn line(&self, mark: &str, label: &str, cells: impl Iterator<Item = Vec<String>>) -> String {
        let mut line = vec![
            (vec![mark.to_owned()], 1),
            (wrap(label, self.label), self.label),
        ];
        line.extend(cells.map(|c| (c, self.column)));
        side_by_side(&line)
    }

    fn heading(&self, (from, to): Block) -> String {
        let names = self
            .columns
            .iter()
            .take(to)
            .skip(from)
            .map(|c| format!("{} {}", c.letter, c.name));
        let heading = self.line("", "", names.map(|n| wrap(&neutral_line(&n), self.column)));
        format!("{heading}{}\n", "─".repeat(self.width))
    }

    fn row(&self, row: &Row, question: &Question, block: Block) -> String {
        let mark = row.mark();
        let label = neutral_line(&question.title);
        let mut out = match &row.grid {
            Some(grid) => {
                let words = neutral_line(&grid.words()).into_owned();
                let mut out = self.wide(mark, &label, &words);
                out.push_str(&self.items(grid, block));
                out
            }
            None if row.class == Some(Class::Same) => {
                self.wide(mark, &label, &self.said_by_all(row, question))
            }
            None => self.line(mark, &label, self.cells(row, question, block)),
        };
        if let Some((a, b)) = &row.farthest {
            let words = format!(
                "{} and {} are the farthest apart",
                self.name(a),
                self.name(b)
            );
            out.push_str(&self.wide("", "", &words));
        }
        out
    }

    /// One text over all columns.
    fn wide(&self, mark: &str, label: &str, words: &str) -> String {
        let rest = self.width.saturating_sub(self.label + 3).max(NARROWEST);
        let label = (wrap(label, self.label), self.label);
        side_by_side(&[(vec![mark.to_owned()], 1), label, (wrap(words, rest), rest)])
    }

    fn said_by_all(&self, row: &Row, question: &Question) -> String {
        let Some(position) = row.counting().next() else {
            return "-".to_owned();
        };
        let words = position.words(question, &self.workshop.setup.currency);
        let weight = position
            .importance()
            .map_or(String::new(), |i| format!(", {}", i.word()));
        format!("{} (all{weight})", neutral_text(&words))
    }

    fn cells(
        &self,
        row: &Row,
        question: &Question,
        (from, to): Block,
    ) -> impl Iterator<Item = Vec<String>> {
        row.positions.iter().take(to).skip(from).map(|position| {
            let words = position.words(question, &self.workshop.setup.currency);
            let weight = position.importance().map_or("", Importance::word);
            with_weight(&neutral_text(&words), weight, self.column)
        })
    }

    /// The items that differ, farthest apart first. A label that is too long stands on lines of its own.
    fn items(&self, grid: &Grid, (from, to): Block) -> String {
        let mut items: Vec<_> = grid.items.iter().filter(|i| i.differs).collect();
        items.sort_by_key(|i| std::cmp::Reverse(i.steps));
        let mut out = String::new();
        for item in items {
            let label = format!("· {}", neutral_line(&item.label));
            let cells = item.cells.iter().take(to).skip(from);
            let cells = cells.map(|c| wrap(&neutral_line(&grid.cell_words(c)), self.column));
            if label.width() <= self.label {
                out.push_str(&self.line("", &label, cells));
            } else {
                let rest = self.width.saturating_sub(2);
                out.push_str(&side_by_side(&[
                    (vec![String::new()], 1),
                    (wrap(&label, rest), rest),
                ]));
                out.push_str(&self.line("", "", cells));
            }
        }
        out
    }

    fn name(&self, party: &str) -> String {
        neutral_line(&self.workshop.party_name(party)).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadpact_table::compared::{level, question, ratings, revealed, say, silent, text, values};
    use leadpact_workshop::Importance::{Must, Strong};
    use leadpact_workshop::{Kind, Question, Response, SheetState, compare};

    /// A workshop of several questions; one list of responses for each party.
    fn printed(
        questions: &[(&str, Kind)],
        parties: &[(&str, Vec<Response>)],
        differences: bool,
        width: usize,
    ) -> String {
        let empty: Vec<(&str, Vec<Response>)> =
            parties.iter().map(|(n, _)| (*n, vec![silent()])).collect();
        let mut w = revealed(question(Kind::Level), &empty);
        w.bank.questions = questions
            .iter()
            .map(|(id, kind)| Question {
                id: (*id).to_owned(),
                title: (*id).to_owned(),
                ..question(*kind)
            })
            .collect();
        for (sheet, (_, said)) in w.sheets.iter_mut().zip(parties) {
            if let SheetState::Revealed { responses, .. } = &mut sheet.state {
                *responses = questions
                    .iter()
                    .zip(said)
                    .map(|((id, _), r)| ((*id).to_owned(), r.clone()))
                    .collect();
            }
        }
        print(&w, &compare(&w).unwrap(), differences, width)
    }

    #[test]
    fn two_parties_and_the_facilitator_stand_side_by_side() {
        let questions = [
            ("Seniority", Kind::Level),
            ("Signals", Kind::Signals),
            ("Industry", Kind::Choice),
        ];
        let text = printed(
            &questions,
            &[
                (
                    "Marketing",
                    vec![
                        say(level("manager"), Strong),
                        ratings(&[0, 1]),
                        say(values(&["cyber"]), Must),
                    ],
                ),
                (
                    "Sales",
                    vec![silent(), ratings(&[0, 3]), say(values(&["cyber"]), Must)],
                ),
                ("facilitator", vec![say(level("vp"), Must)]),
            ],
            false,
            80,
        );
        let expected = "\
Empty: what is a qualified lead?
1 same, 0 close, 2 apart. Two things to talk about.

            M Marketing           S Sales               f facilitator
────────────────────────────────────────────────────────────────────────────────
≠ Signals   1 of 4 differs, up to 2 steps apart (signal 1)
  · signal 1
            shows interest        wants to talk now     -
◐ Seniority manager and above     -                     VP and above     must
                           strong
= Industry  cyber security (all, must)

≠ gap, ◐ only one side, = same
";
        assert_eq!(text, expected);
    }

    #[test]
    fn differences_leave_out_what_all_said_alike() {
        let questions = [("Seniority", Kind::Level), ("Words", Kind::OwnWords)];
        let said = |t: &str| vec![say(level("vp"), Must), say(text(t), None)];
        let text = printed(
            &questions,
            &[("A", said("calls us")), ("B", said("buys"))],
            true,
            80,
        );
        assert!(!text.contains("Seniority"), "{text}");
        assert!(text.contains("calls us") && text.contains("buys"), "{text}");
    }

    #[test]
    fn own_words_stand_first_whole_and_without_a_class() {
        let questions = [("Seniority", Kind::Level), ("Words", Kind::OwnWords)];
        let long = "somebody who calls us and ".repeat(30);
        let said = |l: &str, t: &str| vec![say(level(l), Must), say(text(t), None)];
        let parties = [("A", said("any", &long)), ("B", said("vp", "buys"))];
        let text = printed(&questions, &parties, false, 80);
        assert!(text.contains("0 same, 0 close, 1 apart."), "{text}");
        let rows: Vec<&str> = text.lines().skip(5).collect();
        assert!(rows[0].starts_with("  Words "), "{text}");
        assert!(!text.contains('…'), "{text}");
        let words = text.split_whitespace().filter(|w| *w == "calls").count();
        assert_eq!(words, 30, "{text}");
        assert_eq!(
            text.lines().last(),
            Some("≠ gap"),
            "no mark for what is read"
        );
    }

    #[test]
    fn seven_columns_fit_eighty_and_nothing_is_wider() {
        let names = [
            "Marketing",
            "Sales",
            "Executive",
            "Provider",
            "Success",
            "Partner",
            "facilitator",
        ];
        let parties: Vec<(&str, Vec<Response>)> = names
            .iter()
            .zip([
                "any",
                "specialist",
                "manager",
                "director",
                "vp",
                "c-level",
                "vp",
            ])
            .map(|(n, l)| (*n, vec![say(level(l), Must)]))
            .collect();
        let text = printed(&[("Seniority", Kind::Level)], &parties, false, 80);
        assert!(
            text.contains("Marketing and Partner are the farthest apart"),
            "{text}"
        );
        assert!(text.lines().all(|l| l.width() <= 80), "{text}");
        assert_eq!(
            text.lines().filter(|l| l.starts_with('─')).count(),
            1,
            "one block: {text}"
        );
        let narrow = printed(&[("Seniority", Kind::Level)], &parties, false, 40);
        assert!(narrow.lines().all(|l| l.width() <= 40), "{narrow}");
    }

    #[test]
    fn nothing_that_a_terminal_acts_on_is_printed() {
        let text = printed(
            &[("Words\u{1b}[2J", Kind::OwnWords)],
            &[
                ("A\u{202e}", vec![say(text("x\u{1b}]0;title\u{7}"), None)]),
                ("B", vec![say(text("y"), None)]),
            ],
            false,
            80,
        );
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{text}");
    }
}
