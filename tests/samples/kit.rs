//! What every sample is built with: a clock that only moves when told, and the acts of the exercise by short names.

use indexmap::IndexMap;
use jiff::{Timestamp, ToSpan, Zoned};
use leadpact_definition::condition::Condition;
use leadpact_definition::stage::Route;
use leadpact_files as files;
use leadpact_workshop::defaults::all_kept;
use leadpact_workshop::resolve::{propose, rejected, settle_same};
use leadpact_workshop::sign::{Signed, put_to_signature, sign};
use leadpact_workshop::{
    Answer, Change, Decision, HandedOver, Importance, InForce, Observation, Parked, Party, Range,
    Rating, Resolution, Response, Role, RoutePlan, Row, Settled, SheetId, Step, Until, Voice,
    Workshop, compare,
};

/// A workshop in the making.
pub struct Build {
    pub w: Workshop,
    at: Timestamp,
}

impl Build {
    /// Begins a workshop at a time such as `2026-03-05T09:00:00+00:00[Europe/London]`.
    pub fn new(template: &str, title: &str, now: &str) -> Self {
        let now: Zoned = now.parse().expect("a time");
        let template = files::template(template).expect("a template");
        let mut build = Self {
            w: Workshop::new(title, template, &now),
            at: now.timestamp(),
        };
        build.note("The workshop was begun.");
        build
    }

    /// So many minutes later.
    pub fn later(&mut self, minutes: i64) {
        self.at = self.at.checked_add(minutes.minutes()).expect("a time");
        self.w.head.changed = self.at;
    }

    pub fn note(&mut self, what: &str) {
        self.w.note(self.at, what);
    }

    pub fn apply(&mut self, change: Change) {
        self.w.apply(change).expect("a change");
    }

    /// What is sold, and who takes part.
    pub fn set_up(
        &mut self,
        company: &str,
        offering: &str,
        currency: &str,
        people: &[(&str, &[&str])],
    ) {
        let mut setup = self.w.setup.clone();
        company.clone_into(&mut setup.company);
        offering.clone_into(&mut setup.offering);
        currency.clone_into(&mut setup.currency);
        let mut parties = self.w.parties.clone();
        for (id, names) in people {
            let party = parties.iter_mut().find(|p| p.id == *id).expect("a party");
            party.people = names.iter().map(|n| (*n).to_owned()).collect();
        }
        let title = self.w.head.title.clone();
        self.apply(Change::SetUp {
            title,
            setup: Box::new(setup),
            parties,
        });
    }

    /// A further party.
    pub fn join(&mut self, id: &str, name: &str, letter: char, role: Role) {
        let mut parties = self.w.parties.clone();
        parties.push(Party {
            id: id.to_owned(),
            name: name.to_owned(),
            letter,
            role,
            people: Vec::new(),
        });
        self.apply(Change::SetUp {
            title: self.w.head.title.clone(),
            setup: Box::new(self.w.setup.clone()),
            parties,
        });
    }

    /// One person answers alone and seals. `salt`: two hexadecimal digits, repeated.
    pub fn sheet(&mut self, party: &str, person: &str, salt: &str, says: Vec<(&str, Response)>) {
        let id = SheetId {
            party: party.to_owned(),
            person: person.to_owned(),
        };
        self.w.begin_sheet(id.clone(), salt.repeat(16));
        for (question, response) in says {
            self.apply(Change::Respond {
                sheet: id.clone(),
                question: question.to_owned(),
                response: Box::new(response),
            });
        }
        self.later(14);
        self.w.seal_sheet(&id, self.at);
    }

    pub fn reveal(&mut self) {
        self.later(1);
        self.w.reveal_all(self.at, None).expect("all have sealed");
    }

    fn row(&self, question: &str) -> Row {
        let table = compare(&self.w).expect("the answers are on the table");
        table.row(question).expect("a question").clone()
    }

    /// Takes over what all said alike.
    pub fn settle_same(&mut self) {
        let table = compare(&self.w).expect("the answers are on the table");
        for row in &table.rows {
            if !self.w.decisions.contains_key(&row.question)
                && let Some(decision) = settle_same(&self.w, row)
            {
                self.decide(&row.question, decision);
            }
        }
    }

    /// Settles a question as the program proposes for this resolution.
    pub fn settle(&mut self, question: &str, resolution: Resolution, because: &str) {
        let agreed = propose(&self.w, &self.row(question), &resolution)
            .unwrap_or_else(|| panic!("{question}: {resolution:?} is not possible"));
        self.settle_as(question, resolution, agreed, because);
    }

    /// Settles a question in this way, with these parts; every signing party agrees.
    pub fn settle_as(
        &mut self,
        question: &str,
        resolution: Resolution,
        agreed: Vec<Settled>,
        because: &str,
    ) {
        let rejected = rejected(&self.w, &self.row(question), &resolution, &agreed);
        let parties = self.w.signing_parties();
        let voices = parties.map(|p| (p.id.clone(), Voice::Agree)).collect();
        let decision = Decision {
            resolution,
            agreed,
            because: because.to_owned(),
            voices,
            rejected,
            pre_qualification: None,
            parked: None,
        };
        self.decide(question, decision);
    }

    /// Puts a question off.
    pub fn park(&mut self, question: &str, because: &str, owner: &str, due: &str) {
        self.settle_as(question, Resolution::Park, Vec::new(), because);
        self.amend(question, |d| {
            d.voices = IndexMap::new();
            d.parked = Some(Parked {
                owner: owner.to_owned(),
                due: due.parse().expect("a day"),
                until: Until::NotAsked,
            });
        });
    }

    /// What holds while a question is put off.
    pub fn until(&mut self, question: &str, until: Until) {
        self.amend(question, |d| {
            d.parked.as_mut().expect("it is put off").until = until;
        });
    }

    /// Somebody walks through the standard text and keeps all that is left of it.
    pub fn open_all(&mut self) {
        self.later(5);
        self.apply(all_kept(&self.w));
    }

    /// Since when it is in force, a day such as `2026-04-01`, and what becomes of leads handed over before.
    pub fn in_force(&mut self, from: &str, handed_over: HandedOver) {
        let from = Some(from.parse().expect("a day"));
        self.apply(Change::InForce(InForce { from, handed_over }));
    }

    /// A party's word on a decision, other than *agree*.
    pub fn says(&mut self, party: &str, question: &str, voice: Voice) {
        self.amend(question, |d| {
            d.voices.insert(party.to_owned(), voice);
        });
    }

    /// Changes a decision that stands.
    pub fn amend(&mut self, question: &str, change: impl FnOnce(&mut Decision)) {
        let mut decision = self.w.decisions[question].clone();
        change(&mut decision);
        self.decide(question, decision);
    }

    fn decide(&mut self, question: &str, decision: Decision) {
        self.later(2);
        self.apply(Change::Decide {
            question: question.to_owned(),
            decision: Some(Box::new(decision)),
        });
    }

    pub fn step(&mut self, step: Step) {
        self.w.head.step = step;
    }

    /// What is left of the standard text is kept, and everybody signs; the first named person of each party does.
    pub fn sign(&mut self) {
        self.step(Step::Sign);
        self.open_all();
        self.later(5);
        put_to_signature(&mut self.w, self.at).expect("nothing blocks");
        let parties: Vec<(String, String)> = self
            .w
            .signing_parties()
            .map(|p| (p.id.clone(), p.people[0].clone()))
            .collect();
        let mut last = None;
        for (party, name) in parties {
            self.later(1);
            last = Some(sign(&mut self.w, &party, &name, self.at).expect("a signature"));
        }
        assert_eq!(last, Some(Signed::Agreed("1.0.0".to_owned())));
    }
}

/// One agreed part; `stage`: empty for the question's own.
pub fn part(stage: &str, response: Response) -> Settled {
    Settled {
        stage: (!stage.is_empty()).then(|| stage.to_owned()),
        response,
    }
}

fn owned(values: &[&str]) -> Vec<String> {
    values.iter().map(|v| (*v).to_owned()).collect()
}

pub fn text(words: &str) -> Response {
    Response::of(Answer::Text(words.to_owned()))
}

pub fn values(values: &[&str]) -> Response {
    Response::of(Answer::Values(owned(values)))
}

pub fn order(values: &[&str]) -> Response {
    Response::of(Answer::Order(owned(values)))
}

pub fn at_least(level: &str) -> Response {
    Response::of(Answer::AtLeast(level.to_owned()))
}

pub fn from(from: f64) -> Response {
    Response::of(Answer::Range(Range {
        from: Some(from),
        to: None,
    }))
}

pub fn between(from: f64, to: f64) -> Response {
    Response::of(Answer::Range(Range {
        from: Some(from),
        to: Some(to),
    }))
}

pub fn any() -> Response {
    Response::of(Answer::Any)
}

/// A route that is carried out: leads that meet the condition go to this person or team.
pub fn route(when: Condition, to: &str) -> RoutePlan {
    RoutePlan::Rule(Route {
        when,
        to: to.to_owned(),
    })
}

pub fn yes() -> Response {
    Response::of(Answer::Is(true))
}

pub fn nobody_knows() -> Response {
    Response::of(Answer::DontKnow)
}

pub fn cards(sorted: &[(&str, &str)]) -> Response {
    let sorted = sorted.iter();
    Response::of(Answer::Cards(
        sorted
            .map(|(card, stage)| ((*card).to_owned(), (*stage).to_owned()))
            .collect(),
    ))
}

/// Signals by what they make of somebody: `[not a lead, lead, MQL, SQL]`.
pub fn signals(groups: [&[&str]; 4]) -> Response {
    let rated = Rating::ALL.into_iter().zip(groups);
    Response::of(Answer::Ratings(
        rated
            .flat_map(|(rating, ids)| ids.iter().map(move |id| ((*id).to_owned(), rating)))
            .collect(),
    ))
}

/// How much an answer matters, what is never acceptable, how it is seen, and why.
pub trait Say: Sized {
    fn weighs(self, importance: Importance) -> Self;
    fn never(self, values: &[&str]) -> Self;
    fn seen(self, by: Observation) -> Self;
    fn because(self, why: &str) -> Self;

    fn must(self) -> Self {
        self.weighs(Importance::Must)
    }
    fn strong(self) -> Self {
        self.weighs(Importance::Strong)
    }
    fn nice(self) -> Self {
        self.weighs(Importance::Nice)
    }
    fn ignore(self) -> Self {
        self.weighs(Importance::Ignore)
    }
    fn asked_by(self, who: &str) -> Self {
        self.seen(Observation::Person(who.to_owned()))
    }
}

impl Say for Response {
    fn weighs(mut self, importance: Importance) -> Self {
        self.importance = Some(importance);
        self
    }
    fn never(mut self, values: &[&str]) -> Self {
        self.never = owned(values);
        self
    }
    fn seen(mut self, by: Observation) -> Self {
        self.observed_by = Some(by);
        self
    }
    fn because(mut self, why: &str) -> Self {
        why.clone_into(&mut self.because);
        self
    }
}
