//! The parts of a workbook as XML, event by event, in bounded memory: no document types, no tag or text without an end,
//! no nesting without an end.

use std::borrow::Cow;
use std::io::{self, BufReader};

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};

use crate::reading::Limited;
use crate::workbook::archive::Unpacked;
use crate::workbook::broken::Broken;

/// A tag or text has at most so many bytes, about: far more than the 32,767 letters of a cell.
const LONGEST: usize = 2 * 1024 * 1024;

/// Nothing in a workbook stands within so many elements.
const DEEPEST: usize = 200;

/// Reads a part.
pub(super) struct Xml<'a> {
    reader: Reader<BufReader<Limited<Unpacked<'a>>>>,
    name: String,
    buffer: Vec<u8>,
    depth: usize,
}

impl<'a> Xml<'a> {
    /// Of a part with this name.
    pub(super) fn new(name: &str, part: Unpacked<'a>) -> Self {
        let limited = Limited {
            inner: part,
            left: LONGEST,
        };
        Self {
            reader: Reader::from_reader(BufReader::with_capacity(64 * 1024, limited)),
            name: name.to_owned(),
            buffer: Vec::new(),
            depth: 0,
        }
    }

    /// The next event.
    pub(super) fn next(&mut self) -> Result<Event<'_>, Broken> {
        self.buffer.clear();
        self.reader.get_mut().get_mut().left = LONGEST;
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(error) => return Err(broken(&self.name, &error)),
        };
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => return Err(with_type(&self.name)),
            Event::Eof if self.depth > 0 => return Err(cut_off(&self.name)),
            _ => {}
        }
        if self.depth > DEEPEST {
            return Err(Broken::damaged(format_args!(
                "in '{}' elements stand within each other without an end",
                self.name
            )));
        }
        Ok(event)
    }

    /// Passes over what is left of an element that has just begun.
    pub(super) fn skip(&mut self) -> Result<(), Broken> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// The text within the element that has just begun, added to `text`.
    pub(super) fn text(&mut self, text: &mut String) -> Result<(), Broken> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            match self.next()? {
                Event::Text(part) => text.push_str(&part.xml10_content()),
                Event::CData(part) => text.push_str(&part.xml10_content()),
                Event::GeneralRef(reference) => text.push(letter(&reference)?),
                _ => {}
            }
            if text.len() > LONGEST {
                return Err(too_long(&self.name));
            }
        }
        Ok(())
    }
}

fn broken(name: &str, error: &Error) -> Broken {
    match error {
        Error::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => too_long(name),
        Error::Io(error) => Broken::of(error),
        Error::Encoding(_) => Broken::damaged(format_args!("'{name}' is not written in UTF-8")),
        other => Broken::damaged(format_args!("'{name}' is no XML ({other})")),
    }
}

fn too_long(name: &str) -> Broken {
    Broken::damaged(format_args!(
        "a tag or text in '{name}' has more than {} MB",
        LONGEST / (1024 * 1024)
    ))
}

fn with_type(name: &str) -> Broken {
    Broken::damaged(format_args!(
        "'{name}' declares a document type, which no workbook has"
    ))
}

fn cut_off(name: &str) -> Broken {
    Broken::damaged(format_args!("'{name}' is cut off"))
}

/// The letter that a reference stands for. Others would have to be declared, and no workbook declares any.
fn letter(reference: &BytesRef<'_>) -> Result<char, Broken> {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return Ok(letter);
    }
    match &**reference {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        other => Err(Broken::damaged(format_args!(
            "'&{other};' stands for nothing"
        ))),
    }
}

/// The value of the attribute with this name, whatever its prefix.
pub(super) fn attribute<'e>(element: &'e BytesStart<'_>, wanted: &str) -> Option<Cow<'e, str>> {
    let mut attributes = element.attributes();
    let found = attributes
        .with_checks(false)
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.local_name().as_ref() == wanted)?;
    // What stands for nothing stays as it is.
    let value = found.normalized_value(XmlVersion::Implicit1_0);
    Some(value.unwrap_or(found.value))
}

/// Whether an attribute says yes.
pub(super) fn says_yes(element: &BytesStart<'_>, wanted: &str) -> bool {
    attribute(element, wanted).is_some_and(|value| matches!(&*value, "1" | "true" | "on"))
}
