//! A form that one person fills in elsewhere, in any text editor, and what comes back from it.
//!
//! [`blank()`] writes the form, with every question explained in comments. [`Answers`] is the filled form as it
//! was read; [`Answers::read`] turns it into responses. Nothing here knows how the text is parsed or where it lies.

mod blank;
mod given;
mod own;
mod reading;

use indexmap::IndexMap;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::answer::compared::shown_by;
use crate::{PartyId, Responses, Sheet, SheetId, Workshop};

pub(crate) use blank::Blank;
pub use blank::blank;
pub use given::Given;
pub use own::{Mended, OwnWords};
pub(crate) use reading::{Read, same, text};

/// A filled form, as it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Answers {
    /// Version of the file format, `leadpact/v1`.
    pub api_version: String,
    /// Always `Answers`.
    pub kind: String,
    /// The party that answers, by id.
    pub party: PartyId,
    /// Who filled the form.
    #[serde(default)]
    pub person: Option<String>,
    /// What was written to each question, by its id; `None` where everything below it was deleted.
    pub answers: IndexMap<String, Option<Entry>>,
}

/// What was written to one question. Everything may be left empty.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Entry {
    /// The answer; its form depends on the question.
    pub answer: Given,
    /// `must`, `strong`, `nice` or `ignore`.
    pub importance: Given,
    /// Values that are never acceptable.
    pub never: Given,
    /// `field ...`, `event ...` or `person ...`.
    pub observed_by: Given,
    /// The reason.
    pub because: Given,
}

/// A filled form that fits the workshop.
#[derive(Debug, Clone, PartialEq)]
pub struct Filled {
    /// Whose sheet it becomes.
    pub sheet: SheetId,
    /// The answers.
    pub responses: Responses,
}

/// What is wrong with a filled form, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormFault {
    /// The keys that lead to the place, from the top of the file.
    pub path: Vec<String>,
    /// What is wrong: a clause without its full stop. Holds nothing of an answer.
    pub what: String,
    /// A name that is not known, where it is no part of an answer.
    pub unknown: Option<String>,
    /// What could stand there instead; empty where that is no list.
    pub known: Vec<String>,
    /// What to do next, as a sentence, where `known` is empty.
    pub next: String,
}

/// Why a filled form cannot be taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// The answers are on the table.
    #[error(
        "the answers are on the table already; no sheet can be added or changed any more. For a new round, start a new workshop"
    )]
    Revealed,
    /// The person has a sheet.
    #[error("{person} ({party}) already has a {} sheet. Add --replace to put the form in its place", if *.sealed { "sealed" } else { "begun" })]
    HasSheet {
        /// Who.
        person: String,
        /// The party's name.
        party: String,
        /// Whether that sheet is sealed.
        sealed: bool,
    },
}

impl Workshop {
    /// Puts a filled form into the workshop as a sealed sheet, with a line in the log. A person who is not listed yet is
    /// added to the party. `salt`: sixteen random bytes in hexadecimal digits. `replace`: an existing sheet of the same
    /// person gives way.
    ///
    /// # Errors
    /// [`NotTaken`]; the workshop is then as it was.
    pub fn take_in(
        &mut self,
        filled: Filled,
        salt: String,
        at: Timestamp,
        replace: bool,
    ) -> Result<(), NotTaken> {
        if self.is_revealed() {
            return Err(NotTaken::Revealed);
        }
        let Filled {
            sheet: id,
            mut responses,
        } = filled;
        let party = self.party_name(&id.party);
        let old = self.sheet(&id).map(Sheet::is_sealed);
        let freed = self.sheet(&id).and_then(Sheet::bond);
        if let (Some(sealed), false) = (old, replace) {
            return Err(NotTaken::HasSheet {
                person: id.person,
                party,
                sealed,
            });
        }
        if let Some(listed) = self.parties.iter_mut().find(|p| p.id == id.party)
            && !listed.people.contains(&id.person)
        {
            listed.people.push(id.person.clone());
        }
        if let Some(before) = self.sheet(&id).and_then(Sheet::content) {
            self.keep_what_no_form_asks(&mut responses, &before);
        }
        self.sheets.retain(|sheet| !sheet.is(&id.party, &id.person));
        let mut sheet = Sheet::new(id.clone(), salt);
        sheet.state = crate::SheetState::Open(responses);
        sheet.seal(at, &self.bank.questions);
        let words = sheet.words().unwrap_or_default();
        let bond = sheet.bond();
        self.sheets.push(sheet);
        let person = &id.person;
        let done = match old {
            None => format!("The form of {person} ({party}) was taken in and sealed."),
            Some(_) => format!(
                "The sheet of {person} ({party}) was replaced by a form, taken in and sealed."
            ),
        };
        let what = format!("{done} Its six words: {words}.");
        let (bond, freed) = (bond.into_iter().collect(), freed.into_iter().collect());
        self.note_bound(at, what, bond, freed);
        Ok(())
    }

    /// How a record shows the cases in own words that the form names again: no form asks for it.
    fn keep_what_no_form_asks(&self, responses: &mut Responses, before: &Responses) {
        for (id, response) in responses {
            if let (Some(question), Some(old)) = (self.bank.question(id), before.get(id)) {
                response.shown_by = shown_by(question, response.answer.as_ref(), &[old]);
            }
        }
    }
}
