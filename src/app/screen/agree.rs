//! Agree: one difference after another, until everything is settled or parked.

mod act;
mod answer;
mod page;
mod pick;
pub mod point;
pub mod preview;
mod same;
pub mod so_far;

use crate::action::AgreeAction;
use crate::answering::Answering;
use crate::list::Cursor;
use crate::session::Session;
use crate::shared::Shared;
use leadpact_workshop::{
    Comparison, Decision, NotYet, QuestionId, Resolution, Row, Workshop, compare,
};
use point::{Line, Point};
use so_far::SoFar;

/// The top of the help page.
pub const ABOUT: &str = "One difference at a time. Ask each side why, take a way out, and hear every party: it agrees, \
    can live with it, or objects and says why. What nobody can settle today is parked with an owner, a day, and what holds until then. \
    What was not taken is kept in the record. The paragraph at the bottom is the definition so far.";

/// Lines by which the definition below is scrolled.
const TEXT_STEP: isize = 3;

/// What the ways out mean, for the help page of one difference.
const WAYS: [&str; 9] = [
    "1, 2, ...: what that party said.",
    "o, either: whatever any party accepts.",
    "b, both: only what every party accepts.",
    "r, between: the middle of the positions.",
    "l, by stage: loose where points lead, strict where sales looks closer.",
    "c, pre-qualify: somebody learns it in a call, by email or with an assessment before hand-off.",
    "w, own words: write a new answer together.",
    "k, park: put it off, with an owner and a day.",
    "Must is an entry condition of the stage, strong and nice propose points, never closes the gate.",
];

/// The screen of the agree step.
#[derive(Debug)]
pub struct Agree {
    comparison: Comparison,
    /// Questions, the farthest apart first.
    order: Vec<usize>,
    /// What is in front.
    pub face: Face,
    /// The definition so far.
    pub so_far: SoFar,
    /// Points that somebody left before they could be put off: nobody was named to bring them back.
    drafts: Vec<(QuestionId, Decision)>,
}

/// What is in front.
#[derive(Debug)]
pub enum Face {
    /// All points with how they stand.
    List(Cursor),
    /// One point.
    Point(Box<Point>),
    /// The agreed answer of a part of a point, being changed.
    Answer(Box<Point>, usize, Box<Answering>),
}

/// A point that is being left: its question, whether its answer was in front, what to say, and what is kept of it.
type Left = (QuestionId, bool, String, Option<Decision>);

impl Agree {
    /// The next point that is not settled, or the list where all are.
    ///
    /// # Errors
    /// Before the reveal.
    pub fn open(session: &Session) -> Result<Self, NotYet> {
        let workshop = session.workshop();
        let comparison = compare(workshop)?;
        let place = |row: &Row| {
            comparison
                .rows
                .iter()
                .position(|r| r.question == row.question)
        };
        let order = comparison
            .to_settle()
            .into_iter()
            .filter_map(place)
            .collect();
        let mut screen = Self {
            comparison,
            order,
            face: Face::List(Cursor::default()),
            so_far: SoFar::of(session),
            drafts: Vec::new(),
        };
        let place = workshop.head.place.as_deref();
        let here = screen
            .rows()
            .iter()
            .position(|row| Some(row.question.as_str()) == place);
        let open = |at: &usize| screen.is_open(workshop, *at);
        if let Some(at) = here
            .filter(open)
            .or_else(|| screen.next_open(workshop, None))
        {
            screen.face = screen.point_at(workshop, at);
        }
        // Nobody has pressed a key yet: the last change says how late it is.
        let today = workshop
            .head
            .changed
            .to_zoned(jiff::tz::TimeZone::UTC)
            .date();
        screen.so_far.refresh(session, &screen.face, today);
        Ok(screen)
    }

    /// This point, settled or not; the next open one where no such question is asked.
    ///
    /// # Errors
    /// Before the reveal.
    pub(crate) fn at_question(question: &str, session: &Session) -> Result<Self, NotYet> {
        let mut screen = Self::open(session)?;
        let at = screen
            .rows()
            .iter()
            .position(|row| row.question == question);
        if let Some(at) = at {
            screen.face = screen.point_at(session.workshop(), at);
        }
        Ok(screen)
    }

    /// The comparison behind it.
    #[must_use]
    pub fn comparison(&self) -> &Comparison {
        &self.comparison
    }

    /// All rows, the farthest apart first.
    #[must_use]
    pub fn rows(&self) -> Vec<&Row> {
        self.order
            .iter()
            .filter_map(|at| self.comparison.rows.get(*at))
            .collect()
    }

    /// The row of the point in front; `None` in the list.
    #[must_use]
    pub fn row(&self) -> Option<&Row> {
        match &self.face {
            Face::List(_) => None,
            Face::Point(point) | Face::Answer(point, ..) => self.comparison.row(&point.question),
        }
    }

    /// How many points are done.
    #[must_use]
    pub fn done(&self, workshop: &Workshop) -> usize {
        let done = |row: &&Row| {
            workshop
                .decisions
                .get(&row.question)
                .is_some_and(|d| d.is_closed(workshop))
        };
        self.comparison.rows.iter().filter(done).count()
    }

    /// Points on which all said the same and that are not settled yet.
    #[must_use]
    pub fn same_to_settle(&self, workshop: &Workshop) -> usize {
        self.same(workshop).count()
    }

    fn same<'a>(&'a self, workshop: &'a Workshop) -> impl Iterator<Item = &'a Row> {
        self.comparison
            .rows
            .iter()
            .filter(|row| !row.differs() && !workshop.decisions.contains_key(&row.question))
    }

    fn is_open(&self, workshop: &Workshop, at: usize) -> bool {
        self.rows().get(at).is_some_and(|row| {
            !workshop
                .decisions
                .get(&row.question)
                .is_some_and(|d| d.is_closed(workshop))
        })
    }

    /// The next open point behind `after`, round the corner; points on which all said the same come last.
    fn next_open(&self, workshop: &Workshop, after: Option<usize>) -> Option<usize> {
        let count = self.order.len();
        let start = after.map_or(0, |at| at + 1);
        (0..count)
            .map(|n| (start + n) % count)
            .find(|at| Some(*at) != after && self.is_open(workshop, *at))
    }

    fn point_at(&self, workshop: &Workshop, at: usize) -> Face {
        match self.rows().get(at) {
            Some(row) => {
                let mut point = Point::open(workshop, row);
                let mut drafts = self.drafts.iter();
                let draft = drafts.find(|(question, _)| *question == row.question);
                if let Some((_, draft)) = draft.filter(|_| point.decision.is_none()) {
                    point.reload(Some(draft));
                    point.go_to_line(Line::Owner);
                }
                Face::Point(Box::new(point))
            }
            None => Face::List(Cursor::default()),
        }
    }

    /// The place of the point in front, or of the highlighted row, counted from 0.
    #[must_use]
    pub fn at(&self) -> usize {
        match &self.face {
            Face::List(cursor) => cursor.at(),
            Face::Point(point) | Face::Answer(point, ..) => self
                .rows()
                .iter()
                .position(|row| row.question == point.question)
                .unwrap_or(0),
        }
    }

    /// The resolution that an action stands for; `None` for other actions, and digits beyond the last party.
    #[must_use]
    pub(crate) fn resolution_of(&self, action: AgreeAction) -> Option<Resolution> {
        let take = |at: usize| {
            let column = self.comparison.columns.get(at)?;
            Some(Resolution::Take(column.party.clone()))
        };
        match action {
            AgreeAction::Take1 => take(0),
            AgreeAction::Take2 => take(1),
            AgreeAction::Take3 => take(2),
            AgreeAction::Take4 => take(3),
            AgreeAction::Take5 => take(4),
            AgreeAction::Take6 => take(5),
            AgreeAction::Take7 => take(6),
            AgreeAction::Take8 => take(7),
            AgreeAction::Take9 => take(8),
            AgreeAction::Either => Some(Resolution::Union),
            AgreeAction::Both => Some(Resolution::Intersection),
            AgreeAction::Between => Some(Resolution::Between),
            AgreeAction::ByStage => Some(Resolution::SplitByStage),
            AgreeAction::PreQualify => Some(Resolution::PreQualify),
            AgreeAction::OwnWords => Some(Resolution::OwnWords),
            AgreeAction::Park => Some(Resolution::Park),
            _ => None,
        }
    }

    /// The action that takes a way out; `None` where only the list of ways offers it.
    #[must_use]
    pub fn taking(&self, way: &Resolution) -> Option<AgreeAction> {
        let mut actions = AgreeAction::ALL.iter().copied();
        actions.find(|action| self.resolution_of(*action).as_ref() == Some(way))
    }

    /// What is lost sight of where the point in front is left now: its question, what to say, and what is kept of it.
    fn unfinished(&self) -> Option<Left> {
        let (point, words) = match &self.face {
            Face::List(_) => return None,
            Face::Point(point) => (point, point.refused()),
            Face::Answer(point, _, page) => (point, page.refused()),
        };
        let draft = point.decision.clone().filter(Decision::is_ownerless);
        let words = match draft {
            Some(_) => format!(
                "{} is not put off: nobody is named to bring it back. What you wrote waits there.",
                point.title()
            ),
            None => words?,
        };
        let inside = matches!(self.face, Face::Answer(..));
        Some((point.question.clone(), inside, words, draft))
    }

    /// Says so where the point was left, and keeps what was written on it.
    fn keep(&mut self, (question, inside, words, draft): Left, shared: &mut Shared) {
        let still = match &self.face {
            Face::List(_) => false,
            Face::Point(point) => !inside && point.question == question,
            Face::Answer(point, ..) => point.question == question,
        };
        if still && shared.go.is_none() {
            return;
        }
        shared.warn(words);
        self.drafts.retain(|(other, _)| *other != question);
        self.drafts.extend(draft.map(|draft| (question, draft)));
    }
}

/// Whether left and right change the highlighted line.
fn turns(point: &Point) -> bool {
    matches!(
        point.line(),
        Line::Matters(_)
            | Line::Stage(_)
            | Line::SeenKind(_)
            | Line::Form
            | Line::Until
            | Line::Voice(_)
    )
}
