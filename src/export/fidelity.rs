//! How faithfully a compiled form says what the definition says, part by part.

use crate::{head_line, label};
use leadpact_definition::LeadDefinition;

/// A definition written for other programs to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompiledForm {
    /// The form in the name of its report: `NAME.lead-definition.FORM.fidelity.md`.
    pub form: String,
    /// Each file's name, without a folder or below one of its own with `/`, and its content.
    pub files: Vec<(String, Vec<u8>)>,
    /// How faithful it is.
    pub fidelity: Fidelity,
}

/// What became of one part of a definition in a compiled form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FidelityLine {
    /// The part, as the definition names it: `score engagement`, `field price`.
    pub what: String,
    /// Why it is as it is, and what a user does instead.
    pub why: String,
}

/// The fidelity report of a compiled form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fidelity {
    /// The form as people call it: `SQL for DuckDB`.
    pub form: String,
    /// What has the same result as in the program, to the last case.
    pub exact: Vec<FidelityLine>,
    /// What can have another result.
    pub approximated: Vec<FidelityLine>,
    /// What the form does not have.
    pub dropped: Vec<FidelityLine>,
    /// What a user has to know who runs it; changes no result.
    pub notes: Vec<String>,
}

impl Fidelity {
    /// A report without a line.
    #[must_use]
    pub fn new(form: impl Into<String>) -> Self {
        Self {
            form: form.into(),
            ..Self::default()
        }
    }

    /// Adds a part with the same result.
    pub fn exact(&mut self, what: impl Into<String>, why: impl Into<String>) {
        add(&mut self.exact, what.into(), why.into());
    }

    /// Adds a part that can have another result.
    pub fn approximated(&mut self, what: impl Into<String>, why: impl Into<String>) {
        add(&mut self.approximated, what.into(), why.into());
    }

    /// Adds a part that the form does not have.
    pub fn dropped(&mut self, what: impl Into<String>, why: impl Into<String>) {
        add(&mut self.dropped, what.into(), why.into());
    }

    /// Adds something to know.
    pub fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Whether every part has the same result.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.approximated.is_empty() && self.dropped.is_empty()
    }

    /// What is not exact, a line each, for a message.
    #[must_use]
    pub fn losses(&self) -> String {
        let mut text = String::new();
        for (word, lines) in [
            ("approximated", &self.approximated),
            ("dropped", &self.dropped),
        ] {
            for line in lines {
                text.push_str("\n  ");
                text.push_str(word);
                text.push_str(": ");
                text.push_str(&one_line(&line.what));
                text.push_str(": ");
                text.push_str(&one_line(&line.why));
            }
        }
        text
    }

    /// The report as Markdown.
    #[must_use]
    pub fn markdown(&self, definition: &LeadDefinition) -> String {
        let mut text = format!(
            "<!-- {} -->\n# Fidelity report: {}\n\n",
            head_line(definition),
            one_line(&self.form)
        );
        text.push_str("Definition: ");
        text.push_str(&label(&definition.metadata.name));
        text.push_str(", version ");
        text.push_str(&plain(&definition.metadata.version));
        if let Some(hash) = &definition.metadata.content_hash {
            text.push_str(", ");
            text.push_str(&plain(hash));
        }
        text.push_str(if self.is_exact() {
            ".\n\nEverything is exact: every lead gets the same result as from `leadpact score`.\n"
        } else {
            ".\n\nNot everything is exact. What is listed as approximated or dropped can give a lead another result.\n"
        });
        for (title, lines) in [
            ("Dropped", &self.dropped),
            ("Approximated", &self.approximated),
            ("Exact", &self.exact),
        ] {
            if lines.is_empty() {
                continue;
            }
            text.push_str("\n## ");
            text.push_str(title);
            text.push_str("\n\n");
            for line in lines {
                text.push_str("- ");
                text.push_str(&marked(&line.what));
                text.push_str(": ");
                text.push_str(&marked(&line.why));
                text.push('\n');
            }
        }
        if !self.notes.is_empty() {
            text.push_str("\n## To know\n\n");
            for note in &self.notes {
                text.push_str("- ");
                text.push_str(&marked(note));
                text.push('\n');
            }
        }
        text
    }
}

fn add(lines: &mut Vec<FidelityLine>, what: String, why: String) {
    let line = FidelityLine { what, why };
    if !lines.contains(&line) {
        lines.push(line);
    }
}

/// Control characters and line ends as spaces.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect()
}

/// Letters that stand for themselves in Markdown and in a comment.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || ".:+-".contains(*letter))
        .collect()
}

/// One line in which nothing is taken for Markdown; backticks still mark what is code, where every letter stands for
/// itself.
fn marked(text: &str) -> String {
    let line = one_line(text);
    let pairs = line.matches('`').count().is_multiple_of(2);
    let mut safe = String::new();
    let mut code = false;
    for letter in line.chars() {
        code ^= pairs && letter == '`';
        match letter {
            _ if code => safe.push(letter),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '*' | '_' | '[' | ']' | '|' | '\\' | '#' | '!' => {
                safe.push('\\');
                safe.push(letter);
            }
            _ => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_code_stands_as_it_is() {
        assert_eq!(marked("`lead_id` is_it"), "`lead_id` is\\_it");
        assert_eq!(marked("a ` <b> `` c_d"), "a ` &lt;b&gt; `` c\\_d");
    }

    #[test]
    fn a_report_names_what_is_lost_and_never_breaks_its_list() {
        let mut fidelity = Fidelity::new("SQL for DuckDB");
        assert!(fidelity.is_exact());
        fidelity.exact("gates", "as written");
        assert!(fidelity.is_exact());
        fidelity.dropped("score a\n# b", "no <b>freeze</b>");
        fidelity.dropped("score a\n# b", "no <b>freeze</b>");
        assert!(!fidelity.is_exact());
        assert_eq!(
            fidelity.losses(),
            "\n  dropped: score a # b: no <b>freeze</b>"
        );
        let mut definition = LeadDefinition::default();
        definition.metadata.name = "acme".into();
        definition.metadata.version = "1.0.0\n-->".into();
        let text = fidelity.markdown(&definition);
        assert_eq!(
            text,
            "<!-- Exported by Leadpact from acme -->\n# Fidelity report: SQL for DuckDB\n\n\
             Definition: acme, version 1.0.0--.\n\nNot everything is exact. What is listed as approximated or dropped \
             can give a lead another result.\n\n## Dropped\n\n- score a \\# b: no &lt;b&gt;freeze&lt;/b&gt;\n\n\
             ## Exact\n\n- gates: as written\n"
        );
    }
}
