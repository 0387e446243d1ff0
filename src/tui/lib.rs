//! The shell around [`leadpact_app`]: the terminal, the loop, keys, effects and drawing.
//!
//! ```text
//!  Acme Security · what is a qualified lead?            18 of 45 min    saved 14:02   widget/header
//!  ✓ 1 Define ─── ● 2 Compare ─── ○ 3 Agree ─── ○ 4 SLA ─── ○ 5 Sign
//! ────────────────────────────────────────────────────────────────────────────────
//!                                                                                     view/NAME
//!    one file per screen, the same names as in app/screen                             popups:
//!                                                                                     widget/help,
//!                                                                                     widget/palette
//! ─ ✓ what the program has to say ────────────────────────────────────────────────    Shared::notice
//!  enter open   / filter   : all actions                                    ? help    keys.rs
//! ```
//!
//! How to add a screen, an action or a key: see [`leadpact_app`].

pub mod canvas;
pub mod cleaned;
pub(crate) mod clusters;
pub mod ears;
pub mod editor;
pub mod effects;
pub mod host;
pub mod input;
pub mod keys;
pub mod output;
pub mod play;
pub mod run;
pub(crate) mod saver;
pub mod script;
pub mod terminal;
pub mod theme;
pub mod view;
pub mod widget;
pub(crate) mod workshop_file;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::time::Duration;

use jiff::Zoned;
use ratatui::backend::{CrosstermBackend, TestBackend};
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use ears::Ears;
use effects::Runner;
use host::ScriptHost;
use leadpact_app::look::Look;
use leadpact_app::{App, Size};
use leadpact_files::{DataFolder, FolderError, outlet};
use play::Picture;
use run::{Ending, Shell};
use terminal::{Guard, TerminalHost};

/// What the command line says about the screen.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The data folder.
    pub home: PathBuf,
    /// The workshop to open at once; `None`: the list of workshops.
    pub open: Option<PathBuf>,
    /// A key script, typed before the person is.
    pub keys: String,
    /// Print the last screen at this size and leave, without a terminal.
    pub print: Option<Size>,
    /// The theme by its word.
    pub theme: Option<String>,
    /// Plain ASCII marks and lines.
    pub ascii: bool,
    /// The mouse is left to the terminal.
    pub no_mouse: bool,
}

impl Options {
    /// Options from words, the data folder where this computer keeps such things or where
    /// `LEADPACT_HOME` says. `print` is a size such as `80x24`.
    ///
    /// # Errors
    /// The size is none, or there is no place for the data folder.
    pub fn new(
        keys: String,
        print: Option<&str>,
        theme: Option<String>,
        ascii: bool,
    ) -> Result<Self, Error> {
        let print = print
            .map(|text| script::parse_size(text).ok_or_else(|| Error::Size(text.to_owned())))
            .transpose()?;
        let home = DataFolder::find()?.path().to_owned();
        Ok(Self {
            home,
            open: None,
            keys,
            print,
            theme,
            ascii,
            no_mouse: false,
        })
    }
}

/// Why the screen could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The key script cannot be typed.
    #[error(transparent)]
    Script(#[from] script::ScriptError),
    /// The words for theme or marks are not known.
    #[error("{0}")]
    Look(String),
    /// The size to print at is none.
    #[error("\"{0}\" is no window size; write columns, x and rows, for example 80x24")]
    Size(String),
    /// Nobody knows where the workshops are.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// There is no terminal to draw on.
    #[error(
        "this is not a terminal. Run leadpact in a terminal window, or ask for one screen as text: leadpact --print 80x24"
    )]
    NoTerminal,
    /// There is one, and it cannot place anything anywhere.
    #[error(
        "this terminal cannot show a screen (TERM is {0}). Run leadpact in a terminal window, or ask for one screen as text: leadpact --print 80x24"
    )]
    PlainTerminal(String),
    /// Nobody takes the picture.
    #[error("the picture cannot be written: {0}. Make room, or write it elsewhere")]
    Print(#[source] io::Error),
    /// The terminal does not work.
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] io::Error),
}

/// Shows the application until the person leaves. Returns the exit status: 0, or 128 and the number
/// of the signal that ended it; a terminal that went away counts as SIGHUP.
///
/// # Errors
/// What the command line asked for cannot be done, or there is no terminal.
pub fn start(options: &Options) -> Result<u8, Error> {
    let strokes = script::parse(&options.keys)?;
    let variable = |name: &str| std::env::var(name).ok();
    let look =
        theme::look_from(options.theme.as_deref(), options.ascii, variable).map_err(Error::Look)?;
    let runner = Runner::new(&options.home);
    if let Some(size) = options.print {
        let now = Zoned::now();
        let mut app = App::new(now.clone(), size, look);
        app.open.clone_from(&options.open);
        let picture = typed(app, ScriptHost::new(strokes, now), runner)?;
        return match writeln!(outlet::words(), "{}", picture.text()) {
            // Whoever read it has gone, as `head` does, and needs no more of it.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(0),
            Err(error) => Err(Error::Print(error)),
            Ok(()) => Ok(0),
        };
    }
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Error::NoTerminal);
    }
    if let Some(plain) = variable("TERM").filter(|name| PLAIN.contains(&name.as_str())) {
        return Err(Error::PlainTerminal(plain));
    }
    let ending = shown(strokes, look, runner, options)?;
    Ok(match ending {
        Ending::Quit | Ending::ScriptEnd => 0,
        // As if the signal that says so had come.
        Ending::Closed => 128 + 1,
        Ending::Signal(number) => u8::try_from(128 + number).unwrap_or(u8::MAX),
    })
}

/// Terminals that only write line after line.
const PLAIN: [&str; 2] = ["dumb", "unknown"];

fn shown(
    strokes: Vec<script::Stroke>,
    look: Look,
    runner: Runner,
    options: &Options,
) -> Result<Ending, Error> {
    editor::sweep();
    let ears = Ears::open()?;
    let runner = runner.beside(ears.waker());
    let guard = Guard::take(!options.no_mouse, ears.waker())?;
    let output = guard.output().clone();
    let size = terminal::size();
    // The picture follows the window when the loop says so, and no further than it is drawn.
    let viewport = Viewport::Fixed(Rect::new(0, 0, size.width, size.height));
    let backend = CrosstermBackend::new(output::Picture::new(output.clone()));
    let terminal = Terminal::with_options(backend, TerminalOptions { viewport })?;
    let mut app = App::new(Zoned::now(), size, look);
    app.open.clone_from(&options.open);
    app.shared.mouse = !options.no_mouse;
    let host = TerminalHost::new(strokes, ears, output);
    let mut shell = Shell::new(app, terminal, host, runner);
    let ending = shell.run();
    drop(guard);
    if let Some(words) = shell.unsaved() {
        last_words(words);
    }
    // The guard has shown the cursor again. Ratatui would do so too, and panic where the terminal
    // is gone.
    std::mem::forget(shell.terminal);
    Ok(ending?)
}

/// Says a last thing on standard error, unless nobody takes it.
fn last_words(words: &str) {
    let line = format!("leadpact: {words}.\n");
    let (send, said) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let _ = outlet::aside().write_all(line.as_bytes());
        let _ = send.send(());
    });
    let _ = said.recv_timeout(LAST_WORDS);
}

/// A terminal that takes nothing is left after so long.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// Types a script without a terminal; the picture it ends with.
fn typed(app: App, host: ScriptHost, runner: Runner) -> io::Result<Picture> {
    let Size { width, height } = app.shared.size;
    let terminal = Terminal::new(TestBackend::new(width, height)).map_err(io::Error::other)?;
    let mut shell = Shell::new(app, terminal, host, runner);
    shell.run()?;
    Ok(Picture::new(shell.terminal.backend().buffer().clone()))
}
