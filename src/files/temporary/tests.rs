use std::io::Write as _;
use std::process::{Command, Stdio};

use super::*;

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("folder").flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The number of a process that has ended.
fn ended() -> u32 {
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .arg("--list")
        .stdout(Stdio::null())
        .spawn()
        .expect("child");
    child.wait().expect("wait");
    child.id()
}

/// A temporary file of that process, changed so long ago.
fn left(folder: &Path, process: &str, age: Duration) -> (PathBuf, File) {
    let path = folder.join(format!(".leadpact-save-{process}a1.tmp"));
    let file = File::create(&path).expect("file");
    file.set_modified(SystemTime::now() - age).expect("age");
    (path, file)
}

#[cfg(unix)]
#[test]
fn what_a_process_left_is_removed_as_soon_as_it_has_ended() {
    let folder = tempfile::tempdir().expect("folder");
    let (gone, running) = (ended(), std::process::id());
    for (process, age, held, stays) in [
        (format!("{gone}-"), 0, false, false),
        (format!("{gone}-"), 3600, false, false),
        // Its number runs no more here, but somebody writes: on another computer, say.
        (format!("{gone}-"), 3600, true, true),
        (format!("{running}-"), 0, false, true),
        (format!("{running}-"), 3600, true, true),
        // Another process has its number by now.
        (format!("{running}-"), 3600, false, false),
        // Of an older release, whose names told no number.
        (String::new(), 0, false, true),
        (String::new(), 3600, false, false),
    ] {
        let (path, file) = left(folder.path(), &process, Duration::from_secs(age));
        if held {
            file.try_lock().expect("nobody else has it");
        }
        sweep(folder.path());
        assert_eq!(path.exists(), stays, "{process}, {age} s, held: {held}");
        let _ = fs::remove_file(path);
    }
}

#[test]
fn other_names_and_other_kinds_of_files_stay() {
    let folder = tempfile::tempdir().expect("folder");
    let gone = ended();
    let stay = [
        format!(".leadpact-save-{gone}-a1.tmp.yaml"),
        format!("leadpact-save-{gone}-a1.tmp"),
        ".acme.workshop.yaml.lock".to_owned(),
    ];
    for name in &stay {
        let file = File::create(folder.path().join(name)).expect("file");
        file.set_modified(SystemTime::UNIX_EPOCH).expect("age");
    }
    fs::create_dir(folder.path().join(format!(".leadpact-save-{gone}-b.tmp"))).expect("folder");
    let before = names(folder.path());
    sweep(folder.path());
    sweep(&folder.path().join("none"));
    assert_eq!(names(folder.path()), before);
}

#[test]
fn while_it_is_written_nobody_sweeps_it_and_after_that_nothing_is_left() {
    let folder = tempfile::tempdir().expect("folder");
    let mut temporary = Temporary::in_folder(folder.path()).expect("made");
    let file = temporary.as_file_mut().expect("open");
    file.write_all(b"half").expect("write");
    file.set_modified(SystemTime::UNIX_EPOCH).expect("age");
    sweep(folder.path());
    assert_eq!(names(folder.path()).len(), 1);
    assert_eq!(ours(folder.path()), 1);
    temporary
        .persist(&folder.path().join("a.yaml"), true)
        .expect("placed");
    assert_eq!(names(folder.path()), ["a.yaml"]);
    let refused = Temporary::in_folder(folder.path()).expect("made");
    refused
        .persist(&folder.path().join("a.yaml"), true)
        .expect_err("something is there");
    drop(Temporary::in_folder(folder.path()).expect("made"));
    assert_eq!(names(folder.path()), ["a.yaml"]);
    assert_eq!(ours(folder.path()), 0);
}

/// How many files in `folder` a signal would remove.
fn ours(folder: &Path) -> usize {
    let written = written();
    written
        .iter()
        .filter(|path| path.starts_with(folder))
        .count()
}
