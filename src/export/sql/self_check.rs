//! A script by which users of an engine see for themselves that it means the same: the conformance vectors and the
//! definition's golden leads with what they must come to. It returns the cases that fail, so it must return no row.

use std::fmt::Write as _;

use indexmap::IndexMap;
use serde_json::Value;

use crate::sql::dialect::{Dialect, Quoting};
use crate::sql::golden;
use crate::sql::head::about;
use crate::sql::statement::{Source, Stages};
use crate::sql::table::TableColumns;
use crate::sql::writer::Writer;
use crate::{head_line, label};
use leadpact_definition::compiled::{Compiled, CompiledRuleKind, CompiledScoreKind};
use leadpact_definition::condition::Condition;
use leadpact_definition::field::{Field, NamedList};
use leadpact_definition::score::{Rule, RuleKind, Score};
use leadpact_definition::{LeadDefinition, Spec, compile};

/// The vectors of single comparisons, which the program's own tests run as well.
const VECTORS: &str = include_str!("../../definition/conformance/leaf.json");

/// A file with the script. `compiled` is made from `definition`.
#[must_use]
pub fn self_check(
    definition: &LeadDefinition,
    compiled: &Compiled,
    dialect: Dialect,
) -> (String, Vec<u8>) {
    let quoting = Quoting {
        dialect,
        template: false,
    };
    let mut parts = Vec::new();
    parts.extend(vectors(quoting, VECTORS));
    parts.extend(golden::inline(quoting, definition, compiled));
    let queries: Vec<String> = parts
        .iter()
        .enumerate()
        .map(|(place, part)| {
            let name = quoting.name(&format!("part_{place}"));
            format!("SELECT * FROM (\n{part}\n) AS {name}")
        })
        .collect();
    let mut text = String::new();
    for line in std::iter::once(head_line(definition)).chain(about(definition)) {
        let _ = writeln!(text, "-- {line}");
    }
    let _ = write!(
        text,
        "-- Self-check for {}: run it as it is. Each row it returns is a case that fails; it must return none.\n\n{};\n",
        dialect.title(),
        queries.join("\nUNION ALL\n")
    );
    let name = label(&definition.metadata.name);
    let name = format!("{name}.lead-definition.{}.self-check.sql", dialect.word());
    (name, text.into_bytes())
}

/// A vector: its id, the field's place, the cell, what the comparison must be.
struct Vector {
    id: String,
    field: usize,
    cell: Option<String>,
    expected: bool,
}

/// The vectors as a query; none: they cannot be read.
fn vectors(quoting: Quoting, json: &str) -> Option<String> {
    let (spec, as_of, vectors) = read(json)?;
    let compiled = compile(&spec).ok()?;
    let mut writer = Writer::new(quoting, &spec, &compiled, false);
    let CompiledScoreKind::Axis(axis) = &compiled.scores.first()?.kind else {
        return None;
    };
    let rules = axis.groups.iter().flat_map(|group| &group.rules);
    let checks: Vec<String> = rules
        .filter_map(|rule| match &rule.kind {
            CompiledRuleKind::When(check, _) => Some(writer.check(check)),
            CompiledRuleKind::Field(_)
            | CompiledRuleKind::Event(_)
            | CompiledRuleKind::FirstOf(_)
            | CompiledRuleKind::LargestOf(_) => None,
        })
        .collect();
    let rows: Vec<Vec<String>> = vectors
        .iter()
        .enumerate()
        .map(|(number, vector)| {
            vec![
                number.to_string(),
                quoting.text(&vector.id),
                vector.field.to_string(),
                quoting.optional(vector.cell.as_deref()),
                quoting.text(&vector.expected.to_string()),
            ]
        })
        .collect();
    let (whole, text) = (quoting.whole_type(), quoting.text_type());
    let columns = [
        ("number", whole),
        ("id", text),
        ("declaration", whole),
        ("cell", text),
        ("expected", text),
    ];
    let name = |name: &str| quoting.name(name);
    // One column for each declaration of a field.
    let mut cells = vec![format!("{}.*", name("cases"))];
    for place in 0..spec.fields.len() {
        cells.push(format!(
            "CASE WHEN {} = {place} THEN {} END AS {}",
            name("declaration"),
            name("cell"),
            name(&format!("d{place}"))
        ));
    }
    let table = TableColumns {
        id: Some("id".to_owned()),
        fields: (0..spec.fields.len())
            .map(|place| Some(format!("d{place}")))
            .collect(),
        events: Vec::new(),
    };
    let source = Source {
        before: vec![
            (
                "params".to_owned(),
                format!("  SELECT CAST('{as_of}' AS DATE) AS {}", name("as_of")),
            ),
            ("cases".to_owned(), quoting.rows(&columns, &rows)),
            (
                "declared".to_owned(),
                format!(
                    "  SELECT {}\n  FROM {}",
                    cells.join(",\n    "),
                    name("cases")
                ),
            ),
        ],
        leads: name("declared"),
        log: None,
        as_of_by_lead: false,
    };
    let mut arms = String::new();
    for (number, check) in checks.iter().enumerate() {
        let _ = write!(arms, "\n      WHEN {number} THEN {check}");
    }
    let (cases, canon) = (name("cases"), name("canon"));
    let (id, expected, got) = (name("id"), name("expected"), name("got"));
    let got_word =
        format!("CASE WHEN {got} THEN 'true' WHEN NOT {got} THEN 'false' ELSE 'null' END");
    let query = format!(
        "SELECT {id} AS {}, 'comparison' AS {}, {expected} AS {expected}, {got_word} AS {got}\nFROM (\n  SELECT {cases}.{id} AS {id}, {cases}.{expected} AS {expected},\n    \
         CASE {cases}.{}{arms}\n    END AS {got}\n  FROM {canon}\n  JOIN {cases} ON {cases}.{id} = {canon}.{id}\n) AS {}\nWHERE {got_word} <> {expected}",
        name("failing_case"),
        name("looked_at"),
        name("number"),
        name("compared"),
    );
    Some(Stages::new(&mut writer, source, &table).cells_and(&query))
}

/// The vectors as a definition with a rule for each.
fn read(json: &str) -> Option<(Spec, String, Vec<Vector>)> {
    let file: Value = serde_json::from_str(json).ok()?;
    let as_of = file.get("asOf")?.as_str()?.to_owned();
    let lists: IndexMap<String, NamedList> = match file.get("lists") {
        Some(lists) => serde_json::from_value(lists.clone()).ok()?,
        None => IndexMap::new(),
    };
    let mut spec = Spec {
        lists,
        ..Spec::default()
    };
    let mut score = Score::default();
    let mut places: IndexMap<String, usize> = IndexMap::new();
    let mut vectors = Vec::new();
    for case in file.get("cases")?.as_array()? {
        let [id, declared, condition, cell, expected] = case.as_array()?.as_slice() else {
            return None;
        };
        let next = places.len();
        let field = *places.entry(declared.to_string()).or_insert(next);
        let name = format!("d{field}");
        if field == next {
            let declared: Field = serde_json::from_value(declared.clone()).ok()?;
            spec.fields.insert(name.clone(), declared);
        }
        let mut condition = condition.clone();
        condition
            .as_object_mut()?
            .insert("field".to_owned(), Value::String(name));
        let when: Condition = serde_json::from_value(condition).ok()?;
        score.rules.push(Rule {
            id: format!("v{}", vectors.len()),
            kind: RuleKind::When { when, points: 1 },
            cap: None,
            floor: None,
            group: None,
            when_missing: None,
            rated: None,
            because: None,
        });
        vectors.push(Vector {
            id: id.as_str()?.to_owned(),
            field,
            cell: cell.as_str().map(str::to_owned),
            expected: expected.as_bool()?,
        });
    }
    spec.scores.insert("vectors".to_owned(), score);
    Some((spec, as_of, vectors))
}

impl Quoting {
    /// A text literal or NULL.
    pub fn optional(self, text: Option<&str>) -> String {
        text.map_or_else(|| "NULL".to_owned(), |text| self.text(text))
    }

    /// A query that gives these rows. Columns are names and types; cells are literals.
    pub fn rows(self, columns: &[(impl AsRef<str>, &str)], rows: &[Vec<String>]) -> String {
        let rows: Vec<String> = rows
            .iter()
            .map(|row| format!("({})", row.join(", ")))
            .collect();
        let rows = rows.join(",\n    ");
        if self.dialect == Dialect::Bigquery {
            let fields: Vec<String> = columns
                .iter()
                .map(|(name, kind)| format!("{} {kind}", self.name(name.as_ref())))
                .collect();
            return format!(
                "  SELECT * FROM UNNEST(ARRAY<STRUCT<{}>>[\n    {rows}\n  ])",
                fields.join(", ")
            );
        }
        let names: Vec<String> = columns
            .iter()
            .map(|(name, _)| self.name(name.as_ref()))
            .collect();
        let typed: Vec<String> = columns
            .iter()
            .zip(&names)
            .map(|((_, kind), name)| format!("CAST({name} AS {kind}) AS {name}"))
            .collect();
        format!(
            "  SELECT {}\n  FROM (VALUES\n    {rows}\n  ) AS {}({})",
            typed.join(", "),
            self.name("given"),
            names.join(", ")
        )
    }
}
