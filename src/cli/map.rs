//! `leadpact map RULES LEADS.csv`.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::frame::FrameOptions;
use crate::cli::inputs::watch;
use crate::cli::rules::Whole;
use crate::cli::{Error, aside, crm_map};
use leadpact_files::{self as files, Expected, Fault, neutral_line, outlet};
use leadpact_leads::proposal::{
    Cells, EventFound, FieldFound, How, Profile, Proposal, propose, write,
};
use leadpact_leads::{Crm, Delimiter, Encoding, Input, Layout, Rows, header, open, proposal};
use leadpact_workshop::number::grouped;

/// Propose where an export keeps what the rules ask for, and how it writes it.
///
/// Looks at the file, prints a table of what was found, and writes a mapping file for --map. It guesses, so look it
/// over: 'leadpact score' takes nothing but what stands there. It is put over the mapping that lies beside the rules.
/// With --crm it looks at no file: it writes what that CRM itself calls the facts of the templates.
#[derive(Debug, clap::Args)]
pub struct Map {
    /// The rule file
    rules: PathBuf,
    /// The leads, a CSV file with a header; - reads standard input
    #[arg(required_unless_present = "crm")]
    leads: Option<PathBuf>,
    /// Write what this CRM itself calls the facts, without looking at an export
    #[arg(long, value_name = "CRM", value_parser = crm_map::crm, conflicts_with = "leads")]
    crm: Option<Crm>,
    /// Write the mapping to this file; - prints it. Without it, LEADS.mapping.yaml or CRM.mapping.yaml in the current
    /// folder
    #[arg(short, long, value_name = "MAP.yaml")]
    output: Option<PathBuf>,
    /// Look at so many rows
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    rows: u64,
    /// What separates the cells of the leads: , ; | or tab; found in the first rows when not given
    #[arg(long, value_name = "DELIMITER", value_parser = super::inputs::delimiter)]
    delimiter: Option<Delimiter>,
    /// How letters are written in the leads; told from the first bytes when not given
    #[arg(long, value_name = "NAME", value_parser = super::inputs::encoding)]
    encoding: Option<Encoding>,
    /// The sheet of a workbook (.xlsx) with the leads: its name, or its number from 1; the first that is not hidden when
    /// not given
    #[arg(long, value_name = "SHEET")]
    sheet: Option<String>,
    #[command(flatten)]
    frame: FrameOptions,
    /// Replace an older mapping file
    #[arg(long)]
    force: bool,
}

impl Map {
    /// Prints the table and writes the mapping. Status 1: a field that the rules ask for was not found.
    ///
    /// # Errors
    /// The rules or the leads cannot be used, or the mapping cannot be written.
    pub fn run(self) -> Result<u8, Error> {
        let whole = Whole::load(&self.rules, None)?;
        let (leads, output) = match (&self.leads, self.crm) {
            (Some(leads), _) => (leads, self.free(usual(leads))?),
            (None, Some(crm)) => return self.of_crm(crm, &whole),
            (None, None) => {
                let words = "Name the leads, or a CRM with --crm.";
                return Err(Error::Words(words.to_owned()));
            }
        };
        let printed = output == Path::new("-");
        let layout = Layout {
            delimiter: self.delimiter,
            encoding: self.encoding,
            sheet: self.sheet.clone(),
            ..self.frame.layout()
        };
        let source = open(&Input::named(leads), &layout)?;
        let mut rows = Rows::new(source)?;
        let spec = &whole.base.spec;
        rows.look_for_header(&|header| header::matched(spec, header, None))?;
        rows.take_likely_header()?;
        // How many of the file's bytes the first rows have cannot be known.
        watch(&mut rows, false, None);
        let profile = Profile::of(&mut rows, self.rows)?;
        let name = rows.title();
        let frame = rows.frame().lines();
        // The line that tells how far it is goes before the result comes.
        drop(rows);
        let proposal = propose(&whole.base.spec, &whole.base.compiled, &profile);
        let text = write(&proposal)?;
        let table = table(&name, &frame, &profile, &proposal);
        if printed {
            outlet::aside().write_all(table.as_bytes())?;
            outlet::data().write_all(text.as_bytes())?;
        } else {
            files::save(&output, text.as_bytes(), Expected::Anything)?;
            files::MAPPING_SCHEMA.write_beside(&output)?;
            outlet::words().write_all(table.as_bytes())?;
            let name = files::path_word(&output);
            writeln!(
                outlet::words(),
                "\nWritten: {name}. Look it over, then score with --map {name}."
            )?;
        }
        Ok(u8::from(proposal.lacking().next().is_some()))
    }

    /// The file to write to, where none is in the way; `usual`: where none is named.
    fn free(&self, usual: PathBuf) -> Result<PathBuf, Fault> {
        let output = self.output.clone().unwrap_or(usual);
        if output == Path::new("-") || self.force || !output.exists() {
            return Ok(output);
        }
        let what = "this file is there already";
        let next = "Replace it with --force, or name another one with -o.";
        Err(Fault::new(&output.to_string_lossy(), what, next))
    }

    /// Writes what a CRM itself calls the facts.
    fn of_crm(&self, crm: Crm, whole: &Whole) -> Result<u8, Error> {
        let output = self.free(PathBuf::from(format!("{}.mapping.yaml", crm.word())))?;
        let (text, said) = crm_map::written(crm, &whole.base.spec)?;
        if output == Path::new("-") {
            outlet::data().write_all(text.as_bytes())?;
            aside(said);
            return Ok(0);
        }
        files::save(&output, text.as_bytes(), Expected::Anything)?;
        files::MAPPING_SCHEMA.write_beside(&output)?;
        let name = files::path_word(&output);
        writeln!(
            outlet::words(),
            "{said}\nWritten: {name}. Look it over, then score with --map {name}."
        )?;
        Ok(0)
    }
}

/// `export.csv` is mapped in `export.mapping.yaml`.
fn usual(leads: &Path) -> PathBuf {
    let stem = leads
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    let stem = stem
        .filter(|stem| stem != "-")
        .unwrap_or_else(|| "leads".to_owned());
    PathBuf::from(format!("{stem}.mapping.yaml"))
}

/// The width of the table.
const WIDTH: usize = 80;

fn table(name: &str, frame: &[String], profile: &Profile, proposal: &Proposal) -> String {
    let rows = grouped(&profile.rows.to_string());
    let first = if profile.more { "the first " } else { "" };
    let mut text = format!(
        "{first}{rows} rows of {}, {} columns\n",
        neutral_line(name),
        profile.columns.len()
    );
    for line in frame {
        let _ = writeln!(text, "{line}");
    }
    match &proposal.lead_id {
        Some((header, how)) => {
            let _ = writeln!(text, "lead id: '{}' ({})", neutral_line(header), how.word());
        }
        None => text.push_str("lead id: no column; leads would be numbered\n"),
    }
    let _ = writeln!(
        text,
        "\n{}",
        row("field", "column", "found", "filled", "understood")
    );
    for field in proposal
        .fields
        .iter()
        .filter(|field| field.asked || field.column.is_some())
    {
        field_lines(&mut text, field);
    }
    for event in proposal.events.iter().filter(|event| event.asked) {
        event_lines(&mut text, event);
    }
    if !proposal.unused.is_empty() {
        text.push_str("\nColumns that nothing uses:\n");
        wrapped(&mut text, &quoted(&proposal.unused));
    }
    text
}

fn row(id: &str, column: &str, how: &str, filled: &str, understood: &str) -> String {
    let line = format!(
        "{} {} {} {filled:>7} {understood:>11}",
        fitted(id, 19),
        fitted(column, 28),
        fitted(how, 11)
    );
    line.trim_end().to_owned()
}

/// A text in so many columns of the screen, cut or filled up.
fn fitted(text: &str, width: usize) -> String {
    use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
    let line = neutral_line(text);
    if line.width() <= width {
        let gap = width - line.width();
        return format!("{line}{}", " ".repeat(gap));
    }
    let mut kept = String::new();
    for letter in line.chars() {
        if kept.width() + letter.width().unwrap_or(0) + 1 > width {
            break;
        }
        kept.push(letter);
    }
    kept.push('…');
    let gap = width.saturating_sub(kept.width());
    format!("{kept}{}", " ".repeat(gap))
}

fn field_lines(text: &mut String, field: &FieldFound) {
    let Some((header, how)) = &field.column else {
        let found = if field.optional {
            "optional"
        } else {
            "NOT FOUND"
        };
        let _ = writeln!(text, "{}", row(&field.id, "-", found, "", ""));
        if !field.near.is_empty() {
            wrapped(text, &format!("nearest: {}", quoted(&field.near)));
        }
        return;
    };
    let cells = &field.cells;
    let _ = writeln!(
        text,
        "{}",
        row(
            &field.id,
            header,
            how.word(),
            &proposal::percent(cells.filled, cells.rows),
            &proposal::percent(cells.understood, cells.filled)
        )
    );
    cell_lines(text, field, cells);
}

fn cell_lines(text: &mut String, field: &FieldFound, cells: &Cells) {
    let dialect = field.mapping.dialect_in_words();
    let mut parts = Vec::new();
    if !cells.examples.is_empty() {
        parts.push(quoted(&cells.examples));
    }
    if !dialect.is_empty() {
        parts.push(dialect);
    }
    if !parts.is_empty() {
        wrapped(text, &parts.join("; "));
    }
    if !cells.unclear.is_empty() {
        wrapped(text, &format!("not understood: {}", quoted(&cells.unclear)));
    }
    for note in &cells.notes {
        wrapped(text, &format!("look: {note}"));
    }
}

fn event_lines(text: &mut String, event: &EventFound) {
    let parts = [("count", &event.count), ("last", &event.last)];
    let mut any = false;
    for (part, column) in parts {
        if let Some((header, how)) = column {
            any = true;
            let id = format!("{}, {part}", event.id);
            let _ = writeln!(text, "{}", row(&id, header, How::word(*how), "", ""));
        }
    }
    if !any {
        let _ = writeln!(
            text,
            "{}",
            row(&event.id, "- (or an event log)", "no column", "", "")
        );
    }
    for note in &event.notes {
        wrapped(text, &format!("look: {note}"));
    }
}

fn quoted(cells: &[String]) -> String {
    let quoted: Vec<String> = cells
        .iter()
        .map(|cell| format!("'{}'", neutral_line(cell)))
        .collect();
    quoted.join(", ")
}

/// Writes words in lines of the table's width, set in.
fn wrapped(text: &mut String, words: &str) {
    use unicode_width::UnicodeWidthStr;
    let mut line = String::from("   ");
    for word in neutral_line(words).split(' ') {
        if line.width() + 1 + word.width() > WIDTH && line.trim() != "" {
            let _ = writeln!(text, "{line}");
            line = String::from("   ");
        }
        line.push(' ');
        line.push_str(word);
    }
    let _ = writeln!(text, "{line}");
}
