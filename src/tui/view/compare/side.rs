//! One question in full: what each party says, which words are its own, and where values part.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::canvas::Canvas;
use crate::theme::{Theme, mark};
use crate::view::compare::{class_style, party_style, ranges};
use crate::widget::{scroll, wrap};
use leadpact_app::screen::compare::Compare;
use leadpact_app::screen::compare::side::{self, Line, Mark};
use leadpact_workshop::compare::runs;
use leadpact_workshop::compare::{Column, Position};
use leadpact_workshop::{Answer, Kind, Question, Response, Row, Workshop};

/// Columns of the screen for a party's letter and name.
const NAME: u16 = 20;
/// Columns that the labels of a grid keep beside whole words.
const LABEL: u16 = 40;

/// One row of the page: texts with their places and styles.
pub(crate) type Drawn = Vec<(u16, String, Style)>;

/// What a page is made of.
struct Page<'a> {
    screen: &'a Compare,
    workshop: &'a Workshop,
    question: &'a Question,
    row: &'a Row,
    width: u16,
    theme: Theme,
}

/// Draws the highlighted question as far as it is scrolled.
pub fn draw(screen: &Compare, workshop: &Workshop, canvas: &mut Canvas, area: Rect) {
    let Some(row) = screen.row() else { return };
    let Some(question) = workshop.bank.question(&row.question) else {
        return;
    };
    let page = Page {
        screen,
        workshop,
        question,
        row,
        width: area.width,
        theme: canvas.theme,
    };
    let rows = page.rows();
    let (view, place) = scroll::text(&screen.scroll, rows.len(), canvas, area);
    for (y, drawn) in (0..place.height).zip(rows.get(view).unwrap_or_default()) {
        for (x, text, style) in drawn {
            canvas.write(place, (*x, y), text, *style);
        }
    }
}

impl Page<'_> {
    fn rows(&self) -> Vec<Drawn> {
        let theme = &self.theme;
        let mut rows = vec![self.title()];
        rows.extend(text(0, self.width, &self.question.ask, theme.strong));
        rows.push(Vec::new());
        let lines = side::table(self.question, self.row);
        if self.row.grid.is_none() {
            rows.extend(self.answers());
        }
        if self.question.kind == Kind::Range {
            rows.extend(self.ranges());
        }
        rows.extend(self.table(&lines));
        rows
    }

    fn title(&self) -> Drawn {
        let theme = &self.theme;
        let about = match &self.row.farthest {
            Some((a, b)) => format!(
                "{}: {} and {}",
                self.row.word(),
                self.workshop.party_name(a),
                self.workshop.party_name(b)
            ),
            None => self.row.word().to_owned(),
        };
        let about = format!("{} {about}", self.row.mark());
        let about = about.trim();
        let at = self.width.saturating_sub(wrap::width(about));
        vec![
            (0, self.question.title.clone(), theme.accent),
            (at, about.to_owned(), class_style(self.row.class, theme)),
        ]
    }

    fn columns(&self) -> impl Iterator<Item = (&Column, &Position)> {
        let all = &self.screen.comparison().columns;
        self.screen
            .columns()
            .iter()
            .filter_map(|at| Some((all.get(*at)?, self.row.positions.get(*at)?)))
    }

    /// Every party's answer with its reason.
    fn answers(&self) -> Vec<Drawn> {
        let theme = &self.theme;
        let texts = self.texts();
        let mut rows = Vec::new();
        for (column, position) in self.columns() {
            let style = party_style(self.workshop, &column.party, theme);
            let weight = position.importance().map_or("", |i| i.word());
            let width = self.width.saturating_sub(NAME + 8);
            let answer = if let Some(pieces) = runs_of(position, &texts) {
                self.pieces(&pieces, width, style)
            } else {
                let words = position.words(self.question, &self.workshop.setup.currency);
                let shown = if position.counts {
                    style.remove_modifier(Modifier::BOLD)
                } else {
                    theme.quiet
                };
                text(NAME, width, &words, shown)
            };
            for (number, mut line) in answer.into_iter().enumerate() {
                if number == 0 {
                    line.push((0, column.letter.to_string(), style));
                    let name = wrap::truncated(&column.name, NAME - 4).into_owned();
                    line.push((
                        3,
                        name,
                        if position.counts {
                            theme.text
                        } else {
                            theme.quiet
                        },
                    ));
                    let at = self.width.saturating_sub(wrap::width(weight));
                    line.push((at, weight.to_owned(), theme.strong));
                }
                rows.push(line);
            }
            rows.extend(self.reasons(position));
            rows.extend(self.people(position));
        }
        rows.push(Vec::new());
        rows
    }

    /// The texts that are compared word by word, by party.
    fn texts(&self) -> Vec<(String, String)> {
        let written = |response: &Response| match &response.answer {
            Some(Answer::Text(text)) => Some(text.trim().to_owned()),
            _ => None,
        };
        self.row
            .positions
            .iter()
            .filter(|p| p.counts)
            .filter_map(|p| Some((p.party.clone(), p.says.one().and_then(written)?)))
            .collect()
    }

    /// Words that all share are quiet; a party's own have its colour and a line under them.
    fn pieces(&self, runs: &[(String, bool)], width: u16, own: Style) -> Vec<Drawn> {
        let own = own.add_modifier(Modifier::UNDERLINED);
        let pieces: Vec<(&str, Style)> = runs
            .iter()
            .map(|(text, shared)| (text.as_str(), if *shared { self.theme.quiet } else { own }))
            .collect();
        wrap::wrapped_pieces(&pieces, width)
            .into_iter()
            .map(|line| {
                let mut x = NAME;
                line.into_iter()
                    .map(|(text, style)| {
                        let at = x;
                        x += wrap::width(&text);
                        (at, text, style)
                    })
                    .collect()
            })
            .collect()
    }

    fn reasons(&self, position: &Position) -> Vec<Drawn> {
        let width = self.width.saturating_sub(NAME + 8);
        let mut rows = Vec::new();
        for response in position.says.responses() {
            let because = response.because.trim();
            if !because.is_empty() {
                rows.extend(text(
                    NAME,
                    width,
                    &format!("\u{201c}{because}\u{201d}"),
                    self.theme.quiet,
                ));
            }
            if let Some(seen) = &response.observed_by {
                rows.extend(text(
                    NAME,
                    width,
                    &format!("seen by {}", seen.words()),
                    self.theme.quiet,
                ));
            }
        }
        rows
    }

    /// Each person of a party of several.
    fn people(&self, position: &Position) -> Vec<Drawn> {
        let mut rows = Vec::new();
        let said = |response: &Response| {
            let words = response.words(self.question, &self.workshop.setup.currency);
            let weight = response
                .importance
                .map_or(String::new(), |i| format!(" · {}", i.word()));
            words + &weight
        };
        let first = position.people.first().map(|p| said(&p.response));
        if position
            .people
            .iter()
            .all(|p| Some(said(&p.response)) == first)
        {
            return rows;
        }
        for person in &position.people {
            let line = format!("{}: {}", person.name, said(&person.response));
            rows.extend(text(
                NAME,
                self.width.saturating_sub(NAME),
                &line,
                self.theme.quiet,
            ));
        }
        rows
    }

    fn ranges(&self) -> Vec<Drawn> {
        let theme = &self.theme;
        let mut found = Vec::new();
        for (column, position) in self.columns() {
            for range in side::ranges(position.says.responses()) {
                let style = party_style(self.workshop, &column.party, theme);
                found.push((column.letter.to_string(), style, range, position.counts));
            }
        }
        let counting: Vec<_> = found.iter().filter(|f| f.3).map(|f| f.2).collect();
        let common = side::common(&counting);
        if let Some(range) = common {
            found.push(("all".to_owned(), theme.good, range, false));
        }
        let ranges: Vec<_> = found.iter().map(|f| f.2).collect();
        let room = self.width.saturating_sub(8).min(90);
        let bars = ranges::bars(&ranges, self.question, &self.workshop.setup.currency, room);
        let mut rows: Vec<Drawn> = bars
            .unwrap_or_default()
            .into_iter()
            .zip(&found)
            .map(|(bar, (letter, style, ..))| {
                vec![(2, letter.clone(), *style), (7 + bar.x, bar.text, *style)]
            })
            .collect();
        if counting.len() > 1 && common.is_none() {
            rows.push(vec![(
                2,
                "No value that all accept: look at what lies between.".to_owned(),
                theme.text,
            )]);
        }
        rows
    }

    /// Values, levels, signals or cards, one line each.
    fn table(&self, lines: &[Line]) -> Vec<Drawn> {
        if lines.is_empty() {
            return Vec::new();
        }
        let wide = lines
            .iter()
            .flat_map(|l| &l.cells)
            .any(|m| matches!(m, Mark::Words { .. } | Mark::Split));
        let (view, before, after) = if wide {
            self.screen.in_view(self.width + 2)
        } else {
            (self.screen.columns().to_vec(), 0, 0)
        };
        let count = u16::try_from(view.len().max(1)).unwrap_or(1);
        let longest = self.row.grid.iter().flat_map(|grid| &grid.scale);
        let longest = longest.map(|w| wrap::width(w)).max().unwrap_or(0) + 2;
        // Whole words where every column has room for the longest and the labels keep theirs.
        let short = wide && longest * count + LABEL > self.width;
        let most = match (wide, short) {
            (true, false) => longest.max(16),
            (true, true) => 16,
            (false, _) => 7,
        };
        let column = (self.width.saturating_sub(24) / count).clamp(4, most);
        let label = self
            .width
            .saturating_sub(column * count + 3)
            .min(if wide { 76 } else { 48 });
        let mut rows = vec![self.table_head(&view, (label, column), (before, after))];
        for line in lines {
            rows.extend(self.table_line(line, &view, (label, column), short));
        }
        rows.push(Vec::new());
        rows.push(vec![(2, self.legend().to_owned(), self.theme.quiet)]);
        if let Some(grid) = self.row.grid.as_ref().filter(|_| short) {
            let pairs = grid.short.iter().zip(&grid.scale);
            let told: Vec<String> = pairs
                .filter(|(short, full)| short != full)
                .map(|(short, full)| format!("{short}: {full}"))
                .collect();
            rows.extend(text(
                2,
                self.width.saturating_sub(2),
                &told.join("   "),
                self.theme.quiet,
            ));
        }
        rows
    }

    fn legend(&self) -> &'static str {
        match self.question.kind {
            Kind::NotALead => "≠ differs   ✗ not a lead   · may be one",
            Kind::AlreadyOurs => "≠ differs   ✗ already ours   · may be handed over",
            Kind::Signals | Kind::Cards => "≠ differs   - not judged",
            Kind::Order => "≠ differs   1 comes first   · not named",
            _ => "≠ differs   ✓ accepted   ✗ never   · not named",
        }
    }

    fn table_head(
        &self,
        view: &[usize],
        (label, column): (u16, u16),
        (before, after): (usize, usize),
    ) -> Drawn {
        let columns = &self.screen.comparison().columns;
        let mut head: Drawn = (0..)
            .zip(view.iter().filter_map(|at| columns.get(*at)))
            .map(|(at, c): (u16, &Column)| {
                let style = party_style(self.workshop, &c.party, &self.theme);
                let name = if column >= 12 {
                    format!("{} {}", c.letter, c.name)
                } else {
                    c.letter.to_string()
                };
                (
                    label + 3 + at * column,
                    wrap::truncated(&name, column - 1).into_owned(),
                    style,
                )
            })
            .collect();
        if before + after > 0 {
            head.push((
                3,
                format!("← {before}   {after} →  other parties"),
                self.theme.accent,
            ));
        }
        head
    }

    fn table_line(
        &self,
        line: &Line,
        view: &[usize],
        (label, column): (u16, u16),
        short: bool,
    ) -> Vec<Drawn> {
        let theme = &self.theme;
        let style = if line.differs {
            theme.text
        } else {
            theme.quiet
        };
        let mut rows = text(3, label.saturating_sub(1), &line.label, style);
        let positions = view
            .iter()
            .filter_map(|at| Some((line.cells.get(*at)?, self.row.positions.get(*at)?)));
        let mut extra: Vec<(u16, Vec<String>, Style)> = Vec::new();
        for (at, (cell, position)) in (0..).zip(positions) {
            let own = party_style(self.workshop, &position.party, theme);
            let style = if line.differs && position.counts {
                own
            } else {
                theme.quiet
            };
            let x = label + 3 + at * column;
            extra.push((
                x,
                wrap::wrapped(&mark_words(cell, short), column.saturating_sub(1)),
                style,
            ));
        }
        for (x, texts, style) in extra {
            for (y, text) in texts.into_iter().enumerate() {
                if rows.len() <= y {
                    rows.push(Vec::new());
                }
                if let Some(row) = rows.get_mut(y) {
                    row.push((x, text, style));
                }
            }
        }
        if let Some(first) = rows.first_mut() {
            let sign = if line.differs { mark::GAP } else { " " };
            first.push((0, sign.to_owned(), theme.warn));
        }
        rows
    }
}

fn mark_words(cell: &Mark, narrow: bool) -> String {
    match cell {
        Mark::Nothing => "·".to_owned(),
        Mark::Named | Mark::Accepted => mark::DONE.to_owned(),
        Mark::Split => "split".to_owned(),
        Mark::Never => mark::WRONG.to_owned(),
        Mark::Place(place) => place.to_string(),
        Mark::Words { short, .. } if narrow => short.clone(),
        Mark::Words { full, .. } => full.clone(),
    }
}

/// Wrapped text that begins in column `x`.
fn text(x: u16, width: u16, text: &str, style: Style) -> Vec<Drawn> {
    wrap::wrapped(text, width)
        .into_iter()
        .map(|line| vec![(x, line, style)])
        .collect()
}

/// The runs of a party's text; `None` where it wrote none.
fn runs_of(position: &Position, texts: &[(String, String)]) -> Option<Vec<(String, bool)>> {
    let at = texts
        .iter()
        .position(|(party, _)| *party == position.party)?;
    let all: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
    let runs = runs(&all).into_iter().nth(at)?;
    Some(runs.into_iter().map(|run| (run.text, run.shared)).collect())
}
