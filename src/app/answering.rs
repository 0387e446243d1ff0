//! One question as lines that can be highlighted, and the response as it is being given.

mod edit;
mod pick;
pub mod shown;

use indexmap::IndexMap;

pub use pick::OBSERVED;

use crate::action::Move;
use crate::condition::draft::NewField;
use crate::field::Field;
use crate::list::Cursor;
use crate::text::TextField;
use leadpact_definition::condition::Condition;
use leadpact_definition::golden::NO_STAGE;
use leadpact_workshop::compare::{own_values, shown_by_anybody};
use leadpact_workshop::number::amount;
use leadpact_workshop::written::amount::number as read_number;
use leadpact_workshop::{
    Answer, Importance, Kind, Observation, Question, QuestionId, Rating, Response, Workshop,
};
use shown::Showing;

/// One line that can be highlighted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// An option of the question, by place.
    Value(usize),
    /// A value the party wrote itself, by place among its own.
    OwnValue(usize),
    /// How a record shows the case in own words at this place.
    Shown(usize),
    /// Where an own value is written.
    Own,
    /// The lower end of a range.
    From,
    /// The upper end of a range.
    To,
    /// Free text.
    Words,
    /// A signal or a lead card, by place.
    Item(usize),
    /// Every value is fine.
    Any,
    /// Nobody here knows.
    DontKnow,
    /// How much it matters.
    Matters,
    /// Field, event or person.
    SeenKind,
    /// Its name.
    SeenWords,
    /// Why.
    Because,
}

/// A column of a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What it is in the file.
    pub id: String,
    /// Its heading.
    pub label: String,
}

/// One question being answered.
#[derive(Debug)]
pub struct Answering {
    /// Which question.
    pub question: QuestionId,
    pub(super) kind: Kind,
    /// The values that may be marked, in order.
    pub(super) options: Vec<String>,
    /// The signals or cards, in order.
    pub(super) items: Vec<String>,
    /// Values beside the options: those the page came with and those written on it. Unmarked, they stay.
    own: Vec<String>,
    /// The columns of a grid.
    pub columns: Vec<Column>,
    criterion: bool,
    /// Whether it is asked how much the answer matters.
    weighed: bool,
    /// Whether values can be ruled out.
    pub(super) takes_never: bool,
    /// The response as it stands.
    pub response: Response,
    committed: Response,
    lines: Vec<Line>,
    cursor: Cursor,
    /// The highlighted column of a grid.
    pub column: usize,
    /// Text of the field on a line.
    pub(super) fields: Fields,
    /// Line on which letters were typed last, and the response before them.
    run: Option<(usize, Response)>,
    /// How a record shows a case in own words, being said.
    pub(super) showing: Option<Showing>,
    /// What is known of how a record shows cases, marked or not: by case.
    pub(super) known: IndexMap<String, Condition>,
    /// A field that the bank has to have for it.
    pub(super) new_field: Option<NewField>,
}

/// The text fields of one question.
#[derive(Debug)]
pub(super) struct Fields {
    pub words: TextField,
    pub own: TextField,
    pub from: TextField,
    pub to: TextField,
    pub seen: TextField,
    pub because: TextField,
}

impl Answering {
    /// The question with the response given so far; the first line is highlighted.
    #[must_use]
    pub fn new(question: &Question, response: Response, workshop: &Workshop) -> Self {
        let (items, columns) = match question.kind {
            Kind::Signals => (
                question.signals.iter().map(|s| s.id.clone()).collect(),
                Rating::ALL
                    .iter()
                    .map(|r| Column {
                        id: r.id().to_owned(),
                        label: r.short().to_owned(),
                    })
                    .collect(),
            ),
            Kind::Cards => (
                question.cards.iter().map(|c| c.id.clone()).collect(),
                stage_columns(workshop),
            ),
            _ => (Vec::new(), Vec::new()),
        };
        let fields = Fields::of(&response);
        let mut page = Self {
            question: question.id.clone(),
            kind: question.kind,
            options: question.options.iter().map(|o| o.id.clone()).collect(),
            items,
            own: Vec::new(),
            columns,
            criterion: question.is_criterion(),
            weighed: question.asks_importance(),
            takes_never: question.takes_never(),
            committed: response.clone(),
            response,
            lines: Vec::new(),
            cursor: Cursor::default(),
            column: 0,
            fields,
            run: None,
            showing: None,
            known: IndexMap::new(),
            new_field: None,
        };
        page.lay_out();
        page.highlight_marked();
        page
    }

    /// Highlights the first line that says something already, so that whoever comes back sees it.
    fn highlight_marked(&mut self) {
        let marked = |line: &Line| match line {
            Line::Value(_) | Line::OwnValue(_) | Line::Any | Line::DontKnow => {
                self.is_marked(*line)
            }
            _ => false,
        };
        let first_open = |line: &Line| match line {
            Line::Item(at) => self.rated(*at).is_none(),
            _ => false,
        };
        let wanted = self
            .lines
            .iter()
            .position(marked)
            .or_else(|| self.lines.iter().position(first_open));
        if let Some(at) = wanted {
            self.cursor = Cursor::on(at);
        }
    }

    /// The question with the answer alone: importance, observation and reason are said elsewhere. What any party wrote
    /// itself is offered to all.
    #[must_use]
    pub(crate) fn answer_only(
        question: &Question,
        response: Response,
        workshop: &Workshop,
    ) -> Self {
        let response = question.in_staying_words(response);
        let mut page = Self::new(question, response, workshop);
        for offered in own_values(workshop, question) {
            if let Some(when) = shown_by_anybody(workshop, question, &offered) {
                page.known.insert(offered.clone(), when);
            }
            let key = question.same_spelling(&offered);
            if !page.own.iter().any(|v| question.same_spelling(v) == key) {
                page.own.push(offered);
            }
        }
        page.criterion = false;
        page.lay_out();
        page
    }

    /// The lines, top to bottom.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The highlighted line.
    #[must_use]
    pub fn line(&self) -> Line {
        self.lines
            .get(self.cursor.at())
            .copied()
            .unwrap_or(Line::Because)
    }

    /// The highlighted line, counted from 0.
    #[must_use]
    pub fn at(&self) -> usize {
        self.cursor.at()
    }

    /// Values that are no options, marked or not, in the order in which they came.
    #[must_use]
    pub fn own_values(&self) -> &[String] {
        &self.own
    }

    /// Takes over own values that the response names or excludes and that have no line yet.
    fn keep_own(&mut self) {
        let values = match &self.response.answer {
            Some(Answer::Values(values) | Answer::Order(values)) => values.as_slice(),
            _ => &[],
        };
        for value in values.iter().chain(&self.response.never) {
            let known = self.options.contains(value) || self.own.contains(value);
            if !known && !value.trim().is_empty() {
                self.own.push(value.clone());
            }
        }
    }

    pub(super) fn lay_out(&mut self) {
        self.keep_own();
        let mut lines = Vec::new();
        let values = (0..self.options.len()).map(Line::Value);
        match self.kind {
            Kind::OwnWords | Kind::Tags => lines.push(Line::Words),
            Kind::Choice | Kind::One | Kind::Order => {
                lines.extend(values);
                lines.extend((0..self.own_values().len()).map(Line::OwnValue));
                lines.push(Line::Own);
                lines.push(Line::Any);
                lines.push(Line::DontKnow);
            }
            Kind::Level => {
                lines.push(Line::Any);
                lines.extend(values);
                lines.push(Line::DontKnow);
            }
            Kind::YesNo => {
                lines.extend([Line::Value(0), Line::Value(1), Line::Any, Line::DontKnow]);
            }
            Kind::NotALead | Kind::AlreadyOurs => {
                lines.extend(values);
                for at in 0..self.own.len() {
                    lines.push(Line::OwnValue(at));
                    if self.is_marked(Line::OwnValue(at)) {
                        lines.push(Line::Shown(at));
                    }
                }
                lines.push(Line::Own);
            }
            Kind::Range => lines.extend([Line::From, Line::To, Line::Any, Line::DontKnow]),
            Kind::Signals | Kind::Cards => lines.extend((0..self.items.len()).map(Line::Item)),
        }
        if matches!(self.kind, Kind::OwnWords | Kind::Tags) {
            lines.push(Line::DontKnow);
        }
        if self.criterion {
            let any = matches!(self.response.answer, Some(Answer::Any));
            if self.weighed && !any {
                lines.push(Line::Matters);
            }
            if self.response.importance == Some(Importance::Must) {
                lines.extend([Line::SeenKind, Line::SeenWords]);
            }
            lines.push(Line::Because);
        }
        self.lines = lines;
        self.cursor.keep_within(self.lines.len());
    }

    /// The row of a line, counted from 0; beyond the last where there is no such line.
    #[must_use]
    pub fn row_of(&self, line: Line) -> usize {
        let row = self.lines.iter().position(|other| *other == line);
        row.unwrap_or(self.lines.len())
    }

    /// Moves the highlight; a tab goes to the next part of the question.
    pub fn go(&mut self, to: Move) {
        self.run = None;
        match to {
            // Free text of its own has no other part, only what stands below it.
            Move::NextField if self.line() == Line::Words => self.down(),
            Move::NextField => self.next_part(true),
            Move::PreviousField => self.next_part(false),
            _ => self.cursor.go(to, self.lines.len()),
        }
    }

    /// Highlights a line.
    pub fn go_to(&mut self, line: usize) {
        self.run = None;
        self.cursor = Cursor::on(line);
        self.cursor.keep_within(self.lines.len());
    }

    /// The highlighted row of what is in front: of the rows that say how a record shows a case, where they are open.
    #[must_use]
    pub fn row(&self) -> usize {
        self.editor()
            .map_or_else(|| self.at(), crate::condition::Editor::at)
    }

    /// Highlights a row of what is in front.
    pub fn point(&mut self, row: usize) {
        match &mut self.showing {
            Some(showing) => showing.editor.point(row),
            None => self.go_to(row),
        }
    }

    pub(super) fn highlight(&mut self, wanted: Line) {
        if let Some(at) = self.lines.iter().position(|l| *l == wanted) {
            self.go_to(at);
        }
    }

    /// One line down.
    pub fn down(&mut self) {
        self.cursor.go(Move::Down, self.lines.len());
    }

    pub(super) fn is_last_line(&self) -> bool {
        self.cursor.at() + 1 >= self.lines.len()
    }

    fn next_part(&mut self, forth: bool) {
        let part = |line: &Line| match line {
            Line::Matters => 1,
            Line::SeenKind => 2,
            Line::SeenWords => 3,
            Line::Because => 4,
            _ => 0,
        };
        let here = part(&self.line());
        let first_of = |p: usize| self.lines.iter().position(|l| part(l) == p);
        let target = if forth {
            (here + 1..=4).find_map(first_of).or_else(|| first_of(0))
        } else {
            (0..here)
                .rev()
                .find_map(first_of)
                .or_else(|| (1..=4).rev().find_map(first_of))
        };
        if let Some(at) = target {
            self.cursor = Cursor::on(at);
        }
    }

    /// The response, if it differs from what the workshop holds; counts as committed then.
    pub(crate) fn changed(&mut self) -> Option<Response> {
        if self.response == self.committed {
            return None;
        }
        self.committed = self.response.clone();
        Some(self.response.clone())
    }

    /// The text field under the highlight.
    pub fn field(&mut self) -> Option<&mut TextField> {
        let line = self.line();
        match &mut self.showing {
            Some(showing) => showing.editor.field(),
            None => self.fields.on_mut(line),
        }
    }

    /// The text field under the highlight, to be looked at.
    #[must_use]
    pub fn typing(&self) -> Option<&TextField> {
        match self.editor() {
            Some(editor) => editor.typing(),
            None => self.fields.on(self.line()),
        }
    }

    /// The text field on a line, for drawing.
    #[must_use]
    pub fn field_on(&self, line: Line) -> Option<&TextField> {
        self.fields.on(line)
    }

    /// Takes over what was typed: the whole text of the line, as if it were typed into the response that stood there
    /// when the typing began. True when it began with this letter.
    pub(crate) fn take_typed(&mut self) -> bool {
        let (at, line) = (self.cursor.at(), self.line());
        let begins = self.run.as_ref().is_none_or(|(on, _)| *on != at);
        let before = match self.run.take() {
            Some((_, before)) if !begins => before,
            _ => self.response.clone(),
        };
        self.response = before.clone();
        self.committed = before.clone();
        self.run = Some((at, before));
        self.take_text(line);
        begins
    }

    /// What is said when the question is left while a line of it cannot be taken; `None` where all can.
    #[must_use]
    pub(crate) fn refused(&self) -> Option<String> {
        let faults = [("From", Line::From), ("To", Line::To)].map(|(label, line)| {
            let fault = self.fault(line).filter(|_| self.lines.contains(&line));
            fault.map(|fault| (label, fault))
        });
        let faults: Vec<(&str, &str)> = faults
            .iter()
            .flatten()
            .map(|(label, fault)| (*label, fault.as_str()))
            .collect();
        crate::form::refused(&faults)
    }
}

/// The stages a card may be sorted into, *not a lead* first.
fn stage_columns(workshop: &Workshop) -> Vec<Column> {
    let none = Column {
        id: NO_STAGE.to_owned(),
        label: "not a lead".to_owned(),
    };
    let stages = workshop.stages.iter().map(|s| Column {
        id: s.id.clone(),
        label: s.name.clone(),
    });
    std::iter::once(none).chain(stages).collect()
}

/// A number as it stands in a field: with a comma between thousands where that says all of it.
fn number_written(number: f64) -> String {
    let written = amount(number);
    if read_number(&written) == Some(number) {
        written
    } else {
        number.to_string()
    }
}

impl Fields {
    fn of(response: &Response) -> Self {
        let range = match response.answer {
            Some(Answer::Range(range)) => range,
            _ => leadpact_workshop::Range::default(),
        };
        let number = |field, n: Option<f64>| {
            TextField::new(field, &n.map(number_written).unwrap_or_default())
        };
        let words = match &response.answer {
            Some(Answer::Text(text)) => text.as_str(),
            _ => "",
        };
        let seen = match &response.observed_by {
            Some(Observation::Field(w) | Observation::Event(w) | Observation::Person(w)) => {
                w.as_str()
            }
            None => "",
        };
        Self {
            words: TextField::new(Field::SheetWords, words),
            own: TextField::new(Field::SheetOwn, ""),
            from: number(Field::SheetFrom, range.from),
            to: number(Field::SheetTo, range.to),
            seen: TextField::new(Field::SheetSeen, seen),
            because: TextField::new(Field::SheetBecause, &response.because),
        }
    }

    fn on(&self, line: Line) -> Option<&TextField> {
        match line {
            Line::Words => Some(&self.words),
            Line::Own => Some(&self.own),
            Line::From => Some(&self.from),
            Line::To => Some(&self.to),
            Line::SeenWords => Some(&self.seen),
            Line::Because => Some(&self.because),
            _ => None,
        }
    }

    fn on_mut(&mut self, line: Line) -> Option<&mut TextField> {
        match line {
            Line::Words => Some(&mut self.words),
            Line::Own => Some(&mut self.own),
            Line::From => Some(&mut self.from),
            Line::To => Some(&mut self.to),
            Line::SeenWords => Some(&mut self.seen),
            Line::Because => Some(&mut self.because),
            _ => None,
        }
    }
}
