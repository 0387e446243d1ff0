//! Set-up: a new workshop's name and template, then who takes part and how long each step may last.

mod read;
mod remove;

use crate::action::{Action, General, Move, SetupAction};
use crate::effect::{Disk, Effect};
use crate::field::Field;
use crate::form::{Form, Row};
use crate::go::Go;
use crate::heading::Heading;
use crate::page::Page;
use crate::scope::Scope;
use crate::shared::Shared;
use crate::slug::{count, free, slug};
use crate::text::TextField;
use leadpact_workshop::{Change, Party, PartyId, Role, Step, Workshop};

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
    pub fn name_people(workshop: &Workshop, party: &str) -> Self {
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

impl Page for Setup {
    fn scope(&self) -> Scope {
        if self.form.takes_text() {
            Scope::SetupField
        } else {
            Scope::Setup
        }
    }

    fn about(&self) -> &'static str {
        ABOUT
    }

    fn allows(&self, action: Action, _shared: &Shared) -> bool {
        match action {
            Action::General(general) => !matches!(general, General::Undo | General::Redo),
            Action::Move(Move::Left | Move::Right) => !self.form.takes_text(),
            Action::Move(_) | Action::Field(_) => true,
            Action::Setup(SetupAction::Done) | Action::Step(_) => self.subject == Subject::Open,
            Action::Setup(SetupAction::Remove) => self.party_here().is_some(),
            _ => false,
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        match action {
            Action::General(General::Back) => return self.back(shared),
            Action::Setup(SetupAction::Done) => self.done(shared),
            Action::Setup(SetupAction::Remove) => self.ask_to_remove(shared),
            Action::General(General::Choose) | Action::Field(_) => return self.enter(shared),
            Action::Move(to) if self.form.go(to) => self.chosen(),
            _ => {}
        }
        Vec::new()
    }

    fn heading(&self, shared: &Shared) -> Heading {
        match self.subject {
            Subject::New => Heading {
                title: "A new workshop".to_owned(),
                ..Heading::default()
            },
            Subject::Open => shared.workshop_heading(),
        }
    }

    fn confirmed(
        &mut self,
        action: Action,
        _reason: Option<&str>,
        shared: &mut Shared,
    ) -> Vec<Effect> {
        match action {
            Action::Setup(_) => {
                self.said_yes(shared);
                Vec::new()
            }
            _ => self.act(action, shared),
        }
    }

    /// The text field under the highlight.
    fn field(&mut self) -> Option<&mut TextField> {
        self.form.field()
    }

    fn typing(&self) -> Option<&TextField> {
        self.form.typing()
    }

    /// The words of a row have changed.
    fn typed(&mut self, shared: &mut Shared) {
        let Shared {
            session: Some(session),
            now,
            ..
        } = shared
        else {
            return;
        };
        if self.subject == Subject::New {
            return;
        }
        if let Err(why) = session.type_over(now, |workshop| self.read(workshop)) {
            shared.warn(why.to_string());
        }
    }

    fn highlighted(&self) -> Option<usize> {
        Some(self.form.at())
    }

    fn point(&mut self, row: usize, _shared: &mut Shared) {
        self.form.go_to(row);
    }

    fn pick(&mut self, at: usize, _shared: &mut Shared) {
        if self.form.pick(at) {
            self.chosen();
        }
    }
}

impl Default for Setup {
    fn default() -> Self {
        Self::new()
    }
}

/// A letter that no party has: one of the name's, or any.
fn letter(name: &str, parties: &[Party]) -> char {
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
fn asked(workshop: &Workshop) -> Vec<Asks> {
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
fn row(workshop: &Workshop, asks: Asks) -> Row {
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
fn minutes(workshop: &Workshop, step: Step) -> Row {
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
fn sitting(workshop: &Workshop) -> String {
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
