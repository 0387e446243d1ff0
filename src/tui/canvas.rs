//! What views draw on: the picture, the theme, and a note of what can be clicked where.

#[cfg(test)]
pub(crate) mod ledger;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::clusters;
use crate::theme::Theme;
use crate::theme::mark;
use crate::widget::wrap;
use leadpact_app::action::Action;
pub use leadpact_app::click::Target;
use leadpact_app::field::Lines;
use leadpact_app::text::TextField;

/// Where the last picture can be clicked.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    clicks: Vec<(Rect, Target)>,
    /// Where the wheel has a meaning of its own: what it asks for up, and down.
    wheels: Vec<(Rect, (Action, Action))>,
}

impl Hits {
    /// What a click on this cell asks for. Of a row and a part of it, the part; of two alike, what was drawn last.
    #[must_use]
    pub fn at(&self, column: u16, row: u16) -> Option<Target> {
        let here = Position::new(column, row);
        let under = self.clicks.iter().rev();
        under
            .filter(|(area, _)| area.contains(here))
            .min_by_key(|(area, _)| area.area())
            .map(|(_, target)| *target)
    }

    /// Every part of the picture that can be clicked.
    #[cfg(test)]
    pub fn all(&self) -> impl Iterator<Item = (Rect, Target)> {
        self.clicks.iter().copied()
    }

    /// What the wheel asks for at this cell, up and down; `None`: what it does everywhere.
    #[must_use]
    pub(crate) fn wheel_at(&self, column: u16, row: u16) -> Option<(Action, Action)> {
        let here = Position::new(column, row);
        let mut wheels = self.wheels.iter().rev();
        wheels
            .find(|(area, _)| area.contains(here))
            .map(|(_, actions)| *actions)
    }
}

/// A picture being drawn. Whatever falls outside of it is dropped.
#[derive(Debug)]
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    /// The styles.
    pub theme: Theme,
    hits: Hits,
    cursor: Option<Position>,
}

impl<'a> Canvas<'a> {
    /// A canvas over this buffer.
    pub fn new(buffer: &'a mut Buffer, theme: Theme) -> Self {
        #[cfg(test)]
        ledger::clear();
        Self {
            buffer,
            theme,
            hits: Hits::default(),
            cursor: None,
        }
    }

    /// The whole picture.
    #[must_use]
    pub fn area(&self) -> Rect {
        self.buffer.area
    }

    /// What can be clicked, and where the terminal's cursor belongs.
    #[must_use]
    pub fn finish(self) -> (Hits, Option<Position>) {
        (self.hits, self.cursor)
    }

    /// Paints over `area` with spaces in this style.
    pub fn clear(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.buffer.area);
        for position in area.positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                cell.reset();
                cell.set_style(style);
            }
        }
    }

    /// Lays a style over whatever stands in `area`.
    pub(crate) fn tint(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.buffer.area);
        self.buffer.set_style(area, style);
    }

    /// Writes one line into the row `y` of `area`, from column `x` of it; too long text is cut with
    /// a `…`. Returns the column after the text, counted from the left of `area`.
    pub fn write(&mut self, area: Rect, (x, y): (u16, u16), text: &str, style: Style) -> u16 {
        let inside = area.intersection(self.buffer.area);
        if y >= inside.height || x >= inside.width {
            #[cfg(test)]
            ledger::note(ledger::Fate::Lost(text.to_owned()));
            return x;
        }
        let text = wrap::shown(text);
        #[cfg(test)]
        self.note(&text, (inside.x + x, inside.y + y), inside.width - x);
        let text = wrap::truncated(&text, inside.width - x);
        let (end, _) = self.buffer.set_stringn(
            inside.x + x,
            inside.y + y,
            &text,
            usize::from(inside.width - x),
            style,
        );
        end.saturating_sub(inside.x)
    }

    /// Writes one line as [`Self::write`] does, and notes that a click on it asks for `target`: what is drawn is what can
    /// be clicked.
    pub fn write_for(
        &mut self,
        area: Rect,
        (x, y): (u16, u16),
        text: &str,
        style: Style,
        target: Target,
    ) -> u16 {
        let end = self.write(area, (x, y), text, style);
        let inside = area.intersection(self.buffer.area);
        if end > x {
            let place = Rect {
                x: inside.x + x,
                y: inside.y + y,
                width: end - x,
                height: 1,
            };
            self.clickable(place, target);
        }
        end
    }

    /// Writes one line so that it ends at the right edge of `area`. Returns its first column.
    pub(crate) fn write_right(&mut self, area: Rect, y: u16, text: &str, style: Style) -> u16 {
        let x = area.width.saturating_sub(wrap::width(text));
        self.write(area, (x, y), text, style);
        x
    }

    /// Notes what becomes of a text that is written from this cell on, with so much room.
    #[cfg(test)]
    fn note(&self, text: &str, (x, y): (u16, u16), room: u16) {
        use ledger::Fate;
        let end = x + room.min(wrap::width(text));
        let under: String = (x..end)
            .filter_map(|x| Some(self.buffer.cell((x, y))?.symbol()))
            .collect();
        if under.contains(char::is_alphanumeric) {
            ledger::note(Fate::Over(under, text.to_owned()));
        }
        ledger::note(if wrap::width(text) > room {
            Fate::Cut(text.to_owned())
        } else {
            Fate::Whole(text.to_owned())
        });
    }

    /// Writes wrapped text from the top of `area`; where rows are missing, a `…` ends the last one. Returns the rows it
    /// took, at most its height.
    pub fn paragraph(&mut self, area: Rect, text: &str, style: Style) -> u16 {
        self.paragraph_pieces(area, &[(text, style)])
    }

    /// Writes pieces of one line after another, each in its style, from column `x` of row `y`.
    /// Returns the column after them.
    pub(crate) fn write_pieces(
        &mut self,
        area: Rect,
        (x, y): (u16, u16),
        pieces: &[wrap::Piece<Style>],
    ) -> u16 {
        pieces
            .iter()
            .fold(x, |x, (text, style)| self.write(area, (x, y), text, *style))
    }

    /// The same with words that differ in style.
    pub(crate) fn paragraph_pieces(&mut self, area: Rect, pieces: &[wrap::Piece<Style>]) -> u16 {
        let lines = wrap::wrapped_pieces(pieces, area.width);
        let cut = lines.len() > usize::from(area.height);
        #[cfg(test)]
        if cut {
            let whole: String = pieces.iter().map(|(text, _)| *text).collect();
            ledger::note(ledger::Fate::Cut(whole));
        }
        let mut rows = 0;
        for (y, line) in (0..area.height).zip(&lines) {
            let mut x = 0;
            for (text, style) in line {
                x = self.write(area, (x, y), text, *style);
            }
            rows = y + 1;
            if cut && rows == area.height {
                self.cut_off(area, (x, y));
            }
        }
        rows
    }

    /// Says behind the words of a row, which end before column `x`, that there is more.
    pub(crate) fn cut_off(&mut self, area: Rect, (x, y): (u16, u16)) {
        let style = self.theme.accent;
        let last = Rect {
            x: area.x + x.min(area.width.saturating_sub(1)),
            y: area.y + y,
            width: 1,
            height: 1,
        };
        self.clear(last, style);
        self.write(last, (0, 0), "…", style);
    }

    /// A line across row `y` of `area`.
    pub fn rule(&mut self, area: Rect, y: u16) {
        let line = "─".repeat(usize::from(area.width));
        let style = self.theme.line;
        self.write(area, (0, y), &line, style);
    }

    /// Draws a text field. With the focus it has the terminal's cursor.
    pub fn field(&mut self, area: Rect, field: &TextField, focus: bool) {
        let area = area.intersection(self.buffer.area);
        if area.is_empty() {
            return;
        }
        if focus {
            let style = self.theme.field;
            self.clear(area, style);
            field.area().render(area, self.buffer);
            self.cursor = cursor_in(field, area);
            return;
        }
        let style = self.theme.text;
        match field.lines() {
            Lines::One | Lines::Prose => {
                self.write(area, (0, 0), &field.text(), style);
            }
            Lines::Many => {
                self.paragraph(area, &field.text(), style);
            }
        }
    }

    /// Draws one of ratatui's own widgets.
    pub fn render(&mut self, widget: impl Widget, area: Rect) {
        let area = area.intersection(self.buffer.area);
        if !area.is_empty() {
            widget.render(area, self.buffer);
        }
    }

    /// Points at a row that is highlighted, whose words are written already.
    pub fn point_at(&mut self, place: Rect) {
        self.write(place, (0, 0), mark::POINTER, self.theme.accent);
        self.tint(place, self.theme.selected);
    }

    /// Makes a row of a list of what is written there: it is pointed at where it is highlighted, and can be clicked.
    pub fn list_row(&mut self, place: Rect, highlighted: bool, target: Target) {
        if highlighted {
            self.point_at(place);
        }
        self.clickable(place, target);
    }

    /// Notes that a click into `area` asks for `target`.
    pub(crate) fn clickable(&mut self, area: Rect, target: Target) {
        self.hits.clicks.push((area, target));
    }

    /// Notes what the wheel asks for over `area`: up, and down.
    pub fn wheel(&mut self, area: Rect, actions: (Action, Action)) {
        self.hits.wheels.push((area, actions));
    }

    /// Forgets what can be clicked and typed into so far: something was laid over it.
    pub fn cover(&mut self) {
        #[cfg(test)]
        ledger::clear();
        self.hits = Hits::default();
        self.cursor = None;
    }
}

/// The cell of the cursor of a field that was just drawn into `area`.
fn cursor_in(field: &TextField, area: Rect) -> Option<Position> {
    let cursor = field.area().screen_cursor();
    let (top, left) = field.area().scroll_offset();
    let row = u16::try_from(cursor.row).ok()?.checked_sub(top)?;
    let apart = u16::try_from(cursor.col).ok()?.checked_sub(left)?;
    let column = clusters::columns(&field.before_cursor(), apart);
    let position = Position::new(area.x.saturating_add(column), area.y.saturating_add(row));
    area.contains(position).then_some(position)
}
