//! Whatever people answer, to whatever template: what was agreed compiles to rules that can be used.

use indexmap::IndexMap;
use leadpact_definition as definition;
use leadpact_files as files;
use leadpact_workshop::rules::{Source, rules};
use leadpact_workshop::{
    Answer, Decision, Importance, Kind, Observation, Question, Range, Rating, Resolution, Response,
    Settled, StagePlan, Workshop, golden,
};
use proptest::prelude::*;

/// Settles a question as if the room had written the answer itself.
pub(crate) fn settle_response(w: &mut Workshop, question: &str, response: Response) {
    let decision = Decision {
        resolution: Resolution::OwnWords,
        agreed: vec![Settled {
            stage: None,
            response,
        }],
        because: String::new(),
        voices: IndexMap::new(),
        rejected: Vec::new(),
        pre_qualification: None,
        parked: None,
    };
    w.decisions.insert(question.into(), decision);
}

fn definition_problems(spec: &definition::Spec) -> Vec<String> {
    let problems = definition::compile(spec).err().into_iter().flatten();
    problems.map(|p| p.to_string()).collect()
}

/// An answer that may or may not fit a question: options, own words, odd numbers.
fn any_answer()
-> impl Strategy<Value = (u8, Vec<usize>, Vec<String>, Option<f64>, Option<f64>, bool)> {
    (
        0_u8..12,
        proptest::collection::vec(0_usize..20, 0..4),
        proptest::collection::vec("[ a-zA-Z0-9—é\"]{0,6}", 0..3),
        proptest::option::of(-1e16_f64..1e16),
        proptest::option::of(0.0_f64..1000.0),
        any::<bool>(),
    )
}

type Raw = (u8, Vec<usize>, Vec<String>, Option<f64>, Option<f64>, bool);

fn build(question: &Question, stages: &[StagePlan], raw: &Raw) -> Answer {
    let (pick, places, own, from, to, yes) = raw;
    let options: Vec<String> = places
        .iter()
        .filter_map(|p| question.options.get(*p))
        .map(|o| o.id.clone())
        .collect();
    let mut all = options.clone();
    all.extend(own.iter().cloned());
    let first = all.first().cloned().unwrap_or_default();
    match (question.kind, pick) {
        (_, 0) => Answer::DontKnow,
        (_, 1) => Answer::Any,
        (Kind::Signals, _) => Answer::Ratings(
            question
                .signals
                .iter()
                .enumerate()
                .map(|(at, s)| {
                    (
                        s.id.clone(),
                        Rating::ALL[(at + places.len() + usize::from(*pick)) % 4],
                    )
                })
                .collect(),
        ),
        (Kind::Cards, _) => Answer::Cards(
            question
                .cards
                .iter()
                .enumerate()
                .filter_map(|(at, c)| {
                    let stage = stages.get((at * 3 + usize::from(*pick)) % stages.len().max(1))?;
                    Some((c.id.clone(), stage.id.clone()))
                })
                .collect(),
        ),
        (Kind::Range, _) | (_, 2) => Answer::Range(Range {
            from: *from,
            to: *to,
        }),
        (Kind::Level, _) | (_, 3) => Answer::AtLeast(first),
        (Kind::YesNo, _) | (_, 4) => Answer::Is(*yes),
        (Kind::Order, _) | (_, 5) => Answer::Order(all),
        (Kind::OwnWords | Kind::Tags, _) | (_, 6) => Answer::Text(own.join(" ")),
        _ => Answer::Values(all),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_answers_to_any_template_make_a_usable_definition(
        template in 0_usize..4,
        raws in proptest::collection::vec((any_answer(), 0_usize..5, 0_u8..8, any::<bool>()), 24),
        caps in proptest::option::of(-10_i64..200),
        points in -50_i64..2_000_000,
    ) {
        let name = ["b2b", "saas", "insurance", "simple"][template];
        let template = files::template(name).expect("template");
        let mut w = Workshop::new("Any", template, &jiff::Zoned::default());
        if let Some(cap) = caps {
            w.scoring.caps = ["fit", "engagement", "total"].map(|axis| (axis.to_owned(), cap)).into();
            w.scoring.points = IndexMap::from([("industry".to_owned(), points)]);
        }
        let questions = w.bank.questions.clone();
        for (question, (raw, importance, seen, never)) in questions.iter().zip(&raws) {
            let observed_by = match seen {
                0 => Some(Observation::Field("Industry".into())),
                1 => Some(Observation::Event("requested a demo".into())),
                2 => Some(Observation::Person("SDR".into())),
                3 => Some(Observation::Field("no such field".into())),
                4 => Some(Observation::Field("created_at".into())),
                _ => None,
            };
            let response = Response {
                answer: Some(build(question, &w.stages, raw)),
                importance: Importance::ALL.get(*importance).copied(),
                never: if *never { raw.2.iter().cloned().chain(question.options.first().map(|o| o.id.clone())).collect() } else { Vec::new() },
                observed_by,
                shown_by: IndexMap::new(),
                because: String::new(),
            };
            settle_response(&mut w, &question.id, response);
        }
        let compiled = rules(&w, Source::Agreed);
        let problems = definition_problems(&compiled.spec);
        prop_assert!(problems.is_empty(), "{name}: {problems:#?}");
        prop_assert!(golden::cards(&w, &compiled.spec).is_ok());
    }
}

/// A workshop of two parties with most kinds of questions settled.
fn settled() -> Workshop {
    let template = files::template("b2b").expect("template");
    let mut w = Workshop::new("Any", template, &jiff::Zoned::default());
    let values = |values: &[&str]| Answer::Values(values.iter().map(|v| (*v).to_owned()).collect());
    let said = |importance, answer| Response {
        answer: Some(answer),
        importance,
        ..Response::default()
    };
    let (must, strong, nice) = (
        Some(Importance::Must),
        Some(Importance::Strong),
        Some(Importance::Nice),
    );
    let range = |from, to| Answer::Range(Range { from, to });
    let by_call = Some(Observation::Person(
        "sales on the qualification call".into(),
    ));
    for (question, response) in [
        (
            "industry",
            said(must, values(&["cyber-security", "fintech"])),
        ),
        (
            "job-role",
            said(strong, values(&["it", "general-management"])),
        ),
        (
            "seniority",
            Response {
                never: vec!["intern".into()],
                ..said(must, Answer::AtLeast("manager".into()))
            },
        ),
        (
            "decision-stage",
            said(nice, Answer::AtLeast("evaluating".into())),
        ),
        (
            "budget",
            Response {
                observed_by: by_call,
                ..said(must, range(Some(10_000.0), None))
            },
        ),
        ("employees", said(must, range(Some(50.0), Some(1000.0)))),
        (
            "authority",
            said(nice, Answer::AtLeast("influences".into())),
        ),
        (
            "timeline",
            said(strong, Answer::AtLeast("half-year".into())),
        ),
        ("email-ground", said(None, Answer::AtLeast("opt-in".into()))),
        ("phone-ground", said(None, Answer::AtLeast("opt-in".into()))),
        (
            "already-ours",
            said(None, values(&["open-opportunity", "account-manager"])),
        ),
        ("existing-customers", said(nice, values(&["new", "former"]))),
        (
            "signals",
            said(
                None,
                Answer::Ratings(IndexMap::from([
                    ("newsletter".into(), Rating::ShowsInterest),
                    ("webinar".into(), Rating::CountsTowardsHandOver),
                    ("price".into(), Rating::WantsToTalkNow),
                    ("demo".into(), Rating::WantsToTalkNow),
                ])),
            ),
        ),
        (
            "not-a-lead",
            said(None, values(&["bought-list", "student", "competitor"])),
        ),
    ] {
        settle_response(&mut w, question, response);
    }
    w
}

/// A business-to-business agreement, read aloud.
#[test]
fn an_agreement_reads_as_plain_english() {
    let text = leadpact_workshop::paragraph::paragraph(&settled());
    let sentences: Vec<&str> = text.split("\n\n").collect();
    assert_eq!(
        sentences,
        [
            "A lead is handed over as a marketing qualified lead when it works in cyber security or fintech; is a \
             manager or above; works at a company of 50 to 1,000 people; has at least 60 points; did something \
             that counts or sales reached the person; its record has name, company and email or phone (with \
             opt-in or more as the ground); and is not already ours.",
            "It is handed over as a marketing qualified lead as well when it wants to talk now (asked for a price \
             or requested a demo within 90 days); its record has name, company and email or phone; is not already \
             ours; has no record that it opted out; and as far as its record says, it has the industry, seniority \
             and employees that the first way asks for.",
            "Points for fit (at most 70): 20 each when it has a role in IT or general management, when it plans \
             to buy within six months or sooner; 10 each when it is evaluating or further in the decision, when \
             it influences the decision or decides, when it is one of these: never bought from us or former \
             customers; points for engagement (at most 60): 30 each when it asked for a price, when it requested \
             a demo; 15 when it attended a webinar; 5 when it subscribed to the newsletter; points for acts fade: \
             all within 30 days, 50 % within 90 days, 25 % within 180 days, then nothing; total is the sum of fit \
             and engagement (at most 100).",
            "Never a lead, whatever else is true: who is an intern or student; on a bought or rented list; a \
             student or somebody looking for a job; works for a competitor; sales turned it down with a reason \
             that is final.",
            "A lead is out of marketing qualified lead once sales rejected the lead, until on a later day it did \
             something that counts, sales reached the person or it was to be looked at again; out of sales \
             accepted lead once sales rejected the lead, until on a later day sales accepted the lead; out of \
             sales qualified lead once sales rejected the lead, until on a later day sales qualified the lead in \
             conversation; out of wants to talk now once sales rejected the lead, until on a later day it asked \
             for a price or requested a demo.",
            "The other steps: contact (every record); cold lead (has at least 40 points for fit, and did nothing \
             that counts); lead (did something that counts, and its record has name, company and email or phone); \
             already ours (has an open opportunity, or its record has account manager; it goes to the owner of \
             the opportunity if it has an open opportunity, to the account manager if it has account manager on \
             record); sales accepted lead (sales accepted the lead, or all of this (became an MQL more than 10 \
             days ago, has no record that sales rejected the lead and meets what marketing qualified lead asks), \
             and its record has name, company and email or phone); sales qualified lead (sales qualified the lead \
             in conversation, and its record has name, company and email or phone); customer (became a customer).",
            "Asked first where the record does not say: industry, seniority, employees; asked by a person for \
             sales qualified lead: Budget: at least €10,000 (sales on the qualification call)."
        ]
    );
}
