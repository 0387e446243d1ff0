//! Twenty columns of leads as a workbook and as CSV: numbers, days, and texts of which nearly every one is another.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[path = "../../src/leads/workbook/tests/writer.rs"]
mod writer;

use writer::Book;

/// Rules that ask about some of the columns.
const RULES: &str = r"apiVersion: leadpact/v1
kind: LeadDefinition
metadata: {name: wide, version: 1.0.0, status: draft}
spec:
  leadId: {columns: [Id]}
  fields:
    country: {type: text, columns: [Country]}
    employees: {type: number, columns: [Employees]}
    created: {type: date, columns: [Created]}
  scores:
    fit:
      rules:
        - {id: country, points: 10, when: {field: country, in: [germany, france]}}
        - {id: size, points: 20, when: {field: employees, atLeast: 1000}}
        - {id: new, points: 5, when: {field: created, within: 365d}}
  stages:
    - {id: lead, name: Lead, owner: marketing}
    - {id: mql, name: MQL, owner: marketing, when: {score: fit, atLeast: 25}}
";

const COUNTRIES: [&str; 4] = ["Germany", "France", "Spain", "Italy"];

/// Writes rules, the workbook and the CSV file into a folder.
pub fn write(folder: &Path, rows: u64) -> io::Result<[PathBuf; 3]> {
    let files = ["rules.yaml", "leads.xlsx", "leads.csv"].map(|name| folder.join(name));
    let [rules, book, csv] = &files;
    fs::write(rules, RULES)?;
    let (bytes, text) = leads(rows);
    fs::write(book, bytes)?;
    fs::write(csv, text)?;
    Ok(files)
}

fn leads(rows: u64) -> (Vec<u8>, String) {
    let mut header = vec![
        "Id".to_owned(),
        "Country".to_owned(),
        "Employees".to_owned(),
        "Created".to_owned(),
    ];
    header.extend((4..20).map(|column| format!("Column {column}")));
    let mut csv = header.join(",") + "\n";
    let mut strings: Vec<String> = header;
    strings.extend(COUNTRIES.map(str::to_owned));
    let mut sheet = (0..20).fold("<row r=\"1\">".to_owned(), |row, place| {
        row + &shared(place)
    });
    sheet += "</row>";
    for lead in 0..rows {
        let country = usize::try_from(lead % 4).unwrap_or(0);
        let (size, day) = (lead * 7919 % 5000, lead % 700);
        let id = format!("00Q{lead:012}");
        // Days beyond the first month are left to the calendar of who reads them.
        let _ = write!(
            csv,
            "{id},{},{size},2025-01-{:02}",
            COUNTRIES[country],
            day % 28 + 1
        );
        let _ = write!(
            sheet,
            "<row r=\"{}\">{}{}",
            lead + 2,
            shared(strings.len()),
            shared(20 + country)
        );
        let _ = write!(
            sheet,
            "<c><v>{size}</v></c><c s=\"1\"><v>{}</v></c>",
            45_658 + day % 28
        );
        strings.push(id);
        for column in 4_u64..20 {
            let mixed = (lead * 16 + column).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 24;
            if column % 2 == 0 {
                let text = format!("person {mixed}");
                let _ = write!(csv, ",{text}");
                sheet += &shared(strings.len());
                strings.push(text);
            } else {
                let _ = write!(csv, ",{mixed}.25");
                let _ = write!(sheet, "<c><v>{mixed}.25</v></c>");
            }
        }
        csv.push('\n');
        sheet += "</row>";
    }
    let strings: Vec<&str> = strings.iter().map(String::as_str).collect();
    let book = Book::of(&sheet).with_strings(&strings);
    (book.with_sheet("Notes", "hidden", "").bytes(), csv)
}

/// A cell with a shared text.
fn shared(place: usize) -> String {
    format!("<c t=\"s\"><v>{place}</v></c>")
}
