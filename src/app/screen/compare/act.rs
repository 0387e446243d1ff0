//! What keys do while comparing.

use super::{ABOUT, ABOUT_PAIRS, ABOUT_SIDE, ABOUT_WORDS, Compare, Face, figures, fitting, shown};
use crate::action::{Action, CompareAction, General, Move};
use crate::effect::Effect;
use crate::heading::Heading;
use crate::list::Cursor;
use crate::page::Page;
use crate::scope::Scope;
use crate::session::Session;
use crate::shared::Shared;
use crate::text::TextField;
use leadpact_workshop::{Step, compare};

impl Page for Compare {
    fn scope(&self) -> Scope {
        match self.face {
            Face::Words(_) => Scope::CompareWords,
            Face::Pairs => match self.pairs.join() {
                None => Scope::ComparePairs,
                Some(join) if join.form.takes_text() => Scope::PairField,
                Some(_) => Scope::PairForm,
            },
            Face::Table => Scope::Compare,
            Face::Side => Scope::SideBySide,
        }
    }

    fn about(&self) -> &'static str {
        match self.face {
            Face::Words(_) => ABOUT_WORDS,
            Face::Pairs => ABOUT_PAIRS,
            Face::Table => ABOUT,
            Face::Side => ABOUT_SIDE,
        }
    }

    fn allows(&self, action: Action, shared: &Shared) -> bool {
        let session = shared.session.as_ref();
        match action {
            Action::General(General::Undo) => session.is_some_and(Session::can_undo),
            Action::General(General::Redo) => session.is_some_and(Session::can_redo),
            Action::General(General::Choose) => match self.face {
                Face::Table => self.row().is_some(),
                Face::Words(_) | Face::Pairs => true,
                Face::Side => false,
            },
            Action::Move(Move::Left | Move::Right) => self.goes_sideways(shared.size.width),
            Action::General(_) | Action::Move(_) | Action::Step(_) | Action::Save(_) => true,
            Action::Field(_) => self.pairs.join().is_some(),
            Action::Compare(wanted) => self.allows_own(wanted),
            _ => false,
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        match action {
            Action::Move(to) => self.go(to, shared.size.width),
            Action::General(General::Choose) | Action::Field(_) => self.choose(shared),
            Action::General(General::Back) => return self.back(shared),
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
            Action::Compare(CompareAction::OwnWords) => self.turn_to(Face::Words(0)),
            Action::Compare(CompareAction::Pairs) => self.face = Face::Pairs,
            Action::Compare(
                wanted @ (CompareAction::OneThing
                | CompareAction::TwoThings
                | CompareAction::AskAgain),
            ) => self.answer(wanted, shared),
            _ => {}
        }
        Vec::new()
    }

    fn heading(&self, shared: &Shared) -> Heading {
        let counts = &self.comparison.counts;
        let tally = match self.face {
            Face::Words(_) => String::new(),
            Face::Pairs => format!("{} to answer", self.pairs.open()),
            Face::Table | Face::Side => {
                format!("{} of {} differ", counts.to_talk_about(), counts.classed())
            }
        };
        Heading {
            tally,
            ..shared.workshop_heading()
        }
    }

    fn step(&self) -> Option<Step> {
        Some(Step::Compare)
    }

    /// The figures behind the highlighted question.
    fn figures(&self, shared: &Shared) -> Vec<String> {
        let row = match self.face {
            Face::Words(_) | Face::Pairs => None,
            Face::Table | Face::Side => self.row(),
        };
        let (Some(session), Some(row)) = (&shared.session, row) else {
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

    /// The text field of the form in front.
    fn field(&mut self) -> Option<&mut TextField> {
        match self.face {
            Face::Pairs => self.pairs.form().and_then(|form| form.field()),
            Face::Words(_) | Face::Table | Face::Side => None,
        }
    }

    /// The text field of the form in front, to be looked at.
    fn typing(&self) -> Option<&TextField> {
        match self.face {
            Face::Pairs => self.pairs.join().and_then(|join| join.form.typing()),
            Face::Words(..) | Face::Table | Face::Side => None,
        }
    }

    /// The words of the field have changed.
    fn typed(&mut self, _shared: &mut Shared) {
        self.pairs.typed();
    }

    /// The highlighted row; `None` where a page has none.
    fn highlighted(&self) -> Option<usize> {
        match self.face {
            Face::Words(_) | Face::Side => None,
            Face::Pairs => Some(self.pairs.row()),
            Face::Table => Some(self.cursor.at()),
        }
    }

    fn point(&mut self, row: usize, _shared: &mut Shared) {
        match self.face {
            Face::Words(_) | Face::Side => {}
            Face::Pairs => self.pairs.go_to(row),
            Face::Table => {
                self.cursor = Cursor::on(row);
                self.cursor.keep_within(self.rows().len());
            }
        }
    }

    fn pick(&mut self, at: usize, _shared: &mut Shared) {
        match self.face {
            Face::Pairs => self.pairs.pick(at),
            Face::Words(_) | Face::Table | Face::Side => {}
        }
    }
}

impl Compare {
    fn choose(&mut self, shared: &mut Shared) {
        match self.face {
            Face::Words(_) => self.after_words(),
            Face::Pairs => match self.pairs.form() {
                None => self.show_table(),
                Some(form) if form.is_last() => self.answer(CompareAction::OneThing, shared),
                Some(form) => {
                    form.go(Move::Down);
                }
            },
            Face::Table => {
                let own = self.row().filter(|row| row.class.is_none());
                let words = self.comparison.own_words();
                let at = own.and_then(|o| words.iter().position(|r| r.question == o.question));
                self.turn_to(at.map_or(Face::Side, Face::Words));
            }
            Face::Side => {}
        }
    }

    fn back(&mut self, shared: &mut Shared) -> Vec<Effect> {
        match self.face {
            Face::Pairs if self.pairs.join().is_some() => self.pairs.leave(),
            Face::Side => self.face = Face::Table,
            Face::Words(_) | Face::Pairs if self.listed => self.face = Face::Table,
            Face::Pairs if !self.comparison.own_words().is_empty() => self.turn_to(Face::Words(0)),
            Face::Words(_) | Face::Pairs | Face::Table => return shared.go_home(),
        }
        Vec::new()
    }

    /// The room has answered about a pair, or wants to be asked again.
    fn answer(&mut self, wanted: CompareAction, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let workshop = session.workshop();
        if wanted == CompareAction::OneThing && self.pairs.join().is_none() {
            self.pairs.begin(workshop);
            return;
        }
        let change = match wanted {
            CompareAction::OneThing => self.pairs.joined(workshop),
            CompareAction::TwoThings => self.pairs.parted(workshop),
            _ => self.pairs.reopened(workshop),
        };
        let Some(change) = change else { return };
        let told = change.told(workshop).join(" ");
        if shared.change(change) {
            self.pairs.leave();
            self.reload(shared);
            shared.say(format!("{told} Press u to take it back."));
        }
    }

    /// Takes over what the workshop holds now.
    fn reload(&mut self, shared: &Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        if let Ok(comparison) = compare(session.workshop()) {
            let keep = self.row().map(|row| row.question.clone());
            self.columns = shown(&comparison, session.workshop());
            self.comparison = comparison;
            self.highlight(keep.as_deref());
            self.pairs.refresh(session.workshop());
        }
    }

    fn go(&mut self, to: Move, width: u16) {
        match (self.face, to) {
            (Face::Pairs, to) => self.pairs.go(to),
            (_, Move::Left) => self.first = self.first.min(self.most_left(width)).saturating_sub(1),
            (_, Move::Right) => self.first = (self.first + 1).min(self.most_left(width)),
            (Face::Table, to) => self.cursor.go(to, self.rows().len()),
            (Face::Side, Move::NextField | Move::PreviousField) => {
                let before = self.cursor.at();
                self.cursor.go(to, self.rows().len());
                if self.cursor.at() != before {
                    self.turn_to(Face::Side);
                }
            }
            (Face::Side | Face::Words(_), to) => self.scroll.go(to),
        }
    }

    fn most_left(&self, width: u16) -> usize {
        match self.face {
            Face::Words(_) => {
                let (_, before, after) = self.texts_in_view(width);
                before + after
            }
            Face::Pairs | Face::Table | Face::Side => {
                self.columns.len().saturating_sub(fitting(width))
            }
        }
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
        self.pairs.leave();
        self.reload(shared);
    }
}
