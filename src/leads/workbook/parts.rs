//! Which parts a workbook has: its sheets in the order of their tabs, its texts and formats, and from which day it counts.
//! Source: ECMA-376, "Office Open XML File Formats", part 1, sections 12.3 and 18.2, and part 2, section 9.3.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use crate::problem::example;
use crate::workbook::archive::Archive;
use crate::workbook::broken::{Broken, SAVE_AGAIN};
use crate::workbook::serial::Epoch;
use crate::workbook::xml::{Xml, attribute, says_yes};

/// More sheets than a workbook can be asked for.
const MOST_SHEETS: usize = 10_000;

/// What a workbook says of itself.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// In the order of the tabs, without charts and dialogs.
    pub(super) sheets: Vec<Tab>,
    /// The part with the shared texts.
    pub(super) strings: Option<String>,
    /// The part with the formats.
    pub(super) styles: Option<String>,
    /// From which day it counts.
    pub(super) epoch: Epoch,
    /// Whether its formulas are computed when it is opened, so that their values are not known yet.
    pub(super) computed_later: bool,
}

/// A sheet with cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tab {
    /// What stands on its tab.
    pub(super) name: String,
    /// Its part.
    pub(super) part: String,
    pub(super) hidden: bool,
}

/// What a part refers to.
#[derive(Debug)]
struct Relation {
    /// The last word of its type: `worksheet`, `sharedStrings`, `styles`.
    kind: String,
    target: String,
}

impl Parts {
    /// Reads what the workbook says of itself.
    pub(super) fn read(archive: &mut Archive) -> Result<Self, Broken> {
        let main = main_part(archive)?;
        let relations = relations(archive, &main)?;
        let of_kind = |kind: &str| {
            let mut found = relations.values().filter(|relation| relation.kind == kind);
            found.next().map(|relation| relation.target.clone())
        };
        let mut parts = Self {
            strings: of_kind("sharedStrings"),
            styles: of_kind("styles"),
            ..Self::default()
        };
        let mut xml = open(archive, &main)?;
        loop {
            match xml.next()? {
                Event::Start(element) | Event::Empty(element) => parts.note(&element, &relations),
                Event::Eof => return Ok(parts),
                _ => {}
            }
        }
    }

    fn note(&mut self, element: &BytesStart<'_>, relations: &HashMap<String, Relation>) {
        match element.local_name().as_ref() {
            "workbookPr" if says_yes(element, "date1904") => self.epoch = Epoch::Of1904,
            "calcPr" => self.computed_later = says_yes(element, "fullCalcOnLoad"),
            "sheet" if self.sheets.len() < MOST_SHEETS => {
                let relation = attribute(element, "id").and_then(|id| relations.get(&*id));
                let state = attribute(element, "state").unwrap_or_default();
                if let Some(relation) = relation.filter(|relation| relation.kind == "worksheet") {
                    self.sheets.push(Tab {
                        name: attribute(element, "name").unwrap_or_default().into_owned(),
                        part: relation.target.clone(),
                        hidden: matches!(&*state, "hidden" | "veryHidden"),
                    });
                }
            }
            _ => {}
        }
    }
}

/// Opens a part that must be there.
pub(super) fn open<'a>(archive: &'a mut Archive, name: &str) -> Result<Xml<'a>, Broken> {
    let part = archive.part(name)?;
    part.map(|part| Xml::new(name, part))
        .ok_or_else(|| missing(name))
}

/// The fault of a part that is named and not there.
pub(super) fn missing(name: &str) -> Broken {
    Broken::damaged(format_args!("it has no part '{}'", example(name)))
}

/// The part that lists the sheets.
fn main_part(archive: &mut Archive) -> Result<String, Broken> {
    let named = if archive.has("_rels/.rels") {
        let relations = relations(archive, "")?;
        let mut found = relations.into_values();
        found
            .find(|relation| relation.kind == "officeDocument")
            .map(|relation| relation.target)
    } else {
        None
    };
    let main = named.unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let is_table = main.to_ascii_lowercase().ends_with(".xml")
        && !main.starts_with("word/")
        && !main.starts_with("ppt/");
    if is_table && archive.has(&main) {
        return Ok(main);
    }
    Err(no_workbook(archive))
}

/// What a packed file is that is no workbook.
fn no_workbook(archive: &Archive) -> Broken {
    let starts = |folder: &str| archive.names().any(|name| name.starts_with(folder));
    let save = "Save the sheet as .xlsx, or as CSV with the encoding UTF-8.";
    if archive.has("xl/workbook.bin") {
        return Broken::new("this is a workbook of the binary kind (.xlsb)", save);
    }
    if archive.has("content.xml") {
        return Broken::new("this is an OpenDocument file (.ods)", save);
    }
    if starts("index/") {
        return Broken::new(
            "this looks like a Numbers file",
            "Export it as Excel (.xlsx) or CSV.",
        );
    }
    if starts("word/") || starts("ppt/") {
        return Broken::new("this is a document or a presentation, not a workbook", save);
    }
    if starts("xl/") {
        return missing("xl/workbook.xml");
    }
    let mut names: Vec<&str> = archive
        .names()
        .filter(|name| !name.ends_with('/'))
        .collect();
    names.sort_unstable();
    let what = match names.as_slice() {
        [] => "this is an empty packed file (zip)".to_owned(),
        [one] => format!(
            "this is a packed file (zip) with '{}', not a workbook",
            example(one)
        ),
        [one, rest @ ..] => format!(
            "this is a packed file (zip) with '{}' and {} more, not a workbook",
            example(one),
            rest.len()
        ),
    };
    Broken::new(what, "Unpack it, and name the file with the table.")
}

/// What a part refers to, by id; the whole file where the part has no name.
fn relations(archive: &mut Archive, part: &str) -> Result<HashMap<String, Relation>, Broken> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let name = if folder.is_empty() {
        format!("_rels/{file}.rels")
    } else {
        format!("{folder}/_rels/{file}.rels")
    };
    let mut xml = open(archive, &name)?;
    let mut relations = HashMap::new();
    loop {
        match xml.next()? {
            Event::Start(element) | Event::Empty(element) if relations.len() < MOST_SHEETS => {
                let value = |name| attribute(&element, name);
                if let (Some(id), Some(kind), Some(target)) =
                    (value("Id"), value("Type"), value("Target"))
                    && value("TargetMode").is_none_or(|mode| mode != "External")
                {
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    let target = beside(folder, &target);
                    relations.insert(id.into_owned(), Relation { kind, target });
                }
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
    }
}

/// A part named from within a folder.
fn beside(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

/// The sheet that is asked for by its name or its place among `sheets`, from 1; without either the first that is not
/// hidden.
pub(super) fn chosen<'t>(
    sheets: &'t [Tab],
    asked: Option<&str>,
    option: &str,
) -> Result<&'t Tab, Broken> {
    let Some(first) = sheets.first() else {
        return Err(Broken::new(
            "the workbook has no sheet with cells",
            SAVE_AGAIN,
        ));
    };
    let Some(asked) = asked else {
        return Ok(sheets.iter().find(|tab| !tab.hidden).unwrap_or(first));
    };
    let exact = sheets.iter().find(|tab| tab.name == asked);
    let alike = || {
        let wanted = asked.trim().to_lowercase();
        sheets
            .iter()
            .find(|tab| tab.name.trim().to_lowercase() == wanted)
    };
    let numbered = || sheets.get(asked.trim().parse::<usize>().ok()?.checked_sub(1)?);
    exact.or_else(alike).or_else(numbered).ok_or_else(|| {
        let listed = super::listed(sheets.iter().map(|tab| (tab.name.as_str(), tab.hidden)));
        Broken::new(
            format!("the workbook has no sheet '{}'", example(asked)),
            format!("It has {listed}. Name one of them, or its number, with {option}."),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_named_from_where_they_are() {
        for (folder, target, part) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            (
                "xl",
                "/xl/worksheets/sheet1.xml",
                "xl/worksheets/sheet1.xml",
            ),
            ("xl", "../other/./a.xml", "other/a.xml"),
            ("xl", "../../../a.xml", "a.xml"),
            ("xl", "worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
        ] {
            assert_eq!(beside(folder, target), part);
        }
    }

    #[test]
    fn a_sheet_is_named_exactly_or_nearly_or_by_its_number() {
        let tab = |name: &str, hidden| Tab {
            name: name.to_owned(),
            part: String::new(),
            hidden,
        };
        let sheets = [
            tab("Lists", true),
            tab("Leads", false),
            tab("LEADS", false),
            tab("1", false),
        ];
        for (asked, name) in [
            (None, "Leads"),
            (Some("LEADS"), "LEADS"),
            (Some(" leads "), "Leads"),
            (Some("2"), "Leads"),
            (Some("1"), "1"),
            (Some("lists"), "Lists"),
        ] {
            assert_eq!(
                chosen(&sheets, asked, "--sheet").map(|tab| tab.name.as_str()),
                Ok(name)
            );
        }
        for asked in ["0", "5", "-1", "", "Kunden"] {
            let broken = chosen(&sheets, Some(asked), "--sheet").expect_err("no such sheet");
            let problem = broken.problem("a.xlsx").to_string();
            assert!(
                problem.contains("It has 'Lists' (hidden), 'Leads', 'LEADS' and '1'."),
                "{problem}"
            );
        }
        assert!(chosen(&sheets[..1], None, "--sheet").is_ok_and(|tab| tab.hidden));
        assert!(chosen(&[], None, "--sheet").is_err());
    }
}
