//! A file of leads in the making: rows by header, and a seeded source of names and days.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// The day on which the samples are scored.
pub const AS_OF: Date = date(2026, 3, 6);

/// Rows under a header; a column that a row does not name stays empty.
pub struct Sheet {
    header: Vec<&'static str>,
    writer: csv::Writer<Vec<u8>>,
}

impl Sheet {
    pub fn new(header: &[&'static str]) -> Self {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(header).expect("memory");
        Self {
            header: header.to_vec(),
            writer,
        }
    }

    pub fn row(&mut self, cells: &[(&'static str, String)]) {
        for (name, _) in cells {
            assert!(self.header.contains(name), "no column {name}");
        }
        let cell = |name: &&str| {
            let found = cells.iter().find(|(column, _)| column == name);
            found.map_or("", |(_, cell)| cell.as_str())
        };
        let row: Vec<&str> = self.header.iter().map(cell).collect();
        self.writer.write_record(row).expect("memory");
    }

    pub fn text(self) -> String {
        let bytes = self.writer.into_inner().expect("memory");
        String::from_utf8(bytes).expect("UTF-8")
    }
}

/// Numbers that look like chance and are the same every time.
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (`SplitMix64`).
pub struct Dice(u64);

const FIRST: [&str; 24] = [
    "Amara", "Bjorn", "Chiara", "Dmitri", "Elif", "Femi", "Greta", "Hugo", "Imani", "Jasper",
    "Kaveh", "Linnea", "Mateo", "Noor", "Oskar", "Paloma", "Quentin", "Ravi", "Sofia", "Tariq",
    "Ulla", "Viktor", "Wren", "Yara",
];
const LAST: [&str; 24] = [
    "Abara",
    "Bergstrom",
    "Castellan",
    "Dravnik",
    "Eastwick",
    "Fairmont",
    "Goldhurst",
    "Hallowell",
    "Ivarsen",
    "Jessop",
    "Kirkbride",
    "Lockwood",
    "Marchetti",
    "Norwell",
    "Ostrander",
    "Pellworth",
    "Quarrie",
    "Rosenthal",
    "Stavros",
    "Tolliver",
    "Underhill",
    "Vandermeer",
    "Whitlock",
    "Zielinska",
];
const PLACE: [&str; 20] = [
    "Alder",
    "Brack",
    "Cinder",
    "Dunmore",
    "Elmgate",
    "Farrow",
    "Glenrock",
    "Harrow",
    "Ironbridge",
    "Juniper",
    "Kestrel",
    "Larch",
    "Mossvale",
    "Northbay",
    "Orchard",
    "Penrose",
    "Quarry",
    "Redfern",
    "Stonemill",
    "Thornbury",
];
const TRADE: [&str; 12] = [
    "Mutual", "Partners", "Group", "Holdings", "Works", "Care", "Trust", "Supply", "Union",
    "Services", "Systems", "House",
];

/// An address that belongs to nobody.
pub fn address(person: &str, company: &str) -> String {
    let plain = |text: &str, join: &str| text.to_lowercase().replace(' ', join);
    format!("{}@{}.example", plain(person, "."), plain(company, ""))
}

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        let most = u64::try_from(most).expect("small");
        usize::try_from(self.next() % most).expect("small")
    }

    pub fn between(&mut self, from: u32, to: u32) -> u32 {
        let width = usize::try_from(to - from + 1).expect("small");
        from + u32::try_from(self.below(width)).expect("small")
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    pub fn pick_of<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// A day so many days before [`AS_OF`].
    pub fn day(&mut self, from: u32, to: u32) -> String {
        let ago = i64::from(self.between(from, to));
        AS_OF.saturating_sub(ago.days()).to_string()
    }

    pub fn person(&mut self) -> String {
        format!("{} {}", self.pick(&FIRST), self.pick(&LAST))
    }

    pub fn company(&mut self) -> String {
        format!("{} {}", self.pick(&PLACE), self.pick(&TRADE))
    }

    /// A number of the range kept free for stories.
    pub fn phone(&mut self) -> String {
        format!("+44 20 7946 0{:03}", self.between(0, 999))
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for place in (1..items.len()).rev() {
            let other = self.below(place + 1);
            items.swap(place, other);
        }
    }
}
