//! What readers of bytes have in common: an end for what has none, and giving away what is ready.

use std::io::{self, Read};

/// Stops what has no end (a row, a tag) before it fills the memory.
pub(crate) struct Limited<R> {
    /// Where the bytes come from.
    pub(crate) inner: R,
    /// Bytes that may still be read for it; the next one is refused with [`io::ErrorKind::FileTooLarge`].
    pub(crate) left: usize,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let read = self.inner.read(buffer)?;
        self.left = self.left.saturating_sub(read);
        Ok(read)
    }
}

/// Gives away of `text` what is behind the first `given` bytes and finds room, and counts it as given; says how much.
pub(crate) fn give(text: &[u8], given: &mut usize, buffer: &mut [u8]) -> usize {
    let ready = text.get(*given..).unwrap_or_default();
    let length = ready.len().min(buffer.len());
    if let (Some(to), Some(from)) = (buffer.get_mut(..length), ready.get(..length)) {
        to.copy_from_slice(from);
    }
    *given += length;
    length
}
