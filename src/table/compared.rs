//! Workshops of one question whose answers are on the table, written down in a few words.
//!
//! The tests of `workshop` include this file too, where the crate is its own.

use indexmap::IndexMap;
use leadpact_workshop::{
    API_VERSION, Answer, Bank, Card, Choice, Entry, EntryKind, Importance, Kind, Party, Question,
    Range, Rating, Response, Reveal, Role, SealMark, Sheet, SheetState, Signal, StagePlan,
    Template, TimeBoxes, Workshop,
};

/// A workshop without parties, questions and stages.
pub fn empty() -> Workshop {
    let template = Template {
        api_version: API_VERSION.to_owned(),
        kind: "Template".to_owned(),
        name: "empty".to_owned(),
        title: "Empty".to_owned(),
        about: String::new(),
        cycle_days: 90,
        time_boxes: TimeBoxes::default(),
        parties: Vec::new(),
        bank: Bank::default(),
        stages: Vec::new(),
        sla: leadpact_definition::sla::Sla::default(),
    };
    Workshop::new("Empty", template, &jiff::Zoned::default())
}

/// A question of this kind with a few options, signals or cards.
pub fn question(kind: Kind) -> Question {
    let choice = |(id, label): (&str, &str)| Choice {
        id: id.to_owned(),
        label: label.to_owned(),
        cells: Vec::new(),
        when: None,
        always: false,
        by_hand_over: false,
        to: None,
    };
    let options: &[(&str, &str)] = match kind {
        Kind::Level => &[
            ("any", "any"),
            ("specialist", "specialist"),
            ("manager", "manager"),
            ("director", "director"),
            ("vp", "VP"),
            ("c-level", "C-level"),
        ],
        Kind::Choice | Kind::One | Kind::Order => &[
            ("cyber", "cyber security"),
            ("fintech", "fintech"),
            ("students", "Students"),
            ("retail", "retail"),
        ],
        Kind::NotALead => &[
            ("bought", "bought list"),
            ("scraped", "scraped"),
            ("anonymous", "anonymous view"),
        ],
        _ => &[],
    };
    let signals = |n: usize| {
        (0..n).map(|i| Signal {
            id: format!("s{i}"),
            label: format!("signal {i}"),
            event: "e".into(),
            at_least: None,
        })
    };
    let cards = |n: usize| {
        (0..n).map(|i| Card {
            id: format!("c{i}"),
            text: format!("card {i}"),
            fields: IndexMap::new(),
            events: Vec::new(),
        })
    };
    Question {
        id: "q".to_owned(),
        title: "Question".to_owned(),
        ask: "What?".to_owned(),
        help: None,
        kind,
        options: options.iter().copied().map(choice).collect(),
        unit: (kind == Kind::Range).then(|| "people".to_owned()),
        field: None,
        stage: None,
        channel: None,
        signals: if kind == Kind::Signals {
            signals(4).collect()
        } else {
            Vec::new()
        },
        cards: if kind == Kind::Cards {
            cards(4).collect()
        } else {
            Vec::new()
        },
        same_words: leadpact_workshop::SameWords::default(),
    }
}

fn stage(id: &str, by: EntryKind) -> StagePlan {
    StagePlan {
        id: id.to_owned(),
        name: id.to_uppercase(),
        owner: "marketing".to_owned(),
        track: "main".to_owned(),
        enter: Entry {
            by,
            at_least: None,
            act: None,
            asked: leadpact_workshop::AskedEntry::default(),
        },
        exit: String::new(),
        expect: String::new(),
        next: String::new(),
        nurture: String::new(),
        routing: Vec::new(),
        routing_fallback: String::new(),
        hand_off: Vec::new(),
    }
}

/// A revealed workshop with one question. Each entry is a party's name and the responses of its people.
/// The party named `facilitator` is the facilitator.
pub fn revealed(question: Question, parties: &[(&str, Vec<Response>)]) -> Workshop {
    let mut w = empty();
    w.stages = vec![
        stage("contact", EntryKind::Everyone),
        stage("lead", EntryKind::Engaged),
        stage("mql", EntryKind::Points),
        stage("sal", EntryKind::Act),
        stage("sql", EntryKind::Act),
        stage("customer", EntryKind::Act),
    ];
    for (name, responses) in parties {
        let role = if *name == "facilitator" {
            Role::Facilitator
        } else {
            Role::Own
        };
        w.parties.push(Party {
            id: (*name).to_owned(),
            name: (*name).to_owned(),
            letter: name.chars().next().unwrap_or('X'),
            role,
            people: Vec::new(),
        });
        for (n, response) in responses.iter().enumerate() {
            w.sheets.push(Sheet {
                party: (*name).to_owned(),
                person: format!("person {n}"),
                salt: String::new(),
                key: None,
                state: SheetState::Revealed {
                    seal: SealMark {
                        at: jiff::Timestamp::UNIX_EPOCH,
                        digest: String::new(),
                    },
                    responses: std::iter::once((question.id.clone(), response.clone())).collect(),
                },
            });
        }
    }
    w.bank.questions = vec![question];
    w.reveal = Some(Reveal {
        at: jiff::Timestamp::UNIX_EPOCH,
        because: None,
    });
    w
}

/// What somebody says with an importance.
pub fn say(answer: Answer, importance: impl Into<Option<Importance>>) -> Response {
    Response {
        importance: importance.into(),
        ..Response::of(answer)
    }
}

/// These values.
pub fn values(values: &[&str]) -> Answer {
    Answer::Values(values.iter().map(|v| (*v).to_owned()).collect())
}

/// From this level.
pub fn level(id: &str) -> Answer {
    Answer::AtLeast(id.to_owned())
}

/// From here to there.
pub fn range(from: impl Into<Option<f64>>, to: impl Into<Option<f64>>) -> Answer {
    Answer::Range(Range {
        from: from.into(),
        to: to.into(),
    })
}

/// The response with values that exclude a lead.
pub fn never(response: Response, values: &[&str]) -> Response {
    Response {
        never: values.iter().map(|v| (*v).to_owned()).collect(),
        ..response
    }
}

/// Own words.
pub fn text(words: &str) -> Answer {
    Answer::Text(words.to_owned())
}

/// Nothing was said.
pub fn silent() -> Response {
    Response::default()
}

/// The signals of a question in their order, each with the rating of this place.
pub fn ratings(places: &[usize]) -> Response {
    say(
        Answer::Ratings(
            places
                .iter()
                .enumerate()
                .map(|(i, p)| (format!("s{i}"), Rating::ALL[*p]))
                .collect(),
        ),
        None,
    )
}

/// The cards of a question in their order, each sorted into a stage.
pub fn sorted_cards(stages: &[&str]) -> Response {
    say(
        Answer::Cards(
            stages
                .iter()
                .enumerate()
                .map(|(i, s)| (format!("c{i}"), (*s).to_owned()))
                .collect(),
        ),
        None,
    )
}
