//! A sample workshop from its folder: the sheets as filled forms, and `script.yaml` for all that is no sheet.
//!
//! A clock that only moves when told; every word on a decision takes two minutes.

use std::fs;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use jiff::{Timestamp, ToSpan, Zoned};
use leadpact_files as files;
use leadpact_workshop::defaults::all_kept;
use leadpact_workshop::form::{Answers, Entry};
use leadpact_workshop::resolve::{propose, rejected, settle_same};
use leadpact_workshop::sign::{Signed, put_to_signature, sign};
use leadpact_workshop::{
    API_VERSION, Capacity, Change, Decision, InForce, Parked, Party, PreQualification, Resolution,
    Settled, StagePlan, Step, Voice, Workshop, compare,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Parts of something that is there already, by id: what they become.
type Changed = IndexMap<String, Value>;

/// What `script.yaml` says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Script {
    /// The folder it lies in.
    #[serde(skip)]
    folder: PathBuf,
    template: String,
    title: String,
    /// A time such as `2026-03-05T09:00:00+00:00[Europe/London]`.
    begun: String,
    company: String,
    offering: String,
    currency: String,
    /// Parties that the template does not have.
    #[serde(default)]
    joins: Vec<Joins>,
    /// Who takes part, by party.
    people: IndexMap<String, Vec<String>>,
    minutes: Minutes,
    /// Words that the CRM writes where nobody chose anything, with the fields that hold them.
    #[serde(default)]
    placeholders: IndexMap<String, Vec<String>>,
    stages: Changed,
    further_stage: Option<FurtherStage>,
    sheets: Vec<SealedForm>,
    /// Those that were settled because all said the same are not named here.
    decisions: Vec<Decided>,
    promises: Changed,
    further_promise: Option<FurtherPromise>,
    /// Opening hours beside those of the template, or in their place.
    #[serde(default)]
    hours: IndexMap<String, Vec<String>>,
    capacity: Capacity,
    review: Option<u16>,
    in_force: Option<InForce>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Joins {
    id: String,
    name: String,
    letter: char,
    role: leadpact_workshop::Role,
}

/// How long something took, before the minutes that each act takes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Minutes {
    set_up: i64,
    promises: i64,
    capacity: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FurtherStage {
    before: String,
    stage: StagePlan,
}

/// A promise made from another one, and put before it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FurtherPromise {
    like: String,
    promise: Value,
}

/// `FORM.answers.yaml`, sealed with two hexadecimal digits, repeated.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SealedForm {
    form: String,
    salt: String,
    /// Reasons that the sheet on the screen takes and the form does not ask for, by question.
    #[serde(default)]
    reasons: IndexMap<String, String>,
}

/// How a question was settled; every signing party agrees unless it says something else.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Decided {
    question: String,
    resolution: Resolution,
    /// What was agreed; without it, what the program proposes for this resolution.
    #[serde(default)]
    agreed: Vec<Part>,
    #[serde(default)]
    because: String,
    #[serde(default)]
    says: IndexMap<String, Voice>,
    pre_qualification: Option<PreQualification>,
    parked: Option<Parked>,
}

/// One agreed part, written as in a form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    stage: Option<String>,
    #[serde(flatten)]
    entry: Entry,
}

/// The signed workshop of a folder below `tests/samples`.
pub fn complete(sample: &str) -> Workshop {
    let script = Script::of(sample);
    let mut build = script.revealed();
    for decided in &script.decisions {
        build.settle(decided);
    }
    build.promise(&script);
    build.sign();
    build.w
}

/// The same workshop earlier: all answers on the table, settled up to this question.
pub fn settled_up_to(sample: &str, last: &str) -> Workshop {
    let script = Script::of(sample);
    let mut build = script.revealed();
    for decided in &script.decisions {
        build.settle(decided);
        if decided.question == last {
            return build.w;
        }
    }
    panic!("{sample}: no decision on {last}");
}

/// The YAML file at `path`.
fn yaml<T: DeserializeOwned>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_yaml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// `part` with `changed` in it: objects are merged, everything else takes the place of what was there.
fn changed<T: Serialize + DeserializeOwned>(part: &T, changed: &Value) -> T {
    let mut value = serde_json::to_value(part).expect("plain data");
    merge(&mut value, changed);
    serde_json::from_value(value).unwrap_or_else(|e| panic!("{changed}: {e}"))
}

fn merge(value: &mut Value, changed: &Value) {
    match (value, changed) {
        (Value::Object(value), Value::Object(changed)) => {
            for (key, changed) in changed {
                merge(value.entry(key).or_insert(Value::Null), changed);
            }
        }
        (value, changed) => value.clone_from(changed),
    }
}

/// Makes the named changes to parts of a list.
fn change_each<T: Serialize + DeserializeOwned>(
    parts: &mut [T],
    changes: &Changed,
    id: impl Fn(&T) -> &str,
) {
    for (name, change) in changes {
        let part = parts.iter_mut().find(|part| id(part) == name);
        let part = part.unwrap_or_else(|| panic!("there is no {name} to change"));
        *part = changed(part, change);
    }
}

impl Script {
    fn of(sample: &str) -> Self {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
        let folder = samples.join(sample);
        let script: Self = yaml(&folder.join("script.yaml"));
        Self { folder, ..script }
    }

    /// All answers on the table, and taken over what all said alike.
    fn revealed(&self) -> Build {
        let now: Zoned = self.begun.parse().expect("a time");
        let template = files::template(&self.template).expect("a template");
        let mut build = Build {
            w: Workshop::new(&self.title, template, &now),
            at: now.timestamp(),
        };
        build.w.note(build.at, "The workshop was begun.");
        build.set_up(self);
        build.ladder(self);
        build.later(self.minutes.set_up);
        for sealed in &self.sheets {
            let form = self.folder.join(format!("{}.answers.yaml", sealed.form));
            build.sheet(&form, sealed);
        }
        build.later(1);
        build.w.reveal_all(build.at, None).expect("all have sealed");
        build.w.head.step = Step::Agree;
        build.settle_same();
        build
    }
}

/// A workshop in the making.
struct Build {
    w: Workshop,
    at: Timestamp,
}

impl Build {
    /// So many minutes later.
    fn later(&mut self, minutes: i64) {
        self.at = self.at.checked_add(minutes.minutes()).expect("a time");
        self.w.head.changed = self.at;
    }

    fn apply(&mut self, change: Change) {
        self.w.apply(change).expect("a change");
    }

    /// What is sold, who takes part, and what the CRM writes for nothing.
    fn set_up(&mut self, script: &Script) {
        let mut setup = self.w.setup.clone();
        setup.company.clone_from(&script.company);
        setup.offering.clone_from(&script.offering);
        setup.currency.clone_from(&script.currency);
        let mut parties = self.w.parties.clone();
        parties.extend(script.joins.iter().map(|joins| Party {
            id: joins.id.clone(),
            name: joins.name.clone(),
            letter: joins.letter,
            role: joins.role,
            people: Vec::new(),
        }));
        for (id, people) in &script.people {
            let party = parties.iter_mut().find(|p| p.id == *id).expect("a party");
            party.people.clone_from(people);
        }
        self.apply(Change::SetUp {
            title: self.w.head.title.clone(),
            setup: Box::new(setup),
            parties,
        });
        for (word, ids) in &script.placeholders {
            for id in ids {
                let mut field = self.w.bank.fields[id].clone();
                field.placeholders = vec![word.clone()];
                self.apply(Change::NameField {
                    id: id.clone(),
                    field: Some(Box::new(field)),
                });
            }
        }
    }

    fn ladder(&mut self, script: &Script) {
        let mut stages = self.w.stages.clone();
        change_each(&mut stages, &script.stages, |stage| &stage.id);
        if let Some(further) = &script.further_stage {
            let at = stages.iter().position(|s| s.id == further.before);
            stages.insert(at.expect("a stage"), further.stage.clone());
        }
        self.apply(Change::Stages(stages));
    }

    /// One person answers alone and seals: the form is read as `leadpact collect` reads it.
    fn sheet(&mut self, form: &Path, sealed: &SealedForm) {
        let bytes = fs::read(form).unwrap_or_else(|e| panic!("{}: {e}", form.display()));
        let filled = files::answers(&form.to_string_lossy(), &bytes, &self.w).expect("it fits");
        let sheet = filled.sheet;
        self.w.begin_sheet(sheet.clone(), sealed.salt.repeat(16));
        for (question, mut response) in filled.responses {
            if let Some(reason) = sealed.reasons.get(&question) {
                response.because.clone_from(reason);
            }
            self.apply(Change::Respond {
                sheet: sheet.clone(),
                question,
                response: Box::new(response),
            });
        }
        self.later(14);
        self.w.seal_sheet(&sheet, self.at);
    }

    /// Takes over what all said alike.
    fn settle_same(&mut self) {
        for row in &compare(&self.w).expect("the answers are on the table").rows {
            if let Some(decision) = settle_same(&self.w, row) {
                self.decide(&row.question, decision);
            }
        }
    }

    fn settle(&mut self, decided: &Decided) {
        let table = compare(&self.w).expect("the answers are on the table");
        let row = table.row(&decided.question).expect("a question");
        let agreed = match (
            decided.agreed.is_empty(),
            decided.resolution == Resolution::Park,
        ) {
            (false, _) => self.parts(decided),
            (true, true) => Vec::new(),
            (true, false) => propose(&self.w, row, &decided.resolution)
                .unwrap_or_else(|| panic!("{}: not possible so", decided.question)),
        };
        let parties = self.w.signing_parties().map(|party| party.id.clone());
        let mut decision = Decision {
            resolution: decided.resolution.clone(),
            because: decided.because.clone(),
            voices: parties.map(|party| (party, Voice::Agree)).collect(),
            rejected: rejected(&self.w, row, &decided.resolution, &agreed),
            agreed,
            pre_qualification: None,
            parked: None,
        };
        self.decide(&decided.question, decision.clone());
        for (party, voice) in &decided.says {
            decision.voices.insert(party.clone(), voice.clone());
            self.decide(&decided.question, decision.clone());
        }
        if decided.pre_qualification.is_some() {
            decision
                .pre_qualification
                .clone_from(&decided.pre_qualification);
            self.decide(&decided.question, decision.clone());
        }
        if let Some(parked) = &decided.parked {
            self.park(&decided.question, decision, parked);
        }
    }

    /// Puts a question off, and then says what holds until it is settled.
    fn park(&mut self, question: &str, mut decision: Decision, parked: &Parked) {
        decision.voices = IndexMap::new();
        decision.parked = Some(parked.clone());
        self.decide(question, decision.clone());
        if !parked.until.is_not_asked() {
            self.decide(question, decision);
        }
    }

    /// The agreed parts, read as the answers of a form are.
    fn parts(&self, decided: &Decided) -> Vec<Settled> {
        let parts = decided.agreed.iter().map(|part| {
            let form = Answers {
                api_version: API_VERSION.to_owned(),
                kind: "Answers".to_owned(),
                party: "facilitator".to_owned(),
                person: None,
                answers: [(decided.question.clone(), Some(part.entry.clone()))].into(),
            };
            let mut filled = form.read(&self.w).expect("an answer that fits");
            let response = filled.responses.swap_remove(&decided.question);
            Settled {
                stage: part.stage.clone(),
                response: response.expect("an answer"),
            }
        });
        parts.collect()
    }

    fn decide(&mut self, question: &str, decision: Decision) {
        self.later(2);
        self.apply(Change::Decide {
            question: question.to_owned(),
            decision: Some(Box::new(decision)),
        });
    }

    /// What each side owes the other, and whether it can be done.
    fn promise(&mut self, script: &Script) {
        self.w.head.step = Step::Sla;
        self.later(script.minutes.promises);
        let mut sla = self.w.sla.clone();
        change_each(&mut sla.promises, &script.promises, |promise| &promise.id);
        if let Some(further) = &script.further_promise {
            let at = sla.promises.iter().position(|p| p.id == further.like);
            let at = at.expect("a promise");
            sla.promises
                .insert(at, changed(&sla.promises[at], &further.promise));
        }
        if let Some(calendar) = &mut sla.calendar {
            calendar.hours.extend(script.hours.clone());
        }
        self.apply(Change::Sla(Box::new(sla)));
        self.apply(Change::Capacity(script.capacity.clone()));
        if let Some(days) = script.review {
            self.apply(Change::Review(days));
        }
        self.later(script.minutes.capacity);
        if let Some(in_force) = &script.in_force {
            self.apply(Change::InForce(in_force.clone()));
        }
    }

    /// What is left of the standard text is kept, and everybody signs; the first named person of each party does.
    fn sign(&mut self) {
        self.w.head.step = Step::Sign;
        self.later(5);
        self.apply(all_kept(&self.w));
        self.later(5);
        put_to_signature(&mut self.w, self.at).expect("nothing blocks");
        let parties = self.w.signing_parties();
        let parties: Vec<(String, String)> = parties
            .map(|party| (party.id.clone(), party.people[0].clone()))
            .collect();
        let mut last = None;
        for (party, name) in parties {
            self.later(1);
            last = Some(sign(&mut self.w, &party, &name, self.at).expect("a signature"));
        }
        assert_eq!(last, Some(Signed::Agreed("1.0.0".to_owned())));
    }
}
