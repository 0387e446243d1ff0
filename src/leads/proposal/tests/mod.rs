//! What is proposed for the columns and cells of exports.

use std::collections::HashSet;
use std::io::Cursor;

use super::*;
use crate::Rows;
use crate::source::begin;
use leadpact_definition::compile;
use leadpact_definition::field::Read;
use leadpact_definition::value::canonical_text;

fn proposed(rules: &str, leads: &str) -> Proposal {
    let spec: Spec = leadpact_files::read("rules.yaml", rules.as_bytes()).expect("rules");
    let compiled = compile(&spec).expect("compiled");
    let bytes = Box::new(Cursor::new(leads.as_bytes().to_vec()));
    let source = begin("leads.csv".into(), bytes, None).expect("source");
    let mut rows = Rows::new(source).expect("rows");
    let profile = Profile::of(&mut rows, 1000).expect("profile");
    propose(&spec, &compiled, &profile)
}

/// The mapping without its head, as text without comments; it is read back as it was proposed.
fn text(proposal: &Proposal) -> String {
    let text = write(proposal).expect("written");
    let read: Mapping =
        leadpact_files::read_kind("m.yaml", text.as_bytes(), "Mapping").expect("read back");
    assert_eq!(read, proposal.mapping());
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'));
    let lines: Vec<&str> = lines.skip(2).collect();
    lines.join("\n") + "\n"
}

const RULES: &str = "
fields:
  industry: {type: text, columns: [Industry]}
  employees: {type: number}
  seniority: {type: level, levels: [staff, manager, director]}
  deal: {type: number, label: Deal value}
  created: {type: date, label: Created at}
  consent: {type: boolean}
  interests: {type: list}
  region: {type: text}
events:
  webinar: {label: Webinar}
gates:
- id: asks
  suspend: true
  when:
    all:
    - {field: industry, in: [software, e-commerce]}
    - {field: employees, atLeast: 5}
    - {field: seniority, atLeast: manager}
    - {field: deal, atLeast: 5}
    - {field: created, within: 5d}
    - {field: consent, is: true}
    - {field: interests, hasAny: [crm, ads]}
    - {field: region, is: north}
    - {event: webinar}
";

#[test]
fn a_german_export_is_mapped() {
    let proposal = proposed(
        RULES,
        "Kunden-Nr.;Branche;Mitarbeiter;Ebene;Auftragswert;Erstellt am;Einwilligung;Interessen;Webinar Anzahl\n\
         007;Software;1.200;Director Sales;€ 3.500,00;31.12.2025;ja;CRM, Ads;2\n\
         008;E-Commerce;50;Manager;€ 12,50;01.02.2026 10:15;nein;crm;0\n\
         009;-;7;staff;-;13.02.2026;Ja;;1\n",
    );
    assert_eq!(
        text(&proposal),
        "leadId:\n  columns:\n  - Kunden-Nr.\n\
         fields:\n\
         \x20 industry:\n    columns:\n    - Branche\n    placeholders:\n    - '-'\n\
         \x20 employees:\n    columns:\n    - Mitarbeiter\n\
         \x20 seniority:\n    columns:\n    - Ebene\n    read:\n      values:\n        Director Sales: director\n\
         \x20 deal:\n    columns:\n    - Auftragswert\n    read:\n      decimal: \",\"\n      group: '.'\n      drop: €\n    placeholders:\n    - '-'\n\
         \x20 created:\n    columns:\n    - Erstellt am\n    read:\n      date: DD.MM.YYYY\n\
         \x20 consent:\n    columns:\n    - Einwilligung\n    read:\n      trueWords:\n      - ja\n      falseWords:\n      - nein\n\
         \x20 interests:\n    columns:\n    - Interessen\n    separator: \",\"\n\
         events:\n\
         \x20 webinar:\n    columns:\n      count:\n      - Webinar Anzahl\n"
    );
    let employees = &proposal.fields[1];
    assert_eq!(employees.cells.notes.len(), 1, "1.200 can be two numbers");
    assert_eq!((employees.cells.filled, employees.cells.understood), (3, 3));
    let lacking: Vec<_> = proposal.lacking().map(|field| field.id.as_str()).collect();
    assert_eq!(lacking, ["region"]);
}

#[test]
fn a_field_that_is_not_found_is_a_hint_with_the_nearest_headers() {
    let rules = "fields: {region: {type: number}}\ngates:\n- {id: a, suspend: true, when: {field: region, atLeast: 1}}\n";
    let proposal = proposed(rules, "id,Regoin,Note\n1,a,b\n");
    assert_eq!(proposal.fields[0].column, None);
    let text = write(&proposal).expect("written");
    assert!(text.contains("# region: {columns: [\"...\"]}"), "{text}");
    assert!(text.contains("# region: {optional: true}"), "{text}");
    assert!(text.contains("the nearest headers are 'Regoin'"), "{text}");
    assert_eq!(proposal.unused, ["Regoin", "Note"]);
}

#[test]
fn a_column_is_found_by_its_values() {
    let rules = "fields: {tier: {type: level, levels: [bronze, silver, gold]}}\ngates:\n- {id: a, suspend: true, when: {field: tier, is: gold}}\n";
    let proposal = proposed(rules, "id,Kategorie,Note\n1,Gold,x\n2,Silver,gold\n3,,y\n");
    assert_eq!(proposal.fields[0].column, None);
    let text = write(&proposal).expect("written");
    assert!(
        text.contains("#     - Kategorie") || text.contains("#   columns:\n  #   - Kategorie"),
        "{text}"
    );
    // Cells say nothing of whose tier it is, and nothing against a word that turns it.
    for header in ["Nicht Kategorie", "Previous Kategorie", "No Tier"] {
        let proposal = proposed(
            rules,
            &format!("id,{header},Note\n1,Gold,x\n2,Silver,gold\n3,,y\n"),
        );
        let text = write(&proposal).expect("written");
        assert!(!text.contains(&format!("- {header}")), "{text}");
    }
}

#[test]
fn hostile_headers_and_cells_are_written_as_they_are() {
    let rules = "fields: {tier: {type: text, columns: [\"yes: #{\"]}}\ngates:\n- {id: a, suspend: true, when: {field: tier, is: gold}}\n";
    let proposal = proposed(
        rules,
        "id,\"yes: #{\"\n1,\"a\nb: [}\"\n2,\u{1b}[2J\n3,N/A\n",
    );
    assert!(!write(&proposal).expect("written").contains('\u{1b}'));
    let _ = text(&proposal);
}

/// Two hundred pairs of names, written by hand: a hundred that are the same, and a hundred that are opposites or near
/// misses.
#[test]
fn right_pairs_are_found_and_no_wrong_one_is() {
    let mut wrong = Vec::new();
    let mut lost = Vec::new();
    let (mut right, mut not) = (0, 0);
    let table = include_str!("pairs.csv");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    for row in reader.records() {
        let row = row.expect("a row");
        let cell = |place: usize| row.get(place).unwrap_or_default();
        let (active, maybe) = match cell(0) {
            "value" => value_pair(cell(2), cell(3)),
            "column" => column_pair(cell(2), cell(3)),
            other => panic!("{other} is neither a value nor a column"),
        };
        let meant = cell(4);
        let said = format!(
            "{} {} {:?}: {active:?}, perhaps {maybe:?}",
            cell(0),
            cell(2),
            cell(3)
        );
        if meant.is_empty() {
            not += 1;
            if active.is_some() || !maybe.is_empty() {
                wrong.push(said);
            }
        } else {
            right += 1;
            let same = |one: &String| canonical_text(one) == canonical_text(meant);
            if active.as_ref().is_some_and(|one| !same(one)) || maybe.iter().any(|one| !same(one)) {
                wrong.push(said.clone());
            }
            if !active.is_some_and(|one| same(&one)) {
                lost.push(said);
            }
        }
    }
    assert!(right >= 100 && not >= 100, "{right} and {not} pairs");
    assert!(
        wrong.is_empty(),
        "wrong:\n{}\nlost:\n{}",
        wrong.join("\n"),
        lost.join("\n")
    );
    assert!(lost.len() * 20 <= right, "lost:\n{}", lost.join("\n"));
}

/// What a cell is taken for, and what it perhaps is, when the rules have these levels.
fn value_pair(levels: &str, cell: &str) -> (Option<String>, Vec<String>) {
    let levels: Vec<&str> = levels.split('|').collect();
    let rules = format!(
        "fields: {{x: {{type: level, levels: {levels:?}}}}}\ngates:\n- {{id: a, suspend: true, when: {{field: x, is: {:?}}}}}\n",
        levels[0]
    );
    let proposal = proposed(&rules, &format!("id,x\n1,\"{cell}\"\n2,\"{cell}\"\n"));
    let field = &proposal.fields[0];
    let compiled = proposal.mapping();
    let read = compiled
        .fields
        .get("x")
        .and_then(|field| field.read.as_ref());
    let active = read.and_then(|read| read.values.get(cell).cloned());
    // A cell that is read already needs no name.
    let active = active.or_else(|| (field.cells.understood > 0).then(|| cell.to_owned()));
    let maybe = field.cells.maybe.iter().map(|(_, value)| value.clone());
    (active, maybe.collect())
}

/// The column taken for what is called so, and those that perhaps are it.
fn column_pair(asked: &str, headers: &str) -> (Option<String>, Vec<String>) {
    let id = asked.to_lowercase().replace(' ', "_");
    let rules = format!(
        "fields: {{{id}: {{type: text, columns: [{asked:?}]}}}}\ngates:\n- {{id: a, suspend: true, when: {{field: {id}, is: one}}}}\n"
    );
    let headers: Vec<&str> = headers.split('|').collect();
    let row = |cell: &str| format!("1,{}\n", vec![cell; headers.len()].join(","));
    let leads = format!("id,{}\n{}{}", headers.join(","), row("one"), row("two"));
    let proposal = proposed(&rules, &leads);
    let field = &proposal.fields[0];
    let maybe = field.maybe.iter().map(|maybe| maybe.column.0.clone());
    (
        field.column.clone().map(|(header, _)| header),
        maybe.collect(),
    )
}

/// Texts that a YAML writer, a trimming reader or a comment may spoil.
const HOSTILE: [&str; 30] = [
    "\u{a0}",
    "\u{202f}",
    " ",
    "",
    "'",
    "\"",
    "\\",
    "#",
    "# x",
    ": ",
    "a: b",
    "- a",
    "? a",
    "null",
    "~",
    "yes",
    "1e3",
    "2024-01-01",
    "0x1F",
    "{a}",
    "[a",
    "&a",
    "*a",
    "!a",
    "|",
    ">",
    "%",
    "@",
    "a\u{a0}",
    "\u{202f}a",
];

/// Whatever stands in headers, cells and marks is read back as it was, from the file with all its comments.
#[test]
fn what_is_written_reads_back_byte_for_byte() {
    let mut fields = Vec::new();
    for (place, text) in HOSTILE.into_iter().enumerate() {
        let read = Read {
            group: Some(text.to_owned()),
            decimal: Some(text.to_owned()),
            values: [(text.to_owned(), text.to_owned())].into_iter().collect(),
            ..Read::default()
        };
        fields.push(FieldFound {
            id: format!("f{place}"),
            asked: true,
            column: Some((text.to_owned(), How::Exact)),
            mapping: FieldMapping {
                columns: [text].into_iter().collect(),
                read: Some(read),
                placeholders: Some(vec![text.to_owned(), format!("{text}\n{text}")]),
                separator: Some(text.to_owned()),
                ..FieldMapping::default()
            },
            cells: Cells {
                examples: vec![text.to_owned()],
                maybe: vec![(text.to_owned(), "x".to_owned())],
                ..Cells::default()
            },
            ..FieldFound::default()
        });
    }
    let proposal = Proposal {
        lead_id: Some(("\u{a0}".to_owned(), How::Exact)),
        fields,
        ..Proposal::default()
    };
    let written = write(&proposal).expect("written");
    let read: Mapping =
        leadpact_files::read_kind("m.yaml", written.as_bytes(), "Mapping").expect("read");
    assert_eq!(read, proposal.mapping());
    assert!(
        written.contains("group: \"\\u00a0\""),
        "a hard space can be seen: {written}"
    );
}

#[test]
fn what_is_not_sure_is_a_comment_that_can_be_taken() {
    let rules = "fields: {seniority: {type: level, levels: [staff, manager]}, budget: {type: text, columns: [Budget]}}\n\
                 gates:\n- {id: a, suspend: true, when: {all: [{field: seniority, is: manager}, {field: budget, present: true}]}}\n";
    let proposal = proposed(
        rules,
        "id,Seniority,Yearly Budget\n1,Manger,x\n2,staff,y\n3,Managar,z\n",
    );
    let written = write(&proposal).expect("written");
    assert!(!proposal.mapping().fields.contains_key("budget"));
    assert_eq!(proposal.refused(), ["the field budget"]);
    let read: Mapping =
        leadpact_files::read_kind("m.yaml", written.as_bytes(), "Mapping").expect("read");
    assert_eq!(read, proposal.mapping());
    assert_eq!(
        proposal.fields[0].cells.maybe,
        [("Manger".to_owned(), "manager".to_owned())]
    );
    let taken = written.replace(
        "  # budget:\n  #   columns:\n  #   - Yearly Budget",
        "  budget:\n    columns:\n    - Yearly Budget",
    );
    assert_ne!(taken, written, "{written}");
    let read: Mapping =
        leadpact_files::read_kind("m.yaml", taken.as_bytes(), "Mapping").expect("taken");
    assert_eq!(read.fields["budget"].columns.0, ["Yearly Budget"]);
}

#[test]
fn a_filled_column_comes_before_an_empty_one() {
    let rules = "fields: {industry: {type: text, columns: [Industry, Sector]}}\ngates:\n- {id: a, suspend: true, when: {field: industry, present: true}}\n";
    let found = |leads: &str| proposed(rules, leads).fields[0].column.clone();
    assert_eq!(
        found("id,Industry,Sector\n1,,a\n"),
        Some(("Sector".to_owned(), How::Exact))
    );
    assert_eq!(
        found("id,Industry,Sector\n1,b,a\n"),
        Some(("Industry".to_owned(), How::Exact))
    );
    let likely = "fields: {industry: {type: text, label: Industry}}\ngates:\n- {id: a, suspend: true, when: {field: industry, present: true}}\n";
    let found = proposed(likely, "id,Branche,Secteur\n1,,a\n").fields[0]
        .column
        .clone();
    assert_eq!(found, Some(("Secteur".to_owned(), How::Meaning)));
}

#[test]
fn the_id_of_something_else_is_none_and_an_own_cell_in_every_row_may_be_one() {
    let rules = "leadId: {columns: [Lead ID]}\nfields: {a: {type: text}}\ngates:\n- {id: g, suspend: true, when: {field: a, present: true}}\n";
    let mut proposal = proposed(rules, "owner_id,a,Cust_num\n7,x,1\n8,x,2\n9,y,3\n");
    assert_eq!(proposal.lead_id, None);
    assert_eq!(proposal.maybe_ids, ["Cust_num"]);
    assert_eq!(proposal.refused(), ["the lead's id"]);
    proposal.as_absent = true;
    let written = text(&proposal);
    assert!(written.contains("leadId:\n  number: true\n"), "{written}");
}

#[test]
fn a_column_that_counts_any_act_is_asked_about_and_not_taken_for_one() {
    let rules = "fields: {a: {type: text}}\nevents: {demo: {label: Requested a demo}, form: {label: Submitted a form}}\n\
                 gates:\n- {id: g, suspend: true, when: {all: [{event: demo}, {event: form}]}}\n";
    for header in [
        "Number of Form Submissions",
        "Meetings booked",
        "num_conversion_events",
    ] {
        let proposal = proposed(rules, &format!("id,a,{header}\n1,x,2\n2,y,0\n"));
        let demo = &proposal.events[0];
        assert_eq!((&demo.count, &demo.mapping), (&None, &None), "{header}");
        assert!(
            demo.notes[0].contains("counts acts of any kind"),
            "{header}"
        );
    }
    let proposal = proposed(
        rules,
        "id,a,Number of Form Submissions,Demo requests\n1,x,2,1\n2,y,0,0\n",
    );
    let found = |place: usize| {
        proposal.events[place]
            .count
            .clone()
            .map(|(header, _)| header)
    };
    assert_eq!(found(0).as_deref(), Some("Demo requests"));
    assert_eq!(found(1).as_deref(), Some("Number of Form Submissions"));
}

#[test]
fn a_header_that_stands_there_twice_is_not_taken() {
    let rules = "fields: {title: {type: words, columns: [Job Title, Title]}}\ngates:\n- {id: g, suspend: true, when: {field: title, present: true}}\n";
    let proposal = proposed(rules, "id,Job Title,Job Title\n1,x,y\n");
    assert_eq!(proposal.fields[0].doubled, [2, 3]);
    assert!(proposal.is_doubled() && proposal.mapping().fields.is_empty());
}

#[test]
fn an_event_log_is_proposed_with_its_names() {
    let rules = "fields: {a: {type: text}}\nevents: {demo: {label: Requested a demo}, call: {label: Called}}\n\
                 gates:\n- {id: g, suspend: true, when: {all: [{field: a, present: true}, {event: demo}, {event: call}]}}\n";
    let spec: Spec = leadpact_files::read("rules.yaml", rules.as_bytes()).expect("rules");
    let mut proposal = proposed(rules, "id,a\n7,x\n8,y\n");
    let log = "Nr,Kontakt,Art,Wann\n1,7,Demo request,31.01.2026\n2,8,called,01.02.2026\n3,7,Demo request,02.02.2026\n4,7,Newsletter,03.02.2026\n";
    let bytes = Box::new(Cursor::new(log.as_bytes().to_vec()));
    let source = begin("log.csv".into(), bytes, None).expect("source");
    let log = Profile::of(&mut Rows::new(source).expect("rows"), 1000).expect("profile");
    proposal.log = Some(propose_log(&spec, &log, &HashSet::from(["7", "8"])));
    assert_eq!(
        text(&proposal).split("events:").nth(1),
        Some(
            "\n  demo:\n    names:\n    - Demo request\nlog:\n  leadId:\n  - Kontakt\n  event:\n  - Art\n  at:\n  - Wann\n  read:\n    date: DD.MM.YYYY\n"
        )
    );
    let written = write(&proposal).expect("written");
    assert!(written.contains("#   'Newsletter': 1\n"), "{written}");
}

#[test]
fn a_log_that_names_no_lead_is_told() {
    let rules = "events: {demo: {label: Requested a demo}}\ngates:\n- {id: g, suspend: true, when: {event: demo}}\n";
    let spec: Spec = leadpact_files::read("rules.yaml", rules.as_bytes()).expect("rules");
    let log = "Lead ID,Event,Time\na,demo,2026-01-01\n";
    let bytes = Box::new(Cursor::new(log.as_bytes().to_vec()));
    let source = begin("log.csv".into(), bytes, None).expect("source");
    let log = Profile::of(&mut Rows::new(source).expect("rows"), 1000).expect("profile");
    let notes =
        |ids: &[&str]| propose_log(&spec, &log, &ids.iter().copied().collect::<HashSet<_>>()).notes;
    assert_eq!(notes(&["a", "b"]), [""; 0]);
    // Nothing can be said where leads are numbered.
    assert_eq!(notes(&[]), [""; 0]);
    let told = notes(&["A"]).concat();
    assert!(
        told.starts_with("no cell of 'Lead ID' is the id of a lead"),
        "{told}"
    );
}

#[test]
fn the_words_of_a_name_come_before_what_a_crm_calls_it() {
    let rules = "fields: {source: {type: text, columns: [Source]}}\nevents: {became_customer: {columns: {last: Closed Won Date}}}\n\
                 gates:\n- {id: g, suspend: true, when: {all: [{field: source, is: web}, {event: became_customer}]}}\n";
    let proposal = proposed(
        rules,
        "id,Lead Origin,Lead Source,won_date\n1,a,web,2024-01-01\n2,b,web,\n",
    );
    let source = proposal.fields[0].column.clone();
    assert_eq!(source, Some(("Lead Source".to_owned(), How::Words)));
    let last = proposal.events[0].last.clone();
    assert_eq!(last, Some(("won_date".to_owned(), How::Words)));
}

/// Whatever is not sure of an event is a comment as well.
#[test]
fn a_column_that_perhaps_tells_of_an_event_is_a_comment() {
    let rules = "fields: {a: {type: text}}\nevents: {webinar: {label: Webinar}}\n\
                 gates:\n- {id: g, suspend: true, when: {all: [{field: a, present: true}, {event: webinar}]}}\n";
    let proposal = proposed(rules, "id,a,Partner webinar\n1,x,2\n2,y,0\n");
    assert_eq!(proposal.events[0].mapping, None);
    let written = write(&proposal).expect("written");
    assert!(
        written
            .contains("  # webinar:\n  #   columns:\n  #     count:\n  #     - Partner webinar\n"),
        "{written}"
    );
}

#[test]
fn numbers_of_events_and_lists_are_read_as_they_are_written() {
    let rules = "fields: {t: {type: list}}\nevents: {visit: {label: Visited, columns: {count: Visits}}}\n\
                 gates:\n- {id: g, suspend: true, when: {all: [{field: t, hasAny: [demo]}, {event: visit}]}}\n";
    let proposal = proposed(
        rules,
        "id;t;Visits\n1;[\"Demo\", \"Pricing\"];1,204,000\n2;[];120\n",
    );
    assert_eq!(
        text(&proposal),
        "leadId:\n  columns:\n  - id\nfields:\n  t:\n    columns:\n    - t\n    read:\n      list: json\n\
         events:\n  visit:\n    columns:\n      count:\n      - Visits\n      read:\n        group: \",\"\n"
    );
}
