//! Statements as text. Engines run them in `tests/engines`.

use super::*;
use leadpact_definition::compile;
use leadpact_files::read_definition;

mod hostile;

/// Every construct of the format.
const FULL: &str = include_str!("../../definition/tests/full.yaml");

fn full() -> (LeadDefinition, Compiled) {
    let definition = read_definition("full.yaml", FULL.as_bytes()).expect("a definition");
    let compiled = compile(&definition.spec).expect("compiled");
    (definition, compiled)
}

fn request(dialect: Dialect) -> SqlRequest {
    SqlRequest {
        dialect,
        table: "crm.leads".to_owned(),
        events_table: None,
        as_of: Some(jiff::civil::date(2026, 1, 1)),
        columns: None,
    }
}

/// The one file of a form, without the line that names the program's version.
fn text(form: &CompiledForm) -> String {
    let [(_, content)] = form.files.as_slice() else {
        panic!("one file");
    };
    let text = String::from_utf8(content.clone()).expect("text");
    let lines = text
        .lines()
        .filter(|line| !line.starts_with("-- Lead definition"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn a_whole_definition_in_each_dialect() {
    let (definition, compiled) = full();
    for dialect in Dialect::ALL {
        let form = sql(&definition, &compiled, &request(dialect)).expect("written");
        let name = format!("acme-qualified-lead.lead-definition.{}.sql", dialect.word());
        assert_eq!(form.files[0].0, name);
        insta::assert_snapshot!(dialect.word(), text(&form));
    }
}

#[test]
fn a_table_of_events_takes_the_place_of_columns() {
    let (definition, compiled) = full();
    let request = SqlRequest {
        events_table: Some("lead_events".to_owned()),
        as_of: None,
        ..request(Dialect::Duckdb)
    };
    let form = sql(&definition, &compiled, &request).expect("written");
    insta::assert_snapshot!("events", text(&form));
}

#[test]
fn what_a_statement_cannot_say_is_listed() {
    let (definition, compiled) = full();
    let form = sql(&definition, &compiled, &request(Dialect::Duckdb)).expect("written");
    let dropped: Vec<&str> = form
        .fidelity
        .dropped
        .iter()
        .map(|line| line.what.as_str())
        .collect();
    assert_eq!(dropped, ["score engagement"]);
    assert!(form.fidelity.approximated.is_empty());
    let numbered = SqlRequest {
        columns: Some(TableColumns {
            id: None,
            ..TableColumns::declared(&definition.spec)
        }),
        ..request(Dialect::Duckdb)
    };
    let form = sql(&definition, &compiled, &numbered).expect("written");
    assert_eq!(form.fidelity.approximated[0].what, "lead id");
    let logged = SqlRequest {
        events_table: Some("e".to_owned()),
        ..numbered
    };
    assert_eq!(
        sql(&definition, &compiled, &logged).err(),
        Some(SqlError::NoId)
    );
}

#[test]
fn a_table_is_not_called_as_a_stage_is() {
    let (definition, compiled) = full();
    for (table, refused) in [
        ("leads", None),
        ("main.facts", None),
        ("Facts", Some(SqlError::TableName("Facts".to_owned()))),
        ("totals_1", Some(SqlError::TableName("totals_1".to_owned()))),
        ("", Some(SqlError::NoTable)),
        ("crm.", Some(SqlError::NoTable)),
    ] {
        let request = SqlRequest {
            table: table.to_owned(),
            ..request(Dialect::Duckdb)
        };
        assert_eq!(
            sql(&definition, &compiled, &request).err(),
            refused,
            "{table}"
        );
    }
}

#[test]
fn names_and_texts_are_written_as_each_engine_reads_them() {
    let quoting = |dialect| Quoting {
        dialect,
        template: false,
    };
    let nasty = "a'b\\c\n\0${d}";
    for (dialect, literal) in [
        (Dialect::Duckdb, "('a''b\\c' || chr(10) || '${d}')"),
        (Dialect::Postgres, "E'a''b\\\\c\\u000a${d}'"),
        (Dialect::Spark, "'a\\'b\\\\c\\u000a\\u0024{d}'"),
        (Dialect::Bigquery, "'a\\'b\\\\c\\u000a\\u0024{d}'"),
        (Dialect::Snowflake, "'a\\'b\\\\c\\u000a\\u0024{d}'"),
    ] {
        assert_eq!(quoting(dialect).text(nasty), literal, "{dialect:?}");
    }
    for (dialect, name) in [
        (Dialect::Duckdb, "\"a\"\"b`\\\u{fffd}\""),
        (Dialect::Postgres, "\"a\"\"b`\\\u{fffd}\""),
        (Dialect::Spark, "`a\"b``\\\u{fffd}`"),
        (Dialect::Bigquery, "`a_b___`"),
        (Dialect::Snowflake, "\"a\"\"b`\\\u{fffd}\""),
    ] {
        assert_eq!(quoting(dialect).name("a\"b`\\\0"), name, "{dialect:?}");
    }
    assert_eq!(
        quoting(Dialect::Snowflake).table("crm.Leads"),
        "\"CRM\".\"Leads\""
    );
    assert_eq!(
        quoting(Dialect::Bigquery).table("my-project.crm.leads`"),
        "`my-project`.`crm`.`leads\\u0060`"
    );
    let template = Quoting {
        dialect: Dialect::Duckdb,
        template: true,
    };
    assert_eq!(
        template.text("{{{% {# {x}"),
        "'{{ \"{\" }}{{ \"{\" }}{{ \"{\" }}% {{ \"{\" }}# {x}'"
    );
}

#[test]
fn the_self_check_holds_every_vector_and_golden_lead() {
    let (definition, compiled) = full();
    let vectors = include_str!("../../definition/conformance/leaf.json");
    let vectors: serde_json::Value = serde_json::from_str(vectors).expect("JSON");
    let cases = vectors["cases"].as_array().expect("cases");
    for dialect in Dialect::ALL {
        let (name, content) = self_check(&definition, &compiled, dialect);
        assert!(name.ends_with(".self-check.sql"));
        let text = String::from_utf8(content).expect("text");
        for case in cases {
            let id = case[0].as_str().expect("an id");
            assert!(text.contains(&format!("'{id}'")), "{dialect:?} {id}");
        }
        assert!(text.contains("'it-director'"), "{dialect:?}");
    }
}
