//! The sample that comes with the program: a workshop in the middle of agreeing, for whoever wants to try before beginning.

use crate::document::read_workshop;
use crate::fault::Fault;
use leadpact_workshop::Workshop;

/// The name of the sample's file in the data folder.
pub const SAMPLE_FILE: &str = "500-leads-10-worth-pursuing.workshop.yaml";

const TEXT: &str = include_str!("../../workshops/five-hundred-leads-to-play.workshop.yaml");

/// The sample: a vendor of cyber security whose sales found 10 of 500 leads worth pursuing. All answers are on the table
/// and the first points are settled.
///
/// # Errors
/// A [`Fault`] as of any other file; the sample that is part of the program has none.
pub fn sample() -> Result<Workshop, Fault> {
    read_workshop(SAMPLE_FILE, TEXT.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{WORKSHOP_ENDING, file_name};

    #[test]
    fn the_sample_can_be_opened_and_its_file_is_named_after_its_title() {
        let sample = sample().expect("the sample reads");
        assert!(sample.head.sample && sample.is_revealed() && !sample.is_closed());
        assert!(
            sample
                .sheets
                .iter()
                .all(leadpact_workshop::Sheet::keeps_its_seal)
        );
        let name = format!("{}{WORKSHOP_ENDING}", file_name(&sample.head.title));
        assert_eq!(name, SAMPLE_FILE);
    }
}
