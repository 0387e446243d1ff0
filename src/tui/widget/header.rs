//! The header: what is open, the clock, and the five steps.

use ratatui::layout::Rect;

use crate::canvas::{Canvas, Target};
use crate::theme::mark;
use crate::widget::area;
use crate::widget::wrap;
use leadpact_app::App;
use leadpact_app::action::{Action, StepAction};
use leadpact_app::heading::{StepMark, StepState};

/// Rows the header takes, the line under it included.
pub(crate) const HEIGHT: u16 = 3;

/// Columns of the five steps with lines between them.
const WIDE: u16 = 65;

/// Draws the header at the top of `area`.
pub fn draw(app: &App, canvas: &mut Canvas, area: Rect) {
    let heading = &app.heading();
    let theme = canvas.theme;
    let inner = area::inner(area);
    let state = [heading.clock.as_deref(), heading.saved.as_deref()];
    let state: Vec<&str> = state.into_iter().flatten().collect();
    let state = state.join("    ");
    let room = inner.width.saturating_sub(wrap::width(&state) + 2);
    let left = Rect {
        width: room,
        ..inner
    };
    // What is open gives way to what is in front: a title is known, a place has to be said.
    let about = if heading.about.is_empty() {
        String::new()
    } else {
        format!(" · {}", heading.about)
    };
    let title = Rect {
        width: left.width.saturating_sub(wrap::width(&about)),
        ..left
    };
    let end = canvas.write(title, (0, 0), &heading.title, theme.strong);
    canvas.write(left, (end, 0), &about, theme.quiet);
    canvas.write_right(inner, 0, &state, theme.quiet);
    // The lines between the steps give way to the tally.
    let flash = format!(" {} ", heading.flash);
    let (tally, style) = if heading.flash.is_empty() {
        (heading.tally.as_str(), theme.quiet)
    } else {
        (flash.as_str(), theme.warn.reversed())
    };
    let spent = if tally.is_empty() {
        0
    } else {
        wrap::width(tally) + 2
    };
    let room = inner.width.saturating_sub(spent);
    steps(app, &heading.steps, room, canvas, inner);
    canvas.write_right(inner, 1, tally, style);
    canvas.rule(area, 2);
}

/// How much of the five steps is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelt {
    /// All, with lines between them.
    Apart,
    /// All, one beside the other.
    Close,
    /// Only the one in front by its word.
    Here,
}

impl Spelt {
    /// As much as there is room for.
    fn within(steps: &[StepMark], room: u16) -> Self {
        // A mark, a number, and a blank behind each.
        let close: u16 = steps.iter().map(|s| wrap::width(s.step.word()) + 5).sum();
        if room >= WIDE {
            Self::Apart
        } else if room + 1 >= close {
            Self::Close
        } else {
            Self::Here
        }
    }
}

fn steps(app: &App, steps: &[StepMark], room: u16, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let spelt = Spelt::within(steps, room);
    let between = match spelt {
        Spelt::Apart => " ─── ",
        Spelt::Close | Spelt::Here => " ",
    };
    let mut x = 0;
    for (number, step) in (1..).zip(steps) {
        if x > 0 {
            x = canvas.write(area, (x, 1), between, theme.line);
        }
        let (sign, style) = step_style(step.state, canvas);
        let named = spelt != Spelt::Here || step.state == StepState::Here;
        let text = if named {
            format!("{sign} {number} {}", step.step.word())
        } else {
            format!("{sign} {number}")
        };
        // Where a step cannot be gone to by name, its name is no button.
        let goes = Action::Step(StepAction::to(step.step));
        x = if app.allows(goes) {
            canvas.write_for(area, (x, 1), &text, style, Target::Action(goes))
        } else {
            canvas.write(area, (x, 1), &text, style)
        };
    }
}

/// The mark and the style of a step.
#[must_use]
pub(crate) fn step_style(
    state: StepState,
    canvas: &Canvas,
) -> (&'static str, ratatui::style::Style) {
    match state {
        StepState::Done => (mark::DONE, canvas.theme.good),
        StepState::Here => (mark::HERE, canvas.theme.accent),
        StepState::ToDo => (mark::TO_DO, canvas.theme.quiet),
    }
}
