//! The definition as JsonLogic, with the JSON Schema of the record it runs on.

use serde::Serialize;
use serde_json::{Value, json};

use crate::fidelity::{CompiledForm, Fidelity};
use crate::logic::{Expr, SECTIONS, columns, steps};
use crate::{head_line, label, limits, record_schema, standing};
use leadpact_definition::record::number_json;
use leadpact_definition::{Compiled, LeadDefinition};
use leadpact_files::{self as files, json_line};

/// How a host runs the file, in its head.
const ABOUT: [&str; 6] = [
    "Each step is one JsonLogic rule. The steps run in this order, each on the same record.",
    "Make the record of a lead with `leadpact record RULES.yaml LEADS.csv --as-of DATE`, one JSON object a line. The file named under `record` is its JSON Schema. Raw cells of a CRM give wrong answers.",
    "Put an empty object into the record under each name of `sections`.",
    "For each step: record[step.into][step.name] = apply(step.logic, record).",
    "Then record.result holds the scored lead: the keys of `columns` in the order of the scored file. null: no stage, or a score that does not apply.",
    "The day is not in this file: ages in the record are counted from its asOf.",
];

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Head<'d> {
    exported: String,
    format: &'static str,
    name: &'d str,
    title: &'d str,
    version: &'d str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_hash: Option<&'d str>,
    about: [&'static str; 6],
    record: String,
    sections: [&'static str; 5],
    columns: Vec<String>,
}

#[derive(Serialize)]
struct Rule {
    into: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    says: Option<String>,
    logic: Value,
}

/// The definition as JsonLogic: the rules, and the schema of the record. `compiled` is made from its spec.
#[must_use]
pub fn jsonlogic(definition: &LeadDefinition, compiled: &Compiled) -> CompiledForm {
    let metadata = &definition.metadata;
    let name = label(&metadata.name);
    let schema = format!("{name}.lead-definition.record.schema.json");
    let title = if metadata.title.is_empty() {
        metadata.name.as_str()
    } else {
        metadata.title.as_str()
    };
    let steps = steps(compiled).into_iter().map(|step| Rule {
        into: step.into,
        name: step.name,
        says: step.says,
        logic: rule(&step.logic),
    });
    let head = Head {
        exported: head_line(definition),
        format: "leadpact-jsonlogic/v1",
        name: &metadata.name,
        title,
        version: &metadata.version,
        status: standing::status(definition).word(),
        content_hash: metadata.content_hash.as_deref(),
        about: ABOUT,
        record: schema.clone(),
        sections: SECTIONS,
        columns: columns(compiled),
    };
    let mut fidelity = Fidelity::new("JsonLogic");
    limits::note(&mut fidelity, compiled);
    fidelity.note("The rules run on the canonical record that `leadpact record` makes, not on the cells of a CRM.");
    let record = record_schema(definition, compiled);
    CompiledForm {
        form: "jsonlogic".into(),
        files: vec![
            (
                format!("{name}.lead-definition.jsonlogic.json"),
                with_steps(&head, steps),
            ),
            (schema, pretty(&record)),
        ],
        fidelity,
    }
}

/// The head on several lines, then one line for each step.
fn with_steps(head: &Head<'_>, steps: impl Iterator<Item = Rule>) -> Vec<u8> {
    let mut bytes = pretty(head);
    // Open again what the head closes.
    while bytes.last().is_some_and(|byte| b"}\n".contains(byte)) {
        bytes.pop();
    }
    bytes.extend_from_slice(b",\n  \"steps\": [");
    for (at, step) in steps.enumerate() {
        bytes.extend_from_slice(if at == 0 { &b"\n    "[..] } else { b",\n    " });
        bytes.extend(json_line(&step).unwrap_or_default().into_bytes());
    }
    bytes.extend_from_slice(b"\n  ]\n}\n");
    bytes
}

/// JSON on several lines.
pub(super) fn pretty(value: &impl Serialize) -> Vec<u8> {
    // The keys are texts and the numbers finite, which is all that writing could refuse.
    files::json(value).unwrap_or_default().into_bytes()
}

/// An expression as a JsonLogic rule. Text of the definition stands only where a value stands, never as an operator.
fn rule(expr: &Expr) -> Value {
    let two = |operator: &str, a: &Expr, b: &Expr| json!({operator: [rule(a), rule(b)]});
    let each = |operator: &str, parts: &[Expr]| {
        let parts: Vec<Value> = parts.iter().map(rule).collect();
        json!({operator: parts})
    };
    match expr {
        Expr::Null => Value::Null,
        Expr::Flag(flag) => (*flag).into(),
        Expr::Whole(number) => (*number).into(),
        Expr::Number(number) => number_json(*number),
        Expr::Text(text) => text.as_str().into(),
        Expr::Place(keys) => json!({"var": keys.join(".")}),
        Expr::IsNull(value) => json!({"===": [rule(value), null]}),
        Expr::Not(part) => {
            if let Expr::IsNull(value) = part.as_ref() {
                json!({"!==": [rule(value), null]})
            } else {
                json!({"!": [rule(part)]})
            }
        }
        Expr::Same(a, b) => two("===", a, b),
        Expr::OneOf(value, texts) => json!({"in": [rule(value), texts]}),
        Expr::HasPart(value, text) | Expr::HasElement(value, text) => {
            json!({"in": [text, rule(value)]})
        }
        Expr::StartsWith(value, text) => end_is(text, |length| json!([rule(value), 0, length])),
        Expr::EndsWith(value, text) => end_is(text, |length| json!([rule(value), -length])),
        Expr::Below(a, b) => two("<", a, b),
        Expr::AtMost(a, b) => two("<=", a, b),
        Expr::All(parts) => each("and", parts),
        Expr::Any(parts) => each("or", parts),
        Expr::Choose(choices, otherwise) => {
            let mut parts: Vec<Value> = Vec::with_capacity(choices.len() * 2 + 1);
            for (when, then) in choices {
                parts.push(rule(when));
                parts.push(rule(then));
            }
            parts.push(rule(otherwise));
            json!({"if": parts})
        }
        Expr::Sum(parts) => each("+", parts),
        Expr::Times(points, count) => json!({"*": [points, rule(count)]}),
        Expr::Least(a, b) => two("min", a, b),
        Expr::Most(a, b) => two("max", a, b),
        Expr::Kept(points, keep) => {
            // Without the rest the division leaves nothing over, so that no engine rounds.
            let hundredfold = json!({"*": [rule(points), keep]});
            json!({"/": [{"-": [hundredfold, {"%": [hundredfold, 100]}]}, 100]})
        }
        Expr::Joined(texts) => each("cat", texts),
    }
}

/// Whether a piece of a text is this one. Engines count letters or UTF-16 units; where the two differ, a piece cut by
/// the other count can never be the text, so that both may be asked.
fn end_is(text: &str, piece: impl Fn(i64) -> Value) -> Value {
    let letters = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let units = i64::try_from(text.encode_utf16().count()).unwrap_or(i64::MAX);
    let is = |length: i64| json!({"===": [{"substr": piece(length)}, text]});
    if letters == units {
        is(letters)
    } else {
        json!({"or": [is(letters), is(units)]})
    }
}

#[cfg(test)]
mod tests;
