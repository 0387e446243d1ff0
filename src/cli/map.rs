//! `leadpact map RULES LEADS.csv`.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::frame::FrameOptions;
use crate::cli::inputs::watch;
use crate::cli::rules::Whole;
use crate::cli::{Error, aside, crm_map};
use jiff::Zoned;
use leadpact_export::MAPPING_ENDING;
use leadpact_files::{self as files, Expected, Fault, neutral_line, outlet};
use leadpact_leads::as_of::depends_on_day;
use leadpact_leads::mapping::FieldMapping;
use leadpact_leads::proposal::{
    Cells, EventFound, FieldFound, How, LogFound, Profile, Proposal, propose, propose_log, write,
};
use leadpact_leads::{
    Crm, Delimiter, Encoding, Input, Layout, Rows, header, open, open_log, proposal,
};
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
    /// The leads, a CSV file or a workbook (.xlsx) with a header; - reads standard input
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
    /// An event log of the leads: propose how it is read, and which of its names mean an event of the rules
    #[arg(long, value_name = "EVENTS.csv", conflicts_with = "crm")]
    events: Option<PathBuf>,
    /// The sheet of a workbook with the event log
    #[arg(long, value_name = "SHEET", requires = "events")]
    events_sheet: Option<String>,
    /// Write what the leads lack as absent: fields as optional, events as not told of, leads without an id as numbered
    #[arg(long, conflicts_with = "crm")]
    missing_as_absent: bool,
    #[command(flatten)]
    frame: FrameOptions,
    /// Replace an older mapping file
    #[arg(long)]
    force: bool,
}

impl Map {
    /// Prints the table and writes the mapping. Status 1: `score` would refuse the leads with it alone.
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
        let mut proposal = propose(&whole.base.spec, &whole.base.compiled, &profile);
        proposal.as_absent = self.missing_as_absent;
        proposal.log = self.log(&whole, leads, &proposal, &profile)?;
        let text = write(&proposal)?;
        let table = table(&name, &frame, &profile, &proposal);
        if printed {
            outlet::aside().write_all(table.as_bytes())?;
            outlet::data().write_all(text.as_bytes())?;
        } else {
            files::save(&output, text.as_bytes(), Expected::Anything)?;
            files::MAPPING_SCHEMA.write_beside(&output)?;
            outlet::words().write_all(table.as_bytes())?;
            let written = files::path_word(&output);
            writeln!(outlet::words(), "\nWritten: {written}. Look it over.")?;
            if !proposal.is_doubled() {
                let next = self.next(&whole, leads, &output, &proposal);
                writeln!(outlet::words(), "Next: {next}")?;
            }
        }
        Ok(self.told(&proposal))
    }

    /// Looks at the event log, where one is named.
    fn log(
        &self,
        whole: &Whole,
        leads: &Path,
        proposal: &Proposal,
        profile: &Profile,
    ) -> Result<Option<LogFound>, Error> {
        let Some(path) = &self.events else {
            return Ok(None);
        };
        let input = Input::named(path);
        if input == Input::Standard && Input::named(leads) == input {
            let words = "Standard input cannot be the leads and the event log at once. Name a file for one of them.";
            return Err(Error::Words(words.to_owned()));
        }
        let layout = Layout {
            delimiter: None,
            encoding: self.encoding,
            sheet: self.events_sheet.clone(),
            ..Layout::default()
        };
        let mut rows = Rows::new(open_log(&input, &layout)?)?;
        watch(&mut rows, false, None);
        let log = Profile::of(&mut rows, self.rows)?;
        let id = proposal.lead_id.as_ref().map(|(header, _)| header);
        let mut columns = profile.columns.iter();
        let ids = columns.find(|column| Some(&column.header) == id);
        let ids = ids.iter().flat_map(|column| column.cells.keys());
        let spec = &whole.base.spec;
        Ok(Some(propose_log(
            spec,
            &log,
            &ids.map(String::as_str).collect::<HashSet<&str>>(),
        )))
    }

    /// The command that scores with what was written, with all that it needs.
    fn next(&self, whole: &Whole, leads: &Path, output: &Path, proposal: &Proposal) -> String {
        let mut words = vec![files::command("score", [self.rules.as_path(), leads])];
        words.push(format!("--map {}", files::path_word(output)));
        if let Some(events) = &self.events {
            words.push(format!("--events {}", files::path_word(events)));
        }
        if depends_on_day(&whole.base.spec, self.events.is_some()) {
            words.push(format!("--as-of {}", Zoned::now().date()));
        }
        if !self.missing_as_absent && !proposal.refused().is_empty() {
            words.push("--missing-as-absent".to_owned());
        }
        let delimiter = self
            .delimiter
            .map(|mark| format!("--delimiter {}", mark.word()));
        let encoding = self
            .encoding
            .map(|encoding| format!("--encoding {}", encoding.name()));
        let sheets = [
            ("--sheet", &self.sheet),
            ("--events-sheet", &self.events_sheet),
        ];
        let sheets = sheets.into_iter().filter_map(|(option, sheet)| {
            Some(format!("{option} {}", files::word(sheet.as_ref()?)))
        });
        words.extend(delimiter.into_iter().chain(encoding).chain(sheets));
        words.extend(self.frame.words());
        words.join(" ")
    }

    /// Says on standard error what the leads lack, and gives the status: 1 where `score` would refuse them.
    fn told(&self, proposal: &Proposal) -> u8 {
        let doubled = proposal
            .fields
            .iter()
            .filter(|field| !field.doubled.is_empty());
        let doubled: Vec<&str> = doubled.map(|field| field.id.as_str()).collect();
        let refused = proposal.refused();
        if !doubled.is_empty() {
            aside(format_args!(
                "leadpact: the header of {} stands in the leads more than once. Rename all but one.",
                doubled.join(", ")
            ));
            return 1;
        }
        if refused.is_empty() || self.missing_as_absent {
            return 0;
        }
        aside(format_args!(
            "leadpact: no column is sure for {}. Take or write one in the mapping file, or say with --missing-as-absent that \
             the leads do not have it.",
            refused.join(", ")
        ));
        1
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
        let output = self.free(PathBuf::from(format!("{}{MAPPING_ENDING}", crm.word())))?;
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
    PathBuf::from(format!("{stem}{MAPPING_ENDING}"))
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
        None if proposal.as_absent || !proposal.lead_id_lacking => {
            text.push_str("lead id: no column; leads are numbered\n");
        }
        None => text.push_str("lead id: NOT FOUND; the rules name a column for it\n"),
    }
    if !proposal.maybe_ids.is_empty() {
        let ids = quoted(&proposal.maybe_ids);
        wrapped(
            &mut text,
            &format!("perhaps, as no cell comes twice: {ids}"),
        );
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
    if let Some(log) = &proposal.log {
        log_lines(&mut text, log);
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
    if let Some((header, how)) = &field.column {
        column_lines(text, &field.id, header, how.word(), &field.cells);
        cell_lines(text, &field.mapping, &field.cells);
        return;
    }
    let found = match field.doubled.as_slice() {
        [] if field.optional => "optional",
        [] if field.maybe.is_empty() => "NOT FOUND",
        [] => "NOT SURE",
        _ => "TWICE",
    };
    let _ = writeln!(text, "{}", row(&field.id, "-", found, "", ""));
    if let [first, second, ..] = field.doubled.as_slice() {
        let words =
            format!("its header stands in the columns {first} and {second}; rename all but one");
        wrapped(text, &words);
    }
    for maybe in &field.maybe {
        let how = format!("{}?", maybe.column.1.word());
        column_lines(text, "  perhaps", &maybe.column.0, &how, &maybe.cells);
        cell_lines(text, &maybe.mapping, &maybe.cells);
    }
    if !field.near.is_empty() {
        wrapped(text, &format!("nearest: {}", quoted(&field.near)));
    }
}

fn column_lines(text: &mut String, id: &str, header: &str, how: &str, cells: &Cells) {
    let filled = proposal::percent(cells.filled, cells.rows);
    let understood = proposal::percent(cells.understood, cells.filled);
    let _ = writeln!(text, "{}", row(id, header, how, &filled, &understood));
}

fn cell_lines(text: &mut String, mapping: &FieldMapping, cells: &Cells) {
    let dialect = mapping.dialect_in_words();
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
    let maybe: Vec<String> = cells
        .maybe
        .iter()
        .map(|(cell, value)| format!("'{cell}' is {value}"))
        .collect();
    if !maybe.is_empty() {
        wrapped(text, &format!("perhaps {}", maybe.join(", ")));
    }
    if !cells.unclear.is_empty() {
        let more = match cells.unclear_cells - cells.unclear.len().min(cells.unclear_cells) {
            0 => String::new(),
            _ => format!(" and others, {} in all", cells.unclear_cells),
        };
        wrapped(
            text,
            &format!("not understood: {}{more}", quoted(&cells.unclear)),
        );
    }
    for note in &cells.notes {
        wrapped(text, &format!("look: {note}"));
    }
}

fn log_lines(text: &mut String, log: &LogFound) {
    let rows = grouped(&log.rows.to_string());
    let _ = writeln!(text, "\nthe event log, {rows} rows");
    for (part, column) in ["lead id", "event", "time"].iter().zip(&log.columns) {
        let column = column.as_ref().map(|header| format!("'{header}'"));
        let column = column.unwrap_or_else(|| "NOT FOUND".to_owned());
        wrapped(text, &format!("{part}: {column}"));
    }
    for note in &log.notes {
        wrapped(text, &format!("look: {note}"));
    }
    for named in &log.names {
        let rows = grouped(&named.rows.to_string());
        let meant = match (named.events.is_empty(), named.sure) {
            (true, _) => "nobody asked for it".to_owned(),
            (false, true) => format!("is {}", named.events.join(", ")),
            (false, false) => format!("perhaps {}", named.events.join(" or ")),
        };
        wrapped(text, &format!("'{}' ({rows}): {meant}", named.name));
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
    for (columns, how) in &event.maybe {
        let parts = [("count", &columns.count), ("last", &columns.last)];
        for (part, header) in parts
            .into_iter()
            .flat_map(|(part, all)| all.0.iter().map(move |one| (part, one)))
        {
            wrapped(
                text,
                &format!("perhaps {part}: '{header}' ({})", how.word()),
            );
        }
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
