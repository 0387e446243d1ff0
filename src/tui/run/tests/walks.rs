//! Walks past every part of the program, key by key, and what stands on the screen then.

use std::path::Path;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;
use tempfile::TempDir;

use super::monkey::{Hands, happens, noon};
use crate::effects::Runner;
use crate::host::{Event, ScriptHost};
use crate::run::Shell;
use crate::script::{self, Stroke};
use leadpact_app::look::Look;
use leadpact_app::{App, Size};
use leadpact_table as table;

/// The program at home in this folder, after these keys.
pub(super) fn after(home: &Path, keys: &str, (width, height): (u16, u16)) -> Hands {
    let app = App::new(noon(), Size { width, height }, Look::default());
    let terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    let host = ScriptHost::new(Vec::new(), noon());
    let mut shell = Shell::new(app, terminal, host, Runner::new(home));
    let first = shell.app.first_effects();
    shell.perform(first).unwrap();
    shell.draw().unwrap();
    press(&mut shell, keys);
    shell
}

/// Presses these keys.
pub(super) fn press(shell: &mut Hands, keys: &str) {
    for stroke in script::parse(keys).unwrap() {
        let event = match stroke {
            Stroke::Key(chord) => Event::Key(chord),
            Stroke::Paste(text) => Event::Paste(text),
            Stroke::Resize(size) => Event::Resize(size),
            Stroke::Wait(_) => Event::Timeout,
        };
        happens(shell, event);
    }
}

/// The rows of the screen, a character for each cell: what is said by a column holds for both.
pub(super) fn rows(shell: &Hands) -> Vec<Vec<char>> {
    let buffer = shell.terminal.backend().buffer();
    let area = buffer.area;
    let cell = |x, y| buffer[(x, y)].symbol().chars().next().unwrap_or(' ');
    (area.top()..area.bottom())
        .map(|y| (area.left()..area.right()).map(|x| cell(x, y)).collect())
        .collect()
}

pub(super) fn text(shell: &Hands) -> String {
    let lines = rows(shell).into_iter();
    let lines: Vec<String> = lines.map(|row| row.into_iter().collect()).collect();
    lines.join("\n")
}

/// What stands in a part of the screen.
pub(super) fn within(shell: &Hands, area: Rect) -> String {
    let rows = rows(shell);
    let row = rows.get(usize::from(area.y)).map_or(&[][..], Vec::as_slice);
    let (from, to) = (usize::from(area.x), usize::from(area.right()));
    row.get(from..to.min(row.len()))
        .unwrap_or_default()
        .iter()
        .collect()
}

/// Where these words stand first, from this row on.
pub(super) fn find(shell: &Hands, words: &str, from: u16) -> Option<(u16, u16)> {
    let wanted: Vec<char> = words.chars().collect();
    for (y, row) in rows(shell).iter().enumerate().skip(usize::from(from)) {
        if let Some(x) = row.windows(wanted.len()).position(|part| part == wanted) {
            return Some((u16::try_from(x).unwrap(), u16::try_from(y).unwrap()));
        }
    }
    None
}

/// A prepared data folder and the keys from one picture to the next.
struct Walk {
    folder: Folder,
    keys: Vec<String>,
}

/// What a data folder holds before anything is pressed.
#[derive(Clone, Copy)]
pub(super) enum Folder {
    /// Nothing.
    Empty,
    /// Two parties, all answers on the table.
    Revealed,
    /// The same with values of their own and long texts.
    OwnValues,
    /// A sample that is signed.
    Signed,
}

impl Folder {
    /// The folder.
    pub(super) fn made(self) -> TempDir {
        match self {
            Self::Empty => tempfile::tempdir().unwrap(),
            Self::Revealed => table::home(2),
            Self::OwnValues => table::home_with_own_values(),
            Self::Signed => {
                let home = tempfile::tempdir().unwrap();
                let name = "trial-analytics.workshop.yaml";
                let sample = Path::new(env!("CARGO_MANIFEST_DIR"))
                    .join("../../workshops")
                    .join(name);
                std::fs::copy(sample, home.path().join(name)).unwrap();
                home
            }
        }
    }
}

/// A new workshop with a person for each of two parties, up to its board.
pub(super) const NEW: &str = "nAcme Security<enter><enter><enter><down>Acme Ltd<down>Endpoints<down><down><down><down>Fay\
    <down><down>Ana<down><down>Carla<c-n>";

/// Walks past every part of the program.
fn walks() -> Vec<Walk> {
    let mut found = Vec::new();
    let mut walk = |folder, keys: &[&str]| {
        let keys = keys.iter().map(|keys| (*keys).to_owned()).collect();
        found.push(Walk { folder, keys });
    };
    let set_up = "<esc>nAcme<enter><enter><enter>";
    let home = [
        "", "?", "<esc>:", "<esc>n", "<down>", "<down>", set_up, LAST_ROWS,
    ];
    walk(Folder::Empty, &home);
    // Every question, from its first row and from the one that asks how much it matters; then what is sealed.
    let questions = table::revealed(2).bank.questions.len();
    let mut sheet = vec![NEW, "<esc>/", "<esc><enter><enter>", "<enter>"];
    for _ in 0..questions {
        sheet.extend(["<tab>", "<c-n>"]);
    }
    // How a record shows what somebody wrote.
    let own = "<end><up><up><enter><pgdn><down>Rivals<enter>";
    sheet.extend([
        own,
        "<enter>",
        "<down><enter>",
        "<down>",
        "<down>",
        "<down>",
    ]);
    walk(Folder::Empty, &sheet);
    let end = "<c-n>".repeat(questions);
    walk(Folder::Empty, &[NEW, "<enter><enter>", &end, "s", "y", "v"]);
    let pairs = [
        "<enter>",
        "<enter>",
        "y",
        "<down>",
        "<esc><enter>",
        "<enter>",
    ];
    walk(Folder::OwnValues, &pairs);
    let agree = [
        "<enter><enter>",
        "<end>",
        "<enter>",
        "a",
        "p",
        "<esc><esc>",
        "s",
    ];
    walk(Folder::Revealed, &agree);
    // Every difference with its ways out, some of them taken, the answer opened.
    for at in 0..questions {
        let open = format!("<enter>a<esc><home>{}<enter>", "<down>".repeat(at));
        walk(Folder::Revealed, &[&open, "1", "2", "l", "w", "<tab>"]);
    }
    walk(Folder::Revealed, &["<enter>a<esc><home><enter>c", "<down>"]);
    walk(
        Folder::Revealed,
        &["<enter>a<esc><home><enter>k", "<down>", "<down>"],
    );
    let stages = [
        "<enter>a<esc>g",
        "<enter>",
        "<down><down>",
        "<esc><esc>m",
        "<tab>",
    ];
    walk(Folder::Revealed, &stages);
    let sla = "<enter>a<esc>:go to SLA<enter>";
    let promises = [
        sla,
        "n",
        "<esc><enter>",
        "<tab>",
        "<down>",
        "<down>",
        "<down>",
    ];
    walk(Folder::Revealed, &promises);
    for up in ["", "<up>", "<up><up>", "<up><up><up>"] {
        let ground = format!("{sla}<end>{up}<enter>");
        walk(Folder::Revealed, &[&ground, "<enter>", "<down>"]);
    }
    let sign = "<enter>a<esc>:go to Sign<enter>";
    let from = "<end><up><up><up>";
    let names = [
        sign, "<end>", "<up><up>", from, "<enter>", "<esc>t", "<esc>s",
    ];
    walk(Folder::Revealed, &names);
    walk(Folder::Signed, &["<enter>", "h", "<enter>", "<esc><esc>a"]);
    found
}

/// To the rows below the parties of a new workshop.
const LAST_ROWS: &str = "<pgdn><down><down><down>";

/// Shows each picture to somebody, with what led to it, in two sizes of the window.
pub(super) fn each(mut look: impl FnMut(&str, &mut Hands)) {
    for walk in walks() {
        let home = walk.folder.made();
        let mut shell = after(home.path(), "", (80, 24));
        let mut so_far = String::new();
        for keys in &walk.keys {
            press(&mut shell, keys);
            so_far.push_str(keys);
            so_far.push_str("  ");
            for (width, height) in [(120, 40), (80, 24)] {
                happens(&mut shell, Event::Resize(Size { width, height }));
                look(&so_far, &mut shell);
            }
        }
    }
}
