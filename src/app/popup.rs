//! What stands in front of a screen. Popups form a small stack; the last one has the keys.

use crate::action::{Action, FieldAction, SaveAction};
use crate::also;
use crate::field::Field;
use crate::list::{Cursor, Scroll};
use crate::text::TextField;
use leadpact_workshop::compare::Run;

/// One thing in front of the screen.
#[derive(Debug, Clone)]
pub enum Popup {
    /// The keys of the place it was opened from.
    Help(Help),
    /// Every action by name.
    Palette(Palette),
    /// A question before something that cannot be taken back.
    Ask(Ask),
}

/// A dialog. The safe answer is highlighted when it opens.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The question.
    pub title: String,
    /// What it means, in one or two sentences, or a text to read. Its words, marked where they are to be seen.
    pub text: Vec<Run>,
    /// How far the text is scrolled, where there is no room for all of it.
    pub scroll: Scroll,
    /// What yes does, in a few words; `None`: there is nothing to decide, only to read.
    pub yes: Option<String>,
    /// What is confirmed by yes: handed to the screen.
    pub action: Option<Action>,
    /// Where a reason is asked for, it must be given before yes can be said.
    pub reason: Option<TextField>,
    /// Whether yes is highlighted.
    pub on_yes: bool,
    /// Whether what is typed is a word that nobody shall read off the screen.
    pub secret: bool,
}

impl Ask {
    /// A question with two answers.
    #[must_use]
    pub fn new(title: &str, text: &str, yes: &str, action: Action) -> Self {
        Self {
            title: title.to_owned(),
            text: plain(text),
            scroll: Scroll::default(),
            yes: Some(yes.to_owned()),
            action: Some(action),
            reason: None,
            on_yes: false,
            secret: false,
        }
    }

    /// A question for a party's word.
    #[must_use]
    pub(crate) fn for_word(title: &str, text: &str, yes: &str, action: Action) -> Self {
        Self {
            reason: Some(TextField::new(Field::PartyWord, "")),
            secret: true,
            ..Self::new(title, text, yes, action)
        }
    }

    /// A question that also asks why.
    #[must_use]
    pub fn with_reason(title: &str, text: &str, yes: &str, action: Action) -> Self {
        Self {
            reason: Some(TextField::new(Field::DialogReason, "")),
            ..Self::new(title, text, yes, action)
        }
    }

    /// Something to read.
    #[must_use]
    pub fn tell(title: &str, text: &str) -> Self {
        Self::show(title, plain(text))
    }

    /// Something to read whose new words are marked.
    #[must_use]
    pub fn show(title: &str, text: Vec<Run>) -> Self {
        Self {
            title: title.to_owned(),
            text,
            scroll: Scroll::default(),
            yes: None,
            action: None,
            reason: None,
            on_yes: false,
            secret: false,
        }
    }

    /// The reason as typed; `None` where none is asked for.
    #[must_use]
    pub(crate) fn reason_text(&self) -> Option<String> {
        self.reason.as_ref().map(|r| r.text().trim().to_owned())
    }

    /// Whether yes can be said.
    #[must_use]
    pub(crate) fn can_say_yes(&self) -> bool {
        self.action.is_some() && self.reason_text().is_none_or(|r| !r.is_empty())
    }
}

/// A text without anything to mark.
#[must_use]
pub fn plain(text: &str) -> Vec<Run> {
    vec![Run {
        text: text.to_owned(),
        shared: true,
    }]
}

/// Shown when somebody wants to leave and the last changes cannot be saved.
#[must_use]
pub(crate) fn cannot_leave(why: &str) -> Popup {
    Popup::Ask(Ask::new(
        LEAVING_UNSAVED,
        &format!(
            "{why}. Elsewhere means: under another name in the same folder, or in the data folder where that is not \
             possible either. Ctrl-C leaves without the last changes."
        ),
        "save elsewhere",
        Action::Save(SaveAction::Elsewhere),
    ))
}

const LEAVING_UNSAVED: &str = "You would lose the last changes";

/// Whether this is the question of [`cannot_leave`].
#[must_use]
pub(crate) fn asks_to_leave(popup: &Popup) -> bool {
    matches!(popup, Popup::Ask(ask) if ask.title == LEAVING_UNSAVED)
}

/// Shown when an editor wrote something and then ended with an error. Yes hands it to the field.
#[must_use]
pub(crate) fn take_what_was_written(why: &str) -> Popup {
    Popup::Ask(Ask::new(
        "Take what the editor wrote?",
        &format!("{why} What it had written before is not lost: it can be taken into the field."),
        "take it",
        Action::Field(FieldAction::Outside),
    ))
}

/// Asked before private words leave the program for the first time.
#[must_use]
pub(crate) fn private_words_outside() -> Popup {
    Popup::Ask(Ask::new(
        "Open your private words in an editor outside?",
        "The editor gets them in a file that only you can read. It is removed when the editor ends, with all that the \
         editor leaves beside it; what the editor keeps elsewhere is its own affair: a list of what was opened last, \
         copies in a folder that you set.",
        "open the editor",
        Action::Field(FieldAction::Outside),
    ))
}

/// Shown when a save fails for the first time.
#[must_use]
pub(crate) fn cannot_save(why: &str) -> Popup {
    Popup::Ask(Ask::new(
        "The last changes are not saved",
        &format!(
            "{why}. Nothing is lost: you can go on, and saving is tried again every ten seconds. Elsewhere means: under \
             another name in the same folder, or in the data folder where that is not possible either."
        ),
        "save elsewhere",
        Action::Save(SaveAction::Elsewhere),
    ))
}

/// Shown when somebody else wrote the file while it was open here.
#[must_use]
pub fn changed_on_disk() -> Popup {
    Popup::Ask(Ask::new(
        "The file was changed by somebody else",
        "It is not what was opened here. Nothing is overwritten: what you have can be saved under another name, \
         and this session goes on there. From the palette you can also write over the other file; it is then kept beside it.",
        "save elsewhere",
        Action::Save(SaveAction::Elsewhere),
    ))
}

/// The help page: how far it is scrolled.
#[derive(Debug, Clone, Default)]
pub struct Help {
    /// How far.
    pub scroll: Scroll,
}

/// One line of the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaletteEntry {
    /// What it asks for.
    pub action: Action,
    /// Its name, a few words.
    pub name: &'static str,
    /// One sentence about it.
    pub help: &'static str,
}

/// The palette: type a part of a name, take the highlighted action.
#[derive(Debug, Clone)]
pub struct Palette {
    /// What is typed.
    pub query: TextField,
    /// Everything on offer here.
    pub entries: Vec<PaletteEntry>,
    /// The highlighted line among those that match.
    pub cursor: Cursor,
}

impl Palette {
    /// A palette that offers `entries`.
    #[must_use]
    pub fn new(entries: Vec<PaletteEntry>) -> Self {
        Self {
            query: TextField::new(Field::PaletteQuery, ""),
            entries,
            cursor: Cursor::default(),
        }
    }

    /// The entries that hold every word typed: first those with words of their name beginning so, then those with it
    /// anywhere in the name, then those with other words for it, then those with words of their sentence beginning so.
    #[must_use]
    pub fn matches(&self) -> Vec<PaletteEntry> {
        let query = self.query.text().to_lowercase();
        let typed: Vec<&str> = query.split_whitespace().collect();
        let begins = |text: &str| {
            let text = text.to_lowercase();
            let mut words = typed.iter();
            words.all(|part| text.split_whitespace().any(|word| word.starts_with(part)))
        };
        let holds = |text: &str| {
            let text = text.to_lowercase();
            typed.iter().all(|part| text.contains(part))
        };
        let place = |entry: &PaletteEntry| match entry {
            entry if begins(entry.name) => Some(0),
            entry if holds(entry.name) => Some(1),
            entry if begins(&format!("{} {}", entry.name, also::words(entry.action))) => Some(2),
            entry if begins(entry.help) => Some(3),
            _ => None,
        };
        let mut found: Vec<(u8, PaletteEntry)> = self
            .entries
            .iter()
            .filter_map(|entry| Some((place(entry)?, *entry)))
            .collect();
        found.sort_by_key(|(place, _)| *place);
        found.into_iter().map(|(_, entry)| entry).collect()
    }

    /// What is said where nothing matches: where it is done, or what to try.
    #[must_use]
    pub fn nothing_found(&self) -> String {
        match also::elsewhere(&self.query.text()) {
            Some(at) => format!("Not on this screen. {at}"),
            None => "Nothing is called so. Try one word, such as step, undo, export, hours or quit; an empty line shows \
                 everything that can be done here."
                .to_owned(),
        }
    }

    /// The action under the highlight; none when nothing matches.
    #[must_use]
    pub fn chosen(&self) -> Option<Action> {
        self.matches()
            .get(self.cursor.at())
            .map(|entry| entry.action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::General;

    const ENTRIES: [PaletteEntry; 2] = [
        PaletteEntry {
            action: Action::General(General::Quit),
            name: "leave",
            help: "Leave Leadpact and change nothing.",
        },
        PaletteEntry {
            action: Action::General(General::NextTheme),
            name: "change the theme",
            help: "Dark, light, high contrast, no colour.",
        },
    ];

    #[test]
    fn a_name_comes_before_a_sentence() {
        let mut palette = Palette::new(ENTRIES.to_vec());
        palette.query.paste("CHANGE");
        let names: Vec<_> = palette.matches().iter().map(|e| e.name).collect();
        assert_eq!(names, ["change the theme", "leave"]);
    }

    #[test]
    fn every_word_must_be_found() {
        let mut palette = Palette::new(ENTRIES.to_vec());
        palette.query.paste("theme leave");
        assert!(palette.matches().is_empty());
        assert_eq!(palette.chosen(), None);
    }
}
