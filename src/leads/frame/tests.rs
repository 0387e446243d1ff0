//! Whole files of every shape that CRMs and spreadsheets write, scored both ways: what comes out and what is said, or why
//! they are refused.

use std::io::{Cursor, Write as _};

use encoding_rs::{IBM866, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::fast::{Pace, write_all};
use crate::seen::look;
use crate::source::{Holds, begin_as};
use crate::{Delimiter, Encoding, HeaderNames, Layout, Output, OutputForm, Rows, Scorer};
use leadpact_definition::{Compiled, Spec, compile};

const RULES: &str = r#"{
    "leadId": {"columns": ["Lead ID", "column:9"]},
    "fields": {"title": {"type": "words", "columns": ["Title", "Должность", "column:2"]}, "size": {"type": "number", "columns": ["Size"]}},
    "scores": {"fit": {"rules": [
        {"id": "t", "when": {"field": "title", "hasAny": ["director", "Директор", "Größe"]}, "points": 10},
        {"id": "s", "when": {"field": "size", "atLeast": 100}, "points": 1}]}},
    "stages": [{"id": "lead"}, {"id": "mql", "when": {"score": "fit", "atLeast": 10}}]}"#;

/// Scored leads as `id points`, and what is said; or the message.
type Told = Result<(String, Vec<String>), String>;

fn scored(
    spec: &Spec,
    compiled: &Compiled,
    bytes: &[u8],
    layout: &Layout,
    pace: Option<Pace>,
) -> Told {
    let bytes = Box::new(Cursor::new(bytes.to_vec()));
    let source = begin_as("a.csv".into(), bytes, layout, Holds::Leads);
    let rows = source
        .and_then(Rows::new)
        .map_err(|problem| problem.to_string())?;
    let mut scorer =
        Scorer::new(spec, compiled, rows, None, None).map_err(|error| error.to_string())?;
    let mut text = Vec::new();
    let mut output = Output::new(&mut text, compiled, OutputForm::default()).expect("memory");
    let summary = if let Some(pace) = pace {
        write_all(scorer, output, pace, |_| {}).map_err(|error| error.to_string())?
    } else {
        while let Some(lead) = scorer.next_lead().map_err(|problem| problem.to_string())? {
            output.write(compiled, lead.id, lead.tally).expect("memory");
        }
        output.finish().expect("memory");
        scorer.summary()
    };
    let text = String::from_utf8(text).expect("text");
    let rows = text.lines().skip(1).map(|row| {
        let mut cells = row.split(',');
        format!(
            "{} {}",
            cells.next().unwrap_or(""),
            cells.next().unwrap_or("")
        )
    });
    Ok((rows.collect::<Vec<_>>().join(", "), summary.frame.lines()))
}

/// What `check --leads` says of a file that can be scored.
fn looked_at(spec: &Spec, compiled: &Compiled, bytes: &[u8], layout: &Layout) -> Vec<String> {
    let bytes = Box::new(Cursor::new(bytes.to_vec()));
    let source = begin_as("a.csv".into(), bytes, layout, Holds::Leads);
    let rows = source.and_then(Rows::new).expect("rows");
    let scorer = Scorer::new(spec, compiled, rows, None, None).expect("columns");
    let beside = look(spec, compiled, scorer).expect("read to the end");
    beside.frame.lines()
}

fn packed(text: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(text).expect("memory");
    packer.finish().expect("memory")
}

/// A file, what is said of it, and what has to come of it.
struct Kind {
    name: &'static str,
    bytes: Vec<u8>,
    layout: Layout,
    /// The scored leads, or a part of the message.
    expected: Result<&'static str, &'static str>,
    /// Parts of what is said, a line each.
    said: &'static [&'static str],
}

fn kind(
    name: &'static str,
    bytes: impl Into<Vec<u8>>,
    expected: Result<&'static str, &'static str>,
    said: &'static [&'static str],
) -> Kind {
    Kind {
        name,
        bytes: bytes.into(),
        layout: Layout::default(),
        expected,
        said,
    }
}

fn with(layout: Layout, kind: Kind) -> Kind {
    Kind { layout, ..kind }
}

const PLAIN: &str = "Lead ID,Title,Size\na,Director,200\nb,Clerk,5\n";
const BOTH: Result<&str, &str> = Ok("a 11, b 0");

fn around_the_header() -> Vec<Kind> {
    vec![
        kind("a plain table", PLAIN, BOTH, &[]),
        kind(
            "titles",
            format!("Leads export\nGenerated 2026-01-01\n\n{PLAIN}"),
            BOTH,
            &["found on line 4; above it 2 lines were left out: 'Leads export'"],
        ),
        kind(
            "titles as wide as the table",
            format!("Leads export,,\n,,\n{PLAIN}").replace('\n', "\r\n"),
            BOTH,
            &["found on line 3"],
        ),
        kind(
            "titles of two cells",
            format!("Report,Leads\n{PLAIN}"),
            BOTH,
            &["found on line 2; above it 1 line was left out: 'Report, Leads'"],
        ),
        kind(
            "a title and a header without the names",
            "Leads export\n\nNo,Job,Staff\n1,x,2\n",
            Err("Line 3 looks like the header: --skip-rows 2."),
            &[],
        ),
        kind(
            "a repeated header",
            format!("{PLAIN}{PLAIN}").replacen("a,Director,200\nb,Clerk,5\n", "", 1),
            Ok("Lead ID 0, a 11, b 0"),
            &["look: line 2 looks like a second header"],
        ),
        kind(
            "two header rows",
            "Lead ID,Title,Size,Day\nNumber,Text,Staff,Created\na,Director,200,2026-01-01\nb,Clerk,5,2026-01-02\n",
            Ok("Number 0, a 11, b 0"),
            &[
                "look: line 2 looks like a second header and counts as a lead. Next: if it is one, --skip-rows 1",
            ],
        ),
    ]
}

fn below_and_between() -> Vec<Kind> {
    vec![
        kind(
            "no header",
            "a8f3c2d4e5b6,Director,2026-01-01\nb8f3c2d4e5b7,Clerk,2026-01-02\nc8f3c2d4e5b7,Clerk,2026-01-02\n",
            Err("is a code, as the cells below it are. If the file has none, say --header none"),
            &[],
        ),
        kind(
            "the foot of a report",
            format!("{PLAIN}\n\n\"My report\"\n\"Copyright\"\n\"Confidential\"\n"),
            BOTH,
            &["3 lines below the table left out: 'My report', 'Copyright' and 1 more"],
        ),
        kind(
            "a foot as wide as the table",
            format!("{PLAIN},,\nMy report,,\nCopyright,,\n"),
            BOTH,
            &["1 row without any cell", "2 lines below the table left out"],
        ),
        kind(
            "one cell behind an empty line, and then leads",
            format!("{PLAIN}\nc\nd,Director,\n"),
            Ok("a 11, b 0, c 0, d 10"),
            &[
                "1 row with fewer cells than the header was filled up with empty ones, the first is row 3",
            ],
        ),
        kind(
            "an id alone at the end is a lead",
            format!("{PLAIN}c\n"),
            Ok("a 11, b 0, c 0"),
            &["1 row with fewer cells"],
        ),
        kind(
            "blank rows",
            "Lead ID,Title,Size\n,,\na,Director,200\n , ,\"\"\n\nb,Clerk,5\n,,\n,,\n",
            BOTH,
            &["4 rows without any cell are no leads"],
        ),
        kind(
            "short rows",
            "Lead ID,Title,Size\na,Director\nb\nc,,300\r\n",
            Ok("a 10, b 0, c 1"),
            &[
                "2 rows with fewer cells than the header were filled up with empty ones, the first is row 1",
            ],
        ),
    ]
}

fn ragged_rows() -> Vec<Kind> {
    vec![
        kind(
            "a line break without quotation marks",
            "Lead ID,Title,Size,Note\na,Director,200,x\nb,Sales\nClerk,5,x\nc,x,1,y\n",
            Ok("a 11, b 0, Clerk 0, c 0"),
            &[
                "look: rows 2 and 3 have together the cells of one lead",
                "2 rows with fewer cells",
            ],
        ),
        kind(
            "short rows behind each other",
            "Lead ID,Title,Size,Note,More\na,Director,200\nb,Clerk,5\nc,Clerk,5\n",
            Ok("a 11, b 0, c 0"),
            &["3 rows with fewer cells"],
        ),
        kind(
            "trailing delimiters of rows",
            "Lead ID,Title,Size\na,Director,200,\nb,Clerk,5,,\"\"\n",
            BOTH,
            &["2 rows with further empty cells behind the last column"],
        ),
        kind(
            "a trailing delimiter of the header",
            "Lead ID,Title,Size,\na,Director,200\nb,Clerk,5\n",
            BOTH,
            &[],
        ),
        kind(
            "a row with more filled cells",
            "Lead ID,Title,Size\na,Director,200,x\n",
            Err("a.csv:2: this row has 4 cells, the header has 3 (row 1)"),
            &[],
        ),
        kind(
            "a total",
            format!("{PLAIN}Total,,205\n"),
            Ok("a 11, b 0, Total 1"),
            &["look: row 3 looks like a total and counts as a lead: 'Total'. Next: --skip-last 1"],
        ),
        kind(
            "a company that is called so",
            "Lead ID,Title,Size\nTotal Quality,Director,200\na,x,\nb,x,\nc,x,\n",
            Ok("Total Quality 11, a 0, b 0, c 0"),
            &[],
        ),
    ]
}

fn cells() -> Vec<Kind> {
    vec![
        kind("Ctrl-Z", format!("{PLAIN}\u{1a}"), BOTH, &[]),
        kind(
            "a quoted sep line behind a mark",
            "\u{feff}\"sep=;\"\r\nLead ID;Title;Size\r\na;Director;200\r\nb;Clerk;5\r\n",
            BOTH,
            &[],
        ),
        kind(
            "a blank before a quotation mark",
            "\"Lead ID\", \"Title\", \"Size\"\n\"a\", \"Director, Sales\", \"200\"\n\"b\" , \"Clerk\", 5\n",
            BOTH,
            &["blanks before quotation marks were dropped"],
        ),
        kind(
            "an inch mark",
            "Lead ID,Title,Size\na,5\" Director,200\nb,Clerk,5\n",
            BOTH,
            &[],
        ),
        kind(
            "commas in a header of semicolons",
            "Lead ID;Street, House, Town, Land, More;Title;Size\na;x;Director;200\nb;x;Clerk;5\n",
            BOTH,
            &[],
        ),
        kind(
            "titles with the delimiter of another table",
            "Leads, all, of, them\n\nLead ID;Title;Size\na;Director;200\nb;Clerk;5\n",
            BOTH,
            &["found on line 3"],
        ),
        kind(
            "a header twice",
            "Lead ID,Title,Title,Size\na,Director,x,200\n",
            Err(
                "in columns 2 and 3. Rename all but one, or name one by its place: `columns: column:2`",
            ),
            &[],
        ),
    ]
}

fn skip_rows(lines: u64) -> Layout {
    Layout {
        skip_rows: Some(lines),
        ..Layout::default()
    }
}

fn skip_last(rows: u32) -> Layout {
    Layout {
        skip_last: Some(rows),
        ..Layout::default()
    }
}

fn header(text: &str) -> Layout {
    Layout {
        header: Some(HeaderNames::parse(text).expect("names")),
        ..Layout::default()
    }
}

fn lines_left_out() -> Vec<Kind> {
    let foot = format!("{PLAIN}\nMy report\n");
    vec![
        with(
            skip_rows(2),
            kind(
                "lines left out",
                format!("x,y,z\n1,2\n{PLAIN}"),
                BOTH,
                &["2 lines above the header left out, as asked: 'x,y,z'"],
            ),
        ),
        with(
            skip_rows(9),
            kind(
                "more lines left out than there are",
                PLAIN,
                Err("has not more than the 9 lines"),
                &[],
            ),
        ),
        with(
            skip_last(1),
            kind(
                "the last row left out",
                format!("{PLAIN}Total,,205\n,,\n"),
                BOTH,
                &[
                    "1 row without any cell",
                    "the last 1 row left out, as asked: 'Total, 205'",
                ],
            ),
        ),
        with(
            skip_last(0),
            kind(
                "a foot that is kept",
                foot,
                Ok("a 11, b 0, My report 0"),
                &["1 row with fewer cells"],
            ),
        ),
        with(
            skip_last(5),
            kind(
                "more rows left out than there are",
                PLAIN,
                Ok(""),
                &["the last 2 rows left out"],
            ),
        ),
    ]
}

fn names_given() -> Vec<Kind> {
    vec![
        with(
            header("Lead ID,Title,Size"),
            kind(
                "names given",
                "a,Director,200\nb,Clerk,5\n",
                BOTH,
                &["columns named by --header"],
            ),
        ),
        with(
            header("Lead ID,Size"),
            kind(
                "too few names given",
                "a,Director,200\n",
                Err("this row has 3 cells, and --header names 2"),
                &[],
            ),
        ),
        with(
            Layout {
                skip_rows: Some(1),
                ..header("Lead ID,Title,Size")
            },
            kind(
                "names in the place of a header",
                PLAIN,
                BOTH,
                &["1 line above the table left out: 'Lead ID,Title,Size'"],
            ),
        ),
        with(
            header("none"),
            kind(
                "columns by their place",
                "a,Director\n",
                Err("field size: there is no column 'Size'"),
                &[],
            ),
        ),
        with(
            Layout {
                delimiter: Some(Delimiter::Comma),
                ..Layout::default()
            },
            kind(
                "a delimiter that is said",
                "Lead ID;Title;Size\na;b;c\n",
                Err("The header has only one column"),
                &[],
            ),
        ),
    ]
}

fn encodings() -> Vec<Kind> {
    let russian = "Lead ID;Должность;Size\na;Директор;200\nb;Бухгалтер;5\n";
    let german = "Lead ID;Title;Size\na;Größe;200\nb;Müller;5\n";
    let polish = "Lead ID;Title;Size\na;Kołobrzeg Director;200\nb;Białystok;5\n";
    let mut mixed = b"Lead ID,Title,Size\na,Gr\xc3\xb6\xc3\x9fe,200\nb,M\xfcller,5\n".to_vec();
    let mixed_layout = Layout {
        encoding: Encoding::parse("mixed"),
        ..Layout::default()
    };
    vec![
        kind(
            "windows-1251",
            WINDOWS_1251.encode(russian).0,
            BOTH,
            &["letters read as windows-1251, as in 'Должность', 'Директор', 'Бухгалтер'"],
        ),
        kind(
            "ibm866",
            IBM866.encode(russian).0,
            BOTH,
            &["letters read as ibm866"],
        ),
        kind(
            "windows-1252",
            WINDOWS_1252.encode(german).0,
            BOTH,
            &["letters read as windows-1252, as in 'Größe', 'Müller'"],
        ),
        kind(
            "windows-1250",
            WINDOWS_1250.encode(polish).0,
            BOTH,
            &[
                "look: letters read as windows-1252, as in 'Ko³obrzeg', 'Bia³ystok'; they may be windows-1250",
            ],
        ),
        kind(
            "UTF-8 with a byte of another encoding",
            mixed.clone(),
            Err("a.csv:3: this text is not UTF-8: after 'M' comes the byte 0xfc"),
            &[],
        ),
        with(
            mixed_layout,
            kind("the same, said", std::mem::take(&mut mixed), BOTH, &[]),
        ),
    ]
}

fn gzip() -> Vec<Kind> {
    let cut = packed(PLAIN.as_bytes());
    let mut damaged = cut.clone();
    damaged[20] ^= 0x55;
    let mut tar = vec![b'a'; 600];
    tar[257..262].copy_from_slice(b"ustar");
    vec![
        kind(
            "gzip",
            packed(PLAIN.as_bytes()),
            BOTH,
            &["unpacked with gzip"],
        ),
        kind(
            "two packed files behind each other",
            [packed(PLAIN.as_bytes()), packed(b"c,,\n")].concat(),
            Ok("a 11, b 0, c 0"),
            &["unpacked with gzip"],
        ),
        kind(
            "a packed file that ends in the middle",
            &cut[..cut.len() - 12],
            Err("(gzip) ends in the middle"),
            &[],
        ),
        kind(
            "a damaged packed file",
            damaged,
            Err("(gzip) is damaged"),
            &[],
        ),
        kind(
            "gzip in gzip",
            packed(&packed(PLAIN.as_bytes())),
            Err("packed with gzip twice"),
            &[],
        ),
        kind(
            "a packed archive",
            packed(&tar),
            Err("this is a tar archive"),
            &[],
        ),
    ]
}

fn no_tables() -> Vec<Kind> {
    vec![
        kind(
            "a web page called .xls",
            "<html><table><tr><td>Lead ID</td></tr></table></html>",
            Err("a web page with a table, which some CRMs call .xls"),
            &[],
        ),
        kind(
            "a log-in page",
            "<!doctype html><table><input type=\"password\"></table>",
            Err("looks like a web page or XML"),
            &[],
        ),
        kind(
            "a spreadsheet in XML",
            "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
            Err("a spreadsheet in XML"),
            &[],
        ),
        kind("JSON", "[{\"a\": 1}]", Err("looks like JSON"), &[]),
        kind(
            "JSON lines",
            "{\"a\": 1}\n{\"a\": 2}\n",
            Err("these are JSON lines"),
            &[],
        ),
        kind(
            "Parquet",
            "PAR1\u{15}\u{4}",
            Err("this is a Parquet file"),
            &[],
        ),
        kind(
            "a header that begins as Parquet does",
            PLAIN
                .replace("Lead ID", "PAR1,Lead ID")
                .replace("\na", "\nx,a")
                .replace("\nb", "\nx,b"),
            BOTH,
            &[],
        ),
        kind(
            "zstd",
            &b"\x28\xb5\x2f\xfdxxxx"[..],
            Err("packed with zstd"),
            &[],
        ),
    ]
}

#[test]
fn every_kind_of_file_is_read_and_said_or_refused_with_the_reason() {
    let spec: Spec = serde_json::from_str(RULES).expect("rules");
    let compiled = compile(&spec).expect("rules");
    let groups = [
        around_the_header,
        below_and_between,
        ragged_rows,
        cells,
        lines_left_out,
        names_given,
        encodings,
        gzip,
        no_tables,
    ];
    let kinds: Vec<Kind> = groups
        .into_iter()
        .flat_map(|group: fn() -> Vec<Kind>| group())
        .collect();
    assert!(kinds.len() > 50, "{}", kinds.len());
    for kind in kinds {
        let name = kind.name;
        let slow = scored(&spec, &compiled, &kind.bytes, &kind.layout, None);
        match (&slow, kind.expected) {
            (Ok((leads, said)), Ok(expected)) => {
                assert_eq!(leads, expected, "{name}");
                assert_eq!(said.len(), kind.said.len(), "{name}: {said:#?}");
                for (line, part) in said.iter().zip(kind.said) {
                    assert!(line.contains(part), "{name}: {line}");
                }
            }
            (Err(message), Err(part)) => assert!(message.contains(part), "{name}: {message}"),
            (told, _) => panic!("{name}: {told:#?}"),
        }
        for bytes in [8, 30, 100_000] {
            let pace = Pace::of_blocks(bytes);
            let fast = scored(&spec, &compiled, &kind.bytes, &kind.layout, Some(pace));
            assert_eq!(fast, slow, "{name}, in blocks of {bytes}");
        }
        if let Ok((_, said)) = slow {
            let checked = looked_at(&spec, &compiled, &kind.bytes, &kind.layout);
            assert_eq!(checked, said, "{name}, checked");
        }
    }
}

#[test]
fn a_file_of_any_length_unpacks_in_constant_memory() {
    let spec: Spec = serde_json::from_str(RULES).expect("rules");
    let compiled = compile(&spec).expect("rules");
    // 30 MB of one letter in a cell: more than a row may have, in a few bytes.
    let mut text = b"Lead ID,Title,Size\na,".to_vec();
    text.resize(30_000_000, b'x');
    let told = scored(
        &spec,
        &compiled,
        &packed(&text),
        &Layout::default(),
        Some(Pace::default()),
    );
    assert!(told.expect_err("refused").contains("more than 8 MB"));
}
