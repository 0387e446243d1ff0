//! The workshops of `workshops/`: built step by step as people would, and held against the files byte by byte.
//!
//! Each has a folder here: a filled form for every person (`PARTY.answers.yaml`, what `leadpact collect` reads) and
//! `script.yaml` for what is no sheet. With `LEADPACT_BLESS=1` the files in `workshops/` are written instead, but for the
//! leads (`NAME.leads.csv`): those are what the rules are tried on, and are kept by hand. The figures of the tests are
//! written by hand too.

mod afterwards;
mod asked;
mod promises;
mod script;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use leadpact_definition::LeadDefinition;
use leadpact_definition::lint::{Lint, lint};
use leadpact_export as export;
use leadpact_export::RuleFiles;
use leadpact_files as files;
use leadpact_tui::play::play;
use leadpact_workshop::compare::Counts;
use leadpact_workshop::rules::{Source, rules};
use leadpact_workshop::{Sheet, Workshop, compare, sign};
use serde_json::Value;

use script::{complete, settled_up_to};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/workshops");

fn path(name: &str) -> PathBuf {
    Path::new(FOLDER).join(name)
}

/// Holds `content` against the file, or writes it.
fn holds(name: &str, content: &str) {
    if env::var_os("LEADPACT_BLESS").is_some() {
        fs::write(path(name), content).expect("written");
        return;
    }
    let there = fs::read_to_string(path(name)).unwrap_or_default();
    let mut lines = there.lines().zip(content.lines()).enumerate();
    if let Some((line, (old, new))) = lines.find(|(_, (old, new))| old != new) {
        panic!(
            "{name}:{}: the file says {old:?}, built is {new:?}; LEADPACT_BLESS=1 writes it",
            line + 1
        );
    }
    assert_eq!(
        there.len(),
        content.len(),
        "{name}: LEADPACT_BLESS=1 writes it"
    );
}

fn leadpact(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_leadpact"))
        .args(arguments)
        .current_dir(FOLDER)
        .output()
        .expect("the program starts")
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// Builds, holds against the files, and reads the workshop back from its file.
fn settled(name: &str, built: &Workshop) -> Workshop {
    holds(
        &format!("{name}.workshop.yaml"),
        &files::write_workshop(built).expect("written"),
    );
    let read = files::load_workshop(&path(&format!("{name}.workshop.yaml")))
        .expect("the file loads")
        .value;
    assert_eq!(read, *built);
    assert!(read.sheets.iter().all(Sheet::keeps_its_seal));
    assert_eq!(sign::tampered(&read), None);
    read
}

/// Holds the rule file and the mapping beside it, with the schemas that they name, against those beside the workshop.
fn rule_files(name: &str, definition: &LeadDefinition) {
    let format = [export::DocumentFormat::Yaml];
    let files = export::files_for(definition, &format, RuleFiles::Apart).expect("exported");
    let [rules, schema, mapping, mapping_schema] = &files[..] else {
        panic!("the rules, the mapping, and the schemas that they name")
    };
    holds(&format!("{name}.lead-definition.yaml"), &words(&rules.1));
    holds(&format!("{name}.mapping.yaml"), &words(&mapping.1));
    holds(&schema.0, &words(&schema.1));
    holds(&mapping_schema.0, &words(&mapping_schema.1));
}

/// Exports the agreed version in every format; the rule file is held against the one beside the workshop.
fn exported(name: &str, workshop: &Workshop) {
    let agreed = &workshop
        .versions
        .last()
        .expect("an agreed version")
        .definition;
    let only = &agreed.spec.in_words;
    assert!(only.len() <= 4, "{name}: agreed in words only: {only:#?}");
    rule_files(name, agreed);
    let documents = [
        export::DocumentFormat::Markdown,
        export::DocumentFormat::Html,
    ];
    let files = export::files_for(agreed, &documents, RuleFiles::Apart).expect("exported");
    let [markdown, html] = &files[..] else {
        panic!("two formats")
    };
    for (file, text) in [markdown, html] {
        let text = words(text);
        assert!(text.contains(&workshop.head.title), "{file}");
        assert!(!text.contains("Draft"), "{file}");
    }
}

/// `leadpact check` finds nothing wrong.
fn checks(rules: &str) {
    let output = leadpact(&["check", rules]);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}{}",
        words(&output.stdout),
        words(&output.stderr)
    );
}

/// `leadpact score` on the sample's leads: the summary, and the scored file.
fn scored(rules: &str, leads: &str) -> (Value, String) {
    let output = leadpact(&["score", rules, leads, "--as-of", "2026-03-06", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", words(&output.stderr));
    let summary = serde_json::from_slice(&output.stderr).expect("JSON");
    (summary, words(&output.stdout))
}

/// "500 leads, 10 worth pursuing" an hour before it was signed: the first points settled, and ten to go.
fn playable() -> Workshop {
    let mut workshop = settled_up_to("five-hundred-leads", "cards");
    workshop.head.sample = true;
    workshop.head.place = Some("decision-stage".to_owned());
    workshop
}

fn counts(workshop: &Workshop) -> Counts {
    compare(workshop)
        .expect("the answers are on the table")
        .counts
}

/// 500 rows; marketing's sheet qualifies all of them, sales' sheet ten, the agreement those ten and 23 more to be called.
#[test]
fn five_hundred_leads_ten_worth_pursuing() {
    let name = "five-hundred-leads";
    let leads = "five-hundred-leads.leads.csv";
    let workshop = settled(name, &complete("five-hundred-leads"));
    exported(name, &workshop);
    checks("five-hundred-leads.lead-definition.yaml");

    for party in ["marketing", "sales"] {
        let definition = sign::own_definition(&workshop, party);
        rule_files(&format!("{name}.{party}"), &definition);
    }
    let stages = |rules: &str| scored(rules, leads).0["stages"]["main"].clone();
    let marketing = stages("five-hundred-leads.marketing.lead-definition.yaml");
    let sales = stages("five-hundred-leads.sales.lead-definition.yaml");
    let apart = counts(&workshop);
    assert_eq!(
        (apart.same, apart.close),
        (3, 3),
        "job role, revenue and the ground for email are the same; own words have no class"
    );
    assert_eq!((apart.gap, apart.only_one_side, apart.opposite), (11, 2, 1));
    assert_eq!(marketing["mql"], 500);
    assert_eq!(sales["mql"], 10);
    // 29 students, 11 competitors, 6 suppliers, 7 customers.
    assert_eq!(sales["none"], 53);

    let (summary, file) = scored("five-hundred-leads.lead-definition.yaml", leads);
    holds("five-hundred-leads.scored.csv", &file);
    let agreed = &summary["stages"]["main"];
    assert_eq!(summary["rows"], 500);
    assert_eq!(agreed["sales-ready"], 10);
    // Of nine the record still says "curious", because nobody ever asked; eight are no directors, six work for councils.
    assert_eq!(agreed["mql"], 9 + 8 + 6);
    // Newsletter, one guide, other industries, small companies, booth.
    assert_eq!(agreed["lead"], 141 + 96 + 88 + 52 + 37);
    // Customers belong to their account manager.
    assert_eq!(agreed["already-ours"], 7);
    // Students, competitors, suppliers.
    assert_eq!(agreed["none"], 29 + 11 + 6);
    assert_eq!(summary["statuses"]["disqualified"], 46);
    let ready = |scored: &str, stage: &str| -> Vec<String> {
        let rows = scored
            .lines()
            .map(|line| line.split(',').collect::<Vec<_>>());
        rows.filter(|cells| cells[5] == stage)
            .map(|cells| cells[0].to_owned())
            .collect()
    };
    let (_, of_sales) = scored("five-hundred-leads.sales.lead-definition.yaml", leads);
    assert_eq!(
        ready(&file, "sales-ready"),
        ready(&of_sales, "mql"),
        "the same ten"
    );
}

/// Marketing and Sales on the ten lead cards, with *not a lead* as the lowest place: the figure is that of two other
/// programs.
#[test]
fn the_cards_of_five_hundred_leads_agree_as_other_programs_say() {
    let workshop = complete("five-hundred-leads");
    let comparison = compare(&workshop).expect("the answers are on the table");
    let cards = comparison.row("cards").expect("asked");
    let grid = cards.grid.as_ref().expect("a grid");
    let alpha = grid.agreement.alpha.expect("ten cards");
    assert!((alpha - 0.490).abs() < 5e-4, "{alpha}");
    let widest = grid.widest().expect("they differ");
    assert_eq!((widest.id.as_str(), widest.steps), ("existing-customer", 4));
    assert_eq!((grid.differing, grid.agreement.equal), (8, 2));
}

/// 116 people asked to be talked to. Each is named, with what becomes of them and why.
#[test]
fn everybody_who_asked_is_named_with_what_becomes_of_them() {
    let workshop = complete("five-hundred-leads");
    let agreed = &workshop.versions[0].definition.spec;
    let leads = fs::read_to_string(path("five-hundred-leads.leads.csv")).expect("the leads");
    let (text, asked) = asked::table(agreed, &leads);
    holds("five-hundred-leads.asked.csv", &text);
    let count = |stage: &str| {
        let here = asked.iter().filter(|a| a.stage == stage && !a.excluded);
        here.count()
    };
    assert_eq!(asked.len(), 116);
    assert_eq!(count("sales-ready"), 10);
    // Nine of whom the record says "curious", six councils.
    assert_eq!(count("mql"), 9 + 6);
    // Other industries, small companies: a must is known to fail, and marketing answers them.
    assert_eq!(count("lead"), 22 + 52);
    // Competitors, suppliers.
    assert_eq!(asked.iter().filter(|a| a.excluded).count(), 11 + 6);
    let rows = text.lines().skip(1);
    assert!(rows.clone().all(|row| !row.ends_with(',')), "no reason");
    let ids = asked.iter().map(|a| a.id.as_str());
    assert_eq!(ids.collect::<std::collections::BTreeSet<_>>().len(), 116);
}

/// Points that were set by hand against what people made of the acts are told.
#[test]
fn a_newsletter_that_earns_more_than_a_demo_is_told() {
    let mut workshop = complete("five-hundred-leads");
    let told = |workshop: &Workshop| {
        let spec = rules(workshop, Source::Agreed).spec;
        let warnings = lint(&spec).into_iter();
        let found = warnings.filter(|warning| warning.lint == Lint::WeakerEarnsMore);
        found.map(|warning| warning.what).collect::<Vec<_>>()
    };
    assert_eq!(told(&workshop), Vec::<String>::new());
    for (rule, points) in [("signal-newsletter", 40), ("signal-demo", 5)] {
        workshop.scoring.points.insert(rule.to_owned(), points);
    }
    let told = told(&workshop);
    let newsletter = "the act of the rule `signal-newsletter` (shows interest) earns 40, and that of `signal-demo` (wants to talk now) only 5";
    assert_eq!(
        told.first().map(String::as_str),
        Some(newsletter),
        "{told:#?}"
    );
}

/// A trial used every day makes a product qualified lead, on a track beside the main one.
#[test]
fn a_trial_used_every_day_is_a_product_qualified_lead() {
    let name = "trial-analytics";
    let leads = "trial-analytics.leads.csv";
    let workshop = settled(name, &complete("trial-analytics"));
    exported(name, &workshop);
    checks("trial-analytics.lead-definition.yaml");
    let apart = counts(&workshop);
    assert_eq!(
        (apart.same, apart.close, apart.gap, apart.only_one_side),
        (5, 8, 9, 2)
    );
    let (summary, file) = scored("trial-analytics.lead-definition.yaml", leads);
    holds("trial-analytics.scored.csv", &file);
    assert_eq!(summary["rows"], 60);
    let main = &summary["stages"]["main"];
    assert_eq!(main["mql"], 8, "who read a guide and attended a webinar");
    assert_eq!(main["customer"], 4);
    assert_eq!(main["none"], 5, "students");
    assert_eq!(main["lead"], 7 + 5 + 9 + 12 + 10);
    // Seven alone and every day, five teams on the free plan, four customers at the limit of theirs.
    assert_eq!(summary["stages"]["product"]["pql"], 7 + 5 + 4);
    for (party, pql) in [("marketing", 7 + 5 + 9 + 5), ("sales", 5 + 4)] {
        let file = format!("{name}.{party}.lead-definition.yaml");
        let definition = sign::own_definition(&workshop, party);
        rule_files(&format!("{name}.{party}"), &definition);
        let (summary, _) = scored(&file, leads);
        assert_eq!(summary["stages"]["product"]["pql"], pql, "{party}");
    }
}

/// Three parties sign; a quote is worth most within three days.
#[test]
fn a_broker_calls_fresh_quotes() {
    let name = "harbour-insurance";
    let leads = "harbour-insurance.leads.csv";
    let workshop = settled(name, &complete("harbour-insurance"));
    exported(name, &workshop);
    checks("harbour-insurance.lead-definition.yaml");
    let apart = counts(&workshop);
    assert_eq!(
        (apart.same, apart.close, apart.gap, apart.only_one_side),
        (4, 3, 12, 2)
    );
    let agreement = workshop.versions[0]
        .definition
        .agreement
        .as_ref()
        .expect("signed");
    assert_eq!(agreement.signatures.len(), 3);
    let (summary, file) = scored("harbour-insurance.lead-definition.yaml", leads);
    holds("harbour-insurance.scored.csv", &file);
    assert_eq!(summary["rows"], 80);
    let main = &summary["stages"]["main"];
    // Fresh quotes, older ones before a renewal, portals.
    assert_eq!(main["mql"], 12 + 8 + 10);
    // The calculator alone, travel, quotes that went cold.
    assert_eq!(main["lead"], 15 + 5 + 6);
    assert_eq!(main["contact"], 14, "a contest makes no lead");
    assert_eq!(main["none"], 6 + 4, "under age, bought");
}

/// What `s` opens at home: everything on the table, eleven questions settled, ten to go.
#[test]
fn the_playable_sample_is_in_the_middle_of_agreeing() {
    let workshop = settled("five-hundred-leads-to-play", &playable());
    assert!(workshop.head.sample);
    assert_eq!(workshop.decisions.len(), 11);
}

/// The picture in the README is what a person sees there.
#[test]
fn the_readme_shows_the_sample_as_it_is() {
    let home = tempfile::tempdir().expect("folder");
    let screen = play(home.path(), "s", (80, 24)).expect("played").text();
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&readme).expect("README.md");
    let (before, rest) = text.split_once("```\n").expect("the picture");
    let (picture, after) = rest.split_once("```\n").expect("its end");
    if env::var_os("LEADPACT_BLESS").is_some() {
        fs::write(&readme, format!("{before}```\n{screen}\n```\n{after}")).expect("written");
        return;
    }
    let (shown, there): (Vec<&str>, Vec<&str>) =
        (picture.lines().collect(), screen.lines().collect());
    assert_eq!(shown, there, "LEADPACT_BLESS=1 writes it");
}

/// `s` at home opens the sample; a second time it opens what was made of it, not another copy.
#[test]
fn home_opens_the_sample_and_the_same_file_again() {
    let home = tempfile::tempdir().expect("folder");
    let title = playable().head.title;
    let path = home.path().join(files::SAMPLE_FILE);
    let screen = play(home.path(), "s", (100, 30)).expect("played");
    assert!(
        screen.shows(&title) && screen.shows("Decision stage"),
        "{}",
        screen.text()
    );
    let first = fs::read(&path).expect("the sample is in the data folder");
    let mut workshop = files::load_workshop(&path).expect("it loads").value;
    workshop.head.title = "Somebody played with it".to_owned();
    files::save_workshop(&path, &workshop, files::Expected::Anything).expect("saved");
    let screen = play(home.path(), "s", (100, 30)).expect("played");
    assert!(screen.shows("Somebody played with it"), "{}", screen.text());
    assert_ne!(fs::read(&path).expect("it is still there"), first);
    let there = fs::read_dir(home.path()).expect("folder").filter(|entry| {
        let name = entry.as_ref().expect("entry").file_name();
        name.to_string_lossy().ends_with(files::WORKSHOP_ENDING)
    });
    assert_eq!(there.count(), 1);
}

#[test]
fn score_ends_with_what_became_of_the_leads() {
    let ending = |day: &str| {
        let arguments = [
            "score",
            "five-hundred-leads.lead-definition.yaml",
            "five-hundred-leads.leads.csv",
            "--as-of",
            day,
        ];
        let said = words(&leadpact(&arguments).stderr);
        let (_, ending) = said.split_once("What became of them").expect("an ending");
        ending.to_owned()
    };
    // 500 leads: 365 take the longest bar of 30 cells, 10 one of it.
    let march = ending("2026-03-01");
    for line in [
        "  Sales-ready lead                10    2 %  █\n",
        "  Marketing qualified lead        18    4 %  ██\n",
        "  Lead                           365   73 %  ██████████████████████████████\n",
        "  disqualified                    46    9 %  ████\n",
    ] {
        assert!(march.contains(line), "{line}\n{march}");
    }
    assert!(!march.contains("No lead comes to"), "{march}");
    // Everything they did is too long ago.
    let late = ending("2026-11-20");
    for part in [
        "No lead comes to “Marketing qualified lead” or beyond.",
        "leadpact explain five-hundred-leads.lead-definition.yaml five-hundred-leads.leads.csv --as-of 2026-11-20 --id ID",
    ] {
        assert!(late.contains(part), "{part}\n{late}");
    }
}
