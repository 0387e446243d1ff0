//! How the letters of a file are written as bytes, and turning them into UTF-8 while they are read.

mod letters;

use std::fmt;
use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::frame::Frame;
use crate::problem::Problem;
use crate::reading::give;

/// So many bytes are decoded at a time.
const BLOCK: usize = 16 * 1024;

/// What to do about a file in an encoding that cannot be told from its bytes.
const NAME_IT: &str = "Name its encoding, for example --encoding windows-1252, windows-1251 or shift_jis, or save it as CSV with the encoding UTF-8.";

/// An encoding of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    coding: &'static encoding_rs::Encoding,
    /// Whether it is UTF-8 in which bytes that mean nothing are Windows-1252.
    is_mixed: bool,
}

/// The name of UTF-8 with bytes of Windows-1252 in it.
const MIXED: &str = "mixed";

impl Encoding {
    /// UTF-8.
    pub(crate) const UTF_8: Self = Self::plain(encoding_rs::UTF_8);

    const fn plain(coding: &'static encoding_rs::Encoding) -> Self {
        Self {
            coding,
            is_mixed: false,
        }
    }

    /// Reads a name such as `utf-8`, `utf-16`, `latin1`, `windows-1252`, `shift_jis`; `mixed` is UTF-8 in which bytes that
    /// mean nothing there are Windows-1252. None for anything else.
    /// Source of the names: WHATWG, "Encoding Standard", names and labels.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        if name.eq_ignore_ascii_case(MIXED) {
            return Some(Self {
                coding: encoding_rs::UTF_8,
                is_mixed: true,
            });
        }
        encoding_rs::Encoding::for_label_no_replacement(name.as_bytes()).map(Self::plain)
    }

    /// Its name, in small letters.
    #[must_use]
    pub fn name(self) -> String {
        if self.is_mixed {
            return MIXED.to_owned();
        }
        self.coding.name().to_ascii_lowercase()
    }

    /// Whether text in it is UTF-8 already.
    #[must_use]
    pub fn is_utf8(self) -> bool {
        self == Self::UTF_8
    }

    /// What a byte order mark at the beginning of a file says, and its length.
    #[must_use]
    pub(crate) fn of_mark(beginning: &[u8]) -> Option<(Self, usize)> {
        let (coding, length) = encoding_rs::Encoding::for_bom(beginning)?;
        Some((Self::plain(coding), length))
    }

    /// What the bytes at the beginning of a file look like: UTF-16 by its zero bytes, UTF-8, also with a few bytes that are
    /// damaged, else an older encoding by its letters. What they were taken for goes into `frame`.
    ///
    /// # Errors
    /// It is none of these.
    pub(crate) fn of_bytes(
        name: &str,
        beginning: &[u8],
        frame: &mut Frame,
    ) -> Result<Self, Problem> {
        if let Some(wide) = wide(beginning) {
            return Ok(wide);
        }
        if is_utf8(beginning) || letters::is_damaged_utf8(beginning) {
            return Ok(Self::UTF_8);
        }
        let Some(told) = letters::tell(beginning) else {
            let what = "this text is neither UTF-8 nor UTF-16 nor Latin-1";
            return Err(Problem::new(name, what, NAME_IT));
        };
        frame.letters = Some(told.words());
        frame.letters_unsure = told.is_unsure;
        Ok(Self::plain(told.coding))
    }

    /// The same text in UTF-8.
    pub fn decoded<R: Read>(self, bytes: R) -> Decoded<R> {
        Decoded {
            bytes,
            decoder: self.coding.new_decoder_without_bom_handling(),
            name: self,
            coded: vec![0; BLOCK],
            taken: 0..0,
            text: Vec::new(),
            cut: Vec::new(),
            given: 0,
            state: State::Reading,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

/// UTF-16 when nearly all zero bytes are at even places, or nearly all at odd ones, and there are enough of them: where
/// the bytes could be UTF-8 too, every second one of these, so that some zero bytes in a damaged file are none.
fn wide(beginning: &[u8]) -> Option<Encoding> {
    let zeros = |first: usize| {
        let half = beginning.iter().skip(first).step_by(2);
        half.filter(|byte| **byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let enough = if is_utf8(beginning) {
        (even + odd) * 4 > beginning.len()
    } else {
        even + odd > 2 && (even + odd) * 40 > beginning.len()
    };
    if !enough {
        None
    } else if even > odd * 9 {
        Some(Encoding::plain(UTF_16BE))
    } else if odd > even * 9 {
        Some(Encoding::plain(UTF_16LE))
    } else {
        None
    }
}

/// Whether the bytes are UTF-8; the last letter may be cut.
fn is_utf8(beginning: &[u8]) -> bool {
    match std::str::from_utf8(beginning) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

/// Text that becomes UTF-8 while it is read, in constant memory.
pub struct Decoded<R> {
    bytes: R,
    decoder: Decoder,
    name: Encoding,
    coded: Vec<u8>,
    /// What of `coded` is not decoded yet.
    taken: std::ops::Range<usize>,
    text: Vec<u8>,
    /// The beginning of a letter that the block cuts; only where encodings are mixed.
    cut: Vec<u8>,
    /// How much of `text` was given away.
    given: usize,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Reading,
    /// The bytes have ended; the decoder has not been told.
    Ended,
    Done,
    Damaged,
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && !buffer.is_empty() {
            match self.state {
                State::Done => return Ok(0),
                State::Damaged => return Err(self.damaged()),
                State::Reading | State::Ended => self.decode()?,
            }
        }
        Ok(give(&self.text, &mut self.given, buffer))
    }
}

impl<R: Read> Decoded<R> {
    fn decode(&mut self) -> io::Result<()> {
        if self.name.is_mixed {
            return self.mix();
        }
        if self.taken.is_empty() && self.state == State::Reading {
            let read = self.bytes.read(&mut self.coded)?;
            self.taken = 0..read;
            if read == 0 {
                self.state = State::Ended;
            }
        }
        let is_last = self.state == State::Ended;
        let coded = self.coded.get(self.taken.clone()).unwrap_or_default();
        // No encoding needs more than three bytes of UTF-8 for one of its own.
        self.text.resize(BLOCK * 3 + 16, 0);
        let (result, read, written) =
            self.decoder
                .decode_to_utf8_without_replacement(coded, &mut self.text, is_last);
        self.taken.start += read;
        self.text.truncate(written);
        self.given = 0;
        match result {
            DecoderResult::Malformed(..) => self.state = State::Damaged,
            DecoderResult::InputEmpty if is_last => self.state = State::Done,
            DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
        }
        Ok(())
    }

    /// Takes bytes that mean nothing in UTF-8 for Windows-1252.
    fn mix(&mut self) -> io::Result<()> {
        let read = self.bytes.read(&mut self.coded)?;
        let is_last = read == 0;
        self.cut
            .extend_from_slice(self.coded.get(..read).unwrap_or_default());
        self.text.clear();
        self.given = 0;
        let bytes = std::mem::take(&mut self.cut);
        let mut left = bytes.as_slice();
        for chunk in bytes.utf8_chunks() {
            left = left.get(chunk.valid().len()..).unwrap_or_default();
            self.text.extend_from_slice(chunk.valid().as_bytes());
            let is_cut = left.len() == chunk.invalid().len() && left.len() < 4;
            if is_cut && !is_last {
                self.cut = left.to_vec();
                break;
            }
            left = left.get(chunk.invalid().len()..).unwrap_or_default();
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(chunk.invalid());
            self.text.extend_from_slice(text.as_bytes());
        }
        if is_last {
            self.state = State::Done;
        }
        Ok(())
    }

    fn damaged(&self) -> io::Error {
        io::Error::new(
            io::ErrorKind::InvalidData,
            format!("the text is not {}", self.name),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(name: &str, bytes: &[u8]) -> Result<String, String> {
        let encoding = Encoding::parse(name).expect(name);
        let mut text = String::new();
        let mut reader = encoding.decoded(bytes);
        reader
            .read_to_string(&mut text)
            .map_err(|error| error.to_string())?;
        Ok(text)
    }

    #[test]
    fn text_becomes_utf8() {
        for (name, bytes, text) in [
            ("utf-16", &b"a\0\xfc\0\n\0"[..], "aü\n"),
            ("utf-16be", b"\0a\0\xfc\x30\x42", "aüあ"),
            ("utf-16le", b"\x3d\xd8\x00\xde", "😀"),
            ("latin1", b"M\xfcller \x80", "Müller €"),
            ("windows-1252", b"", ""),
            ("shift_jis", b"\x89\xef\x8e\xd0", "会社"),
            ("windows-1251", b"\xcf\xf0", "Пр"),
            (
                "mixed",
                b"M\xc3\xbcller, K\xf6ln \xe4\xe4\xc3",
                "Müller, Köln ääÃ",
            ),
        ] {
            assert_eq!(decoded(name, bytes).as_deref(), Ok(text), "{name}");
        }
    }

    #[test]
    fn long_text_is_decoded_block_by_block() {
        let text = "aüあ😀,".repeat(40_000);
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(decoded("utf-16", &bytes) == Ok(text));
    }

    #[test]
    fn damaged_text_is_an_error_and_not_a_mark_in_a_cell() {
        assert_eq!(
            decoded("utf-16", b"a\0\x3d\xd8b\0"),
            Err("the text is not utf-16le".to_owned())
        );
        assert!(decoded("utf-16", b"a\0b").is_err());
        assert!(decoded("shift_jis", b"\x89\xff").is_err());
    }

    fn told(bytes: &[u8]) -> Option<String> {
        let found = Encoding::of_bytes("a.csv", bytes, &mut Frame::default());
        found.ok().map(Encoding::name)
    }

    #[test]
    fn the_encoding_is_told_from_the_bytes() {
        let wide = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(bytes).collect()
        };
        let german = "Kundennummer;Straße\n1;Müllerstraße 5\n";
        let japanese = "番号,会社名,役職,登録日\n1,東京商事,部長,2026年3月9日\n";
        for text in [german, japanese] {
            assert_eq!(told(text.as_bytes()).as_deref(), Some("utf-8"));
            assert_eq!(
                told(&wide(text, u16::to_le_bytes)).as_deref(),
                Some("utf-16le")
            );
            assert_eq!(
                told(&wide(text, u16::to_be_bytes)).as_deref(),
                Some("utf-16be")
            );
        }
        assert_eq!(
            told(b"Nr;Stra\xdfe\n1;M\xfcllerstra\xdfe\n").as_deref(),
            Some("windows-1252")
        );
        // A letter that is cut at the end of what is looked at.
        assert_eq!(told(b"id,name\n1,M\xc3").as_deref(), Some("utf-8"));
        // One zero byte is damage, not UTF-16.
        let damaged = [&b"id,name\n1,"[..], b"\0", &b"x".repeat(200)].concat();
        assert_eq!(told(&damaged).as_deref(), Some("utf-8"));
    }

    #[test]
    fn what_is_no_western_language_is_not_taken_for_one() {
        // "番号,会社名" in the encoding of its country.
        assert_eq!(
            told(b"\x94\xd4\x8d\x86,\x89\xef\x8e\xd0\x96\xbc\nabcdefghijklmnop,1\n"),
            None
        );
        let message =
            Encoding::of_bytes("a.csv", b"\x81\x8d", &mut Frame::default()).expect_err("refused");
        assert!(message.to_string().contains("--encoding"), "{message}");
    }
}
