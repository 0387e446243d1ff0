//! From the rule file to the form that scores: every reference and type is checked here.

mod condition;
mod facts;
pub mod metadata;
mod owner;
pub(super) mod score;
mod sla;

use indexmap::{IndexMap, IndexSet};

use crate::{
    compile::owner::routed,
    compiled::{
        self, Check, Compiled, CompiledField, CompiledGate, CompiledGrade, CompiledOwner,
        CompiledStage, Criterion, Effect,
    },
    condition::Condition,
    date::pattern::DatePattern,
    evaluate::bounds,
    field::EventColumns,
    model::Spec,
    nearest::nearest_id,
    problem::{Path, Problem},
    say,
    score::GateEffect,
    stage::MAIN_TRACK,
    value::{CellReader, NumberReader},
};

/// Points lie within this, either way.
pub const MOST_POINTS: i64 = 1_000_000;

/// Checks a definition and makes it ready to score.
///
/// # Errors
/// Everything that is wrong with it, each with its place and what to do.
pub fn compile(spec: &Spec) -> Result<Compiled, Vec<Problem>> {
    let mut compiler = Compiler::new(spec);
    compiler.facts();
    compiler.stage_ids();
    let gates = compiler.gates();
    let scores = compiler.scores();
    let order = compiler.score_order();
    let grades = compiler.grades();
    let (stages, owners) = compiler.stages();
    // What follows looks at fields as well, but not to score a lead.
    let mut used: Vec<usize> = compiler.used.iter().copied().collect();
    used.sort_unstable();
    compiler.other_routes();
    compiler.sla();
    compiler.golden_leads();
    compiler.problems.extend(bounds::unreachable(spec));
    if !compiler.problems.is_empty() {
        return Err(compiler.problems);
    }
    Ok(Compiled {
        fields: spec
            .fields
            .iter()
            .map(|(id, field)| CompiledField {
                id: id.clone(),
                reader: CellReader::new(field),
            })
            .collect(),
        events: spec.events.keys().cloned().collect(),
        counts: spec
            .events
            .values()
            .map(|event| {
                let columns = event.columns.as_ref();
                NumberReader::new(&columns.map(EventColumns::number).unwrap_or_default())
            })
            .collect(),
        last_dates: spec
            .events
            .values()
            .map(|event| {
                let date = event.columns.as_ref()?.date()?;
                DatePattern::parse(date).ok()
            })
            .collect(),
        gates,
        scores,
        order,
        grades,
        stages,
        owners,
        routed: routed(spec),
        tracks: compiler.tracks.into_iter().collect(),
        criteria: compiler.criteria,
        used,
    })
}

/// What a condition may ask about, each including the ones before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sees {
    /// Fields and events.
    Facts,
    /// Scores as well.
    Scores,
    /// Grades as well.
    Grades,
    /// Stages as well: only in an SLA.
    Stages,
}

pub(super) struct Compiler<'a> {
    pub spec: &'a Spec,
    pub problems: Vec<Problem>,
    pub readers: Vec<CellReader>,
    pub criteria: Vec<Criterion>,
    pub criterion_ids: IndexSet<String>,
    pub used: IndexSet<usize>,
    pub tracks: IndexSet<String>,
}

impl<'a> Compiler<'a> {
    fn new(spec: &'a Spec) -> Self {
        let mut tracks = IndexSet::from([MAIN_TRACK.to_owned()]);
        tracks.extend(spec.stages.iter().map(|stage| stage.track().to_owned()));
        Self {
            spec,
            problems: Vec::new(),
            readers: spec.fields.values().map(CellReader::new).collect(),
            criteria: Vec::new(),
            criterion_ids: IndexSet::new(),
            used: IndexSet::new(),
            tracks,
        }
    }

    pub fn problem(&mut self, path: Path, message: impl Into<String>, next: impl Into<String>) {
        self.problems.push(Problem {
            path,
            message: message.into(),
            next: next.into(),
        });
    }

    /// Checks an id, that it can be a column's name and stands alone.
    pub fn id(&mut self, path: &Path, id: &str) {
        let mut letters = id.bytes();
        let starts = letters
            .next()
            .is_some_and(|byte| byte.is_ascii_alphabetic());
        if !starts || !letters.all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte)) {
            self.problem(
                path.clone(),
                format!("`{id}` is no id"),
                "begin with a letter and use only a-z, 0-9, _ and -",
            );
        }
    }

    pub fn points(&mut self, path: Path, points: i64) {
        if points.unsigned_abs() > MOST_POINTS.unsigned_abs() {
            self.problem(
                path,
                format!("{points} points are out of range"),
                format!("stay between -{MOST_POINTS} and {MOST_POINTS}"),
            );
        }
    }

    pub fn limits(&mut self, path: &Path, cap: Option<i64>, floor: Option<i64>) {
        for (key, limit) in [("cap", cap), ("floor", floor)] {
            if let Some(limit) = limit {
                self.points(path.key(key), limit);
            }
        }
        if let (Some(cap), Some(floor)) = (cap, floor)
            && floor > cap
        {
            self.problem(
                path.key("floor"),
                format!("the floor {floor} is above the cap {cap}"),
                "make the floor the smaller one",
            );
        }
    }

    fn stage_ids(&mut self) {
        let spec = self.spec;
        let mut seen = IndexSet::new();
        for (at, stage) in spec.stages.iter().enumerate() {
            let path = Path::spec().key("stages").index(at).key("id");
            self.id(&path, &stage.id);
            if stage.id == crate::golden::NO_STAGE {
                self.problem(
                    path.clone(),
                    "`none` means no stage",
                    "give the stage another id",
                );
            }
            if !seen.insert(stage.id.as_str()) {
                self.problem(
                    path,
                    format!("the stage `{}` stands twice", stage.id),
                    "rename one",
                );
            }
        }
    }

    pub fn stage(&mut self, path: Path, id: &str) -> Option<usize> {
        let spec = self.spec;
        let found = spec.stages.iter().position(|stage| stage.id == id);
        if found.is_none() {
            self.unknown(
                path,
                "stage",
                id,
                spec.stages.iter().map(|stage| stage.id.as_str()),
            );
        }
        found
    }

    /// Reports a name that is not declared, with the nearest one that is.
    pub fn unknown<'n>(
        &mut self,
        path: Path,
        what: &str,
        name: &str,
        known: impl Iterator<Item = &'n str>,
    ) {
        let next = match nearest_id(name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("declare the {what} first"),
        };
        self.problem(path, format!("there is no {what} `{name}`"), next);
    }

    /// Registers a gate or rule under its id, which must be unique.
    pub fn criterion(&mut self, path: &Path, criterion: Criterion) -> usize {
        self.id(&path.key("id"), &criterion.id);
        if !self.criterion_ids.insert(criterion.id.clone()) {
            self.problem(
                path.key("id"),
                format!("the id `{}` stands twice", criterion.id),
                "give each rule and gate its own id",
            );
        }
        self.criteria.push(criterion);
        self.criteria.len() - 1
    }

    fn gates(&mut self) -> Vec<CompiledGate> {
        let spec = self.spec;
        let mut gates = Vec::with_capacity(spec.gates.len());
        for (at, gate) in spec.gates.iter().enumerate() {
            let path = Path::spec().key("gates").index(at);
            let criterion = self.criterion(
                &path,
                Criterion {
                    id: gate.id.clone(),
                    axis: None,
                    because: gate.because.clone(),
                    text: say::gate(spec, gate),
                },
            );
            let effect = match &gate.effect {
                GateEffect::Disqualify => Some(Effect::Disqualify),
                GateEffect::Suspend => Some(Effect::Suspend),
                GateEffect::Qualify(stage) => {
                    self.stage(path.key("qualify"), stage).map(Effect::Qualify)
                }
            };
            let when = self.when(&path.key("when"), &gate.when, Sees::Facts);
            gates.extend(effect.map(|effect| CompiledGate {
                criterion,
                effect,
                when,
            }));
        }
        gates
    }

    fn grades(&mut self) -> Vec<CompiledGrade> {
        let spec = self.spec;
        let mut grades = Vec::with_capacity(spec.grades.len());
        for (name, rows) in &spec.grades {
            let path = Path::spec().key("grades").key(name);
            let values: IndexSet<String> = rows.iter().map(|row| row.grade.clone()).collect();
            let mut steps = Vec::with_capacity(rows.len());
            let mut least: Option<i64> = None;
            for (at, row) in rows.iter().enumerate() {
                let path = path.index(at);
                let check = self.grade_row(&path, name, row, &mut least);
                if at + 1 < rows.len() && row.at_least.is_none() && row.when.is_none() {
                    self.problem(
                        path,
                        "the rows after this one can never be reached",
                        "move the row without a condition to the end",
                    );
                }
                steps.push((check.into(), values.get_index_of(&row.grade).unwrap_or(0)));
            }
            if rows.is_empty() {
                self.problem(path, "this grade has no rows", "add a row or take it out");
            }
            grades.push(CompiledGrade {
                name: name.clone(),
                steps,
                values: values.into_iter().collect(),
            });
        }
        grades
    }

    fn grade_row(
        &mut self,
        path: &Path,
        name: &str,
        row: &crate::score::GradeStep,
        least: &mut Option<i64>,
    ) -> Check {
        match (row.at_least, &row.when) {
            (Some(_), Some(_)) => {
                self.problem(
                    path.key("when"),
                    "`atLeast` and `when` do not go together",
                    "write one of them",
                );
                Check::Any(Vec::new())
            }
            (Some(at_least), None) => {
                if least.is_some_and(|before| at_least >= before) {
                    self.problem(
                        path.key("atLeast"),
                        "no lead can reach this row: an earlier one takes it",
                        "order the rows from the highest to the lowest",
                    );
                }
                *least = Some(at_least);
                let condition =
                    Condition::score(name, crate::condition::ScoreTest::AtLeast(at_least));
                self.condition(&path.key("atLeast"), &condition, Sees::Scores)
            }
            (None, Some(when)) => self.condition(&path.key("when"), when, Sees::Scores),
            (None, None) => Check::All(Vec::new()),
        }
    }

    fn stages(&mut self) -> (Vec<CompiledStage>, Vec<CompiledOwner>) {
        let spec = self.spec;
        let has_owner = routed(spec);
        let mut owners = Vec::new();
        let mut stages = Vec::with_capacity(spec.stages.len());
        for (at, stage) in spec.stages.iter().enumerate() {
            let path = Path::spec().key("stages").index(at);
            for (place, from) in stage.from.iter().enumerate() {
                self.stage(path.key("from").index(place), from);
            }
            let when = stage
                .when
                .as_ref()
                .map(|when| self.when(&path.key("when"), when, Sees::Grades));
            let exit = stage
                .exit
                .as_ref()
                .map(|exit| self.when(&path.key("exit"), exit, Sees::Grades));
            let mut owner = |name: &str, by| {
                let name = name.to_owned();
                owners.push(CompiledOwner {
                    name,
                    stage: at,
                    by,
                });
                owners.len() - 1
            };
            let routes = self.routes_of(&path, stage.routes(), &mut owner);
            let otherwise = stage.owner_otherwise();
            let otherwise = otherwise.filter(|_| has_owner && stage.track() == MAIN_TRACK);
            stages.push(CompiledStage {
                id: stage.id.clone(),
                track: self.tracks.get_index_of(stage.track()).unwrap_or(0),
                when,
                exit,
                routes,
                otherwise: otherwise.map(|(name, by)| owner(name, by)),
            });
        }
        (stages, owners)
    }

    fn golden_leads(&mut self) {
        let spec = self.spec;
        let mut seen = IndexSet::new();
        for (at, golden) in spec.golden_leads.iter().enumerate() {
            let path = Path::spec().key("goldenLeads").index(at);
            if !seen.insert(golden.id.as_str()) {
                self.problem(
                    path.key("id"),
                    format!("the golden lead `{}` stands twice", golden.id),
                    "rename one",
                );
            }
            for field in golden.fields.keys() {
                self.known(path.key("fields").key(field), "field", field, &spec.fields);
            }
            for (place, event) in golden.events.iter().enumerate() {
                let path = path.key("events").index(place);
                self.known(path.key("event"), "event", &event.event, &spec.events);
                if crate::value::moment(crate::value::strip(&event.at)).is_none() {
                    self.problem(
                        path.key("at"),
                        format!("`{}` is not a day", event.at),
                        "write it as in `2026-01-31`, with or without a time",
                    );
                }
            }
            let expect = path.key("expect");
            if let Some(owner) = &golden.expect.owner {
                self.expected_owner(expect.key("owner"), owner);
            }
            for score in golden.expect.scores.keys() {
                self.known(expect.key(score), "score", score, &spec.scores);
            }
            self.expected_grades(&expect, &golden.expect.grades);
            for track in golden.expect.tracks.keys() {
                if !self.tracks.contains(track) {
                    let known: Vec<String> = self.tracks.iter().cloned().collect();
                    let key = expect.key(format!("stage_{track}"));
                    self.unknown(key, "track", track, known.iter().map(String::as_str));
                }
            }
            let main = golden
                .expect
                .stage
                .iter()
                .map(|stage| ("stage".to_owned(), stage));
            let others = golden.expect.tracks.iter();
            for (key, stage) in main.chain(others.map(|(t, stage)| (format!("stage_{t}"), stage))) {
                if stage != crate::golden::NO_STAGE {
                    self.stage(expect.key(key), stage);
                }
            }
        }
    }

    /// Checks the grades that an example expects, and what they are to be.
    fn expected_grades(&mut self, path: &Path, grades: &IndexMap<String, String>) {
        let spec = self.spec;
        for (name, value) in grades {
            let path = path.key(compiled::grade_column(name));
            let Some(rows) = spec.grades.get(name) else {
                self.known(path, "grade", name, &spec.grades);
                continue;
            };
            let mut values = rows.iter().map(|row| row.grade.as_str());
            if !value.is_empty() && !values.clone().any(|known| known == value) {
                self.unknown(path, "value of this grade", value, values.by_ref());
            }
        }
    }

    pub fn known<T>(&mut self, path: Path, what: &str, name: &str, names: &IndexMap<String, T>) {
        if !names.contains_key(name) {
            self.unknown(path, what, name, names.keys().map(String::as_str));
        }
    }
}

#[cfg(test)]
mod tests;
