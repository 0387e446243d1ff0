//! What a label records as done, turned into what is promised: `Sales made the first attempt` says who did it and what,
//! and so that sales *makes the first attempt*.
//!
//! Labels are people's own words. One is understood when it begins with a verb of the list below (then the lead did it),
//! with a party and such a verb, or tells that something *was* done. Any other is quoted as it stands.

/// Past forms and what one promises with them. A form that stands here twice would be a guess and is left out.
const VERBS: [(&str, &str); 88] = [
    ("accepted", "accepts"),
    ("added", "adds"),
    ("answered", "answers"),
    ("appointed", "appoints"),
    ("arranged", "arranges"),
    ("asked", "asks"),
    ("assigned", "assigns"),
    ("attended", "attends"),
    ("became", "becomes"),
    ("began", "begins"),
    ("booked", "books"),
    ("bought", "buys"),
    ("brought", "brings"),
    ("called", "calls"),
    ("came", "comes"),
    ("checked", "checks"),
    ("chose", "chooses"),
    ("clicked", "clicks"),
    ("closed", "closes"),
    ("commented", "comments"),
    ("completed", "completes"),
    ("confirmed", "confirms"),
    ("connected", "connects"),
    ("contacted", "contacts"),
    ("created", "creates"),
    ("decided", "decides"),
    ("delivered", "delivers"),
    ("downloaded", "downloads"),
    ("emailed", "emails"),
    ("enriched", "enriches"),
    ("entered", "enters"),
    ("filled", "fills"),
    ("finished", "finishes"),
    ("followed", "follows"),
    ("gave", "gives"),
    ("got", "gets"),
    ("handed", "hands"),
    ("had", "has"),
    ("heard", "hears"),
    ("held", "holds"),
    ("informed", "informs"),
    ("introduced", "introduces"),
    ("invited", "invites"),
    ("left", "leaves"),
    ("looked", "looks"),
    ("made", "makes"),
    ("met", "meets"),
    ("named", "names"),
    ("nurtured", "nurtures"),
    ("offered", "offers"),
    ("opened", "opens"),
    ("passed", "passes"),
    ("phoned", "phones"),
    ("planned", "plans"),
    ("qualified", "qualifies"),
    ("reached", "reaches"),
    ("received", "receives"),
    ("recorded", "records"),
    ("recycled", "recycles"),
    ("registered", "registers"),
    ("rejected", "rejects"),
    ("replied", "replies"),
    ("reported", "reports"),
    ("requested", "requests"),
    ("returned", "returns"),
    ("reviewed", "reviews"),
    ("said", "says"),
    ("scheduled", "schedules"),
    ("sent", "sends"),
    ("showed", "shows"),
    ("signed", "signs"),
    ("spoke", "speaks"),
    ("started", "starts"),
    ("subscribed", "subscribes"),
    ("talked", "talks"),
    ("told", "tells"),
    ("took", "takes"),
    ("touched", "touches"),
    ("tried", "tries"),
    ("turned", "turns"),
    ("updated", "updates"),
    ("used", "uses"),
    ("verified", "verifies"),
    ("visited", "visits"),
    ("was", "is"),
    ("went", "goes"),
    ("worked", "works"),
    ("wrote", "writes"),
];

/// Forms that alone say what was done to the lead: a date called *Created* is when the lead was created.
const DONE_TO_IT: [&str; 10] = [
    "added",
    "assigned",
    "captured",
    "created",
    "enriched",
    "imported",
    "received",
    "recorded",
    "recycled",
    "registered",
];

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Doer {
    /// A party, by its id.
    Party(String),
    /// The lead itself.
    Lead,
    /// Something else, with its article: `the record`.
    Thing(String),
}

/// A label that is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Act {
    /// Who did it.
    pub doer: Doer,
    /// `made`.
    past: String,
    /// `makes`.
    now: &'static str,
    /// `the first attempt`; empty where the verb says all.
    pub rest: String,
}

impl Act {
    /// Reads a label; `parties` are ids and names. None: it is not understood.
    pub(super) fn of(label: &str, parties: &[(&str, &str)]) -> Option<Self> {
        let label = label.trim();
        for (id, name) in parties {
            for word in [name, id] {
                if let Some(rest) = after(label, word) {
                    return Self::verb(Doer::Party((*id).to_owned()), rest);
                }
            }
        }
        let alone = label.to_lowercase();
        if DONE_TO_IT.contains(&alone.as_str()) {
            return Self::verb(Doer::Lead, &format!("was {alone}"));
        }
        Self::verb(Doer::Lead, label).or_else(|| {
            let (thing, done) = label.split_once(" was ")?;
            let small = super::small(thing);
            let first = small.split(' ').next().unwrap_or_default();
            let thing = match first {
                "the" | "a" | "an" | "our" | "their" | "its" => small,
                _ => format!("the {small}"),
            };
            let brief = thing.split(' ').count() <= 5;
            brief
                .then(|| Self::verb(Doer::Thing(thing), &format!("was {done}")))
                .flatten()
        })
    }

    fn verb(doer: Doer, text: &str) -> Option<Self> {
        let (verb, rest) = text.split_once(' ').unwrap_or((text, ""));
        let past = verb.to_lowercase();
        let (_, now) = VERBS.iter().find(|(known, _)| *known == past)?;
        Some(Self {
            doer,
            past,
            now,
            rest: rest.trim().to_owned(),
        })
    }

    /// `makes the first attempt`.
    pub(super) fn now(&self) -> String {
        joined(self.now, &self.rest)
    }

    /// `made the first attempt`.
    pub(super) fn past(&self) -> String {
        joined(&self.past, &self.rest)
    }

    /// The same without `the lead` at its end, where that is what it was done to: `rejected`. None: it was not.
    pub(super) fn to_the_lead(&self) -> Option<(&str, &'static str)> {
        (self.rest == "the lead").then_some((self.past.as_str(), self.now))
    }
}

fn joined(verb: &str, rest: &str) -> String {
    if rest.is_empty() {
        verb.to_owned()
    } else {
        format!("{verb} {rest}")
    }
}

/// What stands after `word` and a blank at the start of a text, capitals aside.
fn after<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head = text.get(..word.len())?;
    let rest = text.get(word.len()..)?;
    (!word.is_empty() && head.to_lowercase() == word.to_lowercase())
        .then(|| rest.strip_prefix(' '))
        .flatten()
}

/// What several doers do, with one verb phrase for what is done to the same thing: `accepts or rejects the lead`.
pub(super) fn either(acts: &[Act]) -> String {
    let same = acts.windows(2).all(|two| two[0].rest == two[1].rest);
    match acts.first() {
        Some(first) if same && acts.len() > 1 => {
            let verbs: Vec<String> = acts.iter().map(|act| act.now.to_owned()).collect();
            joined(&super::or_list(&verbs), &first.rest)
        }
        _ => super::or_list(&acts.iter().map(Act::now).collect::<Vec<_>>()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTIES: [(&str, &str); 2] = [("marketing", "Marketing"), ("sales", "Inside sales")];

    fn act(label: &str) -> Act {
        Act::of(label, &PARTIES).unwrap_or_else(|| panic!("{label} is not understood"))
    }

    #[test]
    fn a_label_says_who_did_it_and_what() {
        let made = act("Sales made the first attempt");
        assert_eq!(made.doer, Doer::Party("sales".to_owned()));
        assert_eq!(made.now(), "makes the first attempt");
        assert_eq!(made.past(), "made the first attempt");
        assert_eq!(act("Inside sales answered").now(), "answers");
        assert_eq!(act("Became an MQL").doer, Doer::Lead);
        let record = act("Record was enriched");
        assert_eq!(record.doer, Doer::Thing("the record".to_owned()));
        assert_eq!(record.now(), "is enriched");
        assert_eq!(act("Created").past(), "was created");
    }

    #[test]
    fn other_labels_are_not_guessed_at() {
        for label in [
            "PQL seen",
            "Demo date",
            "Salesforce made it",
            "",
            "Ärger",
            "Sales happy",
        ] {
            assert_eq!(Act::of(label, &PARTIES), None, "{label}");
        }
    }

    #[test]
    fn acts_on_the_same_thing_share_it() {
        let both = [
            act("Sales accepted the lead"),
            act("Sales rejected the lead"),
        ];
        assert_eq!(either(&both), "accepts or rejects the lead");
        let two = [
            act("Sales reached the person"),
            act("Sales made the last attempt"),
        ];
        assert_eq!(either(&two), "reaches the person or makes the last attempt");
    }

    #[test]
    fn every_verb_stands_once() {
        for (at, (verb, _)) in VERBS.iter().enumerate() {
            assert!(
                VERBS[at + 1..].iter().all(|(other, _)| other != verb),
                "{verb}"
            );
        }
    }
}
