//! The scored output: one CSV row per lead.

use std::io::{self, Write};

use leadpact_definition::{Compiled, LeadStatus, Tally};

/// What is wanted of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutputForm {
    /// A column for what counted.
    pub reasons: bool,
    /// Ids as they stand in the leads, also those that a spreadsheet would run.
    pub raw_ids: bool,
}

/// Writes scored leads as CSV: `id`, a column per score in file order, `grade`, `stage`, `stage_TRACK` for each other
/// track, `status`, `owner` where a stage of the main track has a routing, `reasons` if wanted, and with several grades `grade_NAME` for each. Cells are separated by commas, rows end with LF.
#[derive(Debug)]
pub struct Output<W> {
    to: W,
    form: OutputForm,
    text: String,
}

impl<W: Write> Output<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// `to` cannot be written to.
    pub fn new(mut to: W, compiled: &Compiled, form: OutputForm) -> io::Result<Self> {
        to.write_all(b"id")?;
        for score in compiled.score_names() {
            write!(to, ",{score}")?;
        }
        to.write_all(b",grade,stage")?;
        for track in compiled.tracks().iter().skip(1) {
            to.write_all(b",")?;
            write_cell(&mut to, &format!("stage_{track}"))?;
        }
        to.write_all(b",status")?;
        if compiled.has_owner() {
            to.write_all(b",owner")?;
        }
        if form.reasons {
            to.write_all(b",reasons")?;
        }
        for column in compiled.grade_columns() {
            to.write_all(b",")?;
            write_cell(&mut to, &column)?;
        }
        to.write_all(b"\n")?;
        Ok(Self {
            to,
            form,
            text: String::new(),
        })
    }

    /// What is wanted of it.
    #[must_use]
    pub fn form(&self) -> OutputForm {
        self.form
    }

    /// Writes one lead. Its id, unless that is wanted raw, grade, stages and owner are neutralised where a spreadsheet
    /// would run them.
    ///
    /// # Errors
    /// The output cannot be written to.
    pub fn write(&mut self, compiled: &Compiled, id: &str, tally: &Tally) -> io::Result<()> {
        write_id(&mut self.to, id, self.form)?;
        for points in &tally.scores {
            self.to.write_all(b",")?;
            if let Some(points) = points {
                write!(self.to, "{points}")?;
            }
        }
        self.to.write_all(b",")?;
        self.text.clear();
        compiled.grade_into(tally, &mut self.text);
        write_cell(&mut self.to, &self.text)?;
        for stage in &tally.stages {
            self.to.write_all(b",")?;
            let id = stage.and_then(|stage| compiled.stage_id(stage));
            write_cell(&mut self.to, id.unwrap_or_default())?;
        }
        self.to.write_all(b",")?;
        self.to.write_all(status(tally.status))?;
        if compiled.has_owner() {
            self.to.write_all(b",")?;
            write_cell(&mut self.to, compiled.owner(tally).unwrap_or_default())?;
        }
        if self.form.reasons {
            self.to.write_all(b",")?;
            write_reasons(&mut self.to, &mut self.text, compiled, tally)?;
        }
        write_grades(&mut self.to, compiled, tally)?;
        self.to.write_all(b"\n")
    }

    /// Writes rows that are made already, each with its LF.
    ///
    /// # Errors
    /// The output cannot be written to.
    pub(crate) fn write_rows(&mut self, rows: &[u8]) -> io::Result<()> {
        self.to.write_all(rows)
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// The output cannot be written to.
    pub fn finish(mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Writes what counted as one cell, by way of `text`.
pub(super) fn write_reasons(
    to: &mut impl Write,
    text: &mut String,
    compiled: &Compiled,
    tally: &Tally,
) -> io::Result<()> {
    use std::fmt::Write as _;
    text.clear();
    for hit in &tally.hits {
        if !text.is_empty() {
            text.push(';');
        }
        let id = compiled.criterion_id(hit.criterion).unwrap_or_default();
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{id}:{}", hit.points);
    }
    write_cell(to, text)
}

/// Writes each of several grades as a cell, after its comma.
pub(super) fn write_grades(
    to: &mut impl Write,
    compiled: &Compiled,
    tally: &Tally,
) -> io::Result<()> {
    for (_, grade) in compiled.grade_columns().zip(compiled.each_grade(tally)) {
        to.write_all(b",")?;
        write_cell(to, grade.unwrap_or_default())?;
    }
    Ok(())
}

fn status(status: LeadStatus) -> &'static [u8] {
    status.word().as_bytes()
}

/// Whether a spreadsheet could take a cell that begins so for a formula.
/// Source: OWASP, "CSV Injection", with the full-width forms of the same marks.
#[must_use]
pub(crate) fn begins_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Writes an id as one cell, as the form wants it.
pub(super) fn write_id(to: &mut impl Write, id: &str, form: OutputForm) -> io::Result<()> {
    if form.raw_ids {
        write_quoted(to, b"", id)
    } else {
        write_cell(to, id)
    }
}

/// Writes a text as one cell: with `'` before what would be a formula, in quotation marks where CSV needs them.
pub(super) fn write_cell(to: &mut impl Write, text: &str) -> io::Result<()> {
    let mark: &[u8] = if begins_formula(text) { b"'" } else { b"" };
    write_quoted(to, mark, text)
}

/// Writes a mark and a text as one cell, in quotation marks where CSV needs them.
fn write_quoted(to: &mut impl Write, mark: &[u8], text: &str) -> io::Result<()> {
    if !text
        .bytes()
        .any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n'))
    {
        to.write_all(mark)?;
        return to.write_all(text.as_bytes());
    }
    to.write_all(b"\"")?;
    to.write_all(mark)?;
    for (place, part) in text.split('"').enumerate() {
        if place > 0 {
            to.write_all(b"\"\"")?;
        }
        to.write_all(part.as_bytes())?;
    }
    to.write_all(b"\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> String {
        let mut bytes = Vec::new();
        write_cell(&mut bytes, text).expect("memory");
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn a_cell_is_quoted_only_where_csv_needs_it() {
        assert_eq!(cell(""), "");
        assert_eq!(cell("1234567890123456789"), "1234567890123456789");
        assert_eq!(cell("a b;c"), "a b;c");
        assert_eq!(cell("Acme, Inc"), "\"Acme, Inc\"");
        assert_eq!(cell("the \"Ace\""), "\"the \"\"Ace\"\"\"");
        assert_eq!(cell("two\nlines"), "\"two\nlines\"");
    }

    #[test]
    fn a_spreadsheet_does_not_run_a_cell() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-5", "'-5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "\"'\r=1\""),
            (
                "=HYPERLINK(\"x\",\"y\")",
                "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"",
            ),
            ("＝1", "'＝1"),
            ("a=1", "a=1"),
        ] {
            assert_eq!(cell(text), written);
        }
    }

    #[test]
    fn a_raw_id_stands_there_as_in_the_leads() {
        let raw = OutputForm {
            raw_ids: true,
            ..OutputForm::default()
        };
        for (id, written) in [
            ("-5", "-5"),
            ("+49 30", "+49 30"),
            ("=1,2", "\"=1,2\""),
            ("@\"x\"", "\"@\"\"x\"\"\""),
            ("＝1", "＝1"),
            ("'-5", "'-5"),
        ] {
            let mut bytes = Vec::new();
            write_id(&mut bytes, id, raw).expect("memory");
            assert_eq!(String::from_utf8(bytes).expect("text"), written);
        }
    }
}
