//! What stands around the leads of a file: options that all commands share.

use leadpact_files as files;
use leadpact_leads::{HeaderNames, Layout};

/// The most rows that are left out at the end.
const MOST_LAST: u32 = 1000;

/// Options about what stands around the leads.
#[derive(Debug, clap::Args)]
pub struct FrameOptions {
    /// Leave out so many lines above the header, or above the first lead with --header; found when not given
    #[arg(long, value_name = "N")]
    pub skip_rows: Option<u64>,
    /// The file has no header: the names of its columns with commas between them, or none for column:1, column:2 ...
    ///
    /// A rule file or a mapping file can name the columns so: `columns: column:3` is the third column, in a file with a
    /// header too.
    #[arg(long, value_name = "NAMES", value_parser = HeaderNames::parse)]
    pub header: Option<HeaderNames>,
    /// Leave out so many rows at the end, a total for example, and nothing else: --skip-last 0 keeps what looks like the
    /// foot of a report
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(MOST_LAST)))]
    pub skip_last: Option<u32>,
}

impl FrameOptions {
    /// A layout that says what these options say, and nothing else.
    pub(super) fn layout(&self) -> Layout {
        Layout {
            skip_rows: self.skip_rows,
            header: self.header.clone(),
            skip_last: self.skip_last,
            ..Layout::default()
        }
    }

    /// The same options as words of a command.
    pub(super) fn words(&self) -> Vec<String> {
        let skip = self.skip_rows.map(|lines| format!("--skip-rows {lines}"));
        let last = self.skip_last.map(|rows| format!("--skip-last {rows}"));
        let header = self.header.as_ref().map(|names| {
            let names = names.to_string();
            format!("--header {}", files::word(&names))
        });
        skip.into_iter().chain(header).chain(last).collect()
    }
}
