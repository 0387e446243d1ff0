use super::*;
use leadpact_definition::apart::apart;
use leadpact_definition::field::Event;
use leadpact_definition::field::FieldType;
use leadpact_definition::value::{Reading, Value};
use leadpact_files::faults;

fn spec() -> Spec {
    let field = |kind, column: &str| Field {
        kind,
        columns: [column].into_iter().collect(),
        placeholders: vec!["Select".to_owned()],
        ..Field::default()
    };
    Spec {
        fields: IndexMap::from([
            ("industry".to_owned(), field(FieldType::Text, "Industry")),
            ("price".to_owned(), field(FieldType::Number, "Price")),
        ]),
        events: IndexMap::from([
            ("demo".to_owned(), Event::default()),
            ("visit".to_owned(), Event::default()),
        ]),
        ..Spec::default()
    }
}

fn over(text: &str) -> Result<Mapped, Vec<String>> {
    let text = format!("apiVersion: leadpact/v1\nkind: Mapping\n{text}");
    let mapping: Mapping = files::read_kind("m.yaml", text.as_bytes(), "Mapping")
        .map_err(|fault| vec![fault.to_string()])?;
    mapping.over(&spec()).map_err(|problems| {
        let faults = faults("m.yaml", text.as_bytes(), &problems);
        faults.iter().map(ToString::to_string).collect()
    })
}

#[test]
fn what_a_mapping_says_takes_the_place_of_what_the_rules_say() {
    let mapped = over(
        "leadId: {columns: [Kundennummer]}\n\
         fields:\n\
         \x20 price: {columns: [Preis], read: {decimal: \",\", group: \".\", drop: \"€\"}, placeholders: [\"-\"]}\n\
         events:\n\
         \x20 demo: {columns: {last: Vorführung am}, names: [Vorführung]}\n\
         log: {leadId: Kunde, event: Art, at: Wann, read: {date: DD.MM.YYYY}}\n",
    )
    .expect("mapped");
    assert_eq!(mapped.spec.fields["industry"], spec().fields["industry"]);
    let price = &mapped.spec.fields["price"];
    assert_eq!(price.columns.0, ["Preis"]);
    assert_eq!(price.placeholders, ["-"]);
    assert_eq!(
        mapped.compiled.read_cell(1, "€ 3.500,00"),
        Reading::Value(Value::Number(3500.0))
    );
    assert_eq!(mapped.spec.lead_id.expect("id").columns.0, ["Kundennummer"]);
    let columns = mapped.spec.events["demo"].columns.clone().expect("columns");
    assert_eq!(columns.last.0, ["Vorführung am"]);
    assert_eq!(mapped.log.lead_id.0, ["Kunde"]);
    assert_eq!(
        mapped.log.names,
        [("demo".to_owned(), vec!["Vorführung".to_owned()])]
    );
}

#[test]
fn an_empty_mapping_changes_nothing() {
    assert_eq!(over("").expect("mapped").spec, spec());
}

#[test]
fn an_export_may_lack_a_column_by_its_mapping() {
    let mapped = over("fields: {price: {optional: true}}\nevents: {demo: {optional: true}}\n");
    let spec = mapped.expect("mapped").spec;
    assert!(spec.fields["price"].optional && spec.events["demo"].optional);
}

#[test]
fn unknown_ids_are_refused_with_the_nearest_and_their_place() {
    assert_eq!(
        over("fields:\n  industri: {columns: [A]}\nevents:\n  webinar: {names: [W]}\n")
            .expect_err("refused"),
        [
            "m.yaml:4:3: the rules have no field `industri` (in fields › industri). Did you mean `industry`?",
            "m.yaml:6:3: the rules have no event `webinar` (in events › webinar). The rules have: demo, visit.",
        ]
    );
}

#[test]
fn a_dialect_that_does_not_fit_is_refused_at_its_place() {
    let faults = over("fields:\n  industry:\n    read: {decimal: \",\"}\n").expect_err("refused");
    assert_eq!(
        faults,
        [
            "m.yaml:5:21: `decimal` does not fit a field of this type (in fields › industry › read › decimal). Take it out or change the field's type."
        ]
    );
    let faults = over("log:\n  read: {date: nonsense}\n").expect_err("refused");
    assert!(faults[0].starts_with("m.yaml:4:"), "{faults:?}");
    assert!(faults[0].contains("(in log › read › date)"), "{faults:?}");
}

#[test]
fn a_name_of_two_events_is_refused() {
    let faults = over("events:\n  demo: {names: [Click]}\n  visit: {names: [click, Demo]}\n")
        .expect_err("refused");
    assert_eq!(faults.len(), 2);
    assert!(
        faults[0].contains("`click` stands for the event `demo` already"),
        "{faults:?}"
    );
    assert!(
        faults[1].contains("`Demo` stands for the event `demo` already"),
        "{faults:?}"
    );
}

#[test]
fn a_slip_in_a_key_is_located() {
    let faults = over("fields:\n  price: {colums: [A]}\n").expect_err("refused");
    assert!(faults[0].starts_with("m.yaml:4:"), "{faults:?}");
    assert!(faults[0].contains("columns"), "{faults:?}");
}

#[test]
fn what_is_written_is_read_unchanged() {
    let mapping = Mapping {
        lead_id: Some(LeadId {
            columns: ["No: 1", "yes"].into_iter().collect(),
            ..LeadId::default()
        }),
        fields: IndexMap::from([(
            "price".to_owned(),
            FieldMapping {
                columns: ["Preis (€)"].into_iter().collect(),
                placeholders: Some(vec!["-".to_owned(), "n/a".to_owned()]),
                read: Some(Read {
                    decimal: Some(",".to_owned()),
                    ..Read::default()
                }),
                ..FieldMapping::default()
            },
        )]),
        ..Mapping::default()
    };
    let text = write(&mapping).expect("written");
    assert!(text.starts_with("# yaml-language-server: $schema=./mapping.v1.schema.json\n"));
    assert_eq!(
        files::read_kind("m", text.as_bytes(), "Mapping"),
        Ok(mapping)
    );
}

fn file(text: &str) -> MappingFile {
    let text = format!("apiVersion: leadpact/v1\nkind: Mapping\n{text}");
    MappingFile::read("m.yaml".to_owned(), text.into_bytes()).expect("read")
}

/// The spellings that are taken out of rules come to the same rules as a mapping, under the same digest.
#[test]
fn spellings_are_a_mapping_with_their_digest() {
    let mut whole = spec();
    whole.lead_id = Some(LeadId {
        columns: ["Nr"].into_iter().collect(),
        number: false,
    });
    whole.events["demo"].columns = Some(EventColumns {
        last: ["Demo on"].into_iter().collect(),
        ..EventColumns::default()
    });
    let (meaning, spellings) = apart(&whole);
    let hash = spellings.content_hash();
    let mut mapping = Mapping::from(spellings);
    assert_eq!(mapping.content_hash(), hash);
    assert_eq!(mapping.over(&meaning).expect("it fits").spec, whole);
    mapping.metadata = Some(MappingHead {
        name: "acme".to_owned(),
        content_hash: Some(hash.clone()),
    });
    assert_eq!(mapping.content_hash(), hash, "the head is not in it");
    assert!(mapping.is_as_it_says());
    let text = write(&mapping).expect("written");
    let read: Mapping = files::read_kind("m.yaml", text.as_bytes(), "Mapping").expect("read");
    assert_eq!(read.content_hash(), hash);
    mapping.fields["price"].columns = ["Preis"].into_iter().collect();
    assert!(!mapping.is_as_it_says());
}

#[test]
fn a_mapping_over_another_takes_the_place_of_what_it_names() {
    let base = file(
        "leadId: {columns: [Id]}\nfields:\n  industry: {columns: [Branche], placeholders: [x]}\n  price: {columns: [Preis]}\n\
         events:\n  demo: {names: [Demo, Show]}\n  visit: {names: [Besuch]}\nlog: {event: Art}\n",
    );
    let upper = file("fields: {price: {columns: [Price]}}\nevents: {visit: {names: [show]}}\n");
    let base = base.over(&spec()).expect("it fits");
    let both = upper.over_mapped(&base).expect("it fits");
    assert_eq!(both.spec.fields["industry"].columns.0, ["Branche"]);
    assert_eq!(both.spec.fields["price"].columns.0, ["Price"]);
    assert_eq!(both.spec.lead_id.expect("id").columns.0, ["Id"]);
    assert_eq!(both.log.event.0, ["Art"]);
    let names = |id: &str| -> Vec<String> {
        let mut all = both.log.names.iter().filter(|(event, _)| event == id);
        all.next()
            .map(|(_, names)| names.clone())
            .unwrap_or_default()
    };
    assert_eq!(
        names("demo"),
        ["Demo"],
        "what the upper one calls a visit is no demo any more"
    );
    assert_eq!(names("visit"), ["show"]);
    let upper = file("log: {at: Wann}\n")
        .over_mapped(&base)
        .expect("it fits");
    assert_eq!(
        (upper.log.at.0, upper.log.event.0),
        (vec!["Wann".to_owned()], vec![])
    );
    let wrong = file("fields: {nothing: {columns: [A]}}\n").over_mapped(&base);
    let faults = wrong.expect_err("no such field");
    assert!(faults[0].to_string().contains(":3:10"), "{}", faults[0]);
}
