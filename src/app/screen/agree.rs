//! Agree: one difference after another, until everything is settled or parked.

mod answer;
mod pick;
pub mod point;
pub mod preview;
pub mod so_far;

use crate::action::{Action, AgreeAction, General, Move, SheetAction};
use crate::answering::Answering;
use crate::effect::Effect;
use crate::go::Go;
use crate::heading::Heading;
use crate::list::Cursor;
use crate::page::Page;
use crate::popup::{Ask, Popup};
use crate::scope::Scope;
use crate::session::Session;
use crate::shared::Shared;
use crate::slug::count;
use crate::text::TextField;
use leadpact_workshop::resolve::settle_same;
use leadpact_workshop::{
    Change, Comparison, Decision, NotYet, Place, QuestionId, Resolution, Row, Step, Voice,
    Workshop, compare,
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
    pub fn at_question(question: &str, session: &Session) -> Result<Self, NotYet> {
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

    fn allows_own(&self, action: AgreeAction, workshop: &Workshop) -> bool {
        match (&self.face, action) {
            (_, AgreeAction::SettleSame) => self.same_to_settle(workshop) > 0,
            (
                _,
                AgreeAction::Read
                | AgreeAction::TextUp
                | AgreeAction::TextDown
                | AgreeAction::Stages
                | AgreeAction::Scoring,
            )
            | (Face::Point(_), AgreeAction::Next | AgreeAction::Previous | AgreeAction::Overview) => {
                true
            }
            (Face::List(_), _) => false,
            (Face::Answer(..), action) => {
                matches!(action, AgreeAction::Overview | AgreeAction::Next)
            }
            (Face::Point(point), AgreeAction::ReadWay) => {
                matches!(point.line(), Line::Option(_) | Line::Answer(_))
            }
            (Face::Point(point), AgreeAction::Edit) => point
                .decision
                .as_ref()
                .is_some_and(|d| !d.agreed.is_empty()),
            (Face::Point(point), AgreeAction::AllAgree) => {
                point.decision.as_ref().is_some_and(|d| d.parked.is_none())
                    && (0..point.parties().len()).any(|at| point.voice(at).is_none())
            }
            (Face::Point(point), action) => self
                .resolution_of(action)
                .is_some_and(|wanted| point.options.iter().any(|(r, _)| *r == wanted)),
        }
    }

    /// The resolution that an action stands for; `None` for other actions, and digits beyond the last party.
    #[must_use]
    pub fn resolution_of(&self, action: AgreeAction) -> Option<Resolution> {
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

    fn answer(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        match action {
            Action::General(General::Back) => return self.back(shared),
            Action::General(General::Undo) => self.travel(shared, false),
            Action::General(General::Redo) => self.travel(shared, true),
            Action::General(General::Choose) | Action::Field(_) => self.choose(shared),
            Action::Move(to) => self.go(to, shared),
            Action::Sheet(wanted) => self.in_answer(wanted, shared),
            Action::Agree(wanted) => self.act_own(wanted, shared),
            _ => {}
        }
        Vec::new()
    }

    fn refresh(&mut self, shared: &Shared) {
        if let Some(session) = &shared.session {
            self.so_far.refresh(session, &self.face, shared.now.date());
        }
    }

    fn act_own(&mut self, action: AgreeAction, shared: &mut Shared) {
        match action {
            AgreeAction::Next => self.next(shared, true),
            AgreeAction::Previous => self.next(shared, false),
            AgreeAction::Overview => self.show_list(),
            AgreeAction::Edit => self.open_answer(shared),
            AgreeAction::AllAgree => {
                if let Face::Point(point) = &mut self.face {
                    point.all_agree();
                }
                self.commit(shared);
            }
            AgreeAction::SettleSame => self.ask_to_settle_same(shared),
            AgreeAction::Read => {
                let runs = self.so_far.runs.clone();
                let ask = Ask::show(self.so_far.title(), runs);
                shared.popups.push(Popup::Ask(ask));
            }
            AgreeAction::TextUp => self.so_far.scroll.by_few(-TEXT_STEP),
            AgreeAction::TextDown => self.so_far.scroll.by_few(TEXT_STEP),
            AgreeAction::ReadWay => self.read_way(shared),
            AgreeAction::Stages => {
                shared.go = Some(Go::to(Place::Ladder));
            }
            AgreeAction::Scoring => {
                shared.go = Some(Go::to(Place::Scoring));
            }
            way => {
                if let Some(resolution) = self.resolution_of(way) {
                    self.take(&resolution, shared);
                }
            }
        }
    }

    /// Shows the highlighted way out, or the agreed answer, as a whole.
    fn read_way(&self, shared: &mut Shared) {
        let (Some(session), Face::Point(point)) = (&shared.session, &self.face) else {
            return;
        };
        let workshop = session.workshop();
        let (Some(row), Some(question)) = (
            self.comparison.row(&point.question),
            workshop.bank.question(&point.question),
        ) else {
            return;
        };
        let (title, text) = match point.line() {
            Line::Option(at) => {
                let Some((resolution, settled)) = point.options.get(at) else {
                    return;
                };
                let title = format!(
                    "{}: {}",
                    question.title,
                    preview::name(workshop, resolution)
                );
                (title, preview::way(workshop, (row, question), settled))
            }
            Line::Answer(part) => {
                let decision = point.decision.as_ref();
                let Some(settled) = decision.and_then(|d| d.agreed.get(part)) else {
                    return;
                };
                let text = preview::agreed(workshop, (row, question), settled);
                (question.title.clone(), text)
            }
            _ => return,
        };
        shared.popups.push(Popup::Ask(Ask::tell(&title, &text)));
    }

    fn show_list(&mut self) {
        let at = self.at();
        self.face = Face::List(Cursor::on(at));
    }

    fn back(&mut self, shared: &mut Shared) -> Vec<Effect> {
        match &self.face {
            Face::List(_) => return shared.go_home(),
            Face::Point(_) => self.show_list(),
            Face::Answer(..) => self.close_answer(),
        }
        Vec::new()
    }

    /// Takes a way out. Own words open the answer at once.
    fn take(&mut self, resolution: &Resolution, shared: &mut Shared) {
        let today = shared.now.date();
        if let Face::Point(point) = &mut self.face
            && point.choose(resolution, today)
        {
            self.commit(shared);
            if *resolution == Resolution::OwnWords {
                if let Face::Point(point) = &mut self.face {
                    point.go_to_line(Line::Answer(0));
                }
                self.open_answer(shared);
            }
        }
    }

    fn choose(&mut self, shared: &mut Shared) {
        match &mut self.face {
            Face::List(cursor) => {
                let at = cursor.at();
                self.turn_to(at, shared);
            }
            Face::Answer(..) => self.enter_answer(shared),
            Face::Point(point) => match point.line() {
                Line::Option(at) => {
                    let wanted = point.options.get(at).map(|(r, _)| r.clone());
                    if let Some(resolution) = wanted {
                        self.take(&resolution, shared);
                    }
                }
                Line::Answer(_) => self.open_answer(shared),
                Line::Voice(party) if point.voice(party).is_none() => {
                    point.say(party, Voice::Agree);
                    if !point.is_last() {
                        point.go(Move::Down);
                    }
                    self.commit(shared);
                }
                line if line.takes_text() && !point.is_last() => point.go(Move::Down),
                _ => self.accept(shared),
            },
        }
    }

    /// Enter on a decision: on to the next point, unless something is still to be said.
    fn accept(&mut self, shared: &mut Shared) {
        let Face::Point(point) = &mut self.face else {
            return;
        };
        if let Some((line, why)) = point.missing() {
            point.go_to_line(line);
            shared.warn(why);
            return;
        }
        let title = point.question.clone();
        let Some(session) = &shared.session else {
            return;
        };
        let workshop = session.workshop();
        let objects = workshop
            .decisions
            .get(&title)
            .is_some_and(|d| d.objections().next().is_some());
        let at = self.at();
        match self.next_open(workshop, Some(at)) {
            Some(next) => self.turn_to(next, shared),
            None => self.show_list(),
        }
        if objects {
            shared.warn("It stays open: one party objects. Come back to it, or park it.");
        }
    }

    fn turn_to(&mut self, at: usize, shared: &mut Shared) {
        let Shared {
            session: Some(session),
            now,
            ..
        } = shared
        else {
            return;
        };
        self.face = self.point_at(session.workshop(), at);
        let place = self.row().map(|row| row.question.clone());
        if session.workshop().head.place != place {
            session.remember(now, |w| w.head.place = place);
        }
    }

    fn next(&mut self, shared: &mut Shared, forth: bool) {
        let last = self.order.len().saturating_sub(1);
        let at = self.at();
        let to = if forth {
            (at + 1).min(last)
        } else {
            at.saturating_sub(1)
        };
        self.turn_to(to, shared);
    }

    fn go(&mut self, to: Move, shared: &mut Shared) {
        let count = self.order.len();
        match &mut self.face {
            Face::List(cursor) => cursor.go(to, count),
            Face::Point(point) => match to {
                Move::Left | Move::Right => {
                    point.sideways(to == Move::Right);
                    self.commit(shared);
                }
                to => point.go(to),
            },
            Face::Answer(..) => self.go_in_answer(to, shared),
        }
    }

    /// Puts the decision into the workshop, if it differs from what stands there.
    fn commit(&mut self, shared: &mut Shared) {
        let change = shared
            .session
            .as_ref()
            .and_then(|session| self.change(session.workshop()));
        if let Some(change) = change {
            shared.change(change);
        }
    }

    /// What the point in front changes; `None` where the workshop has it already.
    fn change(&mut self, workshop: &Workshop) -> Option<Change> {
        let (point, page) = match &mut self.face {
            Face::List(_) => return None,
            Face::Point(point) => (point, None),
            Face::Answer(point, _, page) => (point, Some(page)),
        };
        let row = self.comparison.row(&point.question)?;
        let decision = point.to_commit(workshop, row);
        let known = workshop.decisions.get(&point.question);
        if decision.is_none() && known.is_none() || decision.as_ref() == known {
            return None;
        }
        let change = Change::Decide {
            question: point.question.clone(),
            decision: decision.map(Box::new),
        };
        Some(match page {
            Some(page) => page.with_column(change),
            None => change,
        })
    }

    fn travel(&mut self, shared: &mut Shared, forth: bool) {
        let changed = shared.travel(forth);
        let Some(session) = &shared.session else {
            return;
        };
        let workshop = session.workshop();
        if let Some(Change::SameWords { .. }) = &changed
            && let Ok(comparison) = compare(workshop)
        {
            self.comparison = comparison;
        }
        let wanted = changed.as_ref().and_then(Change::question).cloned();
        if let Face::Answer(..) = self.face {
            self.close_answer();
        }
        match (&mut self.face, wanted) {
            (Face::Point(point), Some(question)) if point.question != question => {
                if let Some(row) = self.comparison.row(&question) {
                    self.face = Face::Point(Box::new(Point::open(workshop, row)));
                }
            }
            (Face::Point(point), _) => {
                let decision = workshop.decisions.get(&point.question);
                point.reload(decision);
            }
            (Face::List(_) | Face::Answer(..), _) => {}
        }
    }

    fn ask_to_settle_same(&self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let n = self.same_to_settle(session.workshop());
        let text = format!(
            "All parties said exactly the same to {}. They become part of the definition as they were said.",
            count(n, "question", "questions")
        );
        let settle = Action::Agree(AgreeAction::SettleSame);
        let title = format!(
            "Settle {}?",
            count(n, "point that all said alike", "points that all said alike")
        );
        shared
            .popups
            .push(Popup::Ask(Ask::new(&title, &text, "settle them", settle)));
    }

    /// The dialog was answered with yes: everything that all said alike is settled in one stroke.
    fn said_yes(&mut self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let workshop = session.workshop();
        let changes: Vec<Change> = self
            .same(workshop)
            .filter_map(|row| {
                Some(Change::Decide {
                    question: row.question.clone(),
                    decision: Some(Box::new(settle_same(workshop, row)?)),
                })
            })
            .collect();
        let n = changes.len();
        if shared.change(Change::Several(changes)) {
            shared.say(format!(
                "{} settled. Press u to take it back.",
                count(n, "point is", "points are")
            ));
        }
        if let (Face::Point(point), Some(session)) = (&mut self.face, &shared.session) {
            let decision = session.workshop().decisions.get(&point.question);
            point.reload(decision);
        }
        self.refresh(shared);
    }

    fn in_answer(&mut self, wanted: SheetAction, shared: &mut Shared) {
        if wanted == SheetAction::Next {
            self.close_answer();
            return;
        }
        self.edit_answer(shared, |page| answer::act(page, wanted));
    }
}

impl Page for Agree {
    fn scope(&self) -> Scope {
        match &self.face {
            Face::List(_) => Scope::AgreeList,
            Face::Point(point) if point.line().takes_text() => Scope::AgreeField,
            Face::Point(_) => Scope::Agree,
            Face::Answer(_, _, page) => answer::scope(page),
        }
    }

    fn about(&self) -> &'static str {
        ABOUT
    }

    fn allows(&self, action: Action, shared: &Shared) -> bool {
        let Some(session) = &shared.session else {
            return false;
        };
        if let Face::Answer(_, _, page) = &self.face
            && let Some(editor) = page.editor()
        {
            return editor.allows(action);
        }
        match action {
            Action::General(General::Undo) => session.can_undo(),
            Action::General(General::Redo) => session.can_redo(),
            Action::Move(Move::Left | Move::Right) => match &self.face {
                Face::List(_) => false,
                Face::Point(point) => turns(point),
                Face::Answer(..) => true,
            },
            Action::General(_)
            | Action::Move(_)
            | Action::Step(_)
            | Action::Save(_)
            | Action::Field(_) => true,
            Action::Sheet(wanted) => match &self.face {
                Face::Answer(_, _, page) => answer::allows(page, wanted),
                Face::List(_) | Face::Point(_) => false,
            },
            Action::Agree(wanted) => self.allows_own(wanted, session.workshop()),
            _ => false,
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        if self.act_in_editor(action, shared) {
            self.refresh(shared);
            return Vec::new();
        }
        let left = self.unfinished();
        let effects = self.answer(action, shared);
        if let Some(left) = left {
            self.keep(left, shared);
        }
        self.refresh(shared);
        effects
    }

    fn heading(&self, shared: &Shared) -> Heading {
        let Some(session) = &shared.session else {
            return Heading::default();
        };
        let done = self.done(session.workshop());
        Heading {
            tally: format!("{done} of {} settled", self.order.len()),
            ..shared.workshop_heading()
        }
    }

    fn step(&self) -> Option<Step> {
        Some(Step::Agree)
    }

    /// What the ways out mean, for the help page.
    fn figures(&self, _shared: &Shared) -> Vec<String> {
        match &self.face {
            Face::Point(_) => WAYS.map(str::to_owned).to_vec(),
            Face::List(_) | Face::Answer(..) => Vec::new(),
        }
    }

    fn confirmed(
        &mut self,
        action: Action,
        _reason: Option<&str>,
        shared: &mut Shared,
    ) -> Vec<Effect> {
        match action {
            Action::Agree(_) => {
                self.said_yes(shared);
                Vec::new()
            }
            _ => self.act(action, shared),
        }
    }

    /// The text field under the highlight.
    fn field(&mut self) -> Option<&mut TextField> {
        match &mut self.face {
            Face::List(_) => None,
            Face::Point(point) => point.field(),
            Face::Answer(_, _, page) => page.field(),
        }
    }

    /// The text field under the highlight, to be looked at.
    fn typing(&self) -> Option<&TextField> {
        match &self.face {
            Face::List(_) => None,
            Face::Point(point) => point.field_on(point.line()),
            Face::Answer(_, _, page) => page.typing(),
        }
    }

    /// The words of the highlighted field have changed. A run of letters is undone as one.
    fn typed(&mut self, shared: &mut Shared) {
        if let (Face::Answer(_, _, page), Some(session)) = (&mut self.face, &shared.session)
            && page.type_in_editor(session.workshop())
        {
            return;
        }
        let today = shared.now.date();
        match &mut self.face {
            Face::List(_) => return,
            Face::Point(point) => point.take_typed(today),
            Face::Answer(..) => self.type_answer(),
        }
        if let Shared {
            session: Some(session),
            now,
            ..
        } = shared
            && let Err(refusal) = session.type_over(now, |workshop| self.change(workshop))
        {
            shared.warn(refusal.to_string());
        }
        self.refresh(shared);
    }

    /// The highlighted row of what is in front.
    fn highlighted(&self) -> Option<usize> {
        Some(match &self.face {
            Face::List(cursor) => cursor.at(),
            Face::Point(point) => point.at(),
            Face::Answer(_, _, page) => page.row(),
        })
    }

    /// Highlights a row of what is in front.
    fn point(&mut self, row: usize, shared: &mut Shared) {
        match &mut self.face {
            Face::List(cursor) => *cursor = Cursor::on(row),
            Face::Point(point) => point.go_to(row),
            Face::Answer(_, _, page) => page.point(row),
        }
        self.refresh(shared);
    }

    fn pick(&mut self, at: usize, shared: &mut Shared) {
        if self.in_editor(shared, |page, workshop| {
            page.pick_in_editor(at, workshop);
            Ok(())
        }) {
            self.refresh(shared);
            return;
        }
        match &mut self.face {
            Face::List(_) => {}
            Face::Point(point) => {
                point.pick(at);
                self.commit(shared);
            }
            Face::Answer(..) => self.edit_answer(shared, |page| page.pick(at)),
        }
        self.refresh(shared);
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
