//! The editor outside: the text goes there in a file and comes back, and nothing that was written there is lost.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

use tempfile::NamedTempFile;

use crate::app::message::Edited;

/// Longer texts are not taken back from an editor.
const LONGEST: u64 = 1_000_000;

/// Lets the person edit `text` in the editor that `VISUAL` or `EDITOR` names, else in `vi`.
#[must_use]
pub fn edit(text: &str) -> Edited {
    edit_in(&named(|name| std::env::var(name).ok()), text)
}

/// The editor's command line.
fn named(variable: impl Fn(&str) -> Option<String>) -> String {
    let values = ["VISUAL", "EDITOR"].into_iter().filter_map(variable);
    let mut named = values.filter(|value| !value.trim().is_empty());
    named.next().unwrap_or_else(|| "vi".to_owned())
}

/// The same with this command line, which is split into words as a shell does it.
fn edit_in(command: &str, text: &str) -> Edited {
    let unchanged = |why: String| Edited::Failed { why, written: None };
    // A path that holds blanks needs no quotation marks where it is all there is.
    let words = if Path::new(command).is_file() {
        Ok(vec![command.to_owned()])
    } else if cfg!(windows) {
        shell_words::split(&command.replace('\\', r"\\"))
    } else {
        shell_words::split(command)
    };
    let Ok(words) = words else {
        return unchanged(format!(
            "The editor \"{command}\" cannot be run: a quotation mark is not closed. Set EDITOR anew."
        ));
    };
    let Some((program, options)) = words.split_first() else {
        return unchanged("There is no editor. Set EDITOR to one.".to_owned());
    };
    let failed = |error: io::Error| {
        unchanged(format!(
            "The editor \"{command}\" did not work: {error}. Set EDITOR to one that does."
        ))
    };
    let file = match written(text) {
        Ok(file) => file,
        Err(error) => return failed(error),
    };
    match Command::new(program)
        .args(options)
        .arg(file.path())
        .status()
    {
        Ok(status) => read_back(file, status.success(), text),
        Err(error) => failed(error),
    }
}

/// A file that holds the text.
fn written(text: &str) -> io::Result<NamedTempFile> {
    let mut file = tempfile::Builder::new()
        .prefix("leadpact-")
        .suffix(".txt")
        .tempfile()?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    Ok(file)
}

/// What stands in the file after the editor has gone. A file that cannot be taken back stays where it is.
fn read_back(file: NamedTempFile, success: bool, before: &str) -> Edited {
    // Editors often write a new file in the place of the old one, so it is read by its name.
    let read = fs::metadata(file.path()).and_then(|about| {
        let short = about.len() <= LONGEST;
        short.then(|| fs::read(file.path())).transpose()
    });
    let failed = |why: &str, written| Edited::Failed {
        why: why.to_owned(),
        written,
    };
    let bytes = match read {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return failed(&kept(file), None),
        Err(_) => return failed("The editor left no file. The text is as it was.", None),
    };
    let (text, whole) = match String::from_utf8(bytes) {
        Ok(text) => (text, true),
        Err(error) => {
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            (text, false)
        }
    };
    let is_new = text.trim_end_matches(['\n', '\r']) != before.trim_end_matches(['\n', '\r']);
    match (success, whole) {
        (true, true) => Edited::Done(text),
        (false, _) => failed(
            "The editor ended with an error. The text is as it was.",
            is_new.then_some(text),
        ),
        (true, false) => failed(
            "Some of what the editor wrote is no text in UTF-8, and is shown as \u{fffd}.",
            Some(text),
        ),
    }
}

/// Keeps a file that is too long to be taken back, and says where.
fn kept(file: NamedTempFile) -> String {
    match file.keep() {
        Ok((_, path)) => format!(
            "The text is longer than a million characters. The field is as it was; what was written is kept in {}.",
            path.display()
        ),
        Err(error) => format!(
            "The text is longer than a million characters and cannot be kept: {}.",
            error.error
        ),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// A command that runs these words of a shell with the file as `$1`.
    fn shell(words: &str) -> String {
        format!("sh -c '{words}' \"the editor\"")
    }

    #[test]
    fn visual_comes_before_editor_and_blanks_are_none() {
        let set = |visual: &'static str, editor: &'static str| {
            named(|name| Some(if name == "VISUAL" { visual } else { editor }.to_owned()))
        };
        assert_eq!(set("emacs", "nano"), "emacs");
        assert_eq!(set("  ", "nano -w"), "nano -w");
        assert_eq!(named(|_| None), "vi");
    }

    #[test]
    fn quotes_and_blanks_are_read_as_a_shell_does() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("my editor");
        fs::write(&program, "printf '%s' \"$1\" > \"$2\"\n").unwrap();
        let command = format!("sh '{}' \"two words\"", program.display());
        let edited = edit_in(&command, "before");
        assert_eq!(edited, Edited::Done("two words".to_owned()));
    }

    #[test]
    fn what_an_editor_wrote_before_it_failed_comes_back() {
        let edited = edit_in(&shell("echo after > $1; exit 3"), "before");
        let why = "The editor ended with an error. The text is as it was.".to_owned();
        let written = Some("after\n".to_owned());
        assert_eq!(edited, Edited::Failed { why, written });
    }

    #[test]
    fn an_editor_that_fails_and_wrote_nothing_has_nothing_to_give() {
        for words in ["exit 1", "echo before > $1; exit 1"] {
            let edited = edit_in(&shell(words), "before");
            assert!(
                matches!(edited, Edited::Failed { written: None, .. }),
                "{edited:?}"
            );
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_shown_as_such_and_not_dropped() {
        let edited = edit_in(&shell(r#"printf "a\377b" > $1"#), "");
        let Edited::Failed { written, .. } = edited else {
            panic!("{edited:?}");
        };
        assert_eq!(written.as_deref(), Some("a\u{fffd}b"));
    }

    #[test]
    fn a_command_that_cannot_be_run_says_so() {
        let why = |command: &str| match edit_in(command, "x") {
            Edited::Failed { why, written: None } => why,
            other => panic!("{other:?}"),
        };
        assert!(why("\"vi").contains("a quotation mark is not closed"));
        assert!(why("/no/such/editor").contains("did not work"));
        assert!(why("''").contains("did not work"));
    }

    #[test]
    fn too_much_text_stays_in_its_file() {
        let edited = edit_in(&shell("head -c 1000001 /dev/zero > $1"), "x");
        let Edited::Failed { why, written: None } = edited else {
            panic!("{edited:?}");
        };
        let (_, path) = why.split_once("is kept in ").unwrap();
        let path = path.trim_end_matches('.');
        assert_eq!(fs::metadata(path).unwrap().len(), 1_000_001);
        fs::remove_file(path).unwrap();
    }
}
