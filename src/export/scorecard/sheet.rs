//! The first half of a sheet: properties, lists, events, and the rules of each score.

use crate::document::{Block, Chapter, Row, Table};
use crate::scorecard::criterion::Criteria;
use crate::scorecard::tool::{one, quoted};
use crate::text;
use leadpact_definition::compiled::Compiled;
use leadpact_definition::condition::{Condition, Test};
use leadpact_definition::field::{Field, FieldType};
use leadpact_definition::say;
use leadpact_definition::score::{Rule, RuleKind, Score, WhenMissing};

/// A table under the heading before it; none without rows.
pub(super) fn table(
    head: &[&str],
    rows: Vec<Vec<String>>,
    numbers: Option<usize>,
) -> Option<Block> {
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            caption: String::new(),
            head: head.iter().map(ToString::to_string).collect(),
            rows,
            numbers,
        })
    })
}

/// The properties, lists and events that the rules ask for.
pub(super) fn facts(criteria: &Criteria<'_>, compiled: &Compiled) -> Chapter {
    let spec = criteria.spec;
    let names = criteria.tool.names();
    let mut blocks = vec![Block::Paragraph(format!(
        "Each needs a {}. Create what is not there: {}.",
        names.property, names.properties_at
    ))];
    let used = compiled.used_fields().iter();
    let fields = used.filter_map(|index| spec.fields.get_index(*index));
    let rows = fields.map(|(id, field)| {
        vec![
            say::field_name(spec, id),
            kind_words(field).to_owned(),
            values(field),
            field.columns.0.join(", "),
        ]
    });
    let head = ["Name", "Type", "Values", "In the export"];
    blocks.extend(table(&head, rows.collect(), None));
    if !spec.lists.is_empty() {
        blocks.push(Block::Heading("Named lists".to_owned()));
        let rows = spec.lists.iter();
        let rows = rows.map(|(name, list)| {
            vec![
                name.clone(),
                list.version.to_string(),
                quoted(&list.values, ", "),
            ]
        });
        blocks.extend(table(&["List", "Version", "Values"], rows.collect(), None));
    }
    if !spec.events.is_empty() {
        blocks.push(Block::Heading("What a lead does".to_owned()));
        blocks.push(Block::Paragraph(format!(
            "Write down which form, page, email or activity of {} is meant.",
            names.short
        )));
        let rows = spec.events.keys();
        let rows = rows.map(|id| vec![say::event_name(spec, id), "…".to_owned()]);
        blocks.extend(table(&["It means", "Here it is"], rows.collect(), None));
    }
    Chapter {
        id: "properties",
        title: "Properties",
        blocks,
    }
}

fn kind_words(field: &Field) -> &'static str {
    match field.kind {
        FieldType::Text | FieldType::Words => "text, or a choice of one",
        FieldType::Number => "number",
        FieldType::Level => "a choice of one, in this order",
        FieldType::Boolean => "yes or no",
        FieldType::Date => "date",
        FieldType::Datetime => "date and time",
        FieldType::List => "a choice of several",
    }
}

/// The levels of a field, and what the export's own values stand for.
fn values(field: &Field) -> String {
    let mut texts = Vec::new();
    if !field.levels.is_empty() {
        texts.push(quoted(&field.levels, ", "));
    }
    let read = field.read.iter().flat_map(|read| &read.values);
    texts.extend(
        read.map(|(cell, value)| format!("\u{201c}{cell}\u{201d} means \u{201c}{value}\u{201d}")),
    );
    if !field.placeholders.is_empty() {
        texts.push(format!(
            "empty instead of {}",
            quoted(&field.placeholders, ", ")
        ));
    }
    texts.join("; ")
}

/// A chapter with one part for each score.
pub(super) fn scores(criteria: &mut Criteria<'_>) -> Option<Chapter> {
    let spec = criteria.spec;
    let names = criteria.tool.names();
    let which = if criteria.abilities().several_scores {
        format!("One {} for each", names.score)
    } else {
        format!("All add up in the one {}", names.score)
    };
    let mut blocks = vec![Block::Paragraph(format!(
        "{which}: {}. A line is {}.",
        names.scores_at,
        one(names.rule)
    ))];
    let axes = spec.scores.values().filter(|score| is_axis(score)).count();
    for (name, score) in &spec.scores {
        blocks.push(Block::Heading(format!("Score {name}")));
        if is_axis(score) {
            if axes > 1 && !criteria.abilities().several_scores {
                let why = format!(
                    "{} has one score: the points of all scores add up in it, and no rule or stage can ask for {name} alone",
                    names.short
                );
                criteria.fidelity.approximated(format!("score {name}"), why);
            }
            axis(criteria, name, score, &mut blocks);
        } else {
            blocks.push(total(criteria, name, score));
        }
    }
    (!spec.scores.is_empty()).then_some(Chapter {
        id: "scores",
        title: "Scores",
        blocks,
    })
}

fn is_axis(score: &Score) -> bool {
    score.sum.is_none() && score.largest.is_none()
}

fn axis(criteria: &mut Criteria<'_>, name: &str, score: &Score, blocks: &mut Vec<Block>) {
    let of = format!("score {name}");
    let mut facts = population(criteria, &of, score);
    facts.extend(limits(criteria, &of, score.cap, score.floor, false));
    facts.extend(fading(criteria, &of, score));
    if !facts.is_empty() {
        blocks.push(Block::Rows(facts));
    }
    let mut rows = Vec::new();
    for rule in &score.rules {
        let group = rule.group.clone().unwrap_or_default();
        for line in criteria.lines(rule) {
            let points = text::points(line.points);
            rows.push(vec![
                rule.id.clone(),
                group.clone(),
                points,
                line.criterion,
                line.note,
            ]);
        }
    }
    blocks.extend(table(
        &["Rule", "Group", "Points", "When", "Set"],
        rows,
        Some(2),
    ));
    for (group, limited) in &score.groups {
        let of = format!("score {name}, group {group}");
        let facts = limits(criteria, &of, limited.cap, limited.floor, true);
        if !facts.is_empty() {
            blocks.push(Block::Paragraph(format!("Group {group}:")));
            blocks.push(Block::Rows(facts));
        }
    }
}

/// Who has the score.
fn population(criteria: &mut Criteria<'_>, of: &str, score: &Score) -> Vec<Row> {
    let Some(applies_to) = &score.applies_to else {
        return Vec::new();
    };
    let tool = criteria.tool.names().short;
    if !criteria.abilities().group_cap && !matches!(criteria.tool, crate::scorecard::Tool::Dynamics)
    {
        criteria.fidelity.approximated(
            of,
            format!("{tool} scores every lead; add who is meant to each line of this score, others then have 0 instead of nothing"),
        );
    }
    let who = criteria.text(of, applies_to);
    who.map(|who| Row::one("Only for leads with", who))
        .into_iter()
        .collect()
}

/// The limits of a score or group.
fn limits(
    criteria: &mut Criteria<'_>,
    of: &str,
    cap: Option<i64>,
    floor: Option<i64>,
    group: bool,
) -> Vec<Row> {
    let abilities = criteria.abilities();
    let tool = criteria.tool.names().short;
    let mut rows = Vec::new();
    if let Some(cap) = cap {
        if if group {
            abilities.group_cap
        } else {
            abilities.score_cap
        } {
            rows.push(Row::one("Limit", cap.to_string()));
            criteria.settled(of, format!("limit {cap}"));
        } else {
            let what = if group { "a group" } else { "a score" };
            criteria.fidelity.approximated(
                of,
                format!("{tool} has no greatest value for {what}; here it is {cap}"),
            );
        }
    }
    if let Some(floor) = floor {
        criteria.fidelity.approximated(
            of,
            format!("{tool} has no least value of its own; here it is {floor}"),
        );
    }
    rows
}

/// What makes the whole score less with time.
fn fading(criteria: &mut Criteria<'_>, of: &str, score: &Score) -> Vec<Row> {
    let abilities = criteria.abilities();
    let names = criteria.tool.names();
    let mut rows = Vec::new();
    if let Some(decay) = &score.decay {
        let steps: Vec<String> = decay
            .steps
            .iter()
            .map(|step| match step.within {
                Some(within) => format!("up to {} {}", say::spoken(within), step.keep),
                None => format!("then {}", step.keep),
            })
            .collect();
        let by = if criteria.spec.events.contains_key(&decay.by) {
            say::event_name(criteria.spec, &decay.by)
        } else {
            say::field_name(criteria.spec, &decay.by)
        };
        rows.push(Row::one(
            format!("Fades with the age of {by}"),
            steps.join(", "),
        ));
        let why = format!(
            "the whole score fades by steps of age; in {} {}",
            names.short, abilities.fading
        );
        criteria.fidelity.approximated(of, why);
    }
    if let Some(reset_when) = &score.reset_when {
        if let Some(when) = criteria.text(of, reset_when) {
            rows.push(Row::one("Is 0 when", when));
        }
        let why = format!(
            "the score is 0 only while a condition holds; in {} {} sets it to 0 once, and nothing brings it back",
            names.short,
            one(names.automation)
        );
        criteria.fidelity.approximated(of, why);
    }
    if score.freeze_above.is_some() {
        let why = format!(
            "{} goes on counting above a limit (freezeAbove)",
            names.short
        );
        criteria.fidelity.dropped(of, why);
    }
    let lacking = score.rules.iter().filter(|rule| needs_to_know(rule));
    for rule in lacking {
        let why = format!(
            "{} has no status for leads of whom not enough is known; keep them in a {} and out of the stages",
            names.short, names.list
        );
        criteria
            .fidelity
            .approximated(format!("rule {}", rule.id), why);
    }
    rows
}

fn needs_to_know(rule: &Rule) -> bool {
    rule.when_missing == Some(WhenMissing::NotEnoughKnown)
        || matches!(&rule.kind, RuleKind::LargestOf(rules) if rules.iter().any(needs_to_know))
}

/// A score put together from others.
fn total(criteria: &mut Criteria<'_>, name: &str, score: &Score) -> Block {
    let of = format!("score {name}");
    let names = criteria.tool.names();
    let (word, parts) = match (&score.sum, &score.largest) {
        (Some(parts), _) => ("the sum of", parts.as_slice()),
        (None, Some(parts)) => ("the largest of", parts.as_slice()),
        (None, None) => ("", &[][..]),
    };
    let all_axes = criteria
        .spec
        .scores
        .values()
        .filter(|score| is_axis(score))
        .count()
        == parts.len();
    if !criteria.abilities().several_scores {
        if score.sum.is_some() && all_axes && score.cap.is_none() && score.floor.is_none() {
            criteria.settled(&of, "the one score of the tool");
            return Block::Paragraph(format!("This is the {} itself.", names.score));
        }
        let why = format!("{} has one score, the plain sum of all points", names.short);
        criteria.fidelity.approximated(&of, why);
        return Block::Paragraph(format!("Take the {} instead.", names.score));
    }
    let mut text = format!(
        "A calculated number {}: {word} {}",
        names.property,
        text::and_list(parts)
    );
    for (limit, words) in [(score.cap, "at most"), (score.floor, "at least")] {
        if let Some(limit) = limit {
            text::put(&mut text, format_args!(", {words} {limit}"));
        }
    }
    text.push('.');
    criteria.settled(&of, "a calculated number");
    Block::Paragraph(text)
}

/// A condition that holds where a field has no value.
pub(super) fn unknown(field: &str) -> Condition {
    Condition::field(field, Test::Missing)
}
