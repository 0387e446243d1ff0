//! The packed file that a workbook is: its list of parts, and unpacking one of them with every byte counted.
//! Source of the layout: PKWARE, ".ZIP File Format Specification" (APPNOTE.TXT), 6.3.10, sections 4.3 and 4.5.3.

use std::collections::HashMap;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Take};

use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use crate::workbook::broken::{Broken, PASSWORD, SAVE_AGAIN, SAVE_AS_CSV};

const MB: u64 = 1024 * 1024;

/// So much is unpacked of one part: a sheet with all of its 1,048,576 rows and fifty columns.
const MOST_UNPACKED: u64 = 4096 * MB;

/// A part that is larger than this must not be more than [`MOST_RATIO`] times as large as it is packed.
const SMALL: u64 = 64 * MB;

/// Sheets are ten to thirty times as large as they are packed.
const MOST_RATIO: u64 = 200;

/// So long may the list of parts be.
const MOST_LISTED: u64 = 8 * MB;

/// The end of the list of parts, and the longest comment behind it.
const END: usize = 22;
const LONGEST_COMMENT: u64 = 65_535;

/// The signatures of what a packed file is made of.
const LOCAL: u32 = 0x0403_4b50;
const LISTED: u32 = 0x0201_4b50;
const LIST_END: &[u8] = b"PK\x05\x06";
const LIST_END_64: u32 = 0x0606_4b50;
const LIST_END_64_AT: u32 = 0x0706_4b50;

/// A file from every place of which bytes can be read.
pub(crate) trait Bytes: Read + Seek + Send {}

impl<B: Read + Seek + Send> Bytes for B {}

/// A packed file.
pub(super) struct Archive {
    bytes: Box<dyn Bytes>,
    /// By their names in small letters, with `/` between folders and none at the beginning.
    parts: HashMap<String, Part>,
}

/// A part, as the list has it.
#[derive(Clone, Copy, Debug)]
struct Part {
    /// 0: as it is, 8: deflated.
    method: u16,
    encrypted: bool,
    checksum: u32,
    packed: u64,
    size: u64,
    /// Where it begins in the file.
    at: u64,
    /// Whether the list has several of this name, of which each reader may take another.
    doubled: bool,
}

impl Archive {
    /// Reads the list of parts.
    pub(super) fn open(mut bytes: Box<dyn Bytes>) -> Result<Self, Broken> {
        let list = list(&mut bytes)?;
        Ok(Self {
            bytes,
            parts: parts(&list),
        })
    }

    /// Whether there is a part with this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&plain_name(name))
    }

    /// The names of the parts, in small letters and in no order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// Unpacks a part; none: there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Unpacked<'_>>, Broken> {
        let Some(part) = self.begin(name)? else {
            return Ok(None);
        };
        Ok(Some(Unpacked::new(name, part, Box::new(&mut self.bytes))))
    }

    /// Unpacks a part and needs no other any more.
    pub(super) fn last_part(mut self, name: &str) -> Result<Option<Unpacked<'static>>, Broken> {
        let Some(part) = self.begin(name)? else {
            return Ok(None);
        };
        Ok(Some(Unpacked::new(name, part, Box::new(self.bytes))))
    }

    /// Goes to the packed bytes of a part that may be unpacked.
    fn begin(&mut self, name: &str) -> Result<Option<Part>, Broken> {
        let Some(part) = self.parts.get(&plain_name(name)).copied() else {
            return Ok(None);
        };
        part.may_be_unpacked(name)?;
        let mut head = [0; 30];
        seek(&mut self.bytes, part.at)?;
        fill(&mut self.bytes, &mut head)?;
        if four(&head, 0) != Some(LOCAL) {
            return Err(Broken::damaged(format_args!(
                "its list of parts says where '{name}' is, and it is not there"
            )));
        }
        let further =
            u64::from(two(&head, 26).unwrap_or(0)) + u64::from(two(&head, 28).unwrap_or(0));
        seek(&mut self.bytes, part.at.saturating_add(30 + further))?;
        Ok(Some(part))
    }
}

impl Part {
    /// Looks at what the list says before a byte is unpacked.
    fn may_be_unpacked(self, name: &str) -> Result<(), Broken> {
        if self.doubled {
            return Err(Broken::damaged(format_args!("it has '{name}' twice")));
        }
        if self.encrypted {
            let (what, next) = PASSWORD;
            return Err(Broken::new(what, next));
        }
        if !matches!(self.method, 0 | 8) {
            return Err(Broken::new(
                format!(
                    "the workbook is packed in a way that is not read (method {})",
                    self.method
                ),
                SAVE_AGAIN,
            ));
        }
        if self.size > MOST_UNPACKED {
            return Err(Broken::new(
                format!(
                    "'{name}' has {} MB when it is unpacked; at most {} MB are read",
                    self.size / MB,
                    MOST_UNPACKED / MB
                ),
                SAVE_AS_CSV,
            ));
        }
        if self.size > SMALL && self.size / MOST_RATIO > self.packed {
            return Err(Broken::new(
                format!(
                    "'{name}' has {} MB when it is unpacked, more than {MOST_RATIO} times what it has in the file; no sheet with leads is like that",
                    self.size / MB
                ),
                SAVE_AS_CSV,
            ));
        }
        Ok(())
    }
}

/// A part while it is unpacked. Every byte is counted: more than the list said, fewer, or others are an error.
pub(super) struct Unpacked<'a> {
    name: String,
    from: Packed<'a>,
    part: Part,
    count: u64,
    checksum: Crc,
}

enum Packed<'a> {
    Stored(Take<Box<dyn Read + Send + 'a>>),
    Deflated(DeflateDecoder<BufReader<Take<Box<dyn Read + Send + 'a>>>>),
}

impl<'a> Unpacked<'a> {
    fn new(name: &str, part: Part, bytes: Box<dyn Read + Send + 'a>) -> Self {
        let packed = bytes.take(part.packed);
        let from = if part.method == 0 {
            Packed::Stored(packed)
        } else {
            Packed::Deflated(DeflateDecoder::new(BufReader::with_capacity(
                64 * 1024,
                packed,
            )))
        };
        Self {
            name: name.to_owned(),
            from,
            part,
            count: 0,
            checksum: Crc::new(),
        }
    }

    fn unlike(&self) -> Broken {
        Broken::damaged(format_args!(
            "what is packed as '{}' is not what its list of parts says",
            self.name
        ))
    }
}

impl Read for Unpacked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let read = match &mut self.from {
            Packed::Stored(from) => from.read(buffer),
            Packed::Deflated(from) => from.read(buffer),
        }
        .map_err(|error| Broken::of(&error))?;
        self.count += read as u64;
        self.checksum.update(buffer.get(..read).unwrap_or_default());
        let ended = read == 0;
        let wrong = self.count != self.part.size || self.checksum.sum() != self.part.checksum;
        if self.count > self.part.size || (ended && wrong) {
            return Err(self.unlike().into());
        }
        Ok(read)
    }
}

/// A name as parts are looked for: some programs write `\` between folders, and case does not count.
fn plain_name(name: &str) -> String {
    let name = name.replace('\\', "/").to_ascii_lowercase();
    name.trim_start_matches('/').to_owned()
}

/// The list of parts, which stands at the end of the file.
fn list(bytes: &mut Box<dyn Bytes>) -> Result<Vec<u8>, Broken> {
    let length = bytes
        .seek(SeekFrom::End(0))
        .map_err(|error| Broken::of(&error))?;
    let begin = length.saturating_sub(END as u64 + LONGEST_COMMENT);
    seek(bytes, begin)?;
    let mut tail = Vec::new();
    let read = bytes.take(length - begin).read_to_end(&mut tail);
    read.map_err(|error| Broken::of(&error))?;
    let at = memchr::memmem::rfind(&tail, LIST_END).ok_or_else(cut_off)?;
    let end = tail.get(at..).unwrap_or_default();
    let place = |offset| four(end, offset).map(u64::from);
    let (mut size, mut from) = place(12).zip(place(16)).ok_or_else(cut_off)?;
    let before = at.checked_sub(20).and_then(|at| tail.get(at..));
    if let Some(before) = before.filter(|before| four(before, 0) == Some(LIST_END_64_AT)) {
        (size, from) = large_list(bytes, eight(before, 8).unwrap_or(u64::MAX))?;
    }
    if size > MOST_LISTED {
        return Err(Broken::new(
            "the workbook has far too many parts",
            SAVE_AS_CSV,
        ));
    }
    if from.saturating_add(size) > length {
        return Err(cut_off());
    }
    seek(bytes, from)?;
    let mut list = vec![0; usize::try_from(size).unwrap_or(0)];
    fill(bytes, &mut list)?;
    Ok(list)
}

/// Size and place of the list where the file is written for sizes beyond 4 GB.
fn large_list(bytes: &mut Box<dyn Bytes>, at: u64) -> Result<(u64, u64), Broken> {
    let mut end = [0; 56];
    seek(bytes, at)?;
    fill(bytes, &mut end)?;
    let right = four(&end, 0) == Some(LIST_END_64);
    let places = eight(&end, 40).zip(eight(&end, 48));
    places.filter(|_| right).ok_or_else(cut_off)
}

fn cut_off() -> Broken {
    Broken::new(
        "the workbook is cut off or damaged: its end is missing",
        "Copy or download it again.",
    )
}

fn parts(list: &[u8]) -> HashMap<String, Part> {
    let mut parts: HashMap<String, Part> = HashMap::new();
    let mut rest = list;
    while let Some((name, part, behind)) = listed(rest) {
        rest = behind;
        let known = parts.entry(plain_name(&name));
        known
            .and_modify(|known| known.doubled = true)
            .or_insert(part);
    }
    parts
}

/// The first part of a list, and what stands behind it.
fn listed(list: &[u8]) -> Option<(String, Part, &[u8])> {
    if four(list, 0)? != LISTED {
        return None;
    }
    let length = |offset| two(list, offset).map(usize::from);
    let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
    let text = String::from_utf8_lossy(list.get(46..46 + name)?).into_owned();
    let mut part = Part {
        method: two(list, 10)?,
        encrypted: two(list, 8)? & 1 == 1,
        checksum: four(list, 16)?,
        packed: u64::from(four(list, 20)?),
        size: u64::from(four(list, 24)?),
        at: u64::from(four(list, 42)?),
        doubled: false,
    };
    let behind = 46 + name;
    part.enlarge(list.get(behind..behind + extra)?);
    Some((text, part, list.get(behind + extra + comment..)?))
}

impl Part {
    /// Takes the sizes that do not fit in four bytes from behind the name.
    fn enlarge(&mut self, mut extra: &[u8]) {
        while let Some((kind, length)) = two(extra, 0).zip(two(extra, 2)) {
            let end = 4 + usize::from(length);
            if kind == 1 {
                let mut large = extra.get(4..end).unwrap_or_default();
                for place in [&mut self.size, &mut self.packed, &mut self.at] {
                    if *place == u64::from(u32::MAX)
                        && let Some(value) = eight(large, 0)
                    {
                        *place = value;
                        large = large.get(8..).unwrap_or_default();
                    }
                }
            }
            extra = extra.get(end..).unwrap_or_default();
        }
    }
}

fn seek(bytes: &mut Box<dyn Bytes>, at: u64) -> Result<(), Broken> {
    let sought = bytes.seek(SeekFrom::Start(at));
    sought.map(drop).map_err(|error| Broken::of(&error))
}

fn fill(bytes: &mut Box<dyn Bytes>, buffer: &mut [u8]) -> Result<(), Broken> {
    bytes
        .read_exact(buffer)
        .map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => cut_off(),
            _ => Broken::of(&error),
        })
}

fn two(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(u16::from_le_bytes(*bytes))
}

fn four(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*bytes))
}

fn eight(bytes: &[u8], at: usize) -> Option<u64> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(u64::from_le_bytes(*bytes))
}
