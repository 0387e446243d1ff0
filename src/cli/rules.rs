//! Reading a rule file for a command: what is wrong with it is told with line and column.

use std::path::{Path, PathBuf};

use crate::cli::aside;
use crate::cli::spelled::{self, Spelled};
use leadpact_definition::metadata::check_head;
use leadpact_definition::{Compiled, LeadDefinition, Problem, compile};
use leadpact_files::{Fault, faults, load_definition};
use leadpact_leads::{LogForm, Mapped, Mapping, MappingFile};

/// A rule file, read and compiled.
#[derive(Debug)]
pub struct Rules {
    /// What the file says.
    pub definition: LeadDefinition,
    /// The same, ready to score.
    pub compiled: Compiled,
    name: String,
    bytes: Vec<u8>,
}

impl Rules {
    /// Reads and compiles the rule file at `path`.
    ///
    /// # Errors
    /// Every fault with its place: the first one where the file cannot be read, all where it can but makes no sense.
    pub fn load(path: &Path) -> Result<Self, Vec<Fault>> {
        let name = path.to_string_lossy().into_owned();
        let (definition, bytes) = load_definition(path).map_err(|fault| vec![fault])?;
        let compiled = compile(&definition.spec)
            .map_err(|problems: Vec<Problem>| faults(&name, &bytes, &problems))?;
        Ok(Self {
            definition,
            compiled,
            name,
            bytes,
        })
    }

    /// What is wrong with the file's head and the signatures under it: rules that were changed after they were signed.
    #[must_use]
    pub fn head_faults(&self) -> Vec<Fault> {
        self.faults(&check_head(&self.definition))
    }

    /// Problems of this file with their places in it.
    #[must_use]
    pub fn faults(&self, problems: &[Problem]) -> Vec<Fault> {
        faults(&self.name, &self.bytes, problems)
    }
}

/// A rule file with the mappings over it.
#[derive(Debug)]
pub struct Whole {
    /// The rule file alone.
    pub rules: Rules,
    /// With the mapping that lies beside it.
    pub base: Mapped,
    /// With the mapping that was named over that.
    pub mapped: Mapped,
    /// Which mappings these are.
    pub spelled: Spelled,
    /// What the last of them says; none: there is none.
    pub last: Option<Mapping>,
}

impl Whole {
    /// Reads the rule file at `path`, the mapping file beside it, and the one at `map` over that.
    ///
    /// # Errors
    /// Every fault with its place, in the rule file or else in a mapping file.
    pub fn load(path: &Path, map: Option<&Path>) -> Result<Self, Vec<Fault>> {
        let rules = Rules::load(path)?;
        let alone = Mapped {
            spec: rules.definition.spec.clone(),
            compiled: rules.compiled.clone(),
            log: LogForm::default(),
        };
        let beside = read(spelled::beside(path))?;
        let base = match &beside {
            Some((_, file)) => file.over_mapped(&alone)?,
            None => alone,
        };
        let given = read(map.map(Path::to_owned))?;
        // The one beside, named as well, is one.
        let given = given.filter(|(path, _)| {
            let same = |(other, _): &(PathBuf, _)| same_file(path, other);
            !beside.as_ref().is_some_and(same)
        });
        let mapped = match &given {
            Some((_, file)) => file.over_mapped(&base)?,
            None => base.clone(),
        };
        let spelled = Spelled::of(
            &rules.definition,
            borrowed(beside.as_ref()),
            borrowed(given.as_ref()),
        );
        let last = given.or(beside).map(|(_, file)| file.mapping);
        Ok(Self {
            rules,
            base,
            mapped,
            spelled,
            last,
        })
    }

    /// Says on standard error which mapping is used, where one is.
    pub fn say_mapping(&self) {
        if let Some(words) = self.spelled.words() {
            aside(words);
        }
    }
}

fn read(path: Option<PathBuf>) -> Result<Option<(PathBuf, MappingFile)>, Vec<Fault>> {
    let Some(path) = path else {
        return Ok(None);
    };
    let file = MappingFile::load(&path).map_err(|fault| vec![fault])?;
    Ok(Some((path, file)))
}

fn borrowed(file: Option<&(PathBuf, MappingFile)>) -> Option<(&Path, &MappingFile)> {
    file.map(|(path, file)| (path.as_path(), file))
}

fn same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}
