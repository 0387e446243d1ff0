//! A mapping file as it lies on the disk, put over rules or over another mapping.

use std::path::Path;

use crate::events::LogForm;
use crate::mapping::{Mapped, Mapping};
use leadpact_definition::Spec;
use leadpact_definition::value::canonical_text;
use leadpact_files::{self as files, Fault, faults};

/// A mapping file, read.
#[derive(Clone, Debug)]
pub struct MappingFile {
    /// What it says.
    pub mapping: Mapping,
    name: String,
    bytes: Vec<u8>,
}

impl MappingFile {
    /// Reads the mapping file at `path`.
    ///
    /// # Errors
    /// The fault with its place.
    pub fn load(path: &Path) -> Result<Self, Fault> {
        let (bytes, _) = files::load_bytes(path)?;
        Self::read(path.to_string_lossy().into_owned(), bytes)
    }

    /// Reads `bytes` as a mapping file; `name` is the file as the user named it.
    ///
    /// # Errors
    /// The fault with its place.
    pub fn read(name: String, bytes: Vec<u8>) -> Result<Self, Fault> {
        let mapping = files::read_kind(&name, &bytes, "Mapping")?;
        Ok(Self {
            mapping,
            name,
            bytes,
        })
    }

    /// The rules with this mapping over them.
    ///
    /// # Errors
    /// Every fault with its place in the mapping file.
    pub fn over(&self, spec: &Spec) -> Result<Mapped, Vec<Fault>> {
        let mapped = self.mapping.over(spec);
        mapped.map_err(|problems| faults(&self.name, &self.bytes, &problems))
    }

    /// Rules that have a mapping already, with this one over it: what it says takes the place of what that one said.
    ///
    /// # Errors
    /// As [`Self::over`].
    pub fn over_mapped(&self, base: &Mapped) -> Result<Mapped, Vec<Fault>> {
        let mapped = self.over(&base.spec)?;
        let log = over_log(mapped.log, &base.log, self.mapping.log.is_some());
        Ok(Mapped { log, ..mapped })
    }
}

/// How the log is written: as `upper` says where it `says` so; an event keeps the names it had unless it was given others
/// or another event was given them.
fn over_log(mut upper: LogForm, base: &LogForm, says: bool) -> LogForm {
    let taken = |name: &String| {
        let mut given = upper.names.iter().flat_map(|(_, names)| names);
        given.any(|other| canonical_text(other) == canonical_text(name))
    };
    let has_names = |id: &String| {
        let mut upper = upper.names.iter();
        upper.any(|(other, names)| other == id && !names.is_empty())
    };
    let kept = base.names.iter().filter(|(id, _)| !has_names(id));
    let kept = kept.map(|(id, names)| {
        let own = names.iter().filter(|name| !taken(name));
        (id.clone(), own.cloned().collect())
    });
    let kept: Vec<(String, Vec<String>)> = kept.collect();
    upper.names.extend(kept);
    if says {
        return upper;
    }
    LogForm {
        names: upper.names,
        ..base.clone()
    }
}

/// Reads the mapping file at `path` and puts it over `spec`, which compiles.
///
/// # Errors
/// Every fault with its place in the mapping file.
pub fn load(path: &Path, spec: &Spec) -> Result<Mapped, Vec<Fault>> {
    let file = MappingFile::load(path).map_err(|fault| vec![fault])?;
    file.over(spec)
}
