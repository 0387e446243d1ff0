//! Columns that count any act of a kind, read as one act.

use crate::{
    field::EventColumns,
    lint::{
        Lint, Linter,
        meaning::{bare, words},
    },
    problem::Path,
};

/// A column that a CRM keeps for every act of a kind, and the words of an event that means just that.
struct AnyAct {
    /// What it counts.
    counts: &'static str,
    /// Its headers, in small letters and digits only.
    headers: &'static [&'static str],
    /// The words of an event for any such act.
    words: &'static [&'static str],
}

/// The columns that count any act of a kind.
const ANY_ACT_COLUMNS: [AnyAct; 2] = [
    AnyAct {
        counts: "any form",
        headers: &[
            "numberofformsubmissions",
            "formsubmissions",
            "numberofuniqueformssubmitted",
            "uniqueformssubmitted",
            "formssubmitted",
            "lastformsubmission",
            "lastformsubmissiondate",
            "recentconversion",
            "recentconversiondate",
            "firstconversion",
            "firstconversiondate",
            "numberofconversions",
        ],
        words: &[
            "a",
            "an",
            "another",
            "any",
            "conversion",
            "converted",
            "date",
            "filled",
            "form",
            "forms",
            "in",
            "last",
            "one",
            "other",
            "our",
            "out",
            "recent",
            "sent",
            "some",
            "submission",
            "submissions",
            "submitted",
            "the",
            "web",
            "website",
        ],
    },
    AnyAct {
        counts: "any meeting",
        headers: &[
            "dateoflastmeetingbookedinmeetingstool",
            "meetingsbooked",
            "meetingbooked",
            "meetingbookeddate",
            "lastmeetingbooked",
            "lastmeeting",
            "lastmeetingdate",
            "numberofmeetings",
        ],
        words: &[
            "a",
            "an",
            "another",
            "any",
            "arranged",
            "attended",
            "booked",
            "date",
            "had",
            "held",
            "in",
            "last",
            "meeting",
            "meetings",
            "met",
            "one",
            "other",
            "our",
            "scheduled",
            "some",
            "the",
            "tool",
            "us",
            "with",
        ],
    },
];

impl AnyAct {
    /// Whether an event of this id and label means any act of the kind.
    fn is_meant(&self, id: &str, label: &str) -> bool {
        let all_known = |text: &str| {
            words(text)
                .iter()
                .all(|word| self.words.contains(&word.as_str()))
        };
        if label.is_empty() {
            all_known(id)
        } else {
            all_known(label)
        }
    }
}

impl Linter<'_> {
    /// Events for one act that a column for all acts of its kind tells.
    pub(super) fn columns(&mut self) {
        for (id, event) in &self.spec.events {
            let Some(columns) = &event.columns else {
                continue;
            };
            let label = event.label.as_deref().unwrap_or_default();
            for kind in ANY_ACT_COLUMNS
                .iter()
                .filter(|kind| !kind.is_meant(id, label))
            {
                let path = Path::spec().key("events").key(id).key("columns");
                let found = headers(columns, &path, kind);
                let Some((place, _)) = found.first() else {
                    continue;
                };
                let quoted: Vec<String> =
                    found.iter().map(|(_, name)| format!("'{name}'")).collect();
                let (noun, verb) = match quoted.len() {
                    1 => ("the column", "counts"),
                    _ => ("the columns", "count"),
                };
                self.warn(
                    Lint::AnyActColumn,
                    place.clone(),
                    format!("{noun} {} {verb} {}, and `{id}` is one act", quoted.join(", "), kind.counts),
                    "a lead that did another act of the kind counts as if it had done this one",
                    "name a column of this act alone, take it from an event log, or call the event what the column counts",
                );
            }
        }
    }
}

/// The headers of an event that count any act of a kind, with their places.
fn headers<'c>(columns: &'c EventColumns, path: &Path, kind: &AnyAct) -> Vec<(Path, &'c str)> {
    let keys = [("count", &columns.count), ("last", &columns.last)];
    let all = keys.into_iter().flat_map(|(key, texts)| {
        let path = path.key(key);
        let names = texts.0.iter().enumerate();
        names.map(move |(at, name)| (path.index(at), name.as_str()))
    });
    all.filter(|(_, name)| kind.headers.contains(&bare(name).as_str()))
        .collect()
}
