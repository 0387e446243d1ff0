//! Workbooks as programs write them, and as nobody should.

mod cells;
mod hostile;
mod kept;
mod writer;

use std::io::Cursor;

use crate::rows::Rows;
use crate::source::{Holds, Layout, begin_as};

/// The header and the rows of a sheet, each with its line; `~` stands before what is more than a text.
fn read(bytes: Vec<u8>, sheet: Option<&str>) -> Result<Vec<(u64, Vec<String>)>, String> {
    let mut rows = open(bytes, sheet)?;
    let mut all = vec![(0, rows.header().to_vec())];
    let width = rows.header().len();
    while let Some(row) = rows.next_row().map_err(|problem| problem.to_string())? {
        let cells = (0..width).map(|place| {
            let mark = if row.is_typed(place) { "~" } else { "" };
            format!("{mark}{}", row.cell(place).expect("a cell"))
        });
        all.push((row.line(), cells.collect()));
    }
    Ok(all)
}

fn open(bytes: Vec<u8>, sheet: Option<&str>) -> Result<Rows, String> {
    let layout = Layout {
        sheet: sheet.map(str::to_owned),
        ..Layout::default()
    };
    let bytes = Box::new(Cursor::new(bytes));
    let source = begin_as("a.xlsx".to_owned(), bytes, &layout, Holds::Leads);
    let source = source.map_err(|problem| problem.to_string())?;
    Rows::new(source).map_err(|problem| problem.to_string())
}

/// Reads all rows and keeps none.
fn drained(bytes: Vec<u8>, sheet: Option<&str>) -> Result<u64, String> {
    let mut rows = open(bytes, sheet)?;
    let mut last = 0;
    while let Some(row) = rows.next_row().map_err(|problem| problem.to_string())? {
        last = row.line();
    }
    Ok(last)
}

/// The cells alone, ` | ` between them.
fn shown(bytes: Vec<u8>) -> Vec<String> {
    let rows = read(bytes, None).expect("a workbook");
    rows.into_iter()
        .map(|(_, cells)| cells.join(" | "))
        .collect()
}

/// Why a workbook is refused.
fn refused(bytes: Vec<u8>) -> String {
    let problem = drained(bytes, None).expect_err("refused");
    assert!(problem.starts_with("a.xlsx:"), "{problem}");
    assert!(problem.ends_with('.'), "{problem}");
    problem
}
