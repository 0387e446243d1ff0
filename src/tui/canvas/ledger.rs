//! What became of the texts of the last picture: tests find here what was cut, and whether something said so.

use std::cell::RefCell;

/// A text, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It stands on the screen.
    Whole(String),
    /// Its end is missing, and a sign stands there.
    Cut(String),
    /// It is missing, and nothing says so.
    Lost(String),
    /// It was written over another text, which stood there before.
    Over(String, String),
}

thread_local! {
    static TEXTS: RefCell<Vec<Fate>> = const { RefCell::new(Vec::new()) };
}

/// Begins a new picture, or covers the old one.
pub(super) fn clear() {
    TEXTS.with_borrow_mut(Vec::clear);
}

/// Notes a text, unless it is blank.
pub(super) fn note(fate: Fate) {
    let (Fate::Whole(text) | Fate::Cut(text) | Fate::Lost(text) | Fate::Over(_, text)) = &fate;
    if !text.trim().is_empty() {
        TEXTS.with_borrow_mut(|texts| texts.push(fate));
    }
}

/// The texts of the last picture that this thread drew, in the order in which they were written.
pub(crate) fn texts() -> Vec<Fate> {
    TEXTS.with_borrow(Clone::clone)
}
