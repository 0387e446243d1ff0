//! `leadpact list`.

use std::fmt::Write as _;
use std::io::Write;

use serde::Serialize;

use crate::cli::{Error, aside};
use leadpact_files::{self as files, DataFolder, Fault, Listed, neutral_line, outlet};
use leadpact_workshop::Head;

/// Print the workshops of the data folder.
#[derive(Debug, clap::Args)]
pub struct List {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// One workshop in `--json`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<String>,
    /// Whether a version is not what was signed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    not_as_signed: bool,
    /// What is not what was signed, sealed or written; empty as a rule.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    broken: Vec<String>,
}

impl List {
    /// Prints title, step, status and last change, newest first. A file that cannot be read keeps its line, with the fault.
    ///
    /// # Errors
    /// The data folder cannot be read.
    pub fn run(self) -> Result<u8, Error> {
        let folder = DataFolder::find()?;
        let mut listed = folder.list::<Head>()?;
        listed.sort_by(|a, b| changed(b).cmp(&changed(a)).then(a.name.cmp(&b.name)));
        let items: Vec<Item> = listed.into_iter().map(item).collect();
        let printed = if self.json {
            files::json(&items)?
        } else {
            text(&items)
        };
        outlet::words().write_all(printed.as_bytes())?;
        if items.is_empty() && !self.json {
            let place = folder.path().display();
            aside(format_args!(
                "There is no workshop in {place} yet. Begin one with: leadpact new \"Our leads\""
            ));
        }
        Ok(0)
    }
}

fn changed(listed: &Listed<Head>) -> Option<jiff::Timestamp> {
    listed.head.as_ref().ok().map(|head| head.changed)
}

fn item(listed: Listed<Head>) -> Item {
    let file = listed.path.display().to_string();
    let (head, fault): (Option<Head>, Option<Fault>) = match listed.head {
        Ok(head) => (Some(head), None),
        Err(fault) => (None, Some(fault)),
    };
    let by_hand = head.as_ref().map(|_| files::by_hand(&listed.path));
    let by_hand = by_hand.unwrap_or_default();
    let head = head.as_ref();
    Item {
        not_as_signed: by_hand.version,
        broken: by_hand.sentences,
        file,
        title: head.map(|h| h.title.clone()),
        step: head.map(|h| h.step.word().to_owned()),
        status: head.map(|h| h.status.word().to_owned()),
        version: head.and_then(|h| h.version.clone()),
        changed: head.map(|h| h.changed.to_string()),
        review: head.and_then(|h| h.review).map(|day| day.to_string()),
        fault: fault.map(|fault| fault.to_string()),
    }
}

fn text(items: &[Item]) -> String {
    let mut text = String::new();
    for item in items {
        let line = match (&item.title, &item.fault) {
            (Some(title), _) => {
                let status = match &item.version {
                    Some(version) if item.not_as_signed => {
                        format!("{version} is not as signed")
                    }
                    _ if !item.broken.is_empty() => "changed by hand".to_owned(),
                    Some(version) => {
                        format!("{} {version}", item.status.as_deref().unwrap_or_default())
                    }
                    None => item.step.clone().unwrap_or_default(),
                };
                let day = item
                    .changed
                    .as_deref()
                    .and_then(|c| c.get(..10))
                    .unwrap_or_default();
                format!("{title:<36} {status:<16} {day}  {}", item.file)
            }
            (None, fault) => fault.clone().unwrap_or_default(),
        };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", neutral_line(&line));
        for sentence in &item.broken {
            let _ = writeln!(text, "  {}.", neutral_line(sentence));
        }
    }
    text
}
