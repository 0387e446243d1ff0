use jiff::Timestamp;

use super::*;
use crate::amend::{NotAmended, amend, changes, effect, withdraw_amendment};
use crate::defaults::all_kept;
use crate::rules::tests::{agreed, by_points_alone, settle};
use crate::{Answer, Change, Decision, Importance, Parked, Reveal, Until, Voice};
use leadpact_definition::sla::{
    Clock, Measure, Promise, RejectionReason, Target, Targets, TimeUnit,
};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

/// A promise bound to a time, the first two acts of the record as its clock.
fn timed(w: &Workshop, by: &str) -> Promise {
    let acts: Vec<String> = w.bank.events.keys().take(2).cloned().collect();
    Promise {
        id: format!("{by}-in-time"),
        by: by.into(),
        to: None,
        words: Some(format!("{by} answers in time")),
        promise: None,
        of_which: None,
        then: None,
        measure: Measure::TimeToEvent,
        clock: Some(Clock {
            start: acts[0].clone(),
            stop: vec![acts[1].clone()],
            ..Clock::default()
        }),
        within: Targets(vec![Target {
            value: 24,
            unit: TimeUnit::ClockHours,
            when: None,
        }]),
        soft: Targets::default(),
        fields: Vec::new(),
        of: None,
        at_least: None,
        per: None,
        warn_at: None,
        target_percent: None,
        time_window: None,
        applies_to: None,
        on_miss: None,
    }
}

/// Agreed by both parties, on the table, nothing open.
pub(crate) fn ready_to_sign() -> Workshop {
    let mut w = agreed();
    w.setup.time_zone = "UTC".into();
    w.setup.company = "Acme & Söhne".into();
    w.reveal = Some(Reveal {
        at: NOW,
        because: Some("test".into()),
    });
    for (party, person) in [("marketing", "Ana"), ("sales", "Bo")] {
        let mut parties = w.parties.iter_mut();
        let found = parties.find(|p| p.id == party).expect("a party");
        found.people = vec![person.into()];
        w.sla.promises.push(timed(&w, party));
    }
    w.sla.rejection_reasons = vec![RejectionReason {
        id: "no-need".into(),
        label: Some("No need".into()),
        route: "recycle".into(),
        after: None,
    }];
    w.apply(all_kept(&w)).expect("opened");
    let words = Answer::Text("a firm that has the need".into());
    settle(&mut w, "own-words", None, words);
    for decision in w.decisions.values_mut() {
        decision.voices = ["marketing", "sales"]
            .map(|p| (p.to_owned(), Voice::Agree))
            .into();
    }
    w
}

pub(crate) fn signed() -> Workshop {
    signed_as(ready_to_sign())
}

fn signed_as(mut w: Workshop) -> Workshop {
    assert_eq!(
        sign(&mut w, "marketing", "Ana", NOW),
        Ok(Signed::Waiting(vec!["sales".into()]))
    );
    assert_eq!(
        sign(&mut w, "sales", " Bo  Lee ", NOW),
        Ok(Signed::Agreed("1.0.0".into()))
    );
    w
}

#[test]
fn from_draft_to_agreed_with_two_names() {
    let w = ready_to_sign();
    assert_eq!(propose(&w).metadata.status, Status::Draft);
    let w = signed();
    let version = &w.versions[0].definition;
    assert_eq!(version.metadata.version, "1.0.0");
    assert_eq!(version.metadata.name, "acme-s-hne-qualified-lead");
    assert_eq!(version.metadata.status, Status::Agreed);
    assert_eq!(
        version
            .metadata
            .effective_from
            .map(|d| d.to_string())
            .as_deref(),
        // Two weeks after 1 January 1970: Thursday, a working day.
        Some("1970-01-15")
    );
    let agreement = version.agreement.as_ref().expect("agreement");
    let names: Vec<&str> = agreement
        .signatures
        .iter()
        .map(|s| s.name.as_str())
        .collect();
    assert_eq!(names, ["Ana", "Bo Lee"]);
    assert!(version_is_intact(&w.versions[0]));
    assert_eq!(w.head.status, Status::Agreed);
    assert_eq!(w.head.version.as_deref(), Some("1.0.0"));
    // 90 days after that.
    assert_eq!(
        w.head.review.map(|d| d.to_string()).as_deref(),
        Some("1970-04-15")
    );
    assert!(
        w.log
            .iter()
            .any(|l| l.what == "Bo Lee signed version 1.0.0 for sales, as deputy of Bo.")
    );
    assert!(w.is_closed());
    assert_eq!(propose(&w), *version);
}

#[test]
fn a_change_voids_the_signature_and_shows_it() {
    let mut w = ready_to_sign();
    sign(&mut w, "marketing", "Ana", NOW).expect("signed");
    assert_eq!(propose(&w).metadata.status, Status::Proposed);
    let again = sign(&mut w, "marketing", "Ana", NOW);
    assert_eq!(
        again,
        Err(NotSigned::Already {
            party: "marketing".into(),
            name: "Ana".into()
        })
    );
    let mut model = w.scoring.clone();
    model.points.insert("seniority".into(), 25);
    let back = w.apply(Change::Scoring(model)).expect("changed");
    assert_eq!(
        signatures(&w).iter().map(|s| s.counts).collect::<Vec<_>>(),
        [false]
    );
    assert_eq!(still_to_sign(&w), ["marketing", "sales"]);
    assert_eq!(propose(&w).agreement.map(|a| a.signatures.len()), Some(0));
    // The same text again: the signature under it counts again.
    w.apply(back).expect("changed back");
    assert_eq!(still_to_sign(&w), ["sales"]);
    assert_eq!(
        sign(&mut w, "sales", "Bo", NOW),
        Ok(Signed::Agreed("1.0.0".into()))
    );
}

#[test]
fn a_signature_needs_a_name_and_a_party_that_signs() {
    let mut w = ready_to_sign();
    let before = w.clone();
    assert_eq!(
        sign(&mut w, "sales", "  ", NOW),
        Err(NotSigned::NoName("sales".into()))
    );
    assert_eq!(
        sign(&mut w, "legal", "Ana", NOW),
        Err(NotSigned::NoParty("legal".into()))
    );
    w.parties[0].role = crate::Role::Facilitator;
    assert_eq!(
        sign(&mut w, "marketing", "Ana", NOW),
        Err(NotSigned::NoSignatory("marketing".into()))
    );
    w.parties[0].role = before.parties[0].role;
    assert_eq!(w, before);
}

#[test]
fn objections_and_unsettled_points_block_and_parked_ones_are_reservations() {
    let mut w = ready_to_sign();
    let industry = w.decisions["industry"].clone();
    let objecting = Decision {
        voices: [("sales".to_owned(), Voice::Object("too wide".into()))].into(),
        ..industry.clone()
    };
    w.decisions.insert("industry".into(), objecting);
    let Err(NotSigned::Open(open)) = sign(&mut w, "sales", "Bo", NOW) else {
        panic!("blocked")
    };
    assert_eq!(
        open,
        ["sales objects to what was settled on industry: too wide"]
    );
    let emptied = Decision {
        agreed: Vec::new(),
        ..industry.clone()
    };
    w.decisions.insert("industry".into(), emptied.clone());
    assert!(matches!(
        sign(&mut w, "sales", "Bo", NOW),
        Err(NotSigned::Open(_))
    ));
    let later = Parked {
        owner: "Ana".into(),
        due: jiff::civil::date(2026, 12, 1),
        until: Until::NotAsked,
    };
    w.decisions.insert(
        "industry".into(),
        Decision {
            parked: Some(later),
            ..emptied
        },
    );
    assert!(open_points(&w).iter().all(|p| !p.blocks));
    let agreement = propose(&w).agreement.expect("agreement");
    assert!(
        agreement.reservations.contains(
            &"industry is put off: Ana brings it back by 2026-12-01; until then it is not asked"
                .to_owned()
        )
    );
    assert_eq!(agreement.parked[0].owner, "Ana");
    assert_eq!(
        sign(&mut w, "sales", "Bo", NOW),
        Ok(Signed::Waiting(vec!["marketing".into()]))
    );
}

#[test]
fn before_the_reveal_nothing_can_be_signed() {
    let mut w = ready_to_sign();
    w.reveal = None;
    assert_eq!(
        sign(&mut w, "sales", "Bo", NOW),
        Err(NotSigned::Open(vec![
            "The answers are not on the table yet".into()
        ]))
    );
}

#[test]
fn silent_parties_block_an_unobservable_must_and_a_wrong_card_are_warnings() {
    let mut w = ready_to_sign();
    by_points_alone(&mut w);
    settle(
        &mut w,
        "pain",
        Some(Importance::Must),
        Answer::Text("too slow".into()),
    );
    w.stages[3].enter.at_least = Some(55);
    let points = open_points(&w);
    let kinds: Vec<PointKind> = points
        .iter()
        .map(|p| p.kind)
        .filter(|k| *k != PointKind::NotTaken)
        .collect();
    // The director has 50 points; both parties are silent on the pain.
    assert_eq!(
        kinds,
        [
            PointKind::Voice,
            PointKind::Voice,
            PointKind::Unobservable,
            PointKind::Card,
            // Own words, and a case that no record shows.
            PointKind::InWords,
            PointKind::InWords
        ]
    );
    assert!(
        points
            .iter()
            .all(|p| p.blocks == (p.kind == PointKind::Voice))
    );
}

/// Two agreed versions of what lies on the table, the second with everything an agreement can hold.
pub(crate) fn signed_twice_from(w: Workshop) -> Workshop {
    let mut w = signed_as(w);
    amend(&mut w, NOW).expect("open");
    let mut stages = w.stages.clone();
    stages[3].enter.at_least = Some(55);
    w.apply(Change::Stages(stages)).expect("changed");
    let mut parked = w.decisions["industry"].clone();
    parked.because = "nobody has the figures".into();
    parked.parked = Some(Parked {
        owner: "Bo".into(),
        due: jiff::civil::date(2026, 5, 1),
        until: Until::NotAsked,
    });
    decide(&mut w, "industry", parked);
    let mut settled = w.decisions["employees"].clone();
    settled.because = "smaller ones have no budget".into();
    settled.voices.insert("sales".into(), Voice::CanLiveWithIt);
    decide(&mut w, "employees", settled);
    for note in crate::amend::version_notes(&w) {
        let because = "too many calls led nowhere".to_owned();
        let change = note.what;
        w.apply(Change::Because { change, because }).expect("said");
    }
    sign(&mut w, "sales", "Bo", NOW).expect("signed");
    sign(&mut w, "marketing", "Ana", NOW).expect("signed");
    w
}

fn decide(w: &mut Workshop, question: &str, decision: Decision) {
    w.apply(Change::Decide {
        question: question.into(),
        decision: Some(Box::new(decision)),
    })
    .expect("decided");
}

#[test]
fn an_amendment_is_explained_signed_anew_and_counts_the_version() {
    let mut w = ready_to_sign();
    by_points_alone(&mut w);
    let mut w = signed_as(w);
    assert!(w.apply(Change::Review(30)).is_err());
    amend(&mut w, NOW).expect("open");
    assert_eq!(
        amend(&mut w, NOW),
        Err(NotAmended::AlreadyOpen("1.0.0".into()))
    );
    assert_eq!(
        sign(&mut w, "sales", "Bo", NOW),
        Err(NotSigned::NoChange("1.0.0".into()))
    );
    let mut stages = w.stages.clone();
    stages[3].enter.at_least = Some(55);
    w.apply(Change::Stages(stages)).expect("changed");
    assert_eq!(propose(&w).metadata.version, "2.0.0");
    let moved = effect(&w).expect("usable");
    assert_eq!(moved.len(), 1);
    assert_eq!(
        (
            moved[0].lead.as_str(),
            moved[0].before.as_str(),
            moved[0].after.as_str()
        ),
        ("director", "mql", "lead")
    );
    let Err(NotSigned::NoReason(silent)) = sign(&mut w, "sales", "Bo", NOW) else {
        panic!("no reason given")
    };
    for change in &silent {
        let because = "too many calls led nowhere".to_owned();
        w.apply(Change::Because {
            change: change.clone(),
            because,
        })
        .expect("explained");
    }
    sign(&mut w, "sales", "Bo", NOW).expect("signed");
    assert_eq!(
        sign(&mut w, "marketing", "Ana", NOW),
        Ok(Signed::Agreed("2.0.0".into()))
    );
    assert_eq!(w.versions[0].definition.metadata.status, Status::Superseded);
    assert!(w.versions.iter().all(version_is_intact));
    assert_eq!(w.versions[1].changes.len(), silent.len());
    assert!(w.amendment.is_none() && w.is_closed());
}

#[test]
fn a_withdrawn_amendment_leaves_everything_as_it_was() {
    let mut w = signed();
    let before = w.clone();
    assert_eq!(withdraw_amendment(&mut w, NOW), Err(NotAmended::NotOpen));
    amend(&mut w, NOW).expect("open");
    w.apply(Change::Decide {
        question: "industry".into(),
        decision: None,
    })
    .expect("changed");
    assert!(changes(&w).is_some_and(|d| !d.changes.is_empty()));
    withdraw_amendment(&mut w, NOW).expect("withdrawn");
    w.log.clone_from(&before.log);
    w.log_end.clone_from(&before.log_end);
    assert_eq!(w, before);
}

#[test]
fn a_version_changed_by_hand_is_found() {
    let mut w = signed();
    w.versions[0]
        .definition
        .spec
        .statement
        .push_str(" And more.");
    assert_eq!(tampered(&w), Some("1.0.0"));
    assert_eq!(
        amend(&mut w, NOW),
        Err(NotAmended::Tampered("1.0.0".into()))
    );
}

#[test]
fn an_amendment_survives_the_file() {
    let mut w = signed();
    amend(&mut w, NOW).expect("open");
    let written = serde_json::to_string(&w).expect("written");
    let read: Workshop = serde_json::from_str(&written).expect("read");
    assert_eq!(read, w);
}

/// The workshop, ready to sign, with a column for the first field of its rules; and that field's id.
fn with_a_column() -> (Workshop, String) {
    let mut w = ready_to_sign();
    by_points_alone(&mut w);
    let id = propose(&w)
        .spec
        .fields
        .keys()
        .next()
        .expect("a field")
        .clone();
    w.bank.fields[&id].columns = ["Somewhere"].into_iter().collect();
    assert!(propose(&w).agreed_mapping().is_some());
    (w, id)
}

/// Another column of a field is no other agreement: the rules keep their digest, and the version counts its last number.
#[test]
fn a_changed_spelling_makes_a_small_version_of_the_same_rules() {
    let (w, id) = with_a_column();
    let mut w = signed_as(w);
    amend(&mut w, NOW).expect("open");
    let mut field = w.bank.fields[&id].clone();
    field.columns = ["Elsewhere"].into_iter().collect();
    let field = Some(Box::new(field));
    w.apply(Change::NameField { id, field }).expect("changed");
    let Err(NotSigned::NoReason(silent)) = sign(&mut w, "sales", "Bo", NOW) else {
        panic!("no reason given")
    };
    assert_eq!(silent.len(), 1, "{silent:?}");
    assert!(
        silent[0].starts_with("Changed the spelling of"),
        "{silent:?}"
    );
    let because = "the CRM was cleaned up".to_owned();
    let change = silent[0].clone();
    w.apply(Change::Because { change, because })
        .expect("explained");
    sign(&mut w, "sales", "Bo", NOW).expect("signed");
    assert_eq!(
        sign(&mut w, "marketing", "Ana", NOW),
        Ok(Signed::Agreed("1.0.1".into()))
    );
    let [before, after] = &w.versions[..] else {
        panic!("two versions")
    };
    let (before, after) = (&before.definition, &after.definition);
    assert_eq!(before.metadata.content_hash, after.metadata.content_hash);
    assert!(before.agreed_mapping().is_some());
    assert_ne!(before.agreed_mapping(), after.agreed_mapping());
    assert!(w.versions.iter().all(version_is_intact));
    // What stands in the workshop is stored whole, so there no spelling changes unseen either.
    let mut changed = w.versions[1].clone();
    let mut fields = changed.definition.spec.fields.values_mut();
    let field = fields.find(|field| !field.columns.is_empty());
    field.expect("a column").columns = ["Nowhere"].into_iter().collect();
    assert!(!version_is_intact(&changed));
}

/// A workshop in which one side had signed with a program that knew no mapping goes on to its agreement.
#[test]
fn a_name_that_was_given_under_one_text_stays_under_it() {
    let (mut w, _) = with_a_column();
    sign(&mut w, "marketing", "Ana", NOW).expect("signed");
    let mut definition = propose(&w);
    let version = definition.metadata.version.clone();
    if let Some(agreement) = &mut definition.agreement {
        agreement.mapping = None;
        agreement.signatures.clear();
    }
    let binding = Binding::of(&definition);
    let mut given = w.proposal.as_ref().expect("names").signatures[0].clone();
    given.content_hash = binding.content_hash().to_owned();
    let under = proposal::under(&w, &given, &version);
    given.agreement_hash = Some(binding.agreement_hash(&under));
    w.proposal.as_mut().expect("names").signatures[0] = given;
    assert!(signatures(&w)[0].counts);
    assert_eq!(
        sign(&mut w, "sales", "Bo", NOW),
        Ok(Signed::Agreed("1.0.0".into()))
    );
    let agreed = &w.versions[0];
    assert_eq!(agreed.definition.agreed_mapping(), None);
    assert!(version_is_intact(agreed));
}
