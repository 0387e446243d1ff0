//! Scores a synthetic CRM export and prints time and peak memory, beside other engines where Python has them.
//!
//! ```text
//! cargo bench --bench score -- 1000000
//! ```
//!
//! The number is the rows of the export, a million without it. The export comes from a generator with a fixed seed, so
//! every run sees the same bytes. `DuckDB` and polars run the same model when `python3` can import them; compare by ratio and
//! within one run, since machines differ.

use std::env;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Each engine runs so often; the fastest run counts, as the least disturbed one.
const RUNS: u32 = 3;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/score");

fn main() -> ExitCode {
    let rows = env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(1_000_000);
    match compare(rows) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the comparison cannot be made: {error}");
            ExitCode::from(2)
        }
    }
}

fn compare(rows: u64) -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let leads = folder.path().join("leads.csv");
    write_export(&leads, rows)?;
    println!("{rows} rows, {} bytes", fs::metadata(&leads)?.len());
    let mut leadpact = Command::new(env!("CARGO_BIN_EXE_leadpact"));
    let rules = Path::new(FOLDER).join("rules.yaml");
    leadpact
        .arg("score")
        .arg(rules)
        .arg(&leads)
        .args(["--as-of", "2026-01-01", "-o"])
        .arg(folder.path().join("leadpact.csv"));
    let own = measure("leadpact", &mut leadpact, None)?;
    for peer in ["duckdb", "polars"] {
        let importable = Command::new("python3")
            .args(["-c", &format!("import {peer}")])
            .stderr(Stdio::null())
            .status();
        if !importable.is_ok_and(|status| status.success()) {
            println!("{peer:<10} not there: python3 -m pip install {peer}");
            continue;
        }
        let scored = folder.path().join(format!("{peer}.csv"));
        let mut python = Command::new("python3");
        python
            .arg(Path::new(FOLDER).join("peers.py"))
            .arg(peer)
            .arg(&leads)
            .arg(&scored);
        measure(peer, &mut python, Some(own))?;
        let differing = differences(&folder.path().join("leadpact.csv"), &scored)?;
        println!("{:<10} rows with another total or stage: {differing}", "");
    }
    Ok(())
}

/// Runs a program several times and prints its best time, its peak memory, and how much longer it takes than `own`.
fn measure(name: &str, command: &mut Command, own: Option<Duration>) -> io::Result<Duration> {
    let mut best = Duration::MAX;
    let mut peak = 0;
    for _ in 0..RUNS {
        let begin = Instant::now();
        let mut child = command.stderr(Stdio::null()).spawn()?;
        let mut status = None;
        while status.is_none() {
            peak = peak.max(peak_kib(child.id()).unwrap_or(0));
            thread::sleep(Duration::from_millis(2));
            status = child.try_wait()?;
        }
        best = best.min(begin.elapsed());
        if !status.is_some_and(|status| status.success()) {
            return Err(io::Error::other(format!("{name} failed")));
        }
    }
    let ratio = own.map_or(1.0, |own| best.as_secs_f64() / own.as_secs_f64());
    println!(
        "{name:<10} {:>7.3} s  {ratio:>5.1} x  {:>5} MiB at most",
        best.as_secs_f64(),
        peak / 1024
    );
    Ok(best)
}

/// The most memory a process has held so far, in KiB; none where the system does not tell.
fn peak_kib(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The rows of two scored files, by id, whose total or stage differ.
fn differences(own: &Path, peer: &Path) -> io::Result<usize> {
    let read = |path: &Path| -> io::Result<Vec<(String, String, String)>> {
        let mut reader = csv::Reader::from_path(path)?;
        let header = reader.headers()?.clone();
        let place = |name: &str| header.iter().position(|header| header == name).unwrap_or(0);
        let places = [place("id"), place("total"), place("stage")];
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record?;
            let [id, total, stage] = places.map(|place| record.get(place).unwrap_or("").to_owned());
            rows.push((id, total, stage));
        }
        rows.sort();
        Ok(rows)
    };
    let (own, peer) = (read(own)?, read(peer)?);
    let unlike = own
        .iter()
        .zip(&peer)
        .filter(|(own, peer)| own != peer)
        .count();
    Ok(unlike + own.len().abs_diff(peer.len()))
}

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

fn write_export(path: &Path, rows: u64) -> io::Result<()> {
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
