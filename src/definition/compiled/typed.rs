//! Reading the cells of a workbook, which are more than texts.

use crate::compiled::{Compiled, CountReader};
use crate::value::{Reading, day_number, moment, strip};

impl Compiled {
    /// As [`Self::read_cell`]; `typed`: the cell is more than a text ([`crate::value::CellReader::read_typed`]).
    #[must_use]
    pub fn read_cell_as(&self, field: usize, raw: &str, typed: bool) -> Reading {
        if !typed {
            return self.read_cell(field, raw);
        }
        self.reader(field)
            .map_or(Reading::Missing, |reader| reader.read_typed(raw))
    }

    /// As [`Self::read_count`]; `typed`: the cell is more than a text, and a number in it stands in the canonical form.
    #[must_use]
    pub fn read_count_as(&self, event: usize, raw: &str, typed: bool) -> Option<u64> {
        if typed {
            return CountReader::default().count(raw);
        }
        self.read_count(event, raw)
    }

    /// As [`Self::read_last`]; `typed`: the cell is more than a text, and a day in it stands in the canonical form.
    #[must_use]
    pub fn read_last_as(&self, event: usize, raw: &str, typed: bool) -> Option<i32> {
        let day = moment(strip(raw)).filter(|_| typed);
        day.map(|moment| day_number(moment.date))
            .or_else(|| self.read_last(event, raw))
    }
}
