//! Writes small workbooks for tests: the packed file by hand, so that each byte of it can be wrong.

use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// The main namespace of a workbook, and the one of its relations.
pub const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
pub const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A part of a packed file, and what its list says of it.
#[derive(Clone)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// What is in it, unpacked.
    pub content: Vec<u8>,
    /// The size that the list tells; none: the true one.
    pub told: Option<u32>,
    /// The bits that the list tells: 1 is encrypted.
    pub bits: u16,
    /// The method that the list tells: 8 is deflated, and what is done.
    pub method: u16,
}

/// A part whose list tells the truth.
pub fn part(name: &str, content: impl Into<Vec<u8>>) -> Part {
    Part {
        name: name.to_owned(),
        content: content.into(),
        told: None,
        bits: 0,
        method: 8,
    }
}

/// The packed file with these parts.
pub fn packed(parts: &[Part]) -> Vec<u8> {
    let (mut file, mut list) = (Vec::new(), Vec::new());
    for part in parts {
        let deflated = deflated(part);
        let mut head = Vec::new();
        for two in [20, part.bits, part.method, 0, 33] {
            head.extend(u16::to_le_bytes(two));
        }
        let mut checksum = Crc::new();
        checksum.update(&part.content);
        let size = part.told.unwrap_or_else(|| length(&part.content));
        for four in [checksum.sum(), length(&deflated), size] {
            head.extend(u32::to_le_bytes(four));
        }
        head.extend(u16::to_le_bytes(
            u16::try_from(part.name.len()).expect("a name"),
        ));
        head.extend([0, 0]);
        list.extend(b"PK\x01\x02\x14\0");
        list.extend(&head);
        list.extend([0; 10]);
        list.extend(u32::to_le_bytes(length(&file)));
        list.extend(part.name.as_bytes());
        file.extend(b"PK\x03\x04");
        file.extend(&head);
        file.extend(part.name.as_bytes());
        file.extend(deflated);
    }
    let count = u16::try_from(parts.len()).expect("few parts").to_le_bytes();
    let (size, at) = (length(&list), length(&file));
    file.extend(list);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend(count);
    file.extend(count);
    file.extend(u32::to_le_bytes(size));
    file.extend(u32::to_le_bytes(at));
    file.extend([0, 0]);
    file
}

fn deflated(part: &Part) -> Vec<u8> {
    if part.method != 8 {
        return part.content.clone();
    }
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&part.content).expect("memory");
    encoder.finish().expect("memory")
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).expect("a small file")
}

/// A workbook before it is packed.
#[derive(Clone)]
pub struct Book {
    /// Each sheet: its name, its state, and its whole XML.
    pub sheets: Vec<(String, String, String)>,
    /// What stands in `<sst>`.
    pub strings: String,
    /// What stands in `<numFmts>` and `<cellXfs>`.
    pub formats: (String, String),
    /// What stands in the workbook beside its sheets.
    pub settings: String,
    /// The main namespace.
    pub namespace: String,
}

/// The formats that tests name by their number.
const FORMATS: [(&str, u32); 10] = [
    ("General", 0),
    ("", 14),
    ("", 22),
    ("0.0%", 164),
    ("[$-407]dd.mm.yyyy;@", 165),
    ("yyyy/mm/dd hh:mm", 166),
    ("[h]:mm", 167),
    ("00000", 168),
    ("#,##0.00\\ [$€-407]", 169),
    ("hh:mm:ss", 170),
];

impl Book {
    /// With one sheet, of which these are the rows.
    pub fn of(rows: &str) -> Self {
        let own = FORMATS.iter().filter(|(_, id)| *id > 163);
        let own =
            own.map(|(code, id)| format!("<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>"));
        let cells = FORMATS
            .iter()
            .map(|(_, id)| format!("<xf numFmtId=\"{id}\"/>"));
        Self {
            sheets: vec![("Leads".to_owned(), String::new(), sheet(rows))],
            strings: String::new(),
            formats: (own.collect(), cells.collect()),
            settings: String::new(),
            namespace: MAIN.to_owned(),
        }
    }

    /// With these shared texts, each in `<t>`.
    pub fn with_strings(mut self, strings: &[&str]) -> Self {
        let strings = strings
            .iter()
            .map(|text| format!("<si><t xml:space=\"preserve\">{text}</t></si>"));
        self.strings = strings.collect();
        self
    }

    /// With a further sheet.
    pub fn with_sheet(mut self, name: &str, state: &str, rows: &str) -> Self {
        self.sheets
            .push((name.to_owned(), state.to_owned(), sheet(rows)));
        self
    }

    /// Its parts.
    pub fn parts(&self) -> Vec<Part> {
        let sheets = (1..).zip(&self.sheets);
        let tabs = sheets.clone().map(|(number, (name, state, _))| {
            let state = if state.is_empty() { "visible" } else { state };
            format!(
                "<sheet name=\"{name}\" sheetId=\"{number}\" state=\"{state}\" r:id=\"r{number}\"/>"
            )
        });
        let (namespace, settings, strings) = (&self.namespace, &self.settings, &self.strings);
        let (own, cells) = &self.formats;
        let mut parts = vec![
            part(
                "_rels/.rels",
                relations(&relation("r1", "officeDocument", "xl/workbook.xml")),
            ),
            part(
                "xl/workbook.xml",
                format!(
                    "<?xml version=\"1.0\"?><workbook xmlns=\"{namespace}\" xmlns:r=\"{RELATIONS}\">{settings}<sheets>{}</sheets></workbook>",
                    tabs.collect::<String>()
                ),
            ),
            part("xl/_rels/workbook.xml.rels", self.relations()),
            part(
                "xl/sharedStrings.xml",
                format!("<sst xmlns=\"{namespace}\">{strings}</sst>"),
            ),
            part(
                "xl/styles.xml",
                format!(
                    "<styleSheet><numFmts>{own}</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>{cells}</cellXfs></styleSheet>"
                ),
            ),
        ];
        let sheets = sheets.map(|(number, (_, _, xml))| {
            part(&format!("xl/worksheets/sheet{number}.xml"), xml.as_str())
        });
        parts.extend(sheets);
        parts
    }

    fn relations(&self) -> String {
        let sheets = (1..=self.sheets.len()).map(|number| {
            relation(
                &format!("r{number}"),
                "worksheet",
                &format!("worksheets/sheet{number}.xml"),
            )
        });
        let strings = relation("s", "sharedStrings", "sharedStrings.xml");
        let styles = relation("f", "styles", "/xl/styles.xml");
        relations(&(sheets.collect::<String>() + &strings + &styles))
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        packed(&self.parts())
    }
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
}

fn relations(all: &str) -> String {
    format!("<Relationships>{all}</Relationships>")
}

/// A whole sheet of these rows.
pub fn sheet(rows: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<worksheet xmlns=\"{MAIN}\"><dimension ref=\"A1\"/><sheetData>{rows}</sheetData></worksheet>"
    )
}
