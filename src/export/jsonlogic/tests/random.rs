//! Random definitions and leads: the engine and the program agree on all of them.

use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use leadpact_definition::EventFacts;
use leadpact_definition::condition::{AnyEvent, EventCondition, ScoreTest, Start, Test};
use leadpact_definition::field::{Event, FieldType};
use leadpact_definition::scalar::{Days, Literal, Percent, Texts};
use leadpact_definition::score::{
    Band, Block, Choice, Decay, DecayStep, GradeStep, Group, Per, Rule, RuleKind, Score,
    WhenMissing,
};
use leadpact_definition::stage::{Route, Routing, Stage};

/// Texts that mean something in some language of rules, and that differ in their count of letters and UTF-16 units.
const TEXTS: [&str; 16] = [
    "a",
    "ab",
    "b",
    "sales",
    "head of sales",
    "😀",
    "b😀",
    "é",
    "a.b",
    "\"",
    "\\a",
    "'",
    "===",
    "{\"var\":\"result.s0\"}",
    "fields.text",
    "null",
];
const LEVELS: [&str; 3] = ["low", "middle", "high"];
const NUMBERS: [f64; 8] = [-2.5, 0.0, 0.1, 1.0, 3.0, 12.75, 50.0, 999_999_999_999_999.0];

fn texts(most: usize) -> impl Strategy<Value = Texts> {
    let texts = prop::collection::vec(select(&TEXTS[..]), 1..=most);
    texts.prop_map(|texts| Texts(texts.into_iter().map(str::to_owned).collect()))
}

fn level() -> impl Strategy<Value = String> {
    select(&LEVELS[..]).prop_map(str::to_owned)
}

fn number() -> impl Strategy<Value = f64> {
    select(&NUMBERS[..])
}

fn field_test() -> impl Strategy<Value = Condition> {
    let words = prop::collection::vec(select(&["a", "head of", "sales", "b"][..]), 1..3)
        .prop_map(|words| Texts(words.into_iter().map(str::to_owned).collect()));
    let on = |field: &'static str| move |test| Condition::field(field, test);
    prop_oneof![
        prop_oneof![
            texts(3).prop_map(Test::In),
            texts(2).prop_map(|texts| Test::Contains(texts.into())),
            texts(2).prop_map(|texts| Test::StartsWith(texts.into())),
            texts(2).prop_map(|texts| Test::EndsWith(texts.into())),
        ]
        .prop_map(on("text")),
        prop_oneof![
            words.clone().prop_map(Test::HasAny),
            words.prop_map(Test::HasAll)
        ]
        .prop_map(on("words")),
        prop_oneof![
            texts(2).prop_map(Test::HasAny),
            texts(2).prop_map(Test::HasAll)
        ]
        .prop_map(on("list")),
        prop_oneof![
            number().prop_map(|n| Test::Is(Literal::Number(n))),
            number().prop_map(|n| Test::AtLeast(Literal::Number(n))),
            number().prop_map(|n| Test::AtMost(Literal::Number(n))),
            number().prop_map(Test::Above),
            number().prop_map(Test::Below),
            (number(), number()).prop_map(|(a, b)| Test::Between(a.min(b), a.max(b))),
        ]
        .prop_map(on("number")),
        prop_oneof![
            level().prop_map(|level| Test::In(Texts(vec![level, "low".into()]))),
            level().prop_map(|level| Test::AtLeast(Literal::Text(level))),
            level().prop_map(|level| Test::AtMost(Literal::Text(level))),
        ]
        .prop_map(on("level")),
        any::<bool>().prop_map(|flag| Condition::field("boolean", Test::Is(Literal::Flag(flag)))),
        prop_oneof![
            (0..60_u32).prop_map(|days| Test::Within(Days(days))),
            (0..60_u32).prop_map(|days| Test::OlderThan(Days(days))),
            Just(Test::Before("2025-12-20".into())),
            Just(Test::After("2025-12-20".into())),
        ]
        .prop_map(on("date")),
        select(
            &[
                "text", "words", "number", "level", "boolean", "date", "list"
            ][..]
        )
        .prop_flat_map(|field| {
            any::<bool>().prop_map(move |present| {
                Condition::field(
                    field,
                    if present {
                        Test::Present
                    } else {
                        Test::Missing
                    },
                )
            })
        }),
    ]
}

fn event() -> impl Strategy<Value = String> {
    select(&["visit", "demo"][..]).prop_map(str::to_owned)
}

/// A day from which on acts count other than this one, of a field or of the other event.
fn start(event: &str) -> impl Strategy<Value = Option<Start>> + use<> {
    let other = if event == "demo" { "visit" } else { "demo" };
    select(vec![
        None,
        Some(Start::Field("date".to_owned())),
        Some(Start::Event(other.to_owned())),
    ])
}

/// An event, and perhaps the day from which on it counts.
fn started() -> impl Strategy<Value = (String, Option<Start>)> {
    event().prop_flat_map(|event| (Just(event.clone()), start(&event)))
}

/// One event, or both together, and perhaps the day from which on they count.
fn events() -> impl Strategy<Value = (Vec<String>, Option<Start>)> {
    let both = vec!["demo".to_owned(), "visit".to_owned()];
    let date = prop::option::of(Just(Start::Field("date".to_owned())));
    prop_oneof![
        2 => started().prop_map(|(event, start)| (vec![event], start)),
        1 => (Just(both), date),
    ]
}

fn within() -> impl Strategy<Value = Option<Days>> {
    prop::option::of((3..60_u32).prop_map(Days))
}

fn condition() -> impl Strategy<Value = Condition> {
    let happened = (started(), within(), 1..4_u32, any::<bool>()).prop_map(
        |((event, start), within, times, days)| {
            Condition::Event(EventCondition {
                event,
                within,
                at_least: (!days).then_some(times),
                days: days.then_some(times),
                since: None,
                start,
            })
        },
    );
    let later = (within(), any::<bool>()).prop_map(|(within, demo)| {
        let (event, since) = if demo {
            ("demo", "visit")
        } else {
            ("visit", "demo")
        };
        Condition::Event(EventCondition {
            event: event.to_owned(),
            within,
            since: Some(since.to_owned()),
            ..EventCondition::default()
        })
    });
    let any = (events(), within(), 1..4_u32, any::<bool>()).prop_map(
        |((events, start), within, times, days)| {
            Condition::AnyEvent(AnyEvent {
                events,
                within,
                at_least: (!days).then_some(times),
                days: days.then_some(times),
                since: None,
                start,
            })
        },
    );
    let leaf = prop_oneof![3 => field_test(), 1 => happened, 1 => later, 1 => any];
    leaf.prop_recursive(2, 6, 3, |inner| {
        let some = prop::collection::vec(inner, 0..4);
        prop_oneof![
            some.clone().prop_map(Condition::All),
            some.clone().prop_map(Condition::Any),
            some.clone().prop_map(Condition::None),
            (some, 1..3_u32).prop_filter_map("as many as there are", |(of, at_least)| {
                (at_least as usize <= of.len()).then_some(Condition::AtLeastOf { at_least, of })
            }),
        ]
    })
}

fn steps() -> impl Strategy<Value = Vec<DecayStep>> {
    let keep = || select(&[0_u8, 33, 50, 100][..]).prop_map(Percent);
    (1..30_u32, keep(), keep()).prop_map(|(within, first, rest)| {
        vec![
            DecayStep {
                within: Some(Days(within)),
                keep: first,
            },
            DecayStep {
                within: None,
                keep: rest,
            },
        ]
    })
}

fn points() -> impl Strategy<Value = i64> {
    -30..60_i64
}

fn kind() -> impl Strategy<Value = RuleKind> {
    let per = select(
        &[
            Per::Once,
            Per::Occurrence,
            Per::Day,
            Per::Week,
            Per::Month,
            Per::Block(Block { days: 10 }),
            Per::Cooldown(Days(7)),
        ][..],
    );
    let band = |below, at_most, points| Band {
        below,
        at_most,
        points,
    };
    let leaf = prop_oneof![
        (condition(), points()).prop_map(|(when, points)| RuleKind::When { when, points }),
        (points(), points(), points()).prop_map(move |(a, b, c)| RuleKind::Bands {
            field: "number".into(),
            bands: vec![
                band(Some(0.1), None, a),
                band(None, Some(3.0), b),
                band(None, None, c)
            ],
        }),
        points().prop_map(|points| RuleKind::PerUnit {
            field: "number".into(),
            points
        }),
        (
            events(),
            points(),
            per,
            within(),
            prop::option::of(condition()),
            prop::option::of(steps())
        )
            .prop_map(|((events, since), points, per, within, when, decay)| {
                RuleKind::Event {
                    events,
                    points,
                    per,
                    within,
                    since,
                    when,
                    decay: decay.unwrap_or_default(),
                }
            }),
        (condition(), points(), points()).prop_map(|(when, first, rest)| RuleKind::FirstOf(vec![
            Choice {
                when: Some(when),
                points: first
            },
            Choice {
                when: None,
                points: rest
            },
        ])),
    ];
    leaf.prop_recursive(1, 3, 2, |inner| {
        prop::collection::vec(inner, 1..3).prop_map(|kinds| {
            let rules = kinds.into_iter().map(|kind| rule(String::new(), kind));
            RuleKind::LargestOf(rules.collect())
        })
    })
}

fn rule(id: String, kind: RuleKind) -> Rule {
    Rule {
        id,
        kind,
        cap: None,
        floor: None,
        group: None,
        when_missing: None,
        rated: None,
        because: None,
    }
}

/// Gives every rule an id of its own.
fn named(rules: &mut [Rule], prefix: &str) {
    for (at, rule) in rules.iter_mut().enumerate() {
        rule.id = format!("{prefix}{at}");
        if let RuleKind::LargestOf(inner) = &mut rule.kind {
            named(inner, &format!("{prefix}{at}-"));
        }
    }
}

prop_compose! {
    fn axis()(
        kinds in prop::collection::vec((kind(), any::<bool>(), prop::option::of(10..40_i64), 0..6_u8), 1..5),
        cap in prop::option::of(20..60_i64), floor in prop::option::of(-30..0_i64),
        reset_when in prop::option::weighted(0.2, condition()), applies_to in prop::option::weighted(0.3, condition()),
        decay in prop::option::of((select(&["date", "visit"][..]), steps(), prop::option::of(select(&[0_u8, 25][..])))),
    ) -> Score {
        let mut score = Score { cap, floor, applies_to, reset_when, ..Score::default() };
        score.groups.insert("g".into(), Group { cap: Some(25), floor: Some(-10) });
        for (kind, grouped, cap, missing) in kinds {
            let mut rule = rule(String::new(), kind);
            rule.group = grouped.then(|| "g".to_owned());
            rule.cap = cap;
            rule.floor = cap.map(|cap| -cap);
            if matches!(rule.kind, RuleKind::Bands { .. } | RuleKind::PerUnit { .. }) {
                rule.when_missing = match missing {
                    0 => Some(WhenMissing::Points(-5)),
                    1 => Some(WhenMissing::NotEnoughKnown),
                    _ => None,
                };
            }
            score.rules.push(rule);
        }
        // Whatever else is in the axis: a threshold near 0 can be reached.
        for (points, id) in [(10, "up"), (-10, "down")] {
            let when = Condition::field("boolean", Test::Is(Literal::Flag(points > 0)));
            score.rules.push(rule(id.into(), RuleKind::When { when, points }));
        }
        score.decay = decay.map(|(by, steps, missing)| Decay { by: by.into(), steps, when_missing: missing.map(Percent) });
        score
    }
}

fn threshold(score: &'static str) -> impl Strategy<Value = Condition> {
    prop_oneof![
        (-5..=0_i64).prop_map(ScoreTest::AtLeast),
        (0..5_i64).prop_map(ScoreTest::AtMost),
        (-5..0_i64).prop_map(ScoreTest::Above),
        (1..5_i64).prop_map(ScoreTest::Below),
        Just(ScoreTest::Is(0)),
        Just(ScoreTest::Between(-3, 20)),
    ]
    .prop_map(move |test| Condition::score(score, test))
}

fn stage() -> impl Strategy<Value = Stage> {
    let graded = Condition::Grade {
        grade: "s0".into(),
        grades: vec!["A\"".into()],
    };
    let when = prop_oneof![
        threshold("s0"),
        threshold("largest"),
        condition(),
        Just(graded)
    ];
    let exit = prop::option::weighted(0.3, threshold("total"));
    let owner = || prop::option::of(select(&TEXTS[..]).prop_map(str::to_owned));
    let routing = prop::option::of(routing());
    (
        prop::option::weighted(0.9, when),
        exit,
        any::<bool>(),
        owner(),
        routing,
    )
        .prop_map(|(when, exit, other, owner, routing)| Stage {
            when,
            exit,
            track: other.then(|| "pql".to_owned()),
            owner,
            routing,
            ..Stage::default()
        })
}

fn routing() -> impl Strategy<Value = Routing> {
    let when = prop_oneof![threshold("s0"), condition()];
    let to = || select(&TEXTS[..]).prop_map(str::to_owned);
    let route = (when, to()).prop_map(|(when, to)| Route { when, to });
    let routes = prop::collection::vec(route, 0..3);
    (routes, prop::option::of(to())).prop_map(|(routes, fallback)| Routing { routes, fallback })
}

prop_compose! {
    fn definition()(
        mut axes in prop::collection::vec(axis(), 2), gates in prop::collection::vec((condition(), 0..4_u8), 0..3),
        row in condition(), stages in prop::collection::vec(stage(), 1..4),
    ) -> Spec {
        let mut spec = Spec::default();
        for (id, kind) in [
            ("text", FieldType::Text), ("words", FieldType::Words), ("number", FieldType::Number), ("level", FieldType::Level),
            ("boolean", FieldType::Boolean), ("date", FieldType::Date), ("list", FieldType::List),
        ] {
            let mut field = Field { kind, ..Field::default() };
            if kind == FieldType::Level { field.levels = LEVELS.map(str::to_owned).to_vec(); }
            spec.fields.insert(id.into(), field);
        }
        for event in ["visit", "demo"] { spec.events.insert(event.into(), Event::default()); }
        for (at, stage) in stages.into_iter().enumerate() {
            spec.stages.push(Stage { id: format!("stage-{at}"), ..stage });
        }
        for (at, (when, effect)) in gates.into_iter().enumerate() {
            let effect = match effect {
                0 => GateEffect::Disqualify,
                1 => GateEffect::Suspend,
                _ => GateEffect::Qualify("stage-0".into()),
            };
            spec.gates.push(Gate { id: format!("gate-{at}"), effect, when, because: None });
        }
        for (at, axis) in axes.iter_mut().enumerate() { named(&mut axis.rules, &format!("r{at}-")); }
        for (at, axis) in axes.into_iter().enumerate() { spec.scores.insert(format!("s{at}"), axis); }
        let both = || Some(vec!["s0".to_owned(), "s1".to_owned()]);
        spec.scores.insert("total".into(), Score { sum: both(), ..Score::default() });
        spec.scores.insert("largest".into(), Score { largest: both(), ..Score::default() });
        let step = |at_least, when, grade: &str| GradeStep { at_least, when, grade: grade.into() };
        spec.grades.insert("s0".into(), vec![step(Some(5), None, "A\""), step(None, Some(row), "B")]);
        spec.grades.insert("s1".into(), vec![step(Some(0), None, "1"), step(None, None, "2")]);
        spec
    }
}

fn cell(field: &str) -> BoxedStrategy<String> {
    let of = |cells: &'static [&'static str]| select(cells).prop_map(str::to_owned);
    match field {
        "number" => of(&[
            "",
            "-2.5",
            "0",
            "0.1",
            "1",
            "3",
            "3.0000001",
            "12.75",
            "50",
            "x",
            "999999",
        ])
        .boxed(),
        "level" => of(&["", "LOW", "middle", "high", "other"]).boxed(),
        "boolean" => of(&["", "yes", "no"]).boxed(),
        "date" => of(&[
            "",
            "2025-12-31",
            "2026-01-01",
            "2026-01-02",
            "2025-12-20",
            "2025-11-01",
        ])
        .boxed(),
        "list" => prop::collection::vec(select(&TEXTS[..]), 0..4)
            .prop_map(|texts| texts.join(";"))
            .boxed(),
        "words" => of(&["", "Head of Sales", "sales-a", "b", "presales", "..."]).boxed(),
        _ => prop::collection::vec(select(&TEXTS[..]), 0..3)
            .prop_map(|texts| texts.concat())
            .boxed(),
    }
}

fn happened() -> impl Strategy<Value = EventFacts> {
    // 2026-01-01 is day 20454.
    let day = || 20_390..20_458_i32;
    prop_oneof![
        prop::collection::vec(day(), 0..6).prop_map(EventFacts::Log),
        (prop::option::of(0..5_u64), prop::option::of(day()))
            .prop_map(|(count, last)| EventFacts::Flat { count, last }),
    ]
}

prop_compose! {
    fn lead()(
        text in cell("text"), words in cell("words"), number in cell("number"), level in cell("level"),
        boolean in cell("boolean"), date in cell("date"), list in cell("list"), events in prop::collection::vec(happened(), 2),
    ) -> ([String; 7], Vec<EventFacts>) {
        ([text, words, number, level, boolean, date, list], events)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn the_engine_and_the_program_agree(spec in definition(), leads in prop::collection::vec(lead(), 8)) {
        // Now and then a threshold is out of reach, which the program refuses.
        let compiled = compile(&spec);
        prop_assume!(compiled.is_ok());
        let compiled = compiled.expect("compiles");
        let engine = Engine::new(&spec, &compiled);
        for (cells, events) in leads {
            let mut lead = Lead::default();
            lead.clear(&compiled);
            for (field, cell) in cells.iter().enumerate() {
                lead.set(field, compiled.read_cell(field, cell).value());
            }
            lead.events = events;
            let found = engine.run(record(&compiled, &lead, AS_OF));
            let expected = plain(&native(&compiled, &lead, AS_OF).into());
            prop_assert_eq!(plain(&found["result"]), expected, "{} {:?}", serde_json::to_string(&spec).unwrap(), lead);
        }
    }
}
