//! The real binary, as somebody calls it in a shell.

mod compare;
mod compiled;
mod export;
mod forged;
mod forms;
mod ids;
#[cfg(unix)]
mod interrupted;
mod map;
mod mapping;
mod schema;
mod sql;
mod verify;
mod versions;
mod workbook;
mod workshops;

use std::path::Path;
use std::process::{Command, Output};

/// Runs `leadpact` with the data folder `home` and waits for it.
fn leadpact(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_leadpact"))
        .args(arguments)
        .current_dir(home)
        .env("LEADPACT_HOME", home)
        .output()
        .expect("leadpact runs")
}

/// Standard output as text.
fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Standard error as text.
fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
