//! A command that is ended half-way: nothing is left, and the old file is whole.

use std::fs;
use std::io::Write as _;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

/// Longer than any machine needs; reaching it is a failure, not a measurement.
const PATIENCE: Duration = Duration::from_secs(30);

const OLD: &str = "what was there before\n";

/// The hidden files in a folder.
fn hidden(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("folder").flatten();
    entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with('.'))
        .collect()
}

fn waits(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "{what}");
        sleep(Duration::from_millis(2));
    }
}

/// The arguments that score into `out.csv`.
fn scoring(leads: &str) -> [String; 7] {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("workshops");
    let rules = samples.join("trial-analytics.lead-definition.yaml");
    let rules = rules.to_string_lossy().into_owned();
    let day = ["--as-of", "2026-03-31"];
    ["score", &rules, leads, day[0], day[1], "-o", "out.csv"].map(str::to_owned)
}

/// So many times the leads of a sample.
fn leads(times: usize) -> String {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("workshops");
    let leads = fs::read_to_string(samples.join("trial-analytics.leads.csv")).expect("sample");
    let (header, rows) = leads.split_once('\n').expect("header");
    format!("{header}\n{}", rows.repeat(times))
}

/// A scoring that is in the middle of its work and cannot end: its leads do not.
fn endless(folder: &Path, program: &mut Command) -> Child {
    fs::write(folder.join("out.csv"), OLD).expect("old");
    let mut child = program
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("leadpact runs");
    let input = child.stdin.as_mut().expect("input");
    // More than is read before anything is written.
    input.write_all(leads(40).as_bytes()).expect("leads");
    waits("nothing is being written", || !hidden(folder).is_empty());
    child
}

/// Whether the tests themselves were started to ignore a signal, which what they start inherits.
fn is_ignored(signal: Signal) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mut lines = status.lines();
    let bits = lines.find_map(|line| line.strip_prefix("SigIgn:"));
    let bits = bits.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok());
    bits.is_some_and(|bits| bits >> (signal.as_raw() - 1) & 1 == 1)
}

fn send(child: &Child, signal: Signal) {
    let number = Pid::from_raw(child.id().cast_signed()).expect("a process");
    kill_process(number, signal).expect("the signal is sent");
}

#[test]
fn a_signal_leaves_nothing_and_the_old_file_whole() {
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        // Under `nohup` these tests hand the program a signal that it must go on ignoring.
        if is_ignored(signal) {
            eprintln!("not tried: {signal:?} is ignored here");
            continue;
        }
        for _ in 0..4 {
            let folder = tempfile::tempdir().expect("folder");
            let mut leadpact = Command::new(env!("CARGO_BIN_EXE_leadpact"));
            let mut child = endless(folder.path(), leadpact.args(scoring("-")));
            send(&child, signal);
            let status = child.wait().expect("wait");
            assert_eq!(status.signal(), Some(signal.as_raw()), "{status}");
            assert_eq!(hidden(folder.path()), [""; 0]);
            let found = fs::read_to_string(folder.path().join("out.csv")).expect("old");
            assert_eq!(found, OLD);
        }
    }
}

#[test]
fn a_signal_at_any_moment_leaves_the_old_file_or_the_new_one() {
    let folder = tempfile::tempdir().expect("folder");
    fs::write(folder.path().join("leads.csv"), leads(100)).expect("leads");
    let leadpact = || {
        let mut leadpact = Command::new(env!("CARGO_BIN_EXE_leadpact"));
        leadpact
            .args(scoring("leads.csv"))
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        leadpact
    };
    let out = folder.path().join("out.csv");
    let begun = Instant::now();
    assert!(leadpact().status().expect("runs").success());
    let whole_run = begun.elapsed();
    let new = fs::read(&out).expect("new");
    for round in 0..12 {
        fs::write(&out, OLD).expect("old");
        let mut child = leadpact().spawn().expect("runs");
        sleep(whole_run * round / 10);
        let signals = [Signal::INT, Signal::TERM, Signal::HUP];
        send(&child, signals[round as usize % 3]);
        let status = child.wait().expect("wait");
        assert!(status.signal().is_some() || status.success(), "{status}");
        assert_eq!(hidden(folder.path()), [""; 0], "round {round}");
        let found = fs::read(&out).expect("read");
        assert!(
            found == new || found == OLD.as_bytes(),
            "round {round}: {} bytes of a mixture",
            found.len()
        );
    }
}

#[test]
fn what_a_kill_left_is_gone_with_the_next_command_in_that_folder() {
    let folder = tempfile::tempdir().expect("folder");
    for next in ["save", "list"] {
        let mut leadpact = Command::new(env!("CARGO_BIN_EXE_leadpact"));
        let mut child = endless(folder.path(), leadpact.args(scoring("-")));
        // It runs and writes, so nobody takes its file away.
        assert!(super::leadpact(folder.path(), &["list"]).status.success());
        assert_eq!(hidden(folder.path()).len(), 1);
        child.kill().expect("kill");
        child.wait().expect("wait");
        assert_eq!(hidden(folder.path()).len(), 1, "no signal was to be seen");
        let arguments: &[&str] = match next {
            "save" => &["new", "Acme"],
            _ => &["list"],
        };
        assert!(super::leadpact(folder.path(), arguments).status.success());
        assert_eq!(hidden(folder.path()), [""; 0], "{next}");
    }
}

#[test]
fn what_nohup_lets_it_ignore_does_not_end_it() {
    let folder = tempfile::tempdir().expect("folder");
    // A shell that ignores a signal hands that on.
    let mut shell = Command::new("sh");
    shell
        .args(["-c", "trap '' HUP; exec \"$0\" \"$@\""])
        .arg0("sh")
        .arg(env!("CARGO_BIN_EXE_leadpact"))
        .args(scoring("-"));
    let mut child = endless(folder.path(), &mut shell);
    send(&child, Signal::HUP);
    sleep(Duration::from_millis(200));
    assert!(child.try_wait().expect("child").is_none(), "it has ended");
    send(&child, Signal::TERM);
    let status = child.wait().expect("wait");
    assert_eq!(status.signal(), Some(Signal::TERM.as_raw()));
    assert_eq!(hidden(folder.path()), [""; 0]);
}
