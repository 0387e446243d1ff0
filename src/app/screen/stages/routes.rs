//! Routes of a stage: which leads go to whom. The first that holds decides.

use super::Stages;
use super::form::Asks;
use super::ladder::moved;
use crate::action::{Action, StagesAction};
use crate::condition::Editor;
use crate::session::Session;
use crate::shared::Shared;
use leadpact_definition::stage::Route;
use leadpact_workshop::{Change, RoutePlan, Workshop};

impl Stages {
    /// Opens the highlighted route, or a further one.
    pub(super) fn open_route(&mut self, further: bool, shared: &Shared) {
        let (Some(form), Some(session)) = (&self.form, &shared.session) else {
            return;
        };
        let workshop = session.workshop();
        let Some(stage) = workshop.stages.get(self.cursor.at()) else {
            return;
        };
        let at = if further { None } else { form.route() };
        let at = at.unwrap_or(stage.routing.len());
        let name = &stage.name;
        let editor = match stage.routing.get(at) {
            Some(RoutePlan::Rule(route)) => {
                let title = format!("{name}: which leads go to {}?", route.to);
                Editor::route(workshop, title, Some(&route.when), &route.to)
            }
            Some(RoutePlan::Words(words)) => {
                let title = format!(
                    "In words only so far: \u{201c}{words}\u{201d}. Which leads are meant?"
                );
                Editor::route(workshop, title, None, owner_in(words))
            }
            None => {
                let title = format!("{name}: which leads go to somebody of their own?");
                Editor::route(workshop, title, None, "")
            }
        };
        self.route = Some((at, editor));
    }

    pub(super) fn act_in_route(&mut self, action: Action, shared: &mut Shared) {
        let (Some((_, editor)), Some(session)) = (&mut self.route, &shared.session) else {
            return;
        };
        if editor.act(action, session.workshop()) {
            self.close_route(shared);
        }
    }

    /// Leaves the route. What is complete goes into the workshop; what is not changes nothing, and is said.
    pub(super) fn close_route(&mut self, shared: &mut Shared) {
        let (Some((at, editor)), Some(session)) = (self.route.take(), &shared.session) else {
            return;
        };
        let workshop = session.workshop();
        let said = match editor.said(workshop) {
            Ok(said) => said,
            Err(why) if editor.is_touched() => {
                shared.warn(format!(
                    "That was not complete, so nothing has changed. {why}"
                ));
                return;
            }
            Err(_) => return,
        };
        let Some(when) = said.when else { return };
        let new = RoutePlan::Rule(Route { when, to: said.to });
        let column = said.column.map(|(id, field)| Change::NameField {
            id,
            field: Some(Box::new(field)),
        });
        self.change_routing(shared, column, |routes| {
            match routes.get_mut(at) {
                Some(route) => *route = new,
                None => routes.push(new),
            }
            at
        });
    }

    /// Removes or moves the highlighted route.
    pub(super) fn change_routes(&mut self, wanted: StagesAction, shared: &mut Shared) {
        let Some(at) = self.form.as_ref().and_then(super::StageForm::route) else {
            return;
        };
        self.change_routing(shared, None, |routes| match wanted {
            StagesAction::New => at,
            StagesAction::Remove if at < routes.len() => {
                routes.remove(at);
                at
            }
            StagesAction::Remove => at,
            StagesAction::Up => moved(routes, at, false).unwrap_or(at),
            StagesAction::Down => moved(routes, at, true).unwrap_or(at),
        });
    }

    /// Changes the routes of the stage; `change` returns the place of the route to highlight then.
    fn change_routing(
        &mut self,
        shared: &mut Shared,
        first: Option<Change>,
        change: impl FnOnce(&mut Vec<RoutePlan>) -> usize,
    ) {
        let Some(workshop) = shared.session.as_ref().map(Session::workshop) else {
            return;
        };
        let mut stages = workshop.stages.clone();
        let Some(stage) = stages.get_mut(self.cursor.at()) else {
            return;
        };
        let here = change(&mut stage.routing);
        if is_same(workshop, self.cursor.at(), &stage.routing) {
            return;
        }
        self.put(stages, first.into_iter().collect(), shared);
        if let Some(form) = &mut self.form {
            form.go_to(Asks::NewRoute);
            form.go_to(Asks::Route(here));
        }
    }
}

fn is_same(workshop: &Workshop, stage: usize, routing: &[RoutePlan]) -> bool {
    let stage = workshop.stages.get(stage);
    stage.is_some_and(|stage| stage.routing == routing)
}

/// Who is probably meant in a route in words: `enterprise to senior account directors`.
fn owner_in(words: &str) -> &str {
    let owner = words
        .rsplit_once(" to ")
        .or_else(|| words.rsplit_once(": "));
    owner.map_or("", |(_, owner)| owner.trim())
}

#[cfg(test)]
mod tests {
    use super::owner_in;

    #[test]
    fn the_owner_of_a_route_in_words_is_proposed() {
        assert_eq!(
            owner_in("enterprise to senior account directors"),
            "senior account directors"
        );
        assert_eq!(owner_in("partners: Kim"), "Kim");
        assert_eq!(owner_in("as sales decides"), "");
    }
}
