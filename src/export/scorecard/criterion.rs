//! Conditions in the words of a tool: what is denied is carried down to single comparisons, so that no tool needs a
//! word for "none of".

use crate::fidelity::Fidelity;
use crate::scorecard::tool::{Abilities, Tool, one, quoted};
use crate::text::put;
use leadpact_definition::condition::{AnyEvent, Condition, EventCondition, ScoreTest, Test};
use leadpact_definition::field::FieldType;
use leadpact_definition::scalar::{Literal, Parts, Texts};
use leadpact_definition::{Spec, say};

/// The most choices of k out of n that are written out.
const MOST_CHOICES: usize = 10;

/// Writes criteria and notes what they lose.
pub(super) struct Criteria<'a> {
    pub spec: &'a Spec,
    pub tool: Tool,
    pub fidelity: &'a mut Fidelity,
}

impl Criteria<'_> {
    /// A condition as a person enters it; none: the tool cannot say it, which is noted. `of`: the rule or stage.
    pub fn text(&mut self, of: &str, condition: &Condition) -> Option<String> {
        self.part(of, condition, true).map(|part| part.text)
    }

    /// A property of the sheet.
    fn named(&self, field: &str) -> String {
        format!("\u{201c}{}\u{201d}", say::field_name(self.spec, field))
    }

    pub(crate) fn abilities(&self) -> Abilities {
        self.tool.abilities()
    }

    /// Notes that a part is exact, unless something of it was lost.
    pub fn settled(&mut self, of: impl Into<String>, why: impl Into<String>) {
        let of = of.into();
        let mut lost = self
            .fidelity
            .approximated
            .iter()
            .chain(&self.fidelity.dropped);
        if !lost.any(|line| line.what == of) {
            self.fidelity.exact(of, why);
        }
    }

    fn part(&mut self, of: &str, condition: &Condition, holds: bool) -> Option<Part> {
        match condition {
            Condition::All(parts) => self.joined(of, parts, holds, holds),
            Condition::Any(parts) => self.joined(of, parts, !holds, holds),
            Condition::None(parts) => self.joined(of, parts, holds, !holds),
            Condition::AtLeastOf {
                at_least,
                of: parts,
            } => {
                let least = usize::try_from(*at_least).unwrap_or(usize::MAX);
                self.chosen(of, least, parts, holds)
            }
            Condition::Field { field, test } => self.field(of, field, test, holds),
            Condition::Event(event) => self.event(of, event, holds),
            Condition::AnyEvent(any) => self.any_event(of, any, holds),
            Condition::Score { score, test } => Some(Part::one(score_text(score, *test, holds))),
            Condition::Grade { grade, grades } => {
                let is = if holds { "is any of" } else { "is none of" };
                Some(Part::one(format!(
                    "grade {grade} {is} {}",
                    quoted(grades, ", ")
                )))
            }
            Condition::Stage(_) => None,
        }
    }

    /// `all`: every part is needed. `holds`: whether the parts are to hold.
    fn joined(&mut self, of: &str, parts: &[Condition], all: bool, holds: bool) -> Option<Part> {
        let mut texts = Vec::with_capacity(parts.len());
        for part in parts {
            texts.push(self.part(of, part, holds)?);
        }
        Some(Part::joined(texts, all))
    }

    /// At least so many of the parts, written out as the choices of so many.
    fn chosen(&mut self, of: &str, least: usize, parts: &[Condition], holds: bool) -> Option<Part> {
        // Not at least k of n hold: at least n - k + 1 do not.
        let wanted = if holds {
            least
        } else {
            (parts.len() + 1).saturating_sub(least)
        };
        let choices = choices(parts.len(), wanted);
        if choices.len() > MOST_CHOICES {
            self.fidelity.dropped(
                of,
                format!(
                    "{} cannot count how many of several conditions hold; written out these would be more than {MOST_CHOICES} combinations",
                    self.tool.names().short
                ),
            );
            return None;
        }
        let mut texts = Vec::with_capacity(choices.len());
        for choice in choices {
            let mut needed = Vec::with_capacity(choice.len());
            for place in choice {
                needed.push(self.part(of, parts.get(place)?, holds)?);
            }
            texts.push(Part::joined(needed, true));
        }
        Some(Part::joined(texts, false))
    }

    fn field(&mut self, of: &str, field: &str, test: &Test, holds: bool) -> Option<Part> {
        let name = self.named(field);
        if matches!(test, Test::Present | Test::Missing) {
            let known = (*test == Test::Present) == holds;
            return Some(Part::one(format!("{name} {}", self.tool.known(known))));
        }
        let kind = self.spec.fields.get(field).map(|field| field.kind);
        let compared = match (kind?, test) {
            (FieldType::Level, _) => self.level(field, test, holds),
            (kind @ (FieldType::Words | FieldType::List), _) => {
                return self.elements(of, field, kind, test, holds);
            }
            (_, Test::InList(list)) => {
                let words = if holds {
                    "is in the list"
                } else {
                    "is not in the list"
                };
                Some(format!(
                    "{words} \u{201c}{list}\u{201d} (its values are above)"
                ))
            }
            _ => self.tool.comparison(&self.spelled_out(test), holds),
        };
        let Some(compared) = compared else {
            self.no_operator(of, &name, test, holds);
            return None;
        };
        self.note_time(of, test);
        let compared = Part::one(format!("{name} {compared}"));
        Some(if holds {
            compared
        } else {
            self.or_unknown(&name, compared)
        })
    }

    /// The comparison with the values of the list in place of its name.
    fn spelled_out(&self, test: &Test) -> Test {
        let values = test.list().and_then(|list| self.spec.lists.get(list));
        let Some(values) = values.map(|list| Parts::Texts(Texts(list.values.clone()))) else {
            return test.clone();
        };
        if let Test::Contains(_) = test {
            Test::Contains(values)
        } else if let Test::StartsWith(_) = test {
            Test::StartsWith(values)
        } else if let Test::EndsWith(_) = test {
            Test::EndsWith(values)
        } else {
            test.clone()
        }
    }

    /// The opposite of a comparison includes what is not known.
    fn or_unknown(&self, name: &str, compared: Part) -> Part {
        let unknown = Part::one(format!("{name} {}", self.tool.known(false)));
        Part::joined(vec![compared, unknown], false)
    }

    fn no_operator(&mut self, of: &str, name: &str, test: &Test, holds: bool) {
        let what = match (test, holds) {
            (Test::StartsWith(_), _) => "begins with",
            (Test::EndsWith(_), _) => "ends with",
            _ => "this comparison",
        };
        let not = if holds { "" } else { "not " };
        let tool = self.tool.names().short;
        self.fidelity.dropped(of, format!("{tool} has no operator for {not}{what} on {name}; keep {} that says so, filled by {}", one(self.tool.names().property), one(self.tool.names().automation)));
    }

    fn note_time(&mut self, of: &str, test: &Test) {
        if matches!(test, Test::Within(_) | Test::OlderThan(_)) && !self.abilities().sees_time {
            let tool = self.tool.names().short;
            self.fidelity.approximated(
                of,
                format!("{tool} looks at an age when the record changes, not every day; run the rules again each day"),
            );
        }
    }

    /// A comparison of levels as the levels it takes in.
    fn level(&self, field: &str, test: &Test, holds: bool) -> Option<String> {
        let levels = &self.spec.fields.get(field)?.levels;
        let at = |wanted: &str| {
            levels
                .iter()
                .position(|level| level.eq_ignore_ascii_case(wanted.trim()))
        };
        let taken: Vec<String> = match test {
            Test::AtLeast(Literal::Text(least)) => levels.get(at(least)?..)?.to_vec(),
            Test::AtMost(Literal::Text(most)) => levels.get(..=at(most)?)?.to_vec(),
            Test::Is(Literal::Text(level)) => vec![level.clone()],
            Test::In(list) => list.0.clone(),
            Test::Is(_)
            | Test::InList(_)
            | Test::Contains(_)
            | Test::StartsWith(_)
            | Test::EndsWith(_)
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
            | Test::Missing => return None,
        };
        self.tool.comparison(&Test::In(Texts(taken)), holds)
    }

    fn elements(
        &mut self,
        of: &str,
        field: &str,
        kind: FieldType,
        test: &Test,
        holds: bool,
    ) -> Option<Part> {
        let (texts, all) = match test {
            Test::HasAny(texts) => (texts.0.clone(), false),
            Test::HasAll(texts) => (texts.0.clone(), true),
            Test::InList(list) => (self.spec.lists.get(list)?.values.clone(), false),
            Test::Is(_)
            | Test::In(_)
            | Test::Contains(_)
            | Test::StartsWith(_)
            | Test::EndsWith(_)
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
            | Test::Missing => return None,
        };
        let name = self.named(field);
        if kind == FieldType::Words {
            self.fidelity.approximated(
                of,
                format!(
"{} looks for letters, not whole words: {name} also matches where a longer word has these letters in it",
                    self.tool.names().short
                ),
            );
        }
        let parts = texts.into_iter().map(|text| {
            let compared = self
                .tool
                .comparison(&Test::Contains(Texts(vec![text]).into()), holds);
            Part::one(format!("{name} {}", compared.unwrap_or_default()))
        });
        let joined = Part::joined(parts.collect(), all == holds);
        Some(if holds {
            joined
        } else {
            self.or_unknown(&name, joined)
        })
    }

    /// Several events of which one is enough are asked for one by one; no tool counts them together.
    fn any_event(&mut self, of: &str, any: &AnyEvent, holds: bool) -> Option<Part> {
        let times = any.at_least.or(any.days).unwrap_or(1);
        if times > 1 && any.events.len() > 1 {
            let names = self.tool.names();
            self.fidelity.dropped(of, format!("{} cannot count several events together; keep their count in a number {} that {} raises for each", names.short, names.property, one(names.automation)));
            return None;
        }
        let each: Vec<Condition> = any.each().map(Condition::Event).collect();
        self.joined(of, &each, !holds, holds)
    }

    fn event(&mut self, of: &str, event: &EventCondition, holds: bool) -> Option<Part> {
        let name = format!(
            "\u{201c}{}\u{201d}",
            say::event_name(self.spec, &event.event)
        );
        let abilities = self.abilities();
        let tool = self.tool.names().short;
        if event.days.is_some_and(|days| days > 1) {
            self.fidelity.dropped(of, format!("{tool} cannot count on how many different days {name} happened; keep the count in a number {} that another tool fills", self.tool.names().property));
            return None;
        }
        let times = event.at_least.unwrap_or(1);
        if times > 1 && !abilities.event_count {
            self.fidelity.dropped(of, format!("{tool} cannot ask whether {name} happened at least {times} times; keep the count in a number {} that {} raises", self.tool.names().property, one(self.tool.names().automation)));
            return None;
        }
        if event.start.is_some() {
            self.fidelity.dropped(of, no_start(self.tool, &name));
            return None;
        }
        if event.within.is_some() && !abilities.event_window {
            self.fidelity.approximated(of, format!("{tool} keeps the last date of {name} only if a date {} is filled each time; ask for the age of that date", self.tool.names().property));
        }
        let mut text = format!(
            "{name} {}",
            if holds {
                "happened"
            } else {
                "has not happened"
            }
        );
        if times > 1 {
            put(&mut text, format_args!(" at least {times} times"));
        }
        if let Some(days) = event.within {
            put(&mut text, format_args!(" in the last {} days", days.0));
        }
        if let Some(since) = &event.since {
            put(&mut text, format_args!(" {}", self.after(of, &name, since)));
        }
        Some(Part::one(text))
    }

    /// That it happened after another event, which no tool asks by itself.
    fn after(&mut self, of: &str, name: &str, since: &str) -> String {
        let other = format!("\u{201c}{}\u{201d}", say::event_name(self.spec, since));
        let names = self.tool.names();
        self.fidelity.approximated(of, format!("{} does not ask which of two events happened last; have {} set a {} to yes when {name} happens and to no when {other} happens on that day or later, and ask for it", names.short, one(names.automation), names.property));
        format!("on a later day than {other} last did")
    }
}

/// Why acts cannot be counted from a day of the lead on.
pub(super) fn no_start(tool: Tool, name: &str) -> String {
    let names = tool.names();
    format!(
        "{} does not compare the day on which {name} happened with a day of the lead; have {} keep the points in a number {} and set it to 0 on that day",
        names.short,
        one(names.automation),
        names.property
    )
}

/// A criterion, and whether it must stand in brackets among others.
struct Part {
    text: String,
    is_all: Option<bool>,
}

impl Part {
    fn one(text: String) -> Self {
        Self { text, is_all: None }
    }

    fn joined(mut parts: Vec<Self>, all: bool) -> Self {
        match parts.len() {
            0 => Self::one(if all { "every lead" } else { "no lead" }.to_owned()),
            1 => parts.remove(0),
            _ => {
                let texts: Vec<String> = parts
                    .into_iter()
                    .map(|part| match part.is_all {
                        Some(inner) if inner != all => format!("({})", part.text),
                        _ => part.text,
                    })
                    .collect();
                Self {
                    text: texts.join(if all { " AND " } else { " OR " }),
                    is_all: Some(all),
                }
            }
        }
    }
}

/// The places of every choice of `wanted` out of `of`, in order; one more than can be written at most.
fn choices(of: usize, wanted: usize) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..wanted {
        let mut longer = Vec::new();
        for choice in &found {
            let next = choice.last().map_or(0, |last| last + 1);
            longer.extend((next..of).map(|place| {
                let mut choice = choice.clone();
                choice.push(place);
                choice
            }));
            // The first steps of a choice have many continuations: what is too much stays too much.
            if longer.len() > 1000 {
                return longer;
            }
        }
        found = longer;
    }
    found
}

fn score_text(score: &str, test: ScoreTest, holds: bool) -> String {
    let words = match (test, holds) {
        (ScoreTest::AtLeast(n), true) | (ScoreTest::Below(n), false) => format!("is {n} or more"),
        (ScoreTest::AtMost(n), true) | (ScoreTest::Above(n), false) => format!("is {n} or less"),
        (ScoreTest::Above(n), true) | (ScoreTest::AtMost(n), false) => format!("is more than {n}"),
        (ScoreTest::Below(n), true) | (ScoreTest::AtLeast(n), false) => format!("is less than {n}"),
        (ScoreTest::Is(n), true) => format!("is equal to {n}"),
        (ScoreTest::Is(n), false) => format!("is not equal to {n}"),
        (ScoreTest::Between(low, high), true) => format!("is from {low} to {high}"),
        (ScoreTest::Between(low, high), false) => format!("is less than {low} or more than {high}"),
    };
    format!("score {score} {words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_every_pair_once() {
        assert_eq!(choices(3, 2), [vec![0, 1], vec![0, 2], vec![1, 2]]);
        assert_eq!(choices(2, 2), [vec![0, 1]]);
        assert_eq!(choices(2, 3), Vec::<Vec<usize>>::new());
    }
}
