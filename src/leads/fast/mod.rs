//! Scoring whole files, block by block, on as many cores as there are.
//!
//! ```text
//!  file -> blocks of whole rows -> worker: ends of cells, cells by their bytes, plan -> rows of the output, in order
//!                               -> worker: ...                                       -> counts, in order
//! ```
//!
//! The result is that of [`Scorer::next_lead`] and [`Output::write`] to the last byte. What cannot be read exactly as
//! [`Rows`](crate::Rows) reads it, and every row that has to be reported, is left to them: from the first such
//! block on, the general way goes on with the same file.

mod blocks;
mod cache;
mod cells;
mod find;
mod line;
mod planned;
mod read;
mod row;
mod scan;
mod text;
mod turns;
mod worker;

use std::io::{self, Write};
use std::num::NonZero;
use std::thread;

use crate::fast::blocks::{Blocks, Sizes};
use crate::fast::turns::{Left, Progress, Turns};
use crate::fast::worker::{Task, Worker};
use crate::rows::Reached;
use crate::{Output, Problem, Scorer, Summary};

pub(crate) use find::find;
pub(crate) use read::read_all;

/// More workers would wait for the file.
const MOST_WORKERS: usize = 4;

/// Why scoring stopped.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The file cannot be read any further.
    #[error(transparent)]
    Read(#[from] Problem),
    /// The result cannot be written.
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// How a file is scored; it makes no difference to the result.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Threads that score.
    workers: usize,
    sizes: Sizes,
}

#[cfg(test)]
impl Pace {
    /// Two threads, and blocks of so many bytes.
    pub(crate) fn of_blocks(bytes: usize) -> Self {
        let sizes = Sizes {
            usual: bytes,
            most: bytes * 2,
        };
        Self { workers: 2, sizes }
    }
}

impl Default for Pace {
    /// As many threads as the machine runs at a time.
    fn default() -> Self {
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        Self {
            workers: cores.min(MOST_WORKERS),
            sizes: Sizes::default(),
        }
    }
}

/// Scores all leads of a file and writes them. `advanced` is told now and then how far that is.
///
/// # Errors
/// [`Stopped`]; what was scored before is written.
pub fn write_all<W: Write + Send>(
    mut scorer: Scorer<'_>,
    mut output: Output<W>,
    pace: Pace,
    mut advanced: impl FnMut(Reached) + Send,
) -> Result<Summary, Stopped> {
    blocks(&mut scorer, &mut output, pace, &mut advanced)?;
    general(scorer, output, &mut advanced)
}

/// Scores what is left, row by row.
fn general<W: Write>(
    mut scorer: Scorer<'_>,
    mut output: Output<W>,
    advanced: &mut impl FnMut(Reached),
) -> Result<Summary, Stopped> {
    let compiled = scorer.compiled;
    while let Some(lead) = scorer.next_lead()? {
        output.write(compiled, lead.id, lead.tally)?;
        if lead.row.number.is_multiple_of(1024) {
            advanced(scorer.reached());
        }
    }
    output.finish()?;
    Ok(scorer.summary())
}

/// Scores blocks as long as there is one that can be scored so, and leaves the rest to `scorer`.
fn blocks<W: Write + Send>(
    scorer: &mut Scorer<'_>,
    output: &mut Output<W>,
    pace: Pace,
    advanced: &mut (impl FnMut(Reached) + Send),
) -> io::Result<()> {
    let Some(body) = scorer.rows.take_body() else {
        return Ok(());
    };
    let source = Blocks::new(body.from, body.read, pace.sizes);
    let task = Task::new(scorer, body.delimiter.byte(), output.form());
    let begin = scorer.rows.bytes();
    let line = Progress::new(output, scorer.summary.clone(), advanced, begin);
    let turns = Turns::new(source, line);
    if pace.workers < 2 || task.counts_rows() {
        turns.work(&mut Worker::new(&task));
    } else {
        thread::scope(|scope| {
            for _ in 1..pace.workers {
                scope.spawn(|| turns.work(&mut Worker::new(&task)));
            }
            turns.work(&mut Worker::new(&task));
        });
    }
    let left = turns.finish()?;
    let Left {
        rest,
        summary,
        bytes,
        line_feeds,
    } = left;
    let rows = summary.rows;
    scorer.summary = summary;
    let after_blank = scorer.summary.frame.between.ends_blank;
    scorer
        .rows
        .resume(rest, rows, bytes, line_feeds, after_blank);
    Ok(())
}

#[cfg(test)]
mod tests;
