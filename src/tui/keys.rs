//! The key table: the only place that knows which key asks for what.
//!
//! The footer, the help page, the palette and the list in `docs/keys.md` are made from it, so a hint
//! on the screen is always true.

mod agree;
mod compare;
mod condition;
mod define;
mod general;
mod history;
mod home;
mod popups;
mod scoring;
mod setup;
mod sign;
mod sla;
mod standard;
mod workshop;

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use leadpact_app::App;
use leadpact_app::action::{Action, General, StepAction};
use leadpact_app::popup::PaletteEntry;
use leadpact_app::scope::Scope;
use leadpact_app::text::TextKey;

/// A key with the modifiers that matter. Shift is part of the character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    /// The key itself.
    pub code: KeyCode,
    /// Control is held.
    pub ctrl: bool,
    /// Alt is held.
    pub alt: bool,
}

impl Chord {
    /// The chord of a terminal's key event.
    #[must_use]
    pub fn of(event: &KeyEvent) -> Self {
        let code = match event.code {
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            // Some terminals report control keys in capitals.
            KeyCode::Char(c) if event.modifiers.contains(KeyModifiers::CONTROL) => {
                KeyCode::Char(c.to_ascii_lowercase())
            }
            code => code,
        };
        Self {
            code,
            ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
            alt: event.modifiers.contains(KeyModifiers::ALT),
        }
    }

    /// The event a terminal would send for it.
    #[must_use]
    pub fn event(self) -> KeyEvent {
        let mut modifiers = KeyModifiers::NONE;
        modifiers.set(KeyModifiers::CONTROL, self.ctrl);
        modifiers.set(KeyModifiers::ALT, self.alt);
        KeyEvent::new(self.code, modifiers)
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("ctrl-")?;
        }
        if self.alt {
            f.write_str("alt-")?;
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("space"),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(n) => write!(f, "f{n}"),
            KeyCode::Up => f.write_str("↑"),
            KeyCode::Down => f.write_str("↓"),
            KeyCode::Left => f.write_str("←"),
            KeyCode::Right => f.write_str("→"),
            KeyCode::BackTab => f.write_str("shift-tab"),
            KeyCode::PageUp => f.write_str("pgup"),
            KeyCode::PageDown => f.write_str("pgdn"),
            KeyCode::Delete => f.write_str("del"),
            KeyCode::Backspace => f.write_str("bs"),
            code => f.write_str(&code.to_string().to_lowercase()),
        }
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Where the row holds.
    pub scope: Scope,
    /// The key. None for an action that only the palette offers.
    pub chord: Option<Chord>,
    /// What it asks for.
    pub action: Action,
    /// A few words for the footer and the palette. Rows of one scope with the same label share
    /// one hint in the footer.
    pub label: &'static str,
    /// One sentence for the help page.
    pub help: &'static str,
    /// The place in the footer: 1 comes first, and is the last to go when the line is short.
    /// 0 keeps the row out of the footer.
    pub rank: u8,
}

#[expect(clippy::unnecessary_wraps, reason = "rows of the table take an option")]
const fn plain(code: KeyCode) -> Option<Chord> {
    Some(Chord {
        code,
        ctrl: false,
        alt: false,
    })
}

const fn letter(c: char) -> Option<Chord> {
    plain(KeyCode::Char(c))
}

#[expect(clippy::unnecessary_wraps, reason = "rows of the table take an option")]
const fn ctrl(c: char) -> Option<Chord> {
    Some(Chord {
        code: KeyCode::Char(c),
        ctrl: true,
        alt: false,
    })
}

const fn key(
    scope: Scope,
    chord: Option<Chord>,
    action: Action,
    hint: (u8, &'static str),
    help: &'static str,
) -> Key {
    Key {
        scope,
        chord,
        action,
        label: hint.1,
        help,
        rank: hint.0,
    }
}

const UP: Option<Chord> = plain(KeyCode::Up);
const DOWN: Option<Chord> = plain(KeyCode::Down);
const LEFT: Option<Chord> = plain(KeyCode::Left);
const RIGHT: Option<Chord> = plain(KeyCode::Right);
const ENTER: Option<Chord> = plain(KeyCode::Enter);
const ESC: Option<Chord> = plain(KeyCode::Esc);
const TAB: Option<Chord> = plain(KeyCode::Tab);
const BACKTAB: Option<Chord> = plain(KeyCode::BackTab);

/// Every key of the program, a file for each part. Within a scope the order is the order of the help page.
const TABLES: &[&[Key]] = &[
    home::ROWS,
    setup::ROWS,
    define::ROWS,
    condition::ROWS,
    scoring::ROWS,
    standard::ROWS,
    sla::ROWS,
    compare::ROWS,
    sign::ROWS,
    history::ROWS,
    agree::ROWS,
    workshop::ROWS,
    popups::ROWS,
    general::ROWS,
];

/// Every row of the table.
pub fn all() -> impl Iterator<Item = &'static Key> + Clone {
    TABLES.iter().copied().flatten()
}

/// The row of each key where it listens: keys are asked for on every picture, row by row.
static BY_KEY: LazyLock<HashMap<(Scope, Chord), &'static Key>> = LazyLock::new(|| {
    let mut rows = HashMap::new();
    for key in all() {
        if let Some(chord) = key.chord {
            rows.entry((key.scope, chord)).or_insert(key);
        }
    }
    rows
});

/// The row that answers `chord` where `scope` listens; rows of the narrower scope come first.
#[must_use]
pub fn find(scope: Scope, chord: Chord) -> Option<&'static Key> {
    let mut scopes = scope.chain().iter();
    scopes.find_map(|scope| BY_KEY.get(&(*scope, chord)).copied())
}

/// What a key means in a text field when the table has no row for it.
#[must_use]
pub fn text_key(chord: Chord) -> Option<TextKey> {
    let Chord { code, ctrl, alt } = chord;
    Some(match (code, ctrl, alt) {
        (KeyCode::Char(c), false, false) => TextKey::Char(c),
        (KeyCode::Enter, false, _) => TextKey::Newline,
        (KeyCode::Backspace, false, false) | (KeyCode::Char('h'), true, false) => {
            TextKey::Backspace
        }
        (KeyCode::Backspace, _, _) | (KeyCode::Char('w'), true, false) => TextKey::DeleteWord,
        (KeyCode::Delete, true, _)
        | (KeyCode::Delete, _, true)
        | (KeyCode::Char('d'), false, true) => TextKey::DeleteNextWord,
        (KeyCode::Delete, _, _) | (KeyCode::Char('d'), true, false) => TextKey::Delete,
        (KeyCode::Char('k'), true, false) => TextKey::DeleteToEnd,
        (KeyCode::Char('u'), true, false) => TextKey::DeleteToStart,
        (KeyCode::Char('z'), false, true) => TextKey::Undo,
        (KeyCode::Char('y'), false, true) => TextKey::Redo,
        (KeyCode::Left, false, false) | (KeyCode::Char('b'), true, false) => TextKey::Left,
        (KeyCode::Right, false, false) | (KeyCode::Char('f'), true, false) => TextKey::Right,
        (KeyCode::Left, _, _) | (KeyCode::Char('b'), false, true) => TextKey::WordLeft,
        (KeyCode::Right, _, _) | (KeyCode::Char('f'), false, true) => TextKey::WordRight,
        (KeyCode::Up, _, _) => TextKey::Up,
        (KeyCode::Down, _, _) => TextKey::Down,
        (KeyCode::Home, _, _) | (KeyCode::Char('a'), true, false) => TextKey::LineStart,
        (KeyCode::End, _, _) | (KeyCode::Char('e'), true, false) => TextKey::LineEnd,
        _ => return None,
    })
}

/// The rows that hold in `scope`, narrowest scope first, without those whose key a narrower
/// scope has taken.
pub fn rows(scope: Scope) -> impl Iterator<Item = &'static Key> {
    scope
        .chain()
        .iter()
        .flat_map(|part| all().filter(move |key| key.scope == *part))
        .filter(move |key| {
            key.chord.is_none_or(|chord| {
                find(scope, chord).is_some_and(|first| first.scope == key.scope)
            })
        })
}

/// One hint in the footer: the keys, the words, and what a click on it asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The keys in the order of the table, each with what it asks for, and so does a click on it.
    pub keys: Vec<(String, Action)>,
    /// A few words. A click on them asks for what the first key does.
    pub label: &'static str,
    /// Its place: 1 is first.
    pub rank: u8,
}

/// The hints for what can be done now, most important first. Help is not among them: the footer
/// always shows it.
#[must_use]
pub fn hints(app: &App) -> Vec<Hint> {
    let mut hints: Vec<Hint> = Vec::new();
    let shown = |key: &&Key| match key.action {
        Action::Step(StepAction::Next) => app.next_step().is_some(),
        _ => true,
    };
    let rows = rows(app.scope()).filter(|key| key.rank > 0 && app.allows(key.action));
    for key in rows.filter(shown) {
        let Some(chord) = key.chord else { continue };
        let label = app.hint(key.action).unwrap_or(key.label);
        match hints
            .iter_mut()
            .find(|hint| hint.label == label && hint.rank == key.rank)
        {
            Some(hint) => hint.keys.push((chord.to_string(), key.action)),
            None => hints.push(Hint {
                keys: vec![(chord.to_string(), key.action)],
                label,
                rank: key.rank,
            }),
        }
    }
    hints.sort_by_key(|hint| hint.rank);
    for hint in &mut hints {
        shorten(&mut hint.keys);
    }
    hints
}

/// Of more than three digits one after the other the first and the last are enough: `1-8`.
fn shorten(keys: &mut Vec<(String, Action)>) {
    let digits: Option<Vec<u32>> = keys.iter().map(|(key, _)| digit(key)).collect();
    let run = |digits: &Vec<u32>| {
        digits
            .windows(2)
            .all(|w| matches!(w, [a, b] if a + 1 == *b))
    };
    if keys.len() > 3 && digits.as_ref().is_some_and(run) {
        keys.drain(1..keys.len() - 1);
    }
}

fn digit(key: &str) -> Option<u32> {
    let mut letters = key.chars();
    let first = letters.next()?;
    letters.next().is_none().then(|| first.to_digit(10))?
}

impl Hint {
    /// The keys as they are written: before each, what stands between it and the one before.
    pub fn parts(&self) -> impl Iterator<Item = (&'static str, &str, Action)> {
        let before = std::iter::once("").chain(self.keys.iter().map(|(keys, _)| keys.as_str()));
        before
            .zip(&self.keys)
            .map(|(before, (keys, action))| (between(before, keys), keys.as_str(), *action))
    }
}

/// Arrows stand side by side, digits that leave others out get a dash, other keys a stroke between them; before the first
/// of all stands nothing.
fn between(first: &str, second: &str) -> &'static str {
    let arrow = |text: &str| text.chars().all(|c| "↑↓←→".contains(c));
    if first.is_empty() || arrow(first) && arrow(second) {
        ""
    } else if digit(first)
        .zip(digit(second))
        .is_some_and(|(a, b)| a + 1 < b)
    {
        "-"
    } else {
        "/"
    }
}

/// Keys beside each other.
fn joined(first: &str, second: &str) -> String {
    format!("{first}{}{second}", between(first, second))
}

/// What the palette offers from here: each action once, moving left out.
#[must_use]
pub fn palette_entries(app: &App) -> Vec<PaletteEntry> {
    let mut entries: Vec<PaletteEntry> = Vec::new();
    for key in rows(app.scope()) {
        let offered = match key.action {
            Action::Move(_) | Action::Field(_) | Action::Ask(_) => false,
            Action::General(General::Palette | General::Choose) => false,
            _ => app.allows(key.action),
        };
        if offered && !entries.iter().any(|entry| entry.action == key.action) {
            entries.push(PaletteEntry {
                action: key.action,
                name: key.label,
                help: key.help,
            });
        }
    }
    entries
}

/// The keys of an action where `scope` listens, for the palette and the help page.
#[must_use]
pub(crate) fn chords(scope: Scope, action: Action) -> String {
    rows(scope)
        .filter(|key| key.action == action)
        .filter_map(|key| key.chord)
        .map(|chord| chord.to_string())
        .reduce(|all, next| joined(&all, &next))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadpact_app::action::Action::General as G;

    #[test]
    fn no_scope_gives_one_key_two_meanings() {
        for (n, one) in all().enumerate() {
            for other in all().skip(n + 1) {
                assert!(
                    one.chord.is_none() || one.scope != other.scope || one.chord != other.chord,
                    "{:?} has {} twice",
                    one.scope,
                    one.chord.map(|c| c.to_string()).unwrap_or_default(),
                );
            }
        }
    }

    #[test]
    fn every_action_can_be_reached() {
        for action in Action::all() {
            assert!(
                all().any(|key| key.action == action),
                "{action:?} has no row in the key table"
            );
        }
    }

    #[test]
    fn where_letters_are_typed_no_plain_letter_is_a_key() {
        for scope in Scope::ALL.into_iter().filter(|scope| scope.takes_text()) {
            for key in rows(scope) {
                let typed = key.chord.is_some_and(|chord| {
                    matches!(chord.code, KeyCode::Char(_)) && !chord.ctrl && !chord.alt
                });
                assert!(!typed, "{:?} takes a letter in {scope:?}", key.action);
            }
        }
    }

    #[test]
    fn labels_are_short_and_sentences_end() {
        for key in all() {
            assert!(key.label.chars().count() <= 22, "{}", key.label);
            assert!(key.help.ends_with('.'), "{}", key.help);
        }
    }

    #[test]
    fn the_narrow_scope_has_the_key_before_the_wide_one() {
        let q = Chord {
            code: KeyCode::Char('q'),
            ctrl: false,
            alt: false,
        };
        let action = |scope| find(scope, q).map(|key| key.action);
        assert_eq!(action(Scope::Help), Some(G(General::Back)));
        assert_eq!(action(Scope::Home), Some(G(General::Quit)));
        assert_eq!(action(Scope::Palette), None);
    }

    #[test]
    fn chords_read_as_people_say_them() {
        let text = |chord: Option<Chord>| chord.map(|c| c.to_string());
        assert_eq!(text(ctrl('n')).as_deref(), Some("ctrl-n"));
        assert_eq!(text(plain(KeyCode::F(1))).as_deref(), Some("f1"));
        assert_eq!(text(ENTER).as_deref(), Some("enter"));
        assert_eq!(text(letter(' ')).as_deref(), Some("space"));
    }

    #[test]
    fn words_and_letters_are_walked_and_deleted_as_in_a_shell() {
        let chord = |code, ctrl, alt| Chord { code, ctrl, alt };
        let c = KeyCode::Char;
        for (chord, meant) in [
            (chord(c('d'), false, true), TextKey::DeleteNextWord),
            (chord(KeyCode::Delete, true, false), TextKey::DeleteNextWord),
            (chord(KeyCode::Delete, false, false), TextKey::Delete),
            (chord(c('b'), true, false), TextKey::Left),
            (chord(c('f'), true, false), TextKey::Right),
            (chord(c('b'), false, true), TextKey::WordLeft),
            (chord(c('e'), true, false), TextKey::LineEnd),
        ] {
            assert_eq!(text_key(chord), Some(meant), "{chord}");
            // Where text is typed no table takes these keys away.
            for scope in Scope::ALL.into_iter().filter(|scope| scope.takes_text()) {
                assert!(find(scope, chord).is_none(), "{chord} in {scope:?}");
            }
        }
    }

    /// The whole table as Markdown, one row for each action of a scope.
    fn as_markdown() -> String {
        let mut rows: Vec<(&Key, Vec<String>)> = Vec::new();
        for key in all() {
            let chord = key.chord.map(|chord| format!("`{chord}`"));
            let same = |row: &&mut (&Key, Vec<String>)| {
                (row.0.scope, row.0.action, row.0.help) == (key.scope, key.action, key.help)
            };
            match rows.iter_mut().find(same) {
                Some((_, chords)) => chords.extend(chord),
                None => rows.push((key, chord.into_iter().collect())),
            }
        }
        let mut text = String::from("| where | key | what it does |\n|---|---|---|\n");
        for (key, chords) in rows {
            let chords = if chords.is_empty() {
                "(palette)".to_owned()
            } else {
                chords.join(", ")
            };
            let row = format!("{} | {chords} | {}", key.scope.title(), key.help);
            assert_eq!(
                row.matches('|').count(),
                2,
                "a cell of the table would end in: {row}"
            );
            text.extend(["| ", &row, " |\n"]);
        }
        text
    }

    /// After a change of the keys: `LEADPACT_WRITE_KEYS=1 cargo test -p leadpact-tui keys`.
    #[test]
    fn the_page_of_keys_lists_these() {
        const BEGIN: &str = "<!-- keys -->\n\n";
        const END: &str = "\n<!-- end of keys -->";
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/keys.md");
        let page = std::fs::read_to_string(path).expect("docs/keys.md");
        let (before, rest) = page.split_once(BEGIN).expect("the first mark");
        let (listed, after) = rest.split_once(END).expect("the second mark");
        let table = as_markdown();
        if std::env::var_os("LEADPACT_WRITE_KEYS").is_some() {
            let text = format!("{before}{BEGIN}{table}{END}{after}");
            std::fs::write(path, text).expect("write");
        } else {
            assert!(
                listed == table,
                "the keys in docs/keys.md are not those of the program"
            );
        }
    }
}
