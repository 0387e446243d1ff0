//! What keys do to the response of a page.

use crate::action::SheetAction;
use indexmap::IndexMap;

use super::{Answering, Line};
use leadpact_workshop::written::amount;
use leadpact_workshop::{Answer, Importance, Kind, Observation, Range, Rating};

impl Answering {
    /// Whether the highlighted line is a value that can be ruled out.
    #[must_use]
    pub(crate) fn can_be_never(&self) -> bool {
        self.takes_never && matches!(self.line(), Line::Value(_) | Line::OwnValue(_))
    }

    /// Whether the highlighted line can be marked.
    #[must_use]
    pub(crate) fn can_be_marked(&self) -> bool {
        matches!(
            self.line(),
            Line::Value(_)
                | Line::OwnValue(_)
                | Line::Any
                | Line::DontKnow
                | Line::Item(_)
                | Line::Matters
        )
    }

    /// The column that a digit stands for; `None` beyond the last, and outside a grid or the importance row.
    #[must_use]
    pub fn column_of(&self, digit: SheetAction) -> Option<usize> {
        let at = match digit {
            SheetAction::Rate1 => 0,
            SheetAction::Rate2 => 1,
            SheetAction::Rate3 => 2,
            SheetAction::Rate4 => 3,
            SheetAction::Rate5 => 4,
            SheetAction::Rate6 => 5,
            SheetAction::Rate7 => 6,
            SheetAction::Rate8 => 7,
            SheetAction::Rate9 => 8,
            _ => return None,
        };
        (matches!(self.line(), Line::Item(_)) && at < self.columns.len()).then_some(at)
    }

    /// Enter: takes what is highlighted and goes on. True when the question is done.
    pub(crate) fn enter(&mut self) -> bool {
        match self.line() {
            Line::Value(_) | Line::OwnValue(_) | Line::Any | Line::DontKnow => {
                // Of several values, Enter takes the highlighted one only while none is marked.
                if !self.takes_several()
                    || matches!(self.line(), Line::Any | Line::DontKnow)
                    || !self.response.is_answered()
                {
                    self.set_mark(true);
                }
                self.leave_answer()
            }
            Line::Own => {
                if self.fields.own.text().trim().is_empty() {
                    return self.leave_answer();
                }
                self.add_own();
                false
            }
            Line::To | Line::Words => self.leave_answer(),
            Line::Item(_) => {
                self.rate(self.column);
                let done = self.is_last_line();
                self.down();
                done
            }
            Line::Matters => {
                if self.response.importance == Some(Importance::Must) {
                    self.highlight(Line::SeenKind);
                    return false;
                }
                true
            }
            Line::From | Line::SeenKind | Line::SeenWords | Line::Shown(_) => {
                self.down();
                false
            }
            Line::Because => true,
        }
    }

    fn leave_answer(&mut self) -> bool {
        let matters = self.lines().contains(&Line::Matters);
        if matters {
            self.highlight(Line::Matters);
        }
        !matters
    }

    fn takes_several(&self) -> bool {
        matches!(
            self.kind,
            Kind::Choice | Kind::Order | Kind::NotALead | Kind::AlreadyOurs
        )
    }

    /// Whether the highlighted line is one of several values that may be marked together.
    #[must_use]
    pub fn marks_several(&self) -> bool {
        self.takes_several()
    }

    /// Space: marks or unmarks the highlighted value.
    pub(crate) fn mark(&mut self) {
        match self.line() {
            Line::Item(_) => self.rate(self.column),
            Line::Matters => self.sideways(true),
            _ => self.set_mark(false),
        }
    }

    /// Marks the highlighted value; `keep` leaves one that is marked already as it is.
    fn set_mark(&mut self, keep: bool) {
        let marked = self.is_marked(self.line());
        if marked && keep {
            return;
        }
        let answer = match self.line() {
            Line::Any => Some(Answer::Any),
            Line::DontKnow => Some(Answer::DontKnow),
            // Yes comes first; neither is a value of the question.
            Line::Value(at) if self.kind == Kind::YesNo => Some(Answer::Is(at == 0)),
            Line::Value(_) | Line::OwnValue(_) => match self.value_on(self.line()) {
                Some(value) => return self.mark_value(value, marked),
                None => return,
            },
            _ => return,
        };
        self.response.answer = if marked { None } else { answer };
        if self.response.answer == Some(Answer::Any) {
            // What does not matter has no importance.
            self.response.importance = None;
            self.response.observed_by = None;
            self.fields.seen.set("");
        }
        self.clear_fields_of_answer();
        self.lay_out();
    }

    fn mark_value(&mut self, value: String, marked: bool) {
        self.response.never.retain(|n| *n != value);
        self.response.answer = match self.kind {
            Kind::Choice | Kind::Order | Kind::NotALead | Kind::AlreadyOurs => {
                let mut values = match self.response.answer.take() {
                    Some(Answer::Values(v) | Answer::Order(v)) => v,
                    _ => Vec::new(),
                };
                if marked {
                    values.retain(|v| *v != value);
                    if let Some(when) = self.response.shown_by.shift_remove(&value) {
                        self.known.insert(value, when);
                    }
                } else {
                    if let Some(when) = self.known.get(&value) {
                        self.response.shown_by.insert(value.clone(), when.clone());
                    }
                    values.push(value);
                }
                let several = if self.kind == Kind::Order {
                    Answer::Order
                } else {
                    Answer::Values
                };
                (!values.is_empty()).then(|| several(values))
            }
            _ if marked => None,
            Kind::Level => Some(Answer::AtLeast(value)),
            _ => Some(Answer::Values(vec![value])),
        };
        self.lay_out();
    }

    /// The value that a line stands for, as it is kept in the answer.
    #[must_use]
    pub fn value_on(&self, line: Line) -> Option<String> {
        match line {
            Line::Value(at) => self.options.get(at).cloned(),
            Line::OwnValue(at) => self.own_values().get(at).cloned(),
            _ => None,
        }
    }

    /// Whether the answer says what this line says.
    #[must_use]
    pub fn is_marked(&self, line: Line) -> bool {
        match (line, &self.response.answer) {
            (Line::Any, Some(Answer::Any)) | (Line::DontKnow, Some(Answer::DontKnow)) => true,
            (Line::Value(at), Some(Answer::Is(yes))) => (at == 0) == *yes,
            (Line::Value(_) | Line::OwnValue(_), Some(answer)) => {
                let value = self.value_on(line);
                match answer {
                    Answer::Values(v) | Answer::Order(v) => value.is_some_and(|x| v.contains(&x)),
                    Answer::AtLeast(level) => value.as_ref() == Some(level),
                    _ => false,
                }
            }
            _ => false,
        }
    }

    /// Whether the value on this line is ruled out.
    #[must_use]
    pub fn is_never(&self, line: Line) -> bool {
        self.value_on(line)
            .is_some_and(|v| self.response.never.contains(&v))
    }

    /// Whether the highlighted value has a place among others that can be changed.
    #[must_use]
    pub(crate) fn can_be_moved(&self, earlier: bool) -> bool {
        let Some(Answer::Order(values)) = &self.response.answer else {
            return false;
        };
        match self.place_of(self.line()) {
            Some(place) if earlier => place > 1,
            Some(place) => place < values.len(),
            None => false,
        }
    }

    /// K and J: the highlighted step comes one earlier or one later.
    pub(crate) fn move_step(&mut self, earlier: bool) {
        if !self.can_be_moved(earlier) {
            return;
        }
        let place = self.place_of(self.line());
        if let (Some(Answer::Order(values)), Some(place)) = (&mut self.response.answer, place) {
            let at = place - 1;
            values.swap(at, if earlier { at - 1 } else { at + 1 });
        }
    }

    /// Its place in an answer that has an order, counted from 1.
    #[must_use]
    pub fn place_of(&self, line: Line) -> Option<usize> {
        let value = self.value_on(line)?;
        match &self.response.answer {
            Some(Answer::Order(values)) => values.iter().position(|v| *v == value).map(|at| at + 1),
            _ => None,
        }
    }

    /// The column marked for a signal or a card; `None` before it is.
    #[must_use]
    pub fn rated(&self, item: usize) -> Option<usize> {
        let id = self.items.get(item)?;
        match &self.response.answer {
            Some(Answer::Ratings(ratings)) => {
                let rating = ratings.get(id)?;
                Rating::ALL.iter().position(|r| r == rating)
            }
            Some(Answer::Cards(cards)) => {
                let stage = cards.get(id)?;
                self.columns.iter().position(|c| c.id == *stage)
            }
            _ => None,
        }
    }

    /// X: rules the highlighted value out, or allows it again.
    pub(crate) fn never(&mut self) {
        let Some(value) = self.value_on(self.line()) else {
            return;
        };
        if self.response.never.contains(&value) {
            self.response.never.retain(|n| *n != value);
            return;
        }
        if self.is_marked(self.line()) {
            self.set_mark(false);
        }
        self.response.never.push(value);
    }

    /// Rates the highlighted signal, or sorts the highlighted card.
    pub(crate) fn rate(&mut self, column: usize) {
        let (Line::Item(item), Some(to)) = (self.line(), self.columns.get(column)) else {
            return;
        };
        let Some(id) = self.items.get(item).cloned() else {
            return;
        };
        self.column = column;
        let answer = self.response.answer.take();
        self.response.answer = Some(if self.kind == Kind::Signals {
            let mut ratings = match answer {
                Some(Answer::Ratings(r)) => r,
                _ => IndexMap::new(),
            };
            if let Some(rating) = Rating::ALL.get(column) {
                ratings.insert(id, *rating);
            }
            Answer::Ratings(ratings)
        } else {
            let mut cards = match answer {
                Some(Answer::Cards(c)) => c,
                _ => IndexMap::new(),
            };
            cards.insert(id, to.id.clone());
            Answer::Cards(cards)
        });
    }

    /// Whether left and right do something on the highlighted line.
    pub(crate) fn goes_sideways(&self) -> bool {
        matches!(self.line(), Line::Item(_) | Line::Matters | Line::SeenKind)
    }

    /// Left and right: the column of a grid, how much it matters, how it would be seen.
    pub(crate) fn sideways(&mut self, right: bool) {
        match self.line() {
            Line::Item(_) => {
                let last = self.columns.len().saturating_sub(1);
                self.column = if right {
                    (self.column + 1).min(last)
                } else {
                    self.column.saturating_sub(1)
                };
            }
            Line::Matters => {
                let at = Importance::ALL
                    .iter()
                    .position(|i| Some(*i) == self.response.importance);
                let to = match (at, right) {
                    (None, _) => 0,
                    (Some(at), true) => (at + 1).min(3),
                    (Some(at), false) => at.saturating_sub(1),
                };
                self.response.importance = Importance::ALL.get(to).copied();
                self.lay_out();
            }
            Line::SeenKind => {
                let words = self.fields.seen.text();
                self.response.observed_by = Some(match (&self.response.observed_by, right) {
                    (None | Some(Observation::Person(_)), true)
                    | (Some(Observation::Event(_)), false) => Observation::Field(words),
                    (Some(Observation::Field(_)), true) | (Some(Observation::Person(_)), false) => {
                        Observation::Event(words)
                    }
                    (Some(Observation::Event(_)), true)
                    | (Some(Observation::Field(_)) | None, false) => Observation::Person(words),
                });
            }
            _ => {}
        }
    }

    /// An own value is written down as one more value.
    fn add_own(&mut self) {
        let value = self.fields.own.text().trim().to_owned();
        let written = value.clone();
        self.fields.own.set("");
        if self.kind == Kind::One {
            self.response.answer = Some(Answer::Values(vec![value]));
        } else {
            let mut values = match self.response.answer.take() {
                Some(Answer::Values(v) | Answer::Order(v)) => v,
                _ => Vec::new(),
            };
            if !values.contains(&value) {
                values.push(value);
            }
            let several = if self.kind == Kind::Order {
                Answer::Order
            } else {
                Answer::Values
            };
            self.response.answer = Some(several(values));
        }
        self.lay_out();
        self.highlight(Line::Own);
        if self.kind.is_list_of_cases() {
            // Right there: how would the CRM show it? Down goes on to another.
            let at = self.own_values().iter().position(|own| *own == written);
            self.highlight(at.map_or(Line::Own, Line::Shown));
        }
    }

    /// What was typed on a line becomes part of the response.
    pub(super) fn take_text(&mut self, line: Line) {
        match line {
            Line::Words => {
                let text = self.fields.words.text();
                self.response.answer = (!text.trim().is_empty()).then_some(Answer::Text(text));
            }
            Line::From | Line::To => self.take_range(line),
            Line::SeenWords => {
                let words = self.fields.seen.text();
                self.response.observed_by = match self.response.observed_by.take() {
                    Some(Observation::Event(_)) => Some(Observation::Event(words)),
                    Some(Observation::Person(_)) => Some(Observation::Person(words)),
                    Some(Observation::Field(_)) | None if words.is_empty() => None,
                    Some(Observation::Field(_)) | None => Some(Observation::Field(words)),
                };
            }
            Line::Because => self.response.because = self.fields.because.text(),
            _ => {}
        }
    }

    /// What the number on a line is understood as, where that reads otherwise.
    #[must_use]
    pub fn understood(&self, line: Line) -> Option<String> {
        let field = self.field_on(line)?;
        let text = field.text();
        let words = field.place().understood(&text, None);
        words.filter(|words| *words != text.trim())
    }

    /// Takes the ends of a range that can be taken; the others stay as they are.
    fn take_range(&mut self, line: Line) {
        let before = self.range();
        let mut range = Range {
            from: end(&self.fields.from.text()).unwrap_or(before.from),
            to: end(&self.fields.to.text()).unwrap_or(before.to),
        };
        if is_reversed(range) && line == Line::From {
            range.from = before.from;
        } else if is_reversed(range) {
            range.to = before.to;
        }
        if range != before {
            let said = range.from.is_some() || range.to.is_some();
            self.response.answer = said.then_some(Answer::Range(range));
        }
    }

    /// The range of the answer; open at both ends where it is none.
    fn range(&self) -> Range {
        match self.response.answer {
            Some(Answer::Range(range)) => range,
            _ => Range::default(),
        }
    }

    /// Why a number line cannot be taken as it stands; `None` where it can.
    #[must_use]
    pub fn fault(&self, line: Line) -> Option<String> {
        let (text, taken) = match line {
            Line::From => (self.fields.from.text(), self.range().from),
            Line::To => (self.fields.to.text(), self.range().to),
            _ => return None,
        };
        match end(&text) {
            Err(why) => Some(why),
            Ok(typed) if typed != taken => Some("From is more than to.".to_owned()),
            Ok(_) => None,
        }
    }

    fn clear_fields_of_answer(&mut self) {
        self.fields.words.set("");
        self.fields.from.set("");
        self.fields.to.set("");
    }
}

/// The end of a range: open where nothing is written.
///
/// # Errors
/// In words, why what is written is no number.
fn end(text: &str) -> Result<Option<f64>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    amount::read(text).map(Some)
}

fn is_reversed(range: Range) -> bool {
    matches!((range.from, range.to), (Some(from), Some(to)) if from > to)
}
