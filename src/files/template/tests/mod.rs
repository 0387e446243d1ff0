//! What every template must hold, so that a workshop that starts from it can be answered, compiled and scored.

use std::collections::HashSet;

use crate::{TEMPLATES, template};
use leadpact_definition::condition::{Condition, Test};
use leadpact_definition::field::FieldType;
use leadpact_definition::sla::{Measure, RequiredField};
use leadpact_definition::stage::WANTS_TO_TALK;
use leadpact_workshop::{Bank, EntryKind, Kind, Question, Role, Template};

fn all() -> Vec<Template> {
    TEMPLATES
        .iter()
        .map(|entry| template(entry.name).unwrap_or_else(|fault| panic!("{fault}")))
        .collect()
}

fn cards(t: &Template) -> &Question {
    t.bank
        .questions
        .iter()
        .find(|q| q.kind == Kind::Cards)
        .expect("a card question")
}

fn signals(t: &Template) -> &Question {
    t.bank
        .questions
        .iter()
        .find(|q| q.kind == Kind::Signals)
        .expect("a signals question")
}

/// Fails on a name that occurs twice or cannot stand in a file.
fn distinct<'a>(what: &str, ids: impl IntoIterator<Item = &'a str>) {
    let mut seen = HashSet::new();
    for id in ids {
        assert!(seen.insert(id), "{what}: {id} stands there twice");
        let plain = id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c));
        assert!(
            plain && id.starts_with(|c: char| c.is_ascii_lowercase()),
            "{what}: {id}"
        );
    }
}

#[test]
fn every_template_parses_and_is_what_the_list_says() {
    for (entry, t) in TEMPLATES.iter().zip(all()) {
        assert_eq!(
            (t.name.as_str(), t.title.as_str(), t.about.as_str()),
            (entry.name, entry.title, entry.about)
        );
        assert_eq!(
            (t.api_version.as_str(), t.kind.as_str()),
            ("leadpact/v1", "Template")
        );
    }
}

#[test]
fn a_name_that_is_nearly_right_is_corrected() {
    assert_eq!(template("B2B ").expect("b2b").name, "b2b");
    let near = template("insurence").expect_err("misspelt").to_string();
    assert!(near.contains("Did you mean 'insurance'?"), "{near}");
    let far = template("weather").expect_err("unknown").to_string();
    assert!(
        far.contains("Choose one of: b2b, saas, insurance, simple."),
        "{far}"
    );
}

#[test]
fn names_are_distinct() {
    for t in all() {
        distinct("parties", t.parties.iter().map(|p| p.id.as_str()));
        distinct("stages", t.stages.iter().map(|s| s.id.as_str()));
        distinct("questions", t.bank.questions.iter().map(|q| q.id.as_str()));
        distinct(
            "fields and events",
            t.bank
                .fields
                .keys()
                .chain(t.bank.events.keys())
                .map(String::as_str),
        );
        distinct("promises", t.sla.promises.iter().map(|p| p.id.as_str()));
        distinct(
            "reasons",
            t.sla.rejection_reasons.iter().map(|r| r.id.as_str()),
        );
        for q in &t.bank.questions {
            distinct(&q.id, q.options.iter().map(|o| o.id.as_str()));
            distinct(&q.id, q.signals.iter().map(|s| s.id.as_str()));
            distinct(&q.id, q.cards.iter().map(|c| c.id.as_str()));
        }
    }
}

#[test]
fn b2b_asks_its_items_in_their_order() {
    let t = template("b2b").expect("b2b");
    let ids: Vec<&str> = t.bank.questions.iter().map(|q| q.id.as_str()).collect();
    // Item 6 is asked as two questions: the budget, and the access to it; the ground for contact for each channel.
    let wanted = [
        "own-words",
        "industry",
        "job-role",
        "seniority",
        "decision-stage",
        "budget",
        "budget-access",
        "path",
        "pain",
        "employees",
        "revenue",
        "authority",
        "need",
        "timeline",
        "email-ground",
        "phone-ground",
        "existing-customers",
        "signals",
        "not-a-lead",
        "already-ours",
        "cards",
    ];
    assert_eq!(ids, wanted);
    assert_eq!(signals(&t).signals.len(), 14);
    assert_eq!(cards(&t).cards.len(), 10);
    let levels = |id: &str| -> Vec<String> {
        t.bank
            .question(id)
            .map(|q| q.options.iter().map(|o| o.id.clone()).collect())
            .unwrap_or_default()
    };
    assert_eq!(
        levels("decision-stage"),
        ["curious", "interested", "evaluating", "halfway", "ready"]
    );
    assert_eq!(levels("authority"), ["uses", "influences", "decides"]);
    assert_eq!(levels("need"), ["assumed", "stated", "confirmed"]);
}

#[test]
fn what_only_sales_learns_guards_the_sales_qualified_lead() {
    for name in ["b2b", "saas", "insurance"] {
        let t = template(name).expect("template");
        for id in ["budget", "authority", "need", "timeline"] {
            assert_eq!(
                t.bank.question(id).and_then(|q| q.stage.as_deref()),
                Some("sql"),
                "{name} {id}"
            );
        }
    }
}

#[test]
fn the_open_question_stands_first_and_the_cards_last() {
    for t in all() {
        let kinds: Vec<Kind> = t.bank.questions.iter().map(|q| q.kind).collect();
        assert_eq!(kinds.first(), Some(&Kind::OwnWords), "{}", t.name);
        assert_eq!(kinds.last(), Some(&Kind::Cards), "{}", t.name);
    }
}

#[test]
fn every_question_has_what_its_kind_needs() {
    for t in all() {
        for q in &t.bank.questions {
            let place = format!("{} {}", t.name, q.id);
            let wants_options = matches!(
                q.kind,
                Kind::Choice
                    | Kind::One
                    | Kind::Level
                    | Kind::Order
                    | Kind::NotALead
                    | Kind::AlreadyOurs
            );
            assert_eq!(!q.options.is_empty(), wants_options, "{place}: options");
            assert_eq!(
                !q.signals.is_empty(),
                q.kind == Kind::Signals,
                "{place}: signals"
            );
            assert_eq!(!q.cards.is_empty(), q.kind == Kind::Cards, "{place}: cards");
            assert_eq!(q.unit.is_some(), q.kind == Kind::Range, "{place}: unit");
            assert!(q.ask.ends_with('?'), "{place}: {}", q.ask);
            if let Some(stage) = &q.stage {
                assert!(
                    t.stages.iter().any(|s| s.id == *stage),
                    "{place}: stage {stage}"
                );
            }
            if let Some(name) = &q.field {
                let field = t
                    .bank
                    .fields
                    .get(name)
                    .unwrap_or_else(|| panic!("{place}: field {name}"));
                let fits = match q.kind {
                    Kind::Choice | Kind::One => matches!(
                        field.kind,
                        FieldType::Text | FieldType::Words | FieldType::List
                    ),
                    Kind::Level => field.kind == FieldType::Level,
                    Kind::Range => field.kind == FieldType::Number,
                    Kind::YesNo => field.kind == FieldType::Boolean,
                    Kind::Tags => matches!(field.kind, FieldType::Text | FieldType::Words),
                    Kind::OwnWords
                    | Kind::Order
                    | Kind::NotALead
                    | Kind::AlreadyOurs
                    | Kind::Signals
                    | Kind::Cards => false,
                };
                assert!(fits, "{place}: {:?} cannot show a {:?}", field.kind, q.kind);
                if q.kind == Kind::Level {
                    let options: Vec<&str> = q.options.iter().map(|o| o.id.as_str()).collect();
                    assert_eq!(options, field.levels, "{place}: levels");
                }
            }
        }
    }
}

#[test]
fn fields_name_several_likely_columns_and_readable_values() {
    for t in all() {
        for (id, field) in &t.bank.fields {
            let place = format!("{} {id}", t.name);
            assert!(field.columns.0.len() >= 2, "{place}: columns");
            assert_eq!(
                !field.levels.is_empty(),
                field.kind == FieldType::Level,
                "{place}: levels"
            );
            for value in field.read.iter().flat_map(|read| read.values.values()) {
                assert!(field.levels.contains(value), "{place}: {value} is no level");
            }
        }
        for (id, event) in &t.bank.events {
            assert!(event.label.is_some(), "{} {id}: label", t.name);
            let columns = event
                .columns
                .as_ref()
                .unwrap_or_else(|| panic!("{} {id}: columns", t.name));
            assert!(!columns.last.is_empty(), "{} {id}: the last date", t.name);
        }
    }
}

fn resolves(place: &str, bank: &Bank, stages: &[&str], condition: &Condition) {
    condition.visit(&mut |part| match part {
        Condition::Field { field, test } => {
            let known = bank
                .fields
                .get(field)
                .unwrap_or_else(|| panic!("{place}: field {field}"));
            let fits = match test {
                Test::Missing | Test::Present => true,
                Test::In(_) => matches!(known.kind, FieldType::Text | FieldType::Level),
                Test::HasAny(_) | Test::HasAll(_) => {
                    matches!(known.kind, FieldType::Words | FieldType::List)
                }
                Test::Is(_) => known.kind == FieldType::Boolean,
                Test::Below(_) => known.kind == FieldType::Number,
                _ => false,
            };
            assert!(fits, "{place}: {test:?} of {field}");
        }
        Condition::Event(event) => assert!(
            bank.events.contains_key(&event.event),
            "{place}: event {}",
            event.event
        ),
        Condition::AnyEvent(any) => {
            for event in &any.events {
                assert!(bank.events.contains_key(event), "{place}: event {event}");
            }
        }
        Condition::Stage(stage) => {
            assert!(stages.contains(&stage.as_str()), "{place}: stage {stage}");
        }
        Condition::All(_)
        | Condition::Any(_)
        | Condition::None(_)
        | Condition::AtLeastOf { .. } => {}
        Condition::Score { .. } | Condition::Grade { .. } => panic!("{place}: {part:?}"),
    });
}

#[test]
fn every_field_event_and_stage_that_is_named_exists() {
    for t in all() {
        for q in &t.bank.questions {
            for option in &q.options {
                if let Some(when) = &option.when {
                    assert!(q.kind.is_list_of_cases(), "{} {}", q.id, option.id);
                    resolves(&format!("{} {}", t.name, option.id), &t.bank, &[], when);
                }
            }
            for signal in &q.signals {
                assert!(
                    t.bank.events.contains_key(&signal.event),
                    "{} {}",
                    t.name,
                    signal.event
                );
            }
        }
        for stage in &t.stages {
            let act = stage.enter.act.as_ref();
            assert_eq!(
                act.is_some(),
                stage.enter.by == EntryKind::Act,
                "{} {}",
                t.name,
                stage.id
            );
            assert!(
                act.is_none_or(|act| t.bank.events.contains_key(act)),
                "{} {act:?}",
                t.name
            );
            let has_threshold = matches!(stage.enter.by, EntryKind::Points | EntryKind::Fit);
            assert_eq!(
                stage.enter.at_least.is_some(),
                has_threshold,
                "{} {}",
                t.name,
                stage.id
            );
            assert!(
                t.parties.iter().any(|p| p.id == stage.owner),
                "{} {}",
                t.name,
                stage.owner
            );
            for fact in stage.hand_off.iter().filter(|fact| !fact.contains(' ')) {
                assert!(
                    t.bank.fields.contains_key(fact),
                    "{} {}: {fact}",
                    t.name,
                    stage.id
                );
            }
        }
    }
}

#[test]
fn every_promise_can_be_measured() {
    for t in all() {
        // Whoever wants to talk now stands in a stage that the rules make.
        let planned = t.stages.iter().map(|s| s.id.as_str());
        let stages: Vec<&str> = planned.chain([WANTS_TO_TALK]).collect();
        for p in &t.sla.promises {
            let place = format!("{} {}", t.name, p.id);
            assert!(
                t.parties.iter().any(|party| party.id == p.by),
                "{place}: by"
            );
            assert!(p.promise.is_none(), "{place}: words in place of its parts");
            assert!(
                p.then.is_some() || p.on_miss.is_some(),
                "{place}: if missed"
            );
            for condition in p.of.iter().chain(&p.applies_to) {
                resolves(&place, &t.bank, &stages, condition);
            }
            let names = p
                .clock
                .iter()
                .flat_map(|clock| clock.stop.iter().chain([&clock.start]));
            for name in names {
                let is_time = t
                    .bank
                    .fields
                    .get(name)
                    .is_some_and(|f| f.kind == FieldType::Datetime);
                assert!(
                    is_time || t.bank.events.contains_key(name),
                    "{place}: {name}"
                );
            }
            let fields = p.fields.iter().flat_map(|field| match field {
                RequiredField::Field(id) => std::slice::from_ref(id),
                RequiredField::AnyOf(ids) => ids.as_slice(),
            });
            for id in fields {
                assert!(t.bank.fields.contains_key(id), "{place}: {id}");
            }
            match p.measure {
                Measure::TimeToEvent => {
                    assert!(p.clock.is_some() && !p.within.is_empty(), "{place}");
                }
                Measure::Completeness => assert!(!p.fields.is_empty(), "{place}"),
                Measure::Count => assert!(
                    p.of.is_some() && p.at_least.is_some() && p.per.is_some(),
                    "{place}"
                ),
            }
        }
        for id in [
            "volume",
            "baseline-fields",
            "source",
            "consent",
            "first-contact",
            "rejection-reason",
        ] {
            assert!(
                t.sla.promises.iter().any(|p| p.id == id),
                "{} makes no promise on {id}",
                t.name
            );
        }
    }
}

#[test]
fn every_card_says_the_same_in_cells_that_can_be_read() {
    for t in all() {
        for card in &cards(&t).cards {
            let place = format!("{} {}", t.name, card.id);
            for (id, cell) in &card.fields {
                let field = t
                    .bank
                    .fields
                    .get(id)
                    .unwrap_or_else(|| panic!("{place}: field {id}"));
                let folded = cell.to_ascii_lowercase();
                let readable = match field.kind {
                    FieldType::Text | FieldType::Words | FieldType::List => !cell.trim().is_empty(),
                    FieldType::Number => {
                        cell.bytes().all(|b| b.is_ascii_digit()) && cell.len() <= 15
                    }
                    FieldType::Level => field.levels.contains(&folded),
                    FieldType::Boolean => matches!(folded.as_str(), "yes" | "no"),
                    FieldType::Date | FieldType::Datetime => false,
                };
                assert!(readable, "{place}: {id} {cell:?}");
            }
            for event in &card.events {
                assert!(
                    t.bank.events.contains_key(&event.event),
                    "{place}: event {}",
                    event.event
                );
            }
            assert!(
                card.fields.contains_key("name") && card.fields.contains_key("source"),
                "{place}"
            );
        }
    }
}

#[test]
fn a_value_on_a_card_is_one_that_a_question_knows() {
    for t in all() {
        for q in t
            .bank
            .questions
            .iter()
            .filter(|q| matches!(q.kind, Kind::Choice | Kind::One))
        {
            let Some(field) = q.field.as_ref() else {
                continue;
            };
            let words = t.bank.fields[field].kind == FieldType::Words;
            let known: Vec<String> = q
                .options
                .iter()
                .flat_map(leadpact_workshop::Choice::spellings)
                .map(|s| s.to_ascii_lowercase())
                .collect();
            for card in &cards(&t).cards {
                let Some(cell) = card.fields.get(field).map(|c| c.to_ascii_lowercase()) else {
                    continue;
                };
                let shown = if words {
                    known.iter().any(|k| cell.split(' ').any(|word| word == k))
                        || cell == "student"
                        || cell == "vp operations"
                } else {
                    known.contains(&cell) || cell == "competitor"
                };
                assert!(
                    shown,
                    "{} {}: {field} {cell:?} is no option of {}",
                    t.name, card.id, q.id
                );
            }
        }
    }
}

#[test]
fn the_parties_are_the_facilitator_marketing_and_sales() {
    for t in all() {
        let roles: Vec<Role> = t.parties.iter().map(|p| p.role).collect();
        assert_eq!(
            roles,
            [Role::Facilitator, Role::Marketing, Role::Sales],
            "{}",
            t.name
        );
        assert!(t.parties.iter().all(|p| p.people.is_empty()), "{}", t.name);
    }
}

#[test]
fn saas_has_a_track_of_its_own_for_the_product() {
    let t = template("saas").expect("saas");
    let tracks: Vec<(&str, &str)> = t
        .stages
        .iter()
        .filter(|s| s.track != "main")
        .map(|s| (s.id.as_str(), s.track.as_str()))
        .collect();
    assert_eq!(tracks, [("pql", "product")]);
    let guards: Vec<&str> = t
        .bank
        .questions
        .iter()
        .filter(|q| q.stage.as_deref() == Some("pql"))
        .map(|q| q.id.as_str())
        .collect();
    assert_eq!(guards, ["plan", "active-days", "seats", "activated"]);
}

#[test]
fn insurance_asks_about_people_and_not_about_companies() {
    let t = template("insurance").expect("insurance");
    for id in ["industry", "job-role", "seniority", "employees", "revenue"] {
        assert!(t.bank.question(id).is_none(), "{id}");
    }
    for id in ["policy-type", "region", "renewal"] {
        assert!(t.bank.question(id).is_some(), "{id}");
    }
    assert!(!t.bank.fields.contains_key("company"));
    assert!(t.bank.events.contains_key("quote_requested"));
}
