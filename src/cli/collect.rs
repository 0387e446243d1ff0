//! `leadpact collect FILE ANSWERS...`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::cli::named::Held;
use crate::cli::{Error, aside, cleaned};
use leadpact_files::{self as files, Cleaned, Fault, Taken, nearest, neutral_line};
use leadpact_workshop::form::Filled;
use leadpact_workshop::{Sheet, Workshop, seal};

/// Take filled-in forms into the workshop, sealed.
#[derive(Debug, clap::Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub struct Collect {
    /// The workshop: a file, or the name of a workshop in the data folder
    file: OsString,
    /// The filled-in forms
    #[arg(required = true, value_name = "ANSWERS")]
    answers: Vec<PathBuf>,
    /// Take values that are nearly one of the options as own words
    #[arg(long)]
    own_words: bool,
    /// Take in cleaned copies of forms that hold control characters, and write them beside the forms
    #[arg(long)]
    cleaned: bool,
    /// Let a form take the place of a sheet that the same person already has
    #[arg(long)]
    replace: bool,
    /// Delete the forms once their answers are in the workshop: they hold them in plain text
    #[arg(long)]
    delete: bool,
}

impl Collect {
    /// Takes in all forms, or none of them when one has a fault. Prints no answer.
    ///
    /// # Errors
    /// Every fault of every form, each with its place; a workshop whose answers are on the table; a second sheet of the
    /// same person without `--replace`; a workshop that is open elsewhere or cannot be saved.
    pub fn run(self) -> Result<u8, Error> {
        let mut held = Held::take(&self.file)?;
        let now = Timestamp::now();
        let (mut lines, mut taken) = (Vec::new(), Vec::new());
        for (filled, form) in self.filled(&held.workshop)? {
            let answered = filled.responses.len();
            let party = held.workshop.party_name(&filled.sheet.party);
            let sheet = filled.sheet.clone();
            let answers = if answered == 1 { "answer" } else { "answers" };
            held.workshop
                .take_in(filled, salt()?, now, self.replace)
                .map_err(|refused| Error::Words(format!("{}: {refused}", form.display())))?;
            let words = held.workshop.sheet(&sheet).and_then(Sheet::words);
            lines.push(format!(
                "{} ({party}): {answered} {answers}, sealed. Its six words, to be noted: {}.",
                sheet.person,
                words.unwrap_or_default()
            ));
            if held.workshop.party_words.contains_key(&sheet.party) {
                lines.push(format!(
                    "{party} has a word; this sheet is encrypted once that was typed on the screen, and only masked until \
                     then."
                ));
            }
            taken.push(form);
        }
        held.save(now)?;
        lines.push(self.forms_that_stay(&taken));
        lines.push(next_step(&held.workshop, &held.path));
        for line in lines {
            aside(neutral_line(&line));
        }
        Ok(0)
    }

    /// The forms hold the answers in plain text: they are deleted where that is asked for, or it is said.
    fn forms_that_stay(&self, forms: &[PathBuf]) -> String {
        let mut left = Vec::new();
        for form in forms {
            if !self.delete || std::fs::remove_file(form).is_err() {
                left.push(files::path_word(form));
            }
        }
        match left.as_slice() {
            [] => "The forms are deleted: their answers are in the workshop.".to_owned(),
            left if self.delete => format!("Not deleted, do it by hand: {}", left.join(" ")),
            left => format!(
                "The answers stand in plain text in {}. Delete them, or use --delete the next time.",
                left.join(", ")
            ),
        }
    }

    /// Says what values that are no options are taken for, before anything is sealed. Those that are nearly one stop it,
    /// unless they are meant so.
    fn understood(&self, taken: &[Taken]) -> Result<(), Vec<Fault>> {
        let mut doubtful = Vec::new();
        for one in taken {
            match one {
                Taken::Doubtful(fault) if !self.own_words => doubtful.push(fault.clone()),
                Taken::Doubtful(fault) | Taken::AsOwnWords(fault) | Taken::AsMeant(fault) => {
                    aside(format_args!("Please note: {fault}"));
                }
            }
        }
        if doubtful.is_empty() {
            return Ok(());
        }
        let name = doubtful[0].file.clone();
        let next = "Correct it, or add '--own-words' where it is meant so.";
        doubtful.push(Fault::new(&name, "nothing was taken in", next));
        Err(doubtful)
    }

    /// Every form with its file, when all of them can be taken in.
    fn filled(&self, workshop: &Workshop) -> Result<Vec<(Filled, PathBuf)>, Error> {
        let mut filled: Vec<(Filled, PathBuf)> = Vec::new();
        let mut faults: Vec<Fault> = Vec::new();
        let mut unclean = None;
        for file in &self.answers {
            let (file, bytes) = match files::load_bytes(file) {
                Ok((bytes, _)) if self.cleaned => cleaned::form(file, bytes)?,
                Ok((bytes, _)) => (file.clone(), bytes),
                Err(fault) => {
                    faults.push(fault);
                    continue;
                }
            };
            let name = file.to_string_lossy();
            if Cleaned::of(&bytes).is_some() {
                unclean = Some(name.clone().into_owned());
            }
            let read = files::answers(&name, &bytes, workshop).and_then(|filled| {
                self.understood(&files::taken(&name, &bytes, &filled, workshop))?;
                Ok(filled)
            });
            match read {
                Err(found) => faults.extend(found),
                Ok(form) => {
                    match of_same_person(&form, &filled).or_else(|| misspelt(&form, workshop)) {
                        Some(next) => {
                            faults.push(Fault::new(&name, "this form cannot be taken in", &next));
                        }
                        None => filled.push((form, file.clone())),
                    }
                }
            }
        }
        if let Some(name) = unclean {
            let next = "Add '--cleaned' to take in a copy without control characters.";
            faults.push(Fault::new(&name, "nothing was taken in", next));
        }
        if faults.is_empty() {
            Ok(filled)
        } else {
            Err(Error::Faults(faults))
        }
    }
}

fn next_step(workshop: &Workshop, path: &Path) -> String {
    let missing: Vec<String> = workshop
        .still_to_seal()
        .iter()
        .map(|p| p.name.clone())
        .collect();
    match missing.as_slice() {
        [] => format!(
            "All parties have sealed. Next: {}",
            files::command("open", [path])
        ),
        names => format!("Still to seal: {}.", names.join(", ")),
    }
}

/// What to do where two forms are from the same person.
fn of_same_person(form: &Filled, taken: &[(Filled, PathBuf)]) -> Option<String> {
    let (_, first) = taken.iter().find(|(other, _)| other.sheet == form.sheet)?;
    let person = &form.sheet.person;
    Some(format!(
        "{} is from {person} too. Name only the one that counts.",
        first.display()
    ))
}

/// What to do where the person is not listed, but somebody with nearly the same name is.
fn misspelt(form: &Filled, workshop: &Workshop) -> Option<String> {
    let people = &workshop.party(&form.sheet.party)?.people;
    let person = &form.sheet.person;
    if people.contains(person) {
        return None;
    }
    let meant = nearest(person, people.iter().map(String::as_str))?;
    Some(format!(
        "It is from {person}, but the workshop lists {meant}. Correct 'person:', or add {person} in the set-up."
    ))
}

/// Sixteen random bytes in hexadecimal digits.
fn salt() -> Result<String, Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        Error::Words(format!(
            "the system gives no random numbers to seal with: {error}. Try again later"
        ))
    })?;
    Ok(seal::hex(&bytes))
}
