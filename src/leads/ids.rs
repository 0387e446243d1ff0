//! The ids of a file of leads: which come more than once, and which a spreadsheet has damaged.
//!
//! Of each id a fingerprint of 64 bits is kept, with a key that is drawn anew for each run. Ids are called the same when
//! their fingerprints are: among a million different ids two come to the same one with a chance of 1 in 37,000,000.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::OnceLock;

use serde::Serialize;

use crate::problem::example;

/// So many fingerprints are kept, 32 MB. Of longer files a half, a quarter and so on of all different ids is followed,
/// chosen by the fingerprint: each of these with all its rows, so that what is told is a part of what there is.
const MOST: usize = if cfg!(test) { 4096 } else { 4 * 1024 * 1024 };

/// The ids seen so far, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LeadIds {
    prints: Vec<u64>,
    /// How often the half of the fingerprints was left out.
    halved: u32,
    damaged: u64,
    /// The first of the damaged ones.
    example: Option<String>,
}

/// Ids that more than one lead has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Repeated {
    /// Different ids.
    pub ids: u64,
    /// Leads that have one of them.
    pub leads: u64,
    /// Two rows with the same id, from 1; none: the file was too long to know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<[u64; 2]>,
    /// Whether there may be more: the file was too long to follow every id.
    pub at_least: bool,
}

/// Ids that a spreadsheet turned into a number and wrote with its first digits only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Damaged {
    /// Leads that have one.
    pub leads: u64,
    /// One of them, made harmless for a terminal.
    pub example: String,
}

impl LeadIds {
    /// Takes note of the id of the next lead, stripped.
    #[inline]
    pub fn note(&mut self, id: &[u8]) {
        if is_damaged(id) {
            self.note_damaged(id);
        }
        // Those without an id are counted elsewhere; the place keeps the rows in step.
        let print = if id.is_empty() {
            NO_ID
        } else {
            fingerprint(id)
        };
        self.keep(print);
    }

    #[cold]
    fn note_damaged(&mut self, id: &[u8]) {
        self.damaged += 1;
        if self.example.is_none() {
            self.example = Some(example(&String::from_utf8_lossy(id)));
        }
    }

    #[inline]
    fn keep(&mut self, print: u64) {
        if self.is_followed(print) {
            self.prints.push(print);
            if self.prints.len() > MOST {
                self.halve();
            }
        }
    }

    #[inline]
    fn is_followed(&self, print: u64) -> bool {
        self.halved == 0 || print.leading_zeros() >= self.halved
    }

    #[cold]
    fn halve(&mut self) {
        while self.prints.len() > MOST && self.halved < 63 {
            self.halved += 1;
            let followed = self.halved;
            self.prints
                .retain(|print| print.leading_zeros() >= followed);
        }
    }

    /// Adds the ids of the leads that come behind those noted here.
    pub fn add(&mut self, behind: &Self) {
        self.damaged += behind.damaged;
        if self.example.is_none() {
            self.example.clone_from(&behind.example);
        }
        if self.halved == 0 && behind.halved == 0 {
            self.prints.extend_from_slice(&behind.prints);
            self.halve();
        } else {
            behind.prints.iter().for_each(|print| self.keep(*print));
        }
    }

    /// The ids that come more than once; none: there are none.
    pub fn repeated(&self) -> Option<Repeated> {
        let mut sorted = self.perhaps_repeated();
        sorted.sort_unstable();
        let same = sorted.chunk_by(|a, b| a == b);
        let (mut ids, mut leads) = (0, 0);
        for same in same.filter(|same| same.len() > 1 && same.first() != Some(&NO_ID)) {
            ids += 1;
            leads += same.len() as u64;
        }
        (ids > 0).then(|| Repeated {
            ids,
            leads,
            rows: self.first_pair(&sorted),
            at_least: self.halved > 0,
        })
    }

    /// The fingerprints among which all are that come more than once, each as often as it comes, in the order of the
    /// file. Mostly few, so that little is left to be sorted: those that share their place in a table with another one.
    fn perhaps_repeated(&self) -> Vec<u64> {
        let mut seen = Places::for_so_many(self.prints.len());
        let mut met = seen.clone();
        for print in self.prints.iter().filter(|print| **print != NO_ID) {
            if seen.take(*print) {
                met.take(*print);
            }
        }
        let known = self.prints.iter().filter(|print| met.has(**print));
        known.copied().collect()
    }

    /// The rows of the first lead whose id comes again, and of the next with it.
    fn first_pair(&self, sorted: &[u64]) -> Option<[u64; 2]> {
        let all = self.halved == 0;
        let again = |print: &u64| {
            let first = sorted.partition_point(|other| other < print);
            *print != NO_ID && sorted.get(first + 1) == Some(print)
        };
        let first = self.prints.iter().position(again).filter(|_| all)?;
        let print = self.prints.get(first)?;
        let behind = self.prints.get(first + 1..)?;
        let gap = behind.iter().position(|other| other == print)?;
        Some([first as u64 + 1, (first + gap) as u64 + 2])
    }

    /// The ids that a spreadsheet has damaged; none: there are none.
    pub fn damaged(&self) -> Option<Damaged> {
        let example = self.example.clone()?;
        Some(Damaged {
            leads: self.damaged,
            example,
        })
    }
}

/// A table of places, one bit each; a fingerprint has one of them, and shares it with one in sixteen others at most.
#[derive(Clone, Debug)]
struct Places(Vec<u64>);

impl Places {
    fn for_so_many(prints: usize) -> Self {
        Self(vec![0; (prints / 4 + 1).next_power_of_two()])
    }

    /// The word of the table, and the bit in it. The last bits of a fingerprint say which: the first ones may be alike.
    #[inline]
    fn place(&self, print: u64) -> (usize, u64) {
        let words = self.0.len() as u64;
        let word = usize::try_from((print >> 6) & (words - 1)).unwrap_or_default();
        (word, 1 << (print & 63))
    }

    /// Takes the place of a fingerprint; whether it was taken already.
    #[inline]
    fn take(&mut self, print: u64) -> bool {
        let (word, bit) = self.place(print);
        let Some(word) = self.0.get_mut(word) else {
            return false;
        };
        let taken = *word & bit != 0;
        *word |= bit;
        taken
    }

    #[inline]
    fn has(&self, print: u64) -> bool {
        let (word, bit) = self.place(print);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }
}

/// Stands for an id that is empty.
const NO_ID: u64 = 0;

/// Whether an id is a number as spreadsheets write long ones: `5.80503E+18`, with a comma in some countries.
#[inline]
pub(crate) fn is_damaged(id: &[u8]) -> bool {
    match id {
        [number @ .., b'E' | b'e', b'+', tens, ones]
        | [number @ .., b'E' | b'e', b'+', b'1'..=b'3', tens, ones] => {
            let digits = tens.is_ascii_digit() && ones.is_ascii_digit();
            digits && is_mantissa(number)
        }
        _ => false,
    }
}

/// A digit, or a digit with a decimal mark and more of them.
fn is_mantissa(number: &[u8]) -> bool {
    match number {
        [first] => first.is_ascii_digit(),
        [first, b'.' | b',', more @ ..] => {
            first.is_ascii_digit() && !more.is_empty() && more.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

/// A fingerprint of an id, the same within a run and another one in the next; never 0.
#[inline]
pub(crate) fn fingerprint(id: &[u8]) -> u64 {
    static KEYS: OnceLock<[u64; 2]> = OnceLock::new();
    let [first, second] = *KEYS.get_or_init(|| {
        let state = RandomState::new();
        [state.hash_one(1), state.hash_one(2) | 1]
    });
    let (chunks, rest) = id.as_chunks::<8>();
    let mut print = first ^ (id.len() as u64).wrapping_mul(second);
    for chunk in chunks {
        print = mixed(print ^ u64::from_le_bytes(*chunk), second);
    }
    let mut last = [0; 8];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    mixed(mixed(print ^ u64::from_le_bytes(last), second), first | 1).max(1)
}

/// Both halves of a product: each bit of the result hangs on each bit of both numbers.
#[inline]
#[expect(
    clippy::cast_possible_truncation,
    reason = "the two halves are what is wanted"
)]
fn mixed(left: u64, right: u64) -> u64 {
    let product = u128::from(left) * u128::from(right);
    (product as u64) ^ ((product >> 64) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(all: &[&str]) -> LeadIds {
        let mut ids = LeadIds::default();
        for id in all {
            ids.note(id.as_bytes());
        }
        ids
    }

    #[test]
    fn ids_that_come_again_are_counted_with_two_rows() {
        assert_eq!(ids(&["a", "b", "A", "", "", "01", "1"]).repeated(), None);
        let repeated = ids(&["x", "", "a", "b", "", "a", "b", "a"]).repeated();
        let expected = Repeated {
            ids: 2,
            leads: 5,
            rows: Some([3, 6]),
            at_least: false,
        };
        assert_eq!(repeated, Some(expected));
    }

    #[test]
    fn blocks_come_to_the_same_as_the_whole() {
        let mut whole = ids(&["a", "b", "5E+18"]);
        whole.add(&ids(&["c", "b", "6E+18"]));
        assert_eq!(whole, ids(&["a", "b", "5E+18", "c", "b", "6E+18"]));
        assert_eq!(whole.repeated().and_then(|found| found.rows), Some([2, 5]));
    }

    #[test]
    fn a_long_file_keeps_a_part_and_calls_nothing_repeated_that_is_not() {
        let mut ids = LeadIds::default();
        for number in 0..MOST as u64 + 10 {
            ids.note(&number.to_le_bytes());
        }
        assert!(ids.prints.len() <= MOST);
        assert_eq!(ids.repeated(), None);
        for number in 0..1000_u64 {
            ids.note(&number.to_le_bytes());
        }
        let repeated = ids.repeated().expect("some of them are followed");
        assert!(repeated.at_least && repeated.rows.is_none());
        assert!((300..700).contains(&repeated.ids), "{repeated:?}");
        assert_eq!(repeated.leads, repeated.ids * 2);
    }

    #[test]
    fn what_a_spreadsheet_does_to_long_numbers_is_known() {
        for id in ["5.80503E+18", "5,80503E+18", "6E+18", "1.2e+05", "1.5E+120"] {
            assert!(is_damaged(id.as_bytes()), "{id}");
        }
        for id in [
            "",
            "E+18",
            "5.E+18",
            "58.1E+18",
            "a5E+18",
            "5E18",
            "5.80503E-18",
            "5E+1x",
            "12E+18",
        ] {
            assert!(!is_damaged(id.as_bytes()), "{id}");
        }
        let damaged = ids(&["1", "5.8E+18", "5.9E+18"]).damaged().expect("two");
        assert_eq!((damaged.leads, damaged.example.as_str()), (2, "5.8E+18"));
    }
}
