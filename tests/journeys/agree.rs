//! The agree step on the sample: ways out in full, the definition read whole, and what a way changes in it.

use leadpact_tui::play::Picture;

use leadpact_files as files;
use leadpact_workshop::paragraph::paragraph;
use leadpact_workshop::{Row, compare};

use crate::journeys::{SIZES, flowing, hides, shows, typed_in};

/// The keys from the sample's first open point to its path to purchase, whose ways out are long.
fn path() -> String {
    let sample = files::sample().expect("the sample");
    let comparison = compare(&sample).expect("revealed");
    let points = comparison.to_settle();
    let open = |row: &&Row| {
        let decision = sample.decisions.get(&row.question);
        !decision.is_some_and(|d| d.is_closed(&sample))
    };
    let path = |row: &&Row| {
        let question = sample.bank.question(&row.question);
        question.is_some_and(|q| q.title == "Path to purchase")
    };
    // It opens where it was left, if that is open.
    let left = |row: &&Row| Some(&row.question) == sample.head.place.as_ref() && open(row);
    let first = points.iter().position(left);
    let first = first.or_else(|| points.iter().position(open));
    let there = points.iter().position(path).expect("the path");
    let past = first.expect("an open point");
    "<c-n>".repeat((there + points.len() - past) % points.len())
}

/// The text of the sample, with what its first open point would be with Marketing's answer, begins and ends so.
const FIRST: &str = "“A lead is a person we know by name";
const LAST: &str = "Asked first where the record does not say: industry, seniority, employees.";

/// The sample, opened afresh at its first open point, after these keys.
fn sample(size: (u16, u16), keys: &str) -> Picture {
    let home = tempfile::tempdir().expect("a folder");
    typed_in(size, home.path(), &format!("s{keys}"))
}

#[test]
fn the_highlighted_way_out_stands_in_full_first() {
    let path = path();
    let shorter = sample((80, 24), &format!("{path}<down>"));
    let text = flowing(&shorter);
    assert!(
        text.contains("Goes through purchasing"),
        "{}",
        shorter.text()
    );
    hides(&shorter, "(v: all)");
    // With room, every way stands in full.
    for size in [(120, 40), (200, 60)] {
        let screen = sample(size, &format!("{path}<down>"));
        let text = flowing(&screen);
        let whole = text.matches("Goes through purchasing").count();
        assert!(whole >= 2, "{size:?}\n{}", screen.text());
        // Two paths of which nobody knows the order of all steps do not become one.
        hides(&screen, "what any of them accepts");
        assert!(!text.contains('…'), "{size:?}\n{}", screen.text());
    }
}

#[test]
fn a_way_without_room_says_so_and_v_reads_it() {
    let path = path();
    // The smallest window has no row to spare.
    let screen = sample((60, 16), &format!("{path}<down>"));
    shows(&screen, "… (v: all)");
    let whole = sample((60, 16), &format!("{path}<down>v"));
    shows(&whole, "Path to purchase: Sales' answer");
    let end = sample((60, 16), &format!("{path}<down>v<end>"));
    // The last words of the text, over the screen behind it.
    shows(&end, "through purchasing");
}

/// The rows of the text that stands in front, without its frame, and without what can be done with it.
fn in_front(screen: &Picture) -> Vec<String> {
    let rows = screen.rows();
    let inside = |row: &String| {
        let (_, from) = row.split_once('│')?;
        let (text, _) = from.split_once('│')?;
        Some(text.trim().to_owned())
    };
    let mut rows: Vec<String> = rows.iter().filter_map(inside).collect();
    rows.truncate(rows.len().saturating_sub(2));
    rows.drain(..1);
    rows
}

#[test]
fn the_definition_is_read_whole_page_by_page() {
    let sample_text = paragraph(&files::sample().expect("the sample"));
    let expected: Vec<&str> = sample_text.split_whitespace().collect();
    for size in [(60, 16), (80, 24), (120, 40), (200, 60)] {
        // From the list, where no way is highlighted.
        let mut read = in_front(&sample(size, "<esc>p"));
        for page in 1..40 {
            let screen = sample(size, &format!("<esc>p{}", "<pgdn>".repeat(page)));
            let rows = in_front(&screen);
            let known = (1..=rows.len())
                .rev()
                .find(|n| read.ends_with(&rows[..*n]))
                .unwrap_or(0);
            read.extend_from_slice(&rows[known..]);
            if !screen
                .rows()
                .iter()
                .any(|row| row.contains('↓') && row.contains("─╯"))
            {
                break;
            }
        }
        let read = read.join(" ");
        let read: Vec<&str> = read.split_whitespace().collect();
        assert_eq!(read, expected, "{size:?}");
    }
}

#[test]
fn the_definition_stands_whole_where_rows_are_free() {
    let screen = sample((200, 60), "");
    let text = flowing(&screen);
    assert!(
        text.contains(FIRST) && text.contains(LAST),
        "{}",
        screen.text()
    );
    hides(&screen, "p: all");
    // Each sentence begins a line of its own.
    let rows = screen.rows();
    let begins = |row: &String| row.starts_with(" A lead is handed over as");
    assert!(rows.iter().any(begins), "{}", screen.text());
}

#[test]
fn nothing_runs_over_its_neighbour_in_the_smallest_window() {
    let screen = sample((60, 16), "");
    shows(&screen, "✓ 1 ✓ 2 ● 3 Agree ○ 4 ○ 5     ");
    shows(&screen, "with this way: ‹what it changes› ──");
    shows(&screen, "(p: all)");
    // The last way in view is cut beside what says that there are more, with a sign of its own.
    shows(&screen, "Halfway and above … ↓ more");
}

#[test]
fn the_definition_is_read_to_its_end_at_every_size() {
    for size in [(60, 16), (80, 24), (120, 40), (200, 60)] {
        let top = sample(size, "p");
        shows(&top, "╭─ The definition with this way: ‹what it changes› ");
        let end = sample(size, "p<end>");
        let last = in_front(&end).join(" ");
        assert!(last.trim().ends_with(LAST), "{size:?}\n{}", end.text());
        // And back, line by line: no key is lost at the end.
        let back = sample(size, "p<end><pgdn><pgdn><up>");
        if size.1 < 40 {
            shows(&back, "↓ 1 more line");
        }
        let home_key = sample(size, "p<end><home>");
        let first = in_front(&home_key).join(" ");
        let text = home_key.text();
        assert!(first.trim().starts_with(FIRST), "{size:?}\n{text}");
    }
}

#[test]
fn the_text_below_the_point_scrolls() {
    let screen = sample((80, 24), "");
    shows(&screen, "(pgup/pgdn, p: all)");
    let end = sample((80, 24), &"<pgdn>".repeat(30));
    assert!(flowing(&end).contains(LAST), "{}", end.text());
    hides(&end, "↓");
    shows(&end, "↑");
}

#[test]
fn the_text_lights_up_what_the_highlighted_way_changes() {
    for size in SIZES {
        // Marketing's answer earns points, sales' is a must: another sentence, and the pane goes there by itself.
        let one = sample(size, "");
        assert!(
            flowing(&one).contains("‹each when it is curious or further in the decision,›"),
            "{size:?}\n{}",
            one.text()
        );
        shows(&one, "with this way: ‹what it changes›");
        shows(&one, "▌");
        let two = sample(size, "<down><down><down>");
        assert!(
            flowing(&two).contains("‹is halfway or further in the decision;›"),
            "{size:?}\n{}",
            two.text()
        );
        hides(&two, "is curious or further");
    }
}

#[test]
fn a_settled_point_shows_what_it_brought() {
    let screen = sample((80, 24), "1");
    shows(&screen, "‹what this point brings›");
    assert!(
        flowing(&screen).contains("‹each when it is curious or further in the decision,›"),
        "{}",
        screen.text()
    );
    // The whole text is marked in the same way, and in the list nothing is.
    shows(&sample((80, 24), "1p"), "‹what this point brings›");
    hides(&sample((80, 24), "1<esc>"), "‹");
}
