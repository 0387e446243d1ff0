//! Playing a key script through the real loop without a terminal, for tests and demonstrations.

use std::path::Path;

use jiff::civil::date;
use jiff::tz::TimeZone;
use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::effects::Runner;
use crate::host::ScriptHost;
use crate::script;
use leadpact_app::look::Look;
use leadpact_app::{App, Size};

/// A screen as a person sees it.
#[derive(Debug, Clone)]
pub struct Picture(Buffer);

impl Picture {
    /// The picture of this buffer.
    #[must_use]
    pub fn new(buffer: Buffer) -> Self {
        Self(buffer)
    }

    /// The rows, without the spaces at their ends.
    #[must_use]
    pub fn rows(&self) -> Vec<String> {
        let area = self.0.area;
        (area.top()..area.bottom()).map(|y| self.row(y)).collect()
    }

    /// The whole screen as text.
    #[must_use]
    pub fn text(&self) -> String {
        self.rows().join("\n")
    }

    /// True when some row holds `words`.
    #[must_use]
    pub fn shows(&self, words: &str) -> bool {
        self.rows().iter().any(|row| row.contains(words))
    }

    /// The style at a cell; None outside of the screen.
    #[must_use]
    pub fn style(&self, column: u16, row: u16) -> Option<Style> {
        self.0.cell((column, row)).map(ratatui::buffer::Cell::style)
    }

    fn row(&self, y: u16) -> String {
        let mut text = String::new();
        let mut x = self.0.area.left();
        while x < self.0.area.right() {
            let symbol = self
                .0
                .cell((x, y))
                .map_or(" ", ratatui::buffer::Cell::symbol);
            text.push_str(symbol);
            // The cell after a wide character belongs to it.
            x += crate::widget::wrap::width(symbol).max(1);
        }
        text.trim_end().to_owned()
    }
}

/// Types `keys` at home in the data folder `home`, in a window of `size` (columns, rows), on Friday
/// 6 March 2026 at 14:02 UTC, and returns the screen at the end.
///
/// # Errors
/// In words, when the script cannot be typed.
pub fn play(home: &Path, keys: &str, size: (u16, u16)) -> Result<Picture, String> {
    let strokes = script::parse(keys).map_err(|error| error.to_string())?;
    let now = date(2026, 3, 6)
        .at(14, 2, 0, 0)
        .to_zoned(TimeZone::UTC)
        .map_err(|error| error.to_string())?;
    let size = Size {
        width: size.0,
        height: size.1,
    };
    let app = App::new(now.clone(), size, Look::default());
    let host = ScriptHost::new(strokes, now);
    crate::typed(app, host, Runner::new(home)).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests;
