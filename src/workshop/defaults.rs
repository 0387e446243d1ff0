//! Standard text: what came with the template, and whether anybody looked at it.
//!
//! What nobody opened is *default, not agreed*. What the rules carry out whatever anybody says about it (thresholds,
//! caps, fading, the facts that are handed over, rejection reasons, promises bound to a time) must be opened before
//! anybody signs. The rest may stay unopened: then it is left out of the rules and stands in the annex, where it binds
//! nobody. A change of a thing opens it; so does keeping it.

mod text;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::rules::qualified_stage;
use crate::{Change, EntryKind, Fading, Kind, ScoringModel, StageId, StagePlan, Workshop};
use leadpact_definition::agreement::DefaultText;
use leadpact_definition::sla::{Measure, Promise, Sla};

pub use text::{about, text};

/// One thing that came with the template.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Standard {
    /// The points that are needed for a stage.
    Threshold(StageId),
    /// The most that an axis can give.
    Caps,
    /// How points fade with time.
    Fading,
    /// The facts that travel with a lead of a stage.
    HandOff(StageId),
    /// Why sales may say no, and where the lead goes then.
    Reasons,
    /// A promise, by its id.
    Promise(String),
    /// A text about a stage.
    Text {
        /// Which stage.
        stage: StageId,
        /// Which text.
        of: StageText,
    },
    /// Who gets which lead of a stage.
    Routing(StageId),
}

/// The texts about a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum StageText {
    /// When a lead leaves.
    Exit,
    /// What the other side may expect.
    Expect,
    /// What happens next.
    Next,
    /// What keeps a lead warm.
    Nurture,
}

impl StageText {
    /// All of them, in the order of the stage editor.
    pub const ALL: [Self; 4] = [Self::Exit, Self::Expect, Self::Next, Self::Nurture];

    /// What it is, after a stage's name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Exit => "when a lead leaves",
            Self::Expect => "what the other side may expect",
            Self::Next => "what happens next",
            Self::Nurture => "what keeps a lead warm",
        }
    }

    fn of(self, stage: &StagePlan) -> &str {
        match self {
            Self::Exit => &stage.exit,
            Self::Expect => &stage.expect,
            Self::Next => &stage.next,
            Self::Nurture => &stage.nurture,
        }
    }

    fn of_mut(self, stage: &mut StagePlan) -> &mut String {
        match self {
            Self::Exit => &mut stage.exit,
            Self::Expect => &mut stage.expect,
            Self::Next => &mut stage.next,
            Self::Nurture => &mut stage.nurture,
        }
    }
}

/// Everything that can be opened, in the order of the walk: what must be opened first.
#[must_use]
pub fn all(workshop: &Workshop) -> Vec<Standard> {
    let mut things: Vec<Standard> = workshop.stages.iter().flat_map(of_stage).collect();
    let by_points = |s: &StagePlan| matches!(s.enter.by, EntryKind::Points | EntryKind::Fit);
    if workshop.stages.iter().any(by_points) {
        things.push(Standard::Caps);
    }
    let signals = |q: &crate::Question| q.kind == Kind::Signals;
    if workshop.bank.questions.iter().any(signals) {
        things.push(Standard::Fading);
    }
    if !workshop.sla.rejection_reasons.is_empty() {
        things.push(Standard::Reasons);
    }
    let promises = workshop.sla.promises.iter();
    things.extend(promises.map(|p| Standard::Promise(p.id.clone())));
    let rank = |thing: &Standard| match thing {
        Standard::Threshold(_) => 0,
        Standard::Caps => 1,
        Standard::Fading => 2,
        Standard::HandOff(_) => 3,
        Standard::Reasons => 4,
        Standard::Promise(_) => 5,
        // The texts of a stage stay together, in the order of the ladder.
        Standard::Text { .. } | Standard::Routing(_) => 6,
    };
    things.sort_by_key(|thing| (!must_be_opened(workshop, thing), rank(thing)));
    things
}

/// What a stage has: nothing that is empty.
fn of_stage(plan: &StagePlan) -> Vec<Standard> {
    let id = || plan.id.clone();
    let mut things = Vec::new();
    if plan.enter.at_least.is_some() {
        things.push(Standard::Threshold(id()));
    }
    for of in StageText::ALL {
        if !of.of(plan).trim().is_empty() {
            things.push(Standard::Text { stage: id(), of });
        }
    }
    if !plan.routing.is_empty() || !plan.routing_fallback.trim().is_empty() {
        things.push(Standard::Routing(id()));
    }
    if !plan.hand_off.is_empty() {
        things.push(Standard::HandOff(id()));
    }
    things
}

/// What nobody has opened, in the order of the walk.
#[must_use]
pub fn unopened(workshop: &Workshop) -> Vec<Standard> {
    let mut things = all(workshop);
    things.retain(|thing| !workshop.opened.contains(thing));
    things
}

/// Whether it must be opened before anybody signs: what the rules carry out, and promises bound to a time.
#[must_use]
pub fn must_be_opened(workshop: &Workshop, thing: &Standard) -> bool {
    match thing {
        Standard::Threshold(_) | Standard::Caps | Standard::Fading | Standard::Reasons => true,
        Standard::HandOff(stage) => qualified_stage(workshop) == Some(stage),
        Standard::Promise(id) => {
            let promise = workshop.sla.promises.iter().find(|p| p.id == *id);
            promise.is_some_and(|p| p.measure == Measure::TimeToEvent)
        }
        Standard::Text { .. } | Standard::Routing(_) => false,
    }
}

/// What nobody has opened about one stage.
#[must_use]
pub fn unopened_of(workshop: &Workshop, plan: &StagePlan) -> Vec<Standard> {
    let mut things = of_stage(plan);
    things.retain(|thing| !workshop.opened.contains(thing));
    things
}

/// Whether anything about this stage is standard text that nobody opened.
#[must_use]
pub fn is_standard(workshop: &Workshop, plan: &StagePlan) -> bool {
    !unopened_of(workshop, plan).is_empty()
}

/// The change that takes it away; `None` where nothing can stand without it: a threshold, caps.
#[must_use]
pub fn dropped(workshop: &Workshop, thing: &Standard) -> Option<Change> {
    let stages = |id: &str, empty: &dyn Fn(&mut StagePlan)| {
        let mut stages = workshop.stages.clone();
        let plan = stages.iter_mut().find(|s| s.id == id)?;
        empty(plan);
        Some(Change::Stages(stages))
    };
    let mut sla = workshop.sla.clone();
    match thing {
        Standard::Threshold(_) | Standard::Caps => None,
        Standard::Fading => {
            let mut model = workshop.scoring.clone();
            model.fading = Fading::Off;
            Some(Change::Scoring(model))
        }
        Standard::HandOff(id) => stages(id, &|plan| plan.hand_off.clear()),
        Standard::Text { stage, of } => stages(stage, &|plan| of.of_mut(plan).clear()),
        Standard::Routing(id) => stages(id, &|plan| {
            plan.routing.clear();
            plan.routing_fallback.clear();
        }),
        Standard::Reasons => {
            sla.rejection_reasons.clear();
            Some(Change::Sla(Box::new(sla)))
        }
        Standard::Promise(id) => {
            sla.promises.retain(|p| p.id != *id);
            Some(Change::Sla(Box::new(sla)))
        }
    }
}

/// The change that keeps it as it stands: it is opened.
#[must_use]
pub fn kept(workshop: &Workshop, thing: &Standard) -> Change {
    let mut opened = workshop.opened.clone();
    opened.insert(thing.clone());
    Change::Opened(opened)
}

/// The change that keeps everything as it stands, for those who have looked at all of it.
#[must_use]
pub fn all_kept(workshop: &Workshop) -> Change {
    let mut opened = workshop.opened.clone();
    opened.extend(all(workshop));
    Change::Opened(opened)
}

/// What another ladder opens: what differs, what is new, and what goes. Nobody removes a thing unseen.
pub(super) fn in_stages(old: &[StagePlan], new: &[StagePlan]) -> Vec<Standard> {
    let gone = |plan: &&StagePlan| new.iter().all(|s| s.id != plan.id);
    let gone = old.iter().filter(gone);
    let mut things: Vec<Standard> = gone.flat_map(of_stage).collect();
    for plan in new {
        let Some(before) = old.iter().find(|s| s.id == plan.id) else {
            things.extend(of_stage(plan));
            continue;
        };
        let id = || plan.id.clone();
        if plan.enter != before.enter {
            things.push(Standard::Threshold(id()));
        }
        for of in StageText::ALL {
            if of.of(plan) != of.of(before) {
                things.push(Standard::Text { stage: id(), of });
            }
        }
        if (&plan.routing, &plan.routing_fallback) != (&before.routing, &before.routing_fallback) {
            things.push(Standard::Routing(id()));
        }
        if plan.hand_off != before.hand_off {
            things.push(Standard::HandOff(id()));
        }
    }
    things
}

/// What other promises and reasons open, those that go among them.
pub(super) fn in_sla(old: &Sla, new: &Sla) -> Vec<Standard> {
    let changed = |promise: &&Promise| old.promises.iter().all(|before| before != *promise);
    let gone = |promise: &&Promise| new.promises.iter().all(|after| after.id != promise.id);
    let promises = new.promises.iter().filter(changed);
    let promises = promises.chain(old.promises.iter().filter(gone));
    let mut things: Vec<Standard> = promises.map(|p| Standard::Promise(p.id.clone())).collect();
    if old.rejection_reasons != new.rejection_reasons {
        things.push(Standard::Reasons);
    }
    things
}

/// What another scoring model opens.
pub(super) fn in_scoring(old: &ScoringModel, new: &ScoringModel) -> Vec<Standard> {
    let mut things = Vec::new();
    if old.caps != new.caps {
        things.push(Standard::Caps);
    }
    if old.fading != new.fading {
        things.push(Standard::Fading);
    }
    things
}

impl Workshop {
    /// Marks things as opened by a change; returns the change that takes both back.
    pub(super) fn opens(&mut self, things: Vec<Standard>, back: Change) -> Change {
        if things.iter().all(|thing| self.opened.contains(thing)) {
            return back;
        }
        let before: BTreeSet<Standard> = self.opened.clone();
        self.opened.extend(things);
        Change::Several(vec![back, Change::Opened(before)])
    }
}

/// A stage as it binds: without the texts, the routing and the handed-over facts that nobody opened and nobody must.
#[must_use]
pub fn binding(workshop: &Workshop, plan: &StagePlan) -> StagePlan {
    let mut plan = plan.clone();
    let id = plan.id.clone();
    let free =
        |thing: &Standard| !workshop.opened.contains(thing) && !must_be_opened(workshop, thing);
    for of in StageText::ALL {
        let stage = id.clone();
        if free(&Standard::Text { stage, of }) {
            of.of_mut(&mut plan).clear();
        }
    }
    if free(&Standard::Routing(id.clone())) {
        plan.routing.clear();
        plan.routing_fallback.clear();
    }
    if free(&Standard::HandOff(id)) {
        plan.hand_off.clear();
    }
    plan
}

/// Whether a promise binds: it was opened, or it must be.
#[must_use]
pub fn binds(workshop: &Workshop, promise: &Promise) -> bool {
    let thing = Standard::Promise(promise.id.clone());
    workshop.opened.contains(&thing) || must_be_opened(workshop, &thing)
}

/// What nobody opened and nobody must, for the annex of the document.
#[must_use]
pub fn annex(workshop: &Workshop) -> Vec<DefaultText> {
    let things = unopened(workshop).into_iter();
    things
        .filter(|thing| !must_be_opened(workshop, thing))
        .map(|thing| DefaultText {
            about: about(workshop, &thing),
            text: text(workshop, &thing).join("; "),
        })
        .collect()
}

/// What a signed text holds was agreed, whatever the file says of opening it: all but what stands in its annex.
pub(super) fn signed(workshop: &Workshop, annex: &[DefaultText]) -> BTreeSet<Standard> {
    let default = |thing: &Standard| {
        let lines = text(workshop, thing).join("; ");
        let about = about(workshop, thing);
        annex.iter().any(|d| d.about == about && d.text == lines)
    };
    let things = all(workshop).into_iter();
    things.filter(|thing| !default(thing)).collect()
}

#[cfg(test)]
mod tests;
