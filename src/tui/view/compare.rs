//! The comparison: own words, values that may be the same, a table of all questions, and one question in full.

mod own_words;
mod pairs;
mod ranges;
pub mod side;

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::canvas::{Canvas, Target};
use crate::theme::Theme;
use crate::widget::area::{self, down};
use crate::widget::{scroll, wrap};
use leadpact_app::Shared;
use leadpact_app::action::{Action, Move};
use leadpact_app::screen::compare::{Compare, Face, LEFT};
use leadpact_app::slug::count;
use leadpact_workshop::compare::{Column, Position};
use leadpact_workshop::{Class, Question, Row, Workshop};

/// Draws the body of the comparison.
pub fn draw(screen: &Compare, shared: &Shared, canvas: &mut Canvas, area: Rect) {
    let Some(session) = &shared.session else {
        return;
    };
    let inner = area::inner(area);
    let workshop = session.workshop();
    match screen.face {
        Face::Words(_) => own_words::draw(screen, workshop, canvas, inner),
        Face::Pairs => pairs::draw(&screen.pairs, workshop, canvas, inner),
        Face::Table => table(screen, workshop, canvas, inner),
        Face::Side => side::draw(screen, workshop, canvas, inner),
    }
}

/// The style of a class: how far apart, never who is wrong. What is read, not classed, is quiet.
#[must_use]
pub(crate) fn class_style(class: Option<Class>, theme: &Theme) -> Style {
    match class {
        Some(Class::Opposite | Class::Gap) => theme.warn,
        Some(Class::OnlyOneSide) => theme.accent,
        Some(Class::Close) => theme.good,
        Some(Class::NobodyKnows | Class::Same) | None => theme.quiet,
    }
}

/// The colour of a party, wherever it stands.
#[must_use]
pub(crate) fn party_style(workshop: &Workshop, party: &str, theme: &Theme) -> Style {
    let place = workshop.parties.iter().position(|p| p.id == party);
    place.map_or(theme.quiet, |place| theme.party(place))
}

/// What one party says, laid out for its column.
struct Cell {
    lines: Vec<String>,
    style: Style,
    weight: String,
    weight_style: Style,
}

/// One row of the table, laid out.
struct Laid {
    title: Vec<String>,
    content: Content,
}

enum Content {
    /// One text over all columns.
    Wide(Vec<String>, Style),
    /// One cell for each column in view.
    Cells(Vec<Cell>),
}

impl Laid {
    fn height(&self) -> u16 {
        let content = match &self.content {
            Content::Wide(lines, _) => lines.len(),
            Content::Cells(cells) => cells.iter().map(|c| c.lines.len()).max().unwrap_or(1),
        };
        u16::try_from(content.max(self.title.len()))
            .unwrap_or(u16::MAX)
            .max(1)
    }
}

/// What the rows of the table are laid out with.
struct Sheet<'a> {
    workshop: &'a Workshop,
    columns: &'a [Column],
    view: Vec<usize>,
    width: u16,
    column: u16,
    theme: Theme,
}

fn table(screen: &Compare, workshop: &Workshop, canvas: &mut Canvas, area: Rect) {
    let (view, before, after) = screen.in_view(area.width + 2);
    let room = area.width.saturating_sub(LEFT);
    let sheet = Sheet {
        workshop,
        columns: &screen.comparison().columns,
        column: room / u16::try_from(view.len().max(1)).unwrap_or(1),
        view,
        width: area.width,
        theme: canvas.theme,
    };
    heading(&sheet, (before, after), canvas, area);
    let below = bottom(screen, workshop, canvas, area);
    let list = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1 + below),
        ..area
    };
    rows(screen, &sheet, canvas, list);
}

/// In which order the rows stand and which of them are shown, with the keys that change it.
fn arranged(screen: &Compare) -> String {
    let order = if screen.by_distance {
        "the farthest apart first"
    } else {
        "as they were asked"
    };
    let all = screen.comparison().rows.len();
    let shown = screen.rows().len();
    if screen.differences {
        let hidden = all.saturating_sub(shown);
        format!("{order} (o)   only what differs, {hidden} hidden (d)")
    } else {
        format!("{order} (o)   all {all} (d)")
    }
}

fn heading(sheet: &Sheet, (before, after): (usize, usize), canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    for (at, column) in (0..).zip(sheet.view.iter().filter_map(|at| sheet.columns.get(*at))) {
        let place = Rect {
            x: area.x + LEFT + at * sheet.column,
            width: sheet.cell_width(),
            height: 1,
            ..area
        };
        let style = party_style(sheet.workshop, &column.party, &theme);
        let x = canvas.write(
            place,
            (0, 0),
            &format!("{} {}", column.letter, column.name),
            style,
        );
        let about = match (column.sheets, column.counts) {
            (0, _) => " no sheet".to_owned(),
            (1, true) => String::new(),
            (n, true) => format!(" {}", count(n, "person", "people")),
            (_, false) => " reference".to_owned(),
        };
        if x + wrap::width(&about) <= place.width {
            canvas.write(place, (x, 0), &about, theme.quiet);
        }
    }
    further((before, after), canvas, (area, 2));
}

/// Writes from column `x` that parties stand left and right of those in view; a click goes there. Returns the column
/// after it.
pub fn further(
    (before, after): (usize, usize),
    canvas: &mut Canvas,
    (area, x): (Rect, u16),
) -> u16 {
    let style = canvas.theme.accent;
    let (left, between, right) = further_words(before, after);
    let to = |to| Target::Action(Action::Move(to));
    let x = canvas.write_for(area, (x, 0), &left, style, to(Move::Left));
    let x = canvas.write(area, (x, 0), between, style);
    canvas.write_for(area, (x, 0), &right, style, to(Move::Right))
}

/// What stands at the left, between, and at the right.
#[must_use]
pub(crate) fn further_words(before: usize, after: usize) -> (String, &'static str, String) {
    match (before, after) {
        (0, 0) => (String::new(), "", String::new()),
        (0, right) => (String::new(), "", format!("{right} more →")),
        (left, 0) => (format!("← {left} more"), "", String::new()),
        (left, right) => (format!("← {left}"), "   ", format!("{right} →")),
    }
}

/// The lines below the table; returns how many rows they take.
fn bottom(screen: &Compare, workshop: &Workshop, canvas: &mut Canvas, area: Rect) -> u16 {
    let theme = canvas.theme;
    let here = screen.row().map(|row| about_row(row, workshop));
    let here = here.unwrap_or_else(|| "Everything is said alike. Press d to see it.".to_owned());
    let here = wrap::wrapped(&here, area.width);
    let headline = wrap::wrapped(&screen.comparison().counts.headline(), area.width);
    let legend = legend(screen, area.width);
    let height = here.len() + headline.len() + legend.len();
    let height = u16::try_from(height).unwrap_or(u16::MAX);
    let height = height.min(area.height.saturating_sub(3));
    let place = Rect {
        y: area.y + area.height.saturating_sub(height),
        height,
        ..area
    };
    let said = here.iter().map(|line| (line, theme.text));
    let said = said.chain(headline.iter().map(|line| (line, theme.strong)));
    let said = said.chain(legend.iter().map(|line| (line, theme.quiet)));
    for (y, (line, style)) in (0..height).zip(said) {
        canvas.write(place, (0, y), line, style);
    }
    height
}

/// The highlighted row in a sentence.
fn about_row(row: &Row, workshop: &Workshop) -> String {
    let title = workshop
        .bank
        .question(&row.question)
        .map_or("", |q| q.title.as_str());
    match &row.farthest {
        Some((a, b)) => format!(
            "{title}: {}. Farthest apart: {} and {}.",
            row.word(),
            workshop.party_name(a),
            workshop.party_name(b)
        ),
        None => format!("{title}: {}.", row.word()),
    }
}

/// What the marks that occur stand for, in lines.
fn legend(screen: &Compare, width: u16) -> Vec<String> {
    let used = Class::ALL.into_iter().filter(|class| {
        screen
            .comparison()
            .rows
            .iter()
            .any(|r| r.class == Some(*class))
    });
    let words: Vec<String> = used
        .map(|class| format!("{} {}", class.mark(), class.word().replace(' ', "\u{a0}")))
        .collect();
    wrap::wrapped(&words.join("   "), width)
        .into_iter()
        .map(|line| line.replace('\u{a0}', " "))
        .collect()
}

/// Lines that the highlighted row may have beyond the others, where there is no room for all.
const OPENED: usize = 4;

/// The rows, and below them how they are arranged. Nothing is cut where there is room for all of it.
fn rows(screen: &Compare, sheet: &Sheet, canvas: &mut Canvas, area: Rect) {
    let rows = screen.rows();
    let room = usize::from(area.height.saturating_sub(1));
    let whole: Vec<usize> = rows.iter().map(|row| sheet.lines_of(row)).collect();
    let taken = |most: usize| whole.iter().map(|lines| (*lines).min(most)).sum::<usize>();
    let longest = whole.iter().copied().max().unwrap_or(1);
    let most = (2..=longest).rev().find(|most| taken(*most) <= room);
    let most = |at: usize| match most {
        Some(most) => most,
        // The highlighted row opens further than the others.
        None if at == screen.at() => 2 + OPENED,
        None => 2,
    };
    let height = |at: usize| {
        let lines = whole.get(at).copied().unwrap_or(1).min(most(at));
        u16::try_from(lines).unwrap_or(u16::MAX)
    };
    let all: usize = (0..rows.len()).map(|at| usize::from(height(at))).sum();
    let list = Rect {
        height: for_rows(all, area.height),
        ..area
    };
    for (at, place) in scroll::tall(screen.at(), rows.len(), height, canvas, list) {
        let Some(row) = rows.get(at) else { break };
        sheet.draw(row, &sheet.lay(row, most(at)), canvas, place);
        canvas.list_row(place, at == screen.at(), Target::open(at));
    }
    let lowest = down(area, area.height.saturating_sub(1));
    let quiet = canvas.theme.quiet;
    canvas.write(lowest, (2, 0), &arranged(screen), quiet);
}

/// How much of `height` the rows may take, which want `all` of it. The line below them has a place of its own, but for
/// where it stands beside the sign that more rows are out of view.
fn for_rows(all: usize, height: u16) -> u16 {
    height.saturating_sub(u16::from(all <= usize::from(height)))
}

/// Columns between what two parties say.
const GAP: u16 = 2;

impl Sheet<'_> {
    /// The lines that a row takes where nothing of it is cut.
    fn lines_of(&self, row: &Row) -> usize {
        usize::from(self.lay(row, usize::MAX).height())
    }

    /// Columns for what one party says.
    fn cell_width(&self) -> u16 {
        self.column.saturating_sub(GAP)
    }

    fn lay(&self, row: &Row, most: usize) -> Laid {
        let question = self.workshop.bank.question(&row.question).map(short);
        let question = question.as_ref();
        let title = question.map_or("", |q| q.title.as_str());
        let wide = self.width.saturating_sub(LEFT);
        let content = match (&row.grid, question) {
            (Some(grid), _) => {
                let style = if row.class == Some(Class::Same) {
                    self.theme.quiet
                } else {
                    self.theme.text
                };
                Content::Wide(kept(wrap::wrapped(&grid.words(), wide), most), style)
            }
            (None, Some(question)) if row.class == Some(Class::Same) => {
                let words = self.said_by_all(row, question);
                Content::Wide(kept(wrap::wrapped(&words, wide), most), self.theme.quiet)
            }
            // A cut text says less than none: the words have a page of their own.
            (None, Some(_)) if row.class.is_none() => {
                let words = self.who_wrote(row);
                Content::Wide(kept(wrap::wrapped(&words, wide), most), self.theme.text)
            }
            (None, Some(question)) => {
                let said = self.view.iter().filter_map(|at| row.positions.get(*at));
                Content::Cells(said.map(|p| self.cell(row, p, question, most)).collect())
            }
            (None, None) => Content::Cells(Vec::new()),
        };
        Laid {
            title: kept(wrap::wrapped(title, LEFT - 5), most),
            content,
        }
    }

    /// Who wrote own words, and where to read them whole.
    fn who_wrote(&self, row: &Row) -> String {
        let wrote = row.positions.iter().filter(|p| p.has_value());
        let names: Vec<String> = wrote.map(|p| self.workshop.party_name(&p.party)).collect();
        if names.is_empty() {
            "nobody wrote anything".to_owned()
        } else {
            format!("{} wrote; w shows it whole", names.join(", "))
        }
    }

    fn said_by_all(&self, row: &Row, question: &Question) -> String {
        let Some(position) = row.counting().next() else {
            return "-".to_owned();
        };
        let words = position.words(question, &self.workshop.setup.currency);
        match position.importance() {
            Some(weight) => format!("all say: {words} · {}", weight.word()),
            None => format!("all say: {words}"),
        }
    }

    fn cell(&self, row: &Row, position: &Position, question: &Question, most: usize) -> Cell {
        let said = |position: &Position| position.words(question, &self.workshop.setup.currency);
        let words = said(position);
        let others = || row.counting().filter(|p| p.party != position.party);
        let alike = position.counts && others().all(|p| said(p) == words);
        let own = party_style(self.workshop, &position.party, &self.theme)
            .remove_modifier(Modifier::BOLD);
        let same_weight = others().all(|p| p.importance() == position.importance());
        let quiet = self.theme.quiet;
        let weight = position.importance();
        let weight = weight.map_or_else(String::new, |weight| format!("· {}", weight.word()));
        let width = self.cell_width();
        let style = if alike || !position.counts || words == "-" {
            quiet
        } else {
            own
        };
        let weight_style = if same_weight || !position.counts {
            quiet
        } else {
            own.add_modifier(Modifier::BOLD)
        };
        Cell {
            lines: with_room_for(&weight, &words, width, most),
            style,
            weight,
            weight_style,
        }
    }

    fn draw(&self, row: &Row, laid: &Laid, canvas: &mut Canvas, place: Rect) {
        let theme = canvas.theme;
        let title = if row.class == Some(Class::Same) {
            theme.quiet
        } else {
            theme.strong
        };
        canvas.write(place, (2, 0), row.mark(), class_style(row.class, &theme));
        lines(canvas, place, 4, &laid.title, title);
        match &laid.content {
            Content::Wide(text, style) => lines(canvas, place, LEFT, text, *style),
            Content::Cells(cells) => {
                for (at, cell) in (0..).zip(cells) {
                    let column = Rect {
                        x: place.x + LEFT + at * self.column,
                        width: self.cell_width(),
                        ..place
                    };
                    lines(canvas, column, 0, &cell.lines, cell.style);
                    // Behind its own answer, so that nobody takes it for the next party's.
                    let last = cell.lines.last().map_or(0, |line| wrap::width(line));
                    let x = if last == 0 { 0 } else { last + 1 };
                    let y = u16::try_from(cell.lines.len()).unwrap_or(1);
                    let end = (x, y.saturating_sub(1));
                    canvas.write(column, end, &cell.weight, cell.weight_style);
                }
            }
        }
    }
}

/// The question with labels that leave out their explanation: `Curious. Looks around without a plan` is `Curious`.
fn short(question: &Question) -> Question {
    let mut short = Question {
        channel: None,
        signals: Vec::new(),
        cards: Vec::new(),
        ..question.clone()
    };
    for option in &mut short.options {
        if let Some((name, _)) = option.label.split_once(". ") {
            option.label = name.to_owned();
        }
    }
    short
}

fn lines(canvas: &mut Canvas, place: Rect, x: u16, text: &[String], style: Style) {
    for (y, line) in (0..).zip(text) {
        canvas.write(place, (x, y), line, style);
    }
}

/// At most `most` lines; a `…` at the end of the last says that something is missing.
fn kept(mut lines: Vec<String>, most: usize) -> Vec<String> {
    if lines.len() > most.max(1) {
        lines.truncate(most.max(1));
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

/// The text in at most `most` lines of `width` columns, with room for the weight at the right end of the last.
fn with_room_for(weight: &str, text: &str, width: u16, most: usize) -> Vec<String> {
    let mut lines = wrap::wrapped(text, width);
    lines.retain(|line| !line.is_empty());
    let room = if weight.is_empty() {
        width
    } else {
        width.saturating_sub(wrap::width(weight) + 1)
    };
    let fits = |line: &String| wrap::width(line) <= room;
    if lines.len() < most && !lines.last().is_some_and(fits) {
        lines.push(String::new());
    }
    let cut = lines.len() > most;
    lines.truncate(most);
    if let Some(last) = lines.last_mut() {
        if cut {
            *last = format!(
                "{}…",
                wrap::truncated(last, room.saturating_sub(1)).trim_end_matches('…')
            );
        } else {
            *last = wrap::truncated(last, room).into_owned();
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{for_rows, with_room_for};

    #[test]
    fn rows_that_fill_the_height_exactly_leave_the_last_line_to_what_stands_there() {
        assert_eq!(for_rows(9, 10), 9);
        assert_eq!(for_rows(10, 10), 9);
        assert_eq!(for_rows(11, 10), 10);
    }

    #[test]
    fn a_weight_has_room_on_the_last_line() {
        assert_eq!(with_room_for("must", "any", 12, 2), ["any"]);
        assert_eq!(
            with_room_for("must", "manager and up", 12, 2),
            ["manager and", "up"]
        );
        assert_eq!(with_room_for("must", "manager a", 12, 2), ["manager a", ""]);
        assert_eq!(
            with_room_for("must", "manager and someone above", 12, 2),
            ["manager and", "someo…"]
        );
        assert_eq!(with_room_for("", "manager and", 12, 1), ["manager and"]);
    }
}
