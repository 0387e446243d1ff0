//! The rows of the scored output, as [`crate::Output`] writes them.

use crate::output::{
    OutputForm, begins_formula, write_cell, write_grades, write_id, write_reasons,
};
use leadpact_definition::{Compiled, Tally};

/// What is the same in many rows, written once.
pub struct Texts {
    /// By stage, each after its comma.
    stages: Vec<Vec<u8>>,
    /// By owner, each after its comma.
    owners: Vec<Vec<u8>>,
    owned: bool,
    grades: bool,
    form: OutputForm,
}

/// The id of a lead.
#[derive(Clone, Copy)]
pub enum Id<'i> {
    /// To be written as it is.
    Plain(&'i [u8]),
    /// Any text.
    Text(&'i str),
}

/// The bytes of an id that is its own cell: nothing to strip, to quote or to neutralise. None: look closer.
pub fn plain(raw: &[u8]) -> Option<&[u8]> {
    let first = raw.first()?;
    let formula = begins_formula(char::from(*first).encode_utf8(&mut [0; 4]));
    let plain = |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',');
    (!formula && raw.iter().all(plain)).then_some(raw)
}

impl Texts {
    /// For the stages of this definition.
    pub fn new(compiled: &Compiled, form: OutputForm) -> Self {
        let cell = |cell: &str| {
            let mut text = b",".to_vec();
            // Writing to memory cannot fail.
            let _ = write_cell(&mut text, cell);
            text
        };
        Self {
            stages: compiled.stage_ids().map(cell).collect(),
            owners: compiled.owner_names().map(cell).collect(),
            owned: compiled.has_owner(),
            grades: compiled.grade_names().next().is_some(),
            form,
        }
    }

    /// Writes the row of one lead at the end of `to`.
    pub fn write(&self, to: &mut Vec<u8>, compiled: &Compiled, id: Id<'_>, tally: &Tally) {
        match id {
            Id::Plain(bytes) => to.extend_from_slice(bytes),
            Id::Text(text) => {
                let _ = write_id(to, text, self.form);
            }
        }
        for points in &tally.scores {
            to.push(b',');
            if let Some(points) = points {
                number(to, *points);
            }
        }
        to.push(b',');
        if self.grades {
            let mut text = String::new();
            compiled.grade_into(tally, &mut text);
            let _ = write_cell(to, &text);
        }
        for stage in &tally.stages {
            match stage.and_then(|stage| self.stages.get(stage)) {
                Some(text) => to.extend_from_slice(text),
                None => to.push(b','),
            }
        }
        to.push(b',');
        to.extend_from_slice(tally.status.word().as_bytes());
        if self.owned {
            match tally.owner.and_then(|owner| self.owners.get(owner)) {
                Some(text) => to.extend_from_slice(text),
                None => to.push(b','),
            }
        }
        if self.form.reasons {
            to.push(b',');
            let _ = write_reasons(to, &mut String::new(), compiled, tally);
        }
        let _ = write_grades(to, compiled, tally);
        to.push(b'\n');
    }
}

/// Writes a whole number in decimal digits.
fn number(to: &mut Vec<u8>, number: i64) {
    let mut digits = [0_u8; 20];
    let mut begin = digits.len();
    let mut left = number.unsigned_abs();
    for (place, digit) in digits.iter_mut().enumerate().rev() {
        *digit = b'0' + (left % 10) as u8;
        left /= 10;
        begin = place;
        if left == 0 {
            break;
        }
    }
    if number < 0 {
        to.push(b'-');
    }
    to.extend_from_slice(digits.get(begin..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_decimal_digits() {
        for (value, text) in [
            (0, "0"),
            (7, "7"),
            (-100, "-100"),
            (i64::MAX, "9223372036854775807"),
            (i64::MIN, "-9223372036854775808"),
        ] {
            let mut to = Vec::new();
            number(&mut to, value);
            assert_eq!(to, text.as_bytes());
        }
    }

    #[test]
    fn an_id_is_plain_when_nothing_is_to_be_done_with_it() {
        assert_eq!(plain(b"a-17"), Some(b"a-17".as_slice()));
        for raw in ["", " a", "a ", "-5", "=1", "a,b", "\"a\"", "é", "a\r"] {
            assert_eq!(plain(raw.as_bytes()), None, "{raw:?}");
        }
    }
}
