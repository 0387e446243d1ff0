mod deadlines;
mod hostile;

use super::*;
use leadpact_definition::Status;
use leadpact_definition::agreement::Signature;
use leadpact_files as files;

/// A definition that uses every part of the format.
fn acme() -> LeadDefinition {
    files::read("acme.yaml", include_bytes!("tests/acme.yaml")).expect("acme.yaml")
}

fn signatures(definition: &mut LeadDefinition) -> &mut Vec<Signature> {
    &mut definition.agreement.as_mut().expect("agreement").signatures
}

#[test]
fn the_example_is_signed_as_it_stands() {
    let hash = leadpact_definition::canonical::content_hash(&acme().spec);
    assert_eq!(acme().metadata.content_hash, Some(hash));
}

/// The chapter of the Markdown document with this heading, without it.
fn chapter_of(definition: &LeadDefinition, heading: &str) -> String {
    let page = markdown(definition);
    let (_, rest) = page.split_once(&format!("## {heading}\n")).expect(heading);
    rest.split("\n## ").next().unwrap_or(rest).trim().to_owned()
}

#[test]
fn a_rule_file_reads_back_as_what_was_written() {
    let text = yaml(&acme()).expect("yaml");
    assert!(text.starts_with(
        "# yaml-language-server: $schema=./lead-definition.v1.schema.json\n# $schema: ./lead-definition.v1.schema.json\n# Exported by Leadpact from acme-qualified-lead\napiVersion:"
    ), "{text}");
    let back: LeadDefinition = files::read("acme.yaml", text.as_bytes()).expect("back");
    assert_eq!(back, acme());
}

fn written(definition: &LeadDefinition, form: RuleFiles) -> Vec<(String, Vec<u8>)> {
    files_for(definition, &[DocumentFormat::Yaml], form).expect("files")
}

/// What stood in the rule file alone stands in two files, and both are known as exports again.
#[test]
fn the_mapping_lies_beside_the_rules() {
    let mut definition = acme();
    definition.agreement = None;
    definition.metadata.content_hash = Some(definition.rules_hash());
    let apart = written(&definition, RuleFiles::Apart);
    let names: Vec<&str> = apart.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "acme-qualified-lead.lead-definition.yaml",
            "lead-definition.v1.schema.json",
            "acme-qualified-lead.mapping.yaml",
            "mapping.v1.schema.json",
        ]
    );
    let rules: LeadDefinition = files::read("rules", &apart[0].1).expect("rules");
    assert!(
        rules
            .spec
            .fields
            .values()
            .all(|field| field.columns.is_empty())
    );
    assert_eq!(rules.metadata.content_hash, Some(rules.rules_hash()));
    for (name, content) in &apart {
        assert!(is_ours(content, &definition), "{name}");
        assert!(!is_changed_mapping(content), "{name}");
    }
    let text = String::from_utf8(apart[2].1.clone()).expect("UTF-8");
    let (before, column) = text.split_once("columns:\n").expect("columns");
    let changed = format!("{before}columns:\n  # by hand\n{column}");
    assert!(
        !is_changed_mapping(changed.as_bytes()),
        "a comment changes nothing"
    );
    let changed = text.replacen("No. of Employees", "Employees", 1);
    assert_ne!(changed, text);
    assert!(is_changed_mapping(changed.as_bytes()));
    let one = written(&definition, RuleFiles::One);
    let whole: LeadDefinition = files::read("rules", &one[0].1).expect("rules");
    assert_eq!((one.len(), whole.spec), (2, definition.spec));
}

/// What was signed with its columns in it leaves as it was signed.
#[test]
fn what_was_signed_as_one_text_stays_one_file() {
    let apart = written(&acme(), RuleFiles::Apart);
    assert_eq!(apart, written(&acme(), RuleFiles::One));
    let rules: LeadDefinition = files::read("rules", &apart[0].1).expect("rules");
    assert_eq!(rules, acme());
}

#[test]
fn the_three_mandatory_chapters_come_first() {
    let titles: Vec<&str> = document(&acme()).chapters.iter().map(|c| c.title).collect();
    assert_eq!(
        titles,
        [
            "What a lead is, and what it is not",
            "What qualifies a lead",
            "How a lead is handled once captured",
            "What we promise each other",
            "Examples we agreed on",
            "What we decided, and what we did not take",
            "Who signed",
            "Words used here",
        ]
    );
}

#[test]
fn an_empty_definition_has_a_document_that_says_so() {
    let empty = LeadDefinition::default();
    let page = markdown(&empty);
    for words in [
        "# What we call a qualified lead",
        "**DRAFT.** Not agreed: this is work in progress and binds nobody.",
        "> The definition has not been put in words yet.",
        "No stages and no rules have been written down yet.",
        "Nobody has written down yet what happens to a lead.",
        "Nobody has been named to sign this definition.",
    ] {
        assert!(page.contains(words), "{words} in\n{page}");
    }
    assert!(html(&empty).contains("<body class=\"draft\">"));
    assert_eq!(
        files_for(&empty, &[DocumentFormat::Markdown], RuleFiles::Apart).expect("files")[0].0,
        "lead-definition.lead-definition.md"
    );
}

#[test]
fn nothing_is_exported_as_agreed_without_every_signature() {
    let mut one_missing = acme();
    signatures(&mut one_missing).pop();
    let mut none = acme();
    signatures(&mut none).clear();
    let mut other_version = acme();
    signatures(&mut other_version)[1].version = "1.0.0".to_owned();
    let mut other_content = acme();
    other_content.spec.statement.push_str(" Or not.");
    let mut nobody_signs = acme();
    nobody_signs.agreement = None;
    for (definition, status, note) in [
        (
            &one_missing,
            Status::Proposed,
            "Not agreed yet: it waits for Sales.",
        ),
        (&none, Status::Draft, "binds nobody"),
        (&other_version, Status::Proposed, "it waits for Sales"),
        (
            &other_content,
            Status::Proposed,
            "it waits for Marketing and Sales",
        ),
        (&nobody_signs, Status::Draft, "binds nobody"),
    ] {
        assert_eq!(standing::status(definition), status);
        let rules = yaml(definition).expect("yaml");
        assert!(
            rules.contains(&format!("  status: {}\n", status.word())),
            "{rules}"
        );
        assert!(!rules.contains("status: agreed"));
        let (page, web) = (markdown(definition), html(definition));
        assert!(page.contains(note), "{page}");
        assert!(!page.contains("**Agreed.**") && !web.contains(">Agreed</strong>"));
    }
    assert!(
        yaml(&none)
            .expect("yaml")
            .contains("\n# DRAFT: nobody has agreed to this yet.\n")
    );
    assert!(
        yaml(&one_missing)
            .expect("yaml")
            .contains("\n# PROPOSED: not agreed yet, signatures are missing.\n")
    );
    assert_eq!(standing::status(&acme()), Status::Agreed);
}

#[test]
fn void_and_missing_signatures_are_shown_plainly() {
    let mut definition = acme();
    signatures(&mut definition)[0].content_hash = "sha256:before".to_owned();
    signatures(&mut definition)[1].version = "1.0.0".to_owned();
    insta::assert_snapshot!("void", chapter_of(&definition, "Who signed"));
    signatures(&mut definition).clear();
    let page = html(&definition);
    assert!(page.contains("<li class=\"open\"><p class=\"name\"></p><p class=\"for\">Sales</p><p>Not signed yet</p></li>"));
}

#[test]
fn the_document_says_everything_in_plain_words() {
    insta::assert_snapshot!("acme", markdown(&acme()));
}

#[test]
fn the_page_is_one_file_without_scripts_and_network() {
    let page = html(&acme());
    for foreign in [
        "<script", "http://", "https://", "url(", "@import", "<link", "<img", "src=",
    ] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert!(
        page.starts_with(
            "<!DOCTYPE html>\n<!-- Exported by Leadpact from acme-qualified-lead -->\n"
        )
    );
    assert!(page.contains("<title>What Acme calls a qualified lead (Agreed)</title>"));
    let ladder = page.split("<ol class=\"ladder\"").nth(1).expect("ladder");
    let step = ladder.split("<li class=\"handed\"").next().expect("steps");
    insta::assert_snapshot!("ladder", step);
}

#[test]
fn both_renderers_tell_the_same_texts() {
    let (page, web) = (markdown(&acme()), html(&acme()));
    document(&acme()).visit(&mut |words| {
        let (in_page, in_web) = (text::markdown(words), text::html(words));
        assert!(
            page.contains(&in_page) || page.to_lowercase().contains(&in_page.to_lowercase()),
            "{words}"
        );
        assert!(web.contains(&in_web), "{words}");
    });
}

#[test]
fn an_earlier_export_is_known_by_its_head() {
    let mut other = acme();
    other.metadata.name = "globex".to_owned();
    for (name, content) in
        files_for(&acme(), &DocumentFormat::ALL, RuleFiles::Apart).expect("files")
    {
        assert!(is_ours(&content, &acme()), "{name}");
        if name == LEAD_DEFINITION_SCHEMA.name {
            // The schema is the same for all.
            continue;
        }
        assert!(!is_ours(&content, &other));
    }
    assert!(!is_ours(b"my notes\n", &acme()));
    assert!(!is_ours(b"", &acme()));
    let deep = "\n".repeat(9) + "# Exported by Leadpact from acme-qualified-lead";
    assert!(!is_ours(deep.as_bytes(), &acme()));
}

#[test]
fn names_of_files_cannot_leave_the_folder() {
    for (name, file) in [
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\x", "c-x"),
        ("--> <b>", "b"),
        ("\u{1b}[2J", "2j"),
        ("...", "lead-definition"),
        ("a.b_c", "a-b-c"),
    ] {
        assert_eq!(label(name), file);
    }
    assert_eq!(label(&"x".repeat(300)).len(), 63);
}
