//! Since when it is in force, and what becomes of leads already handed over: what is typed and chosen.

use jiff::civil::Date;

use crate::shared::Shared;
use leadpact_workshop::{Change, HandedOver, written};

/// The day that is written; `None`: nothing is, so the day that is proposed.
///
/// # Errors
/// In words, why it is no day from today on.
pub fn day(text: &str, today: Date) -> Result<Option<Date>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    written::day::read_from(text, today).map(Some)
}

/// Takes a day; an empty field takes the day that is proposed. True when it was taken.
///
/// # Errors
/// In words, why it is no day from today on.
pub(crate) fn take_day(text: &str, shared: &mut Shared) -> Result<bool, String> {
    let from = day(text, shared.now.date())?;
    let Some(session) = &shared.session else {
        return Ok(false);
    };
    let mut terms = session.workshop().in_force.clone();
    if terms.from == from {
        return Ok(true);
    }
    terms.from = from;
    Ok(shared.change(Change::InForce(terms)))
}

/// Takes own words on the leads that were handed over; an empty field: they stay as they are.
pub(crate) fn take_words(text: &str, shared: &mut Shared) -> bool {
    put(
        if text.is_empty() {
            HandedOver::StayAsTheyAre
        } else {
            HandedOver::Words(text.to_owned())
        },
        shared,
    )
}

/// The other choice: they stay as they are, or they are judged anew.
pub fn other(right: bool, shared: &mut Shared) {
    let wanted = if right {
        HandedOver::JudgedAnew
    } else {
        HandedOver::StayAsTheyAre
    };
    put(wanted, shared);
}

fn put(handed_over: HandedOver, shared: &mut Shared) -> bool {
    let Some(session) = &shared.session else {
        return false;
    };
    let mut terms = session.workshop().in_force.clone();
    if terms.handed_over == handed_over {
        return true;
    }
    terms.handed_over = handed_over;
    shared.change(Change::InForce(terms))
}
