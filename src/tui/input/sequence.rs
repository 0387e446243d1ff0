//! What single bytes and whole sequences of a terminal mean.

use crossterm::event::KeyCode;

use crate::host::Event;
use crate::keys::Chord;

/// A key without modifiers.
pub(super) fn plain(code: KeyCode) -> Chord {
    Chord {
        code,
        ctrl: false,
        alt: false,
    }
}

/// The key of a byte of ASCII; `None` for the escape byte, which begins something.
pub(super) fn controlled(byte: u8) -> Option<Chord> {
    let ctrl = |c: u8| Chord {
        ctrl: true,
        ..plain(KeyCode::Char(char::from(c)))
    };
    Some(match byte {
        b'\r' => plain(KeyCode::Enter),
        b'\t' => plain(KeyCode::Tab),
        0x7f => plain(KeyCode::Backspace),
        0x00 => ctrl(b' '),
        0x01..=0x1a => ctrl(byte + b'a' - 1),
        0x1b => return None,
        0x1c..=0x1f => ctrl(byte - 0x1c + b'4'),
        _ => plain(KeyCode::Char(char::from(byte))),
    })
}

/// The key that `ESC O` and this byte stand for; `None` for what is no key of ours.
pub(super) fn ss3(byte: u8) -> Option<KeyCode> {
    match byte {
        b'P'..=b'S' => Some(KeyCode::F(byte - b'P' + 1)),
        b'M' => Some(KeyCode::Enter),
        _ => arrow(byte),
    }
}

fn arrow(byte: u8) -> Option<KeyCode> {
    Some(match byte {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        _ => return None,
    })
}

/// What `ESC [`, these bytes and a last one say; `None` for an answer, and for whatever is not ours.
pub(super) fn csi(bytes: &[u8], last: u8) -> Option<Event> {
    match (bytes.first(), last) {
        (Some(b'<'), b'M') => mouse(&numbers(&bytes[1..])?, 1),
        // A button let go, and answers: who the terminal is, where its cursor stands, which modes it knows.
        (Some(b'<' | b'?' | b'>' | b'='), _) | (_, b'R') => None,
        (Some(b'['), b'A'..=b'E') if bytes.len() == 1 => {
            Some(Event::Key(plain(KeyCode::F(last - b'A' + 1))))
        }
        _ => {
            let numbers = numbers(bytes)?;
            if last == b'M' {
                // Clicks as one terminal writes them: the button with 32 added.
                let (button, place) = numbers.split_first()?;
                let button = button.checked_sub(32)?;
                return mouse(&[&[button], place].concat(), 1);
            }
            key(&numbers, last).map(Event::Key)
        }
    }
}

/// Numbers with semicolons between them; an empty one is 1. `None` where something else stands there.
fn numbers(bytes: &[u8]) -> Option<Vec<u32>> {
    if bytes.is_empty() {
        return Some(Vec::new());
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let number = |part: &str| match part {
        "" => Some(1),
        // What stands behind a colon says more about the same key.
        _ => part.split(':').next()?.parse().ok(),
    };
    text.split(';').map(number).collect()
}

fn key(numbers: &[u32], last: u8) -> Option<Chord> {
    let first = numbers.first().copied().unwrap_or(1);
    let code = match last {
        b'~' if first == 27 => return held(*numbers.get(2)?, *numbers.get(1)?),
        b'~' => numbered(first)?,
        b'u' => return held(first, numbers.get(1).copied().unwrap_or(1)),
        b'Z' => KeyCode::BackTab,
        b'P' | b'Q' | b'S' => KeyCode::F(last - b'P' + 1),
        _ => arrow(last)?,
    };
    with(code, numbers.get(1).copied().unwrap_or(1))
}

/// A key that stands by its number before `~`.
fn numbered(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => function(number - 10),
        17..=21 => function(number - 11),
        23 | 24 => function(number - 12),
        _ => return None,
    })
}

fn function(number: u32) -> KeyCode {
    KeyCode::F(u8::try_from(number).unwrap_or(u8::MAX))
}

/// The key of a character by its number, with the modifiers that are held.
fn held(character: u32, modifiers: u32) -> Option<Chord> {
    let code = match character {
        9 if (modifiers.max(1) - 1) & SHIFT != 0 => KeyCode::BackTab,
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        127 => KeyCode::Backspace,
        _ => KeyCode::Char(char::from_u32(character).filter(|c| !c.is_control())?),
    };
    with(code, modifiers)
}

const SHIFT: u32 = 1;
const ALT: u32 = 2;
const CTRL: u32 = 4;
/// Keys of the window system: a chord with one is no key of ours, and its letter alone would be another one.
const SYSTEM: u32 = 8 | 16 | 32;

/// The key with modifiers, which a terminal counts from 1.
fn with(code: KeyCode, modifiers: u32) -> Option<Chord> {
    let held = modifiers.max(1) - 1;
    let chord = Chord {
        code,
        ctrl: held & CTRL != 0,
        alt: held & ALT != 0,
    };
    (held & SYSTEM == 0).then_some(chord)
}

/// A click or a turn of the wheel; columns and rows are counted from `origin` on.
fn mouse(numbers: &[u32], origin: u32) -> Option<Event> {
    let [button, column, row] = *numbers else {
        return None;
    };
    let place = |number: u32| u16::try_from(number.checked_sub(origin)?).ok();
    let (column, row) = (place(column)?, place(row)?);
    // Shift, Alt and Control add to the number.
    match button & !(4 | 8 | 16) {
        0 => Some(Event::Click(column, row)),
        64 => Some(Event::WheelUp(column, row)),
        65 => Some(Event::WheelDown(column, row)),
        _ => None,
    }
}

/// The three bytes of a click as the oldest terminals write it.
pub(super) fn click(bytes: &[u8]) -> Option<Event> {
    let numbers: Option<Vec<u32>> = bytes
        .iter()
        .map(|byte| u32::from(*byte).checked_sub(32))
        .collect();
    mouse(&numbers?, 1)
}

/// The text at the begin of a piece: letters, line ends and tabs.
pub(super) fn text_at(piece: &[u8]) -> &[u8] {
    let is_text =
        |byte: &u8| *byte >= 0x20 && *byte != 0x7f || matches!(byte, b'\r' | b'\n' | b'\t');
    let end = piece.iter().position(|byte| !is_text(byte));
    let text = &piece[..end.unwrap_or(piece.len())];
    // A letter whose other bytes are still to come waits for them.
    match std::str::from_utf8(text) {
        Err(error) if error.error_len().is_none() => &text[..error.valid_up_to()],
        _ => text,
    }
}

/// Whether an answer that `ESC` and `kind` begin goes on with this byte: a number, a title, the name of what was asked for.
pub(super) fn is_answer(kind: u8, byte: u8) -> bool {
    match kind {
        b']' => matches!(byte, b'0'..=b'9' | b'l' | b'L'),
        b'P' => matches!(byte, b'0'..=b'9' | b'>' | b'!' | b'$' | b'+'),
        _ => byte == b'G',
    }
}

/// Whether a piece that comes late after an escape byte reads as the rest of a sequence. One byte could be a key; what is
/// longer comes from no hand in one piece.
pub(super) fn is_rest(piece: &[u8]) -> bool {
    match piece {
        [b'[', rest @ ..] => {
            let end = rest.iter().position(|byte| !matches!(byte, 0x20..=0x3f));
            end.is_some_and(|end| {
                let ends = (0x40..=0x7e).contains(&rest[end]);
                ends && (end > 0 || arrow(rest[end]).is_some() || matches!(rest[end], b'I' | b'O'))
            })
        }
        [kind @ (b']' | b'P' | b'_'), byte, rest @ ..] if is_answer(*kind, *byte) => {
            rest.contains(&0x07) || rest.windows(2).any(|two| two == b"\x1b\\")
        }
        [b'O', byte] => ss3(*byte).is_some(),
        _ => false,
    }
}
