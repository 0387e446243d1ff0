use super::*;
use crate::compare::compare;
use crate::compare::tests::{
    level, never, question, range, ratings, revealed, say, silent, sorted_cards, text, values,
};
use crate::{Kind, PreQualification, PreQualificationForm};
use Importance::{Ignore, Must, Nice, Strong};
use leadpact_definition::condition::Condition;

/// A workshop of parties with one person each, and its only row.
fn table(kind: Kind, said: &[Response]) -> (Workshop, Row) {
    let names = ["marketing", "sales", "executive"];
    let parties: Vec<(&str, Vec<Response>)> = names
        .into_iter()
        .zip(said)
        .map(|(n, r)| (n, vec![r.clone()]))
        .collect();
    let workshop = revealed(question(kind), &parties);
    let row = compare(&workshop).unwrap().rows.remove(0);
    (workshop, row)
}

/// What a resolution gives, in words.
fn words(kind: Kind, said: &[Response], resolution: &Resolution) -> Option<String> {
    let (workshop, row) = table(kind, said);
    let settled = propose(&workshop, &row, resolution)?;
    let question = workshop.bank.question("q").unwrap();
    Some(
        settled
            .iter()
            .map(|s| s.words(&workshop, question))
            .collect::<Vec<_>>()
            .join(" | "),
    )
}

#[test]
fn merging_gives_what_the_words_promise() {
    use Kind::{Choice, Level, Order, Range, YesNo};
    use Resolution::{Between, Intersection, Union};
    let sets = [
        say(values(&["fintech", "cyber"]), Must),
        say(values(&["retail", "cyber"]), Nice),
    ];
    let apart = [
        say(values(&["cyber"]), Must),
        say(values(&["retail"]), Must),
    ];
    let levels = [say(level("manager"), Strong), say(level("vp"), Must)];
    let neighbours = [say(level("manager"), Strong), say(level("director"), Must)];
    let ranges = [
        say(range(10.0, 500.0), Strong),
        say(range(50.0, 1000.0), Must),
    ];
    let open = [
        say(range(10_000.0, None), Nice),
        say(range(25_000.0, None), Must),
    ];
    let ends_apart = [say(range(1.0, 10.0), Must), say(range(50.0, None), Must)];
    let order = |v: &[&str]| {
        say(
            Answer::Order(v.iter().map(|v| (*v).to_owned()).collect()),
            None,
        )
    };
    let orders = [order(&["cyber", "fintech"]), order(&["retail", "cyber"])];
    let yes_no = [say(Answer::Is(true), Must), say(Answer::Is(false), Ignore)];
    let any = [say(Answer::Any, Ignore), say(values(&["cyber"]), Must)];
    let any_level = [say(Answer::Any, Nice), say(level("director"), Must)];
    for (kind, said, resolution, expected) in [
        (
            Choice,
            &sets,
            Union,
            Some("cyber security, fintech, retail · nice"),
        ),
        (Choice, &sets, Intersection, Some("cyber security · must")),
        (Choice, &sets, Between, None),
        (Choice, &apart, Intersection, None),
        (Choice, &any, Union, Some("any · must")),
        (Choice, &any, Intersection, Some("cyber security · must")),
        (Level, &levels, Union, Some("manager and above · strong")),
        (Level, &levels, Intersection, Some("VP and above · must")),
        (Level, &levels, Between, Some("director and above · must")),
        (Level, &neighbours, Between, None),
        (
            Level,
            &any_level,
            Between,
            Some("specialist and above · must"),
        ),
        (Range, &ranges, Union, Some("10–1,000 people · strong")),
        (Range, &ranges, Intersection, Some("50–500 people · must")),
        (Range, &ranges, Between, Some("30–750 people · must")),
        (Range, &open, Union, Some("≥ 10,000 people · nice")),
        (Range, &open, Between, Some("≥ 17,500 people · must")),
        (Range, &ends_apart, Intersection, None),
        (Range, &ends_apart, Union, Some("≥ 1 people · must")),
        (
            Order,
            &orders,
            Union,
            Some("retail → cyber security → fintech"),
        ),
        (Order, &orders, Intersection, Some("cyber security")),
        (YesNo, &yes_no, Union, Some("any · must")),
        (YesNo, &yes_no, Intersection, None),
        (
            Kind::OwnWords,
            &[say(text("a"), None), say(text("b"), None)],
            Union,
            None,
        ),
        (Level, &[say(level("vp"), Must), silent()], Union, None),
        (
            Level,
            &[say(level("vp"), Must), say(range(1.0, 2.0), Must)],
            Union,
            None,
        ),
    ] {
        assert_eq!(
            words(kind, said, &resolution).as_deref(),
            expected,
            "{kind:?} {resolution:?} {said:?}"
        );
    }
}

#[test]
fn of_three_parties_most_decide_what_lies_between() {
    let said = [
        say(values(&["cyber", "retail"]), Must),
        say(values(&["cyber", "fintech"]), Nice),
        say(values(&["fintech"]), Strong),
    ];
    assert_eq!(
        words(Kind::Choice, &said, &Resolution::Between).unwrap(),
        "cyber security, fintech · strong"
    );
    let said = [
        say(Answer::Is(true), Must),
        say(Answer::Is(true), Must),
        say(Answer::Is(false), Must),
    ];
    assert_eq!(
        words(Kind::YesNo, &said, &Resolution::Between).unwrap(),
        "yes · must"
    );
}

#[test]
fn a_split_by_stage_is_loose_first_and_strict_later() {
    let said = [
        say(range(10.0, 500.0), Nice),
        say(range(50.0, 1000.0), Must),
    ];
    assert_eq!(
        words(Kind::Range, &said, &Resolution::SplitByStage).unwrap(),
        "10–1,000 people · nice for MQL | 50–500 people · must for SQL"
    );
    // Marketing cannot see it: asked only where sales looks.
    let said = [
        say(Answer::DontKnow, Ignore),
        say(range(25_000.0, None), Must),
    ];
    assert_eq!(
        words(Kind::Range, &said, &Resolution::SplitByStage).unwrap(),
        "≥ 25,000 people · must for SQL"
    );
    assert_eq!(
        words(
            Kind::Signals,
            &[ratings(&[1]), ratings(&[2])],
            &Resolution::SplitByStage
        ),
        None
    );
}

#[test]
fn a_ladder_of_three_stages_has_no_closer_look() {
    let (mut workshop, row) = table(
        Kind::Level,
        &[say(level("vp"), Must), say(level("any"), Must)],
    );
    workshop
        .stages
        .retain(|s| ["contact", "mql", "customer"].contains(&s.id.as_str()));
    assert_eq!(closer_stage(&workshop), None);
    assert_eq!(propose(&workshop, &row, &Resolution::SplitByStage), None);
    assert_eq!(
        propose(&workshop, &row, &Resolution::PreQualify).unwrap()[0].stage,
        None
    );
}

#[test]
fn what_any_party_excludes_stays_excluded_unless_it_is_named() {
    let said = [
        say(values(&["cyber", "students"]), Nice),
        never(say(values(&["cyber"]), Must), &["Students"]),
    ];
    let (workshop, row) = table(Kind::Choice, &said);
    let give = |r: Resolution| propose(&workshop, &row, &r).unwrap().remove(0).response;
    assert_eq!(give(Resolution::Take("sales".into())).never, ["Students"]);
    assert!(give(Resolution::Take("marketing".into())).never.is_empty());
    let both = give(Resolution::Intersection);
    assert_eq!(
        (both.answer, both.never),
        (Some(values(&["cyber"])), vec!["Students".to_owned()])
    );
    let either = give(Resolution::Union);
    assert_eq!(
        (either.answer, either.never.len()),
        (Some(values(&["cyber", "students"])), 0)
    );
}

#[test]
fn how_it_is_seen_is_carried_over() {
    let seen = Some(Observation::Field("Job Level".into()));
    let asked = Some(Observation::Person("SDR".into()));
    let marketing = Response {
        observed_by: seen.clone(),
        ..say(level("manager"), Strong)
    };
    let sales = Response {
        observed_by: asked.clone(),
        ..say(level("vp"), Must)
    };
    let (workshop, row) = table(Kind::Level, &[marketing, sales]);
    let give = |r: Resolution| propose(&workshop, &row, &r).unwrap().remove(0).response;
    assert_eq!(give(Resolution::Union).observed_by, seen);
    assert_eq!(give(Resolution::Take("sales".into())).observed_by, asked);
}

#[test]
fn the_facilitator_may_be_taken_but_is_never_merged() {
    let workshop = revealed(
        question(Kind::Range),
        &[
            ("facilitator", vec![say(range(1.0, 2.0), Strong)]),
            ("marketing", vec![say(range(10.0, 20.0), Must)]),
            ("sales", vec![say(range(15.0, 30.0), Must)]),
        ],
    );
    let row = compare(&workshop).unwrap().rows.remove(0);
    let give = |r: Resolution| {
        propose(&workshop, &row, &r)
            .unwrap()
            .remove(0)
            .words(&workshop, &workshop.bank.questions[0])
    };
    assert_eq!(
        give(Resolution::Take("facilitator".into())),
        "1–2 people · strong"
    );
    assert_eq!(give(Resolution::Union), "10–30 people · must");
}

#[test]
fn a_split_or_silent_party_cannot_be_taken() {
    let workshop = revealed(
        question(Kind::Level),
        &[
            (
                "marketing",
                vec![say(level("any"), Must), say(level("vp"), Must)],
            ),
            ("sales", vec![say(level("vp"), Must)]),
            ("executive", vec![silent()]),
        ],
    );
    let row = compare(&workshop).unwrap().rows.remove(0);
    let possible: Vec<Resolution> = possible(&workshop, &row)
        .into_iter()
        .map(|(r, _)| r)
        .collect();
    assert!(!possible.contains(&Resolution::Take("marketing".into())));
    assert!(possible.contains(&Resolution::Take("sales".into())));
    assert!(!possible.contains(&Resolution::Take("executive".into())));
    assert!(
        possible.contains(&Resolution::Union),
        "both of marketing's alternatives are on the table"
    );
}

#[test]
fn own_words_start_from_the_most_common_answer() {
    let said = [
        say(level("vp"), Must),
        say(level("manager"), Strong),
        say(level("manager"), Nice),
    ];
    assert_eq!(
        words(Kind::Level, &said, &Resolution::OwnWords).unwrap(),
        "manager and above · strong"
    );
    assert_eq!(
        words(Kind::Level, &[silent(), silent()], &Resolution::OwnWords).unwrap(),
        "-"
    );
}

#[test]
fn pre_qualification_learns_it_at_the_closer_look() {
    let said = [
        say(range(10.0, 500.0), Nice),
        say(range(50.0, 1000.0), Must),
    ];
    assert_eq!(
        words(Kind::Range, &said, &Resolution::PreQualify).unwrap(),
        "50–500 people · must for SQL"
    );
    let apart = [
        say(values(&["cyber"]), Nice),
        say(values(&["retail"]), Must),
    ];
    assert_eq!(
        words(Kind::Choice, &apart, &Resolution::PreQualify).unwrap(),
        "retail · must for SQL"
    );
    let unknown = [say(Answer::DontKnow, None), silent()];
    assert_eq!(
        words(Kind::Level, &unknown, &Resolution::PreQualify).unwrap(),
        "don't know · for SQL"
    );
}

#[test]
fn signals_and_cards_merge_item_by_item() {
    let said = [ratings(&[0, 1, 3]), ratings(&[2, 2, 1])];
    let (workshop, row) = table(Kind::Signals, &said);
    let give = |r: Resolution| propose(&workshop, &row, &r).unwrap().remove(0).response;
    assert_eq!(give(Resolution::Union), ratings(&[2, 2, 3]));
    assert_eq!(give(Resolution::Intersection), ratings(&[0, 1, 1]));
    // Between lead and MQL lies nothing: the lower.
    assert_eq!(give(Resolution::Between), ratings(&[1, 1, 2]));

    let said = [
        sorted_cards(&["lead", "sql", "lead"]),
        sorted_cards(&["mql", "lead", "lead"]),
    ];
    let (workshop, row) = table(Kind::Cards, &said);
    let give = |r: Resolution| propose(&workshop, &row, &r).unwrap().remove(0).response;
    assert_eq!(
        give(Resolution::Union),
        sorted_cards(&["mql", "sql", "lead"])
    );
    assert_eq!(
        give(Resolution::Intersection),
        sorted_cards(&["lead", "lead", "lead"])
    );
    assert_eq!(
        give(Resolution::Between),
        sorted_cards(&["lead", "mql", "lead"])
    );
}

#[test]
fn not_a_lead_takes_part_in_every_way_out_of_the_cards() {
    let said = [
        sorted_cards(&["none", "mql", "none"]),
        sorted_cards(&["mql", "none", "none"]),
    ];
    let (workshop, row) = table(Kind::Cards, &said);
    let give = |r: Resolution| propose(&workshop, &row, &r).unwrap().remove(0).response;
    assert_eq!(
        give(Resolution::Union),
        sorted_cards(&["mql", "mql", "none"])
    );
    assert_eq!(
        give(Resolution::Intersection),
        sorted_cards(&["none", "none", "none"])
    );
    // Between no lead (0) and MQL (3) lies the first stage.
    assert_eq!(
        give(Resolution::Between),
        sorted_cards(&["contact", "contact", "none"])
    );
    assert_eq!(give(Resolution::Take("sales".into())), said[1]);
    assert_eq!(give(Resolution::OwnWords), said[0]);
    let three = [
        sorted_cards(&["none"]),
        sorted_cards(&["none"]),
        sorted_cards(&["sql"]),
    ];
    let (workshop, row) = table(Kind::Cards, &three);
    let give = |r: Resolution| propose(&workshop, &row, &r).unwrap().remove(0).response;
    assert_eq!(give(Resolution::Between), sorted_cards(&["none"]));
    // What all call no lead is sorted too.
    let all = [
        sorted_cards(&["none", "lead", "lead", "lead"]),
        sorted_cards(&["none", "mql", "lead", "lead"]),
    ];
    assert_eq!(
        words(Kind::Cards, &all, &Resolution::Union).unwrap(),
        "4 of 4 sorted"
    );
}

#[test]
fn any_takes_in_what_others_exclude_unless_all_exclude_something() {
    let any = say(Answer::Any, Nice);
    let but = |v: &str| never(say(Answer::Any, Nice), &[v]);
    let some = never(say(values(&["cyber"]), Must), &["students"]);
    for (said, resolution, expected) in [
        ([any.clone(), some.clone()], Resolution::Union, "any · nice"),
        (
            [any.clone(), some.clone()],
            Resolution::Take("marketing".into()),
            "any · nice",
        ),
        (
            [but("retail"), some.clone()],
            Resolution::Union,
            "any · never retail · nice",
        ),
        (
            [but("students"), some.clone()],
            Resolution::Union,
            "any · never Students · nice",
        ),
        (
            [any, some],
            Resolution::Intersection,
            "cyber security · never Students · must",
        ),
    ] {
        let found = words(Kind::Choice, &said, &resolution);
        assert_eq!(found.as_deref(), Some(expected), "{said:?} {resolution:?}");
    }
}

#[test]
fn what_is_the_same_is_agreed_in_the_word_that_stays() {
    let said = [
        say(values(&["cyber", "Hotels and hospitality"]), Must),
        never(say(values(&["Hotels"]), Must), &["Motels"]),
    ];
    let (mut workshop, _) = table(Kind::Choice, &said);
    let q = &workshop.bank.questions[0];
    let joined = q.joined("Hotels and hospitality", "Hotels", "Hotels", Vec::new());
    workshop.bank.questions[0].same_words = joined;
    let row = compare(&workshop).unwrap().rows.remove(0);
    let give = |r: Resolution| propose(&workshop, &row, &r).unwrap().remove(0).response;
    assert_eq!(
        give(Resolution::Union).answer,
        Some(values(&["cyber", "Hotels"]))
    );
    assert_eq!(
        give(Resolution::Intersection).answer,
        Some(values(&["Hotels"]))
    );
    let take = give(Resolution::Take("marketing".into()));
    assert_eq!(take.answer, Some(values(&["cyber", "Hotels"])));
}

#[test]
fn what_all_say_needs_no_voices() {
    let (workshop, row) = table(
        Kind::Level,
        &[say(level("vp"), Must), say(level("vp"), Must)],
    );
    let decision = settle_same(&workshop, &row).unwrap();
    assert!(decision.is_settled(&workshop));
    assert_eq!(decision.agreed[0].response, say(level("vp"), Must));
    let (workshop, row) = table(
        Kind::Level,
        &[say(level("vp"), Must), say(level("vp"), Strong)],
    );
    assert_eq!(settle_same(&workshop, &row), None);
}

#[test]
fn what_was_not_taken_is_kept_in_words() {
    let said = [
        say(range(10.0, 500.0), Nice),
        say(range(50.0, 1000.0), Must),
    ];
    let (workshop, row) = table(Kind::Range, &said);
    let take = Resolution::Take("sales".into());
    let agreed = propose(&workshop, &row, &take).unwrap();
    let lines: Vec<(String, String)> = rejected(&workshop, &row, &take, &agreed)
        .into_iter()
        .map(|r| (r.option, r.what))
        .collect();
    let expected = [
        ("marketing's answer", "10–500 people · nice"),
        ("either (union)", "10–1,000 people · nice"),
        (
            "only what all accept (intersection)",
            "50–500 people · must",
        ),
    ];
    assert_eq!(lines, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
}

#[test]
fn of_signals_only_the_items_not_taken_are_kept() {
    let (workshop, row) = table(Kind::Signals, &[ratings(&[0, 1, 3]), ratings(&[0, 2, 1])]);
    let agreed = propose(&workshop, &row, &Resolution::Union).unwrap();
    let lines = rejected(&workshop, &row, &Resolution::Union, &agreed);
    let lines: Vec<(&str, &str)> = lines
        .iter()
        .map(|r| (r.option.as_str(), r.what.as_str()))
        .collect();
    assert_eq!(
        lines,
        [
            ("marketing's answer", "signal 1: shows interest"),
            ("sales' answer", "signal 2: shows interest")
        ]
    );
}

#[test]
fn a_must_needs_a_field_an_event_or_a_person() {
    let (mut workshop, _) = table(Kind::Level, &[silent()]);
    let mut q = question(Kind::Level);
    let must = Settled {
        stage: None,
        response: say(level("vp"), Must),
    };
    assert!(unobservable(&workshop, &q, &must));
    assert!(!unobservable(
        &workshop,
        &q,
        &Settled {
            stage: None,
            response: say(level("vp"), Strong)
        }
    ));
    let asked = |who: &str| Settled {
        stage: None,
        response: Response {
            observed_by: Some(Observation::Person(who.into())),
            ..say(level("vp"), Must)
        },
    };
    assert!(!unobservable(&workshop, &q, &asked("SDR")));
    assert!(unobservable(&workshop, &q, &asked("  ")));
    // A field counts only where the lead record has it.
    q.field = Some("seniority".into());
    assert!(unobservable(&workshop, &q, &must));
    let field = serde_json::from_str(r#"{"type":"text"}"#).unwrap();
    workshop.bank.fields.insert("seniority".into(), field);
    assert!(!unobservable(&workshop, &q, &must));
}

#[test]
fn a_pre_qualification_observes_a_must() {
    let (workshop, row) = table(
        Kind::Level,
        &[say(level("vp"), Must), say(level("vp"), Must)],
    );
    let mut decision = settle_same(&workshop, &row).unwrap();
    let q = question(Kind::Level);
    assert!(leaves_unobservable(&workshop, &q, &decision));
    decision.pre_qualification = Some(PreQualification {
        form: PreQualificationForm::Call,
        who: "SDR".into(),
        learns: "seniority".into(),
    });
    assert!(!leaves_unobservable(&workshop, &q, &decision));
}

mod any_answers {
    use super::*;
    use crate::compare::tests::any_answers::{kind, parties};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_proposal_holds_together(kind in kind(), parties in parties()) {
            let names = ["a", "b", "c", "d", "e"];
            let entries: Vec<(&str, Vec<Response>)> = names.into_iter().zip(parties).collect();
            let workshop = revealed(question(kind), &entries);
            let row = compare(&workshop).unwrap().rows.remove(0);
            for (resolution, settled) in possible(&workshop, &row) {
                let parts = match resolution {
                    Resolution::Park => 0..=0,
                    Resolution::SplitByStage => 1..=2,
                    _ => 1..=1,
                };
                prop_assert!(parts.contains(&settled.len()), "{:?}", resolution);
                for part in &settled {
                    prop_assert!(!part.words(&workshop, &question(kind)).is_empty());
                }
                let lines = rejected(&workshop, &row, &resolution, &settled);
                prop_assert!(lines.iter().all(|r| !r.what.is_empty()));
            }
            prop_assert_eq!(settle_same(&workshop, &row).is_some(), row.class == Some(Class::Same));
        }
    }
}

/// Cases in own words, each with the event by which a record shows it; none where that is empty.
fn cases(said: &[(&str, &str)]) -> Response {
    let named: Vec<&str> = said.iter().map(|(case, _)| *case).collect();
    let shown = said.iter().filter(|(_, event)| !event.is_empty());
    Response {
        shown_by: shown
            .map(|(case, event)| ((*case).to_owned(), Condition::event(*event)))
            .collect(),
        ..Response::of(values(&named))
    }
}

#[test]
fn two_empty_lists_are_the_same_and_settled() {
    let nothing = || Response::of(values(&[]));
    let (workshop, row) = table(Kind::NotALead, &[nothing(), nothing()]);
    assert_eq!(row.class, Some(Class::Same));
    let settled = settle_same(&workshop, &row).unwrap();
    assert_eq!(settled.agreed[0].response.answer, Some(values(&[])));
}

/// What a resolution carries over, as `case: event`.
fn shown(workshop: &Workshop, row: &Row, resolution: &Resolution) -> Vec<String> {
    let settled = propose(workshop, row, resolution).unwrap();
    let shown_by = &settled[0].response.shown_by;
    let line = |(case, when): (&String, &Condition)| match when {
        Condition::Event(event) => format!("{case}: {}", event.event),
        other => panic!("{other:?}"),
    };
    shown_by.iter().map(line).collect()
}

#[test]
fn how_a_record_shows_a_case_goes_wherever_the_case_goes() {
    for kind in [Kind::NotALead, Kind::AlreadyOurs] {
        let said = [
            cases(&[("Resellers", "a"), ("press", "")]),
            cases(&[("resellers ", "b"), ("tenders", "c")]),
        ];
        let (workshop, row) = table(kind, &said);
        let take = |party: &str| Resolution::Take(party.to_owned());
        let given = |resolution| shown(&workshop, &row, &resolution);
        assert_eq!(given(take("marketing")), ["Resellers: a"]);
        assert_eq!(given(take("sales")), ["resellers : b", "tenders: c"]);
        assert_eq!(given(Resolution::Union), ["Resellers: a", "tenders: c"]);
        assert_eq!(given(Resolution::Intersection), ["Resellers: a"]);
        assert_eq!(given(Resolution::OwnWords), ["Resellers: a"]);
    }
}

#[test]
fn people_of_one_party_add_what_they_know_of_a_case() {
    let people = vec![
        cases(&[("Resellers", ""), ("press", "a")]),
        cases(&[("resellers", "b"), ("press", "c")]),
        cases(&[("tenders", "d")]),
    ];
    let others = vec![cases(&[("tenders", "e")])];
    let parties = [("marketing", people), ("sales", others)];
    let workshop = revealed(question(Kind::NotALead), &parties);
    let row = compare(&workshop).unwrap().rows.remove(0);
    let marketing = Resolution::Take("marketing".to_owned());
    assert_eq!(
        shown(&workshop, &row, &marketing),
        ["Resellers: b", "press: a"]
    );
}
