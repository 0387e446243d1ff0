//! The definition as a decision for GoRules (JSON Decision Model, expressions in ZEN).

use serde::Serialize;
use serde_json::{Value, json};

use crate::fidelity::{CompiledForm, Fidelity};
use crate::logic::{Expr, Step, steps};
use crate::text::put;
use crate::{head_line, jsonlogic, label, limits, record_schema};
use leadpact_definition::{Compiled, LeadDefinition};

/// Beyond every cell: a number in a cell has at most 15 digits before the point.
const BEYOND_CELLS: f64 = 1e16;

/// Nearer to 0 than every cell: a number in a cell has at most 9 digits after the point.
const NEAR_ZERO: f64 = 1e-10;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct File {
    exported: String,
    content_type: &'static str,
    nodes: Vec<Value>,
    edges: Vec<Value>,
}

/// The nodes between the record and the result: name, and the sections whose steps are worked out there.
const NODES: [(&str, &[&str]); 4] = [
    ("Gates", &["gates"]),
    ("Points", &["points"]),
    ("Scores and grades", &["sums", "grades", "result"]),
    ("Scored lead", &[]),
];

/// The definition as a decision. `compiled` is made from its spec.
#[must_use]
pub fn jdm(definition: &LeadDefinition, compiled: &Compiled) -> CompiledForm {
    let name = label(&definition.metadata.name);
    let schema = record_schema(definition, compiled);
    let steps = steps(compiled);
    let mut nodes = vec![node(
        0,
        "inputNode",
        "Record of a lead",
        &json!({"schema": schema.to_string()}),
    )];
    for (at, (title, sections)) in NODES.iter().enumerate() {
        nodes.push(node(
            at + 1,
            "expressionNode",
            title,
            &expressions(&steps, sections),
        ));
    }
    nodes.push(node(nodes.len(), "outputNode", "Result", &json!({})));
    let edges = (1..nodes.len()).map(|at| {
        json!({"id": format!("edge-{at}"), "sourceId": id(at - 1), "targetId": id(at), "type": "edge"})
    });
    let file = File {
        exported: head_line(definition),
        content_type: "application/vnd.gorules.decision",
        edges: edges.collect(),
        nodes,
    };
    let mut fidelity = Fidelity::new("GoRules decision (JDM)");
    limits::note(&mut fidelity, compiled);
    fidelity.note(
        "The decision takes the canonical record that `leadpact record` makes, not the cells of a CRM; a record of another form is refused.",
    );
    fidelity.note("Its result has the columns of the scored file; null: no stage, or a score that does not apply.");
    CompiledForm {
        form: "jdm".into(),
        files: vec![(
            format!("{name}.lead-definition.jdm.json"),
            jsonlogic::pretty(&file),
        )],
        fidelity,
    }
}

fn id(at: usize) -> String {
    format!("node-{at}")
}

fn node(at: usize, kind: &str, name: &str, content: &Value) -> Value {
    let position = json!({"x": 40 + 280 * at, "y": 160});
    json!({"id": id(at), "type": kind, "name": name, "position": position, "content": content})
}

/// The expressions of a node; without sections it hands out the result alone.
fn expressions(steps: &[Step], sections: &[&str]) -> Value {
    let last = sections.is_empty();
    let wanted = steps.iter().filter(|step| {
        if last {
            step.into == "result"
        } else {
            sections.contains(&step.into)
        }
    });
    let rows = wanted.enumerate().map(|(at, step)| {
        let (key, value) = if last {
            let place = place(&["result".to_owned(), step.name.clone()], &[]);
            (step.name.clone(), place)
        } else {
            (
                format!("{}.{}", step.into, step.name),
                zen(&step.logic, sections),
            )
        };
        json!({"id": format!("{key}-{at}"), "key": key, "value": value})
    });
    let rows: Vec<Value> = rows.collect();
    json!({
        "expressions": rows,
        "passThrough": !last,
        "inputField": null,
        "outputPath": null,
        "executionMode": "single",
    })
}

/// A place in the record; what the same node works out stands under `$`.
fn place(keys: &[String], own: &[&str]) -> String {
    let mut keys = keys.iter();
    let section = keys.next().map_or("", String::as_str);
    let mut text = if own.contains(&section) {
        format!("$.{section}")
    } else {
        section.to_owned()
    };
    for key in keys {
        text.push_str("[\"");
        text.push_str(key);
        text.push_str("\"]");
    }
    text
}

/// An expression in ZEN. `own`: the sections that the same node works out.
fn zen(expr: &Expr, own: &[&str]) -> String {
    let part = |expr: &Expr| zen(expr, own);
    let joined = |parts: &[Expr], between: &str| {
        let parts: Vec<String> = parts.iter().map(part).collect();
        format!("({})", parts.join(between))
    };
    match expr {
        Expr::Null => "null".to_owned(),
        Expr::Flag(flag) => flag.to_string(),
        Expr::Whole(number) if *number < 0 => format!("({number})"),
        Expr::Whole(number) => number.to_string(),
        Expr::Number(number) => decimal(*number),
        Expr::Text(text) => quoted(text),
        Expr::Place(keys) => place(keys, own),
        Expr::IsNull(value) => format!("({} == null)", part(value)),
        Expr::Not(inner) => {
            if let Expr::IsNull(value) = inner.as_ref() {
                format!("({} != null)", part(value))
            } else {
                format!("(not {})", part(inner))
            }
        }
        Expr::Same(a, b) => format!("({} == {})", part(a), part(b)),
        Expr::OneOf(value, texts) => {
            let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
            format!("({} in [{}])", part(value), texts.join(", "))
        }
        Expr::HasPart(value, text) => format!("contains({}, {})", part(value), quoted(text)),
        Expr::HasElement(value, text) => format!("({} in {})", quoted(text), part(value)),
        Expr::StartsWith(value, text) => format!("startsWith({}, {})", part(value), quoted(text)),
        Expr::EndsWith(value, text) => format!("endsWith({}, {})", part(value), quoted(text)),
        Expr::Below(a, b) => format!("({} < {})", part(a), part(b)),
        Expr::AtMost(a, b) => format!("({} <= {})", part(a), part(b)),
        Expr::All(parts) => joined(parts, " and "),
        Expr::Any(parts) => joined(parts, " or "),
        Expr::Choose(choices, otherwise) => {
            let mut text = String::new();
            for (when, then) in choices {
                put(
                    &mut text,
                    format_args!("({} ? {} : ", part(when), part(then)),
                );
            }
            text.push_str(&part(otherwise));
            text.push_str(&")".repeat(choices.len()));
            text
        }
        Expr::Sum(parts) | Expr::Joined(parts) => joined(parts, " + "),
        Expr::Times(points, count) => {
            format!("({} * {})", part(&Expr::Whole(*points)), part(count))
        }
        Expr::Least(a, b) => format!("min([{}, {}])", part(a), part(b)),
        Expr::Most(a, b) => format!("max([{}, {}])", part(a), part(b)),
        Expr::Kept(points, keep) => {
            let hundredfold = format!("{} * {keep}", part(points));
            format!("(({hundredfold} - ({hundredfold}) % 100) / 100)")
        }
    }
}

/// A number without an exponent, which ZEN does not read. ZEN calculates with 28 decimal digits: a bound that no cell
/// can reach, or that no cell lies between and 0, is replaced by one that it can hold and that divides cells alike.
fn decimal(number: f64) -> String {
    let number = if number.abs() > BEYOND_CELLS {
        BEYOND_CELLS.copysign(number)
    } else if number != 0.0 && number.abs() < NEAR_ZERO {
        NEAR_ZERO.copysign(number)
    } else if number == 0.0 {
        0.0
    } else {
        number
    };
    if number < 0.0 {
        format!("({number})")
    } else {
        number.to_string()
    }
}

/// A text in quotes. ZEN has no escapes: a text with both kinds of quotes is put together from pieces.
fn quoted(text: &str) -> String {
    if !text.contains('"') {
        return format!("\"{text}\"");
    }
    if !text.contains('\'') {
        return format!("'{text}'");
    }
    let pieces: Vec<String> = text
        .split_inclusive('"')
        .flat_map(|piece| match piece.strip_suffix('"') {
            Some("") => vec!["'\"'".to_owned()],
            Some(before) => vec![format!("\"{before}\""), "'\"'".to_owned()],
            None => vec![format!("\"{piece}\"")],
        })
        .collect();
    format!("({})", pieces.join(" + "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_within_their_quotes() {
        for (text, expected) in [
            ("", "\"\""),
            ("a'b", "\"a'b\""),
            ("a\"b", "'a\"b'"),
            ("\\", "\"\\\""),
            ("`${x}`", "\"`${x}`\""),
            ("it's \"x\"", "(\"it's \" + '\"' + \"x\" + '\"')"),
            ("\"'\"", "('\"' + \"'\" + '\"')"),
        ] {
            assert_eq!(quoted(text), expected);
        }
    }

    #[test]
    fn numbers_have_no_exponent_and_divide_cells_alike() {
        for (number, expected) in [
            (0.0, "0"),
            (-0.0, "0"),
            (12.75, "12.75"),
            (-2.5, "(-2.5)"),
            (1e15, "1000000000000000"),
            (1e300, "10000000000000000"),
            (-1e300, "(-10000000000000000)"),
            (5e-324, "0.0000000001"),
            (3.0_f64.next_up(), "3.0000000000000004"),
        ] {
            assert_eq!(decimal(number), expected);
        }
    }

    #[test]
    fn steps_of_the_same_node_stand_under_the_dollar_sign() {
        let known = Expr::place(&["sums", "fit"]).known();
        assert_eq!(zen(&known, &["sums"]), "($.sums[\"fit\"] != null)");
        assert_eq!(zen(&known, &[]), "(sums[\"fit\"] != null)");
        let choice = Expr::choose([(known, Expr::Whole(-5))], Expr::Null);
        assert_eq!(zen(&choice, &[]), "((sums[\"fit\"] != null) ? (-5) : null)");
    }
}
