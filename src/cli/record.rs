//! `leadpact record RULES LEADS.csv`.

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use crate::cli::inputs::Inputs;
use crate::cli::{Error, day};
use leadpact_definition::date::Day;
use leadpact_definition::record::RecordForm;
use leadpact_files::{self as files, outlet};
use leadpact_leads::Scorer;

/// Print each lead as the record that exported rules such as JsonLogic run on.
///
/// One JSON object a line, in the order of the file. What is missing is null. Ids stand there as in the leads. `leadpact export --format jsonlogic`
/// writes the JSON Schema of these records.
#[derive(Debug, clap::Args)]
pub struct Record {
    /// The rule file
    rules: PathBuf,
    /// The leads, a CSV file or a workbook (.xlsx) with a header; - reads standard input
    leads: PathBuf,
    /// The day from which ages are counted; needed when the rules look at ages
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
    #[command(flatten)]
    inputs: Inputs,
}

impl Record {
    /// Prints the records.
    ///
    /// # Errors
    /// The rules or the leads cannot be used, or the result cannot be written.
    pub fn run(self) -> Result<u8, Error> {
        let whole = self.inputs.rules(&self.rules)?;
        whole.say_mapping();
        let mut mapped = whole.mapped;
        let rows = self.inputs.watched_leads(&self.leads, true)?;
        self.inputs.absent_aloud(&mut mapped, &rows)?;
        let as_of = self.as_of.map(|day| day.0);
        let (spec, compiled) = (&mapped.spec, &mapped.compiled);
        let log = self.inputs.log(&mapped, &self.leads)?;
        let mut scorer = Scorer::new(spec, compiled, rows, as_of, log.as_ref())?;
        let form = RecordForm::new(compiled);
        let mut output = BufWriter::with_capacity(64 * 1024, outlet::data());
        while let Some(lead) = scorer.next_lead()? {
            let record = form.record(lead.id, lead.lead, as_of);
            writeln!(output, "{}", files::json_line(&record)?)?;
        }
        output.flush()?;
        Ok(0)
    }
}
