//! What a score ends with: how many leads came how far, and where nobody comes to hand-over, what stands in the way.

use std::fmt::Write as _;

use crate::summary::{Noted, Summary};
use leadpact_definition::Spec;
use leadpact_definition::condition::Condition;
use leadpact_definition::reading::hand_over;
use leadpact_definition::say::english::grouped;
use leadpact_definition::stage::{MAIN_TRACK, Stage};
use leadpact_files::outlet::Styled;

/// Cells of the longest bar.
const BAR: u64 = 30;

/// Bold, yellow and cyan, as terminals number them.
const STRONG: u8 = 1;
const WARNING: u8 = 33;
const OF_A_BAR: u8 = 36;

/// The most facts that are named as missing.
const FACTS: usize = 5;

/// Whether words are coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// With the colours of the terminal.
    Coloured,
    /// Not at all.
    Plain,
}

impl Paint {
    /// Colours where a terminal is there that has them, and nobody asks for none: `NO_COLOR` is empty or not set, `TERM`
    /// is not `dumb`.
    #[must_use]
    pub fn of(is_terminal: bool, variable: impl Fn(&str) -> Option<String>) -> Self {
        let refused = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = variable("TERM").is_some_and(|term| term == "dumb");
        if is_terminal && !refused && !dumb {
            Self::Coloured
        } else {
            Self::Plain
        }
    }

    /// Adds `words` to `text`, in this style where there are colours.
    fn push(self, text: &mut Styled, style: u8, words: &str) {
        match self {
            Self::Coloured => text.push_in(style, words),
            // Writing to memory cannot fail.
            Self::Plain => text.write_str(words).unwrap_or_default(),
        }
    }
}

impl Summary {
    /// Adds to `text` what matters, in a few lines. `why` is a command that says it of a single lead.
    pub fn ending(&self, spec: &Spec, paint: Paint, why: &str, text: &mut Styled) {
        writeln!(text).ok();
        paint.push(text, STRONG, "What became of them");
        writeln!(text).ok();
        self.bars(spec, paint, text);
        if let Some(missing) = self.missing_most(spec, |_| true) {
            writeln!(text, "What is known least: {missing}.").ok();
        }
        if let Some(words) = self.nobody(spec, why) {
            paint.push(text, WARNING, &words);
            writeln!(text).ok();
        }
    }

    /// Leads by stage of the main track, highest first, then those in no stage by what is said of them.
    fn bars(&self, spec: &Spec, paint: Paint, text: &mut Styled) {
        let Some(counts) = self.stages.get(MAIN_TRACK) else {
            return;
        };
        let name = |id: &str| spec.stages.iter().find(|s| s.id == id).map(stage_name);
        let mut rows: Vec<(String, u64)> = counts
            .iter()
            .rev()
            .filter_map(|(id, count)| Some((name(id)?.to_owned(), *count)))
            .collect();
        let outside = counts.get("none").copied().unwrap_or(0);
        let said: u64 = self.statuses.iter().skip(1).map(|(_, count)| count).sum();
        for (status, count) in self.statuses.iter().skip(1) {
            if *count > 0 {
                rows.push((status.replace('-', " "), *count));
            }
        }
        if outside > said {
            rows.push(("in no stage".to_owned(), outside - said));
        }
        let width = rows.iter().map(|(name, _)| name.chars().count()).max();
        let width = width.unwrap_or(0).min(32);
        let most = rows
            .iter()
            .map(|(_, count)| *count)
            .max()
            .unwrap_or(0)
            .max(1);
        for (name, count) in rows {
            let name: String = name.chars().take(width).collect();
            let cells = (count * BAR).div_ceil(most);
            let bar = "\u{2588}".repeat(usize::try_from(cells).unwrap_or(0));
            let number = grouped(&count.to_string());
            let share = share(count, self.rows);
            write!(text, "  {name:<width$} {number:>9}  {share:>5}  ").ok();
            paint.push(text, OF_A_BAR, &bar);
            writeln!(text).ok();
        }
    }

    /// The facts that are asked for and known of the fewest leads, most first; `None` where all are known of most.
    fn missing_most(&self, spec: &Spec, asked: impl Fn(&str) -> bool) -> Option<String> {
        let label = |noted: &Noted| {
            let field = spec.fields.get(&noted.id).and_then(|f| f.label.clone());
            let event = spec.events.get(&noted.id).and_then(|e| e.label.clone());
            field
                .or(event)
                .unwrap_or_else(|| noted.id.replace('_', " "))
        };
        let unknown = |noted: &Noted| match noted.columns.as_slice() {
            [] => self.rows,
            _ => noted.missing + noted.not_understood,
        };
        let mut facts: Vec<(u64, String)> = self
            .fields
            .iter()
            .filter(|noted| asked(&noted.id) && !self.unasked.contains(&noted.id))
            .map(|noted| (unknown(noted), label(noted)))
            .filter(|(count, _)| *count * 2 > self.rows)
            .collect();
        facts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let more = facts.len().saturating_sub(FACTS);
        let mut words: Vec<String> = facts
            .into_iter()
            .take(FACTS)
            .map(|(count, label)| format!("{label} {}", known(self.rows - count, self.rows)))
            .collect();
        if more > 0 {
            words.push(format!("{more} more"));
        }
        (!words.is_empty()).then(|| words.join(", "))
    }

    /// Why nobody is handed over; `None` where somebody is.
    fn nobody(&self, spec: &Spec, why: &str) -> Option<String> {
        let stage = hand_over(spec)?;
        let counts = self.stages.get(MAIN_TRACK)?;
        let from = counts.get_index_of(&stage.id)?;
        let reached: u64 = counts
            .iter()
            .skip(from)
            .filter(|(id, _)| *id != "none")
            .map(|(_, count)| count)
            .sum();
        if self.rows == 0 || reached > 0 {
            return None;
        }
        let mut asked: Vec<&str> = Vec::new();
        stage.when.iter().for_each(|when| {
            when.visit(&mut |part| {
                if let Condition::Field { field, .. } = part {
                    asked.push(field);
                }
            });
        });
        let missing = self.missing_most(spec, |id| asked.contains(&id));
        let missing = missing.map_or_else(
            || "What it asks is known of most leads, so it is the points or the values".to_owned(),
            |missing| format!("It asks for what is hardly known: {missing}"),
        );
        Some(format!(
            "No lead comes to \u{201c}{}\u{201d} or beyond. {missing}. For one lead: {why}",
            stage_name(stage)
        ))
    }
}

/// What people call a stage.
fn stage_name(stage: &Stage) -> &str {
    if stage.name.is_empty() {
        &stage.id
    } else {
        &stage.name
    }
}

/// A share in whole per cent, rounded; below a half, but not none, `<1 %`.
fn share(count: u64, of: u64) -> String {
    match (count * 100 + of / 2).checked_div(of) {
        None => "-".to_owned(),
        Some(0) if count > 0 => "<1 %".to_owned(),
        Some(share) => format!("{share} %"),
    }
}

/// Of how many leads something is known.
fn known(count: u64, of: u64) -> String {
    match count {
        0 => "of no lead".to_owned(),
        _ => format!("of {}", share(count, of)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_only_where_a_terminal_is_there_and_nobody_minds() {
        let with = |set: &'static [(&str, &str)]| {
            move |name: &str| {
                let found = set.iter().find(|(key, _)| *key == name);
                found.map(|(_, value)| (*value).to_owned())
            }
        };
        assert_eq!(Paint::of(true, with(&[])), Paint::Coloured);
        assert_eq!(Paint::of(true, with(&[("NO_COLOR", "")])), Paint::Coloured);
        assert_eq!(Paint::of(true, with(&[("NO_COLOR", "1")])), Paint::Plain);
        assert_eq!(Paint::of(true, with(&[("TERM", "dumb")])), Paint::Plain);
        assert_eq!(Paint::of(false, with(&[])), Paint::Plain);
    }

    #[test]
    fn shares_are_whole_and_never_nothing_for_something() {
        assert_eq!(
            [share(0, 9), share(1, 400_000), share(2, 3), share(0, 0)],
            ["0 %", "<1 %", "67 %", "-"]
        );
        assert_eq!([known(0, 9), known(9, 9)], ["of no lead", "of 100 %"]);
    }
}
