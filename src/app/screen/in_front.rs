//! Whether a place is in front of somebody.

use super::Screen;
use super::agree::Agree;
use crate::stage_label as label;
use leadpact_workshop::Place;

/// Whether a person who looks at `screen` sees the place; `row`: the label of its row, where it is one of a form.
#[must_use]
pub(crate) fn is_in_front(screen: &Screen, place: &Place, row: Option<&str>) -> bool {
    match place {
        Place::Setup | Place::People(_) => matches!(screen, Screen::Setup(_)),
        Place::Board => matches!(screen, Screen::Define(_)),
        Place::Sheet(id, _) => matches!(screen, Screen::Sheet(sheet) if sheet.id == *id),
        Place::Pairs(_) => matches!(screen, Screen::Compare(_)),
        Place::Question(id) => {
            let shows = |agree: &Agree| agree.row().is_none_or(|row| row.question == *id);
            matches!(screen, Screen::Agree(agree) if shows(agree))
        }
        Place::Ladder => matches!(screen, Screen::Stages(_)),
        Place::Stage(_) if row == Some(label::THRESHOLD) => matches!(
            screen,
            Screen::Stages(_) | Screen::Standard(_) | Screen::Scoring(_)
        ),
        Place::Stage(_) => matches!(screen, Screen::Stages(_) | Screen::Standard(_)),
        Place::Scoring | Place::Card(_) => {
            matches!(screen, Screen::Scoring(_) | Screen::Standard(_))
        }
        Place::Promises
        | Place::Promise(_)
        | Place::Calendar(_)
        | Place::Capacity
        | Place::Reasons
        | Place::Reason(_)
        | Place::Review => matches!(screen, Screen::Sla(_) | Screen::Standard(_)),
        Place::Standard => matches!(screen, Screen::Standard(_)),
        Place::Terms | Place::Because(_) => matches!(screen, Screen::Sign(_)),
        Place::Record => false,
    }
}
