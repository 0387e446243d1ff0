//! Changes of what is promised, in words.

use super::{Told, listed, short};
use jiff::civil::Date;

use crate::screen::sla::{ground, promise, reason};
use leadpact_definition::sla::{Calendar, Promise, RejectionReason, Sla};
use leadpact_workshop::promise::Promises;
use leadpact_workshop::{Place, Workshop};

/// Promises, rejection reasons and opening hours that came, went or say something else.
pub(super) fn sla(before: &Workshop, after: &Workshop) -> Told {
    let mut told: Vec<Told> = Vec::new();
    promises(before, after, &mut told);
    reasons(before, after, &mut told);
    if let Some(calendar) = calendar(&before.sla, &after.sla) {
        told.push(calendar);
    }
    match told.len() {
        0 => Told::new("the promises", Place::Promises),
        1 => told.swap_remove(0),
        _ => {
            let place = told.first().map_or(Place::Promises, |t| t.place.clone());
            let words = told.into_iter().map(|t| t.what).collect();
            Told::new(listed(words, "things"), place)
        }
    }
}

fn promises(before: &Workshop, after: &Workshop, told: &mut Vec<Told>) {
    let of = |sla: &Sla, id: &str| -> Option<Promise> {
        sla.promises.iter().find(|p| p.id == id).cloned()
    };
    let said = |workshop: &Workshop, id: &str| {
        let at = workshop.sla.promises.iter().position(|p| p.id == id);
        at.map_or_else(String::new, |at| short(&Promises::of(workshop).essence(at)))
    };
    for new in &after.sla.promises {
        let place = Place::Promise(new.id.clone());
        match of(&before.sla, &new.id) {
            None => {
                let by = after.party_name(&new.by);
                told.push(Told::new(format!("a promise of {by} added"), place));
            }
            Some(old) if old != *new => told.push(Told::rows(
                &promise::rows(before, &old),
                &promise::rows(after, new),
                place,
                "a promise",
            )),
            Some(_) => {}
        }
    }
    for old in &before.sla.promises {
        if of(&after.sla, &old.id).is_none() {
            let what = said(before, &old.id);
            let by = before.party_name(&old.by);
            let what = if what.is_empty() {
                format!("a promise of {by} removed")
            } else {
                format!("the promise of {by} removed: {what}")
            };
            told.push(Told::new(what, Place::Promises));
        }
    }
}

fn reasons(before: &Workshop, after: &Workshop, told: &mut Vec<Told>) {
    let find = |sla: &Sla, id: &str| -> Option<RejectionReason> {
        sla.rejection_reasons.iter().find(|r| r.id == id).cloned()
    };
    let name = |reason: &RejectionReason| reason.label.clone().unwrap_or_else(|| reason.id.clone());
    for new in &after.sla.rejection_reasons {
        let place = Place::Reason(new.id.clone());
        match find(&before.sla, &new.id) {
            None => {
                let what = format!("the rejection reason {} added", name(new));
                told.push(Told::new(what, place));
            }
            Some(old) if old != *new => told.push(Told::rows(
                &reason::rows(&old),
                &reason::rows(new),
                place,
                "a rejection reason",
            )),
            Some(_) => {}
        }
    }
    for old in &before.sla.rejection_reasons {
        if find(&after.sla, &old.id).is_none() {
            let what = format!("the rejection reason {} removed", name(old));
            told.push(Told::new(what, Place::Reasons));
        }
    }
}

fn calendar(before: &Sla, after: &Sla) -> Option<Told> {
    let (old, new) = (ground::calendars(before), ground::calendars(after));
    if old == new {
        return None;
    }
    let changed = old.iter().zip(&new).position(|(old, new)| old != new);
    let at = changed.unwrap_or(0);
    let rows = |calendars: &[(Option<&str>, &Calendar)]| {
        let calendar = calendars.get(at).map(|(_, calendar)| (*calendar).clone());
        // Days as they are written have their year: no day is today.
        ground::calendar_rows(&calendar.unwrap_or_default(), Date::ZERO)
    };
    Some(Told::rows(
        &rows(&old),
        &rows(&new),
        Place::Calendar(at),
        "the opening hours",
    ))
}
