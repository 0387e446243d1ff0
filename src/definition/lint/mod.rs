//! What is allowed in a definition but probably not meant.

mod acts;
mod agreed;
mod columns;
mod counting;
mod decisive;
pub(crate) mod hand_over;
mod kind;
mod meaning;
mod named;
mod not_a_lead;
pub mod reading;
mod rules;
mod sources;
mod stages;
mod supposed;
mod values;
mod wording;

use crate::{model::Spec, problem::Path};

pub use agreed::agreed;
pub use kind::Lint;
pub use sources::{VAGUE_SOURCES, asked_sources};

/// Something to look at; nothing keeps the definition from being used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Which of them.
    pub lint: Lint,
    /// Where.
    pub path: Path,
    /// What was found.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub suggestion: String,
}

/// Everything in a definition that is probably not meant, in the order of the file.
///
/// Give it a definition that compiles: what is wrong is told there, not here. What is probably not meant about its
/// signatures, which stand outside the rules, is told by [`agreed()`].
#[must_use]
pub fn lint(spec: &Spec) -> Vec<Warning> {
    let mut linter = Linter {
        spec,
        warnings: Vec::new(),
    };
    linter.statement();
    linter.not_a_lead();
    linter.sources();
    linter.columns();
    linter.values();
    linter.negatives();
    linter.rules();
    linter.freezing();
    linter.blocks();
    linter.grades();
    linter.double_counting();
    linter.one_column();
    linter.acts();
    linter.ratings();
    linter.stages();
    linter.hand_over();
    linter.calendars();
    linter.promises();
    linter.golden_leads();
    linter.warnings
}

struct Linter<'a> {
    spec: &'a Spec,
    warnings: Vec<Warning>,
}

impl Linter<'_> {
    fn warn(
        &mut self,
        lint: Lint,
        path: Path,
        what: impl Into<String>,
        why: &str,
        suggestion: impl Into<String>,
    ) {
        self.warnings.push(Warning {
            lint,
            path,
            what: what.into(),
            why: why.into(),
            suggestion: suggestion.into(),
        });
    }

    fn statement(&mut self) {
        for word in wording::vague(self.spec) {
            self.warn(
                Lint::VagueWord,
                Path::spec().key("statement"),
                format!("the statement says \"{word}\""),
                "each reader takes it differently, and nothing in the rules bears the name",
                "say what one would see: a number, a date, an act; or explain it in the glossary",
            );
        }
    }
}

#[cfg(test)]
mod tests;
