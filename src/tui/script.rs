//! Key scripts: what a person types, as one line of text.
//!
//! Plain characters type themselves, a space included. In angle brackets stand the keys that have
//! no character (`<enter> <esc> <tab> <backtab> <space> <up> <down> <left> <right> <home> <end>
//! <pgup> <pgdn> <bs> <del> <f1>`), combinations (`<c-x>` with control, `<a-x>` with alt), `<lt>` for
//! `<` itself, `<paste:TEXT>`, `<resize:WxH>` and `<wait:SECONDS>`, which lets time pass.

use std::time::Duration;

use crossterm::event::KeyCode;

use crate::keys::Chord;
use leadpact_app::Size;

/// One thing a key script does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stroke {
    /// Presses a key.
    Key(Chord),
    /// Pastes text.
    Paste(String),
    /// Makes the window this large.
    Resize(Size),
    /// Lets this much time pass.
    Wait(Duration),
}

/// A key script that cannot be typed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("key script, column {column}: {what}")]
pub struct ScriptError {
    /// The character it is about, counted from 1.
    pub column: usize,
    /// What is wrong, and what would be right.
    pub what: String,
}

/// Reads a key script.
///
/// # Errors
/// A name in angle brackets that is not known, or a bracket that is not closed.
pub fn parse(script: &str) -> Result<Vec<Stroke>, ScriptError> {
    let mut strokes = Vec::new();
    let mut rest = script;
    let mut column = 1;
    while let Some(c) = rest.chars().next() {
        let taken = if c == '<' {
            let end = rest.find('>').ok_or_else(|| ScriptError {
                column,
                what: "\"<\" without \">\"; write <lt> for the character itself".to_owned(),
            })?;
            let name = &rest[1..end];
            let stroke = named(name).ok_or_else(|| ScriptError {
                column,
                what: format!(
                    "there is no key <{name}>; keys are <enter>, <esc>, <tab>, <c-x>, ..."
                ),
            })?;
            strokes.push(stroke);
            end + 1
        } else {
            strokes.push(Stroke::Key(press(KeyCode::Char(c))));
            c.len_utf8()
        };
        column += rest[..taken].chars().count();
        rest = &rest[taken..];
    }
    Ok(strokes)
}

/// The key without modifiers.
fn press(code: KeyCode) -> Chord {
    Chord {
        code,
        ctrl: false,
        alt: false,
    }
}

fn named(name: &str) -> Option<Stroke> {
    if let Some(text) = name.strip_prefix("paste:") {
        return Some(Stroke::Paste(text.to_owned()));
    }
    if let Some(size) = name.strip_prefix("resize:") {
        return parse_size(size).map(Stroke::Resize);
    }
    if let Some(seconds) = name.strip_prefix("wait:") {
        return seconds
            .parse()
            .ok()
            .map(|seconds| Stroke::Wait(Duration::from_secs(seconds)));
    }
    let (ctrl, name) = held(name, "c-");
    let (alt, name) = held(name, "a-");
    let code = code_of(name)?;
    Some(Stroke::Key(Chord { code, ctrl, alt }))
}

fn held<'a>(name: &'a str, prefix: &str) -> (bool, &'a str) {
    match name.strip_prefix(prefix) {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, name),
    }
}

fn code_of(name: &str) -> Option<KeyCode> {
    let mut characters = name.chars();
    if let (Some(c), None) = (characters.next(), characters.next()) {
        return Some(KeyCode::Char(c));
    }
    Some(match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "space" => KeyCode::Char(' '),
        "lt" => KeyCode::Char('<'),
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        "bs" => KeyCode::Backspace,
        "del" => KeyCode::Delete,
        _ => {
            let number = name.strip_prefix('f')?.parse().ok()?;
            if !(1..=12).contains(&number) {
                return None;
            }
            KeyCode::F(number)
        }
    })
}

/// Reads a window size such as `80x24`. Both sides are from 1 to 1000.
#[must_use]
pub(crate) fn parse_size(text: &str) -> Option<Size> {
    let (width, height) = text.split_once('x')?;
    let side = |text: &str| text.parse().ok().filter(|n| (1..=1000).contains(n));
    Some(Size {
        width: side(width)?,
        height: side(height)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode) -> Stroke {
        Stroke::Key(press(code))
    }

    #[test]
    fn characters_type_themselves_and_names_press_keys() {
        assert_eq!(
            parse("n A<enter><lt>").unwrap(),
            [
                key(KeyCode::Char('n')),
                key(KeyCode::Char(' ')),
                key(KeyCode::Char('A')),
                key(KeyCode::Enter),
                key(KeyCode::Char('<')),
            ]
        );
    }

    #[test]
    fn control_alt_and_function_keys() {
        let chord = |code, ctrl, alt| Stroke::Key(Chord { code, ctrl, alt });
        assert_eq!(
            parse("<c-e><a-left><f12>").unwrap(),
            [
                chord(KeyCode::Char('e'), true, false),
                chord(KeyCode::Left, false, true),
                chord(KeyCode::F(12), false, false),
            ]
        );
    }

    #[test]
    fn pasting_resizing_and_waiting() {
        assert_eq!(
            parse("<paste:a b><resize:120x40><wait:90>").unwrap(),
            [
                Stroke::Paste("a b".to_owned()),
                Stroke::Resize(Size {
                    width: 120,
                    height: 40
                }),
                Stroke::Wait(Duration::from_secs(90)),
            ]
        );
    }

    #[test]
    fn what_cannot_be_typed_is_named_with_its_column() {
        assert_eq!(
            parse("é<entre>").unwrap_err().to_string(),
            "key script, column 2: there is no key <entre>; keys are <enter>, <esc>, <tab>, <c-x>, ..."
        );
        assert_eq!(
            parse("ab<ent").unwrap_err().to_string(),
            "key script, column 3: \"<\" without \">\"; write <lt> for the character itself"
        );
        assert_eq!(parse("<resize:0x5>").unwrap_err().column, 1);
        assert_eq!(parse("<f13>").unwrap_err().column, 1);
    }
}
