use super::*;
pub(crate) use crate::compared::*;
use crate::{Answer, Importance, Kind, Range, Rating, Response, SheetState};
use Importance::{Ignore, Must, Nice, Strong};

/// The only row of a workshop of parties with one person each.
fn row_of(kind: Kind, said: &[Response]) -> Row {
    let names = ["marketing", "sales", "executive", "provider"];
    let parties: Vec<(&str, Vec<Response>)> = names
        .into_iter()
        .zip(said)
        .map(|(n, r)| (n, vec![r.clone()]))
        .collect();
    compare(&revealed(question(kind), &parties))
        .unwrap()
        .rows
        .remove(0)
}

/// Every kind that the enum has, read off the shipped schema, so that none can be forgotten.
pub(crate) fn every_kind() -> Vec<Kind> {
    let text = include_str!("../../../assets/schema/workshop.v1.schema.json");
    let schema: serde_json::Value = serde_json::from_str(text).unwrap();
    let schema = &schema["definitions"]["Kind"];
    let names = |v: &serde_json::Value| match v.get("const") {
        Some(name) => vec![name.clone()],
        None => v["enum"].as_array().cloned().unwrap_or_default(),
    };
    let kinds = schema["oneOf"].as_array().unwrap().iter().flat_map(names);
    let kinds: Vec<Kind> = kinds
        .map(|name| serde_json::from_value(name).unwrap())
        .collect();
    assert!(kinds.len() > 10, "{schema}");
    kinds
}

/// A name, the kind of question, two responses, and the class and similarity they lead to: what no form can say. What a
/// form can say stands in `tests/cases/compare`.
type Case = (&'static str, Kind, Response, Response, Class, Option<f64>);

#[rustfmt::skip]
fn cases() -> Vec<Case> {
    use Class::{Gap, OnlyOneSide, Opposite, Same};
    use Kind::{Choice, Level, Range, Tags, YesNo};
    vec![
        ("own word spelled like the label", Choice, say(values(&[" Cyber  Security "]), Must), say(values(&["cyber"]), Must), Same, Some(1.0)),
        ("any is the lowest level", Level, say(Answer::Any, Must), say(level("any"), Must), Same, Some(1.0)),
        ("any and an open range", Range, say(Answer::Any, Must), say(range(None, None), Must), Same, Some(1.0)),
        ("yes and never", YesNo, say(Answer::Is(true), Nice), never(silent(), &["yes"]), Opposite, None),
        ("blank text is silence", Tags, say(text("  "), None), say(text("A firm"), None), OnlyOneSide, None),
        ("a range where a level belongs", Level, say(range(1.0, 2.0), Must), say(level("manager"), Must), Gap, None),
        ("a level that is not asked", Level, say(level("king"), Must), say(level("manager"), Must), Gap, Some(0.0)),
    ]
}

#[test]
fn two_answers_fall_into_their_class() {
    for (name, kind, a, b, class, similarity) in cases() {
        for (x, y) in [(&a, &b), (&b, &a)] {
            let row = row_of(kind, &[x.clone(), y.clone()]);
            assert_eq!(row.class, Some(class), "{name}");
            match (row.similarity, similarity) {
                (Some(s), Some(e)) => assert!((s.value - e).abs() < 1e-9, "{name}: {}", s.value),
                (found, expected) => assert_eq!(found.map(|s| s.value), expected, "{name}"),
            }
        }
    }
}

#[test]
fn own_words_are_read_and_never_classed() {
    let alike = say(text("calls us"), None);
    for said in [
        [alike.clone(), alike.clone()],
        [alike.clone(), say(text("a firm"), None)],
        [alike, silent()],
        [silent(), silent()],
    ] {
        let row = row_of(Kind::OwnWords, &said);
        assert_eq!((row.class, row.similarity), (None, None));
        assert_eq!((row.mark(), row.word()), (" ", "read aloud, not classed"));
        assert!(row.differs(), "there is always something to read");
        let counts = Counts::of(&[row]);
        assert_eq!((counts, counts.classed()), (Counts::default(), 0));
    }
    let three = row_of(
        Kind::OwnWords,
        &[silent(), say(text("a"), None), say(text("b"), None)],
    );
    assert_eq!(
        (three.farthest.as_ref(), three.nobody_knows()),
        (None, false)
    );
    assert!(row_of(Kind::OwnWords, &[silent(), say(Answer::DontKnow, None)]).nobody_knows());
}

#[test]
fn any_against_never_is_opposite_on_every_kind_that_asks_for_never() {
    for kind in every_kind() {
        let asked = question(kind);
        if !asked.is_criterion() {
            continue;
        }
        let value = match asked.options.first() {
            Some(option) => option.id.clone(),
            None if kind == Kind::YesNo => "yes".to_owned(),
            None => "students".to_owned(),
        };
        let any = say(Answer::Any, Nice);
        let own = "something nobody else wrote";
        for refused in [value.as_str(), own] {
            // With a value beside it, and as the only thing said.
            let others = [
                never(say(Answer::DontKnow, Nice), &[refused]),
                never(silent(), &[refused]),
                never(any.clone(), &[refused]),
            ];
            for other in others {
                for said in [[any.clone(), other.clone()], [other, any.clone()]] {
                    let row = row_of(kind, &said);
                    assert_eq!(row.class, Some(Class::Opposite), "{kind:?} {said:?}");
                }
            }
            // Whoever says any but this, twice, says the same.
            let twice = vec![never(any.clone(), &[refused]); 2];
            if kind != Kind::Level || refused == own {
                assert_eq!(row_of(kind, &twice).class, Some(Class::Same), "{kind:?}");
            }
        }
    }
    let open = say(range(None, None), Nice);
    let row = row_of(Kind::Range, &[open, never(silent(), &["500"])]);
    assert_eq!(row.class, Some(Class::Opposite), "an open range is any");
}

#[test]
fn before_the_reveal_there_is_no_comparison() {
    let mut w = revealed(
        question(Kind::Choice),
        &[
            ("marketing", vec![say(values(&["cyber"]), Must)]),
            ("sales", vec![]),
        ],
    );
    w.reveal = None;
    let not_yet = compare(&w).unwrap_err();
    assert_eq!(not_yet.still_to_seal, ["sales"]);
    assert_eq!(
        not_yet.to_string(),
        "still to seal: sales. No screen shows any answer before all have sealed"
    );
}

#[test]
fn a_sheet_that_was_not_sealed_stays_closed_and_its_party_does_not_count() {
    let mut w = revealed(
        question(Kind::Choice),
        &[
            ("marketing", vec![say(values(&["cyber"]), Must)]),
            ("sales", vec![silent()]),
        ],
    );
    let draft = std::iter::once(("q".to_owned(), say(values(&["retail"]), Must))).collect();
    w.sheets[1].state = SheetState::Open(draft);
    let comparison = compare(&w).unwrap();
    assert!(!comparison.columns[1].counts);
    assert_eq!(comparison.rows[0].positions[1].says, Says::Nothing);
    assert_eq!(comparison.rows[0].class, Some(Class::OnlyOneSide));
}

#[test]
fn the_facilitator_stands_last_and_never_counts() {
    let said = say(values(&["cyber"]), Must);
    let w = revealed(
        question(Kind::Choice),
        &[
            ("facilitator", vec![say(values(&["retail"]), Must)]),
            ("marketing", vec![said.clone()]),
            ("sales", vec![said]),
        ],
    );
    let comparison = compare(&w).unwrap();
    assert_eq!(comparison.rows[0].class, Some(Class::Same));
    let last = comparison.columns.last().unwrap();
    assert_eq!((last.party.as_str(), last.counts), ("facilitator", false));
    assert_eq!(
        comparison.rows[0]
            .positions
            .last()
            .unwrap()
            .words(&w.bank.questions[0], "EUR"),
        "retail"
    );
}

#[test]
fn of_three_parties_the_farthest_pair_decides_and_is_named() {
    let row = row_of(
        Kind::Level,
        &[
            say(level("manager"), Strong),
            say(level("director"), Strong),
            say(level("c-level"), Must),
        ],
    );
    assert_eq!(row.class, Some(Class::Close));
    assert_eq!(
        row.farthest,
        Some(("marketing".to_owned(), "executive".to_owned()))
    );
    assert!((row.similarity.unwrap().value - 0.4).abs() < 1e-9);
    // Opposite outranks a wider gap.
    let row = row_of(
        Kind::Choice,
        &[
            say(values(&["cyber"]), Must),
            say(values(&["students"]), Ignore),
            never(say(values(&["cyber"]), Must), &["students"]),
        ],
    );
    assert_eq!(row.class, Some(Class::Opposite));
    assert_eq!(
        row.farthest,
        Some(("sales".to_owned(), "executive".to_owned()))
    );
    let same = row_of(Kind::Level, &vec![say(level("vp"), Must); 3]);
    assert_eq!((same.class, same.farthest), (Some(Class::Same), None));
    let two = row_of(
        Kind::Level,
        &[say(level("vp"), Must), say(level("any"), Must)],
    );
    assert_eq!(two.farthest, None);
}

#[test]
fn a_party_of_several_says_what_most_say() {
    let q = question(Kind::Level);
    let w = revealed(
        q.clone(),
        &[
            (
                "marketing",
                vec![
                    say(level("manager"), Must),
                    say(level("director"), Must),
                    say(level("manager"), Strong),
                    silent(),
                ],
            ),
            ("sales", vec![say(level("manager"), Must)]),
        ],
    );
    let row = &compare(&w).unwrap().rows[0];
    let marketing = &row.positions[0];
    // Two of three said manager; must and strong are a tie.
    assert!(marketing.is_split());
    assert_eq!(
        marketing.words(&q, "EUR"),
        "manager and above (split: must / strong)"
    );
    assert_eq!(marketing.people.len(), 3);
    assert_eq!(row.class, Some(Class::Close));

    let w = revealed(
        q.clone(),
        &[
            (
                "marketing",
                vec![
                    say(level("manager"), Must),
                    say(level("director"), Must),
                    say(level("manager"), Must),
                ],
            ),
            ("sales", vec![say(level("manager"), Must)]),
        ],
    );
    let row = &compare(&w).unwrap().rows[0];
    assert_eq!(
        row.positions[0].words(&q, "EUR"),
        "manager and above (2 of 3)"
    );
    assert_eq!(row.class, Some(Class::Same));
}

#[test]
fn a_tie_within_a_party_is_split_and_its_farthest_alternative_counts() {
    let q = question(Kind::Level);
    let w = revealed(
        q.clone(),
        &[
            (
                "marketing",
                vec![say(level("any"), Must), say(level("c-level"), Must)],
            ),
            ("sales", vec![say(level("c-level"), Must)]),
        ],
    );
    let row = &compare(&w).unwrap().rows[0];
    assert_eq!(
        row.positions[0].words(&q, "EUR"),
        "split: any and above / C-level"
    );
    assert_eq!(row.class, Some(Class::Gap));
}

#[test]
fn dont_know_of_a_colleague_is_an_answer_silence_is_not() {
    let q = question(Kind::Level);
    let dont_know = say(Answer::DontKnow, None);
    let w = revealed(
        q.clone(),
        &[(
            "sales",
            vec![
                dont_know.clone(),
                dont_know,
                say(level("vp"), Must),
                silent(),
            ],
        )],
    );
    let comparison = compare(&w).unwrap();
    let sales = &comparison.rows[0].positions[0];
    assert_eq!(sales.words(&q, "EUR"), "don't know (2 of 3)");
    assert!(!sales.has_value());
}

#[test]
fn signals_are_compared_one_by_one() {
    let row = row_of(
        Kind::Signals,
        &[ratings(&[0, 1, 2, 3]), ratings(&[0, 1, 3, 0])],
    );
    let grid = row.grid.unwrap();
    assert_eq!(
        grid.words(),
        "2 of 4 differ, up to 3 steps apart (signal 3)"
    );
    // (1 + 1 + 2/3 + 0) / 4
    assert!((row.similarity.unwrap().value - 2.0 / 3.0).abs() < 1e-9);
    assert_eq!(row.similarity.unwrap().n, 4);
    // Two steps apart on one signal is a gap whatever the mean.
    assert_eq!(row.class, Some(Class::Gap));
    assert_eq!(
        row_of(
            Kind::Signals,
            &[ratings(&[0, 1, 2, 3]), ratings(&[0, 1, 2, 2])]
        )
        .class,
        Some(Class::Close)
    );
    assert_eq!(
        row_of(Kind::Signals, &[ratings(&[0, 1]), ratings(&[0, 1])]).class,
        Some(Class::Same)
    );
    assert_eq!(
        row_of(Kind::Signals, &[ratings(&[0, 1]), ratings(&[0])]).class,
        Some(Class::Close)
    );
    assert_eq!(
        row_of(Kind::Signals, &[ratings(&[0, 1]), silent()]).class,
        Some(Class::OnlyOneSide)
    );
    assert_eq!(
        row_of(Kind::Signals, &[silent(), say(Answer::DontKnow, None)]).class,
        Some(Class::NobodyKnows)
    );
}

#[test]
fn cards_carry_their_agreement_with_n() {
    let row = row_of(
        Kind::Cards,
        &[
            sorted_cards(&["lead", "mql", "sql", "lead"]),
            sorted_cards(&["lead", "mql", "sal", "mql"]),
        ],
    );
    let grid = row.grid.unwrap();
    assert_eq!(row.class, Some(Class::Close));
    assert!((row.similarity.unwrap().value - 0.5).abs() < 1e-9);
    assert_eq!(
        (
            grid.agreement.items,
            grid.agreement.pairs,
            grid.agreement.equal
        ),
        (4, 4, 2)
    );
    assert_eq!(grid.agreement.alpha, None, "no bare figure below ten cards");
    assert_eq!(grid.words(), "2 of 4 differ, up to 1 step apart (card 2)");
    assert_eq!(grid.cell_words(&grid.items[0].cells[0]), "LEAD");
}

#[test]
fn not_a_lead_is_the_lowest_place_of_the_cards() {
    let row = row_of(
        Kind::Cards,
        &[
            sorted_cards(&["lead", "mql", "sql", "contact"]),
            sorted_cards(&["lead", "mql", "sql", "none"]),
        ],
    );
    let grid = row.grid.as_ref().unwrap();
    assert_eq!(row.class, Some(Class::Close));
    assert_eq!(grid.words(), "1 of 4 differs, up to 1 step apart (card 3)");
    assert_eq!(grid.cell_words(&grid.items[3].cells[1]), "not a lead");
    let wide = row_of(
        Kind::Cards,
        &[sorted_cards(&["none"]), sorted_cards(&["customer"])],
    );
    assert_eq!(wide.grid.unwrap().items[0].steps, 6);
}

#[test]
fn a_stage_that_the_ladder_does_not_have_stands_apart() {
    let row = row_of(
        Kind::Cards,
        &[
            sorted_cards(&["lead", "mql", "king"]),
            sorted_cards(&["lead", "mql", "none"]),
        ],
    );
    let grid = row.grid.as_ref().unwrap();
    assert_eq!(
        grid.cell_words(&grid.items[2].cells[0]),
        "king, not on the ladder"
    );
    assert_eq!((grid.items[2].steps, grid.items[2].differs), (0, true));
    assert_eq!(grid.words(), "1 of 4 differs");
    assert_eq!((row.class, grid.agreement.items), (Some(Class::Close), 2));
    let alike = row_of(
        Kind::Cards,
        &[sorted_cards(&["king"]), sorted_cards(&["king"])],
    );
    assert_eq!(alike.class, Some(Class::Same));
}

#[test]
fn a_grid_cell_says_what_most_of_the_party_say() {
    let w = revealed(
        question(Kind::Signals),
        &[
            (
                "marketing",
                vec![
                    ratings(&[1, 1]),
                    ratings(&[1, 2]),
                    ratings(&[3, 1]),
                    ratings(&[1, 2]),
                ],
            ),
            ("sales", vec![ratings(&[1, 1])]),
        ],
    );
    let row = &compare(&w).unwrap().rows[0];
    let grid = row.grid.as_ref().unwrap();
    assert_eq!(
        grid.cell_words(&grid.items[0].cells[0]),
        "shows interest (3 of 4)"
    );
    assert_eq!(
        grid.cell_words(&grid.items[1].cells[0]),
        "split: shows interest / counts towards hand-over"
    );
    assert_eq!(row.class, Some(Class::Close));
    let expected =
        Answer::Ratings(std::iter::once(("s0".to_owned(), Rating::ShowsInterest)).collect());
    assert_eq!(row.positions[0].says.one().unwrap().answer, Some(expected));
}

#[test]
fn the_headline_counts_in_words() {
    let counts = Counts {
        same: 7,
        close: 4,
        gap: 4,
        only_one_side: 2,
        opposite: 1,
        nobody_knows: 0,
    };
    assert_eq!(
        counts.headline(),
        "7 same, 4 close, 7 apart. Eleven things to talk about."
    );
    let counts = Counts {
        same: 1,
        nobody_knows: 1,
        ..Counts::default()
    };
    assert_eq!(
        counts.headline(),
        "1 same, 0 close, 0 apart, 1 nobody knows yet. One thing to talk about."
    );
}

#[test]
fn rows_order_by_distance() {
    let mut w = revealed(
        question(Kind::Level),
        &[("marketing", vec![silent()]), ("sales", vec![silent()])],
    );
    let pairs = [
        ("same", say(level("vp"), Must), say(level("vp"), Must)),
        ("near", say(level("vp"), Must), say(level("director"), Must)),
        ("gap", say(level("any"), Must), say(level("c-level"), Must)),
        ("weight", say(level("vp"), Must), say(level("vp"), Nice)),
        (
            "opposite",
            say(level("any"), Must),
            never(say(level("vp"), Must), &["any"]),
        ),
        ("one", silent(), say(level("vp"), Must)),
        ("none", silent(), silent()),
    ];
    w.bank.questions = pairs
        .iter()
        .map(|(id, ..)| Question {
            id: (*id).to_owned(),
            ..question(Kind::Level)
        })
        .collect();
    for (sheet, side) in w.sheets.iter_mut().zip([0, 1]) {
        let SheetState::Revealed { responses, .. } = &mut sheet.state else {
            panic!("revealed")
        };
        *responses = pairs
            .iter()
            .map(|(id, a, b)| ((*id).to_owned(), if side == 0 { a } else { b }.clone()))
            .filter(|(_, r)| !r.is_empty())
            .collect();
    }
    let comparison = compare(&w).unwrap();
    let order: Vec<&str> = comparison
        .by_distance()
        .iter()
        .map(|r| r.question.as_str())
        .collect();
    assert_eq!(
        order,
        ["opposite", "gap", "weight", "one", "near", "none", "same"]
    );
    assert_eq!(
        comparison.counts.headline(),
        "1 same, 1 close, 4 apart, 1 nobody knows yet. Six things to talk about."
    );
}

pub(crate) mod any_answers {
    use super::*;
    use proptest::prelude::*;

    fn word() -> impl Strategy<Value = String> {
        prop_oneof![
            Just("cyber".to_owned()),
            Just("manager".to_owned()),
            Just("vp".to_owned()),
            Just("bought".to_owned()),
            Just("c1".to_owned()),
            Just("s2".to_owned()),
            Just("sql".to_owned()),
            Just("yes".to_owned()),
            Just(String::new()),
            "[ a-zÄ]{0,4}",
        ]
    }

    fn answer() -> impl Strategy<Value = Option<Answer>> {
        let words = || proptest::collection::vec(word(), 0..4);
        let end = || {
            proptest::option::of(prop_oneof![
                any::<f64>(),
                (0u16..1000).prop_map(f64::from),
                Just(f64::NAN),
            ])
        };
        let rating = (0usize..4).prop_map(|i| Rating::ALL[i]);
        prop_oneof![
            Just(None),
            Just(Some(Answer::DontKnow)),
            Just(Some(Answer::Any)),
            any::<bool>().prop_map(|b| Some(Answer::Is(b))),
            word().prop_map(|w| Some(Answer::Text(w))),
            word().prop_map(|w| Some(Answer::AtLeast(w))),
            words().prop_map(|w| Some(Answer::Values(w))),
            words().prop_map(|w| Some(Answer::Order(w))),
            (end(), end()).prop_map(|(from, to)| Some(Answer::Range(Range { from, to }))),
            proptest::collection::vec((word(), rating), 0..4)
                .prop_map(|r| Some(Answer::Ratings(r.into_iter().collect()))),
            proptest::collection::vec((word(), word()), 0..4)
                .prop_map(|c| Some(Answer::Cards(c.into_iter().collect()))),
        ]
    }

    fn response() -> impl Strategy<Value = Response> {
        let weight = proptest::option::of((0usize..4).prop_map(|i| Importance::ALL[i]));
        (answer(), weight, proptest::collection::vec(word(), 0..2)).prop_map(
            |(answer, importance, never)| Response {
                answer,
                importance,
                never,
                ..Response::default()
            },
        )
    }

    pub(crate) fn kind() -> impl Strategy<Value = Kind> {
        proptest::sample::select(every_kind())
    }

    pub(crate) fn parties() -> impl Strategy<Value = Vec<Vec<Response>>> {
        proptest::collection::vec(proptest::collection::vec(response(), 0..4), 1..5)
    }

    proptest! {
        #[test]
        fn compare_alike_in_any_order_of_the_parties(kind in kind(), parties in parties()) {
            let names = ["a", "b", "c", "d", "e"];
            let mut entries: Vec<(&str, Vec<Response>)> = names.into_iter().zip(parties).collect();
            let there = compare(&revealed(question(kind), &entries)).unwrap().rows.remove(0);
            entries.reverse();
            let back = compare(&revealed(question(kind), &entries)).unwrap().rows.remove(0);
            prop_assert_eq!(there.class, back.class);
            prop_assert!((there.distance - back.distance).abs() < 1e-9);
            prop_assert!((0.0..6.0).contains(&there.distance));
            if let Some(s) = there.similarity {
                prop_assert!((0.0..=1.0).contains(&s.value));
            }
            for position in &there.positions {
                prop_assert!(!position.words(&question(kind), "EUR").is_empty());
            }
            if let Some(grid) = &there.grid {
                prop_assert!(!grid.words().is_empty());
            }
        }

        #[test]
        fn whoever_says_the_same_is_classed_the_same(kind in kind(), said in response()) {
            let twice = [("a", vec![said.clone()]), ("b", vec![said])];
            let row = compare(&revealed(question(kind), &twice)).unwrap().rows.remove(0);
            // Naming a value and never that value contradicts itself.
            prop_assert!(
                matches!(row.class, None | Some(Class::Same | Class::NobodyKnows | Class::Opposite)),
                "{:?}", row.class
            );
        }
    }
}

/// The figures that the guide names in bold, in their order.
#[test]
fn the_guide_names_the_boundaries_of_the_program() {
    let guide = include_str!("../../../docs/comparison.md");
    let bold = guide.split("**").skip(1).step_by(2);
    let found: Vec<f64> = bold.filter_map(|words| words.parse().ok()).collect();
    let count = |n: usize| f64::from(u32::try_from(n).unwrap());
    let [(long, two), (short, one)] = FORGIVEN;
    let any_beside = {
        // One of four options is a fifth of all: there is one value more.
        let said = [say(Answer::Any, Must), say(values(&["cyber"]), Must)];
        let options = question(Kind::Choice).options.len();
        count(row_of(Kind::Choice, &said).similarity.unwrap().n - options)
    };
    let expected = [
        CLOSE,
        f64::from(WEIGHTS_APART),
        count(STEPS_APART),
        CLOSE,
        f64::from(WEIGHTS_APART),
        any_beside,
        count(crate::measure::FEWEST_ITEMS),
        count(one),
        count(short),
        count(two),
        count(long),
    ];
    assert_eq!(found, expected);
    for class in Class::ALL {
        let row = format!("| {} | {} |", class.word(), class.mark());
        assert!(guide.contains(&row), "{row}");
    }
    for rating in Rating::ALL {
        let spoken = guide.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(spoken.contains(rating.word()), "{}", rating.word());
    }
}
