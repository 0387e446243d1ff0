//! A memory of the cells of one column.
//!
//! The columns of a CRM hold few different values many times, so what a cell comes to is worked out once per different
//! cell. A cell is known by its bytes as they stand in the file.

/// Cells that are remembered; a power of two.
const REMEMBERED: usize = 1024;

/// After so many cells that were not remembered, a column with fewer hits than misses stops remembering.
const PATIENCE: u32 = 16_384;

/// The bytes of a cell of at most 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    first: u128,
    second: u128,
    length: usize,
}

const NOTHING: Key = Key {
    first: 0,
    second: 0,
    length: usize::MAX,
};

/// Where a cell is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It was seen before.
    Known(usize),
    /// What it comes to is to be worked out and kept at this place.
    New(usize),
}

/// Gives each different cell a place.
#[derive(Debug)]
pub struct Cache {
    keys: Vec<Key>,
    hits: u32,
    misses: u32,
}

impl Cache {
    /// The places there are: those of remembered cells, and one for all the others.
    pub const PLACES: usize = REMEMBERED + 1;

    /// The place of the cells that are not remembered.
    const OTHERS: usize = REMEMBERED;

    /// Nothing remembered yet.
    pub fn new() -> Self {
        Self {
            keys: vec![NOTHING; REMEMBERED],
            hits: 0,
            misses: 0,
        }
    }

    /// The place of the cell from `begin` to `end`; behind it stand at least 32 more bytes.
    pub fn place(&mut self, bytes: &[u8], begin: usize, end: usize) -> Place {
        let Some(key) = Key::new(bytes, begin, end) else {
            return Place::New(Self::OTHERS);
        };
        if self.misses > PATIENCE && self.misses > self.hits {
            return Place::New(Self::OTHERS);
        }
        let place = key.place();
        // Two places are open to each cell, so that two cells may have the same first one.
        for place in [place, place ^ 1] {
            if self.keys.get(place) == Some(&key) {
                self.hits = self.hits.saturating_add(1);
                return Place::Known(place);
            }
        }
        self.misses = self.misses.saturating_add(1);
        let place = place ^ (self.misses as usize & 1);
        if let Some(slot) = self.keys.get_mut(place) {
            *slot = key;
        }
        Place::New(place)
    }
}

impl Key {
    fn new(bytes: &[u8], begin: usize, end: usize) -> Option<Self> {
        let length = end.checked_sub(begin)?;
        let (low, high) = bytes.get(begin..begin + 32)?.split_first_chunk::<16>()?;
        let first = u128::from_le_bytes(*low);
        if length <= 16 {
            return Some(Self {
                first: first & first_bytes(length),
                second: 0,
                length,
            });
        }
        let second = u128::from_le_bytes(*high.first_chunk()?);
        (length <= 32).then(|| Self {
            first,
            second: second & first_bytes(length - 16),
            length,
        })
    }

    /// Source of the multiplier: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (`SplitMix64`).
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the halves of a key are mixed, and the high bits choose the place"
    )]
    fn place(self) -> usize {
        const MULTIPLIER: u64 = 0xbf58_476d_1ce4_e5b9;
        let mut mixed = (self.first as u64).wrapping_add(self.length as u64);
        mixed = (mixed ^ (self.first >> 64) as u64 ^ (mixed >> 29)).wrapping_mul(MULTIPLIER);
        if self.length > 16 {
            mixed ^= mixed >> 32;
            mixed = (mixed ^ self.second as u64).wrapping_mul(MULTIPLIER);
            mixed = (mixed ^ (mixed >> 32) ^ (self.second >> 64) as u64).wrapping_mul(MULTIPLIER);
        }
        (mixed >> 40) as usize & (REMEMBERED - 1)
    }
}

/// The lowest bytes of a number, so many of 16.
fn first_bytes(count: usize) -> u128 {
    match count {
        0 => 0,
        16.. => u128::MAX,
        _ => u128::MAX >> (128 - 8 * count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_known_by_all_its_bytes() {
        let mut text =
            b"abcdefghijklmnopabcdefghijklmnopq;abcdefghijklmnopabcdefghijklmnoX".to_vec();
        text.resize(text.len() + 64, 0);
        let mut cache = Cache::new();
        let Place::New(first) = cache.place(&text, 0, 32) else {
            panic!("it was never there");
        };
        assert_eq!(cache.place(&text, 0, 32), Place::Known(first));
        assert!(matches!(cache.place(&text, 34, 66), Place::New(_)));
        for length in 0..32 {
            assert!(matches!(cache.place(&text, 0, length), Place::New(_)));
        }
        assert_eq!(cache.place(&text, 0, 33), Place::New(Cache::OTHERS));
    }

    #[test]
    fn a_column_without_repeats_stops_remembering() {
        let mut cache = Cache::new();
        let mut text = [0_u8; 64];
        let mut place = Place::Known(0);
        for number in 0..=PATIENCE + 1 {
            text[..4].copy_from_slice(&number.to_le_bytes());
            place = cache.place(&text, 0, 4);
        }
        assert_eq!(place, Place::New(Cache::OTHERS));
    }
}
