//! Where the cells of a block end.
//!
//! A block is looked at 64 bytes at a time. Each mark of CSV becomes a word with a bit per byte, and a few operations on
//! these words tell for all 64 bytes which of them stand in quotation marks.
//! Source for the prefix of exclusive ors: Langdale, Lemire, "Parsing Gigabytes of JSON per Second", 2019, section 3.1.1.

use crate::fast::line::Line;
use crate::fast::row::Cells;

/// Zero bytes that stand behind the content of a block, so that 64 bytes can be taken from every place in it.
pub(crate) const PADDING: usize = 64;

/// A block that the general reader must read: a quotation mark in an odd place, a lone carriage return, a mark that is
/// never closed, or the mark that the general reader puts behind the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Irregular;

/// The ends of the cells of a block.
#[derive(Debug, Default)]
pub struct Marks {
    /// The place of the delimiter or line feed behind each cell.
    ends: Vec<u32>,
    /// By line: the number of cells up to its end.
    rows: Vec<u32>,
}

impl Marks {
    /// Finds the ends in `bytes`: content that ends with a line feed, and behind it at least [`PADDING`] zero bytes.
    ///
    /// # Errors
    /// The content is not written as most programs write CSV.
    pub(crate) fn scan(
        &mut self,
        bytes: &[u8],
        length: usize,
        delimiter: u8,
    ) -> Result<(), Irregular> {
        let content = bytes.get(..length).ok_or(Irregular)?;
        self.rows.clear();
        // What stands there from the block before is written over.
        if self.ends.len() < length + 64 {
            self.ends.resize(length + 64, 0);
        }
        let looked_at = length.div_ceil(64) * 64;
        let chunks = bytes.get(..looked_at).ok_or(Irregular)?;
        let has_returns = memchr::memchr2(b'\r', END_MARK, content).is_some();
        let found = if has_returns {
            if memchr::memchr(END_MARK, content).is_some() {
                return Err(Irregular);
            }
            self.chunks::<true>(chunks, delimiter)?
        } else {
            self.chunks::<false>(chunks, delimiter)?
        };
        self.rows.last().map_or(Ok(()), |last| {
            if *last as usize == found {
                Ok(())
            } else {
                Err(Irregular)
            }
        })
    }

    /// `RETURNS`: whether there are carriage returns. The number of ends found.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a block has far less than 4 GiB"
    )]
    fn chunks<const RETURNS: bool>(
        &mut self,
        bytes: &[u8],
        delimiter: u8,
    ) -> Result<usize, Irregular> {
        let mut state = State {
            inside: 0,
            may_open: 1,
            closed: 0,
            returned: 0,
        };
        let mut found = 0;
        let mut odd = 0;
        for (number, chunk) in bytes.as_chunks::<64>().0.iter().enumerate() {
            let quotes = equal(chunk, b'"');
            let delimiters = equal(chunk, delimiter);
            let lines = equal(chunk, b'\n');
            let returns = if RETURNS { equal(chunk, b'\r') } else { 0 };
            let outside = state.outside(quotes, delimiters, lines, returns, &mut odd);
            let mut ends = (delimiters | lines) & outside;
            let mut line_ends = lines & outside;
            while line_ends != 0 {
                let before = ends & (line_ends & line_ends.wrapping_neg()).wrapping_sub(1);
                self.rows.push(found as u32 + before.count_ones() + 1);
                line_ends &= line_ends - 1;
            }
            let Some(slots) = self.ends.get_mut(found..found + 64) else {
                return Err(Irregular);
            };
            let base = (number * 64) as u32;
            found += ends.count_ones() as usize;
            for slot in slots {
                if ends == 0 {
                    break;
                }
                *slot = base + ends.trailing_zeros();
                ends &= ends - 1;
            }
        }
        if odd != 0 || state.inside != 0 || state.returned != 0 {
            return Err(Irregular);
        }
        Ok(found)
    }

    /// The lines of the block that was looked at.
    pub(super) fn lines<'b>(
        &'b self,
        bytes: &'b [u8],
    ) -> impl DoubleEndedIterator<Item = Line<'b>> {
        (0..self.rows.len()).map(|number| self.line(number, bytes))
    }

    #[inline]
    fn line<'b>(&'b self, number: usize, bytes: &'b [u8]) -> Line<'b> {
        let cells_before = |number: usize| self.rows.get(number).map_or(0, |cells| *cells as usize);
        let before = number.checked_sub(1).map_or(0, cells_before);
        let last_before = before.checked_sub(1).and_then(|last| self.ends.get(last));
        let begin = last_before.map_or(0, |end| *end as usize + 1);
        let ends = self
            .ends
            .get(before..cells_before(number))
            .unwrap_or_default();
        Line {
            end: ends.last().map_or(begin, |end| *end as usize),
            cells: Cells { bytes, ends, begin },
        }
    }
}

/// The first byte of what the general reader puts behind the file.
const END_MARK: u8 = 0x1a;

/// What the bytes so far leave to the next.
struct State {
    /// All ones: in quotation marks.
    inside: u64,
    /// One: the byte before lets a quotation mark open a cell.
    may_open: u64,
    /// One: the byte before is a quotation mark that closes.
    closed: u64,
    /// One: the byte before is a carriage return outside quotation marks.
    returned: u64,
}

impl State {
    /// The bytes outside quotation marks. Marks in odd places are added to `odd`.
    fn outside(
        &mut self,
        quotes: u64,
        delimiters: u64,
        lines: u64,
        returns: u64,
        odd: &mut u64,
    ) -> u64 {
        let inside = before_and_at(quotes) ^ self.inside;
        let closing = quotes & !inside;
        let returned = returns & !inside;
        let marks = delimiters | lines | quotes;
        // A quotation mark after a closing one stands for itself within the cell.
        *odd |= quotes & inside & !((marks << 1) | self.may_open);
        *odd |= ((closing << 1) | self.closed) & !(marks | returns);
        *odd |= ((returned << 1) | self.returned) & !lines;
        self.inside = 0_u64.wrapping_sub(inside >> 63);
        self.may_open = marks >> 63;
        self.closed = closing >> 63;
        self.returned = returned >> 63;
        !inside
    }
}

/// Each bit: whether an odd number of bits is set up to and with it.
fn before_and_at(mut bits: u64) -> u64 {
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    bits ^ (bits << 32)
}

/// A bit per byte that is `wanted`.
#[inline]
fn equal(chunk: &[u8; 64], wanted: u8) -> u64 {
    let mut flags = [0_u8; 64];
    for (flag, byte) in flags.iter_mut().zip(chunk) {
        *flag = u8::from(*byte == wanted);
    }
    let mut bits = 0;
    for (place, flags) in flags.as_chunks::<8>().0.iter().enumerate() {
        // Gathers the lowest bit of each byte, in order, in the highest byte.
        let gathered = u64::from_le_bytes(*flags).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        bits |= gathered << (place * 8);
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cells of each line, as they stand in the file.
    fn cells(text: &str) -> Result<Vec<Vec<String>>, Irregular> {
        let mut bytes = text.as_bytes().to_vec();
        bytes.resize(text.len() + PADDING, 0);
        let mut marks = Marks::default();
        marks.scan(&bytes, text.len(), b',')?;
        let rows = marks.lines(&bytes).map(|line| {
            let mut begin = line.cells.begin;
            let cells = line.cells.ends.iter().map(|end| {
                let cell = &text[begin..*end as usize];
                begin = *end as usize + 1;
                cell.to_owned()
            });
            cells.collect()
        });
        Ok(rows.collect())
    }

    #[test]
    fn marks_in_quotation_marks_end_nothing() {
        let expected: [&[&str]; 3] = [
            &["a", "\"b,\nc\"", ""],
            &["\"\"\"d\"\"\"", "\"\"", "e\r"],
            &[""],
        ];
        assert_eq!(
            cells("a,\"b,\nc\",\n\"\"\"d\"\"\",\"\",e\r\n\n").expect("regular"),
            expected
        );
    }

    #[test]
    fn a_cell_may_be_longer_than_what_is_looked_at_at_once() {
        let long = format!("\"{},\n\"", "x\"\"".repeat(70));
        let text = format!("{long},b\n{long},{long}\n");
        assert_eq!(
            cells(&text).expect("regular"),
            [vec![long.clone(), "b".to_owned()], vec![long.clone(), long]]
        );
    }

    #[test]
    fn what_is_written_in_an_odd_way_is_refused() {
        for text in [
            "1,5\" pipe,x\n",
            "\"q\"tail,x\n",
            "a, \"b\"\n",
            "a\rb\n",
            "a\r\r\n",
            "\"open\n",
            "a,\"b\"\r,c\n",
            "\"a\\\"b\"\n",
            "a\x1a\n",
        ] {
            assert_eq!(cells(text), Err(Irregular), "{text:?}");
            for before in 55..70 {
                let text = format!("{}\n{text}", "x".repeat(before));
                assert_eq!(cells(&text), Err(Irregular), "{text:?}");
            }
        }
    }
}
