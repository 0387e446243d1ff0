//! The loop: an event comes in, the model answers, effects are run, the picture follows.

use std::io;
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::{Backend, CrosstermBackend, TestBackend};
use ratatui::layout::Rect;

use crate::canvas::Hits;
use crate::clusters;
use crate::effects::Runner;
use crate::host::{Event, Host};
use crate::keys::{self, Chord};
use crate::view;
use leadpact_app::action::{Action, Move};
use leadpact_app::effect::{Disk, Effect, Loop};
use leadpact_app::session::Session;
use leadpact_app::{App, Message, Size, update};
use leadpact_files as files;

/// A backend whose size may follow a key script.
pub trait Stage: Backend {
    /// Takes this size where there is no window that has one of its own.
    fn follow(&mut self, size: Size);
}

impl<W: io::Write> Stage for CrosstermBackend<W> {
    fn follow(&mut self, _size: Size) {}
}

impl Stage for TestBackend {
    fn follow(&mut self, size: Size) {
        self.resize(size.width, size.height);
    }
}

/// Why the loop ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The person left.
    Quit,
    /// The key script has been typed.
    ScriptEnd,
    /// This signal came.
    Signal(i32),
    /// The terminal went away.
    Closed,
}

/// The application, its picture, and its surroundings.
pub struct Shell<B: Stage, H: Host> {
    /// The model.
    pub app: App,
    /// The picture.
    pub terminal: Terminal<B>,
    host: H,
    runner: Runner,
    hits: Hits,
    /// The rows of the last picture that hold signs of which nobody knows how wide a terminal draws them.
    uncertain: Vec<u16>,
    ending: Option<Ending>,
    /// The terminal shows an older picture than the last one.
    behind: bool,
    /// What was done beside the loop and is not answered yet.
    done: Vec<Message>,
    unsaved: Option<String>,
}

/// Events that wait are answered before the next picture, for so long.
const PICTURE_AFTER: Duration = Duration::from_millis(30);

/// How long the disk is waited for when a person leaves, and does not want to wait.
const QUIT_WAITS: Duration = Duration::from_secs(2);

/// How long the disk is waited for when a signal or a closed terminal ends the program.
const END_WAITS: Duration = Duration::from_secs(10);

impl<B: Stage, H: Host> Shell<B, H>
where
    B::Error: Send + Sync + 'static,
{
    /// Puts the parts together; nothing is drawn yet.
    pub fn new(app: App, terminal: Terminal<B>, host: H, runner: Runner) -> Self {
        Self {
            app,
            terminal,
            host,
            runner,
            hits: Hits::default(),
            uncertain: Vec::new(),
            ending: None,
            behind: false,
            done: Vec::new(),
            unsaved: None,
        }
    }

    /// What is not in its file although the program has ended, and where it is; `None` as a rule.
    #[must_use]
    pub fn unsaved(&self) -> Option<&str> {
        self.unsaved.as_deref()
    }

    /// Runs until something ends it. The first picture is on the screen before anything is read. What is on its way to
    /// the disk then is waited for.
    ///
    /// # Errors
    /// The first picture cannot be written. Later the same means that the terminal is gone, and
    /// ends the loop like that.
    pub fn run(&mut self) -> io::Result<Ending> {
        self.draw()?;
        self.tell(Message::Tick(self.host.now(), self.host.moment()))?;
        let first = self.app.first_effects();
        self.perform(first)?;
        self.draw()?;
        loop {
            if let Some(ending) = self.ending {
                self.finish(ending)?;
                return Ok(ending);
            }
            if self.turn().is_err() {
                self.end(Ending::Closed)?;
            }
        }
    }

    /// Waits for one event and answers it, and those that wait behind it; then comes the picture.
    fn turn(&mut self) -> io::Result<()> {
        let first = self.host.next(self.wait());
        // The terminal has taken the last picture, and there is no newer one: drawing again would go on for ever.
        if first == Event::Woken && !self.behind && self.nothing_came() {
            return Ok(());
        }
        let mut next = Some(first);
        let began = self.host.moment();
        while let Some(event) = next {
            self.tell(Message::Tick(self.host.now(), self.host.moment()))?;
            self.answer(event)?;
            let goes_on = self.ending.is_none() && self.host.moment().since(began) < PICTURE_AFTER;
            next = if goes_on { self.host.pending() } else { None };
        }
        match self.ending {
            Some(_) => Ok(()),
            None => self.draw(),
        }
    }

    /// Takes what was done beside the loop. True where that is nothing.
    fn nothing_came(&mut self) -> bool {
        let session = self.app.shared.session.as_ref();
        self.done.extend(self.runner.finished(session));
        self.done.is_empty()
    }

    /// How long nothing needs to happen; for ever while nothing depends on the time.
    fn wait(&self) -> Option<Duration> {
        let due = self.app.next_tick()?;
        Some(due.since(self.host.moment()))
    }

    /// The program ends: what is on its way to the disk is waited for, though not for ever.
    fn finish(&mut self, ending: Ending) -> io::Result<()> {
        let limit = match ending {
            // Whoever left was told already that it takes its time.
            Ending::Quit => QUIT_WAITS,
            Ending::ScriptEnd | Ending::Signal(_) | Ending::Closed => END_WAITS,
        };
        loop {
            let done = self.runner.finish(limit);
            let messages = self.runner.finished(self.app.shared.session.as_ref());
            if messages.is_empty() {
                break;
            }
            for message in messages {
                self.tell(message)?;
            }
            if !done {
                break;
            }
        }
        self.unsaved = self.app.shared.session.as_ref().and_then(|session| {
            let aside = self.runner.is_aside(session);
            unsaved_words(session, aside)
        });
        Ok(())
    }

    fn answer(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Key(chord) => self.press(chord),
            Event::Paste(text) => self.tell(Message::Paste(text)),
            Event::Lost(why) => self.tell(Message::Failed(why.to_owned())),
            Event::Edited(edited) => {
                self.redraw()?;
                self.tell(Message::Edited(edited))
            }
            Event::Woken => {
                self.nothing_came();
                let done = std::mem::take(&mut self.done);
                done.into_iter().try_for_each(|message| self.tell(message))
            }
            Event::Resize(size) => {
                self.terminal.backend_mut().follow(size);
                self.tell(Message::Resize(size))?;
                self.redraw()
            }
            // What stood there when the person clicked is not there any more, or not yet.
            Event::Click(..) if self.behind => Ok(()),
            Event::Click(column, row) => match self.hits.at(column, row) {
                Some(target) => self.tell(Message::Click(target)),
                None => Ok(()),
            },
            Event::WheelUp(column, row) => {
                let here = self.hits.wheel_at(column, row);
                let action = here.map_or(Action::Move(Move::Up), |(up, _)| up);
                self.tell(Message::Act(action))
            }
            Event::WheelDown(column, row) => {
                let here = self.hits.wheel_at(column, row);
                let action = here.map_or(Action::Move(Move::Down), |(_, down)| down);
                self.tell(Message::Act(action))
            }
            Event::Timeout => Ok(()),
            Event::StopAsked => self.perform(vec![Loop::Suspend.into()]),
            Event::Continued => self.redraw(),
            Event::Signal(number) => self.end(Ending::Signal(number)),
            Event::Closed => self.end(Ending::Closed),
            Event::ScriptEnd => self.end(Ending::ScriptEnd),
        }
    }

    /// A key means what the table says; where text is typed, other keys are typed.
    fn press(&mut self, chord: Chord) -> io::Result<()> {
        let scope = self.app.scope();
        match keys::find(scope, chord) {
            Some(key) => self.tell(Message::Act(key.action)),
            None if scope.takes_text() => match keys::text_key(chord) {
                Some(key) => self.tell(Message::Type(key)),
                None => Ok(()),
            },
            None => Ok(()),
        }
    }

    /// Gives the model a message and does what it asks for.
    fn tell(&mut self, message: Message) -> io::Result<()> {
        let effects = update(&mut self.app, message);
        self.perform(effects)
    }

    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        effects.into_iter().try_for_each(|effect| match effect {
            Effect::Disk(asked) => self.on_disk(&asked),
            Effect::Loop(asked) => self.here(asked),
        })
    }

    /// What needs files is done by the runner, which has something to tell afterwards.
    fn on_disk(&mut self, asked: &Disk) -> io::Result<()> {
        let now = self.host.now();
        let session = self.app.shared.session.as_ref();
        let told = self.runner.run(asked, session, &now);
        told.into_iter().try_for_each(|message| self.tell(message))
    }

    /// What needs the terminal or the key table is done here.
    fn here(&mut self, asked: Loop) -> io::Result<()> {
        match asked {
            Loop::Quit => self.ending = Some(self.ending.unwrap_or(Ending::Quit)),
            Loop::Ring => self.host.ring(),
            Loop::Redraw => self.redraw()?,
            Loop::Suspend => {
                if let Err(why) = self.host.suspend() {
                    self.tell(Message::Failed(why))?;
                }
                self.redraw()?;
            }
            Loop::EditExternally(text) => self.host.edit(&text),
            Loop::Mouse(on) => self.host.mouse(on),
            Loop::ListActions => {
                let entries = keys::palette_entries(&self.app);
                self.tell(Message::PaletteReady(entries))?;
            }
        }
        Ok(())
    }

    /// The world ends the program: the model may still save, then the loop is left.
    fn end(&mut self, ending: Ending) -> io::Result<()> {
        self.ending = Some(ending);
        // Whoever writes elsewhere is not asked any more: what they saved there counts.
        if let Some(edited) = self.host.recall() {
            self.tell(Message::Edited(edited))?;
        }
        self.tell(Message::Ending)
    }

    /// Forgets what is on the screen, so that the next picture is written whole. Asks the terminal
    /// nothing: its answer would come in between the keys.
    fn redraw(&mut self) -> io::Result<()> {
        let Size { width, height } = self.app.shared.size;
        self.terminal
            .resize(Rect::new(0, 0, width, height))
            .map_err(io::Error::other)
    }

    /// Draws, unless the terminal has not taken the picture before: then this one comes when it has.
    fn draw(&mut self) -> io::Result<()> {
        self.behind = !self.host.shows();
        if self.behind {
            return Ok(());
        }
        let app = &self.app;
        let mut drawn = (Hits::default(), None);
        let completed = self
            .terminal
            .draw(|frame| {
                drawn = view::draw(app, frame.buffer_mut());
                if let Some(position) = drawn.1 {
                    frame.set_cursor_position(position);
                }
            })
            .map_err(io::Error::other)?;
        let uncertain = clusters::rows(completed.buffer);
        let mut again = std::mem::replace(&mut self.uncertain, uncertain);
        again.extend(&self.uncertain);
        again.sort_unstable();
        again.dedup();
        let cells = clusters::whole(completed.buffer, &again);
        let (hits, cursor) = drawn;
        self.hits = hits;
        if cells.is_empty() {
            return Ok(());
        }
        let cells = cells.iter().map(|(x, y, cell)| (*x, *y, cell));
        let backend = self.terminal.backend_mut();
        backend.draw(cells).map_err(io::Error::other)?;
        if let Some(position) = cursor {
            backend
                .set_cursor_position(position)
                .map_err(io::Error::other)?;
        }
        backend.flush().map_err(io::Error::other)
    }
}

/// What is said of work that could not be saved when the program ended; `None` where everything is.
fn unsaved_words(session: &Session, aside: bool) -> Option<String> {
    if !session.is_work_unsaved() {
        return None;
    }
    let file = files::neutral_line(&session.path.to_string_lossy()).into_owned();
    let why = session
        .trouble
        .as_deref()
        .unwrap_or("the disk did not answer");
    let last = session.saved_at.as_ref().map_or_else(
        || "as it was when it was opened".to_owned(),
        |at| format!("as of {}", at.strftime("%H:%M:%S")),
    );
    Some(if aside {
        format!(
            "the last changes are not in {file}: {why}. They stand beside it, and the next start takes them up"
        )
    } else {
        format!("the last changes are lost: {why}. {file} is whole, {last}")
    })
}

#[cfg(test)]
mod tests;
