//! The second chapter: what qualifies a lead. The ladder, the points, the grades.

use crate::chapter::{Subject, meaning, plain, points};
use crate::document::{Block, Chapter, Rung, Table};
use crate::text::{capital, put};
use leadpact_definition::{
    condition::Condition,
    field::{FieldType, NamedList},
    reading,
    say::{self, small},
    score::{GateEffect, GradeStep},
    stage::{MAIN_TRACK, Stage},
};

/// More values of a named list than these are counted, not printed.
const MOST_VALUES: usize = 30;

const AWARENESS: &str = "Awareness (TOFU)";
const CONSIDERATION: &str = "Consideration (MOFU)";
const DECISION: &str = "Decision (BOFU)";

/// The ladder, the points, the grades and the named lists.
pub(super) fn chapter(subject: &Subject<'_>) -> Chapter {
    let mut blocks = ladders(subject);
    blocks.extend(points::blocks(subject));
    blocks.extend(grades(subject));
    blocks.extend(lists(subject));
    blocks.extend(spellings(subject));
    if blocks.is_empty() {
        let nothing = "No stages and no rules have been written down yet.";
        blocks.push(Block::Paragraph(nothing.to_owned()));
    }
    Chapter {
        id: "qualifies",
        title: "What qualifies a lead",
        blocks,
    }
}

fn ladders(subject: &Subject<'_>) -> Vec<Block> {
    let mut tracks: Vec<&str> = Vec::new();
    for stage in &subject.spec.stages {
        if !tracks.contains(&stage.track()) {
            tracks.push(stage.track());
        }
    }
    tracks.sort_by_key(|track| *track != MAIN_TRACK);
    let mut blocks = Vec::new();
    for track in tracks {
        let stages = subject.spec.stages.iter().filter(|s| s.track() == track);
        let stages: Vec<&Stage> = stages.collect();
        if track != MAIN_TRACK {
            blocks.push(Block::Heading(match stages.as_slice() {
                [one] => format!("Beside it: {}", small(one.title())),
                _ => format!("Beside it: the {} track", plain(track)),
            }));
        }
        let funnel = if track == MAIN_TRACK {
            funnel(subject, &stages)
        } else {
            vec![""; stages.len()]
        };
        let rungs = stages.iter().zip(funnel);
        blocks.push(Block::Ladder(
            rungs
                .map(|(stage, part)| rung(subject, stage, part))
                .collect(),
        ));
        if track == MAIN_TRACK
            && stages
                .iter()
                .any(|stage| !qualifying(subject, stage).is_empty())
        {
            blocks.push(Block::Paragraph(
                "A lead stands on the highest step it enters; the steps below need not hold."
                    .to_owned(),
            ));
        }
    }
    blocks
}

fn rung(subject: &Subject<'_>, stage: &Stage, funnel: &'static str) -> Rung {
    let mut ways = reading::ways_in(subject.spec, stage).into_iter();
    let enters = match (ways.next(), stage.when.is_some()) {
        (Some(way), true) => way.iter().map(|part| capital(part)).collect(),
        (None, true) => vec!["Nobody so far".to_owned()],
        (_, false) => vec!["Every lead enters".to_owned()],
    };
    Rung {
        name: stage.title().to_owned(),
        owner: stage
            .owner
            .as_deref()
            .map_or_else(String::new, |owner| subject.party(owner)),
        enters,
        or_enters: ways.map(|way| capital(&way.join("; "))).collect(),
        at_once: qualifying(subject, stage),
        funnel,
    }
}

/// What lets a lead into the stage whatever its points.
fn qualifying(subject: &Subject<'_>, stage: &Stage) -> Vec<String> {
    let gates = subject.spec.gates.iter();
    gates
        .filter(|gate| matches!(&gate.effect, GateEffect::Qualify(id) if *id == stage.id))
        .map(|gate| meaning::with_reason(subject, gate))
        .collect()
}

/// The three parts of the funnel laid over the ladder: consideration begins with the first stage that points or a gate
/// open, decision with the first later one that another party owns. Empty texts where the rules do not tell, and for a
/// last stage called customer, which is past the funnel.
fn funnel(subject: &Subject<'_>, stages: &[&Stage]) -> Vec<&'static str> {
    let scored = |stage: &&Stage| {
        let mut scored = !qualifying(subject, stage).is_empty();
        if let Some(when) = &stage.when {
            when.visit(&mut |part| {
                scored |= matches!(part, Condition::Score { .. } | Condition::Grade { .. });
            });
        }
        scored && stage.id != "cold"
    };
    let Some(middle) = stages.iter().position(scored) else {
        return vec![""; stages.len()];
    };
    let owner = |at: usize| stages.get(at).and_then(|stage| stage.owner.as_deref());
    let later = middle + 1..stages.len();
    let bottom = later.into_iter().find(|at| owner(*at) != owner(middle));
    let part = |(at, stage): (usize, &&Stage)| match at {
        _ if at + 1 == stages.len() && stage.id == "customer" => "",
        _ if at < middle => AWARENESS,
        _ if bottom.is_none_or(|bottom| at < bottom) => CONSIDERATION,
        _ => DECISION,
    };
    stages.iter().enumerate().map(part).collect()
}

fn grades(subject: &Subject<'_>) -> Vec<Block> {
    let tables = subject.spec.grades.iter();
    tables
        .map(|(name, steps)| {
            let rows = steps.iter();
            Block::Table(Table {
                caption: format!("Grade: {}", plain(name)),
                head: vec!["Grade".to_owned(), "When".to_owned()],
                rows: rows
                    .map(|step| vec![step.grade.clone(), grade_words(subject, name, step)])
                    .collect(),
                numbers: None,
            })
        })
        .collect()
}

fn grade_words(subject: &Subject<'_>, name: &str, step: &GradeStep) -> String {
    match (step.at_least, &step.when) {
        (Some(least), _) => format!("{} is at least {least}", capital(&plain(name))),
        (None, Some(when)) => capital(&subject.condition(when)),
        (None, None) => "Everything else".to_owned(),
    }
}

/// Spellings in a row; one that differs from another by its hyphens or underscores alone is told with that one.
fn spelled(cells: &[&str]) -> String {
    let joined =
        |mark: char, text: &str| cells.contains(&text.replace(' ', &mark.to_string()).as_str());
    let told = cells.iter().filter(|cell| {
        let blanks = cell.replace(['-', '_'], " ");
        blanks == **cell || !cells.contains(&blanks.as_str())
    });
    let told: Vec<String> = told
        .map(|cell| {
            let has_blanks = cell.contains(' ');
            match (
                has_blanks && joined('-', cell),
                has_blanks && joined('_', cell),
            ) {
                (true, true) => format!("{cell} (also with hyphens or underscores)"),
                (true, false) => format!("{cell} (also with hyphens)"),
                (false, true) => format!("{cell} (also with underscores)"),
                (false, false) => (*cell).to_owned(),
            }
        })
        .collect();
    told.join(", ")
}

/// How the records spell the values that the rules name.
fn spellings(subject: &Subject<'_>) -> Option<Block> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (id, field) in &subject.spec.fields {
        let mut values: Vec<(String, Vec<&str>)> = Vec::new();
        let read = field.read.iter().flat_map(|read| &read.values);
        let read = read.map(|(cell, value)| (cell, say::cell(subject.spec, id, value)));
        // The levels are what the rules compare; of texts the words stand for several spellings.
        let named = field
            .words
            .iter()
            .filter(|_| field.kind != FieldType::Level);
        let named = named.map(|(cell, word)| (cell, word.clone()));
        for (cell, value) in read.chain(named) {
            match values.iter_mut().find(|(known, _)| *known == value) {
                Some((_, cells)) => cells.push(cell),
                None => values.push((value, vec![cell])),
            }
        }
        rows.extend(
            values
                .into_iter()
                .map(|(value, cells)| vec![capital(&subject.fact(id)), value, spelled(&cells)]),
        );
    }
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            caption: "How the record may spell it".to_owned(),
            head: ["Field", "The rules say", "The record may also say"]
                .map(str::to_owned)
                .to_vec(),
            rows,
            numbers: None,
        })
    })
}

fn lists(subject: &Subject<'_>) -> Option<Block> {
    let words = |list: &NamedList| {
        let shown = list.values.iter().take(MOST_VALUES).cloned();
        let mut words = shown.collect::<Vec<_>>().join(", ");
        let more = list.values.len().saturating_sub(MOST_VALUES);
        if more > 0 {
            put(
                &mut words,
                format_args!(" and {more} more, in the rule file"),
            );
        }
        words
    };
    let lists = subject.spec.lists.iter();
    let rows: Vec<Vec<String>> = lists
        .map(|(name, list)| vec![name.clone(), list.version.to_string(), words(list)])
        .collect();
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            caption: "Lists the rules refer to".to_owned(),
            head: ["List", "Version", "Values"].map(str::to_owned).to_vec(),
            rows,
            numbers: None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn a_spelling_is_told_once_however_its_words_are_joined() {
        let cells = [
            "not a buyer",
            "not-a-buyer",
            "poor fit",
            "poor_fit",
            "C-level",
        ];
        assert_eq!(
            spelled(&cells),
            "not a buyer (also with hyphens), poor fit (also with underscores), C-level"
        );
        assert_eq!(
            spelled(&["a b", "a-b", "a_b"]),
            "a b (also with hyphens or underscores)"
        );
        assert_eq!(spelled(&["poor-fit"]), "poor-fit");
    }
}
