//! Compare: all answers on the table. Own words first, then values that may be the same, then party beside party, the
//! farthest apart first.

mod act;
pub mod figures;
pub mod own_words;
pub mod pairs;
pub mod side;

use crate::action::CompareAction;
use crate::list::{Cursor, Scroll};
use crate::session::Session;
use leadpact_workshop::{Comparison, NotYet, Row, Workshop, compare};
use pairs::{Line, Pairs};

/// The top of the help page.
pub const ABOUT: &str = "All answers side by side, the farthest apart first. What all say alike is quiet; what differs \
    has a mark and the party's colour. A difference found here is one that would have cost leads later. \
    The facilitator's column is for reference: it never counts.";

/// The top of the help page of own words.
pub(crate) const ABOUT_WORDS: &str = "What each side wrote before it saw any list, whole and side by side. Let each side read \
    the other's words aloud, and ask what they mean. Nothing here is counted or classed.";

/// The top of the help page of values that may be the same.
pub(crate) const ABOUT_PAIRS: &str = "Words that parties wrote themselves and that may mean the same. Ask the room. What is one \
    thing is no difference: say which word stays and how the CRM writes it. What is two things is not asked again. \
    What was sealed stays as it was sealed; the log tells what you said here.";

/// The top of the help page of one question.
pub(crate) const ABOUT_SIDE: &str = "One question with everything that was said to it, in full. Words and values that not \
    everybody shares are marked. Ask those who differ why before you discuss who is right.";

/// The comparison on the screen.
#[derive(Debug)]
pub struct Compare {
    comparison: Comparison,
    /// Places of the columns that are shown: parties that sign, and whoever else put a sheet on the table.
    columns: Vec<usize>,
    cursor: Cursor,
    /// Whether rows stand in the order of their distance, else as asked.
    pub by_distance: bool,
    /// Whether rows that all said alike are left out.
    pub differences: bool,
    /// The first party that is shown, counted from 0 among [`Self::columns`].
    first: usize,
    /// Values that may be the same.
    pub pairs: Pairs,
    /// Whether the table has been in front: then it is where the way back leads.
    listed: bool,
    /// What is in front.
    pub face: Face,
    /// How far the text in front is scrolled.
    pub scroll: Scroll,
}

/// What is in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// A question in own words, by place among those.
    Words(usize),
    /// Values that may be the same.
    Pairs,
    /// One row for each question.
    Table,
    /// The highlighted question in full.
    Side,
}

/// Columns of the screen that marks and titles take beside the parties.
pub const LEFT: u16 = 22;
/// The fewest columns of the screen for one party.
const NARROWEST: u16 = 18;

/// How many parties fit side by side on a screen this wide; at least one.
#[must_use]
pub fn fitting(width: u16) -> usize {
    usize::from((width.saturating_sub(LEFT + 2) / NARROWEST).max(1))
}

impl Compare {
    /// The comparison of an open workshop: own words in front, until the first difference is settled.
    ///
    /// # Errors
    /// Before the reveal.
    pub fn open(session: &Session) -> Result<Self, NotYet> {
        let workshop = session.workshop();
        let comparison = compare(workshop)?;
        let columns = shown(&comparison, workshop);
        let mut screen = Self {
            comparison,
            columns,
            cursor: Cursor::default(),
            by_distance: true,
            differences: false,
            first: 0,
            pairs: Pairs::of(workshop),
            listed: false,
            face: Face::Words(0),
            scroll: Scroll::default(),
        };
        if !workshop.decisions.is_empty() {
            screen.show_table();
        } else if screen.words_row().is_none() {
            screen.after_words();
        }
        Ok(screen)
    }

    /// The page of values that may be the same; the first page where there are none.
    ///
    /// # Errors
    /// Before the reveal.
    pub(crate) fn at_pairs(session: &Session) -> Result<Self, NotYet> {
        let mut screen = Self::open(session)?;
        if !screen.pairs.lines().is_empty() {
            screen.face = Face::Pairs;
        }
        Ok(screen)
    }

    /// The whole comparison.
    #[must_use]
    pub fn comparison(&self) -> &Comparison {
        &self.comparison
    }

    /// The places of the columns in view on a screen this wide, and how many parties stand to the left and to the
    /// right of them.
    #[must_use]
    pub fn in_view(&self, width: u16) -> (Vec<usize>, usize, usize) {
        let first = self
            .first
            .min(self.columns.len().saturating_sub(fitting(width)));
        let view: Vec<usize> = self
            .columns
            .iter()
            .copied()
            .skip(first)
            .take(fitting(width))
            .collect();
        let after = self.columns.len() - first - view.len();
        (view, first, after)
    }

    /// Places of all columns that are shown, in view or not.
    #[must_use]
    pub fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// The rows in their order on the screen.
    #[must_use]
    pub fn rows(&self) -> Vec<&Row> {
        let rows = if self.by_distance {
            self.comparison.by_distance()
        } else {
            self.comparison.rows.iter().collect()
        };
        rows.into_iter()
            .filter(|row| !self.differences || row.differs())
            .collect()
    }

    /// The question in own words that is in front; `None` where none is.
    #[must_use]
    pub fn words_row(&self) -> Option<&Row> {
        match self.face {
            Face::Words(at) => self.comparison.own_words().get(at).copied(),
            Face::Pairs | Face::Table | Face::Side => None,
        }
    }

    /// The places of the texts in view on a screen this wide, and how many stand to the left and to the right.
    #[must_use]
    pub fn texts_in_view(&self, width: u16) -> (Vec<usize>, usize, usize) {
        let Some(row) = self.words_row() else {
            return (Vec::new(), 0, 0);
        };
        let all = own_words::columns(&self.comparison, &self.columns, row);
        let fit = own_words::fitting(width);
        let first = self.first.min(all.len().saturating_sub(fit));
        let view: Vec<usize> = all.iter().copied().skip(first).take(fit).collect();
        let after = all.len() - first - view.len();
        (view, first, after)
    }

    /// Brings a page to the front, from its top.
    fn turn_to(&mut self, face: Face) {
        self.face = face;
        self.scroll = Scroll::default();
    }

    fn show_table(&mut self) {
        self.listed = true;
        self.face = Face::Table;
    }

    /// On from own words: to the next question in own words, to pairs that nobody has answered, or to the table.
    fn after_words(&mut self) {
        let next = match self.face {
            Face::Words(at) => at + 1,
            Face::Pairs | Face::Table | Face::Side => 0,
        };
        if !self.listed && next < self.comparison.own_words().len() {
            self.turn_to(Face::Words(next));
        } else if self.pairs.open() > 0 && !self.listed {
            self.face = Face::Pairs;
        } else {
            self.show_table();
        }
    }

    /// The highlighted row, counted from 0.
    #[must_use]
    pub fn at(&self) -> usize {
        self.cursor.at()
    }

    /// The highlighted row; `None` where no row is shown.
    #[must_use]
    pub fn row(&self) -> Option<&Row> {
        self.rows().get(self.cursor.at()).copied()
    }

    fn goes_sideways(&self, width: u16) -> bool {
        match self.face {
            Face::Words(_) => {
                let (view, before, after) = self.texts_in_view(width);
                !view.is_empty() && before + after > 0
            }
            Face::Pairs => self.pairs.join().is_some_and(|j| !j.form.takes_text()),
            Face::Table | Face::Side => self.columns.len() > fitting(width),
        }
    }

    fn allows_own(&self, action: CompareAction) -> bool {
        let table = self.face == Face::Table;
        let in_list = self.face == Face::Pairs && self.pairs.join().is_none();
        let open = matches!(self.pairs.line(), Some(Line::Open(_)));
        match action {
            CompareAction::Agree => self.pairs.join().is_none(),
            CompareAction::Differences | CompareAction::Order => table,
            CompareAction::OwnWords => table && !self.comparison.own_words().is_empty(),
            CompareAction::Pairs => table && !self.pairs.lines().is_empty(),
            CompareAction::OneThing => {
                in_list && open || self.face == Face::Pairs && self.pairs.join().is_some()
            }
            CompareAction::TwoThings => in_list && open,
            CompareAction::AskAgain => in_list && !open && self.pairs.line().is_some(),
        }
    }
}

fn shown(comparison: &Comparison, workshop: &Workshop) -> Vec<usize> {
    let signs = |party: &str| {
        workshop
            .party(party)
            .is_some_and(leadpact_workshop::Party::signs)
    };
    comparison
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.sheets > 0 || signs(&column.party))
        .map(|(at, _)| at)
        .collect()
}
