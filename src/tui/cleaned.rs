//! A workshop that holds control characters is not opened, but its cleaned copy can be.

use std::path::{Path, PathBuf};

use leadpact_app::Message;
use leadpact_files::{self as files, Expected};

/// So many of the characters are listed.
const LISTED: usize = 8;

/// Offers a cleaned copy of the workshop at `path`; `None` where control characters are not all that is wrong with it.
#[must_use]
pub fn offered(path: &Path) -> Option<Message> {
    Some(Message::ControlCharacters {
        path: path.to_owned(),
        listed: files::cleaned_workshop(path)?.listed(LISTED, true),
    })
}

/// Writes the cleaned copy of the workshop at `path` beside it; where it is.
///
/// # Errors
/// In words: the file was changed meanwhile, or the copy cannot be written.
pub fn copy(path: &Path) -> Result<PathBuf, String> {
    let Some(cleaned) = files::cleaned_workshop(path) else {
        return Err(format!(
            "{} is not what it was a moment ago. Open it again.",
            path.display()
        ));
    };
    let to = files::cleaned_path(path);
    files::save(&to, cleaned.text.as_bytes(), Expected::Nothing)
        .map_err(|error| error.to_string())?;
    Ok(to)
}
