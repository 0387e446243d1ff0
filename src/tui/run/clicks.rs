//! What is drawn can be clicked: every mark, choice, step name and hint, on pictures of every part of the program.

use std::path::Path;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;
use tempfile::TempDir;

use super::monkey::{Hands, happens, noon};
use crate::app::action::{Action, StepAction};
use crate::app::click::Target;
use crate::app::look::Look;
use crate::app::scope::Scope;
use crate::app::screen::sheet::SheetAction;
use crate::app::{App, Size};
use crate::tui::effects::Runner;
use crate::tui::host::{Event, ScriptHost};
use crate::tui::keys;
use crate::tui::play::table;
use crate::tui::run::Shell;
use crate::tui::script::{self, Stroke};
use crate::workshop::Step;

/// The program at home in this folder, after these keys.
pub(super) fn after(home: &Path, keys: &str, (width, height): (u16, u16)) -> Hands {
    let app = App::new(noon(), Size { width, height }, Look::default());
    let terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    let host = ScriptHost::new(Vec::new(), noon());
    let mut shell = Shell::new(app, terminal, host, Runner::new(home));
    let first = shell.app.first_effects();
    shell.perform(first).unwrap();
    shell.draw().unwrap();
    press(&mut shell, keys);
    shell
}

/// Presses these keys.
pub(super) fn press(shell: &mut Hands, keys: &str) {
    for stroke in script::parse(keys).unwrap() {
        let event = match stroke {
            Stroke::Key(chord) => Event::Key(chord),
            Stroke::Paste(text) => Event::Paste(text),
            Stroke::Resize(size) => Event::Resize(size),
            Stroke::Wait(_) => Event::Timeout,
        };
        happens(shell, event);
    }
}

/// The rows of the screen, a character for each cell: what is said by a column holds for both.
pub(super) fn rows(shell: &Hands) -> Vec<Vec<char>> {
    let buffer = shell.terminal.backend().buffer();
    let area = buffer.area;
    let cell = |x, y| buffer[(x, y)].symbol().chars().next().unwrap_or(' ');
    (area.top()..area.bottom())
        .map(|y| (area.left()..area.right()).map(|x| cell(x, y)).collect())
        .collect()
}

pub(super) fn text(shell: &Hands) -> String {
    let lines = rows(shell).into_iter();
    let lines: Vec<String> = lines.map(|row| row.into_iter().collect()).collect();
    lines.join("\n")
}

/// What stands in a part of the screen.
fn within(shell: &Hands, area: Rect) -> String {
    let rows = rows(shell);
    let row = rows.get(usize::from(area.y)).map_or(&[][..], Vec::as_slice);
    let (from, to) = (usize::from(area.x), usize::from(area.right()));
    row.get(from..to.min(row.len()))
        .unwrap_or_default()
        .iter()
        .collect()
}

/// Where these words stand first, from this row on.
pub(super) fn find(shell: &Hands, words: &str, from: u16) -> Option<(u16, u16)> {
    let wanted: Vec<char> = words.chars().collect();
    for (y, row) in rows(shell).iter().enumerate().skip(usize::from(from)) {
        if let Some(x) = row.windows(wanted.len()).position(|part| part == wanted) {
            return Some((u16::try_from(x).unwrap(), u16::try_from(y).unwrap()));
        }
    }
    None
}

/// A prepared data folder and the keys from one picture to the next.
struct Walk {
    folder: Folder,
    keys: Vec<String>,
}

#[derive(Clone, Copy)]
enum Folder {
    Empty,
    /// Two parties, all answers on the table.
    Revealed,
    /// The same with values of their own and long texts.
    OwnValues,
    /// A sample that is signed.
    Signed,
}

impl Folder {
    fn made(self) -> TempDir {
        match self {
            Self::Empty => tempfile::tempdir().unwrap(),
            Self::Revealed => table::home(2),
            Self::OwnValues => table::home_with_own_values(),
            Self::Signed => {
                let home = tempfile::tempdir().unwrap();
                let name = "trial-analytics.workshop.yaml";
                let sample = Path::new(env!("CARGO_MANIFEST_DIR"))
                    .join("workshops")
                    .join(name);
                std::fs::copy(sample, home.path().join(name)).unwrap();
                home
            }
        }
    }
}

pub(super) const NEW: &str = "nAcme Security<enter><enter><enter><down>Acme Ltd<down>Endpoints<down><down><down><down><down>Fay\
    <down><down>Ana<down><down>Carla<c-n>";

/// Walks past every part of the program.
fn walks() -> Vec<Walk> {
    let mut found = Vec::new();
    let mut walk = |folder, keys: &[&str]| {
        let keys = keys.iter().map(|keys| (*keys).to_owned()).collect();
        found.push(Walk { folder, keys });
    };
    let set_up = "<esc>nAcme<enter><enter><enter>";
    let home = [
        "", "?", "<esc>:", "<esc>n", "<down>", "<down>", set_up, LAST_ROWS,
    ];
    walk(Folder::Empty, &home);
    // Every question, from its first row and from the one that asks how much it matters; then what is sealed.
    let questions = table::revealed(2).bank.questions.len();
    let mut sheet = vec![NEW, "<esc>/", "<esc><enter><enter>", "<enter>"];
    for _ in 0..questions {
        sheet.extend(["<tab>", "<c-n>"]);
    }
    // How a record shows what somebody wrote.
    let own = "<end><up><up><enter><pgdn><down>Rivals<enter>";
    sheet.extend([
        own,
        "<enter>",
        "<down><enter>",
        "<down>",
        "<down>",
        "<down>",
    ]);
    walk(Folder::Empty, &sheet);
    let end = "<c-n>".repeat(questions);
    walk(Folder::Empty, &[NEW, "<enter><enter>", &end, "s", "y", "v"]);
    let pairs = [
        "<enter>",
        "<enter>",
        "y",
        "<down>",
        "<esc><enter>",
        "<enter>",
    ];
    walk(Folder::OwnValues, &pairs);
    let agree = [
        "<enter><enter>",
        "<end>",
        "<enter>",
        "a",
        "p",
        "<esc><esc>",
        "s",
    ];
    walk(Folder::Revealed, &agree);
    // Every difference with its ways out, some of them taken, the answer opened.
    for at in 0..questions {
        let open = format!("<enter>a<esc><home>{}<enter>", "<down>".repeat(at));
        walk(Folder::Revealed, &[&open, "1", "2", "l", "w", "<tab>"]);
    }
    walk(Folder::Revealed, &["<enter>a<esc><home><enter>c", "<down>"]);
    walk(
        Folder::Revealed,
        &["<enter>a<esc><home><enter>k", "<down>", "<down>"],
    );
    let stages = [
        "<enter>a<esc>g",
        "<enter>",
        "<down><down>",
        "<esc><esc>m",
        "<tab>",
    ];
    walk(Folder::Revealed, &stages);
    let sla = "<enter>a<esc>:go to SLA<enter>";
    let promises = [
        sla,
        "n",
        "<esc><enter>",
        "<tab>",
        "<down>",
        "<down>",
        "<down>",
    ];
    walk(Folder::Revealed, &promises);
    for up in ["", "<up>", "<up><up>", "<up><up><up>"] {
        let ground = format!("{sla}<end>{up}<enter>");
        walk(Folder::Revealed, &[&ground, "<enter>", "<down>"]);
    }
    let sign = "<enter>a<esc>:go to Sign<enter>";
    let from = "<end><up><up><up>";
    let names = [
        sign, "<end>", "<up><up>", from, "<enter>", "<esc>t", "<esc>s",
    ];
    walk(Folder::Revealed, &names);
    walk(Folder::Signed, &["<enter>", "h", "<enter>", "<esc><esc>a"]);
    found
}

/// To the rows below the parties of a new workshop.
const LAST_ROWS: &str = "<pgdn><down><down><down>";

/// Shows each picture to somebody, with what led to it, in two sizes of the window.
fn each(mut look: impl FnMut(&str, &mut Hands)) {
    for walk in walks() {
        let home = walk.folder.made();
        let mut shell = after(home.path(), "", (80, 24));
        let mut so_far = String::new();
        for keys in &walk.keys {
            press(&mut shell, keys);
            so_far.push_str(keys);
            so_far.push_str("  ");
            for (width, height) in [(120, 40), (80, 24)] {
                happens(&mut shell, Event::Resize(Size { width, height }));
                look(&so_far, &mut shell);
            }
        }
    }
}

/// The scopes that no screen has of its own: others are asked after theirs.
const WIDER: [Scope; 5] = [
    Scope::Anywhere,
    Scope::Browsing,
    Scope::Line,
    Scope::Lines,
    Scope::Workshop,
];

/// What a click does that only highlights.
fn is_plain(target: Option<Target>) -> bool {
    !matches!(
        target,
        Some(Target::On(..) | Target::Choice(..) | Target::Action(_) | Target::Page(_))
    )
}

/// Fails where a mark or a choice is drawn and a click on it does no more than highlight its row.
fn marks_and_choices(picture: &str, shell: &Hands) {
    let rows = rows(shell);
    let body = 3..rows.len().saturating_sub(2);
    for (y, row) in rows.iter().enumerate().filter(|(y, _)| body.contains(y)) {
        let line: String = row.iter().collect();
        for (x, sign) in row.iter().enumerate() {
            let rest: String = row.iter().skip(x).collect();
            let boxed = ["[x]", "[ ]", "( )", "(•)"]
                .iter()
                .any(|b| rest.starts_with(b));
            let chosen = *sign == '[' && rest.contains(']');
            let arrow = *sign == '◂' || (*sign == '▸' && line.contains('◂'));
            let pointer = *sign == '▸' && x <= 3;
            if !(boxed || chosen || arrow) || pointer {
                continue;
            }
            let column = u16::try_from(x + usize::from(!arrow)).unwrap();
            let target = shell.hits.at(column, u16::try_from(y).unwrap());
            assert!(
                !is_plain(target),
                "{}: no click for {rest:?} ({target:?}) in\n{}",
                picture,
                text(shell)
            );
        }
    }
}

/// Fails where the name of a step is drawn and does not lead there, although its action would.
fn steps(picture: &str, shell: &Hands) {
    for mark in shell.app.heading().steps {
        let action = Action::Step(StepAction::to(mark.step));
        let number = Step::ALL.iter().position(|s| *s == mark.step).unwrap() + 1;
        let name = format!(" {number} {}", mark.step.word());
        let Some((x, y)) = find(shell, &name, 0).filter(|(_, y)| *y < 3) else {
            continue;
        };
        let expected = shell.app.allows(action).then_some(Target::Action(action));
        let there = shell.hits.at(x + 1, y);
        assert_eq!(there, expected, "{}: {name}\n{}", picture, text(shell));
    }
}

/// Fails where a key in the footer does something else by a click than by being pressed.
fn hints(picture: &str, shell: &Hands) {
    let last = u16::try_from(rows(shell).len() - 1).unwrap();
    let scope = shell.app.scope();
    let mut seen = 0;
    for hint in keys::hints(&shell.app) {
        let keys: String = hint.parts().flat_map(|(b, key, _)| [b, key]).collect();
        let Some((x, y)) = find(shell, &format!("{keys} {}", hint.label), last) else {
            continue;
        };
        let mut at = x;
        for (between, key, _) in hint.parts() {
            at += u16::try_from(between.chars().count()).unwrap();
            let pressed = keys::rows(scope).find(|row| {
                row.chord.is_some_and(|chord| chord.to_string() == key) && row.label == hint.label
            });
            let action = pressed.map(|row| Target::Action(row.action));
            assert_eq!(shell.hits.at(at, y), action, "{picture}: {key}");
            at += u16::try_from(key.chars().count()).unwrap();
        }
        assert!(shell.hits.at(at + 1, y).is_some(), "{}", hint.label);
        seen += 1;
    }
    assert!(
        seen > 0,
        "{}: nothing to click in\n{}",
        picture,
        text(shell)
    );
}

#[test]
fn every_mark_choice_step_and_hint_that_is_drawn_can_be_clicked() {
    let mut seen: Vec<Scope> = Vec::new();
    each(|picture, shell| {
        let scope = shell.app.scope();
        if !seen.contains(&scope) {
            seen.push(scope);
        }
        // What stands behind a popup is covered.
        if shell.app.shared.popups.is_empty() {
            marks_and_choices(picture, shell);
        }
        steps(picture, shell);
        hints(picture, shell);
    });
    let missing: Vec<Scope> = Scope::ALL
        .into_iter()
        .filter(|scope| !seen.contains(scope) && !WIDER.contains(scope))
        .collect();
    assert!(missing.is_empty(), "no picture of {missing:?}");
}

/// Where what asks for this is drawn; of a row and a part of it, the part.
fn place_of(shell: &Hands, target: Target) -> Option<Rect> {
    shell
        .hits
        .all()
        .find(|(_, t)| *t == target)
        .map(|(area, _)| area)
}

/// Clicks on the middle of this part of the screen.
fn click_on(shell: &mut Hands, area: Rect) {
    happens(shell, Event::Click(area.x + area.width / 2, area.y));
}

/// Places with choices that a click takes. What is chosen stands in brackets then.
fn choices() -> Vec<(Folder, String)> {
    let sheet = |turns: usize| format!("{NEW}<enter><enter>{}", "<c-n>".repeat(turns));
    let point = "<enter>a<esc><home><enter>";
    let promise = "<enter>a<esc>:go to SLA<enter><enter><tab>";
    vec![
        (Folder::Empty, "n".to_owned()),
        (Folder::Empty, sheet(1)),
        (Folder::Empty, format!("{}<tab><right>", sheet(1))),
        (Folder::Empty, sheet(17)),
        (Folder::OwnValues, "<enter><enter>y".to_owned()),
        (Folder::Revealed, format!("{point}1")),
        (Folder::Revealed, format!("{point}l")),
        (Folder::Revealed, format!("{point}c")),
        (Folder::Revealed, format!("{point}k")),
        (Folder::Revealed, "<enter>a<esc>g<enter>".to_owned()),
        (Folder::Revealed, promise.to_owned()),
    ]
}

#[test]
fn a_click_on_a_choice_takes_it() {
    for (folder, keys) in choices() {
        let home = folder.made();
        let mut shell = after(home.path(), &keys, (120, 40));
        let all = shell.hits.all().map(|(_, target)| target);
        let wanted: Vec<Target> = all.filter(|t| matches!(t, Target::Choice(..))).collect();
        let mut taken = 0;
        for target in wanted {
            // Another choice may have taken the row away.
            let Some(area) = place_of(&shell, target) else {
                continue;
            };
            click_on(&mut shell, area);
            let Some(area) = place_of(&shell, target) else {
                continue;
            };
            let drawn = within(&shell, area);
            assert!(
                drawn.contains('[') || drawn.contains('●'),
                "{keys}: {target:?} is {drawn:?} in\n{}",
                text(&shell)
            );
            taken += 1;
        }
        assert!(taken > 1, "{keys}: {taken} choices in\n{}", text(&shell));
    }
}

#[test]
fn a_click_on_a_mark_or_its_words_marks_and_unmarks() {
    let home = tempfile::tempdir().unwrap();
    let mut shell = after(home.path(), &format!("{NEW}<enter><enter>"), (80, 24));
    let questions = table::revealed(2).bank.questions.len();
    let mut marked = 0;
    for _ in 0..questions {
        let mark =
            |target: &Target| matches!(target, Target::On(_, Action::Sheet(SheetAction::Mark)));
        let all = shell.hits.all().map(|(_, target)| target).filter(mark);
        let mut wanted: Vec<Target> = all.collect();
        wanted.dedup();
        for target in wanted {
            for _ in 0..2 {
                let signs = |shell: &Hands| {
                    let all = shell.hits.all().filter(|(_, t)| *t == target);
                    let areas: Vec<Rect> = all.map(|(area, _)| area).collect();
                    (within(shell, areas[0]), areas[1])
                };
                let (before, words) = signs(&shell);
                click_on(&mut shell, words);
                let (after, _) = signs(&shell);
                assert_ne!(before, after, "{}", text(&shell));
                marked += 1;
            }
        }
        press(&mut shell, "<c-n>");
    }
    assert!(marked > 150, "{marked}");
}

#[test]
fn a_dot_turns_to_its_question_and_a_wide_window_has_its_name() {
    let home = tempfile::tempdir().unwrap();
    let mut shell = after(home.path(), &format!("{NEW}<enter><enter>"), (80, 24));
    let area = place_of(&shell, Target::Page(17)).unwrap();
    click_on(&mut shell, area);
    assert!(
        find(&shell, "18 of 21  Signals", 0).is_some(),
        "{}",
        text(&shell)
    );
    press(&mut shell, "<resize:120x40>");
    let (x, y) = find(&shell, "Budget", 0).unwrap();
    happens(&mut shell, Event::Click(x, y));
    assert!(
        find(&shell, "6 of 21  Budget", 0).is_some(),
        "{}",
        text(&shell)
    );
}

#[test]
fn the_first_click_highlights_and_the_second_opens() {
    let home = table::home(2);
    let mut shell = after(home.path(), "<enter>a<esc>", (80, 24));
    let (x, y) = find(&shell, "Authority", 0).unwrap();
    happens(&mut shell, Event::Click(x, y));
    assert_eq!(shell.app.scope(), Scope::AgreeList);
    assert!(
        find(&shell, "▸ ≠ Authority", 0).is_some(),
        "{}",
        text(&shell)
    );
    happens(&mut shell, Event::Click(x, y));
    assert_eq!(shell.app.scope(), Scope::Agree);
    // The same on its ways out: first what it changes, then it is taken.
    let (x, y) = find(&shell, "r between", 0).unwrap();
    happens(&mut shell, Event::Click(x, y));
    assert!(find(&shell, "▸ r between", 0).is_some(), "{}", text(&shell));
    happens(&mut shell, Event::Click(x, y));
    assert!(find(&shell, "[r between]", 0).is_some(), "{}", text(&shell));
    // Another way in one click, then what the parties say to it.
    let (x, y) = find(&shell, "1 Marketing", 6).unwrap();
    happens(&mut shell, Event::Click(x, y));
    assert!(
        find(&shell, "[1 Marketing]", 0).is_some(),
        "{}",
        text(&shell)
    );
    let (x, y) = find(&shell, "can live with it", 0).unwrap();
    happens(&mut shell, Event::Click(x, y));
    assert!(
        find(&shell, "[can live with it]", 0).is_some(),
        "{}",
        text(&shell)
    );
}

#[test]
fn a_click_on_a_word_of_a_dialog_says_it() {
    let home = table::home(2);
    let mut shell = after(home.path(), "<enter>as", (80, 24));
    let (x, y) = find(&shell, "settle them", 0).unwrap();
    happens(&mut shell, Event::Click(x, y));
    assert!(
        find(&shell, "settled. Press u to take", 0).is_some(),
        "{}",
        text(&shell)
    );
}

#[test]
fn a_click_on_a_threshold_takes_it() {
    let home = tempfile::tempdir().unwrap();
    table::write(home.path(), &crate::files::sample().unwrap());
    let mut shell = after(
        home.path(),
        "<enter><esc>:scoring model<enter><end>",
        (80, 24),
    );
    let (x, y) = find(&shell, " 40 ", 10).unwrap_or_else(|| panic!("{}", text(&shell)));
    happens(&mut shell, Event::Click(x + 1, y));
    assert!(find(&shell, "[40]", 10).is_some(), "{}", text(&shell));
    assert!(find(&shell, "from 40", 0).is_some(), "{}", text(&shell));
}

#[test]
fn arrows_beside_a_choice_go_to_the_one_before_and_the_next() {
    let home = table::home(2);
    let keys = "<enter>a<esc>:go to Sign<enter><end><up><up>";
    let mut shell = after(home.path(), keys, (80, 24));
    let (x, y) = find(&shell, "◂ stay as they are ▸", 0).unwrap();
    happens(&mut shell, Event::Click(x + 19, y));
    let (x, y) = find(&shell, "◂ are judged anew", 0).unwrap_or_else(|| panic!("{}", text(&shell)));
    happens(&mut shell, Event::Click(x, y));
    assert!(
        find(&shell, "◂ stay as they are ▸", 0).is_some(),
        "{}",
        text(&shell)
    );
}
