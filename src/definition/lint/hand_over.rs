//! The hand-over: the stage from which on somebody of another party is to act, and who can come into it.
//!
//! A rule file does not say which stage it is. It is the lowest of a track of which one of these is true:
//!
//! - its owner is another than that of the track's lowest stage,
//! - a promise of another party than its owner applies to it (`appliesTo: {stage: S}`),
//! - it lists fields under `handOff`.
//!
//! A track where none is true of any stage hands over to nobody, and nothing is said about it.

use indexmap::IndexSet;

use crate::{
    condition::Condition,
    lint::{
        Lint, Linter,
        meaning::{Part, about_companies, by_people, is_beyond, wanted},
        supposed::{Lacks, Supposed},
    },
    model::Spec,
    problem::Path,
    say::english::{and_list, or_list},
    score::GateEffect,
    stage::{MAIN_TRACK, Stage},
};

/// The places of a track's stages from the hand-over up; empty: it hands over to nobody.
pub(crate) fn handed_over(spec: &Spec, track: &str) -> Vec<usize> {
    let stages = spec.stages.iter().enumerate();
    let stages: Vec<(usize, &Stage)> = stages.filter(|(_, s)| s.track() == track).collect();
    let first = stages.iter().find_map(|(_, stage)| stage.owner.as_deref());
    let from = stages.iter().position(|(_, stage)| {
        let owner = stage.owner.as_deref();
        let other = owner.is_some() && owner != first;
        other || !stage.hand_off.is_empty() || promised_by_others(spec, stage)
    });
    let above = from.map_or(&[][..], |from| &stages[from..]);
    above.iter().map(|(place, _)| *place).collect()
}

/// The places of the stages from the hand-over up, of every track.
pub(super) fn handed_over_anywhere(spec: &Spec) -> Vec<usize> {
    let tracks: IndexSet<&str> = spec.stages.iter().map(Stage::track).collect();
    let places = tracks
        .into_iter()
        .flat_map(|track| handed_over(spec, track));
    places.collect()
}

/// Whether a promise of another party than its owner is about the leads of a stage.
pub(super) fn promised_by_others(spec: &Spec, stage: &Stage) -> bool {
    let promises = spec.sla.iter().flat_map(|sla| &sla.promises);
    let mut others = promises.filter(|promise| Some(promise.by.as_str()) != stage.owner.as_deref());
    others.any(|promise| {
        let mut named = false;
        if let Some(condition) = &promise.applies_to {
            wanted(condition, &mut |part| {
                named |= matches!(part, Condition::Stage(id) if *id == stage.id);
            });
        }
        named
    })
}

/// The ways into a stage with their places: what its `when` lists under `any`, and the gates that qualify for it.
pub(super) fn ways(spec: &Spec, place: usize) -> Vec<(Path, Condition)> {
    let Some(stage) = spec.stages.get(place) else {
        return Vec::new();
    };
    let path = Path::spec().key("stages").index(place);
    let mut ways = match &stage.when {
        None => vec![(path, Condition::always())],
        Some(Condition::Any(parts)) => {
            let path = path.key("when").key("any");
            let parts = parts.iter().enumerate();
            parts
                .map(|(at, part)| (path.index(at), part.clone()))
                .collect()
        }
        Some(when) => vec![(path.key("when"), when.clone())],
    };
    for (at, gate) in spec.gates.iter().enumerate() {
        if matches!(&gate.effect, GateEffect::Qualify(to) if *to == stage.id) {
            let path = Path::spec().key("gates").index(at).key("when");
            ways.push((path, gate.when.clone()));
        }
    }
    ways
}

/// Where a lead that lacks something may enter a stage; none: it cannot.
fn leak(spec: &Spec, place: usize, lacks: Lacks) -> Option<Path> {
    let supposed = Supposed::new(spec, lacks);
    let mut ways = ways(spec, place).into_iter();
    ways.find(|(_, way)| supposed.enters(place, way))
        .map(|(path, _)| path)
}

/// Where a lead that did nothing, and about which sales recorded nothing, may enter a stage; none: it cannot.
pub(super) fn without_act(spec: &Spec, place: usize) -> Option<Path> {
    with_no_more(spec, place, &[])
}

/// Where a lead that did these things and nothing else may enter a stage; none: it cannot.
pub(super) fn with_no_more(spec: &Spec, place: usize, done: &[&str]) -> Option<Path> {
    let events = spec.events.keys().map(String::as_str);
    let lacks = Lacks {
        events: events.filter(|event| !done.contains(event)).collect(),
        acts: true,
        ..Lacks::default()
    };
    leak(spec, place, lacks)
}

/// Where a lead whose record lacks this part may enter a stage; none: it cannot.
pub(super) fn without_part(spec: &Spec, place: usize, part: Part) -> Option<Path> {
    let fields = part.fields(spec).into_iter().collect();
    let lacks = Lacks {
        fields,
        ..Lacks::default()
    };
    leak(spec, place, lacks)
}

/// Whether somebody must have recorded something about a lead before it is in a stage.
fn after_contact(spec: &Spec, place: usize) -> bool {
    let recorded = spec.events.iter();
    let recorded = recorded.filter(|(id, event)| by_people(spec, id, event));
    let events: IndexSet<&str> = recorded.map(|(id, _)| id.as_str()).collect();
    let lacks = Lacks {
        events,
        ..Lacks::default()
    };
    leak(spec, place, lacks).is_none()
}

/// The stages of the main track that a lead is handed over in, the hand-over first; those behind it only where no
/// conversation is behind them too.
pub(super) fn checked_stages(spec: &Spec) -> Vec<usize> {
    let places = handed_over(spec, MAIN_TRACK);
    let first = places.first().copied();
    let checked = places.into_iter().filter(|place| {
        let Some(stage) = spec.stages.get(*place) else {
            return false;
        };
        Some(*place) == first
            || (!is_beyond(&stage.id, stage.title()) && !after_contact(spec, *place))
    });
    checked.collect()
}

impl Linter<'_> {
    /// Leads that are handed over though they did nothing, or though nobody could address them.
    pub(super) fn hand_over(&mut self) {
        for place in checked_stages(self.spec) {
            let id = self.spec.stages.get(place).map_or("", |stage| &stage.id);
            if let Some(path) = without_act(self.spec, place) {
                self.warn(
                    Lint::HandOverWithoutAct,
                    path,
                    format!("a lead that did nothing can be handed over in the stage `{id}`"),
                    "this way into it asks for no act, nor for a score that only acts give",
                    "ask for an event, or for a score above 0 whose rules are all about events",
                );
            }
            self.record(place, id);
        }
    }

    fn record(&mut self, place: usize, id: &str) {
        let spec = self.spec;
        let mut leaking = None;
        let (mut unasked, mut unknown) = (Vec::new(), Vec::new());
        let companies = about_companies(spec);
        let parts = Part::ALL.into_iter();
        for part in parts.filter(|part| *part != Part::Company || companies) {
            if let Some(path) = without_part(spec, place, part) {
                leaking.get_or_insert(path);
                unasked.push(part);
                if part.fields(spec).is_empty() {
                    unknown.push(part.word());
                }
            }
        }
        let Some(path) = leaking else {
            return;
        };
        let words: Vec<&str> = unasked.iter().map(|part| part.word()).collect();
        let mut advice = Vec::new();
        if !unknown.is_empty() {
            advice.push(format!(
                "declare a field for {}, and ask for it",
                and_list(&unknown)
            ));
        }
        advice.extend(asking(spec, &unasked));
        self.warn(
            Lint::HandOverWithoutRecord,
            path,
            format!(
                "a lead without {} can be handed over in the stage `{id}`",
                or_list(&words)
            ),
            "whoever takes it over cannot address it",
            advice.join("; "),
        );
    }
}

/// What to add to a stage so that it asks for these parts.
fn asking(spec: &Spec, parts: &[Part]) -> Option<String> {
    let present = |field: &&str| format!("{{field: {field}, present: true}}");
    let asked = parts.iter().filter_map(|part| {
        let fields = part.fields(spec);
        let each: Vec<String> = fields.iter().map(present).collect();
        match (part, &each[..]) {
            (_, []) => None,
            (Part::Name | Part::Company, [first, ..]) => Some(first.clone()),
            (Part::Channel, [one]) => Some(one.clone()),
            (Part::Channel, several) => Some(format!("{{any: [{}]}}", several.join(", "))),
        }
    });
    let asked: Vec<String> = asked.collect();
    (!asked.is_empty()).then(|| format!("add to every way into it {}", asked.join(", ")))
}
