//! The second half of a sheet: who is left out, grades, stages, and examples to check it with.

use crate::document::{Block, Chapter};
use crate::scorecard::criterion::Criteria;
use crate::scorecard::sheet::{table, unknown};
use crate::scorecard::tool::one;
use crate::text::{self, capital};
use leadpact_definition::condition::{Condition, ScoreTest};
use leadpact_definition::golden::GoldenLead;
use leadpact_definition::lint::reading::rule_fields;
use leadpact_definition::say;
use leadpact_definition::score::{GateEffect, Rule, WhenMissing};
use leadpact_definition::stage::{MAIN_TRACK, Stage};

/// The gates, and the leads of whom not enough is known.
pub(super) fn gates(criteria: &mut Criteria<'_>) -> Option<Chapter> {
    let spec = criteria.spec;
    let names = criteria.tool.names();
    let mut rows = Vec::new();
    for gate in &spec.gates {
        let of = format!("gate {}", gate.id);
        let what = match &gate.effect {
            GateEffect::Disqualify => "disqualified".to_owned(),
            GateEffect::Suspend => "suspended".to_owned(),
            GateEffect::Qualify(stage) => format!("enters the stage {stage} at once"),
        };
        if let Some(when) = criteria.text(&of, &gate.when) {
            criteria.settled(of, format!("a {}", names.list));
            rows.push(vec![gate.id.clone(), capital(&what), when]);
        }
    }
    let lacking: Vec<Condition> = spec
        .scores
        .values()
        .flat_map(|score| &score.rules)
        .filter_map(|rule| needed_field(rule).map(unknown))
        .collect();
    if !lacking.is_empty()
        && let Some(when) = criteria.text("not enough known", &Condition::Any(lacking))
    {
        rows.push(vec![
            "not-enough-known".into(),
            "Not enough known".into(),
            when,
        ]);
    }
    let blocks = [
        Block::Paragraph(format!(
            "Make a {} of each ({}). A lead that is disqualified, suspended or not enough known is in no stage.",
            names.list, names.lists_at
        )),
        table(&["Name", "What happens", "When"], rows, None)?,
    ];
    Some(Chapter {
        id: "gates",
        title: "Who is left out or taken at once",
        blocks: blocks.into(),
    })
}

/// The field without which not enough is known.
fn needed_field(rule: &Rule) -> Option<&str> {
    if rule.when_missing != Some(WhenMissing::NotEnoughKnown) {
        return None;
    }
    rule_fields(rule).first().copied()
}

/// The grades, each row for the leads that no row before it takes.
pub(super) fn grades(criteria: &mut Criteria<'_>) -> Option<Chapter> {
    let spec = criteria.spec;
    let names = criteria.tool.names();
    let mut blocks = vec![Block::Paragraph(format!(
        "A {} for each, written by {}. The first line that holds gives the grade.",
        names.property,
        one(names.automation)
    ))];
    for (name, rows) in &spec.grades {
        let of = format!("grade {name}");
        let mut lines = Vec::new();
        for row in rows {
            let when = match (row.at_least, &row.when) {
                (Some(least), _) => Condition::score(name, ScoreTest::AtLeast(least)),
                (None, Some(when)) => when.clone(),
                (None, None) => Condition::always(),
            };
            let when = asked(criteria, &of, &when);
            lines.push(when.map(|when| vec![row.grade.clone(), when]));
        }
        // Without one of its rows the rows after it would take its leads.
        let Some(lines) = lines.into_iter().collect::<Option<Vec<_>>>() else {
            continue;
        };
        criteria.settled(of, format!("a {}", names.property));
        blocks.push(Block::Heading(format!("Grade {name}")));
        blocks.extend(table(&["Grade", "When"], lines, None));
    }
    (blocks.len() > 1).then_some(Chapter {
        id: "grades",
        title: "Grades",
        blocks,
    })
}

/// A criterion of a grade or stage; a tool with one score cannot ask for a part of it.
fn asked(criteria: &mut Criteria<'_>, of: &str, condition: &Condition) -> Option<String> {
    if !criteria.abilities().several_scores {
        let axes = criteria.spec.scores.values();
        let axes = axes
            .filter(|score| score.sum.is_none() && score.largest.is_none())
            .count();
        let mut parts = Vec::new();
        condition.visit(&mut |part| {
            if let Condition::Score { score, .. } = part {
                parts.push(score.clone());
            }
        });
        let is_part = |score: &String| {
            axes > 1
                && criteria
                    .spec
                    .scores
                    .get(score)
                    .is_some_and(|score| score.sum.is_none())
        };
        if let Some(part) = parts.iter().find(|score| is_part(score)) {
            let tool = criteria.tool.names().short;
            let why = format!("asks for {part} alone, and {tool} has one score for all points");
            criteria.fidelity.dropped(of, why);
            return None;
        }
    }
    criteria.text(of, condition)
}

/// The stages of each track, highest first.
pub(super) fn stages(criteria: &mut Criteria<'_>) -> Option<Chapter> {
    let spec = criteria.spec;
    let names = criteria.tool.names();
    let mut rows = Vec::new();
    for stage in spec.stages.iter().rev() {
        let of = format!("stage {}", stage.id);
        let when = match &stage.when {
            Some(when) => asked(criteria, &of, when),
            None => Some("every lead".to_owned()),
        };
        let opened = spec
            .gates
            .iter()
            .filter(|gate| gate.effect == GateEffect::Qualify(stage.id.clone()));
        let opened: Vec<String> = opened
            .map(|gate| format!("in the {} {}", names.list, gate.id))
            .collect();
        let Some(mut when) = when else { continue };
        if !opened.is_empty() {
            when = format!("({when}) OR {}", opened.join(" OR "));
        }
        let leaves = match &stage.exit {
            Some(exit) => match asked(criteria, &of, exit) {
                Some(exit) => exit,
                None => continue,
            },
            None => String::new(),
        };
        criteria.settled(
            &of,
            format!("a {} and {}", names.list, one(names.automation)),
        );
        let owner = owner(criteria, &of, stage);
        let name = if stage.name.is_empty() {
            stage.id.clone()
        } else {
            stage.name.clone()
        };
        rows.push(vec![stage.track().to_owned(), name, when, leaves, owner]);
    }
    let blocks = [
        Block::Paragraph(format!(
            "Make a {} of each stage ({}) and {} that writes the stage into a {}. On each track the first line that holds is the lead's stage; none: no stage. The last lines are the lowest stages.",
            names.list,
            names.lists_at,
            one(names.automation),
            names.property
        )),
        table(
            &[
                "Track",
                "Stage",
                "A lead enters when",
                "But not when",
                "Owner",
            ],
            rows,
            None,
        )?,
    ];
    Some(Chapter {
        id: "stages",
        title: "Stages",
        blocks: blocks.into(),
    })
}

/// Who owns the leads of a stage, by its routes.
fn owner(criteria: &mut Criteria<'_>, of: &str, stage: &Stage) -> String {
    let mut owners = Vec::new();
    for route in stage.routes() {
        if let Some(when) = asked(criteria, of, &route.when) {
            owners.push(format!("{} if {when}", route.to));
        }
    }
    let otherwise = if stage.track() == MAIN_TRACK {
        stage.owner_otherwise().map(|(name, _)| name)
    } else {
        stage.owner.as_deref()
    };
    let else_word = if owners.is_empty() { "" } else { "else " };
    owners.extend(otherwise.map(|name| format!("{else_word}{name}")));
    owners.join("; ")
}

/// The golden leads as tests to enter by hand.
pub(super) fn examples(criteria: &Criteria<'_>) -> Option<Chapter> {
    let spec = criteria.spec;
    let rows = spec.golden_leads.iter().map(|golden| {
        let fields = golden.fields.iter();
        let mut facts: Vec<String> = fields
            .map(|(id, cell)| format!("{}: {cell}", say::field_name(spec, id)))
            .collect();
        let events = golden.events.iter();
        facts.extend(
            events.map(|event| format!("{} on {}", say::event_name(spec, &event.event), event.at)),
        );
        vec![
            golden.id.clone(),
            golden.as_of.to_string(),
            facts.join("; "),
            expected(golden),
        ]
    });
    let blocks = [
        Block::Paragraph(
            "Enter these leads as tests. Where the tool comes to another result, look at what is left out above.".to_owned(),
        ),
        table(&["Lead", "On the day", "What is known", "Expected"], rows.collect(), None)?,
    ];
    Some(Chapter {
        id: "check",
        title: "Check it",
        blocks: blocks.into(),
    })
}

fn expected(golden: &GoldenLead) -> String {
    let expect = &golden.expect;
    let mut parts: Vec<String> = expect
        .scores
        .iter()
        .map(|(score, points)| format!("{score} {}", text::points(*points)))
        .collect();
    parts.extend(expect.grade.iter().map(|grade| format!("grade {grade}")));
    let grades = expect.grades.iter();
    parts.extend(grades.map(|(name, grade)| format!("grade {name} {grade}")));
    parts.extend(expect.stage.iter().map(|stage| format!("stage {stage}")));
    parts.extend(
        expect
            .tracks
            .iter()
            .map(|(track, stage)| format!("{track} {stage}")),
    );
    parts.extend(expect.status.iter().cloned());
    parts.join(", ")
}
