//! What an act makes of somebody, as people rate it.

use serde::{Deserialize, Serialize};

/// What a signal makes of somebody, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Rating {
    /// No lead at all.
    NotALead,
    /// Somebody to keep in touch with; proposes 5 points. Older files say `lead`.
    #[serde(alias = "lead")]
    ShowsInterest,
    /// Counts towards the hand-over to sales; proposes 15 points. Older files say `mql`.
    #[serde(alias = "mql")]
    CountsTowardsHandOver,
    /// Asks to be talked to: opens the hand-over by itself; proposes 30 points. Older files say `sql`.
    #[serde(alias = "sql")]
    WantsToTalkNow,
}

impl Rating {
    /// All four, least first, as the columns of the grid.
    pub const ALL: [Self; 4] = [
        Self::NotALead,
        Self::ShowsInterest,
        Self::CountsTowardsHandOver,
        Self::WantsToTalkNow,
    ];

    /// What people read.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NotALead => "not a lead",
            Self::ShowsInterest => "shows interest",
            Self::CountsTowardsHandOver => "counts towards hand-over",
            Self::WantsToTalkNow => "wants to talk now",
        }
    }

    /// The heading of the grid's column, where [`Rating::word`] is too long.
    #[must_use]
    pub fn short(self) -> &'static str {
        match self {
            Self::NotALead => "not a lead",
            Self::ShowsInterest => "interest",
            Self::CountsTowardsHandOver => "counts",
            Self::WantsToTalkNow => "talk now",
        }
    }

    /// The name in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::NotALead => "not-a-lead",
            Self::ShowsInterest => "shows-interest",
            Self::CountsTowardsHandOver => "counts-towards-hand-over",
            Self::WantsToTalkNow => "wants-to-talk-now",
        }
    }

    /// The name in files written before the ratings had words of their own.
    #[must_use]
    pub fn earlier_id(self) -> &'static str {
        match self {
            Self::NotALead => "not-a-lead",
            Self::ShowsInterest => "lead",
            Self::CountsTowardsHandOver => "mql",
            Self::WantsToTalkNow => "sql",
        }
    }

    /// The rating that a file or a person names: its id, its words, or the name it had in older files; capitals and
    /// hyphens do not matter. `None`: it names none.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let plain = text.trim().to_lowercase().replace(['-', '_'], " ");
        let earlier = Self::ALL.into_iter().find(|r| r.earlier_id() == plain);
        Self::ALL
            .into_iter()
            .find(|r| {
                [r.id(), r.word(), r.short()]
                    .iter()
                    .any(|w| w.replace('-', " ") == plain)
            })
            .or(earlier)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_rating_is_read_the_earlier_ones_too() {
        for rating in Rating::ALL {
            for name in [rating.id(), rating.word(), rating.short()] {
                assert_eq!(Rating::named(name), Some(rating), "{name}");
            }
            let id = format!("\"{}\"", rating.id());
            assert_eq!(serde_json::from_str::<Rating>(&id).unwrap(), rating);
        }
        for (earlier, rating) in [
            ("lead", Rating::ShowsInterest),
            ("MQL", Rating::CountsTowardsHandOver),
            ("sql", Rating::WantsToTalkNow),
        ] {
            assert_eq!(Rating::named(earlier), Some(rating));
            let id = format!("\"{}\"", earlier.to_lowercase());
            assert_eq!(serde_json::from_str::<Rating>(&id).unwrap(), rating);
        }
        assert_eq!(Rating::named("nice"), None);
    }
}
