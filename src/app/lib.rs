//! The functional core of the terminal application: a model, messages, and `update`.
//!
//! Nothing here draws, reads a file, asks for the time or knows a key. Things that happen come in
//! as a [`Message`]; what is to be done goes out as a list of [`effect::Effect`]s, which `tui` runs.
//!
//! # How to add a screen
//!
//! 1. `app/screen/NAME.rs`: a struct with its state, an `actions!` enum `NameAction`, and the same
//!    methods as [`screen::home::Home`]: `scope`, `heading`, `allows`, `act`, `field`, `typed`, `highlighted`, `point`.
//! 2. An arm in [`screen::Screen`], one in [`action::Action`] (and `Action::all`): the compiler now
//!    asks for every place that must know the screen.
//! 3. One or more names in [`scope::Scope`], with the wider scopes that are asked after it.
//! 4. `tui/view/NAME.rs`: `pub fn draw(screen: &Name, shared: &Shared, canvas: &mut Canvas, area: Rect)`,
//!    and its arm in `tui/view/mod.rs`.
//! 5. Rows in `tui/keys.rs` under the new scopes: footer, help, palette and README follow.
//! 6. Go there from another screen with `shared.go = Some(Screen::Name(..))`.
//! 7. What can be clicked is noted by whoever draws it: `Canvas::write_for`, `widget::choice`, a [`click::Target`] for
//!    each row. `highlighted`, `point` and `pick` in [`screen::Screen`] do what it asks for.
//! 8. A journey: `tui::script::play(home, "n Acme<enter>", (80, 24))` and a look at the text.
//!
//! An action: a variant with a doc comment in the screen's enum, an arm in its `act`, a row in the
//! key table. A key: a row in the key table. IO: a variant of [`effect::Effect`], an arm in `tui/effects.rs`,
//! and a [`Message`] that brings the answer back.

pub mod action;
pub mod also;
pub mod answering;
mod bell;
pub mod click;
pub mod condition;
pub mod effect;
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
