//! Every screen as a reviewed picture: its text, and below it the styles of each row that has any.
//!
//! A picture that changes is looked at and taken over with `cargo insta review`, or with `INSTA_UPDATE=always` and the
//! difference in git.

use std::fmt::Write as _;
use std::path::Path;

use super::typed;
use crate::play::Picture;
use crate::theme::{PARTY_COLOURS, Theme};
use jiff::civil::date;
use jiff::tz::TimeZone;
use leadpact_app::look::ThemeName;
use leadpact_files::{read_workshop, template};
use leadpact_table as table;
use leadpact_workshop::{Kind, Workshop};
use ratatui::style::{Modifier, Style};

/// Styles by the names of the theme; a highlighted row and a text field lie under the others.
struct Names(Vec<(Style, String)>);

impl Names {
    fn new() -> Self {
        let theme = Theme::of(ThemeName::Dark);
        let mut styles = vec![
            (Style::new(), String::new()),
            (theme.strong, "strong".to_owned()),
            (theme.quiet, "quiet".to_owned()),
            (theme.line, "line".to_owned()),
            (theme.accent, "accent".to_owned()),
            (theme.good, "good".to_owned()),
            (theme.warn, "warn".to_owned()),
            (theme.bad, "bad".to_owned()),
        ];
        for place in 0..PARTY_COLOURS {
            let party = theme.party(place);
            let thin = Style {
                add_modifier: Modifier::empty(),
                ..party
            };
            styles.push((party, format!("party-{place}")));
            styles.push((thin, format!("party-{place} thin")));
        }
        let grounds = [
            (Style::new(), ""),
            (theme.selected, "selected"),
            (theme.field, "field"),
        ];
        let mut named = Vec::new();
        for (ground, below) in grounds {
            for (style, name) in &styles {
                let name = format!("{below} {name}").trim().to_owned();
                named.push((theme.text.patch(ground).patch(*style), name.clone()));
                named.push((theme.text.patch(*style).patch(ground), name));
            }
        }
        Self(named)
    }

    fn of(&self, style: Style) -> String {
        let line = style.add_modifier & Modifier::UNDERLINED;
        let modifiers = style.add_modifier - line;
        let plain = |s: Style| (s.fg, s.bg, s.add_modifier);
        let mut known = self.0.iter();
        let found = known.find(|(known, _)| plain(*known) == (style.fg, style.bg, modifiers));
        let (_, name) = found.unwrap_or_else(|| panic!("a style of no theme: {style:?}"));
        let line = if line.is_empty() { "" } else { " underlined" };
        format!("{name}{line}").trim().to_owned()
    }
}

/// The picture, and the runs of styles of each row: row, columns, style.
fn told(picture: &Picture) -> String {
    let names = Names::new();
    let rows = picture.rows();
    let mut told = rows.join("\n");
    told.push('\n');
    for y in 0..u16::try_from(rows.len()).unwrap() {
        let mut runs: Vec<(u16, u16, String)> = Vec::new();
        let styles = (0..).map_while(|x| picture.style(x, y));
        for (x, style) in (0..).zip(styles) {
            let name = names.of(style);
            match runs.last_mut() {
                Some((_, last, before)) if *last + 1 == x && *before == name => *last = x,
                _ => runs.push((x, x, name)),
            }
        }
        let runs = runs.iter().filter(|(_, _, name)| !name.is_empty());
        let runs: Vec<String> = runs
            .map(|(first, last, name)| format!("{}-{} {name}", first + 1, last + 1))
            .collect();
        if !runs.is_empty() {
            write!(told, "\n{:>2}: {}", y + 1, runs.join(", ")).expect("a text takes it");
        }
    }
    told
}

/// Where the keys of a picture are typed: the workshops of a data folder, new for each picture, as keys change them.
struct Place(Vec<Workshop>);

impl Place {
    /// Holds what these keys lead to against the picture of this name.
    fn shows(&self, name: &str, keys: &str, size: (u16, u16)) {
        let home = tempfile::tempdir().unwrap();
        for workshop in &self.0 {
            table::write(home.path(), workshop);
        }
        let picture = typed(home.path(), &format!("{keys}<wait:2>"), size);
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_description(format!("{keys} in {} by {}", size.0, size.1));
        settings.bind(|| insta::assert_snapshot!(name, told(&picture)));
    }

    /// In a window of 80 by 24.
    fn small(&self, name: &str, keys: &str) {
        self.shows(name, keys, (80, 24));
    }

    /// In a window of 120 by 40 too.
    fn both(&self, name: &str, keys: &str) {
        self.small(name, keys);
        self.shows(&format!("{name}-large"), keys, (120, 40));
    }
}

/// The workshop of a shipped sample.
fn shipped(name: &str) -> Workshop {
    let file = format!("{name}.workshop.yaml");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workshops");
    read_workshop(&file, &std::fs::read(folder.join(&file)).unwrap()).unwrap()
}

fn sample(name: &str) -> Place {
    Place(vec![shipped(name)])
}

/// A new workshop of two parties.
fn begun(from: &str) -> Place {
    let now = date(2026, 3, 5).at(9, 0, 0, 0).to_zoned(TimeZone::UTC);
    let mut workshop = Workshop::new("Acme", template(from).unwrap(), &now.unwrap());
    for (party, person) in workshop.parties.iter_mut().zip(["Fay", "Ana", "Carla"]) {
        party.people = vec![person.to_owned()];
    }
    Place(vec![workshop])
}

/// From the list of workshops to the sheet of sales.
const ON_THE_SHEET: &str = "<enter><down><enter><enter>";

const PLAY: &str = "five-hundred-leads-to-play";
const SIGNED: &str = "five-hundred-leads";

#[test]
fn home() {
    Place(Vec::new()).small("home-empty", "");
    let all = [PLAY, SIGNED, "harbour-insurance", "trial-analytics"];
    let all = Place(all.map(shipped).into());
    all.both("home", "");
    all.small("home-filter", "/quotes");
}

#[test]
fn set_up() {
    Place(Vec::new()).small("set-up-new", "n");
    begun("b2b").both("set-up", "<enter>:set-up<enter>");
}

#[test]
fn define() {
    begun("b2b").both("board", "<enter>");
    begun("b2b").both("hand-over", "<enter><down><enter>");
}

/// The sheet at the first question of each kind.
#[test]
fn a_sheet_of_each_kind() {
    let mut seen: Vec<Kind> = Vec::new();
    for from in ["b2b", "saas", "insurance"] {
        let questions = template(from).unwrap().bank.questions;
        for (place, question) in questions.iter().enumerate() {
            if seen.contains(&question.kind) {
                continue;
            }
            seen.push(question.kind);
            let kind = serde_json::to_value(question.kind).unwrap();
            let name = format!("sheet-{}", kind.as_str().unwrap());
            let keys = format!("{ON_THE_SHEET}{}", "<c-n>".repeat(place));
            if question.kind == Kind::Choice {
                begun(from).both(&name, &keys);
            } else {
                begun(from).small(&name, &keys);
            }
        }
    }
    assert!(seen.len() >= 11, "{seen:?}");
}

/// Two values that are wanted, and one that is never.
#[test]
fn a_sheet_with_an_answer() {
    let keys = "<c-n><space><down><space><down>x";
    begun("b2b").small("sheet-answered", &format!("{ON_THE_SHEET}{keys}"));
}

#[test]
fn compare_and_agree() {
    sample(PLAY).both("compare", "<enter>[");
    sample(PLAY).both("compare-side-by-side", "<enter>[<down><enter>");
    sample(PLAY).both("agree", "<enter>");
    sample(PLAY).small("agree-all-points", "<enter><esc>");
    sample(PLAY).small("agree-taken", "<enter>2");
}

#[test]
fn stages_and_scoring() {
    sample(PLAY).both("stages", "<enter>:stages<enter>");
    sample(PLAY).small("stages-form", "<enter>:stages<enter><down><down><enter>");
    sample(PLAY).both("scoring", "<enter>:scoring<enter>");
    sample(PLAY).small("scoring-why", "<enter>:scoring<enter><enter>");
}

#[test]
fn promises() {
    sample(PLAY).both("sla", "<enter>]");
    sample(PLAY).both("sla-promise", "<enter>]<down><enter>");
    // At the end of the list stand the calendar, the arithmetic, the reasons and the review.
    for (name, up) in [
        ("review", 0),
        ("reasons", 1),
        ("capacity", 2),
        ("calendar", 3),
    ] {
        let keys = format!("<enter>]<end>{}<enter>", "<up>".repeat(up));
        sample(PLAY).small(&format!("sla-{name}"), &keys);
    }
}

#[test]
fn signing() {
    sample(PLAY).both("sign", "<enter>]]");
    sample(PLAY).both("standard", "<enter>]]s");
    sample(SIGNED).both("signed", "<enter>");
    sample(SIGNED).both("history", "<enter>:history<enter>");
    sample(SIGNED).small("history-version", "<enter>:history<enter><enter>");
}

#[test]
fn popups() {
    sample(PLAY).both("help", "<enter>?");
    sample(PLAY).both("palette", "<enter>:");
    sample(PLAY).small("palette-search", "<enter>:sc");
    begun("b2b").small("ask", "<enter><down><enter>w");
}
