//! Names that a workshop knows already, so that nobody types one twice.

use leadpact_workshop::{Party, Role, Workshop};

/// Everybody who was named, the people of the parties in `first` before the others: those who take part, then those
/// whom somebody wrote down as an owner, as who learns something, or as who says that it can be done.
#[must_use]
pub fn known(workshop: &Workshop, first: impl Fn(&Party) -> bool) -> Vec<String> {
    let people = |wanted: bool| -> Vec<String> {
        let parties = workshop.parties.iter().filter(|p| first(p) == wanted);
        parties.flat_map(|p| &p.people).cloned().collect()
    };
    let decisions = workshop.decisions.values();
    let written = decisions.flat_map(|decision| {
        let owner = decision.parked.as_ref().map(|parked| &parked.owner);
        let who = decision.pre_qualification.as_ref().map(|pre| &pre.who);
        owner.into_iter().chain(who)
    });
    let written = written.chain(&workshop.capacity.confirmed_by).cloned();
    let mut known: Vec<String> = Vec::new();
    let all = people(true).into_iter().chain(people(false)).chain(written);
    for name in all {
        let name = name.trim();
        if !name.is_empty() && known.iter().all(|other| other != name) {
            known.push(name.to_owned());
        }
    }
    known
}

/// Whether the party is sales, which follows leads up.
#[must_use]
pub(crate) fn is_sales(party: &Party) -> bool {
    party.role == Role::Sales
}
