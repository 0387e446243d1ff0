//! `leadpact completions SHELL`.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::{Arguments, Error};
use leadpact_files::outlet;

/// Print the completions for a shell.
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell they are for
    shell: Shell,
}

impl Completions {
    /// Writes the completion script to standard output.
    ///
    /// # Errors
    /// Standard output cannot be written to.
    pub fn run(self) -> Result<u8, Error> {
        // Collected first: the generator itself would panic on a closed pipe.
        let mut script = Vec::new();
        clap_complete::generate(
            self.shell,
            &mut Arguments::command(),
            "leadpact",
            &mut script,
        );
        outlet::data().write_all(&script)?;
        Ok(0)
    }
}
