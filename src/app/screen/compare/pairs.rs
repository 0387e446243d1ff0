//! Values that may be the same: the room says so, or says that they are two things, before they count as a difference.

use crate::field::Field;
use crate::form::{Form, Input, Row};
use crate::list::Cursor;
use leadpact_workshop::compare::{MaybeSame, Written, maybe_same};
use leadpact_workshop::{Change, Question, QuestionId, SameWord, Workshop};

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Nobody has answered yet.
    Open(MaybeSame),
    /// Called one thing.
    Same(QuestionId, SameWord),
    /// Called two things.
    Apart(QuestionId, [String; 2]),
}

/// The list, or the form that says which word stays.
#[derive(Debug, Default)]
pub struct Pairs {
    lines: Vec<Line>,
    cursor: Cursor,
    join: Option<Join>,
}

/// Two values becoming one.
#[derive(Debug)]
pub struct Join {
    /// The two.
    pub pair: MaybeSame,
    /// Which word stays, and how a record writes it.
    pub form: Form,
    /// The spellings as they were proposed.
    proposed: String,
}

/// The row of a wording that is neither of the two.
const WORDING: usize = 1;

impl Pairs {
    /// The pairs of a workshop whose answers are on the table.
    #[must_use]
    pub fn of(workshop: &Workshop) -> Self {
        let mut pairs = Self::default();
        pairs.refresh(workshop);
        pairs
    }

    /// Takes over what the workshop holds; the highlight stays, or goes to the next open pair.
    pub(crate) fn refresh(&mut self, workshop: &Workshop) {
        let open = maybe_same(workshop).unwrap_or_default();
        self.lines = open.into_iter().map(Line::Open).collect();
        for question in &workshop.bank.questions {
            let words = &question.same_words;
            let id = || question.id.clone();
            let same = words.same.iter().map(|w| Line::Same(id(), w.clone()));
            let apart = words.apart.iter().map(|p| Line::Apart(id(), p.clone()));
            self.lines.extend(same.chain(apart));
        }
        self.cursor.keep_within(self.lines.len());
        if !matches!(self.line(), Some(Line::Open(_))) && self.open() > 0 {
            self.cursor = Cursor::on(self.open() - 1);
        }
    }

    /// Open pairs first, then what was answered.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// How many pairs nobody has answered yet.
    #[must_use]
    pub fn open(&self) -> usize {
        let open = self.lines.iter().filter(|l| matches!(l, Line::Open(_)));
        open.count()
    }

    /// The highlighted line; `None` in an empty list.
    #[must_use]
    pub fn line(&self) -> Option<&Line> {
        self.lines.get(self.cursor.at())
    }

    /// Its place, counted from 0.
    #[must_use]
    pub fn at(&self) -> usize {
        self.cursor.at()
    }

    /// The form in front; `None` while the list is.
    #[must_use]
    pub fn join(&self) -> Option<&Join> {
        self.join.as_ref()
    }

    /// The form in front, to be changed.
    pub fn form(&mut self) -> Option<&mut Form> {
        self.join.as_mut().map(|join| &mut join.form)
    }

    /// Moves the highlight of the list, or in the form.
    pub fn go(&mut self, to: crate::action::Move) {
        match &mut self.join {
            None => self.cursor.go(to, self.lines.len()),
            Some(join) => {
                if join.form.go(to) {
                    join.lay_out();
                }
            }
        }
    }

    /// The highlighted line of the list, or row of the form.
    #[must_use]
    pub fn row(&self) -> usize {
        self.join
            .as_ref()
            .map_or_else(|| self.at(), |join| join.form.at())
    }

    /// Takes a choice of the highlighted row of the form.
    pub fn pick(&mut self, at: usize) {
        if let Some(join) = &mut self.join
            && join.form.pick(at)
        {
            join.lay_out();
        }
    }

    /// Highlights a line of the list, or a row of the form.
    pub fn go_to(&mut self, row: usize) {
        match &mut self.join {
            None => {
                self.cursor = Cursor::on(row);
                self.cursor.keep_within(self.lines.len());
            }
            Some(join) => join.form.go_to(row),
        }
    }

    /// Opens the form for the highlighted pair.
    pub fn begin(&mut self, workshop: &Workshop) {
        if let Some(Line::Open(pair)) = self.line().cloned()
            && let Some(question) = workshop.bank.question(&pair.question)
        {
            self.join = Some(Join::new(question, pair));
        }
    }

    /// The words of the form's field have changed.
    pub fn typed(&mut self) {
        if let Some(join) = &mut self.join {
            join.typed();
        }
    }

    /// Leaves the form; nothing is said then.
    pub fn leave(&mut self) {
        self.join = None;
    }

    /// What calling the highlighted pair two things changes; `None` where it is answered.
    #[must_use]
    pub fn parted(&self, workshop: &Workshop) -> Option<Change> {
        let Some(Line::Open(pair)) = self.line() else {
            return None;
        };
        let question = workshop.bank.question(&pair.question)?;
        Some(Change::SameWords {
            question: question.id.clone(),
            words: question.parted(&pair.one.value, &pair.other.value),
        })
    }

    /// What opening the highlighted answer again changes; `None` where nothing was answered.
    #[must_use]
    pub(crate) fn reopened(&self, workshop: &Workshop) -> Option<Change> {
        let (id, keep_same, keep_apart): (&QuestionId, _, _) = match self.line()? {
            Line::Open(_) => return None,
            Line::Same(id, word) => (id, Some(word), None),
            Line::Apart(id, pair) => (id, None, Some(pair)),
        };
        let mut words = workshop.bank.question(id)?.same_words.clone();
        words.same.retain(|w| Some(w) != keep_same);
        words.apart.retain(|p| Some(p) != keep_apart);
        Some(Change::SameWords {
            question: id.clone(),
            words,
        })
    }

    /// What the form changes; `None` where it still lacks something, which it then says.
    pub fn joined(&mut self, workshop: &Workshop) -> Option<Change> {
        let join = self.join.as_mut()?;
        let question = workshop.bank.question(&join.pair.question)?;
        let (stays, cells) = join.said(question)?;
        Some(Change::SameWords {
            question: question.id.clone(),
            words: question.joined(&join.pair.one.value, &join.pair.other.value, &stays, cells),
        })
    }
}

impl Join {
    fn new(question: &Question, pair: MaybeSame) -> Self {
        let own = |w: &&Written| !w.option;
        let mut cells: Vec<String> = Vec::new();
        for written in [&pair.one, &pair.other].into_iter().filter(own) {
            for cell in question.spellings(&written.value) {
                if !cells.contains(&cell) {
                    cells.push(cell);
                }
            }
        }
        let proposed = listed(&cells);
        let options = [
            pair.one.label.clone(),
            pair.other.label.clone(),
            "another wording".to_owned(),
        ];
        let help = if pair.other.option {
            "Beside the option's own spellings; commas between them, or semicolons."
        } else {
            "As an export of leads spells it; commas between them, or semicolons."
        };
        // The option is known to the rules already.
        let stays = usize::from(pair.other.option);
        let form = Form::new(vec![
            Row::pick(
                "Which word stays",
                "The agreement and the rules say it so. What was sealed stays as it is.",
                options.to_vec(),
                stays,
            ),
            Row::text(Field::PairCells, "In the CRM", help, &proposed),
        ]);
        Self {
            pair,
            form,
            proposed,
        }
    }

    /// A third wording has a row of its own while it is chosen.
    fn lay_out(&mut self) {
        let third = self.form.rows.first().is_some_and(|row| row.picked() == 2);
        let there = self.form.rows.len() > 2;
        if third && !there {
            let help = "The word that stands for both from now on.";
            self.form.rows.insert(
                WORDING,
                Row::text(Field::PairWording, "The wording", help, ""),
            );
        } else if !third && there {
            self.form.rows.remove(WORDING);
        }
    }

    /// The word that stays and the spellings; `None` where the wording is missing, which the form says.
    fn said(&mut self, question: &Question) -> Option<(String, Vec<String>)> {
        let picked = self.form.rows.first().map_or(0, Row::picked);
        let wording = self.form.rows.get(WORDING).map(Row::value);
        let stays = match picked {
            0 => self.pair.one.value.clone(),
            1 => self.pair.other.value.clone(),
            _ => wording.unwrap_or_default().trim().to_owned(),
        };
        if stays.is_empty() {
            if let Some(row) = self.form.rows.get_mut(WORDING) {
                row.fault = Some("Write the word, or choose one of the two above.".to_owned());
            }
            self.form.go_to(WORDING);
            return None;
        }
        // An option that was written out is that option.
        let key = question.same_spelling(&stays);
        let stays = if question.option(&key).is_some() {
            key
        } else {
            stays
        };
        let typed = self.form.rows.last().map(Row::value).unwrap_or_default();
        let known = [&self.pair.one, &self.pair.other]
            .iter()
            .any(|w| question.same_word(&w.value).is_some());
        let cells = if typed == self.proposed && !known {
            Vec::new()
        } else {
            spellings(&typed)
        };
        Some((stays, cells))
    }

    /// The fault of the wording goes once something is typed.
    fn typed(&mut self) {
        for row in &mut self.form.rows {
            if matches!(row.input, Input::Text(_)) {
                row.fault = None;
            }
        }
    }
}

/// Spellings on one line: commas between them, semicolons where one of them holds a comma.
fn listed(cells: &[String]) -> String {
    let between = if cells.iter().any(|c| c.contains(',')) {
        "; "
    } else {
        ", "
    };
    cells.join(between)
}

/// The spellings on a line, each once: semicolons part them where there is one, else commas.
fn spellings(line: &str) -> Vec<String> {
    let sign = if line.contains(';') { ';' } else { ',' };
    let mut found: Vec<String> = Vec::new();
    for cell in line.split(sign).map(str::trim) {
        if !cell.is_empty() && !found.iter().any(|f| f == cell) {
            found.push(cell.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{listed, spellings};

    #[test]
    fn spellings_are_parted_by_commas_or_by_semicolons() {
        assert_eq!(spellings(" Hotels,inns , Hotels,"), ["Hotels", "inns"]);
        assert_eq!(
            spellings("Leisure, travel; Inns"),
            ["Leisure, travel", "Inns"]
        );
        let cells = ["Leisure, travel".to_owned(), "Inns".to_owned()];
        assert_eq!(spellings(&listed(&cells)), cells);
    }
}
