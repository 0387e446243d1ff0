//! Values that no cell can be equal to.

use indexmap::IndexSet;

use crate::{
    condition::Condition,
    field::FieldType,
    lint::{Lint, Linter, reading::conditions},
    problem::Path,
    value::{canonical_text, strip},
};

impl<'a> Linter<'a> {
    /// Every text that a rule compares with a cell.
    pub(super) fn values(&mut self) {
        for (name, list) in &self.spec.lists {
            let path = Path::spec().key("lists").key(name).key("values");
            let mut seen = IndexSet::new();
            for (at, value) in list.values.iter().enumerate() {
                self.value(path.index(at), value, None);
                if !seen.insert(canonical_text(value)) {
                    self.warn(
                        Lint::TwiceInList,
                        path.index(at),
                        format!("\"{value}\" stands twice in the list"),
                        "upper and lower case are the same to a rule",
                        "take one out",
                    );
                }
            }
        }
        for (path, condition) in conditions(self.spec) {
            self.condition_values(&path, condition);
        }
    }

    fn condition_values(&mut self, path: &Path, condition: &'a Condition) {
        let mut found = Vec::new();
        condition.visit(&mut |part| {
            if let Condition::Field { field, test } = part {
                let texts = test.texts().unwrap_or_default();
                found.extend(texts.iter().map(|text| (field, text)));
            }
        });
        for (field, text) in found {
            self.value(path.clone(), text, Some(field));
        }
    }

    fn value(&mut self, path: Path, value: &str, field: Option<&String>) {
        if strip(value) != value {
            self.warn(
                Lint::BlanksAround,
                path.clone(),
                format!("the value \"{value}\" has a space before or after it"),
                "it is taken off before comparing",
                "write it without",
            );
        }
        if !value.is_ascii()
            && value
                .chars()
                .any(|letter| !letter.is_ascii() && letter.is_alphabetic())
        {
            self.warn(
                Lint::OtherLetters,
                path.clone(),
                format!("the value \"{value}\" has letters other than a to z"),
                "only A to Z are compared without regard to upper and lower case, and an accent may be stored in two ways",
                "list every spelling that the cells have",
            );
        }
        let Some(field) = field.and_then(|field| self.spec.fields.get(field)) else {
            return;
        };
        let separator = field.separator.as_deref().unwrap_or(";");
        let json = field.read.as_ref().is_some_and(|read| read.list.is_some());
        if field.kind == FieldType::List && !json && value.contains(separator) {
            self.warn(
                Lint::SeparatorInside,
                path.clone(),
                format!("the value \"{value}\" contains the list's separator"),
                "a cell is cut there, so no element is equal to it",
                "write two values",
            );
        }
        let folded = canonical_text(value);
        if field
            .placeholders
            .iter()
            .any(|holder| canonical_text(holder) == folded)
        {
            self.warn(
                Lint::PlaceholderAsked,
                path,
                format!("the value \"{value}\" is a placeholder of the field"),
                "a placeholder counts as missing, so nothing is equal to it",
                "ask for `missing: true`, or take it out of the placeholders",
            );
        }
    }
}
