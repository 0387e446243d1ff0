//! Every place can be gone to from the checklist, and one key leads back.

use std::path::PathBuf;

use jiff::Zoned;
use jiff::civil::date;
use jiff::tz::TimeZone;

use super::*;
use crate::action::{Action, General, WayAction};
use crate::look::Look;
use crate::screen::Screen;
use crate::screen::in_front::is_in_front;
use crate::screen::scoring::Side;
use crate::screen::sign::{Entry, Sign};
use crate::screen::sla::Face;
use crate::screen::sla::Sla;
use crate::screen::sla::form::Subject;
use crate::session::Session;
use crate::{App, Message, Size, update};
use leadpact_table as table;
use leadpact_workshop::sign::PointKind;
use leadpact_workshop::sign::{Group, OpenPoint, grouped};
use leadpact_workshop::{Amendment, SheetId};

fn now() -> Zoned {
    let now = date(2026, 3, 6).at(14, 2, 0, 0);
    now.to_zoned(TimeZone::UTC).expect("a time")
}

/// The name of a kind of place. A new one does not compile before it is named here, and fails before it has an example.
fn kind(place: &Place) -> &'static str {
    match place {
        Place::Setup => "Setup",
        Place::People(_) => "People",
        Place::Board => "Board",
        Place::Sheet(..) => "Sheet",
        Place::Pairs(_) => "Pairs",
        Place::Question(_) => "Question",
        Place::Ladder => "Ladder",
        Place::Stage(_) => "Stage",
        Place::Scoring => "Scoring",
        Place::Card(_) => "Card",
        Place::Promises => "Promises",
        Place::Promise(_) => "Promise",
        Place::Calendar(_) => "Calendar",
        Place::Capacity => "Capacity",
        Place::Reasons => "Reasons",
        Place::Reason(_) => "Reason",
        Place::Review => "Review",
        Place::Standard => "Standard",
        Place::Terms => "Terms",
        Place::Because(_) => "Because",
        Place::Record => "Record",
    }
}

const KINDS: usize = 21;

fn examples(workshop: &Workshop) -> Vec<Place> {
    let card = workshop.bank.questions.iter().flat_map(|q| &q.cards).nth(3);
    let sheet = SheetId {
        party: "sales".to_owned(),
        person: "Carla Ruiz".to_owned(),
    };
    vec![
        Place::Setup,
        Place::People("sales".to_owned()),
        Place::Board,
        Place::Sheet(sheet, "budget".to_owned()),
        Place::Pairs("industry".to_owned()),
        Place::Question("timeline".to_owned()),
        Place::Ladder,
        Place::Stage(workshop.stages[3].id.clone()),
        Place::Scoring,
        Place::Card(card.expect("a card").id.clone()),
        Place::Promises,
        Place::Promise(workshop.sla.promises[2].id.clone()),
        Place::Calendar(0),
        Place::Capacity,
        Place::Reasons,
        Place::Reason(workshop.sla.rejection_reasons[1].id.clone()),
        Place::Review,
        Place::Standard,
        Place::Terms,
        Place::Because("Raised the threshold".to_owned()),
        Place::Record,
    ]
}

fn workshop() -> Workshop {
    let mut workshop = table::with_own_values();
    workshop.head.step = Step::Sign;
    workshop.amendment = Some(Amendment {
        from: "1.0.0".to_owned(),
        at: now().timestamp(),
        because: indexmap::IndexMap::new(),
        before: None,
    });
    workshop
}

/// The checklist in front, with one open point, highlighted, that is closed at `place`.
fn at_checklist(place: &Place) -> App {
    let size = Size {
        width: 80,
        height: 24,
    };
    let mut app = App::new(now(), size, Look::default());
    let session = Session::new(PathBuf::from("a.yaml"), workshop(), [0; 16]);
    let mut sign = Sign::open(&session);
    let point = OpenPoint {
        kind: PointKind::MustSettle,
        at: place.clone(),
        text: "Something is open".to_owned(),
        blocks: true,
    };
    sign.derived.points = vec![point];
    sign.derived.groups = grouped(&sign.derived.points);
    assert_eq!(sign.derived.groups, [Group::One(0)]);
    app.screen = Screen::Sign(Box::new(sign));
    app.shared.session = Some(session);
    app
}

#[test]
fn each_place_is_in_front_once_it_is_gone_to_and_one_key_leads_back() {
    let mut seen = std::collections::BTreeSet::new();
    for place in examples(&workshop()) {
        let name = kind(&place);
        seen.insert(name);
        let mut app = at_checklist(&place);
        update(&mut app, Message::Act(Action::General(General::Choose)));
        if !can_go(&place) {
            assert!(matches!(app.screen, Screen::Sign(_)), "{name}");
            continue;
        }
        assert!(is_in_front(&app.screen, &place, None), "{name}");
        lands_on(&app, &place);
        let on_checklist = matches!(app.screen, Screen::Sign(_));
        let back = Action::Way(WayAction::Checklist);
        assert_eq!(app.allows(back), !on_checklist, "{name}");
        update(&mut app, Message::Act(back));
        assert!(matches!(app.screen, Screen::Sign(_)), "{name}");
        assert!(!app.allows(back), "{name}");
    }
    assert_eq!(
        seen.len(),
        KINDS,
        "a kind of place has no example: {seen:?}"
    );
}

/// Not only the screen: the thing itself.
#[track_caller]
fn lands_on(app: &App, place: &Place) {
    let session = app.shared.session.as_ref().expect("open");
    let workshop = session.workshop();
    match (place, &app.screen) {
        (Place::Question(id), Screen::Agree(agree)) => {
            assert_eq!(agree.row().map(|row| &row.question), Some(id));
        }
        (Place::Stage(id), Screen::Stages(stages)) => {
            assert_eq!(workshop.stages[stages.cursor.at()].id, *id);
            assert!(stages.form.is_some());
        }
        (Place::Card(id), Screen::Scoring(scoring)) => {
            assert_eq!(scoring.side, Side::Cards);
            let (card, _) = scoring.reasons().expect("a card");
            assert_eq!(card.card, *id);
        }
        (Place::Promise(id), Screen::Sla(sla)) => {
            let Face::Form(form) = &sla.page else {
                panic!("no form")
            };
            let at = workshop.sla.promises.iter().position(|p| p.id == *id);
            assert_eq!(Some(form.subject), at.map(Subject::Promise));
        }
        (Place::Reason(id), Screen::Sla(sla)) => {
            let Face::Form(form) = &sla.page else {
                panic!("no form")
            };
            let mut reasons = workshop.sla.rejection_reasons.iter();
            let at = reasons.position(|r| r.id == *id);
            assert_eq!(Some(form.subject), at.map(Subject::Reason));
        }
        (Place::Calendar(at), Screen::Sla(sla)) => assert!(is_form(sla, Subject::Calendar(*at))),
        (Place::Capacity, Screen::Sla(sla)) => assert!(is_form(sla, Subject::Capacity)),
        (Place::Review, Screen::Sla(sla)) => assert!(is_form(sla, Subject::Review)),
        (Place::Reasons, Screen::Sla(sla)) => assert!(matches!(sla.page, Face::Reasons(_))),
        (Place::Terms, Screen::Sign(sign)) => {
            assert_eq!(sign.entry(workshop), Some(Entry::From));
        }
        (place, _) => {
            let whole = [
                "Setup", "People", "Board", "Pairs", "Ladder", "Scoring", "Promises", "Standard",
                "Because",
            ];
            assert!(whole.contains(&kind(place)), "{place:?}");
        }
    }
}

fn is_form(sla: &Sla, subject: Subject) -> bool {
    matches!(&sla.page, Face::Form(form) if form.subject == subject)
}

#[test]
fn each_place_is_named_with_its_screen() {
    let workshop = workshop();
    for place in examples(&workshop) {
        let screen = screen_word(&place);
        assert_eq!(screen.is_none(), place == Place::Record, "{place:?}");
        for word in screen
            .into_iter()
            .chain([words(&place, &workshop).as_str()])
        {
            assert!(!word.contains(['-', '_']) || word == "the set-up", "{word}");
        }
    }
}
