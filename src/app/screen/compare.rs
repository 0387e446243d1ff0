//! Compare: all answers on the table, party beside party, the farthest apart first.

pub mod figures;
pub mod side;

use crate::actions;
use crate::app::Shared;
use crate::app::action::{Action, General, Move};
use crate::app::heading::Heading;
use crate::app::list::Cursor;
use crate::app::message::Effect;
use crate::app::scope::Scope;
use crate::app::session::Session;
use crate::workshop::{Comparison, NotYet, Row, Step, Workshop, compare};

/// The top of the help page.
pub const ABOUT: &str = "All answers side by side, the farthest apart first. What all say alike is quiet; what differs \
    has a mark and the party's colour. A difference found here is one that would have cost leads later. \
    The facilitator's column is for reference: it never counts.";

/// The top of the help page of one question.
pub const ABOUT_SIDE: &str = "One question with everything that was said to it, in full. Words and values that not \
    everybody shares are marked. Ask those who differ why before you discuss who is right.";

actions! {
    /// What can be asked for while comparing.
    pub enum CompareAction {
        /// Show only what differs, or everything.
        Differences,
        /// Order by distance, or as asked.
        Order,
        /// Settle the differences, one after another.
        Agree,
    }
}

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
    /// What is in front.
    pub face: Face,
}

/// The table, or one question of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// One row for each question.
    Table,
    /// The highlighted question in full, scrolled by this many rows. Drawing stops at the last page by itself.
    Side(u16),
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
    /// The comparison of an open workshop.
    ///
    /// # Errors
    /// Before the reveal.
    pub fn open(session: &Session) -> Result<Self, NotYet> {
        let workshop = session.workshop();
        let comparison = compare(workshop)?;
        let columns = shown(&comparison, workshop);
        Ok(Self {
            comparison,
            columns,
            cursor: Cursor::default(),
            by_distance: true,
            differences: false,
            first: 0,
            face: Face::Table,
        })
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

    /// Where its keys go.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self.face {
            Face::Table => Scope::Compare,
            Face::Side(_) => Scope::SideBySide,
        }
    }

    /// What the header says.
    #[must_use]
    pub fn heading(&self, shared: &Shared) -> Heading {
        let counts = &self.comparison.counts;
        let tally = format!(
            "{} of {} differ",
            counts.to_talk_about(),
            self.comparison.rows.len()
        );
        Heading {
            tally,
            ..shared.workshop_heading()
        }
    }

    /// The top of the help page.
    #[must_use]
    pub fn about(&self) -> &'static str {
        match self.face {
            Face::Table => ABOUT,
            Face::Side(_) => ABOUT_SIDE,
        }
    }

    /// The figures behind the highlighted question.
    #[must_use]
    pub fn figures(&self, shared: &Shared) -> Vec<String> {
        let (Some(session), Some(row)) = (&shared.session, self.row()) else {
            return Vec::new();
        };
        let workshop = session.workshop();
        let title = workshop
            .bank
            .question(&row.question)
            .map_or("", |q| q.title.as_str());
        let mut lines = vec![format!("{title}: {}.", row.word())];
        lines.extend(figures::figures(row, |party| workshop.party_name(party)));
        lines
    }

    /// Whether this can be done right now.
    #[must_use]
    pub fn allows(&self, action: Action, shared: &Shared) -> bool {
        let session = shared.session.as_ref();
        match action {
            Action::General(General::Undo) => session.is_some_and(Session::can_undo),
            Action::General(General::Redo) => session.is_some_and(Session::can_redo),
            Action::General(General::Choose) => self.face == Face::Table && self.row().is_some(),
            Action::Move(Move::Left | Move::Right) => {
                self.columns.len() > fitting(shared.size.width)
            }
            Action::General(_)
            | Action::Move(_)
            | Action::Step(_)
            | Action::Save(_)
            | Action::Compare(CompareAction::Agree) => true,
            Action::Compare(_) => self.face == Face::Table,
            _ => false,
        }
    }

    /// Answers an action.
    pub fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        match action {
            Action::Move(to) => self.go(to, shared.size.width),
            Action::General(General::Choose) => self.face = Face::Side(0),
            Action::General(General::Back) => match self.face {
                Face::Side(_) => self.face = Face::Table,
                Face::Table => return shared.go_home(),
            },
            Action::General(General::Undo) => self.travel(shared, false),
            Action::General(General::Redo) => self.travel(shared, true),
            Action::Compare(CompareAction::Differences) => {
                let keep = self.row().map(|row| row.question.clone());
                self.differences = !self.differences;
                self.highlight(keep.as_deref());
            }
            Action::Compare(CompareAction::Order) => {
                let keep = self.row().map(|row| row.question.clone());
                self.by_distance = !self.by_distance;
                self.highlight(keep.as_deref());
            }
            Action::Compare(CompareAction::Agree) => shared.enter(Step::Agree),
            _ => {}
        }
        Vec::new()
    }

    fn go(&mut self, to: Move, width: u16) {
        match (self.face, to) {
            (_, Move::Left) => self.first = self.first.min(self.most_left(width)).saturating_sub(1),
            (_, Move::Right) => self.first = (self.first + 1).min(self.most_left(width)),
            (Face::Table, to) => self.cursor.go(to, self.rows().len()),
            (Face::Side(_), Move::NextField | Move::PreviousField) => {
                let before = self.cursor.at();
                self.cursor.go(to, self.rows().len());
                if self.cursor.at() != before {
                    self.face = Face::Side(0);
                }
            }
            (Face::Side(scroll), to) => {
                self.face = Face::Side(match to {
                    Move::Up => scroll.saturating_sub(1),
                    Move::Down => scroll.saturating_add(1),
                    Move::PageUp => scroll.saturating_sub(10),
                    Move::PageDown => scroll.saturating_add(10),
                    Move::First => 0,
                    _ => scroll,
                });
            }
        }
    }

    fn most_left(&self, width: u16) -> usize {
        self.columns.len().saturating_sub(fitting(width))
    }

    fn highlight(&mut self, question: Option<&str>) {
        let rows = self.rows();
        let at = rows
            .iter()
            .position(|row| Some(row.question.as_str()) == question);
        let count = rows.len();
        self.cursor = Cursor::on(at.unwrap_or(0));
        self.cursor.keep_within(count);
    }

    fn travel(&mut self, shared: &mut Shared, forth: bool) {
        shared.travel(forth);
        let Some(session) = &shared.session else {
            return;
        };
        if let Ok(comparison) = compare(session.workshop()) {
            let keep = self.row().map(|row| row.question.clone());
            self.columns = shown(&comparison, session.workshop());
            self.comparison = comparison;
            self.highlight(keep.as_deref());
        }
    }

    /// A row was clicked: the first click highlights, the second opens.
    pub fn point(&mut self, row: usize) {
        let Face::Table = self.face else {
            return;
        };
        if self.cursor.at() == row {
            self.face = Face::Side(0);
        } else {
            self.cursor = Cursor::on(row);
            self.cursor.keep_within(self.rows().len());
        }
    }
}

/// Why a step that needs the answers cannot be entered yet.
#[must_use]
pub fn closed(step: Step, why: &NotYet) -> String {
    let word = step.word();
    if why.still_to_seal.is_empty() {
        format!(
            "{word} opens when the answers are on the table. Everybody has sealed: press v to show them."
        )
    } else {
        let missing = why.still_to_seal.join(", ");
        format!("{word} opens when all parties have sealed. Still to seal: {missing}.")
    }
}

fn shown(comparison: &Comparison, workshop: &Workshop) -> Vec<usize> {
    let signs = |party: &str| {
        workshop
            .party(party)
            .is_some_and(crate::workshop::Party::signs)
    };
    comparison
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.sheets > 0 || signs(&column.party))
        .map(|(at, _)| at)
        .collect()
}
