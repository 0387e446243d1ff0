//! Checking who owns a lead: the routes of stages, and what golden leads expect of them.

use indexmap::IndexSet;

use crate::{
    compile::{Compiler, Sees},
    compiled::When,
    golden::NO_STAGE,
    model::Spec,
    problem::Path,
    stage::{MAIN_TRACK, OwnedBy, Route},
};

/// Whether a stage of the main track says who owns which lead.
pub(super) fn routed(spec: &Spec) -> bool {
    let mut stages = spec.stages.iter();
    stages.any(|stage| stage.routing.is_some() && stage.track() == MAIN_TRACK)
}

impl Compiler<'_> {
    /// `owner` takes a name and gives its place.
    pub(super) fn routes_of(
        &mut self,
        path: &Path,
        routes: &[Route],
        owner: &mut impl FnMut(&str, OwnedBy) -> usize,
    ) -> Vec<(When, usize)> {
        let path = path.key("routing").key("routes");
        let mut compiled = Vec::with_capacity(routes.len());
        for (place, route) in routes.iter().enumerate() {
            let path = path.index(place);
            if route.to.trim().is_empty() {
                self.problem(
                    path.key("to"),
                    "this route leads to nobody",
                    "name who owns these leads, or take the route out",
                );
            }
            let check = self.when(&path.key("when"), &route.when, Sees::Grades);
            compiled.push((check, owner(&route.to, OwnedBy::Route(place))));
        }
        compiled
    }

    /// The routes of other tracks change no result, but what they name must be there.
    pub(super) fn other_routes(&mut self) {
        for (at, stage) in self.spec.stages.iter().enumerate() {
            if stage.track() != MAIN_TRACK {
                let path = Path::spec().key("stages").index(at);
                let routes = stage
                    .routing
                    .as_ref()
                    .map_or(&[][..], |routing| &routing.routes);
                self.routes_of(&path, routes, &mut |_, _| 0);
            }
        }
    }

    pub(super) fn expected_owner(&mut self, path: Path, owner: &str) {
        let spec = self.spec;
        if !routed(spec) {
            self.problem(
                path,
                "no lead has an owner here",
                "write the `routing` of a stage, or take this out",
            );
            return;
        }
        let main = spec
            .stages
            .iter()
            .filter(|stage| stage.track() == MAIN_TRACK);
        let names = main.flat_map(|stage| {
            let routes = stage.routes().iter().map(|route| route.to.as_str());
            routes.chain(stage.owner_otherwise().map(|(name, _)| name))
        });
        let names: IndexSet<&str> = names.collect();
        if owner != NO_STAGE && !names.contains(owner) {
            self.unknown(path, "owner", owner, names.into_iter());
        }
    }
}
