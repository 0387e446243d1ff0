//! One criterion as a verb phrase.

use crate::workshop::paragraph::{answer_prose, article, lower_first};
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
        "budget-access" => format!(
            "has this access to the budget: {}",
            ending(&what, " or more")
        ),
        "decision-stage" => format!(
            "is at least this far in the decision: {}",
            ending(&what, "")
        ),
        "authority" => format!(
            "has this part in the decision: {}",
            ending(&what, " or more")
        ),
        "need" => format!("has a need that is at least {}", ending(&what, "")),
        "timeline" => format!("plans to buy {}", ending(&what, " or sooner")),
        "pain" => format!("has this problem: {what}"),
        "path" => format!("comes to us this way: {what}"),
        "consent" => "can be reached directly and allowed us to make contact".to_owned(),
        "existing-customers" => format!("is one of these: {what}"),
        "plan" => format!("is on one of these plans: {what}"),
        "active-days" => format!("used the product on {what} of the last 7"),
        "seats" => format!("works at a company where {what} use the product"),
        "activated" => "reached a first result of their own".to_owned(),
        "policy-type" => format!("looks for one of these policies: {what}"),
        "region" => format!("lives here: {what}"),
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
