//! Reading a rule file for a command: what is wrong with it is told with line and column.

use std::path::Path;

use leadpact_definition::metadata::check_head;
use leadpact_definition::{Compiled, LeadDefinition, Problem, compile};
use leadpact_files::{Fault, faults, load_definition};
use leadpact_leads::{LogForm, Mapped, mapping};

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

    /// Reads and compiles the rule file at `path`, with the mapping file at `map` over it.
    ///
    /// # Errors
    /// Every fault with its place, in the rule file or else in the mapping file.
    pub fn load_mapped(path: &Path, map: Option<&Path>) -> Result<(Self, Mapped), Vec<Fault>> {
        let rules = Self::load(path)?;
        let spec = &rules.definition.spec;
        let mapped = match map {
            Some(map) => mapping::load(map, spec)?,
            None => Mapped {
                spec: spec.clone(),
                compiled: rules.compiled.clone(),
                log: LogForm::default(),
            },
        };
        Ok((rules, mapped))
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
