//! What a check found, in words: the verdict, and then what it counts.

use std::fmt::Write as _;

use crate::cli::check::{Checked, Verdict};
use leadpact_definition::Reason;
use leadpact_definition::golden_run::GoldenResult;
use leadpact_files::neutral_line;

/// The verdict, what is wrong, what is probably not meant, and last the golden leads that hold.
pub(super) fn of(verdict: &Verdict, checked: &Checked) -> String {
    let mut text = String::new();
    // Writing to a `String` cannot fail.
    let _ = writeln!(text, "{verdict}");
    for fault in &checked.head {
        let _ = writeln!(text, "{fault}");
    }
    for doubt in checked.doubts.iter().filter(|doubt| doubt.is_loud()) {
        let _ = writeln!(text, "{}", doubt.line());
    }
    for result in checked.golden.iter().filter(|result| !result.passed()) {
        text.push_str(&failed(result));
    }
    for (_, warning) in &checked.warnings {
        let _ = writeln!(text, "warning: {warning}");
    }
    for doubt in checked.doubts.iter().filter(|doubt| !doubt.is_loud()) {
        let _ = writeln!(text, "{}", doubt.line());
    }
    for line in checked.frame.notes() {
        let _ = writeln!(text, "leads: {line}");
    }
    for result in checked.golden.iter().filter(|result| result.passed()) {
        let _ = writeln!(text, "golden lead {}: as agreed", neutral_line(&result.id));
    }
    text
}

/// A golden lead that does not come out as agreed: what differs, and how the result came about.
fn failed(result: &GoldenResult) -> String {
    let mut text = format!("golden lead {}: not as agreed\n", neutral_line(&result.id));
    for difference in &result.differences {
        let _ = writeln!(
            text,
            "  {}: agreed {}, the rules give {}",
            neutral_line(&difference.key),
            neutral_line(&difference.expected),
            neutral_line(&difference.got)
        );
    }
    for reason in &result.outcome.reasons {
        let _ = writeln!(text, "  {}", reason_words(reason));
    }
    if !result.outcome.missing.is_empty() {
        let _ = writeln!(text, "  missing: {}", result.outcome.missing.join(", "));
    }
    for (field, cell) in &result.not_understood {
        let _ = writeln!(text, "  not understood: {field} '{}'", neutral_line(cell));
    }
    text
}

/// The points that a rule gave, and the rule; its own points are left out where they are the same.
fn reason_words(reason: &Reason) -> String {
    let Some(_) = reason.axis else {
        return format!("{}: {}", reason.id, neutral_line(&reason.text));
    };
    let points = reason.points;
    let noun = if points.abs() == 1 { "point" } else { "points" };
    let own = format!("{points:+} {noun} ");
    let rule = reason.text.strip_prefix(&own).unwrap_or(&reason.text);
    format!("{points:+} {}: {}", reason.id, neutral_line(rule))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_said_once_where_the_rule_gave_its_own() {
        let said = |points, text: &str| {
            reason_words(&Reason {
                id: "r".into(),
                axis: Some("fit".into()),
                points,
                text: text.into(),
                because: None,
            })
        };
        for (points, text, expected) in [
            (
                30,
                "+30 points when Budget is known",
                "+30 r: when Budget is known",
            ),
            (
                1,
                "+1 point when Budget is known",
                "+1 r: when Budget is known",
            ),
            (
                -5,
                "-5 points when the lead left",
                "-5 r: when the lead left",
            ),
            // Of five points two are left.
            (
                2,
                "+5 points when the lead came",
                "+2 r: +5 points when the lead came",
            ),
            (
                3,
                "+30 points when Budget is known",
                "+3 r: +30 points when Budget is known",
            ),
            (
                20,
                "+1 point for each unit of Seats",
                "+20 r: +1 point for each unit of Seats",
            ),
            (
                0,
                "points by Seats: below 5: +0",
                "+0 r: points by Seats: below 5: +0",
            ),
        ] {
            assert_eq!(said(points, text), expected);
        }
    }
}
