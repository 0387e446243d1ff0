//! Strict reading of one YAML document into a typed value. The only file that knows how the YAML library is set up.

use std::path::Path;

use serde::de::DeserializeOwned;
use serde_yaml::{MergeKeyPolicy, Options};

use crate::controls::{cleaned_path, first_escape, is_refused};
use crate::fault::{self, Fault, Place};
use crate::shell::{command, path_word};

/// The largest file that is read, in bytes: 16 MiB. A workshop of twelve parties takes less than one.
pub const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// The deepest nesting of lists and mappings.
pub(crate) const MOST_LEVELS: usize = 48;

/// Reads the whole of `bytes` as one YAML document of the form `T`. `name` is the file as the user named it.
///
/// Refused beyond plain syntax errors: unknown and repeated keys, wrong types, `yes` for `true`, unquoted text that reads
/// as a number, anchors, aliases, merge keys and tags, a second document, more than 48 levels, more than [`MOST_BYTES`],
/// control characters, also written as escapes, and text that is not UTF-8. A byte order mark at the start and CRLF are accepted.
///
/// # Errors
///
/// The first [`Fault`] with its place in our own words; the library's text never reaches the user.
pub fn read<T: DeserializeOwned>(name: &str, bytes: &[u8]) -> Result<T, Fault> {
    let text = readable(name, bytes)?;
    serde_yaml::from_str_with_options(text, strict())
        .map_err(|error| fault::yaml::translated(name, text, &error))
}

fn strict() -> Options {
    serde_yaml::options! {
        strict_booleans: true,
        no_schema: true,
        merge_keys: MergeKeyPolicy::Error,
        reject_unsupported_tags: true,
        with_snippet: false,
        emit_comments: false,
        budget: serde_yaml::budget! {
            max_documents: 1,
            max_anchors: 0,
            max_aliases: 0,
            max_merge_keys: 0,
            max_depth: MOST_LEVELS,
            flow_nesting_limit: MOST_LEVELS,
            max_nodes: 1_000_000,
            max_events: 3_000_000,
        },
    }
}

/// The fault of a file of `bytes` bytes, when that is more than [`MOST_BYTES`].
pub(crate) fn too_large(name: &str, bytes: u64) -> Option<Fault> {
    (bytes > MOST_BYTES).then(|| {
        let mib = 1024 * 1024;
        let what = format!(
            "the file has {} MB; at most {} MB are read",
            bytes.div_ceil(mib),
            MOST_BYTES / mib
        );
        Fault::new(name, &what, "Check that this is the right file.")
    })
}

/// `bytes` as text without a byte order mark, when it is small enough, UTF-8, and free of control characters.
fn readable<'b>(name: &str, bytes: &'b [u8]) -> Result<&'b str, Fault> {
    if let Some(fault) = too_large(name, u64::try_from(bytes.len()).unwrap_or(u64::MAX)) {
        return Err(fault);
    }
    let text =
        std::str::from_utf8(bytes).map_err(|error| not_utf8(name, bytes, error.valid_up_to()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let raw = text.char_indices().find(|(_, c)| is_refused(*c));
    let raw = raw.map(|(offset, character)| {
        let place = Place::after(text.get(..offset).unwrap_or_default());
        (place, character, "stands here")
    });
    let found = raw.or_else(|| {
        let (place, character) = first_escape(text)?;
        Some((place, character, "is written here as an escape"))
    });
    match found {
        Some((place, character, how)) => Err(refused(name, place, character, how)),
        None => Ok(text),
    }
}

fn not_utf8(name: &str, bytes: &[u8], offset: usize) -> Fault {
    let before = bytes
        .get(..offset)
        .and_then(|valid| std::str::from_utf8(valid).ok())
        .unwrap_or_default();
    let next = "Save the file as UTF-8 without a byte order mark.";
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Fault::new(name, "the file is saved as UTF-16", next)
            .at(Place { line: 1, column: 1 });
    }
    let byte = bytes.get(offset).copied().unwrap_or_default();
    Fault::new(
        name,
        &format!("the byte {byte:02X} here is not UTF-8 text"),
        next,
    )
    .at(Place::after(before))
}

fn refused(name: &str, place: Place, character: char, how: &str) -> Fault {
    let what = match character {
        '\0' if how.starts_with("stands") => {
            let what = "a NUL byte stands here; this is not a text file, or it is damaged";
            return Fault::new(name, what, "Delete it, or restore the file from a copy.").at(place);
        }
        '\u{feff}' => format!("an invisible byte order mark {how}, in the middle of the file"),
        other => format!("the control character U+{:04X} {how}", u32::from(other)),
    };
    let path = Path::new(name);
    let command = command("check", [path]);
    let copy = path_word(&cleaned_path(path));
    let next =
        format!("Delete it, or write a copy without such characters: {command} --cleaned {copy}");
    Fault::new(name, &what, &next).at(place)
}

#[cfg(test)]
mod tests;
