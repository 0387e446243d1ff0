//! Acts: those that lead nowhere, and those that earn more or less than people made of them.

use indexmap::IndexSet;

use crate::{
    condition::Condition,
    lint::{
        Lint, Linter, decisive,
        hand_over::{handed_over_anywhere, ways},
        meaning::{by_people, wanted},
        reading::{decisive_scores, points, rule_events, used_events, used_grades},
        supposed::{Lacks, Supposed},
    },
    model::Spec,
    problem::Path,
    rating::Rating,
    score::{Rule, RuleKind, Score, WhenMissing},
};

impl Linter<'_> {
    /// Events that nothing asks for, and acts that give points and bring nobody to a hand-over.
    pub(super) fn acts(&mut self) {
        let spec = self.spec;
        let used = used_events(spec);
        let handed_over = handed_over_anywhere(spec);
        let narrowed = narrowed(spec, &handed_over);
        for (id, event) in &spec.events {
            let path = Path::spec().key("events").key(id);
            if !used.contains(id.as_str()) {
                self.warn(
                    Lint::UnusedEvent,
                    path,
                    format!("nothing asks for the event `{id}`"),
                    "no rule, gate, stage or promise changes when it happens",
                    "give it points or a promise, or take it out; a golden lead with it shows that it counts for nothing on purpose",
                );
            } else if !handed_over.is_empty()
                && !by_people(spec, id, event)
                && is_idle(spec, &narrowed, &handed_over, id)
            {
                self.warn(
                    Lint::IdleAct,
                    path,
                    format!("the event `{id}` gives points and brings no lead to the hand-over"),
                    "with it or without it, every score is on the same side of what the stages from there up ask for",
                    "ask for its score there, give it more points, or say `rated: shows-interest`, which promises no more",
                );
            }
        }
    }

    /// Weaker acts that earn more than stronger ones.
    pub(super) fn ratings(&mut self) {
        let acts = pointed_acts(self.spec);
        for weak in &acts {
            let beaten = acts
                .iter()
                .filter(|strong| strong.is_above(weak) && strong.points < weak.points);
            let Some(strong) = beaten.min_by_key(|strong| strong.points) else {
                continue;
            };
            self.warn(
                Lint::WeakerEarnsMore,
                weak.path.clone(),
                format!(
                    "the act of the rule `{}` ({}) earns {}, and that of `{}` ({}) only {}",
                    weak.rule,
                    weak.words(),
                    weak.points,
                    strong.rule,
                    strong.words(),
                    strong.points
                ),
                "a score then puts those first who want less",
                format!(
                    "give it at most {}, or give the other one more",
                    strong.points
                ),
            );
        }
    }
}

/// The same definition with the stages from the hand-over up alone, and the grades they ask for.
fn narrowed(spec: &Spec, places: &[usize]) -> Spec {
    let stages = places.iter().filter_map(|place| spec.stages.get(*place));
    let mut narrowed = Spec {
        stages: stages.cloned().collect(),
        ..spec.clone()
    };
    let used: IndexSet<String> = used_grades(&narrowed)
        .into_iter()
        .map(str::to_owned)
        .collect();
    narrowed.grades.retain(|name, _| used.contains(name));
    narrowed
}

/// Whether an act gives points and changes nothing about the stages of `narrowed`, but about others. One that people
/// rated no higher than interest need not.
fn is_idle(spec: &Spec, narrowed: &Spec, places: &[usize], event: &str) -> bool {
    let rules = spec.scores.iter().flat_map(|(name, score)| {
        let rules = score.rules.iter();
        rules.map(move |rule| (name.as_str(), score, rule))
    });
    let rules = rules.filter(|(_, _, rule)| {
        rule_events(rule).contains(event) && points(rule).iter().any(|points| *points > 0)
    });
    let rules: Vec<(&str, &Score, &Rule)> = rules.collect();
    let only_interest = |rule: &Rule| {
        let rated = rule.rated;
        rated.is_some_and(|rated| rated <= Rating::ShowsInterest)
    };
    if rules.iter().all(|(_, _, rule)| only_interest(rule))
        || asked_directly(spec, narrowed, places, event)
    {
        return false;
    }
    let moves = |spec: &Spec| {
        let decisive = decisive_scores(spec);
        rules.iter().any(|(name, score, rule)| {
            decisive.contains(name) && !decisive::never_decides(spec, name, score, rule)
        })
    };
    !moves(narrowed) && moves(spec)
}

/// Whether the stages from the hand-over up ask for the event itself: in a way into them, or in what limits a score.
fn asked_directly(spec: &Spec, narrowed: &Spec, places: &[usize], event: &str) -> bool {
    let mut found = false;
    let mut look = |condition: &Condition| {
        condition.visit(&mut |part| {
            found |= matches!(part, Condition::Event(asked) if asked.event == event);
        });
    };
    for place in places {
        for (_, way) in ways(spec, *place) {
            look(&way);
        }
    }
    let exits = narrowed
        .stages
        .iter()
        .filter_map(|stage| stage.exit.as_ref());
    let rows = narrowed.grades.values().flatten();
    for condition in exits.chain(rows.filter_map(|row| row.when.as_ref())) {
        look(condition);
    }
    let decisive = decisive_scores(narrowed);
    for (_, score) in spec
        .scores
        .iter()
        .filter(|(name, _)| decisive.contains(name.as_str()))
    {
        for condition in score.applies_to.iter().chain(&score.reset_when) {
            look(condition);
        }
    }
    let fades = |score: &Score| score.decay.as_ref().is_some_and(|decay| decay.by == event);
    found
        || decisive
            .iter()
            .any(|name| spec.scores.get(*name).is_some_and(fades))
}

/// A rule that gives points for one act.
struct PointedAct<'s> {
    rule: &'s str,
    path: Path,
    /// What it earns at its freshest.
    points: i64,
    rated: Option<Rating>,
    /// Whether it opens the hand-over whatever the points.
    is_enough: bool,
}

impl PointedAct<'_> {
    /// Whether people rated this one higher, or, where they did not say, whether it alone is enough for the hand-over.
    fn is_above(&self, other: &Self) -> bool {
        match (self.rated, other.rated) {
            (Some(own), Some(others)) if own != others => own > others,
            (Some(_), Some(_)) | (None, _) | (_, None) => self.is_enough && !other.is_enough,
        }
    }

    fn words(&self) -> &'static str {
        match (self.rated, self.is_enough) {
            (Some(rating), _) => rating.word(),
            (None, true) => "enough for the hand-over",
            (None, false) => "not enough by itself",
        }
    }
}

/// The rules that give points for what a lead did.
fn pointed_acts(spec: &Spec) -> Vec<PointedAct<'_>> {
    let mut acts = Vec::new();
    let places = handed_over_anywhere(spec);
    for (name, score) in &spec.scores {
        for (at, rule) in score.rules.iter().enumerate() {
            let events = rule_events(rule);
            let own = events.iter().all(|id| {
                let event = spec.events.get(*id);
                event.is_some_and(|event| !by_people(spec, id, event))
            });
            let points = freshest(rule);
            if events.is_empty() || !own || points <= 0 {
                continue;
            }
            let path = Path::spec().key("scores").key(name).key("rules").index(at);
            acts.push(PointedAct {
                rule: &rule.id,
                path: path.key("points"),
                points,
                rated: rule.rated,
                is_enough: events.iter().any(|event| is_enough(spec, &places, event)),
            });
        }
    }
    acts
}

/// The most that one act gives on its day.
fn freshest(rule: &Rule) -> i64 {
    let missing = match rule.when_missing {
        Some(WhenMissing::Points(points)) => Some(points),
        Some(WhenMissing::NotEnoughKnown) | None => None,
    };
    let own = match &rule.kind {
        RuleKind::Event { points, decay, .. } => decay
            .first()
            .map_or(*points, |step| crate::kept(*points, step.keep.0)),
        RuleKind::When { .. }
        | RuleKind::Bands { .. }
        | RuleKind::PerUnit { .. }
        | RuleKind::FirstOf(_)
        | RuleKind::LargestOf(_) => {
            let all = points(rule).into_iter();
            all.filter(|points| Some(*points) != missing)
                .max()
                .unwrap_or(0)
        }
    };
    rule.cap.map_or(own, |cap| own.min(cap))
}

/// Whether a lead that did this alone, and has no points, may be handed over, and one that did nothing may not.
fn is_enough(spec: &Spec, places: &[usize], event: &str) -> bool {
    let all = || spec.events.keys().map(String::as_str);
    let entered = |events: IndexSet<&str>, place: usize| {
        let lacks = Lacks {
            events,
            ..Lacks::default()
        };
        let supposed = Supposed::new(spec, lacks).without_points();
        let mut ways = ways(spec, place).into_iter();
        ways.any(|(_, way)| {
            let mut asks = false;
            wanted(&way, &mut |part| {
                asks |= matches!(part, Condition::Event(_));
            });
            asks && supposed.enters(place, &way)
        })
    };
    places.iter().any(|place| {
        entered(all().filter(|id| *id != event).collect(), *place)
            && !entered(all().collect(), *place)
    })
}
