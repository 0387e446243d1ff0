//! From a filled form to responses. Every fault is collected, so that one look at the form mends them all.
//!
//! Whoever takes a form in may sit at a shared screen: no fault repeats an answer. A value that does not fit is
//! answered by the list of those that would.

use crate::answer::read::{answer, values};
use crate::form::{Answers, Entry, Filled, FormFault, Given};
use crate::{Importance, Observation, Party, Question, Response, Responses, SheetId, Workshop};

impl FormFault {
    pub(crate) fn new(path: &[&str], what: &str, next: &str) -> Self {
        Self {
            path: path.iter().map(|&step| step.to_owned()).collect(),
            what: what.to_owned(),
            unknown: None,
            known: Vec::new(),
            next: next.to_owned(),
        }
    }

    /// A name that does not exist and is no part of an answer.
    pub(crate) fn unknown<'a>(
        path: &[&str],
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self {
            unknown: Some(name.to_owned()),
            known: known.into_iter().map(str::to_owned).collect(),
            ..Self::new(path, what, "")
        }
    }

    /// An answer that is none of those which can be given; it is not repeated.
    pub(crate) fn none_of(path: &[&str], what: &str, known: Vec<String>) -> Self {
        Self {
            known,
            ..Self::new(path, what, "")
        }
    }
}

pub(crate) type Read<T> = Result<T, FormFault>;

impl Answers {
    /// The responses of this form, for the workshop it was made for.
    ///
    /// # Errors
    /// Every [`FormFault`] there is: names that are not known, answers in a form that does not fit, nothing answered.
    pub fn read(&self, workshop: &Workshop) -> Result<Filled, Vec<FormFault>> {
        let mut faults = Vec::new();
        let sheet = self
            .sheet(workshop)
            .map_err(|fault| faults.push(fault))
            .ok();
        let mut responses = Responses::new();
        for (id, entry) in &self.answers {
            let Some(question) = workshop.bank.question(id) else {
                let known = workshop.bank.questions.iter().map(|q| q.id.as_str());
                faults.push(FormFault::unknown(
                    &["answers", id],
                    "this workshop asks no such question",
                    id,
                    known,
                ));
                continue;
            };
            let Some(entry) = entry else { continue };
            match response(workshop, question, entry) {
                Ok(response) if response.is_empty() => {}
                Ok(response) => {
                    responses.insert(id.clone(), response);
                }
                Err(found) => faults.extend(found),
            }
        }
        if responses.is_empty() && faults.is_empty() {
            let next = "Fill in at least one answer.";
            faults.push(FormFault::new(
                &["answers"],
                "nothing is answered in this form",
                next,
            ));
        }
        match sheet {
            Some(sheet) if faults.is_empty() => Ok(Filled { sheet, responses }),
            _ => Err(faults),
        }
    }

    /// Whose sheet this form is.
    fn sheet(&self, workshop: &Workshop) -> Read<SheetId> {
        let Some(party) = workshop.party(&self.party) else {
            let known = workshop.parties.iter().map(|p| p.id.as_str());
            return Err(FormFault::unknown(
                &["party"],
                "this workshop has no such party",
                &self.party,
                known,
            ));
        };
        let person = self
            .person
            .as_deref()
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let person = match (person, party.people.as_slice()) {
            (Some(person), people) => listed(person, people).unwrap_or(person),
            (None, [only]) => only,
            (None, _) => return Err(nameless(party)),
        };
        Ok(SheetId {
            party: party.id.clone(),
            person: person.to_owned(),
        })
    }
}

/// The person as the workshop writes the name, when only capitals or spaces differ.
fn listed<'a>(person: &str, people: &'a [String]) -> Option<&'a str> {
    people
        .iter()
        .map(String::as_str)
        .find(|known| same(known, person))
}

fn nameless(party: &Party) -> FormFault {
    let next = match party.people.as_slice() {
        [] => "Write the name behind 'person:'.".to_owned(),
        people => format!(
            "Write the name behind 'person:'; listed are {}.",
            people.join(", ")
        ),
    };
    FormFault::new(&["person"], "the form does not say who filled it", &next)
}

/// Whether two names mean the same: capitals, spaces, `-` and `_` do not matter.
pub(crate) fn same(a: &str, b: &str) -> bool {
    let folded = |text: &str| -> Vec<char> {
        text.chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_'))
            .flat_map(char::to_lowercase)
            .collect()
    };
    folded(a) == folded(b)
}

fn response(
    workshop: &Workshop,
    question: &Question,
    entry: &Entry,
) -> Result<Response, Vec<FormFault>> {
    let at = |key| ["answers", question.id.as_str(), key];
    let mut faults = Vec::new();
    let mut response = Response::default();
    match answer(workshop, question, &entry.answer) {
        Ok(answer) => response.answer = answer,
        Err(found) => faults.extend(found),
    }
    let is_criterion = question.is_criterion();
    for (key, given, asked) in [
        ("importance", &entry.importance, is_criterion),
        ("never", &entry.never, question.takes_never()),
        ("observedBy", &entry.observed_by, is_criterion),
        ("because", &entry.because, is_criterion),
    ] {
        if given.is_empty() || !asked {
            if !given.is_empty() {
                faults.push(FormFault::new(
                    &at(key),
                    "this is not asked for this question",
                    "Remove the line.",
                ));
            }
            continue;
        }
        let read = match key {
            "importance" => {
                importance(&at(key), given).map(|value| response.importance = Some(value))
            }
            "never" => values(&at(key), question, given).map(|values| response.never = values),
            "observedBy" => {
                observation(&at(key), given).map(|value| response.observed_by = Some(value))
            }
            _ => text(&at(key), given).map(|value| response.because = value),
        };
        faults.extend(read.err());
    }
    if faults.is_empty() {
        Ok(response)
    } else {
        Err(faults)
    }
}

pub(crate) fn text(path: &[&str], given: &Given) -> Read<String> {
    let next = "Write one text; in quotes if it holds a colon, a comma or a bracket.";
    given
        .text()
        .ok_or_else(|| FormFault::new(path, "one text is expected here", next))
}

fn importance(path: &[&str], given: &Given) -> Read<Importance> {
    let word = given.text().unwrap_or_default();
    Importance::ALL
        .into_iter()
        .find(|i| same(i.word(), &word))
        .ok_or_else(|| {
            let known = Importance::ALL.map(|i| i.word().to_owned()).to_vec();
            FormFault::none_of(path, "this is no importance", known)
        })
}

/// `field Job Level`, `field: Job Level` in quotes, or the same as a name with its value.
fn observation(path: &[&str], given: &Given) -> Read<Observation> {
    let refused = || {
        FormFault::new(
            path,
            "this does not say what shows it",
            "Write 'field NAME', 'event NAME' or 'person WHO'.",
        )
    };
    let (kind, what) = match given {
        Given::Map(entries) => {
            let mut said = entries.iter().filter(|(_, value)| !value.is_empty());
            let (Some((kind, what)), None) = (said.next(), said.next()) else {
                return Err(refused());
            };
            (kind.clone(), what.text().ok_or_else(refused)?)
        }
        other @ (Given::Nothing
        | Given::Text(_)
        | Given::Number(_)
        | Given::Flag(_)
        | Given::List(_)) => {
            let line = other.text().ok_or_else(refused)?;
            let (kind, what) = line.split_once([':', ' ']).ok_or_else(refused)?;
            (
                kind.to_owned(),
                what.trim_start_matches(':').trim().to_owned(),
            )
        }
    };
    match kind.trim().to_lowercase().as_str() {
        _ if what.is_empty() => Err(refused()),
        "field" => Ok(Observation::Field(what)),
        "event" => Ok(Observation::Event(what)),
        "person" => Ok(Observation::Person(what)),
        _ => Err(refused()),
    }
}
