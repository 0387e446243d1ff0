//! The definition so far, and what the point in front changes in it: computed once for each highlight and revision.

use jiff::civil::Date;

use crate::list::Scroll;
use crate::popup::plain;
use crate::screen::agree::Face;
use crate::screen::agree::point::{Line, Point};
use crate::session::Session;
use leadpact_workshop::compare::{Run, changed};
use leadpact_workshop::paragraph::paragraph;
use leadpact_workshop::{Decision, QuestionId, Workshop};

/// What the text shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// The definition as it stands.
    AsItStands,
    /// The definition as the highlighted way would make it; false: it changes nothing.
    Way(bool),
    /// The definition as it stands, lit where the point in front is in it; false: it is nowhere.
    Point(bool),
}

/// The definition so far.
#[derive(Debug)]
pub struct SoFar {
    revision: u64,
    /// The day on which a parked point is taken to be parked.
    today: Date,
    /// The point in front and its highlighted way.
    about: About,
    /// As it stands.
    text: String,
    /// What is shown; words that the point in front brings in are not `shared`.
    pub runs: Vec<Run>,
    /// What that is.
    pub shows: Shows,
    /// How far it is scrolled.
    pub scroll: Scroll,
    /// A copy of the workshop to try ways on; `None` until one is tried.
    copy: Option<Box<Workshop>>,
}

/// The point in front, and the way that is highlighted before one is taken.
type About = Option<(QuestionId, Option<usize>)>;

impl SoFar {
    /// The definition of the open workshop.
    #[must_use]
    pub fn of(session: &Session) -> Self {
        let text = paragraph(session.workshop());
        Self {
            revision: session.revision(),
            today: Date::default(),
            about: None,
            runs: plain(&text),
            text,
            shows: Shows::AsItStands,
            scroll: Scroll::default(),
            copy: None,
        }
    }

    /// What it is called when it is read as a whole.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self.shows {
            Shows::Way(true) => "The definition with this way: ‹what it changes›",
            Shows::Point(true) => "The definition so far: ‹what this point brings›",
            Shows::AsItStands | Shows::Way(false) | Shows::Point(false) => "The definition so far",
        }
    }

    /// Follows the workshop and the highlight.
    pub(crate) fn refresh(&mut self, session: &Session, face: &Face, today: Date) {
        let about = about(face);
        let same = session.revision() == self.revision;
        if same && about == self.about && today == self.today {
            return;
        }
        self.today = today;
        if !same {
            self.revision = session.revision();
            self.text = paragraph(session.workshop());
            self.copy = None;
        }
        self.about = about;
        self.scroll = Scroll::default();
        (self.runs, self.shows) = match face {
            Face::List(_) => (plain(&self.text), Shows::AsItStands),
            Face::Point(point) | Face::Answer(point, ..) => self.with_point(session, point, today),
        };
    }

    fn with_point(&mut self, session: &Session, point: &Point, today: Date) -> (Vec<Run>, Shows) {
        if let (None, Line::Option(at)) = (&point.decision, point.line())
            && let Some(way) = point.proposal(at, today)
        {
            let after = self.tried(session, &point.question, Some(way));
            let new = changed(&self.text, &after);
            let changes = after != self.text;
            return (new, Shows::Way(changes));
        }
        if session.workshop().decisions.contains_key(&point.question) {
            let without = self.tried(session, &point.question, None);
            let new = changed(&without, &self.text);
            return (new, Shows::Point(without != self.text));
        }
        (plain(&self.text), Shows::AsItStands)
    }

    /// The definition with another decision on a question; `None`: with none.
    fn tried(
        &mut self,
        session: &Session,
        question: &QuestionId,
        decision: Option<Decision>,
    ) -> String {
        let copy = self
            .copy
            .get_or_insert_with(|| Box::new(session.workshop().clone()));
        let known = match decision {
            Some(decision) => copy.decisions.insert(question.clone(), decision),
            // The others keep their places.
            None => copy
                .decisions
                .get_mut(question)
                .map(|d| std::mem::replace(d, nothing(d))),
        };
        let text = paragraph(copy);
        match known {
            Some(known) => {
                copy.decisions.insert(question.clone(), known);
            }
            None => {
                copy.decisions.shift_remove(question);
            }
        }
        text
    }
}

/// A decision that says nothing.
fn nothing(of: &Decision) -> Decision {
    Decision {
        agreed: Vec::new(),
        parked: None,
        pre_qualification: None,
        ..of.clone()
    }
}

fn about(face: &Face) -> About {
    match face {
        Face::List(_) => None,
        Face::Point(point) => {
            let way = match (&point.decision, point.line()) {
                (None, Line::Option(at)) => Some(at),
                _ => None,
            };
            Some((point.question.clone(), way))
        }
        Face::Answer(point, ..) => Some((point.question.clone(), None)),
    }
}
