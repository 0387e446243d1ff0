//! Names and values that mean something in JsonLogic stay names and values.

use proptest::prelude::*;

use super::*;
use leadpact_definition::condition::Test;
use leadpact_definition::field::FieldType;
use leadpact_definition::scalar::Texts;
use leadpact_definition::score::GradeStep;
use leadpact_definition::stage::{Route, Routing, Stage};

const OPERATORS: [&str; 21] = [
    "var", "===", "!==", "!", "and", "or", "in", "substr", "<", "<=", "if", "+", "-", "*", "/",
    "%", "min", "max", "cat", "", "",
];

/// Every object is one operator that we write, every place is one that the record has, and nothing else is computed.
fn only_ours(logic: &Value) -> Result<(), String> {
    match logic {
        Value::Object(map) => {
            let (operator, arguments) = map.iter().next().ok_or("an empty object")?;
            if map.len() != 1 || !OPERATORS.contains(&operator.as_str()) || operator.is_empty() {
                return Err(format!("{logic} is no rule of ours"));
            }
            if operator == "var" {
                let place = arguments.as_str().ok_or("a computed place")?;
                let id = |key: &str| {
                    let mut letters = key.chars();
                    letters.next().is_some_and(|c| c.is_ascii_alphabetic())
                        && letters.all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
                };
                return if place.split('.').all(id) {
                    Ok(())
                } else {
                    Err(format!("the place {place}"))
                };
            }
            only_ours(arguments)
        }
        Value::Array(parts) => parts.iter().try_for_each(only_ours),
        _ => Ok(()),
    }
}

/// A definition in which every free text is this one.
fn poisoned(text: &str) -> Spec {
    let mut spec = Spec::default();
    for (id, kind) in [
        ("constructor", FieldType::Text),
        ("a-b", FieldType::Words),
        ("var", FieldType::List),
    ] {
        let label = Some(text.to_owned());
        spec.fields.insert(
            id.into(),
            Field {
                kind,
                label,
                ..Field::default()
            },
        );
    }
    let texts = || Texts(vec![text.to_owned()]);
    let conditions = [
        Condition::field("constructor", Test::In(texts())),
        Condition::field("constructor", Test::Contains(texts().into())),
        Condition::field("constructor", Test::StartsWith(texts().into())),
        Condition::field("constructor", Test::EndsWith(texts().into())),
        Condition::field("a-b", Test::HasAny(Texts(vec![format!("a {text}")]))),
        Condition::field("var", Test::HasAll(texts())),
    ];
    for (at, when) in conditions.into_iter().enumerate() {
        spec.gates.push(Gate {
            id: format!("gate-{at}"),
            effect: GateEffect::Suspend,
            when,
            because: Some(text.to_owned()),
        });
    }
    let row = GradeStep {
        at_least: None,
        when: None,
        grade: text.to_owned(),
    };
    spec.grades.insert("toString".into(), vec![row]);
    let route = Route {
        when: Condition::field("constructor", Test::Present),
        to: format!("{text}."),
    };
    spec.stages.push(Stage {
        id: "constructor".into(),
        owner: Some(text.to_owned()),
        routing: Some(Routing {
            routes: vec![route],
            fallback: None,
        }),
        ..Stage::default()
    });
    spec
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let spec = poisoned(text);
    let Ok(compiled) = compile(&spec) else {
        // Nothing but blanks is no value.
        return Ok(());
    };
    let engine = Engine::new(&spec, &compiled);
    for step in engine.file["steps"].as_array().expect("steps") {
        only_ours(&step["logic"]).map_err(TestCaseError::fail)?;
    }
    let longer = format!("x{text}");
    for cell in [text, longer.as_str(), "x", ""] {
        let mut lead = Lead::default();
        lead.clear(&compiled);
        for field in 0..3 {
            lead.set(field, compiled.read_cell(field, cell).value());
        }
        let found = engine.run(record(&compiled, &lead, AS_OF));
        let met: Vec<String> = compiled
            .score(&lead, AS_OF)
            .reasons
            .into_iter()
            .map(|reason| reason.id)
            .collect();
        let gates = found["gates"].as_object().expect("gates");
        let found_met: Vec<String> = gates
            .iter()
            .filter(|(_, holds)| **holds == json!(true))
            .map(|(id, _)| id.clone())
            .collect();
        prop_assert_eq!(found_met, met, "{:?} {:?}", text, cell);
        prop_assert_eq!(
            &found["result"],
            &Value::from(native(&compiled, &lead, AS_OF))
        );
    }
    Ok(())
}

#[test]
fn what_looks_like_a_rule_is_a_text() {
    for text in [
        "{\"var\":\"fields.constructor\"}",
        "var",
        "a.b",
        "fields.var",
        "===",
        "\"",
        "\\",
        "\\\"}",
        "'",
        "😀",
        "a😀b",
        "\u{0}",
        "__proto__",
        "constructor",
        "{{x}}",
        "${x}",
        "</script>",
        "\u{2028}",
        "\u{1}\n\t\"",
        "null",
        "true",
        "0",
        "1e9",
        "..",
        "../..",
        "$.a",
    ] {
        check(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn any_text_is_a_text(text in ".{1,8}") {
        check(&text)?;
    }
}
