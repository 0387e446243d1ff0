//! Copies of files without control characters, which no file may hold: `leadpact check FILE --cleaned OUT` and
//! `leadpact collect --cleaned`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::de::IgnoredAny;

use crate::cli::{Error, aside};
use leadpact_files::{self as files, Cleaned, Expected, outlet};
use leadpact_workshop::sign;

/// So many of the characters that were taken out are listed.
const LISTED: usize = 20;

/// Writes a cleaned copy of the file at `path` to `to`, and prints what was taken out. Without a control character in it
/// no copy is written.
///
/// # Errors
/// The file cannot be read, is no YAML, or the copy cannot be written: another file is never replaced.
pub(super) fn copy(path: &Path, to: &Path) -> Result<(), Error> {
    let (bytes, _) = files::load_bytes(path)?;
    let name = path.to_string_lossy();
    let Some(cleaned) = Cleaned::of(&bytes) else {
        // Whatever else is wrong with it is said.
        files::read::<IgnoredAny>(&name, &bytes)?;
        let words = format!("{name}: there is no control character in it, so no copy was written.");
        writeln!(outlet::words(), "{words}")?;
        return Ok(());
    };
    files::save(to, cleaned.text.as_bytes(), Expected::Nothing)?;
    let kind = files::kind_of(cleaned.text.as_bytes());
    let kind = kind.as_deref();
    let mut text = taken_out(&name, &cleaned, kind != Some("Answers"));
    // Writing to a `String` cannot fail.
    let _ = writeln!(text, "Written: {}", files::path_word(to));
    for remark in remarks(to, &cleaned, kind) {
        let _ = writeln!(text, "{remark}");
    }
    let _ = writeln!(text, "{}", next(to, kind));
    outlet::words().write_all(text.as_bytes())?;
    Ok(())
}

/// The form at `path`, cleaned where it has to be: then a copy is written beside it, and its path and content returned.
/// No answer is repeated.
///
/// # Errors
/// The copy cannot be written.
pub(super) fn form(path: &Path, bytes: Vec<u8>) -> Result<(PathBuf, Vec<u8>), Error> {
    let Some(cleaned) = Cleaned::of(&bytes) else {
        return Ok((path.to_owned(), bytes));
    };
    let to = files::cleaned_path(path);
    files::save(&to, cleaned.text.as_bytes(), Expected::Nothing)?;
    let listed = taken_out(&path.to_string_lossy(), &cleaned, false);
    let copy = files::path_word(&to);
    aside(format_args!("{listed}Taken in is the cleaned copy {copy}."));
    Ok((to, cleaned.text.into_bytes()))
}

fn taken_out(name: &str, cleaned: &Cleaned, words: bool) -> String {
    let mut text = format!("Taken out of {name}:\n");
    for line in cleaned.listed(LISTED, words) {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "  {line}");
    }
    text
}

/// What no longer fits: a seal covers the name of its person, a signature the text under which it stands.
fn remarks(to: &Path, cleaned: &Cleaned, kind: Option<&str>) -> Vec<String> {
    if kind != Some("Workshop") {
        return Vec::new();
    }
    let workshop = match files::read_workshop(&to.to_string_lossy(), cleaned.text.as_bytes()) {
        Ok(workshop) => workshop,
        Err(fault) => return vec![format!("The copy cannot be opened yet: {fault}")],
    };
    let broken = workshop.sheets.iter().filter(|s| !s.keeps_its_seal());
    let mut remarks: Vec<String> = broken
        .map(|sheet| {
            format!(
                "The sealed sheet of {} does not fit its seal: what was taken out belonged to it. Let {0} fill it again.",
                sheet.person
            )
        })
        .collect();
    if let Some(version) = sign::tampered(&workshop) {
        remarks.push(format!(
            "Version {version} is not what was signed: what was taken out belonged to it. Sign it again in an amendment."
        ));
    }
    remarks
}

/// What the copy is for.
fn next(to: &Path, kind: Option<&str>) -> String {
    match kind {
        Some("Workshop") => format!("Next: {}", files::command("open", [to])),
        Some("LeadDefinition") => format!("Next: {}", files::command("check", [to])),
        Some("Mapping") => format!("Next: name it with --map {}", files::path_word(to)),
        Some("Answers") => "Next: take it in with 'leadpact collect'.".to_owned(),
        _ => "Next: look it over.".to_owned(),
    }
}
