//! The kinds of files by name: workshops, lead definitions, templates.

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::controls::Cleaned;
use crate::fault::Fault;
use crate::fault::outline::Outline;
use crate::load::{Loaded, Stamp, load_bytes};
use crate::save::{Expected, SaveError, save};
use crate::write::{WriteError, write};
use crate::yaml;
use leadpact_definition::{LeadDefinition, Path as FieldPath, PathStep};
use leadpact_workshop::{API_VERSION, Workshop};

/// Version and kind stand in the first lines; no more of a file than these bytes is searched for them.
const OPENING_BYTES: usize = 4096;

const WORKSHOP_HEAD: &str = "A Leadpact workshop: 'leadpact open' goes on with it.\nPlain text, made to be kept in git. Before all answers are opened together, those of a party with a word are encrypted; the others are only masked.";

/// The lines in the head of a rule file by which editors find its schema: the first for the YAML language server, the
/// second for `JetBrains` editors.
pub const SCHEMA_HINTS: &str = "yaml-language-server: $schema=./lead-definition.v1.schema.json\n$schema: ./lead-definition.v1.schema.json\n";

const DEFINITION_WORDS: &str = "What a lead is, as rules. 'leadpact check' tests this file, 'leadpact schema' prints its schema.";

/// Reads `bytes` as a workshop; `name` is the file as the user named it.
///
/// # Errors
///
/// A [`Fault`]: as [`read`](crate::read), and when the file is of another kind or of a newer format.
pub fn read_workshop(name: &str, bytes: &[u8]) -> Result<Workshop, Fault> {
    read_kind(name, bytes, "Workshop")
}

/// Reads `bytes` as a lead definition.
///
/// # Errors
///
/// As [`read_workshop`], and when a number stands in quotes: that is a text, as other programs and the schema read it.
pub fn read_definition(name: &str, bytes: &[u8]) -> Result<LeadDefinition, Fault> {
    let definition = read_kind(name, bytes, "LeadDefinition")?;
    match quoted_number(name, bytes, &definition) {
        Some(fault) => Err(fault),
        None => Ok(definition),
    }
}

/// The first text in quotes that was taken for a number.
fn quoted_number(name: &str, bytes: &[u8], definition: &LeadDefinition) -> Option<Fault> {
    let text = std::str::from_utf8(bytes).ok()?;
    let outline = Outline::of(text.strip_prefix('\u{feff}').unwrap_or(text));
    let taken = serde_json::to_value(definition).ok()?;
    let mut quoted = outline.quoted();
    let (path, text, place) = quoted.find(|(path, _, _)| is_number(&taken, path))?;
    let fault = Fault::new(
        name,
        "a number stands in quotes",
        "Write it without them; what stands in quotes is a text.",
    );
    Some(
        fault
            .at(place)
            .found(text)
            .in_field(&path.to_string())
            .quoting(),
    )
}

/// Whether what was read at a path is a number. What may be one or a list of several is always read as a list.
fn is_number(taken: &Value, path: &FieldPath) -> bool {
    let mut here = Some(taken);
    for step in &path.0 {
        here = here.and_then(|value| match (step, value) {
            (PathStep::Key(key), Value::Array(only)) => only.first()?.get(key),
            (PathStep::Key(key), _) => value.get(key),
            (PathStep::Index(index), _) => value.get(index),
        });
    }
    here.is_some_and(Value::is_number)
}

/// Reads `bytes` as the kind of file whose `kind:` is `kind`.
///
/// # Errors
///
/// As [`read_workshop`].
pub fn read_kind<T: DeserializeOwned>(name: &str, bytes: &[u8], kind: &str) -> Result<T, Fault> {
    let read = yaml::read(name, bytes);
    // An unknown key of a newer format is no mistake of the user; the version explains it better than the key.
    match wrong_kind(name, bytes, kind) {
        Some(fault) => Err(fault),
        None => read,
    }
}

/// Reads the workshop at `path`.
///
/// # Errors
///
/// As [`read_workshop`], and when the file cannot be read.
pub fn load_workshop(path: &Path) -> Result<Loaded<Workshop>, Fault> {
    let (bytes, stamp) = load_bytes(path)?;
    let value = read_workshop(&path.to_string_lossy(), &bytes)?;
    Ok(Loaded { value, stamp })
}

/// The workshop at `path` without its control characters; `None` where there are none, or where it cannot be read all the
/// same.
#[must_use]
pub fn cleaned_workshop(path: &Path) -> Option<Cleaned> {
    let (bytes, _) = load_bytes(path).ok()?;
    let cleaned = Cleaned::of(&bytes)?;
    let read = read_workshop(&path.to_string_lossy(), cleaned.text.as_bytes());
    read.is_ok().then_some(cleaned)
}

/// Reads the lead definition at `path`. The bytes are returned too: [`place`](crate::place) finds the line of an
/// error in them that is noticed only later.
///
/// # Errors
///
/// As [`read_definition`], and when the file cannot be read.
pub fn load_definition(path: &Path) -> Result<(LeadDefinition, Vec<u8>), Fault> {
    let (bytes, _) = load_bytes(path)?;
    let definition = read_definition(&path.to_string_lossy(), &bytes)?;
    Ok((definition, bytes))
}

/// The text of a workshop file.
///
/// # Errors
///
/// [`WriteError`] when it would be too large to be read back.
pub fn write_workshop(workshop: &Workshop) -> Result<String, WriteError> {
    write(WORKSHOP_HEAD, workshop)
}

/// The text of a rule file, with the hints by which editors find its schema.
///
/// # Errors
///
/// [`WriteError`] when it would be too large to be read back.
pub fn write_definition(definition: &LeadDefinition) -> Result<String, WriteError> {
    write(&format!("{SCHEMA_HINTS}{DEFINITION_WORDS}"), definition)
}

/// Saves `workshop` at `path`; see [`save()`].
///
/// # Errors
///
/// [`SaveError`]; the old file then is untouched.
pub fn save_workshop(
    path: &Path,
    workshop: &Workshop,
    expected: Expected<'_>,
) -> Result<Stamp, SaveError> {
    save_as(path, WORKSHOP_HEAD, workshop, expected)
}

fn save_as<T: Serialize>(
    path: &Path,
    head: &str,
    value: &T,
    expected: Expected<'_>,
) -> Result<Stamp, SaveError> {
    let text = write(head, value)?;
    save(path, text.as_bytes(), expected)
}

/// The kind of file that the first lines of `bytes` name; `None` when they name none.
#[must_use]
pub fn kind_of(bytes: &[u8]) -> Option<String> {
    let text = opening(bytes)?;
    let outline = Outline::of(text);
    outline.top_value("kind").map(|(kind, _)| kind.to_owned())
}

/// The first lines of a file, without a byte order mark; `None` when they are no text.
fn opening(bytes: &[u8]) -> Option<&str> {
    let start = bytes.get(..OPENING_BYTES).unwrap_or(bytes);
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        Err(error) => start
            .get(..error.valid_up_to())
            .and_then(|valid| std::str::from_utf8(valid).ok())?,
    };
    Some(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The fault of a file whose first lines name another format or kind than is wanted. `None` also when they name none.
pub(crate) fn wrong_kind(name: &str, bytes: &[u8], wanted: &str) -> Option<Fault> {
    let outline = Outline::of(opening(bytes)?);
    let format = outline
        .top_value("apiVersion")
        .filter(|(format, _)| *format != API_VERSION);
    if let Some((format, place)) = format {
        let fault = if format.starts_with("leadpact/") {
            let what = format!("this file has a newer format; this program reads {API_VERSION}");
            Fault::new(name, &what, "Install a newer version of Leadpact.")
        } else {
            Fault::new(
                name,
                "this is not a Leadpact file",
                &format!("A Leadpact file says 'apiVersion: {API_VERSION}'."),
            )
        };
        return Some(fault.at(place).found(format).in_field("apiVersion"));
    }
    let (kind, place) = outline
        .top_value("kind")
        .filter(|(kind, _)| *kind != wanted)?;
    let what = format!("a file of the kind {wanted} is needed here");
    let next = match kind {
        "Workshop" => "This is a workshop; open it with 'leadpact open'.",
        "LeadDefinition" => "This is a rule file; test it with 'leadpact check'.",
        "Mapping" => "This is a mapping of columns; name it with --map.",
        "Answers" => "These are answers; take them in with 'leadpact collect'.",
        _ => "Name another file.",
    };
    Some(
        Fault::new(name, &what, next)
            .at(place)
            .found(kind)
            .in_field("kind"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Place;
    use crate::template::{TEMPLATES, template};

    #[test]
    fn a_newer_format_is_named_before_its_unknown_keys() {
        let text = "apiVersion: leadpact/v2\nkind: Workshop\nfuture: true\n";
        let fault = read_workshop("w.yaml", text.as_bytes()).expect_err("newer");
        assert_eq!(
            fault.to_string(),
            "w.yaml:1:13: this file has a newer format; this program reads leadpact/v1, found 'leadpact/v2' (in apiVersion). Install a newer version of Leadpact."
        );
    }

    #[test]
    fn another_kind_of_file_is_named() {
        let text = "apiVersion: leadpact/v1\nkind: LeadDefinition\nspec: {}\n";
        let fault = read_workshop("w.yaml", text.as_bytes()).expect_err("rules");
        assert_eq!(
            fault.to_string(),
            "w.yaml:2:7: a file of the kind Workshop is needed here, found 'LeadDefinition' (in kind). This is a rule file; test it with 'leadpact check'."
        );
        let fault = read_definition("w.yaml", b"apiVersion: v1\nkind: Pod\n").expect_err("foreign");
        assert_eq!(&*fault.what, "this is not a Leadpact file");
    }

    #[test]
    fn a_file_without_a_head_misses_its_keys() {
        let fault = read_workshop("w.yaml", b"parties: []\n").expect_err("no head");
        assert!(fault.what.contains("is missing here"), "{fault}");
    }

    #[test]
    fn a_workshop_of_every_template_is_written_and_read_unchanged() {
        let now: jiff::Zoned = "2026-03-06T16:00:00+00:00[UTC]".parse().expect("time");
        for entry in TEMPLATES {
            let template = template(entry.name).expect(entry.name);
            let workshop = Workshop::new("Acme: \"what is a lead?\"", template, &now);
            let written = write_workshop(&workshop).expect("written");
            assert_eq!(
                read_workshop("w.yaml", written.as_bytes()),
                Ok(workshop),
                "{}",
                entry.name
            );
        }
    }

    #[test]
    fn the_complete_rule_file_is_read_and_written_unchanged() {
        let text = include_bytes!("../definition/tests/full.yaml");
        let definition = read_definition("full.yaml", text).expect("read");
        let written = write_definition(&definition).expect("written");
        assert!(written.starts_with(
            "# yaml-language-server: $schema=./lead-definition.v1.schema.json\n# $schema: "
        ));
        assert_eq!(
            read_definition("full.yaml", written.as_bytes()),
            Ok(definition)
        );
    }

    /// A workshop of the largest template, as it stands in its file.
    fn workshop_text() -> String {
        let now: jiff::Zoned = "2026-03-06T16:00:00+00:00[UTC]".parse().expect("time");
        let template = template("b2b").expect("template");
        write_workshop(&Workshop::new("Acme", template, &now)).expect("written")
    }

    #[test]
    fn a_real_file_cut_anywhere_is_refused_with_words() {
        let text = workshop_text();
        // A step that is prime to the line lengths meets every kind of place.
        for end in (0..text.len() - 1).step_by(211) {
            if let Err(fault) = read_workshop("w.yaml", &text.as_bytes()[..end]) {
                assert!(
                    fault.place.is_some() && !fault.what.contains('`'),
                    "{end}: {fault}"
                );
            }
        }
    }

    #[test]
    fn a_real_file_with_one_damaged_byte_never_panics() {
        let text = workshop_text().into_bytes();
        for (at, damage) in (0..text.len())
            .step_by(499)
            .zip(b"\t\n:-[]{}&*!\"'#%@`\xff\0 ".iter().cycle())
        {
            let mut damaged = text.clone();
            damaged[at] = *damage;
            if let Err(fault) = read_workshop("w.yaml", &damaged) {
                assert!(!fault.to_string().contains('\n'), "{fault}");
            }
        }
    }

    /// What the program refuses as a number in quotes, its schema refuses too, and what it takes, the schema takes.
    #[test]
    fn numbers_in_quotes_are_refused_with_their_place_as_the_schema_does() {
        let schema = serde_json::from_str(crate::LEAD_DEFINITION_SCHEMA.text).expect("JSON");
        let schema = jsonschema::draft7::new(&schema).expect("a schema");
        let text = "apiVersion: leadpact/v1\nkind: LeadDefinition\nmetadata: {name: x, version: \"1.0.0\"}\nspec:\n  fields: {size: {type: number}, '7': {type: text}}\n  events: {e: {}}\n  lists: {l: {version: 3, values: [\"5\"]}}\n  scores:\n    fit:\n      cap: 30\n      rules:\n        - {id: a, points: 5, when: {field: size, above: 3}}\n        - {id: b, event: e, points: 5, decay: [{within: 30d, keep: 50%}, {keep: 0%}]}\n        - {id: c, field: size, bands: [{below: 50, points: 0}, {points: 2}], whenMissing: 1}\n  sla: {promises: [{id: p, by: sales, measure: time-to-event, clock: {start: e, stop: [e]}, within: {value: 4, unit: business-hours}, targetPercent: 95}]}\n  goldenLeads:\n    - {id: g, asOf: 2026-01-01, fields: {size: \"7\"}, expect: {fit: 5}}\n";
        let in_quotes = |text: &str| read_definition("d.yaml", text.as_bytes()).err();
        let valid = |text: &str| {
            let json: Value = serde_yaml::from_str(text).expect("YAML");
            schema.is_valid(&json)
        };
        assert_eq!(in_quotes(text), None);
        assert!(valid(text));
        for (from, to) in [
            ("points: 5, when", "points: \"5\", when"),
            ("cap: 30", "cap: '30'"),
            ("below: 50", "below: \"50\""),
            ("whenMissing: 1", "whenMissing: \"1\""),
            ("above: 3", "above: \"3\""),
            ("version: 3", "version: \"3\""),
            ("value: 4", "value: \"4\""),
            ("targetPercent: 95", "targetPercent: \"95\""),
            ("expect: {fit: 5}", "expect: {fit: \"5\"}"),
            ("keep: 50%", "keep: 050%"),
            ("within: 30d", "within: 0000030d"),
        ] {
            let changed = text.replace(from, to);
            let fault = in_quotes(&changed).expect(to);
            assert!(!valid(&changed), "{to}");
            if fault.what.contains("in quotes") {
                let before = changed
                    .find(to)
                    .zip(to.find(['"', '\'']))
                    .map(|(a, b)| a + b);
                let place = before.map(|before| Place::after(&changed[..before]));
                assert_eq!(fault.place, place, "{fault}");
                assert!(to.contains(fault.found.as_deref().unwrap_or("-").trim_matches('\'')));
            }
        }
        let fault = in_quotes(&text.replace("cap: 30", "cap: \"30\"")).expect("refused");
        assert_eq!(
            fault.to_string(),
            "d.yaml:10:12: a number stands in quotes, found '30' (in spec › scores › fit › cap). Write it without them; what stands in quotes is a text."
        );
    }
}
