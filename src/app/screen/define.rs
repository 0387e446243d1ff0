//! Define: who has to answer, who has sealed, and the way to each sheet.

use std::path::PathBuf;

use crate::action::{Action, DefineAction, General};
use crate::effect::{Disk, Effect};
use crate::go::Go;
use crate::heading::Heading;
use crate::list::Cursor;
use crate::page::Page;
use crate::popup::{Ask, Popup};
use crate::scope::Scope;
use crate::session::Session;
use crate::shared::Shared;
use leadpact_workshop::form::Filled;
use leadpact_workshop::{Party, Place, Sheet, Step, Workshop};

/// The top of the help page.
pub const ABOUT: &str = "Each party answers the same questions alone. Hand the keyboard over, one person after \
    another; a hand-over card clears the screen in between. No screen shows any answer before all have sealed. \
    People elsewhere fill in a form and send it back.";

/// What Enter leads to on the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Enters {
    /// The comparison: the answers are on the table.
    Compare,
    /// The question whether to put all answers on the table.
    Reveal,
    /// The set-up, where the party's people are named.
    Names,
    /// The hand-over card of the party.
    HandOver,
    /// There is no party.
    Nothing,
}

/// The board.
#[derive(Debug, Clone, Copy, Default)]
pub struct Define {
    /// The highlighted party.
    pub cursor: Cursor,
}

impl Define {
    /// The board, with the first party highlighted that still has to seal.
    #[must_use]
    pub fn open(workshop: &Workshop) -> Self {
        let parties = || workshop.parties.iter();
        let waiting = parties().position(|p| p.signs() && !workshop.has_sealed(&p.id));
        let first = waiting.or_else(|| parties().position(Party::signs));
        Self {
            cursor: Cursor::on(first.unwrap_or(0)),
        }
    }

    /// The board with this party highlighted.
    #[must_use]
    pub fn at(party: &str, workshop: &Workshop) -> Self {
        let at = workshop.parties.iter().position(|p| p.id == party);
        Self {
            cursor: Cursor::on(at.unwrap_or(0)),
        }
    }

    /// A dialog was answered with yes.
    fn said_yes(
        self,
        action: DefineAction,
        reason: Option<&str>,
        shared: &mut Shared,
    ) -> Vec<Effect> {
        if action == DefineAction::Collect {
            return vec![Disk::DeleteForms(std::mem::take(&mut shared.forms)).into()];
        }
        self.act_on(action, reason, shared);
        Vec::new()
    }

    /// The highlighted party.
    #[must_use]
    pub fn party(self, workshop: &Workshop) -> Option<&Party> {
        workshop.parties.get(self.cursor.at())
    }

    /// What Enter leads to from here.
    fn enters(self, workshop: &Workshop) -> Enters {
        match self.party(workshop) {
            _ if workshop.is_revealed() => Enters::Compare,
            None => Enters::Nothing,
            // With all sealed, what is left to do with a signing party is to look at the answers.
            Some(party) if party.signs() && workshop.still_to_seal().is_empty() => Enters::Reveal,
            Some(party) if party.people.is_empty() => Enters::Names,
            Some(_) => Enters::HandOver,
        }
    }

    fn hand_over(self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let workshop = session.workshop();
        match (self.enters(workshop), self.party(workshop)) {
            (Enters::Compare, _) => shared.enter(Step::Compare),
            (Enters::Reveal, _) => Self::ask_to_reveal(shared),
            (Enters::Names, Some(party)) => {
                let words = format!(
                    "{} has no people yet. Type who answers, then ctrl-n.",
                    party.name
                );
                shared.go = Some(Go::to(Place::People(party.id.clone())));
                shared.warn(words);
            }
            (Enters::HandOver, Some(party)) => {
                shared.go = Some(Go::HandOver {
                    party: party.id.clone(),
                    person: None,
                });
            }
            (Enters::Names | Enters::HandOver | Enters::Nothing, _) => {}
        }
    }

    fn form(self, session: &Session) -> Vec<Effect> {
        self.party(session.workshop())
            .map_or_else(Vec::new, |p| vec![Disk::WriteForm(p.id.clone()).into()])
    }

    fn ask_to_reveal(shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        if let Some(party) = session.workshop().locked_parties().first() {
            let text = format!(
                "The sealed sheets of {} are encrypted. Let {0} type its word: then all answers can be shown.",
                party.name
            );
            let title = format!("The word of {}", party.name);
            let reveal = Action::Define(DefineAction::Reveal);
            let ask = Ask::for_word(&title, &text, "go on", reveal);
            shared.popups.push(Popup::Ask(ask));
            return;
        }
        let words = noted(session.workshop().sheets.iter());
        let missing: Vec<&str> = session
            .workshop()
            .still_to_seal()
            .iter()
            .map(|p| p.name.as_str())
            .collect();
        let reveal = Action::Define(DefineAction::Reveal);
        let ask = if missing.is_empty() {
            let text = format!(
                "All parties have sealed. From here on everybody sees every answer, and no sheet can be changed. {words}"
            );
            Ask::new("Put all answers on the table?", &text, "show them", reveal)
        } else {
            let text = format!(
                "Still to seal: {}. Revealing now leaves them without a voice in the comparison. \
                 If it cannot wait, write down why; the reason goes into the record. {words}",
                missing.join(", ")
            );
            Ask::with_reason(
                "Not everybody has sealed",
                &text,
                "show them all the same",
                reveal,
            )
        };
        shared.popups.push(Popup::Ask(ask));
    }

    fn ask_to_reopen(self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let Some(party) = self.party(session.workshop()) else {
            return;
        };
        let text = format!(
            "{} may then change what was sealed. The log will say so, with your reason.",
            party.name
        );
        let reopen = Action::Define(DefineAction::Reopen);
        let ask = Ask::with_reason("Open the sealed sheets again?", &text, "open them", reopen);
        shared.popups.push(Popup::Ask(ask));
    }

    fn act_on(self, action: DefineAction, reason: Option<&str>, shared: &mut Shared) {
        let Shared {
            session: Some(session),
            now,
            ..
        } = shared
        else {
            return;
        };
        let at = now.timestamp();
        let locked = session.workshop().locked_parties();
        let locked = locked.first().map(|party| party.id.clone());
        match (action, locked) {
            // The dialog asked for this party's word.
            (DefineAction::Reveal, Some(party)) => {
                match session.unlock(&party, reason.unwrap_or_default()) {
                    Err(why) => shared.warn(why),
                    Ok(right) => {
                        Self::ask_to_reveal(shared);
                        if !right {
                            shared.warn("That is not the word.");
                        }
                    }
                }
            }
            (DefineAction::Reveal, None) => {
                let result = session.act(now, |w| w.reveal_all(at, reason));
                match result {
                    Err(why) => shared.warn(format!("{why}.")),
                    Ok(Ok(())) => {
                        shared.say(
                            "All answers are on the table. Differences are finds, not faults.",
                        );
                        shared.enter(Step::Compare);
                    }
                    Ok(Err(why)) => shared.warn(why.to_string()),
                }
            }
            (DefineAction::Reopen, _) => {
                let Some(party) = self.party(session.workshop()).map(|p| p.id.clone()) else {
                    return;
                };
                let result = session.act(now, |w| {
                    w.reopen_sheets(&party, at, reason.unwrap_or_default())
                });
                match result {
                    Err(why) => shared.warn(format!("{why}.")),
                    Ok(Ok(())) => shared.say("The sheets are open again. The log says so."),
                    Ok(Err(why)) => shared.warn(why.to_string()),
                }
            }
            (DefineAction::Form | DefineAction::Collect | DefineAction::People, _) => {}
        }
    }

    /// Forms were read: each becomes a sealed sheet. Nobody's sheet is replaced.
    pub fn collected(forms: Vec<(PathBuf, Filled)>, shared: &mut Shared) {
        let Shared {
            session: Some(session),
            now,
            ..
        } = shared
        else {
            return;
        };
        let at = now.timestamp();
        let mut taken = Vec::new();
        let mut paths = Vec::new();
        for (path, form) in forms {
            let (person, party) = (form.sheet.person.clone(), form.sheet.party.clone());
            if session.workshop().sheet(&form.sheet).is_some() {
                continue;
            }
            let salt = session.salt(&form.sheet, now);
            if session
                .act(now, |w| w.take_in(form, salt, at, false))
                .is_ok_and(|taken| taken.is_ok())
                && session.use_key(&party).is_ok()
            {
                taken.push(person);
                paths.push(path);
            }
        }
        if taken.is_empty() {
            shared.warn("No new form lies beside the workshop file. Forms that are not filled in stay where they are.");
        } else {
            shared.say(format!("Taken in and sealed: {}.", taken.join(", ")));
            shared.forms = paths;
            shared.popups.push(Popup::Ask(Ask::new(
                "Delete the filled forms?",
                "Their answers are in the workshop. The forms hold them in plain text, for everybody who opens the folder.",
                "delete them",
                Action::Define(DefineAction::Collect),
            )));
        }
    }
}

impl Page for Define {
    fn scope(&self) -> Scope {
        Scope::Define
    }

    fn about(&self) -> &'static str {
        ABOUT
    }

    fn allows(&self, action: Action, shared: &Shared) -> bool {
        let Some(session) = &shared.session else {
            return false;
        };
        let workshop = session.workshop();
        match action {
            Action::General(General::Undo) => session.can_undo(),
            Action::General(General::Redo) => session.can_redo(),
            Action::General(_) | Action::Move(_) | Action::Step(_) | Action::Save(_) => true,
            Action::Define(DefineAction::Form | DefineAction::Collect | DefineAction::People) => {
                !workshop.is_revealed()
            }
            Action::Define(DefineAction::Reveal) => {
                !workshop.is_revealed()
                    && workshop
                        .sheets
                        .iter()
                        .any(leadpact_workshop::Sheet::is_sealed)
            }
            Action::Define(DefineAction::Reopen) => {
                !workshop.is_revealed()
                    && self
                        .party(workshop)
                        .is_some_and(|p| workshop.has_sealed(&p.id))
            }
            _ => false,
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        let Some(session) = &shared.session else {
            return Vec::new();
        };
        match action {
            Action::Move(to) => self.cursor.go(to, session.workshop().parties.len()),
            Action::General(General::Choose) => self.hand_over(shared),
            Action::General(General::Back) => return shared.go_home(),
            Action::General(General::Undo | General::Redo) => {
                shared.travel(action == Action::General(General::Redo));
            }
            Action::Define(DefineAction::People) => {
                shared.go = Some(Go::to(Place::Setup));
            }
            Action::Define(DefineAction::Form) => return self.form(session),
            Action::Define(DefineAction::Collect) => return vec![Disk::ReadForms.into()],
            Action::Define(DefineAction::Reveal) => Self::ask_to_reveal(shared),
            Action::Define(DefineAction::Reopen) => self.ask_to_reopen(shared),
            _ => {}
        }
        Vec::new()
    }

    fn heading(&self, shared: &Shared) -> Heading {
        shared.workshop_heading()
    }

    fn step(&self) -> Option<Step> {
        Some(Step::Define)
    }

    /// What a key does in the state of the board, for the footer.
    fn hint(&self, action: Action, shared: &Shared) -> Option<&'static str> {
        let session = shared.session.as_ref()?;
        match action {
            Action::General(General::Choose) => Some(match self.enters(session.workshop()) {
                Enters::Compare => "to the comparison",
                Enters::Reveal => "reveal",
                Enters::Names => "name who answers",
                Enters::HandOver | Enters::Nothing => "hand the keyboard over",
            }),
            Action::Define(DefineAction::Form) => Some("form"),
            Action::Define(DefineAction::People) => Some("people"),
            _ => None,
        }
    }

    fn confirmed(
        &mut self,
        action: Action,
        reason: Option<&str>,
        shared: &mut Shared,
    ) -> Vec<Effect> {
        match action {
            Action::Define(action) => self.said_yes(action, reason, shared),
            _ => self.act(action, shared),
        }
    }

    fn highlighted(&self) -> Option<usize> {
        Some(self.cursor.at())
    }

    fn point(&mut self, row: usize, shared: &mut Shared) {
        self.cursor = Cursor::on(row);
        self.cursor.keep_within(
            shared
                .session
                .as_ref()
                .map_or(0, |s| s.workshop().parties.len()),
        );
    }
}

/// The words of sealed sheets, to be held against what was noted; empty where none is sealed.
#[must_use]
pub fn noted<'w>(sheets: impl Iterator<Item = &'w Sheet>) -> String {
    let noted: Vec<String> = sheets
        .filter_map(|sheet| Some(format!("{}: {}.", sheet.person, sheet.words()?)))
        .collect();
    if noted.is_empty() {
        String::new()
    } else {
        format!("Sealed with these words. {}", noted.join(" "))
    }
}
