//! The program: a command on the command line, or the screen.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

mod cli;

use cli::help::{self, Asked};
use cli::{Arguments, Command, ScreenArguments};
use leadpact_files::outlet;
use leadpact_tui as tui;

fn main() -> ExitCode {
    let status = match help::asked(std::env::args_os()) {
        Ok(Asked::For(arguments)) => run(*arguments),
        Ok(Asked::Answered(status)) => Ok(status),
        Err(error) => Err(error.to_string()),
    };
    match status {
        Ok(status) => ExitCode::from(status),
        Err(words) => {
            // Where nobody can read it, the exit status has to do.
            let _ = writeln!(outlet::aside(), "leadpact: {words}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: Arguments) -> Result<u8, String> {
    match arguments.command {
        Some(Command::Open(open)) => match open.path() {
            Ok(path) => screen(arguments.screen, Some(path)),
            Err(error) => Err(error.to_string()),
        },
        Some(command) => command.run().map_err(|error| error.to_string()),
        None => screen(arguments.screen, None),
    }
}

fn screen(arguments: ScreenArguments, open: Option<PathBuf>) -> Result<u8, String> {
    let mut options = tui::Options::new(
        arguments.keys,
        arguments.print.as_deref(),
        arguments.theme,
        arguments.ascii,
    )
    .map_err(|error| error.to_string())?;
    options.open = open;
    options.no_mouse = arguments.no_mouse;
    tui::start(&options).map_err(|error| error.to_string())
}
