//! From the model to a picture: header, the screen's own view, popups, footer.

pub mod agree;
pub mod compare;
pub mod define;
pub mod hand_over;
pub mod history;
pub mod home;
pub mod scoring;
pub mod setup;
pub mod sheet;
pub mod sign;
pub mod sla;
pub mod stages;
pub mod standard;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::canvas::{Canvas, Hits};
use crate::theme::{self, Theme};
use crate::widget::{ask, footer, header, help, palette};
use leadpact_app::popup::Popup;
use leadpact_app::screen::Screen;
use leadpact_app::{App, LEAST};

/// Draws the whole application. Returns what can be clicked and where the cursor belongs.
pub fn draw(app: &App, buffer: &mut Buffer) -> (Hits, Option<Position>) {
    let look = app.shared.look;
    let mut canvas = Canvas::new(buffer, Theme::for_look(look));
    let area = canvas.area();
    let ground = canvas.theme.text;
    canvas.clear(area, ground);
    if area.width < LEAST.width || area.height < LEAST.height {
        too_small(app, &mut canvas, area);
    } else {
        whole(app, &mut canvas, area);
    }
    let drawn = canvas.finish();
    if look.ascii {
        theme::to_ascii(buffer);
    }
    drawn
}

fn whole(app: &App, canvas: &mut Canvas, area: Rect) {
    header::draw(app, canvas, area);
    let body = Rect {
        y: area.y + header::HEIGHT,
        height: area.height - header::HEIGHT - footer::HEIGHT,
        ..area
    };
    match &app.screen {
        Screen::Home(screen) => home::draw(screen, &app.shared, canvas, body),
        Screen::Setup(screen) => setup::draw(screen, canvas, body),
        Screen::Define(screen) => define::draw(*screen, &app.shared, canvas, body),
        Screen::HandOver(screen) => hand_over::draw(screen, &app.shared, canvas, body),
        Screen::Sheet(screen) => sheet::draw(screen, &app.shared, canvas, body),
        Screen::Stages(screen) => stages::draw(screen, &app.shared, canvas, body),
        Screen::Standard(screen) => standard::draw(&screen.walk, &app.shared, canvas, body),
        Screen::Scoring(screen) => scoring::draw(screen, &app.shared, canvas, body),
        Screen::Sla(screen) => sla::draw(screen, &app.shared, canvas, body),
        Screen::Compare(screen) => compare::draw(screen, &app.shared, canvas, body),
        Screen::Sign(screen) => sign::draw(screen, &app.shared, canvas, body),
        Screen::History(screen) => history::draw(screen, &app.shared, canvas, body),
        Screen::Agree(screen) => agree::draw(screen, &app.shared, canvas, body),
    }
    for popup in &app.shared.popups {
        match popup {
            Popup::Help(page) => help::draw(page, app, canvas, body),
            Popup::Palette(list) => palette::draw(list, app, canvas, body),
            Popup::Ask(question) => ask::draw(question, canvas, body),
        }
    }
    let bottom = Rect {
        y: area.y + area.height - footer::HEIGHT,
        height: footer::HEIGHT,
        ..area
    };
    footer::draw(app, canvas, bottom);
}

fn too_small(app: &App, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let text = format!(
        "This window is too small: {} by {}. Leadpact needs {} by {}. \
         Make it larger, or the letters smaller. Nothing is lost. Until then keys do nothing, \
         but for ctrl-c, which leaves.",
        area.width, area.height, LEAST.width, LEAST.height
    );
    let used = canvas.write(area, (0, 0), &app.heading().title, theme.strong);
    let below = if used > 0 && area.height > 2 {
        Rect {
            y: area.y + 1,
            height: area.height - 1,
            ..area
        }
    } else {
        canvas.clear(area, theme.text);
        area
    };
    canvas.paragraph(below, &text, theme.warn);
}
