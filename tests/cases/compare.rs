//! Two answers to one question, and the class that they fall into. The question is written as in a workshop file, an
//! answer as in a form.

use leadpact_table::compared::revealed;
use leadpact_workshop::compare::{Class, compare};
use leadpact_workshop::form::{Answers, Entry};
use leadpact_workshop::{API_VERSION, Question, Response, Workshop};
use serde::Deserialize;
use serde_yaml::Spanned;

use super::{Wrong, each};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    question: Question,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: Spanned<String>,
    /// What one party says; `{}`: nothing.
    one: Entry,
    other: Entry,
    /// Such as `only one side`.
    class: String,
    /// How much is in common, from 0 to 1, or as a fraction such as `1/3`; nothing where that is not measured.
    #[serde(default)]
    common: Option<String>,
}

/// The response that a form with this entry holds.
fn response(workshop: &Workshop, question: &Question, entry: &Entry) -> Result<Response, String> {
    let form = Answers {
        api_version: API_VERSION.to_owned(),
        kind: "Answers".to_owned(),
        party: "marketing".to_owned(),
        person: Some("somebody".to_owned()),
        answers: [(question.id.clone(), Some(entry.clone()))].into(),
    };
    if *entry == Entry::default() {
        return Ok(Response::default());
    }
    let mut filled = form
        .read(workshop)
        .map_err(|problems| format!("no answer to this question: {problems:?}"))?;
    let found = filled.responses.swap_remove(&question.id);
    found.ok_or_else(|| "nothing is answered".to_owned())
}

fn number(words: &str) -> f64 {
    let part = |words: &str| words.parse::<f64>().expect("a number");
    match words.split_once('/') {
        Some((of, all)) => part(of) / part(all),
        None => part(words),
    }
}

#[test]
fn two_answers_fall_into_the_class_that_the_cases_say() {
    each("compare", 40, |file: File, wrong: &mut Wrong| {
        let question = &file.question;
        let parties = [("marketing", Vec::new()), ("sales", Vec::new())];
        let empty = revealed(question.clone(), &parties);
        for case in &file.cases {
            let read = |entry| response(&empty, question, entry);
            let (one, other) = match (read(&case.one), read(&case.other)) {
                (Ok(one), Ok(other)) => (one, other),
                (Err(why), _) | (_, Err(why)) => {
                    wrong.note(&case.name, why);
                    continue;
                }
            };
            // Whoever says it.
            for (a, b) in [(&one, &other), (&other, &one)] {
                let said = [("marketing", vec![a.clone()]), ("sales", vec![b.clone()])];
                let table = compare(&revealed(question.clone(), &said)).expect("on the table");
                let row = &table.rows[0];
                let class = row.class.map_or("none", Class::word);
                wrong.unless_same(&case.name, &case.class, class);
                let short = |number: f64| format!("{number:.9} in common");
                let says = case.common.as_deref().map(number).map(short);
                let found = row.similarity.map(|found| short(found.value));
                let nothing = || "not measured".to_owned();
                let (says, found) = (says.unwrap_or_else(nothing), found.unwrap_or_else(nothing));
                wrong.unless_same(&case.name, &says, &found);
            }
        }
        file.cases.len()
    });
}
