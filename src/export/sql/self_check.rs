//! A script by which users of an engine see for themselves that it means the same: the conformance vectors and the
//! definition's golden leads with what they must come to. It returns the cases that fail, so it must return no row.

use indexmap::IndexMap;
use serde_json::Value;

use crate::definition::condition::Condition;
use crate::definition::engine::{Compiled, CompiledRuleKind, CompiledScoreKind};
use crate::definition::field::{Field, NamedList};
use crate::definition::score::{Rule, RuleKind, Score};
use crate::definition::{LeadDefinition, Spec, compile};
use crate::export::sql::dialect::{Dialect, Quoting};
use crate::export::sql::head::about;
use crate::export::sql::statement::{Source, Stages};
use crate::export::sql::table::{EventTableColumns, TableColumns};
use crate::export::sql::writer::Writer;
use crate::export::{head_line, label};

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
    parts.extend(golden_leads(quoting, definition, compiled));
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
        text.push_str(&format!("-- {line}\n"));
    }
    text.push_str(&format!(
        "-- Self-check for {}: run it as it is. Each row it returns is a case that fails; it must return none.\n\n{};\n",
        dialect.title(),
        queries.join("\nUNION ALL\n")
    ));
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
            _ => None,
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
        arms.push_str(&format!("\n      WHEN {number} THEN {check}"));
    }
    let (cases, canon) = (name("cases"), name("canon"));
    let (id, expected, got) = (name("id"), name("expected"), name("got"));
    let got_word =
        format!("CASE WHEN {got} THEN 'true' WHEN NOT {got} THEN 'false' ELSE 'null' END");
    let query = format!(
        "SELECT {id} AS {}, 'comparison' AS {}, {expected} AS {expected}, {got_word} AS {got}\nFROM (\n  SELECT {cases}.{id} AS {id}, {cases}.{expected} AS {expected},\n    \
         CASE {cases}.{}{arms}\n    END AS {got}\n  FROM {canon}\n  JOIN {cases} ON {cases}.{id} = {canon}.{id}\n) AS {}\nWHERE {got_word} <> {expected}",
        name("failing_case"),
        name("of"),
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

/// The golden leads as a query; none: there are none.
fn golden_leads(
    quoting: Quoting,
    definition: &LeadDefinition,
    compiled: &Compiled,
) -> Option<String> {
    let spec = &definition.spec;
    if spec.golden_leads.is_empty() {
        return None;
    }
    let golden = GoldenRows::new(quoting, spec);
    let mut writer = Writer::new(quoting, spec, compiled, true);
    let mut before = vec![
        (
            "cases".to_owned(),
            quoting.rows(&golden.lead_columns(), &golden.leads),
        ),
        ("expectations".to_owned(), golden.expectations()),
    ];
    if !golden.events.is_empty() {
        before.push(("case_events".to_owned(), golden.case_events()));
    }
    let source = Source {
        before,
        leads: quoting.name("cases"),
        log: (!golden.events.is_empty()).then(|| quoting.name("case_events")),
        as_of_by_lead: true,
    };
    let columns = golden.table(spec);
    let query = golden.comparison(compiled);
    if golden.events.is_empty() {
        // Without a log every event column is missing, which is to say that nothing happened.
        writer.log = false;
    }
    Some(Stages::new(&mut writer, source, &columns).result_and(&query))
}

/// The golden leads in rows of literals.
struct GoldenRows {
    quoting: Quoting,
    fields: usize,
    leads: Vec<Vec<String>>,
    events: Vec<Vec<String>>,
    expected: Vec<Vec<String>>,
}

impl GoldenRows {
    fn new(quoting: Quoting, spec: &Spec) -> Self {
        let mut rows = Self {
            quoting,
            fields: spec.fields.len(),
            leads: Vec::new(),
            events: Vec::new(),
            expected: Vec::new(),
        };
        for (number, golden) in spec.golden_leads.iter().enumerate() {
            let key = quoting.text(&number.to_string());
            let mut lead = vec![key.clone(), format!("CAST('{}' AS DATE)", golden.as_of)];
            for id in spec.fields.keys() {
                lead.push(quoting.optional(golden.fields.get(id).map(String::as_str)));
            }
            rows.leads.push(lead);
            for event in &golden.events {
                rows.events.push(vec![
                    key.clone(),
                    quoting.text(&event.event),
                    quoting.text(&event.at),
                ]);
            }
            let expect = &golden.expect;
            let named = [
                ("stage", &expect.stage),
                ("grade", &expect.grade),
                ("status", &expect.status),
            ];
            let named = named
                .into_iter()
                .filter_map(|(of, value)| Some((of.to_owned(), value.clone()?)));
            let tracks = expect.tracks.iter();
            let tracks = tracks.map(|(track, stage)| (format!("stage_{track}"), stage.clone()));
            let scores = expect.scores.iter();
            let scores =
                scores.map(|(score, points)| (format!("score {score}"), points.to_string()));
            for (of, value) in named.chain(tracks).chain(scores) {
                rows.expected.push(vec![
                    key.clone(),
                    quoting.text(&golden.id),
                    quoting.text(&of),
                    quoting.text(&value),
                ]);
            }
        }
        rows
    }

    fn lead_columns(&self) -> Vec<(String, &'static str)> {
        let text = self.quoting.text_type();
        let mut columns = vec![("id".to_owned(), text), ("as_of".to_owned(), "DATE")];
        columns.extend((0..self.fields).map(|field| (format!("c{field}"), text)));
        columns
    }

    fn expectations(&self) -> String {
        let text = self.quoting.text_type();
        let columns = [
            ("id", text),
            ("golden_lead", text),
            ("of", text),
            ("expected", text),
        ];
        self.quoting.rows(&columns, &self.expected)
    }

    fn case_events(&self) -> String {
        let text = self.quoting.text_type();
        let quoting = self.quoting;
        let name = |name: &str| {
            if quoting.dialect == Dialect::Snowflake {
                name.to_uppercase()
            } else {
                name.to_owned()
            }
        };
        let columns = [
            (name("lead_id"), text),
            (name("event"), text),
            (name("at"), text),
        ];
        quoting.rows(&columns, &self.events)
    }

    fn table(&self, spec: &Spec) -> TableColumns {
        TableColumns {
            id: Some("id".to_owned()),
            fields: (0..self.fields)
                .map(|field| Some(format!("c{field}")))
                .collect(),
            events: vec![EventTableColumns::default(); spec.events.len()],
        }
    }

    /// What each golden lead came to beside what is expected; only what differs.
    fn comparison(&self, compiled: &Compiled) -> String {
        let quoting = self.quoting;
        let name = |name: &str| quoting.name(name);
        let result = name("result");
        let got = |column: &str, other: &str| {
            let column = format!("{result}.{}", quoting.name(column));
            format!(
                "COALESCE({}, '{other}')",
                quoting.cast(&column, quoting.text_type())
            )
        };
        let mut arms = Vec::new();
        for (of, column, other) in [
            ("grade", "grade", ""),
            ("status", "status", ""),
            ("stage", "stage", "none"),
        ] {
            arms.push((of.to_owned(), got(column, other)));
        }
        for track in compiled.tracks.iter().skip(1) {
            let column = format!("stage_{track}");
            arms.push((column.clone(), got(&column, "none")));
        }
        for score in compiled.score_names() {
            arms.push((format!("score {score}"), got(score, "none")));
        }
        let arms: Vec<String> = arms
            .iter()
            .map(|(of, got)| format!("\n      WHEN {} THEN {got}", quoting.text(of)))
            .collect();
        let (wanted, of, expected, got) = (
            name("expectations"),
            name("of"),
            name("expected"),
            name("got"),
        );
        format!(
            "SELECT *\nFROM (\n  SELECT {wanted}.{} AS {}, {wanted}.{of} AS {of}, {wanted}.{expected} AS {expected},\n    CASE {wanted}.{of}{}\n    END AS {got}\n  \
             FROM {wanted}\n  LEFT JOIN {result} ON {result}.{} = {wanted}.{}\n) AS {}\nWHERE {got} IS NULL OR {got} <> {expected}",
            name("golden_lead"),
            name("failing_case"),
            arms.concat(),
            name("id"),
            name("id"),
            name("compared"),
        )
    }
}

impl Quoting {
    /// A text literal or NULL.
    fn optional(self, text: Option<&str>) -> String {
        text.map_or_else(|| "NULL".to_owned(), |text| self.text(text))
    }

    /// A query that gives these rows. Columns are names and types; cells are literals.
    fn rows(self, columns: &[(impl AsRef<str>, &str)], rows: &[Vec<String>]) -> String {
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
