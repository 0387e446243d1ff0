//! `leadpact log`, `diff` and `amend` on a workshop that was signed.

use std::path::Path;

use indexmap::IndexMap;
use jiff::Timestamp;
use leadpact_files as files;
use leadpact_workshop::defaults::all_kept;
use leadpact_workshop::sign::{Signed, sign};
use leadpact_workshop::{
    Answer, Change, Decision, Importance, Range, Rating, Resolution, Response, Reveal, Settled,
    Voice, Workshop, amend,
};

use super::{err, leadpact, out};

fn settle(w: &mut Workshop, question: &str, importance: Option<Importance>, answer: Answer) {
    let response = Response {
        answer: Some(answer),
        importance,
        ..Response::default()
    };
    let decision = Decision {
        resolution: Resolution::OwnWords,
        agreed: vec![Settled {
            stage: None,
            response,
        }],
        because: String::new(),
        voices: ["marketing", "sales"]
            .map(|party| (party.to_owned(), Voice::Agree))
            .into(),
        rejected: Vec::new(),
        pre_qualification: None,
        parked: None,
    };
    w.decisions.insert(question.to_owned(), decision);
}

/// Version 1.0.0, signed by both parties.
fn signed() -> Workshop {
    let now: jiff::Zoned = "2026-03-06T16:00:00+00:00[UTC]".parse().expect("time");
    let mut w = Workshop::new("Acme", files::template("simple").expect("template"), &now);
    w.reveal = Some(Reveal {
        at: now.timestamp(),
        because: Some("a test".into()),
    });
    let range = Range {
        from: Some(50.0),
        to: None,
    };
    settle(
        &mut w,
        "employees",
        Some(Importance::Strong),
        Answer::Range(range),
    );
    settle(
        &mut w,
        "seniority",
        Some(Importance::Strong),
        Answer::AtLeast("manager".into()),
    );
    settle(
        &mut w,
        "signals",
        None,
        Answer::Ratings(IndexMap::from([
            ("demo".into(), Rating::WantsToTalkNow),
            ("webinar".into(), Rating::CountsTowardsHandOver),
        ])),
    );
    let words = "A firm that has a project and talks to us.";
    settle(&mut w, "own-words", None, Answer::Text(words.into()));
    let never = vec!["bought-list".to_owned()];
    settle(&mut w, "not-a-lead", None, Answer::Values(never));
    w.apply(all_kept(&w)).expect("opened");
    let sorted = [("ready-director".to_owned(), "qualified".to_owned())];
    settle(&mut w, "cards", None, Answer::Cards(sorted.into()));
    for (party, name) in [("marketing", "Ana Ruiz"), ("sales", "Bo Lee")] {
        let done = sign(&mut w, party, name, now.timestamp()).expect("signed");
        assert_eq!(done == Signed::Agreed("1.0.0".into()), party == "sales");
    }
    w
}

fn save(home: &Path, w: &Workshop) {
    let text = files::write_workshop(w).expect("written");
    std::fs::write(home.join("acme.workshop.yaml"), text).expect("saved");
}

#[test]
fn a_signed_workshop_is_amended_compared_and_told() {
    let home = tempfile::tempdir().expect("folder");
    save(home.path(), &signed());

    let only = leadpact(home.path(), &["diff", "acme"]);
    assert_eq!(only.status.code(), Some(2));
    assert!(
        err(&only).contains("version 1.0.0 is the only one"),
        "{}",
        err(&only)
    );

    let opened = leadpact(home.path(), &["amend", "acme"]);
    assert_eq!(opened.status.code(), Some(0), "{}", err(&opened));
    let again = leadpact(home.path(), &["amend", "acme"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(err(&again).contains("is open already"), "{}", err(&again));
    let unchanged = leadpact(home.path(), &["diff", "acme"]);
    assert_eq!(
        out(&unchanged),
        "From 1.0.0 to draft\n\nNothing changed.\n\nNo golden lead changes stage.\n"
    );

    let log = out(&leadpact(home.path(), &["log", "acme"]));
    assert!(
        log.contains("2026-03-06 16:00  Bo Lee signed version 1.0.0 for Sales."),
        "{log}"
    );
    assert!(
        log.contains("An amendment of version 1.0.0 was opened."),
        "{log}"
    );
    assert!(
        log.contains(
            "Version 1.0.0, agreed, in force from 2026-03-20, signed by Ana Ruiz (Marketing), Bo Lee (Sales)"
        ),
        "{log}"
    );

    let back = leadpact(home.path(), &["amend", "acme", "--withdraw"]);
    assert_eq!(back.status.code(), Some(0), "{}", err(&back));
    let nothing = leadpact(home.path(), &["amend", "acme", "--withdraw"]);
    assert_eq!(nothing.status.code(), Some(2));
}

#[test]
fn what_changed_is_told_with_reasons_and_who_changed_stage() {
    let home = tempfile::tempdir().expect("folder");
    let mut w = signed();
    amend::amend(&mut w, Timestamp::UNIX_EPOCH).expect("open");
    // The director asked for a demo, which no longer counts as wanting to talk now, and is left with points: 20 for the
    // size, 20 for being a director and 25 for the demo.
    let ratings = IndexMap::from([
        ("demo".into(), Rating::CountsTowardsHandOver),
        ("webinar".into(), Rating::CountsTowardsHandOver),
    ]);
    settle(&mut w, "signals", None, Answer::Ratings(ratings));
    let mut stages = w.stages.clone();
    stages[1].enter.at_least = Some(70);
    w.apply(Change::Stages(stages)).expect("changed");
    let mut points = w.scoring.clone();
    points.points.insert("signal-demo".into(), 25);
    w.apply(Change::Scoring(points)).expect("changed");
    for note in amend::version_notes(&w) {
        let because = "Too many calls led nowhere.".to_owned();
        w.apply(Change::Because {
            change: note.what,
            because,
        })
        .expect("explained");
    }
    save(home.path(), &w);
    let text = out(&leadpact(home.path(), &["diff", "acme"]));
    assert!(
        text.starts_with("From 1.0.0 to draft, which would be version 2.0.0\n"),
        "{text}"
    );
    for part in [
        "\nPoints\n  ~ ",
        "\nStages and thresholds\n",
        "\n  - Removed the stage Wants to talk now: ",
        "\n  ~ Changed the stage Qualified lead: ",
        "    Why: Too many calls led nowhere.",
        "+25 points",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(
        text.ends_with("\nWho changes stage\n  IT director at a mid-size financial firm: Qualified lead, Wants to talk now -> Contact\n"),
        "{text}"
    );
    let json: serde_json::Value = serde_json::from_str(&out(&leadpact(
        home.path(),
        &["diff", "acme", "1.0.0", "draft", "--json"],
    )))
    .expect("JSON");
    assert_eq!(json["next"], "2.0.0");
    assert_eq!(json["moved"][0]["after"], "contact");
    // The statement only repeats what the others explain.
    for change in json["changes"].as_array().expect("changes") {
        let explained = change["because"] == "Too many calls led nowhere.";
        let statement = change["path"] == "spec › statement";
        assert!(explained != statement, "{change:#}");
    }
    let wrong = leadpact(home.path(), &["diff", "acme", "1.0.1"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        err(&wrong).contains("Did you mean '1.0.0'?"),
        "{}",
        err(&wrong)
    );
}

#[test]
fn before_anything_is_signed_there_is_nothing_to_compare_or_amend() {
    let home = tempfile::tempdir().expect("folder");
    let created = leadpact(home.path(), &["new", "Acme", "--template", "simple"]);
    assert_eq!(created.status.code(), Some(0), "{}", err(&created));
    for arguments in [["diff", "acme"], ["amend", "acme"]] {
        let refused = leadpact(home.path(), &arguments);
        assert_eq!(refused.status.code(), Some(2));
        assert!(err(&refused).contains("agreed"), "{}", err(&refused));
    }
    let log = leadpact(home.path(), &["log", "acme"]);
    assert_eq!(out(&log), "Acme\n\nNothing has happened yet.\n");
}
