//! What is wrong with a file, where, and what to do next: the one form in which every reading error reaches people.
//!
//! | what | file |
//! |---|---|
//! | an error of the YAML library in our words | `yaml.rs`, what is expected in `phrase.rs` |
//! | a text that is not YAML at all | `syntax.rs` |
//! | the field at a place, the place of a field | `outline.rs` |

pub(crate) mod outline;
mod phrase;
mod syntax;
pub(crate) mod yaml;

use std::fmt;

use crate::neutral::neutral_line;

/// A place in a text file. Both numbers count from 1; the column counts characters, not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The place just after `text`, when `text` starts at the first character of the file.
    /// Lines end with LF, CRLF or a lone CR.
    #[must_use]
    pub fn after(text: &str) -> Self {
        let mut place = Self { line: 1, column: 1 };
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            let ends_line =
                character == '\n' || (character == '\r' && characters.peek() != Some(&'\n'));
            if ends_line {
                place = Self {
                    line: place.line + 1,
                    column: 1,
                };
            } else {
                place.column += 1;
            }
        }
        place
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Why a file was refused. Shown as `FILE:LINE:COLUMN: what, found FOUND (in PATH). Next step.`
///
/// No field carries characters that a terminal would act on; they are replaced by visible marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file as the user named it.
    pub file: Box<str>,
    /// Where in the file; `None` when the whole file is meant (too large, not readable).
    pub place: Option<Place>,
    /// The field, from the top of the file: `spec › scores › fit › rules › 2 › points`. Numbers are positions in a list,
    /// counted from 1. `None` at the top level or when the text is not YAML at all.
    pub path: Option<Box<str>>,
    /// What is wrong: a sentence that starts in lower case, without its full stop.
    pub what: Box<str>,
    /// The value that stands there now, shortened; `None` when there is none worth showing.
    pub found: Option<Box<str>>,
    /// What to do next: a whole sentence.
    pub next: Box<str>,
    /// `what` may repeat a value of the file.
    quotes: bool,
}

impl Fault {
    /// A fault of the whole file `file`.
    #[must_use]
    pub fn new(file: &str, what: &str, next: &str) -> Self {
        Self {
            file: neutral_line(file).into(),
            place: None,
            path: None,
            what: neutral_line(what).into(),
            found: None,
            next: neutral_line(next).into(),
            quotes: false,
        }
    }

    /// The same fault at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same fault at a place if one is known.
    #[must_use]
    pub(crate) fn at_maybe(mut self, place: Option<Place>) -> Self {
        self.place = place.or(self.place);
        self
    }

    /// The same fault with the field's path; an empty path counts as none.
    #[must_use]
    pub fn in_field(mut self, path: &str) -> Self {
        self.path = (!path.is_empty()).then(|| neutral_line(path).into());
        self
    }

    /// The same fault with the value that was found, cut to 40 characters.
    #[must_use]
    pub fn found(mut self, value: &str) -> Self {
        self.found = Some(shortened(value).into());
        self
    }

    /// The same fault, marked as repeating a value of the file in `what`.
    #[must_use]
    pub fn quoting(mut self) -> Self {
        self.quotes = true;
        self
    }

    /// The same fault without any value of the file: for answers that nobody may see yet.
    #[must_use]
    pub(crate) fn discreet(mut self) -> Self {
        self.found = None;
        if self.quotes {
            self.what = "this value cannot be used here".into();
            self.next = "Open the file there and compare it with the form.".into();
            self.quotes = false;
        }
        self
    }
}

/// The first 40 characters of `value` on one line, in quotes.
fn shortened(value: &str) -> String {
    const KEPT: usize = 40;
    let line = neutral_line(value);
    let mut kept: String = line.chars().take(KEPT).collect();
    if line.chars().nth(KEPT).is_some() {
        kept.push_str("...");
    }
    format!("'{kept}'")
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(place) = self.place {
            write!(f, ":{place}")?;
        }
        write!(f, ": {}", self.what)?;
        if let Some(found) = &self.found {
            write!(f, ", found {found}")?;
        }
        if let Some(path) = &self.path {
            write!(f, " (in {path})")?;
        }
        write!(f, ". {}", self.next)
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_counts_characters_and_every_kind_of_line_end() {
        assert_eq!(Place::after(""), Place { line: 1, column: 1 });
        assert_eq!(Place::after("a\nbü"), Place { line: 2, column: 3 });
        assert_eq!(Place::after("a\r\nb\rc"), Place { line: 3, column: 2 });
    }

    #[test]
    fn fault_reads_as_one_message() {
        let fault = Fault::new("a.yaml", "a number is expected here", "Write a number.")
            .at(Place { line: 3, column: 7 })
            .found("many\u{1b}[2J")
            .in_field("spec › points");
        assert_eq!(
            fault.to_string(),
            "a.yaml:3:7: a number is expected here, found 'many^[[2J' (in spec › points). Write a number."
        );
    }

    #[test]
    fn discreet_fault_shows_no_value() {
        let fault = Fault::new("a.yaml", "'ceo' is not a level", "Write 'vp'.")
            .quoting()
            .found("ceo")
            .discreet();
        assert!(!fault.to_string().contains("ceo"), "{fault}");
        assert!(!fault.to_string().contains("vp"), "{fault}");
    }
}
