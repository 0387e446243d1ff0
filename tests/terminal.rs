//! The real program in a real terminal: one proof that the parts are wired together.

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
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
        command.env("TERM", "xterm-256color");
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
