use proptest::prelude::*;

use super::*;
use crate::source::begin;

type Cells = Vec<Vec<String>>;

/// The rows with their lines, or the message of the first problem.
fn rows(bytes: &[u8]) -> Result<(Vec<String>, Cells, Vec<u64>), String> {
    let text = |problem: Problem| problem.to_string();
    let source = begin(
        "a.csv".into(),
        Box::new(io::Cursor::new(bytes.to_vec())),
        None,
    );
    let mut rows = Rows::new(source.map_err(text)?).map_err(text)?;
    let header = rows.header().to_vec();
    let (mut cells, mut lines) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next_row().map_err(text)? {
        let row_cells: Result<_, _> = (0..header.len())
            .map(|column| row.cell(column).map(str::to_owned))
            .collect();
        cells.push(row_cells.map_err(text)?);
        lines.push(row.line());
    }
    Ok((header, cells, lines))
}

fn message(bytes: &[u8]) -> String {
    rows(bytes).expect_err("refused")
}

#[test]
fn cells_keep_commas_quotation_marks_and_line_ends() {
    let (header, cells, lines) =
        rows(b"\xef\xbb\xbfid,note\n1,\"a, \"\"b\"\"\nc\"\n\n2, x \n").expect("rows");
    assert_eq!(header, ["id", "note"]);
    assert_eq!(cells, [["1", "a, \"b\"\nc"], ["2", " x "]]);
    assert_eq!(lines, [2, 5]);
}

#[test]
fn lines_are_counted_with_crlf_too() {
    let (_, cells, lines) = rows(b"id;n\r\n1;a\r\n2;b\r\n3;c").expect("rows");
    assert_eq!(cells, [["1", "a"], ["2", "b"], ["3", "c"]]);
    assert_eq!(lines, [2, 3, 4]);
}

#[test]
fn no_row_stands_on_line_0() {
    // Lines end with a lone carriage return.
    let (_, _, lines) = rows(b"id,n\r1,a\r2,b\r").expect("rows");
    assert_eq!(lines, [1, 1]);
}

#[test]
fn a_quotation_mark_within_a_cell_is_a_letter() {
    let (_, cells, _) = rows(b"id,size\n1,5\" pipe\n").expect("rows");
    assert_eq!(cells, [["1", "5\" pipe"]]);
}

#[test]
fn a_header_alone_has_no_rows() {
    let (header, cells, _) = rows(b"id,name").expect("rows");
    assert_eq!(header, ["id", "name"]);
    assert!(cells.is_empty());
}

#[test]
fn a_table_of_one_column_ends_where_the_file_ends() {
    let (_, cells, _) = rows(b"id\na\nb\n").expect("rows");
    assert_eq!(cells, [["a"], ["b"]]);
}

#[test]
fn a_row_with_too_many_cells_is_named() {
    assert_eq!(
        message(b"id,n\n1,a\n2,b,c\n"),
        "a.csv:3: this row has 3 cells, the header has 2 (row 2). A delimiter within a cell needs quotation marks around the cell; if the file has another delimiter, name it with --delimiter; if this is not the header, leave out what stands above it with --skip-rows."
    );
    assert!(message(b"id,n\n\"1\n1\",a,b\n").starts_with("a.csv:2: this row has 3 cells"));
    assert!(message(b"id,n\n1,a,,b\n").starts_with("a.csv:2: this row has 4 cells"));
}

#[test]
fn an_open_quotation_mark_is_found_at_the_end_of_the_file() {
    let words = "a.csv:3: a quotation mark is opened here and never closed (row 2)";
    assert!(message(b"id,n\n1,a\n2,\"b\n3,c\n").starts_with(words));
    assert!(message(b"id,n\n1,a\n2,\"b").starts_with(words));
    assert!(message(b"id,n\r\n1,a\r\n2,\"b\r\n3,c\r\n").starts_with(words));
}

#[test]
fn a_row_without_end_is_stopped() {
    let mut bytes = b"id,n\n1,\"".to_vec();
    bytes.resize(MOST_ROW_BYTES * 3, b'x');
    assert!(message(&bytes).starts_with("a.csv:2: this row has more than 8 MB"));
}

#[test]
fn latin_1_is_read_and_told() {
    let (header, cells, _) = rows(b"id,L\xe4nder\n1,\xd6sterreich\n").expect("rows");
    assert_eq!(
        (header[1].as_str(), cells[0][1].as_str()),
        ("Länder", "Österreich")
    );
}

#[test]
fn text_that_turns_out_not_to_be_utf8_is_refused_with_its_place_and_the_option() {
    let mut bytes = b"id,n\n".to_vec();
    for _ in 0..10_000 {
        bytes.extend_from_slice("1,Müller\n".as_bytes());
    }
    bytes.extend_from_slice(b"2,M\xfcller\n");
    let words = "a.csv:10002: this text is not UTF-8: after 'M' comes the byte 0xfc; older spreadsheets save as Latin-1 or Windows-1252 (row 10001). If the whole file is so, say --encoding windows-1252; if only some bytes are, say --encoding mixed";
    assert!(message(&bytes).starts_with(words));
    // The same in UTF-16: half a letter at the end.
    let mut wide: Vec<u8> = "id,n\n1,a\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    wide.push(b'x');
    assert!(
        message(&wide).contains("the text is not utf-16le"),
        "{}",
        message(&wide)
    );
}

#[test]
fn nul_bytes_are_refused_with_their_place() {
    assert!(message(b"id,n\n1,a\0b\n").starts_with("a.csv:2: cell 2 holds a NUL byte"));
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = rows(&bytes);
    }

    #[test]
    fn random_tables_never_panic(text in "[a,;|\"\n\r\t\u{0}é ]{0,200}") {
        let _ = rows(text.as_bytes());
    }
}

#[test]
fn who_watches_is_told_how_far_it_is() {
    use std::sync::{Arc, Mutex};
    let row = "1,é\n";
    let bytes = format!("id,note\n{}", row.repeat(3000)).into_bytes();
    let source = begin("a.csv".into(), Box::new(io::Cursor::new(bytes)), None);
    let mut rows = Rows::new(source.expect("source")).expect("rows");
    let told = Arc::new(Mutex::new(Vec::new()));
    let here = Arc::clone(&told);
    rows.watch(move |reached| {
        let mut told = here.lock().expect("told");
        told.push((reached.rows, reached.bytes));
    });
    while rows.next_row().expect("row").is_some() {}
    let bytes = |rows: u64| 8 + 5 * rows;
    let expected = [1024, 2048].map(|rows| (rows, bytes(rows)));
    assert_eq!(*told.lock().expect("told"), expected);
}
