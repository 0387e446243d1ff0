//! Forms beside the workshop: written, read, and deleted once their answers are in the workshop.

use std::path::{Path, PathBuf};

use leadpact_app::Message;
use leadpact_app::session::Session;
use leadpact_files::{self as files, Expected};
use leadpact_workshop::form::Filled;

/// Writes the form of a party beside the workshop.
pub(super) fn write(session: &Session, party: &str) -> Message {
    let workshop = session.workshop();
    let Some(party) = workshop.party(party) else {
        return Message::Failed("There is no such party any more.".to_owned());
    };
    let folder = session.path.parent().unwrap_or(Path::new("."));
    let path = files::form_path(folder, &session.path, &party.id, None);
    let text = files::blank_form(workshop, party, None);
    match files::save(&path, text.as_bytes(), Expected::Nothing) {
        Ok(_) => Message::Done(format!(
            "Send {} to {}. When it is back in this folder, press c on this board to take the answers in.",
            path.display(),
            party.name
        )),
        Err(why) => Message::Failed(why.to_string()),
    }
}

/// The filled forms beside the workshop; those that are still blank are passed over.
pub(super) fn read(session: &Session) -> Result<Vec<(PathBuf, Filled)>, String> {
    let workshop = session.workshop();
    let mut forms = Vec::new();
    for path in files::forms_of(&session.path) {
        let (bytes, _) = files::load_bytes(&path).map_err(|fault| fault.to_string())?;
        if workshop
            .parties
            .iter()
            .any(|p| files::blank_form(workshop, p, None).as_bytes() == bytes)
        {
            continue;
        }
        let read = files::answers(&path.to_string_lossy(), &bytes, workshop);
        let filled =
            read.map_err(|faults| faults.first().map_or_else(String::new, ToString::to_string))?;
        let taken = files::taken(&path.to_string_lossy(), &bytes, &filled, workshop);
        let doubtful = taken.iter().find_map(|one| match one {
            files::Taken::Doubtful(fault) => Some(fault),
            files::Taken::AsOwnWords(_) | files::Taken::AsMeant(_) => None,
        });
        if let Some(fault) = doubtful {
            return Err(format!(
                "{fault} Where it is meant so, take the form in from a shell: {} --own-words",
                files::command("collect", [session.path.as_path(), path.as_path()])
            ));
        }
        if !filled.responses.is_empty() {
            forms.push((path, filled));
        }
    }
    Ok(forms)
}

/// Forms whose answers are in the workshop go.
pub(super) fn delete(paths: &[PathBuf]) -> Message {
    let left: Vec<String> = paths
        .iter()
        .filter(|path| std::fs::remove_file(path).is_err())
        .map(|path| files::neutral_line(&path.to_string_lossy()).into_owned())
        .collect();
    if left.is_empty() {
        Message::Done("The forms are deleted.".to_owned())
    } else {
        Message::Failed(format!("Not deleted, do it by hand: {}.", left.join(", ")))
    }
}
