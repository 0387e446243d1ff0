use std::path::PathBuf;

use jiff::civil::date;
use jiff::tz::TimeZone;

use crate::action::{Action, FieldAction, General, HomeAction, Move};
use crate::effect::{Disk, Effect, Loop};
use crate::look::Look;
use crate::message::Message;
use crate::popup::{Ask, PaletteEntry, Popup};
use crate::scope::Scope;
use crate::screen::Screen;
use crate::text::TextKey;
use crate::workshop_row::WorkshopRow;
use crate::{App, Size, update};

fn app() -> App {
    let now = date(2026, 3, 6).at(14, 2, 0, 0).to_zoned(TimeZone::UTC);
    let size = Size {
        width: 80,
        height: 24,
    };
    App::new(now.unwrap(), size, Look::default())
}

fn row(title: &str) -> WorkshopRow {
    WorkshopRow {
        path: PathBuf::from(format!("/data/{title}.workshop.yaml")),
        title: title.to_owned(),
        steps: Vec::new(),
        status: String::new(),
        readable: true,
        changed: None,
    }
}

fn with_rows(titles: &[&str]) -> App {
    let mut app = app();
    let rows = titles.iter().map(|title| row(title)).collect();
    update(&mut app, Message::Listed(Ok(rows)));
    app
}

fn titles(app: &App) -> Vec<String> {
    let Screen::Home(home) = &app.screen else {
        panic!("at home")
    };
    home.rows().iter().map(|row| row.title.clone()).collect()
}

fn act(app: &mut App, action: Action) -> Vec<Effect> {
    update(app, Message::Act(action))
}

#[test]
fn it_starts_at_home_and_asks_for_the_list() {
    let app = app();
    assert_eq!(app.scope(), Scope::Home);
    assert_eq!(app.first_effects(), [Effect::Disk(Disk::ListWorkshops)]);
}

#[test]
fn the_filter_narrows_while_it_is_typed() {
    let mut app = with_rows(&["Acme", "Northwind", "Harbour"]);
    act(&mut app, Action::Home(HomeAction::Filter));
    assert_eq!(app.scope(), Scope::HomeFilter);
    update(&mut app, Message::Type(TextKey::Char('r')));
    assert_eq!(titles(&app), ["Northwind", "Harbour"]);
    act(&mut app, Action::Field(FieldAction::Done));
    assert_eq!(app.scope(), Scope::Home);
    assert_eq!(titles(&app), ["Northwind", "Harbour"]);
    act(&mut app, Action::General(General::Back));
    assert_eq!(titles(&app), ["Acme", "Northwind", "Harbour"]);
}

#[test]
fn a_fresh_list_keeps_the_highlight_on_the_same_workshop() {
    let mut app = with_rows(&["Acme", "Northwind"]);
    act(&mut app, Action::Move(Move::Down));
    let rows = ["New", "Acme", "Northwind"].map(row).to_vec();
    update(&mut app, Message::Listed(Ok(rows)));
    let Screen::Home(home) = &app.screen else {
        panic!("at home")
    };
    assert_eq!(
        home.chosen().map(|row| row.title.as_str()),
        Some("Northwind")
    );
}

#[test]
fn what_is_not_allowed_is_not_obeyed() {
    let mut app = with_rows(&[]);
    assert!(!app.allows(Action::Home(HomeAction::Filter)));
    act(&mut app, Action::Home(HomeAction::Filter));
    assert_eq!(app.scope(), Scope::Home);
}

#[test]
fn help_opens_and_closes() {
    let mut app = app();
    act(&mut app, Action::General(General::Help));
    assert_eq!(app.scope(), Scope::Help);
    act(&mut app, Action::General(General::Back));
    assert_eq!(app.scope(), Scope::Home);
}

#[test]
fn the_palette_closes_and_then_does_what_was_chosen() {
    let mut app = app();
    assert_eq!(
        act(&mut app, Action::General(General::Palette)),
        [Effect::Loop(Loop::ListActions)]
    );
    let entry = PaletteEntry {
        action: Action::Home(HomeAction::Refresh),
        name: "read the folder again",
        help: "Look into the data folder again.",
    };
    update(&mut app, Message::PaletteReady(vec![entry]));
    assert!(matches!(app.shared.popups.last(), Some(Popup::Palette(_))));
    assert_eq!(
        act(&mut app, Action::General(General::Choose)),
        [Effect::Disk(Disk::ListWorkshops)]
    );
    assert!(app.shared.popups.is_empty());
}

#[test]
fn quitting_works_in_front_of_every_popup() {
    let mut app = app();
    act(&mut app, Action::General(General::Help));
    assert_eq!(
        act(&mut app, Action::General(General::Quit)),
        [Effect::Loop(Loop::Quit)]
    );
}

#[test]
fn a_notice_goes_with_the_next_key() {
    let mut app = app();
    update(&mut app, Message::Failed("The disk is full.".to_owned()));
    assert!(app.shared.notice.is_some());
    act(&mut app, Action::General(General::Help));
    assert!(app.shared.notice.is_none());
}

fn asked(app: &mut App) {
    let then = Action::General(General::NextTheme);
    app.shared.popups.push(Popup::Ask(Ask::new(
        "Sure?",
        "It changes.",
        "change it",
        then,
    )));
}

#[test]
fn a_question_comes_first_and_no_is_highlighted() {
    let mut app = app();
    asked(&mut app);
    assert_eq!(app.scope(), Scope::Dialog);
    act(&mut app, Action::General(General::Choose));
    assert!(app.shared.popups.is_empty());
    assert_eq!(app.shared.look.theme, crate::look::ThemeName::Dark);
}

#[test]
fn yes_does_what_was_asked_about() {
    let mut app = app();
    asked(&mut app);
    act(&mut app, Action::Move(Move::Right));
    act(&mut app, Action::General(General::Choose));
    assert!(app.shared.popups.is_empty());
    assert_eq!(app.shared.look.theme, crate::look::ThemeName::Light);
}

#[test]
fn a_reason_that_is_asked_for_must_be_given() {
    let mut app = app();
    let then = Action::General(General::NextTheme);
    app.shared.popups.push(Popup::Ask(Ask::with_reason(
        "Sure?",
        "Why?",
        "change it",
        then,
    )));
    act(&mut app, Action::General(General::Choose));
    assert_eq!(app.shared.popups.len(), 1);
    update(&mut app, Message::Paste("it is late".to_owned()));
    act(&mut app, Action::General(General::Choose));
    assert!(app.shared.popups.is_empty());
    assert_eq!(app.shared.look.theme, crate::look::ThemeName::Light);
}
