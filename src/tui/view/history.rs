//! The history: versions, the log, and one version as it was signed.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::canvas::{Canvas, Target};
use crate::view::sign::agreed;
use crate::widget::{area, scroll, wrap};
use leadpact_app::Shared;
use leadpact_app::list::Scroll;
use leadpact_app::screen::history::History;
use leadpact_definition::Status;
use leadpact_workshop::{Version, Workshop};

/// Draws the body of the history.
pub fn draw(history: &History, shared: &Shared, canvas: &mut Canvas, area: Rect) {
    let Some(session) = &shared.session else {
        return;
    };
    let workshop = session.workshop();
    let inner = area::readable(area, 118);
    if let (Some(version), Some((_, scroll))) = (history.shown(workshop), &history.open) {
        one(version, scroll, canvas, inner);
    } else {
        all(history, workshop, canvas, inner);
    }
}

fn one(version: &Version, scrolled: &Scroll, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let definition = &version.definition;
    let statement = &definition.spec.statement;
    let mut lines = agreed::whole(definition, statement, theme, area.width);
    if !version.changes.is_empty() {
        lines.push((String::new(), theme.text));
        let title = "What changed against the version before".to_owned();
        lines.push((title, theme.strong));
        for note in &version.changes {
            let text = format!("· {} Because: {}", note.what, note.because);
            agreed::push(&mut lines, &text, theme.text, area.width);
        }
    }
    scroll::lines(&lines, scrolled, canvas, area);
}

fn all(history: &History, workshop: &Workshop, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let versions = workshop.versions.len();
    // One heading above the versions, one above the log with a line of air.
    let mut lines: Vec<(Option<usize>, String, Style)> = Vec::new();
    lines.push((None, "Versions".to_owned(), theme.quiet));
    if versions == 0 {
        let text = "     No version is agreed yet.".to_owned();
        lines.push((None, text, theme.text));
    }
    for (row, version) in workshop.versions.iter().rev().enumerate() {
        let style = match version.definition.metadata.status {
            Status::Agreed => theme.good,
            _ => theme.text,
        };
        lines.push((Some(row), line(version, workshop), style));
    }
    lines.push((None, String::new(), theme.text));
    lines.push((None, "What happened".to_owned(), theme.quiet));
    let zone = workshop.zone();
    for (row, entry) in workshop.log.iter().rev().enumerate() {
        let at = entry
            .at
            .to_zoned(zone.clone())
            .strftime("%Y-%m-%d %H:%M")
            .to_string();
        let text = format!("{at}  {}", entry.what);
        lines.push((Some(versions + row), text, theme.text));
    }
    let list = Rect {
        height: area.height.saturating_sub(2),
        ..area
    };
    let here = lines
        .iter()
        .position(|(row, _, _)| *row == Some(history.cursor.at()))
        .unwrap_or(0);
    let at = if here <= 1 { 0 } else { here };
    for (number, place) in scroll::list(at, lines.len(), canvas, list) {
        let Some((row, text, style)) = lines.get(number) else {
            break;
        };
        let x = if row.is_some() { 2 } else { 0 };
        canvas.write(place, (x, 0), text, *style);
        if let Some(row) = row {
            canvas.clickable(place, Target::open(*row));
            if number == here {
                canvas.point_at(place);
            }
        }
    }
    let below = Rect {
        x: area.x + 2,
        y: area.y + area.height.saturating_sub(2),
        width: area.width.saturating_sub(2),
        height: area.height.min(2),
    };
    // A long line of the log in full.
    if let Some((_, text, _)) = lines.get(here)
        && wrap::width(text) + 2 > area.width
    {
        canvas.paragraph(below, text, theme.text);
    }
}

/// "2.0.0  agreed  2026-06-01  Ana Lopes, Carla Ruiz".
fn line(version: &Version, workshop: &Workshop) -> String {
    let head = &version.definition.metadata;
    let from = head
        .effective_from
        .map(|d| d.to_string())
        .unwrap_or_default();
    let agreement = version.definition.agreement.as_ref();
    let names: Vec<String> = agreement
        .iter()
        .flat_map(|a| &a.signatures)
        .map(|s| format!("{} ({})", s.name, workshop.party_name(&s.party)))
        .collect();
    format!(
        "{:<8} {:<11} {from}  {}",
        head.version,
        head.status.word(),
        names.join(", ")
    )
}
