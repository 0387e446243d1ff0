//! `leadpact form FILE --party P`.

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;

use crate::cli::{Error, aside, named, party};
use leadpact_files::{self as files, Expected, neutral_line, outlet};

/// Write a form that one person fills in elsewhere.
#[derive(Debug, clap::Args)]
pub struct Form {
    /// The workshop: a file, or the name of a workshop in the data folder
    file: OsString,
    /// The party that answers, such as marketing
    #[arg(long)]
    party: String,
    /// Who fills it in
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// How the form is written
    #[arg(long, value_enum, default_value_t = FormFormat::Yaml)]
    format: FormFormat,
    /// The file or folder to write it to; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

/// How a form is written.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormFormat {
    /// A commented YAML file for any text editor
    Yaml,
}

impl Form {
    /// Writes the empty form. It holds no answer of anybody.
    ///
    /// # Errors
    /// The workshop cannot be read, has no such party, or the form cannot be written.
    pub fn run(self) -> Result<u8, Error> {
        let (path, workshop) = named::read(&self.file)?;
        let party = party(&workshop, &self.party)?;
        let person = self.person.as_deref().map(neutral_line);
        let text = match self.format {
            FormFormat::Yaml => files::blank_form(&workshop, party, person.as_deref()),
        };
        match &self.output {
            None => outlet::data().write_all(text.as_bytes())?,
            Some(output) => {
                let output = if output.is_dir() {
                    files::form_path(output, &path, &party.id, self.person.as_deref())
                } else {
                    output.clone()
                };
                files::save(&output, text.as_bytes(), Expected::Nothing)?;
                let next = files::command("collect", [path.as_path(), output.as_path()]);
                aside(format_args!(
                    "Send this form to {}. When it is back: {next}",
                    party.name
                ));
                writeln!(outlet::words(), "{}", output.display())?;
            }
        }
        Ok(0)
    }
}
