use indexmap::IndexMap;

use super::*;
use crate::{
    Answer, Card, CardEvent, Choice, Decision, Entry, EntryKind, Observation, Party, Question,
    Range, Rating, Resolution, Response, Role, Settled, Sheet, SheetId, SheetState, Signal,
    StagePlan,
};
use leadpact_definition::condition::{EventCondition, ScoreTest, Test};
use leadpact_definition::field::{Event, Field, FieldType};
use leadpact_definition::scalar::{Days, Literal, Texts};
use leadpact_definition::score::RuleKind;

fn question(id: &str, kind: Kind, field: Option<&str>) -> Question {
    Question {
        id: id.into(),
        title: id.replace('-', " "),
        ask: "?".into(),
        help: None,
        kind,
        options: Vec::new(),
        unit: None,
        field: field.map(str::to_owned),
        stage: None,
        channel: None,
        signals: Vec::new(),
        cards: Vec::new(),
        same_words: crate::SameWords::default(),
    }
}

fn option(id: &str, cells: &[&str]) -> Choice {
    Choice {
        id: id.into(),
        label: id.into(),
        cells: cells.iter().map(|c| (*c).to_owned()).collect(),
        when: None,
        always: false,
        by_hand_over: false,
        to: None,
    }
}

fn plan(id: &str, by: EntryKind, at_least: Option<i64>, act: Option<&str>) -> StagePlan {
    StagePlan {
        id: id.into(),
        name: id.into(),
        owner: "marketing".into(),
        track: "main".into(),
        enter: Entry {
            by,
            at_least,
            act: act.map(str::to_owned),
            asked: crate::AskedEntry::default(),
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

fn field(kind: FieldType, levels: &[&str]) -> Field {
    Field {
        kind,
        levels: levels.iter().map(|l| (*l).to_owned()).collect(),
        ..Field::default()
    }
}

/// Industry, seniority, employees, pain, one signal pair, two cards, and the ladder contact to sql.
#[expect(
    clippy::too_many_lines,
    reason = "one list of questions, fields and stages"
)]
pub(crate) fn workshop() -> Workshop {
    let mut w = crate::compared::empty();
    w.setup.created = jiff::civil::date(2026, 3, 6);
    w.setup.cycle_days = 180;
    let mut industry = question("industry", Kind::Choice, Some("industry"));
    industry.options = vec![
        option("security", &["cyber security", "infosec"]),
        option("retail", &[]),
    ];
    let mut seniority = question("seniority", Kind::Level, Some("seniority"));
    seniority.options = ["intern", "manager", "director"]
        .map(|l| option(l, &[]))
        .to_vec();
    let mut employees = question("employees", Kind::Range, Some("employees"));
    employees.unit = Some("people".into());
    let mut budget = question("budget", Kind::Range, Some("budget"));
    budget.stage = Some("sql".into());
    budget.unit = Some("currency".into());
    let mut signals = question("signals", Kind::Signals, None);
    signals.signals = ["webinar", "demo"]
        .map(|id| Signal {
            id: id.into(),
            label: format!("did {id}"),
            event: format!("{id}_done"),
            at_least: None,
        })
        .to_vec();
    let mut not = question("not-a-lead", Kind::NotALead, None);
    let mut bought = option("bought-list", &[]);
    bought.when = Some(Condition::field(
        "source",
        Test::In(Texts(vec!["bought".into()])),
    ));
    not.options = vec![bought, option("rude", &[])];
    let mut cards = question("cards", Kind::Cards, None);
    let card = |id: &str, cells: &[(&str, &str)], events: &[(&str, u16)]| Card {
        id: id.into(),
        text: format!("The {id}."),
        fields: cells
            .iter()
            .map(|(f, c)| ((*f).to_owned(), (*c).to_owned()))
            .collect(),
        events: events
            .iter()
            .map(|(event, days_ago)| CardEvent {
                event: (*event).to_owned(),
                days_ago: *days_ago,
            })
            .collect(),
    };
    cards.cards = vec![
        card(
            "director",
            &[("industry", "Infosec"), ("seniority", "director")],
            &[("demo_done", 2)],
        ),
        card(
            "address",
            &[
                ("industry", "retail"),
                ("source", "Bought"),
                ("shoe_size", "9"),
            ],
            &[],
        ),
    ];
    w.bank.questions = vec![
        question("own-words", Kind::OwnWords, None),
        industry,
        seniority,
        employees,
        budget,
        question("pain", Kind::Tags, Some("pain")),
        question("consent", Kind::YesNo, Some("consent")),
        question("path", Kind::Order, None),
        signals,
        not,
        cards,
    ];
    w.bank.fields = IndexMap::from([
        ("industry".into(), field(FieldType::Text, &[])),
        (
            "seniority".into(),
            field(FieldType::Level, &["intern", "manager", "director"]),
        ),
        ("employees".into(), field(FieldType::Number, &[])),
        ("budget".into(), field(FieldType::Number, &[])),
        ("pain".into(), field(FieldType::Text, &[])),
        ("consent".into(), field(FieldType::Boolean, &[])),
        ("source".into(), field(FieldType::Text, &[])),
        ("unused".into(), field(FieldType::Text, &[])),
    ]);
    w.bank.events = ["webinar_done", "demo_done", "qualified_by_sales"]
        .map(|id| (id.to_owned(), Event::default()))
        .into();
    w.stages = vec![
        plan("contact", EntryKind::Everyone, None, None),
        plan("cold", EntryKind::Fit, Some(15), None),
        plan("lead", EntryKind::Engaged, None, None),
        plan("mql", EntryKind::Points, Some(45), None),
        plan("sql", EntryKind::Act, None, Some("qualified_by_sales")),
    ];
    w.parties = [
        ("marketing", 'M', Role::Marketing),
        ("sales", 'S', Role::Sales),
    ]
    .map(|(id, letter, role)| Party {
        id: id.into(),
        name: id.into(),
        letter,
        role,
        people: vec!["Ana".into()],
    })
    .to_vec();
    w
}

pub(crate) fn settle(
    w: &mut Workshop,
    question: &str,
    importance: Option<Importance>,
    answer: Answer,
) {
    let response = Response {
        answer: Some(answer),
        importance,
        ..Response::default()
    };
    settle_response(w, question, response);
}

pub(crate) fn settle_response(w: &mut Workshop, question: &str, response: Response) {
    let decision = Decision {
        resolution: Resolution::OwnWords,
        agreed: vec![Settled {
            stage: None,
            response,
        }],
        because: "we said so".into(),
        voices: IndexMap::new(),
        rejected: Vec::new(),
        pre_qualification: None,
        parked: None,
    };
    w.decisions.insert(question.into(), decision);
}

fn values(values: &[&str]) -> Answer {
    Answer::Values(values.iter().map(|v| (*v).to_owned()).collect())
}

/// Industry a must, seniority strong, employees nice; webinar MQL, demo SQL; the bought list never.
pub(crate) fn agreed() -> Workshop {
    let mut w = workshop();
    settle(
        &mut w,
        "industry",
        Some(Importance::Must),
        values(&["security", "fintech"]),
    );
    settle(
        &mut w,
        "seniority",
        Some(Importance::Strong),
        Answer::AtLeast("manager".into()),
    );
    let range = Range {
        from: Some(50.0),
        to: Some(1000.0),
    };
    settle(
        &mut w,
        "employees",
        Some(Importance::Nice),
        Answer::Range(range),
    );
    let ratings = IndexMap::from([
        ("webinar".into(), Rating::CountsTowardsHandOver),
        ("demo".into(), Rating::WantsToTalkNow),
    ]);
    settle(&mut w, "signals", None, Answer::Ratings(ratings));
    settle(&mut w, "not-a-lead", None, values(&["bought-list", "rude"]));
    let sorted = IndexMap::from([
        ("director".into(), "mql".into()),
        ("address".into(), "contact".into()),
    ]);
    settle(&mut w, "cards", None, Answer::Cards(sorted));
    w
}

/// Who wants to talk now needs no points: here the demo gives as many, and only counts.
pub(crate) fn by_points_alone(w: &mut Workshop) {
    let ratings = ["webinar", "demo"].map(|id| (id.to_owned(), Rating::CountsTowardsHandOver));
    let voices = w.decisions["signals"].voices.clone();
    settle(w, "signals", None, Answer::Ratings(ratings.into()));
    w.decisions["signals"].voices = voices;
    w.scoring.points = IndexMap::from([("signal-demo".into(), 30)]);
}

/// The first way into a stage.
fn first_way(spec: &Spec, id: &str) -> Vec<Condition> {
    let ways = match stage(spec, id).when.clone() {
        Some(Condition::Any(ways)) => ways,
        Some(one) => vec![one],
        None => Vec::new(),
    };
    match ways.into_iter().next() {
        Some(Condition::All(parts)) => parts,
        other => panic!("several conditions, not {other:?}"),
    }
}

fn stage<'s>(spec: &'s Spec, id: &str) -> &'s leadpact_definition::stage::Stage {
    spec.stages.iter().find(|s| s.id == id).expect("stage")
}

#[test]
fn importance_and_signals_become_conditions_and_points() {
    let spec = rules(&agreed(), Source::Agreed).spec;
    let points: Vec<(&str, i64)> = spec.scores["fit"]
        .rules
        .iter()
        .chain(&spec.scores["engagement"].rules)
        .map(|r| match &r.kind {
            RuleKind::When { points, .. } | RuleKind::Event { points, .. } => {
                (r.id.as_str(), *points)
            }
            _ => panic!("no other kind"),
        })
        .collect();
    assert_eq!(
        points,
        [
            ("seniority", 20),
            ("employees", 10),
            ("signal-webinar", 15),
            ("signal-demo", 30)
        ]
    );
    let industry = ["security", "fintech"].map(str::to_owned).to_vec();
    let read = spec.fields["industry"].read.as_ref().expect("spellings");
    let spelled: Vec<(&str, &str)> = read
        .values
        .iter()
        .map(|(cell, value)| (cell.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        spelled,
        [("cyber security", "security"), ("infosec", "security")]
    );
    let works_in = Condition::field("industry", Test::In(Texts(industry)));
    let not_known = Condition::field("industry", Test::Missing);
    let by_points = Condition::All(vec![
        works_in.clone(),
        Condition::score("total", ScoreTest::AtLeast(45)),
        Condition::score("engagement", ScoreTest::Above(0)),
    ]);
    // Who wants to talk now needs no points, and a must that nobody knows does not stop it.
    let asked = Condition::All(vec![
        Condition::Event(EventCondition {
            event: "demo_done".into(),
            within: Some(Days(90)),
            ..EventCondition::default()
        }),
        Condition::Any(vec![works_in, not_known]),
    ]);
    assert_eq!(
        stage(&spec, "mql").when,
        Some(Condition::Any(vec![by_points, asked]))
    );
    assert_eq!(
        stage(&spec, "sql").when,
        Some(Condition::event("qualified_by_sales"))
    );
    assert_eq!(stage(&spec, "contact").when, None);
    assert_eq!(spec.gates.len(), 1);
    assert_eq!(spec.gates[0].id, "bought-list");
    assert_eq!(spec.is_not, ["bought-list", "rude"]);
    assert_eq!(
        spec.scores["total"].sum,
        Some(vec!["fit".into(), "engagement".into()])
    );
    assert_eq!(
        ["fit", "engagement", "total"].map(|s| spec.scores[s].cap),
        [Some(70), Some(60), Some(100)]
    );
}

#[test]
fn only_what_is_used_is_declared() {
    let spec = rules(&agreed(), Source::Agreed).spec;
    let fields: Vec<&str> = spec.fields.keys().map(String::as_str).collect();
    assert_eq!(fields, ["industry", "seniority", "employees", "source"]);
    let events: Vec<&str> = spec.events.keys().map(String::as_str).collect();
    assert_eq!(events, ["webinar_done", "demo_done", "qualified_by_sales"]);
}

#[test]
fn cards_become_golden_leads_and_score_as_agreed() {
    let w = agreed();
    let spec = rules(&w, Source::Agreed).spec;
    let [director, address] = spec.golden_leads.as_slice() else {
        panic!("two cards")
    };
    assert_eq!(director.expect.stage.as_deref(), Some("mql"));
    assert_eq!(director.as_of.to_string(), "2026-03-06");
    assert_eq!(director.events[0].at, "2026-03-04");
    // The parties called it a contact; the gate takes it out, which is no contradiction.
    assert_eq!(address.expect.stage.as_deref(), Some("none"));
    assert_eq!(address.expect.status.as_deref(), Some("disqualified"));
    assert!(!address.fields.contains_key("shoe_size"));
    let cards = crate::golden::cards(&w, &spec).expect("usable");
    // Director: 20 for seniority and 30 for the demo, two days old.
    assert_eq!(
        cards[0].scores,
        [
            ("fit".into(), Some(20)),
            ("engagement".into(), Some(30)),
            ("total".into(), Some(50))
        ]
    );
    assert_eq!(cards[0].stage.as_deref(), Some("mql"));
    assert!(cards.iter().all(|c| c.matches));
}

#[test]
fn a_higher_threshold_flips_the_card_that_just_made_it() {
    let mut w = agreed();
    by_points_alone(&mut w);
    let spec = rules(&w, Source::Agreed).spec;
    let thresholds = crate::golden::sensitivity(&w, &spec, "mql").expect("usable");
    let flips = |n: i64| {
        thresholds
            .iter()
            .find(|t| t.at_least == n)
            .map(|t| (t.flips.len(), t.matching))
    };
    assert_eq!(thresholds.first().map(|t| t.at_least), Some(15));
    assert_eq!(thresholds.last().map(|t| t.at_least), Some(75));
    // The director has 50 points.
    assert_eq!(flips(45), Some((0, 2)));
    assert_eq!(flips(50), Some((0, 2)));
    assert_eq!(flips(55), Some((1, 1)));
    // 75 is what all rules give together; 80 would be out of reach.
    assert_eq!(flips(75), Some((1, 1)));
}

#[test]
fn no_threshold_moves_a_card_that_wants_to_talk_now() {
    let mut w = agreed();
    for stage in w.stages.iter_mut().filter(|s| s.id == "mql") {
        stage.enter.at_least = Some(70);
    }
    let spec = rules(&w, Source::Agreed).spec;
    let thresholds = crate::golden::sensitivity(&w, &spec, "mql").expect("usable");
    assert!(thresholds.len() > 6, "{thresholds:#?}");
    // The director asked for a demo; the highest thresholds are more than all rules give together.
    let most = thresholds.last().map_or(0, |t| t.at_least);
    let mut beyond = spec.clone();
    for stage in beyond.stages.iter_mut().filter(|s| s.id == "mql") {
        stage.when = Some(Condition::score("total", ScoreTest::AtLeast(most)));
    }
    assert!(leadpact_definition::compile(&beyond).is_err(), "{most}");
    for threshold in thresholds {
        assert_eq!(threshold.flips, [""; 0], "{}", threshold.at_least);
    }
}

#[test]
fn what_only_a_person_observes_goes_to_the_checklist_of_its_stage() {
    let mut w = agreed();
    let response = Response {
        answer: Some(Answer::Range(Range {
            from: Some(10_000.0),
            to: None,
        })),
        importance: Some(Importance::Must),
        observed_by: Some(Observation::Person("SDR on the call".into())),
        ..Response::default()
    };
    settle_response(&mut w, "budget", response);
    settle(
        &mut w,
        "pain",
        Some(Importance::Must),
        Answer::Text("too slow".into()),
    );
    let rules = rules(&w, Source::Agreed);
    assert_eq!(
        stage(&rules.spec, "sql").checklist,
        ["budget: at least €10,000 (SDR on the call)"]
    );
    assert_eq!(
        stage(&rules.spec, "mql").checklist,
        [
            "industry: security or fintech (asked first where the record does not say)",
            "pain: too slow"
        ]
    );
    let flagged: Vec<&str> = rules
        .notes
        .iter()
        .filter(|n| n.kind == NoteKind::Unobservable)
        .map(|n| n.about.as_str())
        .collect();
    assert_eq!(flagged, ["pain"]);
}

#[test]
fn a_named_field_or_event_shows_it_whatever_its_spelling() {
    let mut w = agreed();
    w.bank.fields["pain"].label = Some("Pain point".into());
    w.bank.events["demo_done"].label = Some("Asked for a demo".into());
    let mut response = Response {
        answer: Some(Answer::Text("too slow".into())),
        importance: Some(Importance::Must),
        observed_by: Some(Observation::Field("PAIN POINT".into())),
        ..Response::default()
    };
    settle_response(&mut w, "pain", response.clone());
    let when = |w: &Workshop| first_way(&rules(w, Source::Agreed).spec, "mql")[1].clone();
    assert_eq!(when(&w), Condition::field("pain", Test::Present));
    response.observed_by = Some(Observation::Event("asked for a DEMO".into()));
    settle_response(&mut w, "pain", response);
    assert_eq!(when(&w), Condition::event("demo_done"));
}

#[test]
fn no_asks_for_nothing_and_never_excludes() {
    let mut w = agreed();
    settle(&mut w, "consent", Some(Importance::Must), Answer::Is(false));
    let without = rules(&w, Source::Agreed).spec;
    assert!(!without.fields.contains_key("consent"));
    settle(&mut w, "consent", Some(Importance::Must), Answer::Is(true));
    let with = rules(&w, Source::Agreed).spec;
    let parts = first_way(&with, "mql");
    assert_eq!(
        parts[1],
        Condition::field("consent", Test::Is(Literal::Flag(true)))
    );
    let never = Response {
        never: vec!["intern".into()],
        ..Response::default()
    };
    settle_response(&mut w, "seniority", never);
    let spec = rules(&w, Source::Agreed).spec;
    assert_eq!(spec.gates[0].id, "never-seniority");
    assert_eq!(
        spec.gates[0].when,
        Condition::field("seniority", Test::In(Texts(vec!["intern".into()])))
    );
}

#[test]
fn points_set_by_hand_win_and_zero_takes_the_rule_out() {
    let mut w = agreed();
    w.scoring.points = IndexMap::from([
        ("seniority".into(), 35),
        ("employees".into(), 0),
        ("industry".into(), 5),
    ]);
    w.scoring.caps = IndexMap::from([("fit".into(), 30)]);
    let rules = rules(&w, Source::Agreed);
    let ids: Vec<&str> = rules.spec.scores["fit"]
        .rules
        .iter()
        .map(|r| r.id.as_str())
        .collect();
    // A must gives points only where somebody set them.
    assert_eq!(ids, ["industry", "seniority"]);
    assert_eq!(rules.spec.scores["fit"].cap, Some(30));
    let rows: Vec<(&str, i64, i64)> = rules
        .points
        .iter()
        .map(|p| (p.rule.as_str(), p.proposed, p.points))
        .collect();
    assert_eq!(
        rows[..3],
        [
            ("industry", 0, 5),
            ("seniority", 20, 35),
            ("employees", 10, 0)
        ]
    );
}

#[test]
fn a_threshold_out_of_reach_becomes_the_most_that_can_be_earned_and_is_said() {
    let mut w = agreed();
    w.stages[3].enter.at_least = Some(90);
    let rules = rules(&w, Source::Agreed);
    // 20 + 10 on fit, 15 + 30 on engagement.
    let parts = first_way(&rules.spec, "mql");
    assert_eq!(parts[1], Condition::score("total", ScoreTest::AtLeast(75)));
    assert!(
        rules
            .notes
            .iter()
            .any(|n| n.kind == NoteKind::Stage && n.about == "mql" && n.text.contains("75"))
    );
}

#[test]
fn nothing_agreed_is_a_usable_definition_that_qualifies_nobody() {
    let rules = rules(&workshop(), Source::Agreed);
    assert!(definition_problems(&rules.spec).is_empty());
    assert_eq!(stage(&rules.spec, "mql").when, Some(Condition::never()));
    assert_eq!(stage(&rules.spec, "cold").when, Some(Condition::never()));
    assert_eq!(
        crate::paragraph::paragraph(&workshop()),
        "Nothing is agreed yet."
    );
}

#[test]
fn the_fading_of_a_half_year_cycle() {
    let steps: Vec<(Option<u32>, u8)> = axes::fading(180)
        .iter()
        .map(|s| (s.within.map(|d| d.0), s.keep.0))
        .collect();
    assert_eq!(
        steps,
        [(Some(30), 100), (Some(90), 50), (Some(180), 25), (None, 0)]
    );
}

#[test]
fn a_sheet_counts_once_it_is_on_the_table() {
    let mut w = workshop();
    let id = SheetId {
        party: "sales".into(),
        person: "Ana".into(),
    };
    let mut sheet = Sheet::new(id.clone(), "aa".into());
    let must = Response {
        answer: Some(values(&["retail"])),
        importance: Some(Importance::Must),
        ..Response::default()
    };
    sheet.state = SheetState::Open(IndexMap::from([("industry".into(), must)]));
    w.sheets.push(sheet);
    assert_eq!(rules(&w, Source::Sheet(&id)), rules(&w, Source::Agreed));
    w.seal_sheet(&id, jiff::Timestamp::UNIX_EPOCH);
    assert_eq!(rules(&w, Source::Party("sales")), rules(&w, Source::Agreed));
    w.reveal_all(jiff::Timestamp::UNIX_EPOCH, Some("marketing is away"))
        .expect("revealed");
    for source in [Source::Sheet(&id), Source::Party("sales")] {
        let spec = rules(&w, source).spec;
        let retail = Condition::field("industry", Test::In(Texts(vec!["retail".into()])));
        assert_eq!(stage(&spec, "mql").when, Some(retail));
    }
    assert_eq!(
        rules(&w, Source::Party("marketing")),
        rules(&w, Source::Agreed)
    );
}

#[test]
fn the_paragraph_reads_aloud() {
    let mut w = agreed();
    let response = Response {
        answer: Some(Answer::Range(Range {
            from: Some(10_000.0),
            to: None,
        })),
        importance: Some(Importance::Must),
        observed_by: Some(Observation::Person("sales on the call".into())),
        ..Response::default()
    };
    settle_response(&mut w, "budget", response);
    assert_eq!(
        crate::paragraph::paragraph(&w),
        "A lead is handed over as a mql when it has industry is security or fintech; has at least 45 points; and did \
         something that counts.\n\n\
         It is handed over as a mql as well when it wants to talk now (demo done within 90 days); and as far as its \
         record says, it has industry is security or fintech.\n\n\
         Points for fit (at most 70): 20 when it has seniority: manager or director; 10 when it has employees is from \
         50 to 1,000; points for engagement (at most 60): 30 when it demo done; 15 when it webinar done; points for acts \
         fade: all within 30 days, 50 % within 90 days, 25 % within 180 days, then nothing; total is the sum of fit and \
         engagement (at most 100).\n\n\
         Never a lead, whatever else is true: bought-list.\n\n\
         The other steps: contact (every record); cold (has at least 15 points for fit, and did nothing that counts); \
         lead (did something that counts); sql (qualified by sales).\n\n\
         Asked first where the record does not say: industry; asked by a person for sql: budget: at least €10,000 \
         (sales on the call); in words only: rude (not a lead)."
    );
}

fn definition_problems(spec: &Spec) -> Vec<String> {
    leadpact_definition::compile(spec)
        .err()
        .into_iter()
        .flatten()
        .map(|p| p.to_string())
        .collect()
}
