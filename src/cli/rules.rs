//! Reading a rule file for a command: what is wrong with it is told with line and column.

use std::path::Path;

use crate::definition::{Compiled, LeadDefinition, PathStep, Problem, compile};
use crate::files::{Fault, load_definition, place};

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
        match compile(&definition.spec) {
            Ok(compiled) => Ok(Self {
                definition,
                compiled,
                name,
                bytes,
            }),
            Err(problems) => Err(problems
                .iter()
                .map(|problem| fault(&name, &bytes, problem))
                .collect()),
        }
    }

    /// A problem of this file with its place in it.
    #[must_use]
    pub fn fault(&self, problem: &Problem) -> Fault {
        fault(&self.name, &self.bytes, problem)
    }
}

fn fault(name: &str, bytes: &[u8], problem: &Problem) -> Fault {
    let steps: Vec<String> = problem
        .path
        .0
        .iter()
        .map(|step| match step {
            PathStep::Key(key) => key.clone(),
            PathStep::Index(index) => index.to_string(),
        })
        .collect();
    Fault::new(name, &problem.message, &sentence(&problem.next))
        .at_maybe(place(bytes, &steps))
        .in_field(&problem.path.to_string())
}

/// With a capital and a full stop.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    let mut sentence: String = first.into_iter().flatten().chain(letters).collect();
    if !sentence.ends_with(['.', '?', '!']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_problem_is_told_with_line_and_column() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("r.yaml");
        let text = "apiVersion: leadpact/v1\nkind: LeadDefinition\nmetadata: {name: r, version: 1.0.0}\nspec:\n  fields:\n    industry: {type: text}\n  gates:\n  - {id: g, disqualify: true, when: {field: indsutry, present: true}}\n";
        fs::write(&path, text).expect("write");
        let faults = Rules::load(&path).expect_err("no such field");
        let [fault] = faults.as_slice() else {
            panic!("one fault: {faults:?}");
        };
        let place = fault.place.map(|place| (place.line, place.column));
        assert_eq!(place, Some((8, 45)));
        assert!(
            fault.to_string().contains("there is no field `indsutry`"),
            "{fault}"
        );
        assert!(
            fault.to_string().ends_with("Did you mean `industry`?"),
            "{fault}"
        );
    }
}
