//! Set-up: a new workshop's name and template, then who takes part and how long each step may last.

mod page;
mod read;
mod remove;
mod rows;

use crate::action::Move;
use crate::effect::{Disk, Effect};
use crate::field::Field;
use crate::form::{Form, Row};
use crate::go::Go;
use crate::shared::Shared;
use crate::slug::{free, slug};
use leadpact_workshop::{Change, Party, PartyId, Role, Step, Workshop};
use rows::{asked, letter, row, sitting};

/// The top of the help page.
pub const ABOUT: &str = "What the workshop is about and who takes part. Everything can be changed later. \
    Names of people are separated by commas. A party leaves by a key of its own, which asks first where it has people \
    or sheets; after the answers are on the table nobody leaves.";

/// The templates, by the word in files and with one sentence each.
pub const TEMPLATES: [(&str, &str); 4] = [
    (
        "b2b",
        "Business to business: firms as customers, cycles of weeks or months.",
    ),
    (
        "saas",
        "Software as a service: as b2b, and what people do in the product.",
    ),
    (
        "insurance",
        "Insurance and other offers to people: quotes, renewals, short cycles.",
    ),
    (
        "simple",
        "The shortest ladder: contact, qualified lead, customer.",
    ),
];

/// What is being set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    /// A workshop that has no file yet.
    New,
    /// The open workshop.
    Open,
}

/// What a row asks about the open workshop. Parties are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    /// The workshop's name.
    Title,
    /// Whose leads these are.
    Company,
    /// What is sold.
    Offering,
    /// The currency.
    Currency,
    /// Where it takes place.
    TimeZone,
    /// What the party at this place is called.
    Name(usize),
    /// Who answers for it.
    People(usize),
    /// The role of a further party.
    Add,
    /// The time box of a step.
    Minutes(Step),
    /// How long all of it takes.
    Sitting,
    /// Nothing: on to the questions.
    Done,
}

/// The form.
#[derive(Debug)]
pub struct Setup {
    /// Rows as they stand on the screen.
    pub form: Form,
    subject: Subject,
    /// What the rows ask; empty for a new workshop.
    asks: Vec<Asks>,
    /// The parties behind the rows, in their order.
    parties: Vec<PartyId>,
    /// A party was added whose name is asked for: so many changes stood before it, and its place.
    begun: Option<(u64, usize)>,
    /// The party that somebody wants to remove, and how many of its sealed sheets they said may go.
    removing: Option<(PartyId, usize)>,
}

impl Setup {
    /// The form for a new workshop.
    #[must_use]
    pub fn new() -> Self {
        let templates = TEMPLATES
            .iter()
            .map(|(name, _)| (*name).to_owned())
            .collect();
        let form = Form::new(vec![
            Row::text(
                Field::NewTitle,
                "Title",
                "The workshop's name, for example Acme Security.",
                "",
            ),
            Row::pick("Template", TEMPLATES[0].1, templates, 0),
            Row::button("Create the workshop", "Then say who takes part."),
        ]);
        Self {
            form,
            subject: Subject::New,
            asks: Vec::new(),
            parties: Vec::new(),
            begun: None,
            removing: None,
        }
    }

    /// The form for the open workshop.
    #[must_use]
    pub fn change(workshop: &Workshop) -> Self {
        let asks = asked(workshop);
        let rows = asks.iter().map(|asks| row(workshop, *asks)).collect();
        Self {
            form: Form::new(rows),
            subject: Subject::Open,
            asks,
            parties: workshop.parties.iter().map(|p| p.id.clone()).collect(),
            begun: None,
            removing: None,
        }
    }

    /// The form for the open workshop, at the row that names the people of a party.
    #[must_use]
    pub(crate) fn name_people(workshop: &Workshop, party: &str) -> Self {
        let mut setup = Self::change(workshop);
        if let Some(at) = setup.parties.iter().position(|id| id == party) {
            setup.go_to(Asks::People(at));
        }
        setup
    }

    /// The rows about the workshop itself, those of the parties left out.
    pub fn facts(&self) -> impl Iterator<Item = &Row> {
        let rows = self.asks.iter().zip(&self.form.rows);
        rows.filter(|(asks, _)| !matches!(asks, Asks::Name(_) | Asks::People(_) | Asks::Add))
            .map(|(_, row)| row)
    }

    /// Highlights the row with this label; stays where it is where there is none.
    pub(crate) fn go_to_label(&mut self, label: &str) {
        if let Some(at) = self.form.rows.iter().position(|row| row.label == label) {
            self.form.go_to(at);
        }
    }

    /// What the highlighted row asks; `None` for a new workshop.
    fn asking(&self) -> Option<Asks> {
        self.asks.get(self.form.at()).copied()
    }

    fn go_to(&mut self, wanted: Asks) {
        if let Some(at) = self.asks.iter().position(|asks| *asks == wanted) {
            self.form.go_to(at);
        }
    }

    fn back(&mut self, shared: &mut Shared) -> Vec<Effect> {
        match self.subject {
            Subject::New => {
                shared.go = Some(Go::Home);
                vec![Disk::ListWorkshops.into()]
            }
            Subject::Open => {
                self.done(shared);
                Vec::new()
            }
        }
    }

    fn done(&mut self, shared: &mut Shared) {
        if self.begun_unnamed()
            && let (Some((standing, _)), Some(session)) = (self.begun.take(), &mut shared.session)
        {
            session.give_up(standing, &shared.now);
            shared.say("The new party has no name, so it is gone again.");
        } else if self.subject == Subject::Open
            && let Some(words) = self.form.refused()
        {
            shared.warn(words);
        }
        shared.go = Some(Go::Step(Step::Define));
    }

    /// Whether a party was added and nobody has named it.
    fn begun_unnamed(&self) -> bool {
        let named = |(asks, row): (&Asks, &Row)| match self.begun {
            Some((_, place)) if *asks == Asks::Name(place) => Some(row.value()),
            _ => None,
        };
        let name = self.asks.iter().zip(&self.form.rows).find_map(named);
        name.is_some_and(|name| name.trim().is_empty())
    }

    fn enter(&mut self, shared: &mut Shared) -> Vec<Effect> {
        if !self.form.is_last() {
            if self.asking() == Some(Asks::Add) {
                self.add_party(shared);
            } else {
                self.form.go(Move::Down);
            }
            return Vec::new();
        }
        match self.subject {
            Subject::Open => {
                self.done(shared);
                Vec::new()
            }
            Subject::New => {
                let title = self.form.rows[0].value().trim().to_owned();
                if title.is_empty() {
                    self.form.rows[0].fault = Some("A workshop needs a title.".to_owned());
                    self.form.go_to(0);
                    return Vec::new();
                }
                let template = TEMPLATES[self.form.rows[1].picked().min(3)].0.to_owned();
                vec![Disk::NewWorkshop { title, template }.into()]
            }
        }
    }

    fn add_party(&mut self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        if self.parties.len() >= 12 {
            shared.warn("Twelve parties are the most a screen can hold.");
            return;
        }
        let role = Role::ALL
            .get(1 + self.form.rows[self.form.at()].picked())
            .copied()
            .unwrap_or(Role::Own);
        if let Some((_, row)) = self.begun.filter(|_| self.begun_unnamed()) {
            self.form.go_to(row);
            shared.warn("Name the new party first.");
            return;
        }
        let standing = session.standing();
        let workshop = session.workshop();
        let mut parties = workshop.parties.clone();
        let name = free(role.word(), |n| parties.iter().all(|p| p.name != n));
        let id = free(&slug(&name), |n| parties.iter().all(|p| p.id != n));
        let letter = letter(&name, &parties);
        let place = parties.len();
        parties.push(Party {
            id,
            name,
            letter,
            role,
            people: Vec::new(),
        });
        let change = Change::SetUp {
            title: workshop.head.title.clone(),
            setup: Box::new(workshop.setup.clone()),
            parties,
        };
        if !shared.change(change) {
            return;
        }
        if let Some(session) = &shared.session {
            *self = Self::change(session.workshop());
        }
        if role == Role::Own {
            // What kind of party it is says no name: the cursor stands in it, and what is typed belongs to adding it.
            self.go_to(Asks::Name(place));
            if let Some(field) = self.form.field() {
                field.set("");
            }
            self.begun = Some((standing, place));
            if let Some(session) = &mut shared.session {
                session.join_typing();
            }
        } else {
            self.go_to(Asks::People(place));
        }
    }

    /// Something else was chosen: a template says what it is for.
    fn chosen(&mut self) {
        if self.subject == Subject::New {
            let (_, about) = TEMPLATES[self.form.rows[1].picked().min(3)];
            about.clone_into(&mut self.form.rows[1].help);
        }
    }
}

impl Default for Setup {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_the_names_and_free() {
        let taken = |letter| Party {
            id: String::new(),
            name: String::new(),
            letter,
            role: Role::Own,
            people: Vec::new(),
        };
        assert_eq!(letter("Sales", &[]), 'S');
        assert_eq!(letter("Sales", &[taken('S')]), 'A');
        assert_eq!(letter("漢", &[]), 'A');
    }

    #[test]
    fn the_sitting_counts_every_sheet() {
        // Marketing has two people, sales one: 3 x 15 + 15 + 60 + 20 + 10 = 150.
        let workshop = leadpact_table::revealed(2);
        assert_eq!(
            sitting(&workshop),
            "2 h 30 min with 3 sheets one after the other"
        );
    }
}
