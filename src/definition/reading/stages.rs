//! Stages in sentences: the hand-over and its ways in, the other steps, and how a lead leaves.

use crate::condition::{Condition, EventCondition, ScoreTest, Test};
use crate::lint::hand_over::handed_over;
use crate::model::Spec;
use crate::reading::clause::{clause, joined, known_or_missing, spelled_out};
use crate::reading::{Carrier, Sentence};
use crate::say::{self, small};
use crate::scalar::Days;
use crate::score::{Gate, GateEffect, RuleKind};
use crate::stage::{MAIN_TRACK, Stage};

/// The stage from which on another party is to act: the lowest of the main track that a score which sums others opens,
/// else the one that `check` takes for it. `None` where there is neither.
#[must_use]
pub fn hand_over(spec: &Spec) -> Option<&Stage> {
    let sums = |name: &str| spec.scores.get(name).is_some_and(|s| s.sum.is_some());
    let scored = |stage: &&Stage| {
        let mut found = false;
        stage.when.iter().for_each(|when| {
            when.visit(&mut |part| {
                found |= matches!(part, Condition::Score { score, test: ScoreTest::AtLeast(_) } if sums(score));
            });
        });
        found
    };
    let main = || spec.stages.iter().filter(|s| s.track() == MAIN_TRACK);
    main().find(scored).or_else(|| {
        let places = handed_over(spec, MAIN_TRACK).into_iter();
        let mut stages = places.filter_map(|place| spec.stages.get(place));
        stages.find(|stage| stage.when.is_some())
    })
}

/// The ways into a stage, each with all it demands.
fn ways(stage: &Stage) -> Vec<Vec<&Condition>> {
    fn demands(condition: &Condition) -> Vec<&Condition> {
        match condition {
            Condition::All(parts) if !parts.is_empty() => parts.iter().collect(),
            one => vec![one],
        }
    }
    match &stage.when {
        None => vec![Vec::new()],
        Some(Condition::Any(parts)) if known_or_missing(parts).is_none() && !parts.is_empty() => {
            parts.iter().map(demands).collect()
        }
        Some(one) => vec![demands(one)],
    }
}

/// The ways into a stage as verb phrases about a lead, each with all it demands; gates that open it are not among them.
/// A way that demands nothing is open to everybody; without any nobody comes in.
#[must_use]
pub fn ways_in(spec: &Spec, stage: &Stage) -> Vec<Vec<String>> {
    // Acts of the same kind are one way.
    let ways = match &stage.when {
        Some(when) if is_acts(when) => return vec![vec![acts(spec, when)]],
        _ => ways(stage),
    };
    let first = ways.first().cloned().unwrap_or_default();
    let open = ways.iter().enumerate();
    open.filter(|(_, way)| !way.iter().any(|c| **c == Condition::never()))
        .map(|(at, way)| demands(spec, way, if at > 0 { &first } else { &[] }))
        .collect()
}

/// The hand-over, one sentence for each way in; gates that open it come last, and who gets what is handed over.
pub(super) fn hand_over_sentences(spec: &Spec) -> Vec<Sentence<'_>> {
    let Some(stage) = hand_over(spec) else {
        return Vec::new();
    };
    let name = a(stage.title());
    let mut ways = ways(stage);
    ways.retain(|way| !way.contains(&&Condition::never()));
    let first = ways.first().cloned().unwrap_or_default();
    let mut told: Vec<(String, Vec<Carrier<'_>>)> = Vec::new();
    for (at, way) in ways.iter().enumerate() {
        let (start, other) = match at {
            0 => (format!("A lead is handed over as {name}"), &[][..]),
            _ => (format!("It is handed over as {name} as well"), &first[..]),
        };
        let text = format!(
            "{start} when it {}",
            joined_long(&demands(spec, way, other))
        );
        let mut by = vec![Carrier::Stage(stage)];
        by.extend(told_with(spec, way).map(Carrier::Stage));
        told.push((text, by));
    }
    let gates = qualifying(spec, stage);
    let opened: Vec<String> = gates.iter().map(|g| clause(spec, &g.when)).collect();
    let opened = joined(&opened, "or");
    match told.last_mut() {
        Some(_) if gates.is_empty() => {}
        Some((text, _)) => {
            *text = format!("{text}; whatever its points and musts, when it {opened}");
        }
        None if gates.is_empty() => {
            let text = format!("Nobody is handed over as {name} so far");
            told.push((text, vec![Carrier::Stage(stage)]));
        }
        None => {
            let text = format!("A lead is handed over as {name} when it {opened}");
            told.push((text, vec![Carrier::Stage(stage)]));
        }
    }
    if let Some((text, by)) = told.last_mut() {
        by.extend(gates.into_iter().map(Carrier::Gate));
        if let Some(routes) = routes(spec, stage) {
            *text = format!("{text}; whoever is handed over goes {routes}");
            by.push(Carrier::Routing(stage));
        }
    }
    let sentences = told.into_iter();
    sentences
        .map(|(text, by)| Sentence {
            text: format!("{text}."),
            by,
        })
        .collect()
}

/// A stage with its article: `a marketing qualified lead`.
fn a(title: &str) -> String {
    let title = small(title);
    let vowel = title.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']);
    format!("{} {title}", if vowel { "an" } else { "a" })
}

/// The gates that let a lead into a stage.
fn qualifying<'s>(spec: &'s Spec, stage: &Stage) -> Vec<&'s Gate> {
    let of = |gate: &&Gate| matches!(&gate.effect, GateEffect::Qualify(id) if *id == stage.id);
    spec.gates.iter().filter(of).collect()
}

/// Stages of other tracks that are entered by nothing but acts which a way names too.
fn told_with<'s>(spec: &'s Spec, way: &[&Condition]) -> impl Iterator<Item = &'s Stage> {
    let acts: Vec<Condition> = way
        .iter()
        .filter(|c| is_acts(c))
        .map(|c| (*c).clone())
        .collect();
    spec.stages.iter().filter(move |s| {
        s.track() != MAIN_TRACK && s.when.as_ref().is_some_and(|when| acts.contains(when))
    })
}

fn is_acts(condition: &Condition) -> bool {
    match condition {
        Condition::Event(_) | Condition::AnyEvent(_) => true,
        Condition::Any(parts) | Condition::All(parts) => {
            !parts.is_empty() && parts.iter().all(is_acts)
        }
        _ => false,
    }
}

/// What a way demands: first what it did and who it is, then its record, then what must not fail as far as is known.
fn demands(spec: &Spec, way: &[&Condition], first: &[&Condition]) -> Vec<String> {
    let mut told = Vec::new();
    let mut known: Vec<&Condition> = Vec::new();
    let mut record: Vec<&Condition> = Vec::new();
    let mut not: Vec<&Condition> = Vec::new();
    for demand in way.iter().copied() {
        match demand {
            Condition::Any(parts) if known_or_missing(parts).is_some() => {
                known.extend(known_or_missing(parts));
            }
            Condition::None(_) => not.push(demand),
            _ if is_record(demand) => record.push(demand),
            _ if is_acts(demand) => {
                let beside = told_with(spec, &[demand]).next();
                told.push(match beside {
                    Some(stage) => format!("{} ({})", small(stage.title()), acts(spec, demand)),
                    None => acts(spec, demand),
                });
            }
            // What is alone may be all that this very stage asks.
            _ if way.len() == 1 => told.push(spelled_out(spec, demand)),
            _ => told.push(clause(spec, demand)),
        }
    }
    if !record.is_empty() {
        told.push(recorded(spec, &record));
    }
    for demand in not {
        // A step of the ladder that is entered by just this says it in its own name.
        let step = spec.stages.iter().find(|s| match (demand, &s.when) {
            (Condition::None(parts), Some(Condition::Any(of))) => parts == of,
            (Condition::None(parts), Some(one)) => parts.as_slice() == std::slice::from_ref(one),
            _ => false,
        });
        told.push(match step {
            Some(step) => format!("is not {}", small(step.title())),
            None => clause(spec, demand),
        });
    }
    told.extend(as_far_as_known(spec, &known, first));
    told
}

/// What must not fail where the record says something. What another way demands too is named, not repeated.
fn as_far_as_known(spec: &Spec, known: &[&Condition], other: &[&Condition]) -> Option<String> {
    if known.is_empty() {
        return None;
    }
    let names: Vec<String> = known
        .iter()
        .filter_map(|condition| match condition {
            Condition::Field { field, .. } => Some(small(&say::field_name(spec, field))),
            _ => None,
        })
        .collect();
    let told_before = known.len() > 1 && known.iter().all(|c| other.contains(c));
    Some(if told_before && names.len() == known.len() {
        let names = joined(&names, "and");
        format!("as far as its record says, it has the {names} that the first way asks for")
    } else {
        let told: Vec<String> = known.iter().map(|c| clause(spec, c)).collect();
        format!("as far as its record says, it {}", joined(&told, "and"))
    })
}

/// `a; b; and c`.
fn joined_long(texts: &[String]) -> String {
    match texts {
        [] => "is in our records".to_owned(),
        [one] => one.clone(),
        [first @ .., end] => format!("{}; and {end}", first.join("; ")),
    }
}

/// Acts within one and the same time: `requested a demo or asked for a price, within 180 days`.
fn acts(spec: &Spec, condition: &Condition) -> String {
    let mut events: Vec<&EventCondition> = Vec::new();
    condition.visit(&mut |part| {
        if let Condition::Event(event) = part {
            events.push(event);
        }
    });
    let within: Vec<Option<Days>> = events.iter().map(|e| e.within).collect();
    let alike = within.windows(2).all(|pair| pair.first() == pair.last());
    match within.first().copied().flatten() {
        Some(days) if alike && events.iter().all(|e| **e == within_only(e)) => {
            let names: Vec<String> = events
                .iter()
                .map(|e| say::event_name(spec, &e.event))
                .collect();
            format!("{} within {}", joined(&names, "or"), say::spoken(days))
        }
        _ => spelled_out(spec, condition),
    }
}

/// The same act with nothing asked of it but how long ago it was.
fn within_only(event: &EventCondition) -> EventCondition {
    EventCondition {
        event: event.event.clone(),
        within: event.within,
        ..EventCondition::default()
    }
}

/// Something that only asks whether the record has a value, with or without a ground for using it.
fn is_record(condition: &Condition) -> bool {
    match condition {
        Condition::Field {
            test: Test::Present,
            ..
        } => true,
        Condition::Any(parts) => !parts.is_empty() && parts.iter().all(is_record),
        Condition::All(parts) => parts.first().is_some_and(is_record),
        _ => false,
    }
}

/// `its record has name, company, and email or phone`.
fn recorded(spec: &Spec, record: &[&Condition]) -> String {
    let names: Vec<String> = record.iter().map(|c| fact(spec, c)).collect();
    format!("its record has {}", joined(&names, "and"))
}

fn fact(spec: &Spec, condition: &Condition) -> String {
    match condition {
        Condition::Field {
            field,
            test: Test::Present,
        } => small(&say::field_name(spec, field)),
        Condition::Any(parts) => grounds(spec, parts).unwrap_or_else(|| {
            let names: Vec<String> = parts.iter().map(|p| fact(spec, p)).collect();
            names.join(" or ")
        }),
        Condition::All(parts) => match parts.split_first() {
            Some((first, rest)) if !rest.is_empty() => {
                let rest: Vec<String> = rest.iter().map(|p| clause(spec, p)).collect();
                format!("{} ({})", fact(spec, first), joined(&rest, "and"))
            }
            Some((first, _)) => fact(spec, first),
            None => String::new(),
        },
        other => say::condition(spec, other),
    }
}

/// Channels that all need the same: `email or phone (with opt-in or more as the ground)`. `None` where they differ.
fn grounds(spec: &Spec, channels: &[Condition]) -> Option<String> {
    let mut names = Vec::new();
    let mut needs: Vec<String> = Vec::new();
    for channel in channels {
        let Condition::All(parts) = channel else {
            return None;
        };
        let (first, rest) = parts.split_first()?;
        names.push(fact(spec, first));
        let rest: Vec<String> = rest.iter().map(|p| clause(spec, p)).collect();
        needs.push(joined(&rest, "and"));
    }
    needs.dedup();
    match needs.as_slice() {
        [one] => Some(format!("{} ({one})", names.join(" or "))),
        _ => None,
    }
}

/// Who gets the leads of a stage, as the end of a sentence.
fn routes(spec: &Spec, stage: &Stage) -> Option<String> {
    let routing = stage.routing.as_ref()?;
    let mut told: Vec<String> = routing
        .routes
        .iter()
        .map(|route| {
            format!(
                "to {} if it {}",
                within(&route.to),
                clause(spec, &route.when)
            )
        })
        .collect();
    match &routing.fallback {
        Some(to) if told.is_empty() => told.push(format!("to {}", within(to))),
        Some(to) => told.push(format!("else to {}", within(to))),
        None => {}
    }
    (!told.is_empty()).then(|| told.join(", "))
}

/// A name within a sentence: `The phone team` begins with a small letter there, `Tom` does not.
fn within(name: &str) -> String {
    match name.split_once(' ') {
        Some(("The" | "Their" | "Its" | "Our" | "A" | "An", _)) => small(name),
        _ => name.to_owned(),
    }
}

/// The steps of the main track beside the hand-over, each with how it is entered.
pub(super) fn ladder(spec: &Spec) -> Option<Sentence<'_>> {
    let hand_over = hand_over(spec).map(|s| s.id.as_str());
    let others = spec.stages.iter();
    let others: Vec<&Stage> = others
        .filter(|s| s.track() == MAIN_TRACK && Some(s.id.as_str()) != hand_over)
        .collect();
    let told: Vec<String> = others.iter().map(|s| step(spec, s)).collect();
    let mut by = Vec::new();
    for stage in &others {
        by.push(Carrier::Stage(stage));
        if stage.routing.is_some() {
            by.push(Carrier::Routing(stage));
        }
        by.extend(qualifying(spec, stage).into_iter().map(Carrier::Gate));
    }
    (!told.is_empty()).then(|| Sentence {
        text: format!("The other steps: {}.", told.join("; ")),
        by,
    })
}

/// `lead (has points for engagement; its record has name and company)`.
fn step(spec: &Spec, stage: &Stage) -> String {
    let name = small(stage.title());
    let ways: Vec<String> = ways(stage)
        .iter()
        .filter(|way| !way.iter().any(|c| **c == Condition::never()))
        .map(|way| {
            joined_long(&demands(spec, way, &[]))
                .replace("; and ", ", and ")
                .replace("; ", ", ")
        })
        .collect();
    let mut ways = ways;
    ways.extend(
        qualifying(spec, stage)
            .iter()
            .map(|g| clause(spec, &g.when)),
    );
    let entered = if stage.when.is_none() {
        "every record".to_owned()
    } else if ways.is_empty() {
        "nobody so far".to_owned()
    } else {
        ways.join(", or ")
    };
    let routes = routes(spec, stage).map_or(String::new(), |to| format!("; it goes {to}"));
    format!("{name} ({entered}{routes})")
}

/// The tracks beside the ladder, where no way into the hand-over names them.
pub(super) fn tracks(spec: &Spec) -> Option<Sentence<'_>> {
    let ways = hand_over(spec).map(ways).unwrap_or_default();
    let told_already: Vec<&str> = ways
        .iter()
        .flat_map(|way| told_with(spec, way))
        .map(|s| s.id.as_str())
        .collect();
    let stages = spec.stages.iter();
    let stages: Vec<&Stage> = stages
        .filter(|s| s.track() != MAIN_TRACK && !told_already.contains(&s.id.as_str()))
        .collect();
    let told: Vec<String> = stages.iter().map(|s| step(spec, s)).collect();
    let mut by = Vec::new();
    for stage in &stages {
        by.push(Carrier::Stage(stage));
        if stage.routing.is_some() {
            by.push(Carrier::Routing(stage));
        }
        by.extend(qualifying(spec, stage).into_iter().map(Carrier::Gate));
    }
    (!told.is_empty()).then(|| Sentence {
        text: format!("Beside the ladder: {}.", told.join("; ")),
        by,
    })
}

/// How a lead leaves the stages it is in.
pub(super) fn leaving(spec: &Spec) -> Option<Sentence<'_>> {
    let mut groups: Vec<(&Condition, Vec<&Stage>)> = Vec::new();
    for stage in &spec.stages {
        if let Some(exit) = &stage.exit {
            match groups.iter_mut().find(|(known, _)| *known == exit) {
                Some((_, stages)) => stages.push(stage),
                None => groups.push((exit, vec![stage])),
            }
        }
    }
    let told: Vec<String> = groups
        .iter()
        .map(|(exit, stages)| {
            let names: Vec<String> = stages.iter().map(|s| small(s.title())).collect();
            format!("{} {}", joined(&names, "and"), leaves(spec, exit))
        })
        .collect();
    let by = groups.iter().flat_map(|(_, stages)| stages.iter().copied());
    let by: Vec<Carrier<'_>> = by.map(Carrier::Stage).collect();
    (!told.is_empty()).then(|| Sentence {
        text: format!("A lead is out of {}.", told.join("; out of ")),
        by,
    })
}

/// A condition to leave: what happened, and what brings the lead back.
#[must_use]
pub fn leaves(spec: &Spec, exit: &Condition) -> String {
    match exit {
        Condition::Event(event) if *exit == Condition::event(&event.event) => {
            format!("once {}", say::happened(spec, &event.event))
        }
        Condition::All(parts) => match parts.as_slice() {
            [one @ Condition::Event(act), Condition::None(back)]
                if *one == Condition::event(&act.event) =>
            {
                let left = format!("once {}", say::happened(spec, &act.event));
                match back_again(spec, &act.event, back) {
                    Some(back) => format!("{left}, until on a later day {back}"),
                    None => format!("when {}", say::condition(spec, exit)),
                }
            }
            _ => format!("when {}", say::condition(spec, exit)),
        },
        other => format!("when {}", say::condition(spec, other)),
    }
}

/// What brings a lead back: by name, or *something that counts* where it is every act that gives points. `None`: it is
/// something else than acts after the one it left by.
fn back_again(spec: &Spec, left_by: &str, back: &[Condition]) -> Option<String> {
    let mut acts: Vec<&str> = Vec::new();
    for condition in back {
        match condition {
            Condition::Event(event) if event.since.as_deref() == Some(left_by) => {
                acts.push(&event.event);
            }
            _ => return None,
        }
    }
    let counting = counting_acts(spec);
    let mut told = Vec::new();
    if counting.len() > 2 && counting.iter().all(|act| acts.contains(act)) {
        told.push("it did something that counts".to_owned());
        acts.retain(|act| !counting.contains(act));
    }
    let mut by_lead = !told.is_empty();
    for act in acts {
        let happened = say::happened(spec, act);
        // Who did it is said once.
        let done = happened.strip_prefix("it ");
        told.push(done.filter(|_| by_lead).unwrap_or(&happened).to_owned());
        by_lead = done.is_some();
    }
    Some(joined(&told, "or"))
}

/// The acts that give points above 0.
fn counting_acts(spec: &Spec) -> Vec<&str> {
    let rules = spec.scores.values().flat_map(|score| &score.rules);
    let mut acts: Vec<&str> = Vec::new();
    for rule in rules {
        match &rule.kind {
            RuleKind::Event { events, points, .. } if *points > 0 => {
                acts.extend(events.iter().map(String::as_str));
            }
            RuleKind::FirstOf(choices) => {
                let whens = choices.iter().filter(|c| c.points > 0);
                for when in whens.filter_map(|c| c.when.as_ref()) {
                    when.visit(&mut |part| {
                        if let Condition::Event(event) = part {
                            acts.push(&event.event);
                        }
                        if let Condition::AnyEvent(any) = part {
                            acts.extend(any.events.iter().map(String::as_str));
                        }
                    });
                }
            }
            RuleKind::Event { .. }
            | RuleKind::When { .. }
            | RuleKind::Bands { .. }
            | RuleKind::PerUnit { .. }
            | RuleKind::LargestOf(_) => {}
        }
    }
    acts.sort_unstable();
    acts.dedup();
    acts
}
