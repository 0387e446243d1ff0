//! Set-up: a new workshop's name and template, then who takes part and how long each step may last.

mod remove;

use crate::actions;
use crate::app::Shared;
use crate::app::action::{Action, General, Move};
use crate::app::form::{Form, Row};
use crate::app::heading::Heading;
use crate::app::message::Effect;
use crate::app::scope::Scope;
use crate::app::screen::Screen;
use crate::app::screen::define::Define;
use crate::app::text::TextField;
use crate::app::words::{free, slug};
use crate::workshop::{Change, Party, PartyId, Role, Setup as Facts, TimeBoxes, Workshop};

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

actions! {
    /// What can be asked for while setting up.
    pub enum SetupAction {
        /// Go on to the questions.
        Done,
        /// Remove the highlighted party.
        Remove,
    }
}

/// What is being set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    /// A workshop that has no file yet.
    New,
    /// The open workshop.
    Open,
}

/// The form.
#[derive(Debug)]
pub struct Setup {
    /// Rows as they stand on the screen.
    pub form: Form,
    subject: Subject,
    /// The parties behind the rows, in their order.
    parties: Vec<Party>,
    facts: Option<Facts>,
    /// True while the letters typed belong to a change already made.
    typing: bool,
    /// A party was added whose name is asked for: so many changes stood before it, and its row.
    begun: Option<(u64, usize)>,
    /// The party that somebody wants to remove, and how many of its sealed sheets they said may go.
    removing: Option<(PartyId, usize)>,
}

const FACTS: usize = 6;

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
            parties: Vec::new(),
            facts: None,
            typing: false,
            begun: None,
            removing: None,
        }
    }

    /// The form for the open workshop.
    #[must_use]
    pub fn change(workshop: &Workshop) -> Self {
        let facts = &workshop.setup;
        let boxes = facts.time_boxes;
        let minutes = [
            boxes.define,
            boxes.compare,
            boxes.agree,
            boxes.sla,
            boxes.sign,
        ]
        .map(|m| m.to_string())
        .join(" ");
        let mut rows = vec![
            Row::text("Title", "The workshop's name.", &workshop.head.title),
            Row::text("Company", "Whose leads these are.", &facts.company),
            Row::text(
                "Offering",
                "What is sold. One line is enough.",
                &facts.offering,
            ),
            Row::text(
                "Currency",
                "Three letters, for example EUR, USD, GBP.",
                &facts.currency,
            ),
            Row::text(
                "Time zone",
                "Area and city, for example Europe/London.",
                &facts.time_zone,
            ),
            Row::text(
                "Minutes",
                "For define (each sheet), compare, agree, SLA, sign.",
                &minutes,
            ),
        ];
        for party in &workshop.parties {
            rows.push(Row::text(
                party.role.word(),
                "What this party is called. Ctrl-x removes it.",
                &party.name,
            ));
            rows.push(Row::text(
                "  people",
                "Who answers, separated by commas. The first is proposed to sign.",
                &party.people.join(", "),
            ));
        }
        let roles = Role::ALL
            .iter()
            .skip(1)
            .map(|r| r.word().to_owned())
            .collect();
        rows.push(Row::pick(
            "Add a party",
            "Choose what it is with the arrows, then press Enter.",
            roles,
            2,
        ));
        rows.push(Row::button(
            "Go on to the questions",
            "Everything here is saved already.",
        ));
        Self {
            form: Form::new(rows),
            subject: Subject::Open,
            parties: workshop.parties.clone(),
            facts: Some(facts.clone()),
            typing: false,
            begun: None,
            removing: None,
        }
    }

    /// The form for the open workshop, at the row that names the people of a party.
    #[must_use]
    pub fn name_people(workshop: &Workshop, party: &str) -> Self {
        let mut setup = Self::change(workshop);
        if let Some(at) = setup.parties.iter().position(|p| p.id == party) {
            setup.form.go_to(FACTS + 2 * at + 1);
        }
        setup
    }

    /// The rows about the workshop itself; those of the parties come after them.
    #[must_use]
    pub fn facts(&self) -> &[Row] {
        self.form.rows.get(..FACTS).unwrap_or_default()
    }

    /// Highlights the row with this label; stays where it is where there is none.
    pub(crate) fn go_to_label(&mut self, label: &str) {
        if let Some(at) = self.form.rows.iter().position(|row| row.label == label) {
            self.form.go_to(at);
        }
    }

    /// Where its keys go.
    #[must_use]
    pub fn scope(&self) -> Scope {
        if self.form.takes_text() {
            Scope::SetupField
        } else {
            Scope::Setup
        }
    }

    /// What the header says.
    #[must_use]
    pub fn heading(&self, shared: &Shared) -> Heading {
        match self.subject {
            Subject::New => Heading {
                title: "A new workshop".to_owned(),
                ..Heading::default()
            },
            Subject::Open => shared.workshop_heading(),
        }
    }

    /// Whether this can be done right now.
    #[must_use]
    pub fn allows(&self, action: Action, _shared: &Shared) -> bool {
        match action {
            Action::General(general) => !matches!(general, General::Undo | General::Redo),
            Action::Move(Move::Left | Move::Right) => !self.form.takes_text(),
            Action::Move(_) | Action::Field(_) => true,
            Action::Setup(SetupAction::Done) => self.subject == Subject::Open,
            Action::Setup(SetupAction::Remove) => self.party_here().is_some(),
            _ => false,
        }
    }

    /// Answers an action.
    pub fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        self.typing = false;
        match action {
            Action::General(General::Back) => return self.leave(shared),
            Action::Setup(SetupAction::Done) => self.done(shared),
            Action::Setup(SetupAction::Remove) => self.ask_to_remove(shared),
            Action::General(General::Choose) | Action::Field(_) => return self.enter(shared),
            Action::Move(to) if self.form.go(to) && self.subject == Subject::New => {
                let (_, about) = TEMPLATES[self.form.rows[1].picked().min(3)];
                about.clone_into(&mut self.form.rows[1].help);
            }
            _ => {}
        }
        Vec::new()
    }

    fn leave(&mut self, shared: &mut Shared) -> Vec<Effect> {
        match self.subject {
            Subject::New => {
                shared.go = Some(Screen::Home(Box::default()));
                vec![Effect::ListWorkshops]
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
        } else if let Some(row) = self.form.rows.iter().find(|r| r.fault.is_some()) {
            let words = format!(
                "{} is not saved: {}",
                row.label.trim(),
                row.fault.clone().unwrap_or_default()
            );
            shared.warn(words);
        }
        if let Some(session) = &shared.session {
            shared.go = Some(Screen::Define(Define::open(session.workshop())));
        }
    }

    /// Whether a party was added and nobody has named it.
    fn begun_unnamed(&self) -> bool {
        let row = self.begun.and_then(|(_, row)| self.form.rows.get(row));
        row.is_some_and(|row| row.value().trim().is_empty())
    }

    fn enter(&mut self, shared: &mut Shared) -> Vec<Effect> {
        if !self.form.is_last() {
            let add = self.subject == Subject::Open && self.form.at() + 2 == self.form.rows.len();
            if add {
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
                vec![Effect::NewWorkshop { title, template }]
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
        let mut setup = Self::change(session.workshop());
        let name = free(role.word(), |n| setup.parties.iter().all(|p| p.name != n));
        let id = free(&slug(&name), |n| setup.parties.iter().all(|p| p.id != n));
        let letter = letter(&name, &setup.parties);
        setup.parties.push(Party {
            id,
            name,
            letter,
            role,
            people: Vec::new(),
        });
        let place = FACTS + 2 * (setup.parties.len() - 1);
        if let Some(why) = setup.put(shared) {
            shared.warn(why);
        }
        if let Some(session) = &shared.session {
            *self = Self::change(session.workshop());
        }
        if role == Role::Own {
            // What kind of party it is says no name: the cursor stands in it, and what is typed belongs to adding it.
            self.form.go_to(place);
            if let Some(field) = self.form.field() {
                field.set("");
            }
            self.begun = Some((standing, place));
            self.typing = true;
        } else {
            self.form.go_to(place + 1);
        }
    }

    /// The text field under the highlight.
    pub fn field(&mut self) -> Option<&mut TextField> {
        self.form.field()
    }

    /// The words of a row have changed.
    pub fn typed(&mut self, shared: &mut Shared) {
        if self.subject == Subject::Open {
            let at = self.form.at();
            let fault = self.read(at).err();
            if let Some(row) = self.form.rows.get_mut(at) {
                row.fault = fault;
            }
            if let Some(why) = self.put(shared) {
                shared.warn(why);
            }
            self.typing = true;
        }
    }

    /// Takes the words of one row over into the facts.
    fn read(&mut self, at: usize) -> Result<(), String> {
        let value = self
            .form
            .rows
            .get(at)
            .map(|r| r.value().trim().to_owned())
            .unwrap_or_default();
        let Some(facts) = &mut self.facts else {
            return Ok(());
        };
        match at {
            0 if value.is_empty() => return Err("A workshop needs a title.".to_owned()),
            0 => {}
            1 => facts.company = value,
            2 => facts.offering = value,
            3 => facts.currency = currency(&value)?,
            4 => {
                jiff::tz::TimeZone::get(&value).map_err(|_| {
                    format!("There is no time zone {value}. Write area and city, as Europe/London.")
                })?;
                facts.time_zone = value;
            }
            5 => facts.time_boxes = minutes(&value)?,
            _ => {
                let (party, is_people) = ((at - FACTS) / 2, (at - FACTS) % 2 == 1);
                if let Some(party) = self.parties.get_mut(party) {
                    if is_people {
                        party.people = people(&value)?;
                    } else if value.is_empty() {
                        return Err(format!(
                            "{} needs a name. Ctrl-x removes the party.",
                            party.name
                        ));
                    } else {
                        party.name = value;
                    }
                }
            }
        }
        Ok(())
    }

    /// Puts the facts into the workshop. Says why where that is not possible.
    fn put(&mut self, shared: &mut Shared) -> Option<String> {
        let facts = self.facts.clone()?;
        let Shared {
            session: Some(session),
            now,
            ..
        } = shared
        else {
            return None;
        };
        let title = self.form.rows[0].value().trim().to_owned();
        let title = if title.is_empty() {
            session.workshop().head.title.clone()
        } else {
            title
        };
        let parties = self.parties.clone();
        let change = Change::SetUp {
            title,
            setup: Box::new(facts),
            parties,
        };
        let made = if self.typing {
            session.change_further(change, now)
        } else {
            session.change(change, now)
        };
        made.err().map(|why| why.to_string())
    }

    /// A row was clicked.
    pub fn point(&mut self, row: usize) {
        self.typing = false;
        self.form.go_to(row);
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

fn currency(text: &str) -> Result<String, String> {
    let code = text.to_ascii_uppercase();
    if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        Ok(code)
    } else {
        Err("A currency is three letters, for example EUR.".to_owned())
    }
}

fn minutes(text: &str) -> Result<TimeBoxes, String> {
    let numbers: Result<Vec<u16>, _> = text.split_whitespace().map(str::parse).collect();
    match numbers.as_deref() {
        Ok([define, compare, agree, sla, sign])
            if numbers.iter().flatten().all(|n| (1..=600).contains(n)) =>
        {
            Ok(TimeBoxes {
                define: *define,
                compare: *compare,
                agree: *agree,
                sla: *sla,
                sign: *sign,
            })
        }
        _ => Err(
            "Five numbers of minutes, each from 1 to 600: define compare agree SLA sign."
                .to_owned(),
        ),
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
        assert_eq!(minutes("15 15 60 20 10"), Ok(TimeBoxes::default()));
        assert!(minutes("15 15 60 20").is_err() && minutes("0 1 1 1 1").is_err());
        assert_eq!(people(" Ana ,Ben,, ").unwrap(), ["Ana", "Ben"]);
        assert!(people("Ana, Ana").is_err());
    }

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
}
