//! A file in blocks of whole rows.

use std::io::{self, Cursor, Read};

use crate::fast::scan::PADDING;

/// How large blocks are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    /// Bytes that are read at a time; a block has a little less.
    pub usual: usize,
    /// Bytes that are read at most in search of the end of a row.
    pub most: usize,
}

impl Default for Sizes {
    /// 256 KiB, and 1 MiB.
    fn default() -> Self {
        Self {
            usual: 256 * 1024,
            most: 1024 * 1024,
        }
    }
}

/// Whole rows of a file.
#[derive(Debug, Default)]
pub struct Block {
    /// The place among the blocks, from 0.
    pub number: u64,
    /// The rows, then a line feed where the file does not end with one, then zero bytes.
    pub bytes: Vec<u8>,
    /// The length of the rows, with that line feed.
    pub length: usize,
    /// The length of what stands in the file.
    pub original: usize,
}

/// Cuts a file into blocks.
pub(crate) struct Blocks {
    from: Box<dyn Read + Send>,
    sizes: Sizes,
    /// What was read behind the last block.
    held: Vec<u8>,
    number: u64,
    state: State,
}

enum State {
    Open,
    /// Nothing more can be cut: the file ended, a row is too long, or reading failed.
    Ended(Option<io::Error>),
}

impl Blocks {
    /// `read`: what was read already.
    pub fn new(from: Box<dyn Read + Send>, read: Vec<u8>, sizes: Sizes) -> Self {
        Self {
            from: Box::new(Cursor::new(read).chain(from)),
            sizes,
            held: Vec::new(),
            number: 0,
            state: State::Open,
        }
    }

    /// Puts the next block into `block`; false when there is none. Then either the file has ended, or
    /// [`Self::rest`] holds what cannot be cut.
    pub fn next(&mut self, block: &mut Block) -> bool {
        if matches!(self.state, State::Ended(_)) {
            return false;
        }
        let bytes = &mut block.bytes;
        let mut read = self.held.len();
        let mut most = self.sizes.usual.max(read);
        bytes.resize(most + PADDING, 0);
        if let Some(begin) = bytes.get_mut(..read) {
            begin.copy_from_slice(&self.held);
        }
        let cut = loop {
            match fill(&mut self.from, bytes, &mut read, most) {
                Ok(false) => {}
                Ok(true) => {
                    self.state = State::Ended(None);
                    break Some(read);
                }
                Err(error) => {
                    self.state = State::Ended(Some(error));
                    break None;
                }
            }
            if let Some(cut) = last_row_end(bytes.get(..read).unwrap_or_default()) {
                break Some(cut);
            }
            if most >= self.sizes.most {
                self.state = State::Ended(None);
                break None;
            }
            most = (most * 2).min(self.sizes.most);
            bytes.resize(most + PADDING, 0);
        };
        self.held.clear();
        let behind = cut.unwrap_or(0)..read;
        self.held
            .extend_from_slice(bytes.get(behind).unwrap_or_default());
        let Some(cut) = cut.filter(|cut| *cut > 0) else {
            return false;
        };
        block.original = cut;
        block.length = cut;
        if bytes.get(cut - 1) != Some(&b'\n') {
            block.length += 1;
            if let Some(end) = bytes.get_mut(cut) {
                *end = b'\n';
            }
        }
        // A block that ends the file may leave less padding than the scanner looks at.
        bytes.resize((block.length + PADDING).max(bytes.len()), 0);
        if let Some(padding) = bytes.get_mut(block.length..block.length + PADDING) {
            padding.fill(0);
        }
        block.number = self.number;
        self.number += 1;
        true
    }

    /// What follows `before` and was not given out as a block.
    pub fn rest(self, before: Vec<u8>) -> Box<dyn Read + Send> {
        let read = Cursor::new(before).chain(Cursor::new(self.held));
        match self.state {
            State::Ended(Some(error)) => Box::new(read.chain(Failed(Some(error))).chain(self.from)),
            State::Open | State::Ended(None) => Box::new(read.chain(self.from)),
        }
    }
}

/// Fails once, as the reader did.
struct Failed(Option<io::Error>);

impl Read for Failed {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Reads until there are `most` bytes, of which `read` are there; true at the end of the file.
fn fill(from: &mut impl Read, bytes: &mut [u8], read: &mut usize, most: usize) -> io::Result<bool> {
    while *read < most {
        let Some(free) = bytes.get_mut(*read..most) else {
            return Ok(false);
        };
        match from.read(free) {
            Ok(0) => return Ok(true),
            Ok(count) => *read += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(false)
}

/// Behind the last line feed outside quotation marks; none where there is no such line feed.
fn last_row_end(bytes: &[u8]) -> Option<usize> {
    let mut quotes = memchr::memchr_iter(b'"', bytes).count();
    let mut end = bytes.len();
    loop {
        let place = memchr::memrchr(b'\n', bytes.get(..end)?)?;
        let behind = bytes.get(place..end)?;
        quotes -= memchr::memchr_iter(b'"', behind).count();
        if quotes.is_multiple_of(2) {
            return Some(place + 1);
        }
        end = place;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &'static str, usual: usize, most: usize) -> (Vec<String>, String) {
        let sizes = Sizes { usual, most };
        let mut blocks = Blocks::new(Box::new(text.as_bytes()), Vec::new(), sizes);
        let mut block = Block::default();
        let mut found = Vec::new();
        while blocks.next(&mut block) {
            let bytes = block.bytes[..block.original].to_vec();
            found.push(String::from_utf8(bytes).expect("text"));
        }
        let mut rest = String::new();
        blocks
            .rest(Vec::new())
            .read_to_string(&mut rest)
            .expect("memory");
        (found, rest)
    }

    #[test]
    fn blocks_end_with_rows() {
        assert_eq!(
            blocks("a,b\nc,d\n\"e\n\nf\",g\nh", 10, 20),
            (
                vec!["a,b\nc,d\n".into(), "\"e\n\nf\",g\n".into(), "h".into()],
                String::new()
            )
        );
    }

    #[test]
    fn a_row_that_is_too_long_is_left() {
        assert_eq!(
            blocks("a\n\"bcdefghij\nklmnopq\"\n", 4, 8),
            (vec!["a\n".into()], "\"bcdefghij\nklmnopq\"\n".into())
        );
    }

    #[test]
    fn an_error_of_the_reader_comes_at_its_place() {
        let sizes = Sizes { usual: 4, most: 8 };
        let failing = Failed(Some(io::Error::other("torn")));
        let from = Box::new(b"a\nb\nc".as_slice().chain(failing));
        let mut blocks = Blocks::new(from, Vec::new(), sizes);
        let mut block = Block::default();
        assert!(blocks.next(&mut block));
        assert!(!blocks.next(&mut block));
        let mut rest = Vec::new();
        let error = blocks.rest(b"x".to_vec()).read_to_end(&mut rest);
        assert_eq!(error.expect_err("torn").to_string(), "torn");
        assert_eq!(rest, b"xc");
    }
}
