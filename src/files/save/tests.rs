use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::*;
use crate::load::load_bytes;

/// Names of the files in `folder`, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("folder").flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Whether this user is held by permissions; `root` is not.
fn permissions_hold(folder: &Path) -> bool {
    let held = File::create(folder.join("probe")).is_err();
    if !held {
        let _ = fs::remove_file(folder.join("probe"));
        eprintln!("skipped: this user may write into a read-only folder");
    }
    held
}

#[test]
fn a_file_is_made_replaced_and_left_without_traces() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yaml");
    let stamp = save(&path, b"one", Expected::Nothing).expect("new");
    let stamp = save(&path, b"two", Expected::Unchanged(&stamp)).expect("replaced");
    assert_eq!(fs::read(&path).expect("read"), b"two");
    assert_eq!(load_bytes(&path).expect("load").1, stamp);
    assert_eq!(names(folder.path()), ["a.yaml"]);
}

#[test]
fn another_ones_change_is_not_overwritten() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yaml");
    let stamp = save(&path, b"one", Expected::Nothing).expect("new");
    fs::write(&path, b"two").expect("somebody else");
    let refused = save(&path, b"mine", Expected::Unchanged(&stamp)).expect_err("changed");
    assert!(
        matches!(refused, SaveError::ChangedOnDisk { .. }),
        "{refused}"
    );
    let refused = save(&path, b"mine", Expected::Nothing).expect_err("there");
    assert!(
        matches!(refused, SaveError::AlreadyThere { .. }),
        "{refused}"
    );
    assert_eq!(fs::read(&path).expect("read"), b"two");
    save(&path, b"mine", Expected::Anything).expect("asked for");
    assert_eq!(fs::read(&path).expect("read"), b"mine");
}

#[test]
fn a_deleted_file_is_made_again() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yaml");
    let stamp = save(&path, b"one", Expected::Nothing).expect("new");
    fs::remove_file(&path).expect("remove");
    save(&path, b"two", Expected::Unchanged(&stamp)).expect("made again");
    assert_eq!(fs::read(&path).expect("read"), b"two");
}

#[test]
fn a_write_that_fails_half_way_leaves_the_old_file_alone() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yaml");
    fs::write(&path, b"old").expect("write");
    let old = fs::metadata(&path).expect("metadata");
    let failed = replace(&path, Some(&old), false, |file| {
        file.write_all(b"half of the n")?;
        Err(io::ErrorKind::StorageFull.into())
    })
    .expect_err("full");
    assert_eq!(fs::read(&path).expect("read"), b"old");
    assert_eq!(names(folder.path()), ["a.yaml"]);
    assert_eq!(
        SaveError::of("a.yaml", &failed).to_string(),
        "the disk is full; a.yaml still has its old content. Make room and save again, or save elsewhere"
    );
}

#[test]
fn failures_are_told_apart() {
    let folder = tempfile::tempdir().expect("folder");
    let gone = save(
        &folder.path().join("no/such/a.yaml"),
        b"x",
        Expected::Anything,
    )
    .expect_err("gone");
    assert!(matches!(gone, SaveError::FolderGone { .. }), "{gone}");
    let itself = save(folder.path(), b"x", Expected::Anything).expect_err("folder");
    assert!(matches!(itself, SaveError::NotAFile { .. }), "{itself}");
    let below_a_file = folder.path().join("a.yaml/b.yaml");
    fs::write(folder.path().join("a.yaml"), b"x").expect("write");
    let below = save(&below_a_file, b"x", Expected::Anything).expect_err("below");
    assert!(matches!(below, SaveError::FolderGone { .. }), "{below}");
}

#[test]
fn a_read_only_file_is_not_replaced() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yaml");
    fs::write(&path, b"old").expect("write");
    let mut permissions = fs::metadata(&path).expect("metadata").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("permissions");
    let refused = save(&path, b"new", Expected::Anything).expect_err("read-only");
    assert!(
        matches!(refused, SaveError::ReadOnlyFile { .. }),
        "{refused}"
    );
    assert_eq!(fs::read(&path).expect("read"), b"old");
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("folder");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).expect("permissions");
    if permissions_hold(folder.path()) {
        let refused =
            save(&folder.path().join("a.yaml"), b"x", Expected::Anything).expect_err("read-only");
        assert!(
            matches!(refused, SaveError::ReadOnlyFolder { .. }),
            "{refused}"
        );
    }
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("permissions");
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_permissions_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().expect("folder");
    let real = folder.path().join("real");
    fs::create_dir(&real).expect("folder");
    fs::write(real.join("a.yaml"), b"old").expect("write");
    fs::set_permissions(real.join("a.yaml"), fs::Permissions::from_mode(0o640))
        .expect("permissions");
    symlink("real/a.yaml", folder.path().join("one")).expect("link");
    symlink("one", folder.path().join("two")).expect("link");
    save(&folder.path().join("two"), b"new", Expected::Anything).expect("saved");
    assert_eq!(fs::read(real.join("a.yaml")).expect("read"), b"new");
    assert_eq!(
        fs::metadata(real.join("a.yaml"))
            .expect("metadata")
            .permissions()
            .mode()
            & 0o777,
        0o640
    );
    assert_eq!(names(folder.path()), ["one", "real", "two"]);
    assert!(folder.path().join("two").is_symlink());
    symlink("circle", folder.path().join("circle")).expect("link");
    let circle = save(&folder.path().join("circle"), b"x", Expected::Anything).expect_err("circle");
    assert!(matches!(circle, SaveError::NotAFile { .. }), "{circle}");
}

/// The two contents between which the child changes, long enough that a kill can fall into the middle of a write.
fn contents() -> [Vec<u8>; 2] {
    [vec![b'a'; 3_000_000], vec![b'b'; 2_000_000]]
}

const CHILD_SAVES_AT: &str = "LEADPACT_TEST_SAVES_AT";

#[test]
#[ignore = "it is the child process of the next test"]
fn child_saves_until_it_is_killed() {
    let Some(path) = std::env::var_os(CHILD_SAVES_AT).map(PathBuf::from) else {
        return;
    };
    loop {
        for content in contents() {
            save(&path, &content, Expected::Anything).expect("saved");
        }
    }
}

#[test]
fn a_killed_save_leaves_a_whole_file() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yaml");
    fs::write(&path, &contents()[0]).expect("first");
    for round in 0..12_u64 {
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .args([
                "--exact",
                "save::tests::child_saves_until_it_is_killed",
                "--ignored",
            ])
            .env(CHILD_SAVES_AT, &path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("child");
        std::thread::sleep(Duration::from_millis(20 + 7 * round));
        child.kill().expect("kill");
        child.wait().expect("wait");
        let found = fs::read(&path).expect("read");
        assert!(
            contents().contains(&found),
            "{} bytes of a mixture",
            found.len()
        );
    }
    save(&folder.path().join("b.yaml"), b"x", Expected::Nothing).expect("saved");
    assert_eq!(names(folder.path()), ["a.yaml", "b.yaml"]);
}
