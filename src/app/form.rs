//! A form as data: rows with a label, a sentence of help, something to fill in, and what is wrong with it.

use jiff::civil::Date;

use crate::action::Move;
use crate::field::Field;
use crate::list::Cursor;
use crate::text::TextField;

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
    /// What was understood, where that reads otherwise than what is typed; `None` where it reads the same.
    pub understood: Option<String>,
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
    /// A row with the text field of a place.
    #[must_use]
    pub fn text(
        field: Field,
        label: impl Into<String>,
        help: impl Into<String>,
        text: &str,
    ) -> Self {
        Self::with(label, help, Input::Text(TextField::new(field, text)))
    }

    /// The same row, with words that are offered.
    #[must_use]
    pub fn offering(mut self, offers: Vec<String>) -> Self {
        if let Input::Text(field) = self.input {
            self.input = Input::Text(field.offering(offers));
        }
        self
    }

    /// A row with a choice.
    #[must_use]
    pub fn pick(
        label: impl Into<String>,
        help: impl Into<String>,
        options: Vec<String>,
        at: usize,
    ) -> Self {
        Self::with(label, help, Input::Pick { options, at })
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
            understood: None,
        }
    }

    /// Says what came of reading the row: why not, or what was understood, where that reads otherwise.
    pub fn judge(&mut self, read: Result<Option<String>, String>) {
        let typed = self.value();
        match read {
            Ok(understood) => {
                self.fault = None;
                self.understood = understood.filter(|words| *words != typed.trim());
            }
            Err(why) => {
                self.fault = Some(why);
                self.understood = None;
            }
        }
    }

    /// Says why the row cannot be taken, or what is understood. `today`: for days without a year; `None` where the row
    /// holds no days.
    pub(crate) fn judge_text(&mut self, fault: Option<String>, today: Option<Date>) {
        let understood = match &self.input {
            Input::Text(field) => field.place().understood(&field.text(), today),
            _ => None,
        };
        self.judge(fault.map_or(Ok(understood), Err));
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
    pub(crate) fn picked(&self) -> usize {
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

    /// What is said when the form is left while rows of it cannot be taken; `None` where all can.
    #[must_use]
    pub fn refused(&self) -> Option<String> {
        let faults = self.rows.iter().filter_map(|row| {
            let fault = row.fault.as_deref()?;
            Some((row.label.trim(), fault))
        });
        refused(&faults.collect::<Vec<_>>())
    }

    /// Whether the highlighted row is the last one.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.cursor.at() + 1 >= self.rows.len()
    }
}

/// What is said of rows that are left while they cannot be taken: each label with the reason. `None` without one.
#[must_use]
pub fn refused(faults: &[(&str, &str)]) -> Option<String> {
    match faults {
        [] => None,
        [(label, why)] => Some(format!("{label} stays as it was. {why}")),
        [rest @ .., (last, _)] => {
            let labels: Vec<&str> = rest.iter().map(|(label, _)| *label).collect();
            let whys: Vec<String> = faults
                .iter()
                .map(|(label, why)| format!("{label}: {why}"))
                .collect();
            Some(format!(
                "{} and {last} stay as they were. {}",
                labels.join(", "),
                whys.join(" ")
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_rows_that_are_refused_are_named() {
        let mut form = Form::new(vec![
            Row::text(Field::Company, "One", "", ""),
            Row::text(Field::Company, "Two", "", ""),
            Row::text(Field::Company, "Three", "", ""),
        ]);
        assert_eq!(form.refused(), None);
        form.rows[1].judge(Err("Too long.".to_owned()));
        let one = "Two stays as it was. Too long.";
        assert_eq!(form.refused().as_deref(), Some(one));
        form.rows[2].judge(Err("Too short.".to_owned()));
        let two = "Two and Three stay as they were. Two: Too long. Three: Too short.";
        assert_eq!(form.refused().as_deref(), Some(two));
    }

    #[test]
    fn a_choice_goes_round_and_a_text_does_not_move_sideways() {
        let options = vec!["a".to_owned(), "b".to_owned()];
        let mut form = Form::new(vec![
            Row::pick("Which", "", options, 0),
            Row::text(Field::Company, "Name", "", "x"),
        ]);
        assert!(form.go(Move::Left));
        assert_eq!(form.rows[0].value(), "b");
        assert!(form.go(Move::Right));
        assert_eq!(form.rows[0].picked(), 0);
        form.go(Move::Down);
        assert!(form.takes_text() && !form.go(Move::Right) && form.is_last());
    }
}
