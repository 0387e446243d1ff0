//! A text field as state: the words being typed and the place of the cursor.

use tui_textarea::{CursorMove, DataCursor, TextArea, WrapMode};
use unicode_segmentation::UnicodeSegmentation;

use crate::field::{Field, Lines};
use leadpact_workshop::number::grouped;

/// What a key means inside a text field, whatever the terminal calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKey {
    /// This character is typed.
    Char(char),
    /// Break the line. A field of one line ignores it.
    Newline,
    /// Delete the character before the cursor.
    Backspace,
    /// Delete the character under the cursor.
    Delete,
    /// Delete the word before the cursor.
    DeleteWord,
    /// Delete the word after the cursor.
    DeleteNextWord,
    /// Delete from the cursor to the end of the line.
    DeleteToEnd,
    /// Delete from the start of the line to the cursor.
    DeleteToStart,
    /// One character to the left.
    Left,
    /// One character to the right.
    Right,
    /// One word to the left.
    WordLeft,
    /// One word to the right.
    WordRight,
    /// One line up.
    Up,
    /// One line down.
    Down,
    /// To the start of the line.
    LineStart,
    /// To the end of the line.
    LineEnd,
    /// Take the last change back.
    Undo,
    /// Make the last undone change again.
    Redo,
}

/// Words being typed, with a cursor, undo and redo.
#[derive(Debug, Clone)]
pub struct TextField {
    area: TextArea<'static>,
    field: Field,
    offers: Vec<String>,
    /// True while the words were chosen among the offers, not typed: the next letter begins anew.
    picked: bool,
    /// Characters of the last key, paste or edit for which there was no room.
    left_out: usize,
}

impl TextField {
    /// The field of this place, that holds `text`, the cursor at its end.
    #[must_use]
    pub fn new(field: Field, text: &str) -> Self {
        let mut made = Self {
            area: TextArea::default(),
            field,
            offers: Vec::new(),
            picked: false,
            left_out: 0,
        };
        made.set(text);
        made
    }

    /// Offers these words: left and right choose among them while nothing else is typed. Words that stand there and are
    /// offered count as chosen.
    #[must_use]
    pub fn offering(mut self, offers: Vec<String>) -> Self {
        self.picked = offers.contains(&self.text());
        self.offers = offers;
        self
    }

    /// The words that are offered, the likely one first; empty where none are.
    #[must_use]
    pub fn offers(&self) -> &[String] {
        &self.offers
    }

    /// Which place this is.
    #[must_use]
    pub fn place(&self) -> Field {
        self.field
    }

    /// How many lines this field may hold.
    #[must_use]
    pub fn lines(&self) -> Lines {
        self.field.lines()
    }

    /// The words as they stand, lines joined by `\n`.
    #[must_use]
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// True while there is nothing in it, not even a space.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    /// Replaces everything by `text`; what was there before cannot be undone into. It may be longer than what can be
    /// typed here.
    pub fn set(&mut self, text: &str) {
        let clean: String = clean(text, self.lines()).collect();
        let mut area = TextArea::new(clean.split('\n').map(str::to_owned).collect());
        // The terminal's own cursor shows the place.
        area.set_cursor_line_style(ratatui::style::Style::new());
        area.set_cursor_style(ratatui::style::Style::new());
        area.set_wrap_mode(match self.lines() {
            Lines::One | Lines::Prose => WrapMode::None,
            Lines::Many => WrapMode::WordOrGlyph,
        });
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        self.area = area;
        self.picked = false;
    }

    /// Whether its words may be written in an editor of one's own: they are more than a name or a number.
    #[must_use]
    pub(crate) fn is_for_editors(&self) -> bool {
        match self.lines() {
            Lines::Prose | Lines::Many => true,
            Lines::One => false,
        }
    }

    /// Takes over what an editor wrote, as far as there is room. It ends files with a line break that nobody typed, and
    /// lines of one sentence are one line again.
    pub fn edited(&mut self, text: &str) {
        let text = text.trim_end_matches(['\n', '\r']);
        // What was longer before, from a file, may stay so.
        let most = self.field.most().max(self.length());
        let fitting = match self.lines() {
            Lines::Many => self.fitting(text, most),
            Lines::One | Lines::Prose => {
                let lines: Vec<&str> = text.split_whitespace().collect();
                self.fitting(&lines.join(" "), most)
            }
        };
        self.set(&fitting);
    }

    /// Inserts pasted text at the cursor, or in the place of words that were chosen, as far as there is room. Control
    /// characters are dropped.
    pub fn paste(&mut self, text: &str) {
        self.begin_anew();
        let fitting = self.fitting(text, self.room());
        self.area.insert_str(fitting);
    }

    /// What there was no room for, in words; none: everything was taken.
    #[must_use]
    pub fn left_out(&self) -> Option<String> {
        let most = grouped(&self.field.most().to_string());
        let left_out = match self.left_out {
            0 => return None,
            1 => "1 was left out".to_owned(),
            more => format!("{} were left out", grouped(&more.to_string())),
        };
        Some(format!("This field takes {most} characters; {left_out}."))
    }

    /// The characters that stand here.
    fn length(&self) -> usize {
        let lines = self.area.lines();
        let breaks = lines.len().saturating_sub(1);
        let letters = lines.iter().map(|line| line.chars().count());
        letters.sum::<usize>() + breaks
    }

    /// How many more characters can be typed.
    fn room(&self) -> usize {
        self.field.most().saturating_sub(self.length())
    }

    /// The first `most` characters of a text without what a field cannot hold; of the others it is kept how many there
    /// are. What a person sees as one character is not cut in two.
    fn fitting(&mut self, text: &str, most: usize) -> String {
        let mut characters = clean(text, self.lines());
        let mut fitting: String = characters.by_ref().take(most).collect();
        self.left_out = 0;
        if let Some(next) = characters.next() {
            self.left_out = 1 + characters.count();
            let kept = fitting.len();
            fitting.push(next);
            let last = fitting.grapheme_indices(true).next_back();
            let whole = last.map_or(kept, |(begin, _)| begin);
            self.left_out += fitting[whole..kept].chars().count();
            fitting.truncate(whole);
        }
        fitting
    }

    /// Takes one key. Returns true when the words changed.
    pub(crate) fn type_key(&mut self, key: TextKey) -> bool {
        self.left_out = 0;
        if matches!(key, TextKey::Left | TextKey::Right) && self.chooses() {
            return self.choose(key == TextKey::Right);
        }
        if matches!(key, TextKey::Char(c) if !c.is_control()) {
            self.begin_anew();
        }
        let changed = self.edit(key);
        self.picked &= !changed;
        changed
    }

    /// Whether left and right choose among the offers now.
    #[must_use]
    pub fn chooses(&self) -> bool {
        !self.offers.is_empty() && (self.picked || self.is_empty())
    }

    /// The next of the offers, or the one before; it goes round.
    fn choose(&mut self, next: bool) -> bool {
        let count = self.offers.len();
        let here = self.offers.iter().position(|offer| *offer == self.text());
        let to = match (here, next) {
            (None, true) => 0,
            (None, false) => count.saturating_sub(1),
            (Some(at), true) => (at + 1) % count.max(1),
            (Some(at), false) => (at + count - 1) % count.max(1),
        };
        let Some(offer) = self.offers.get(to).cloned() else {
            return false;
        };
        let changed = here != Some(to);
        self.set(&offer);
        self.picked = true;
        changed
    }

    /// Words that were chosen make room for others.
    fn begin_anew(&mut self) {
        if self.picked {
            self.set("");
        }
    }

    fn edit(&mut self, key: TextKey) -> bool {
        match key {
            TextKey::Char(c) if c.is_control() => false,
            TextKey::Newline if self.lines() != Lines::Many => false,
            TextKey::Char(_) | TextKey::Newline if self.room() == 0 => {
                self.left_out = 1;
                false
            }
            TextKey::Char(c) => {
                self.area.insert_char(c);
                true
            }
            TextKey::Newline => {
                self.area.insert_newline();
                true
            }
            TextKey::Backspace => self.delete_before(),
            TextKey::Delete => self.delete_under(),
            TextKey::DeleteWord => self.area.delete_word(),
            TextKey::DeleteNextWord => self.area.delete_next_word(),
            TextKey::DeleteToEnd => self.area.delete_line_by_end(),
            TextKey::DeleteToStart => self.area.delete_line_by_head(),
            TextKey::Undo => self.area.undo(),
            TextKey::Redo => self.area.redo(),
            TextKey::Left => self.left(),
            TextKey::Right => self.right(),
            TextKey::WordLeft => self.go(CursorMove::WordBack),
            TextKey::WordRight => self.go(CursorMove::WordForward),
            TextKey::Up => self.go(CursorMove::Up),
            TextKey::Down => self.go(CursorMove::Down),
            TextKey::LineStart => self.go(CursorMove::Head),
            TextKey::LineEnd => self.go(CursorMove::End),
        }
    }

    /// What the shell draws. State only: reading it changes nothing a person would notice.
    #[must_use]
    pub fn area(&self) -> &TextArea<'static> {
        &self.area
    }

    fn go(&mut self, to: CursorMove) -> bool {
        self.area.move_cursor(to);
        false
    }

    /// What stands before the cursor in its line.
    #[must_use]
    pub fn before_cursor(&self) -> String {
        self.around().0
    }

    /// Characters of the line before and after the cursor.
    fn around(&self) -> (String, String) {
        let DataCursor(row, column) = self.area.cursor();
        let line = self.area.lines().get(row).map_or("", String::as_str);
        let cut = line
            .char_indices()
            .nth(column)
            .map_or(line.len(), |(byte, _)| byte);
        let (before, after) = line.split_at(cut);
        (before.to_owned(), after.to_owned())
    }

    // A person sees a letter with its accents as one character, so that is the step of the cursor.
    fn delete_before(&mut self) -> bool {
        let (before, _) = self.around();
        let Some(last) = before.graphemes(true).next_back() else {
            return self.area.delete_newline();
        };
        let count = last.chars().count();
        (0..count).fold(false, |changed, _| self.area.delete_char() || changed)
    }

    fn delete_under(&mut self) -> bool {
        let (_, after) = self.around();
        match after.graphemes(true).next() {
            Some(first) => self.area.delete_str(first.chars().count()),
            None => self.area.delete_next_char(),
        }
    }

    fn left(&mut self) -> bool {
        let (before, _) = self.around();
        match before.graphemes(true).next_back() {
            Some(last) => self.jump_by(-last.chars().count().cast_signed()),
            None => self.go(CursorMove::Back),
        }
    }

    fn right(&mut self) -> bool {
        let (_, after) = self.around();
        match after.graphemes(true).next() {
            Some(first) => self.jump_by(first.chars().count().cast_signed()),
            None => self.go(CursorMove::Forward),
        }
    }

    fn jump_by(&mut self, characters: isize) -> bool {
        let DataCursor(row, column) = self.area.cursor();
        let column = column.saturating_add_signed(characters);
        // A field holds far fewer than 65,536 lines or columns; beyond that the cursor stays near.
        let clip = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        self.go(CursorMove::Jump(clip(row), clip(column)))
    }
}

/// The characters of a text that a field may hold: tabs are spaces, line breaks are `\n`, no other control characters.
fn clean(text: &str, lines: Lines) -> impl Iterator<Item = char> {
    let mut before = ' ';
    text.chars().filter_map(move |c| {
        let same_break = (before, c) == ('\r', '\n');
        before = c;
        match (c, lines) {
            _ if same_break => None,
            ('\n' | '\r', Lines::Many) => Some('\n'),
            ('\n' | '\r', Lines::One | Lines::Prose) | ('\t', _) => Some(' '),
            (c, _) if c.is_control() => None,
            (c, _) => Some(c),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(field: &mut TextField, text: &str) {
        for c in text.chars() {
            field.type_key(TextKey::Char(c));
        }
    }

    #[test]
    fn letters_stand_where_the_cursor_is() {
        let mut field = TextField::new(Field::Company, "Acme");
        typed(&mut field, " Ltd");
        field.type_key(TextKey::LineStart);
        typed(&mut field, "The ");
        assert_eq!(field.text(), "The Acme Ltd");
    }

    #[test]
    fn backspace_takes_a_letter_with_its_accent() {
        let mut field = TextField::new(Field::Company, "cafe\u{301}");
        field.type_key(TextKey::Backspace);
        assert_eq!(field.text(), "caf");
    }

    #[test]
    fn left_steps_over_a_family_in_one_go() {
        let mut field = TextField::new(Field::Company, "a👨‍👩‍👧b");
        field.type_key(TextKey::Left);
        field.type_key(TextKey::Left);
        typed(&mut field, "|");
        assert_eq!(field.text(), "a|👨‍👩‍👧b");
    }

    #[test]
    fn delete_takes_the_whole_character_under_the_cursor() {
        let mut field = TextField::new(Field::Company, "e\u{301}a");
        field.type_key(TextKey::LineStart);
        field.type_key(TextKey::Delete);
        assert_eq!(field.text(), "a");
    }

    #[test]
    fn one_line_stays_one_line() {
        let mut field = TextField::new(Field::Company, "a");
        assert!(!field.type_key(TextKey::Newline));
        field.paste("b\r\nc\td\u{1b}[31m");
        assert_eq!(field.text(), "ab c d[31m");
    }

    #[test]
    fn many_lines_keep_their_breaks() {
        let mut field = TextField::new(Field::SheetWords, "one");
        field.type_key(TextKey::Newline);
        field.paste("two\r\nthree");
        assert_eq!(field.text(), "one\ntwo\nthree");
        field.type_key(TextKey::LineStart);
        field.type_key(TextKey::Backspace);
        assert_eq!(field.text(), "one\ntwothree");
    }

    #[test]
    fn the_word_after_the_cursor_goes_with_the_blank_before_it_or_not() {
        let mut field = TextField::new(Field::Company, "one two three");
        field.type_key(TextKey::LineStart);
        field.type_key(TextKey::DeleteNextWord);
        assert_eq!(field.text().trim_start(), "two three");
        field.type_key(TextKey::LineEnd);
        assert!(!field.type_key(TextKey::DeleteNextWord));
    }

    #[test]
    fn what_an_editor_broke_into_lines_is_one_sentence_again() {
        let mut field = TextField::new(Field::DialogReason, "");
        field.edited("Calls within a day,\n  and writes\tafter.\n\n");
        assert_eq!(field.text(), "Calls within a day, and writes after.");
        let mut field = TextField::new(Field::SheetWords, "");
        field.edited("one\n\ntwo\n");
        assert_eq!(field.text(), "one\n\ntwo");
        assert!(!TextField::new(Field::Company, "").is_for_editors());
    }

    #[test]
    fn undo_takes_back_and_redo_brings_again() {
        let mut field = TextField::new(Field::Company, "");
        typed(&mut field, "ab");
        field.type_key(TextKey::Undo);
        assert_eq!(field.text(), "a");
        field.type_key(TextKey::Redo);
        assert_eq!(field.text(), "ab");
    }

    #[test]
    fn names_are_chosen_or_typed() {
        let names = vec!["Ana".to_owned(), "Ben".to_owned()];
        let mut field = TextField::new(Field::ParkOwner, "Ana").offering(names);
        assert!(field.type_key(TextKey::Right));
        assert_eq!(field.text(), "Ben");
        assert!(field.type_key(TextKey::Right));
        assert_eq!(field.text(), "Ana");
        typed(&mut field, "Di");
        field.type_key(TextKey::Left);
        typed(&mut field, "m");
        assert_eq!(field.text(), "Dmi");
        field.type_key(TextKey::DeleteToStart);
        field.type_key(TextKey::DeleteToEnd);
        assert!(field.type_key(TextKey::Left));
        assert_eq!(field.text(), "Ben");
        field.type_key(TextKey::Backspace);
        assert_eq!(field.text(), "Be");
    }

    /// A field of each length.
    const ALL: &[Field] = Field::ALL;

    #[test]
    fn what_is_typed_stops_at_the_limit_and_says_so() {
        for place in ALL {
            let most = place.most();
            let mut field = TextField::new(*place, &"x".repeat(most - 1));
            field.type_key(TextKey::LineStart);
            assert!(field.type_key(TextKey::Char('a')), "{place:?}");
            assert_eq!(field.left_out(), None, "{place:?}");
            let full = field.text();
            assert!(!field.type_key(TextKey::Char('b')), "{place:?}");
            let words = field.left_out().expect("it is full");
            assert!(words.ends_with("characters; 1 was left out."), "{words}");
            assert!(!field.type_key(TextKey::Newline));
            assert_eq!(field.text(), full);
            // Room is made, and what is said is said once.
            assert!(field.type_key(TextKey::Backspace));
            assert_eq!(field.left_out(), None);
            assert!(field.type_key(TextKey::Char('c')));
            assert_eq!(field.text().chars().count(), most);
        }
    }

    #[test]
    fn of_what_is_pasted_or_edited_is_taken_what_fits() {
        for place in ALL {
            let most = place.most();
            let long = "é".repeat(most + 9_800);
            let mut pasted = TextField::new(*place, "");
            pasted.paste(&long);
            let mut edited = TextField::new(*place, "");
            edited.edited(&long);
            for field in [pasted, edited] {
                assert_eq!(field.text(), "é".repeat(most), "{place:?}");
                let words = field.left_out().expect("too long");
                assert!(words.ends_with("; 9,800 were left out."), "{words}");
            }
        }
        let mut title = TextField::new(Field::Title, "Acme ");
        title.paste(&"x".repeat(10_000));
        assert_eq!(
            title.left_out().as_deref(),
            Some("This field takes 200 characters; 9,805 were left out.")
        );
        title.type_key(TextKey::LineStart);
        assert_eq!(title.left_out(), None);
    }

    #[test]
    fn what_is_left_out_is_not_cut_within_a_character() {
        let family = "👨‍👩‍👧";
        let mut field = TextField::new(Field::PartyName, &"x".repeat(Field::PartyName.most() - 3));
        field.paste(family);
        assert!(!field.text().contains('👨'), "{}", field.text());
        assert_eq!(
            field.left_out().as_deref(),
            Some("This field takes 100 characters; 5 were left out.")
        );
        let mut field = TextField::new(Field::PartyName, &"x".repeat(Field::PartyName.most() - 5));
        field.paste(family);
        assert!(field.text().ends_with(family));
        assert_eq!(field.left_out(), None);
    }

    #[test]
    fn what_a_file_holds_may_be_longer_and_can_be_made_shorter() {
        let long = "x".repeat(Field::Title.most() + 50);
        let mut field = TextField::new(Field::Title, &long);
        assert_eq!(field.text(), long);
        assert!(!field.type_key(TextKey::Char('a')));
        field.paste("abc");
        assert_eq!(field.text(), long);
        field.edited(&long);
        assert_eq!(field.text(), long);
        assert!(field.type_key(TextKey::Backspace));
        assert_eq!(field.text().len(), long.len() - 1);
    }

    #[test]
    fn ten_megabytes_are_pasted_in_no_time() {
        let long = "1234567 \r\n".repeat(1_000_000);
        for place in [Field::Title, Field::SheetWords] {
            let mut field = TextField::new(place, "");
            field.paste(&long);
            assert_eq!(field.text().chars().count(), place.most());
        }
    }
}
