//! Can sales follow all of them up? The arithmetic behind a promised volume.

use serde::{Deserialize, Serialize};

/// What a month of qualified leads asks of the people who follow them up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Capacity {
    /// Qualified leads a month.
    pub leads_per_month: u32,
    /// People who follow them up.
    pub reps: u32,
    /// Days a month on which they do.
    pub working_days: u32,
    /// Attempts for each lead.
    pub attempts: u32,
    /// Who in sales said that it can be done; `None` while nobody has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<String>,
}

impl Default for Capacity {
    fn default() -> Self {
        Self {
            leads_per_month: 120,
            reps: 4,
            working_days: 21,
            attempts: 5,
            confirmed_by: None,
        }
    }
}

impl Capacity {
    /// Attempts that each person makes on each working day: leads x attempts / (people x days),
    /// rounded half up. `None` without people or days.
    #[must_use]
    pub fn attempts_per_rep_and_day(&self) -> Option<u64> {
        let share = u64::from(self.reps) * u64::from(self.working_days);
        let attempts = u64::from(self.leads_per_month) * u64::from(self.attempts);
        // 128 bits: twice the product of two 32-bit numbers.
        let rounded =
            (2 * u128::from(attempts) + u128::from(share)).checked_div(2 * u128::from(share))?;
        u64::try_from(rounded).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_and_twenty_leads_for_four_are_seven_attempts_a_day() {
        // 120 x 5 = 600 attempts over 4 x 21 = 84 person-days: 7.14.
        assert_eq!(Capacity::default().attempts_per_rep_and_day(), Some(7));
    }

    #[test]
    fn nobody_to_do_it_is_no_number() {
        assert_eq!(
            Capacity {
                reps: 0,
                ..Capacity::default()
            }
            .attempts_per_rep_and_day(),
            None
        );
        let most = u32::MAX;
        let full = Capacity {
            leads_per_month: most,
            reps: 1,
            working_days: 1,
            attempts: most,
            confirmed_by: None,
        };
        assert!(full.attempts_per_rep_and_day().is_some());
    }
}
