//! What people call the facts and acts of the lead record, and which of them they mean.

use leadpact_definition::nearest::nearest;
use leadpact_workshop::Workshop;

/// What people call a fact or an act: its label where that is unmistakable, else its id.
#[must_use]
pub fn name(workshop: &Workshop, id: &str) -> String {
    let bank = &workshop.bank;
    let field = bank.fields.get(id).and_then(|f| f.label.as_deref());
    let event = bank.events.get(id).and_then(|e| e.label.as_deref());
    let Some(label) = field.or(event) else {
        return id.to_owned();
    };
    let clear = !label.contains(',') && !label.to_lowercase().contains(" or ");
    let same = |other: Option<&str>| other.is_some_and(|l| l.eq_ignore_ascii_case(label));
    let fields = bank.fields.values().filter(|f| same(f.label.as_deref()));
    let events = bank.events.values().filter(|e| same(e.label.as_deref()));
    if clear && fields.count() + events.count() == 1 {
        label.to_owned()
    } else {
        id.to_owned()
    }
}

/// The id behind a name that a person typed: an id or a label, capitals do not matter.
///
/// # Errors
/// There is none, with the nearest one.
pub fn find(workshop: &Workshop, typed: &str, events: bool) -> Result<String, String> {
    let bank = &workshop.bank;
    let ids = bank
        .fields
        .keys()
        .chain(bank.events.keys().filter(|_| events));
    let names: Vec<(&String, String)> = ids.map(|id| (id, name(workshop, id))).collect();
    let known = names.iter().find(|(id, label)| {
        id.eq_ignore_ascii_case(typed) || label.to_lowercase() == typed.to_lowercase()
    });
    if let Some((id, _)) = known {
        return Ok((*id).clone());
    }
    let near = nearest(typed, names.iter().map(|(_, label)| label.as_str()));
    let kind = if events { "field or event" } else { "field" };
    Err(match near {
        Some(near) => format!("There is no {kind} \u{201c}{typed}\u{201d}. Did you mean {near}?"),
        None => format!("There is no {kind} \u{201c}{typed}\u{201d} in the lead record."),
    })
}
