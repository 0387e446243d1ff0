//! Journeys through the comparison.

use crate::play::play;
use leadpact_app::session::Session;
use leadpact_app::steps::opens;
use leadpact_files::load_workshop;
use leadpact_table::{home, home_with_own_values, revealed};

use leadpact_workshop::{Step, Workshop};

use super::typed;

/// From the list of workshops to the comparison as it was asked, and there to the question with this title.
fn asked(title: &str) -> String {
    let questions = revealed(2).bank.questions;
    let at = questions.iter().position(|q| q.title == title).unwrap();
    format!("<enter><enter>o<home>{}", "<down>".repeat(at))
}

/// What the header says of so many questions that differ; own words are not among them.
fn differ(number: &str) -> String {
    let comparison = leadpact_workshop::compare(&revealed(2)).unwrap();
    let classed = comparison.rows.iter().filter(|r| r.class.is_some());
    format!("{number}of {} differ", classed.count())
}

#[test]
fn comparing_and_agreeing_open_only_after_the_reveal() {
    let mut workshop = revealed(2);
    let open = |workshop: &Workshop, step| {
        let session = Session::new("acme".into(), workshop.clone(), [0; 16]);
        opens(step, session.workshop())
    };
    assert_eq!(open(&workshop, Step::Compare), Ok(()));
    assert_eq!(open(&workshop, Step::Agree), Ok(()));
    workshop.reveal = None;
    let why = open(&workshop, Step::Compare).unwrap_err();
    assert!(
        why.starts_with("Compare opens when the answers are on the table."),
        "{why}"
    );
    workshop.sheets.retain(|s| s.party != "sales");
    let why = open(&workshop, Step::Agree).unwrap_err();
    assert_eq!(
        why,
        "Agree opens when all parties have sealed. Still to seal: Sales."
    );
}

#[test]
fn everything_stands_side_by_side_at_eighty_columns() {
    let home = home(2);
    let screen = typed(home.path(), "<enter><enter>", (80, 24));
    for words in [
        "M Marketing",
        "S Sales",
        "F Facilitator",
        "things to talk about",
        "↔ opposite",
        &differ("16 "),
        "enter side by side",
    ] {
        assert!(screen.shows(words), "{words}\n{}", screen.text());
    }
    // Own words without a class, then the farthest apart.
    assert!(
        screen.rows()[4].starts_with(" ▸   In your own words Marketing, Sales wrote"),
        "{}",
        screen.text()
    );
    assert!(screen.rows()[5].starts_with("   ↔ "), "{}", screen.text());
}

#[test]
fn only_what_differs_and_as_asked() {
    let home = home(2);
    let all = typed(home.path(), "<enter><enter>o", (80, 60));
    assert!(
        all.rows()[4].contains("In your own words"),
        "{}",
        all.text()
    );
    assert!(all.shows("= Industry"), "{}", all.text());
    let differing = typed(home.path(), "<enter><enter>d", (80, 60));
    assert!(!differing.shows("Industry "), "{}", differing.text());
    assert!(differing.shows("Budget"));
}

#[test]
fn one_question_in_full_with_the_ranges_on_one_line() {
    let home = home(2);
    let screen = typed(
        home.path(),
        &format!("{}<enter>", asked("Budget")),
        (80, 24),
    );
    for words in [
        "What budget does a lead you want have?",
        "we never know it at first touch",
        "seen by person: SDR on the qualification call",
        "€25,000 ├",
    ] {
        assert!(screen.shows(words), "{words}\n{}", screen.text());
    }
    assert!(
        typed(
            home.path(),
            &format!("{}<enter><tab>", asked("Budget")),
            (80, 24)
        )
        .shows("Access to budget")
    );
}

#[test]
fn people_of_a_party_who_differ_are_named() {
    let home = home(2);
    let screen = typed(
        home.path(),
        &format!("{}<enter>", asked("Seniority")),
        (80, 30),
    );
    for words in [
        "Ana Lopes: Manager and above · strong",
        "Ben Osei: Specialist and above · nice",
    ] {
        assert!(screen.shows(words), "{words}\n{}", screen.text());
    }
}

#[test]
fn the_measure_stands_behind_help_with_its_formula_and_n() {
    let home = home(2);
    let signals = asked("Signals");
    let screen = typed(home.path(), &format!("{signals}?"), (120, 40));
    for words in [
        "1 - distance over scale: 1 - steps apart / steps of the scale.",
        "n = 14",
        "alpha, ordinal: 1 - observed",
    ] {
        assert!(screen.shows(words), "{words}\n{}", screen.text());
    }
    assert!(!typed(home.path(), &signals, (120, 40)).shows("alpha"));
    // Four values named by either: too few for a figure.
    let roles = typed(home.path(), &format!("{}?", asked("Job role")), (120, 40));
    assert!(roles.shows("Only n = 4 here"), "{}", roles.text());
}

#[test]
fn six_parties_are_reached_with_the_arrows() {
    let home = home(6);
    let screen = typed(home.path(), "<enter><enter>", (80, 24));
    assert!(
        screen.shows("4 more →") && !screen.shows("P Partners"),
        "{}",
        screen.text()
    );
    let right = typed(home.path(), "<enter><enter><right><right><right>", (80, 24));
    assert!(
        right.shows("P Partners") && !right.shows("M Marketing"),
        "{}",
        right.text()
    );
    assert!(typed(home.path(), "<enter><enter>", (160, 40)).shows("P Partners"));
}

#[test]
fn own_words_come_first_whole_and_nothing_else() {
    for size in [(80, 24), (200, 60)] {
        let home = home(2);
        let screen = typed(home.path(), "<enter>", size);
        for words in [
            "In your own words, what is a lead you want?",
            "Marketing reads what Sales wrote",
            "M Marketing",
            "Someone from a firm in our",
            "Someone who decides",
            "enter go on",
        ] {
            assert!(screen.shows(words), "{words}\n{}", screen.text());
        }
        // No class, no mark, no count, and the facilitator, who wrote nothing, has no column.
        for words in [
            "≈",
            "≠",
            "close",
            "differ",
            "classed",
            "…",
            "Facilitator",
            "Job role",
        ] {
            assert!(!screen.shows(words), "{words}\n{}", screen.text());
        }
        let on = typed(home.path(), "<enter><enter>", size);
        assert!(
            on.shows(&differ("")) && on.shows("w own words"),
            "{}",
            on.text()
        );
        let back = typed(home.path(), "<enter><enter><down><down>w", size);
        assert!(
            back.shows("Marketing reads what Sales wrote"),
            "{}",
            back.text()
        );
        assert!(typed(home.path(), "<enter><enter>w<esc>", size).shows(&differ("")));
        assert!(typed(home.path(), "<enter><esc>", size).shows("● Compare"));
    }
}

#[test]
fn long_own_words_are_scrolled_and_never_cut() {
    let home = home_with_own_values();
    let top = typed(home.path(), "<enter>", (80, 24));
    assert!(top.shows(" ↓ ") && !top.shows("…"), "{}", top.text());
    assert!(!top.shows("The last words"), "{}", top.text());
    let end = typed(
        home.path(),
        "<enter><pgdn><pgdn><pgdn><pgdn><pgdn><pgdn><pgdn><pgdn><pgdn><pgdn><pgdn><pgdn>",
        (80, 24),
    );
    assert!(end.shows("The last words of"), "{}", end.text());
    assert!(!end.shows("↓ 1") && end.shows("↑ 1"), "{}", end.text());
    // Two people of one party stand under their names.
    assert!(top.shows("Ana Lopes:"), "{}", top.text());
    let whole = typed(home.path(), "<enter>", (200, 60));
    assert!(
        whole.shows("The last words of marketing."),
        "{}",
        whole.text()
    );
}

#[test]
fn once_something_is_settled_the_list_comes_first() {
    let home = home(2);
    typed(home.path(), "<enter>a2<enter><enter>", (80, 24));
    let screen = typed(home.path(), "<enter>[", (80, 24));
    assert!(screen.shows(&differ("16 ")), "{}", screen.text());
}

#[test]
fn a_pair_is_answered_before_it_counts_as_a_difference() {
    for size in [(80, 24), (200, 60)] {
        let home = home_with_own_values();
        let asked = typed(home.path(), "<enter><enter>", size);
        for words in [
            "Same thing?",
            "2 to answer",
            "Hotels and hospitality (Marketing)",
            "Hotels (Sales)",
            "Demos (Marketing)",
            "Sees a demo (an option, chosen by Sales)",
            "y one thing   n two things",
        ] {
            assert!(asked.shows(words), "{words}\n{}", asked.text());
        }
        let form = typed(home.path(), "<enter><enter>y", size);
        for words in [
            "Which word stays",
            "In the CRM",
            "Hotels and hospitality, Hotels",
        ] {
            assert!(form.shows(words), "{words}\n{}", form.text());
        }
        let done = typed(home.path(), "<enter><enter>y<right><c-n>", size);
        assert!(done.shows("“Hotels” stays. Press u"), "{}", done.text());
        assert!(done.shows("1 to answer"), "{}", done.text());
        // What all say alike is no difference any more: here both say the same two industries.
        let row = |keys: &str| {
            let screen = typed(home.path(), keys, size);
            screen.rows().into_iter().find(|r| r.contains("Industry"))
        };
        let list = row("<enter><enter><enter>d<end>");
        assert_eq!(list, None, "Industry is the same for all");
        let list = row("<enter><enter><enter><end><up><up>").unwrap_or_default();
        assert!(
            list.contains("all say: Banking and finance, Hotels"),
            "{list}"
        );
    }
}

#[test]
fn a_pair_is_taken_back_and_asked_again() {
    let home = home_with_own_values();
    let file = home.path().join("acme-security.workshop.yaml");
    let saved = || load_workshop(&file).unwrap().value;
    let before = saved();
    let undone = typed(home.path(), "<enter><enter>y<c-n>u<wait:2>", (80, 24));
    assert!(undone.shows("2 to answer"), "{}", undone.text());
    assert!(undone.shows("Taken back: Industry:"), "{}", undone.text());
    let after = saved();
    assert_eq!(after.bank, before.bank);
    let told: Vec<&str> = after
        .log
        .iter()
        .rev()
        .take(2)
        .map(|l| l.what.as_str())
        .collect();
    assert!(
        told[0].contains("taken back") && told[1].contains("are the same thing"),
        "{told:?}"
    );
    let again = typed(home.path(), "<enter><enter>y<c-n>u<c-r>", (80, 24));
    assert!(again.shows("1 to answer"), "{}", again.text());
}

#[test]
fn a_pair_of_two_things_is_not_asked_about_again() {
    let home = home_with_own_values();
    typed(home.path(), "<enter><enter>nn<wait:2>", (80, 24));
    let list = typed(home.path(), "<enter><enter>", (80, 24));
    assert!(
        list.shows(&differ("")) && list.shows("s same thing?"),
        "{}",
        list.text()
    );
    let answered = typed(home.path(), "<enter><enter>s", (80, 24));
    assert!(answered.shows("All is answered."), "{}", answered.text());
    assert!(
        answered.shows("two things: Hotels and hospitality / Hotels"),
        "{}",
        answered.text()
    );
    assert!(typed(home.path(), "<enter><enter>s<esc>", (80, 24)).shows(&differ("")));
    let asked = typed(home.path(), "<enter><enter>sx", (80, 24));
    assert!(
        asked.shows("1 to answer") && asked.shows("y one thing"),
        "{}",
        asked.text()
    );
}

#[test]
fn a_third_wording_and_the_spellings_of_the_record_reach_the_rules() {
    let home = home_with_own_values();
    let keys = "<enter><enter>y<right><right><down><enter><c-n>";
    let missing = typed(home.path(), keys, (80, 24));
    assert!(missing.shows("Write the word"), "{}", missing.text());
    let keys = "<enter><enter>y<right><right><down>Hospitality<enter><c-u>Leisure, travel; HOSP<enter><wait:2>";
    let done = typed(home.path(), keys, (80, 24));
    assert!(done.shows("“Hospitality” stays"), "{}", done.text());
    let file = home.path().join("acme-security.workshop.yaml");
    let workshop = load_workshop(&file).unwrap().value;
    let word = &workshop.bank.question("industry").unwrap().same_words.same[0];
    assert_eq!(word.cells, ["Leisure, travel", "HOSP"]);
    let own = leadpact_workshop::sign::own_definition(&workshop, "sales");
    let rules = leadpact_files::write_definition(&own).unwrap();
    for cell in ["\"leisure, travel\": Hospitality", "hosp: Hospitality"] {
        assert!(rules.contains(cell), "{cell}\n{rules}");
    }
    assert!(!rules.contains("Hotels"), "{rules}");
}

#[test]
fn the_card_grid_says_not_a_lead_in_words() {
    let home = tempfile::tempdir().unwrap();
    let mut workshop = revealed(2);
    // A stage of the ladder goes, and a card stands where no lead is.
    leadpact_table::no_lead_for_sales(&mut workshop);
    leadpact_table::write(home.path(), &workshop);
    for size in [(80, 24), (200, 60)] {
        let keys = format!("{}<enter>", asked("Lead cards"));
        let screen = typed(home.path(), &keys, size);
        assert!(screen.shows("Lead cards"), "{}", screen.text());
        assert!(screen.shows("not a lead"), "{}", screen.text());
        assert!(
            !screen.shows("none") && !screen.shows("…"),
            "{}",
            screen.text()
        );
    }
    let keys = format!("{}<enter>", asked("Signals"));
    let signals = typed(home.path(), &keys, (80, 24));
    assert!(
        signals.shows(" interest") && signals.shows("not a lead"),
        "{}",
        signals.text()
    );
    let legend = typed(home.path(), &format!("{keys}<pgdn><pgdn>"), (80, 24));
    assert!(
        legend.shows("counts: counts towards hand-over"),
        "{}",
        legend.text()
    );
    let wide = typed(home.path(), &keys, (200, 60));
    assert!(wide.shows("counts towards hand-over"), "{}", wide.text());
}

#[test]
fn pages_of_own_values_survive_any_size() {
    let home = home_with_own_values();
    for keys in [
        "<enter>",
        "<enter><enter>",
        "<enter><enter>y",
        "<enter><enter>y<right><right><down>x",
        "<enter><enter>nn<enter>s",
    ] {
        for size in ["1x1", "60x16", "61x17", "79x23", "97x31", "200x60"] {
            let script = format!("{keys}<resize:{size}>");
            play(home.path(), &script, (80, 24)).unwrap();
        }
    }
}

#[test]
fn any_size_is_survived() {
    for parties in [2, 6] {
        let home = home(parties);
        for keys in [
            "<enter>",
            "<enter><enter>",
            "<enter><enter><down><enter>",
            &format!("{}<enter>", asked("Lead cards")),
            &format!("{}<enter>", asked("Signals")),
        ] {
            for size in [
                "1x1", "60x16", "61x17", "79x23", "80x24", "97x31", "120x40", "200x60",
            ] {
                let script = format!("{keys}<resize:{size}>");
                play(home.path(), &script, (80, 24)).unwrap();
            }
        }
    }
}
