//! What stands in cells, and where.

use super::writer::{Book, MAIN, RELATIONS, packed, part, sheet};
use super::{read, refused, shown};

/// The text of the only cell below the header.
fn cell(xml: &str) -> String {
    let rows =
        format!("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>h</v></c></row><row r=\"2\">{xml}</row>");
    let book = Book::of(&rows).with_strings(&["shared"]);
    let mut rows = shown(book.bytes());
    assert!(rows.len() <= 2);
    rows.drain(1..).next().unwrap_or_default()
}

#[test]
fn a_cell_is_read_as_what_it_is() {
    for (xml, text) in [
        // Numbers, in full.
        ("<c r=\"A2\"><v>1.234</v></c>", "~1.234"),
        (
            "<c r=\"A2\" t=\"n\"><v>5805030012345</v></c>",
            "~5805030012345",
        ),
        ("<c r=\"A2\"><v>5.80503E+12</v></c>", "~5805030000000"),
        (
            "<c r=\"A2\"><v>0.30000000000000004</v></c>",
            "~0.30000000000000004",
        ),
        ("<c r=\"A2\" s=\"8\"><v>1234.5</v></c>", "~1234.5"),
        ("<c r=\"A2\" s=\"99\"><v>1</v></c>", "~1"),
        ("<c r=\"A2\" s=\"3\"><v>0.125</v></c>", "~12.5%"),
        ("<c r=\"A2\" s=\"7\"><v>1234</v></c>", "~01234"),
        ("<c><v>7</v></c>", "~7"),
        // Days and times.
        ("<c r=\"A2\" s=\"1\"><v>45444</v></c>", "~2024-06-01"),
        ("<c r=\"A2\" s=\"4\"><v>45444</v></c>", "~2024-06-01"),
        (
            "<c r=\"A2\" s=\"2\"><v>45444.604166666664</v></c>",
            "~2024-06-01T14:30:00",
        ),
        (
            "<c r=\"A2\" s=\"5\"><v>45444</v></c>",
            "~2024-06-01T00:00:00",
        ),
        ("<c r=\"A2\" s=\"6\"><v>1.5</v></c>", "~36:00:00"),
        ("<c r=\"A2\" s=\"9\"><v>0.5</v></c>", "~12:00:00"),
        (
            "<c r=\"A2\" t=\"d\" s=\"1\"><v>2024-06-01T00:00:00</v></c>",
            "~2024-06-01",
        ),
        (
            "<c r=\"A2\" t=\"d\"><v>2024-06-01T14:30:00</v></c>",
            "~2024-06-01T14:30:00",
        ),
        // Texts.
        ("<c r=\"A2\" t=\"s\"><v>0</v></c>", "shared"),
        ("<c r=\"A2\" t=\"s\" s=\"1\"><v>0</v></c>", "shared"),
        (
            "<c r=\"A2\" t=\"inlineStr\"><is><t>in &lt;line&gt; &#228;&#xe9;</t></is></c>",
            "in <line> äé",
        ),
        (
            "<c r=\"A2\" t=\"inlineStr\"><is><t><![CDATA[a & \"b\", c]]></t></is></c>",
            "a & \"b\", c",
        ),
        (
            "<c r=\"A2\" t=\"inlineStr\"><is><r><rPr><b/></rPr><t>rich</t></r><r><t xml:space=\"preserve\"> text</t></r><rPh sb=\"0\" eb=\"1\"><t>read aloud</t></rPh><phoneticPr fontId=\"1\"/></is></c>",
            "rich text",
        ),
        (
            "<c r=\"A2\" t=\"str\"><f>A1&amp;\"\"</f><v>came out</v></c>",
            "came out",
        ),
        ("<c r=\"A2\" t=\"str\"><v>01.06.2024</v></c>", "01.06.2024"),
        (
            "<c r=\"A2\" t=\"inlineStr\"><is><t>a_x000D_\nb</t></is></c>",
            "a\r\nb",
        ),
        (
            "<c r=\"A2\" t=\"inlineStr\"><is><t>\u{1}x_x0002_</t></is></c>",
            "\u{fffd}x\u{fffd}",
        ),
        ("<c r=\"A2\"><v>no number</v></c>", "no number"),
        // Answers and errors.
        ("<c r=\"A2\" t=\"b\"><v>1</v></c>", "~TRUE"),
        ("<c r=\"A2\" t=\"b\"><v>0</v></c>", "~FALSE"),
        ("<c r=\"A2\" t=\"e\"><v>#N/A</v></c>", "#N/A"),
        // Formulas: what came out, or that nothing did.
        ("<c r=\"A2\"><f>1+1</f><v>2</v></c>", "~2"),
        ("<c r=\"A2\"><f t=\"shared\" si=\"0\"/><v>2</v></c>", "~2"),
        ("<c r=\"A2\"><f>B1*2</f></c>", "~=B1*2"),
        ("<c r=\"A2\"><f>B1*2</f><v/></c>", "~=B1*2"),
        ("<c r=\"A2\"><f>B1*2</f><v></v></c>", "~=B1*2"),
        ("<c r=\"A2\" t=\"str\"><f>\"\"</f><v></v></c>", ""),
        // Nothing.
        ("<c r=\"A2\" s=\"1\"/>", ""),
        ("<c r=\"A2\"><v></v></c>", ""),
        ("<c r=\"A2\" t=\"s\"><v></v></c>", ""),
        ("", ""),
    ] {
        assert_eq!(cell(xml), text, "{xml}");
    }
}

#[test]
fn cells_keep_their_places() {
    for (rows, expected) in [
        // No places at all.
        (
            "<row><c t=\"str\"><v>a</v></c><c t=\"str\"><v>b</v></c></row><row><c><v>1</v></c></row>",
            &["a | b", "~1 | "][..],
        ),
        // A gap at the top left, gaps between, empty rows, rows that end early.
        (
            "<row r=\"3\"><c r=\"B3\" t=\"str\"><v>a</v></c><c r=\"D3\" t=\"str\"><v>b</v></c></row><row r=\"4\"/><row r=\"7\"><c r=\"D7\"><v>2</v></c></row><row r=\"9\"><c r=\"B9\"><v>3</v></c></row>",
            &[" | a |  | b", " |  |  | ~2", " | ~3 |  | "],
        ),
        // What stands beside the table is under no header.
        (
            "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"C2\" t=\"str\"><v>note</v></c></row>",
            &["a |  | ", "~1 |  | note"],
        ),
        // Hidden rows and merged cells.
        (
            "<row r=\"1\" hidden=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c><c r=\"B1\" t=\"str\"><v>b</v></c></row><row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>1</v></c><c r=\"B2\"/></row>",
            &["a | b", "~1 | "],
        ),
        // A prefix before every name, and what programs put between.
        (
            "<x:row xmlns:x=\"u\" r=\"1\"><x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t>a</x:t></x:is></x:c><!-- c --><x:extLst><x:ext><c r=\"A9\"/></x:ext></x:extLst></x:row>",
            &["a"],
        ),
    ] {
        assert_eq!(shown(Book::of(rows).bytes()), expected, "{rows}");
    }
}

#[test]
fn a_line_is_a_row_of_the_sheet() {
    let rows = "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>a</v></c></row>\
        <row r=\"5\"><c r=\"A5\" t=\"str\"><v>x\ny\nz</v></c></row>\
        <row r=\"6\"><c r=\"A6\"><v>1</v></c></row>\
        <row r=\"1048576\"><c r=\"A1048576\"><v>2</v></c></row>";
    let rows = read(Book::of(rows).bytes(), None).expect("a workbook");
    let lines: Vec<(u64, String)> = rows
        .into_iter()
        .map(|(line, cells)| (line, cells.join("")))
        .collect();
    let expected = [(0, "a"), (5, "x\ny\nz"), (6, "~1"), (1_048_576, "~2")];
    assert_eq!(lines, expected.map(|(line, cell)| (line, cell.to_owned())));
}

#[test]
fn a_row_may_have_all_columns() {
    let cells = |value: &str| "<c t=\"str\"><v>".to_owned() + value + "</v></c>";
    let row = format!(
        "<row>{}</row><row><c r=\"XFD2\"><v>1</v></c></row>",
        cells("h").repeat(16_384)
    );
    let rows = read(Book::of(&row).bytes(), None).expect("a workbook");
    assert_eq!(rows[1].1.len(), 16_384);
    assert_eq!(rows[1].1.last().map(String::as_str), Some("~1"));
}

#[test]
fn both_first_days_are_known() {
    let rows = "<row><c t=\"str\"><v>h</v></c></row><row><c s=\"1\"><v>43982</v></c></row>";
    let mut book = Book::of(rows);
    assert_eq!(shown(book.bytes())[1], "~2020-05-31");
    for (settings, day) in [
        ("<workbookPr date1904=\"1\"/>", "~2024-06-01"),
        ("<workbookPr date1904=\"true\"/>", "~2024-06-01"),
        ("<workbookPr date1904=\"false\"/>", "~2020-05-31"),
        ("<workbookPr codeName=\"x\"/>", "~2020-05-31"),
    ] {
        settings.clone_into(&mut book.settings);
        assert_eq!(shown(book.bytes())[1], day, "{settings}");
    }
}

#[test]
fn what_is_computed_when_it_is_opened_is_not_known_yet() {
    let rows = "<row><c t=\"str\"><v>h</v></c></row><row><c><f>A1+1</f><v>0</v></c></row><row><c><v>0</v></c></row>";
    let mut book = Book::of(rows);
    assert_eq!(shown(book.bytes()), ["h", "~0", "~0"]);
    "<calcPr fullCalcOnLoad=\"1\"/>".clone_into(&mut book.settings);
    assert_eq!(shown(book.bytes()), ["h", "~=A1+1", "~0"]);
}

#[test]
fn a_sheet_is_chosen() {
    let row = |name: &str| format!("<row><c t=\"str\"><v>{name}</v></c></row>");
    let book = Book::of(&row("first"))
        .with_sheet("Old &amp; done", "hidden", &row("second"))
        .with_sheet("2", "", &row("third"));
    for (sheet, header) in [
        (None, "first"),
        (Some("1"), "first"),
        (Some("LEADS"), "first"),
        (Some("Old & done"), "second"),
        (Some("2"), "third"),
        (Some("3"), "third"),
    ] {
        let rows = read(book.bytes(), sheet).expect("a workbook");
        assert_eq!(rows[0].1, [header], "{sheet:?}");
    }
    let problem = read(book.bytes(), Some("Lead")).expect_err("no such sheet");
    assert_eq!(
        problem,
        "a.xlsx: the workbook has no sheet 'Lead'. It has 'Leads', 'Old & done' (hidden) and '2'. Name one of them, or its number, with --sheet."
    );
    let mut hidden = book.clone();
    hidden.sheets[0].1 = "veryHidden".to_owned();
    assert_eq!(shown(hidden.bytes()), ["third"]);
    let empty = Book::of("<row r=\"1\"><c r=\"A1\" s=\"1\"/></row>").with_sheet("Other", "", "");
    assert_eq!(
        refused(empty.bytes()),
        "a.xlsx: the sheet 'Leads' is empty. The workbook also has 'Other': name one with --sheet."
    );
}

#[test]
fn other_programs_name_their_parts_in_other_ways() {
    let rows = "<row><c t=\"str\"><v>h</v></c></row>";
    // Strict Office Open XML has other namespaces, and other types of relations.
    let strict = |text: &str| {
        text.replace(
            RELATIONS,
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        .replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    };
    let mut parts = Book::of(rows).parts();
    for part in &mut parts {
        part.content = strict(&String::from_utf8_lossy(&part.content)).into_bytes();
    }
    assert_eq!(shown(packed(&parts)), ["h"]);
    // Folders with `\`, other case, no list of relations for the whole file.
    let mut parts = Book::of(rows).parts();
    parts.remove(0);
    for part in &mut parts {
        part.name = part.name.replace('/', "\\").replace("sheet1", "Sheet1");
    }
    assert_eq!(shown(packed(&parts)), ["h"]);
    // The main part elsewhere, and a chart before the sheet.
    let parts = [
        part(
            "_rels/.rels",
            format!(
                "<R><Relationship Id=\"a\" Type=\"{RELATIONS}/officeDocument\" Target=\"/book/main.xml\"/></R>"
            ),
        ),
        part(
            "book/main.xml",
            format!(
                "<x:workbook xmlns:x=\"{MAIN}\" xmlns:q=\"{RELATIONS}\"><x:sheets><x:sheet name=\"Chart\" q:id=\"c\"/><x:sheet name=\"S\" q:id=\"s\"/><x:sheet name=\"Lost\" q:id=\"l\"/></x:sheets></x:workbook>"
            ),
        ),
        part(
            "book/_rels/main.xml.rels",
            format!(
                "<R><Relationship Id=\"c\" Type=\"{RELATIONS}/chartsheet\" Target=\"c.xml\"/><Relationship Id=\"s\" Type=\"{RELATIONS}/worksheet\" Target=\"../s.xml\"/></R>"
            ),
        ),
        part("s.xml", sheet(rows)),
    ];
    assert_eq!(shown(packed(&parts)), ["h"]);
}
