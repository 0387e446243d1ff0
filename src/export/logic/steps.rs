//! The steps of a definition in the order in which they are worked out.

use crate::logic::Expr;
use crate::logic::checks::holds;
use crate::logic::scores::{self, id, is_lacking};
use leadpact_definition::compiled::{Compiled, CompiledGrade, CompiledScoreKind, Effect};
use leadpact_definition::lead::LeadStatus;

/// One step. Its result goes into the record, where later steps see it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    /// The section of the record: `gates`, `points`, `sums`, `grades` or `result`.
    pub into: &'static str,
    /// The key in that section.
    pub name: String,
    /// The gate or rule in plain English.
    pub says: Option<String>,
    pub logic: Expr,
}

/// The sections that steps write to, in the order in which they are first needed.
pub(crate) const SECTIONS: [&str; 5] = ["gates", "points", "sums", "grades", "result"];

/// The keys of the section `result` in the order of the scored output, `id` left out.
pub(crate) fn columns(compiled: &Compiled) -> Vec<String> {
    let mut columns: Vec<String> = compiled.score_names().map(str::to_owned).collect();
    columns.push("grade".into());
    for track in 0..compiled.tracks.len() {
        columns.push(stage_column(compiled, track));
    }
    columns.push("status".into());
    columns.extend(compiled.has_owner().then(|| "owner".to_owned()));
    columns.extend(compiled.grade_columns());
    columns
}

fn stage_column(compiled: &Compiled, track: usize) -> String {
    match compiled.tracks.get(track) {
        Some(name) if track > 0 => format!("stage_{name}"),
        _ => "stage".into(),
    }
}

/// Everything that scoring a lead works out.
pub(crate) fn steps(compiled: &Compiled) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut add = |into, name: &str, says: Option<&str>, logic| {
        steps.push(Step {
            into,
            name: name.to_owned(),
            says: says.map(str::to_owned),
            logic,
        });
    };
    let says = |criterion: usize| {
        let criterion = compiled.criteria.get(criterion);
        criterion.map(|criterion| criterion.text.as_str())
    };
    for gate in &compiled.gates {
        let logic = holds(compiled, &gate.when);
        let name = id(compiled, gate.criterion);
        add("gates", name, says(gate.criterion), logic);
    }
    for score in compiled
        .order
        .iter()
        .filter_map(|index| compiled.scores.get(*index))
    {
        if let CompiledScoreKind::Axis(axis) = &score.kind {
            for rule in axis.groups.iter().flat_map(|group| &group.rules) {
                let logic = scores::rule(compiled, rule);
                let name = id(compiled, rule.criterion);
                add("points", name, says(rule.criterion), logic);
            }
            if axis.decay.is_some() {
                let sum = scores::axis_sum(compiled, score, axis);
                add("sums", &score.name, None, sum);
            }
        }
        let logic = scores::score(compiled, score);
        add("result", &score.name, None, logic);
    }
    for grade in &compiled.grades {
        add("grades", &grade.name, None, one_grade(compiled, grade));
    }
    add("result", "grade", None, whole_grade(compiled));
    add("result", "status", None, status(compiled));
    for track in 0..compiled.tracks.len() {
        let name = stage_column(compiled, track);
        add("result", &name, None, stage(compiled, track));
    }
    if compiled.has_owner() {
        add("result", "owner", None, owner(compiled));
    }
    for (column, grade) in compiled.grade_columns().zip(compiled.grade_names()) {
        let logic = Expr::place(&["grades", grade]);
        add("result", &column, None, logic);
    }
    steps
}

/// What the first row that holds gives; null: none does.
fn one_grade(compiled: &Compiled, grade: &CompiledGrade) -> Expr {
    let rows = grade.steps.iter().map(|(check, place)| {
        let value = grade.values.get(*place).cloned().unwrap_or_default();
        (holds(compiled, check), Expr::Text(value))
    });
    Expr::choose(rows, Expr::Null)
}

/// All grades put together; a grade of which no row holds is left out.
fn whole_grade(compiled: &Compiled) -> Expr {
    let grades = compiled.grades.iter();
    let mut texts: Vec<Expr> = grades
        .map(|grade| Expr::place(&["grades", &grade.name]).or(Expr::Text(String::new())))
        .collect();
    match texts.len() {
        0 => Expr::Text(String::new()),
        1 => texts.remove(0),
        _ => Expr::Joined(texts),
    }
}

fn gate_holds(compiled: &Compiled, criterion: usize) -> Expr {
    Expr::place(&["gates", id(compiled, criterion)]).is(Expr::Flag(true))
}

fn status(compiled: &Compiled) -> Expr {
    let any = |wanted: fn(Effect) -> bool| {
        let gates = compiled.gates.iter().filter(|gate| wanted(gate.effect));
        Expr::any(gates.map(|gate| gate_holds(compiled, gate.criterion)))
    };
    let word = |status: LeadStatus| Expr::Text(status.word().to_owned());
    Expr::choose(
        [
            (
                any(|effect| matches!(effect, Effect::Disqualify)),
                word(LeadStatus::Disqualified),
            ),
            (
                any(|effect| matches!(effect, Effect::Suspend)),
                word(LeadStatus::Suspended),
            ),
            (is_lacking(compiled), word(LeadStatus::NotEnoughKnown)),
        ],
        word(LeadStatus::Scored),
    )
}

/// Who owns the lead: by the routes of its stage on the main track.
fn owner(compiled: &Compiled) -> Expr {
    let name = |owner: usize| {
        let owner = compiled.owners.get(owner);
        owner.map_or(Expr::Null, |owner| Expr::Text(owner.name.clone()))
    };
    let stages = compiled.stages.iter().filter(|stage| stage.track == 0);
    let choices = stages.flat_map(|stage| {
        let id = Expr::Text(stage.id.clone());
        let here = Expr::place(&["result", "stage"]);
        // Two texts or nothing at all are compared, never nothing and a text.
        let here = Expr::all([here.clone().known(), here.is(id)]);
        let routes = stage.routes.iter().map(|(check, owner)| {
            let holds = holds(compiled, check);
            (Expr::all([here.clone(), holds]), name(*owner))
        });
        let routes: Vec<(Expr, Expr)> = routes.collect();
        let otherwise = stage.otherwise.map_or(Expr::Null, name);
        routes.into_iter().chain([(here, otherwise)])
    });
    Expr::choose(choices, Expr::Null)
}

/// The highest stage of a track that the lead enters.
fn stage(compiled: &Compiled, track: usize) -> Expr {
    let scored = Expr::Text(LeadStatus::Scored.word().to_owned());
    let not_scored = Expr::place(&["result", "status"]).is(scored).not();
    let stages = compiled.stages.iter().enumerate().rev();
    let entered = stages
        .filter(|(_, stage)| stage.track == track)
        .map(|(index, stage)| {
            let when = stage.when.as_ref();
            let when = when.map_or(Expr::Flag(true), |check| holds(compiled, check));
            let opened = compiled
                .gates
                .iter()
                .filter(|gate| matches!(gate.effect, Effect::Qualify(stage) if stage == index))
                .map(|gate| gate_holds(compiled, gate.criterion));
            let entered = Expr::any([when].into_iter().chain(opened));
            let exit = stage.exit.as_ref();
            let exit = exit.map_or(Expr::Flag(false), |check| holds(compiled, check));
            let text = Expr::Text(stage.id.clone());
            (Expr::all([entered, exit.not()]), text)
        });
    Expr::choose(
        [(not_scored, Expr::Null)].into_iter().chain(entered),
        Expr::Null,
    )
}
