//! Values that no cell can be equal to.

use indexmap::IndexSet;

use crate::{
    condition::{Condition, Test},
    field::{Field, FieldType},
    lint::{Lint, Linter, reading::conditions},
    problem::Path,
    value::{canonical_text, strip, words},
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
                found.push((field, test));
            }
        });
        for (field, test) in found {
            for text in test.texts().unwrap_or_default() {
                self.value(path.clone(), text, Some(field));
            }
            self.list_name(path, field, test);
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
        self.wildcard(&path, value);
        let Some(field) = field.and_then(|field| self.spec.fields.get(field)) else {
            return;
        };
        if field.kind == FieldType::Words && value.chars().any(is_lost_sign) {
            self.warn(
                Lint::SignsDoNotCount,
                path.clone(),
                format!("the value \"{value}\" has signs, and only letters and digits make words"),
                &format!("it is the same as \"{}\"", words(value).trim()),
                "take that for what is meant, or ask a field of type text with `contains`",
            );
        }
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
        self.placeholder(path, value, field);
    }

    fn placeholder(&mut self, path: Path, value: &str, field: &Field) {
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

    fn wildcard(&mut self, path: &Path, value: &str) {
        let value = strip(value);
        let sign = value
            .strip_suffix(['*', '%'])
            .or(value.strip_prefix(['*', '%']));
        // A number before it is a share: `50%`.
        if sign.is_some_and(|rest| rest.chars().any(char::is_alphabetic)) {
            self.warn(
                Lint::Wildcard,
                path.clone(),
                format!("the value \"{value}\" has a `*` or `%` at its end"),
                "to a rule that is a letter like any other and does not stand for others",
                "for parts of a text write `startsWith`, `endsWith` or `contains`; words are found whole, so write each that counts",
            );
        }
    }

    /// The name of a list where a text is compared.
    fn list_name(&mut self, path: &Path, field: &str, test: &Test) {
        let of_texts = self.spec.fields.get(field).is_some_and(|field| {
            matches!(
                field.kind,
                FieldType::Text | FieldType::Words | FieldType::List
            )
        });
        let texts = test.texts().filter(|_| of_texts).unwrap_or_default();
        for text in texts
            .iter()
            .filter(|text| self.spec.lists.contains_key(*text))
        {
            let write = match test {
                Test::Contains(_) | Test::StartsWith(_) | Test::EndsWith(_) => {
                    format!("`{}: {{inList: {text}}}`", test.key())
                }
                Test::Is(_)
                | Test::In(_)
                | Test::InList(_)
                | Test::HasAny(_)
                | Test::HasAll(_)
                | Test::AtLeast(_)
                | Test::AtMost(_)
                | Test::Above(_)
                | Test::Below(_)
                | Test::Between(..)
                | Test::Within(_)
                | Test::OlderThan(_)
                | Test::Before(_)
                | Test::After(_)
                | Test::Present
                | Test::Missing => format!("`inList: {text}`"),
            };
            self.warn(
                Lint::ListNameAsText,
                path.clone(),
                format!(
                    "`{}` compares with the text \"{text}\", which is the name of a list",
                    test.key()
                ),
                "a list is asked for by `inList` alone, so its values count for nothing here",
                format!("write {write} if the values of the list are meant"),
            );
        }
    }
}

/// A sign that people mean, as those of C++ and R&D; a blank, a hyphen, an apostrophe, a comma and the like only part words.
fn is_lost_sign(letter: char) -> bool {
    letter.is_ascii_punctuation() && !matches!(letter, '-' | '\'' | ',' | '/' | '(' | ')' | '"')
}
