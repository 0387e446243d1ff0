//! Where the keys go: which part of the application listens now.

/// A place that gives keys a meaning. The key table has its rows under these names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere, even while typing: so no plain letters here.
    Anywhere,
    /// Wherever letters are not typed into a field.
    Browsing,
    /// In any text field of one line.
    Line,
    /// In any text field of many lines.
    Lines,
    /// The list of workshops.
    Home,
    /// Typing the filter of the list of workshops.
    HomeFilter,
    /// The help page.
    Help,
    /// The palette.
    Palette,
    /// Are you sure?
    Confirm,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 9] = [
        Self::Anywhere,
        Self::Browsing,
        Self::Line,
        Self::Lines,
        Self::Home,
        Self::HomeFilter,
        Self::Help,
        Self::Palette,
        Self::Confirm,
    ];

    /// This scope and the wider ones that are asked after it; the first row found has the key.
    #[must_use]
    pub fn chain(self) -> &'static [Self] {
        match self {
            Self::Anywhere => &[Self::Anywhere],
            Self::Browsing => &[Self::Browsing, Self::Anywhere],
            Self::Line => &[Self::Line, Self::Anywhere],
            Self::Lines => &[Self::Lines, Self::Anywhere],
            Self::Home => &[Self::Home, Self::Browsing, Self::Anywhere],
            Self::HomeFilter => &[Self::HomeFilter, Self::Anywhere],
            Self::Help => &[Self::Help, Self::Anywhere],
            Self::Palette => &[Self::Palette, Self::Anywhere],
            Self::Confirm => &[Self::Confirm, Self::Anywhere],
        }
    }

    /// True where keys without a row in the table are typed into a text field.
    #[must_use]
    pub fn takes_text(self) -> bool {
        match self {
            Self::Line | Self::Lines | Self::HomeFilter | Self::Palette => true,
            Self::Anywhere | Self::Browsing | Self::Home | Self::Help | Self::Confirm => false,
        }
    }

    /// Its name above a list of keys.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Anywhere => "Everywhere",
            Self::Browsing => "Lists and pages",
            Self::Line => "Text field",
            Self::Lines => "Text of several lines",
            Self::Home => "Home",
            Self::HomeFilter => "Home: filter",
            Self::Help => "Help",
            Self::Palette => "Palette",
            Self::Confirm => "Are you sure?",
        }
    }
}
