//! `leadpact log FILE`.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::Write;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::cli::{Error, named};
use leadpact_definition::Status;
use leadpact_files::{self as files, neutral_line, outlet};
use leadpact_workshop::integrity::{not_as_signed, versions_hold};
use leadpact_workshop::{ChangeNote, LogEntry, Version, Workshop};

/// Print what happened in a workshop, and what each agreed version changed and why.
#[derive(Debug, clap::Args)]
pub struct Log {
    /// The workshop: a file, or the name of a workshop in the data folder
    file: OsString,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Log {
    /// Prints the log, oldest first, in the workshop's time zone.
    ///
    /// # Errors
    /// The workshop cannot be read.
    pub fn run(self) -> Result<u8, Error> {
        let (_, workshop) = named::read(&self.file)?;
        let printed = if self.json {
            json(&workshop)?
        } else {
            text(&workshop)
        };
        outlet::words().write_all(printed.as_bytes())?;
        Ok(0)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    title: &'a str,
    log: &'a [LogEntry],
    versions: Vec<VersionRecord<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct VersionRecord<'a> {
    version: &'a str,
    status: Status,
    /// Null where the file does not say.
    effective_from: Option<String>,
    /// Whether it is what was signed.
    intact: bool,
    signatures: Vec<(&'a str, &'a str)>,
    changes: &'a [ChangeNote],
}

fn json(workshop: &Workshop) -> Result<String, Error> {
    let document = Document {
        title: &workshop.head.title,
        log: &workshop.log,
        versions: records(workshop).collect(),
    };
    Ok(files::json(&document)?)
}

fn records(workshop: &Workshop) -> impl Iterator<Item = VersionRecord<'_>> {
    let versions = workshop.versions.iter().zip(versions_hold(workshop));
    versions.map(|(version, intact)| record(version, intact))
}

fn record(version: &Version, intact: bool) -> VersionRecord<'_> {
    let metadata = &version.definition.metadata;
    let agreement = version.definition.agreement.iter();
    VersionRecord {
        version: &metadata.version,
        status: metadata.status,
        effective_from: metadata.effective_from.map(|day| day.to_string()),
        intact,
        signatures: agreement
            .flat_map(|a| &a.signatures)
            .map(|s| (s.party.as_str(), s.name.as_str()))
            .collect(),
        changes: &version.changes,
    }
}

fn text(workshop: &Workshop) -> String {
    let mut text = format!("{}\n\n", neutral_line(&workshop.head.title));
    if workshop.log.is_empty() {
        text.push_str("Nothing has happened yet.\n");
    }
    let zone = TimeZone::get(&workshop.setup.time_zone).unwrap_or(TimeZone::UTC);
    for entry in &workshop.log {
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{}  {}",
            moment(entry.at, &zone),
            neutral_line(&entry.what)
        );
    }
    for record in records(workshop) {
        let since = record
            .effective_from
            .map_or_else(String::new, |day| format!(", in force from {day}"));
        let names: Vec<String> = record
            .signatures
            .iter()
            .map(|(party, name)| format!("{name} ({})", workshop.party_name(party)))
            .collect();
        let line = if record.intact {
            format!(
                "Version {}, {}{since}, signed by {}",
                record.version,
                record.status.word(),
                names.join(", ")
            )
        } else {
            not_as_signed(record.version)
        };
        let _ = writeln!(text, "\n{}", neutral_line(&line));
        for change in record.changes {
            let _ = writeln!(text, "  - {}", neutral_line(&change.what));
            let _ = writeln!(text, "    Why: {}", neutral_line(&change.because));
        }
    }
    text
}

/// Day and minute.
fn moment(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone())
        .strftime("%Y-%m-%d %H:%M")
        .to_string()
}
