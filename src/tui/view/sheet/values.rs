//! One line of a question: a value with its mark, a field, a row of choices.

use ratatui::layout::Rect;

use crate::canvas::{Canvas, Target};
use crate::theme::mark;
use crate::widget::{choice, wrap};
use leadpact_app::action::{Action, General, SheetAction};
use leadpact_app::answering::shown::QUESTION;
use leadpact_app::answering::{Answering, Line};
use leadpact_workshop::{Importance, Observation};

/// Columns for the labels of the rows below the answer.
const LABEL: u16 = 20;

/// What stands in place of what others must not see.
pub(super) const HIDDEN: &str = "hidden while you are elsewhere";

/// The row that asks how a record shows the case above it.
pub(super) fn shown(page: &Answering, line: Line, hidden: bool, canvas: &mut Canvas, place: Rect) {
    let theme = canvas.theme;
    if hidden {
        return;
    }
    let x = canvas.write(place, (7, 0), QUESTION, theme.quiet);
    let said = page.shown_on(line).is_some();
    let words = match (page.line() == line, said) {
        (true, true) => "enter changes it",
        (true, false) => "[nobody can see it]   enter: say how",
        (false, true) => "",
        (false, false) => "nobody can see it",
    };
    let open = Target::On(page.row_of(line), Action::General(General::Choose));
    canvas.write_for(place, (x + 2, 0), words, theme.accent, open);
}

/// The rows that follow every answer.
pub(super) fn below_text(
    page: &Answering,
    line: Line,
    hidden: bool,
    canvas: &mut Canvas,
    place: Rect,
) {
    let theme = canvas.theme;
    match line {
        Line::DontKnow => value(page, line, "don't know", "", hidden, canvas, place),
        Line::Matters => {
            canvas.write(place, (3, 0), "It matters", theme.quiet);
            let chosen = page.response.importance;
            let options = Importance::ALL.map(|i| (i.word(), chosen == Some(i)));
            let missing = chosen.is_none() && page.response.is_answered();
            let hidden = hidden && chosen.is_some();
            let x = choices(options, page.row_of(line), hidden, canvas, place);
            if missing {
                let words = format!("{} not said yet", mark::ATTENTION);
                canvas.write(place, (x + 1, 0), &words, theme.warn);
            }
        }
        Line::SeenKind => {
            canvas.write(place, (3, 0), "We would see it by", theme.quiet);
            let by = page.response.observed_by.as_ref();
            let options = [
                ("a field", matches!(by, Some(Observation::Field(_)))),
                (
                    "something they do",
                    matches!(by, Some(Observation::Event(_))),
                ),
                (
                    "a person who asks",
                    matches!(by, Some(Observation::Person(_))),
                ),
            ];
            let hidden = hidden && by.is_some();
            choices(options, page.row_of(line), hidden, canvas, place);
        }
        Line::SeenWords => field(page, line, "  its name", hidden, canvas, place),
        Line::Because => field(page, line, "Because (optional)", hidden, canvas, place),
        _ => {}
    }
}

/// What can be chosen on a row below the answer. Returns the column after it.
fn choices<const N: usize>(
    options: [(&str, bool); N],
    row: usize,
    hidden: bool,
    canvas: &mut Canvas,
    place: Rect,
) -> u16 {
    let theme = canvas.theme;
    if hidden {
        return canvas.write(place, (LABEL + 4, 0), HIDDEN, theme.quiet);
    }
    let styles = (theme.accent, theme.text);
    choice::all(options, row, styles, canvas, (place, LABEL + 3))
}

pub(super) fn value(
    page: &Answering,
    line: Line,
    label: &str,
    after: &str,
    hidden: bool,
    canvas: &mut Canvas,
    place: Rect,
) {
    let theme = canvas.theme;
    let marked = page.is_marked(line) && !hidden;
    let several = page.marks_several() && !matches!(line, Line::Any | Line::DontKnow);
    let sign = match (several, marked, page.place_of(line)) {
        _ if hidden => " · ".to_owned(),
        (true, true, Some(number)) => format!("{number:>2}."),
        (true, true, None) => "[x]".to_owned(),
        (true, false, _) => "[ ]".to_owned(),
        (false, true, _) => "(•)".to_owned(),
        (false, false, _) => "( )".to_owned(),
    };
    let style = match (marked, hidden) {
        (true, _) => theme.strong,
        (false, true) => theme.quiet,
        (false, false) => theme.text,
    };
    // The mark and its words are marked by one click; what is hidden is shown by it first.
    let row = page.row_of(line);
    let mark = if hidden {
        Target::Row(row)
    } else {
        Target::On(row, Action::Sheet(SheetAction::Mark))
    };
    let accent = if marked { theme.accent } else { theme.quiet };
    canvas.write_for(place, (3, 0), &sign, accent, mark);
    // What stands after it is kept, down to half of the row.
    let after_it = if after.is_empty() {
        0
    } else {
        wrap::width(after) + 2
    };
    let room = place.width.saturating_sub(7);
    let label = wrap::truncated(label, room.saturating_sub(after_it).max(room / 2));
    let x = canvas.write_for(place, (7, 0), &label, style, mark);
    if page.is_never(line) && !hidden {
        canvas.write(
            place,
            (x + 2, 0),
            &format!("{} never", mark::WRONG),
            theme.bad,
        );
    } else if !after.is_empty() {
        canvas.write(place, (x + 2, 0), after, theme.quiet);
    }
}

pub(super) fn field(
    page: &Answering,
    line: Line,
    label: &str,
    hidden: bool,
    canvas: &mut Canvas,
    place: Rect,
) {
    let theme = canvas.theme;
    canvas.write(place, (3, 0), label, theme.quiet);
    let x = if line == Line::Own { 12 } else { LABEL + 4 };
    let room = Rect {
        x: place.x + x,
        width: place.width.saturating_sub(x).min(72),
        ..place
    };
    draw_field(page, line, hidden, canvas, room);
}

pub(super) fn number(
    page: &Answering,
    line: Line,
    label: &str,
    unit: &str,
    hidden: bool,
    canvas: &mut Canvas,
    place: Rect,
) {
    let theme = canvas.theme;
    canvas.write(place, (3, 0), label, theme.quiet);
    let room = Rect {
        x: place.x + 9,
        width: place.width.saturating_sub(9).min(16),
        ..place
    };
    draw_field(page, line, hidden, canvas, room);
    let x = canvas.write(place, (27, 0), unit, theme.quiet);
    if let Some(words) = page.understood(line).filter(|_| !hidden) {
        canvas.write(place, (x + 2, 0), &format!("= {words}"), theme.quiet);
    }
}

fn draw_field(page: &Answering, line: Line, hidden: bool, canvas: &mut Canvas, room: Rect) {
    let theme = canvas.theme;
    let Some(text) = page.field_on(line) else {
        return;
    };
    let here = page.line() == line;
    if hidden && !text.is_empty() {
        // A number has less room than that takes.
        let fits = wrap::width(HIDDEN) <= room.width;
        canvas.write(
            room,
            (0, 0),
            if fits { HIDDEN } else { "hidden" },
            theme.quiet,
        );
    } else if here {
        canvas.field(room, text, true);
    } else if text.is_empty() {
        canvas.tint(room, theme.field);
    } else {
        canvas.field(room, text, false);
    }
}
