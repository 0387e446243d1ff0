//! Running the golden leads: the definition's own tests.

use crate::{
    compiled::Compiled,
    golden::{GoldenLead, NO_STAGE},
    lead::{Lead, Outcome},
    model::Spec,
    value::{Reading, day_number, moment, strip},
};

/// What one golden lead came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldenResult {
    /// The golden lead's id.
    pub id: String,
    /// Where it differs from what is expected; empty: it is right.
    pub differences: Vec<GoldenDifference>,
    /// Cells that were not understood: field and cell.
    pub not_understood: Vec<(String, String)>,
    /// The whole result with its reasons.
    pub outcome: Outcome,
}

impl GoldenResult {
    /// Whether everything is as expected.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.differences.is_empty()
    }
}

/// One expectation that was not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldenDifference {
    /// The key of the expectation, for example `stage` or `total`.
    pub key: String,
    /// What was agreed.
    pub expected: String,
    /// What the rules give; `none` where there is nothing.
    pub got: String,
}

/// Scores every golden lead and compares it with what is expected, in file order.
#[must_use]
pub fn run(compiled: &Compiled, spec: &Spec) -> Vec<GoldenResult> {
    spec.golden_leads
        .iter()
        .map(|golden| run_one(compiled, golden))
        .collect()
}

/// Scores one golden lead, which need not stand in the definition.
#[must_use]
pub fn run_one(compiled: &Compiled, golden: &GoldenLead) -> GoldenResult {
    let (lead, not_understood) = lead_of(compiled, golden);
    let outcome = compiled.score(&lead, golden.as_of.0);
    GoldenResult {
        id: golden.id.clone(),
        differences: differences(golden, &outcome),
        not_understood,
        outcome,
    }
}

/// The record of a golden lead, and the cells that were not understood; unknown names are left out.
#[must_use]
pub fn lead_of(compiled: &Compiled, golden: &GoldenLead) -> (Lead, Vec<(String, String)>) {
    let mut lead = Lead::default();
    lead.clear(compiled);
    let mut not_understood = Vec::new();
    for (id, cell) in &golden.fields {
        let Some(field) = compiled.field_index(id) else {
            continue;
        };
        match compiled.read_cell(field, cell) {
            Reading::Value(value) => lead.set(field, Some(value)),
            Reading::Missing => {}
            Reading::NotUnderstood => not_understood.push((id.clone(), cell.clone())),
        }
    }
    for event in &golden.events {
        if let Some(index) = compiled.event_index(&event.event)
            && let Some(at) = moment(strip(&event.at))
        {
            lead.occurred(index, day_number(at.date));
        }
    }
    (lead, not_understood)
}

fn differences(golden: &GoldenLead, outcome: &Outcome) -> Vec<GoldenDifference> {
    let expect = &golden.expect;
    let stage_or_none = |stage: Option<&String>| stage.map_or(NO_STAGE, String::as_str).to_owned();
    let mut compared = Vec::new();
    if let Some(stage) = &expect.stage {
        compared.push((
            "stage".into(),
            stage.clone(),
            stage_or_none(outcome.stage.as_ref()),
        ));
    }
    if let Some(status) = &expect.status {
        compared.push((
            "status".into(),
            status.clone(),
            outcome.status.word().into(),
        ));
    }
    if let Some(grade) = &expect.grade {
        compared.push(("grade".into(), grade.clone(), outcome.grade.clone()));
    }
    for (name, value) in &expect.grades {
        let mut grades = outcome.grades.iter();
        let found = grades.find(|(known, _)| known == name);
        let got = found.and_then(|(_, value)| value.clone());
        let key = crate::compiled::grade_column(name);
        compared.push((key, value.clone(), got.unwrap_or_default()));
    }
    if let Some(owner) = &expect.owner {
        let got = stage_or_none(outcome.owner.as_ref());
        compared.push(("owner".into(), owner.clone(), got));
    }
    for (track, stage) in &expect.tracks {
        let found = outcome.tracks.iter().find(|(name, _)| name == track);
        let got = stage_or_none(found.and_then(|(_, stage)| stage.as_ref()));
        compared.push((format!("stage_{track}"), stage.clone(), got));
    }
    for (score, points) in &expect.scores {
        let found = outcome.scores.iter().find(|(name, _)| name == score);
        let got = found.and_then(|(_, points)| *points);
        let got = got.map_or_else(|| NO_STAGE.to_owned(), |points| points.to_string());
        compared.push((score.clone(), points.to_string(), got));
    }
    compared
        .into_iter()
        .filter(|(_, expected, got)| expected != got)
        .map(|(key, expected, got)| GoldenDifference { key, expected, got })
        .collect()
}
