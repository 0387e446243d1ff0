//! The rows of the set-up: what each asks, and what stands in it.

use super::Asks;
use crate::field::Field;
use crate::form::Row;
use crate::slug::count;
use leadpact_workshop::{Party, Role, Step, Workshop};

/// A letter that no party has: one of the name's, or any.
pub(super) fn letter(name: &str, parties: &[Party]) -> char {
    let wanted = name
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_uppercase());
    wanted
        .chain('A'..='Z')
        .find(|c| parties.iter().all(|p| p.letter != *c))
        .unwrap_or('?')
}

/// What is asked about a workshop with these parties.
pub(super) fn asked(workshop: &Workshop) -> Vec<Asks> {
    let mut asks = vec![
        Asks::Title,
        Asks::Company,
        Asks::Offering,
        Asks::Currency,
        Asks::TimeZone,
    ];
    let parties = 0..workshop.parties.len();
    asks.extend(parties.flat_map(|at| [Asks::Name(at), Asks::People(at)]));
    asks.push(Asks::Add);
    asks.extend(Step::ALL.map(Asks::Minutes));
    asks.extend([Asks::Sitting, Asks::Done]);
    asks
}

/// The row as the workshop has it.
pub(super) fn row(workshop: &Workshop, asks: Asks) -> Row {
    let facts = &workshop.setup;
    match asks {
        Asks::Title => Row::text(
            Field::Title,
            "Title",
            "The workshop's name.",
            &workshop.head.title,
        ),
        Asks::Company => Row::text(
            Field::Company,
            "Company",
            "Whose leads these are.",
            &facts.company,
        ),
        Asks::Offering => {
            let help = "What is sold. One line is enough.";
            Row::text(Field::Offering, "Offering", help, &facts.offering)
        }
        Asks::Currency => {
            let help = "Three letters, for example EUR, USD, GBP.";
            Row::text(Field::Currency, "Currency", help, &facts.currency)
        }
        Asks::TimeZone => {
            let help = "A city, or area and city: Berlin, Europe/London.";
            Row::text(Field::TimeZone, "Time zone", help, &facts.time_zone)
        }
        Asks::Name(at) => {
            let party = workshop.parties.get(at);
            let role = party.map_or("", |p| p.role.word());
            let help = "What this party is called. Ctrl-x removes it.";
            Row::text(Field::PartyName, role, help, party.map_or("", |p| &p.name))
        }
        Asks::People(at) => {
            let people = workshop.parties.get(at).map(|p| p.people.join(", "));
            let help = "Who answers, separated by commas. The first is proposed to sign.";
            let people = people.unwrap_or_default();
            Row::text(Field::PartyPeople, "  people", help, &people)
        }
        Asks::Add => {
            let roles = Role::ALL.iter().skip(1).map(|r| r.word().to_owned());
            let help = "The role of one more party: left and right choose, Enter adds it.";
            Row::pick("Add a party", help, roles.collect(), 2)
        }
        Asks::Minutes(step) => minutes(workshop, step),
        Asks::Sitting => {
            let help = "What all steps take together. Nobody is stopped when the time is over.";
            Row::note("The sitting", help, sitting(workshop))
        }
        Asks::Done => Row::button(
            "Go on to the questions",
            "Everything here is saved already.",
        ),
    }
}

/// The time box of a step.
pub(super) fn minutes(workshop: &Workshop, step: Step) -> Row {
    let (field, label, help) = match step {
        Step::Define => (
            Field::SheetMinutes,
            "Minutes: a sheet",
            "For each private sheet.",
        ),
        Step::Compare => (
            Field::CompareMinutes,
            "  compare",
            "To look at all answers.",
        ),
        Step::Agree => (
            Field::AgreeMinutes,
            "  agree",
            "To settle what differs, one point after another.",
        ),
        Step::Sla => (
            Field::SlaMinutes,
            "  SLA",
            "For what the parties promise each other.",
        ),
        Step::Sign => (Field::SignMinutes, "  sign", "To read it all and to sign."),
    };
    let minutes = workshop.setup.time_boxes.minutes(step).to_string();
    Row::text(field, label, help, &minutes)
}

/// How long all of it takes: every sheet after the other, then each step.
pub(super) fn sitting(workshop: &Workshop) -> String {
    let boxes = workshop.setup.time_boxes;
    let sheets = workshop.sheets_to_fill();
    let steps = [boxes.compare, boxes.agree, boxes.sla, boxes.sign];
    let steps: u64 = steps.iter().map(|m| u64::from(*m)).sum();
    let all = u64::from(boxes.define) * u64::try_from(sheets).unwrap_or(0) + steps;
    let (hours, minutes) = (all / 60, all % 60);
    let long = match (hours, minutes) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    };
    let sheets = count(sheets, "sheet", "sheets");
    format!("{long} with {sheets} one after the other")
}
