//! What of a definition is exact in a statement, and what is not.

use indexmap::IndexMap;

use crate::sql::needed::{LOG_COLUMNS, Needed};
use crate::sql::writer::Writer;
use crate::sql::{Dialect, SqlRequest, TableColumns, number};
use leadpact_definition::compiled::{CompiledRuleKind, CompiledScoreKind};
use leadpact_definition::field::EventColumns;
use leadpact_definition::score::Per;

/// The longest name of a column that PostgreSQL keeps, in bytes.
const LONGEST_NAME: usize = 63;

/// Adds everything to the report of the writer.
pub(super) fn note(
    writer: &mut Writer<'_>,
    columns: &TableColumns,
    needed: &Needed,
    request: &SqlRequest,
) {
    fields(writer);
    scores(writer);
    names(writer, columns, request);
    same_names(writer, columns, request);
    let compiled = writer.compiled;
    for (what, count) in [
        ("gates", compiled.gates.len()),
        ("grades", compiled.grades.len()),
        ("stages", compiled.stages.len()),
    ] {
        if count > 0 {
            writer.fidelity.exact(what, format!("all {count}"));
        }
    }
    for grade in &compiled.grades {
        if grade.values.iter().any(|value| value.contains('\0')) {
            writer.fidelity.approximated(
                format!("grade {}", grade.name),
                "a value has a NUL letter in it, which no engine can write; take it out",
            );
        }
    }
    let nul = |owner: &&str| owner.contains('\0');
    if let Some(owner) = compiled.owner_names().find(nul) {
        writer.fidelity.approximated(
            format!("owner {}", owner.replace('\0', "")),
            "the name has a NUL letter in it, which no engine can write; take it out",
        );
    } else if compiled.has_owner() {
        writer
            .fidelity
            .exact("owner", "by the routes of the lead's stage");
    }
    writer.fidelity.exact(
        "status",
        "with the order disqualified, suspended, not-enough-known, scored",
    );
    if columns.id.is_none() {
        writer.fidelity.approximated(
            "lead id",
            "the table has no column for it, so rows are numbered, in the order in which the engine happens to read them; give the table a column with an id",
        );
    }
    if !writer.events.is_empty() {
        let how = if writer.log {
            "counted from the table of events"
        } else {
            "from the columns with the count and the last day; what they cannot tell counts as not happened, as in the program"
        };
        writer.fidelity.exact("events", how);
    }
    tables(writer, needed, request);
    notes(writer, request);
}

/// What the tables must hold.
fn tables(writer: &mut Writer<'_>, needed: &Needed, request: &SqlRequest) {
    let columns: Vec<String> = needed
        .leads
        .iter()
        .map(|column| format!("`{}`", column.name.replace('`', "'")))
        .collect();
    writer.fidelity.note(format!(
        "The table `{}` must have these columns, all of them text: {}. `--leads EXPORT.csv` takes their names from an export.",
        request.table.replace('`', "'"),
        columns.join(", ")
    ));
    if needed.log {
        let columns = LOG_COLUMNS.map(|(name, holds)| format!("`{name}` ({holds})"));
        writer.fidelity.note(format!(
            "The table of events must have these columns, all of them text: {}.",
            columns.join(", ")
        ));
    }
    if let Some(advice) = needed.advice() {
        writer.fidelity.note(advice);
    }
}

/// Headers that the engine cannot keep apart.
fn same_names(writer: &mut Writer<'_>, columns: &TableColumns, request: &SqlRequest) {
    let events = columns.events.iter();
    let events = events.flat_map(|event| [&event.count, &event.last]);
    let read = columns.fields.iter().chain(events).chain([&columns.id]);
    let mut seen: IndexMap<String, &str> = IndexMap::new();
    for header in read.flatten() {
        let name = request.dialect.possible_name(header).to_lowercase();
        let first = *seen.entry(name).or_insert(header);
        if first != header && request.dialect == Dialect::Bigquery {
            writer.fidelity.approximated(
                format!("column {header}"),
                format!("BigQuery cannot tell it from the column {first}; rename one of them"),
            );
        }
    }
}

fn fields(writer: &mut Writer<'_>) {
    let spec = writer.spec;
    let asked = writer.fields.clone();
    let mut exact = 0;
    for (_, (id, field)) in spec
        .fields
        .iter()
        .enumerate()
        .filter(|(index, _)| asked.contains(index))
    {
        match field.read.as_ref().and_then(number::unusual) {
            Some(why) => writer.fidelity.approximated(
                format!("field {id}"),
                format!(
                    "`read` has {why}, which may read some cells in another way; correct the marks"
                ),
            ),
            None => exact += 1,
        }
    }
    for (id, event) in &spec.events {
        let read = event.columns.as_ref().map(EventColumns::number);
        if let Some(why) = read.as_ref().and_then(number::unusual) {
            writer.fidelity.approximated(
                format!("event {id}"),
                format!("`read` has {why}, which may read some cells in another way"),
            );
        }
    }
    if exact > 0 {
        writer.fidelity.exact(
            "fields",
            format!("{exact} asked for, read as the program reads them"),
        );
    }
}

fn scores(writer: &mut Writer<'_>) {
    let compiled = writer.compiled;
    for score in &compiled.scores {
        let what = format!("score {}", score.name);
        if let CompiledScoreKind::Axis(axis) = &score.kind
            && axis.freeze.is_some()
        {
            writer.fidelity.dropped(
                what,
                "`freezeAbove` needs the acts one after another; this form counts every act. Score with `leadpact score`, or use a cap",
            );
        } else {
            writer
                .fidelity
                .exact(what, "with its rules, limits and decay");
        }
    }
}

/// Names that an engine does not keep apart, cuts or cannot have.
fn names(writer: &mut Writer<'_>, columns: &TableColumns, request: &SqlRequest) {
    let compiled = writer.compiled;
    let tracks = compiled
        .tracks
        .iter()
        .skip(1)
        .map(|track| format!("stage_{track}"));
    let output: Vec<String> = compiled
        .scores
        .iter()
        .map(|score| score.name.clone())
        .chain(tracks)
        .chain(compiled.grade_columns())
        .collect();
    let title = request.dialect.title();
    let mut seen: Vec<String> = ["id", "grade", "stage", "status"]
        .map(str::to_owned)
        .to_vec();
    seen.extend(compiled.has_owner().then(|| "owner".to_owned()));
    for name in &output {
        let small = name.to_lowercase();
        if seen.contains(&small)
            && !matches!(request.dialect, Dialect::Postgres | Dialect::Snowflake)
        {
            writer.fidelity.approximated(
                format!("column {name}"),
                format!(
                    "{title} does not tell it from one that differs only in capitals; rename it"
                ),
            );
        }
        seen.push(small);
        if name.contains('\0')
            || (request.dialect == Dialect::Postgres && name.len() > LONGEST_NAME)
        {
            writer.fidelity.approximated(
                format!("column {name}"),
                format!("{title} cuts the name; give it a shorter one"),
            );
        }
    }
    let events = columns
        .events
        .iter()
        .flat_map(|event| [&event.count, &event.last]);
    let headers = columns
        .fields
        .iter()
        .chain(events)
        .chain([&columns.id])
        .flatten();
    for header in headers.chain(&output) {
        if request.dialect == Dialect::Spark && header.contains("${") {
            writer.fidelity.approximated(
                format!("column {header}"),
                "Spark replaces `${` in names; set spark.sql.variable.substitute to false, or rename the column",
            );
        }
    }
}

/// Whether occurrences are followed from one that counts to the next.
fn has_cooldown(writer: &Writer<'_>) -> bool {
    let mut found = false;
    for score in &writer.compiled.scores {
        let CompiledScoreKind::Axis(axis) = &score.kind else {
            continue;
        };
        for rule in axis.groups.iter().flat_map(|group| &group.rules) {
            rule.visit(&mut |rule| {
                if let CompiledRuleKind::Event(rule) = &rule.kind {
                    found |= matches!(rule.per, Per::Cooldown(_));
                }
            });
        }
    }
    writer.log && found
}

fn notes(writer: &mut Writer<'_>, request: &SqlRequest) {
    let title = request.dialect.title();
    if !request.dialect.is_run_by_us() {
        writer.fidelity.note(format!(
            "{title} is not run by us. The statement is written from its manual; run the self-check (--self-check), which must return no row, before you rely on it."
        ));
    }
    if request.dialect == Dialect::Bigquery && has_cooldown(writer) {
        writer.fidelity.note("BigQuery follows a cool-down for 500 acts of one lead that count; with more it stops with an error and gives no rows.");
    }
    if request.as_of.is_none() {
        writer.fidelity.note("The day is the engine's current date in the time zone of its session. With --as-of it is a day in the file.");
    }
    writer.fidelity.note("Ids, grades, stages and owners are as they are: `leadpact score` puts an apostrophe before what a spreadsheet would run, this statement does not.");
    writer.fidelity.note("The columns of the tables must be text as it stood in the export: a number or date that was converted on the way may be written in another form.");
    writer.fidelity.note("A rule over a count or a number gives at most 10,000,000,000,000,000 points before its cap.");
    writer.fidelity.note("Rows come in no certain order. The program's report about cells that were not understood is not part of this form: look at it with `leadpact score` first.");
}
