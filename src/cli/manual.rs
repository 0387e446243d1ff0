//! `leadpact man`.

use clap::CommandFactory;

use crate::cli::{Arguments, Error};
use leadpact_files::outlet;

/// Print the manual page.
#[derive(Debug, clap::Args)]
pub struct Manual {}

impl Manual {
    /// Writes the manual page to standard output, as roff.
    ///
    /// # Errors
    /// Standard output cannot be written to.
    pub fn run(self) -> Result<u8, Error> {
        clap_mangen::Man::new(Arguments::command()).render(&mut outlet::data())?;
        Ok(0)
    }
}
