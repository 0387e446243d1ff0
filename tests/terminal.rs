//! The real program in a real terminal: one proof that the parts are wired together.

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Longer than any machine needs; reaching it is a failure, not a measurement.
const PATIENCE: Duration = Duration::from_secs(30);

struct Window {
    /// Held so that the terminal stays.
    _master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    seen: String,
}

impl Window {
    fn open(home: &std::path::Path) -> Self {
        Self::with(home, "xterm-256color", &[])
    }

    /// The program with these options, in a terminal that calls itself so.
    fn with(home: &std::path::Path, term: &str, options: &[&str]) -> Self {
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_leadpact"));
        // Not the home of whoever runs the test: it need not exist.
        command.cwd(home);
        command.env("LEADPACT_HOME", home);
        command.args(options);
        command.env("TERM", term);
        command.env("LC_ALL", "C.UTF-8");
        let child = pair.slave.spawn_command(command).unwrap();
        let mut screen = pair.master.try_clone_reader().unwrap();
        let (send, output) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = screen.read(&mut bytes) {
                if send.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let keyboard = pair.master.take_writer().unwrap();
        Self {
            _master: pair.master,
            child,
            keyboard,
            output,
            seen: String::new(),
        }
    }

    /// Waits until the terminal was sent this.
    fn shows(&mut self, text: &str) {
        while !self.seen.contains(text) {
            let bytes = self.output.recv_timeout(PATIENCE);
            let bytes = bytes.unwrap_or_else(|_| panic!("no {text:?} in {:?}", self.seen));
            self.seen.push_str(&String::from_utf8_lossy(&bytes));
        }
    }

    fn types(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }
}

/// What a command without a screen writes on a terminal without colours, and its exit status.
pub fn printed(home: &std::path::Path, arguments: &[&str]) -> (String, u32) {
    let mut window = Window::with(home, "dumb", arguments);
    let mut bytes = Vec::new();
    // It ends when the program has closed the terminal.
    let mut waited = 0;
    loop {
        match window.output.recv_timeout(Duration::from_millis(200)) {
            Ok(more) => bytes.extend(more),
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                waited += 1;
                let ended = window.child.try_wait().unwrap().is_some();
                assert!(waited < 300, "{arguments:?} does not end");
                if ended {
                    break;
                }
            }
        }
    }
    let code = window.child.wait().unwrap().exit_code();
    (String::from_utf8(bytes).unwrap(), code)
}

const LEAVES_THE_ALTERNATE_SCREEN: &str = "\u{1b}[?1049l";

#[test]
fn a_person_looks_around_and_leaves() {
    let home = tempfile::tempdir().unwrap();
    let mut window = Window::open(home.path());
    window.shows("Leadpact");
    window.types("?");
    window.shows("─ Help ─");
    // The first closes the help page, the second leaves.
    window.types("qq");
    window.shows(LEAVES_THE_ALTERNATE_SCREEN);
    assert_eq!(window.child.wait().unwrap().exit_code(), 0);
}

#[test]
fn a_hang_up_gives_the_terminal_back_and_says_so() {
    let home = tempfile::tempdir().unwrap();
    let mut window = Window::open(home.path());
    window.shows("Leadpact");
    // The killer of this library hangs up first.
    window.child.clone_killer().kill().unwrap();
    window.shows(LEAVES_THE_ALTERNATE_SCREEN);
    assert_eq!(window.child.wait().unwrap().exit_code(), 128 + 1);
}

const TAKES_THE_MOUSE: &str = "\u{1b}[?1000h";
const LEAVES_THE_MOUSE: &str = "\u{1b}[?1000l";

#[test]
fn the_mouse_is_left_to_the_terminal_where_asked_and_taken_back_by_name() {
    let home = tempfile::tempdir().unwrap();
    let mut window = Window::with(home.path(), "xterm-256color", &["--no-mouse"]);
    window.shows("There is no workshop yet.");
    assert!(!window.seen.contains(TAKES_THE_MOUSE), "{:?}", window.seen);
    window.types(":mouse\r");
    window.shows(TAKES_THE_MOUSE);
    window.shows("Hold Shift and drag");
    window.seen.clear();
    window.types(":mouse\r");
    window.shows(LEAVES_THE_MOUSE);
    window.shows("The mouse is off");
    window.types("q");
    assert_eq!(window.child.wait().unwrap().exit_code(), 0);
}

#[test]
fn a_terminal_that_only_writes_lines_is_told_so_and_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let mut window = Window::with(home.path(), "dumb", &[]);
    window.shows("TERM is dumb");
    window.shows("--print 80x24");
    assert_eq!(window.child.wait().unwrap().exit_code(), 2);
    assert!(!window.seen.contains('\u{1b}'), "{:?}", window.seen);
}

#[test]
#[cfg(unix)]
fn quit_gives_the_terminal_back_and_says_so() {
    let home = tempfile::tempdir().unwrap();
    let mut window = Window::open(home.path());
    window.shows("There is no workshop yet.");
    let id = window.child.process_id().unwrap().to_string();
    let sent = std::process::Command::new("kill")
        .args(["-QUIT", &id])
        .status();
    assert!(sent.unwrap().success());
    window.shows(LEAVES_THE_ALTERNATE_SCREEN);
    assert_eq!(window.child.wait().unwrap().exit_code(), 128 + 3);
}
