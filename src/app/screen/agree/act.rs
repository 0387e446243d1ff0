//! What keys do while agreeing: turning from point to point, taking ways out, keeping what was decided.

use super::point::{Line, Point};
use super::{Agree, Face, TEXT_STEP, answer, preview};
use crate::action::{Action, AgreeAction, General, Move, SheetAction};
use crate::effect::Effect;
use crate::go::Go;
use crate::list::Cursor;
use crate::popup::{Ask, Popup};
use crate::shared::Shared;
use leadpact_workshop::{Change, Place, Resolution, Voice, Workshop, compare};

impl Agree {
    pub(super) fn answer(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
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

    pub(super) fn refresh(&mut self, shared: &Shared) {
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
    pub(super) fn take(&mut self, resolution: &Resolution, shared: &mut Shared) {
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

    pub(super) fn go(&mut self, to: Move, shared: &mut Shared) {
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
    pub(super) fn commit(&mut self, shared: &mut Shared) {
        let change = shared
            .session
            .as_ref()
            .and_then(|session| self.change(session.workshop()));
        if let Some(change) = change {
            shared.change(change);
        }
    }

    /// What the point in front changes; `None` where the workshop has it already.
    pub(super) fn change(&mut self, workshop: &Workshop) -> Option<Change> {
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

    fn in_answer(&mut self, wanted: SheetAction, shared: &mut Shared) {
        if wanted == SheetAction::Next {
            self.close_answer();
            return;
        }
        self.edit_answer(shared, |page| answer::act(page, wanted));
    }
}
