//! Answers in words, as they stand on the screen and in documents: `≥ €10,000`, `manager and above`, `don't know`.

use crate::measure::tidy;
use crate::number::{amount, money_sign};
use crate::question::short;
use crate::{Answer, Kind, Question, Range, Response};
use leadpact_definition::say::english::{lower_first, or_list};

impl Answer {
    /// The answer in words. `currency` is the workshop's ISO 4217 code. Several lines of free text stay several lines.
    #[must_use]
    pub fn words(&self, question: &Question, currency: &str) -> String {
        let listed = |values: &[String], between: &str| {
            let labels = labels(question, values);
            if labels.is_empty() {
                "-".to_owned()
            } else {
                labels.join(between)
            }
        };
        match self {
            Self::DontKnow => "don't know".to_owned(),
            Self::Any => "any".to_owned(),
            Self::Text(text) if text.trim().is_empty() => "-".to_owned(),
            Self::Text(text) => text.trim().to_owned(),
            Self::Values(values) => listed(values, ", "),
            Self::Order(values) => listed(values, " → "),
            Self::AtLeast(level) if level.trim().is_empty() => "-".to_owned(),
            Self::AtLeast(level) => match question.options.last() {
                Some(top) if top.id == *level => level_name(question, level).to_owned(),
                _ if question.id == "timeline" => {
                    format!("{} or sooner", level_name(question, level))
                }
                _ => format!("{} and above", level_name(question, level)),
            },
            Self::Range(range) => range_words(tidy(*range), question.unit.as_deref(), currency),
            Self::Is(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Self::Ratings(ratings) => format!(
                "{} of {} rated",
                ratings.len(),
                question.signals.len().max(ratings.len())
            ),
            Self::Cards(cards) => format!(
                "{} of {} sorted",
                cards.len(),
                question.cards.len().max(cards.len())
            ),
        }
    }
}

impl Response {
    /// The answer in words with what is never acceptable: `yes · never students`; `-` where nothing was said.
    #[must_use]
    pub fn words(&self, question: &Question, currency: &str) -> String {
        let never = (!self.never.is_empty()).then(|| {
            let is_yes = |value: &String| matches!(value.as_str(), "yes" | "true");
            if question.kind == Kind::YesNo && self.never.iter().any(is_yes) {
                // "Students: never" says it all.
                "never".to_owned()
            } else {
                format!("never {}", labels(question, &self.never).join(", "))
            }
        });
        match (
            self.answer.as_ref().map(|a| a.words(question, currency)),
            never,
        ) {
            (Some(answer), Some(never)) => format!("{answer} · {never}"),
            (Some(answer), None) => answer,
            (None, Some(never)) => never,
            (None, None) => "-".to_owned(),
        }
    }
}

/// An answer in the middle of a sentence: `manager or above`, `at least €10,000`, `software or retail`.
#[must_use]
pub(crate) fn answer_prose(question: &Question, answer: &Answer, currency: &str) -> String {
    let labels = |values: &[String]| -> Vec<String> {
        let filled = values.iter().map(|v| v.trim()).filter(|v| !v.is_empty());
        filled.map(|v| label(question, v)).collect()
    };
    match answer {
        Answer::DontKnow => "not known".to_owned(),
        Answer::Any => "any".to_owned(),
        Answer::Text(text) => text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .trim_end_matches('.')
            .to_owned(),
        Answer::Values(values) => or_list(&labels(values)),
        Answer::Order(values) => labels(values).join(", then "),
        Answer::AtLeast(level) => {
            let top = question.options.last().is_some_and(|o| o.id == *level);
            let name = label(question, level);
            if top {
                name
            } else {
                format!("{name} or above")
            }
        }
        Answer::Range(range) => range_prose(*range, question.unit.as_deref(), currency),
        Answer::Is(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Answer::Ratings(ratings) => format!("{} signals rated", ratings.len()),
        Answer::Cards(cards) => format!("{} cards sorted", cards.len()),
    }
}

/// A level without the explanation that stands after it: `Halfway` for `Halfway. Has a shortlist`.
fn level_name<'a>(question: &'a Question, level: &'a str) -> &'a str {
    short(question.label(level))
}

/// What people read for values; a blank value of a file changed by hand says nothing.
fn labels<'a>(question: &'a Question, values: &'a [String]) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for label in values.iter().map(|v| question.label(v).trim()) {
        // Two values that are one thing are said once.
        let again = !question.same_words.is_empty() && found.contains(&label);
        if !label.is_empty() && !again {
            found.push(label);
        }
    }
    found
}

/// What stands before and behind a number: the sign of the money, or the unit.
fn around(unit: Option<&str>, currency: &str) -> (String, String) {
    match unit {
        Some("currency") => (money_sign(currency), String::new()),
        Some(unit) => (String::new(), format!(" {unit}")),
        None => (String::new(), String::new()),
    }
}

fn range_words(range: Range, unit: Option<&str>, currency: &str) -> String {
    let (sign, tail) = around(unit, currency);
    match (range.from, range.to) {
        (None, None) => "any".to_owned(),
        (Some(from), None) => format!("≥ {sign}{}{tail}", amount(from)),
        (None, Some(to)) => format!("≤ {sign}{}{tail}", amount(to)),
        (Some(from), Some(to)) if amount(from) == amount(to) => {
            format!("{sign}{}{tail}", amount(from))
        }
        (Some(from), Some(to)) => format!("{sign}{}–{sign}{}{tail}", amount(from), amount(to)),
    }
}

/// An option's label without its explanation, beginning small unless it is a name such as `IT`.
pub(crate) fn label(question: &Question, value: &str) -> String {
    let short = short(question.label(value));
    if question.option(value).is_some() {
        lower_first(short)
    } else {
        short.to_owned()
    }
}

fn range_prose(range: Range, unit: Option<&str>, currency: &str) -> String {
    let (sign, tail) = around(unit, currency);
    match (range.from, range.to) {
        (Some(a), Some(b)) => format!(
            "from {sign}{} to {sign}{}{tail}",
            amount(a.min(b)),
            amount(a.max(b))
        ),
        (Some(from), None) => format!("at least {sign}{}{tail}", amount(from)),
        (None, Some(to)) => format!("at most {sign}{}{tail}", amount(to)),
        (None, None) => "any".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_speak_the_unit_or_the_currency() {
        let range = |from: Option<f64>, to: Option<f64>| Range { from, to };
        for (r, unit, expected) in [
            (range(Some(10_000.0), None), Some("currency"), "≥ €10,000"),
            (range(None, Some(5000.0)), Some("currency"), "≤ €5,000"),
            (
                range(Some(1000.0), Some(5000.0)),
                Some("currency"),
                "€1,000–€5,000",
            ),
            (
                range(Some(50.0), Some(1000.0)),
                Some("people"),
                "50–1,000 people",
            ),
            (range(Some(3.0), Some(3.0)), None, "3"),
            (range(None, None), Some("people"), "any"),
        ] {
            assert_eq!(range_words(r, unit, "EUR"), expected);
        }
        assert_eq!(
            range_words(range(Some(1.0), None), Some("currency"), "CHF"),
            "≥ CHF 1"
        );
    }
}
