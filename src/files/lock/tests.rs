use std::process::{Command, Stdio};

use super::*;

#[test]
fn a_second_session_is_told_who_holds_the_lock() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.workshop.yaml");
    let lock = Lock::take(&path).expect("first");
    let Err(LockError::Held { holder, .. }) = Lock::take(&path) else {
        panic!("two locks")
    };
    assert_eq!(
        holder.map(|holder| holder.process),
        Some(std::process::id())
    );
    drop(lock);
    assert_eq!(
        fs::read_dir(folder.path()).expect("folder").count(),
        0,
        "a lock file is left"
    );
    Lock::take(&path).expect("again");
}

#[test]
fn a_lock_file_that_was_left_does_not_lock() {
    let folder = tempfile::tempdir().expect("folder");
    fs::write(
        folder.path().join(".a.yaml.lock"),
        "process: 1\nsince: \u{1b}[2J",
    )
    .expect("write");
    Lock::take(&folder.path().join("a.yaml")).expect("nobody holds it");
}

#[cfg(unix)]
#[test]
fn two_names_of_one_file_have_one_lock() {
    let folder = tempfile::tempdir().expect("folder");
    std::os::unix::fs::symlink("a.yaml", folder.path().join("link")).expect("link");
    let _lock = Lock::take(&folder.path().join("a.yaml")).expect("first");
    assert!(matches!(
        Lock::take(&folder.path().join("link")),
        Err(LockError::Held { .. })
    ));
}

#[test]
fn a_folder_that_is_not_there_has_no_lock() {
    let folder = tempfile::tempdir().expect("folder");
    let refused = Lock::take(&folder.path().join("none/a.yaml")).expect_err("none");
    assert!(
        matches!(refused, LockError::Unsupported { .. }),
        "{refused}"
    );
}

const CHILD_LOCKS: &str = "LEADPACT_TEST_LOCKS";

#[test]
#[ignore = "it is the child process of the next test"]
fn child_locks_until_it_is_killed() {
    let Some(path) = std::env::var_os(CHILD_LOCKS).map(PathBuf::from) else {
        return;
    };
    let _lock = Lock::take(&path).expect("lock");
    fs::write(path.with_extension("ready"), "").expect("ready");
    loop {
        std::thread::park();
    }
}

#[test]
fn another_process_is_kept_out_until_it_is_killed() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yaml");
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args([
            "--exact",
            "lock::tests::child_locks_until_it_is_killed",
            "--ignored",
        ])
        .env(CHILD_LOCKS, &path)
        .stdout(Stdio::null())
        .spawn()
        .expect("child");
    while !path.with_extension("ready").exists() {
        assert!(
            child.try_wait().expect("child").is_none(),
            "the child ended without a lock"
        );
        std::thread::yield_now();
    }
    let Err(LockError::Held { holder, .. }) = Lock::take(&path) else {
        panic!("two locks")
    };
    assert_eq!(holder.map(|holder| holder.process), Some(child.id()));
    child.kill().expect("kill");
    child.wait().expect("wait");
    Lock::take(&path).expect("the lock died with its process");
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_named_as_one() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("folder");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).expect("permissions");
    match Lock::take(&folder.path().join("a.yaml")) {
        Ok(_) => eprintln!("skipped: this user may write into a read-only folder"),
        Err(refused) => assert!(
            matches!(refused, LockError::ReadOnlyFolder { .. }),
            "{refused}"
        ),
    }
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("permissions");
}

/// A lock file of these permissions that a program left which has ended. `None` where this user may write it anyway.
#[cfg(unix)]
fn left_by_another(folder: &Path, mode: u32) -> Option<File> {
    use std::os::unix::fs::PermissionsExt;
    let path = folder.join(".a.yaml.lock");
    let words = format!("process: {}\nsince: 2026-03-06T14:02:00Z\n", u32::MAX);
    fs::write(&path, words).expect("write");
    let theirs = File::open(&path).expect("open");
    fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("permissions");
    if File::options().write(true).open(&path).is_ok() {
        eprintln!("skipped: this user may write what nobody may write");
        return None;
    }
    Some(theirs)
}

#[cfg(unix)]
#[test]
fn a_lock_that_another_user_holds_is_met_and_one_that_was_left_is_not() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yaml");
    let Some(theirs) = left_by_another(folder.path(), 0o444) else {
        return;
    };
    theirs.try_lock().expect("they hold it");
    let refused = Lock::take(&path).expect_err("held");
    assert!(matches!(refused, LockError::Held { .. }), "{refused}");
    drop(theirs);
    let _ours = Lock::take(&path).expect("nobody holds it any more");
    let Err(LockError::Held { holder, .. }) = Lock::take(&path) else {
        panic!("two locks")
    };
    let process = holder.map(|holder| holder.process);
    assert_eq!(process, Some(std::process::id()));
}

#[cfg(unix)]
#[test]
fn a_lock_that_was_left_and_cannot_be_removed_is_held_without_a_name() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yaml");
    if left_by_another(folder.path(), 0o444).is_some() {
        let mode = fs::Permissions::from_mode;
        fs::set_permissions(folder.path(), mode(0o555)).expect("permissions");
        let ours = Lock::take(&path).expect("nobody holds it");
        let refused = Lock::take(&path).expect_err("held");
        drop(ours);
        let again = Lock::take(&path).map(drop);
        fs::set_permissions(folder.path(), mode(0o755)).expect("permissions");
        assert!(
            matches!(refused, LockError::Held { holder: None, .. }),
            "{refused}"
        );
        again.expect("free again");
    }
}

#[cfg(unix)]
#[test]
fn a_lock_file_that_cannot_be_read_is_told_with_its_owner() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yaml");
    if left_by_another(folder.path(), 0o000).is_none() {
        return;
    }
    let refused = Lock::take(&path).expect_err("nobody can tell");
    assert!(refused.is_held());
    let LockError::NotReadable { lock, owner, .. } = &refused else {
        panic!("{refused}")
    };
    assert_eq!(lock, ".a.yaml.lock");
    let user = Command::new("id").arg("-un").output().expect("id");
    let user = String::from_utf8_lossy(&user.stdout).trim().to_owned();
    assert!(*owner == user || owner.starts_with("user "), "{owner}");
}

#[cfg(unix)]
#[test]
fn whoever_may_open_the_file_may_open_its_lock() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yaml");
    fs::write(&path, "a").expect("write");
    for (mode, lock_mode) in [
        (0o600, 0o600),
        (0o640, 0o640),
        (0o660, 0o660),
        (0o664, 0o664),
        (0o666, 0o666),
        (0o444, 0o644),
        (0o755, 0o644),
    ] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("permissions");
        let _lock = Lock::take(&path).expect("lock");
        let lock = fs::metadata(folder.path().join(".a.yaml.lock")).expect("lock file");
        let found = lock.permissions().mode() & 0o777;
        assert_eq!(found, lock_mode, "{found:o} for {mode:o}");
    }
}

#[test]
fn a_name_of_any_length_has_a_lock_of_its_own() {
    let folder = tempfile::tempdir().expect("folder");
    let of = |letter: &str, bytes: usize, end: &str| {
        let count = (bytes - end.len()) / letter.len();
        let fill = "-".repeat((bytes - end.len()) % letter.len());
        folder
            .path()
            .join(format!("{}{fill}{end}", letter.repeat(count)))
    };
    let mut held = Vec::new();
    for letter in ["a", "é", "会", "👩"] {
        for bytes in [240, 248, 249, 250, 251, 254, 255] {
            for end in ["one.yaml", "two.yaml"] {
                let path = of(letter, bytes, end);
                fs::write(&path, "a").expect("the file may have this name");
                held.push(Lock::take(&path).expect("a lock of its own"));
                let again = Lock::take(&path).expect_err("two locks");
                assert!(matches!(again, LockError::Held { .. }), "{again}");
                fs::remove_file(&path).expect("remove");
            }
        }
    }
    drop(held);
    assert_eq!(fs::read_dir(folder.path()).expect("folder").count(), 0);
}

#[cfg(unix)]
#[test]
fn a_session_by_another_name_of_the_file_is_met() {
    let folder = tempfile::tempdir().expect("folder");
    let (one, two) = (
        folder.path().join("one.yaml"),
        folder.path().join("two.yaml"),
    );
    fs::write(&one, "a").expect("write");
    assert_eq!(parted_names(&one), None);
    assert_eq!(parted_names(&two), None, "not there");
    fs::hard_link(&one, &two).expect("link");
    let lock = Lock::take(&one).expect("first");
    let refused = Lock::take(&two).expect_err("two locks");
    assert!(refused.is_held() && refused.to_string().contains("hard links"));
    drop(lock);
    let _lock = Lock::take(&two).expect("again");
    assert_eq!(
        fs::read_dir(folder.path()).expect("folder").count(),
        3,
        "a refused session left its lock file"
    );
    let words = parted_names(&one).expect("it has another name");
    assert!(words.contains("one.yaml has another name"), "{words}");
    fs::hard_link(&one, folder.path().join("three.yaml")).expect("link");
    let words = parted_names(&one).expect("it has others");
    assert!(words.contains("2 other names"), "{words}");
}
