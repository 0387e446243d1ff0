//! How long a key takes on a large workshop: update and draw at 200x60, twelve parties, two hundred criteria.
//!
//! `cargo bench --bench screen` prints, for each screen, the median and the slowest of the keys pressed, and the
//! resident memory at the end (Linux). Beside them stands ratatui alone, drawing a full screen of text of the same
//! size: what any program of this kind pays.

#![expect(
    clippy::cast_precision_loss,
    reason = "figures for people, far below 2^52"
)]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use jiff::Zoned;
use leadpact_app::action::{Action, Move};
use leadpact_app::look::Look;
use leadpact_app::session::Session;
use leadpact_app::{App, Message, Size, update};
use leadpact_files::template;
use leadpact_tui::view;
use leadpact_workshop::{
    Answer, Change, Choice, Importance, Kind, Party, Question, Range, Response, Role, SheetId,
    Step, Workshop,
};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Paragraph, Widget, Wrap};

const SIZE: Size = Size {
    width: 200,
    height: 60,
};
const PARTIES: usize = 12;
const CRITERIA: usize = 200;
const KEYS: usize = 400;

fn main() {
    let area = Rect::new(0, 0, SIZE.width, SIZE.height);
    let text = "All answers side by side. ".repeat(460);
    let peer: Vec<Duration> = (0..KEYS)
        .map(|_| {
            let mut buffer = Buffer::empty(area);
            timed(|| {
                Paragraph::new(text.as_str())
                    .wrap(Wrap { trim: true })
                    .render(area, &mut buffer);
            })
        })
        .collect();
    report("ratatui, one paragraph", peer);
    for step in [
        Step::Define,
        Step::Compare,
        Step::Agree,
        Step::Sla,
        Step::Sign,
    ] {
        let mut app = opened(step);
        let keys = (0..KEYS)
            .map(|n| {
                let to = if n % 2 == 0 {
                    Move::Down
                } else {
                    Move::PageDown
                };
                let to = if n % 50 == 49 { Move::First } else { to };
                timed(|| {
                    update(&mut app, Message::Act(Action::Move(to)));
                    let mut buffer = Buffer::empty(area);
                    view::draw(&app, &mut buffer);
                })
            })
            .collect();
        report(step.word(), keys);
    }
    if let Some(resident) = resident() {
        println!("resident memory: {:.1} MB", resident as f64 / 1024.0);
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn report(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1000.0;
    println!(
        "{name:<24} median {:.3} ms, 99 of 100 within {:.3} ms, slowest {:.3} ms",
        at(50),
        at(99),
        at(100)
    );
}

/// Kilobytes, where the system says.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn opened(step: Step) -> App {
    let now = Zoned::now();
    let mut app = App::new(now.clone(), SIZE, Look::default());
    let session = Session::new(PathBuf::from("large.workshop.yaml"), large(&now), [7; 16]);
    app.shared.session = Some(session);
    app.shared.enter(step);
    update(
        &mut app,
        Message::Tick(now, leadpact_app::moment::Moment::default()),
    );
    app
}

fn large(now: &Zoned) -> Workshop {
    let mut workshop = Workshop::new("A large one", template("b2b").expect("a template"), now);
    workshop.parties = (0..PARTIES)
        .map(|n| Party {
            id: format!("party-{n}"),
            name: format!("Party {n}"),
            letter: ('A'..='Z').nth(n).unwrap_or('?'),
            role: if n == 0 { Role::Facilitator } else { Role::Own },
            people: vec![format!("Person {n}")],
        })
        .collect();
    workshop.bank.questions = (0..CRITERIA).map(question).collect();
    for n in 0..PARTIES {
        let id = SheetId {
            party: format!("party-{n}"),
            person: format!("Person {n}"),
        };
        workshop.begin_sheet(id.clone(), format!("{n:032x}"));
        for q in 0..CRITERIA {
            let change = Change::Respond {
                sheet: id.clone(),
                question: format!("q{q}"),
                response: Box::new(response(n, q)),
            };
            workshop.apply(change).expect("an open sheet");
        }
        workshop.seal_sheet(&id, now.timestamp());
    }
    workshop
        .reveal_all(now.timestamp(), None)
        .expect("all sealed");
    workshop
}

fn question(n: usize) -> Question {
    let kind = [
        Kind::Choice,
        Kind::Level,
        Kind::Range,
        Kind::Tags,
        Kind::YesNo,
    ][n % 5];
    let options = ["first", "second", "third", "fourth", "fifth", "sixth"].map(|id| Choice {
        id: id.to_owned(),
        label: id.to_owned(),
        cells: Vec::new(),
        when: None,
        always: false,
        by_hand_over: false,
        to: None,
    });
    Question {
        id: format!("q{n}"),
        title: format!("Criterion {n}"),
        ask: format!("What about criterion {n}?"),
        help: None,
        kind,
        options: options.into(),
        unit: None,
        field: None,
        stage: None,
        channel: None,
        signals: Vec::new(),
        cards: Vec::new(),
        same_words: leadpact_workshop::SameWords::default(),
    }
}

fn response(party: usize, n: usize) -> Response {
    let word =
        |at: usize| ["first", "second", "third", "fourth", "fifth", "sixth"][at % 6].to_owned();
    let low = (10 * (party + n)) as f64;
    let answer = match n % 5 {
        0 => Answer::Values(vec![word(party), word(party + n), word(n)]),
        1 => Answer::AtLeast(word(party + n)),
        2 => Answer::Range(Range {
            from: Some(low),
            to: Some(low * 3.0),
        }),
        3 => Answer::Text(format!(
            "Party {party} wants a lead that asks about criterion {n} by itself."
        )),
        _ => Answer::Is((party + n).is_multiple_of(2)),
    };
    Response {
        answer: Some(answer),
        importance: Some(Importance::ALL[(party + n) % 4]),
        because: "that is what we saw last year".to_owned(),
        ..Response::default()
    }
}
