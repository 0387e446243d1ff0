//! Journeys: keys as a person types them, through the real loop, to the screen that person sees.

mod agree;
mod compare;
mod define;
mod four;
mod scoring;
mod sla;

use std::fs;
use std::path::Path;

use leadpact_files as files;
use leadpact_tui::play::{Picture, play};
use leadpact_workshop::Bank;

/// The keys that make a workshop with two people in marketing and one in sales, and lead to its board.
pub const NEW: &str = "nAcme Security<enter><enter><enter>\
    <down>Acme Ltd<down>Endpoint protection<down><down><down><down>Fay\
    <down><down>Ana, Ben<down><down>Carla<c-n>";

/// The keys on a private sheet of a new workshop from the question with this title to another further on.
pub fn onward(from: &str, to: &str) -> String {
    let questions = bank().questions;
    let place = |title: &str| {
        let place = questions.iter().position(|q| q.title == title);
        place.unwrap_or_else(|| panic!("no question {title}"))
    };
    "<c-n>".repeat(place(to) - place(from))
}

/// The keys from the question with this title to the end of the sheet, which is sealed there.
pub fn seal_from(title: &str) -> String {
    let last = bank().questions.last().expect("questions").title.clone();
    format!("{}<c-n>sy", onward(title, &last))
}

/// How many questions a new workshop asks.
pub fn asked() -> usize {
    bank().questions.len()
}

/// What a new workshop asks.
pub fn bank() -> Bank {
    let template = files::template(files::DEFAULT_TEMPLATE);
    template.expect("a template").bank
}

/// Types keys into the program at home in `home`, in a window of 80 by 24.
pub fn typed(home: &Path, keys: &str) -> Picture {
    play(home, keys, (80, 24)).expect("a script that can be typed")
}

/// Types keys into the program at home in `home`, in a window of this size.
pub fn typed_in(size: (u16, u16), home: &Path, keys: &str) -> Picture {
    play(home, keys, size).expect("a script that can be typed")
}

/// The windows in which everything must work.
pub const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// The one workshop file of a data folder.
pub fn workshop_text(home: &Path) -> String {
    let mut files = fs::read_dir(home)
        .expect("home")
        .flatten()
        .map(|e| e.path());
    let file = files
        .find(|p| p.to_string_lossy().ends_with(".workshop.yaml"))
        .expect("a workshop");
    fs::read_to_string(file).expect("readable")
}

/// The screen as one line: words that broke over rows stand together again, frames left out.
pub fn flowing(screen: &Picture) -> String {
    let text = screen.text().replace(['│', '▌'], " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Fails with the whole screen when it does not show these words.
#[track_caller]
pub fn shows(screen: &Picture, words: &str) {
    assert!(
        screen.shows(words),
        "no {words:?} on the screen:\n{}",
        screen.text()
    );
}

/// Fails with the whole screen when it shows these words.
#[track_caller]
pub fn hides(screen: &Picture, words: &str) {
    assert!(
        !screen.shows(words),
        "{words:?} on the screen:\n{}",
        screen.text()
    );
}
