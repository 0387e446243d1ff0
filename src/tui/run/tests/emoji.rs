//! A terminal that draws joined emoji one beside the other, as some do: nothing of them is left on the screen.

use leadpact_app::action::HomeAction;
use ratatui::Terminal;
use ratatui::backend::{Backend, ClearType, TestBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size as Cells};
use unicode_width::UnicodeWidthChar;

use super::monkey::noon;
use crate::effects::Runner;
use crate::host::ScriptHost;
use crate::run::{Shell, Stage};
use leadpact_app::look::Look;
use leadpact_app::{App, Message, Size};

/// Draws every character on its own, as wide as it is alone, over whatever stood there.
struct Apart {
    inner: TestBackend,
    grid: Vec<Vec<String>>,
}

impl Apart {
    fn new(width: u16, height: u16) -> Self {
        let row = vec![" ".to_owned(); usize::from(width) + 20];
        Self {
            inner: TestBackend::new(width, height),
            grid: vec![row; usize::from(height)],
        }
    }
}

impl Backend for Apart {
    type Error = core::convert::Infallible;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), Self::Error>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let cells: Vec<(u16, u16, &Cell)> = content.collect();
        for (x, y, cell) in &cells {
            let row = &mut self.grid[usize::from(*y)];
            let mut at = usize::from(*x);
            for c in cell.symbol().chars() {
                let wide = c.width().unwrap_or(0);
                if wide > 0 {
                    row[at] = c.to_string();
                    for covered in 1..wide {
                        row[at + covered] = String::new();
                    }
                }
                at += wide;
            }
        }
        self.inner.draw(cells.into_iter())
    }

    fn hide_cursor(&mut self) -> Result<(), Self::Error> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> Result<(), Self::Error> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> Result<Position, Self::Error> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, to: P) -> Result<(), Self::Error> {
        self.inner.set_cursor_position(to)
    }

    fn clear(&mut self) -> Result<(), Self::Error> {
        for cell in self.grid.iter_mut().flatten() {
            " ".clone_into(cell);
        }
        self.inner.clear()
    }

    fn clear_region(&mut self, part: ClearType) -> Result<(), Self::Error> {
        self.inner.clear_region(part)
    }

    fn size(&self) -> Result<Cells, Self::Error> {
        self.inner.size()
    }

    fn window_size(&mut self) -> Result<WindowSize, Self::Error> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> Result<(), Self::Error> {
        self.inner.flush()
    }
}

impl Stage for Apart {
    fn follow(&mut self, size: Size) {
        self.inner.resize(size.width, size.height);
    }
}

#[test]
fn nothing_is_left_of_joined_emoji_beside_them_and_after_them() {
    let home = tempfile::tempdir().unwrap();
    let (width, height) = (80, 24);
    let app = App::new(noon(), Size { width, height }, Look::default());
    let terminal = Terminal::new(Apart::new(width, height)).unwrap();
    let host = ScriptHost::new(Vec::new(), noon());
    let mut shell = Shell::new(app, terminal, host, Runner::new(home.path()));
    let mut tell = |message: Message| {
        shell.tell(message).unwrap();
        shell.draw().unwrap();
        let grid = shell.terminal.backend().grid.clone();
        let cursor = shell.terminal.backend_mut().get_cursor_position().unwrap();
        let rows: Vec<String> = grid.iter().map(|row| row.concat()).collect();
        (rows.join("\n"), cursor)
    };
    let new = leadpact_app::action::Action::Home(HomeAction::New);
    let (before, _) = tell(Message::Act(new));
    let family = "👨\u{200d}👩\u{200d}👧";
    let (during, cursor) = tell(Message::Paste(family.to_owned()));
    // Only what stands in the two cells that are counted is there.
    assert_eq!(during.matches('👨').count(), 1, "{during}");
    assert_eq!(during.matches('👩').count(), 0, "{during}");
    assert_eq!(cursor.x, 23, "two cells behind the start of the field");
    let (after, _) = tell(Message::Type(leadpact_app::text::TextKey::Backspace));
    assert_eq!(after, before);
}
