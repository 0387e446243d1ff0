//! What every colour and every mark means. No other file names a colour.
//!
//! | style | means |
//! |---|---|
//! | `accent` | here: the highlighted thing, the key to press, the current step |
//! | `strong` | what to read first: titles, the focused field |
//! | `quiet` | may be skipped: hints, common values, things to come |
//! | `good` | done, agreed, right |
//! | `warn` | needs attention |
//! | `bad` | wrong, broken, objected |
//! | `party` | whose words these are; always beside the party's letter |
//!
//! Nothing is told by colour alone: each of these has a mark, a letter or a weight as well.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};

use leadpact_app::look::{Look, ThemeName};

/// The styles of one theme.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    /// Ordinary text, and the ground of the whole screen.
    pub text: Style,
    /// What to read first.
    pub strong: Style,
    /// What may be skipped.
    pub quiet: Style,
    /// Lines between parts.
    pub line: Style,
    /// Here, and what to press.
    pub accent: Style,
    /// A highlighted row, over whatever stands in it.
    pub selected: Style,
    /// A text field that is being typed into.
    pub field: Style,
    /// Done, right.
    pub good: Style,
    /// Needs attention.
    pub warn: Style,
    /// Wrong.
    pub bad: Style,
    parties: &'static [Color],
    few_colours: bool,
}

/// Parties that get a colour of their own; further ones start again.
pub(crate) const PARTY_COLOURS: usize = 12;

impl Theme {
    /// The styles of this theme, in every colour.
    #[must_use]
    pub fn of(name: ThemeName) -> Self {
        match name {
            ThemeName::Dark => DARK,
            ThemeName::Light => LIGHT,
            ThemeName::HighContrast => HIGH_CONTRAST,
            ThemeName::NoColour => NO_COLOUR,
        }
    }

    /// The styles of this theme, in the colours that the terminal knows.
    #[must_use]
    pub(crate) fn for_look(look: Look) -> Self {
        let mut theme = Self::of(look.theme);
        if look.few_colours {
            theme.few_colours = true;
            for style in [
                &mut theme.text,
                &mut theme.strong,
                &mut theme.quiet,
                &mut theme.line,
                &mut theme.accent,
                &mut theme.selected,
                &mut theme.field,
                &mut theme.good,
                &mut theme.warn,
                &mut theme.bad,
            ] {
                style.fg = style.fg.map(nearest);
                style.bg = style.bg.map(nearest);
            }
        }
        theme
    }

    /// The colour of the party that stands at `place`, counted from 0.
    #[must_use]
    pub fn party(&self, place: usize) -> Style {
        let colour = self.parties.get(place % PARTY_COLOURS).copied();
        let colour = if self.few_colours {
            colour.map(nearest)
        } else {
            colour
        };
        Style {
            fg: colour,
            ..Style::new()
        }
        .add_modifier(Modifier::BOLD)
    }
}

const PLAIN: Style = Style::new();

const fn fg(colour: Color) -> Style {
    Style::new().fg(colour)
}

const fn rgb(hex: u32) -> Color {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color::Rgb(red, green, blue)
}

const DARK: Theme = Theme {
    text: PLAIN.fg(rgb(0x00d6_dae0)).bg(rgb(0x0016_1a20)),
    strong: fg(rgb(0x00ff_ffff)).add_modifier(Modifier::BOLD),
    quiet: fg(rgb(0x008d_96a3)),
    line: fg(rgb(0x0043_4c59)),
    accent: fg(rgb(0x006c_c7f5)).add_modifier(Modifier::BOLD),
    selected: PLAIN.bg(rgb(0x0026_3445)).add_modifier(Modifier::BOLD),
    field: PLAIN.fg(rgb(0x00ff_ffff)).bg(rgb(0x0022_2a35)),
    good: fg(rgb(0x007f_d08a)),
    warn: fg(rgb(0x00f2_c36b)),
    bad: fg(rgb(0x00f2_8b82)),
    few_colours: false,
    parties: &[
        rgb(0x00f5_a97f),
        rgb(0x007d_cfff),
        rgb(0x00c6_a0f6),
        rgb(0x00a6_da95),
        rgb(0x00ee_d49f),
        rgb(0x00f5_bde6),
        rgb(0x008b_d5ca),
        rgb(0x00ed_8796),
        rgb(0x00b7_bdf8),
        rgb(0x00d0_e27a),
        rgb(0x00e0_b58c),
        rgb(0x0091_b4d5),
    ],
};

const LIGHT: Theme = Theme {
    text: PLAIN.fg(rgb(0x0024_2a33)).bg(rgb(0x00fb_fbf9)),
    strong: fg(rgb(0x0000_0000)).add_modifier(Modifier::BOLD),
    quiet: fg(rgb(0x0062_6b78)),
    line: fg(rgb(0x00c3_c9d1)),
    accent: fg(rgb(0x0000_62a3)).add_modifier(Modifier::BOLD),
    selected: PLAIN.bg(rgb(0x00d9_e9f7)).add_modifier(Modifier::BOLD),
    field: PLAIN.fg(rgb(0x0000_0000)).bg(rgb(0x00ec_ede8)),
    good: fg(rgb(0x001d_6f33)),
    warn: fg(rgb(0x008a_5600)),
    bad: fg(rgb(0x00b0_2318)),
    few_colours: false,
    parties: &[
        rgb(0x00a6_4a0f),
        rgb(0x0000_62a3),
        rgb(0x0075_3fb5),
        rgb(0x0027_7332),
        rgb(0x007a_6000),
        rgb(0x00a8_2f86),
        rgb(0x0000_6f6c),
        rgb(0x00b0_233f),
        rgb(0x0046_4fb0),
        rgb(0x0055_6b00),
        rgb(0x0083_5332),
        rgb(0x0034_5f85),
    ],
};

const BASIC_PARTIES: &[Color] = &[
    Color::LightYellow,
    Color::LightCyan,
    Color::LightMagenta,
    Color::LightGreen,
    Color::LightRed,
    Color::LightBlue,
    Color::Yellow,
    Color::Cyan,
    Color::Magenta,
    Color::Green,
    Color::White,
    Color::Gray,
];

const HIGH_CONTRAST: Theme = Theme {
    text: PLAIN.fg(Color::White).bg(Color::Black),
    strong: fg(Color::White).add_modifier(Modifier::BOLD),
    quiet: fg(Color::White),
    line: fg(Color::White),
    accent: fg(Color::LightYellow).add_modifier(Modifier::BOLD),
    selected: PLAIN
        .fg(Color::Black)
        .bg(Color::LightYellow)
        .add_modifier(Modifier::BOLD),
    field: fg(Color::White).add_modifier(Modifier::UNDERLINED),
    good: fg(Color::LightGreen).add_modifier(Modifier::BOLD),
    warn: fg(Color::LightYellow).add_modifier(Modifier::BOLD),
    bad: fg(Color::LightRed).add_modifier(Modifier::BOLD),
    few_colours: false,
    parties: BASIC_PARTIES,
};

const NO_COLOUR: Theme = Theme {
    text: PLAIN,
    strong: PLAIN.add_modifier(Modifier::BOLD),
    quiet: PLAIN,
    line: PLAIN,
    accent: PLAIN.add_modifier(Modifier::BOLD),
    selected: PLAIN.add_modifier(Modifier::REVERSED),
    field: PLAIN.add_modifier(Modifier::UNDERLINED),
    good: PLAIN,
    warn: PLAIN.add_modifier(Modifier::BOLD),
    bad: PLAIN.add_modifier(Modifier::BOLD),
    few_colours: false,
    parties: &[],
};

/// The marks. Each stands for one thing, on every screen; see [`to_ascii`] for the fallback.
pub mod mark {
    /// A gap.
    pub(crate) const GAP: &str = "≠";
    /// Only one side said something.
    pub(crate) const ONE_SIDE: &str = "◐";
    /// Done, right.
    pub(crate) const DONE: &str = "✓";
    /// Wrong.
    pub(crate) const WRONG: &str = "✗";
    /// Here.
    pub(crate) const HERE: &str = "●";
    /// To do.
    pub(crate) const TO_DO: &str = "○";
    /// Needs attention.
    pub(crate) const ATTENTION: &str = "⚠";
    /// A letter that is not shown.
    pub(crate) const SECRET: &str = "•";
    /// The highlighted row.
    pub(crate) const POINTER: &str = "▸";
    /// Before words that are new.
    pub(crate) const LIT_FROM: &str = "‹";
    /// After words that are new.
    pub(crate) const LIT_TO: &str = "›";
    /// In the margin of a line with words that are new.
    pub(crate) const LIT_LINE: &str = "▌";
}

/// Replaces every symbol that is not ASCII: marks and lines by their fallback, anything else by `?`. Where a text was cut,
/// its last letters give way to three points. Runs over the finished picture, so that no view has to think of it.
pub(crate) fn to_ascii(buffer: &mut Buffer) {
    let width = usize::from(buffer.area.width.max(1));
    for row in buffer.content.chunks_mut(width) {
        for at in 0..row.len() {
            if row.get(at).is_some_and(|cell| cell.symbol() == "…") {
                cut(row, at);
            }
        }
        for cell in row {
            if !cell.symbol().is_ascii() {
                let plain = ascii_of(cell.symbol());
                cell.set_symbol(plain);
            }
        }
    }
}

/// Writes three points where a row has one sign for them: over the letters before it, as far as there are any.
fn cut(row: &mut [Cell], at: usize) {
    let is_blank = |cell: &Cell| cell.symbol() == " ";
    let start = at.saturating_sub(2);
    let before = row.get(start..at).unwrap_or_default();
    // Two blanks stand between columns: those are nobody's letters.
    let from = if before.iter().all(is_blank) || before.iter().any(|c| c.symbol() == "│") {
        at
    } else {
        start
    };
    for cell in row.get_mut(from..=at).unwrap_or_default() {
        cell.set_symbol(".");
    }
}

/// The ASCII stand-in of a symbol; always one cell.
fn ascii_of(symbol: &str) -> &'static str {
    match symbol {
        "≈" => "~",
        "≠" | "█" => "#",
        "◐" | "○" => "o",
        "↔" => "X",
        "✓" | "↓" => "v",
        "✗" => "x",
        "●" | "•" => "*",
        "⚠" => "!",
        "▸" | "▶" | "→" | "≥" | "›" => ">",
        "←" | "◂" | "≤" | "‹" => "<",
        "↑" => "^",
        "·" => ".",
        "─" | "━" | "—" | "–" => "-",
        "│" | "┃" | "▌" | "▐" => "|",
        "┌" | "┐" | "└" | "┘" | "├" | "┤" | "┬" | "┴" | "┼" | "╭" | "╮" | "╰" | "╯" => {
            "+"
        }
        "“" | "”" => "\"",
        "‘" | "’" => "'",
        _ => "?",
    }
}

/// The levels of red, green and blue in the colour cube of the 256 colours.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The nearest colour of the cube (16 to 231) or of the greys (232 to 255: 8, 18, ... 238) by the
/// sum of squared differences; other colours stay.
fn nearest(colour: Color) -> Color {
    let Color::Rgb(red, green, blue) = colour else {
        return colour;
    };
    let wanted = [red, green, blue];
    let away = |other: [u8; 3]| -> u32 {
        let squared = |(a, b): (u8, u8)| u32::from(a.abs_diff(b)).pow(2);
        wanted.into_iter().zip(other).map(squared).sum()
    };
    let cube = (16..=231_u8).map(|index| {
        let place = usize::from(index - 16);
        let level = |n: usize| LEVELS[n % 6];
        (index, [level(place / 36), level(place / 6), level(place)])
    });
    let greys = (232..=255_u8).map(|index| (index, [8 + (index - 232) * 10; 3]));
    cube.chain(greys)
        .min_by_key(|(_, other)| away(*other))
        .map_or(colour, |(index, _)| Color::Indexed(index))
}

/// The choices that the surroundings make: `--theme`, `--ascii` and `LEADPACT_THEME`,
/// `LEADPACT_ASCII`, `NO_COLOR`, `TERM`, the locale, in that order. `variable` reads one of them.
///
/// # Errors
/// A theme that does not exist, with the words that do.
pub(crate) fn look_from(
    theme: Option<&str>,
    ascii: bool,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Look, String> {
    let variable = |name: &str| variable(name).filter(|value| !value.is_empty());
    let wanted = theme
        .map(str::to_owned)
        .or_else(|| variable("LEADPACT_THEME"));
    let theme = match wanted {
        Some(word) => ThemeName::from_word(&word).ok_or_else(|| {
            let words = ThemeName::ALL.map(ThemeName::word).join(", ");
            format!("there is no theme \"{word}\"; choose one of {words}")
        })?,
        None if variable("NO_COLOR").is_some() => ThemeName::NoColour,
        None if variable("TERM").is_some_and(|term| term == "dumb") => ThemeName::NoColour,
        None => ThemeName::Dark,
    };
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(&variable);
    let utf8 = locale.is_none_or(|name| {
        let name = name.to_lowercase();
        name.contains("utf-8") || name.contains("utf8")
    });
    let asked = ascii || variable("LEADPACT_ASCII").is_some_and(|value| value != "0");
    let every_colour = variable("COLORTERM")
        .is_some_and(|value| value.contains("truecolor") || value.contains("24bit"));
    Ok(Look {
        theme,
        ascii: asked || !utf8,
        few_colours: !every_colour,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(pairs: &'static [(&str, &str)]) -> impl Fn(&str) -> Option<String> {
        move |name| {
            pairs
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        }
    }

    #[test]
    fn the_command_line_comes_before_the_surroundings() {
        let look = look_from(
            Some("light"),
            false,
            from(&[("LEADPACT_THEME", "no-colour")]),
        );
        assert_eq!(look.map(|look| look.theme), Ok(ThemeName::Light));
        let look = look_from(None, false, from(&[("NO_COLOR", "1")]));
        assert_eq!(look.map(|look| look.theme), Ok(ThemeName::NoColour));
    }

    #[test]
    fn a_cut_text_ends_in_three_points_in_ascii() {
        for (drawn, plain) in [
            ("at a rival com… ▸", "at a rival c... >"),
            ("is not there …", "is not ther..."),
            ("a  …", "a  ."),
            ("│…", "|."),
            ("…", "."),
            ("100 · ≥ 5", "100 . > 5"),
        ] {
            let mut buffer = Buffer::with_lines([drawn]);
            to_ascii(&mut buffer);
            assert_eq!(buffer, Buffer::with_lines([plain]));
        }
    }

    #[test]
    fn a_locale_without_utf8_gets_ascii() {
        let ascii = |vars| look_from(None, false, from(vars)).map(|look| look.ascii);
        assert_eq!(ascii(&[("LANG", "C")]), Ok(true));
        assert_eq!(
            ascii(&[("LANG", "C"), ("LC_ALL", "en_GB.UTF-8")]),
            Ok(false)
        );
        assert_eq!(
            ascii(&[("LANG", "de_DE.utf8"), ("LEADPACT_ASCII", "1")]),
            Ok(true)
        );
    }

    #[test]
    fn an_unknown_theme_names_those_that_exist() {
        let error = look_from(Some("pink"), false, from(&[])).unwrap_err();
        assert_eq!(
            error,
            "there is no theme \"pink\"; choose one of dark, light, high-contrast, no-colour"
        );
    }

    #[test]
    fn colours_fall_to_the_nearest_of_256() {
        assert_eq!(nearest(Color::Rgb(255, 255, 255)), Color::Indexed(231));
        assert_eq!(nearest(Color::Rgb(0, 0, 0)), Color::Indexed(16));
        assert_eq!(nearest(Color::Rgb(95, 175, 255)), Color::Indexed(75));
        assert_eq!(nearest(Color::Rgb(28, 28, 28)), Color::Indexed(234));
        assert_eq!(nearest(Color::LightRed), Color::LightRed);
    }

    #[test]
    fn what_is_lit_is_marked_without_colour_and_in_ascii_too() {
        let marks = [mark::LIT_FROM, mark::LIT_TO, mark::LIT_LINE].map(ascii_of);
        assert_eq!(marks, ["<", ">", "|"]);
    }

    #[test]
    fn no_colour_means_none() {
        let theme = Theme::of(ThemeName::NoColour);
        for style in [
            theme.text,
            theme.accent,
            theme.selected,
            theme.bad,
            theme.party(3),
        ] {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }

    #[test]
    fn twelve_parties_have_twelve_colours() {
        for name in [ThemeName::Dark, ThemeName::Light, ThemeName::HighContrast] {
            let theme = Theme::of(name);
            for one in 0..PARTY_COLOURS {
                for other in 0..one {
                    assert_ne!(theme.party(one), theme.party(other), "{name:?}");
                }
            }
        }
    }
}
