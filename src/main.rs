//! The program: a command on the command line, or the screen.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use leadpact::cli::{Arguments, ScreenArguments};
use leadpact::tui;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let status = match arguments.command {
        Some(command) => command.run().map_err(|error| error.to_string()),
        None => screen(arguments.screen),
    };
    match status {
        Ok(status) => ExitCode::from(status),
        Err(words) => {
            // Where nobody can read it, the exit status has to do.
            let _ = writeln!(std::io::stderr(), "leadpact: {words}");
            ExitCode::from(2)
        }
    }
}

fn screen(arguments: ScreenArguments) -> Result<u8, String> {
    let options = tui::Options::new(
        arguments.keys,
        arguments.print.as_deref(),
        arguments.theme,
        arguments.ascii,
    )
    .map_err(|error| error.to_string())?;
    tui::start(&options).map_err(|error| error.to_string())
}
