//! The editor outside: the text goes there in a file and comes back, and nothing that was written there is lost.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::ears::Waker;
use leadpact_app::message::Edited;
use leadpact_files::is_running;

/// Longer texts are not taken back from an editor.
const LONGEST: u64 = 1_000_000;

/// Begin of the name of the folder in which an editor works, behind it the number of our process.
const FOLDER: &str = "leadpact-edit-";

/// How long an editor is waited for that was told to end.
const ENDS_WITHIN: Duration = Duration::from_secs(2);

/// An editor that works on a text, in a folder that nobody else can look into. What it leaves there goes with the folder.
#[derive(Debug)]
pub struct Editing {
    folder: TempDir,
    before: String,
    process: u32,
    ended: Receiver<io::Result<ExitStatus>>,
    status: Option<io::Result<ExitStatus>>,
}

/// Lets the person edit `text` in the editor that `VISUAL` or `EDITOR` names, else in `vi`. `waker` is told when it ends.
///
/// # Errors
/// In words: it cannot be run.
pub fn begin(text: &str, waker: Waker) -> Result<Editing, String> {
    begin_with(&named(|name| std::env::var(name).ok()), text, waker)
}

/// The editor's command line.
fn named(variable: impl Fn(&str) -> Option<String>) -> String {
    let values = ["VISUAL", "EDITOR"].into_iter().filter_map(variable);
    let mut named = values.filter(|value| !value.trim().is_empty());
    named.next().unwrap_or_else(|| "vi".to_owned())
}

/// The same with this command line, which is split into words as a shell does it.
fn begin_with(command: &str, text: &str, waker: Waker) -> Result<Editing, String> {
    // A path that holds blanks needs no quotation marks where it is all there is.
    let words = if Path::new(command).is_file() {
        Ok(vec![command.to_owned()])
    } else if cfg!(windows) {
        shell_words::split(&command.replace('\\', r"\\"))
    } else {
        shell_words::split(command)
    };
    let words = words.map_err(|_| {
        format!(
            "The editor \"{command}\" cannot be run: a quotation mark is not closed. Set EDITOR anew."
        )
    })?;
    let (program, options) = words
        .split_first()
        .ok_or("There is no editor. Set EDITOR to one.")?;
    let failed = |error: io::Error| {
        format!("The editor \"{command}\" did not work: {error}. Set EDITOR to one that does.")
    };
    let folder = folder().map_err(failed)?;
    fs::write(text_in(&folder), text).map_err(failed)?;
    let mut child = Command::new(program)
        .args(options)
        .arg(text_in(&folder))
        // Whatever else it writes for a while lies beside the text.
        .env("TMPDIR", folder.path())
        .spawn()
        .map_err(failed)?;
    let process = child.id();
    let (send, ended) = channel();
    thread::spawn(move || {
        // Nobody waits for it any more only when the program ends.
        let _ = send.send(child.wait());
        waker.wake();
    });
    Ok(Editing {
        folder,
        before: text.to_owned(),
        process,
        ended,
        status: None,
    })
}

impl Editing {
    /// Whether the editor has ended.
    pub fn has_ended(&mut self) -> bool {
        if self.status.is_none() {
            self.status = self.ended.try_recv().ok();
        }
        self.status.is_some()
    }

    /// What it wrote, once it has ended. A text that cannot be taken back is kept.
    #[must_use]
    pub fn finish(self) -> Edited {
        match self.status {
            Some(Ok(status)) => read_back(&self.folder, status.success(), &self.before),
            Some(Err(error)) => Edited::Failed {
                why: format!("The editor did not work: {error}."),
                written: None,
            },
            None => Edited::Failed {
                why: "The editor has not ended. The text is as it was.".to_owned(),
                written: None,
            },
        }
    }

    /// Tells the editor to end, and takes what it has saved so far; `None` where that is nothing new.
    #[must_use]
    pub(crate) fn recall(mut self) -> Option<Edited> {
        if !self.has_ended() {
            end(self.process);
            self.status = self.ended.recv_timeout(ENDS_WITHIN).ok();
        }
        match read_back(&self.folder, true, &self.before) {
            Edited::Done(text) if !is_same(&text, &self.before) => Some(Edited::Done(text)),
            _ => None,
        }
    }
}

#[cfg(unix)]
fn end(process: u32) {
    use rustix::process::{Pid, Signal, kill_process};
    let process = i32::try_from(process).ok().and_then(Pid::from_raw);
    if let Some(process) = process {
        // It may have ended just now.
        let _ = kill_process(process, Signal::TERM);
    }
}

#[cfg(not(unix))]
fn end(_process: u32) {}

/// A new folder that only this user can look into.
fn folder() -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    let prefix = format!("{FOLDER}{}-", std::process::id());
    builder.prefix(&prefix);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o700));
    }
    builder.tempdir()
}

/// The text in the editor's folder.
fn text_in(folder: &TempDir) -> PathBuf {
    folder.path().join("text.txt")
}

/// Removes the folders that a program left which was killed while its editor was open.
pub fn sweep() {
    sweep_in(&std::env::temp_dir());
}

fn sweep_in(place: &Path) {
    let Ok(entries) = fs::read_dir(place) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let process = name
            .to_str()
            .and_then(|name| name.strip_prefix(FOLDER)?.split('-').next()?.parse().ok());
        if process.is_some_and(|process| !is_running(process)) {
            // Another user's cannot be removed, and is none of ours.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn is_same(text: &str, before: &str) -> bool {
    let bare = |text: &str| text.trim_end_matches(['\n', '\r']).to_owned();
    bare(text) == bare(before)
}

/// What stands in the file after the editor has gone. A file that cannot be taken back stays where it is.
fn read_back(folder: &TempDir, success: bool, before: &str) -> Edited {
    // Editors often write a new file in the place of the old one, so it is read by its name.
    let file = text_in(folder);
    let read = fs::metadata(&file).and_then(|about| {
        let short = about.len() <= LONGEST;
        short.then(|| fs::read(&file)).transpose()
    });
    let failed = |why: &str, written| Edited::Failed {
        why: why.to_owned(),
        written,
    };
    let bytes = match read {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return failed(&kept(&file), None),
        Err(_) => return failed("The editor left no file. The text is as it was.", None),
    };
    let (text, whole) = match String::from_utf8(bytes) {
        Ok(text) => (text, true),
        Err(error) => {
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            (text, false)
        }
    };
    let is_new = !is_same(&text, before);
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
fn kept(file: &Path) -> String {
    let place = tempfile::Builder::new()
        .prefix("leadpact-")
        .suffix(".txt")
        .tempfile()
        .and_then(|place| {
            fs::copy(file, place.path())?;
            place.keep().map_err(|error| error.error)
        });
    match place {
        Ok((_, path)) => format!(
            "The text is longer than a million characters. The field is as it was; what was written is kept in {}.",
            path.display()
        ),
        Err(error) => {
            format!("The text is longer than a million characters and cannot be kept: {error}.")
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// What comes of it when the editor has ended.
    fn edit_in(command: &str, text: &str) -> Edited {
        match begin_with(command, text, Waker::new(|| {})) {
            Ok(mut editing) => {
                editing.status = editing.ended.recv().ok();
                editing.finish()
            }
            Err(why) => Edited::Failed { why, written: None },
        }
    }

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

    #[test]
    fn the_folder_is_private_and_goes_with_all_that_is_in_it() {
        use std::os::unix::fs::PermissionsExt;
        let words = r#"stat -c %a "$(dirname $1)" > $1; touch "$1~" "$(dirname $1)/.text.txt.swp""#;
        let mut editing = begin_with(&shell(words), "x", Waker::new(|| {})).unwrap();
        let place = editing.folder.path().to_owned();
        assert_eq!(
            fs::metadata(&place).unwrap().permissions().mode() & 0o777,
            0o700
        );
        editing.status = editing.ended.recv().ok();
        assert_eq!(fs::read_dir(&place).unwrap().count(), 3);
        assert_eq!(editing.finish(), Edited::Done("700\n".to_owned()));
        assert!(!place.exists());
    }

    #[test]
    fn what_was_saved_in_an_editor_that_is_told_to_end_comes_back() {
        let recalled = |words: &str| {
            let editing = begin_with(&shell(words), "before", Waker::new(|| {})).unwrap();
            let text = text_in(&editing.folder);
            let done = text.with_file_name("done");
            while !done.exists() {
                thread::sleep(Duration::from_millis(5));
            }
            let edited = editing.recall();
            assert!(!text.exists());
            edited
        };
        let saves = r#"echo after > $1; touch "$(dirname $1)/done"; exec sleep 60"#;
        assert_eq!(recalled(saves), Some(Edited::Done("after\n".to_owned())));
        let saves_not = r#"touch "$(dirname $1)/done"; exec sleep 60"#;
        assert_eq!(recalled(saves_not), None);
    }

    #[test]
    fn folders_of_dead_programs_are_swept_and_those_of_the_living_are_not() {
        let place = tempfile::tempdir().unwrap();
        let dead = Command::new("true").spawn().unwrap();
        let number = dead.id();
        drop(dead.wait_with_output());
        let dead = place.path().join(format!("{FOLDER}{number}-a"));
        let own = place
            .path()
            .join(format!("{FOLDER}{}-b", std::process::id()));
        let other = place.path().join("somebody-elses");
        for folder in [&dead, &own, &other] {
            fs::create_dir(folder).unwrap();
            fs::write(folder.join("text.txt"), "words").unwrap();
        }
        sweep_in(place.path());
        assert!(!dead.exists());
        assert!(own.exists() && other.exists());
    }
}
