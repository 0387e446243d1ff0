//! What a terminal sends, read byte by byte: keys, the mouse, pastes; and everything else, which is dropped whole.
//!
//! A terminal answers questions that other programs asked, late and in pieces; a line may stall in the middle of a key; the
//! end of a paste may never come. So whatever begins has a deadline and a length, and what does not end is forgotten
//! without a letter of it being taken for a key. Nothing here waits or reads: bytes come in with the moment at which they
//! were read, events go out.
//!
//! ```text
//!  ESC alone for 50 ms        the Esc key; what follows it late and reads as the rest of a sequence, is one
//!  ESC [ 1 ; 5 C              a key                 ESC [ < 0 ; 3 ; 4 M     the mouse
//!  ESC [ ? 6 2 c              an answer: dropped    ESC ] 11 ; rgb:.. ESC \ an answer: dropped
//!  ESC [ 200 ~ .. ESC [ 201 ~ a paste               256 letters in one piece: a paste without brackets
//! ```

mod sequence;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::time::Duration;

use crossterm::event::KeyCode;

use crate::host::Event;
use crate::keys::Chord;
use leadpact_app::moment::Moment;
use sequence::{controlled, csi, plain, ss3};

/// An escape byte that nothing follows for so long was the Esc key.
const ESC_ALONE: Duration = Duration::from_millis(50);

/// A sequence that has not ended so long after it began is forgotten.
const SEQUENCE_TAKES: Duration = Duration::from_secs(5);

/// A paste of which nothing came for so long has lost its end.
const PASTE_PAUSES: Duration = Duration::from_secs(2);

/// A control key that comes alone, so long after the last of a paste, was pressed by somebody.
const KEY_AFTER: Duration = Duration::from_millis(200);

/// The longest sequence that is looked at; a longer one is still dropped whole.
const LONGEST_SEQUENCE: usize = 64;

/// The longest paste that is taken, in bytes.
const LONGEST_PASTE: usize = 1_000_000;

/// So many bytes of text in one piece were not typed by a hand.
const BURST: usize = 256;

/// What comes so soon after such a piece belongs to it.
const BURST_PAUSES: Duration = Duration::from_millis(100);

/// The end of a paste.
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// A paste that lost its end.
const PASTE_LOST: &str =
    "A paste did not come to its end, and nothing of it was taken. Paste it again.";

/// A paste that is too long for any field.
const PASTE_TOO_LONG: &str = "A paste of more than a megabyte was not taken.";

/// What has begun and not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    /// Nothing.
    Ground,
    /// A letter of several bytes.
    Letter(Vec<u8>),
    /// `ESC`.
    Escape,
    /// `ESC O`.
    Ss3,
    /// `ESC [`, and what came since.
    Csi(Vec<u8>),
    /// `ESC [ M`, and what came of the three bytes of a click.
    Click(Vec<u8>),
    /// `ESC` and the byte with which an answer begins.
    Opened(u8),
    /// An answer that ends with `BEL` or `ESC \`.
    Answer,
    /// The same, when `ESC` has come.
    AnswerEscape,
    /// A paste: what came, and whether it is longer than is taken.
    Paste(Vec<u8>, bool),
}

/// Reads what a terminal sends.
#[derive(Debug)]
pub struct Parser {
    state: State,
    /// When that began; of a paste, when something came last.
    since: Moment,
    /// When text came last that nobody typed by hand; `None` before the first.
    burst: Option<Moment>,
    /// When an Esc key was read that could have been the begin of a sequence; `None` once something came after it.
    escaped: Option<Moment>,
    events: VecDeque<Event>,
}

impl Default for Parser {
    fn default() -> Self {
        Self {
            state: State::Ground,
            since: Moment::default(),
            burst: None,
            escaped: None,
            events: VecDeque::new(),
        }
    }
}

impl Parser {
    /// The next event that is complete.
    pub fn take(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// The next event, if it is no click: a click is answered by what is on the screen.
    pub(crate) fn take_but_click(&mut self) -> Option<Event> {
        match self.events.front()? {
            Event::Click(..) => None,
            _ => self.events.pop_front(),
        }
    }

    /// Forgets what waits before Control-C, as a terminal does that interrupts; nothing where nobody pressed it.
    pub fn interrupt(&mut self) {
        let pressed = Event::Key(Chord {
            ctrl: true,
            ..plain(KeyCode::Char('c'))
        });
        if let Some(at) = self.events.iter().rposition(|event| *event == pressed) {
            self.events.drain(..at);
        }
    }

    /// How many events wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.events.len()
    }

    /// When what has begun is forgotten, or taken for a key; `None` while nothing has begun.
    #[must_use]
    pub fn due(&self) -> Option<Moment> {
        let lasts = match self.state {
            State::Ground => return None,
            State::Escape => ESC_ALONE,
            State::Paste(..) => PASTE_PAUSES,
            _ => SEQUENCE_TAKES,
        };
        Some(self.since + lasts)
    }

    /// Nothing more has come by this moment.
    pub(crate) fn expire(&mut self, at: Moment) {
        if self.due().is_none_or(|due| due > at) {
            return;
        }
        match std::mem::replace(&mut self.state, State::Ground) {
            State::Escape => {
                self.key(plain(KeyCode::Esc));
                self.escaped = Some(at);
            }
            State::Paste(..) => self.events.push_back(Event::Lost(PASTE_LOST)),
            _ => {}
        }
    }

    /// Takes what was read in one piece at this moment.
    pub fn feed(&mut self, piece: &[u8], at: Moment) {
        if piece.is_empty() {
            return;
        }
        self.expire(at);
        let mut rest = piece;
        if self.is_pressed_in_paste(piece, at) {
            self.state = State::Ground;
            self.events.push_back(Event::Lost(PASTE_LOST));
        } else if let Some(escaped) = self.escaped.take()
            && self.state == State::Ground
            && at.since(escaped) < SEQUENCE_TAKES
            && sequence::is_rest(piece)
        {
            self.begin(State::Escape, at);
        }
        while let Some((&byte, after)) = rest.split_first() {
            rest = match &self.state {
                State::Paste(..) => self.pasted(rest, at),
                State::Ground => {
                    let text = sequence::text_at(rest);
                    let goes_on = self.burst.is_some_and(|last| at.since(last) < BURST_PAUSES);
                    if text.len() >= BURST || goes_on && text.len() > 1 {
                        self.burst = Some(at);
                        self.paste(text);
                        &rest[text.len()..]
                    } else {
                        self.byte(byte, at);
                        after
                    }
                }
                _ => {
                    self.byte(byte, at);
                    after
                }
            };
        }
    }

    /// Whether this is a key that somebody pressed because a paste does not end.
    fn is_pressed_in_paste(&self, piece: &[u8], at: Moment) -> bool {
        // Line ends and tabs are pasted too, and the escape byte may begin the end.
        let is_key =
            |byte: u8| byte.is_ascii_control() && !byte.is_ascii_whitespace() && byte != 0x1b;
        let key = matches!(piece, [byte] if is_key(*byte));
        key && matches!(self.state, State::Paste(..)) && at.since(self.since) >= KEY_AFTER
    }

    fn begin(&mut self, state: State, at: Moment) {
        self.state = state;
        self.since = at;
    }

    fn key(&mut self, chord: Chord) {
        self.events.push_back(Event::Key(chord));
    }

    fn byte(&mut self, byte: u8, at: Moment) {
        match std::mem::replace(&mut self.state, State::Ground) {
            State::Ground => self.ground(byte, at),
            State::Letter(bytes) => self.letter(bytes, byte, at),
            State::Escape => self.escape(byte, at),
            State::Ss3 => match ss3(byte) {
                Some(code) => self.key(plain(code)),
                None if byte.is_ascii_control() => self.ground(byte, at),
                None => {}
            },
            State::Csi(bytes) => self.csi(bytes, byte, at),
            // Nothing that a click holds, so somebody pressed it.
            State::Click(_) if byte < 0x20 => self.ground(byte, at),
            State::Click(mut bytes) => {
                bytes.push(byte);
                if bytes.len() < 3 {
                    self.state = State::Click(bytes);
                } else {
                    self.events.extend(sequence::click(&bytes));
                }
            }
            State::Opened(kind) if sequence::is_answer(kind, byte) => self.state = State::Answer,
            State::Opened(_) => self.ground(byte, at),
            State::Answer => match byte {
                0x07 => {}
                0x1b => self.state = State::AnswerEscape,
                // Nothing that an answer holds, so somebody pressed it.
                byte if byte.is_ascii_control() => self.ground(byte, at),
                _ => self.state = State::Answer,
            },
            State::AnswerEscape if byte == b'\\' => {}
            // The answer was cut off; a control key after it is no chord with its last byte.
            State::AnswerEscape if byte.is_ascii_control() => self.ground(byte, at),
            State::AnswerEscape => {
                self.begin(State::Escape, at);
                self.byte(byte, at);
            }
            State::Paste(bytes, long) => self.state = State::Paste(bytes, long),
        }
    }

    fn ground(&mut self, byte: u8, at: Moment) {
        match byte {
            0x1b => self.begin(State::Escape, at),
            0x00..=0x7f => self.events.extend(controlled(byte).map(Event::Key)),
            0xc2..=0xf4 => self.begin(State::Letter(vec![byte]), at),
            // No letter begins so.
            _ => {}
        }
    }

    /// A letter of several bytes. One that is cut off, or none, is dropped.
    fn letter(&mut self, mut bytes: Vec<u8>, byte: u8, at: Moment) {
        if byte & 0xc0 != 0x80 {
            self.ground(byte, at);
            return;
        }
        bytes.push(byte);
        match std::str::from_utf8(&bytes) {
            Ok(letter) => {
                let letters = letter.chars().filter(|c| !c.is_control());
                let keys = letters.map(|c| Event::Key(plain(KeyCode::Char(c))));
                self.events.extend(keys);
            }
            // More is to come.
            Err(error) if error.error_len().is_none() => self.state = State::Letter(bytes),
            Err(_) => {}
        }
    }

    fn escape(&mut self, byte: u8, at: Moment) {
        match byte {
            b'[' => self.begin(State::Csi(Vec::new()), at),
            b'O' => self.begin(State::Ss3, at),
            b']' | b'P' | b'_' => self.begin(State::Opened(byte), at),
            0x80.. => self.ground(byte, at),
            0x1b => {
                self.key(plain(KeyCode::Esc));
                self.begin(State::Escape, at);
            }
            _ => {
                let key = controlled(byte).map(|chord| Chord { alt: true, ..chord });
                self.events.extend(key.map(Event::Key));
            }
        }
    }

    fn csi(&mut self, mut bytes: Vec<u8>, byte: u8, at: Moment) {
        match byte {
            // The numbers of a sequence, and what stands between them and its last byte.
            0x20..=0x3f => {
                if bytes.len() < LONGEST_SEQUENCE {
                    bytes.push(byte);
                }
                self.state = State::Csi(bytes);
            }
            // The console of Linux writes its first function keys so.
            b'[' if bytes.is_empty() => self.state = State::Csi(vec![byte]),
            b'M' if bytes.is_empty() => self.begin(State::Click(Vec::new()), at),
            b'~' if bytes == b"200" => self.begin(State::Paste(Vec::new(), false), at),
            0x40..=0x7e => {
                if bytes.len() < LONGEST_SEQUENCE {
                    self.events.extend(csi(&bytes, byte));
                }
            }
            // Nothing that a sequence holds, so it is over.
            _ => self.ground(byte, at),
        }
    }

    /// Takes what belongs to the paste; returns what comes after it.
    fn pasted<'a>(&mut self, piece: &'a [u8], at: Moment) -> &'a [u8] {
        self.since = at;
        let State::Paste(bytes, long) = &mut self.state else {
            return piece;
        };
        let before = bytes.len();
        bytes.extend_from_slice(piece);
        // The end may have come in pieces too.
        let from = before.saturating_sub(PASTE_ENDS.len());
        let end = memchr::memmem::find(&bytes[from..], PASTE_ENDS).map(|end| from + end);
        let Some(end) = end else {
            if bytes.len() > LONGEST_PASTE {
                *long = true;
                let kept = bytes.len() - PASTE_ENDS.len();
                bytes.drain(..kept);
            }
            return &[];
        };
        let after = &piece[end + PASTE_ENDS.len() - before..];
        bytes.truncate(end);
        let long = *long || end > LONGEST_PASTE;
        let text = std::mem::take(bytes);
        self.state = State::Ground;
        if long {
            self.events.push_back(Event::Lost(PASTE_TOO_LONG));
        } else {
            self.paste(&text);
        }
        after
    }

    fn paste(&mut self, text: &[u8]) {
        let text = String::from_utf8_lossy(text).into_owned();
        self.events.push_back(Event::Paste(text));
    }
}
