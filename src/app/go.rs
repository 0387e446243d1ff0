//! Where to: a screen says it as data, and `screen/open.rs` builds what comes in front.

use crate::list::Cursor;
use crate::walk::Walk;
use leadpact_workshop::sign::PointKind;
use leadpact_workshop::{PartyId, Place, SheetId, Step};

/// A way to another screen, with what is needed to open it.
#[derive(Debug, Clone)]
pub enum Go {
    /// To the list of workshops.
    Home,
    /// To the set-up of a workshop that is yet to be made.
    NewWorkshop,
    /// To one of the five steps.
    Step(Step),
    /// To where something of the workshop stands.
    Place {
        /// What stands there.
        place: Place,
        /// The label of the row to highlight, where it is one of a form.
        row: Option<String>,
    },
    /// To the board, with this party highlighted.
    Party(PartyId),
    /// To the hand-over card of a party.
    HandOver {
        /// The party.
        party: PartyId,
        /// The person to highlight; `None`: the first who has not sealed.
        person: Option<String>,
    },
    /// To this private sheet.
    Sheet(SheetId),
    /// To the caps of the scoring model.
    Caps,
    /// To the walk through the standard text.
    Standard(Box<Walk>),
    /// Back to the checklist as it was left.
    Checklist(Checklist),
    /// To the versions and the log.
    History,
}

impl Go {
    /// To where something stands, whichever row.
    #[must_use]
    pub fn to(place: Place) -> Self {
        Self::Place { place, row: None }
    }
}

/// Where the checklist was left by somebody who went to close one of its points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist {
    /// The row that was highlighted.
    pub cursor: Cursor,
    /// The kinds of reservations that were shown one by one.
    pub unfolded: Vec<PointKind>,
}
