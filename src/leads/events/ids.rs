//! The ids of a log, each once, numbered in the order in which they first come.

use std::hash::{BuildHasher, RandomState};

/// Texts that are looked up by content. All letters stand in one string; a table of open addressing holds the numbers.
#[derive(Debug, Default)]
pub(super) struct Ids {
    letters: String,
    /// Where each id ends in `letters`.
    ends: Vec<usize>,
    /// A power of two long, at most half full.
    table: Vec<Slot>,
    hashing: RandomState,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    /// The low half of the hash, so that most other ids need not be compared.
    mark: u32,
    /// [`FREE`] when nothing stands here.
    number: u32,
}

const FREE: u32 = u32::MAX;

const EMPTY: Slot = Slot {
    mark: 0,
    number: FREE,
};

impl Ids {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The id with this number; empty when there is none.
    pub fn text(&self, number: usize) -> &str {
        let begin = match number.checked_sub(1) {
            Some(before) => self.ends.get(before).copied(),
            None => Some(0),
        };
        let end = self.ends.get(number).copied();
        let place = begin.zip(end).map(|(begin, end)| begin..end);
        place
            .and_then(|place| self.letters.get(place))
            .unwrap_or_default()
    }

    /// The number of an id; none: it never came.
    pub fn get(&self, id: &str) -> Option<usize> {
        if self.table.is_empty() {
            return None;
        }
        let slot = self.table.get(self.place(id, self.hashing.hash_one(id)))?;
        (slot.number != FREE).then_some(slot.number as usize)
    }

    /// The number of an id, a new one if it never came; none: there are too many to count.
    pub fn take(&mut self, id: &str) -> Option<u32> {
        if (self.ends.len() + 1) * 2 > self.table.len() {
            self.grow();
        }
        let hash = self.hashing.hash_one(id);
        let place = self.place(id, hash);
        let next = u32::try_from(self.ends.len()).ok()?;
        let slot = self.table.get_mut(place)?;
        if slot.number != FREE {
            return Some(slot.number);
        }
        if next == FREE {
            return None;
        }
        *slot = Slot {
            mark: mark(hash),
            number: next,
        };
        self.letters.push_str(id);
        self.ends.push(self.letters.len());
        Some(next)
    }

    /// Where the id stands in the table, or else the free place where it belongs.
    fn place(&self, id: &str, hash: u64) -> usize {
        let last = self.table.len().saturating_sub(1);
        let mut place = bits(hash) & last;
        // At most half of the table is taken, so a free place comes.
        while let Some(slot) = self.table.get(place) {
            let stands = slot.mark == mark(hash) && self.text(slot.number as usize) == id;
            if slot.number == FREE || stands {
                break;
            }
            place = (place + 1) & last;
        }
        place
    }

    fn grow(&mut self) {
        let length = (self.table.len() * 2).max(64);
        self.table.clear();
        self.table.resize(length, EMPTY);
        for number in 0..self.ends.len() {
            let hash = self.hashing.hash_one(self.text(number));
            let mut place = bits(hash) & (length - 1);
            while let Some(slot) = self.table.get_mut(place) {
                if slot.number == FREE {
                    *slot = Slot {
                        mark: mark(hash),
                        number: u32::try_from(number).unwrap_or(FREE),
                    };
                    break;
                }
                place = (place + 1) & (length - 1);
            }
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the low half is what is wanted"
)]
fn mark(hash: u64) -> u32 {
    hash as u32
}

/// The high half chooses the place, because the low half is the mark.
fn bits(hash: u64) -> usize {
    (hash >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_keep_their_number_through_growth() {
        let mut ids = Ids::default();
        assert_eq!(ids.get("a"), None);
        for number in 0..1000_u32 {
            assert_eq!(ids.take(&format!("lead {number}")), Some(number));
        }
        assert_eq!(ids.take("lead 7"), Some(7));
        assert_eq!(ids.get("lead 999"), Some(999));
        assert_eq!(ids.get("lead 1000"), None);
        assert_eq!(ids.get(""), None);
        assert_eq!(
            (ids.len(), ids.text(0), ids.text(1000)),
            (1000, "lead 0", "")
        );
    }

    #[test]
    fn ids_that_read_as_one_number_stay_apart() {
        let mut ids = Ids::default();
        let digits = [
            "1234567890123456789",
            "1234567890123456788",
            "01",
            "1",
            "1.0",
        ];
        let numbers: Vec<_> = digits.iter().filter_map(|id| ids.take(id)).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4]);
    }
}
