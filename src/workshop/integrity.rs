//! What a workshop's own digests say about it: sheets that are what was sealed, versions that are what was signed, a log
//! that is what was written.
//!
//! All of it stands in the file, and whoever can write the file can make all of it anew. So what holds here means that the
//! file agrees with itself; that nothing was exchanged takes a witness outside: words that somebody noted, or a copy.

use std::collections::HashSet;

use crate::log::first_changed;
use crate::version::version_is_intact;
use crate::{Sheet, SheetState, Signature, Version, Workshop, commit_words};
use leadpact_definition::{LeadDefinition, Status};

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

/// Everything that can be looked at: sealed sheets, versions, the log, what the lists show.
#[must_use]
pub fn findings(workshop: &Workshop) -> Vec<Finding> {
    let words = |looked: Looked| Finding {
        words: looked.digest.as_deref().map(commit_words),
        ..looked.finding
    };
    look(workshop).map(words).collect()
}

/// What is not what it was, in sentences; empty as a rule.
#[must_use]
pub fn broken(workshop: &Workshop) -> Vec<String> {
    let broken = look(workshop).filter(|looked| !looked.finding.holds);
    broken.map(|looked| looked.finding.says).collect()
}

/// For each version whether it is what was signed, and stands where the log tells of it.
#[must_use]
pub fn versions_hold(workshop: &Workshop) -> Vec<bool> {
    let bonds = Bonds::of(workshop);
    let found = versions(workshop, &bonds);
    found.map(|looked| looked.finding.holds).collect()
}

/// A version of the workshop as it may leave: one that is not what was signed is no agreed one. Any other definition is
/// given back as it is.
#[must_use]
pub fn as_it_holds(workshop: &Workshop, definition: LeadDefinition) -> LeadDefinition {
    let versions = workshop.versions.iter().zip(versions_hold(workshop));
    let mut broken = versions.filter(|(_, holds)| !holds);
    if broken.any(|(version, _)| version.definition == definition) {
        let mut definition = definition;
        definition.metadata.status = Status::Proposed;
        return definition;
    }
    definition
}

/// A finding before its words are made, which takes a while.
struct Looked {
    finding: Finding,
    /// What the words are made of.
    digest: Option<String>,
}

impl Looked {
    fn new(called: String, fault: Option<String>, holds: impl FnOnce() -> String) -> Self {
        Self {
            finding: Finding {
                holds: fault.is_none(),
                called,
                says: fault.unwrap_or_else(holds),
                words: None,
            },
            digest: None,
        }
    }

    fn of_log(fault: Option<String>, holds: impl FnOnce() -> String) -> Self {
        Self::new("the log".to_owned(), fault, holds)
    }
}

fn look(workshop: &Workshop) -> impl Iterator<Item = Looked> {
    let bonds = Bonds::of(workshop);
    let sheets = workshop.sheets.iter();
    let mut all: Vec<Looked> = sheets.filter_map(|s| sheet(workshop, s, &bonds)).collect();
    all.extend(versions(workshop, &bonds));
    all.extend(log(workshop, &bonds));
    all.extend(head(workshop));
    all.into_iter()
}

/// "Version 1.0.0 is not what was signed".
#[must_use]
pub fn not_as_signed(version: &str) -> String {
    format!("Version {version} is not what was signed: the file was changed by hand")
}

/// What the log says that stands in the file.
struct Bonds<'w> {
    /// Each digest with the place of the line that named it.
    told: Vec<(&'w str, usize)>,
    /// Whether the log tells of everything: it is linked from its first line on.
    whole: bool,
}

impl<'w> Bonds<'w> {
    fn of(workshop: &'w Workshop) -> Self {
        let mut told: Vec<(&str, usize)> = Vec::new();
        for (place, entry) in workshop.log.iter().enumerate() {
            told.retain(|(digest, _)| !entry.frees.iter().any(|freed| freed == digest));
            told.extend(entry.binds.iter().map(|digest| (digest.as_str(), place)));
        }
        let first = workshop.log.first();
        Self {
            told,
            whole: first.is_some_and(|entry| entry.link.is_some()),
        }
    }

    /// The place of the line that tells of this digest.
    fn line(&self, digest: &str) -> Option<usize> {
        let told = self.told.iter().find(|(known, _)| *known == digest);
        told.map(|(_, place)| *place)
    }
}

/// The words of a version: those of its agreement's digest, or of the rules' where it has none.
#[must_use]
pub fn words_of(definition: &LeadDefinition) -> Option<String> {
    digest_of(definition).map(|digest| commit_words(digest))
}

fn digest_of(definition: &LeadDefinition) -> Option<&String> {
    let metadata = &definition.metadata;
    let digest = metadata.agreement_hash.as_ref();
    digest.or(metadata.content_hash.as_ref())
}

/// What the signatures under a definition cover, by the scheme that they were given under.
#[must_use]
pub fn covered(definition: &LeadDefinition) -> &'static str {
    let signatures = definition.agreement.iter().flat_map(|a| &a.signatures);
    if definition.metadata.agreement_hash.is_some() {
        "rules, decisions, names and days"
    } else if signatures.into_iter().any(|s| s.terms.is_some()) {
        "the rules and the day in force; names, decisions and other days are not covered by what was signed then"
    } else {
        "the rules alone; names, decisions and days are not covered by what was signed then"
    }
}

fn sheet(workshop: &Workshop, sheet: &Sheet, bonds: &Bonds<'_>) -> Option<Looked> {
    let mark = sheet.mark()?;
    let whose = format!(
        "sheet of {} ({})",
        sheet.person,
        workshop.party_name(&sheet.party)
    );
    let sealed = match &sheet.state {
        SheetState::Revealed { .. } => "sealed, and on the table now",
        SheetState::Open(_) | SheetState::Sealed(_) | SheetState::Locked(_) => "sealed",
    };
    let fault = if !sheet.keeps_its_seal() {
        Some(format!(
            "The {whose} is not what was sealed: the file was changed by hand"
        ))
    } else if bonds.whole && bonds.line(&mark.bond(sheet)).is_none() {
        Some(format!(
            "The {whose} is not the one whose sealing the log tells of: it was put in, or sealed anew, by hand"
        ))
    } else {
        None
    };
    let looked = Looked::new(format!("the {whose}"), fault, || {
        format!("The {whose} is what was {sealed}")
    });
    Some(Looked {
        digest: Some(mark.digest.clone()),
        ..looked
    })
}

fn versions(workshop: &Workshop, bonds: &Bonds<'_>) -> impl Iterator<Item = Looked> {
    let newest = workshop.versions.len().saturating_sub(1);
    let mut before = None;
    workshop
        .versions
        .iter()
        .enumerate()
        .map(move |(place, version)| {
            let definition = &version.definition;
            // The log tells of each version once, in their order. It does not know those of older files.
            let hash = definition.metadata.agreement_hash.as_deref();
            let line = hash.and_then(|hash| bonds.line(hash));
            let told = hash.is_none() || !bonds.whole || (line.is_some() && line > before);
            before = line.or(before);
            let status = if place == newest {
                Status::Agreed
            } else {
                Status::Superseded
            };
            let holds = version_is_intact(version) && told && definition.metadata.status == status;
            self::version(version, holds)
        })
}

fn version(version: &Version, holds: bool) -> Looked {
    let definition = &version.definition;
    let number = &definition.metadata.version;
    let signatures = definition.agreement.iter().flat_map(|a| &a.signatures);
    let names: Vec<&str> = signatures.map(|s| s.name.as_str()).collect();
    let fault = (!holds).then(|| not_as_signed(number));
    let looked = Looked::new(format!("version {number}"), fault, || {
        let names = names.join(" and ");
        format!(
            "Version {number}, under the names of {names}, is what was signed: {}",
            covered(definition)
        )
    });
    Looked {
        digest: digest_of(definition).cloned(),
        ..looked
    }
}

fn log(workshop: &Workshop, bonds: &Bonds<'_>) -> Vec<Looked> {
    let log = &workshop.log;
    let linked = log.iter().filter(|entry| entry.link.is_some()).count();
    let broken = first_changed(log).map(|at| {
        format!("The log is not what was written: line {at} or one before it was changed by hand")
    });
    let mut found = Vec::new();
    if linked > 0 || broken.is_some() {
        found.push(Looked::of_log(broken, || {
            format!("The {linked} linked lines of the log stand as they were written")
        }));
    }
    let mut fault = |words: String| found.push(Looked::of_log(Some(words), String::new));
    let last = log.last().and_then(|entry| entry.link.as_ref());
    if workshop.log_end.as_ref() != last {
        fault("Lines of the log are gone or put in at its end".to_owned());
    }
    for version in &workshop.versions {
        let agreement = version.definition.agreement.as_ref();
        let link = agreement.and_then(|agreement| agreement.log_link.as_ref());
        if link.is_some_and(|link| log.iter().all(|entry| entry.link.as_ref() != Some(link))) {
            let number = &version.definition.metadata.version;
            fault(format!(
                "Lines of the log are gone that stood there when version {number} was agreed"
            ));
        }
    }
    let seals = workshop.sheets.iter().filter_map(Sheet::bond);
    let versions = workshop.versions.iter();
    let versions = versions.filter_map(|v| v.definition.metadata.agreement_hash.clone());
    let here: HashSet<String> = seals.chain(versions).collect();
    for (digest, place) in &bonds.told {
        if !here.contains(*digest) {
            fault(format!(
                "What line {} of the log tells of does not stand in the file: “{}”",
                place + 1,
                log.get(*place)
                    .map(|entry| entry.what.trim_end_matches('.'))
                    .unwrap_or_default()
            ));
        }
    }
    found
}

/// What the lists show, where it is not what the versions say.
fn head(workshop: &Workshop) -> Vec<Looked> {
    let head = &workshop.head;
    let newest = workshop.versions.last().map(|version| &version.definition);
    let version = newest.map(|definition| definition.metadata.version.as_str());
    let review = newest.and_then(|definition| definition.agreement.as_ref()?.review);
    let mut found = Vec::new();
    let mut fault = |words: String| {
        let called = "the head of the file".to_owned();
        found.push(Looked::new(called, Some(words), String::new));
    };
    if head.version.as_deref() != version {
        fault(format!(
            "The head of the file names version {}, and the newest that was agreed is {}",
            head.version.as_deref().unwrap_or("none"),
            version.unwrap_or("none")
        ));
    }
    if (head.status == Status::Agreed) != workshop.is_closed() {
        fault(format!(
            "The head of the file says {}, and that is not where the work stands",
            head.status.word()
        ));
    }
    if head.review != review.map(|day| day.0) {
        fault(
            "The head of the file names another day of review than the newest version".to_owned(),
        );
    }
    found
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
        if there.mark() != Some(mark) {
            missing.push(format!(
                "The sheet of {} is not the one that was sealed in the copy",
                sheet.person
            ));
        }
    }
    for signature in copy.proposal.iter().flat_map(|p| &p.signatures) {
        if !stands(workshop, signature) {
            missing.push(format!(
                "The name of {} under the text that lay on the table does not stand as in the copy",
                signature.name
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

/// Whether a name under a text on the table stands there still, or under the version that the text became.
fn stands(workshop: &Workshop, signature: &Signature) -> bool {
    let on_the_table = workshop.proposal.iter().flat_map(|p| &p.signatures);
    let agreements = workshop.versions.iter();
    let agreements = agreements.filter_map(|v| v.definition.agreement.as_ref());
    on_the_table.into_iter().any(|s| s == signature)
        || agreements.flat_map(|a| &a.signatures).any(|s| {
            s.party == signature.party
                && s.name == signature.name
                && s.content_hash == signature.content_hash
                && s.agreement_hash == signature.agreement_hash
        })
}

/// Whether two versions are the same; a later one may have superseded it meanwhile.
fn is_same(one: &Version, other: &Version) -> bool {
    let mut one = one.clone();
    one.definition.metadata.status = other.definition.metadata.status;
    one == *other
}

/// The first version that is not the text that was signed; `None` where all are.
#[must_use]
pub fn tampered(workshop: &Workshop) -> Option<&str> {
    let mut versions = workshop.versions.iter().zip(versions_hold(workshop));
    let (broken, _) = versions.find(|(_, holds)| !holds)?;
    Some(&broken.definition.metadata.version)
}

#[cfg(test)]
mod tests;
