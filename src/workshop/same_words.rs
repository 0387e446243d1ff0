//! Values that mean the same, as the room said: which word stays, and how a lead record writes it.
//!
//! Sealed answers stay as they were sealed. Whoever reads them (the comparison, the ways out, the rules) asks the
//! question for the word that stays.

use serde::{Deserialize, Serialize};

use crate::{Answer, Kind, Question, Response};
use leadpact_definition::value::canonical_text;

/// What the room said about values of one question that may be the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SameWords {
    /// Values that are one thing. No value stands in two of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same: Vec<SameWord>,
    /// Pairs that look alike and are two things: they are not asked about again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apart: Vec<[String; 2]>,
}

/// Several values that are one thing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SameWord {
    /// The word that stays: an option's id, or own words.
    pub stays: String,
    /// The values as they were written, those of options by id.
    pub means: Vec<String>,
    /// How a lead record writes it, for an option beside its own spellings; empty: as the parties wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<String>,
}

impl SameWords {
    /// Whether nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.same.is_empty() && self.apart.is_empty()
    }
}

impl Question {
    /// A value as its option's id where it names one, by id or by label; an own word with blanks and case evened out.
    /// Values that the room called the same have one spelling.
    #[must_use]
    pub fn same_spelling(&self, value: &str) -> String {
        self.spelled(self.staying(value))
    }

    /// The word that stays for a value: the value itself unless the room called it the same as another.
    #[must_use]
    pub(crate) fn staying<'a>(&'a self, value: &'a str) -> &'a str {
        self.same_word(value)
            .map_or(value, |word| word.stays.as_str())
    }

    /// What the room called the same as this value; `None` where that is nothing.
    #[must_use]
    pub fn same_word(&self, value: &str) -> Option<&SameWord> {
        if self.same_words.same.is_empty() {
            return None;
        }
        let key = self.spelled(value);
        self.same_words.same.iter().find(|word| {
            let mut all = word.means.iter().chain([&word.stays]);
            all.any(|v| self.spelled(v) == key)
        })
    }

    /// Whether the room called these two values two different things.
    #[must_use]
    pub(crate) fn are_apart(&self, a: &str, b: &str) -> bool {
        let (a, b) = (self.same_spelling(a), self.same_spelling(b));
        self.same_words.apart.iter().any(|[x, y]| {
            let (x, y) = (self.same_spelling(x), self.same_spelling(y));
            (x == a && y == b) || (x == b && y == a)
        })
    }

    /// The spellings by which a lead record shows a value, without repeats: an option's own, what the room added, an
    /// own word as it was written.
    #[must_use]
    pub fn spellings(&self, value: &str) -> Vec<String> {
        let value = value.trim();
        let word = self.same_word(value);
        let stays = word.map_or(value, |w| w.stays.trim());
        let mut all: Vec<String> = Vec::new();
        let mut add = |text: &str| {
            let key = canonical_text(text);
            if !key.is_empty() && !all.iter().any(|t| canonical_text(t) == key) {
                all.push(text.trim().to_owned());
            }
        };
        let option = self.option(&self.spelled(stays));
        for text in option.map(crate::Choice::spellings).unwrap_or_default() {
            add(&text);
        }
        match word {
            Some(word) if !word.cells.is_empty() => word.cells.iter().for_each(|c| add(c)),
            Some(word) => {
                if option.is_none() {
                    add(stays);
                }
                let own = |v: &&String| self.option(&self.spelled(v)).is_none();
                word.means.iter().filter(own).for_each(|v| add(v));
            }
            None if option.is_none() => add(stays),
            None => {}
        }
        all
    }

    /// The response in the words that stay.
    #[must_use]
    pub fn in_staying_words(&self, mut response: Response) -> Response {
        if self.same_words.same.is_empty() {
            return response;
        }
        let stay = |values: &mut Vec<String>| {
            let mut said: Vec<String> = Vec::with_capacity(values.len());
            for value in values.drain(..) {
                let stays = self.staying(&value).to_owned();
                if !said.contains(&stays) {
                    said.push(stays);
                }
            }
            *values = said;
        };
        if let Some(Answer::Values(values) | Answer::Order(values)) = &mut response.answer {
            stay(values);
        }
        stay(&mut response.never);
        let shown_by = std::mem::take(&mut response.shown_by);
        for (case, when) in shown_by {
            let stays = self.staying(&case).to_owned();
            response.shown_by.entry(stays).or_insert(when);
        }
        response
    }

    /// What stands once two values are one thing. What either was the same as already comes along.
    #[must_use]
    pub fn joined(&self, a: &str, b: &str, stays: &str, cells: Vec<String>) -> SameWords {
        let mut new = self.same_words.clone();
        let mut word = SameWord {
            stays: stays.trim().to_owned(),
            means: Vec::new(),
            cells,
        };
        let keys = [self.same_spelling(a), self.same_spelling(b)];
        let mut means: Vec<String> = Vec::new();
        new.same.retain(|old| {
            let joins = keys.contains(&self.same_spelling(&old.stays));
            if joins {
                means.extend(old.means.iter().cloned());
            }
            !joins
        });
        means.extend([a, b].map(|v| v.trim().to_owned()));
        for value in means {
            if !word.means.contains(&value) {
                word.means.push(value);
            }
        }
        new.same.push(word);
        new
    }

    /// What stands once two values are two different things.
    #[must_use]
    pub fn parted(&self, a: &str, b: &str) -> SameWords {
        let mut new = self.same_words.clone();
        new.apart.push([a, b].map(|v| v.trim().to_owned()));
        new
    }

    /// A value as its option's id where it names one; the room's words left aside.
    fn spelled(&self, value: &str) -> String {
        if self.option(value).is_some() {
            return value.to_owned();
        }
        let plain = plain(value);
        if self.kind == Kind::YesNo && matches!(plain.as_str(), "true" | "false") {
            return if plain == "true" { "yes" } else { "no" }.to_owned();
        }
        let labelled = self
            .options
            .iter()
            .find(|o| self::plain(&o.label) == plain || o.id == plain);
        labelled.map_or(plain, |o| o.id.clone())
    }
}

/// Lower case, single blanks.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// What has changed between two states, as sentences for the log.
pub(super) fn told(question: &Question, new: &SameWords) -> Vec<String> {
    let old = &question.same_words;
    let title = &question.title;
    let label = |value: &String| {
        let label = question
            .option(value)
            .map_or(value.as_str(), |o| o.label.as_str());
        format!("\u{201c}{label}\u{201d}")
    };
    let listed = |values: &[String]| {
        let words: Vec<String> = values.iter().map(label).collect();
        words.join(" and ")
    };
    let mut lines = Vec::new();
    for word in old.same.iter().filter(|w| !new.same.contains(w)) {
        // Grown into a larger one: that one is told.
        let grown = new
            .same
            .iter()
            .any(|w| word.means.iter().all(|v| w.means.contains(v)));
        if !grown {
            lines.push(format!(
                "{title}: taken back that {} are the same thing.",
                listed(&word.means)
            ));
        }
    }
    for pair in old.apart.iter().filter(|p| !new.apart.contains(p)) {
        lines.push(format!(
            "{title}: taken back that {} are two different things.",
            listed(pair)
        ));
    }
    for word in new.same.iter().filter(|w| !old.same.contains(w)) {
        let cells = if word.cells.is_empty() {
            String::new()
        } else {
            format!(" The CRM writes it {}.", word.cells.join(", "))
        };
        lines.push(format!(
            "{title}: {} are the same thing; {} stays.{cells}",
            listed(&word.means),
            label(&word.stays)
        ));
    }
    for pair in new.apart.iter().filter(|p| !old.apart.contains(p)) {
        lines.push(format!(
            "{title}: {} are two different things.",
            listed(pair)
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::tests::{question, values};
    use leadpact_definition::condition::Condition;

    #[test]
    fn what_is_the_same_has_one_spelling_and_all_its_cells() {
        let mut q = question(Kind::Choice);
        q.same_words = q.joined("Hotels", "Hotels and hospitality", "Hotels", Vec::new());
        assert_eq!(q.same_spelling(" hotels AND hospitality"), "hotels");
        assert_eq!(q.label("Hotels and hospitality"), "Hotels");
        assert_eq!(q.spellings("hotels"), ["Hotels", "Hotels and hospitality"]);
        // A third wording, and what the record writes: the first two come along.
        q.same_words = q.joined("Hotels", "Inns", "Hospitality", vec!["HOSP".to_owned()]);
        assert_eq!(q.same_words.same.len(), 1);
        assert_eq!(
            q.same_words.same[0].means,
            ["Hotels", "Hotels and hospitality", "Inns"]
        );
        assert_eq!(q.same_spelling("Hotels and hospitality"), "hospitality");
        assert_eq!(q.spellings("inns"), ["HOSP"]);
        let said = Response::of(values(&["Inns", "cyber", "Hotels"]));
        let read = q.in_staying_words(said);
        assert_eq!(read.answer, Some(values(&["Hospitality", "cyber"])));
        // How a record shows a case goes by the word that stays.
        let shown = |event: &str| Condition::event(event);
        let said = Response {
            shown_by: [
                ("Inns".to_owned(), shown("a")),
                ("Hotels".to_owned(), shown("b")),
            ]
            .into_iter()
            .collect(),
            ..Response::of(values(&["Inns", "Hotels"]))
        };
        let one = std::iter::once(("Hospitality".to_owned(), shown("a")));
        let one: indexmap::IndexMap<String, Condition> = one.collect();
        assert_eq!(q.in_staying_words(said).shown_by, one);
    }

    #[test]
    fn an_own_word_may_be_an_option() {
        let mut q = question(Kind::Choice);
        q.options[1].cells = vec!["fintech".to_owned(), "financial technology".to_owned()];
        q.same_words = q.joined("fintech", "Finance start-ups", "fintech", Vec::new());
        assert_eq!(q.same_spelling("finance start-ups"), "fintech");
        assert_eq!(
            q.spellings("fintech"),
            ["fintech", "financial technology", "Finance start-ups"]
        );
    }

    #[test]
    fn what_is_apart_stays_apart_and_all_of_it_is_told() {
        let mut q = question(Kind::Choice);
        let apart = q.parted("Hotels", "Hostels");
        assert_eq!(
            told(&q, &apart),
            [
                "Question: \u{201c}Hotels\u{201d} and \u{201c}Hostels\u{201d} are two different things."
            ]
        );
        q.same_words = apart;
        assert!(q.are_apart("hostels ", "HOTELS") && !q.are_apart("Hotels", "Inns"));
        let joined = q.joined("Hotels", "cyber", "cyber", vec!["h".to_owned()]);
        assert_eq!(
            told(&q, &joined),
            [
                "Question: \u{201c}Hotels\u{201d} and \u{201c}cyber security\u{201d} are the same thing; \
              \u{201c}cyber security\u{201d} stays. The CRM writes it h."
            ]
        );
        let mut back = q.clone();
        back.same_words = joined;
        assert_eq!(
            told(&back, &SameWords::default()),
            [
                "Question: taken back that \u{201c}Hotels\u{201d} and \u{201c}cyber security\u{201d} are the same thing.",
                "Question: taken back that \u{201c}Hotels\u{201d} and \u{201c}Hostels\u{201d} are two different things.",
            ]
        );
    }
}
