//! From a filled form to responses. Every fault is collected, so that one look at the form mends them all.
//!
//! Whoever takes a form in may sit at a shared screen: no fault repeats an answer. A value that does not fit is
//! answered by the list of those that would.

use indexmap::IndexMap;

use crate::workshop::form::blank::rating_id;
use crate::workshop::form::{Answers, Entry, Filled, FormFault, Given};
use crate::workshop::{
    Answer, Choice, Importance, Kind, Observation, Party, Question, Range, Rating, Response,
    Responses, SheetId, Workshop,
};

impl FormFault {
    fn new(path: &[&str], what: &str, next: &str) -> Self {
        Self {
            path: path.iter().map(|&step| step.to_owned()).collect(),
            what: what.to_owned(),
            unknown: None,
            known: Vec::new(),
            next: next.to_owned(),
        }
    }

    /// A name that does not exist and is no part of an answer.
    fn unknown<'a>(
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
    fn none_of(path: &[&str], what: &str, known: Vec<String>) -> Self {
        Self {
            known,
            ..Self::new(path, what, "")
        }
    }
}

type Read<T> = Result<T, FormFault>;

impl Question {
    /// Whether values of this question can be marked *never*: it has values to mark.
    #[must_use]
    pub fn takes_never(&self) -> bool {
        matches!(
            self.kind,
            Kind::Choice | Kind::One | Kind::Level | Kind::Order
        )
    }
}

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
fn same(a: &str, b: &str) -> bool {
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

fn text(path: &[&str], given: &Given) -> Read<String> {
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
        other => {
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

/// The answer; `None` where nothing was filled in.
fn answer(
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
        Kind::Choice | Kind::NotALead => values(&path, question, given).map(Answer::Values),
        Kind::One => {
            text(&path, given).map(|value| Answer::Values(vec![option_or_own(question, value)]))
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
    let only = match given {
        Given::List(items) => match items.as_slice() {
            [only] => only,
            _ => return None,
        },
        other => other,
    };
    let word = only.text()?;
    if ["don't know", "dont-know", "don’t know"]
        .iter()
        .any(|w| same(w, &word))
    {
        Some(Answer::DontKnow)
    } else if question.is_criterion() && question.kind != Kind::Tags && same("any", &word) {
        Some(Answer::Any)
    } else {
        None
    }
}

/// The id of the option that a person named by id or label; own words stay as they are.
fn option_or_own(question: &Question, value: String) -> String {
    option(question, &value).map_or(value, |option| option.id.clone())
}

fn option<'a>(question: &'a Question, value: &str) -> Option<&'a Choice> {
    question
        .options
        .iter()
        .find(|o| same(&o.id, value) || same(&o.label, value))
}

/// One value or several, each once.
fn values(path: &[&str], question: &Question, given: &Given) -> Read<Vec<String>> {
    let items = match given {
        Given::List(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut values: Vec<String> = Vec::new();
    for (index, item) in items
        .iter()
        .enumerate()
        .filter(|(_, item)| !item.is_empty())
    {
        let index = index.to_string();
        let place: Vec<&str> = path.iter().copied().chain([index.as_str()]).collect();
        let value = match question.kind {
            Kind::Level => level(&place, question, item)?,
            _ => option_or_own(question, text(&place, item)?),
        };
        if !values.contains(&value) {
            values.push(value);
        }
    }
    Ok(values)
}

fn level(path: &[&str], question: &Question, given: &Given) -> Read<String> {
    let found = given.text().and_then(|value| option(question, &value));
    found.map(|level| level.id.clone()).ok_or_else(|| {
        let known = question.options.iter().map(|o| o.id.clone()).collect();
        FormFault::none_of(path, "this is none of the levels", known)
    })
}

fn yes_or_no(path: &[&str], given: &Given) -> Read<bool> {
    match given.text().unwrap_or_default().to_lowercase().as_str() {
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
            let rating = Rating::ALL
                .into_iter()
                .find(|r| same(rating_id(*r), word) || same(r.word(), word));
            rating.ok_or_else(|| {
                let known = Rating::ALL.map(|r| rating_id(r).to_owned()).to_vec();
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
            let stage = workshop
                .stages
                .iter()
                .find(|s| same(&s.id, word) || same(&s.name, word));
            stage.map(|s| s.id.clone()).ok_or_else(|| {
                let known = workshop.stages.iter().map(|s| s.id.clone()).collect();
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
