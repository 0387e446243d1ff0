//! Scores a synthetic CRM export beside other engines and prints times, ratios and memory.
//!
//! ```text
//! cargo bench --bench score                   a million leads, beside DuckDB, polars and cat
//! cargo bench --bench score -- 100000         so many leads
//! cargo bench --bench score -- --rules        15, 60 and 240 rules
//! cargo bench --bench score -- --rows         one and five million leads
//! cargo bench --bench score -- --workbook     200,000 leads in twenty columns as XLSX, beside CSV and openpyxl
//! ```
//!
//! The export comes from a generator with a fixed seed, so every run sees the same bytes. `DuckDB` and polars run the same
//! model where Python has them: `python3 -m pip install duckdb polars`; `LEADPACT_PYTHON` names another Python. All
//! programs take turns, several times, and the median counts. Machines differ: compare by ratio, within one run.

#[path = "score/export.rs"]
mod export;
#[path = "score/rules.rs"]
mod rules;
#[path = "score/workbook.rs"]
mod workbook;

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Each program runs so often.
const RUNS: usize = 5;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/score");

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let asks = |name: &str| arguments.iter().any(|argument| argument == name);
    let rows = arguments.iter().find_map(|argument| argument.parse().ok());
    let usual = if asks("--workbook") {
        200_000
    } else {
        1_000_000
    };
    let rows = rows.unwrap_or(usual);
    let done = if asks("--workbook") {
        as_workbook(rows)
    } else if asks("--rules") {
        with_more_rules(rows)
    } else if asks("--rows") {
        with_more_rows(rows)
    } else {
        beside_others(rows)
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the comparison cannot be made: {error}");
            ExitCode::from(2)
        }
    }
}

/// A program that takes its turns.
struct Runner {
    name: String,
    command: Command,
    runs: Vec<Run>,
}

/// What one run took.
#[derive(Clone, Copy, Default)]
struct Run {
    wall: Duration,
    /// Of all threads, user and system, as far as it was seen; none where the system does not tell.
    busy: Option<Duration>,
    /// The most memory held, in KiB; 0 where the system does not tell.
    peak: u64,
}

impl Runner {
    fn new(name: impl Into<String>, command: Command) -> Self {
        Self {
            name: name.into(),
            command,
            runs: Vec::new(),
        }
    }

    fn run(&mut self) -> io::Result<()> {
        let mut run = Run::default();
        let begin = Instant::now();
        let mut child = self.command.stderr(Stdio::null()).spawn()?;
        let status = loop {
            run.peak = run.peak.max(peak_kib(child.id()).unwrap_or(0));
            run.busy = busy(child.id()).max(run.busy);
            if let Some(status) = child.try_wait()? {
                break status;
            }
            thread::sleep(Duration::from_millis(1));
        };
        run.wall = begin.elapsed();
        if !status.success() {
            return Err(io::Error::other(format!("{} failed", self.name)));
        }
        self.runs.push(run);
        Ok(())
    }

    fn median(&self) -> Duration {
        median(self.runs.iter().map(|run| run.wall).collect())
    }

    fn print(&self, own: Duration) {
        let wall = self.median();
        let busy: Option<Vec<Duration>> = self.runs.iter().map(|run| run.busy).collect();
        let busy = busy.map_or_else(
            || "      -".to_owned(),
            |busy| format!("{:>7.3}", median(busy).as_secs_f64()),
        );
        let peak = self.runs.iter().map(|run| run.peak).max().unwrap_or(0);
        println!(
            "{:<22} {:>7.3} s  {:>6.2} x  {busy} s of all cores  {:>5} MiB at most",
            self.name,
            wall.as_secs_f64(),
            wall.as_secs_f64() / own.as_secs_f64(),
            peak.div_ceil(1024)
        );
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Lets all programs run in turn, and prints what they took; the first is what the others are compared with.
fn take_turns(runners: &mut [Runner]) -> io::Result<()> {
    for _ in 0..RUNS {
        for runner in &mut *runners {
            runner.run()?;
        }
    }
    let own = runners.first().map_or(Duration::ZERO, Runner::median);
    for runner in runners {
        runner.print(own);
    }
    Ok(())
}

fn beside_others(rows: u64) -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let leads = export(folder.path(), rows)?;
    let nothing = folder.path().join("nothing.yaml");
    fs::write(&nothing, rules::NONE)?;
    let scored = |name: &str| folder.path().join(format!("{name}.scored.csv"));
    let mut runners = vec![
        Runner::new(
            "leadpact",
            score(&shared_rules(), &leads, &scored("leadpact")),
        ),
        Runner::new(
            "leadpact, no rules",
            score(&nothing, &leads, &scored("nothing")),
        ),
        Runner::new("cat to nowhere", cat(&leads, Path::new("/dev/null"))),
        Runner::new(
            "cat to a file",
            cat(&leads, &folder.path().join("copy.csv")),
        ),
    ];
    let python = env::var("LEADPACT_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut peers = Vec::new();
    for peer in ["duckdb", "polars"] {
        let mut import = Command::new(&python);
        import
            .args(["-c", &format!("import {peer}")])
            .stderr(Stdio::null());
        if !import.status().is_ok_and(|status| status.success()) {
            println!("{peer} is not there: {python} -m pip install {peer}");
            continue;
        }
        let mut command = Command::new(&python);
        let script = Path::new(FOLDER).join("peers.py");
        command.arg(script).arg(peer).arg(&leads).arg(scored(peer));
        runners.push(Runner::new(peer, command));
        peers.push(peer);
    }
    take_turns(&mut runners)?;
    for peer in peers {
        let differing = differences(&scored("leadpact"), &scored(peer))?;
        println!("rows with another total or stage than {peer}: {differing}");
    }
    Ok(())
}

fn with_more_rules(rows: u64) -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let leads = export(folder.path(), rows)?;
    let mut runners = Vec::new();
    for count in [15, 60, 240] {
        let rules = folder.path().join(format!("{count}.yaml"));
        fs::write(&rules, rules::many(count))?;
        let out = folder.path().join("scored.csv");
        runners.push(Runner::new(
            format!("{count} rules"),
            score(&rules, &leads, &out),
        ));
    }
    take_turns(&mut runners)
}

fn with_more_rows(rows: u64) -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut runners = Vec::new();
    for rows in [rows, rows * 5] {
        let own = folder.path().join(rows.to_string());
        fs::create_dir(&own)?;
        let leads = export(&own, rows)?;
        let out = own.join("scored.csv");
        runners.push(Runner::new(
            format!("{rows} leads"),
            score(&shared_rules(), &leads, &out),
        ));
    }
    take_turns(&mut runners)
}

/// The same leads as a workbook and as CSV, beside a program that only goes through the cells of the workbook.
fn as_workbook(rows: u64) -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let [rules, book, csv] = workbook::write(folder.path(), rows)?;
    println!("{rows} leads, {} bytes as XLSX", fs::metadata(&book)?.len());
    let out = ["book.csv", "scored.csv"].map(|name| folder.path().join(name));
    let mut runners = vec![
        Runner::new("leadpact, XLSX", score(&rules, &book, &out[0])),
        Runner::new("leadpact, CSV", score(&rules, &csv, &out[1])),
    ];
    let python = env::var("LEADPACT_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut peer = Command::new(python);
    peer.args(["-P", "-c", OPENPYXL]).arg(&book);
    runners.push(Runner::new("openpyxl, read-only", peer));
    if runners[2].run().is_err() {
        println!("openpyxl is not there: python3 -m pip install openpyxl");
        runners.pop();
    }
    take_turns(&mut runners)?;
    if fs::read(&out[0])? == fs::read(&out[1])? {
        Ok(())
    } else {
        Err(io::Error::other(
            "the workbook scores otherwise than its CSV file",
        ))
    }
}

/// Goes through all cells.
const OPENPYXL: &str = "import openpyxl, sys
for row in openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets[0].iter_rows(values_only=True): pass";

fn shared_rules() -> PathBuf {
    Path::new(FOLDER).join("rules.yaml")
}

fn export(folder: &Path, rows: u64) -> io::Result<PathBuf> {
    let leads = folder.join("leads.csv");
    export::write_export(&leads, rows)?;
    println!("{rows} leads, {} bytes", fs::metadata(&leads)?.len());
    Ok(leads)
}

fn score(rules: &Path, leads: &Path, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_leadpact"));
    command.arg("score").arg(rules).arg(leads);
    command.args(["--as-of", "2026-01-01", "-o"]).arg(out);
    command
}

fn cat(leads: &Path, out: &Path) -> Command {
    let mut command = Command::new("sh");
    // The shell opens the output anew each time, and then is cat.
    command.args(["-c", "exec cat \"$1\" > \"$2\"", "cat"]);
    command.arg(leads).arg(out);
    command
}

/// The most memory a process has held so far, in KiB; none where the system does not tell.
fn peak_kib(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// How long a process has kept cores busy so far; none where the system does not tell. Linux counts it in hundredths of
/// a second.
fn busy(process: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name, in parentheses, may hold spaces; user and system time are the 12th and 13th word behind it.
    let (_, words) = stat.rsplit_once(')')?;
    let mut words = words.split_whitespace().skip(11);
    let (user, system): (u64, u64) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    Some(Duration::from_millis((user + system) * 10))
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
