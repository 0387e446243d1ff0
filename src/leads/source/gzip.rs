//! Files that are packed with gzip, unpacked while they are read, in constant memory.

use std::fmt;
use std::io::{self, Read};

use flate2::read::MultiGzDecoder;

use crate::problem::Problem;

/// How a file that is packed with gzip begins.
pub(super) const MARK: &[u8] = b"\x1f\x8b";

/// What a packed file holds.
pub(super) struct Unpacked<R> {
    from: MultiGzDecoder<R>,
}

impl<R: Read> Unpacked<R> {
    pub(super) fn new(packed: R) -> Self {
        Self {
            from: MultiGzDecoder::new(packed),
        }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.from.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => DamagedGzip::CutOff.into(),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => DamagedGzip::Damaged.into(),
            _ => error,
        })
    }
}

/// Why a packed file cannot be unpacked any further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DamagedGzip {
    /// It ends before what is packed in it does.
    CutOff,
    /// Its bytes are not those that were packed, or further bytes follow.
    Damaged,
}

impl fmt::Display for DamagedGzip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CutOff => "the packed file (gzip) ends in the middle",
            Self::Damaged => "the packed file (gzip) is damaged",
        })
    }
}

impl std::error::Error for DamagedGzip {}

impl From<DamagedGzip> for io::Error {
    fn from(damaged: DamagedGzip) -> Self {
        Self::other(damaged)
    }
}

impl DamagedGzip {
    /// What an error of the reader says of the packed file; none: it comes from elsewhere.
    pub(super) fn within(error: &io::Error) -> Option<Self> {
        error.get_ref()?.downcast_ref().copied()
    }

    /// The same in words.
    pub(super) fn problem(self, name: &str) -> Problem {
        Problem::new(
            name,
            &self.to_string(),
            "Copy or download it again; it was not taken over whole.",
        )
    }
}
