//! The published definitions in `workshops/published`: they hold for their golden leads, score a file as worked out by
//! hand, and their differences tell the history that the company wrote down.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/workshops/published");

fn leadpact(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_leadpact"))
        .args(arguments)
        .current_dir(FOLDER)
        .output()
        .expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn scored(rules: &str, leads: &str, as_of: &str) -> String {
    let rules = format!("{rules}.lead-definition.yaml");
    let output = leadpact(&["score", &rules, leads, "--as-of", as_of]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout)
}

fn difference(earlier: &str, later: &str) -> String {
    let file = |day: &str| format!("sourcegraph-mql-{day}.lead-definition.yaml");
    let output = leadpact(&["diff", &file(earlier), &file(later)]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout)
}

#[test]
fn every_golden_lead_comes_out_as_written() {
    let mut checked = 0;
    for entry in fs::read_dir(Path::new(FOLDER)).expect("folder") {
        let name = entry
            .expect("entry")
            .file_name()
            .into_string()
            .expect("name");
        if !name.ends_with(".lead-definition.yaml") {
            continue;
        }
        let output = leadpact(&["check", &name]);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{name}: {}",
            text(&output.stdout)
        );
        let said = text(&output.stdout);
        assert!(said.contains(": as agreed"), "{name} has no golden lead");
        checked += 1;
    }
    assert_eq!(checked, 10);
}

#[test]
fn the_same_leads_by_each_version_of_one_definition() {
    let of = |day: &str| {
        scored(
            &format!("sourcegraph-mql-{day}"),
            "sourcegraph-mql.leads.csv",
            "2022-05-31",
        )
    };
    // ann: form 10, pricing page 5. ben: account 10, three pages 3. cid: account 10. dora: story 5, ten pages 10.
    assert_eq!(
        of("2021-12-07"),
        "id,points,grade,stage,status\nann,15,,mql,scored\nben,13,,lead,scored\ncid,10,,lead,scored\ndora,15,,mql,scored\neve,0,,lead,scored\n"
    );
    // ben: the trial gives 15.
    assert_eq!(
        of("2022-02-02"),
        "id,points,grade,stage,status\nann,15,,mql,scored\nben,28,,mql,scored\ncid,10,,lead,scored\ndora,15,,mql,scored\neve,0,,lead,scored\n"
    );
    // ben and cid work for target accounts: 5.
    assert_eq!(
        of("2022-02-09"),
        "id,points,grade,stage,status\nann,15,,mql,scored\nben,33,,mql,scored\ncid,15,,mql,scored\ndora,15,,mql,scored\neve,0,,lead,scored\n"
    );
    assert_eq!(of("2022-03-15"), of("2022-02-02"));
    // Pages count no more, but for the pricing page.
    assert_eq!(
        of("2022-03-17"),
        "id,points,grade,stage,status\nann,15,,mql,scored\nben,25,,mql,scored\ncid,10,,lead,scored\ndora,0,,lead,scored\neve,0,,lead,scored\n"
    );
    // By what they did in a campaign: attended, submitted, only registered, downloaded, nothing.
    assert_eq!(
        of("2022-05-25"),
        "id,grade,stage,status\nann,,mql,scored\nben,,mql,scored\ncid,,lead,scored\ndora,,mql,scored\neve,,lead,scored\n"
    );
}

#[test]
fn differences_tell_the_history() {
    let history: [(&str, &str, &[&str]); 5] = [
        (
            "2021-12-07",
            "2022-02-02",
            &[
                "From 1.0.0 (from 2021-12-07) to 2.0.0 (from 2022-02-02)",
                "+ Added a rule: +15 points when the lead started a trial in the product.",
                "The changes count up to 2.0.0, as the file says.",
            ],
        ),
        (
            "2022-02-02",
            "2022-02-09",
            &[
                "+ Added a rule: +5 points when Target account is yes.",
                "+ Added a rule: +5 points when Target title is yes.",
                "The changes count up to 3.0.0, as the file says.",
            ],
        ),
        (
            "2022-02-09",
            "2022-03-15",
            &[
                "- Removed a rule: +5 points when Target account is yes.",
                "- Removed a rule: +5 points when Target title is yes.",
                "The changes count up to 4.0.0, as the file says.",
            ],
        ),
        (
            "2022-03-15",
            "2022-03-17",
            &[
                "- Removed a rule: +1 point each time the lead looked at another page.",
                "No golden lead changes stage.",
                "The changes count up to 5.0.0, as the file says.",
            ],
        ),
        (
            "2022-03-17",
            "2022-05-25",
            &[
                "- Removed the score points: the points of 6 rules.",
                "~ Changed the stage Marketing qualified lead: was points is at least 15; is now",
                "(Campaign is chat and Member status is meeting requested).",
                "Marketing qualified lead -> Lead",
                "The changes count up to 6.0.0, as the file says.",
            ],
        ),
    ];
    for (earlier, later, sentences) in history {
        let told = difference(earlier, later);
        for sentence in sentences {
            assert!(told.contains(sentence), "{later}: {sentence}\n{told}");
        }
        assert!(
            !told.contains("pricing-page"),
            "the pricing page stayed: {told}"
        );
    }
}

#[test]
fn a_version_that_the_changes_do_not_count_up_to_is_told() {
    let told = difference("2021-12-07", "2022-02-09");
    let counted = "The changes count up to 2.0.0; the file says 3.0.0.";
    assert!(told.contains(counted), "{told}");
}

#[test]
fn grades_acceptance_and_tracks_side_by_side() {
    assert_eq!(
        scored("sourcegraph-pql", "sourcegraph-pql.leads.csv", "2022-08-01"),
        "id,grade,stage,stage_product,status,grade_cloud,grade_self_hosted\n\
         p1,A,lead,pql,scored,A,\n\
         p2,B,accepted,pql,scored,B,\n\
         p3,b,lead,pql,scored,,b\n\
         p4,Dc,,,disqualified,D,c\n"
    );
    // h1: 10 + 10 + 20 + 10. h2: 20 + 5 + 5. h3 is looked at by a person. h4: 10 + 5 + 20; the account said no twelve
    // days before; it outgrew the small plan. Nobody had h3 before, so that it goes to the next in turn.
    assert_eq!(
        scored("posthog-score", "posthog-score.leads.csv", "2026-01-01"),
        "id,size,money,person,place,total,grade,stage,stage_review,stage_booking,stage_product,status,owner\n\
         h1,10,10,20,10,50,,scored,,instant,,scored,sales\n\
         h2,20,0,5,5,30,,scored,,,,scored,sales\n\
         h3,0,0,0,0,0,,lead,look,,,scored,the next owner in turn\n\
         h4,10,5,20,0,35,,scored,,,pql,scored,sales\n"
    );
}

#[test]
fn limited_parts_and_bands_with_two_thresholds() {
    // f1: 15, 15 raised, 25 cut to 20, 15, nine jobs cut to 15. f2: 5, 10 earned, 10, 10 - 5.
    assert_eq!(
        scored("posthog-fit", "posthog-fit.leads.csv", "2026-01-01"),
        "id,size,money,builds,person,growth,fit,grade,stage,status\n\
         f1,15,15,20,15,15,80,A,good,scored\n\
         f2,5,10,10,5,0,30,C,lead,scored\n\
         f3,0,25,15,15,6,61,B,,not-enough-known\n\
         f4,25,0,0,15,3,43,C,,disqualified\n"
    );
    // r1 and r2 have 100, but r2 is a customer; r3 sent the demo form; 45 - 15; 50 + 45 - 10.
    assert_eq!(
        scored("relias", "relias.leads.csv", "2026-01-01"),
        "id,points,grade,stage,status\n\
         r1,100,,mql,scored\n\
         r2,100,,engaged,scored\n\
         r3,12,,mql,scored\n\
         r4,30,,nurtured,scored\n\
         r5,85,,engaged,scored\n"
    );
}
