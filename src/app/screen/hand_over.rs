//! The hand-over card: an empty screen that says who sits down next and what to do with the projector.

use crate::action::{Action, General, HandOverAction};
use crate::effect::Effect;
use crate::go::Go;
use crate::list::Cursor;
use crate::page::Page;
use crate::popup::{Ask, Popup};
use crate::scope::Scope;
use crate::session::{NO_LOCK, Session};
use crate::shared::Shared;
use leadpact_workshop::secret::SHORTEST;
use leadpact_workshop::{PartyId, SheetId, Step, Workshop};

/// The top of the help page.
pub const ABOUT: &str = "A card between two people. Blank the projector or stop sharing, give the keyboard to the \
    person named here, and only then press Enter. Esc goes back to the board.";

/// What the dialogs about the word hand back.
const WORD: Action = Action::HandOver(HandOverAction::Word);

/// What a dialog about the party's word asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// A word for a party that has none.
    New,
    /// The word, to open a sheet.
    ToOpen,
    /// Whether the word is forgotten.
    Forgotten,
}

/// The card.
#[derive(Debug, Clone)]
pub struct HandOver {
    /// The party that takes the keyboard.
    pub party: PartyId,
    /// Its people.
    pub people: Vec<String>,
    /// The one highlighted.
    pub cursor: Cursor,
    /// What was asked last about the party's word.
    asked: Asked,
}

impl HandOver {
    /// The card for a party; highlighted is this person, or else the first of its people who has not sealed.
    #[must_use]
    pub fn to(party: &str, person: Option<&str>, workshop: &Workshop) -> Self {
        let people = workshop
            .party(party)
            .map(|p| p.people.clone())
            .unwrap_or_default();
        let sealed = |person: &String| {
            workshop
                .sheets_of(party)
                .any(|s| s.person == *person && s.is_sealed())
        };
        let wanted = people.iter().position(|p| Some(p.as_str()) == person);
        let first = wanted.or_else(|| people.iter().position(|p| !sealed(p)));
        Self {
            party: party.to_owned(),
            people,
            cursor: Cursor::on(first.unwrap_or(0)),
            asked: Asked::New,
        }
    }

    fn sheet(&self) -> Option<SheetId> {
        let person = self.people.get(self.cursor.at())?;
        Some(SheetId {
            party: self.party.clone(),
            person: person.clone(),
        })
    }

    /// Offers a word to a party that has none; a party that has one may have forgotten it.
    fn ask_about_word(&mut self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let workshop = session.workshop();
        let name = workshop.party_name(&self.party);
        let ask = if workshop.party_words.contains_key(&self.party) {
            let text = format!(
                "Nobody can read an encrypted sheet without its word. Those of {name} that are locked are taken away and \
                 begin anew; the log says so."
            );
            self.asked = Asked::Forgotten;
            Ask::new("Is the word forgotten?", &text, "it is: begin anew", WORD)
        } else {
            let text = format!(
                "Whoever opens a sheet of {name} again types this word, and so does {name} when all answers are shown. \
                 With it the answers are encrypted in the file. At least {SHORTEST} letters; nobody can tell you the word \
                 again."
            );
            self.asked = Asked::New;
            Ask {
                // Whoever chooses it wants to see it; nobody else looks at this card.
                secret: false,
                ..Ask::for_word(&format!("A word for {name}"), &text, "set it", WORD)
            }
        };
        shared.popups.push(Popup::Ask(ask));
    }

    /// A dialog was answered with yes; `word` is what was typed.
    fn said_yes(&mut self, word: &str, shared: &mut Shared) {
        let Shared {
            session: Some(session),
            now,
            ..
        } = shared
        else {
            return;
        };
        let name = session.workshop().party_name(&self.party);
        match self.asked {
            Asked::New => match session.set_word(&self.party, word, now) {
                Ok(()) => shared.say(format!("The sheets of {name} are encrypted from now on.")),
                Err(why) => shared.warn(why),
            },
            Asked::Forgotten => match session.forget_word(&self.party, now) {
                Ok(()) => shared.say(format!("{name} has no word any more. The log says so.")),
                Err(why) => shared.warn(format!("{why}.")),
            },
            Asked::ToOpen => match session.unlock(&self.party, word) {
                Ok(true) => self.open(shared),
                Ok(false) => {
                    self.ask_for_word(shared);
                    shared.warn("That is not the word.");
                }
                Err(why) => shared.warn(why),
            },
        }
    }

    fn ask_for_word(&mut self, shared: &mut Shared) {
        let name = shared
            .session
            .as_ref()
            .map(|s| s.workshop().party_name(&self.party))
            .unwrap_or_default();
        let text =
            format!("The sheets of {name} are encrypted. If the word is forgotten: Esc, then w.");
        self.asked = Asked::ToOpen;
        let ask = Ask::for_word(
            &format!("The word of {name}"),
            &text,
            "open the sheet",
            WORD,
        );
        shared.popups.push(Popup::Ask(ask));
    }

    fn sit_down(&mut self, shared: &mut Shared) {
        let (Some(id), Some(session)) = (self.sheet(), &shared.session) else {
            return;
        };
        let workshop = session.workshop();
        let sheet = workshop.sheet(&id);
        let draft = sheet.is_some_and(|sheet| !sheet.is_sealed());
        let has_word = workshop.party_words.contains_key(&self.party);
        // A draft opens for whoever has the word; a new sheet needs the key only.
        if has_word
            && !session.is_looking()
            && (draft || sheet.is_none() && !session.has_key(&self.party))
        {
            self.ask_for_word(shared);
        } else {
            self.open(shared);
        }
    }

    fn open(&self, shared: &mut Shared) {
        let Some(id) = self.sheet() else {
            return;
        };
        let person = id.person.clone();
        let Shared {
            session: Some(session),
            now,
            ..
        } = shared
        else {
            return;
        };
        if session.is_looking() {
            shared.warn("You only look at this workshop: sheets are opened where it is open.");
            return;
        }
        let sheet = session.workshop().sheet(&id);
        if let Some(noted) = sheet.and_then(leadpact_workshop::Sheet::words) {
            let words = format!(
                "{person} has sealed. The sheet opens on no screen until the reveal. Its six words: {noted}."
            );
            shared
                .popups
                .push(Popup::Ask(Ask::tell("This sheet is sealed", &words)));
            return;
        }
        if sheet.is_some_and(leadpact_workshop::Sheet::is_locked) {
            shared.warn(NO_LOCK);
            return;
        }
        if sheet.is_none() {
            let salt = session.salt(&id, now);
            let begun = id.clone();
            if let Err(why) = session.act(now, |w| w.begin_sheet(begun, salt)) {
                shared.warn(format!("{why}."));
                return;
            }
            if let Err(why) = session.use_key(&id.party) {
                shared.warn(why);
                return;
            }
        }
        session.forget_undo();
        shared.go = Some(Go::Sheet(id));
    }
}

impl Page for HandOver {
    fn scope(&self) -> Scope {
        Scope::HandOver
    }

    fn about(&self) -> &'static str {
        ABOUT
    }

    fn allows(&self, action: Action, _shared: &Shared) -> bool {
        match action {
            Action::General(general) => !matches!(general, General::Undo | General::Redo),
            Action::Move(_) | Action::HandOver(HandOverAction::Word) => true,
            _ => false,
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        match action {
            Action::Move(to) => self.cursor.go(to, self.people.len()),
            Action::General(General::Back) => {
                shared.go = Some(Go::Party(self.party.clone()));
            }
            Action::General(General::Choose) => self.sit_down(shared),
            Action::HandOver(HandOverAction::Word) => self.ask_about_word(shared),
            _ => {}
        }
        Vec::new()
    }

    fn step(&self) -> Option<Step> {
        Some(Step::Define)
    }

    /// What a key does right now, where that differs from the words of the key table.
    fn hint(&self, action: Action, shared: &Shared) -> Option<&'static str> {
        let has_word = |session: &Session| session.workshop().party_words.contains_key(&self.party);
        let has_word = shared.session.as_ref().is_some_and(has_word);
        (action == WORD && has_word).then_some("word forgotten")
    }

    fn confirmed(
        &mut self,
        action: Action,
        reason: Option<&str>,
        shared: &mut Shared,
    ) -> Vec<Effect> {
        match action {
            Action::HandOver(_) => {
                self.said_yes(reason.unwrap_or_default(), shared);
                Vec::new()
            }
            _ => self.act(action, shared),
        }
    }

    fn highlighted(&self) -> Option<usize> {
        Some(self.cursor.at())
    }

    /// Highlights a row: nothing opens by accident.
    fn point(&mut self, row: usize, _shared: &mut Shared) {
        self.cursor = Cursor::on(row);
        self.cursor.keep_within(self.people.len());
    }

    fn lets_go(&self) -> bool {
        false
    }
}
