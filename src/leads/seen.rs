//! What a definition names and an export does not have: values, levels and placeholders that stand in no lead, and cells
//! that are written in another way.

use indexmap::{IndexMap, IndexSet};
use leadpact_definition::say::english::count;

use crate::doubt::Doubt;
use crate::fast;
use crate::frame::Frame;
use crate::header::first_of;
use crate::problem::Problem;
use crate::score::Scorer;
use leadpact_definition::condition::Test;
use leadpact_definition::field::{Field, FieldType};
use leadpact_definition::lint::reading::field_tests;
use leadpact_definition::lint::{Lint, VAGUE_SOURCES, Warning, asked_sources};
use leadpact_definition::nearest::nearest;
use leadpact_definition::value::{Reading, Value, canonical_text, strip, words};
use leadpact_definition::{Compiled, Path, Spec};

mod doubts;

/// Of each field so many different cells are remembered; a rule's value is looked for in all.
const MOST_SPELLINGS: usize = 4000;

/// How many examples a warning names.
const EXAMPLES: usize = 4;

/// Shorter texts are told apart by each letter: `de` is not `dk`.
const LONG: usize = 5;

/// Cells that usually mean that nothing is known.
const USUALLY_NOTHING: [&str; 11] = [
    "n/a",
    "na",
    "none",
    "null",
    "unknown",
    "select",
    "-",
    "--",
    "?",
    "not specified",
    "undefined",
];

/// How a value of a rule is looked for in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Equal,
    Contains,
    Starts,
    Ends,
    Words,
    Element,
}

/// A value that a rule or list names.
struct Wanted {
    path: Path,
    written: String,
    canonical: String,
    look: Look,
    found: bool,
}

/// What was seen of a field.
#[derive(Default)]
struct Seen {
    wanted: Vec<Wanted>,
    /// By what the cell came to, or the cell itself: how it is written, and how often it stands there.
    spellings: IndexMap<String, (String, u64)>,
    not_understood: IndexMap<String, u64>,
    filled: u64,
    /// By a word that a rule asks for: the leads that would have it but for a sign beside it, and a cell.
    signs: IndexMap<String, (u64, String)>,
}

/// What was found beside the leads.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// What the rules name and the leads do not have.
    pub warnings: Vec<Warning>,
    /// What makes the results of these leads doubtful, loud first.
    pub doubts: Vec<Doubt>,
    /// What stands around the leads.
    pub frame: Frame,
}

/// Reads the leads to the end, without scoring them, and tells what the rules name and the leads do not have, and what is
/// doubtful about them.
///
/// # Errors
/// The file cannot be read any further.
pub fn look(spec: &Spec, compiled: &Compiled, mut scorer: Scorer<'_>) -> Result<Beside, Problem> {
    let sources = asked_sources(spec);
    let columns = scorer.columns().clone();
    let header = scorer.header().to_vec();
    let read = with_sources(spec, &columns.fields, &sources, &header);
    let (fields, happened) = read_all(spec, compiled, &mut scorer, &read)?;
    let summary = scorer.summary();
    if summary.rows == 0 {
        return Ok(Beside {
            frame: summary.frame,
            ..Beside::default()
        });
    }
    let mut warnings = Vec::new();
    let columns_of = columns.fields.iter().zip(&read);
    for (((id, field), seen), (asked, column)) in spec.fields.iter().zip(&fields).zip(columns_of) {
        let Some(header) = column.and_then(|column| header.get(column)) else {
            continue;
        };
        let source = sources.contains_key(id.as_str());
        if asked.is_some() {
            seen.warn(id, field, header, source, &mut warnings);
        }
        if source {
            seen.warn_sources(id, header, &mut warnings);
        }
    }
    let asked = |id: &String| !columns.unasked.contains(id);
    let events = spec.events.keys().zip(happened);
    for (id, _) in events.filter(|(id, happened)| !happened && asked(id)) {
        warnings.push(in_no_lead(id));
    }
    let hint = |place: usize| {
        let (_, field) = spec.fields.get_index(place)?;
        fields.get(place)?.hint(field)
    };
    let mut doubts = summary.doubtful(spec, hint);
    let all = spec.fields.keys().zip(&fields).zip(&read);
    doubts.extend(all.flat_map(|((id, seen), column)| {
        let header = column.and_then(|column| header.get(column));
        seen.beside_words(id, header.map_or("", String::as_str))
    }));
    Ok(Beside {
        warnings,
        doubts,
        frame: summary.frame,
    })
}

fn in_no_lead(event: &str) -> Warning {
    Warning {
        lint: Lint::EventInNoLead,
        path: Path::spec().key("events").key(event),
        what: format!("no lead of the export has the event `{event}`"),
        why: "no rule that asks for it gives points".to_owned(),
        suggestion: "look whether the export has it under another name, or take it out".to_owned(),
    }
}

/// Reads all leads: what was seen of each field whose column is in `read`, and by event whether it ever happened.
fn read_all(
    spec: &Spec,
    compiled: &Compiled,
    scorer: &mut Scorer<'_>,
    read: &[Option<usize>],
) -> Result<(Vec<Seen>, Vec<bool>), Problem> {
    scorer.only_reads();
    let mut fields: Vec<Seen> = spec.fields.values().map(|_| Seen::default()).collect();
    for wanted in wanted(spec) {
        if let Some(seen) = fields.get_mut(wanted.0) {
            seen.wanted.push(wanted.1);
        }
    }
    let mut happened = vec![false; spec.events.len()];
    let field = |at: usize| spec.fields.get_index(at).map(|(_, field)| field);
    fast::read_all(
        scorer,
        read,
        &mut happened,
        &mut |at, cell, reading, times| {
            if let Some(seen) = fields.get_mut(at) {
                seen.note(cell, reading, field(at), times);
            }
        },
    );
    while let Some(lead) = scorer.next_lead()? {
        for ((at, seen), column) in fields.iter_mut().enumerate().zip(read) {
            if let Some(column) = column {
                let cell = lead.row.cell(*column)?;
                let reading = compiled.read_cell_as(at, cell, lead.row.is_typed(*column));
                seen.note(cell, &reading, field(at), 1);
            }
        }
        for (happened, facts) in happened.iter_mut().zip(&lead.lead.events) {
            *happened |= facts.ever();
        }
    }
    Ok((fields, happened))
}

/// The columns of the fields that rules ask about, and of sources that a promise alone asks about.
fn with_sources(
    spec: &Spec,
    columns: &[Option<usize>],
    sources: &IndexMap<&str, String>,
    header: &[String],
) -> Vec<Option<usize>> {
    let fields = spec.fields.iter().zip(columns);
    fields
        .map(|((id, field), column)| {
            if column.is_some() || !sources.contains_key(id.as_str()) {
                return *column;
            }
            let own = [id.clone()];
            let names = if field.columns.is_empty() {
                &own[..]
            } else {
                &field.columns.0
            };
            first_of(header, names).first().copied()
        })
        .collect()
}

/// The values that conditions and named lists compare with the cells of a field, by the field's place.
fn wanted(spec: &Spec) -> Vec<(usize, Wanted)> {
    let mut all: IndexMap<(usize, String), Wanted> = IndexMap::new();
    for (path, id, test) in field_tests(spec) {
        let Some((place, _, field)) = spec.fields.get_full(id) else {
            continue;
        };
        let one = matches!(test, Test::Is(_));
        let (path, values) = if let Some(name) = test.list() {
            let values = spec.lists.get(name).map_or(&[][..], |list| &list.values);
            let path = Path::spec().key("lists").key(name).key("values");
            (path, values)
        } else {
            (path, test.texts().unwrap_or_default())
        };
        for (at, written) in values.iter().enumerate() {
            let path = if one { path.clone() } else { path.index(at) };
            let look = look_of(field, test);
            let canonical = if look == Look::Words {
                words(written)
            } else {
                canonical_text(written)
            };
            let key = (place, format!("{look:?} {canonical}"));
            all.entry(key).or_insert(Wanted {
                path,
                written: written.clone(),
                canonical,
                look,
                found: false,
            });
        }
    }
    all.into_iter()
        .map(|((place, _), wanted)| (place, wanted))
        .collect()
}

fn look_of(field: &Field, test: &Test) -> Look {
    match test {
        _ if field.kind == FieldType::Words => Look::Words,
        _ if field.kind == FieldType::List => Look::Element,
        Test::Contains(_) => Look::Contains,
        Test::StartsWith(_) => Look::Starts,
        Test::EndsWith(_) => Look::Ends,
        Test::Is(_)
        | Test::In(_)
        | Test::InList(_)
        | Test::HasAny(_)
        | Test::HasAll(_)
        | Test::AtLeast(_)
        | Test::AtMost(_)
        | Test::Above(_)
        | Test::Below(_)
        | Test::Between(..)
        | Test::Within(_)
        | Test::OlderThan(_)
        | Test::Before(_)
        | Test::After(_)
        | Test::Present
        | Test::Missing => Look::Equal,
    }
}

impl Wanted {
    fn stands_in(&self, text: &str) -> bool {
        match self.look {
            Look::Equal | Look::Element => text == self.canonical,
            Look::Contains | Look::Words => text.contains(&self.canonical),
            Look::Starts => text.starts_with(&self.canonical),
            Look::Ends => text.ends_with(&self.canonical),
        }
    }
}

impl Seen {
    /// Takes note of so many leads with the same cell.
    fn note(&mut self, cell: &str, reading: &Reading, field: Option<&Field>, leads: u64) {
        let value = match reading {
            Reading::Missing => return,
            Reading::NotUnderstood => {
                let known = self.not_understood.len() < MOST_SPELLINGS
                    || self.not_understood.contains_key(strip(cell));
                if known {
                    *self
                        .not_understood
                        .entry(strip(cell).to_owned())
                        .or_default() += leads;
                }
                return;
            }
            Reading::Value(value) => value,
        };
        self.filled += leads;
        match value {
            Value::Text(text) => self.spelled(text, strip(cell), leads),
            Value::Words(text) => {
                self.spelled(text, strip(cell), leads);
                self.note_signs(text, cell, leads);
            }
            Value::List(elements) => {
                for element in elements {
                    self.spelled(element, element, leads);
                }
            }
            Value::Level(place) => {
                let level = field.and_then(|field| field.levels.get(*place));
                if let Some(level) = level {
                    self.spelled(&canonical_text(level), strip(cell), leads);
                }
            }
            Value::Number(_) | Value::Boolean(_) | Value::Day(_) => {}
        }
    }

    fn spelled(&mut self, canonical: &str, written: &str, leads: u64) {
        if let Some((_, times)) = self.spellings.get_mut(canonical) {
            *times += leads;
            return;
        }
        for wanted in self.wanted.iter_mut().filter(|wanted| !wanted.found) {
            wanted.found = wanted.stands_in(canonical);
        }
        if self.spellings.len() < MOST_SPELLINGS {
            self.spellings
                .insert(canonical.to_owned(), (written.to_owned(), leads));
        }
    }

    /// `source`: something asks that the field, which says where a lead came from, is filled.
    fn warn(
        &self,
        id: &str,
        field: &Field,
        header: &str,
        source: bool,
        warnings: &mut Vec<Warning>,
    ) {
        let path = Path::spec().key("fields").key(id);
        if self.filled == 0 && self.not_understood.is_empty() {
            warnings.push(Warning {
                lint: Lint::EmptyColumn,
                path,
                what: format!("the column '{header}' of `{id}` is empty in every lead"),
                why: "no rule about it gives points, but for those about what is missing"
                    .to_owned(),
                suggestion: "name the column that has it, or take the field out".to_owned(),
            });
            return;
        }
        self.warn_values(header, warnings);
        self.warn_levels(id, field, header, warnings);
        self.warn_placeholders(id, field, header, source, warnings);
    }

    /// Cells that name no source, counted.
    fn warn_sources(&self, id: &str, header: &str, warnings: &mut Vec<Warning>) {
        let vague = self.spellings.iter();
        let vague = vague.filter(|(spelling, _)| VAGUE_SOURCES.contains(&spelling.as_str()));
        let mut vague: Vec<&(String, u64)> = vague.map(|(_, written)| written).collect();
        vague.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        let each: Vec<String> = vague
            .iter()
            .map(|(written, times)| format!("\"{written}\" ({})", leads(*times)))
            .collect();
        if each.is_empty() {
            return;
        }
        let sum: u64 = vague.iter().map(|(_, times)| times).sum();
        let written: Vec<&str> = vague.iter().map(|(written, _)| written.as_str()).collect();
        warnings.push(Warning {
            lint: Lint::VagueSourceInLeads,
            path: Path::spec().key("fields").key(id),
            what: format!(
                "of {}, {} in the column '{header}' {} for a source: {}",
                leads(self.filled),
                sum,
                if sum == 1 { "counts" } else { "count" },
                each.join(", ")
            ),
            why: "such a cell names nothing that brought the lead".to_owned(),
            suggestion: format!("add to its `placeholders`: [{}]", written.join(", ")),
        });
    }

    /// Values that stand in no lead: each one with the spelling that was probably meant, the others of a list together.
    fn warn_values(&self, header: &str, warnings: &mut Vec<Warning>) {
        let mut others: IndexMap<String, Vec<&Wanted>> = IndexMap::new();
        for wanted in self.wanted.iter().filter(|wanted| !wanted.found) {
            let Some((written, times)) = self.meant(wanted) else {
                let list = wanted.path.parent().to_string();
                others.entry(list).or_default().push(wanted);
                continue;
            };
            warnings.push(Warning {
                lint: Lint::ValueInNoLead,
                path: wanted.path.clone(),
                what: format!(
                    "\"{}\" stands in no lead, in the column '{header}'",
                    wanted.written
                ),
                why: "what asks for it never holds".to_owned(),
                suggestion: format!("did you mean \"{written}\" ({})?", leads(*times)),
            });
        }
        for (list, values) in others {
            let Some(first) = values.first() else {
                continue;
            };
            let of_list = self
                .wanted
                .iter()
                .filter(|wanted| wanted.path.parent().to_string() == list);
            let all = of_list.count() == values.len();
            let quoted: Vec<String> = values
                .iter()
                .map(|wanted| format!("\"{}\"", wanted.written))
                .collect();
            let verb = if values.len() == 1 { "stands" } else { "stand" };
            let why = match (all, values.len()) {
                (true, _) => "what asks for this never holds",
                (false, 1) => "it adds nothing to the other values",
                (false, _) => "they add nothing to the other values",
            };
            warnings.push(Warning {
                lint: Lint::ValueInNoLead,
                path: first.path.clone(),
                what: format!(
                    "{} {verb} in no lead, in the column '{header}'",
                    quoted.join(", ")
                ),
                why: why.to_owned(),
                suggestion: self.examples(),
            });
        }
    }

    /// The spelling of the export that a value was probably meant to be, and how often it stands there.
    fn meant(&self, wanted: &Wanted) -> Option<&(String, u64)> {
        let spellings = self.spellings.keys().map(|spelling| spelling.trim());
        let near = near(wanted.canonical.trim(), spellings)?;
        let found = self
            .spellings
            .iter()
            .find(|(spelling, _)| spelling.trim() == near);
        found.map(|(_, written)| written)
    }

    /// The most frequent cells.
    fn examples(&self) -> String {
        let mut all: Vec<&(String, u64)> = self.spellings.values().collect();
        all.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        let few = all
            .iter()
            .take(EXAMPLES)
            .map(|(written, times)| format!("\"{written}\" ({times})"));
        let few: Vec<String> = few.collect();
        if few.is_empty() {
            return "look how the export writes it".to_owned();
        }
        format!(
            "write it as the export does; it has most often {}",
            few.join(", ")
        )
    }

    /// Cells that are none of the levels.
    fn warn_levels(&self, id: &str, field: &Field, header: &str, warnings: &mut Vec<Warning>) {
        if field.kind != FieldType::Level {
            return;
        }
        for (cell, times) in self.not_understood.iter().take(EXAMPLES * 3) {
            let near = near(cell, field.levels.iter().map(String::as_str));
            let level = near.unwrap_or("LEVEL");
            warnings.push(Warning {
                lint: Lint::NoSuchLevel,
                path: Path::spec().key("fields").key(id).key("levels"),
                what: format!("\"{cell}\" ({}) in the column '{header}' is no level of `{id}`", leads(*times)),
                why: "it counts as missing".to_owned(),
                suggestion: match near {
                    Some(near) => format!("did you mean `{near}`? Add it to `read: {{values: {{\"{cell}\": {level}}}}}`"),
                    None => format!("add a level, or `read: {{values: {{\"{cell}\": {level}}}}}`"),
                },
            });
        }
    }

    /// Cells that look as if they meant nothing and are no placeholders, and placeholders that are written otherwise.
    fn warn_placeholders(
        &self,
        id: &str,
        field: &Field,
        header: &str,
        source: bool,
        warnings: &mut Vec<Warning>,
    ) {
        if field.kind == FieldType::Level {
            // What stands in the cells are levels; what is none is told as such.
            return;
        }
        let declared: IndexSet<String> = field
            .placeholders
            .iter()
            .map(|holder| canonical_text(holder))
            .collect();
        let path = Path::spec().key("fields").key(id);
        // Of a source they are counted together.
        let vague = |bare: &str| source && VAGUE_SOURCES.contains(&bare);
        for (spelling, (written, times)) in &self.spellings {
            let bare = canonical_text(written);
            let near = near(&bare, declared.iter().map(String::as_str));
            let near = near.filter(|near| *near != bare);
            let asked = self.wanted.iter().any(|wanted| wanted.stands_in(spelling));
            if asked
                || vague(&bare)
                || (near.is_none() && !USUALLY_NOTHING.contains(&bare.as_str()))
            {
                continue;
            }
            let suggestion = match near {
                Some(near) => format!("add it to the placeholders beside \"{near}\""),
                None => format!("add `placeholders: [\"{written}\"]` to the field"),
            };
            warnings.push(Warning {
                lint: Lint::LooksLikeNothing,
                path: path.clone(),
                what: format!(
                    "\"{written}\" ({}) in the column '{header}' counts as a value",
                    leads(*times)
                ),
                why: "it looks as if nothing were known".to_owned(),
                suggestion,
            });
        }
    }
}

/// The spelling that was probably meant: the same letters and digits, or, of longer ones, nearly the same.
fn near<'n>(text: &str, known: impl Iterator<Item = &'n str> + Clone) -> Option<&'n str> {
    let bare = |text: &str| -> String {
        text.to_lowercase()
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .collect()
    };
    let wanted = bare(text);
    let same = known
        .clone()
        .find(|known| !wanted.is_empty() && bare(known) == wanted);
    let long = |text: &str| text.chars().count() >= LONG;
    same.or_else(|| nearest(text, known.filter(|known| long(known))).filter(|_| long(text)))
}

fn leads(number: u64) -> String {
    count(number, "lead", "leads")
}
