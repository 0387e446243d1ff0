use jiff::Timestamp;
use jiff::civil::date;

use super::*;
use crate::rules::tests::settle;
use crate::sign::tests::ready_to_sign;
use crate::sign::{NotSigned, Signed, open_points, propose, sign, signatures};
use crate::{Change, HandedOver, InForce, Parked, Role, Sheet, SheetId, SheetState, Until};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

/// What blocks, as kind, place and words.
fn blocks(w: &Workshop) -> Vec<(PointKind, Place, String)> {
    let points = open_points(w).into_iter().filter(|p| p.blocks);
    points.map(|p| (p.kind, p.at, p.text)).collect()
}

#[track_caller]
fn only_block(w: &Workshop) -> (PointKind, Place, String) {
    let mut all = blocks(w);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

fn question(id: &str) -> Place {
    Place::Question(id.to_owned())
}

#[test]
fn nothing_blocks_what_is_ready() {
    assert_eq!(blocks(&ready_to_sign()), []);
}

#[test]
fn an_agreement_needs_both_sides() {
    let mut w = ready_to_sign();
    w.parties[1].role = Role::Executive;
    let (kind, at, words) = only_block(&w);
    assert_eq!((kind, at), (PointKind::OneSide, Place::Setup));
    assert!(words.starts_with("No party stands for sales"), "{words}");
    // Who supplies contacts stands on the side of marketing.
    let mut w = ready_to_sign();
    w.parties[0].role = Role::DataProvider;
    assert_eq!(blocks(&w), []);
}

#[test]
fn one_person_does_not_sign_for_both_sides() {
    let mut w = ready_to_sign();
    w.parties[0].people = vec!["Ana  Lopes".into()];
    w.parties[1].people = vec!["ana lopes ".into(), "Bo".into()];
    let (kind, at, words) = only_block(&w);
    assert_eq!(kind, PointKind::SamePerson);
    assert_eq!(at, Place::People("sales".into()));
    assert_eq!(
        words,
        "Ana  Lopes would sign for marketing and for sales: name two different people"
    );
    // Nor as a deputy.
    let mut w = ready_to_sign();
    sign(&mut w, "marketing", "Cleo Ray", NOW).expect("signed");
    let before = w.clone();
    let same = NotSigned::SamePerson {
        name: "CLEO ray".into(),
        party: "marketing".into(),
    };
    assert_eq!(sign(&mut w, "sales", "CLEO  ray", NOW), Err(same));
    assert!(w == before);
    // For a party beside the two sides the same person may sign.
    let mut w = ready_to_sign();
    let mut board = w.parties[0].clone();
    (board.id, board.role) = ("board".into(), Role::Executive);
    w.parties.push(board);
    for decision in w.decisions.values_mut() {
        let voice = crate::Voice::Agree;
        decision.voices.insert("board".into(), voice);
    }
    assert_eq!(blocks(&w), []);
    sign(&mut w, "marketing", "Ana", NOW).expect("signed");
    sign(&mut w, "board", "Ana", NOW).expect("signed");
    assert_eq!(
        sign(&mut w, "sales", "Bo", NOW),
        Ok(Signed::Agreed("1.0.0".into()))
    );
}

fn park(w: &mut Workshop, question: &str, until: Until) {
    let decision = w.decisions.get_mut(question).expect("a decision");
    decision.agreed.clear();
    decision.parked = Some(Parked {
        owner: "Ana".into(),
        due: date(2026, 12, 1),
        until,
    });
}

#[test]
fn own_words_and_what_is_not_a_lead_cannot_be_put_off() {
    for id in ["own-words", "not-a-lead"] {
        let mut w = ready_to_sign();
        park(&mut w, id, Until::NotAsked);
        let (kind, at, words) = only_block(&w);
        assert_eq!((kind, at), (PointKind::MustSettle, question(id)));
        assert!(words.ends_with("cannot be put off: settle it"), "{words}");
        w.decisions.shift_remove(id);
        let (kind, _, words) = only_block(&w);
        assert_eq!(kind, PointKind::MustSettle);
        assert!(words.contains("is not settled"), "{words}");
    }
}

#[test]
fn something_must_lead_to_the_hand_over() {
    let mut w = ready_to_sign();
    for id in ["industry", "seniority", "signals"] {
        park(&mut w, id, Until::NotAsked);
    }
    // Employees stand, but only as nice.
    let (kind, at, _) = only_block(&w);
    assert_eq!((kind, at), (PointKind::HandOver, question("industry")));
    // One party's answer for the time being is not settled.
    park(&mut w, "industry", Until::Answer("sales".into()));
    assert_eq!(only_block(&w).0, PointKind::HandOver);
    // Signals alone are enough, and so is one strong point.
    let signals = ready_to_sign().decisions["signals"].clone();
    let mut by_signals = w.clone();
    by_signals.decisions.insert("signals".into(), signals);
    assert_eq!(blocks(&by_signals), []);
    let strong = ready_to_sign().decisions["seniority"].clone();
    w.decisions.insert("seniority".into(), strong);
    assert_eq!(blocks(&w), []);
}

#[test]
fn each_side_promises_something_in_time_and_says_what_no_means() {
    for (party, other) in [("marketing", "sales"), ("sales", "marketing")] {
        let mut w = ready_to_sign();
        w.sla.promises.retain(|p| p.by == other);
        let (kind, at, words) = only_block(&w);
        assert_eq!((kind, at), (PointKind::TimeBound, Place::Promises));
        assert!(words.contains(&format!("side of {party}")), "{words}");
    }
    let mut w = ready_to_sign();
    w.sla.rejection_reasons.clear();
    let (kind, at, _) = only_block(&w);
    assert_eq!((kind, at), (PointKind::SaysNo, Place::Reasons));
}

#[test]
fn what_the_rules_carry_out_must_be_opened() {
    let mut w = ready_to_sign();
    w.opened.clear();
    w.stages[3].next = "Sales calls.".into();
    let (kind, at, words) = only_block(&w);
    assert_eq!((kind, at), (PointKind::Standard, Place::Standard));
    assert_eq!(
        words,
        "Standard text that somebody must open first: 2 thresholds, caps, fading, rejection reasons, 2 promises"
    );
    // What may stay unopened is one line.
    let left: Vec<_> = open_points(&w)
        .into_iter()
        .filter(|p| p.kind == PointKind::StandardLeft)
        .collect();
    assert_eq!(left.len(), 1);
    assert_eq!(
        left[0].text,
        "1 standard text that nobody opened: it stands in the annex and binds nobody"
    );
    let agreement = propose(&w).agreement.expect("agreement");
    assert!(
        agreement
            .defaults
            .iter()
            .any(|d| d.about == "mql: what happens next" && d.text == "Sales calls.")
    );
}

/// Sales' sheet on the table, with one answer.
fn said_by_sales(w: &mut Workshop, id: &str) {
    let response = w.decisions[id].agreed[0].response.clone();
    let sheet = SheetId {
        party: "sales".into(),
        person: "Bo".into(),
    };
    let mut sheet = Sheet::new(sheet, "aa".into());
    sheet.state = SheetState::Open([(id.to_owned(), response)].into());
    sheet.seal(NOW, &w.bank.questions);
    sheet.reveal().expect("sealed");
    w.sheets.push(sheet);
}

#[test]
fn what_holds_until_then_is_carried_out_and_said() {
    let mut w = ready_to_sign();
    said_by_sales(&mut w, "industry");
    park(&mut w, "industry", Until::NotAsked);
    let asks = |w: &Workshop| {
        let stages = propose(w).spec.stages;
        let when = stages
            .into_iter()
            .find(|s| s.id == "mql")
            .and_then(|s| s.when);
        format!("{when:?}").contains("industry")
    };
    assert!(!asks(&w));
    assert_eq!(
        propose(&w).agreement.expect("agreement").parked[0].until,
        None
    );
    park(&mut w, "industry", Until::Answer("sales".into()));
    assert!(asks(&w));
    let parked = propose(&w).agreement.expect("agreement").parked.remove(0);
    assert_eq!(
        parked.until.as_deref(),
        Some("sales' answer holds: security, fintech")
    );
    // The other party said nothing: nothing is asked.
    park(&mut w, "industry", Until::Answer("marketing".into()));
    assert!(!asks(&w));
    // What was in force stays in force.
    let in_force = ready_to_sign().decisions["industry"].agreed.clone();
    park(&mut w, "industry", Until::AsInForce);
    w.decisions.get_mut("industry").expect("there").agreed = in_force;
    assert!(asks(&w));
}

#[test]
fn the_day_and_the_earlier_leads_are_signed_with_the_text() {
    let mut w = ready_to_sign();
    sign(&mut w, "marketing", "Ana", NOW).expect("signed");
    assert_eq!(w.in_force.from, Some(date(1970, 1, 15)));
    let counts = |w: &Workshop| signatures(w).iter().map(|s| s.counts).collect::<Vec<_>>();
    assert_eq!(counts(&w), [true]);
    let before = w.in_force.clone();
    for terms in [
        InForce {
            from: Some(date(1970, 2, 2)),
            ..before.clone()
        },
        InForce {
            handed_over: HandedOver::JudgedAnew,
            ..before
        },
    ] {
        let back = w.apply(Change::InForce(terms)).expect("changed");
        assert_eq!(counts(&w), [false]);
        w.apply(back).expect("changed back");
        assert_eq!(counts(&w), [true]);
    }
    // A day that has passed cannot be signed any more.
    let later: Timestamp = "1970-02-01T00:00:00Z".parse().expect("a time");
    assert!(matches!(
        sign(&mut w, "sales", "Bo", later),
        Err(NotSigned::DayPassed(_))
    ));
    sign(&mut w, "sales", "Bo", NOW).expect("signed");
    let version = &w.versions[0];
    let agreement = version.definition.agreement.as_ref().expect("agreement");
    assert_eq!(
        agreement.handed_over.as_deref(),
        Some("Leads that were handed over before stay as they are.")
    );
    assert!(crate::sign::version_is_intact(version));
    // Nor can either be changed afterwards without a trace.
    let mut changed = version.clone();
    changed.definition.metadata.effective_from = None;
    assert!(!crate::sign::version_is_intact(&changed));
}

#[test]
fn a_must_for_another_stage_does_not_lead_to_the_hand_over() {
    let mut w = ready_to_sign();
    for id in ["industry", "seniority", "signals"] {
        park(&mut w, id, Until::NotAsked);
    }
    let range = crate::Range {
        from: Some(1.0),
        to: None,
    };
    settle(
        &mut w,
        "budget",
        Some(Importance::Must),
        Answer::Range(range),
    );
    let voices = ready_to_sign().decisions["industry"].voices.clone();
    w.decisions.get_mut("budget").expect("there").voices = voices;
    assert_eq!(only_block(&w).0, PointKind::HandOver);
}
