//! A form as data: rows with a label, a sentence of help, something to fill in, and what is wrong with it.

use crate::app::action::Move;
use crate::app::list::Cursor;
use crate::app::text::TextField;

/// One row of a form.
#[derive(Debug)]
pub struct Row {
    /// What is asked for.
    pub label: String,
    /// One sentence shown while the row is highlighted.
    pub help: String,
    /// What is filled in.
    pub input: Input,
    /// Why it cannot be taken as it stands; `None` where it can.
    pub fault: Option<String>,
}

/// What a row lets a person do.
#[expect(
    clippy::large_enum_variant,
    reason = "a form has few rows, most of them text"
)]
#[derive(Debug)]
pub enum Input {
    /// Type one line.
    Text(TextField),
    /// Choose one of several with the arrows.
    Pick {
        /// What can be chosen.
        options: Vec<String>,
        /// What is chosen, by place.
        at: usize,
    },
    /// Do something with Enter.
    Button,
    /// Open something with Enter; what stands in it so far.
    Open(String),
    /// Mark it or not, with the space bar.
    Mark(bool),
    /// Nothing: it is only read.
    Note(String),
}

impl Row {
    /// A row with a text field.
    #[must_use]
    pub fn text(label: impl Into<String>, help: impl Into<String>, text: &str) -> Self {
        let input = Input::Text(TextField::one_line(text));
        Self {
            label: label.into(),
            help: help.into(),
            input,
            fault: None,
        }
    }

    /// A row with a text field for whole sentences.
    #[must_use]
    pub fn prose(label: impl Into<String>, help: impl Into<String>, text: &str) -> Self {
        Self::with(label, help, Input::Text(TextField::prose(text)))
    }

    /// A row with a choice.
    #[must_use]
    pub fn pick(
        label: impl Into<String>,
        help: impl Into<String>,
        options: Vec<String>,
        at: usize,
    ) -> Self {
        let input = Input::Pick { options, at };
        Self {
            label: label.into(),
            help: help.into(),
            input,
            fault: None,
        }
    }

    /// A row that does something.
    #[must_use]
    pub fn button(label: impl Into<String>, help: impl Into<String>) -> Self {
        Self::with(label, help, Input::Button)
    }

    /// A row that opens something; `words`: what stands in it so far.
    #[must_use]
    pub fn open(
        label: impl Into<String>,
        help: impl Into<String>,
        words: impl Into<String>,
    ) -> Self {
        Self::with(label, help, Input::Open(words.into()))
    }

    /// A row that is marked or not.
    #[must_use]
    pub fn mark(label: impl Into<String>, help: impl Into<String>, marked: bool) -> Self {
        Self::with(label, help, Input::Mark(marked))
    }

    /// A row that is only read.
    #[must_use]
    pub fn note(
        label: impl Into<String>,
        help: impl Into<String>,
        words: impl Into<String>,
    ) -> Self {
        Self::with(label, help, Input::Note(words.into()))
    }

    fn with(label: impl Into<String>, help: impl Into<String>, input: Input) -> Self {
        Self {
            label: label.into(),
            help: help.into(),
            input,
            fault: None,
        }
    }

    /// What is typed, chosen, or stands there; empty for a button and a mark.
    #[must_use]
    pub fn value(&self) -> String {
        match &self.input {
            Input::Text(field) => field.text(),
            Input::Pick { options, at } => options.get(*at).cloned().unwrap_or_default(),
            Input::Open(words) | Input::Note(words) => words.clone(),
            Input::Button | Input::Mark(_) => String::new(),
        }
    }

    /// Whether the row is marked; false for a row that cannot be.
    #[must_use]
    pub fn is_marked(&self) -> bool {
        matches!(self.input, Input::Mark(true))
    }

    /// The place of what is chosen; 0 where nothing can be chosen.
    #[must_use]
    pub fn picked(&self) -> usize {
        match &self.input {
            Input::Pick { at, .. } => *at,
            Input::Text(_) | Input::Button | Input::Open(_) | Input::Mark(_) | Input::Note(_) => 0,
        }
    }
}

/// Rows, one of them highlighted.
#[derive(Debug, Default)]
pub struct Form {
    /// Top to bottom.
    pub rows: Vec<Row>,
    cursor: Cursor,
}

impl Form {
    /// A form with its first row highlighted.
    #[must_use]
    pub fn new(rows: Vec<Row>) -> Self {
        Self {
            rows,
            cursor: Cursor::default(),
        }
    }

    /// The highlighted row, counted from 0.
    #[must_use]
    pub fn at(&self) -> usize {
        self.cursor.at()
    }

    /// Highlights a row.
    pub fn go_to(&mut self, row: usize) {
        self.cursor = Cursor::on(row);
        self.cursor.keep_within(self.rows.len());
    }

    /// The highlighted row; `None` in an empty form.
    #[must_use]
    pub fn row(&self) -> Option<&Row> {
        self.rows.get(self.cursor.at())
    }

    /// Moves the highlight, or changes what is chosen. True when a choice changed.
    pub fn go(&mut self, to: Move) -> bool {
        match to {
            Move::Left | Move::Right => self.turn(to == Move::Right),
            _ => {
                self.cursor.go(to, self.rows.len());
                false
            }
        }
    }

    /// Takes the choice at this place of the highlighted row. True when another one was chosen before.
    pub fn pick(&mut self, wanted: usize) -> bool {
        match self.rows.get_mut(self.cursor.at()).map(|r| &mut r.input) {
            Some(Input::Pick { options, at }) if wanted < options.len() && *at != wanted => {
                *at = wanted;
                true
            }
            _ => false,
        }
    }

    fn turn(&mut self, next: bool) -> bool {
        match self.rows.get_mut(self.cursor.at()).map(|r| &mut r.input) {
            Some(Input::Pick { options, at }) if !options.is_empty() => {
                let count = options.len();
                *at = if next {
                    (*at + 1) % count
                } else {
                    (*at + count - 1) % count
                };
                true
            }
            _ => false,
        }
    }

    /// Marks the highlighted row, or takes its mark away. True when it can be marked.
    pub fn mark(&mut self) -> bool {
        match self.rows.get_mut(self.cursor.at()).map(|r| &mut r.input) {
            Some(Input::Mark(on)) => {
                *on = !*on;
                true
            }
            _ => false,
        }
    }

    /// Whether letters are typed into the highlighted row.
    #[must_use]
    pub fn takes_text(&self) -> bool {
        matches!(self.row().map(|r| &r.input), Some(Input::Text(_)))
    }

    /// The text field under the highlight, to be looked at.
    #[must_use]
    pub fn typing(&self) -> Option<&TextField> {
        match self.row().map(|r| &r.input) {
            Some(Input::Text(field)) => Some(field),
            _ => None,
        }
    }

    /// The text field under the highlight.
    pub fn field(&mut self) -> Option<&mut TextField> {
        match self.rows.get_mut(self.cursor.at()).map(|r| &mut r.input) {
            Some(Input::Text(field)) => Some(field),
            _ => None,
        }
    }

    /// Whether the highlighted row is the last one.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.cursor.at() + 1 >= self.rows.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_goes_round_and_a_text_does_not_move_sideways() {
        let options = vec!["a".to_owned(), "b".to_owned()];
        let mut form = Form::new(vec![
            Row::pick("Which", "", options, 0),
            Row::text("Name", "", "x"),
        ]);
        assert!(form.go(Move::Left));
        assert_eq!(form.rows[0].value(), "b");
        assert!(form.go(Move::Right));
        assert_eq!(form.rows[0].picked(), 0);
        form.go(Move::Down);
        assert!(form.takes_text() && !form.go(Move::Right) && form.is_last());
    }
}
