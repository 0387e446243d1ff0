//! `leadpact new [NAME]`.

use std::io::Write;

use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::cli::{Error, aside};
use leadpact_files::{
    self as files, DEFAULT_TEMPLATE, DataFolder, Expected, Fault, WORKSHOP_ENDING, nearest, outlet,
};
use leadpact_workshop::Workshop;

/// Create a workshop.
#[derive(Debug, clap::Args)]
pub struct New {
    /// What the workshop is called
    #[arg(default_value = "Our qualified lead")]
    name: String,
    /// What it starts from: b2b, saas, insurance or simple
    #[arg(long, default_value = DEFAULT_TEMPLATE)]
    template: String,
    /// Whose leads these are
    #[arg(long, default_value = "", hide_default_value = true)]
    company: String,
    /// What is sold
    #[arg(long, default_value = "", hide_default_value = true)]
    offering: String,
    /// Three letters, such as EUR or USD
    #[arg(long, default_value = "EUR")]
    currency: String,
    /// Such as Europe/London; without it, that of this computer
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
}

impl New {
    /// Creates the workshop in the data folder and prints its path. An existing file is never overwritten.
    ///
    /// # Errors
    /// There is no such template, currency or time zone; the data folder cannot be written to.
    pub fn run(self) -> Result<u8, Error> {
        let title = title(&self.name)?;
        let template = files::template(&self.template)?;
        let now = self.now()?;
        let mut workshop = Workshop::new(&title, template, &now);
        workshop.setup.company = on_a_line(&self.company);
        workshop.setup.offering = on_a_line(&self.offering);
        workshop.setup.currency = currency(&self.currency)?;
        let folder = DataFolder::find()?;
        folder.make()?;
        let path = files::free_path(folder.path(), &title, WORKSHOP_ENDING);
        files::save_workshop(&path, &workshop, Expected::Nothing)?;
        writeln!(outlet::words(), "{}", path.display())?;
        let open = files::command("open", [path.as_path()]);
        let form = files::command("form", [path.as_path()]);
        aside(format_args!("'{title}' is ready. Next: {open}"));
        aside(format_args!(
            "Or send out forms: {form} --party marketing -o marketing.answers.yaml"
        ));
        Ok(0)
    }

    /// The time of creation in the workshop's time zone.
    fn now(&self) -> Result<Zoned, Error> {
        let now = Zoned::now();
        let Some(wanted) = &self.time_zone else {
            return Ok(now);
        };
        match TimeZone::get(wanted) {
            Ok(zone) => Ok(now.with_time_zone(zone)),
            Err(_) => Err(no_such_zone(wanted)),
        }
    }
}

fn title(name: &str) -> Result<String, Error> {
    let title = on_a_line(name);
    if title.is_empty() {
        return Err(Fault::new(
            "NAME",
            "a workshop needs a name",
            "Write it behind 'leadpact new'.",
        )
        .into());
    }
    Ok(title)
}

/// A text of the command line as the workshop keeps it.
fn on_a_line(text: &str) -> String {
    files::neutral_line(text.trim()).into_owned()
}

/// A currency as ISO 4217 writes it: three letters.
fn currency(written: &str) -> Result<String, Error> {
    let code = written.trim().to_ascii_uppercase();
    if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        return Ok(code);
    }
    let next = "Write its three letters, such as EUR, USD or GBP.";
    Err(Fault::new("--currency", "this is no currency", next)
        .found(written)
        .into())
}

fn no_such_zone(wanted: &str) -> Error {
    let known: Vec<String> = jiff::tz::db()
        .available()
        .map(|name| name.to_string())
        .collect();
    let next = match nearest(wanted, known.iter().map(String::as_str)) {
        Some(meant) => format!("Did you mean '{meant}'?"),
        None => "Write a region and a city, such as Europe/London or America/New_York.".to_owned(),
    };
    Fault::new("--time-zone", "there is no such time zone", &next)
        .found(wanted)
        .into()
}
