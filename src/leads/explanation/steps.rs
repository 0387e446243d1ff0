//! What became of the points of a score after its rules: limits, fading, the reset.

use serde::Serialize;

use leadpact_definition::score::{Decay, Score};
use leadpact_definition::{AxisSteps, Compiled, Lead, Spec, say};

/// How the points of a score with rules came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScoreRead {
    /// The score's name.
    pub score: String,
    /// What its rules gave together, after the limits of their groups.
    pub rules: i64,
    /// The same after the score's own cap and floor.
    pub limited: i64,
    /// The percent that its age leaves; none: it does not fade.
    pub kept_percent: Option<u8>,
    /// Whether it is 0 because it is reset.
    pub reset: bool,
    /// What it came to.
    pub points: i64,
    /// The steps in words; empty where the points are simply the sum of the rules.
    pub text: String,
}

/// The scores with rules that apply to a lead, in file order. `hits`: the sum of the points of a score's rules.
pub(super) fn read(
    spec: &Spec,
    compiled: &Compiled,
    lead: &Lead,
    as_of: i32,
    hits: impl Fn(&str) -> i64,
) -> Vec<ScoreRead> {
    let scores = spec.scores.iter().enumerate();
    scores
        .filter_map(|(place, (name, score))| {
            let steps = compiled.axis_steps(place, lead, as_of)?;
            Some(ScoreRead {
                score: name.clone(),
                rules: steps.rules,
                limited: steps.limited,
                kept_percent: steps.keep,
                reset: steps.reset,
                points: steps.points,
                text: in_words(spec, score, &steps, hits(name)),
            })
        })
        .collect()
}

fn in_words(spec: &Spec, score: &Score, steps: &AxisSteps, hits: i64) -> String {
    if steps.reset {
        let why = score.reset_when.as_ref();
        let why = why.map_or_else(String::new, |when| say::condition(spec, when));
        return format!("0, because {why}");
    }
    let mut said = Vec::new();
    if steps.rules != hits {
        said.push(format!("{} after the limits of its groups", steps.rules));
    }
    if steps.limited < steps.rules {
        said.push(format!("at most {}", steps.limited));
    } else if steps.limited > steps.rules {
        said.push(format!("at least {}", steps.limited));
    }
    if let (Some(keep), Some(decay)) = (steps.keep, &score.decay)
        && keep != 100
    {
        let age = age(spec, decay, steps.age);
        said.push(format!("{keep}% kept ({age}): {}", steps.points));
    }
    if said.is_empty() {
        return String::new();
    }
    format!("{hits} from its rules, {}", said.join(", "))
}

/// Why so much is kept: how long ago what the score fades by was.
fn age(spec: &Spec, decay: &Decay, age: Option<i32>) -> String {
    let name = if spec.events.contains_key(&decay.by) {
        say::event_name(spec, &decay.by)
    } else {
        say::field_name(spec, &decay.by)
    };
    match age {
        Some(0) => format!("{name} today"),
        Some(1) => format!("{name} 1 day ago"),
        Some(days) => format!("{name} {days} days ago"),
        None => format!("the day of {name} is not known"),
    }
}
