//! The functional core of the terminal application: a model, messages, and `update`.
//!
//! Nothing here draws, reads a file, asks for the time or knows a key. Things that happen come in
//! as a [`Message`]; what is to be done goes out as a list of [`effect::Effect`]s, which `tui` runs.
//!
//! Files import downwards only: what is asked ([`action`], [`scope`], [`mod@text`], [`list`]), then what all share
//! ([`session`], [`go`], [`shared`], [`popup`], [`form`]), then [`page`], then each file of [`screen`], which knows no
//! other screen; above them `screen/open.rs`, [`model`] and [`update()`].
//!
//! # How to add a screen
//!
//! 1. `app/action/NAME.rs`: the enum of what can be asked for there, made by `actions!`, and its line in [`action::Action`].
//! 2. `app/scope.rs`: a line in the table for each place where its keys go: name, title, kind.
//! 3. `app/screen/NAME.rs`: a struct with its state, and [`page::Page`] for it. Four things every screen answers: `scope`,
//!    `about`, `allows`, `act`; the others have a default that fits most.
//! 4. A variant of [`screen::Screen`], and one of [`go::Go`] with what is needed to open it. The compiler now names every
//!    place that must know the screen.
//! 5. Go there from another screen with `shared.go = Some(Go::Name)`; `screen/open.rs` builds it. Where a change stands on
//!    it, `screen/in_front.rs` says so.
//! 6. `tui/view/NAME.rs`: `pub fn draw(screen: &Name, shared: &Shared, canvas: &mut Canvas, area: Rect)`. What can be
//!    clicked is noted by whoever draws it: `Canvas::write_for`, `widget::choice`, a [`click::Target`] for each row;
//!    `highlighted`, `point` and `pick` of [`page::Page`] do what it asks for.
//! 7. `tui/keys/NAME.rs`: a row for each key, and its name in `TABLES` of `tui/keys.rs`. Footer, help, palette and
//!    `docs/keys.md` follow.
//! 8. A journey in `tests/journeys/`: keys in, a picture out.
//!
//! An action: a variant with a sentence in the screen's enum, an arm in its `act`, a row in the key table, other words for
//! it in `also.rs`. A key: a row in the key table. What touches files: a variant of [`effect::Disk`], an arm in
//! `tui/effects.rs`, and a [`Message`] that brings the answer back; what needs the terminal: [`effect::Loop`] and `tui/run.rs`.

pub mod action;
pub mod also;
pub mod answering;
mod bell;
pub mod click;
pub mod condition;
pub mod effect;
pub mod facts;
pub mod field;
pub mod form;
pub mod go;
pub mod heading;
pub mod list;
pub mod look;
pub mod message;
pub mod model;
pub mod moment;
pub mod names;
pub mod number;
pub mod page;
pub mod places;
pub mod popup;
pub mod scope;
pub mod screen;
pub mod session;
pub mod shared;
pub mod size;
pub mod slug;
pub(crate) mod stage_label;
pub mod steps;
pub mod text;
pub mod told;
mod update;
pub mod walk;
pub mod workshop_row;

pub use message::Message;
pub use model::App;
pub use shared::{Leaving, Notice, Shared, Tone, Travelled};
pub use size::{LEAST, Size};
pub use update::update;
