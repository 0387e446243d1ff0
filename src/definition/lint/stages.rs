//! Stages, promises and golden leads that are not complete.

use indexmap::IndexSet;

use crate::{
    lint::{Lint, Linter, hand_over::promised_by_others},
    problem::Path,
    sla::zone,
};

impl Linter<'_> {
    pub(super) fn stages(&mut self) {
        let mut tracks = IndexSet::new();
        for (at, stage) in self.spec.stages.iter().enumerate() {
            let path = Path::spec().key("stages").index(at);
            let lowest = tracks.insert(stage.track());
            if stage.when.is_none() && !lowest {
                self.warn(
                    Lint::OpenStage,
                    path.clone(),
                    format!("every lead enters the stage `{}`", stage.id),
                    "it has no `when` and stands above other stages",
                    "add a condition; for a stage that only a gate opens write `when: {any: []}`",
                );
            }
            let routed = stage
                .routing
                .as_ref()
                .is_some_and(|routing| !routing.routes.is_empty() || routing.fallback.is_some());
            // Who is to act there may stand in a route or in a promise as well.
            if stage.owner.is_none() && !routed && !promised_by_others(self.spec, stage) {
                self.warn(
                    Lint::NoOwner,
                    path.clone(),
                    format!("the stage `{}` has no owner", stage.id),
                    "a lead that is nobody's is not worked",
                    "name the party that looks after leads there",
                );
            }
            for (place, field) in stage.hand_off.iter().enumerate() {
                // Several words tell a person what to pass on; no field is called so.
                let in_words = field.contains(char::is_whitespace);
                if !in_words
                    && !self.spec.fields.contains_key(field)
                    && !self.spec.events.contains_key(field)
                {
                    self.warn(
                        Lint::HandOffUnknown,
                        path.key("handOff").index(place),
                        format!("there is no field `{field}` to hand off"),
                        "an export cannot supply it",
                        "declare it among the fields",
                    );
                }
            }
        }
    }

    pub(super) fn promises(&mut self) {
        let promises = self.spec.sla.iter().flat_map(|sla| &sla.promises);
        for (at, promise) in promises.enumerate() {
            let path = Path::spec().key("sla").key("promises").index(at);
            let spec = self.spec;
            let known =
                |name: &&str| !spec.fields.contains_key(*name) && !spec.events.contains_key(*name);
            let unknown: Vec<&str> = promise.measured_by().into_iter().filter(known).collect();
            for name in unknown {
                self.warn(
                    Lint::PromiseUnmeasured,
                    path.clone(),
                    format!("there is no field or event `{name}`"),
                    "the promise cannot be measured",
                    "declare it, with the column that holds it",
                );
            }
        }
    }

    pub(super) fn calendars(&mut self) {
        let Some(sla) = &self.spec.sla else { return };
        let path = Path::spec().key("sla");
        let one = sla.calendar.iter().map(|c| (path.key("calendar"), c));
        let several = sla.calendars.iter();
        let several = several.map(|(name, c)| (path.key("calendars").key(name), c));
        for (path, calendar) in one.chain(several) {
            if let Some(doubt) = zone::doubt(&calendar.time_zone) {
                self.warn(
                    Lint::DoubtfulZone,
                    path.key("timeZone"),
                    format!("the time zone `{}` {}", calendar.time_zone, doubt.what),
                    "deadlines can be an hour off for a part of the year",
                    format!("write the zone of a city, such as `{}`", doubt.city),
                );
            }
        }
    }

    pub(super) fn golden_leads(&mut self) {
        if self.spec.golden_leads.is_empty() && !self.spec.stages.is_empty() {
            self.warn(
                Lint::NoGoldenLeads,
                Path::spec().key("goldenLeads"),
                "there are no golden leads",
                "nothing shows that the rules say what was agreed",
                "add an example for each stage, and one that is no lead",
            );
        }
    }
}
