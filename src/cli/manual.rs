//! `leadpact man`.

use clap::CommandFactory;

use crate::cli::{Arguments, Error};
use leadpact_files::outlet;

/// Writes the manual page to standard output, as roff.
///
/// # Errors
/// Standard output cannot be written to.
pub fn run() -> Result<u8, Error> {
    clap_mangen::Man::new(Arguments::command()).render(&mut outlet::data())?;
    Ok(0)
}
