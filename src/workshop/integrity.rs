//! What a workshop's own digests say about it: sheets that are what was sealed, versions that are what was signed, a log
//! that is what was written.
//!
//! All of it stands in the file, and whoever can write the file can make all of it anew. So what holds here means that the
//! file agrees with itself; that nothing was exchanged takes a witness outside: words that somebody noted, or a copy.

use crate::definition::LeadDefinition;
use crate::workshop::log::first_changed;
use crate::workshop::sign::version_is_intact;
use crate::workshop::{LogEntry, Sheet, SheetState, Version, Workshop, commit_words};

/// What was looked at, and whether it is what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether it is what it was.
    pub holds: bool,
    /// What people call it: "the sheet of Ana (Marketing)", "version 1.0.0", "the log".
    pub called: String,
    /// A sentence.
    pub says: String,
    /// The words that somebody may have noted of it; `None` where there are none.
    pub words: Option<String>,
}

/// Everything that can be looked at: sealed sheets, versions, the log.
#[must_use]
pub fn findings(workshop: &Workshop) -> Vec<Finding> {
    let sheets = workshop.sheets.iter().filter_map(|s| sheet(workshop, s));
    let versions = workshop.versions.iter().map(version);
    let mut all: Vec<Finding> = sheets.chain(versions).collect();
    all.extend(log(workshop));
    all
}

/// What is not what it was, in sentences; empty as a rule.
#[must_use]
pub fn broken(workshop: &Workshop) -> Vec<String> {
    let sheets = workshop.sheets.iter().filter(|s| !s.keeps_its_seal());
    let sheets = sheets.filter_map(|s| sheet(workshop, s)).map(|f| f.says);
    let versions = workshop.versions.iter().filter(|v| !version_is_intact(v));
    let versions = versions.map(|v| not_as_signed(&v.definition.metadata.version));
    let log = log(workshop).filter(|f| !f.holds).map(|f| f.says);
    sheets.chain(versions).chain(log).collect()
}

/// "Version 1.0.0 is not what was signed".
#[must_use]
pub fn not_as_signed(version: &str) -> String {
    format!("Version {version} is not what was signed: the file was changed by hand")
}

/// The words of a version: those of its agreement's digest, or of the rules' where it has none.
#[must_use]
pub fn words_of(definition: &LeadDefinition) -> Option<String> {
    let metadata = &definition.metadata;
    let digest = metadata.agreement_hash.as_ref();
    let digest = digest.or(metadata.content_hash.as_ref())?;
    Some(commit_words(digest))
}

fn sheet(workshop: &Workshop, sheet: &Sheet) -> Option<Finding> {
    sheet.mark()?;
    let holds = sheet.keeps_its_seal();
    let whose = format!(
        "sheet of {} ({})",
        sheet.person,
        workshop.party_name(&sheet.party)
    );
    let sealed = match &sheet.state {
        SheetState::Revealed { .. } => "sealed, and on the table now",
        SheetState::Open(_) | SheetState::Sealed(_) | SheetState::Locked(_) => "sealed",
    };
    Some(Finding {
        called: format!("the {whose}"),
        holds,
        says: if holds {
            format!("The {whose} is what was {sealed}")
        } else {
            format!("The {whose} is not what was sealed: the file was changed by hand")
        },
        words: sheet.words(),
    })
}

fn version(version: &Version) -> Finding {
    let definition = &version.definition;
    let number = &definition.metadata.version;
    let holds = version_is_intact(version);
    let agreement = definition.agreement.iter();
    let signatures: Vec<_> = agreement.flat_map(|a| &a.signatures).collect();
    let names: Vec<&str> = signatures.iter().map(|s| s.name.as_str()).collect();
    let scheme = if definition.metadata.agreement_hash.is_some() {
        "rules, decisions, names and days"
    } else if signatures.iter().any(|s| s.terms.is_some()) {
        "the rules and the day in force; names, decisions and other days are not covered by what was signed then"
    } else {
        "the rules alone; names, decisions and days are not covered by what was signed then"
    };
    Finding {
        called: format!("version {number}"),
        holds,
        says: if holds {
            let names = names.join(" and ");
            format!("Version {number}, under the names of {names}, is what was signed: {scheme}")
        } else {
            not_as_signed(number)
        },
        words: words_of(definition),
    }
}

fn log(workshop: &Workshop) -> impl Iterator<Item = Finding> {
    let log = &workshop.log;
    let finding = |holds, says: String| Finding {
        called: "the log".to_owned(),
        holds,
        says,
        words: None,
    };
    let linked = log.iter().filter(|entry| entry.link.is_some()).count();
    let lines = match first_changed(log) {
        Some(at) => Some(finding(
            false,
            format!(
                "The log is not what was written: line {at} or one before it was changed by hand"
            ),
        )),
        None if linked == 0 => None,
        None => Some(finding(
            true,
            format!("The {linked} linked lines of the log stand as they were written"),
        )),
    };
    let cut = workshop.versions.iter().filter_map(move |version| {
        let definition = &version.definition;
        let link = definition.agreement.as_ref()?.log_link.as_ref()?;
        let there = |entry: &LogEntry| entry.link.as_ref() == Some(link);
        let number = &definition.metadata.version;
        (!log.iter().any(there)).then(|| {
            finding(
                false,
                format!(
                    "Lines of the log are gone that stood there when version {number} was agreed"
                ),
            )
        })
    });
    lines.into_iter().chain(cut)
}

/// What of an older copy does not stand unchanged in the workshop, in sentences; empty where all does.
#[must_use]
pub fn missing_from(workshop: &Workshop, copy: &Workshop) -> Vec<String> {
    let mut missing = Vec::new();
    for sheet in &copy.sheets {
        let (Some(mark), Some(there)) = (sheet.mark(), workshop.sheet(&sheet.id())) else {
            if sheet.mark().is_some() {
                missing.push(format!("The sealed sheet of {} is not there", sheet.person));
            }
            continue;
        };
        if there.mark().is_none_or(|now| now.digest != mark.digest) {
            missing.push(format!(
                "The sheet of {} is not the one that was sealed in the copy",
                sheet.person
            ));
        }
    }
    for version in &copy.versions {
        let number = &version.definition.metadata.version;
        let mut same = workshop
            .versions
            .iter()
            .filter(|v| v.definition.metadata.version == *number);
        match same.next() {
            None => missing.push(format!("Version {number} is not there")),
            Some(now) if !is_same(version, now) => missing.push(format!(
                "Version {number} is not the one that stands in the copy"
            )),
            Some(_) => {}
        }
    }
    let same = copy
        .log
        .iter()
        .zip(&workshop.log)
        .take_while(|(a, b)| a == b);
    let same = same.count();
    if same < copy.log.len() {
        missing.push(format!("The log is another one from line {} on", same + 1));
    }
    missing
}

/// Whether two versions are the same; a later one may have superseded it meanwhile.
fn is_same(one: &Version, other: &Version) -> bool {
    let mut one = one.clone();
    one.definition.metadata.status = other.definition.metadata.status;
    one == *other
}

#[cfg(test)]
mod tests;
