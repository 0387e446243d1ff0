//! What would bring a lead into the next stage, in words.

use serde::Serialize;

use crate::explanation::CellRead;
use leadpact_definition::lead::Lead;
use leadpact_definition::next_stage::{NextStage, Way, next_stages};
use leadpact_definition::stage::Stage;
use leadpact_definition::{Compiled, Spec};

/// The way of a lead on one track.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NextRead {
    /// The track, `main` for the main one.
    pub track: String,
    /// The id of the stage in which the lead is; none: in no stage.
    pub now: Option<String>,
    /// Whether there is a way.
    pub found: Found,
    /// What stands in the way, in words.
    pub blocked_by: Vec<String>,
    /// The id of the stage it would enter; none: no way was found.
    pub stage: Option<String>,
    /// What has to be otherwise, all of it.
    pub changes: Vec<ChangeRead>,
    /// The scores it would have, by name, in file order; none: the score does not apply.
    pub scores: indexmap::IndexMap<String, Option<i64>>,
    /// Whether it is certain that no smaller set of changes is enough.
    pub smallest: bool,
    /// Whether it leaves the facts alone that are known.
    pub keeps_known: bool,
}

/// Whether there is a way to a higher stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Found {
    /// The lead is in the highest stage of the track.
    Highest,
    /// A gate or an exit keeps it out.
    Blocked,
    /// Nothing that was tried is enough.
    NotFound,
    /// There is a way.
    Found,
}

/// One thing that has to be otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangeRead {
    /// The field or event.
    pub id: String,
    /// What it has to be, in words.
    pub needed: String,
    /// What the file says now, in the words of the rules; none: missing, or never.
    pub now: Option<String>,
    /// The rules whose points it changes.
    pub rules: Vec<Gain>,
}

/// The points a rule gives more, or less.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Gain {
    /// The rule's id.
    pub id: String,
    /// Below 0: the rule gives less.
    pub points: i64,
}

/// The ways of a lead on each track. `as_of`: days since 1970-01-01.
pub(super) fn read(
    spec: &Spec,
    compiled: &Compiled,
    lead: &Lead,
    as_of: i32,
    cells: &[CellRead],
) -> Vec<NextRead> {
    let ways = next_stages(spec, compiled, lead, as_of);
    ways.into_iter().map(|next| one(next, cells)).collect()
}

fn one(next: NextStage, cells: &[CellRead]) -> NextRead {
    let mut read = NextRead {
        track: next.track,
        now: next.now,
        found: Found::Highest,
        blocked_by: Vec::new(),
        stage: None,
        changes: Vec::new(),
        scores: indexmap::IndexMap::new(),
        smallest: false,
        keeps_known: false,
    };
    match next.way {
        Way::Highest => {}
        Way::NotFound => read.found = Found::NotFound,
        Way::Blocked(by) => {
            read.found = Found::Blocked;
            read.blocked_by = by;
        }
        Way::Found(steps) => {
            read.found = Found::Found;
            read.stage = Some(steps.stage);
            read.scores = steps.scores.into_iter().collect();
            read.smallest = steps.smallest;
            read.keeps_known = steps.keeps_known;
            let changes = steps.changes.into_iter().map(|step| ChangeRead {
                now: now(&step.subject, cells),
                id: step.subject,
                needed: step.needed,
                rules: step
                    .rules
                    .into_iter()
                    .map(|(id, points)| Gain { id, points })
                    .collect(),
            });
            read.changes = changes.collect();
        }
    }
    read
}

/// What the file says of a field or event.
fn now(subject: &str, cells: &[CellRead]) -> Option<String> {
    let about = cells.iter().filter(|cell| cell.about() == subject);
    let values: Vec<&str> = about.filter_map(|cell| cell.value.as_deref()).collect();
    (!values.is_empty()).then(|| values.join(", "))
}

impl NextRead {
    /// The way in lines, the first one its heading.
    #[must_use]
    pub fn lines(&self, spec: &Spec) -> Vec<String> {
        let title = |id: &str| {
            let stage = spec.stages.iter().find(|stage| stage.id == id);
            stage.map_or(id, Stage::title).to_owned()
        };
        let now = self.now.as_deref().map(title);
        let here = now.unwrap_or_else(|| "no stage".to_owned());
        let heading = match (self.found, &self.stage) {
            (Found::Found, Some(stage)) => {
                let way = match (self.smallest, self.changes.len()) {
                    (true, 1) => "this is enough",
                    (true, _) => "these are enough, and nothing less",
                    (false, _) => "these are enough; a shorter way may exist",
                };
                let other = if self.keeps_known {
                    ""
                } else {
                    ", if what is known changes"
                };
                format!(
                    "{}: from {here} to {}{other}, {way}",
                    self.track,
                    title(stage)
                )
            }
            (Found::Highest, _) => format!("{}: {here} is the highest stage", self.track),
            (Found::Blocked, _) => {
                format!("{}: {here}, and kept out of the next stage", self.track)
            }
            _ => format!(
                "{}: {here}; nothing that was tried brings it further",
                self.track
            ),
        };
        let steps = self.changes.iter().enumerate().map(|(at, change)| {
            let never = spec.events.contains_key(&change.id);
            let nothing = if never { "never" } else { "missing" };
            let now = change.now.as_deref().unwrap_or(nothing);
            format!(
                "{}. {} (now {now}){}",
                at + 1,
                change.needed,
                gains(&change.rules)
            )
        });
        let mut lines = vec![heading];
        lines.extend(self.blocked_by.iter().cloned());
        lines.extend(steps);
        lines.extend(self.then());
        lines
    }

    fn then(&self) -> Option<String> {
        let stage = self.stage.as_ref()?;
        let scores = self
            .scores
            .iter()
            .filter_map(|(name, points)| points.map(|points| format!("{name} {points}, ")));
        Some(format!("then: {}stage {stage}", scores.collect::<String>()))
    }
}

fn gains(rules: &[Gain]) -> String {
    let each: Vec<String> = rules
        .iter()
        .map(|gain| format!("{} {:+}", gain.id, gain.points))
        .collect();
    if each.is_empty() {
        String::new()
    } else {
        format!(": {}", each.join(", "))
    }
}
