//! The golden leads as rows, and the query that compares what they come to with what is expected.

use crate::sql::dialect::{Dialect, Quoting};
use crate::sql::statement::{Source, Stages};
use crate::sql::table::{EventTableColumns, TableColumns};
use crate::sql::writer::Writer;
use leadpact_definition::golden::GoldenLead;
use leadpact_definition::{Compiled, LeadDefinition, Spec};

/// The golden leads as three tables of raw texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoldenTables {
    /// Key, day, and a cell for each field; none: the golden lead does not name it.
    pub leads: Vec<Vec<Option<String>>>,
    /// Key, event, time.
    pub events: Vec<Vec<Option<String>>>,
    /// Key, the golden lead's id, what is looked at, what it must be.
    pub expectations: Vec<Vec<Option<String>>>,
    fields: usize,
}

impl GoldenTables {
    /// The golden leads of a definition, in file order; their number is the key.
    #[must_use]
    pub fn new(spec: &Spec) -> Self {
        let mut tables = Self {
            fields: spec.fields.len(),
            ..Self::default()
        };
        for (number, golden) in spec.golden_leads.iter().enumerate() {
            let key = Some(number.to_string());
            let mut lead = vec![key.clone(), Some(golden.as_of.to_string())];
            lead.extend(spec.fields.keys().map(|id| golden.fields.get(id).cloned()));
            tables.leads.push(lead);
            for event in &golden.events {
                let (name, at) = (event.event.clone(), event.at.clone());
                tables.events.push(vec![key.clone(), Some(name), Some(at)]);
            }
            for (of, value) in expectations(golden) {
                let id = Some(golden.id.clone());
                tables
                    .expectations
                    .push(vec![key.clone(), id, Some(of), Some(value)]);
            }
        }
        tables
    }

    /// The names of the columns of `leads`.
    #[must_use]
    pub(crate) fn lead_columns(&self) -> Vec<String> {
        let mut names = vec!["id".to_owned(), "as_of".to_owned()];
        names.extend((0..self.fields).map(|field| format!("c{field}")));
        names
    }

    /// The names of the columns of `events`.
    pub(crate) const EVENT_COLUMNS: [&str; 3] = ["lead_id", "event", "at"];

    /// The names of the columns of `expectations`.
    pub(crate) const EXPECTATION_COLUMNS: [&str; 4] =
        ["id", "golden_lead", "looked_at", "expected"];
}

/// What is looked at, in the words of the file, and what it must be.
fn expectations(golden: &GoldenLead) -> Vec<(String, String)> {
    let expect = &golden.expect;
    let named = [
        ("stage", &expect.stage),
        ("grade", &expect.grade),
        ("status", &expect.status),
        ("owner", &expect.owner),
    ];
    let named = named
        .into_iter()
        .filter_map(|(of, value)| Some((of.to_owned(), value.clone()?)));
    let tracks = expect.tracks.iter();
    let tracks = tracks.map(|(track, stage)| (format!("stage_{track}"), stage.clone()));
    let scores = expect.scores.iter();
    let scores = scores.map(|(score, points)| (format!("score {score}"), points.to_string()));
    let grades = expect.grades.iter();
    let grades = grades.map(|(grade, value)| (format!("grade_{grade}"), value.clone()));
    named.chain(tracks).chain(grades).chain(scores).collect()
}

/// Where the rows of the golden leads come from: a query each.
pub(super) struct GoldenQueries {
    pub leads: String,
    /// None: no golden lead did anything.
    pub events: Option<String>,
    pub expectations: String,
}

/// The query over rows written into it; none: there are no golden leads.
pub(super) fn inline(
    quoting: Quoting,
    definition: &LeadDefinition,
    compiled: &Compiled,
) -> Option<String> {
    let tables = GoldenTables::new(&definition.spec);
    if tables.leads.is_empty() {
        return None;
    }
    let text = quoting.text_type();
    let rows = |rows: &[Vec<Option<String>>]| -> Vec<Vec<String>> {
        let literals = |row: &Vec<Option<String>>| {
            row.iter()
                .map(|cell| quoting.optional(cell.as_deref()))
                .collect()
        };
        rows.iter().map(literals).collect()
    };
    let texts = |names: &[&str]| -> Vec<(String, &'static str)> {
        names
            .iter()
            .map(|name| ((*name).to_owned(), text))
            .collect()
    };
    let dated = |name: String| {
        if name == "as_of" {
            (name, "DATE")
        } else {
            (name, text)
        }
    };
    let lead_columns: Vec<_> = tables.lead_columns().into_iter().map(dated).collect();
    let mut leads = rows(&tables.leads);
    for day in leads.iter_mut().filter_map(|row| row.get_mut(1)) {
        *day = quoting.cast(day, "DATE");
    }
    let event_columns = GoldenTables::EVENT_COLUMNS.map(|name| event_column(quoting, name));
    let event_columns: Vec<&str> = event_columns.iter().map(String::as_str).collect();
    let queries = GoldenQueries {
        leads: quoting.rows(&lead_columns, &leads),
        events: (!tables.events.is_empty())
            .then(|| quoting.rows(&texts(&event_columns), &rows(&tables.events))),
        expectations: quoting.rows(
            &texts(&GoldenTables::EXPECTATION_COLUMNS),
            &rows(&tables.expectations),
        ),
    };
    Some(comparison(quoting, definition, compiled, queries))
}

/// A column of occurrences as the engine looks it up.
fn event_column(quoting: Quoting, name: &str) -> String {
    if quoting.dialect == Dialect::Snowflake {
        name.to_uppercase()
    } else {
        name.to_owned()
    }
}

/// A query that gives each expectation that is not met.
pub(super) fn comparison(
    quoting: Quoting,
    definition: &LeadDefinition,
    compiled: &Compiled,
    queries: GoldenQueries,
) -> String {
    let spec = &definition.spec;
    let log = queries.events.is_some();
    // Without a log every event column is missing, which is to say that nothing happened.
    let mut writer = Writer::new(quoting, spec, compiled, log);
    let mut before = vec![
        ("cases".to_owned(), queries.leads),
        ("expectations".to_owned(), queries.expectations),
    ];
    before.extend(
        queries
            .events
            .map(|events| ("case_events".to_owned(), events)),
    );
    let source = Source {
        before,
        leads: quoting.name("cases"),
        log: log.then(|| quoting.name("case_events")),
        as_of_by_lead: true,
    };
    let fields = 0..spec.fields.len();
    let columns = TableColumns {
        id: Some("id".to_owned()),
        fields: fields.map(|field| Some(format!("c{field}"))).collect(),
        events: vec![EventTableColumns::default(); spec.events.len()],
    };
    let query = differences(quoting, compiled);
    Stages::new(&mut writer, source, &columns).result_and(&query)
}

/// What each golden lead came to beside what is expected; only what differs.
fn differences(quoting: Quoting, compiled: &Compiled) -> String {
    let name = |name: &str| quoting.name(name);
    let result = name("result");
    let got = |column: &str, other: &str| {
        let column = format!("{result}.{}", quoting.name(column));
        let text = quoting.cast(&column, quoting.text_type());
        format!("COALESCE({text}, '{other}')")
    };
    let mut arms = Vec::new();
    for (of, other) in [("grade", ""), ("status", ""), ("stage", "none")] {
        arms.push((of.to_owned(), got(of, other)));
    }
    if compiled.has_owner() {
        arms.push(("owner".to_owned(), got("owner", "none")));
    }
    for track in compiled.tracks.iter().skip(1) {
        let column = format!("stage_{track}");
        arms.push((column.clone(), got(&column, "none")));
    }
    let several = compiled.grades.len() > 1;
    for grade in compiled.grade_names() {
        let of = format!("grade_{grade}");
        let column = if several { of.as_str() } else { "grade" };
        arms.push((of.clone(), got(column, "")));
    }
    for score in compiled.score_names() {
        arms.push((format!("score {score}"), got(score, "none")));
    }
    let arms: Vec<String> = arms
        .iter()
        .map(|(of, got)| format!("\n      WHEN {} THEN {got}", quoting.text(of)))
        .collect();
    let (wanted, of) = (name("expectations"), name("looked_at"));
    let (expected, got) = (name("expected"), name("got"));
    format!(
        "SELECT *\nFROM (\n  SELECT {wanted}.{} AS {}, {wanted}.{of} AS {of}, COALESCE({wanted}.{expected}, '') AS {expected},\n    \
         CASE {wanted}.{of}{}\n    END AS {got}\n  FROM {wanted}\n  LEFT JOIN {result} ON {result}.{} = {wanted}.{}\n) AS {}\n\
         WHERE {got} IS NULL OR {got} <> {expected}",
        name("golden_lead"),
        name("failing_case"),
        arms.concat(),
        name("id"),
        name("id"),
        name("compared"),
    )
}
