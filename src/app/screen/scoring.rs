//! The scoring model: points, caps and thresholds, with every lead card scored beside them.

use crate::action::{Action, General, Move, ScoringAction};
use crate::effect::Effect;
use crate::heading::Heading;
use crate::list::Cursor;
use crate::page::Page;
use crate::popup::{Ask, Popup};
use crate::scope::Scope;
use crate::session::Session;
use crate::shared::Shared;
use leadpact_workshop::golden::{self, CardReason, CardResult, Threshold};
use leadpact_workshop::rules::{self, Axis, Rules, Source};
use leadpact_workshop::{Change, EntryKind, ScoringModel, StageId, Step, Workshop};

/// The top of the help page.
pub const ABOUT: &str = "Points say how close a lead is, on two axes: fit is who they are, engagement is what they \
    did. What you agreed proposes the points; change them until the lead cards on the right land where you sorted \
    them. Points lead at most to the stage that is entered by points: beyond it, sales records an act. With tab to the \
    cards: below stands why the highlighted one lands where it does, what it lacks and what has faded; enter reads it all.";

/// A number that can be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// The most that an axis, or the total, can be.
    Cap(&'static str),
    /// A rule, by place in [`Rules::points`].
    Rule(usize),
    /// The threshold of a stage.
    Threshold(StageId),
}

/// Which side has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The points.
    Points,
    /// The lead cards.
    Cards,
}

/// What follows from the workshop, kept until it changes.
#[derive(Debug)]
pub struct Derived {
    revision: u64,
    /// The rules.
    pub compiled: Rules,
    /// The cards, scored; or why that is not possible.
    pub cards: Result<Vec<CardResult>, String>,
    /// Why each card lands where it does, in the order of `cards`; empty where they cannot be scored.
    pub reasons: Vec<Vec<CardReason>>,
    /// What other thresholds would do.
    pub thresholds: Vec<Threshold>,
}

/// The screen.
#[derive(Debug)]
pub struct Scoring {
    /// Top to bottom.
    pub rows: Vec<Row>,
    /// The highlighted row.
    pub cursor: Cursor,
    /// The highlighted card.
    pub card: Cursor,
    /// Which side has the keys.
    pub side: Side,
    /// What follows from the workshop.
    pub derived: Derived,
}

/// Points of one rule and of a cap stay within this.
const MOST: i64 = 1000;

impl Scoring {
    /// The model as it stands.
    #[must_use]
    pub fn open(session: &Session) -> Self {
        let derived = Derived::of(session);
        let mut screen = Self {
            rows: Vec::new(),
            cursor: Cursor::default(),
            card: Cursor::default(),
            side: Side::Points,
            derived,
        };
        screen.lay_out(session.workshop());
        screen.cursor = Cursor::on(
            screen
                .rows
                .iter()
                .position(|r| matches!(r, Row::Rule(_)))
                .unwrap_or(0),
        );
        screen
    }

    /// The model with the caps highlighted, its first row.
    #[must_use]
    pub(crate) fn at_caps(session: &Session) -> Self {
        let mut screen = Self::open(session);
        screen.go_to(0);
        screen
    }

    fn go_to(&mut self, row: usize) {
        if row < self.rows.len() {
            self.side = Side::Points;
            self.cursor = Cursor::on(row);
        } else {
            self.side = Side::Cards;
            self.card = Cursor::on(row - self.rows.len());
        }
    }

    /// The model with this lead card highlighted, among the cards; at its points where there is no such card.
    #[must_use]
    pub(crate) fn at_card(card: &str, session: &Session) -> Self {
        let mut screen = Self::open(session);
        let cards = screen.derived.cards.as_deref().unwrap_or_default();
        if let Some(at) = cards.iter().position(|result| result.card == card) {
            screen.side = Side::Cards;
            screen.card = Cursor::on(at);
        }
        screen
    }

    fn lay_out(&mut self, workshop: &Workshop) {
        let of = |axis: Axis| {
            let points = self.derived.compiled.points.iter().enumerate();
            points
                .filter(move |(_, p)| p.axis == axis)
                .map(|(at, _)| Row::Rule(at))
        };
        let thresholds = workshop
            .stages
            .iter()
            .filter(|s| matches!(s.enter.by, EntryKind::Points | EntryKind::Fit))
            .map(|s| Row::Threshold(s.id.clone()));
        let rows = [Row::Cap("fit")]
            .into_iter()
            .chain(of(Axis::Fit))
            .chain([Row::Cap("engagement")])
            .chain(of(Axis::Engagement))
            .chain([Row::Cap("total")])
            .chain(thresholds)
            .collect();
        self.rows = rows;
        self.cursor.keep_within(self.rows.len());
    }

    /// Follows the workshop after a change made here or taken back.
    fn refresh(&mut self, shared: &Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        if self.derived.revision != session.revision() {
            self.derived = Derived::of(session);
            self.lay_out(session.workshop());
        }
    }

    /// The highlighted row.
    #[must_use]
    pub fn row(&self) -> Option<&Row> {
        self.rows.get(self.cursor.at())
    }

    /// The highlighted card and why it lands where it does; `None` where there is no card.
    #[must_use]
    pub fn reasons(&self) -> Option<(&CardResult, &[CardReason])> {
        let at = self.card.at();
        let card = self.derived.cards.as_ref().ok()?.get(at)?;
        let reasons = self.derived.reasons.get(at);
        Some((card, reasons.map(Vec::as_slice).unwrap_or_default()))
    }

    fn why(&mut self, shared: &mut Shared) {
        self.side = Side::Cards;
        if let Some((card, reasons)) = self.reasons() {
            let mut told = vec![card.text.clone()];
            told.extend(reasons.iter().map(|reason| reason.text.clone()));
            let ask = Ask::tell(&card.name, &told.join("\n\n"));
            shared.popups.push(Popup::Ask(ask));
        }
    }

    fn other_side(&mut self) {
        self.side = match self.side {
            Side::Points => Side::Cards,
            Side::Cards => Side::Points,
        };
    }

    /// The number on a row; `None` where the row has none.
    #[must_use]
    pub fn number(&self, row: &Row, workshop: &Workshop) -> Option<i64> {
        match row {
            Row::Cap(axis) => self.derived.compiled.spec.scores.get(*axis)?.cap,
            Row::Rule(at) => self.derived.compiled.points.get(*at).map(|p| p.points),
            Row::Threshold(stage) => workshop.stage(stage)?.enter.at_least,
        }
    }

    fn add(&mut self, by: i64, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let workshop = session.workshop();
        let Some(row) = self.row() else { return };
        let Some(now) = self.number(row, workshop) else {
            return;
        };
        let to = (now + by).clamp(
            if matches!(row, Row::Rule(_)) {
                -MOST
            } else {
                0
            },
            MOST,
        );
        let change = self.change(row, Some(to), workshop);
        shared.change(change);
    }

    fn reset(&mut self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let Some(row) = self.row() else { return };
        if matches!(row, Row::Threshold(_)) {
            shared.warn("A threshold has no proposal. Choose it with + and -.");
            return;
        }
        let change = self.change(row, None, session.workshop());
        shared.change(change);
    }

    /// The change that puts a number on a row; `None`: what was proposed.
    fn change(&self, row: &Row, to: Option<i64>, workshop: &Workshop) -> Change {
        let mut model: ScoringModel = workshop.scoring.clone();
        let (numbers, key) = match row {
            Row::Cap(axis) => (&mut model.caps, (*axis).to_owned()),
            Row::Rule(at) => {
                let rule = self
                    .derived
                    .compiled
                    .points
                    .get(*at)
                    .map(|p| p.rule.clone());
                (&mut model.points, rule.unwrap_or_default())
            }
            Row::Threshold(id) => {
                let mut stages = workshop.stages.clone();
                if let Some(stage) = stages.iter_mut().find(|s| s.id == *id) {
                    stage.enter.at_least = to.or(stage.enter.at_least);
                }
                return Change::Stages(stages);
            }
        };
        match to {
            Some(to) => numbers.insert(key, to),
            None => numbers.shift_remove(&key),
        };
        Change::Scoring(model)
    }
}

impl Page for Scoring {
    fn scope(&self) -> Scope {
        Scope::Scoring
    }

    fn about(&self) -> &'static str {
        ABOUT
    }

    fn allows(&self, action: Action, shared: &Shared) -> bool {
        let session = shared.session.as_ref();
        match action {
            Action::General(General::Undo) => session.is_some_and(Session::can_undo),
            Action::General(General::Redo) => session.is_some_and(Session::can_redo),
            Action::Scoring(ScoringAction::OtherSide) => {
                self.derived.cards.as_ref().is_ok_and(|c| !c.is_empty())
            }
            Action::Scoring(ScoringAction::Why) => self.reasons().is_some(),
            Action::Scoring(_) => self.side == Side::Points && !self.rows.is_empty(),
            Action::General(General::Choose) => false,
            Action::General(_) | Action::Move(_) | Action::Step(_) | Action::Save(_) => true,
            _ => false,
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        match action {
            Action::Move(Move::NextField | Move::PreviousField) => self.other_side(),
            Action::Move(Move::Left) if self.side == Side::Points => self.add(-1, shared),
            Action::Move(Move::Right) if self.side == Side::Points => self.add(1, shared),
            Action::Move(to) => match self.side {
                Side::Points => self.cursor.go(to, self.rows.len()),
                Side::Cards => self
                    .card
                    .go(to, self.derived.cards.as_ref().map_or(0, Vec::len)),
            },
            Action::Scoring(wanted) => match wanted {
                ScoringAction::More => self.add(1, shared),
                ScoringAction::Less => self.add(-1, shared),
                ScoringAction::MuchMore => self.add(5, shared),
                ScoringAction::MuchLess => self.add(-5, shared),
                ScoringAction::AsProposed => self.reset(shared),
                ScoringAction::OtherSide => self.other_side(),
                ScoringAction::Why => self.why(shared),
            },
            Action::General(General::Undo | General::Redo) => {
                shared.travel(action == Action::General(General::Redo));
            }
            Action::General(General::Back) if self.side == Side::Cards => self.other_side(),
            Action::General(General::Back) => shared.enter(Step::Agree),
            _ => {}
        }
        self.refresh(shared);
        Vec::new()
    }

    fn heading(&self, shared: &Shared) -> Heading {
        let tally = match &self.derived.cards {
            Ok(cards) => {
                let sorted: Vec<_> = cards.iter().filter(|c| c.agreed.is_some()).collect();
                let right = sorted.iter().filter(|c| c.matches).count();
                if sorted.is_empty() {
                    String::new()
                } else {
                    format!("{right} of {} cards", sorted.len())
                }
            }
            Err(_) => String::new(),
        };
        Heading {
            tally,
            ..shared.workshop_heading()
        }
    }

    fn step(&self) -> Option<Step> {
        Some(Step::Agree)
    }

    /// The highlighted row: points come first, then cards.
    fn highlighted(&self) -> Option<usize> {
        Some(match self.side {
            Side::Points => self.cursor.at(),
            Side::Cards => self.rows.len() + self.card.at(),
        })
    }

    /// Highlights a row, counted as in [`Self::highlighted`].
    fn point(&mut self, row: usize, _shared: &mut Shared) {
        self.go_to(row);
    }

    /// Takes one of the thresholds on offer for the highlighted row.
    fn pick(&mut self, at: usize, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        if let (Some(row @ Row::Threshold(_)), Some(wanted)) =
            (self.row(), self.derived.thresholds.get(at))
        {
            let change = self.change(row, Some(wanted.at_least), session.workshop());
            shared.change(change);
        }
        self.refresh(shared);
    }

    /// The scoring model is left by its own key.
    fn is_at_rest(&self) -> bool {
        false
    }
}

impl Derived {
    fn of(session: &Session) -> Self {
        let workshop = session.workshop();
        let compiled = rules::rules(workshop, Source::Agreed);
        let cards = golden::cards(workshop, &compiled.spec);
        let points = workshop
            .stages
            .iter()
            .find(|s| s.enter.by == EntryKind::Points);
        let thresholds = points
            .and_then(|s| golden::sensitivity(workshop, &compiled.spec, &s.id).ok())
            .unwrap_or_default();
        let scored = cards.as_deref().unwrap_or_default();
        let reasons = golden::reasons(workshop, &compiled, scored);
        Self {
            revision: session.revision(),
            compiled,
            reasons,
            cards: cards.map_err(|problems| {
                problems
                    .first()
                    .map_or_else(String::new, ToString::to_string)
            }),
            thresholds,
        }
    }
}
