//! A condition that is asked of leads, with the events that it looks at.

use std::ops::Deref;

use crate::compiled::{AnyEventCheck, Check, EventCheck, Leaves, Values};

/// A condition, and beside it what has to be noted where the data cannot tell whether something happened.
#[derive(Clone, Debug)]
pub struct When<L: Leaves = Values> {
    check: Check<L>,
    events: Vec<EventCheck<L>>,
    any_events: Vec<AnyEventCheck<L>>,
}

impl<L: Leaves> When<L> {
    /// What it asks about events, each as often as it stands in it.
    pub(crate) fn events(&self) -> &[EventCheck<L>] {
        &self.events
    }

    /// What it asks about several events together, each as often as it stands in it.
    pub(crate) fn any_events(&self) -> &[AnyEventCheck<L>] {
        &self.any_events
    }
}

impl<L: Leaves> From<Check<L>> for When<L> {
    fn from(check: Check<L>) -> Self {
        let (mut events, mut any_events) = (Vec::new(), Vec::new());
        note(&check, &mut events, &mut any_events);
        Self {
            check,
            events,
            any_events,
        }
    }
}

impl<L: Leaves> Deref for When<L> {
    type Target = Check<L>;

    fn deref(&self) -> &Check<L> {
        &self.check
    }
}

fn note<L: Leaves>(
    check: &Check<L>,
    events: &mut Vec<EventCheck<L>>,
    any_events: &mut Vec<AnyEventCheck<L>>,
) {
    match check {
        Check::All(parts) | Check::Any(parts) | Check::None(parts) | Check::AtLeastOf(_, parts) => {
            for part in parts {
                note(part, events, any_events);
            }
        }
        Check::Event(event) => events.push(*event),
        Check::AnyEvent(any) => any_events.push(any.clone()),
        Check::Field(_) | Check::Score(..) | Check::Grade(..) => {}
    }
}
