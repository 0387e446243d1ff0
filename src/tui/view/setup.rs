//! The set-up form.

use ratatui::layout::Rect;

use crate::canvas::Canvas;
use crate::widget::form;
use leadpact_app::screen::setup::Setup;

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
