//! Amend: work on the next version, from the newest agreed one. What was signed stays as it is.

use jiff::Timestamp;

use crate::defaults;
use crate::golden::{StageMove, moves};
use crate::integrity::tampered;
use crate::rules::{Source, rules};
use crate::version::Before;
use crate::{Amendment, ChangeNote, Workshop};
use leadpact_definition::difference::{Difference, difference};
use leadpact_definition::{Problem, Status};

/// Why an amendment cannot be opened or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAmended {
    /// There is no agreed version.
    #[error("no version is agreed yet, so there is nothing to amend. Sign the first one")]
    NothingAgreed,
    /// An amendment is open.
    #[error("an amendment of version {0} is open already. Go on with it, or withdraw it")]
    AlreadyOpen(String),
    /// No amendment is open.
    #[error("no amendment is open. Choose amend first")]
    NotOpen,
    /// A signed version was changed from outside.
    #[error(
        "version {0} in the file is not the text that was signed. Restore it from a copy first"
    )]
    Tampered(String),
    /// The state before the amendment is not in the file.
    #[error(
        "the file no longer holds what stood before the amendment. Undo the changes, or sign them"
    )]
    Lost,
}

/// Opens an amendment of the newest agreed version.
///
/// # Errors
/// See [`NotAmended`]; the workshop is then as it was.
pub fn amend(workshop: &mut Workshop, at: Timestamp) -> Result<(), NotAmended> {
    if let Some(open) = &workshop.amendment {
        return Err(NotAmended::AlreadyOpen(open.from.clone()));
    }
    let Some(newest) = workshop.versions.last() else {
        return Err(NotAmended::NothingAgreed);
    };
    if let Some(version) = tampered(workshop) {
        return Err(NotAmended::Tampered(version.to_owned()));
    }
    let from = newest.definition.metadata.version.clone();
    let before = Before {
        title: workshop.head.title.clone(),
        setup: workshop.setup.clone(),
        parties: workshop.parties.clone(),
        bank: workshop.bank.clone(),
        decisions: workshop.decisions.clone(),
        stages: workshop.stages.clone(),
        scoring: workshop.scoring.clone(),
        sla: workshop.sla.clone(),
        capacity: workshop.capacity.clone(),
        review_every_days: workshop.review_every_days,
        in_force: std::mem::take(&mut workshop.in_force),
        opened: workshop.opened.clone(),
    };
    let annex = newest.definition.agreement.as_ref();
    let annex = annex.map(|a| a.defaults.clone()).unwrap_or_default();
    workshop.opened = defaults::signed(workshop, &annex);
    workshop.note(at, format!("An amendment of version {from} was opened."));
    workshop.amendment = Some(Amendment {
        from,
        at,
        because: indexmap::IndexMap::new(),
        before: Some(Box::new(before)),
    });
    workshop.proposal = None;
    workshop.head.status = Status::Draft;
    Ok(())
}

/// Gives an amendment up: everything stands again as it was agreed. The log keeps both.
///
/// # Errors
/// See [`NotAmended`]; the workshop is then as it was.
pub fn withdraw_amendment(workshop: &mut Workshop, at: Timestamp) -> Result<(), NotAmended> {
    let Some(amendment) = &workshop.amendment else {
        return Err(NotAmended::NotOpen);
    };
    let Some(before) = amendment.before.clone() else {
        return Err(NotAmended::Lost);
    };
    let from = amendment.from.clone();
    workshop.head.title = before.title;
    workshop.setup = before.setup;
    workshop.parties = before.parties;
    workshop.bank = before.bank;
    workshop.decisions = before.decisions;
    workshop.stages = before.stages;
    workshop.scoring = before.scoring;
    workshop.sla = before.sla;
    workshop.capacity = before.capacity;
    workshop.review_every_days = before.review_every_days;
    workshop.in_force = before.in_force;
    workshop.opened = before.opened;
    workshop.amendment = None;
    workshop.proposal = None;
    workshop.head.status = Status::Agreed;
    workshop.note(
        at,
        format!("The amendment of version {from} was withdrawn."),
    );
    Ok(())
}

/// What the draft changes against the newest agreed version; `None` before the first. The statement is read from the
/// rules: where they change its change is their echo, and needs no reason of its own.
#[must_use]
pub fn changes(workshop: &Workshop) -> Option<Difference> {
    let newest = workshop.versions.last()?;
    let mut draft = rules(workshop, Source::Agreed).spec;
    draft
        .statement
        .clone_from(&newest.definition.spec.statement);
    Some(difference(&newest.definition.spec, &draft))
}

/// The golden leads that the draft puts into another stage than the newest agreed version; empty before the first.
///
/// # Errors
/// What keeps draft or version from being used.
pub fn effect(workshop: &Workshop) -> Result<Vec<StageMove>, Vec<Problem>> {
    let Some(newest) = workshop.versions.last() else {
        return Ok(Vec::new());
    };
    moves(
        &newest.definition.spec,
        &rules(workshop, Source::Agreed).spec,
    )
}

/// The sentences of changes for which nobody has said why.
#[must_use]
pub(crate) fn unexplained(workshop: &Workshop) -> Vec<String> {
    version_notes(workshop)
        .into_iter()
        .filter(|note| note.because.trim().is_empty())
        .map(|note| note.what)
        .collect()
}

/// Each change of the open amendment with its reason, empty where nobody gave one. Empty without an amendment.
#[must_use]
pub fn version_notes(workshop: &Workshop) -> Vec<ChangeNote> {
    let Some(amendment) = &workshop.amendment else {
        return Vec::new();
    };
    let changes = changes(workshop).unwrap_or_default().changes;
    let mut notes: Vec<ChangeNote> = Vec::with_capacity(changes.len());
    for change in changes {
        // The same sentence twice is one thing to explain.
        if notes.iter().all(|note| note.what != change.text) {
            let because = amendment
                .because
                .get(&change.text)
                .cloned()
                .unwrap_or_default();
            notes.push(ChangeNote {
                what: change.text,
                because,
            });
        }
    }
    notes
}
