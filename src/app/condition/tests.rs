use jiff::Zoned;

use super::choices::{Compares, Shows, Value};
use super::draft::{Asks, Draft};
use super::{Editor, Said};
use crate::action::{Action, General, Move};
use crate::text::TextKey;
use leadpact_definition::condition::{Condition, Test};
use leadpact_definition::field::FieldType;
use leadpact_definition::scalar::{Days, Literal, Texts};
use leadpact_definition::score::{Gate, GateEffect};
use leadpact_definition::{Spec, compile};
use leadpact_files::{TEMPLATES, template};
use leadpact_workshop::Workshop;
use leadpact_workshop::rules::{condition_words, leads_words};

fn workshop(name: &str) -> Workshop {
    Workshop::new("Acme", template(name).unwrap(), &Zoned::default())
}

fn read(yaml: &str) -> Condition {
    serde_json::from_str(yaml).unwrap()
}

/// Something to say for every comparison.
fn filled(workshop: &Workshop, shows: &Shows, compares: Compares) -> Draft {
    let mut draft = Draft::of_subject(workshop, shows.clone());
    draft.compares = compares;
    match compares {
        Compares::OneOf if draft.marks.is_empty() => draft.own = "Alpha, Beta gamma".to_owned(),
        Compares::OneOf => draft.marks[0] = true,
        Compares::Between => {
            draft.first = "1,000".to_owned();
            draft.second = "2,500.5".to_owned();
        }
        Compares::AtLeast | Compares::AtMost if !draft.values.is_empty() => {
            draft.level = draft.values.len() - 1;
        }
        Compares::AtLeast
        | Compares::AtMost
        | Compares::Above
        | Compares::Below
        | Compares::Exactly
        | Compares::Within
        | Compares::OlderThan
        | Compares::HappenedWithin => draft.first = "30".to_owned(),
        Compares::Yes | Compares::No | Compares::Known | Compares::Missing | Compares::Happened => {
        }
    }
    draft
}

fn is_taken(workshop: &Workshop, when: &Condition) {
    let spec = Spec {
        fields: workshop.bank.fields.clone(),
        events: workshop.bank.events.clone(),
        gates: vec![Gate {
            id: "g".to_owned(),
            effect: GateEffect::Disqualify,
            when: when.clone(),
            because: None,
        }],
        ..Spec::default()
    };
    if let Err(problems) = compile(&spec) {
        panic!("{when:?}: {problems:?}");
    }
}

#[test]
fn every_comparison_of_every_fact_is_a_rule_and_is_read_back() {
    let mut said = 0;
    for entry in TEMPLATES {
        let workshop = workshop(entry.name);
        let bank = &workshop.bank;
        let fields = bank.fields.keys().map(|id| Shows::Field(id.clone()));
        let events = bank.events.keys().map(|id| Shows::Event(id.clone()));
        for shows in fields.chain(events) {
            for compares in Compares::of(&workshop, &shows) {
                let draft = filled(&workshop, &shows, *compares);
                let (when, column) = draft.condition(&workshop).unwrap();
                assert_eq!(column, None);
                is_taken(&workshop, &when);
                let mut again = Draft::of(&workshop, &when).unwrap();
                // Rows that this comparison does not ask for may differ.
                if !matches!(compares, Compares::OneOf) {
                    again.marks.clone_from(&draft.marks);
                }
                if matches!(compares, Compares::Between) {
                    assert_eq!(
                        (again.first.as_str(), again.second.as_str()),
                        ("1,000", "2,500.5")
                    );
                }
                assert_eq!(again, draft, "{when:?}");
                said += 1;
            }
        }
    }
    assert!(said > 300, "{said}");
}

#[test]
fn what_is_one_comparison_is_read_and_what_is_more_is_not() {
    let workshop = workshop("b2b");
    for (yaml, simple) in [
        (r#"{"field": "employees", "above": 1000}"#, true),
        (r#"{"field": "employees", "is": 7}"#, true),
        (r#"{"field": "seniority", "in": ["vp", "c-level"]}"#, true),
        (r#"{"field": "source", "in": ["Podcast", "Fair"]}"#, true),
        (r#"{"field": "job_title", "hasAny": ["student"]}"#, true),
        (r#"{"field": "created_at", "within": "30d"}"#, true),
        (r#"{"event": "demo_requested"}"#, true),
        (r#"{"event": "demo_requested", "within": "30d"}"#, true),
        (r#"{"event": "demo_requested", "atLeast": 2}"#, false),
        (
            r#"{"event": "demo_requested", "since": "rejected_by_sales"}"#,
            false,
        ),
        (r#"{"field": "source", "contains": ["list"]}"#, false),
        (r#"{"field": "source", "in": ["a; b"]}"#, false),
        (r#"{"field": "employees", "atLeast": -5}"#, false),
        (r#"{"field": "no_such_field", "present": true}"#, false),
        (r#"{"all": [{"field": "email", "missing": true}]}"#, false),
        (r#"{"none": [{"field": "email", "missing": true}]}"#, false),
    ] {
        let when = read(yaml);
        let draft = Draft::of(&workshop, &when);
        assert_eq!(draft.is_some(), simple, "{yaml}");
        // Whatever it is: opened and left untouched, it stays exactly as it was.
        let editor = Editor::route(&workshop, String::new(), Some(&when), "Kim");
        let same = Said {
            when: Some(when),
            column: None,
            to: "Kim".to_owned(),
        };
        assert_eq!(editor.said(&workshop), Ok(same), "{yaml}");
    }
}

#[test]
fn options_are_marked_by_their_labels_and_own_words_stay() {
    let workshop = workshop("b2b");
    let mut texts = vec!["Trade press".to_owned()];
    texts.extend(["insurance", "insurtech"].map(str::to_owned));
    let when = Condition::field("industry", Test::In(Texts(texts)));
    let draft = Draft::of(&workshop, &when).unwrap();
    let marked: Vec<&Value> = draft
        .values
        .iter()
        .zip(&draft.marks)
        .filter(|m| *m.1)
        .map(|m| m.0)
        .collect();
    assert_eq!(marked.len(), 1);
    assert_eq!(marked[0].label, "Insurance");
    assert_eq!(draft.own, "Trade press");
    let (again, _) = draft.condition(&workshop).unwrap();
    let all = ["insurance", "insurtech", "Trade press"].map(str::to_owned);
    assert_eq!(
        again,
        Condition::field("industry", Test::In(Texts(all.to_vec())))
    );
}

#[test]
fn own_values_with_commas_are_kept_apart_by_semicolons() {
    let workshop = workshop("b2b");
    for own in [
        vec!["Acme, Inc."],
        vec!["Acme, Inc.", "Rival"],
        vec!["One", "Two"],
    ] {
        let texts = Texts(own.iter().map(|t| (*t).to_owned()).collect());
        let when = Condition::field("company", Test::In(texts));
        let draft = Draft::of(&workshop, &when).unwrap();
        assert_eq!(draft.condition(&workshop).unwrap().0, when, "{}", draft.own);
    }
}

#[test]
fn a_value_that_cannot_be_taken_is_no_condition() {
    let workshop = workshop("b2b");
    let field = |id: &str| Shows::Field(id.to_owned());
    for (shows, compares, first, second, own, asks) in [
        (
            field("employees"),
            Compares::Above,
            "many",
            "",
            "",
            Asks::First,
        ),
        (field("employees"), Compares::Above, "", "", "", Asks::First),
        (
            field("employees"),
            Compares::Above,
            "99999999999999m",
            "",
            "",
            Asks::First,
        ),
        (
            field("employees"),
            Compares::Between,
            "9",
            "3",
            "",
            Asks::Second,
        ),
        (
            field("employees"),
            Compares::Between,
            "9",
            "",
            "",
            Asks::Second,
        ),
        (
            field("created_at"),
            Compares::Within,
            "0",
            "",
            "",
            Asks::First,
        ),
        (
            field("created_at"),
            Compares::Within,
            "100001",
            "",
            "",
            Asks::First,
        ),
        (field("company"), Compares::OneOf, "", "", " , ,", Asks::Own),
        (field("job_title"), Compares::OneOf, "", "", "--", Asks::Own),
        (
            field("industry"),
            Compares::OneOf,
            "",
            "",
            "",
            Asks::Mark(0),
        ),
        (
            Shows::Event("demo_requested".to_owned()),
            Compares::HappenedWithin,
            "soon",
            "",
            "",
            Asks::First,
        ),
    ] {
        let mut draft = Draft::of_subject(&workshop, shows);
        draft.compares = compares;
        draft.first = first.to_owned();
        draft.second = second.to_owned();
        draft.own = own.to_owned();
        let fault = draft.condition(&workshop).unwrap_err();
        assert_eq!(fault.asks, asks, "{draft:?}");
        assert!(fault.why.ends_with('.'), "{}", fault.why);
    }
}

#[test]
fn a_column_that_is_not_in_the_list_becomes_a_field_of_the_type_that_is_compared() {
    let workshop = workshop("b2b");
    for (compares, kind) in [
        (Compares::OneOf, FieldType::Text),
        (Compares::Yes, FieldType::Boolean),
        (Compares::Above, FieldType::Number),
        (Compares::Within, FieldType::Datetime),
        (Compares::Missing, FieldType::Text),
    ] {
        let mut draft = filled(&workshop, &Shows::NewColumn, compares);
        draft.column = " Reseller Flag ".to_owned();
        let (when, column) = draft.condition(&workshop).unwrap();
        let (id, field) = column.unwrap();
        assert_eq!((id.as_str(), field.kind), ("reseller_flag", kind));
        assert_eq!(field.columns, Texts(vec!["Reseller Flag".to_owned()]));
        let mut with = workshop.clone();
        with.bank.fields.insert(id, field);
        is_taken(&with, &when);
    }
    for (name, id) in [
        ("2nd owner", "column_2nd_owner"),
        ("漢字", "own"),
        ("Email!", "email_2"),
    ] {
        let mut draft = filled(&workshop, &Shows::NewColumn, Compares::Known);
        draft.column = name.to_owned();
        assert_eq!(draft.condition(&workshop).unwrap().1.unwrap().0, id);
    }
    for known in ["", "Lead Source", "employees", "Demo Requested On"] {
        let mut draft = filled(&workshop, &Shows::NewColumn, Compares::Known);
        draft.column = known.to_owned();
        assert_eq!(
            draft.condition(&workshop).unwrap_err().asks,
            Asks::Column,
            "{known}"
        );
    }
}

#[test]
fn what_was_said_is_read_aloud_by_the_labels_that_were_chosen() {
    let workshop = workshop("b2b");
    for (yaml, shown, leads) in [
        (
            r#"{"field": "employees", "above": 1000}"#,
            "Employees is above 1,000",
            "works at a company of more than 1,000 people",
        ),
        (
            r#"{"field": "budget", "atLeast": 50000}"#,
            "Budget is at least 50,000",
            "has a budget of at least €50,000",
        ),
        (
            r#"{"field": "budget_access", "atLeast": "shares"}"#,
            "Access to budget: approves the budget together with others or holds the budget alone",
            "approves the budget together with others or holds the budget alone",
        ),
        (
            r#"{"field": "industry", "in": ["insurance", "insurtech"]}"#,
            "Industry is Insurance",
            "works in insurance",
        ),
        (
            r#"{"field": "open_opportunity", "is": true}"#,
            "Open opportunity is yes",
            "has an open opportunity",
        ),
        (
            r#"{"field": "open_opportunity", "is": false}"#,
            "Open opportunity is no",
            "Open opportunity is no",
        ),
        (
            r#"{"field": "account_manager", "present": true}"#,
            "Account manager is known",
            "Account manager is known",
        ),
        (
            r#"{"event": "demo_requested", "within": "30d"}"#,
            "requested a demo within 30 days",
            "requested a demo within 30 days",
        ),
    ] {
        let when = read(yaml);
        assert_eq!(condition_words(&workshop, &when), shown);
        assert_eq!(leads_words(&workshop, &when), leads);
    }
}

/// Types letters into the row or the list that has the keys.
fn types(editor: &mut Editor, workshop: &Workshop, text: &str) {
    for letter in text.chars() {
        editor.field().unwrap().type_key(TextKey::Char(letter));
        editor.typed(workshop);
    }
}

const ENTER: Action = Action::General(General::Choose);

#[test]
fn keys_say_a_level_and_it_can_be_taken_back_to_nobody() {
    let workshop = workshop("b2b");
    let mut editor = Editor::shown(&workshop, "x".to_owned(), None);
    types(&mut editor, &workshop, "Seniority");
    assert!(!editor.act(ENTER, &workshop));
    // At least, the third level.
    assert!(!editor.act(ENTER, &workshop));
    for _ in 0..2 {
        editor.act(Action::Move(Move::Right), &workshop);
    }
    assert!(editor.act(ENTER, &workshop));
    let manager = Test::AtLeast(Literal::Text("manager".to_owned()));
    let when = Condition::field("seniority", manager);
    assert_eq!(editor.said(&workshop).unwrap().when, Some(when.clone()));

    let mut editor = Editor::shown(&workshop, "x".to_owned(), Some(&when));
    assert!(!editor.act(ENTER, &workshop));
    types(&mut editor, &workshop, "nobody");
    assert!(editor.act(ENTER, &workshop));
    assert_eq!(editor.said(&workshop).unwrap().when, None);
}

#[test]
fn what_is_not_complete_is_not_left_with_enter_and_says_why() {
    let workshop = workshop("b2b");
    let mut editor = Editor::route(&workshop, "x".to_owned(), None, "");
    types(&mut editor, &workshop, "requested a demo");
    editor.act(ENTER, &workshop);
    editor.act(Action::Move(Move::Right), &workshop);
    editor.act(ENTER, &workshop);
    types(&mut editor, &workshop, "30");
    editor.act(ENTER, &workshop);
    assert!(!editor.act(ENTER, &workshop), "nobody gets them yet");
    let why = "Write who gets these leads: a person or a team.";
    assert_eq!(editor.said(&workshop), Err(why.to_owned()));
    let fault = editor.form.row().and_then(|row| row.fault.clone());
    assert_eq!(fault.as_deref(), Some(why));
    types(&mut editor, &workshop, "Kim");
    assert!(editor.act(ENTER, &workshop));
    let said = editor.said(&workshop).unwrap();
    let mut asked = Condition::event("demo_requested");
    if let Condition::Event(event) = &mut asked {
        event.within = Some(Days(30));
    }
    assert_eq!((said.when, said.to.as_str()), (Some(asked), "Kim"));
}
