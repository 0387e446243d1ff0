//! `new`, `form` and `collect`: a workshop that is answered by mail.

use std::fs;
use std::path::{Path, PathBuf};

use super::{err, leadpact, out};

fn new_workshop(home: &Path) -> PathBuf {
    let made = leadpact(
        home,
        &[
            "new",
            "Acme Security",
            "--company",
            "Acme",
            "--currency",
            "gbp",
            "--time-zone",
            "Europe/London",
        ],
    );
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    PathBuf::from(out(&made).trim())
}

/// A form of `party`, with the first empty line of the own words filled.
fn filled(home: &Path, party: &str, person: &str, words: &str) -> String {
    let name = format!("{party}.answers.yaml");
    let form = leadpact(
        home,
        &[
            "form",
            "acme-security",
            "--party",
            party,
            "--person",
            person,
            "-o",
            &name,
        ],
    );
    assert_eq!(form.status.code(), Some(0), "{}", err(&form));
    let text = fs::read_to_string(home.join(&name)).expect("form");
    fs::write(
        home.join(&name),
        text.replacen("      \n", &format!("      {words}\n"), 1),
    )
    .expect("filled");
    name
}

#[test]
fn new_never_overwrites_and_says_what_comes_next() {
    let home = tempfile::tempdir().expect("folder");
    let first = new_workshop(home.path());
    let second = new_workshop(home.path());
    assert_eq!(first, home.path().join("acme-security.workshop.yaml"));
    assert_eq!(second, home.path().join("acme-security-2.workshop.yaml"));
    let text = fs::read_to_string(first).expect("workshop");
    for line in ["company: Acme", "currency: GBP", "timeZone: Europe/London"] {
        assert!(text.contains(line), "{line}");
    }
}

#[test]
fn new_refuses_what_it_does_not_know() {
    let home = tempfile::tempdir().expect("folder");
    for (arguments, expected) in [
        (["--template", "b2c"], "Did you mean 'b2b'?"),
        (["--currency", "pounds"], "Write its three letters"),
        (
            ["--time-zone", "Europe/Londn"],
            "Did you mean 'Europe/London'?",
        ),
    ] {
        let refused = leadpact(home.path(), &[&["new", "Acme"], &arguments[..]].concat());
        assert_eq!(refused.status.code(), Some(2));
        assert!(err(&refused).contains(expected), "{}", err(&refused));
    }
    assert_eq!(
        fs::read_dir(home.path()).expect("folder").count(),
        0,
        "nothing was made"
    );
}

#[test]
fn forms_of_two_parties_come_back_sealed() {
    let home = tempfile::tempdir().expect("folder");
    let workshop = new_workshop(home.path());
    let marketing = filled(home.path(), "marketing", "Ana Lopes", "Anybody who asks.");
    let sales = filled(
        home.path(),
        "Sales",
        "Carla Ruiz",
        "Somebody with a budget.",
    );
    let taken = leadpact(
        home.path(),
        &["collect", "acme-security", &marketing, &sales],
    );
    assert_eq!(taken.status.code(), Some(0), "{}", err(&taken));
    assert!(
        err(&taken).contains("Ana Lopes (Marketing): 1 answer, sealed."),
        "{}",
        err(&taken)
    );
    assert!(
        err(&taken).contains("All parties have sealed."),
        "{}",
        err(&taken)
    );
    let text = fs::read_to_string(&workshop).expect("workshop");
    assert!(
        !text.contains("Anybody who asks"),
        "an answer stands in the clear"
    );

    let again = leadpact(home.path(), &["collect", "acme-security", &sales]);
    assert_eq!(again.status.code(), Some(2));
    assert!(err(&again).contains("Add --replace"), "{}", err(&again));
    let replaced = leadpact(
        home.path(),
        &["collect", "acme-security", &sales, "--replace"],
    );
    assert_eq!(replaced.status.code(), Some(0), "{}", err(&replaced));
}

#[test]
fn one_faulty_form_keeps_all_of_them_out() {
    let home = tempfile::tempdir().expect("folder");
    let workshop = new_workshop(home.path());
    let before = fs::read(&workshop).expect("workshop");
    let marketing = filled(home.path(), "marketing", "Ana Lopes", "Anybody who asks.");
    let sales = filled(
        home.path(),
        "sales",
        "Carla Ruiz",
        "Somebody with a budget.",
    );
    let text = fs::read_to_string(home.path().join(&sales)).expect("form");
    fs::write(
        home.path().join(&sales),
        text.replace("  pain:\n", "  pian:\n"),
    )
    .expect("form");
    let refused = leadpact(
        home.path(),
        &["collect", "acme-security", &marketing, &sales],
    );
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        err(&refused).contains("Did you mean 'pain'?"),
        "{}",
        err(&refused)
    );
    assert_eq!(
        fs::read(&workshop).expect("workshop"),
        before,
        "nothing was taken in"
    );

    let copy = home.path().join("copy.yaml");
    fs::copy(home.path().join(&marketing), copy).expect("copy");
    let twice = leadpact(
        home.path(),
        &["collect", "acme-security", &marketing, "copy.yaml"],
    );
    assert_eq!(twice.status.code(), Some(2));
    assert!(
        err(&twice).contains("is from Ana Lopes too"),
        "{}",
        err(&twice)
    );
    assert_eq!(
        fs::read(&workshop).expect("workshop"),
        before,
        "nothing was taken in"
    );
}

#[test]
fn a_form_never_overwrites_one_that_is_there() {
    let home = tempfile::tempdir().expect("folder");
    new_workshop(home.path());
    let name = filled(home.path(), "marketing", "Ana Lopes", "Anybody who asks.");
    let again = leadpact(
        home.path(),
        &["form", "acme-security", "--party", "marketing", "-o", &name],
    );
    assert_eq!(again.status.code(), Some(2));
    assert!(err(&again).contains("exists already"), "{}", err(&again));
    let named = leadpact(
        home.path(),
        &[
            "form",
            "acme-security",
            "--party",
            "sales",
            "--person",
            "Carla Ruiz",
            "-o",
            ".",
        ],
    );
    assert_eq!(
        out(&named).trim(),
        "./acme-security.sales.carla-ruiz.answers.yaml"
    );
    let nobody = leadpact(home.path(), &["form", "acme-security", "--party", "salse"]);
    assert_eq!(nobody.status.code(), Some(2));
    assert!(
        err(&nobody).contains("Did you mean 'sales'?"),
        "{}",
        err(&nobody)
    );
}

/// From its own folder a workshop is opened by its bare name: what lies beside it is found, and the place is told whole.
#[test]
fn a_bare_name_has_a_folder_too() {
    let folder = tempfile::tempdir().expect("folder");
    let run = |arguments: &[&str]| {
        let output = super::leadpact(folder.path(), arguments);
        super::out(&output) + &super::err(&output)
    };
    run(&["new", "Acme", "--template", "simple"]);
    let form = "acme.marketing.answers.yaml";
    run(&[
        "form",
        "acme.workshop.yaml",
        "--party",
        "marketing",
        "--person",
        "Ana",
        "-o",
        form,
    ]);
    let form = folder.path().join(form);
    let blank = std::fs::read_to_string(&form).expect("a form");
    let filled = blank.replacen("answer: |\n      \n", "answer: |\n      Who calls us.\n", 1);
    assert_ne!(filled, blank);
    std::fs::write(form, filled).expect("written");
    let said = run(&[
        "open",
        "acme.workshop.yaml",
        "--keys",
        "c",
        "--print",
        "80x24",
    ]);
    assert!(said.contains("Taken in and sealed: Ana."), "{said}");
    let sample = include_str!("../../workshops/five-hundred-leads.workshop.yaml");
    std::fs::write(folder.path().join("w.workshop.yaml"), sample).expect("written");
    let said = run(&[
        "open",
        "w.workshop.yaml",
        "--keys",
        "e",
        "--print",
        "200x60",
    ]);
    let place = folder.path().display().to_string();
    assert!(said.contains(&format!("Written in {place}")), "{said}");
}
