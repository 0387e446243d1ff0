use super::*;

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    title: String,
}

/// A data folder with these workshop files.
fn folder_with(files: &[(&str, &str)]) -> (tempfile::TempDir, DataFolder) {
    let folder = tempfile::tempdir().expect("folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("write");
    }
    let data = DataFolder::at(folder.path().to_path_buf());
    (folder, data)
}

const GOOD: &str = "# Leadpact\napiVersion: leadpact/v1\nkind: Workshop\nhead:\n  title: Acme\n";

#[test]
fn the_variable_names_the_folder() {
    let named = DataFolder::found(Some("/somewhere".into())).expect("named");
    assert_eq!(named.path(), Path::new("/somewhere"));
    if let (Ok(default), Ok(empty)) = (
        DataFolder::found(None),
        DataFolder::found(Some(OsString::new())),
    ) {
        assert_eq!(default, empty);
        assert!(default.path().ends_with("leadpact") || cfg!(not(target_os = "linux")));
    }
}

#[test]
fn a_file_argument_is_a_path_or_a_name() {
    let (folder, data) =
        folder_with(&[("acme.workshop.yaml", GOOD), ("globex.workshop.yaml", GOOD)]);
    let acme = folder.path().join("acme.workshop.yaml");
    let here = tempfile::tempdir().expect("folder");
    let resolve = |argument: &OsStr| data.resolve_from(here.path(), argument);
    assert_eq!(resolve(OsStr::new("acme")), Ok(acme.clone()));
    assert_eq!(resolve(OsStr::new("acme.workshop.yaml")), Ok(acme.clone()));
    assert_eq!(resolve(acme.as_os_str()), Ok(acme.clone()));
    // A folder that lies here by the same name is not what was meant, a file is.
    fs::create_dir(here.path().join("acme")).expect("folder");
    assert_eq!(resolve(OsStr::new("acme")), Ok(acme));
    fs::write(here.path().join("globex"), GOOD).expect("write");
    assert_eq!(
        resolve(OsStr::new("globex")),
        Ok(here.path().join("globex"))
    );
}

#[test]
fn a_miss_names_what_is_near() {
    let (folder, data) =
        folder_with(&[("acme.workshop.yaml", GOOD), ("globex.workshop.yaml", GOOD)]);
    let here = tempfile::tempdir().expect("folder");
    let message = |argument: &OsStr| {
        let found = data.resolve_from(here.path(), argument);
        found.expect_err("miss").to_string()
    };
    assert_eq!(
        message(OsStr::new("amce")),
        "there is no file and no workshop named 'amce'. Did you mean 'acme'?"
    );
    assert_eq!(
        message(OsStr::new("umbrella")),
        "there is no file and no workshop named 'umbrella'. See 'leadpact list' for the workshops there are."
    );
    let path = folder.path().join("acme.workshp.yaml");
    assert!(
        message(path.as_os_str()).ends_with("Did you mean 'acme.workshop.yaml'?"),
        "{}",
        message(path.as_os_str())
    );
    // What is near but a folder, or shares one letter of two, is not what was meant.
    let (empty, none) = folder_with(&[]);
    let beside = empty.path().join("beside");
    fs::create_dir_all(beside.join("acme.workshop.yaml")).expect("folder");
    fs::write(beside.join("lp"), "").expect("file");
    for miss in ["up", "acme.workshp.yaml"] {
        let path = beside.join(miss);
        let error = none
            .resolve(path.as_os_str())
            .expect_err("miss")
            .to_string();
        assert_eq!(
            error,
            format!(
                "there is no file and no workshop named '{}'. Make one with 'leadpact new'.",
                path.display()
            )
        );
    }
}

#[test]
fn the_list_shows_good_and_broken_files() {
    let broken = "apiVersion: leadpact/v1\nkind: Workshop\nhead:\n  titel: Acme\nsetup: {}\n";
    let (folder, data) = folder_with(&[
        ("b.workshop.yaml", GOOD),
        ("a.workshop.yaml", broken),
        ("c.workshop.yaml", "just a note\n"),
        ("d.workshop.yaml", ""),
        ("other.yaml", GOOD),
        (".hidden.workshop.yaml", GOOD),
    ]);
    fs::create_dir(folder.path().join("e.workshop.yaml")).expect("folder");
    let listed = data.list::<Head>().expect("list");
    let names: Vec<&str> = listed.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c", "d", "e"]);
    let heads: Vec<Option<&str>> = listed
        .iter()
        .map(|one| one.head.as_ref().ok().map(|head| head.title.as_str()))
        .collect();
    assert_eq!(heads, [None, Some("Acme"), None, None, None]);
    let fault = listed[0].head.as_ref().expect_err("broken");
    assert_eq!(
        fault.place.map(|place| (place.line, place.column)),
        Some((4, 3))
    );
}

#[test]
fn only_the_head_of_a_large_file_is_read() {
    let rest = format!("setup: &broken [\n{}", "\u{0}".repeat(20_000_000));
    let (_folder, data) = folder_with(&[("large.workshop.yaml", &format!("{GOOD}{rest}"))]);
    let listed = data.list::<Head>().expect("list");
    assert_eq!(
        listed[0].head,
        Ok(Head {
            title: "Acme".to_owned()
        })
    );
}

#[test]
fn a_folder_that_is_not_there_holds_no_workshops() {
    let (folder, _) = folder_with(&[]);
    let data = DataFolder::at(folder.path().join("a/b"));
    assert!(data.list::<Head>().expect("none").is_empty());
    data.make().expect("made");
    assert!(data.path().is_dir());
}
