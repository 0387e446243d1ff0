//! What is done to a file by hand, and what is said of it.

use jiff::Timestamp;

use super::*;
use crate::sign::tests::{ready_to_sign, signed_twice_from};
use crate::{Answer, Change, Response, SheetId, amend, seal};
use leadpact_definition::agreement::Signature;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn id(party: &str, person: &str) -> SheetId {
    SheetId {
        party: party.to_owned(),
        person: person.to_owned(),
    }
}

/// Two sheets sealed and not revealed.
fn sealed() -> Workshop {
    let mut w = ready_to_sign();
    w.sheets.clear();
    w.reveal = None;
    for (party, person) in [("marketing", "Ana"), ("sales", "Bo")] {
        w.begin_sheet(id(party, person), format!("{person}00"));
        let sheet = w.sheets.last_mut().expect("a sheet");
        if let SheetState::Open(answers) = &mut sheet.state {
            let text = Answer::Text(format!("What {person} says."));
            answers.insert("own-words".into(), Response::of(text));
        }
        w.seal_sheet(&id(party, person), NOW);
    }
    w
}

/// Sheets sealed and revealed, two versions agreed.
fn whole() -> Workshop {
    let mut w = sealed();
    w.reveal_all(NOW, None).expect("revealed");
    signed_twice_from(w)
}

/// The only answer of a sheet, written anew, with the digest made anew as a forger would.
fn forge_sheet(sheet: &mut Sheet, words: &str) {
    let mut answers = sheet.content().expect("answers");
    let text = Answer::Text(words.to_owned());
    answers.insert("own-words".into(), Response::of(text));
    let digest = seal::digest(&sheet.party, &sheet.person, &sheet.salt, &answers);
    match &mut sheet.state {
        SheetState::Open(_) | SheetState::Locked(_) => {}
        SheetState::Sealed(sealed) => {
            sealed.content = seal::encode(&sheet.salt, &answers);
            sealed.mark.digest = digest;
        }
        SheetState::Revealed { seal, responses } => {
            *responses = answers;
            seal.digest = digest;
        }
    }
}

#[test]
fn what_the_program_does_leaves_everything_whole() {
    for w in [sealed(), whole(), crate::compared::empty()] {
        assert_eq!(broken(&w), [""; 0]);
    }
    let mut w = sealed();
    w.reopen_sheets("sales", NOW, "forgot the budget").unwrap();
    assert_eq!(broken(&w), [""; 0]);
    w.seal_sheet(&id("sales", "Bo"), NOW);
    assert_eq!(broken(&w), [""; 0]);
    let remove = Change::RemoveParty {
        party: "sales".into(),
        sealed: 1,
        at: NOW,
    };
    let back = w.apply(remove).unwrap();
    assert_eq!(broken(&w), [""; 0]);
    w.apply(back).unwrap();
    assert_eq!(broken(&w), [""; 0]);
    let mut w = whole();
    amend::amend(&mut w, NOW).unwrap();
    assert_eq!(broken(&w), [""; 0]);
    amend::withdraw_amendment(&mut w, NOW).unwrap();
    assert_eq!(broken(&w), [""; 0]);
    assert_eq!(versions_hold(&w), [true, true]);
}

/// What is done by hand to a workshop, and words of what must be said about it.
type Forgery = (&'static str, fn(&mut Workshop), &'static str);

/// Does each to a workshop that is whole, and looks for what must be said.
fn named(ways: &[Forgery]) {
    for (what, forge, said) in ways {
        let mut w = whole();
        forge(&mut w);
        let found = broken(&w);
        assert!(found.iter().any(|f| f.contains(said)), "{what}: {found:#?}");
    }
}

#[test]
fn a_sheet_forged_put_in_or_taken_away_is_named() {
    let ways: [Forgery; 7] = [
        (
            "an answer",
            |w| match &mut w.sheets[0].state {
                SheetState::Revealed { responses, .. } => drop(responses.shift_remove("own-words")),
                _ => panic!("revealed"),
            },
            "The sheet of Ana (marketing) is not what was sealed",
        ),
        (
            "an answer with its digest",
            |w| forge_sheet(&mut w.sheets[0], "Forged."),
            "The sheet of Ana (marketing) is not the one whose sealing the log tells of",
        ),
        (
            "the time of sealing",
            |w| match &mut w.sheets[0].state {
                SheetState::Revealed { seal, .. } => seal.at = Timestamp::MAX,
                _ => panic!("revealed"),
            },
            "is not the one whose sealing the log tells of",
        ),
        (
            "whose sheet it is",
            |w| w.sheets[0].person = "Bo".into(),
            "The sheet of Bo (marketing) is not what was sealed",
        ),
        (
            "a sheet removed",
            |w| drop(w.sheets.remove(0)),
            "does not stand in the file: \u{201c}Ana sealed",
        ),
        (
            "a sheet sealed before the log began",
            |w| match &mut w.sheets[0].state {
                SheetState::Revealed { seal, .. } => seal.at = Timestamp::MIN,
                _ => panic!("revealed"),
            },
            "does not stand in the file",
        ),
        (
            "a sheet put in",
            |w| {
                let mut sheet = w.sheets[0].clone();
                sheet.person = "Mallory".into();
                forge_sheet(&mut sheet, "Forged.");
                w.sheets.push(sheet);
            },
            "The sheet of Mallory (marketing) is not the one whose sealing",
        ),
    ];
    named(&ways);
}

#[test]
fn a_version_forged_moved_doubled_or_taken_away_is_named() {
    let ways: [Forgery; 9] = [
        (
            "a rule",
            |w| w.versions[0].definition.spec.statement.push('!'),
            "Version 1.0.0 is not what was signed",
        ),
        (
            "a name",
            |w| names(w, 0)[0].name = "Mallory Evil".into(),
            "Version 1.0.0 is not what was signed",
        ),
        (
            "a signature removed",
            |w| drop(names(w, 1).pop()),
            "Version 2.0.0 is not what was signed",
        ),
        (
            "a reason for a change",
            |w| w.versions[1].changes[0].because.push('!'),
            "Version 2.0.0 is not what was signed",
        ),
        (
            "all its digests taken away",
            |w| {
                w.versions[0].definition.metadata.agreement_hash = None;
                for signature in names(w, 0) {
                    signature.agreement_hash = None;
                }
            },
            "does not stand in the file: \u{201c}Version 1.0.0 is agreed",
        ),
        (
            "versions in another order",
            |w| {
                w.versions.swap(0, 1);
                w.versions[0].definition.metadata.status = Status::Superseded;
                w.versions[1].definition.metadata.status = Status::Agreed;
            },
            "is not what was signed",
        ),
        (
            "a version twice",
            |w| {
                let first = w.versions[0].clone();
                w.versions.insert(0, first);
            },
            "is not what was signed",
        ),
        (
            "a version removed",
            |w| drop(w.versions.pop()),
            "does not stand in the file: \u{201c}Version 2.0.0 is agreed",
        ),
        (
            "an old version in force again",
            |w| w.versions[0].definition.metadata.status = Status::Agreed,
            "Version 1.0.0 is not what was signed",
        ),
    ];
    named(&ways);
}

#[test]
fn a_log_and_a_head_that_were_forged_are_named() {
    let ways: [Forgery; 6] = [
        (
            "a line of the log",
            |w| w.log[1].what = "Nothing happened.".into(),
            "The log is not what was written: line 2",
        ),
        (
            "the version in the head",
            |w| w.head.version = Some("3.0.0".into()),
            "The head of the file names version 3.0.0",
        ),
        (
            "the last line of the log",
            |w| drop(w.log.pop()),
            "Lines of the log are gone or put in at its end",
        ),
        (
            "the whole log",
            |w| w.log.clear(),
            "Lines of the log are gone",
        ),
        (
            "the status in the head",
            |w| w.head.status = Status::Draft,
            "The head of the file says draft",
        ),
        (
            "the day of review in the head",
            |w| w.head.review = None,
            "names another day of review",
        ),
    ];
    named(&ways);
}

fn names(w: &mut Workshop, version: usize) -> &mut Vec<Signature> {
    let agreement = w.versions[version].definition.agreement.as_mut();
    &mut agreement.expect("an agreement").signatures
}

#[test]
fn a_sealed_sheet_is_held_against_the_log_too() {
    let mut w = sealed();
    forge_sheet(&mut w.sheets[1], "Forged.");
    assert!(w.sheets[1].keeps_its_seal());
    let found = broken(&w);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].contains("Bo (sales) is not the one"), "{found:#?}");
}

#[test]
fn what_is_not_as_signed_does_not_leave_as_agreed() {
    let mut w = whole();
    let newest = w.versions[1].definition.clone();
    assert_eq!(as_it_holds(&w, newest.clone()), newest);
    w.versions.remove(0);
    // The log tells of another first version; the second still follows.
    assert_eq!(as_it_holds(&w, newest.clone()), newest);
    w.versions[0].definition.metadata.title.push('!');
    let forged = w.versions[0].definition.clone();
    assert_eq!(as_it_holds(&w, forged).metadata.status, Status::Proposed);
}

#[test]
fn a_version_of_an_older_file_holds_by_its_number_and_its_parties() {
    let older = || {
        let mut w = whole();
        w.versions.truncate(1);
        unlink(&mut w);
        let definition = &mut w.versions[0].definition;
        definition.metadata.status = Status::Agreed;
        let terms = definition.terms();
        definition.metadata.agreement_hash = None;
        let agreement = definition.agreement.as_mut().unwrap();
        agreement.changes_hash = None;
        agreement.log_link = None;
        for signature in &mut agreement.signatures {
            signature.agreement_hash = None;
            signature.terms = Some(terms.clone());
        }
        w
    };
    assert_eq!(versions_hold(&older()), [true]);
    let mut w = older();
    w.versions[0].definition.metadata.version = "7.0.0".into();
    assert_eq!(versions_hold(&w), [false]);
    let mut w = older();
    names(&mut w, 0).pop();
    assert_eq!(versions_hold(&w), [false]);
    // What happens from here on is linked, and the first link holds the lines before it.
    let mut w = older();
    w.head.version = Some("1.0.0".into());
    amend::amend(&mut w, NOW).unwrap();
    let of_log = |w: &Workshop| {
        broken(w)
            .into_iter()
            .any(|s| s.starts_with("The log is not"))
    };
    assert!(!of_log(&w));
    w.log[0].what.push('!');
    assert!(of_log(&w));
}
