//! The set-up form.

use ratatui::layout::Rect;

use crate::canvas::Canvas;
use crate::widget::area;
use crate::widget::form;
use leadpact_app::screen::setup::Setup;

/// Draws the body of the set-up.
pub fn draw(setup: &Setup, canvas: &mut Canvas, area: Rect) {
    let inner = area::down(area::inner(area), 1);
    form::draw(&setup.form, canvas, inner);
}
