//! The real program in a real terminal: one proof that the parts are wired together.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

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
    /// While this is false, nobody takes what the program writes.
    takes: Arc<AtomicBool>,
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
        command.env("TMPDIR", home);
        command.env("VISUAL", home.join("editor"));
        let child = pair.slave.spawn_command(command).unwrap();
        let mut screen = pair.master.try_clone_reader().unwrap();
        let (send, output) = channel();
        let takes = Arc::new(AtomicBool::new(true));
        let taking = Arc::clone(&takes);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = screen.read(&mut bytes) {
                if send.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
                while !taking.load(Ordering::SeqCst) {
                    thread::sleep(Duration::from_millis(10));
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
            takes,
        }
    }

    /// Waits until the terminal was sent this.
    fn shows(&mut self, text: &str) {
        while !self.seen.contains(text) {
            let bytes = self.output.recv_timeout(PATIENCE);
            let bytes = bytes.unwrap_or_else(|_| {
                let end = self.seen.len().saturating_sub(400);
                panic!("no {text:?} before {:?}", self.seen.get(end..))
            });
            self.seen.push_str(&String::from_utf8_lossy(&bytes));
        }
    }

    fn types(&mut self, keys: &str) {
        self.sends(keys.as_bytes());
    }

    fn sends(&mut self, bytes: &[u8]) {
        self.keyboard.write_all(bytes).unwrap();
        self.keyboard.flush().unwrap();
    }

    fn is_told(&self, signal: &str) {
        let id = self.child.process_id().unwrap().to_string();
        let sent = std::process::Command::new("kill")
            .args([signal, &id])
            .status();
        assert!(sent.unwrap().success());
    }

    /// How the program ended, once it has.
    fn status(&mut self) -> u32 {
        let since = Instant::now();
        while since.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("it does not end");
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
fn nothing_is_drawn_while_nothing_happens() {
    let home = tempfile::tempdir().unwrap();
    let (mut window, _) = in_the_title(home.path());
    window.types("x");
    // Until the change is saved and the header says so.
    thread::sleep(Duration::from_secs(2));
    while window.output.try_recv().is_ok() {}
    let more = window.output.recv_timeout(Duration::from_secs(1));
    assert!(more.is_err(), "{more:?}");
    window.types(CTRL_C);
    assert_eq!(window.status(), 0);
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
    window.is_told("-QUIT");
    window.shows(LEAVES_THE_ALTERNATE_SCREEN);
    assert_eq!(window.child.wait().unwrap().exit_code(), 128 + 3);
}

/// A new workshop in this folder.
fn workshop(home: &Path) -> PathBuf {
    let path = home.join("acme.workshop.yaml");
    let made = std::process::Command::new(env!("CARGO_BIN_EXE_leadpact"))
        .args(["new", "Acme"])
        .env("LEADPACT_HOME", home)
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    path
}

/// A window in whose set-up the cursor stands behind the title.
fn in_the_title(home: &Path) -> (Window, PathBuf) {
    let path = workshop(home);
    let mut window = Window::with(home, "xterm-256color", &["open", path.to_str().unwrap()]);
    window.shows("Marketing");
    window.types("e");
    window.shows("The workshop's name.");
    (window, path)
}

fn title(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let line = text.lines().find(|line| line.starts_with("  title: "));
    line.unwrap()["  title: ".len()..].to_owned()
}

/// Waits until the file holds this title.
fn holds(path: &Path, wanted: &str) {
    let since = Instant::now();
    while title(path) != wanted {
        assert!(since.elapsed() < PATIENCE, "{} is no {wanted}", title(path));
        thread::sleep(Duration::from_millis(20));
    }
}

const CTRL_C: &str = "\u{3}";

#[test]
fn a_paste_without_brackets_fills_a_field_and_starves_no_key() {
    let home = tempfile::tempdir().unwrap();
    let (mut window, path) = in_the_title(home.path());
    // With line ends, which are keys that leave the field when they are typed.
    window.types(&"twenty letters a time\r".repeat(1000));
    window.types(CTRL_C);
    assert_eq!(window.status(), 0);
    let title = title(&path);
    assert!(
        title.starts_with("Acmetwenty letters a time twenty"),
        "{title}"
    );
}

#[test]
fn a_paste_where_nothing_takes_text_does_nothing_and_starves_no_key() {
    let home = tempfile::tempdir().unwrap();
    let path = workshop(home.path());
    let before = std::fs::read(&path).unwrap();
    let mut window = Window::with(home.path(), "xterm", &["open", path.to_str().unwrap()]);
    window.shows("Marketing");
    // Each letter is the key of something.
    window.types(&"fcexyn ]1".repeat(2300));
    window.shows("Nothing here takes text");
    window.types("?");
    window.shows("─ Help ─");
    window.types(CTRL_C);
    assert_eq!(window.status(), 0);
    let after = std::fs::read(&path).unwrap();
    let names = std::fs::read_dir(home.path()).unwrap().count();
    assert!(
        names == 1 && after.len().abs_diff(before.len()) < 200,
        "{names}"
    );
}

#[test]
fn four_hundred_turns_of_the_wheel_starve_no_key() {
    let home = tempfile::tempdir().unwrap();
    let (mut window, _) = in_the_title(home.path());
    window.types(&"\u{1b}[<65;10;10M".repeat(400));
    // The last row has the cursor.
    window.shows("The sitting");
    window.types(CTRL_C);
    assert_eq!(window.status(), 0);
}

#[test]
fn a_paste_that_never_ends_is_told_and_types_nothing() {
    let home = tempfile::tempdir().unwrap();
    let (mut window, path) = in_the_title(home.path());
    window.types("\u{1b}[200~words");
    window.shows("did not come to its end");
    window.types("x");
    holds(&path, "Acmex");
    window.types("\u{1b}[200~words");
    thread::sleep(Duration::from_millis(400));
    window.types(CTRL_C);
    assert_eq!(window.status(), 0);
    assert_eq!(title(&path), "Acmex");
}

#[test]
fn an_answer_of_the_terminal_that_comes_late_and_in_two_halves_is_not_typed() {
    const ANSWERS: [&[u8]; 2] = [b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\", b"\x1b[?62;1;22c"];
    let halves = ANSWERS
        .iter()
        .flat_map(|answer| (2..answer.len()).map(|cut| answer.split_at(cut)));
    let windows: Vec<_> = halves
        .map(|(first, second)| {
            thread::spawn(move || {
                let home = tempfile::tempdir().unwrap();
                let (mut window, path) = in_the_title(home.path());
                window.sends(first);
                thread::sleep(Duration::from_secs(2));
                window.sends(second);
                window.types("x");
                holds(&path, "Acmex");
                window.types(CTRL_C);
                assert_eq!(window.status(), 0);
                assert_eq!(title(&path), "Acmex", "{first:?} {second:?}");
            })
        })
        .collect();
    for window in windows {
        window.join().unwrap();
    }
}

#[test]
#[cfg(unix)]
fn a_terminal_that_takes_nothing_keeps_nothing_from_the_disk() {
    let home = tempfile::tempdir().unwrap();
    let (mut window, path) = in_the_title(home.path());
    window.takes.store(false, Ordering::SeqCst);
    // A title takes 200 characters: every third key makes room.
    for key in ["x", "x", "\u{7f}"].repeat(100) {
        window.types(key);
        thread::sleep(Duration::from_millis(2));
    }
    window.is_told("-TERM");
    assert_eq!(window.status(), 128 + 15);
    assert_eq!(title(&path), format!("Acme{}", "x".repeat(100)));
}

#[test]
#[cfg(unix)]
fn a_signal_while_an_editor_is_open_saves_what_was_saved_there_too() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let editor = home.path().join("editor");
    let words = "#!/bin/sh\necho 'from the editor' > \"$1\"\necho it has started\nexec sleep 60\n";
    std::fs::write(&editor, words).unwrap();
    std::fs::set_permissions(&editor, std::fs::Permissions::from_mode(0o755)).unwrap();
    let (mut window, path) = in_the_title(home.path());
    // Back to the board, to Ana's sheet, and out of its first field.
    window.types("x");
    holds(&path, "Acmex");
    for keys in ["\u{1b}", "\r", "Ana", "\u{1b}", "\r", "\r", "\u{18}", "y"] {
        thread::sleep(Duration::from_millis(300));
        window.types(keys);
    }
    window.shows("it has started");
    window.is_told("-TERM");
    assert_eq!(window.status(), 128 + 15);
    assert_eq!(title(&path), "Acmex");
    let workshop = leadpact_files::load_workshop(&path).unwrap().value;
    let answers = format!("{:?}", workshop.sheets[0].open_responses());
    assert!(answers.contains("from the editor"), "{answers}");
    let left = std::fs::read_dir(home.path()).unwrap().count();
    assert_eq!(left, 2, "the workshop and the editor");
}
