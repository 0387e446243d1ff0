//! A memory of the cells of one column.
//!
//! The columns of a CRM hold few different values many times, so what a cell comes to is worked out once per different
//! cell. A cell is known by its bytes as they stand in the file.

/// Cells that are remembered; a power of two.
const REMEMBERED: usize = 1024;

/// After so many cells that were not remembered, a column with fewer hits than misses stops remembering.
const PATIENCE: u32 = 16_384;

/// Words of a place that hold the cell itself, 32 bytes; behind them stand its length plus one, and then what it comes to.
const KEY: usize = 4;

/// Words in a line of the processor's memory, 64 bytes on most machines.
const LINE: usize = 8;

/// The longest cell that is remembered, in bytes.
const LONGEST: usize = KEY * 8;

/// Where a cell is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// It was seen before.
    Known(usize),
    /// What it comes to is to be worked out and kept at this place.
    New(usize),
}

/// What the different cells of a column come to: so many words for each.
#[derive(Debug)]
pub(crate) struct Cache {
    /// What is known of one cell stands together.
    places: Vec<u64>,
    /// Where the first place begins, and how far places are from each other: each begins with a line of the processor's
    /// memory, so that no more lines than needed are looked at.
    first: usize,
    stride: usize,
    /// Words of a place that are used.
    length: usize,
    hits: u32,
    misses: u32,
}

impl Cache {
    /// The place of an empty cell.
    pub const EMPTY: usize = REMEMBERED;

    /// The place of all cells that are not remembered.
    const OTHERS: usize = REMEMBERED + 1;

    /// The places there are.
    pub const PLACES: usize = REMEMBERED + 2;

    /// Nothing remembered yet. `words`: what a cell comes to.
    pub fn new(words: usize) -> Self {
        let length = KEY + 1 + words;
        let stride = length.next_multiple_of(LINE);
        let places = vec![0; stride * Self::PLACES + LINE];
        // It only saves time; where the system does not tell, places begin anywhere.
        let first = places.as_ptr().align_offset(LINE * size_of::<u64>());
        Self {
            first: if first < LINE { first } else { 0 },
            places,
            stride,
            length,
            hits: 0,
            misses: 0,
        }
    }

    /// What the cell at a place comes to.
    #[inline]
    pub fn words(&self, place: usize) -> &[u64] {
        let begin = self.begin(place);
        let words = self.places.get(begin + KEY + 1..begin + self.length);
        words.unwrap_or_default()
    }

    /// What the cell at a place comes to, to be set.
    pub(crate) fn words_mut(&mut self, place: usize) -> &mut [u64] {
        let begin = self.begin(place);
        let words = self.places.get_mut(begin + KEY + 1..begin + self.length);
        words.unwrap_or_default()
    }

    /// The place of the cell from `begin` to `end`; behind it stand at least 32 more bytes.
    #[inline]
    pub fn place(&mut self, bytes: &[u8], begin: usize, end: usize) -> Found {
        let length = end - begin;
        if length == 0 {
            return Found::Known(Self::EMPTY);
        }
        if length > LONGEST || (self.misses > PATIENCE && self.misses > self.hits) {
            return Found::New(Self::OTHERS);
        }
        let Some(key) = key(bytes, begin, length) else {
            return Found::New(Self::OTHERS);
        };
        let place = hash(&key, length);
        // Two places are open to each cell, so that two cells may have the same first one.
        for place in [place, place ^ 1] {
            if self.is_at(place, &key) {
                self.hits = self.hits.saturating_add(1);
                return Found::Known(place);
            }
        }
        self.misses = self.misses.saturating_add(1);
        let place = place ^ (self.misses as usize & 1);
        let begin = self.begin(place);
        if let Some(slot) = self.places.get_mut(begin..=begin + KEY) {
            slot.copy_from_slice(&key);
        }
        Found::New(place)
    }

    #[inline]
    fn begin(&self, place: usize) -> usize {
        self.first + place * self.stride
    }

    /// Whether the cell with this key is remembered at a place.
    #[inline]
    fn is_at(&self, place: usize, key: &[u64; KEY + 1]) -> bool {
        let known = self.places.get(self.begin(place)..);
        let Some([first, second, third, fourth, length]) =
            known.and_then(|known| known.first_chunk::<{ KEY + 1 }>())
        else {
            return false;
        };
        // Word by word: a call to compare so few bytes would take longer.
        let [own_first, own_second, own_third, own_fourth, own_length] = key;
        let unlike = (first ^ own_first) | (length ^ own_length);
        unlike | (second ^ own_second) | (third ^ own_third) | (fourth ^ own_fourth) == 0
    }
}

/// The bytes of a cell of at most 32 bytes, and its length plus one.
#[inline]
fn key(bytes: &[u8], begin: usize, length: usize) -> Option<[u64; KEY + 1]> {
    let bytes = bytes.get(begin..)?.first_chunk::<LONGEST>()?;
    let ([first, second, third, fourth], _) = bytes.as_chunks::<8>() else {
        return None;
    };
    let word = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    // Of the last word only the bytes of the cell count.
    let part =
        |bytes: &[u8; 8], before: usize| word(bytes) & (u64::MAX >> (64 - 8 * (length - before)));
    let all = length as u64 + 1;
    Some(match length {
        ..=8 => [part(first, 0), 0, 0, 0, all],
        9..=16 => [word(first), part(second, 8), 0, 0, all],
        17..=24 => [word(first), word(second), part(third, 16), 0, all],
        _ => [
            word(first),
            word(second),
            word(third),
            part(fourth, 24),
            all,
        ],
    })
}

/// The first place open to a cell.
/// Source of the multiplier: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (`SplitMix64`).
#[inline]
fn hash(key: &[u64; KEY + 1], length: usize) -> usize {
    const MULTIPLIER: u64 = 0xbf58_476d_1ce4_e5b9;
    let [first, second, third, fourth, _] = *key;
    let mut mixed = (first ^ (first >> 31)).wrapping_add(length as u64);
    mixed = mixed.wrapping_mul(MULTIPLIER);
    if length > 8 {
        mixed = (mixed ^ (mixed >> 32) ^ second).wrapping_mul(MULTIPLIER);
    }
    if length > 16 {
        mixed = (mixed ^ (mixed >> 32) ^ third).wrapping_mul(MULTIPLIER);
        mixed = (mixed ^ (mixed >> 32) ^ fourth).wrapping_mul(MULTIPLIER);
    }
    (mixed >> 48) as usize & (REMEMBERED - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_known_by_all_its_bytes() {
        let mut text =
            b"abcdefghijklmnopabcdefghijklmnopq;abcdefghijklmnopabcdefghijklmnoX".to_vec();
        text.resize(text.len() + 64, 0);
        let mut cache = Cache::new(1);
        let Found::New(first) = cache.place(&text, 0, 32) else {
            panic!("it was never there");
        };
        assert_eq!(cache.place(&text, 0, 32), Found::Known(first));
        assert!(matches!(cache.place(&text, 34, 66), Found::New(_)));
        assert_eq!(cache.place(&text, 9, 9), Found::Known(Cache::EMPTY));
        for length in 1..32 {
            assert!(matches!(cache.place(&text, 0, length), Found::New(_)));
        }
        assert_eq!(cache.place(&text, 0, 33), Found::New(Cache::OTHERS));
    }

    #[test]
    fn a_column_without_repeats_stops_remembering() {
        let mut cache = Cache::new(1);
        let mut text = [0_u8; 64];
        let mut place = Found::Known(0);
        for number in 0..=PATIENCE + 1 {
            text[..4].copy_from_slice(&number.to_le_bytes());
            place = cache.place(&text, 0, 4);
        }
        assert_eq!(place, Found::New(Cache::OTHERS));
    }
}
