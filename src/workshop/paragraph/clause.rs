//! One criterion as a verb phrase.

use crate::workshop::paragraph::{answer_prose, article, joined, label, lower_first};
use crate::workshop::{Answer, Kind, Question};

/// A criterion as a verb phrase: `works in cyber security or fintech`.
pub(super) fn clause(question: &Question, answer: &Answer, currency: &str) -> String {
    let what = answer_prose(question, answer, currency);
    let title = lower_first(&question.title);
    match question.id.as_str() {
        "industry" => format!("works in {what}"),
        "job-role" => format!("has a role in {what}"),
        "employees" => format!("works at a company of {}", bare_range(&what)),
        "revenue" => format!("works at a company with a yearly revenue of {what}"),
        "budget" => format!("has a budget of {what}"),
        "budget-access" => match acts(question, answer) {
            Some(acts) if acts.contains(" it") => acts.replacen(" it", " the budget", 1),
            _ => format!(
                "has this say over the budget: {}",
                ending(&what, " or more")
            ),
        },
        "decision-stage" => format!("is {} in the decision", ending(&what, " or further")),
        "authority" => acts(question, answer).unwrap_or_else(|| {
            format!(
                "has this part in the decision: {}",
                ending(&what, " or more")
            )
        }),
        "need" => format!(
            "has a need that is {}",
            from_level(question, answer).map_or_else(|| what.clone(), |l| joined(&l, ",", "or"))
        ),
        "timeline" if what.starts_with("no ") => "may buy without a date yet".to_owned(),
        "timeline" => format!("plans to buy {}", ending(&what, " or sooner")),
        "pain" => format!("has this problem: {}", lower_first(&what)),
        "path" => format!("comes to us this way: {what}"),
        "consent" => "can be reached directly and has allowed us to make contact".to_owned(),
        "existing-customers" => format!("is one of these: {what}"),
        "plan" => format!("is on one of these plans: {what}"),
        "active-days" => format!("used the product on {what} of the last 7"),
        "seats" => format!("works at a company where {what} use the product"),
        "activated" => "reached a first result of their own".to_owned(),
        "policy-type" => format!("looks for one of these policies: {what}"),
        "region" => format!("lives in one of these regions: {what}"),
        "occupation" => format!("does this for a living: {what}"),
        "age" => format!("is {what} old"),
        "renewal" => format!("has a policy that ends in {}", bare_range(&what)),
        "present-cover" => format!("has this cover today: {what}"),
        "channel" => format!("can be reached this way: {what}"),
        "seniority" => format!("is {} {what}", article(&what)),
        _ if question.kind == Kind::YesNo => format!("meets \u{201c}{title}\u{201d}"),
        _ => format!("has this under {title}: {what}"),
    }
}

/// `within six months or sooner` where a level does not go "above".
fn ending(what: &str, ending: &str) -> String {
    match what.strip_suffix(" or above") {
        Some(level) => format!("{level}{ending}"),
        None => what.to_owned(),
    }
}

/// `50 to 1,000 people` where a company's size would read "of from 50".
fn bare_range(what: &str) -> &str {
    what.strip_prefix("from ").unwrap_or(what)
}

/// The labels of a level and of all above it; `None` for another answer.
fn from_level(question: &Question, answer: &Answer) -> Option<Vec<String>> {
    let Answer::AtLeast(level) = answer else {
        return None;
    };
    let options = question.options.iter().skip_while(|o| o.id != *level);
    let labels: Vec<String> = options.map(|o| label(question, &o.id)).collect();
    (!labels.is_empty()).then_some(labels)
}

/// Levels that say what somebody does, as verbs: `influences the decision or decides`; `None` where they do not.
fn acts(question: &Question, answer: &Answer) -> Option<String> {
    let labels = from_level(question, answer)?;
    let is_verb = |text: &String| {
        let word = text.split_whitespace().next().unwrap_or_default();
        word == "can" || word.ends_with('s')
    };
    labels
        .iter()
        .all(is_verb)
        .then(|| joined(&labels, ",", "or"))
}
