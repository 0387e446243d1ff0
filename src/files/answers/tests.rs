use indexmap::IndexMap;
use jiff::Timestamp;

use super::*;
use crate::template;
use leadpact_definition::condition::Condition;
use leadpact_workshop::form::{NotTaken, blank};
use leadpact_workshop::{
    Answer, Change, Importance, Observation, Range, Rating, Response, SheetId,
};

const SALT: &str = "00112233445566778899aabbccddeeff";

fn workshop() -> Workshop {
    let now: jiff::Zoned = "2026-03-06T16:00:00+00:00[UTC]".parse().expect("time");
    let mut workshop = Workshop::new("Acme", template("b2b").expect("b2b"), &now);
    workshop.parties[1].people = vec!["Ana Lopes".to_owned()];
    workshop
}

/// The empty form of marketing, with each `(question, line, filled line)` written into it.
fn filled(workshop: &Workshop, lines: &[(&str, &str, &str)]) -> String {
    let mut text = blank(workshop, &workshop.parties[1], Some("Ana Lopes"));
    for (question, line, instead) in lines {
        let start = text
            .find(&format!("\n  {question}:\n"))
            .unwrap_or_else(|| panic!("no question {question}"));
        let (before, after) = text.split_at(start);
        assert!(after.contains(line), "{question}: no line {line:?}");
        text = format!("{before}{}", after.replacen(line, instead, 1));
    }
    text
}

fn read(workshop: &Workshop, text: &str) -> Filled {
    answers("ana.answers.yaml", text.as_bytes(), workshop)
        .unwrap_or_else(|faults| panic!("{}\n{text}", words(&faults)))
}

fn words(faults: &[Fault]) -> String {
    faults
        .iter()
        .map(Fault::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

fn refused(workshop: &Workshop, text: &str) -> String {
    words(&answers("ana.answers.yaml", text.as_bytes(), workshop).expect_err("a fault"))
}

#[test]
fn an_empty_form_of_every_template_is_readable_and_says_that_it_is_empty() {
    for entry in crate::TEMPLATES {
        let mut workshop = workshop();
        workshop.bank = template(entry.name).expect("template").bank;
        let text = blank(&workshop, &workshop.parties[1], Some("Ana \"A\" Lopes: x"));
        let said = refused(&workshop, &text);
        assert!(
            said.contains("nothing is answered in this form"),
            "{}: {said}",
            entry.name
        );
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}

/// One answer of each kind, as people write them.
const WRITTEN: &[(&str, &str, &str)] = &[
    (
        "own-words",
        "      \n",
        "      Somebody who: asks us\n      # for a price\n",
    ),
    (
        "industry",
        "answer: []",
        "answer: [cyber-security, Banking and finance, Space travel]",
    ),
    ("industry", "importance:", "importance: Strong"),
    ("seniority", "answer:", "answer: manager"),
    ("seniority", "importance:", "importance: must"),
    ("seniority", "never: []", "never: [Intern or student]"),
    ("seniority", "observedBy:", "observedBy: field Job Level"),
    (
        "seniority",
        "because:",
        "because: below that nobody can start a project",
    ),
    ("budget", "{from: , to: }", "{from: 25000, to: }"),
    ("path", "answer: []", "answer: [webinar, demo, proposal]"),
    ("employees", "{from: , to: }", "any"),
    ("need", "answer:", "answer: don't know"),
    ("email-ground", "answer:", "answer: opt-in"),
    ("signals", "newsletter:", "newsletter: not a lead"),
    ("signals", "demo:", "demo: SQL"),
    (
        "not-a-lead",
        "answer: []",
        "answer: [bought-list, competitor]",
    ),
    (
        "already-ours",
        "answer: []",
        "answer: [Has an open opportunity, in a tender]",
    ),
    ("cards", "student:", "student: not a lead"),
    (
        "cards",
        "guide-and-webinar:",
        "guide-and-webinar: Marketing qualified lead",
    ),
];

#[test]
fn a_filled_form_becomes_a_sealed_sheet_with_the_same_answers() {
    let mut workshop = workshop();
    let text = filled(&workshop, WRITTEN);
    let form = read(&workshop, &text);
    let id = SheetId {
        party: "marketing".into(),
        person: "Ana Lopes".into(),
    };
    assert_eq!(form.sheet, id);
    workshop
        .take_in(form, SALT.into(), Timestamp::UNIX_EPOCH, false)
        .expect("taken");
    assert!(workshop.has_sealed("marketing"));
    assert!(
        workshop
            .log
            .last()
            .is_some_and(|entry| entry.what.contains("Ana Lopes (Marketing)"))
    );
    let written = crate::write_workshop(&workshop).expect("written");
    assert!(
        !written.contains("Space travel") && !written.contains("nobody can start"),
        "answers in the clear"
    );

    workshop
        .reveal_all(Timestamp::UNIX_EPOCH, Some("sales is ill"))
        .expect("revealed");
    let sheet = workshop.sheet(&id).expect("sheet");
    assert!(sheet.keeps_its_seal());
    let said = sheet.revealed().expect("answers");
    assert_eq!(
        said["own-words"].answer,
        Some(Answer::Text("Somebody who: asks us\n# for a price".into()))
    );
    let industries = ["cyber-security", "finance", "Space travel"]
        .map(str::to_owned)
        .to_vec();
    assert_eq!(said["industry"].answer, Some(Answer::Values(industries)));
    assert_eq!(said["industry"].importance, Some(Importance::Strong));
    let seniority = &said["seniority"];
    assert_eq!(seniority.answer, Some(Answer::AtLeast("manager".into())));
    assert_eq!(seniority.importance, Some(Importance::Must));
    assert_eq!(seniority.never, ["intern"]);
    assert_eq!(
        seniority.observed_by,
        Some(Observation::Field("Job Level".into()))
    );
    assert_eq!(seniority.because, "below that nobody can start a project");
    assert_eq!(
        said["budget"].answer,
        Some(Answer::Range(Range {
            from: Some(25000.0),
            to: None
        }))
    );
    let path = ["webinar", "demo", "proposal"].map(str::to_owned).to_vec();
    assert_eq!(said["path"].answer, Some(Answer::Order(path)));
    assert_eq!(said["employees"].answer, Some(Answer::Any));
    assert_eq!(said["need"].answer, Some(Answer::DontKnow));
    let ground = Answer::AtLeast("opt-in".to_owned());
    assert_eq!(said["email-ground"].answer, Some(ground));
    let ratings = [
        ("newsletter".to_owned(), Rating::NotALead),
        ("demo".to_owned(), Rating::WantsToTalkNow),
    ];
    assert_eq!(
        said["signals"].answer,
        Some(Answer::Ratings(ratings.into_iter().collect()))
    );
    let never = ["bought-list", "competitor"].map(str::to_owned).to_vec();
    assert_eq!(said["not-a-lead"].answer, Some(Answer::Values(never)));
    let ours = ["open-opportunity", "in a tender"].map(str::to_owned);
    assert_eq!(
        said["already-ours"].answer,
        Some(Answer::Values(ours.to_vec()))
    );
    let cards = [("guide-and-webinar", "mql"), ("student", "none")]
        .map(|(c, s)| (c.to_owned(), s.to_owned()));
    assert_eq!(
        said["cards"].answer,
        Some(Answer::Cards(cards.into_iter().collect()))
    );
    assert!(
        !said.contains_key("timeline"),
        "what was left empty is not answered"
    );
}

#[test]
fn a_name_that_does_not_exist_is_named_with_its_place_and_the_nearest() {
    let w = workshop();
    let text = filled(&w, &[("industry", "industry:", "industri:")]);
    let line = text.lines().position(|l| l == "  industri:").expect("line") + 1;
    let said = refused(
        &w,
        &filled(
            &w,
            &[
                ("industry", "industry:", "industri:"),
                ("email-ground", "answer:", "answer: opt-in"),
            ],
        ),
    );
    assert!(
        said.starts_with(&format!(
            "ana.answers.yaml:{line}:3: this workshop asks no such question, found 'industri'"
        )),
        "{said}"
    );
    assert!(said.contains("Did you mean 'industry'?"), "{said}");

    let said = refused(
        &w,
        &filled(&w, &[("signals", "pricing-page:", "pricingpag: mql")]),
    );
    assert!(
        said.contains("no such signal, found 'pricingpag'")
            && said.contains("Did you mean 'pricing-page'?"),
        "{said}"
    );
    let said = refused(&w, &filled(&w, &[("cards", "student:", "studnt: mql")]));
    assert!(
        said.contains("no such lead card") && said.contains("Did you mean 'student'?"),
        "{said}"
    );
    let said = refused(
        &w,
        &filled(&w, &[("need", "answer:", "answer: stated")])
            .replace("\"marketing\"", "marketting"),
    );
    assert!(
        said.contains("no such party, found 'marketting'")
            && said.contains("Did you mean 'marketing'?"),
        "{said}"
    );
}

#[test]
fn a_fault_never_repeats_an_answer() {
    let w = workshop();
    for (question, line, instead, expected) in [
        (
            "seniority",
            "answer:",
            "answer: secretword",
            "none of the levels (in answers › seniority › answer). Write one of: intern, specialist, manager, director, vp, c-level.",
        ),
        (
            "seniority",
            "never: []",
            "never: [manager, secretword]",
            "(in answers › seniority › never › 2)",
        ),
        (
            "seniority",
            "importance:",
            "importance: secretword",
            "Write one of: must, strong, nice, ignore.",
        ),
        (
            "seniority",
            "observedBy:",
            "observedBy: secretword",
            "Write 'field NAME', 'event NAME' or 'person WHO'.",
        ),
        (
            "seniority",
            "because:",
            "because: [secretword, b]",
            "one text is expected here",
        ),
        (
            "signals",
            "demo:",
            "demo: secretword",
            "Write one of: not-a-lead, shows-interest, counts-towards-hand-over, wants-to-talk-now.",
        ),
        (
            "cards",
            "student:",
            "student: secretword",
            "Write one of: contact, cold, lead, mql, sal, sql, customer, none.",
        ),
        (
            "email-ground",
            "answer:",
            "answer: secretword",
            "Write one of: none, legitimate-interest, opt-in, asked",
        ),
        (
            "budget",
            "{from: , to: }",
            "{from: secretword, to: }",
            "Write it without unit or separators",
        ),
        (
            "budget",
            "{from: , to: }",
            "secretword",
            "a range is expected here",
        ),
        (
            "budget",
            "{from: , to: }",
            "{from: 9, to: 8}",
            "this range ends before it begins",
        ),
        (
            "path",
            "answer: []",
            "answer: [[secretword, b]]",
            "one text is expected here",
        ),
        (
            "not-a-lead",
            "answer: []",
            "answer: []\n    importance: must",
            "this is not asked for this question",
        ),
        (
            "industry",
            "importance:",
            "importence: secretword",
            "Did you mean 'importance'?",
        ),
    ] {
        let said = refused(&w, &filled(&w, &[(question, line, instead)]));
        assert!(said.contains(expected), "{instead}: {said}");
        assert!(!said.contains("secretword"), "{said}");
    }
}

#[test]
fn all_faults_are_named_at_once() {
    let w = workshop();
    let said = refused(
        &w,
        &filled(
            &w,
            &[
                ("seniority", "answer:", "answer: boss"),
                ("email-ground", "answer:", "answer: perhaps"),
            ],
        ),
    );
    assert_eq!(said.lines().count(), 2, "{said}");
}

#[test]
fn what_is_no_form_is_said() {
    let w = workshop();
    let said = refused(&w, "apiVersion: leadpact/v1\nkind: Workshop\n");
    assert!(
        said.contains("a file of the kind Answers is needed here"),
        "{said}"
    );
    let said = refused(
        &w,
        &filled(
            &w,
            &[("need", "answer:", "answer: stated\n    answer: assumed")],
        ),
    );
    assert!(said.contains("a second time"), "{said}");
}

#[test]
fn somebody_who_is_the_only_one_listed_needs_no_name() {
    let mut w = workshop();
    let text = filled(&w, &[("need", "answer:", "answer: stated")])
        .replace("person: \"Ana Lopes\"", "person:");
    assert_eq!(read(&w, &text).sheet.person, "Ana Lopes");
    w.parties[1].people.push("Ben Osei".to_owned());
    let said = refused(&w, &text);
    assert!(said.contains("listed are Ana Lopes, Ben Osei"), "{said}");
}

#[test]
fn a_second_form_of_the_same_person_waits_for_replace() {
    let mut w = workshop();
    let first = read(&w, &filled(&w, &[("need", "answer:", "answer: stated")]));
    let second = read(&w, &filled(&w, &[("need", "answer:", "answer: confirmed")]));
    w.take_in(first, SALT.into(), Timestamp::UNIX_EPOCH, false)
        .expect("first");
    let before = w.clone();
    let refused = w
        .take_in(second.clone(), SALT.into(), Timestamp::UNIX_EPOCH, false)
        .expect_err("twice");
    assert!(
        refused
            .to_string()
            .contains("Ana Lopes (Marketing) already has a sealed sheet. Add --replace"),
        "{refused}"
    );
    assert_eq!(w, before);
    w.take_in(second, SALT.into(), Timestamp::UNIX_EPOCH, true)
        .expect("replaced");
    assert_eq!(w.sheets.len(), 1);
    assert!(
        w.log
            .last()
            .is_some_and(|entry| entry.what.contains("was replaced by a form"))
    );
    w.reveal_all(Timestamp::UNIX_EPOCH, Some("a test"))
        .expect("revealed");
    let said = w.sheets[0].revealed().expect("answers");
    assert_eq!(
        said["need"].answer,
        Some(Answer::AtLeast("confirmed".into()))
    );
}

#[test]
fn a_form_keeps_how_a_record_shows_the_cases_that_it_names_again() {
    let opted: Condition = serde_json::from_str(r#"{"field": "opted_out", "is": true}"#).unwrap();
    let cases = ["works for a reseller", "in a tender"].map(str::to_owned);
    for sealed in [false, true] {
        let mut w = workshop();
        let id = SheetId {
            party: "marketing".into(),
            person: "Ana Lopes".into(),
        };
        w.begin_sheet(id.clone(), SALT.into());
        let before = Response {
            shown_by: cases.iter().map(|c| (c.clone(), opted.clone())).collect(),
            ..Response::of(Answer::Values(cases.to_vec()))
        };
        w.apply(Change::Respond {
            sheet: id.clone(),
            question: "not-a-lead".into(),
            response: Box::new(before),
        })
        .expect("answered");
        if sealed {
            w.seal_sheet(&id, Timestamp::UNIX_EPOCH);
        }
        let text = filled(
            &w,
            &[(
                "not-a-lead",
                "answer: []",
                "answer: [Works for a  reseller, competitor]",
            )],
        );
        let form = read(&w, &text);
        w.take_in(form, SALT.into(), Timestamp::UNIX_EPOCH, true)
            .expect("replaced");
        w.reveal_all(Timestamp::UNIX_EPOCH, Some("a test"))
            .expect("revealed");
        let said = &w.sheets[0].revealed().expect("answers")["not-a-lead"];
        let kept = std::iter::once(("Works for a  reseller".to_owned(), opted.clone()));
        let kept: IndexMap<String, Condition> = kept.collect();
        assert_eq!(said.shown_by, kept, "sealed: {sealed}");
    }
}

#[test]
fn after_the_reveal_nothing_is_taken_in() {
    let mut w = workshop();
    let form = read(&w, &filled(&w, &[("need", "answer:", "answer: stated")]));
    w.reveal_all(Timestamp::UNIX_EPOCH, Some("nobody came"))
        .expect("revealed");
    let before = w.clone();
    assert_eq!(
        w.take_in(form, SALT.into(), Timestamp::UNIX_EPOCH, true),
        Err(NotTaken::Revealed)
    );
    assert_eq!(w, before);
}

#[test]
fn a_new_person_joins_the_party() {
    let mut w = workshop();
    let text =
        filled(&w, &[("need", "answer:", "answer: stated")]).replace("Ana Lopes\"", "Zoe Park\"");
    let form = read(&w, &text);
    w.take_in(form, SALT.into(), Timestamp::UNIX_EPOCH, false)
        .expect("taken");
    assert_eq!(w.parties[1].people, ["Ana Lopes", "Zoe Park"]);
}

#[test]
fn a_line_of_an_answer_that_lost_its_indentation_is_not_repeated() {
    let w = workshop();
    for stray in ["secret word", "  secret word", "    secret word"] {
        for ending in ["", ":", ": us"] {
            let line = format!("{stray}{ending}\n");
            let said = refused(&w, &filled(&w, &[("own-words", "      \n", &line)]));
            assert!(!said.contains("secret"), "{line:?}: {said}");
            assert!(said.starts_with("ana.answers.yaml:"), "{line:?}: {said}");
        }
    }
    let said = refused(
        &w,
        &filled(&w, &[("own-words", "      \n", "secret word: us\n")]),
    );
    assert!(said.contains("begin it with six spaces"), "{said}");
}

/// The answer of a question of b2b as it stands in a form, and what the values are that are none of the options.
fn industry(answer: &str) -> (Option<Answer>, Vec<String>) {
    let workshop = workshop();
    let text = filled(
        &workshop,
        &[("industry", "answer: []", &format!("answer: {answer}"))],
    );
    let form = read(&workshop, &text);
    let said = taken("ana.answers.yaml", text.as_bytes(), &form, &workshop);
    let said = said.iter().map(|one| match one {
        Taken::AsMeant(fault) => format!("meant: {fault}"),
        Taken::AsOwnWords(fault) => format!("own: {fault}"),
        Taken::Doubtful(fault) => format!("doubtful: {fault}"),
    });
    (form.responses["industry"].answer.clone(), said.collect())
}

#[test]
fn what_a_word_processor_and_haste_make_of_a_list_is_read_as_it_is_meant() {
    let both = Some(Answer::Values(vec![
        "software".to_owned(),
        "finance".to_owned(),
    ]));
    for answer in [
        "[software, finance]",
        "[\u{201c}software\u{201d}, \u{201e}finance\u{201c}]",
        "[\u{ab}software\u{bb}, \u{2018}Finance\u{2019}]",
        "software, finance",
        "Software; finance",
        "\u{201c}software\u{201d}, \u{201c}finance\u{201d}",
    ] {
        let (said, taken) = industry(answer);
        assert_eq!(said, both, "{answer}");
        // Whatever was mended is said, and what stands there is not.
        let mended = usize::from(answer != "[software, finance]");
        assert_eq!(taken.len(), mended, "{answer}: {taken:?}");
        let discreet = |one: &String| one.starts_with("meant: ana") && !one.contains("oftware");
        assert!(taken.iter().all(discreet), "{taken:?}");
    }
}

#[test]
fn what_is_no_option_is_said_with_its_place_and_never_repeated() {
    let (answer, said) = industry("[software, \u{201c}Hotels\u{201d}]");
    let values = ["software", "Hotels"].map(str::to_owned).to_vec();
    assert_eq!(answer, Some(Answer::Values(values)));
    let [quotes, one] = said.as_slice() else {
        panic!("{said:?}")
    };
    assert!(
        quotes.contains("quotation marks of a word processor"),
        "{quotes}"
    );
    assert!(one.starts_with("own: ana.answers.yaml:"), "{one}");
    assert!(
        one.contains("it is taken as own words") && !one.contains("Hotels"),
        "{one}"
    );
    for (answer, why) in [
        ("[sofware]", "nearly one of the options"),
        ("software, hotels", "a part of it is an option"),
    ] {
        let (_, said) = industry(answer);
        let [one] = said.as_slice() else {
            panic!("{said:?}")
        };
        assert!(one.starts_with("doubtful: ana.answers.yaml:"), "{one}");
        assert!(one.contains(why) && !one.contains("hotels"), "{one}");
    }
}
