//! The opened workshop: what is on the table, what can be undone, what still has to reach the disk.

mod party_words;

pub use party_words::NO_LOCK;

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Zoned;

use crate::moment::Moment;
use leadpact_workshop::{Change, PartyId, Refusal, SheetId, SheetKey, Step, Workshop};

/// Changes kept for undo. Older ones stay made.
const UNDO_DEPTH: usize = 500;

/// A change is on its way to the disk this long after it was made, at the latest.
const SAVE_AFTER: Duration = Duration::from_millis(250);

/// After a failed save, the next attempt.
const RETRY_AFTER: Duration = Duration::from_secs(10);

/// The letters typed in one row, as one change that can still be taken back without a trace.
#[derive(Debug)]
struct Run {
    /// What could be made again before.
    redo: Vec<Change>,
    /// The oldest change, where the list of them was full.
    oldest: Option<Change>,
    /// Lines of the log before.
    log: usize,
    /// The change that the letters belong to, and what takes back the letters alone; `None` where they stand alone.
    joined: Option<(Change, Change)>,
}

/// An opened workshop.
#[derive(Debug)]
pub struct Session {
    /// Where it is saved.
    pub path: PathBuf,
    /// The workshop itself. Changed through [`Session::change`] and [`Session::act`] only, so that nothing is left unsaved.
    workshop: Workshop,
    undo: Vec<Change>,
    redo: Vec<Change>,
    /// Changes that stand: made and not taken back, also those too old to be taken back.
    standing: u64,
    /// What the letters typed in one row have changed so far; `None` while they change nothing.
    run: Option<Run>,
    /// True while letters typed next belong to the change made last.
    joins: bool,
    /// Counts changes; the workshop of a revision never differs.
    revision: u64,
    saved: u64,
    /// The revision of the last change that a person made; the place and the clock are none.
    worked: u64,
    /// How late it is.
    at: Moment,
    /// When the next save is due; `None` while everything is on disk or on its way there.
    due: Option<Moment>,
    /// When the last save succeeded; `None` before the first.
    pub saved_at: Option<Zoned>,
    /// Why the last save failed; `None` when it did not.
    pub trouble: Option<String>,
    /// The step whose clock runs, and since when.
    clock: Option<(Step, Moment)>,
    /// Somebody only looks: nothing is changed, nothing reaches the disk.
    looking: bool,
    /// The private sheet that is worked on while that clock runs; `None` while none is.
    sheet: Option<SheetId>,
    /// Sixteen random bytes from which salts for sheets are made.
    entropy: [u8; 16],
    /// The words that were typed in this session, as a digest with those bytes, and their keys, by party.
    keys: HashMap<PartyId, ([u8; 32], SheetKey)>,
}

impl Session {
    /// A session over a workshop as read from `path`.
    /// `entropy` are random bytes: the salts of sealed sheets come from them.
    #[must_use]
    pub fn new(path: PathBuf, mut workshop: Workshop, entropy: [u8; 16]) -> Self {
        // Files of older versions do not say it.
        workshop.head.settled = workshop.is_settled();
        Self {
            path,
            workshop,
            undo: Vec::new(),
            redo: Vec::new(),
            standing: 0,
            run: None,
            joins: false,
            revision: 0,
            saved: 0,
            worked: 0,
            at: Moment::default(),
            due: None,
            saved_at: None,
            trouble: None,
            clock: None,
            looking: false,
            sheet: None,
            entropy,
            keys: HashMap::new(),
        }
    }

    /// A session that only looks: every change is refused, and nothing is ever due to be saved.
    #[must_use]
    pub fn looking(path: PathBuf, workshop: Workshop) -> Self {
        Self {
            looking: true,
            ..Self::new(path, workshop, [0; 16])
        }
    }

    /// Whether somebody only looks.
    #[must_use]
    pub(crate) fn is_looking(&self) -> bool {
        self.looking
    }

    fn refuse(&self) -> Result<(), Refusal> {
        if self.looking {
            Err(Refusal::OnlyLooking)
        } else {
            Ok(())
        }
    }

    /// The workshop as it is now.
    #[must_use]
    pub fn workshop(&self) -> &Workshop {
        &self.workshop
    }

    /// Counts changes: equal revisions mean equal workshops, so what is derived can be kept.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Makes a change that can be undone.
    ///
    /// # Errors
    /// The workshop's refusal; nothing changed then.
    pub fn change(&mut self, change: Change, now: &Zoned) -> Result<(), Refusal> {
        self.refuse()?;
        self.settle();
        let told = change.told(&self.workshop);
        let back = self.workshop.apply(change)?;
        self.tell(told, now);
        self.redo.clear();
        if self.undo.len() == UNDO_DEPTH {
            self.undo.remove(0);
        }
        self.undo.push(back);
        self.standing += 1;
        self.touch(now);
        Ok(())
    }

    /// How many changes stand. Taken before something new is begun, it says what belongs to it, see
    /// [`Session::give_up`].
    #[must_use]
    pub fn standing(&self) -> u64 {
        self.standing
    }

    /// Takes back what was changed since `standing` changes stood: something new was begun and came to nothing. It
    /// cannot be made again.
    pub(crate) fn give_up(&mut self, standing: u64, now: &Zoned) {
        self.settle();
        while self.standing > standing {
            let Some(back) = self.undo.pop() else { break };
            self.standing -= 1;
            if self.workshop.apply(back).is_err() {
                break;
            }
        }
        self.redo.clear();
        self.touch(now);
    }

    /// Takes over what is being typed in a row. What its letters changed before is taken back first, so `read` sees the
    /// workshop as it was when the typing began and makes one change of the whole text; `None`: the text is refused, or
    /// says what stands there already. So nothing of a refused text stays, neither in the workshop nor among what can
    /// be undone, and a run of letters is undone as one.
    ///
    /// # Errors
    /// The workshop's refusal; it is as it was before the typing then.
    pub(crate) fn type_over(
        &mut self,
        now: &Zoned,
        read: impl FnOnce(&Workshop) -> Option<Change>,
    ) -> Result<(), Refusal> {
        self.refuse()?;
        self.take_back(now);
        let Some(change) = read(&self.workshop) else {
            return Ok(());
        };
        let told = change.told(&self.workshop);
        let log = self.workshop.log.len();
        let back = self.workshop.apply(change)?;
        self.tell(told, now);
        let oldest = (self.undo.len() == UNDO_DEPTH).then(|| self.undo.remove(0));
        let first = if self.joins { self.undo.pop() } else { None };
        self.standing += u64::from(first.is_none());
        self.undo.push(match &first {
            Some(first) => Change::Several(vec![back.clone(), first.clone()]),
            None => back.clone(),
        });
        self.run = Some(Run {
            redo: std::mem::take(&mut self.redo),
            oldest,
            log,
            joined: first.map(|first| (first, back)),
        });
        self.touch(now);
        Ok(())
    }

    /// The letters typed so far are one change; what is typed next is another.
    pub fn settle(&mut self) {
        self.run = None;
        self.joins = false;
    }

    /// What is typed next belongs to the change made last: one undo takes both back.
    pub(crate) fn join_typing(&mut self) {
        self.joins = !self.undo.is_empty();
    }

    fn take_back(&mut self, now: &Zoned) {
        let Some(run) = self.run.take() else {
            return;
        };
        let last = self.undo.pop();
        let back = if let Some((first, back)) = run.joined {
            self.undo.push(first);
            Some(back)
        } else {
            self.standing = self.standing.saturating_sub(1);
            last
        };
        if let Some(back) = back
            && self.workshop.apply(back).is_ok()
        {
            self.workshop.shorten_log(run.log);
        }
        self.redo = run.redo;
        if let Some(oldest) = run.oldest {
            self.undo.insert(0, oldest);
        }
        self.touch(now);
    }

    /// Does something that cannot be taken back: sealing, revealing, signing, amending. What could be
    /// undone before it, no longer can.
    ///
    /// # Errors
    /// Somebody only looks; nothing was done then.
    pub fn act<T>(
        &mut self,
        now: &Zoned,
        act: impl FnOnce(&mut Workshop) -> T,
    ) -> Result<T, Refusal> {
        self.refuse()?;
        let result = act(&mut self.workshop);
        self.forget_undo();
        self.touch(now);
        Ok(result)
    }

    /// Changes what no person would call a change: the place to go on at, the clock.
    pub(crate) fn remember(&mut self, now: &Zoned, act: impl FnOnce(&mut Workshop)) {
        act(&mut self.workshop);
        let worked = self.worked;
        self.touch(now);
        self.worked = worked;
    }

    /// Forgets what could be undone: a sheet's history ends with the sheet.
    pub(crate) fn forget_undo(&mut self) {
        self.settle();
        self.undo.clear();
        self.redo.clear();
    }

    /// Takes the last change back, and returns it as it was made. `None` when there is none.
    pub fn undo(&mut self, now: &Zoned) -> Option<Change> {
        self.settle();
        let back = self.undo.pop()?;
        let told = back.told(&self.workshop);
        let forth = self.workshop.apply(back).ok()?;
        self.standing = self.standing.saturating_sub(1);
        self.redo.push(forth.clone());
        self.tell(told, now);
        self.touch(now);
        Some(forth)
    }

    /// Makes the change again that was taken back last, and returns it. `None` when there is none.
    pub fn redo(&mut self, now: &Zoned) -> Option<Change> {
        self.settle();
        let forth = self.redo.pop()?;
        let told = forth.told(&self.workshop);
        let back = self.workshop.apply(forth.clone()).ok()?;
        self.undo.push(back);
        self.standing += 1;
        self.tell(told, now);
        self.touch(now);
        Some(forth)
    }

    /// Whether there is something to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is something to make again.
    #[must_use]
    pub(crate) fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// A salt of 32 hexadecimal digits for a sheet.
    #[must_use]
    pub fn salt(&self, sheet: &SheetId, now: &Zoned) -> String {
        use sha2::{Digest as _, Sha256};
        let hash = Sha256::new()
            .chain_update(self.entropy)
            .chain_update(now.timestamp().as_nanosecond().to_le_bytes())
            .chain_update(&sheet.party)
            .chain_update([0])
            .chain_update(&sheet.person)
            .finalize();
        leadpact_workshop::seal::hex(&hash[..16])
    }

    /// Time passes: it is this late now.
    pub fn passes(&mut self, at: Moment) {
        self.at = at;
    }

    /// When the next save is due; `None` while everything is on disk or on its way there.
    #[must_use]
    pub(crate) fn save_due(&self) -> Option<Moment> {
        self.due
    }

    /// What is unsaved is on its way to the disk; how that ends is told by [`Session::saved`] or [`Session::save_failed`].
    pub(crate) fn save_begun(&mut self) {
        self.due = None;
    }

    /// Whether something is not on disk.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        !self.looking && self.revision != self.saved
    }

    /// Whether something that a person did is not on disk.
    #[must_use]
    pub fn is_work_unsaved(&self) -> bool {
        !self.looking && self.worked > self.saved
    }

    /// A save of this revision succeeded.
    pub fn saved(&mut self, revision: u64, now: &Zoned) {
        self.saved = revision;
        self.saved_at = Some(now.clone());
        self.trouble = None;
        if self.revision == revision {
            self.due = None;
        }
    }

    /// A save failed. It is tried again; the session goes on. Where only the place and the clock were to be saved, that
    /// is no trouble for anybody: a file may be opened just to be read.
    pub(crate) fn save_failed(&mut self, why: String) {
        // The first reason stays: later attempts are made elsewhere.
        let before = self.trouble.take();
        self.trouble = self.is_work_unsaved().then(|| before.unwrap_or(why));
        self.due = Some(self.at + RETRY_AFTER);
    }

    /// Writes into the log what a change needs to have told, taken back or not.
    fn tell(&mut self, lines: Vec<String>, now: &Zoned) {
        for line in lines {
            self.workshop.note(now.timestamp(), line);
        }
    }

    fn touch(&mut self, now: &Zoned) {
        self.revision += 1;
        self.worked = self.revision;
        if self.looking {
            return;
        }
        self.workshop.head.changed = now.timestamp();
        self.workshop.head.settled = self.workshop.is_settled();
        self.due.get_or_insert(self.at + SAVE_AFTER);
    }

    /// Lets the clock of a step run, and of the private sheet that is worked on; `None` stops them. Time spent is kept in
    /// the workshop.
    pub(crate) fn run_clock(&mut self, step: Option<Step>, sheet: Option<&SheetId>, now: &Zoned) {
        if self.clock.map(|(s, _)| s) == step && self.sheet.as_ref() == sheet {
            return;
        }
        let spent = self.clock.map(|(s, _)| (s, self.seconds(s)));
        if let Some((old, seconds)) = spent {
            let on_sheet = self.sheet.clone();
            let on_sheet = on_sheet.map(|id| (self.seconds_on(&id), id));
            self.remember(now, |w| {
                w.head.spent.insert(old, seconds);
                if let Some((seconds, id)) = on_sheet {
                    let people = w.head.spent_on_sheets.entry(id.party).or_default();
                    people.insert(id.person, seconds);
                }
            });
        }
        self.clock = step.map(|s| (s, self.at));
        self.sheet = sheet.cloned().filter(|_| step.is_some());
    }

    /// Seconds spent on a private sheet so far, the running clock included where somebody works on it.
    #[must_use]
    pub(crate) fn seconds_on(&self, sheet: &SheetId) -> u32 {
        let people = self.workshop.head.spent_on_sheets.get(&sheet.party);
        let before = people.and_then(|people| people.get(&sheet.person));
        let running = match (&self.sheet, self.clock) {
            (Some(running), Some((_, since))) if running == sheet => self.at.seconds_since(since),
            _ => 0,
        };
        before.copied().unwrap_or(0).saturating_add(running)
    }

    /// Seconds spent in a step so far, the running clock included.
    #[must_use]
    pub fn seconds(&self, step: Step) -> u32 {
        let before = self.workshop.head.spent.get(&step).copied().unwrap_or(0);
        let running = match self.clock {
            Some((s, since)) if s == step => self.at.seconds_since(since),
            _ => 0,
        };
        before.saturating_add(running)
    }

    /// The step whose clock runs.
    #[must_use]
    pub fn running(&self) -> Option<Step> {
        self.clock.map(|(step, _)| step)
    }

    /// When the running clock shows the next minute; `None` while no clock runs.
    #[must_use]
    pub(crate) fn next_minute(&self) -> Option<Moment> {
        let step = self.running()?;
        let shown = match &self.sheet {
            Some(sheet) => self.seconds_on(sheet),
            None => self.seconds(step),
        };
        Some(self.at + Duration::from_secs(u64::from(60 - shown % 60)))
    }
}
