//! Writing a value as YAML that people read, git merges and every reader of YAML 1.1 or 1.2 understands alike.

use serde::Serialize;
use thiserror::Error;

use crate::controls::Cleaned;
use crate::neutral::neutral_line;
use crate::yaml::MOST_BYTES;

/// Why a value cannot be written as YAML.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WriteError {
    /// The text would be larger than what [`read`](crate::read) takes back.
    #[error(
        "the file would have {bytes} bytes; at most {MOST_BYTES} are read back. Remove what is not needed"
    )]
    TooLarge {
        /// Size of the text in bytes.
        bytes: usize,
    },
    /// The value has a form that YAML cannot hold, such as a list as a key. Reached by no type of this crate.
    #[error("this cannot be written as YAML: {0}. Undo the last change and save again")]
    Form(String),
}

/// `value` as one YAML document below `head_comment`.
///
/// LF, two spaces, UTF-8 without a byte order mark; a text of several lines stands as a `|` block, one of a single line
/// stays on its line; fields stand in the order in which `value` gives them, so that equal values give equal bytes. Texts
/// that some reader would take for another type (`no`, `12:30`, `2024-01-01`) are quoted. Each line of `head_comment`
/// becomes a comment line; an empty `head_comment` gives none. Control characters are left out: they could not be read
/// back.
///
/// # Errors
///
/// [`WriteError`] when the text could not be read back.
pub fn write<T: Serialize>(head_comment: &str, value: &T) -> Result<String, WriteError> {
    let mut text = comment(head_comment);
    let options = serde_yaml::ser_options! {
        indent_step: 2,
        // A folded block would be cut anew at each change of a word; a line of its own changes alone.
        folded_wrap_chars: usize::MAX,
    };
    serde_yaml::to_fmt_writer_with_options(&mut text, value, options)
        .map_err(|error| WriteError::Form(neutral_line(&error.to_string()).into_owned()))?;
    if !text.ends_with('\n') {
        text.push('\n');
    }
    // What came in by another way than a file, such as a cell of an export, may hold what no file may.
    if let Some(cleaned) = Cleaned::of(text.as_bytes()) {
        text = cleaned.text;
    }
    match u64::try_from(text.len()) {
        Ok(bytes) if bytes <= MOST_BYTES => Ok(text),
        _ => Err(WriteError::TooLarge { bytes: text.len() }),
    }
}

fn comment(words: &str) -> String {
    let mut lines = String::new();
    for line in words.lines() {
        lines.push_str(format!("# {}", neutral_line(line)).trim_end());
        lines.push('\n');
    }
    lines
}

#[cfg(test)]
mod tests;
