//! Checking scores: rules, bands, groups, decay, and the order in which scores are added up.

use crate::{
    compile::{Compiler, Sees, condition::days, owner::routed},
    compiled::{
        Absence, Axis, Check, CompiledDecay, CompiledGroup, CompiledRule, CompiledRuleKind,
        CompiledScore, CompiledScoreKind, Criterion, Dated, EventRule, FieldPoints, Freeze, Steps,
        When, grade_column,
    },
    field::FieldType,
    lint::reading::rule_fields,
    problem::Path,
    say,
    scalar::Days,
    score::{Band, Choice, Decay, DecayStep, Per, Rule, RuleKind, Score, WhenMissing},
};

/// Names a score cannot have, because the scored output has a column of that name.
const TAKEN: [&str; 5] = ["id", "grade", "stage", "status", "reasons"];

/// The same where the output has this column, which it has only with a routing.
const OWNER: &str = "owner";

impl Compiler<'_> {
    pub(super) fn scores(&mut self) -> Vec<CompiledScore> {
        let spec = self.spec;
        let mut scores = Vec::with_capacity(spec.scores.len());
        for (axis, (name, score)) in spec.scores.iter().enumerate() {
            let path = Path::spec().key("scores").key(name);
            let owner = name == OWNER && routed(spec);
            let grade = spec.grades.len() > 1
                && spec.grades.keys().any(|grade| *name == grade_column(grade));
            let taken = TAKEN.contains(&name.as_str()) || name.starts_with("stage_");
            if taken || owner || grade {
                self.problem(
                    path.clone(),
                    format!("the output has a column `{name}` already"),
                    "give the score another name",
                );
            }
            self.limits(&path, score.cap, score.floor);
            let applies_to = score
                .applies_to
                .as_ref()
                .map(|when| self.when(&path.key("appliesTo"), when, Sees::Facts));
            let kind = self.score_kind(&path, axis, score);
            scores.push(CompiledScore {
                name: name.clone(),
                cap: score.cap,
                floor: score.floor,
                applies_to,
                kind,
            });
        }
        scores
    }

    fn score_kind(&mut self, path: &Path, axis: usize, score: &Score) -> CompiledScoreKind {
        let (key, parts) = match (&score.sum, &score.largest) {
            (Some(parts), None) => ("sum", parts),
            (None, Some(parts)) => ("largest", parts),
            (None, None) => return CompiledScoreKind::Axis(self.axis(path, axis, score)),
            (Some(parts), Some(_)) => {
                self.problem(
                    path.key("largest"),
                    "`sum` and `largest` do not go together",
                    "write one of them",
                );
                ("sum", parts)
            }
        };
        let own = !score.rules.is_empty()
            || !score.groups.is_empty()
            || score.decay.is_some()
            || score.freeze_above.is_some()
            || score.reset_when.is_some();
        if own {
            self.problem(
                path.clone(),
                format!("a score with `{key}` has no rules, groups, decay, freezeAbove or resetWhen of its own"),
                "move them to the scores it takes together",
            );
        }
        if parts.is_empty() {
            self.problem(path.key(key), "this list is empty", "name the scores");
        }
        let spec = self.spec;
        let mut places = Vec::with_capacity(parts.len());
        for (at, part) in parts.iter().enumerate() {
            self.known(path.key(key).index(at), "score", part, &spec.scores);
            if parts.iter().take(at).any(|before| before == part) {
                self.problem(
                    path.key(key).index(at),
                    format!("`{part}` stands twice"),
                    "take one out",
                );
            }
            places.extend(spec.scores.get_index_of(part));
        }
        if key == "sum" {
            CompiledScoreKind::Sum(places)
        } else {
            CompiledScoreKind::Largest(places)
        }
    }

    /// The scores, each after those it takes together; a circle is a problem.
    pub(super) fn score_order(&mut self) -> Vec<usize> {
        let spec = self.spec;
        let mut order: Vec<usize> = Vec::with_capacity(spec.scores.len());
        let mut done = vec![false; spec.scores.len()];
        // Each pass settles at least one score, or what is left is a circle.
        for _ in 0..spec.scores.len() {
            for (index, score) in spec.scores.values().enumerate() {
                let parts = score.sum.iter().chain(&score.largest).flatten();
                let ready = parts
                    .filter_map(|part| spec.scores.get_index_of(part))
                    .all(|part| done.get(part) == Some(&true));
                if let Some(done) = done.get_mut(index)
                    && ready
                    && !*done
                {
                    *done = true;
                    order.push(index);
                }
            }
        }
        for (name, _) in spec.scores.keys().zip(&done).filter(|(_, done)| !**done) {
            self.problem(
                Path::spec().key("scores").key(name),
                format!("`{name}` needs itself to be added up"),
                "take the circle out of `sum` or `largest`",
            );
        }
        order
    }

    fn axis(&mut self, path: &Path, axis: usize, score: &Score) -> Axis {
        let mut groups = vec![CompiledGroup {
            cap: None,
            floor: None,
            rules: Vec::new(),
        }];
        for (name, group) in &score.groups {
            self.limits(&path.key("groups").key(name), group.cap, group.floor);
            groups.push(CompiledGroup {
                cap: group.cap,
                floor: group.floor,
                rules: Vec::new(),
            });
        }
        for (at, rule) in score.rules.iter().enumerate() {
            let path = path.key("rules").index(at);
            let compiled = self.rule(&path, axis, rule);
            let place = match &rule.group {
                None => 0,
                Some(name) => {
                    self.known(path.key("group"), "group", name, &score.groups);
                    score.groups.get_index_of(name).map_or(0, |place| place + 1)
                }
            };
            if let Some(group) = groups.get_mut(place) {
                group.rules.push(compiled);
            }
        }
        let reset_when = score
            .reset_when
            .as_ref()
            .map(|when| self.when(&path.key("resetWhen"), when, Sees::Facts));
        let decay = score
            .decay
            .as_ref()
            .and_then(|decay| self.axis_decay(&path.key("decay"), decay));
        if let Some(above) = score.freeze_above {
            self.points(path.key("freezeAbove"), above);
        }
        Axis {
            reset_when,
            freeze: score.freeze_above.map(|above| Freeze::new(above, &groups)),
            groups,
            decay,
        }
    }

    fn axis_decay(&mut self, path: &Path, decay: &Decay) -> Option<CompiledDecay> {
        let spec = self.spec;
        let steps = self.steps(&path.key("steps"), &decay.steps);
        if decay.steps.is_empty() {
            self.problem(
                path.key("steps"),
                "the table is empty",
                "add steps or take the decay out",
            );
        }
        let by = if let Some(event) = spec.events.get_index_of(&decay.by) {
            Dated::Event(event)
        } else {
            let (index, kind) = self.field_named(path.key("by"), &decay.by)?;
            if !matches!(kind, FieldType::Date | FieldType::Datetime) {
                self.problem(
                    path.key("by"),
                    format!("`{}` is not a date", decay.by),
                    "name a field of type date or datetime, or an event",
                );
            }
            Dated::Field(index)
        };
        Some(CompiledDecay {
            by,
            steps,
            when_missing: decay.when_missing.map_or(100, |keep| keep.0),
        })
    }

    fn steps(&mut self, path: &Path, steps: &[DecayStep]) -> Steps {
        let mut last = None;
        for (at, step) in steps.iter().enumerate() {
            let is_last = at + 1 == steps.len();
            match step.within {
                None if !is_last => self.problem(
                    path.index(at),
                    "the steps after this one can never be reached",
                    "give this step a `within`, or move it to the end",
                ),
                Some(_) if is_last => self.problem(
                    path.index(at),
                    "greater ages have no step: there is a gap",
                    "end with a step without `within`, for example `{keep: 0%}`",
                ),
                Some(within) if last.is_some_and(|last| within <= last) => self.problem(
                    path.index(at).key("within"),
                    format!("{within} overlaps the step before it"),
                    "order the steps from the youngest age to the oldest",
                ),
                _ => {}
            }
            last = step.within.or(last);
        }
        steps
            .iter()
            .map(|step| (step.within.map_or(i32::MAX, days), step.keep.0))
            .collect()
    }

    pub(super) fn rule(&mut self, path: &Path, axis: usize, rule: &Rule) -> CompiledRule {
        let criterion = self.criterion(
            path,
            Criterion {
                id: rule.id.clone(),
                axis: Some(axis),
                because: rule.because.clone(),
                text: say::rule(self.spec, rule),
            },
        );
        self.limits(path, rule.cap, rule.floor);
        if let Some(floor) = rule.floor.filter(|floor| *floor > 0) {
            self.problem(
                path.key("floor"),
                format!("with the floor {floor} the rule gives points where it does not hold"),
                "write 0 or less: the most the rule can take away",
            );
        }
        let kind = self.rule_kind(path, axis, &rule.kind);
        let when_missing = rule
            .when_missing
            .and_then(|absence| self.when_missing(path, rule, absence));
        CompiledRule {
            criterion,
            cap: rule.cap,
            floor: rule.floor,
            when_missing,
            kind,
        }
    }

    fn rule_kind(&mut self, path: &Path, axis: usize, kind: &RuleKind) -> CompiledRuleKind {
        match kind {
            RuleKind::When { when, points } => {
                self.points(path.key("points"), *points);
                CompiledRuleKind::When(self.when(&path.key("when"), when, Sees::Facts), *points)
            }
            RuleKind::Bands { field, bands } => {
                let index = self.number_field(path, field);
                let bands = self.bands(&path.key("bands"), bands);
                CompiledRuleKind::Field(FieldPoints::Bands(index, bands))
            }
            RuleKind::PerUnit { field, points } => {
                self.points(path.key("points"), *points);
                let index = self.number_field(path, field);
                CompiledRuleKind::Field(FieldPoints::PerUnit(index, *points))
            }
            RuleKind::Event {
                events,
                points,
                per,
                within,
                since,
                when,
                decay,
            } => {
                self.points(path.key("points"), *points);
                self.block(&path.key("per"), *per);
                let start = since.as_ref();
                CompiledRuleKind::Event(EventRule {
                    events: self.events_of(path, events),
                    points: *points,
                    per: *per,
                    within: within.map_or(i32::MAX, days),
                    start: start.and_then(|start| self.start(&path.key("since"), events, start)),
                    when: when
                        .as_ref()
                        .map(|when| self.when(&path.key("when"), when, Sees::Facts)),
                    decay: self.steps(&path.key("decay"), decay),
                })
            }
            RuleKind::FirstOf(choices) => {
                CompiledRuleKind::FirstOf(self.choices(&path.key("firstOf"), choices))
            }
            RuleKind::LargestOf(rules) => {
                CompiledRuleKind::LargestOf(self.largest_of(&path.key("largestOf"), axis, rules))
            }
        }
    }

    /// The indexes of a rule's events: one under `event`, several under `anyEvent`.
    fn events_of(&mut self, path: &Path, events: &[String]) -> Vec<usize> {
        match events {
            [event] => {
                let index = self.event_named(path.key("event"), event);
                index.into_iter().collect()
            }
            several => self.events_named(&path.key("anyEvent"), several),
        }
    }

    fn block(&mut self, path: &Path, per: Per) {
        match per {
            Per::Block(block) if !(1..=100_000).contains(&block.days) => self.problem(
                path.key("days"),
                format!("a block of {} days can not be", block.days),
                "write a number from 1 to 100000",
            ),
            Per::Cooldown(Days(0)) => self.problem(
                path.key("cooldown"),
                "a cool-down of 0 days keeps nothing back",
                "write 1d or more; for every time write `per: occurrence`",
            ),
            Per::Once
            | Per::Occurrence
            | Per::Day
            | Per::Week
            | Per::Month
            | Per::Block(_)
            | Per::Cooldown(_) => {}
        }
    }

    fn largest_of(&mut self, path: &Path, axis: usize, rules: &[Rule]) -> Vec<CompiledRule> {
        if rules.is_empty() {
            self.problem(path.clone(), "this list is empty", "add rules");
        }
        let mut compiled = Vec::with_capacity(rules.len());
        for (at, rule) in rules.iter().enumerate() {
            let path = path.index(at);
            if rule.group.is_some() {
                self.problem(
                    path.key("group"),
                    "a rule inside `largestOf` joins no group",
                    "put the group on the outer rule",
                );
            }
            compiled.push(self.rule(&path, axis, rule));
        }
        compiled
    }

    fn choices(&mut self, path: &Path, choices: &[Choice]) -> Vec<(When, i64)> {
        if choices.is_empty() {
            self.problem(path.clone(), "this list is empty", "add choices");
        }
        let mut compiled = Vec::with_capacity(choices.len());
        for (at, choice) in choices.iter().enumerate() {
            let path = path.index(at);
            self.points(path.key("points"), choice.points);
            if choice.when.is_none() && at + 1 < choices.len() {
                self.problem(
                    path.clone(),
                    "the choices after this one can never be reached",
                    "move the choice without `when` to the end",
                );
            }
            let when = match &choice.when {
                Some(when) => self.when(&path.key("when"), when, Sees::Facts),
                None => Check::All(Vec::new()).into(),
            };
            compiled.push((when, choice.points));
        }
        compiled
    }

    fn number_field(&mut self, path: &Path, field: &str) -> usize {
        let Some((index, kind)) = self.field_named(path.key("field"), field) else {
            return 0;
        };
        if kind != FieldType::Number {
            self.problem(
                path.key("field"),
                format!("`{field}` is not a number"),
                "bands and `per: unit` need a field of type number; for others write `when` or `firstOf`",
            );
        }
        index
    }

    fn bands(&mut self, path: &Path, bands: &[Band]) -> Vec<(f64, i64)> {
        if bands.is_empty() {
            self.problem(path.clone(), "this table is empty", "add bands");
        }
        let mut last: Option<f64> = None;
        if in_wrong_order(bands) {
            self.problem(
                path.clone(),
                "the bands are not in order",
                "put the one with the lowest bound first, and the one without a bound last",
            );
            return Vec::new();
        }
        for (at, band) in bands.iter().enumerate() {
            let path = path.index(at);
            self.points(path.key("points"), band.points);
            let is_last = at + 1 == bands.len();
            if band.below.is_some() && band.at_most.is_some() {
                self.problem(
                    path.key("atMost"),
                    "`below` and `atMost` do not go together",
                    "write one bound: `atMost` has it inside the band, `below` outside",
                );
            }
            self.band_end(path, band, is_last, last);
            last = band.end().or(last);
        }
        bands
            .iter()
            .map(|band| (band.end().unwrap_or(f64::INFINITY), band.points))
            .collect()
    }

    /// Looks whether a band leaves a gap or overlaps the one before it, which ends at `last`.
    fn band_end(&mut self, path: Path, band: &Band, is_last: bool, last: Option<f64>) {
        match band.end() {
            None if !is_last => self.problem(
                path,
                "this band takes everything: the ones after it overlap with it",
                "give it a `below` or `atMost`, or move it to the end",
            ),
            Some(end) if is_last => self.problem(
                path,
                match (band.below, band.at_most) {
                    (None, Some(most)) => {
                        format!("there is a gap: more than {most} is in no band")
                    }
                    _ => format!("there is a gap: {end} and more are in no band"),
                },
                "end with a band without a bound, for example `{points: 0}`",
            ),
            Some(end) if last.is_some_and(|last| end <= last) => self.problem(
                path.key(if band.below.is_some() {
                    "below"
                } else {
                    "atMost"
                }),
                format!(
                    "the band {} overlaps the one before it",
                    say::band_end(band)
                ),
                "order the bands from the lowest to the highest bound",
            ),
            _ => {}
        }
    }

    /// The one field a rule is about, which `whenMissing` needs.
    fn when_missing(
        &mut self,
        path: &Path,
        rule: &Rule,
        absence: WhenMissing,
    ) -> Option<(usize, Absence)> {
        self.nothing_inside(path, rule);
        let path = path.key("whenMissing");
        let absence = match absence {
            WhenMissing::Points(points) => {
                self.points(path.clone(), points);
                Absence::Points(points)
            }
            WhenMissing::NotEnoughKnown => Absence::NotEnoughKnown,
        };
        let fields = rule_fields(rule);
        if fields.len() != 1 {
            self.problem(
                path,
                "`whenMissing` needs a rule about exactly one field",
                "split the rule, or write a rule of its own with `missing: true`",
            );
            return None;
        }
        let field = fields.first()?;
        Some((self.spec.fields.get_index_of(*field)?, absence))
    }

    /// A rule inside one that says what is done about its field never sees it missing.
    fn nothing_inside(&mut self, path: &Path, rule: &Rule) {
        let RuleKind::LargestOf(parts) = &rule.kind else {
            return;
        };
        for (at, part) in parts.iter().enumerate() {
            let path = path.key("largestOf").index(at);
            if part.when_missing.is_some() {
                self.problem(
                    path.key("whenMissing"),
                    "the rule around it says already what is done when the field is missing",
                    "keep one of the two",
                );
            }
            self.nothing_inside(&path, part);
        }
    }
}

/// Whether the bands would do in another order.
fn in_wrong_order(bands: &[Band]) -> bool {
    let end = |band: &Band| band.end().unwrap_or(f64::INFINITY);
    let mut ends: Vec<f64> = bands.iter().map(end).collect();
    let in_order = |ends: &[f64]| ends.is_sorted_by(|one, next| one < next);
    if in_order(&ends) {
        return false;
    }
    ends.sort_by(f64::total_cmp);
    in_order(&ends) && ends.last().is_some_and(|last| last.is_infinite())
}
