//! Scoring rows by a plan: each cell adds what it comes to.

use crate::fast::cells::{FieldCells, On};
use crate::fast::row::Cells;
use crate::fast::scan::Irregular;
use crate::header::Columns;
use crate::summary::Noted;
use leadpact_definition::plan::{Plan, Row, Scratch, TooWide};
use leadpact_definition::{Compiled, EventFacts, Tally};

/// The columns of all fields, and the row to which they add.
pub struct Planned<'d> {
    on: On<'d>,
    fields: Vec<(usize, FieldCells<'d>)>,
    /// A row to which only the fields without a column have added.
    empty: Row,
    row: Row,
}

impl<'d> Planned<'d> {
    /// Nothing read yet. `as_of`: days since 1970-01-01.
    pub fn new(compiled: &'d Compiled, plan: &'d Plan, columns: &Columns, as_of: i32) -> Self {
        let mut on = On {
            compiled,
            plan,
            as_of,
            block: 0,
            scratch: Scratch::new(compiled),
        };
        let mut fields = Vec::new();
        let mut empty = plan.row();
        for (field, column) in columns.fields.iter().enumerate() {
            match column {
                Some(place) => {
                    let cells = FieldCells::new(&mut on, field, *place);
                    fields.extend(cells.map(|cells| (field, cells)));
                }
                None => plan.add_missing(&mut empty, field, as_of, &mut on.scratch),
            }
        }
        Self {
            on,
            fields,
            row: empty.clone(),
            empty,
        }
    }

    /// Begins a block; they are counted from 0.
    pub fn begin(&mut self, block: u64) {
        self.on.block = block + 1;
    }

    /// Reads the cells of a row. What is missing or not understood is noted by field.
    ///
    /// # Errors
    /// A cell is not UTF-8, or holds a NUL byte.
    #[inline]
    pub fn read(&mut self, cells: Cells<'_>, noted: &mut [Noted]) -> Result<(), Irregular> {
        self.row.restart(&self.empty);
        for (field, column) in &mut self.fields {
            let cell = cells.cell(column.column)?;
            let noted = noted.get_mut(*field).ok_or(Irregular)?;
            column.add(&mut self.on, cell, &mut self.row, noted)?;
        }
        Ok(())
    }

    /// Scores the row that was read last.
    ///
    /// # Errors
    /// Only the compiled definition can score it.
    pub fn score(&self, events: &[EventFacts], tally: &mut Tally) -> Result<(), TooWide> {
        self.on.plan.score(&self.row, events, self.on.as_of, tally)
    }
}
