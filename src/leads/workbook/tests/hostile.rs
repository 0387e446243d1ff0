//! Workbooks that are broken, or made to break a program: one message, no panic, no more memory than for a good one.

use super::writer::{Book, MAIN, Part, packed, part, sheet};
use super::{drained, read, refused};

const ROWS: &str = "<row><c t=\"s\"><v>0</v></c><c t=\"str\"><v>b</v></c></row><row><c s=\"1\"><v>45444</v></c></row>";

fn book() -> Book {
    Book::of(ROWS).with_strings(&["a"])
}

/// The parts of a good workbook, with one of them changed.
fn with(name: &str, change: impl Fn(&mut Part)) -> Vec<u8> {
    let mut parts = book().parts();
    let part = parts.iter_mut().find(|part| part.name == name);
    change(part.expect("a part"));
    packed(&parts)
}

fn without(name: &str) -> Vec<u8> {
    let mut parts = book().parts();
    parts.retain(|part| part.name != name);
    packed(&parts)
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const STRINGS: &str = "xl/sharedStrings.xml";

/// Each is refused with these words in the message.
fn all_refused(workbooks: Vec<(Vec<u8>, &str)>) {
    for (bytes, words) in workbooks {
        let problem = refused(bytes);
        assert!(problem.contains(words), "{words}: {problem}");
    }
}

fn with_content(name: &str, content: &str) -> Vec<u8> {
    with(name, |part| part.content = content.as_bytes().to_vec())
}

#[test]
fn what_is_missing_or_no_xml_is_told() {
    all_refused(vec![
        (
            without("xl/workbook.xml"),
            "it has no part 'xl/workbook.xml'",
        ),
        (
            without("xl/_rels/workbook.xml.rels"),
            "it has no part 'xl/_rels/workbook.xml.rels'",
        ),
        (without(SHEET), "it has no part 'xl/worksheets/sheet1.xml'"),
        (without(STRINGS), "it has no part 'xl/sharedStrings.xml'"),
        (
            with_content("xl/workbook.xml", "<workbook/>"),
            "the workbook has no sheet with cells",
        ),
        (with_content(SHEET, ""), "the sheet 'Leads' is empty"),
        (with_content(SHEET, "no XML"), "the sheet 'Leads' is empty"),
        (
            with_content(SHEET, "<worksheet><sheetData>"),
            "'xl/worksheets/sheet1.xml' is cut off",
        ),
        (
            with_content(SHEET, "<a></b>"),
            "'xl/worksheets/sheet1.xml' is no XML",
        ),
        (
            with(SHEET, |part| part.content = b"<a>\xff\xfe</a>".to_vec()),
            "is not written in UTF-8",
        ),
    ]);
}

#[test]
fn what_has_no_end_is_told() {
    let laughs =
        "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><sst><si><t>&c;</t></si></sst>";
    let long = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(5_000_000));
    let run = format!("<r><t>{}</t></r>", "x".repeat(30_000));
    let runs = format!("<sst><si>{}</si></sst>", run.repeat(100));
    all_refused(vec![
        (
            with_content(STRINGS, laughs),
            "'xl/sharedStrings.xml' declares a document type",
        ),
        (
            with_content(STRINGS, "<sst><si><t>&b;</t></si></sst>"),
            "'&b;' stands for nothing",
        ),
        (
            with_content(STRINGS, &"<a>".repeat(100_000)),
            "stand within each other without an end",
        ),
        (with_content(STRINGS, &long), "has more than 2 MB"),
        (with_content(STRINGS, &runs), "has more than 2 MB"),
    ]);
}

#[test]
fn a_cell_that_cannot_be_is_told() {
    let rows = |rows: &str| Book::of(rows).bytes();
    all_refused(vec![
        (
            with_content(STRINGS, "<sst/>"),
            "the cell in column 1 shows text 0 of 0",
        ),
        (
            rows("<row r=\"2\"/><row r=\"1\"/>"),
            "row 1 stands behind row 2",
        ),
        (
            rows("<row r=\"1048577\"/>"),
            "row 1048577 stands behind row 0",
        ),
        (rows("<row r=\"x\"/>"), "'x' is no number of a row"),
        (rows("<row r=\"-1\"/>"), "'-1' is no number of a row"),
        (
            rows("<row><c r=\"B1\"/><c r=\"A1\"/></row>"),
            "a.xlsx:1: the workbook is damaged: a cell stands in column 1, behind one in column 2",
        ),
        (
            rows("<row><c r=\"XFE1\"/></row>"),
            "a cell stands in column 16385",
        ),
        (
            rows("<row><c r=\"ZZZZZZZZZZZZZZZ1\"/></row>"),
            "a cell stands in column",
        ),
        (rows("<row><c r=\"7\"/></row>"), "'7' is no place of a cell"),
    ]);
}

#[test]
fn a_list_of_parts_that_lies_is_told() {
    all_refused(vec![
        (
            with(SHEET, |part| part.bits = 1),
            "this workbook has a password",
        ),
        (
            with(SHEET, |part| part.method = 12),
            "packed in a way that is not read (method 12)",
        ),
        (
            with(SHEET, |part| part.told = Some(10)),
            "is not what its list of parts says",
        ),
        (
            with(SHEET, |part| part.told = Some(100_000)),
            "is not what its list of parts says",
        ),
        (
            with(SHEET, |part| part.told = Some(u32::MAX)),
            "more than 200 times what it has in the file",
        ),
    ]);
}

#[test]
fn a_packed_file_that_is_no_workbook_is_named_as_what_it_is() {
    for (names, words) in [
        (
            &["xl/workbook.bin"][..],
            "a workbook of the binary kind (.xlsb)",
        ),
        (&["mimetype", "content.xml"], "an OpenDocument file (.ods)"),
        (&["Index/Document.iwa"], "looks like a Numbers file"),
        (
            &["[Content_Types].xml", "word/document.xml"],
            "a document or a presentation",
        ),
        (
            &["leads.csv"],
            "a packed file (zip) with 'leads.csv', not a workbook",
        ),
        (
            &["b/", "b/c.csv", "a.csv", "d\u{1b}[31m.csv"],
            "with 'a.csv' and 2 more",
        ),
        (&[], "an empty packed file"),
    ] {
        let parts: Vec<Part> = names.iter().map(|name| part(name, "x")).collect();
        let problem = refused(packed(&parts));
        assert!(problem.contains(words), "{problem}");
        assert!(!problem.contains('\u{1b}'));
    }
}

#[test]
fn two_parts_with_one_name_are_not_chosen_between() {
    let mut parts = book().parts();
    parts.push(part("XL/Worksheets/sheet1.xml", sheet("")));
    assert!(refused(packed(&parts)).contains("it has 'xl/worksheets/sheet1.xml' twice"));
}

#[test]
fn names_of_sheets_reach_no_terminal_as_they_are() {
    let mut book = book();
    book.sheets[0].0 = "\u{1b}[31m&#x1b;]0;x&#7;".to_owned() + &"long ".repeat(100);
    let bytes = book.bytes();
    let problem = read(bytes, Some("none")).expect_err("no such sheet");
    assert!(problem.chars().all(|letter| letter >= ' '), "{problem}");
    assert!(problem.len() < 400);
}

#[test]
fn cells_far_apart_cost_no_memory() {
    let far = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>h</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    assert_eq!(drained(Book::of(far).bytes(), None), Ok(1_048_576));
    // Many such rows are refused before they fill anything.
    let header = "<row><c r=\"XFD1\" t=\"str\"><v>h</v></c></row>";
    let rows = format!(
        "{header}{}",
        "<row><c r=\"XFD1\"><v>1</v></c></row>".repeat(300)
    );
    assert!(refused(Book::of(&rows).bytes()).contains("the cells of this sheet lie too far apart"));
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let blanks = " ".repeat(70 * 1024 * 1024);
    let xml =
        format!("<worksheet xmlns=\"{MAIN}\">{blanks}<sheetData>{ROWS}</sheetData></worksheet>");
    let problem = refused(with(SHEET, |part| part.content = xml.clone().into_bytes()));
    assert!(
        problem.contains("has 70 MB when it is unpacked, more than 200 times"),
        "{problem}"
    );
    // A list that tells less does not help.
    let bytes = with(SHEET, |part| {
        part.content = xml.clone().into_bytes();
        part.told = Some(1000);
    });
    assert!(refused(bytes).contains("is not what its list of parts says"));
}

#[test]
fn a_row_without_an_end_is_refused() {
    let cell = format!("<c t=\"str\"><v>{}</v></c>", "x".repeat(30_000));
    let rows = format!("<row>{}</row>", cell.repeat(300));
    assert!(refused(Book::of(&rows).bytes()).starts_with("a.xlsx:1: this row has more than 7 MB"));
}

#[test]
fn a_workbook_cut_or_changed_anywhere_never_panics() {
    let bytes = book().bytes();
    // Of the very end only the length of a comment is missing.
    for end in 4..bytes.len() - 2 {
        let problem = refused(bytes[..end].to_vec());
        assert!(
            problem.contains("cut off") || problem.contains("damaged"),
            "{end}: {problem}"
        );
    }
    for at in 4..bytes.len() {
        for byte in [0, 0xff, bytes[at] ^ 1] {
            let mut changed = bytes.clone();
            changed[at] = byte;
            // Read or refused, and nothing else.
            let _ = drained(changed, None);
        }
    }
}
