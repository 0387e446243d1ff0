//! Every kind of change is taken back and made again, and both say what it was and where.

use std::path::PathBuf;

use jiff::Zoned;
use jiff::civil::date;
use jiff::tz::TimeZone;

use indexmap::IndexMap;

use super::*;
use crate::action::{Action, General, WayAction};
use crate::look::Look;
use crate::screen::Screen;
use crate::screen::define::Define;
use crate::session::Session;
use crate::{App, Message, Size, update};
use leadpact_definition::field::Field;
use leadpact_definition::sla::Sla;
use leadpact_files::template;
use leadpact_table as table;
use leadpact_workshop::{Answer, Response, SameWords, SheetId, StagePlan};

fn now() -> Zoned {
    let now = date(2026, 3, 6).at(14, 2, 0, 0);
    now.to_zoned(TimeZone::UTC).expect("a time")
}

/// A workshop before anybody has answered.
fn fresh() -> Workshop {
    let mut workshop = Workshop::new("Acme", template("b2b").expect("a template"), &now());
    workshop.parties[1].people = vec!["Ana".to_owned()];
    workshop
}

/// A workshop whose answers are on the table, with one point settled.
fn revealed() -> Workshop {
    let mut workshop = table::revealed(2);
    let row = compare_row(&workshop, "budget");
    let settled = leadpact_workshop::resolve::settle_same(&workshop, &row);
    let decision = settled.unwrap_or_else(|| Decision {
        resolution: leadpact_workshop::Resolution::Union,
        agreed: Vec::new(),
        because: String::new(),
        voices: IndexMap::new(),
        rejected: Vec::new(),
        pre_qualification: None,
        parked: None,
    });
    workshop.decisions.insert("budget".to_owned(), decision);
    workshop
}

fn compare_row(workshop: &Workshop, question: &str) -> leadpact_workshop::Row {
    let comparison = leadpact_workshop::compare(workshop).expect("revealed");
    comparison.row(question).expect("a row").clone()
}

/// The name of a kind of change. A new kind does not compile before it is named here, and fails before it has an example.
fn kind(change: &Change) -> &'static str {
    match change {
        Change::SetUp { .. } => "SetUp",
        Change::Respond { .. } => "Respond",
        Change::Decide { .. } => "Decide",
        Change::SameWords { .. } => "SameWords",
        Change::NameField { .. } => "NameField",
        Change::Stages(_) => "Stages",
        Change::Scoring(_) => "Scoring",
        Change::Sla(_) => "Sla",
        Change::Capacity(_) => "Capacity",
        Change::Review(_) => "Review",
        Change::InForce(_) => "InForce",
        Change::Opened(_) => "Opened",
        Change::RemoveParty { .. } => "RemoveParty",
        Change::BringBack(_) => "BringBack",
        Change::Because { .. } => "Because",
        Change::Several(_) => "Several",
    }
}

const KINDS: usize = 16;

/// A workshop, a change of it, and what taking it back says behind "Taken back: ".
struct Example {
    workshop: Workshop,
    change: Change,
    says: &'static str,
}

fn example(workshop: Workshop, change: Change, says: &'static str) -> Example {
    Example {
        workshop,
        change,
        says,
    }
}

fn stages_with(workshop: &Workshop, change: impl FnOnce(&mut Vec<StagePlan>)) -> Change {
    let mut stages = workshop.stages.clone();
    change(&mut stages);
    Change::Stages(stages)
}

fn sla_with(workshop: &Workshop, change: impl FnOnce(&mut Sla)) -> Change {
    let mut sla = workshop.sla.clone();
    change(&mut sla);
    Change::Sla(Box::new(sla))
}

fn set_up_with(workshop: &Workshop, change: impl FnOnce(&mut Workshop)) -> Change {
    let mut new = workshop.clone();
    change(&mut new);
    Change::SetUp {
        title: new.head.title,
        setup: Box::new(new.setup),
        parties: new.parties,
    }
}

fn decide_with(workshop: &Workshop, change: impl FnOnce(&mut Decision)) -> Change {
    let mut decision = workshop.decisions["budget"].clone();
    change(&mut decision);
    Change::Decide {
        question: "budget".to_owned(),
        decision: Some(Box::new(decision)),
    }
}

fn examples() -> Vec<Example> {
    let mut all = people();
    all.extend(agreed());
    all.extend(ladder());
    all.extend(promised());
    all
}

fn people() -> Vec<Example> {
    let w = fresh();
    let company = set_up_with(&w, |w| "Acme Ltd".clone_into(&mut w.setup.company));
    let named = set_up_with(&w, |w| w.parties[2].people.push("Carla".to_owned()));
    let renamed = set_up_with(&w, |w| "Sales EMEA".clone_into(&mut w.parties[2].name));
    let sales = w.parties[2].id.clone();
    let remove = Change::RemoveParty {
        party: sales,
        sealed: 0,
        at: now().timestamp(),
    };
    let mut without = w.clone();
    let back = without.apply(remove.clone()).expect("removed");
    let mut begun = w.clone();
    let sheet = SheetId {
        party: w.parties[1].id.clone(),
        person: "Ana".to_owned(),
    };
    begun.begin_sheet(sheet.clone(), "0".repeat(32));
    let answer = Change::Respond {
        sheet,
        question: "own-words".to_owned(),
        response: Box::new(Response::of(Answer::Text("A secret.".to_owned()))),
    };
    vec![
        example(
            w.clone(),
            company,
            "Company \u{201c}Acme Ltd\u{201d}, in the set-up. ctrl-g goes there.",
        ),
        example(
            w.clone(),
            named,
            "the people of Sales \u{201c}Carla\u{201d}, in the set-up: Sales. ctrl-g goes there.",
        ),
        example(
            w.clone(),
            renamed,
            "Sales renamed Sales EMEA, in the set-up. ctrl-g goes there.",
        ),
        example(
            w,
            remove,
            "Sales removed, in the set-up. ctrl-g goes there.",
        ),
        example(
            without,
            back,
            "Sales added, in the set-up. ctrl-g goes there.",
        ),
        example(begun, answer, "something on a private sheet."),
    ]
}

fn agreed() -> Vec<Example> {
    let w = revealed();
    let agrees = decide_with(&w, |d| {
        d.voices.insert("marketing".to_owned(), Voice::Agree);
    });
    let because = decide_with(&w, |d| "It costs too much.".clone_into(&mut d.because));
    let away = Change::Decide {
        question: "budget".to_owned(),
        decision: None,
    };
    let settled = |id: &str| Change::Decide {
        question: id.to_owned(),
        decision: Some(Box::new(w.decisions["budget"].clone())),
    };
    let several = Change::Several(vec![settled("industry"), settled("need")]);
    let field = w.bank.fields[0].clone();
    let column = Change::NameField {
        id: "pms".to_owned(),
        field: Some(Box::new(Field {
            label: Some("Hotel software".to_owned()),
            ..field
        })),
    };
    let with_column = Change::Several(vec![column.clone(), agrees.clone()]);
    let own = table::with_own_values();
    let same = Change::SameWords {
        question: "industry".to_owned(),
        words: SameWords {
            apart: vec![["Hotels".to_owned(), "Hotels and hospitality".to_owned()]],
            ..SameWords::default()
        },
    };
    let mut amending = w.clone();
    amending.amendment = Some(leadpact_workshop::Amendment {
        from: "1.0.0".to_owned(),
        at: now().timestamp(),
        because: IndexMap::new(),
        before: None,
    });
    let reason = Change::Because {
        change: "Raised the threshold".to_owned(),
        because: "Too many leads.".to_owned(),
    };
    vec![
        example(
            w.clone(),
            agrees,
            "Marketing agrees, in Agree: Budget. ctrl-g goes there.",
        ),
        example(
            w.clone(),
            because,
            "the reason \u{201c}It costs too much.\u{201d}, in Agree: Budget. ctrl-g goes there.",
        ),
        example(
            w.clone(),
            away,
            "the decision taken away, in Agree: Budget. ctrl-g goes there.",
        ),
        example(
            w.clone(),
            several,
            "2 points settled, in Agree: Industry. ctrl-g goes there.",
        ),
        example(
            w.clone(),
            with_column,
            "Marketing agrees, in Agree: Budget. ctrl-g goes there.",
        ),
        example(w, column, "the column Hotel software of the lead record."),
        example(
            own,
            same,
            "Industry: \u{201c}Hotels\u{201d} and \u{201c}Hotels and hospitality\u{201d} are two different things, \
             in Compare. ctrl-g goes there.",
        ),
        example(
            amending,
            reason,
            "the reason for \u{201c}Raised the threshold\u{201d}, in Sign. ctrl-g goes there.",
        ),
    ]
}

fn ladder() -> Vec<Example> {
    let w = revealed();
    let name = w.stages[1].name.clone();
    let next = stages_with(&w, |s| "Call within a day.".clone_into(&mut s[1].next));
    let order = stages_with(&w, |s| s.swap(0, 1));
    let gone = stages_with(&w, |s| {
        s.remove(1);
    });
    let mut model = w.scoring.clone();
    model.caps.insert("fit".to_owned(), 55);
    let things = defaults::unopened(&w).into_iter().take(1).collect();
    let says = |words: String| -> &'static str { Box::leak(words.into_boxed_str()) };
    let about = defaults::about(&w, &defaults::unopened(&w)[0]);
    vec![
        example(
            w.clone(),
            next,
            says(format!(
                "Next \u{201c}Call within a day.\u{201d}, in the stages: {name}. ctrl-g goes there."
            )),
        ),
        example(
            w.clone(),
            order,
            "the order of the stages, in the stages. ctrl-g goes there.",
        ),
        example(
            w.clone(),
            gone,
            says(format!(
                "the stage {name} removed, in the stages. ctrl-g goes there."
            )),
        ),
        example(
            w.clone(),
            Change::Scoring(model),
            "at most 55 for fit, in the scoring model. ctrl-g goes there.",
        ),
        example(
            w,
            Change::Opened(things),
            says(format!(
                "{about} kept, in the standard text. ctrl-g goes there."
            )),
        ),
    ]
}

fn promised() -> Vec<Example> {
    let w = revealed();
    let by = w.party_name(&w.sla.promises[0].by);
    let says = |words: String| -> &'static str { Box::leak(words.into_boxed_str()) };
    let people = sla_with(&w, |sla| {
        sla.promises[0].on_miss = Some("Call the head of sales.".to_owned());
    });
    let label = w.sla.rejection_reasons[0].label.clone().unwrap_or_default();
    let reason = sla_with(&w, |sla| {
        sla.rejection_reasons.remove(0);
    });
    let hours = sla_with(&w, |sla| {
        if let Some(calendar) = &mut sla.calendar {
            calendar.time_zone = "Europe/Oslo".to_owned();
        }
    });
    let mut capacity = w.capacity.clone();
    capacity.reps = 77;
    let mut terms = w.in_force.clone();
    terms.from = Some(date(2026, 4, 15));
    vec![
        example(
            w.clone(),
            people,
            says(format!(
                "If missed, people \u{201c}Call the head of sales.\u{201d}, in SLA: what {by} promises. ctrl-g goes there."
            )),
        ),
        example(
            w.clone(),
            reason,
            says(format!(
                "the rejection reason {label} removed, in SLA: the rejection reasons. ctrl-g goes there."
            )),
        ),
        example(
            w.clone(),
            hours,
            "Time zone \u{201c}Europe/Oslo\u{201d}, in SLA: the opening hours. ctrl-g goes there.",
        ),
        example(
            w.clone(),
            Change::Capacity(capacity),
            "People \u{201c}77\u{201d}, in SLA: the volume. ctrl-g goes there.",
        ),
        example(
            w.clone(),
            Change::Review(45),
            "a review every 45 days, in SLA. ctrl-g goes there.",
        ),
        example(
            w,
            Change::InForce(terms),
            "in force from 2026-04-15, in Sign. ctrl-g goes there.",
        ),
    ]
}

fn app(workshop: Workshop) -> App {
    let size = Size {
        width: 80,
        height: 24,
    };
    let mut app = App::new(now(), size, Look::default());
    app.screen = Screen::Define(Define::open(&workshop));
    app.shared.session = Some(Session::new(PathBuf::from("a.yaml"), workshop, [0; 16]));
    app
}

fn notice(app: &App) -> &str {
    app.shared.notice.as_ref().map_or("", |n| n.text.as_str())
}

#[test]
fn every_kind_of_change_is_named_when_it_is_taken_back_and_when_it_is_made_again() {
    let mut seen = std::collections::BTreeSet::new();
    for Example {
        workshop,
        change,
        says,
    } in examples()
    {
        let name = kind(&change);
        seen.insert(name);
        let before = workshop.clone();
        let mut app = app(workshop);
        assert!(app.shared.change(change), "{name}: {}", notice(&app));
        let after = app
            .shared
            .session
            .as_ref()
            .expect("open")
            .workshop()
            .clone();
        update(&mut app, Message::Act(Action::General(General::Undo)));
        assert_eq!(notice(&app), format!("Taken back: {says}"), "{name}");
        let now_there = app.shared.session.as_ref().expect("open").workshop();
        assert_eq!(now_there.decisions, before.decisions, "{name}");
        assert_eq!(now_there.stages, before.stages, "{name}");
        assert_eq!(now_there.sla, before.sla, "{name}");
        update(&mut app, Message::Act(Action::General(General::Redo)));
        assert_eq!(notice(&app), format!("Made again: {says}"), "{name}");
        let again = app.shared.session.as_ref().expect("open").workshop();
        assert_eq!(again.decisions, after.decisions, "{name}");
        assert_eq!(again.stages, after.stages, "{name}");
        assert_eq!(again.sla, after.sla, "{name}");
    }
    assert_eq!(seen.len(), KINDS, "a kind has no example: {seen:?}");
}

#[test]
fn the_way_leads_to_what_was_changed() {
    for Example {
        workshop, change, ..
    } in examples()
    {
        let name = kind(&change);
        let mut app = app(workshop);
        app.shared.change(change);
        update(&mut app, Message::Act(Action::General(General::Undo)));
        update(&mut app, Message::Act(Action::General(General::Redo)));
        let Some((place, row)) = app.shared.there.clone() else {
            continue;
        };
        update(&mut app, Message::Act(Action::Way(WayAction::There)));
        assert!(
            crate::screen::in_front::is_in_front(&app.screen, &place, row.as_deref()),
            "{name}: {place:?}"
        );
        assert_eq!(app.shared.there, None);
    }
}

#[test]
fn where_there_is_nothing_it_says_so() {
    let mut app = app(fresh());
    update(&mut app, Message::Act(Action::General(General::Undo)));
    assert_eq!(notice(&app), "There is nothing to take back.");
    update(&mut app, Message::Act(Action::General(General::Redo)));
    assert_eq!(notice(&app), "There is nothing to make again.");
}

#[test]
fn the_way_is_gone_with_the_next_key() {
    let mut app = app(fresh());
    let change = set_up_with(&fresh(), |w| "Acme Ltd".clone_into(&mut w.setup.company));
    app.shared.change(change);
    update(&mut app, Message::Act(Action::General(General::Undo)));
    assert!(app.allows(Action::Way(WayAction::There)));
    update(
        &mut app,
        Message::Act(Action::Move(crate::action::Move::Down)),
    );
    assert!(!app.allows(Action::Way(WayAction::There)));
}

#[test]
fn many_things_are_counted() {
    let parts = |n: usize| (1..=n).map(|n| format!("part {n}")).collect::<Vec<_>>();
    assert_eq!(listed(parts(1), "rows"), "part 1");
    assert_eq!(listed(parts(2), "rows"), "part 1 and part 2");
    assert_eq!(listed(parts(4), "rows"), "part 1 and 3 more rows");
    assert_eq!(short(&"x".repeat(60)).chars().count(), 48);
}
