//! `leadpact export FILE`.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::formats::{self, Format, Wish};
use crate::cli::rules::Whole;
use crate::cli::sql_form::SqlOptions;
use crate::cli::taken::Taken;
use crate::cli::{Error, aside, named};
use leadpact_definition::{LeadDefinition, Status};
use leadpact_export::{self as export, RuleFiles, Tool};
use leadpact_files::{self as files, DataFolder, Expected, Fault, nearest, neutral_line, outlet};
use leadpact_leads::MappingFile;
use leadpact_workshop::{Version, Workshop, integrity, sign};

/// Write the agreed definition for people and for tools: document, rule file, SQL, dbt, JsonLogic, GoRules, scorecard.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// A workshop (a file, or its name in the data folder), or a lead definition
    file: OsString,
    /// A format to write; may be repeated. Without it, the rule file, Markdown and the web page
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Vec<Format>,
    /// Write a form also where it cannot say everything exactly; its fidelity report tells what
    #[arg(long)]
    allow_lossy: bool,
    /// The tool of the scorecard; without it, a sheet for each
    #[arg(long, value_enum, value_name = "TOOL")]
    tool: Option<Tool>,
    /// The folder to write to; without it, the current one
    #[arg(
        short,
        long,
        value_name = "DIR",
        default_value = ".",
        hide_default_value = true
    )]
    output: PathBuf,
    /// Which agreed version; without it, the newest
    #[arg(long, value_name = "V", id = "agreed_version")]
    version: Option<String>,
    /// Write what is on the table now, marked as a draft
    #[arg(long, conflicts_with = "agreed_version")]
    draft: bool,
    /// Write what this party alone calls a lead, as a draft, to compare the parties on real leads
    #[arg(long, conflicts_with_all = ["agreed_version", "draft"], value_name = "P")]
    party: Option<String>,
    #[command(flatten)]
    spellings: SpellingOptions,
    /// Replace files that are no earlier export of the same definition
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    in_sql: SqlOptions,
}

/// Options of where an export has the facts.
#[derive(Debug, clap::Args)]
pub struct SpellingOptions {
    /// Write the rule file with the columns and spellings in it, instead of a mapping file beside it
    #[arg(long)]
    one_file: bool,
    /// A mapping file over the rules: where an export has what they ask for. A rule file's own, beside it, is taken
    /// without being named
    #[arg(long, value_name = "MAP.yaml")]
    map: Option<PathBuf>,
}

impl Export {
    /// Writes the files and prints their names.
    ///
    /// # Errors
    /// The file cannot be read, nothing is agreed, or a file is in the way.
    pub fn run(self) -> Result<u8, Error> {
        let taken = self.taken()?;
        let definition = &taken.merged;
        let status = export::standing::status(&taken.own);
        let rule_files = if self.spellings.one_file {
            RuleFiles::One
        } else {
            RuleFiles::Apart
        };
        let wish = Wish {
            formats: &self.format,
            in_sql: &self.in_sql,
            tool: self.tool,
            allow_lossy: self.allow_lossy,
            rule_files,
        };
        let files = formats::files(&taken, &wish)?;
        let mut ready = Vec::new();
        for (name, content) in files {
            let path = self.output.join(name);
            self.may_replace(&path, definition)?;
            ready.push((path, content));
        }
        make_folder(&self.output)?;
        // All is written before any of it is listed: whoever reads the list may stop reading.
        let mut listing = String::new();
        for (path, content) in ready {
            if let Some(folder) = path.parent() {
                make_folder(folder)?;
            }
            files::save(&path, &content, Expected::Anything)?;
            listing.push_str(&neutral_line(&path.to_string_lossy()));
            listing.push('\n');
        }
        if status != taken.claimed {
            aside(format_args!(
                "The file says {}, but signatures are missing or void: it was written as {}.",
                taken.claimed.word(),
                status.word()
            ));
        }
        outlet::words().write_all(listing.as_bytes())?;
        Ok(0)
    }

    /// The definition that is asked for, with the mapping over it.
    fn taken(&self) -> Result<Taken, Error> {
        let path = DataFolder::find()?.resolve(&self.file)?;
        let name = path.to_string_lossy();
        let (bytes, _) = files::load_bytes(&path)?;
        if is_definition(&bytes) {
            if self.version.is_some() {
                let what = "a lead definition holds one version";
                let next = "Leave '--version' out, or name the workshop.";
                return Err(Fault::new(&name, what, next).into());
            }
            // What 'leadpact check' refuses leaves in no format.
            let whole = Whole::load(&path, self.spellings.map.as_deref())?;
            whole.say_mapping();
            return Ok(Taken::of_file(whole));
        }
        let workshop = files::read_workshop(&name, &bytes)?;
        named::notes(&path, &workshop);
        let definition = if let Some(party) = &self.party {
            own(&name, &workshop, party)?
        } else if self.draft {
            draft(&name, &workshop)?
        } else {
            self.agreed(&name, &workshop)?.definition.clone()
        };
        formats::ready(&definition)?;
        let claimed = definition.metadata.status;
        let definition = integrity::as_it_holds(&workshop, definition);
        let map = self
            .spellings
            .map
            .as_deref()
            .map(MappingFile::load)
            .transpose()?;
        let over = map.map(|file| file.over(&definition.spec)).transpose()?;
        Ok(Taken::of_workshop(definition, claimed, over))
    }

    /// The agreed version that is asked for.
    fn agreed<'w>(&self, name: &str, workshop: &'w Workshop) -> Result<&'w Version, Fault> {
        let Some(newest) = workshop.versions.last() else {
            let next = "Sign it with 'leadpact open', or export the draft with '--draft'.";
            return Err(Fault::new(
                name,
                "nothing is agreed in this workshop yet",
                next,
            ));
        };
        let Some(wanted) = &self.version else {
            return Ok(newest);
        };
        let versions = workshop.versions.iter();
        let known: Vec<&str> = versions
            .map(|version| version.definition.metadata.version.as_str())
            .collect();
        let found = workshop
            .versions
            .iter()
            .find(|version| version.definition.metadata.version == *wanted);
        found.ok_or_else(|| {
            let next = match nearest(wanted, known.iter().copied()) {
                Some(near) => format!("Did you mean '{near}'?"),
                None => format!("There are: {}.", known.join(", ")),
            };
            Fault::new("--version", "this version was never agreed", &next).found(wanted)
        })
    }

    /// Refuses to replace a file that somebody else wrote.
    fn may_replace(&self, path: &Path, definition: &LeadDefinition) -> Result<(), Fault> {
        if self.force || !path.exists() {
            return Ok(());
        }
        let ours = |path: &Path| -> Result<bool, Fault> {
            let (there, _) = files::load_bytes(path)?;
            if export::is_changed_mapping(&there) {
                let what = "this mapping was changed since it was exported, and that would be lost";
                let next = "Name another folder with '-o', write all in one file with '--one-file', or replace it with '--force'.";
                return Err(Fault::new(&path.to_string_lossy(), what, next));
            }
            Ok(export::is_ours(&there, definition))
        };
        // The seeds of a dbt project are CSV and have no head; the project file beside them has.
        let project = path
            .ancestors()
            .nth(2)
            .map(|folder| folder.join("dbt_project.yml"));
        let is_seed = path.extension().is_some_and(|ending| ending == "csv");
        if ours(path)? || (is_seed && project.is_some_and(|file| ours(&file).unwrap_or(false))) {
            return Ok(());
        }
        Err(Fault::new(
            &path.to_string_lossy(),
            "a file of this name is there, and it is no earlier export of this definition",
            "Name another folder with '-o', or replace it with '--force'.",
        ))
    }
}

fn make_folder(folder: &Path) -> Result<(), Fault> {
    std::fs::create_dir_all(folder).map_err(|error| {
        let what = format!("the folder cannot be made: {error}");
        let next = "Name another folder with '-o'.";
        Fault::new(&folder.to_string_lossy(), &what, next)
    })
}

/// What one party alone calls a lead.
fn own(name: &str, workshop: &Workshop, wanted: &str) -> Result<LeadDefinition, Error> {
    let party = crate::cli::party(workshop, wanted)?;
    revealed(name, workshop)?;
    Ok(sign::own_definition(workshop, &party.id))
}

/// Before the reveal no answer leaves the file.
fn revealed(name: &str, workshop: &Workshop) -> Result<(), Fault> {
    if workshop.is_revealed() {
        return Ok(());
    }
    let what = "the answers are still sealed, so nothing is on the table yet";
    let next = "Compare them first with 'leadpact open'.";
    Err(Fault::new(name, what, next))
}

/// What is on the table, unsigned.
fn draft(name: &str, workshop: &Workshop) -> Result<LeadDefinition, Fault> {
    revealed(name, workshop)?;
    let definition = sign::propose(workshop);
    if definition.metadata.status == Status::Agreed {
        // Nothing is being amended: then the newest version is all there is.
        let next = "Leave '--draft' out, or open an amendment.";
        return Err(Fault::new(
            name,
            "everything in this workshop is agreed",
            next,
        ));
    }
    Ok(definition)
}

/// Whether the first lines say that this is a lead definition.
pub(super) fn is_definition(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes));
    let is = |kind: &str| kind.trim().trim_matches(['"', '\'']) == "LeadDefinition";
    let in_a_line = |line: &str| line.strip_prefix("kind:").is_some_and(is);
    // YAML may be written as one map in braces, as JSON is; then the first `kind` is that of the file.
    let in_braces = || {
        let (_, kind) = text.trim_start().strip_prefix('{')?.split_once("kind")?;
        let kind = kind.trim_start_matches(['"', '\'']).trim_start();
        kind.strip_prefix(':')?.split([',', '}']).next().map(is)
    };
    text.lines().any(in_a_line) || in_braces().unwrap_or(false)
}
