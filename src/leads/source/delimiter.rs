//! What separates the cells of a row, and telling it from the first rows.

use csv::{ByteRecord, ReaderBuilder};

/// So many rows are looked at.
const COMPARED: usize = 100;

/// What separates the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
    /// `|`
    Bar,
}

impl Delimiter {
    /// All of them, in the order in which a tie is decided.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Bar];

    /// The byte in the file.
    #[must_use]
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
            Self::Bar => "bar",
        }
    }

    /// Reads the character itself, its word, or `\t`; none for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|delimiter| {
            text == delimiter.word()
                || text.as_bytes() == [delimiter.byte()]
                || (text == "\\t" && *delimiter == Self::Tab)
        })
    }

    /// The one that cuts the first rows best: into as many cells as the header has, and into many. Where no one cuts the
    /// first line so, titles may stand above the header, and the most usual width decides; in the end the one that stands
    /// most often in the first line, and the comma when there is none.
    #[must_use]
    pub(crate) fn of_beginning(text: &[u8]) -> Self {
        let by_header = counts_in_header(text);
        let cuts = Self::ALL.map(|delimiter| Cut::of(text, delimiter));
        let best = |measure: fn(&Cut) -> usize| {
            let measured = cuts.iter().zip(by_header).zip(Self::ALL);
            let measured =
                measured.map(|((cut, count), delimiter)| ((measure(cut), count), delimiter));
            // Of equals the first one.
            let best = measured.rev().max_by_key(|(measured, _)| *measured);
            best.filter(|((measured, _), _)| *measured > 0)
        };
        let found = best(Cut::as_the_header).or_else(|| best(Cut::as_most));
        let in_header = || {
            Self::ALL
                .into_iter()
                .zip(by_header)
                .rev()
                .max_by_key(|(_, count)| *count)
        };
        let found = found.map(|(_, delimiter)| delimiter);
        found
            .or_else(|| in_header().map(|(delimiter, _)| delimiter))
            .unwrap_or(Self::Comma)
    }
}

/// How a delimiter cuts the first rows.
struct Cut {
    /// Cells of the first row.
    header: usize,
    /// Cells of the other rows.
    rows: Vec<usize>,
}

impl Cut {
    fn of(text: &[u8], delimiter: Delimiter) -> Self {
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter.byte())
            .has_headers(false)
            .flexible(true)
            .from_reader(text);
        let (mut widths, mut record) = (Vec::new(), ByteRecord::new());
        while widths.len() < COMPARED && reader.read_byte_record(&mut record).unwrap_or(false) {
            widths.push(record.len());
        }
        let mut widths = widths.into_iter();
        Self {
            header: widths.next().unwrap_or(0),
            rows: widths.collect(),
        }
    }

    /// Rows that are as wide as the header, times the header's delimiters; 0 where the header is not cut.
    fn as_the_header(&self) -> usize {
        let alike = self.rows.iter().filter(|width| **width == self.header);
        alike.count() * self.header.saturating_sub(1)
    }

    /// The same for the width that most rows have.
    fn as_most(&self) -> usize {
        let of = |width: &usize| {
            let alike = self
                .rows
                .iter()
                .chain([&self.header])
                .filter(|other| *other == width);
            alike.count() * width.saturating_sub(1)
        };
        self.rows
            .iter()
            .chain([&self.header])
            .map(of)
            .max()
            .unwrap_or(0)
    }
}

/// How often each delimiter stands in the first line outside quotation marks.
fn counts_in_header(text: &[u8]) -> [usize; 4] {
    let mut counts = [0_usize; 4];
    for byte in unquoted_header(text) {
        for (count, delimiter) in counts.iter_mut().zip(Delimiter::ALL) {
            *count += usize::from(byte == delimiter.byte());
        }
    }
    counts
}

/// The bytes of the first line that is not empty, without what stands in quotation marks.
fn unquoted_header(text: &[u8]) -> impl Iterator<Item = u8> {
    let ends_line = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let mut quoted = false;
    text.iter()
        .skip_while(move |byte| ends_line(byte))
        .map(move |byte| {
            quoted ^= *byte == b'"';
            (*byte, quoted)
        })
        .take_while(move |(byte, quoted)| *quoted || !ends_line(byte))
        .filter(|(_, quoted)| !quoted)
        .map(|(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_cuts_header_and_rows_alike() {
        for (text, delimiter) in [
            ("a,b;c,d\n1;2;3;4;5", Delimiter::Semicolon),
            ("id,x,list\n1,a;b;c\n", Delimiter::Comma),
            ("\"a,b,c\";d\n", Delimiter::Semicolon),
            ("a\tb\n1,2\t3,4", Delimiter::Tab),
            ("a|b", Delimiter::Bar),
            ("\r\n\n\"two\nlines\"|b\r\nx,y,z|1", Delimiter::Bar),
            ("only", Delimiter::Comma),
            ("", Delimiter::Comma),
            (
                "id;Street, House, Town, Land, More;n\n1;x;5\n",
                Delimiter::Semicolon,
            ),
            ("id,list\n1,a;b;c\n2,a;b;c\n", Delimiter::Comma),
            (
                "name;address\nAnn;Street 1, Town, Land\n",
                Delimiter::Semicolon,
            ),
            (
                "Leads, all, of them\n\nid;n;m\n1;2,5;3\n2;1,5;4\n",
                Delimiter::Semicolon,
            ),
            ("id,a,b\n1,2,3,\n2,3,4,\n", Delimiter::Comma),
        ] {
            assert_eq!(
                Delimiter::of_beginning(text.as_bytes()),
                delimiter,
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_delimiter_can_be_written_in_three_ways() {
        assert_eq!(Delimiter::parse("tab"), Some(Delimiter::Tab));
        assert_eq!(Delimiter::parse("\\t"), Some(Delimiter::Tab));
        assert_eq!(Delimiter::parse("\t"), Some(Delimiter::Tab));
        assert_eq!(Delimiter::parse(";"), Some(Delimiter::Semicolon));
        assert_eq!(Delimiter::parse("::"), None);
    }
}
