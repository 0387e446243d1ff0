//! Workshops whose answers are on the table, for journeys and pictures.

#![expect(
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    reason = "for tests, which may panic and use what they ask for"
)]

pub mod compared;

use indexmap::IndexMap;
use jiff::civil::date;
use jiff::tz::TimeZone;
use tempfile::TempDir;

use leadpact_files::{
    Expected, WORKSHOP_ENDING, free_path, read_workshop, save_workshop, template,
};
use leadpact_workshop::Importance::{self, Ignore, Must, Nice, Strong};
use leadpact_workshop::{
    Answer, Change, Kind, Observation, Party, Range, Rating, Response, Role, SheetId, SheetState,
    Workshop,
};

/// Title of the workshop that [`home`] holds.
pub const TITLE: &str = "Acme Security";

/// Signing parties in their order: id, name, letter, role.
const PARTIES: [(&str, &str, char, Role); 6] = [
    ("marketing", "Marketing", 'M', Role::Marketing),
    ("sales", "Sales", 'S', Role::Sales),
    ("executive", "Executive", 'E', Role::Executive),
    ("data-provider", "Data provider", 'D', Role::DataProvider),
    (
        "customer-success",
        "Customer success",
        'C',
        Role::CustomerSuccess,
    ),
    ("partners", "Partners", 'P', Role::Own),
];

/// A data folder with one workshop of this many signing parties, from 2 to 6, all answers on the table.
pub fn home(parties: usize) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), &revealed(parties));
    home
}

/// Writes a workshop into a data folder.
pub fn write(home: &std::path::Path, workshop: &Workshop) {
    let path = free_path(home, &workshop.head.title, WORKSHOP_ENDING);
    save_workshop(&path, workshop, Expected::Nothing).unwrap();
}

/// A data folder with a workshop of two parties that wrote values of their own: *Hotels and hospitality* and *Hotels*
/// for the industry, *Demos* beside the option *Sees a demo* on the path, and long texts in own words.
pub fn home_with_own_values() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), &with_own_values());
    home
}

/// The workshop of [`home_with_own_values`].
pub fn with_own_values() -> Workshop {
    revealed_with(2, |party, question, response| match (party, question) {
        ("marketing", "industry") => {
            Some(say(values(&["finance", "Hotels and hospitality"]), Must))
        }
        ("sales", "industry") => Some(say(values(&["finance", "Hotels"]), Must)),
        ("marketing", "path") => Some(say(order(&["search", "Demos", "proposal"]), Nice)),
        (_, "own-words") => Some(text(&long_text(party))),
        _ => response,
    })
}

/// Agreed by both parties, on the table, nothing open.
pub fn ready_to_sign() -> Workshop {
    let text = include_bytes!("ready-to-sign.workshop.yaml");
    read_workshop("ready-to-sign", text).unwrap()
}

/// Sales sorts the second card as no lead at all; its sheet is sealed anew.
pub fn no_lead_for_sales(workshop: &mut Workshop) {
    let question = workshop.bank.question("cards").unwrap();
    let card = question.cards[1].id.clone();
    let sheet = workshop
        .sheets
        .iter_mut()
        .find(|s| s.party == "sales")
        .unwrap();
    let SheetState::Revealed { seal, responses } = &mut sheet.state else {
        panic!("revealed");
    };
    let Some(Answer::Cards(cards)) = &mut responses.get_mut("cards").unwrap().answer else {
        panic!("sorted");
    };
    cards.insert(card, "none".to_owned());
    seal.digest =
        leadpact_workshop::seal::digest(&sheet.party, &sheet.person, &sheet.salt, responses);
    // What the log tells of that sheet is not so any more.
    workshop.shorten_log(0);
}

/// Own words of more lines than a small screen has.
fn long_text(party: &str) -> String {
    let sentence = format!("This is what {party} means by a lead. ");
    let body = sentence.repeat(28);
    format!("{body}\n\nThe last words of {party}.")
}

/// A workshop of this many signing parties whose sheets are filled, sealed and revealed. Marketing has two people.
pub fn revealed(parties: usize) -> Workshop {
    revealed_with(parties, |_, _, response| response)
}

/// The same, with the responses that `change` makes of them, by party and question.
pub fn revealed_with(
    parties: usize,
    change: impl Fn(&str, &str, Option<Response>) -> Option<Response>,
) -> Workshop {
    let now = date(2026, 3, 5)
        .at(9, 0, 0, 0)
        .to_zoned(TimeZone::UTC)
        .unwrap();
    let mut workshop = Workshop::new(TITLE, template("b2b").unwrap(), &now);
    "Acme".clone_into(&mut workshop.setup.company);
    let facilitator = workshop.parties.remove(0);
    workshop.parties = vec![Party {
        people: vec!["Dana Reed".to_owned()],
        ..facilitator
    }];
    for (id, name, letter, role) in PARTIES.into_iter().take(parties) {
        let people = if id == "marketing" {
            vec!["Ana Lopes", "Ben Osei"]
        } else {
            vec!["Carla Ruiz"]
        };
        workshop.parties.push(Party {
            id: id.to_owned(),
            name: name.to_owned(),
            letter,
            role,
            people: people.into_iter().map(str::to_owned).collect(),
        });
    }
    for party in workshop.parties.clone() {
        for (number, person) in party.people.iter().enumerate() {
            fill(&mut workshop, &party.id, (person, number), &change);
        }
    }
    workshop.reveal_all(now.timestamp(), None).unwrap();
    workshop
}

fn fill(
    workshop: &mut Workshop,
    party: &str,
    (person, number): (&str, usize),
    change: impl Fn(&str, &str, Option<Response>) -> Option<Response>,
) {
    let sheet = SheetId {
        party: party.to_owned(),
        person: person.to_owned(),
    };
    workshop.begin_sheet(sheet.clone(), format!("{:032x}", party.len() * 16 + number));
    for question in workshop.bank.questions.clone() {
        let response = said(party, number, &question.id, question.kind, workshop);
        let Some(response) = change(party, &question.id, response) else {
            continue;
        };
        let change = Change::Respond {
            sheet: sheet.clone(),
            question: question.id,
            response: Box::new(response),
        };
        workshop.apply(change).unwrap();
    }
    workshop.seal_sheet(&sheet, jiff::Timestamp::UNIX_EPOCH);
}

/// What a person says; `None`: nothing.
fn said(
    party: &str,
    number: usize,
    question: &str,
    kind: Kind,
    workshop: &Workshop,
) -> Option<Response> {
    match (kind, party) {
        (Kind::Signals | Kind::Cards, "facilitator") => None,
        (Kind::Signals, _) => Some(signals(party, workshop)),
        (Kind::Cards, _) => Some(cards(party, workshop)),
        (_, "marketing") => marketing(question, number),
        (_, "sales") => sales(question),
        (_, "facilitator") => facilitator(question),
        (_, "executive") => executive(question),
        _ => further(party, question),
    }
}

fn marketing(question: &str, number: usize) -> Option<Response> {
    Some(match question {
        "own-words" if number == 0 => text(
            "Someone from a firm in our industries who has shown interest in what we write and is open to talk.",
        ),
        "industry" => say(values(&["cyber-security", "finance"]), Must),
        "job-role" => say(
            values(&["it", "security", "operations", "marketing"]),
            Strong,
        ),
        "seniority" if number == 1 => say(level("specialist"), Nice),
        "seniority" => because(
            say(level("manager"), Strong),
            "below that nobody can start a project",
        ),
        "decision-stage" => because(say(level("curious"), Nice), "we can warm them up"),
        "budget" => because(
            say(Answer::DontKnow, Ignore),
            "we never know it at first touch",
        ),
        "budget-access" => say(level("asks"), Nice),
        "path" => say(
            order(&["search", "content", "webinar", "demo", "proposal"]),
            Nice,
        ),
        "pain" => text("Audits take too long and nobody has an overview of what is open."),
        "employees" => say(range(Some(10.0), Some(500.0)), Strong),
        "authority" => say(level("uses"), Nice),
        "need" => say(level("assumed"), Nice),
        "email-ground" | "phone-ground" => Response::of(Answer::AtLeast("opt-in".to_owned())),
        "already-ours" => Response::of(Answer::Values(vec!["open-opportunity".to_owned()])),
        "existing-customers" => say(values(&["new", "customer", "former"]), Nice),
        "not-a-lead" => bare(values(&["opted-out", "competitor"])),
        _ => return None,
    })
}

fn sales(question: &str) -> Option<Response> {
    Some(match question {
        "own-words" => text(
            "Someone who decides, from a firm in our industries, who has a project this quarter and is open to talk about a price.",
        ),
        "industry" => say(values(&["cyber-security", "finance"]), Must),
        "job-role" => Response {
            never: vec!["marketing".to_owned()],
            ..say(values(&["it", "security"]), Must)
        },
        "seniority" => because(
            say(level("director"), Must),
            "managers send us to their director anyway",
        ),
        "decision-stage" => because(say(level("halfway"), Must), "earlier calls are lost calls"),
        "budget" => Response {
            observed_by: Some(Observation::Person(
                "SDR on the qualification call".to_owned(),
            )),
            ..because(
                say(range(Some(25_000.0), None), Must),
                "below that it is not worth a call",
            )
        },
        "budget-access" => say(level("shares"), Strong),
        "path" => say(
            order(&["recommendation", "first-call", "demo", "review", "proposal"]),
            Nice,
        ),
        "pain" => text("Audits take too long, and the board asks for an overview."),
        "employees" => say(range(Some(50.0), Some(1000.0)), Strong),
        "authority" => say(level("decides"), Must),
        "need" => say(level("stated"), Strong),
        "timeline" => because(say(level("this-quarter"), Must), "the quota is quarterly"),
        "email-ground" | "phone-ground" => Response::of(Answer::AtLeast("opt-in".to_owned())),
        "already-ours" => Response::of(Answer::Values(vec!["open-opportunity".to_owned()])),
        "existing-customers" => Response {
            never: vec!["customer".to_owned()],
            ..say(values(&["new"]), Must)
        },
        "not-a-lead" => bare(values(&[
            "opted-out",
            "competitor",
            "student",
            "bought-list",
        ])),
        _ => return None,
    })
}

fn facilitator(question: &str) -> Option<Response> {
    Some(match question {
        "seniority" => say(level("manager"), Must),
        "budget" => say(range(Some(10_000.0), None), Strong),
        "employees" => say(range(Some(50.0), Some(500.0)), Strong),
        _ => return None,
    })
}

fn executive(question: &str) -> Option<Response> {
    Some(match question {
        "industry" => say(values(&["cyber-security", "finance", "energy"]), Must),
        "seniority" => say(level("vp"), Strong),
        "budget" => say(range(Some(50_000.0), None), Strong),
        "employees" => say(range(Some(200.0), Some(5000.0)), Must),
        "email-ground" | "phone-ground" => Response::of(Answer::AtLeast("opt-in".to_owned())),
        "already-ours" => Response::of(Answer::Values(vec!["open-opportunity".to_owned()])),
        "timeline" => say(level("half-year"), Nice),
        _ => return None,
    })
}

fn further(party: &str, question: &str) -> Option<Response> {
    Some(match (party, question) {
        (_, "industry") => say(values(&["cyber-security"]), Strong),
        ("data-provider", "employees") => say(range(Some(1.0), Some(250.0)), Nice),
        ("customer-success", "seniority") => say(level("manager"), Strong),
        ("customer-success", "pain") => text("Too many tools that do not talk to each other."),
        ("partners", "budget") => say(range(None, Some(40_000.0)), Nice),
        _ => return None,
    })
}

/// The first two say different things on half of the signals; all others rate everything a lead.
fn signals(party: &str, workshop: &Workshop) -> Response {
    let marketing = [1, 1, 1, 1, 2, 2, 2, 1, 2, 2, 3, 3, 3, 3];
    let sales = [0, 0, 0, 1, 0, 1, 1, 1, 2, 2, 3, 3, 3, 3];
    let question = workshop.bank.question("signals").unwrap();
    let places = match party {
        "marketing" => marketing,
        "sales" => sales,
        _ => [1; 14],
    };
    let rated = question
        .signals
        .iter()
        .zip(places)
        .map(|(s, at)| (s.id.clone(), Rating::ALL[at]));
    Response::of(Answer::Ratings(rated.collect()))
}

fn cards(party: &str, workshop: &Workshop) -> Response {
    let question = workshop.bank.question("cards").unwrap();
    let eager = ["mql", "sql", "mql", "lead", "lead"];
    let strict = ["lead", "sql", "mql", "contact", "contact"];
    let stages = if party == "marketing" { eager } else { strict };
    let sorted: IndexMap<String, String> = question
        .cards
        .iter()
        .zip(stages.into_iter().cycle())
        .map(|(card, stage)| (card.id.clone(), stage.to_owned()))
        .collect();
    Response::of(Answer::Cards(sorted))
}

fn bare(answer: Answer) -> Response {
    Response::of(answer)
}

fn say(answer: Answer, importance: Importance) -> Response {
    Response {
        importance: Some(importance),
        ..Response::of(answer)
    }
}

fn because(response: Response, reason: &str) -> Response {
    Response {
        because: reason.to_owned(),
        ..response
    }
}

fn text(words: &str) -> Response {
    Response::of(Answer::Text(words.to_owned()))
}

fn values(ids: &[&str]) -> Answer {
    Answer::Values(ids.iter().map(|id| (*id).to_owned()).collect())
}

fn order(ids: &[&str]) -> Answer {
    Answer::Order(ids.iter().map(|id| (*id).to_owned()).collect())
}

fn level(id: &str) -> Answer {
    Answer::AtLeast(id.to_owned())
}

fn range(from: Option<f64>, to: Option<f64>) -> Answer {
    Answer::Range(Range { from, to })
}
