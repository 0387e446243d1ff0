//! From the rows back to the workshop: what can be taken, and why something cannot.

use super::{Asks, Setup, sitting};
use crate::form::{Input, Row};
use crate::number::whole;
use leadpact_workshop::written::zone;
use leadpact_workshop::{Change, Party, Setup as Facts, Step, Workshop};

impl Setup {
    /// Judges every row, and returns the change that those make which can be taken; `None` where they make none.
    pub(super) fn read(&mut self, workshop: &Workshop) -> Option<Change> {
        let mut title = workshop.head.title.clone();
        let mut facts = workshop.setup.clone();
        let mut parties = workshop.parties.clone();
        for (row, asks) in self.form.rows.iter_mut().zip(&self.asks) {
            if matches!(row.input, Input::Text(_)) {
                let read = take(row, *asks, &mut title, &mut facts, &mut parties);
                row.judge(read);
            }
        }
        let same = (&title, &facts, &parties)
            == (&workshop.head.title, &workshop.setup, &workshop.parties);
        let mut changed = workshop.clone();
        changed.setup = facts.clone();
        changed.parties.clone_from(&parties);
        for (row, asks) in self.form.rows.iter_mut().zip(&self.asks) {
            if *asks == Asks::Sitting {
                row.input = Input::Note(sitting(&changed));
            }
        }
        (!same).then(|| Change::SetUp {
            title,
            setup: Box::new(facts),
            parties,
        })
    }
}

/// Takes a row over; what was understood, where that reads otherwise.
fn take(
    row: &Row,
    asks: Asks,
    title: &mut String,
    facts: &mut Facts,
    parties: &mut [Party],
) -> Result<Option<String>, String> {
    let value = row.value().trim().to_owned();
    match asks {
        Asks::Title if value.is_empty() => return Err("A workshop needs a title.".to_owned()),
        Asks::Title => *title = value,
        Asks::Company => facts.company = value,
        Asks::Offering => facts.offering = value,
        Asks::Currency => {
            facts.currency = currency(&value)?;
            return Ok(Some(facts.currency.clone()));
        }
        Asks::TimeZone => {
            facts.time_zone = zone::read(&value)?;
            let hint = zone::hint(&facts.time_zone);
            return Ok(Some(hint.unwrap_or_else(|| facts.time_zone.clone())));
        }
        Asks::Minutes(step) => {
            let minutes = whole(&value, 1, 600)?;
            let minutes = u16::try_from(minutes).unwrap_or(600);
            let boxes = &mut facts.time_boxes;
            *match step {
                Step::Define => &mut boxes.define,
                Step::Compare => &mut boxes.compare,
                Step::Agree => &mut boxes.agree,
                Step::Sla => &mut boxes.sla,
                Step::Sign => &mut boxes.sign,
            } = minutes;
        }
        Asks::Name(at) => {
            if let Some(party) = parties.get_mut(at) {
                if value.is_empty() {
                    return Err(format!(
                        "{} needs a name. Ctrl-x removes the party.",
                        party.name
                    ));
                }
                party.name = value;
            }
        }
        Asks::People(at) => {
            if let Some(party) = parties.get_mut(at) {
                party.people = people(&value)?;
            }
        }
        Asks::Add | Asks::Sitting | Asks::Done => {}
    }
    Ok(None)
}

fn currency(text: &str) -> Result<String, String> {
    let code = text.to_ascii_uppercase();
    if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        Ok(code)
    } else {
        Err("A currency is three letters, for example EUR.".to_owned())
    }
}

fn people(text: &str) -> Result<Vec<String>, String> {
    let names: Vec<String> = text
        .split(',')
        .map(str::trim)
        .filter(|n| !n.is_empty())
        .map(str::to_owned)
        .collect();
    for (at, name) in names.iter().enumerate() {
        if names.iter().skip(at + 1).any(|other| other == name) {
            return Err(format!("{name} stands here twice; add an initial."));
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_checked() {
        assert_eq!(currency("usd").as_deref(), Ok("USD"));
        assert!(currency("euro").is_err());
        assert_eq!(people(" Ana ,Ben,, ").unwrap(), ["Ana", "Ben"]);
        assert!(people("Ana, Ana").is_err());
    }
}
