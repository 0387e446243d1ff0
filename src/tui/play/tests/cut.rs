//! Nothing is cut without a sign, and what is cut somewhere can be read whole: every step of every prepared workshop, at
//! three sizes, every row and every page of it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::Zoned;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::canvas::ledger::{Fate, texts};
use crate::play::Picture;
use crate::{keys, view};
use leadpact_app::action::{Action, AgreeAction, General, Move, ScoringAction, SignAction};
use leadpact_app::effect::{Effect, Loop};
use leadpact_app::look::Look;
use leadpact_app::scope::Scope;
use leadpact_app::session::Session;
use leadpact_app::{App, Message, Size, update};
use leadpact_table as table;
use leadpact_table::ready_to_sign;
use leadpact_workshop::{Step, Workshop};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// The most keys of one kind that a place needs until its end.
const MOST: usize = 80;

/// A workshop on the screen, and everything that was seen of it.
struct Sitting {
    app: App,
    size: Size,
    place: String,
    /// Every text that stood there whole, in its order.
    seen: String,
    /// Texts that were cut, with the place.
    cut: BTreeSet<(String, String)>,
    /// What nothing said anything about.
    wrong: BTreeSet<String>,
}

impl Sitting {
    fn at(step: Step, workshop: &Workshop, (width, height): (u16, u16)) -> Self {
        let now: Zoned = "2026-03-06T14:02:00+00:00[UTC]".parse().unwrap();
        let size = Size { width, height };
        let mut app = App::new(now.clone(), size, Look::default());
        let path = PathBuf::from("cut.workshop.yaml");
        app.shared.session = Some(Session::new(path, workshop.clone(), [7; 16]));
        app.shared.enter(step);
        update(
            &mut app,
            Message::Tick(now, leadpact_app::moment::Moment::default()),
        );
        Self {
            app,
            size,
            place: step.word().to_owned(),
            seen: String::new(),
            cut: BTreeSet::new(),
            wrong: BTreeSet::new(),
        }
    }

    fn act(&mut self, action: Action) {
        for effect in update(&mut self.app, Message::Act(action)) {
            if effect == Effect::Loop(Loop::ListActions) {
                let entries = keys::palette_entries(&self.app);
                update(&mut self.app, Message::PaletteReady(entries));
            }
        }
    }

    /// Draws, and notes what was written.
    fn look(&mut self) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.width, self.size.height));
        view::draw(&self.app, &mut buffer);
        for fate in texts() {
            let place = format!("{} {:?}", self.place, self.app.scope());
            match fate {
                // A view that cuts by itself leaves its sign.
                Fate::Whole(text) if text.trim_end().ends_with('…') => {
                    // The list of promises: the highlighted one stands whole below it, in the words of a sentence.
                    if self.app.scope() != Scope::Sla {
                        self.cut.insert((bare(&text), place));
                    }
                }
                Fate::Whole(text) => self.seen.push_str(&bare(&text)),
                Fate::Cut(text) => {
                    self.seen.push('|');
                    // A stage in a few lines: each of its rows stands whole in its form. A field of a promise
                    // scrolls with its cursor, and the sentence above says what stands in it.
                    if !matches!(self.app.scope(), Scope::Stages | Scope::SlaForm) {
                        self.cut.insert((bare(&text), place));
                    }
                }
                Fate::Lost(text) => {
                    self.wrong.insert(format!("{place}: lost: {text}"));
                }
                // A sign that a text goes on stands on its last letters.
                Fate::Over(_, text) if text.starts_with('…') => {}
                Fate::Over(under, text) => {
                    self.wrong
                        .insert(format!("{place}: {text:?} over {under:?}"));
                }
            }
        }
        self.seen.push('|');
        Picture::new(buffer).text()
    }

    /// Presses one key until it changes nothing more, and looks each time.
    fn on(&mut self, key: Action) -> usize {
        let mut before = self.look();
        for times in 0..MOST {
            self.act(key);
            let now = self.look();
            if now == before {
                return times;
            }
            before = now;
        }
        MOST
    }

    /// Reads all of what is in front: with the arrows, and page by page where those do something else.
    fn read(&mut self) {
        self.on(Action::Move(Move::Down));
        self.act(Action::Move(Move::First));
        if matches!(self.app.scope(), Scope::Agree) {
            self.on(Action::Agree(AgreeAction::TextDown));
        } else {
            self.on(Action::Move(Move::PageDown));
        }
        self.act(Action::Move(Move::First));
    }

    /// Reads the list in front and what `open` shows of each of its rows.
    fn rows(&mut self, open: Action) {
        self.read();
        let count = self.on(Action::Move(Move::Down));
        for row in 0..=count {
            self.act(Action::Move(Move::First));
            for _ in 0..row {
                self.act(Action::Move(Move::Down));
            }
            self.act(open);
            self.read();
            self.act(Action::General(General::Back));
        }
    }

    /// The palette and the help page of this place.
    fn popups(&mut self) {
        for popup in [General::Palette, General::Help] {
            self.act(Action::General(popup));
            self.on(Action::Move(Move::Down));
            self.act(Action::General(General::Back));
        }
    }

    /// What was cut and stands nowhere whole, and what is wrong.
    fn troubles(self) -> Vec<String> {
        let whole = |text: &str| match text.strip_suffix('…') {
            Some(begin) => self.seen.contains(begin),
            None => self.seen.contains(text),
        };
        let unread = self.cut.iter().filter(|(text, _)| !whole(text));
        let unread = unread.map(|(text, place)| format!("{place}: nowhere whole: {text}"));
        self.wrong.iter().cloned().chain(unread).collect()
    }
}

/// A text without its blanks and breaks, so that it is the same however it is broken.
fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// What is opened of each row in a step, and how one comes there.
fn ways(step: Step) -> Vec<(Option<Action>, Action)> {
    let choose = Action::General(General::Choose);
    match step {
        Step::Define | Step::Compare | Step::Sla => vec![(None, choose)],
        Step::Agree => vec![
            (Some(Action::Agree(AgreeAction::Overview)), choose),
            (Some(Action::Agree(AgreeAction::Stages)), choose),
            (
                Some(Action::Agree(AgreeAction::Scoring)),
                Action::Scoring(ScoringAction::Why),
            ),
            (
                Some(Action::Agree(AgreeAction::Overview)),
                Action::Agree(AgreeAction::Read),
            ),
        ],
        Step::Sign => vec![(None, Action::Sign(SignAction::Text))],
    }
}

fn all_of(workshop: &Workshop) -> BTreeSet<String> {
    let mut troubles = BTreeSet::new();
    for size in SIZES {
        // What one step cuts may stand whole in another.
        let mut sitting = Sitting::at(Step::Define, workshop, size);
        for step in Step::ALL {
            for (way, open) in ways(step) {
                let mut place = Sitting::at(step, workshop, size);
                if step == Step::Compare {
                    place.on(Action::General(General::Choose));
                    place.act(Action::General(General::Back));
                }
                if let Some(way) = way {
                    place.act(way);
                }
                place.popups();
                if open == Action::Scoring(ScoringAction::Why) {
                    place.read();
                    place.act(Action::Scoring(ScoringAction::OtherSide));
                }
                place.rows(open);
                sitting.seen.push_str(&place.seen);
                sitting.cut.append(&mut place.cut);
                sitting.wrong.append(&mut place.wrong);
            }
        }
        let found = sitting.troubles().into_iter();
        troubles.extend(found.map(|t| format!("{}x{} {t}", size.0, size.1)));
    }
    troubles
}

#[track_caller]
fn nothing_cut(workshop: &Workshop) {
    let troubles: Vec<String> = all_of(workshop).into_iter().collect();
    assert!(
        troubles.is_empty(),
        "{}:\n{}",
        troubles.len(),
        troubles.join("\n")
    );
}

#[test]
#[ignore = "takes half a minute: tests/slow/run"]
fn two_parties_on_the_table() {
    nothing_cut(&table::revealed(2));
}

#[test]
#[ignore = "takes half a minute: tests/slow/run"]
fn six_parties_on_the_table() {
    nothing_cut(&table::revealed(6));
}

#[test]
#[ignore = "takes half a minute: tests/slow/run"]
fn long_own_words() {
    nothing_cut(&table::with_own_values());
}

#[test]
fn everything_settled() {
    nothing_cut(&ready_to_sign());
}
