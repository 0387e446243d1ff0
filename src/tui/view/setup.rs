//! The set-up form.

use ratatui::layout::Rect;

use crate::app::screen::setup::Setup;
use crate::tui::canvas::Canvas;
use crate::tui::widget::form;

/// Draws the body of the set-up.
pub fn draw(setup: &Setup, canvas: &mut Canvas, area: Rect) {
    let inner = Rect {
        x: area.x.saturating_add(1),
        y: area.y.saturating_add(1),
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(1),
    };
    form::draw(&setup.form, canvas, inner);
}
