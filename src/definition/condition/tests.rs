//! The table of operators.

use crate::{
    condition::{
        Condition, Test,
        operator::{Argument, OPERATORS, SCORE_OPERATORS, ScoreArgument, operators_of},
    },
    field::FieldType,
    scalar::{Days, Literal, Texts},
    tests::read,
};

/// A test that the row makes.
fn example(argument: &Argument) -> Test {
    match argument {
        Argument::Literal(test) => test(Literal::Text("x".into())),
        Argument::Texts(test) => test(Texts(vec!["x".into()])),
        Argument::Parts(test) => test(Texts(vec!["x".into()]).into()),
        Argument::ListName(test) => test("x".into()),
        Argument::Number(test) => test(1.5),
        Argument::Bounds(test) => test(1.0, 2.0),
        Argument::Days(test) => test(Days(30)),
        Argument::Day(test) => test("2026-01-31".into()),
        Argument::Yes(test) => test.clone(),
    }
}

#[test]
fn each_operator_is_written_under_its_key_and_read_again() {
    for row in OPERATORS {
        let test = example(&row.argument);
        assert_eq!(test.key(), row.key);
        assert!(row.fits.iter().all(|kind| test.fits(*kind)));
        let condition = Condition::field("f", test);
        let written = serde_json::to_value(&condition).unwrap();
        assert!(written.get(row.key).is_some(), "{written}");
        let again: Condition = serde_json::from_value(written).unwrap();
        assert_eq!(again, condition);
    }
    for (key, argument) in SCORE_OPERATORS {
        let test = match argument {
            ScoreArgument::One(test) => test(-5),
            ScoreArgument::Two(test) => test(1, 5),
        };
        let condition = Condition::score("s", test);
        let written = serde_json::to_value(&condition).unwrap();
        assert!(written.get(key).is_some(), "{written}");
        let again: Condition = serde_json::from_value(written).unwrap();
        assert_eq!(again, condition);
    }
}

#[test]
fn messages_list_the_operators_of_a_type() {
    let cases = [
        (
            FieldType::Text,
            "is, in, inList, contains, startsWith, endsWith, present, missing",
        ),
        (FieldType::Words, "hasAny, hasAll, inList, present, missing"),
        (FieldType::List, "hasAny, hasAll, inList, present, missing"),
        (
            FieldType::Number,
            "is, atLeast, atMost, above, below, between, present, missing",
        ),
        (
            FieldType::Level,
            "is, in, atLeast, atMost, present, missing",
        ),
        (FieldType::Boolean, "is: true, is: false, present, missing"),
        (
            FieldType::Date,
            "within, olderThan, before, after, present, missing",
        ),
        (
            FieldType::Datetime,
            "within, olderThan, before, after, present, missing",
        ),
    ];
    for (kind, expected) in cases {
        assert_eq!(operators_of(kind), expected);
    }
}

#[test]
fn the_keys_of_a_condition_are_listed_in_one_order() {
    let error = read::<Condition>("{zzzzzzzzz: 1}").unwrap_err();
    let expected = "`all`, `any`, `none`, `field`, `event`, `anyEvent`, `score`, `grade`, `stage`, `is`, `in`, `inList`, \
                    `contains`, `startsWith`, `endsWith`, `hasAny`, `hasAll`, `atLeast`, `atMost`, `above`, \
                    `below`, `between`, `days`, `within`, `since`, `olderThan`, `before`, `after`, `present`, \
                    `missing`, `of`";
    assert!(
        error.contains(&expected.replace('`', "")) || error.contains(expected),
        "{error}"
    );
}
