//! Which leads a promise is for, as people say it.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a few shapes have a phrase of their own; whatever else is asked is said by `say::condition`, which names all"
)]

use crate::{
    condition::Condition,
    say::{
        act::Doer,
        and_list, condition,
        names::{Names, quoted},
        small, spoken,
    },
    stage::WANTS_TO_TALK,
};

/// The leads for which a condition holds, as people say it: `marketing qualified leads`.
#[must_use]
pub fn people(names: &Names, of: &Condition) -> String {
    match of {
        Condition::Stage(id) if id == WANTS_TO_TALK => "whoever wants to talk now".to_owned(),
        Condition::Stage(id) => plural(&names.stage(id)),
        Condition::Event(event)
            if event.days.is_none() && event.at_least.is_none_or(|n| n <= 1) =>
        {
            let within = event.within.map_or(String::new(), |days| {
                format!(" within the last {}", spoken(days))
            });
            match names.act(&event.event) {
                Some(act) => match (&act.doer, act.to_the_lead()) {
                    (Doer::Lead, _) => format!("leads that {}{within}", act.past()),
                    (doer, Some((past, _))) => {
                        format!("leads that {} {past}{within}", names.doer(doer))
                    }
                    (doer, None) => {
                        format!("leads where {} {}{within}", names.doer(doer), act.past())
                    }
                },
                None => format!("leads with {}{within}", quoted(&names.label(&event.event))),
            }
        }
        Condition::All(parts) if parts.iter().any(is_asking) => {
            let others = parts.iter().filter(|part| !is_asking(part));
            let others: Vec<String> = others.map(|part| and_is(names, part)).collect();
            format!("whoever wants to talk now{}", others.concat())
        }
        Condition::All(parts) => match parts.split_first() {
            Some((first @ Condition::Stage(_), rest)) if !rest.is_empty() => {
                let rest: Vec<String> = rest.iter().map(|c| condition(names.spec, c)).collect();
                format!("{} where {}", people(names, first), and_list(&rest))
            }
            _ => format!("leads where {}", condition(names.spec, of)),
        },
        _ => format!("leads where {}", condition(names.spec, of)),
    }
}

fn is_asking(condition: &Condition) -> bool {
    matches!(condition, Condition::Stage(id) if id == WANTS_TO_TALK)
}

/// ` and is a marketing qualified lead`, what else is asked of whoever wants to talk.
fn and_is(names: &Names, part: &Condition) -> String {
    match part {
        Condition::Stage(id) => format!(" and is {}", one(&names.stage(id))),
        Condition::None(parts) => match parts.as_slice() {
            [Condition::Stage(id)] => format!(" and is not {}", one(&names.stage(id))),
            _ => format!(", where {}", condition(names.spec, part)),
        },
        _ => format!(", where {}", condition(names.spec, part)),
    }
}

/// `a marketing qualified lead`, `an MQL`.
fn one(stage: &str) -> String {
    let name = small(stage);
    let first = name.chars().next().unwrap_or('x');
    let spelt = name.chars().nth(1).is_some_and(char::is_uppercase);
    let vowel = if spelt {
        "AEFHILMNORSX".contains(first)
    } else {
        "aeiou".contains(first)
    };
    format!("{} {name}", if vowel { "an" } else { "a" })
}

/// `marketing qualified leads`, `MQLs`; a stage that is no kind of lead is quoted.
pub(super) fn plural(stage: &str) -> String {
    let name = small(stage);
    let letters = name.len() <= 4 && name.chars().all(char::is_uppercase);
    if letters || name.ends_with("lead") {
        format!("{name}s")
    } else if name.ends_with("leads") {
        name
    } else {
        format!("leads that reached {}", quoted(stage))
    }
}
