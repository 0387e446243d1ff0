//! The text as a whole, and the agreement after the last name.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::canvas::Canvas;
use crate::theme::{Theme, mark};
use crate::widget::{scroll, wrap};
use leadpact_app::screen::sign::Sign;
use leadpact_definition::LeadDefinition;
use leadpact_definition::date::Day;
use leadpact_definition::say::promise::{self, Names};
use leadpact_workshop::Workshop;
use leadpact_workshop::integrity::{not_as_signed, words_of};

/// Draws the agreed version: who signed, the paragraph, the files, the next review.
pub fn draw(sign: &Sign, workshop: &Workshop, today: Day, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let definition = &sign.derived.definition;
    let head = &definition.metadata;
    let version = &head.version;
    let title = if !sign.derived.intact {
        format!("{} {}.", mark::ATTENTION, not_as_signed(version))
    } else if sign.celebrates {
        format!("{} Done. You agree what a qualified lead is.", mark::DONE)
    } else if head.effective_from.is_some_and(|from| from > today) {
        format!("{} Version {version} is agreed.", mark::DONE)
    } else {
        format!("{} Version {version} is agreed and in force.", mark::DONE)
    };
    let style = if sign.derived.intact {
        theme.good
    } else {
        theme.warn
    };
    canvas.write(area, (2, 1), &title, style);
    let mut lines: Vec<(String, Style)> = Vec::new();
    let agreement = definition.agreement.clone().unwrap_or_default();
    for signature in &agreement.signatures {
        let party = workshop.party_name(&signature.party);
        let line = format!("{} signed for {party}, {}", signature.name, signature.on);
        lines.push((line, theme.quiet));
    }
    if let Some(words) = words_of(definition).filter(|_| sign.derived.intact) {
        lines.push((format!("Its six words, to be noted: {words}"), theme.quiet));
    }
    lines.push((String::new(), theme.text));
    push(&mut lines, &sign.derived.paragraph, theme.text, area.width);
    lines.push((String::new(), theme.text));
    if sign.files.is_empty() {
        lines.push((
            "Press e to write the files for people and for tools.".to_owned(),
            theme.quiet,
        ));
    } else {
        lines.push(("Written:".to_owned(), theme.quiet));
        for file in &sign.files {
            lines.push((format!("  {file}"), theme.accent));
        }
    }
    let mut last = vec![match head.effective_from {
        Some(from) => format!("Version {version}, in force from {from}."),
        None => format!("Version {version}."),
    }];
    if let Some(review) = agreement.review {
        last.push(format!("You look at it again on {review}."));
    }
    last.push("To change anything, press a: it opens the next version.".to_owned());
    let below = Rect {
        x: area.x + 2,
        y: area.y + area.height.saturating_sub(2),
        width: area.width.saturating_sub(2),
        height: area.height.min(2),
    };
    canvas.paragraph(below, &last.join(" "), theme.strong);
    let body = Rect {
        x: area.x + 2,
        y: area.y + 2,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(5),
    };
    fitted(&lines, canvas, body);
}

/// Draws the lines; where there are too many the middle gives way, so that the files stay in view.
fn fitted(lines: &[(String, Style)], canvas: &mut Canvas, area: Rect) {
    let room = usize::from(area.height);
    let tail = lines
        .iter()
        .rev()
        .position(|(text, _)| text.is_empty())
        .unwrap_or(0);
    let skipped = lines.len().saturating_sub(room);
    let cut = lines.len().saturating_sub(tail + skipped);
    let quiet = canvas.theme.quiet;
    let mut y = 0;
    for (number, (text, style)) in lines.iter().enumerate() {
        if skipped > 0 && number + 1 == cut {
            canvas.write(
                area,
                (0, y),
                "… the history shows the whole text (h)",
                quiet,
            );
            y += 1;
        } else if skipped == 0 || number + 1 < cut || number >= cut + skipped {
            canvas.write(area, (0, y), text, *style);
            y += 1;
        }
    }
}

/// Draws the text on the table as a whole; `from` is the day from which it would be in force.
pub fn text(sign: &Sign, from: Day, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let mut definition = sign.derived.definition.clone();
    definition.metadata.effective_from.get_or_insert(from);
    let lines = whole(&definition, &sign.derived.paragraph, theme, area.width);
    scroll::lines(&lines, &sign.scroll, canvas, area);
}

/// A definition for people: the paragraph, what is no lead, the reservations.
#[must_use]
pub fn whole(
    definition: &LeadDefinition,
    paragraph: &str,
    theme: Theme,
    width: u16,
) -> Vec<(String, Style)> {
    let mut lines: Vec<(String, Style)> = Vec::new();
    let head = &definition.metadata;
    let title = format!("Version {} · {}", head.version, head.status.word());
    lines.push((title, theme.strong));
    lines.push((String::new(), theme.text));
    push(&mut lines, paragraph, theme.text, width);
    let agreement = definition.agreement.clone().unwrap_or_default();
    let name = |id: &str| {
        let party = agreement.parties.iter().find(|p| p.id == id);
        party
            .map(|p| p.name.clone())
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| id.to_owned())
    };
    let mut section = |title: &str, list: Vec<String>| {
        if list.is_empty() {
            return;
        }
        lines.push((String::new(), theme.text));
        lines.push((title.to_owned(), theme.strong));
        for item in list {
            push(&mut lines, &format!("· {item}"), theme.text, width);
        }
    };
    section("This is not a lead", definition.spec.is_not.clone());
    let promises = definition.spec.sla.iter().flat_map(|sla| &sla.promises);
    let names = Names::of(definition);
    section(
        "Promises",
        promises.map(|p| promise::sentence(&names, p)).collect(),
    );
    let from = head.effective_from.iter();
    let from = from.map(|day| format!("In force from {day}; nothing counts before"));
    section(
        "Since when",
        from.chain(agreement.handed_over.clone()).collect(),
    );
    let decided = agreement.decisions.iter().map(|d| {
        let why = d
            .because
            .as_ref()
            .map(|b| format!(" Because: {b}"))
            .unwrap_or_default();
        format!("{}: {}.{why}", d.about, d.chosen.trim_end_matches('.'))
    });
    section("Decisions", decided.collect());
    section(
        "Signed with these reservations",
        agreement.reservations.clone(),
    );
    let defaults = agreement.defaults.iter();
    section(
        "Default, not agreed: it binds nobody",
        defaults
            .map(|d| format!("{}: {}", d.about, d.text))
            .collect(),
    );
    let signed = agreement.signatures.iter();
    section(
        "Signatures",
        signed
            .map(|s| format!("{} for {}, {}", s.name, name(&s.party), s.on))
            .collect(),
    );
    lines
}

/// Adds wrapped text.
pub fn push(lines: &mut Vec<(String, Style)>, text: &str, style: Style, width: u16) {
    let wrapped = wrap::wrapped(text, width.saturating_sub(6));
    lines.extend(wrapped.into_iter().map(|line| (line, style)));
}
