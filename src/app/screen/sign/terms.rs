//! Since when it is in force, and what becomes of leads already handed over: what is typed and chosen.

use jiff::civil::Date;

use crate::app::Shared;
use crate::workshop::{Change, HandedOver};

/// Takes a day; an empty field takes the day that is proposed. True when it was taken; else it says why not.
pub fn take_day(text: &str, shared: &mut Shared) -> bool {
    let today = shared.now.date();
    let from = if text.is_empty() {
        None
    } else {
        match text.parse::<Date>() {
            Ok(day) if day < today => {
                shared.warn(format!(
                    "{day} has passed. It can be in force from today on."
                ));
                return false;
            }
            Ok(day) => Some(day),
            Err(_) => {
                shared.warn("Write the day as year-month-day, for example 2026-04-15.");
                return false;
            }
        }
    };
    let Some(session) = &shared.session else {
        return false;
    };
    let mut terms = session.workshop().in_force.clone();
    if terms.from == from {
        return true;
    }
    terms.from = from;
    shared.change(Change::InForce(terms))
}

/// Takes own words on the leads that were handed over; an empty field: they stay as they are.
pub fn take_words(text: &str, shared: &mut Shared) -> bool {
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
