//! Workers take blocks in turn; what they made of them is written in the order of the file.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::fast::blocks::{Block, Blocks};
use crate::fast::worker::{Batch, Worker};
use crate::rows::Reached;
use crate::{Output, Summary};

/// So many blocks may be ready before their turn.
const MOST_READY: usize = 6;

/// The file and the output, shared by all workers.
pub struct Turns<'o, W, A> {
    source: Mutex<Blocks>,
    line: Mutex<Progress<'o, W, A>>,
    /// A block was written, or nothing more will be.
    moved: Condvar,
}

/// The blocks that are ready, and what was written.
pub struct Progress<'o, W, A> {
    output: &'o mut Output<W>,
    advanced: &'o mut A,
    summary: Summary,
    /// The bytes before the first block.
    begin: u64,
    /// Bytes of the blocks of which the rows are written.
    bytes: u64,
    /// Line feeds in them.
    feeds: u64,
    /// The block that is to be written next.
    next: u64,
    /// By the number of the block; without a batch it has to be read in the general way.
    ready: BTreeMap<u64, (Block, Option<Batch>)>,
    /// Memory to be used again.
    spare: Vec<(Block, Vec<u8>)>,
    stopped: bool,
    failed: Option<io::Error>,
}

/// What is left when no block can be scored any more.
pub struct Left {
    /// The rows that are not scored.
    pub rest: Box<dyn Read + Send>,
    /// What the others came to.
    pub summary: Summary,
    /// Their bytes.
    pub bytes: u64,
    /// Their line feeds.
    pub line_feeds: u64,
}

impl<'o, W: Write, A: FnMut(Reached)> Progress<'o, W, A> {
    /// `summary`: what was counted before. `begin`: the bytes before the first block.
    pub fn new(
        output: &'o mut Output<W>,
        summary: Summary,
        advanced: &'o mut A,
        begin: u64,
    ) -> Self {
        Self {
            output,
            advanced,
            summary,
            begin,
            bytes: 0,
            feeds: 0,
            next: 0,
            ready: BTreeMap::new(),
            spare: Vec::new(),
            stopped: false,
            failed: None,
        }
    }

    /// Writes what is ready and has its turn.
    fn advance(&mut self) {
        while !self.stopped
            && let Some((block, batch)) = self.ready.remove(&self.next)
        {
            let Some(batch) = batch else {
                self.ready.insert(self.next, (block, None));
                self.stopped = true;
                return;
            };
            if let Err(error) = self.output.write_rows(&batch.text) {
                self.failed = Some(error);
                self.stopped = true;
                return;
            }
            self.summary.add(&batch.counts);
            self.bytes += block.original as u64;
            self.feeds += batch.line_feeds;
            self.next += 1;
            self.spare.push((block, batch.text));
        }
        (self.advanced)(Reached {
            rows: self.summary.rows,
            bytes: self.begin + self.bytes,
        });
    }
}

impl<'o, W: Write, A: FnMut(Reached)> Turns<'o, W, A> {
    /// Nothing taken yet.
    pub fn new(source: Blocks, line: Progress<'o, W, A>) -> Self {
        Self {
            source: Mutex::new(source),
            line: Mutex::new(line),
            moved: Condvar::new(),
        }
    }

    /// Takes and scores blocks until there are no more, or one has to be read in the general way.
    pub fn work(&self, worker: &mut Worker<'_>) {
        loop {
            let (mut block, text) = {
                let mut line = self.line();
                if line.stopped {
                    return;
                }
                line.spare.pop().unwrap_or_default()
            };
            if !self.source().next(&mut block) {
                return;
            }
            let number = block.number;
            let batch = worker.score(&block, text).ok();
            let mut line = self.line();
            line.ready.insert(number, (block, batch));
            line.advance();
            self.moved.notify_all();
            while !line.stopped && line.ready.len() >= MOST_READY {
                line = self
                    .moved
                    .wait(line)
                    .unwrap_or_else(PoisonError::into_inner);
            }
        }
    }

    /// What was scored, and what is left.
    ///
    /// # Errors
    /// The output could not be written to.
    pub fn finish(self) -> io::Result<Left> {
        let line = self
            .line
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(error) = line.failed {
            return Err(error);
        }
        let mut before = Vec::new();
        for (block, _) in line.ready.into_values() {
            before.extend_from_slice(block.bytes.get(..block.original).unwrap_or_default());
        }
        let source = self
            .source
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        Ok(Left {
            rest: source.rest(before),
            summary: line.summary,
            bytes: line.bytes,
            line_feeds: line.feeds,
        })
    }

    fn source(&self) -> MutexGuard<'_, Blocks> {
        self.source.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn line(&self) -> MutexGuard<'_, Progress<'o, W, A>> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
