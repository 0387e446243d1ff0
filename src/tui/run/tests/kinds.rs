//! Every kind of question, answered in every place and in every way: on a private sheet, in own words while agreeing, in
//! a form file; by keys and by mouse.

use std::path::Path;

use indexmap::IndexMap;
use jiff::civil::date;
use jiff::tz::TimeZone;
use tempfile::TempDir;

use super::monkey::{Hands, happens};
use super::walks::{after, find, press, rows, text};
use crate::host::Event;
use leadpact_app::click::Target;
use leadpact_definition::rating::Rating;
use leadpact_files::{answers, load_workshop, template};
use leadpact_table::write;
use leadpact_workshop::form::blank;
use leadpact_workshop::{
    Answer, Change, Importance, Kind, Observation, Question, Range, Response, SheetId, Workshop,
};

const SIZE: (u16, u16) = (80, 24);

/// What a person does on a page, however they do it.
enum Do {
    /// Marks the value with this label, or takes its mark away.
    Mark(String),
    /// Chooses this word in the row with this label.
    Choose(&'static str, &'static str),
    /// Puts the row at this place into this column, both counted from 0.
    Rate(usize, usize),
    /// Types into the field with this label; what stood there goes.
    Type(&'static str, &'static str),
    /// Types into the free text.
    Write(&'static str),
    /// Says that the value with this label is never a lead.
    Never(String),
    /// The value with this label comes one earlier.
    Earlier(String),
}

/// How they do it.
#[derive(Debug, Clone, Copy)]
enum Way {
    Keys,
    Mouse,
}

const WAYS: [Way; 2] = [Way::Keys, Way::Mouse];

/// A question of this kind, as a template asks it.
fn asked(kind: Kind) -> Question {
    let from = match kind {
        Kind::OwnWords
        | Kind::Choice
        | Kind::Level
        | Kind::Range
        | Kind::Order
        | Kind::Tags
        | Kind::YesNo
        | Kind::NotALead
        | Kind::AlreadyOurs
        | Kind::Signals
        | Kind::Cards => kind,
        // No template asks one.
        Kind::One => Kind::Choice,
    };
    let bank = template("saas").unwrap().bank;
    let question = bank.questions.into_iter().find(|q| q.kind == from);
    Question {
        kind,
        ..question.unwrap()
    }
}

fn label(question: &Question, at: usize) -> String {
    question.options[at].label.clone()
}

fn ids(question: &Question, places: &[usize]) -> Vec<String> {
    let id = |at: &usize| question.options[*at].id.clone();
    places.iter().map(id).collect()
}

/// Each row of a grid in this column, and the next one beyond the last of `columns` begins again.
fn placed(count: usize, columns: usize) -> Vec<(usize, usize)> {
    (0..count).map(|row| (row, row % columns)).collect()
}

/// One answer of each kind: what a person does for it, what a form says, and what the file holds then.
fn example(question: &Question, stages: &[String]) -> (Vec<Do>, String, Answer) {
    match question.kind {
        Kind::OwnWords | Kind::Tags => (
            vec![Do::Write("Wants it soon.")],
            "Wants it soon.".to_owned(),
            Answer::Text("Wants it soon.".to_owned()),
        ),
        Kind::Choice | Kind::NotALead | Kind::AlreadyOurs => (
            vec![Do::Mark(label(question, 0)), Do::Mark(label(question, 1))],
            format!("[{}]", ids(question, &[0, 1]).join(", ")),
            Answer::Values(ids(question, &[0, 1])),
        ),
        Kind::One => (
            vec![Do::Mark(label(question, 0)), Do::Mark(label(question, 1))],
            ids(question, &[1]).join(", "),
            Answer::Values(ids(question, &[1])),
        ),
        Kind::Level => (
            vec![Do::Mark(label(question, 0)), Do::Mark(label(question, 1))],
            ids(question, &[1]).join(", "),
            Answer::AtLeast(question.options[1].id.clone()),
        ),
        Kind::Range => (
            vec![Do::Type("from", "10"), Do::Type("to", "2k")],
            "{from: 10, to: 2000}".to_owned(),
            Answer::Range(Range {
                from: Some(10.0),
                to: Some(2000.0),
            }),
        ),
        Kind::Order => (
            vec![
                Do::Mark(label(question, 1)),
                Do::Mark(label(question, 0)),
                Do::Mark(label(question, 3)),
                Do::Earlier(label(question, 3)),
            ],
            format!("[{}]", ids(question, &[1, 3, 0]).join(", ")),
            Answer::Order(ids(question, &[1, 3, 0])),
        ),
        Kind::YesNo => (
            vec![Do::Mark("yes".to_owned()), Do::Mark("no".to_owned())],
            "no".to_owned(),
            Answer::Is(false),
        ),
        Kind::Signals => {
            let placed = placed(question.signals.len(), Rating::ALL.len());
            let said = placed.iter().map(|(row, column)| {
                let id = question.signals[*row].id.clone();
                (id, Rating::ALL[*column])
            });
            let said: IndexMap<String, Rating> = said.collect();
            let form = said.iter().map(|(id, r)| format!("{id}: {}", r.id()));
            let form: Vec<String> = form.collect();
            (
                placed.iter().map(|(r, c)| Do::Rate(*r, *c)).collect(),
                format!("{{{}}}", form.join(", ")),
                Answer::Ratings(said),
            )
        }
        Kind::Cards => {
            let placed = placed(question.cards.len(), stages.len());
            let said = placed.iter().map(|(row, column)| {
                let id = question.cards[*row].id.clone();
                (id, stages[*column].clone())
            });
            let said: IndexMap<String, String> = said.collect();
            let form = said.iter().map(|(id, stage)| format!("{id}: {stage}"));
            let form: Vec<String> = form.collect();
            (
                placed.iter().map(|(r, c)| Do::Rate(*r, *c)).collect(),
                format!("{{{}}}", form.join(", ")),
                Answer::Cards(said),
            )
        }
    }
}

/// What marketing says of a question before it is agreed; sales says nothing alike.
fn apart(question: &Question) -> [Answer; 2] {
    let values = |at| Answer::Values(ids(question, &[at]));
    let rated = |rating: Rating| {
        let all = question.signals.iter().map(|s| (s.id.clone(), rating));
        Answer::Ratings(all.collect())
    };
    let sorted = |stage: &str| {
        let all = question
            .cards
            .iter()
            .map(|c| (c.id.clone(), stage.to_owned()));
        Answer::Cards(all.collect())
    };
    match question.kind {
        Kind::OwnWords | Kind::Tags => ["Marketing.", "Sales."].map(|t| Answer::Text(t.to_owned())),
        Kind::Choice | Kind::One | Kind::NotALead | Kind::AlreadyOurs => [values(2), values(1)],
        Kind::Level => [2, 3].map(|at| Answer::AtLeast(question.options[at].id.clone())),
        Kind::Range => [(1.0, 5.0), (7.0, 9.0)].map(|(from, to)| {
            Answer::Range(Range {
                from: Some(from),
                to: Some(to),
            })
        }),
        Kind::Order => [2, 4].map(|at| Answer::Order(ids(question, &[at]))),
        Kind::YesNo => [Answer::Is(true), Answer::Is(false)],
        Kind::Signals => [rated(Rating::ALL[0]), rated(Rating::ALL[2])],
        Kind::Cards => [sorted("lead"), sorted("none")],
    }
}

/// What takes marketing's answer away again, where the page of own words begins with it and it does not go by itself.
fn taken_away(question: &Question) -> Vec<Do> {
    match question.kind {
        Kind::Choice | Kind::Order | Kind::NotALead | Kind::AlreadyOurs => {
            vec![Do::Mark(label(question, 2))]
        }
        Kind::OwnWords
        | Kind::One
        | Kind::Level
        | Kind::Range
        | Kind::Tags
        | Kind::YesNo
        | Kind::Signals
        | Kind::Cards => Vec::new(),
    }
}

/// Whether *any* and *don't know* are answers of this kind.
fn any_and_unknown(kind: Kind) -> (bool, bool) {
    match kind {
        Kind::Choice | Kind::One | Kind::Order | Kind::Level | Kind::Range | Kind::YesNo => {
            (true, true)
        }
        Kind::OwnWords | Kind::Tags => (false, true),
        Kind::NotALead | Kind::AlreadyOurs | Kind::Signals | Kind::Cards => (false, false),
    }
}

/// A workshop that asks this question alone.
fn workshop(question: &Question) -> Workshop {
    let now = date(2026, 3, 5).at(9, 0, 0, 0).to_zoned(TimeZone::UTC);
    let mut workshop = Workshop::new("Acme Security", template("saas").unwrap(), &now.unwrap());
    workshop.bank.questions = vec![question.clone()];
    for (party, person) in workshop
        .parties
        .iter_mut()
        .skip(1)
        .zip(["Ana Lopes", "Carla Ruiz"])
    {
        party.people = vec![person.to_owned()];
    }
    workshop
}

/// The columns of a grid of cards.
fn stages(workshop: &Workshop) -> Vec<String> {
    let stages = workshop.stages.iter().map(|s| s.id.clone());
    std::iter::once("none".to_owned()).chain(stages).collect()
}

fn in_folder(workshop: &Workshop) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), workshop);
    home
}

fn saved(home: &Path) -> Workshop {
    let file = home.join("acme-security.workshop.yaml");
    load_workshop(&file).unwrap().value
}

/// Goes down, up, and from part to part until the highlighted row has these words.
#[track_caller]
fn go_to(shell: &mut Hands, words: &str) {
    let ways = [("<down>", 25), ("<up>", 50), ("<tab>", 6)];
    for key in ways.iter().flat_map(|(key, times)| [*key].repeat(*times)) {
        let here = rows(shell)
            .into_iter()
            .map(String::from_iter)
            .any(|row: String| row.contains('▸') && row.contains(words));
        if here {
            return;
        }
        press(shell, key);
    }
    panic!("no key leads to {words:?} on\n{}", text(shell));
}

/// Clicks on these words, with the wheel where they are out of view.
#[track_caller]
fn click(shell: &mut Hands, words: &str) {
    for event in [Event::WheelDown(20, 12), Event::WheelUp(20, 12)] {
        for _ in 0..60 {
            // Below the question itself, which may say the same words.
            if let Some((x, y)) = find(shell, words, 6) {
                return happens(shell, Event::Click(x, y));
            }
            happens(shell, event.clone());
        }
    }
    panic!("no {words:?} to click on\n{}", text(shell));
}

/// Clicks where somebody chooses column `column` of row `row`.
#[track_caller]
fn click_cell(shell: &mut Hands, row: usize, column: usize) {
    let cell = |shell: &Hands| {
        let mut all = shell.hits.all();
        all.find(|(_, target)| *target == Target::Choice(row, column))
            .map(|(area, _)| area)
    };
    for _ in 0..60 {
        // Of cards only the highlighted one shows its stages.
        if let Some(area) = cell(shell) {
            return happens(shell, Event::Click(area.x, area.y));
        }
        happens(shell, Event::WheelDown(20, 18));
    }
    panic!("no cell {row}, {column} on\n{}", text(shell));
}

#[track_caller]
fn perform(shell: &mut Hands, done: &Do, way: Way) {
    match (done, way) {
        (Do::Mark(label), Way::Keys) => {
            go_to(shell, &short(label));
            press(shell, " ");
        }
        (Do::Mark(label), Way::Mouse) => click(shell, &short(label)),
        (Do::Never(label), Way::Keys) => {
            go_to(shell, &short(label));
            press(shell, "x");
        }
        (Do::Never(label), Way::Mouse) => {
            // The mark is clicked twice, so that its row is highlighted and as it was; then the key in the footer.
            click(shell, &short(label));
            click(shell, &short(label));
            let (x, y) = find(shell, "x never", 20).unwrap();
            happens(shell, Event::Click(x, y));
        }
        (Do::Earlier(label), Way::Keys) => {
            go_to(shell, &short(label));
            press(shell, "K");
        }
        (Do::Earlier(_), Way::Mouse) => {
            // It was marked last, so its row is highlighted.
            let (x, y) = find(shell, "K", 22).unwrap_or_else(|| panic!("{}", text(shell)));
            happens(shell, Event::Click(x, y));
        }
        (Do::Choose(row, word), Way::Keys) => {
            go_to(shell, row);
            press(shell, "<left><left><left><left>");
            for _ in 0..4 {
                if find(shell, &format!("[{word}]"), 6).is_some() {
                    return;
                }
                press(shell, "<right>");
            }
            panic!("no {word:?} on\n{}", text(shell));
        }
        (Do::Choose(row, word), Way::Mouse) => {
            click(shell, row);
            click(shell, &format!(" {word} "));
        }
        (Do::Rate(_, column), Way::Keys) => press(shell, &(column + 1).to_string()),
        (Do::Rate(row, column), Way::Mouse) => click_cell(shell, *row, *column),
        (Do::Type(field, words), Way::Keys) => {
            go_to(shell, field);
            press(shell, &format!("<c-u>{words}"));
        }
        (Do::Type(field, words), Way::Mouse) => {
            click(shell, &format!("   {field} "));
            press(shell, &format!("<c-u>{words}"));
        }
        (Do::Write(words), Way::Keys) => press(shell, &format!("<c-u>{words}")),
        (Do::Write(words), Way::Mouse) => {
            happens(shell, Event::Click(20, 8));
            press(shell, &format!("<end><c-u>{words}"));
        }
    }
}

/// Lets the time pass after which everything is on the disk.
fn until_saved(shell: &mut Hands) {
    for _ in 0..12 {
        happens(shell, Event::Timeout);
    }
}

/// As much of a label as stands whole on a line.
fn short(label: &str) -> String {
    label.chars().take(24).collect::<String>().trim().to_owned()
}

/// The keys from the list of workshops to the only question on Ana's sheet.
const SHEET: &str = "<enter><enter><enter>";

fn on_sheet(question: &Question, steps: &[Do], way: Way) -> Response {
    let home = in_folder(&workshop(question));
    let mut shell = after(home.path(), SHEET, SIZE);
    for step in steps {
        perform(&mut shell, step, way);
    }
    press(&mut shell, "<esc>");
    until_saved(&mut shell);
    let workshop = saved(home.path());
    let responses = workshop.sheets[0].open_responses().unwrap();
    responses.get(&question.id).cloned().unwrap_or_default()
}

/// Marketing and sales have answered and shown it; now they agree in own words.
fn in_own_words(question: &Question, steps: &[Do], way: Way) -> Response {
    let mut workshop = workshop(question);
    let people = [("marketing", "Ana Lopes"), ("sales", "Carla Ruiz")];
    for ((party, person), answer) in people.into_iter().zip(apart(question)) {
        let sheet = SheetId {
            party: party.to_owned(),
            person: person.to_owned(),
        };
        workshop.begin_sheet(sheet.clone(), format!("{:032x}", party.len()));
        let change = Change::Respond {
            sheet: sheet.clone(),
            question: question.id.clone(),
            response: Box::new(Response {
                importance: question.asks_importance().then_some(Importance::Nice),
                ..Response::of(answer)
            }),
        };
        workshop.apply(change).unwrap();
        workshop.seal_sheet(&sheet, jiff::Timestamp::UNIX_EPOCH);
    }
    workshop
        .reveal_all(jiff::Timestamp::UNIX_EPOCH, None)
        .unwrap();
    let home = in_folder(&workshop);
    let mut shell = after(home.path(), "<enter>aw", SIZE);
    for step in taken_away(question).iter().chain(steps) {
        perform(&mut shell, step, way);
    }
    press(&mut shell, "<esc>");
    until_saved(&mut shell);
    let decision = saved(home.path()).decisions.get(&question.id).cloned();
    let decision = decision.unwrap_or_else(|| panic!("{}", text(&shell)));
    decision.agreed[0].response.clone()
}

/// The form of marketing with this answer, and these lines below it.
fn in_form(question: &Question, answer: &str, more: &[(&str, &str)]) -> Response {
    let workshop = workshop(question);
    let mut form = blank(&workshop, &workshop.parties[1], Some("Ana Lopes"));
    let start = form.find(&format!("\n  {}:", question.id)).unwrap();
    let mut below = form.split_off(start);
    let given = below.find("answer:").map(|at| (at, at + "answer:".len()));
    if let Some((_, end)) = given {
        // Whatever stands there to be filled in gives way to the answer on one line.
        let rest = below.split_off(end);
        let next = rest
            .lines()
            .skip(1)
            .position(|line| !line.starts_with("      "));
        let kept: Vec<&str> = rest
            .lines()
            .skip(1 + next.unwrap_or(usize::MAX - 1))
            .collect();
        below = format!("{below} {answer}\n{}\n", kept.join("\n"));
    }
    for (key, said) in more {
        below = below.replacen(&format!("{key}:"), &format!("{key}: {said}"), 1);
        below = below.replacen(&format!("{said} []"), said, 1);
    }
    let text = form + &below;
    let filled = answers("ana.answers.yaml", text.as_bytes(), &workshop).unwrap_or_else(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        panic!("{}\n{text}", faults.join("\n"))
    });
    filled.responses[&question.id].clone()
}

#[test]
fn every_kind_is_answered_on_a_sheet_by_keys_and_by_mouse() {
    for kind in Kind::ALL {
        let question = asked(kind);
        let (steps, _, expected) = example(&question, &stages(&workshop(&question)));
        for way in WAYS {
            let said = on_sheet(&question, &steps, way);
            assert_eq!(said.answer.as_ref(), Some(&expected), "{kind:?} {way:?}");
        }
    }
}

#[test]
fn every_kind_is_agreed_in_own_words_by_keys_and_by_mouse() {
    for kind in Kind::ALL {
        let question = asked(kind);
        let (steps, _, expected) = example(&question, &stages(&workshop(&question)));
        for way in WAYS {
            let said = in_own_words(&question, &steps, way);
            assert_eq!(said.answer.as_ref(), Some(&expected), "{kind:?} {way:?}");
        }
    }
}

#[test]
fn every_kind_is_answered_in_a_form() {
    for kind in Kind::ALL {
        let question = asked(kind);
        let (_, form, expected) = example(&question, &stages(&workshop(&question)));
        let said = in_form(&question, &form, &[]);
        assert_eq!(said.answer.as_ref(), Some(&expected), "{kind:?}");
    }
}

#[test]
fn what_fits_everything_and_what_nobody_knows_are_answers_too() {
    for kind in Kind::ALL {
        let question = asked(kind);
        let (any, unknown) = any_and_unknown(kind);
        let said = [
            ("any, it does not matter", "any", Answer::Any, any),
            ("don't know", "don't know", Answer::DontKnow, unknown),
        ];
        for (label, form, expected, offered) in said {
            if !offered {
                continue;
            }
            let steps = [Do::Mark(label.to_owned())];
            for way in WAYS {
                let said = on_sheet(&question, &steps, way);
                assert_eq!(said.answer.as_ref(), Some(&expected), "{kind:?} {way:?}");
                // The same again takes it back.
                let twice = [Do::Mark(label.to_owned()), Do::Mark(label.to_owned())];
                assert_eq!(on_sheet(&question, &twice, way), Response::default());
                let said = in_own_words(&question, &steps, way);
                assert_eq!(said.answer.as_ref(), Some(&expected), "{kind:?} {way:?}");
            }
            let said = in_form(&question, form, &[]);
            assert_eq!(said.answer.as_ref(), Some(&expected), "{kind:?}");
        }
    }
}

#[test]
fn importance_what_shows_it_why_and_never_are_said_of_every_kind_that_asks() {
    for kind in Kind::ALL {
        let question = asked(kind);
        let (mut steps, form, answer) = example(&question, &stages(&workshop(&question)));
        let mut expected = Response::of(answer);
        let mut lines = Vec::new();
        if question.asks_importance() {
            steps.extend([
                Do::Choose("It matters", "must"),
                Do::Choose("We would see it by", "something they do"),
                Do::Type("its name", "Demo booked"),
            ]);
            expected.importance = Some(Importance::Must);
            expected.observed_by = Some(Observation::Event("Demo booked".to_owned()));
            lines.extend([("importance", "must"), ("observedBy", "event Demo booked")]);
        }
        if question.is_criterion() {
            steps.push(Do::Type("Because", "It is so."));
            expected.because = "It is so.".to_owned();
            lines.push(("because", "It is so."));
        }
        let never = format!("[{}]", question.options.get(2).map_or("", |o| &o.id));
        if question.takes_never() {
            steps.insert(0, Do::Never(label(&question, 2)));
            expected.never = ids(&question, &[2]);
            lines.push(("never", &never));
        }
        for way in WAYS {
            assert_eq!(
                on_sheet(&question, &steps, way),
                expected,
                "{kind:?} {way:?}"
            );
        }
        assert_eq!(in_form(&question, &form, &lines), expected, "{kind:?}");
    }
}
