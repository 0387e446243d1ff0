//! The cells of one row of a block, and what they and the log tell of events.

use crate::cells::Outcome;
use crate::events::{EventLog, Start};
use crate::fast::cells::{Cell, EventCells, Told};
use crate::fast::scan::Irregular;
use crate::summary::Noted;
use leadpact_definition::EventFacts;

/// One row of a block.
#[derive(Clone, Copy)]
pub struct Cells<'b> {
    /// The block with its padding.
    pub bytes: &'b [u8],
    /// Where its cells end.
    pub ends: &'b [u32],
    /// Where it begins.
    pub begin: usize,
}

impl<'b> Cells<'b> {
    /// The cell in a column, from 0.
    ///
    /// # Errors
    /// There is no such column.
    #[inline]
    pub fn cell(self, column: usize) -> Result<Cell<'b>, Irregular> {
        let begin = match column.checked_sub(1) {
            None => self.begin,
            Some(before) => *self.ends.get(before).ok_or(Irregular)? as usize + 1,
        };
        let mut end = *self.ends.get(column).ok_or(Irregular)? as usize;
        // Only before a line feed a carriage return stands outside quotation marks.
        if column + 1 == self.ends.len() && end > begin && self.bytes.get(end - 1) == Some(&b'\r') {
            end -= 1;
        }
        Ok(Cell {
            bytes: self.bytes,
            begin,
            end,
        })
    }
}

/// What the columns of an event say, noted once per lead as in [`crate::score`].
pub fn happened(
    cells: Cells<'_>,
    count: Option<&mut EventCells>,
    last: Option<&mut EventCells>,
    noted: Option<&mut Noted>,
) -> Result<EventFacts, Irregular> {
    let told = |column: Option<&mut EventCells>| match column {
        Some(column) => {
            let cell = cells.cell(column.column)?;
            column.told(cell).map(|told| (told, Some(cell)))
        }
        None => Ok((Told::default(), None)),
    };
    let (count, last) = (told(count)?, told(last)?);
    if let Some(noted) = noted {
        let unclear = [count, last].into_iter().find(|(told, _)| told.unclear);
        if let Some((_, Some(cell))) = unclear {
            noted.note(Outcome::NotUnderstood, &cell.text()?);
        } else if count.0.number.is_none() && last.0.number.is_none() {
            noted.note(Outcome::Missing, "");
        }
    }
    Ok(EventFacts::Flat {
        count: count.0.number.and_then(|count| count.try_into().ok()),
        last: last.0.number.and_then(|day| day.try_into().ok()),
    })
}

/// Takes over what a log says of a lead.
pub(crate) fn happened_by(log: &EventLog, key: &str, start: Start, events: &mut [EventFacts]) {
    for facts in events.iter_mut() {
        match facts {
            EventFacts::Log(days) => days.clear(),
            EventFacts::Flat { .. } => *facts = EventFacts::default(),
        }
    }
    for (event, day) in log.of(key, start) {
        if let Some(EventFacts::Log(days)) = events.get_mut(event) {
            days.push(day);
        }
    }
}
