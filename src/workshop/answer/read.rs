//! The answer to one question, by its kind.

use indexmap::IndexMap;

use crate::form::{FormFault, Given, Read, same, text};
use crate::{Answer, Choice, Kind, Question, Range, Rating, Workshop};
use leadpact_definition::golden::NO_STAGE;

/// The answer; `None` where nothing was filled in.
pub(crate) fn answer(
    workshop: &Workshop,
    question: &Question,
    given: &Given,
) -> Result<Option<Answer>, Vec<FormFault>> {
    if given.is_empty() {
        return Ok(None);
    }
    if let Some(said) = whole(question, given) {
        return Ok(Some(said));
    }
    let path = ["answers", question.id.as_str(), "answer"];
    let read = match question.kind {
        Kind::OwnWords | Kind::Tags => text(&path, given).map(Answer::Text),
        Kind::Choice | Kind::NotALead | Kind::AlreadyOurs => {
            values(&path, question, given).map(Answer::Values)
        }
        Kind::One => {
            text(&path, given).map(|value| Answer::Values(vec![option_or_own(question, &value)]))
        }
        Kind::Order => values(&path, question, given).map(Answer::Order),
        Kind::Level => level(&path, question, given).map(Answer::AtLeast),
        Kind::Range => range(&path, given).map(Answer::Range),
        Kind::YesNo => yes_or_no(&path, given).map(Answer::Is),
        Kind::Signals => return ratings(&path, question, given).map(|r| Some(Answer::Ratings(r))),
        Kind::Cards => {
            return cards(&path, workshop, question, given).map(|c| Some(Answer::Cards(c)));
        }
    };
    read.map(Some).map_err(|fault| vec![fault])
}

/// *Don't know* to any question, and *any* to one about a criterion; also as the only element of a list.
fn whole(question: &Question, given: &Given) -> Option<Answer> {
    let [only] = given.each() else {
        return None;
    };
    let word = only.text()?;
    let word = unquoted(&word).to_owned();
    if ["don't know", "dont-know", "don’t know"]
        .iter()
        .any(|w| same(w, &word))
    {
        Some(Answer::DontKnow)
    } else if question.is_criterion() && question.kind.takes_any() && same("any", &word) {
        Some(Answer::Any)
    } else {
        None
    }
}

/// The id of the option that a person named by id or label; own words stay as they are.
fn option_or_own(question: &Question, value: &str) -> String {
    let value = unquoted(value);
    option(question, value).map_or_else(|| value.to_owned(), |option| option.id.clone())
}

/// A value without the quotation marks that a word processor puts around it: in YAML they would belong to it.
pub(crate) fn unquoted(value: &str) -> &str {
    const MARKS: &str =
        "\u{201c}\u{201d}\u{201e}\u{201f}\u{2018}\u{2019}\u{201a}\u{ab}\u{bb}\u{2039}\u{203a}";
    let value = value.trim();
    let mut letters = value.chars();
    let ends = (letters.next(), letters.next_back());
    match ends {
        (Some(first), Some(last)) if MARKS.contains(first) && MARKS.contains(last) => {
            letters.as_str().trim()
        }
        _ => value,
    }
}

/// The options that a text names one after the other where the brackets of a list were forgotten; `None` where one of
/// its parts is none.
pub(crate) fn forgotten_list(question: &Question, text: &str) -> Option<Vec<String>> {
    if option(question, unquoted(text)).is_some() || !text.contains([',', ';']) {
        return None;
    }
    let parts = text
        .split([',', ';'])
        .filter(|part| !part.trim().is_empty());
    parts
        .map(|part| option(question, unquoted(part)).map(|option| option.id.clone()))
        .collect()
}

pub(crate) fn option<'a>(question: &'a Question, value: &str) -> Option<&'a Choice> {
    question
        .options
        .iter()
        .find(|o| same(&o.id, value) || same(&o.label, value))
}

/// One value or several, each once.
pub(crate) fn values(path: &[&str], question: &Question, given: &Given) -> Read<Vec<String>> {
    let mut values: Vec<String> = Vec::new();
    for (index, item) in given
        .each()
        .iter()
        .enumerate()
        .filter(|(_, item)| !item.is_empty())
    {
        let index = index.to_string();
        let place: Vec<&str> = path.iter().copied().chain([index.as_str()]).collect();
        let said = if question.kind == Kind::Level {
            vec![level(&place, question, item)?]
        } else {
            let text = text(&place, item)?;
            forgotten_list(question, &text).unwrap_or_else(|| vec![option_or_own(question, &text)])
        };
        for value in said {
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
    Ok(values)
}

fn level(path: &[&str], question: &Question, given: &Given) -> Read<String> {
    let found = given
        .text()
        .and_then(|value| option(question, unquoted(&value)));
    found.map(|level| level.id.clone()).ok_or_else(|| {
        let known = question.options.iter().map(|o| o.id.clone()).collect();
        FormFault::none_of(path, "this is none of the levels", known)
    })
}

fn yes_or_no(path: &[&str], given: &Given) -> Read<bool> {
    match unquoted(&given.text().unwrap_or_default().to_lowercase()) {
        "yes" | "y" => Ok(true),
        "no" | "n" => Ok(false),
        _ => Err(FormFault::new(
            path,
            "this is neither yes nor no",
            "Write 'yes' or 'no'.",
        )),
    }
}

fn range(path: &[&str], given: &Given) -> Read<Range> {
    let Given::Map(ends) = given else {
        return Err(FormFault::new(
            path,
            "a range is expected here",
            "Write it as in {from: 1, to: 9}.",
        ));
    };
    let mut range = Range::default();
    for (key, end) in ends.iter().filter(|(_, end)| !end.is_empty()) {
        let place: Vec<&str> = path.iter().copied().chain([key.as_str()]).collect();
        let slot = match key.as_str() {
            "from" => &mut range.from,
            "to" => &mut range.to,
            _ => {
                let next = "Use 'from' and 'to', with numbers without separators such as 25000.";
                return Err(FormFault::new(&place, "a range has no such end", next));
            }
        };
        let Given::Number(number) = *end else {
            return Err(FormFault::new(
                &place,
                "a number is expected here",
                "Write it without unit or separators, such as 25000.",
            ));
        };
        if !number.is_finite() || number.abs() >= 1e15 {
            return Err(FormFault::new(
                &place,
                "this number is too large",
                "Use at most 15 digits.",
            ));
        }
        *slot = Some(number);
    }
    match (range.from, range.to) {
        (Some(from), Some(to)) if from > to => Err(FormFault::new(
            path,
            "this range ends before it begins",
            "Put the smaller number first.",
        )),
        _ => Ok(range),
    }
}

fn ratings(
    path: &[&str],
    question: &Question,
    given: &Given,
) -> Result<IndexMap<String, Rating>, Vec<FormFault>> {
    let known: Vec<&str> = question.signals.iter().map(|s| s.id.as_str()).collect();
    sorted(
        path,
        given,
        "this workshop has no such signal",
        &known,
        |place, word| {
            Rating::named(word).ok_or_else(|| {
                let known = Rating::ALL.map(|r| r.id().to_owned()).to_vec();
                FormFault::none_of(place, "this is no rating of a signal", known)
            })
        },
    )
}

fn cards(
    path: &[&str],
    workshop: &Workshop,
    question: &Question,
    given: &Given,
) -> Result<IndexMap<String, String>, Vec<FormFault>> {
    let known: Vec<&str> = question.cards.iter().map(|c| c.id.as_str()).collect();
    sorted(
        path,
        given,
        "this workshop has no such lead card",
        &known,
        |place, word| {
            if same(word, NO_STAGE) || same(word, Rating::NotALead.word()) {
                return Ok(NO_STAGE.to_owned());
            }
            let stage = workshop
                .stages
                .iter()
                .find(|s| same(&s.id, word) || same(&s.name, word));
            stage.map(|s| s.id.clone()).ok_or_else(|| {
                let known = workshop.stages.iter().map(|s| s.id.as_str());
                let known = known.chain([NO_STAGE]).map(str::to_owned).collect();
                FormFault::none_of(place, "this is no stage", known)
            })
        },
    )
}

/// What was written beside each signal or card.
fn sorted<T>(
    path: &[&str],
    given: &Given,
    unknown: &str,
    known: &[&str],
    read: impl Fn(&[&str], &str) -> Read<T>,
) -> Result<IndexMap<String, T>, Vec<FormFault>> {
    let Given::Map(entries) = given else {
        let next = "Write one word behind each colon, as the form has it.";
        return Err(vec![FormFault::new(
            path,
            "a list of names with colons is expected here",
            next,
        )]);
    };
    let mut faults = Vec::new();
    let mut found = IndexMap::new();
    for (id, value) in entries {
        let place: Vec<&str> = path.iter().copied().chain([id.as_str()]).collect();
        if !known.contains(&id.as_str()) {
            faults.push(FormFault::unknown(
                &place,
                unknown,
                id,
                known.iter().copied(),
            ));
        } else if !value.is_empty() {
            match read(&place, &value.text().unwrap_or_default()) {
                Ok(value) => {
                    found.insert(id.clone(), value);
                }
                Err(fault) => faults.push(fault),
            }
        }
    }
    if faults.is_empty() {
        Ok(found)
    } else {
        Err(faults)
    }
}
