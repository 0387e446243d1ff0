//! Leads of our own, put to the rules that were signed: who is handed over, who is not, and who gets it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use indexmap::IndexMap;
use leadpact_definition::Spec;
use leadpact_definition::condition::{Condition, Test};
use leadpact_definition::scalar::Literal;
use leadpact_definition::stage::ASK_FIRST;
use leadpact_workshop::rules::hand_over::hand_over_stage;
use leadpact_workshop::{Bank, Kind, Question, Workshop};

use super::sheet;

/// The day on which the leads are looked at.
const TODAY: &str = "2026-03-20";
const YESTERDAY: &str = "2026-03-19";
const LAST_WEEK: &str = "2026-03-12";
const BEFORE_THAT: &str = "2026-03-10";

/// The program, in this folder.
pub fn leadpact(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_leadpact"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program starts")
}

/// Scored leads by id, each as its cells by heading.
type Scored = BTreeMap<String, BTreeMap<String, String>>;

/// What is expected of everybody's leads, whatever the template.
pub fn check(folder: &Path, rules: &str, spec: &Spec, workshop: &Workshop) {
    let leads = Leads::of(workshop);
    let scored = leads.scored(folder, rules);
    let hand_over = hand_over_stage(workshop).expect("a hand-over").id.as_str();
    let is = |id: &str, column: &str, wanted: &str| {
        assert_eq!(scored[id][column], wanted, "{id}: {:#?}", scored[id]);
    };
    for id in ["asked", "unknown", "back", "outbound"] {
        is(id, "stage", hand_over);
    }
    for id in ["fails", "silent", "nameless", "rejected"] {
        assert_ne!(scored[id]["stage"], hand_over, "{id}: {:#?}", scored[id]);
        is(id, "status", "scored");
    }
    is("fails", "stage_asked", "wants-to-talk");
    is("ours", "stage", "already-ours");
    let owner = leads.owner_of_ours();
    is("ours", "owner", &owner);
    for case in STOPS {
        is(case, "status", "disqualified");
    }
    let must = sheet::must(&workshop.bank);
    let stage = spec.stages.iter().find(|s| s.id == hand_over).expect("it");
    let first = stage.checklist.first().expect("a checklist");
    assert!(first.ends_with(ASK_FIRST), "{:#?}", stage.checklist);
    assert!(first.contains(&must.title), "{first}");
}

/// Cases of what is not a lead that keep everybody out, also those who ask.
const STOPS: [&str; 3] = ["bought-list", "opted-out", "competitor"];

/// A column of the file.
struct Column<'a> {
    /// The field or the event.
    shows: &'a str,
    heading: String,
    /// Whether it says how often, else when last.
    counts: bool,
}

struct Leads<'a> {
    bank: &'a Bank,
    rows: Vec<(&'static str, IndexMap<String, String>)>,
}

impl<'a> Leads<'a> {
    fn of(workshop: &'a Workshop) -> Self {
        let mut leads = Self {
            bank: &workshop.bank,
            rows: Vec::new(),
        };
        let asks = leads.strongest_act();
        let must = sheet::must(&workshop.bank);
        let field = must.field.clone().expect("a field");
        let other = must.options[2].spellings()[0].clone();
        leads.add("asked", &[(&asks, YESTERDAY)]);
        leads.add("unknown", &[(&asks, YESTERDAY), (&field, "")]);
        leads.add("fails", &[(&asks, YESTERDAY), (&field, &other)]);
        leads.add("silent", &[]);
        leads.add("nameless", &[(&asks, YESTERDAY), ("name", "")]);
        let rejected = "rejected_by_sales";
        leads.add("rejected", &[(&asks, LAST_WEEK), (rejected, YESTERDAY)]);
        leads.add("back", &[(&asks, YESTERDAY), (rejected, LAST_WEEK)]);
        leads.add(
            "outbound",
            &[("first_contacted", LAST_WEEK), ("reached", YESTERDAY)],
        );
        let (ours, value) = leads.shown(Kind::AlreadyOurs, 0);
        leads.add("ours", &[(&asks, YESTERDAY), (&ours, &value)]);
        for case in STOPS {
            let question = leads.question(Kind::NotALead);
            let at = question.options.iter().position(|o| o.id == case);
            let (field, value) = leads.shown(Kind::NotALead, at.expect("a case"));
            leads.add(case, &[(&asks, BEFORE_THAT), (&field, &value)]);
        }
        leads
    }

    fn question(&self, kind: Kind) -> &'a Question {
        let mut questions = self.bank.questions.iter();
        questions.find(|q| q.kind == kind).expect("asked")
    }

    /// The event of the signal that both sides rated highest.
    fn strongest_act(&self) -> String {
        let signals = &self.question(Kind::Signals).signals;
        signals.last().expect("a signal").event.clone()
    }

    /// The field that shows an option, and what it holds then.
    fn shown(&self, kind: Kind, option: usize) -> (String, String) {
        let when = self.question(kind).options[option].when.as_ref();
        let Some(Condition::Field { field, test }) = when else {
            panic!("{when:?}");
        };
        let value = match test {
            Test::In(texts) => texts.0[0].clone(),
            Test::Is(Literal::Flag(true)) => "yes".to_owned(),
            other => panic!("{other:?}"),
        };
        (field.clone(), value)
    }

    fn owner_of_ours(&self) -> String {
        let first = &self.question(Kind::AlreadyOurs).options[0];
        first.to.clone().expect("an owner")
    }

    /// A lead that fits in everything that was asked, but for these fields and acts.
    fn add(&mut self, id: &'static str, but: &[(&str, &str)]) {
        let mut cells: IndexMap<String, String> = [
            ("name", "Priya Nair"),
            ("company", "Aldgate"),
            ("email", "priya.nair@aldgate.example"),
            ("phone", "+44 20 5550 1234"),
            ("source", "Trade show"),
        ]
        .map(|(field, value)| (field.to_owned(), value.to_owned()))
        .into();
        for question in &self.bank.questions {
            if let (Some(field), Some(value)) = (question.field.clone(), fitting(question)) {
                cells.insert(field, value);
            }
        }
        for (field, value) in but {
            let known =
                self.bank.fields.contains_key(*field) || self.bank.events.contains_key(*field);
            assert!(known, "no {field} in this bank");
            cells.insert((*field).to_owned(), (*value).to_owned());
        }
        self.rows.push((id, cells));
    }

    /// The columns that the template expects.
    fn columns(&self) -> Vec<Column<'a>> {
        let mut columns = Vec::new();
        for (id, field) in &self.bank.fields {
            let heading = field.columns.0.first().or(field.label.as_ref());
            columns.push(Column {
                shows: id,
                heading: heading.unwrap_or(id).clone(),
                counts: false,
            });
        }
        for (id, event) in &self.bank.events {
            let known = event.columns.as_ref().expect("columns");
            for (texts, counts) in [(&known.count, true), (&known.last, false)] {
                columns.extend(texts.0.first().map(|heading| Column {
                    shows: id,
                    heading: heading.clone(),
                    counts,
                }));
            }
        }
        columns
    }

    /// The leads as a file, under the headings that the template expects, scored by the rules.
    fn scored(&self, folder: &Path, rules: &str) -> Scored {
        let columns = self.columns();
        let mut csv = csv::Writer::from_path(folder.join("leads.csv")).expect("a file");
        let headings = columns.iter().map(|column| column.heading.as_str());
        csv.write_record(std::iter::once("id").chain(headings))
            .expect("written");
        for (id, cells) in &self.rows {
            let cells = columns.iter().map(|column| {
                let cell = cells.get(column.shows).map_or("", String::as_str);
                // Every act happened once.
                if column.counts && !cell.is_empty() {
                    "1"
                } else {
                    cell
                }
            });
            csv.write_record(std::iter::once(*id).chain(cells))
                .expect("written");
        }
        csv.flush().expect("written");
        let arguments = [
            "score",
            rules,
            "leads.csv",
            "--as-of",
            TODAY,
            "-o",
            "scored.csv",
        ];
        let output = leadpact(folder, &arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{said}");
        let mut scored = csv::Reader::from_path(folder.join("scored.csv")).expect("scored");
        let rows = scored.deserialize::<BTreeMap<String, String>>();
        rows.map(|row| {
            let row = row.expect("a row");
            (row["id"].clone(), row)
        })
        .collect()
    }
}

/// What a record holds that both sides want; `None` where no record shows it.
fn fitting(question: &Question) -> Option<String> {
    let first = || question.options.first().map(|o| o.spellings()[0].clone());
    match question.kind {
        Kind::Choice | Kind::One => first(),
        Kind::Level => question.options.last().map(|o| o.id.clone()),
        Kind::Range if question.unit.as_deref() == Some("days") => Some("5".to_owned()),
        Kind::Range => Some("30".to_owned()),
        Kind::YesNo => Some("yes".to_owned()),
        Kind::Tags => Some("a contract that ends".to_owned()),
        Kind::OwnWords
        | Kind::Order
        | Kind::NotALead
        | Kind::AlreadyOurs
        | Kind::Signals
        | Kind::Cards => None,
    }
}
