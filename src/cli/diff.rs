//! `leadpact diff FILE [V1] [V2]`, and `leadpact diff RULES1 RULES2`.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use serde::Serialize;

use crate::cli::rules::Whole;
use crate::cli::{Error, aside, named};
use leadpact_definition::apart::apart;
use leadpact_definition::date::Day;
use leadpact_definition::difference::{
    Bump, Change, ChangeKind, Difference, difference, next_version,
};
use leadpact_definition::{LeadDefinition, PathStep, Problem, Spec};
use leadpact_files::{self as files, Fault, nearest, neutral_line, outlet};
use leadpact_workshop::Workshop;
use leadpact_workshop::golden::{StageMove, moves};
use leadpact_workshop::rules::{Source, rules};

/// The word for what is agreed so far but not signed.
const DRAFT: &str = "draft";

/// Print what changed between two versions: criteria, points, thresholds, promises, and who changed stage.
///
/// The versions are those of a workshop, or two rule files.
#[derive(Debug, clap::Args)]
pub struct Diff {
    /// The workshop: a file, or the name of a workshop in the data folder; or the earlier rule file
    file: OsString,
    /// The earlier version; without it, the newest agreed one against the draft, else the last two; or the later rule
    /// file
    #[arg(value_name = "V1")]
    from: Option<String>,
    /// The later version, or the word draft; without it, the draft or the newest
    #[arg(value_name = "V2")]
    to: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// One side of the comparison.
struct Side {
    /// The version.
    name: String,
    /// The day from which a rule file is used.
    from: Option<Day>,
    spec: Spec,
}

impl Side {
    fn of(definition: LeadDefinition) -> Self {
        Self {
            name: definition.metadata.version,
            from: definition.metadata.effective_from,
            spec: definition.spec,
        }
    }

    /// The version, with its day where there is one.
    fn title(&self) -> String {
        let name = neutral_line(&self.name);
        match self.from {
            Some(day) => format!("{name} (from {day})"),
            None => name.into_owned(),
        }
    }
}

impl Diff {
    /// Prints the changes with their reasons.
    ///
    /// # Errors
    /// The workshop cannot be read, there is no such version, or nothing to compare with.
    pub fn run(self) -> Result<u8, Error> {
        let printed = if let Some((old, new)) = self.rule_files()? {
            self.print(None, &old, &new)?
        } else {
            let (path, workshop) = named::read(&self.file)?;
            let (old, new) = self.sides(&path.to_string_lossy(), &workshop)?;
            self.print(Some(&workshop), &old, &new)?
        };
        outlet::words().write_all(printed.as_bytes())?;
        Ok(0)
    }

    fn print(&self, workshop: Option<&Workshop>, old: &Side, new: &Side) -> Result<String, Error> {
        let report = Report {
            workshop,
            old,
            new,
            difference: &difference(&old.spec, &new.spec),
            moved: moves(&old.spec, &new.spec),
        };
        if self.json {
            report.json()
        } else {
            Ok(report.text())
        }
    }

    /// Two rule files, where the first two arguments name such.
    fn rule_files(&self) -> Result<Option<(Side, Side)>, Error> {
        let (Some(later), None) = (&self.from, &self.to) else {
            return Ok(None);
        };
        let (earlier, later) = (Path::new(&self.file), Path::new(later));
        if !earlier.is_file() || !later.is_file() {
            return Ok(None);
        }
        let load = |path: &Path| {
            let whole = Whole::load(path, None)?;
            let mapped = whole.spelled.beside.is_some();
            let side = Side::of(LeadDefinition {
                spec: whole.base.spec,
                ..whole.rules.definition
            });
            Ok::<_, Error>((side, mapped))
        };
        let ((mut old, old_mapped), (mut new, new_mapped)) = (load(earlier)?, load(later)?);
        let spelled = |side: &Side| !apart(&side.spec).1.is_empty();
        // Where one has no spellings at all, those of the other are no change.
        if old_mapped != new_mapped && spelled(&old) != spelled(&new) {
            aside(
                "One of the two has no mapping beside it: columns and spellings are not compared.",
            );
            for side in [&mut old, &mut new] {
                side.spec = apart(&side.spec).0;
            }
        }
        Ok(Some((old, new)))
    }

    fn sides(&self, file: &str, workshop: &Workshop) -> Result<(Side, Side), Fault> {
        let known: Vec<&str> = versions(workshop).collect();
        let Some(newest) = known.last() else {
            let next = "Sign it first with 'leadpact open'.";
            return Err(Fault::new(
                file,
                "nothing is agreed in this workshop yet",
                next,
            ));
        };
        let open = !workshop.is_closed();
        let (from, to) = match (self.from.as_deref(), self.to.as_deref()) {
            (Some(from), Some(to)) => (from, to),
            (Some(from), None) if open => (from, DRAFT),
            (Some(from), None) => (from, *newest),
            (None, _) if open => (*newest, DRAFT),
            (None, _) => {
                let [.., before, last] = known.as_slice() else {
                    let what = format!("version {newest} is the only one");
                    let next = "Open an amendment first with 'leadpact amend'.";
                    return Err(Fault::new(file, &what, next));
                };
                (*before, *last)
            }
        };
        Ok((side(file, workshop, from)?, side(file, workshop, to)?))
    }
}

fn versions(workshop: &Workshop) -> impl Iterator<Item = &str> {
    workshop
        .versions
        .iter()
        .map(|v| v.definition.metadata.version.as_str())
}

fn side(file: &str, workshop: &Workshop, name: &str) -> Result<Side, Fault> {
    if name == DRAFT {
        let spec = rules(workshop, Source::Agreed).spec;
        return Ok(Side {
            name: DRAFT.to_owned(),
            from: None,
            spec,
        });
    }
    let found = workshop
        .versions
        .iter()
        .find(|v| v.definition.metadata.version == name);
    let Some(version) = found else {
        let next = match nearest(name, versions(workshop).chain([DRAFT])) {
            Some(near) => format!("Did you mean '{near}'?"),
            None => format!(
                "There are: {}, {DRAFT}.",
                versions(workshop).collect::<Vec<_>>().join(", ")
            ),
        };
        return Err(Fault::new(file, "there is no such version", &next).found(name));
    };
    Ok(Side {
        name: name.to_owned(),
        from: None,
        spec: version.definition.spec.clone(),
    })
}

struct Report<'a> {
    /// None: rule files are compared.
    workshop: Option<&'a Workshop>,
    old: &'a Side,
    new: &'a Side,
    difference: &'a Difference,
    moved: Result<Vec<StageMove>, Vec<Problem>>,
}

/// The headings, and the parts of the rule file under each.
const HEADINGS: [(&str, &[&str]); 7] = [
    ("Criteria", &["fields", "events", "lists", "gates"]),
    ("Points", &["scores", "grades"]),
    ("Stages and thresholds", &["stages"]),
    ("Promises", &["sla"]),
    ("Golden leads", &["goldenLeads"]),
    (SPELLINGS, &["leadId"]),
    ("Words", &["statement", "isNot", "inWords", "glossary"]),
];

/// The heading of what changes under which names an export has a fact, and how it writes it.
const SPELLINGS: &str = "Columns and spellings";

fn heading(change: &Change) -> &'static str {
    if change.is_of_spelling() {
        return SPELLINGS;
    }
    let part = change.path.0.iter().find_map(|step| match step {
        PathStep::Key(key) if key != "spec" => Some(key.as_str()),
        PathStep::Key(_) | PathStep::Index(_) => None,
    });
    let found = HEADINGS
        .iter()
        .find(|(_, parts)| part.is_some_and(|p| parts.contains(&p)));
    found.map_or("Words", |(heading, _)| heading)
}

fn mark(kind: ChangeKind) -> char {
    match kind {
        ChangeKind::Added => '+',
        ChangeKind::Removed => '-',
        ChangeKind::Changed => '~',
    }
}

impl Report<'_> {
    /// Why a change was made: as the amendment says, or the version that made it.
    fn because(&self, change: &Change) -> Option<&str> {
        let workshop = self.workshop?;
        let amendment = workshop
            .amendment
            .as_ref()
            .filter(|_| self.new.name == DRAFT);
        let open = amendment
            .and_then(|a| a.because.get(&change.text))
            .map(String::as_str);
        let made = workshop
            .versions
            .iter()
            .find(|v| v.definition.metadata.version == self.new.name);
        let noted = made.and_then(|v| v.changes.iter().find(|note| note.what == change.text));
        open.or(noted.map(|note| note.because.as_str()))
            .filter(|why| !why.trim().is_empty())
    }

    /// The number that the changes count up to; `None` where nothing changed.
    fn next(&self) -> Option<String> {
        let changed = self.difference.bump().is_some();
        next_version(&self.old.name, self.difference).filter(|_| changed)
    }

    fn text(&self) -> String {
        let mut text = format!("From {} to {}", self.old.title(), self.new.title());
        if self.new.name == DRAFT
            && let Some(next) = self.next()
        {
            let _ = write!(text, ", which would be version {next}");
        }
        text.push('\n');
        if self.difference.changes.is_empty() {
            text.push_str("\nNothing changed.\n");
        }
        for (title, _) in HEADINGS {
            let changes: Vec<&Change> = self
                .difference
                .changes
                .iter()
                .filter(|c| heading(c) == title)
                .collect();
            if changes.is_empty() {
                continue;
            }
            let _ = writeln!(text, "\n{title}");
            for change in changes {
                let _ = writeln!(
                    text,
                    "  {} {}",
                    mark(change.kind),
                    neutral_line(&change.text)
                );
                if let Some(why) = self.because(change) {
                    let _ = writeln!(text, "    Why: {}", neutral_line(why));
                }
            }
        }
        self.moves_text(&mut text);
        if self.workshop.is_none() {
            text.push_str(&self.counted_text());
        }
        text
    }

    /// Whether the later file has the version that the changes count up to.
    fn counted_text(&self) -> String {
        let said = neutral_line(&self.new.name);
        match self.next() {
            None => String::new(),
            Some(next) if next == self.new.name => {
                format!("\nThe changes count up to {next}, as the file says.\n")
            }
            Some(next) => format!("\nThe changes count up to {next}; the file says {said}.\n"),
        }
    }

    fn moves_text(&self, text: &mut String) {
        match &self.moved {
            Err(problems) => {
                let first = problems
                    .first()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                let _ = writeln!(
                    text,
                    "\nThe golden leads cannot be compared: {}",
                    neutral_line(&first)
                );
            }
            Ok(moved) if moved.is_empty() => text.push_str("\nNo golden lead changes stage.\n"),
            Ok(moved) => {
                text.push_str("\nWho changes stage\n");
                for lead in moved {
                    let line = format!("  {}: {} -> {}", lead.name, lead.before, lead.after);
                    let _ = writeln!(text, "{}", neutral_line(&line));
                }
            }
        }
    }

    fn json(&self) -> Result<String, Error> {
        let changes = self.difference.changes.iter().map(|change| ChangeRecord {
            about: heading(change),
            path: change.path.to_string(),
            kind: match change.kind {
                ChangeKind::Added => "added",
                ChangeKind::Removed => "removed",
                ChangeKind::Changed => "changed",
            },
            counts: match change.bump {
                Bump::Major => "major",
                Bump::Minor => "minor",
                Bump::Patch => "patch",
            },
            text: &change.text,
            because: self.because(change),
        });
        let moved = self.moved.as_ref().ok();
        let moved = moved.map(|moved| moved.iter().map(MoveRecord::of).collect());
        let document = Document {
            from: &self.old.name,
            to: &self.new.name,
            next: self.next(),
            changes: changes.collect(),
            moved,
        };
        Ok(files::json(&document)?)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    from: &'a str,
    to: &'a str,
    /// The number these changes count up to; null where nothing changed.
    next: Option<String>,
    changes: Vec<ChangeRecord<'a>>,
    /// Golden leads that change stage; null where a side cannot be scored.
    moved: Option<Vec<MoveRecord<'a>>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ChangeRecord<'a> {
    about: &'static str,
    path: String,
    kind: &'static str,
    counts: &'static str,
    text: &'a str,
    because: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MoveRecord<'a> {
    lead: &'a str,
    before: &'a str,
    after: &'a str,
}

impl<'a> MoveRecord<'a> {
    fn of(moved: &'a StageMove) -> Self {
        Self {
            lead: &moved.lead,
            before: &moved.before_ids,
            after: &moved.after_ids,
        }
    }
}
