//! Own values that may mean the same: found at the reveal, for the room to say so before they count as a difference.

use indexmap::IndexMap;

use crate::compare::alike::{Nearness, nearness};
use crate::compare::{NotYet, Revealed};
use crate::{Choice, Kind, Party, PartyId, Question, QuestionId, Response, Workshop};
use leadpact_definition::condition::Condition;
use leadpact_definition::value::canonical_text;

/// Two values that may be one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaybeSame {
    /// The question they were written to.
    pub question: QuestionId,
    /// What a party wrote.
    pub one: Written,
    /// What another wrote, or an option of the question.
    pub other: Written,
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The value as it stands in the answers: an option's id, or own words.
    pub value: String,
    /// What people read.
    pub label: String,
    /// The parties that wrote it; for an option those that chose it, often none.
    pub by: Vec<PartyId>,
    /// Whether it is an option of the question.
    pub option: bool,
}

/// A value, the parties that named it, and the sheets it stands on, by place.
#[derive(Debug, Default)]
struct Named {
    value: String,
    by: Vec<PartyId>,
    sheets: Vec<usize>,
}

/// Every pair that the room has not answered yet, in the order of the questions. Nobody is asked about two values that
/// stand on one and the same sheet: whoever wrote both means two things.
///
/// # Errors
/// Before the reveal.
pub fn maybe_same(workshop: &Workshop) -> Result<Vec<MaybeSame>, NotYet> {
    let table = Revealed::of(workshop)?;
    let questions = &workshop.bank.questions;
    Ok(questions
        .iter()
        .filter(|q| takes_own_values(q.kind))
        .flat_map(|q| of_question(table, q))
        .collect())
}

/// Every value that anybody wrote to a question and that is none of its options, in the word that stays, each once, in
/// the order of the parties: own values of one party are on the table for all. Empty before the reveal.
#[must_use]
pub fn own_values(workshop: &Workshop, question: &Question) -> Vec<String> {
    let Ok(table) = Revealed::of(workshop) else {
        return Vec::new();
    };
    let mut found: IndexMap<String, String> = IndexMap::new();
    for party in &workshop.parties {
        for (_, responses) in table.sheets(&party.id) {
            for value in responses.get(&question.id).into_iter().flat_map(named_by) {
                let key = question.same_spelling(value);
                if !key.is_empty() && question.option(&key).is_none() {
                    let stays = || question.staying(value).trim().to_owned();
                    found.entry(key).or_insert_with(stays);
                }
            }
        }
    }
    found.into_values().collect()
}

/// The parties whose revealed sheets name or exclude a value, in their order.
#[must_use]
pub fn written_by<'a>(workshop: &'a Workshop, question: &Question, value: &str) -> Vec<&'a Party> {
    let Ok(table) = Revealed::of(workshop) else {
        return Vec::new();
    };
    let key = question.same_spelling(value);
    let says = |party: &&Party| {
        let mut sheets = table.sheets(&party.id);
        sheets.any(|(_, all)| {
            let mut named = all.get(&question.id).into_iter().flat_map(named_by);
            named.any(|v| question.same_spelling(v) == key)
        })
    };
    workshop.parties.iter().filter(says).collect()
}

/// How a record shows a case in own words, as the first revealed sheet has it that says so, in the order of the parties.
/// `None`: nobody said, or before the reveal.
#[must_use]
pub fn shown_by_anybody(workshop: &Workshop, question: &Question, case: &str) -> Option<Condition> {
    let table = Revealed::of(workshop).ok()?;
    let key = question.same_spelling(case);
    let sheets = workshop.parties.iter().flat_map(|p| table.sheets(&p.id));
    let mut said = sheets.filter_map(|(_, all)| all.get(&question.id));
    said.find_map(|response| {
        let mut shown = response.shown_by.iter();
        let found = shown.find(|(case, _)| question.same_spelling(case) == key);
        found.map(|(_, when)| when.clone())
    })
}

/// The values that a response names or excludes.
fn named_by(response: &Response) -> impl Iterator<Item = &String> {
    response.listed().iter().chain(&response.never)
}

/// Whether parties write values of their own to this kind of question.
fn takes_own_values(kind: Kind) -> bool {
    match kind {
        Kind::Choice | Kind::One | Kind::Order | Kind::NotALead | Kind::AlreadyOurs => true,
        Kind::OwnWords
        | Kind::Level
        | Kind::Range
        | Kind::Tags
        | Kind::YesNo
        | Kind::Signals
        | Kind::Cards => false,
    }
}

fn of_question(table: Revealed, question: &Question) -> Vec<MaybeSame> {
    let named = named(table, question);
    let own: Vec<&Named> = named
        .iter()
        .filter(|(key, _)| question.option(key).is_none())
        .map(|(_, named)| named)
        .collect();
    let mut found = Vec::new();
    for (at, one) in own.iter().enumerate() {
        for other in own.iter().skip(at + 1) {
            if asked(question, one, other) && nearness(&one.value, &other.value).is_some() {
                found.push(pair(
                    question,
                    written(question, one),
                    written(question, other),
                ));
            }
        }
    }
    let nothing = Named::default();
    for one in own {
        let nearest = question
            .options
            .iter()
            .filter_map(|option| {
                let chosen = named.get(&option.id).unwrap_or(&nothing);
                let chosen = Named {
                    value: option.id.clone(),
                    by: chosen.by.clone(),
                    sheets: chosen.sheets.clone(),
                };
                let near = near_option(&one.value, option)?;
                asked(question, one, &chosen).then_some((near, chosen))
            })
            .min_by_key(|(near, _)| *near);
        if let Some((_, option)) = nearest {
            found.push(pair(
                question,
                written(question, one),
                written(question, &option),
            ));
        }
    }
    found
}

/// What counting parties name or exclude, by its spelling.
fn named(table: Revealed, question: &Question) -> IndexMap<String, Named> {
    let mut found: IndexMap<String, Named> = IndexMap::new();
    let mut sheet = 0;
    for party in table.workshop().signing_parties() {
        for (_, responses) in table.sheets(&party.id) {
            sheet += 1;
            let Some(response) = responses.get(&question.id) else {
                continue;
            };
            for value in named_by(response) {
                let key = question.same_spelling(value);
                if key.is_empty() {
                    continue;
                }
                let named = found.entry(key).or_default();
                if named.value.is_empty() {
                    question.staying(value).trim().clone_into(&mut named.value);
                }
                if !named.by.contains(&party.id) {
                    named.by.push(party.id.clone());
                }
                named.sheets.push(sheet);
            }
        }
    }
    found
}

fn asked(question: &Question, one: &Named, other: &Named) -> bool {
    let on_one_sheet = one.sheets.iter().any(|s| other.sheets.contains(s));
    !on_one_sheet && !question.are_apart(&one.value, &other.value)
}

/// How near an own value is to an option: to its label, with or without what explains it, or to one of its spellings.
fn near_option(value: &str, option: &Choice) -> Option<Nearness> {
    let spelled = |cell: &String| canonical_text(cell) == canonical_text(value);
    if option.cells.iter().any(spelled) {
        return Some(Nearness::Equal);
    }
    let name = option.label.split_once(". ").map(|(name, _)| name);
    name.into_iter()
        .chain([option.label.as_str()])
        .filter_map(|label| nearness(value, label))
        .min()
}

fn written(question: &Question, named: &Named) -> Written {
    Written {
        label: question.label(&named.value).to_owned(),
        by: named.by.clone(),
        option: question
            .option(&question.same_spelling(&named.value))
            .is_some(),
        value: named.value.clone(),
    }
}

fn pair(question: &Question, one: Written, other: Written) -> MaybeSame {
    MaybeSame {
        question: question.id.clone(),
        one,
        other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Change;
    use crate::Importance::Must;
    use crate::compare::tests::{question, revealed, say, values};
    use crate::compare::{Class, compare};

    fn said(v: &[&str]) -> Response {
        say(values(v), Must)
    }

    fn words(workshop: &Workshop) -> Vec<(String, String)> {
        let found = maybe_same(workshop).unwrap();
        let both = |m: MaybeSame| (m.one.label, m.other.label);
        found.into_iter().map(both).collect()
    }

    fn pair_of(a: &str, b: &str) -> (String, String) {
        (a.to_owned(), b.to_owned())
    }

    #[test]
    fn two_ways_to_write_it_are_asked_about_and_then_are_no_difference() {
        let mut w = revealed(
            question(Kind::Choice),
            &[
                ("marketing", vec![said(&["Hotels and hospitality"])]),
                ("sales", vec![said(&["Hotels"])]),
            ],
        );
        assert_eq!(compare(&w).unwrap().rows[0].class, Some(Class::Opposite));
        assert_eq!(words(&w), [pair_of("Hotels and hospitality", "Hotels")]);
        let before = w.clone();
        let joined =
            w.bank.questions[0].joined("Hotels and hospitality", "Hotels", "Hotels", vec![]);
        let back = w
            .apply(Change::SameWords {
                question: "q".into(),
                words: joined,
            })
            .unwrap();
        let row = compare(&w).unwrap().rows.remove(0);
        assert_eq!(row.class, Some(Class::Same));
        assert_eq!(
            row.positions[0].words(&w.bank.questions[0], "EUR"),
            "Hotels"
        );
        assert_eq!(w.sheets, before.sheets, "what was sealed stays as it was");
        assert!(words(&w).is_empty());
        w.apply(back).unwrap();
        assert_eq!(w, before);
    }

    #[test]
    fn a_pair_called_two_things_is_not_asked_about_again() {
        let mut w = revealed(
            question(Kind::Order),
            &[
                ("a", vec![said(&["Trial"])]),
                ("b", vec![said(&["Trials"])]),
            ],
        );
        assert_eq!(words(&w).len(), 1);
        w.bank.questions[0].same_words = w.bank.questions[0].parted("Trials", "Trial");
        assert!(words(&w).is_empty());
        assert_eq!(compare(&w).unwrap().rows[0].class, Some(Class::Opposite));
    }

    #[test]
    fn own_words_beside_an_option_and_what_one_sheet_holds_apart() {
        let mut q = question(Kind::NotALead);
        q.options[0].cells = vec!["purchased data".to_owned()];
        let w = revealed(
            q,
            &[
                // Whoever marks an option and writes a word beside it means two things.
                ("a", vec![said(&["scraped", "Scraped pages"])]),
                (
                    "b",
                    vec![said(&["Purchased Data", "Anonymous views of pages"])],
                ),
            ],
        );
        assert_eq!(
            words(&w),
            [
                pair_of("Purchased Data", "bought list"),
                pair_of("Anonymous views of pages", "anonymous view"),
            ]
        );
        let found = maybe_same(&w).unwrap();
        assert_eq!(
            (found[0].one.by.as_slice(), found[0].other.option),
            (&["b".to_owned()][..], true)
        );
    }

    #[test]
    fn own_values_of_every_party_are_on_the_table_once() {
        let w = revealed(
            question(Kind::Choice),
            &[
                ("a", vec![said(&["cyber", "Hotels"]), said(&["hotels "])]),
                (
                    "b",
                    vec![Response {
                        never: vec!["Motels".into()],
                        ..said(&["Inns"])
                    }],
                ),
                ("facilitator", vec![said(&["Camps", "Fintech"])]),
            ],
        );
        let q = &w.bank.questions[0];
        assert_eq!(own_values(&w, q), ["Hotels", "Inns", "Motels", "Camps"]);
    }

    #[test]
    fn the_facilitator_is_not_asked_about_and_before_the_reveal_nobody_is() {
        let mut w = revealed(
            question(Kind::Choice),
            &[
                ("facilitator", vec![said(&["Hotels"])]),
                ("sales", vec![said(&["Hotel"])]),
            ],
        );
        assert!(words(&w).is_empty());
        w.reveal = None;
        assert!(maybe_same(&w).is_err());
    }
}
