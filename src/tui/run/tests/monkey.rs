//! Hostile hands: keys pressed at random, and workshops made by nobody who means well.
//!
//! Everything goes through the real loop, the key table, the effects and the views; only the
//! terminal is missing.

use std::fmt::Write as _;
use std::path::Path;

use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Zoned};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::effects::Runner;
use crate::host::{Event, ScriptHost};
use crate::keys::{self, Chord};
use crate::run::Shell;
use leadpact_app::action::{Action, General};
use leadpact_app::effect::Disk;
use leadpact_app::look::Look;
use leadpact_app::screen::Screen;
use leadpact_app::{App, Message, Size};
use leadpact_workshop::Workshop;

/// The program without a terminal.
pub(super) type Hands = Shell<TestBackend, ScriptHost>;

pub(super) fn noon() -> Zoned {
    date(2026, 3, 6)
        .at(14, 2, 0, 0)
        .to_zoned(TimeZone::UTC)
        .unwrap()
}

/// The program with `path` opened, in a window of this size.
pub(super) fn opened(home: &Path, path: &Path, (width, height): (u16, u16)) -> Hands {
    let app = App::new(noon(), Size { width, height }, Look::default());
    let terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    let host = ScriptHost::new(Vec::new(), noon());
    let mut shell = Shell::new(app, terminal, host, Runner::new(home));
    open(&mut shell, path);
    shell
}

pub(super) fn open(shell: &mut Hands, path: &Path) {
    shell
        .perform(vec![Disk::OpenWorkshop(path.to_owned()).into()])
        .unwrap();
    shell.draw().unwrap();
    clean(shell);
}

/// What the person does, then the picture. No cell of it may hold anything a terminal acts on.
pub(super) fn happens(shell: &mut Hands, event: Event) {
    let later = shell
        .app
        .shared
        .now
        .saturating_add(SignedDuration::from_millis(70));
    let at = shell.app.shared.at + std::time::Duration::from_millis(70);
    shell.tell(Message::Tick(later, at)).unwrap();
    shell.answer(event).unwrap();
    shell.draw().unwrap();
    clean(shell);
}

fn clean(shell: &Hands) {
    for cell in shell.terminal.backend().buffer().content() {
        let symbol = cell.symbol();
        assert!(
            !symbol.chars().any(|c| c.is_control() || c == '\u{202e}'),
            "{symbol:?} reached the terminal"
        );
    }
}

/// A small generator of random numbers (xorshift64*, S. Vigna 2016): the same seed presses the same keys.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).unwrap() % limit.max(1)
    }

    pub(super) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

const SIZES: [(u16, u16); 8] = [
    (1, 1),
    (20, 5),
    (60, 16),
    (80, 24),
    (80, 24),
    (120, 40),
    (250, 80),
    (61, 200),
];

const PASTES: [&str; 5] = [
    "10-500",
    "\u{1b}[2J\u{1b}]0;x\u{7}",
    "a\nb\r\nc\t\u{202e}d",
    "99999999999999999999999999999999",
    "東京 e\u{301} 👩\u{200d}💻 ",
];

/// Mostly a key that does something here, sometimes any key, a pasted text, a click, another window.
pub(super) fn random(dice: &mut Dice, shell: &Hands) -> Event {
    let app = &shell.app;
    match dice.below(40) {
        0 => Event::Paste((*dice.one(&PASTES)).to_owned()),
        1 => {
            let (width, height) = *dice.one(&SIZES);
            Event::Resize(Size { width, height })
        }
        2 => {
            let column = u16::try_from(dice.below(120)).unwrap();
            Event::Click(column, u16::try_from(dice.below(40)).unwrap())
        }
        3 => {
            let column = u16::try_from(dice.below(120)).unwrap();
            let row = u16::try_from(dice.below(40)).unwrap();
            if column % 3 == 0 {
                Event::WheelUp(column, row)
            } else {
                Event::WheelDown(column, row)
            }
        }
        4..=9 => {
            let any: Vec<Chord> = keys::all().filter_map(|key| key.chord).collect();
            key(*dice.one(&any))
        }
        10..=13 => letter(*dice.one(&['a', '7', '-', ',', '.', 'Z', ' ', '€', '\''])),
        _ => {
            let here: Vec<Chord> = keys::rows(app.scope())
                .filter(|key| app.allows(key.action))
                .filter_map(|key| key.chord)
                .collect();
            if here.is_empty() {
                letter('x')
            } else {
                key(*dice.one(&here))
            }
        }
    }
}

fn key(chord: Chord) -> Event {
    Event::Key(chord)
}

pub(super) fn letter(c: char) -> Event {
    key(Chord {
        code: crossterm::event::KeyCode::Char(c),
        ctrl: false,
        alt: false,
    })
}

/// Leaving would end the walk.
fn leaves(shell: &Hands, event: &Event) -> bool {
    let Event::Key(chord) = event else {
        return false;
    };
    keys::find(shell.app.scope(), *chord)
        .is_some_and(|key| key.action == Action::General(General::Quit))
}

/// Presses `count` random keys; a story of them is in the message of whatever panics.
fn press(shell: &mut Hands, path: &Path, seed: u64, count: usize) {
    let mut dice = Dice::new(seed);
    let mut story = Story {
        seed,
        words: String::new(),
    };
    let mut start = workshop(shell);
    for _ in 0..count {
        let event = random(&mut dice, shell);
        if leaves(shell, &event) {
            continue;
        }
        let _ = write!(story.words, "{event:?} ");
        happens(shell, event);
        if shell.ending.take().is_some() || matches!(shell.app.screen, Screen::Home(_)) {
            shell.app.shared.popups.clear();
            open(shell, path);
        }
        let can_undo = shell
            .app
            .shared
            .session
            .as_ref()
            .is_some_and(leadpact_app::session::Session::can_undo);
        if !can_undo {
            start = workshop(shell);
        }
    }
    let now = shell.app.shared.now.clone();
    if let Some(session) = &mut shell.app.shared.session {
        while session.undo(&now).is_some() {}
    }
    let mut end = workshop(shell);
    if let (Some(start), Some(end)) = (&start, &mut end) {
        // Where one goes on and the clock are no changes of a person.
        end.head = start.head.clone();
        end.log.clone_from(&start.log);
        end.log_end.clone_from(&start.log_end);
    }
    assert!(start == end, "seed {seed}: undo does not lead back");
}

fn workshop(shell: &Hands) -> Option<Workshop> {
    let session = shell.app.shared.session.as_ref()?;
    Some(session.workshop().clone())
}

/// Says what was pressed when a test panics.
struct Story {
    seed: u64,
    words: String,
}

impl Drop for Story {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let from = self.words.len().saturating_sub(2000);
            let last = self.words.get(from..).unwrap_or(&self.words);
            eprintln!("seed {}: ... {last}", self.seed);
        }
    }
}

fn samples() -> Vec<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workshops");
    let mut found: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(".workshop.yaml"))
        .collect();
    found.sort();
    assert!(!found.is_empty());
    found
}

/// Keys pressed on each sample.
const KEYS: usize = 100;

#[test]
fn random_keys_never_panic_and_undo_leads_back() {
    let home = tempfile::tempdir().unwrap();
    for (seed, sample) in (1u64..).zip(samples()) {
        let path = home.path().join(sample.file_name().unwrap());
        std::fs::copy(&sample, &path).unwrap();
        let mut shell = opened(home.path(), &path, (80, 24));
        press(&mut shell, &path, seed, KEYS);
    }
}
