//! The names by which an event log may call each event.

use indexmap::IndexMap;

use crate::{field::Event, model::Spec, value::canonical_text};

impl Event {
    /// Keeps the names that the event had in an earlier version: a log may go on bearing them.
    pub fn keep_names_of(&mut self, before: &Self) {
        for name in before.label.iter().chain(&before.formerly.0) {
            let canonical = canonical_text(name);
            let mut known = self.label.iter().chain(&self.formerly.0);
            if !canonical.is_empty() && !known.any(|known| canonical_text(known) == canonical) {
                self.formerly.0.push(name.clone());
            }
        }
    }
}

/// The events by name in canonical form: by id; by label, where no other event has it; by a former label, where no event
/// has it now and no other had it.
#[must_use]
pub fn event_names(spec: &Spec) -> IndexMap<String, usize> {
    let mut names = IndexMap::new();
    let former = spec
        .events
        .values()
        .map(|event| event.formerly.0.as_slice());
    offer(&mut names, former.enumerate());
    let labels = spec.events.values().map(|event| event.label.as_slice());
    offer(&mut names, labels.enumerate());
    for (index, id) in spec.events.keys().enumerate() {
        names.insert(canonical_text(id), Some(index));
    }
    let clear = |(name, index): (String, Option<usize>)| Some((name, index?));
    names.into_iter().filter_map(clear).collect()
}

/// Adds names of one sort, which stand above those before; one that two events have stands for neither.
fn offer<'n>(
    names: &mut IndexMap<String, Option<usize>>,
    each: impl Iterator<Item = (usize, &'n [String])>,
) {
    let mut offered: IndexMap<String, Option<usize>> = IndexMap::new();
    for (index, of_event) in each {
        for name in of_event.iter().map(|name| canonical_text(name)) {
            let taken = offered.entry(name).or_insert(Some(index));
            if *taken != Some(index) {
                *taken = None;
            }
        }
    }
    offered.shift_remove("");
    names.extend(offered);
}

#[cfg(test)]
mod tests {
    use super::event_names;
    use crate::{
        difference::{Bump, difference},
        tests::spec,
    };

    #[test]
    fn a_former_name_stands_for_its_event_until_another_has_it() {
        let spec = spec(
            "events: {a: {label: Asked, formerly: [Did A, Both]}, b: {label: Both, formerly: [A, Twice]}, c: {label: Same, formerly: [Twice]}, d: {label: same}}",
        );
        let names = event_names(&spec);
        for (name, index) in [
            ("asked", Some(0)),
            ("did a", Some(0)),
            ("both", Some(1)),
            ("a", Some(0)),
            ("twice", None),
            ("same", None),
            ("d", Some(3)),
        ] {
            assert_eq!(names.get(name).copied(), index, "{name}");
        }
    }

    #[test]
    fn a_label_that_a_log_may_bear_is_no_wording_once_it_is_lost() {
        let old = "events: {e: {label: Did e}, f: {label: Did f}}";
        for (new, bump) in [
            (
                "events: {e: {label: Made e}, f: {label: Did f}}",
                Some(Bump::Major),
            ),
            (
                "events: {e: {label: DID E}, f: {label: Did f}}",
                Some(Bump::Patch),
            ),
            (
                "events: {e: {label: Made e, formerly: [Did e]}, f: {label: Did f}}",
                Some(Bump::Patch),
            ),
            (
                "events: {e: {label: Did f}, f: {label: Did e}}",
                Some(Bump::Major),
            ),
            (
                "events: {e: {label: Did e}, f: {label: Did f, formerly: [Did F too]}}",
                Some(Bump::Patch),
            ),
            (
                "events: {e: {label: Did e}, f: {label: Did e}}",
                Some(Bump::Major),
            ),
        ] {
            let found = difference(&spec(old), &spec(new));
            assert_eq!(found.bump(), bump, "{new}: {found:?}");
        }
    }

    #[test]
    fn the_names_of_an_earlier_version_are_kept_once() {
        let events = spec("events: {old: {label: Did it, formerly: [Was it]}, new: {label: Made it, formerly: [WAS IT]}}").events;
        let mut new = events["new"].clone();
        new.keep_names_of(&events["old"]);
        new.keep_names_of(&events["old"]);
        assert_eq!(new.formerly.0, ["WAS IT", "Did it"]);
    }
}
