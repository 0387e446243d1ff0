//! A synthetic CRM export, always the same bytes for the same number of rows: quoted commas, doubled quotation marks, line
//! breaks in cells, empty cells, cells with several values.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Random numbers with a fixed seed.
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (`SplitMix64`).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// True in so many of a hundred cases.
    fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn one_of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        let place = usize::try_from(self.below(texts.len() as u64)).unwrap_or(0);
        texts[place]
    }
}

const INDUSTRIES: [&str; 9] = [
    "Software",
    "SaaS",
    "Financial Services",
    "Manufacturing",
    "Healthcare",
    "Retail",
    "Education",
    "Agency, Marketing",
    "Logistics",
];
const SENIORITIES: [&str; 11] = [
    "C-Level",
    "VP",
    "Director",
    "Manager",
    "Individual Contributor",
    "Student",
    "Intern",
    "Owner",
    "",
    "vp ",
    "DIRECTOR",
];
const COUNTRIES: [&str; 10] = ["US", "GB", "DE", "FR", "CA", "NO", "IN", "JP", "SE", ""];
const SOURCES: [&str; 7] = [
    "Organic",
    "Paid Search",
    "Webinar",
    "Referral",
    "Event",
    "Cold List",
    "",
];
const FIRST_NAMES: [&str; 6] = ["Ana", "Chloé", "Dmitri", "Fatima", "João", "Lena"];
const LAST_NAMES: [&str; 6] = [
    "Smith",
    "Müller",
    "O'Brien",
    "Sato",
    "García",
    "\"\"Ace\"\" Jones",
];
const DOMAINS: [&str; 6] = [
    "gmail.com",
    "yahoo.com",
    "acme.example",
    "globex.example",
    "stark.example",
    "competitor.com",
];
const TITLES: [&str; 6] = [
    "Head of Growth",
    "Marketing Manager",
    "CTO",
    "Software Engineer",
    "VP Sales",
    "Student",
];
const PRODUCTS: [&str; 5] = ["Analytics", "CRM", "Billing", "Support", "Ads"];
const NOTES: [&str; 5] = [
    "\"Spoke at the booth, wants \"\"prices\"\"\"",
    "Left a message",
    "\"Two\nlines\"",
    "",
    "",
];

/// Writes an export with so many leads.
pub fn write_export(path: &Path, rows: u64) -> io::Result<()> {
    let mut to = BufWriter::new(File::create(path)?);
    writeln!(
        to,
        "id,email,first_name,last_name,company,title,industry,seniority,country,employees,annual_budget,lead_source,products_interested,demo_requested,webinars_attended,trial_days_active_7,pages_viewed_30d,emails_opened_30d,last_activity_at,unsubscribed,notes"
    )?;
    let mut random = Random(20_260_101);
    for row in 0..rows {
        write_row(&mut to, row, &mut random)?;
    }
    to.flush()
}

fn write_row(to: &mut impl Write, row: u64, random: &mut Random) -> io::Result<()> {
    let (first, last) = (random.one_of(&FIRST_NAMES), random.one_of(&LAST_NAMES));
    write!(
        to,
        "L{row:07},{}.{row}@{},{first},\"{last}\",",
        first.to_lowercase(),
        random.one_of(&DOMAINS)
    )?;
    write!(
        to,
        "{} GmbH,{},",
        random.one_of(&FIRST_NAMES),
        random.one_of(&TITLES)
    )?;
    write!(
        to,
        "\"{}\",{},",
        random.one_of(&INDUSTRIES),
        random.one_of(&SENIORITIES)
    )?;
    write!(to, "{},", random.one_of(&COUNTRIES))?;
    if !random.percent(12) {
        let digits = u32::try_from(random.below(4)).unwrap_or(0);
        write!(to, "{}", 1 + random.below(10 * 10_u64.pow(digits)))?;
    }
    to.write_all(b",")?;
    if !random.percent(25) {
        write!(to, "{}", 1000 + random.below(100_000))?;
        if random.percent(10) {
            write!(to, ".{:02}", random.below(100))?;
        }
    }
    write!(to, ",{},", random.one_of(&SOURCES))?;
    let products = usize::try_from(random.below(4)).unwrap_or(0);
    let from = usize::try_from(random.below(3)).unwrap_or(0);
    let chosen: Vec<&str> = PRODUCTS.into_iter().skip(from).take(products).collect();
    write!(to, "{},{},", chosen.join(";"), random.percent(8))?;
    write!(to, "{},{},", random.below(5), random.below(8))?;
    write!(to, "{},{},", random.below(40), random.below(20))?;
    if !random.percent(5) {
        write!(
            to,
            "2025-{:02}-{:02}",
            1 + random.below(12),
            1 + random.below(28)
        )?;
    }
    writeln!(to, ",{},{}", random.percent(6), random.one_of(&NOTES))
}
