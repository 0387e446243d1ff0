//! Random definitions and cells: whatever they are, nothing panics, and results keep their limits.

use proptest::prelude::*;

use crate::{
    EventFacts, Lead, Spec, Tally, compile,
    condition::{AnyEvent, Condition, EventCondition, ScoreTest, Start, Test},
    difference::difference,
    field::{Field, FieldType, Read},
    lint::lint,
    say,
    scalar::{Days, Literal, Parts, Percent, Texts},
    score::{
        Band, Block, Choice, Decay, DecayStep, Gate, GateEffect, Group, Per, Rule, RuleKind, Score,
        WhenMissing,
    },
    stage::Stage,
};

const KINDS: [FieldType; 8] = [
    FieldType::Text,
    FieldType::Words,
    FieldType::Number,
    FieldType::Level,
    FieldType::Boolean,
    FieldType::Date,
    FieldType::Datetime,
    FieldType::List,
];

fn literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        any::<bool>().prop_map(Literal::Flag),
        (-1e15..1e15_f64).prop_map(Literal::Number),
        prop_oneof![Just("low".to_owned()), ".{0,4}"].prop_map(Literal::Text),
    ]
}

fn texts() -> impl Strategy<Value = Texts> {
    prop::collection::vec(".{0,4}", 0..3).prop_map(Texts)
}

fn test() -> impl Strategy<Value = Test> {
    prop_oneof![
        literal().prop_map(Test::Is),
        texts().prop_map(Test::In),
        texts().prop_map(|texts| Test::Contains(texts.into())),
        ".{0,4}".prop_map(|list| Test::EndsWith(Parts::InList(list))),
        texts().prop_map(Test::HasAny),
        texts().prop_map(Test::HasAll),
        literal().prop_map(Test::AtLeast),
        literal().prop_map(Test::AtMost),
        any::<f64>().prop_map(Test::Above),
        (any::<f64>(), any::<f64>()).prop_map(|(a, b)| Test::Between(a, b)),
        any::<u32>().prop_map(|n| Test::Within(Days(n))),
        any::<u32>().prop_map(|n| Test::OlderThan(Days(n))),
        ".{0,10}".prop_map(Test::Before),
        Just(Test::After("2020-01-01".into())),
        Just(Test::Present),
        Just(Test::Missing),
    ]
}

fn start() -> impl Strategy<Value = Option<Start>> {
    prop::option::of(prop_oneof![
        (0..8_usize).prop_map(|f| Start::Field(format!("f{f}"))),
        prop::sample::select(&["e", "e2", ""][..]).prop_map(|e| Start::Event(e.to_owned())),
    ])
}

fn condition() -> impl Strategy<Value = Condition> {
    let leaf = prop_oneof![
        (0..8_usize, test()).prop_map(|(f, test)| Condition::field(format!("f{f}"), test)),
        (
            prop::collection::vec(prop::sample::select(&["e", "e2", ""][..]), 0..3),
            prop::option::of(any::<u32>()),
            prop::option::of(any::<u32>()),
            prop::option::of(any::<u32>()),
            prop::option::of(prop::sample::select(&["e", "e2", ""][..])),
            start(),
        )
            .prop_map(|(events, within, at_least, days, since, start)| {
                Condition::AnyEvent(AnyEvent {
                    events: events.into_iter().map(str::to_owned).collect(),
                    within: within.map(Days),
                    at_least,
                    days,
                    since: since.map(str::to_owned),
                    start,
                })
            }),
        (
            prop::option::of(any::<u32>()),
            prop::option::of(any::<u32>()),
            prop::option::of(any::<u32>()),
            prop::option::of(prop::sample::select(&["e", "e2", ""][..])),
            start(),
        )
            .prop_map(|(within, at_least, days, since, start)| {
                Condition::Event(EventCondition {
                    event: "e".into(),
                    within: within.map(Days),
                    at_least,
                    days,
                    since: since.map(str::to_owned),
                    start,
                })
            }),
        any::<i64>().prop_map(|n| Condition::score("s0", ScoreTest::AtLeast(n))),
        Just(Condition::Stage("a".into())),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Condition::All),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Condition::Any),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Condition::None),
            (any::<u32>(), prop::collection::vec(inner, 0..3))
                .prop_map(|(at_least, of)| Condition::AtLeastOf { at_least, of }),
        ]
    })
}

fn steps() -> impl Strategy<Value = Vec<DecayStep>> {
    prop::collection::vec((prop::option::of(any::<u32>()), 0..=100_u8), 0..3).prop_map(|steps| {
        steps
            .into_iter()
            .map(|(within, keep)| DecayStep {
                within: within.map(Days),
                keep: Percent(keep),
            })
            .collect()
    })
}

fn kind() -> impl Strategy<Value = RuleKind> {
    let per = prop_oneof![
        Just(Per::Once),
        Just(Per::Occurrence),
        Just(Per::Day),
        Just(Per::Week),
        Just(Per::Month),
        any::<u32>().prop_map(|days| Per::Block(Block { days })),
        any::<u32>().prop_map(|days| Per::Cooldown(Days(days))),
    ];
    let leaf = prop_oneof![
        (condition(), any::<i64>()).prop_map(|(when, points)| RuleKind::When { when, points }),
        prop::collection::vec((prop::option::of(any::<f64>()), any::<i64>()), 0..3).prop_map(
            |bands| RuleKind::Bands {
                field: "f2".into(),
                bands: bands
                    .into_iter()
                    .map(|(below, points)| Band {
                        below,
                        at_most: None,
                        points
                    })
                    .collect(),
            }
        ),
        any::<i64>().prop_map(|points| RuleKind::PerUnit {
            field: "f2".into(),
            points
        }),
        (
            any::<i64>(),
            per,
            prop::option::of(any::<u32>()),
            start(),
            prop::option::of(condition()),
            steps()
        )
            .prop_map(
                |(points, per, within, since, when, decay)| RuleKind::Event {
                    events: vec!["e".into()],
                    points,
                    per,
                    within: within.map(Days),
                    since,
                    when,
                    decay,
                }
            ),
        prop::collection::vec((prop::option::of(condition()), any::<i64>()), 0..3).prop_map(
            |choices| {
                RuleKind::FirstOf(
                    choices
                        .into_iter()
                        .map(|(when, points)| Choice { when, points })
                        .collect(),
                )
            }
        ),
    ];
    leaf.prop_recursive(1, 4, 2, |inner| {
        prop::collection::vec(inner, 0..3).prop_map(|kinds| {
            RuleKind::LargestOf(
                kinds
                    .into_iter()
                    .enumerate()
                    .map(|(at, kind)| rule(format!("in{at}"), kind))
                    .collect(),
            )
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

prop_compose! {
    fn definition()(
        kinds in prop::collection::vec(kind(), 0..4), cap in prop::option::of(any::<i64>()), floor in prop::option::of(any::<i64>()),
        grouped in any::<bool>(), missing in prop::option::of(any::<i64>()), decay in prop::option::of(steps()),
        gate in condition(), entry in prop::option::of(condition()), exit in prop::option::of(condition()),
        effect in 0..3_u8, pattern in prop::option::of(".{0,10}"), mark in prop::option::of(".{0,2}"),
    ) -> Spec {
        let mut spec = Spec::default();
        for (at, kind) in KINDS.into_iter().enumerate() {
            let mut field = Field { kind, ..Field::default() };
            if kind == FieldType::Level {
                field.levels = vec!["low".into(), "high".into()];
            }
            if kind == FieldType::Date {
                field.read = pattern.clone().map(|date| Read { date: Some(date), ..Read::default() });
            }
            if kind == FieldType::Number {
                field.read = mark.clone().map(|mark| Read { drop: Some(mark.as_str().into()), group: Some(mark), ..Read::default() });
            }
            spec.fields.insert(format!("f{at}"), field);
        }
        for event in ["e", "e2"] {
            spec.events.insert(event.into(), crate::field::Event::default());
        }
        let effect = match effect { 0 => GateEffect::Disqualify, 1 => GateEffect::Suspend, _ => GateEffect::Qualify("a".into()) };
        spec.gates.push(Gate { id: "g".into(), effect, when: gate, because: None });
        let mut score = Score { cap, floor, ..Score::default() };
        score.groups.insert("g".into(), Group { cap, floor });
        for (at, kind) in kinds.into_iter().enumerate() {
            let mut rule = rule(format!("r{at}"), kind);
            rule.group = grouped.then(|| "g".into());
            rule.when_missing = missing.map(WhenMissing::Points);
            rule.cap = cap;
            score.rules.push(rule);
        }
        score.decay = decay.map(|steps| Decay { by: "e".into(), steps, when_missing: None });
        spec.scores.insert("s0".into(), score);
        spec.scores.insert("sum".into(), Score { sum: Some(vec!["s0".into()]), ..Score::default() });
        spec.stages.push(Stage { id: "a".into(), when: entry, exit, ..Stage::default() });
        spec
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_definition_compiles_or_says_why(spec in definition(), other in definition()) {
        if let Err(problems) = compile(&spec) {
            prop_assert!(problems.iter().all(|problem| !problem.message.is_empty() && !problem.next.is_empty()));
        }
        let _ = lint(&spec);
        for rule in &spec.scores[0].rules { let _ = say::rule(&spec, rule); }
        let _ = difference(&spec, &other);
    }

    #[test]
    fn any_lead_is_scored(
        cells in prop::collection::vec("[ 0-9a-zA-Z;:.,+TZ€é-]{0,14}", 8), days in prop::collection::vec(any::<i32>(), 0..5),
        flat in prop::option::of((prop::option::of(any::<u64>()), prop::option::of(any::<i32>()))), as_of in any::<i32>(),
        points in -1_000_000..1_000_000_i64, per in 0..6_usize, cap in 0..100_i64,
    ) {
        let per = ["once", "occurrence", "day", "week", "month", "{days: 30}"][per];
        let spec = crate::tests::spec(&format!("\
fields: {{f0: {{type: text}}, f1: {{type: words}}, f2: {{type: number, read: {{decimal: ',', group: '.', drop: '€'}}}}, f3: {{type: level, levels: [a, b]}}, f4: {{type: boolean}}, f5: {{type: date, read: {{date: DD.MM.YYYY}}}}, f6: {{type: datetime}}, f7: {{type: list, separator: ', '}}}}
events: {{e: {{}}}}
gates: [{{id: g, suspend: true, when: {{event: e, days: {{atLeast: 2}}, within: 30d}}}}]
scores:
  s:
    cap: {cap}
    rules:
      - {{id: a, event: e, per: {per}, points: {points}, within: 99d, decay: [{{within: 9d, keep: 100%}}, {{keep: 33%}}]}}
      - {{id: b, field: f2, per: unit, points: {points}}}
      - {{id: c, points: 5, when: {{any: [{{field: f0, contains: a}}, {{field: f1, hasAny: [b]}}, {{field: f3, atLeast: b}}, {{field: f5, within: 30d}}, {{field: f6, olderThan: 3d}}, {{field: f7, hasAll: [x]}}]}}}}
    decay: {{by: e, steps: [{{within: 30d, keep: 100%}}, {{keep: 50%}}]}}
"));
        let compiled = compile(&spec).unwrap();
        let mut lead = Lead::default();
        lead.clear(&compiled);
        for (field, cell) in cells.iter().enumerate() {
            lead.set(field, compiled.read_cell(field, cell).value());
        }
        for day in days { lead.occurred(0, day); }
        if let Some((count, last)) = flat { lead.events[0] = EventFacts::Flat { count, last }; }
        let mut tally = Tally::default();
        compiled.score_into(&lead, as_of, &mut tally);
        prop_assert!(tally.scores[0].unwrap() <= cap);
        let outcome = compiled.outcome(&lead, &tally);
        prop_assert_eq!(outcome.scores.len(), 1);
        compiled.score_into(&Lead::default(), as_of, &mut tally);
    }
}
