//! How the screen is to look, as choices; `tui::theme` knows what they look like.

/// A theme by name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// Light text on a dark terminal.
    #[default]
    Dark,
    /// Dark text on a light terminal.
    Light,
    /// The strongest contrast the sixteen basic colours give, for projectors and tired eyes.
    HighContrast,
    /// No colour at all: bold, underline and reverse only.
    NoColour,
}

impl ThemeName {
    /// Every theme, in the order the key walks through them.
    pub const ALL: [Self; 4] = [Self::Dark, Self::Light, Self::HighContrast, Self::NoColour];

    /// The word for it: on the command line, in `LEADPACT_THEME`, on the screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high-contrast",
            Self::NoColour => "no-colour",
        }
    }

    /// The theme of this word; `None` when there is none. `no-color` is understood too.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase().replace("color", "colour");
        Self::ALL.into_iter().find(|theme| theme.word() == word)
    }

    /// The one after this, round and round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::HighContrast,
            Self::HighContrast => Self::NoColour,
            Self::NoColour => Self::Dark,
        }
    }
}

/// The choices about how the screen looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// The colours.
    pub theme: ThemeName,
    /// True where marks and lines are drawn in plain ASCII.
    pub ascii: bool,
    /// True where the terminal knows 256 colours and not every one.
    pub few_colours: bool,
}

#[cfg(test)]
mod tests {
    use super::ThemeName;

    #[test]
    fn themes_are_found_by_word_in_both_spellings() {
        assert_eq!(ThemeName::from_word("Dark"), Some(ThemeName::Dark));
        assert_eq!(ThemeName::from_word("no-color"), Some(ThemeName::NoColour));
        assert_eq!(
            ThemeName::from_word("high-contrast"),
            Some(ThemeName::HighContrast)
        );
        assert_eq!(ThemeName::from_word("solarized"), None);
    }

    #[test]
    fn the_key_walks_through_every_theme() {
        let mut theme = ThemeName::Dark;
        for _ in 0..4 {
            theme = theme.next();
        }
        assert_eq!(theme, ThemeName::Dark);
    }
}
