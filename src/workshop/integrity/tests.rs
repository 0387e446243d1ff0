use jiff::Timestamp;
use serde_json::Value;

use super::*;
use crate::sign::tests::{ready_to_sign, signed};
use crate::{SheetId, as_noted};
use leadpact_definition::binding::Binding;

mod forged;

/// The places of all values that are neither lists nor maps.
fn leaves(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                leaves(inner, &format!("{at}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (number, inner) in items.iter().enumerate() {
                leaves(inner, &format!("{at}/{number}"), found);
            }
        }
        _ => found.push(at.to_owned()),
    }
}

/// Another value of the same kind, that the file may hold in its place.
fn another(value: &Value, place: &str) -> Value {
    match value {
        Value::Bool(flag) => Value::Bool(!flag),
        Value::Number(number) => Value::from(number.as_u64().unwrap_or(0) + 1),
        Value::String(text) if text.parse::<jiff::civil::Date>().is_ok() => "1999-12-31".into(),
        Value::String(text) => match text.as_str() {
            "agree" => "live-with-it".into(),
            _ if place.ends_with("Hash") => format!("{text}0").into(),
            _ => format!("{text} x").into(),
        },
        _ => Value::Null,
    }
}

#[test]
fn nothing_that_is_read_in_a_signed_version_can_be_changed_unseen() {
    let workshop = signed();
    let version = &workshop.versions[0];
    assert!(version_is_intact(version));
    let whole = serde_json::to_value(version).unwrap();
    let mut places = Vec::new();
    leaves(&whole, "", &mut places);
    assert!(places.len() > 100);
    let (mut tried, mut refused) = (0, 0);
    for place in places {
        // Changes when the next version is signed; a version says it is agreed by its signatures, not by this word.
        if place == "/definition/metadata/status" {
            continue;
        }
        let mut changed = whole.clone();
        let value = changed.pointer_mut(&place).unwrap();
        *value = another(value, &place);
        // What is no rule file any more is not read at all.
        let Ok(changed) = serde_json::from_value::<Version>(changed) else {
            refused += 1;
            continue;
        };
        tried += 1;
        assert!(!version_is_intact(&changed), "{place}");
    }
    assert!(tried > 5 * refused, "{tried} tried, {refused} refused");
}

#[test]
fn a_signed_version_from_which_something_is_taken_away_is_noticed() {
    let workshop = signed();
    let whole = serde_json::to_value(&workshop.versions[0]).unwrap();
    for key in [
        "/definition/metadata/title",
        "/definition/metadata/effectiveFrom",
        "/definition/metadata/contentHash",
        "/definition/metadata/agreementHash",
        "/definition/agreement",
        "/definition/agreement/parties",
        "/definition/agreement/signatures",
        "/definition/agreement/signatures/0",
        "/definition/agreement/signatures/1/agreementHash",
        "/definition/agreement/decisions",
        "/definition/agreement/decisions/0/voices",
        "/definition/agreement/handedOver",
        "/definition/agreement/review",
        "/definition/agreement/changesHash",
        "/definition/agreement/logLink",
    ] {
        let mut changed = whole.clone();
        let (parent, last) = key.rsplit_once('/').unwrap();
        match changed.pointer_mut(parent).unwrap() {
            Value::Array(items) => drop(items.remove(last.parse().unwrap())),
            Value::Object(map) => assert!(map.remove(last).is_some(), "{key}"),
            other => panic!("{key}: {other}"),
        }
        let changed: Version = serde_json::from_value(changed).unwrap();
        assert!(!version_is_intact(&changed), "{key}");
    }
}

/// The log as older programs wrote it.
fn unlink(workshop: &mut Workshop) {
    for entry in &mut workshop.log {
        entry.link = None;
        entry.binds.clear();
        entry.frees.clear();
    }
    workshop.log_end = None;
}

#[test]
fn what_was_signed_before_there_were_these_digests_holds_as_it_did() {
    let mut workshop = signed();
    unlink(&mut workshop);
    let definition = &mut workshop.versions[0].definition;
    let terms = definition.terms();
    definition.metadata.agreement_hash = None;
    let agreement = definition.agreement.as_mut().unwrap();
    agreement.changes_hash = None;
    agreement.log_link = None;
    for (number, signature) in agreement.signatures.iter_mut().enumerate() {
        signature.agreement_hash = None;
        // Some older ones say nothing of the terms either.
        signature.terms = (number == 0).then(|| terms.clone());
    }
    assert!(version_is_intact(&workshop.versions[0]));
    assert_eq!(broken(&workshop), [""; 0]);
    let says = &findings(&workshop)[0].says;
    assert!(
        says.contains("are not covered by what was signed then"),
        "{says}"
    );
    let definition = &mut workshop.versions[0].definition;
    definition.metadata.effective_from = None;
    assert!(!version_is_intact(&workshop.versions[0]));
}

#[test]
fn a_name_given_before_a_decision_was_changed_does_not_count_for_it() {
    let mut workshop = ready_to_sign();
    crate::sign::sign(&mut workshop, "marketing", "Ana", Timestamp::UNIX_EPOCH).unwrap();
    let counts = |w: &Workshop| crate::sign::signatures(w)[0].counts;
    assert!(counts(&workshop));
    let mut other = workshop.clone();
    other.decisions[0].voices[0] = crate::Voice::CanLiveWithIt;
    assert!(!counts(&other));
    let mut other = workshop.clone();
    other.head.title.push('x');
    assert!(!counts(&other));
    let mut other = workshop.clone();
    other.proposal.as_mut().unwrap().signatures[0].name = "Mallory".to_owned();
    assert!(!counts(&other));
}

fn sealed() -> Workshop {
    let mut workshop = ready_to_sign();
    workshop.reveal = None;
    for (party, person) in [("marketing", "Ana"), ("sales", "Bo")] {
        let id = SheetId {
            party: party.to_owned(),
            person: person.to_owned(),
        };
        workshop.begin_sheet(id.clone(), format!("{:032x}", party.len()));
        workshop.seal_sheet(&id, Timestamp::UNIX_EPOCH);
    }
    workshop
}

#[test]
fn the_words_of_a_sheet_stand_in_the_log_and_are_the_same_after_the_reveal() {
    let mut workshop = sealed();
    let words = workshop.sheets[0].words().unwrap();
    assert!(workshop.log.iter().any(|entry| entry.what.contains(&words)));
    workshop.reveal_all(Timestamp::UNIX_EPOCH, None).unwrap();
    assert_eq!(workshop.sheets[0].words(), Some(words.clone()));
    let found = findings(&workshop);
    let sheet = found
        .iter()
        .find(|f| f.words.as_deref() == Some(&words))
        .unwrap();
    assert!(sheet.holds && sheet.says.contains("Ana"), "{sheet:?}");
    assert_eq!(as_noted(&words.to_uppercase()), words);
}

#[test]
fn a_sheet_exchanged_with_all_its_digests_has_other_words_and_is_not_that_of_a_copy() {
    let copy = sealed();
    let mut workshop = copy.clone();
    // Whoever keeps the file seals other answers in Ana's name, and writes the log anew.
    let before = workshop.sheets[0].words().unwrap();
    workshop.sheets[0].salt = "f".repeat(32);
    workshop.sheets[0].reopen().unwrap_err();
    workshop.sheets[0].state = SheetState::Open(crate::Responses::new());
    workshop.shorten_log(0);
    let questions = workshop.bank.questions.clone();
    workshop.sheets[0].seal(Timestamp::UNIX_EPOCH, &questions);
    // The file agrees with itself, which anybody can arrange.
    assert_eq!(broken(&workshop), [""; 0]);
    assert_ne!(workshop.sheets[0].words(), Some(before));
    let missing = missing_from(&workshop, &copy);
    assert!(
        missing[0].contains("The sheet of Ana is not the one"),
        "{missing:?}"
    );
    assert!(
        missing[1].contains("The log is another one from line 1 on"),
        "{missing:?}"
    );
    assert_eq!(missing_from(&copy, &copy), [""; 0]);
}

#[test]
fn a_version_signed_again_by_others_is_not_that_of_a_copy() {
    let copy = signed();
    let mut workshop = copy.clone();
    let definition = &mut workshop.versions[0].definition;
    definition.agreement.as_mut().unwrap().signatures[0].name = "Mallory".to_owned();
    let binding = Binding::of(definition);
    let signature = &mut definition.agreement.as_mut().unwrap().signatures[0];
    signature.agreement_hash = Some(binding.agreement_hash(signature));
    definition.metadata.agreement_hash =
        Some(leadpact_definition::binding::agreement_hash(definition));
    assert!(version_is_intact(&workshop.versions[0]));
    let missing = missing_from(&workshop, &copy);
    assert_eq!(
        missing,
        ["Version 1.0.0 is not the one that stands in the copy"]
    );
    assert_ne!(
        words_of(&workshop.versions[0].definition),
        words_of(&copy.versions[0].definition)
    );
}

#[test]
fn a_name_under_the_text_on_the_table_has_to_stand_as_in_a_copy() {
    let mut copy = ready_to_sign();
    crate::sign::sign(&mut copy, "marketing", "Ana", Timestamp::UNIX_EPOCH).unwrap();
    let mut workshop = copy.clone();
    assert_eq!(missing_from(&workshop, &copy), [""; 0]);
    crate::sign::sign(&mut workshop, "sales", "Bo", Timestamp::UNIX_EPOCH).unwrap();
    assert_eq!(missing_from(&workshop, &copy), [""; 0]);
    let said = "The name of Ana under the text that lay on the table does not stand as in the copy";
    for forge in [
        |w: &mut Workshop| w.proposal = None,
        |w: &mut Workshop| w.proposal.as_mut().unwrap().signatures[0].name = "Eve".to_owned(),
    ] {
        let mut forged = copy.clone();
        forge(&mut forged);
        assert_eq!(missing_from(&forged, &copy), [said]);
    }
}

#[test]
fn lines_of_the_log_that_go_after_an_agreement_are_missed() {
    let mut workshop = signed();
    assert_eq!(broken(&workshop), [""; 0]);
    workshop.log.truncate(1);
    let broken = broken(&workshop);
    let gone = |s: &String| s.contains("gone that stood there when version 1.0.0 was agreed");
    assert!(broken.iter().any(gone), "{broken:?}");
}
