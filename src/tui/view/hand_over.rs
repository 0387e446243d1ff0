//! The hand-over card.

use ratatui::layout::Rect;

use crate::canvas::{Canvas, Target};
use crate::theme::mark;
use crate::widget::area::down;
use crate::widget::dialog;
use leadpact_app::Shared;
use leadpact_app::action::{Action, General};
use leadpact_app::screen::hand_over::HandOver;

const BLANK: &str =
    "Blank the projector or stop sharing first. Press Enter only when nobody else can see.";
const HONEST: &str =
    "Say what you mean, not what you think the others want to hear. Differences are the point.";

const MASKED: &str =
    "Without a word (w) anybody can open a draft again, and the file only masks the answers.";
const ENCRYPTED: &str =
    "Its sheets are encrypted in the file until the reveal. A draft opens again with its word (w).";

const BEGIN: &str = "enter  begin: nobody else can see";

/// Draws the card in the middle of an otherwise empty body.
pub fn draw(card: &HandOver, shared: &Shared, canvas: &mut Canvas, area: Rect) {
    let Some(session) = &shared.session else {
        return;
    };
    let theme = canvas.theme;
    let name = session.workshop().party_name(&card.party);
    let people = u16::try_from(card.people.len()).unwrap_or(u16::MAX);
    let width = area.width.saturating_sub(4).min(62);
    let height = people.saturating_add(15).min(area.height);
    let inner = dialog::frame(canvas, area, &name, (width, height));
    let mut y = 1;
    canvas.write(
        inner,
        (0, y),
        &format!("{name}, please take the keyboard."),
        theme.strong,
    );
    y += 1;
    y += canvas.paragraph(down(inner, y), BLANK, theme.text) + 1;
    y += canvas.paragraph(down(inner, y), HONEST, theme.quiet) + 1;
    for (number, person) in card.people.iter().enumerate() {
        let row = Rect {
            height: 1,
            ..down(inner, y)
        };
        if row.y >= inner.y + inner.height {
            break;
        }
        let sealed = session
            .workshop()
            .sheets_of(&card.party)
            .any(|s| s.person == *person && s.is_sealed());
        canvas.write(
            row,
            (2, 0),
            person,
            if sealed { theme.quiet } else { theme.strong },
        );
        if sealed {
            canvas.write_right(row, 0, &format!("{} sealed", mark::DONE), theme.good);
        }
        canvas.list_row(row, number == card.cursor.at(), Target::Row(number));
        y += 1;
    }
    let begin = Target::Action(Action::General(General::Choose));
    let below = down(inner, y + 1);
    canvas.write_for(below, (2, 0), BEGIN, theme.accent, begin);
    let has_word = session.workshop().party_words.contains_key(&card.party);
    let words = if has_word { ENCRYPTED } else { MASKED };
    canvas.paragraph(down(below, 2), words, theme.quiet);
}
