//! What each fuzz target does with its bytes, and what must hold. A panic is a find.
//!
//! `tests/fuzz.rs` includes this file, so that every build runs these functions on the seeds in `seeds/TARGET`.

use std::io::Cursor;
use std::sync::LazyLock;
use std::time::Duration;

use jiff::Zoned;
use jiff::civil::date;
use leadpact_app::moment::Moment;
use leadpact_definition::lint::lint;
use leadpact_definition::{LeadDefinition, compile};
use leadpact_files::{self as files, Fault};
use leadpact_leads::source::begin;
use leadpact_leads::{Mapped, Mapping, Rows, Scorer};
use leadpact_tui::host::Event;
use leadpact_tui::input::Parser;
use leadpact_tui::script::{self, Stroke};
use leadpact_workshop::Workshop;
use leadpact_workshop::compare::compare;
use leadpact_workshop::integrity::versions_hold;
use leadpact_workshop::rules::{Source, rules};
use leadpact_workshop::sign::open_points;

/// What is done with the bytes of a target.
pub type Target = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: [(&str, Target); 8] = [
    ("workshop", workshop),
    ("definition", definition),
    ("mapping", mapping),
    ("answers", answers),
    ("leads", leads),
    ("events", events),
    ("keyboard", keyboard),
    ("script", script),
];

/// The name under which bytes are read.
const NAME: &str = "bytes";

/// The rules and the mapping that leads and event logs are read with.
const RULES: &str = include_str!("../seeds/definition/german-export.yaml");
const MAPPING: &str = include_str!("../seeds/mapping/german-export.yaml");

static DEFINITION: LazyLock<LeadDefinition> =
    LazyLock::new(|| files::read_definition(NAME, RULES.as_bytes()).expect("rules that are kept"));
static MAPPED: LazyLock<Mapped> = LazyLock::new(|| {
    let mapping: Mapping =
        files::read_kind(NAME, MAPPING.as_bytes(), "Mapping").expect("a mapping that is kept");
    mapping.over(&DEFINITION.spec).expect("it fits")
});
/// The workshop that forms are taken into.
static BEGUN: LazyLock<Workshop> = LazyLock::new(|| {
    let now: Zoned = "2026-03-06T14:02:00+00:00[UTC]".parse().expect("a time");
    Workshop::new("Acme", files::template("b2b").expect("a template"), &now)
});

/// A fault says what is wrong on lines that are there.
fn sound(fault: &Fault, bytes: &[u8]) {
    assert!(!fault.what.is_empty());
    let lines = String::from_utf8_lossy(bytes).lines().count() + 1;
    if let Some(place) = fault.place {
        assert!(place.line >= 1 && place.line <= lines, "{fault}");
    }
    assert!(!fault.to_string().contains('\u{1b}'));
}

/// A workshop file: what can be read is written the same again, and can be looked at from all sides.
pub fn workshop(bytes: &[u8]) {
    let workshop = match files::read_workshop(NAME, bytes) {
        Ok(workshop) => workshop,
        Err(fault) => return sound(&fault, bytes),
    };
    if let Ok(written) = files::write_workshop(&workshop) {
        let again = files::read_workshop(NAME, written.as_bytes()).expect("what was written");
        assert_eq!(files::write_workshop(&again).ok(), Some(written));
    }
    let _ = compare(&workshop);
    let _ = open_points(&workshop);
    let _ = versions_hold(&workshop);
    let _ = rules(&workshop, Source::Agreed);
}

/// A rule file: what can be read is written the same again; what compiles can be looked over.
pub fn definition(bytes: &[u8]) {
    let definition = match files::read_definition(NAME, bytes) {
        Ok(definition) => definition,
        Err(fault) => return sound(&fault, bytes),
    };
    if let Ok(written) = files::write_definition(&definition) {
        let again = files::read_definition(NAME, written.as_bytes()).expect("what was written");
        assert_eq!(files::write_definition(&again).ok(), Some(written));
    }
    match compile(&definition.spec) {
        Ok(_) => drop(lint(&definition.spec)),
        Err(problems) => assert!(!problems.is_empty()),
    }
}

/// A mapping: over the rules it either fits or says why not.
pub fn mapping(bytes: &[u8]) {
    match files::read_kind::<Mapping>(NAME, bytes, "Mapping") {
        Ok(mapping) => match mapping.over(&DEFINITION.spec) {
            Ok(_) => {}
            Err(problems) => assert!(!problems.is_empty()),
        },
        Err(fault) => sound(&fault, bytes),
    }
}

/// A filled form: it is taken in and sealed, or every fault has its place.
pub fn answers(bytes: &[u8]) {
    let mut workshop = BEGUN.clone();
    match files::answers(NAME, bytes, &workshop) {
        Ok(filled) => {
            drop(files::taken(NAME, bytes, &filled, &workshop));
            let at = workshop.head.changed;
            let salt = "00".repeat(16);
            workshop
                .take_in(filled, salt, at, false)
                .expect("nobody has sealed");
            workshop.reveal_all(at, Some("fuzz")).expect("a reason");
            assert!(compare(&workshop).is_ok());
        }
        Err(faults) => {
            assert!(!faults.is_empty());
            for fault in &faults {
                sound(fault, bytes);
            }
        }
    }
}

fn rows(bytes: &[u8]) -> Option<Rows> {
    let bytes = Box::new(Cursor::new(bytes.to_vec()));
    begin(NAME.to_owned(), bytes, None).and_then(Rows::new).ok()
}

/// Leads: every row is scored or refused.
pub fn leads(bytes: &[u8]) {
    let rules = &*MAPPED;
    let Some(rows) = rows(bytes) else { return };
    let as_of = Some(date(2026, 3, 6));
    let scorer = Scorer::new(&rules.spec, &rules.compiled, rows, as_of, None);
    let Ok(mut scorer) = scorer else { return };
    while let Ok(Some(_)) = scorer.next_lead() {}
}

/// An event log: it is read or refused.
pub fn events(bytes: &[u8]) {
    let rules = &*MAPPED;
    if let Some(rows) = rows(bytes) {
        let _ = leadpact_leads::events::read(&rules.spec, rows, &rules.log);
    }
}

/// What a keyboard and a terminal send, in pieces that lines part, a third of a second from each other: whatever has
/// begun ends by itself, and Control-C is heard.
pub fn keyboard(bytes: &[u8]) {
    let mut parser = Parser::default();
    let mut at = Duration::ZERO;
    for piece in bytes.split(|byte| *byte == b'\n') {
        parser.feed(piece, Moment::after(at));
        at += Duration::from_millis(300);
    }
    while parser.take().is_some() {}
    // Whoever presses it when nothing happens presses it again.
    for _ in 0..3 {
        at += Duration::from_secs(3);
        parser.feed(b"\x03", Moment::after(at));
    }
    let pressed = script::parse("<c-c>").expect("a script");
    let heard = std::iter::from_fn(|| parser.take()).any(|event| match event {
        Event::Key(chord) => pressed == [Stroke::Key(chord)],
        _ => false,
    });
    assert!(heard && parser.due().is_none());
}

/// A key script: it is read, or its fault stands on a column of it.
pub fn script(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Err(error) = script::parse(&text) {
        assert!(error.column >= 1 && error.column <= text.chars().count());
    }
}
