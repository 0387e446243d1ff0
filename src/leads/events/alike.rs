//! Ids of a log that no lead has, though a lead has the same one in another form.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use crate::events::ids::Ids;
use crate::ids::fingerprint;
use crate::problem::example;

/// Longer ids are not looked at.
const LONGEST: usize = 64;

/// So many pairs are kept, of which the first whose id no lead has is shown.
const PAIRS: usize = 100;

/// In which way two ids are the same though they are written otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OtherForm {
    /// They differ in upper and lower case only.
    Case,
    /// One has 15 characters, the other the same and the three that Salesforce puts behind them.
    Eighteen,
    /// One has lost the zeros before it.
    Zeros,
}

/// Ids of a log that a lead has in another form. Their rows count for no lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alike {
    /// How they differ.
    pub form: OtherForm,
    /// Different ids of the log.
    pub ids: u64,
    /// One of them, made harmless for a terminal.
    pub in_log: String,
    /// The same as a lead has it.
    pub in_leads: String,
}

/// What is known of such ids while leads are looked up.
#[derive(Debug, Default)]
pub(super) struct Likeness {
    /// By what is left of an id in any form: its number.
    loose: HashMap<u64, u32>,
    /// By the number of an id: how a lead's differs from it, see [`OtherForm::mark`]; 0: no lead's does.
    found: Vec<AtomicU8>,
    /// By the number of an id: the lead's.
    pairs: Mutex<BTreeMap<u32, String>>,
}

impl OtherForm {
    const ALL: [Self; 3] = [Self::Case, Self::Eighteen, Self::Zeros];

    /// How `left` differs from `right`; none: in a way that makes them two ids.
    fn of(left: &str, right: &str) -> Option<Self> {
        if left == right {
            return None;
        }
        let (short, long) = if left.len() < right.len() {
            (left, right)
        } else {
            (right, left)
        };
        let lettered = long.bytes().any(|byte| byte.is_ascii_alphabetic());
        if left.eq_ignore_ascii_case(right) {
            Some(Self::Case)
        } else if (short.len(), long.len()) == (15, 18) && long.starts_with(short) && lettered {
            Some(Self::Eighteen)
        } else if long.trim_start_matches('0') == short.trim_start_matches('0') {
            Some(Self::Zeros)
        } else {
            None
        }
    }

    fn mark(self) -> u8 {
        match self {
            Self::Case => 1,
            Self::Eighteen => 2,
            Self::Zeros => 3,
        }
    }
}

impl Likeness {
    pub fn new(ids: &Ids) -> Self {
        let numbers = 0..u32::try_from(ids.len()).unwrap_or(u32::MAX);
        let loose = numbers.filter_map(|number| Some((loose(ids.text(number as usize))?, number)));
        let mut found = Vec::new();
        found.resize_with(ids.len(), AtomicU8::default);
        Self {
            // Of several with one form the first stands for all.
            loose: loose.collect::<Vec<_>>().into_iter().rev().collect(),
            found,
            pairs: Mutex::default(),
        }
    }

    /// Takes note of a lead whose key is not in the log.
    pub fn note(&self, ids: &Ids, key: &str) {
        let number = loose(key).and_then(|loose| self.loose.get(&loose).copied());
        let Some(number) = number else {
            return;
        };
        let Some(form) = OtherForm::of(ids.text(number as usize), key) else {
            return;
        };
        if let Some(found) = self.found.get(number as usize) {
            found.fetch_max(form.mark(), Ordering::Relaxed);
        }
        let mut pairs = self.pairs.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = pairs.entry(number).or_insert_with(|| key.to_owned());
        if key < kept.as_str() {
            key.clone_into(kept);
        }
        if pairs.len() > PAIRS {
            pairs.pop_last();
        }
    }

    /// What was found of the ids that no lead has, by form. `lacks`: whether no lead has the id with this number.
    pub fn report(&self, ids: &Ids, lacks: impl Fn(usize) -> bool) -> Vec<Alike> {
        let pairs = self.pairs.lock().unwrap_or_else(PoisonError::into_inner);
        let each = OtherForm::ALL.into_iter().filter_map(|form| {
            let is_one = |number: usize| {
                let found = self.found.get(number);
                found.is_some_and(|found| found.load(Ordering::Relaxed) == form.mark())
                    && lacks(number)
            };
            let number = (0..self.found.len())
                .filter(|number| is_one(*number))
                .count();
            let pair = pairs.iter().find(|(number, _)| is_one(**number as usize));
            (number > 0).then(|| Alike {
                form,
                ids: number as u64,
                in_log: example(pair.map_or("", |(number, _)| ids.text(*number as usize))),
                in_leads: example(pair.map_or("", |(_, key)| key)),
            })
        });
        each.collect()
    }
}

/// A fingerprint of what all forms of an id have in common; none: the id is not looked at.
fn loose(id: &str) -> Option<u64> {
    if id.is_empty() || id.len() > LONGEST || !id.is_ascii() {
        return None;
    }
    let common = id.trim_start_matches('0').as_bytes();
    let alphanumeric = id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let common = match common.len().checked_sub(3) {
        Some(without) if id.len() == 18 && alphanumeric => common.get(..without)?,
        _ => common,
    };
    let mut small = [0; LONGEST];
    let small = small.get_mut(..common.len())?;
    small.copy_from_slice(common);
    small.make_ascii_lowercase();
    Some(fingerprint(small))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_id_are_told_from_two_ids() {
        for (log, lead, form) in [
            ("ab1", "AB1", Some(OtherForm::Case)),
            (
                "00Q5e00000AbCdE",
                "00Q5e00000AbCdEEAW",
                Some(OtherForm::Eighteen),
            ),
            (
                "00Q5e00000AbCdEEAW",
                "00Q5e00000AbCdE",
                Some(OtherForm::Eighteen),
            ),
            ("00123", "123", Some(OtherForm::Zeros)),
            ("123", "00123", Some(OtherForm::Zeros)),
            ("123", "1230", None),
            ("a-1", "a1", None),
            ("123456789012345", "123456789012345678", None),
            ("same", "same", None),
        ] {
            let mut ids = Ids::default();
            ids.take(log);
            let likeness = Likeness::new(&ids);
            likeness.note(&ids, lead);
            let found = likeness.report(&ids, |_| true);
            assert_eq!(found.first().map(|alike| alike.form), form, "{log} {lead}");
            assert!(likeness.report(&ids, |_| false).is_empty());
            for alike in found {
                assert_eq!(
                    (alike.in_log.as_str(), alike.in_leads.as_str()),
                    (log, lead)
                );
            }
        }
    }
}
