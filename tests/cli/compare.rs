//! `compare`: nothing before the reveal, everything side by side after it.

use std::fs;
use std::path::Path;

use leadpact_files::{Expected, load_workshop, save_workshop};
use leadpact_workshop::{Answer, Change, Importance, Response, SheetId};

use super::{err, leadpact, out};

/// A workshop in which marketing and sales each answer the open question and seniority; sealed by `sealed`.
fn answered(home: &Path, sealed: &[&str]) {
    let made = leadpact(home, &["new", "Acme", "--template", "b2b"]);
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    let path = home.join("acme.workshop.yaml");
    let loaded = load_workshop(&path).expect("workshop");
    let mut workshop = loaded.value;
    let now = workshop.head.changed;
    for (party, words, level) in [
        ("marketing", "zebra-like interest", "manager"),
        ("sales", "ready to buy", "director"),
    ] {
        let sheet = SheetId {
            party: party.into(),
            person: "Ana".into(),
        };
        workshop.begin_sheet(sheet.clone(), "00".repeat(16));
        let seniority = workshop
            .bank
            .questions
            .iter()
            .find(|q| q.id == "seniority")
            .expect("asked")
            .id
            .clone();
        let open = workshop.bank.questions[0].id.clone();
        for (question, answer, importance) in [
            (open, Answer::Text(words.into()), None),
            (
                seniority,
                Answer::AtLeast(level.into()),
                Some(Importance::Must),
            ),
        ] {
            let response = Box::new(Response {
                importance,
                ..Response::of(answer)
            });
            workshop
                .apply(Change::Respond {
                    sheet: sheet.clone(),
                    question,
                    response,
                })
                .expect("open sheet");
        }
        if sealed.contains(&party) {
            workshop.seal_sheet(&sheet, now);
        }
    }
    if sealed.len() == 2 {
        workshop.reveal_all(now, None).expect("all sealed");
    }
    save_workshop(&path, &workshop, Expected::Unchanged(&loaded.stamp)).expect("saved");
}

#[test]
fn before_the_reveal_no_answer_is_printed() {
    let home = tempfile::tempdir().expect("folder");
    answered(home.path(), &["marketing"]);
    for arguments in [
        &["compare", "acme"][..],
        &["compare", "acme", "--json"],
        &["compare", "acme", "--differences"],
    ] {
        let output = leadpact(home.path(), arguments);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(out(&output), "");
        let words = err(&output);
        assert!(words.contains("still to seal: Sales."), "{words}");
        assert!(!words.contains("zebra"), "{words}");
    }
    let text = fs::read_to_string(home.path().join("acme.workshop.yaml")).expect("file");
    assert!(!text.contains("zebra"));
}

#[test]
fn after_the_reveal_all_stand_side_by_side() {
    let home = tempfile::tempdir().expect("folder");
    answered(home.path(), &["marketing", "sales"]);
    let output = leadpact(home.path(), &["compare", "acme"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let text = out(&output);
    for words in [
        "M Marketing",
        "S Sales",
        "zebra-like",
        "ready to buy",
        "things to talk about",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let output = leadpact(home.path(), &["compare", "acme", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
    let seniority = json["questions"]
        .as_array()
        .expect("list")
        .iter()
        .find(|q| q["id"] == "seniority")
        .expect("row");
    assert_eq!(seniority["class"], "close");
    assert_eq!(
        seniority["similarity"]["measure"],
        "1 - distance over scale"
    );
    let open = json["questions"]
        .as_array()
        .expect("list")
        .iter()
        .next()
        .expect("the open question comes first");
    assert_eq!(open["id"], "own-words");
    assert!(
        open["class"].is_null() && open["similarity"].is_null(),
        "own words are read, not classed"
    );
}

#[test]
fn a_facilitator_who_answered_nothing_takes_no_column() {
    let home = tempfile::tempdir().expect("folder");
    let sample = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/workshops/five-hundred-leads.workshop.yaml"
    );
    let text = out(&leadpact(home.path(), &["compare", sample]));
    assert!(text.contains("M Marketing") && text.contains("S Sales"));
    assert!(!text.contains("Facilitator"), "{text}");
}
