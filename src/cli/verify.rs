//! `leadpact verify FILE`: what the digests of a file say, and what they do not.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::cli::export::is_definition;
use crate::cli::spelled::{self, Spelled};
use crate::cli::{Error, named};
use leadpact_definition::LeadDefinition;
use leadpact_definition::binding::{Binding, is_as_it_says};
use leadpact_files::{self as files, DataFolder, Fault, neutral_line, outlet};
use leadpact_leads::MappingFile;
use leadpact_workshop::integrity::{self, Finding};
use leadpact_workshop::{Workshop, as_noted};

/// Say whether sealed sheets, signed versions and the log are what they were.
#[derive(Debug, clap::Args)]
pub struct Verify {
    /// A workshop (a file, or its name in the data folder), or an exported rule file
    file: OsString,
    /// Six words that somebody noted when a sheet was sealed or a version was signed; may be repeated
    #[arg(long, value_name = "WORDS")]
    words: Vec<String>,
    /// An older copy of the file, or somebody else's: what was sealed, signed and logged there has to stand unchanged
    #[arg(long, value_name = "COPY")]
    against: Option<PathBuf>,
}

/// What was found, and whether all of it holds.
struct Report {
    text: String,
    holds: bool,
}

impl Report {
    fn say(&mut self, holds: bool, sentence: &str) {
        self.holds &= holds;
        let mark = if holds { "holds" } else { "BROKEN" };
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "{mark:<7} {}.", neutral_line(sentence));
    }
}

impl Verify {
    /// Prints a line for each sheet, version and log, then what the witnesses say. Exit status 1 where something does not
    /// hold.
    ///
    /// # Errors
    /// A file cannot be read, or is neither a workshop nor a rule file.
    pub fn run(self) -> Result<u8, Error> {
        let path = DataFolder::find()?.resolve(&self.file)?;
        let (bytes, _) = files::load_bytes(&path)?;
        let name = path.to_string_lossy();
        let mut report = Report {
            text: String::new(),
            holds: true,
        };
        let known = if is_definition(&bytes) {
            let definition = files::read_definition(&name, &bytes)?;
            let known = self.rule_file(&definition, &mut report)?;
            spellings(&path, &definition, &mut report)?;
            known
        } else {
            let workshop = files::read_workshop(&name, &bytes)?;
            named::left_behind(&path);
            self.workshop(&workshop, &mut report)?
        };
        self.noted(&known, &mut report);
        if report.holds && self.words.is_empty() && self.against.is_none() {
            report.text.push_str(
                "\nThe file agrees with itself, which anybody can arrange who can write it: all digests can be made anew. \
                 A witness outside proves more:\nsix words that somebody noted (--words), or a copy that somebody else kept \
                 (--against).\n",
            );
        }
        outlet::words().write_all(report.text.as_bytes())?;
        Ok(u8::from(!report.holds))
    }

    /// What holds of a workshop; all that has words, with them.
    fn workshop(&self, workshop: &Workshop, report: &mut Report) -> Result<Vec<Known>, Error> {
        let findings = integrity::findings(workshop);
        for finding in &findings {
            report.say(finding.holds, &finding.says);
        }
        if findings.is_empty() {
            report
                .text
                .push_str("Nothing is sealed or signed in this workshop yet.\n");
        }
        if let Some(against) = &self.against {
            let copy = files::load_workshop(against)?.value;
            let missing = integrity::missing_from(workshop, &copy);
            compared(against, &missing, report);
        }
        Ok(findings.iter().filter_map(Known::of).collect())
    }

    /// What holds of a rule file.
    fn rule_file(
        &self,
        definition: &LeadDefinition,
        report: &mut Report,
    ) -> Result<Vec<Known>, Error> {
        let metadata = &definition.metadata;
        let binding = Binding::of(definition);
        match &metadata.content_hash {
            Some(hash) => report.say(
                hash == binding.content_hash(),
                "The rules are those of the file's contentHash",
            ),
            None => report
                .text
                .push_str("The file has no contentHash: nothing says which rules were signed.\n"),
        }
        let whole = is_as_it_says(definition);
        if metadata.agreement_hash.is_some() || !whole {
            report.say(
                whole,
                "Title, days, decisions, names and parked points are those of the file's agreementHash",
            );
        } else if metadata.status.is_signed() {
            let covered = integrity::covered(definition);
            let _ = writeln!(report.text, "The signatures cover {covered}.");
        }
        for signature in definition.agreement.iter().flat_map(|a| &a.signatures) {
            let sentence = format!(
                "{} signed version {} on {}",
                signature.name, signature.version, signature.on
            );
            let this = signature.version == metadata.version;
            report.say(this && binding.holds(signature), &sentence);
        }
        if let Some(against) = &self.against {
            let (bytes, _) = files::load_bytes(against)?;
            let name = against.to_string_lossy();
            let missing = if is_definition(&bytes) {
                let mut copy = files::read_definition(&name, &bytes)?;
                copy.metadata.status = metadata.status;
                other_than(definition, [&without_spellings(&copy)])
            } else {
                let copy = files::read_workshop(&name, &bytes)?;
                let versions = copy.versions.iter().map(|v| {
                    let mut version = v.definition.clone();
                    version.metadata.status = metadata.status;
                    without_spellings(&version)
                });
                let versions: Vec<LeadDefinition> = versions.collect();
                other_than(definition, &versions)
            };
            compared(against, &missing, report);
        }
        let words = integrity::words_of(definition);
        let about = format!("version {}", metadata.version);
        Ok(words
            .map(|words| Known { about, words })
            .into_iter()
            .collect())
    }

    /// What the words that were noted belong to.
    fn noted(&self, known: &[Known], report: &mut Report) {
        for words in &self.words {
            let words = as_noted(words);
            match known.iter().find(|known| known.words == words) {
                Some(known) => report.say(true, &format!("“{words}” are the words of {}", known.about)),
                None => report.say(
                    false,
                    &format!(
                        "“{words}” are the words of nothing in this file: what they were noted for was changed or exchanged, \
                         or they were noted wrongly"
                    ),
                ),
            }
        }
        if !known.is_empty() {
            report.text.push_str(
                "\nThe words of what is in the file, to be held against what was noted:\n",
            );
            for known in known {
                let _ = writeln!(
                    report.text,
                    "  {}: {}",
                    neutral_line(&known.about),
                    known.words
                );
            }
        }
    }
}

/// Whether the mapping beside a rule file is the one that was agreed. One that is not breaks nothing: the rules are those
/// that were signed, and where an export has its columns may change without anybody's name.
fn spellings(path: &Path, definition: &LeadDefinition, report: &mut Report) -> Result<(), Fault> {
    if definition.agreed_mapping().is_none() {
        return Ok(());
    }
    let beside = spelled::beside(path);
    let file = beside.as_deref().map(MappingFile::load).transpose()?;
    let spelled = Spelled::of(definition, beside.as_deref().zip(file.as_ref()), None);
    if spelled.is_agreed() {
        report.say(true, "The columns and spellings are those that were agreed");
    } else if let Some(words) = spelled.words() {
        let _ = writeln!(report.text, "differs {}", neutral_line(&words));
    }
    Ok(())
}

/// Something that has words.
struct Known {
    about: String,
    words: String,
}

impl Known {
    fn of(finding: &Finding) -> Option<Self> {
        let about = finding.called.clone();
        let words = finding.words.clone()?;
        Some(Self { about, words })
    }
}

/// The definition as it is written beside a mapping, which is compared by the agreement's digest of it; where both were
/// signed as one text, the whole.
fn without_spellings(definition: &LeadDefinition) -> LeadDefinition {
    let apart = definition.apart();
    apart.map_or_else(|| definition.clone(), |(meaning, _)| meaning)
}

fn other_than<'d>(
    definition: &LeadDefinition,
    copies: impl IntoIterator<Item = &'d LeadDefinition>,
) -> Vec<String> {
    let mut copies = copies.into_iter();
    let definition = &without_spellings(definition);
    if copies.any(|copy| copy == definition) {
        Vec::new()
    } else {
        let version = &definition.metadata.version;
        vec![format!("Version {version} does not stand so in the copy")]
    }
}

fn compared(against: &Path, missing: &[String], report: &mut Report) {
    let copy = against.display();
    if missing.is_empty() {
        report.say(
            true,
            &format!("All that is sealed, signed and logged in {copy} stands here unchanged"),
        );
    }
    for sentence in missing {
        report.say(false, &format!("{sentence}: held against {copy}"));
    }
}
