//! Ranges drawn on one line, party under party.

use crate::widget::wrap;
use leadpact_workshop::{Answer, Question, Range, Response};

/// A range as it is drawn: where it begins, the text before it, the bar, the text behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Columns from the left of the drawing.
    pub x: u16,
    /// The whole drawing: `10 ├────┤ 500`.
    pub text: String,
}

/// One bar for each range on a common scale, `width` columns in all. Where the highest end is more than a hundred
/// times the lowest, equal distances are equal ratios. `None` for a range without a scale to stand on.
#[must_use]
pub fn bars(ranges: &[Range], question: &Question, currency: &str, width: u16) -> Option<Vec<Bar>> {
    let ends: Vec<f64> = ranges
        .iter()
        .flat_map(|r| [r.from, r.to])
        .flatten()
        .collect();
    let low = ends.iter().copied().reduce(f64::min)?;
    let high = ends.iter().copied().reduce(f64::max)?;
    let open = (
        ranges.iter().any(|r| r.from.is_none()),
        ranges.iter().any(|r| r.to.is_none()),
    );
    let scale = Scale::of(low, high, open);
    let label = |end: Option<f64>| end.map_or_else(String::new, |n| number(n, question, currency));
    let widest = |ends: fn(&Range) -> Option<f64>| {
        ranges
            .iter()
            .map(|r| wrap::width(&label(ends(r))))
            .max()
            .unwrap_or(0)
    };
    let margin = widest(|r| r.from) + 1;
    let after = widest(|r| r.to) + 1;
    let room = width
        .checked_sub(margin + after)
        .filter(|room| *room >= 12)?;
    let upper = |r: &Range| {
        if r.to == r.from {
            String::new()
        } else {
            label(r.to)
        }
    };
    Some(
        ranges
            .iter()
            .map(|r| bar(r, &scale, (label(r.from), upper(r)), (margin, room)))
            .collect(),
    )
}

fn bar(
    range: &Range,
    scale: &Scale,
    (from, to): (String, String),
    (margin, room): (u16, u16),
) -> Bar {
    let last = room - 1;
    let place = |n: f64| {
        let column = (scale.share(n) * f64::from(last)).round();
        // A share lies between 0 and 1, so the column lies within the drawing.
        (0..=last).find(|c| f64::from(*c) >= column).unwrap_or(last)
    };
    // An open end goes on to the edge of the drawing.
    let left = range.from.map_or(0, place);
    let right = range.to.map_or(last, place).max(left);
    let inside = "─".repeat(usize::from((right - left).saturating_sub(1)));
    let (first, end) = (
        if range.from.is_some() { "├" } else { "◂" },
        if range.to.is_some() { "┤" } else { "▸" },
    );
    let line = if right == left {
        "│".to_owned()
    } else {
        format!("{first}{inside}{end}")
    };
    let before = wrap::width(&from) + u16::from(!from.is_empty());
    Bar {
        x: (margin + left).saturating_sub(before),
        text: [from.as_str(), &line, to.as_str()]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
    }
}

/// One end as people read it: `€25,000`.
fn number(n: f64, question: &Question, currency: &str) -> String {
    let exactly = Response::of(Answer::Range(Range {
        from: Some(n),
        to: Some(n),
    }));
    let unit = question
        .unit
        .as_deref()
        .filter(|unit| *unit == "currency")
        .map(str::to_owned);
    let question = Question {
        unit,
        ..bare(question)
    };
    exactly.words(&question, currency)
}

fn bare(question: &Question) -> Question {
    Question {
        options: Vec::new(),
        channel: None,
        signals: Vec::new(),
        cards: Vec::new(),
        ..question.clone()
    }
}

/// Where a number stands between the lowest and the highest end.
struct Scale {
    low: f64,
    high: f64,
    ratios: bool,
}

impl Scale {
    /// `open`: whether some range has no lower, or no upper end; there is room for it to go on then.
    fn of(low: f64, high: f64, (below, above): (bool, bool)) -> Self {
        let ratios = low > 0.0 && high / low > 100.0;
        let more = if high > low {
            (high - low) * 0.3
        } else {
            low.abs().max(1.0)
        };
        let (lower, higher) = if ratios {
            (low / 2.0, high * 2.0)
        } else {
            (low - more, high + more)
        };
        Self {
            low: if below { lower } else { low },
            high: if above { higher } else { high },
            ratios,
        }
    }

    /// 0 at the lowest end, 1 at the highest.
    fn share(&self, n: f64) -> f64 {
        let (low, high, n) = if self.ratios {
            (self.low.ln(), self.high.ln(), n.max(self.low).ln())
        } else {
            (self.low, self.high, n)
        };
        if high > low {
            ((n - low) / (high - low)).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadpact_table::compared::question;
    use leadpact_workshop::Kind;

    fn drawn(ranges: &[(Option<f64>, Option<f64>)], width: u16) -> Vec<String> {
        let ranges: Vec<Range> = ranges
            .iter()
            .map(|(from, to)| Range {
                from: *from,
                to: *to,
            })
            .collect();
        let bars = bars(&ranges, &question(Kind::Range), "EUR", width).unwrap();
        bars.into_iter()
            .map(|b| " ".repeat(usize::from(b.x)) + &b.text)
            .collect()
    }

    #[test]
    fn ranges_stand_on_one_scale() {
        // Fifteen columns for 0 to 110: 50 stands on the seventh, 40 on the sixth.
        assert_eq!(
            drawn(&[(Some(0.0), Some(50.0)), (Some(40.0), Some(110.0))], 22),
            [" 0 ├─────┤ 50", "     40 ├────────┤ 110"]
        );
    }

    #[test]
    fn an_open_end_goes_on_and_a_single_number_is_a_stroke() {
        assert_eq!(
            drawn(
                &[
                    (Some(50.0), None),
                    (None, Some(20.0)),
                    (Some(50.0), Some(50.0))
                ],
                22
            ),
            ["            50 ├──▸", "   ◂──┤ 20", "            50 │"]
        );
    }
}
