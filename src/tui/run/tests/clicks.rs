//! What is drawn can be clicked: every mark, choice, step name and hint, on pictures of every part of the program.

use ratatui::layout::Rect;

use super::monkey::{Hands, happens};
use super::walks::{Folder, NEW, after, each, find, press, rows, text, within};
use crate::host::Event;
use crate::keys;
use leadpact_app::action::{Action, SheetAction, StepAction};
use leadpact_app::click::Target;
use leadpact_app::scope::Scope;
use leadpact_table as table;
use leadpact_workshop::Step;

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
                row.chord.is_some_and(|chord| chord.to_string() == key)
                    && shell.app.allows(row.action)
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
    table::write(home.path(), &leadpact_files::sample().unwrap());
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
