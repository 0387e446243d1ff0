//! The bell: one flash in the header when all have sealed, or when the time box of a step is up. It stays until the
//! next key. The terminal's own bell rings with it only where somebody switched it on.

use crate::shared::Shared;
use leadpact_workshop::Step;

/// What the bell listens to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Heard {
    /// Whether all signing parties have sealed and the answers are not on the table yet.
    sealed: bool,
    /// The step whose clock runs, and whether its time box is up; `None` while none runs.
    clock: Option<(Step, bool)>,
}

impl Heard {
    /// How it stands now; `None` while no workshop is open.
    pub(crate) fn of(shared: &Shared) -> Option<Self> {
        let session = shared.session.as_ref()?;
        let workshop = session.workshop();
        let clock = session.running().map(|step| {
            let time_box = 60 * u32::from(workshop.setup.time_boxes.minutes(step));
            (step, session.seconds(step) >= time_box)
        });
        Some(Self {
            sealed: !workshop.is_revealed() && workshop.still_to_seal().is_empty(),
            clock,
        })
    }

    /// What has just come about; `None` as a rule.
    pub(crate) fn rung(before: Option<Self>, after: Option<Self>) -> Option<String> {
        let (before, after) = before.zip(after)?;
        if after.sealed && !before.sealed {
            return Some("all have sealed".to_owned());
        }
        match (before.clock, after.clock) {
            (Some((step, false)), Some((same, true))) if step == same => {
                Some(format!("{}: time is up", step.word()))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(sealed: bool, clock: Option<(Step, bool)>) -> Heard {
        Heard { sealed, clock }
    }

    #[test]
    fn it_rings_once_and_not_for_what_was_so_already() {
        let agree = |late| Some(heard(false, Some((Step::Agree, late))));
        let none = |sealed| Some(heard(sealed, None));
        let rung = Heard::rung;
        assert_eq!(
            rung(agree(false), agree(true)).as_deref(),
            Some("Agree: time is up")
        );
        assert_eq!(rung(agree(true), agree(true)), None);
        // Opened, or come to, when it was up already.
        assert_eq!(rung(None, agree(true)), None);
        let sla = heard(false, Some((Step::Sla, false)));
        assert_eq!(rung(Some(sla), agree(true)), None);
        assert_eq!(
            rung(none(false), none(true)).as_deref(),
            Some("all have sealed")
        );
        assert_eq!(rung(none(true), none(true)), None);
        assert_eq!(rung(None, none(true)), None);
    }
}
