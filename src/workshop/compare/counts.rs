//! How many questions fell into each class, in figures and in words.

use serde::{Deserialize, Serialize};

use crate::compare::{Class, Row};
use crate::number::number_words;

/// How many questions fell into each class; what is read, not classed, is counted nowhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// [`Class::Same`].
    pub same: usize,
    /// [`Class::Close`].
    pub close: usize,
    /// [`Class::Gap`].
    pub gap: usize,
    /// [`Class::OnlyOneSide`].
    pub only_one_side: usize,
    /// [`Class::Opposite`].
    pub opposite: usize,
    /// [`Class::NobodyKnows`].
    pub nobody_knows: usize,
}

impl Counts {
    pub(super) fn of(rows: &[Row]) -> Self {
        let mut counts = Self::default();
        for class in rows.iter().filter_map(|row| row.class) {
            *match class {
                Class::Same => &mut counts.same,
                Class::Close => &mut counts.close,
                Class::Gap => &mut counts.gap,
                Class::OnlyOneSide => &mut counts.only_one_side,
                Class::Opposite => &mut counts.opposite,
                Class::NobodyKnows => &mut counts.nobody_knows,
            } += 1;
        }
        counts
    }

    /// Gap, only one side, or opposite.
    #[must_use]
    pub fn apart(&self) -> usize {
        self.gap + self.only_one_side + self.opposite
    }

    /// Everything but the same.
    #[must_use]
    pub fn to_talk_about(&self) -> usize {
        self.close + self.apart() + self.nobody_knows
    }

    /// All questions that have a class.
    #[must_use]
    pub fn classed(&self) -> usize {
        self.same + self.to_talk_about()
    }

    /// The one line above the comparison: "7 same, 4 close, 7 apart. Eleven things to talk about."
    #[must_use]
    pub fn headline(&self) -> String {
        let unknown = match self.nobody_knows {
            0 => String::new(),
            n => format!(", {n} nobody knows yet"),
        };
        let (same, close, apart) = (self.same, self.close, self.apart());
        let line = format!("{same} same, {close} close, {apart} apart{unknown}");
        match self.to_talk_about() {
            0 => line + ". You mean the same. That is rare: read one or two aloud to be sure.",
            1 => line + ". One thing to talk about.",
            n => {
                let words = number_words(n);
                let mut letters = words.chars();
                let first = letters
                    .next()
                    .map(|c| c.to_uppercase().to_string())
                    .unwrap_or_default();
                format!("{line}. {first}{} things to talk about.", letters.as_str())
            }
        }
    }
}
