//! The stage editor: who owns a stage, how a lead enters it, what happens there.

use crate::actions;
use crate::app::Shared;
use crate::app::action::{Action, General, Move};
use crate::app::form::{Form, Row};
use crate::app::heading::Heading;
use crate::app::list::Cursor;
use crate::app::message::Effect;
use crate::app::popup::{Ask, Popup};
use crate::app::scope::Scope;
use crate::app::session::Session;
use crate::app::text::TextField;
use crate::app::words::{free, slug};
use crate::workshop::defaults::StageText;
use crate::workshop::{Change, Entry, EntryKind, StagePlan, Step, Workshop, defaults};

/// The top of the help page.
pub const ABOUT: &str = "The ladder from the first contact to a customer. Each stage has an owner, a way in, what the \
    other side may expect, and what happens next. Open a stage to change it.";

actions! {
    /// What can be asked for in the stage editor.
    pub enum StagesAction {
        /// Add a stage below the highlighted one.
        New,
        /// Remove the highlighted stage.
        Remove,
        /// Move it one up.
        Up,
        /// Move it one down.
        Down,
    }
}

/// The screen: the ladder, or one stage as a form.
#[derive(Debug, Default)]
pub struct Stages {
    /// The highlighted stage.
    pub cursor: Cursor,
    /// The opened stage; `None` while the ladder is in front.
    pub form: Option<Form>,
    typing: bool,
}

/// The ways in, as they are offered, with the words for them.
const WAYS: [(EntryKind, &str); 6] = [
    (EntryKind::Everyone, "every record"),
    (EntryKind::Fit, "fits, silent"),
    (EntryKind::Engaged, "did something"),
    (EntryKind::Points, "points"),
    (EntryKind::Musts, "its musts"),
    (EntryKind::Act, "recorded act"),
];

/// The labels of the rows that others go to.
pub mod label {
    use crate::workshop::defaults::{StageText, Standard};

    /// Points that are needed.
    pub const THRESHOLD: &str = "Threshold";
    /// Facts that travel with the lead.
    pub const HAND_OVER: &str = "Hand over";
    /// Who gets which lead.
    pub const ROUTING: &str = "Routing";

    /// The row of a thing about a stage; `None` for what stands elsewhere.
    #[must_use]
    pub fn of_thing(thing: &Standard) -> Option<&'static str> {
        match thing {
            Standard::Threshold(_) => Some(THRESHOLD),
            Standard::HandOff(_) => Some(HAND_OVER),
            Standard::Routing(_) => Some(ROUTING),
            Standard::Text { of: text, .. } => Some(of(*text)),
            Standard::Caps | Standard::Fading | Standard::Reasons | Standard::Promise(_) => None,
        }
    }

    /// The row of a text.
    #[must_use]
    pub fn of(text: StageText) -> &'static str {
        match text {
            StageText::Exit => "Leaves when",
            StageText::Expect => "Expect",
            StageText::Next => "Next",
            StageText::Nurture => "Nurture",
        }
    }
}

impl Stages {
    /// The form of one stage, at the row with this label; `None` where there is no such stage.
    #[must_use]
    pub fn at(stage: &str, row: &str, shared: &Shared) -> Option<Self> {
        let workshop = shared.session.as_ref()?.workshop();
        let place = workshop.stages.iter().position(|s| s.id == stage)?;
        let mut form = form(workshop.stages.get(place)?, workshop);
        let at = form.rows.iter().position(|r| r.label == row);
        form.go_to(at.unwrap_or(0));
        Some(Self {
            cursor: Cursor::on(place),
            form: Some(form),
            typing: false,
        })
    }

    /// Where its keys go.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match &self.form {
            None => Scope::Stages,
            Some(form) if form.takes_text() => Scope::StageField,
            Some(_) => Scope::StageForm,
        }
    }

    /// What the header says.
    #[must_use]
    pub fn heading(&self, shared: &Shared) -> Heading {
        Heading {
            about: "stages".to_owned(),
            ..shared.workshop_heading()
        }
    }

    /// Whether this can be done right now.
    #[must_use]
    pub fn allows(&self, action: Action, shared: &Shared) -> bool {
        let session = shared.session.as_ref();
        match action {
            Action::General(General::Undo) => session.is_some_and(Session::can_undo),
            Action::General(General::Redo) => session.is_some_and(Session::can_redo),
            Action::Stages(_) => self.form.is_none(),
            Action::Move(Move::Left | Move::Right) => {
                self.form.as_ref().is_some_and(|f| !f.takes_text())
            }
            Action::General(_)
            | Action::Move(_)
            | Action::Field(_)
            | Action::Step(_)
            | Action::Save(_) => true,
            _ => false,
        }
    }

    /// Answers an action.
    pub fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        self.typing = false;
        if self.form.is_some() {
            self.act_in_form(action, shared);
        } else {
            self.act_on_ladder(action, shared);
        }
        Vec::new()
    }

    fn act_on_ladder(&mut self, action: Action, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let workshop = session.workshop();
        let count = workshop.stages.len();
        match action {
            Action::Move(to) => self.cursor.go(to, count),
            Action::General(General::Choose) => {
                self.form = workshop
                    .stages
                    .get(self.cursor.at())
                    .map(|s| form(s, workshop));
            }
            Action::General(General::Back) => shared.enter(Step::Agree),
            Action::General(General::Undo) => shared.travel(false),
            Action::General(General::Redo) => shared.travel(true),
            Action::Stages(StagesAction::New) => self.add(shared),
            Action::Stages(StagesAction::Remove) => self.ask_to_remove(shared),
            Action::Stages(StagesAction::Up) => self.shift(false, shared),
            Action::Stages(StagesAction::Down) => self.shift(true, shared),
            _ => {}
        }
    }

    fn act_in_form(&mut self, action: Action, shared: &mut Shared) {
        let Some(form) = &mut self.form else { return };
        match action {
            Action::General(General::Back) => self.form = None,
            Action::General(General::Choose) | Action::Field(_) => {
                if form.is_last() {
                    self.form = None;
                } else {
                    form.go(Move::Down);
                }
            }
            Action::Move(to) if form.go(to) => {
                self.take(shared);
            }
            Action::General(General::Undo) => self.travel(false, shared),
            Action::General(General::Redo) => self.travel(true, shared),
            _ => {}
        }
    }

    fn travel(&mut self, forth: bool, shared: &mut Shared) {
        shared.travel(forth);
        let at = self.form.as_ref().map_or(0, Form::at);
        let Some(session) = &shared.session else {
            return;
        };
        let stage = session.workshop().stages.get(self.cursor.at());
        self.form = stage.map(|s| form(s, session.workshop()));
        if let Some(form) = &mut self.form {
            form.go_to(at);
        }
    }

    fn add(&mut self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let mut stages = session.workshop().stages.clone();
        let id = free("stage", |id| stages.iter().all(|s| s.id != id));
        let owner = session
            .workshop()
            .signing_parties()
            .next()
            .map(|p| p.id.clone())
            .unwrap_or_default();
        let at = (self.cursor.at() + 1).min(stages.len());
        stages.insert(
            at,
            StagePlan {
                id,
                name: "New stage".to_owned(),
                owner,
                track: "main".to_owned(),
                enter: Entry {
                    by: EntryKind::Musts,
                    at_least: None,
                    act: None,
                },
                exit: String::new(),
                expect: String::new(),
                next: String::new(),
                nurture: String::new(),
                routing: Vec::new(),
                routing_fallback: String::new(),
                hand_off: Vec::new(),
            },
        );
        if shared.change(Change::Stages(stages)) {
            self.cursor = Cursor::on(at);
        }
    }

    fn ask_to_remove(&self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let Some(stage) = session.workshop().stages.get(self.cursor.at()) else {
            return;
        };
        let text = format!("{} leaves the ladder. Undo brings it back.", stage.name);
        let remove = Action::Stages(StagesAction::Remove);
        shared.popups.push(Popup::Ask(Ask::new(
            "Remove this stage?",
            &text,
            "remove it",
            remove,
        )));
    }

    /// The dialog was answered with yes.
    pub fn confirmed(&mut self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let mut stages = session.workshop().stages.clone();
        if self.cursor.at() < stages.len() {
            stages.remove(self.cursor.at());
            let count = stages.len();
            shared.change(Change::Stages(stages));
            self.cursor.keep_within(count);
        }
    }

    fn shift(&mut self, down: bool, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let mut stages = session.workshop().stages.clone();
        let at = self.cursor.at();
        let Some(to) = (if down {
            Some(at + 1).filter(|t| *t < stages.len())
        } else {
            at.checked_sub(1)
        }) else {
            return;
        };
        stages.swap(at, to);
        if shared.change(Change::Stages(stages)) {
            self.cursor = Cursor::on(to);
        }
    }

    /// The text field under the highlight.
    pub fn field(&mut self) -> Option<&mut TextField> {
        self.form.as_mut().and_then(Form::field)
    }

    /// The words of a row have changed.
    pub fn typed(&mut self, shared: &mut Shared) {
        self.take(shared);
        self.typing = true;
    }

    /// Puts the form into the workshop where it can be taken.
    fn take(&mut self, shared: &mut Shared) {
        let Some(form) = &mut self.form else { return };
        let Shared {
            session: Some(session),
            now,
            ..
        } = shared
        else {
            return;
        };
        let mut stages = session.workshop().stages.clone();
        let Some(stage) = stages.get_mut(self.cursor.at()) else {
            return;
        };
        let at = form.at();
        let fault = read(form, stage, session.workshop()).err();
        if let Some(row) = form.rows.get_mut(at) {
            row.fault.clone_from(&fault);
        }
        if fault.is_some() {
            return;
        }
        let change = Change::Stages(stages);
        let made = if self.typing {
            session.change_further(change, now)
        } else {
            session.change(change, now)
        };
        match made {
            Ok(()) => {
                let workshop = session.workshop();
                if let Some(stage) = workshop.stages.get(self.cursor.at()) {
                    mark_standard(form, stage, workshop);
                }
            }
            Err(why) => shared.warn(why.to_string()),
        }
    }

    /// A row was clicked.
    pub fn point(&mut self, row: usize, shared: &mut Shared) {
        self.typing = false;
        if let Some(form) = &mut self.form {
            form.go_to(row);
        } else {
            self.cursor = Cursor::on(row);
            self.cursor.keep_within(
                shared
                    .session
                    .as_ref()
                    .map_or(0, |s| s.workshop().stages.len()),
            );
        }
    }
}

/// The words for a way in.
#[must_use]
pub fn way(stage: &StagePlan) -> String {
    let word = WAYS
        .iter()
        .find(|(kind, _)| *kind == stage.enter.by)
        .map_or("", |(_, word)| word);
    match (stage.enter.by, stage.enter.at_least) {
        (EntryKind::Points, Some(n)) => format!("{n} points"),
        (EntryKind::Fit, Some(n)) => format!("fit {n}, silent"),
        _ => word.to_owned(),
    }
}

/// What a row says first while its text is standard text.
const STANDARD: &str = "Standard text, not opened yet. ";

/// Says of each row whether its text is standard text that nobody has opened.
fn mark_standard(form: &mut Form, stage: &StagePlan, workshop: &Workshop) {
    let open = defaults::unopened_of(workshop, stage);
    for row in &mut form.rows {
        let standard = open
            .iter()
            .any(|thing| label::of_thing(thing) == Some(row.label.as_str()));
        let help = row.help.strip_prefix(STANDARD).unwrap_or(&row.help);
        row.help = if standard {
            format!("{STANDARD}{help}")
        } else {
            help.to_owned()
        };
    }
}

fn form(stage: &StagePlan, workshop: &Workshop) -> Form {
    let mut form = rows(stage, workshop);
    mark_standard(&mut form, stage, workshop);
    form
}

fn rows(stage: &StagePlan, workshop: &Workshop) -> Form {
    let parties: Vec<String> = workshop.signing_parties().map(|p| p.name.clone()).collect();
    let owner = workshop
        .signing_parties()
        .position(|p| p.id == stage.owner)
        .unwrap_or(0);
    let ways = WAYS.iter().map(|(_, word)| (*word).to_owned()).collect();
    let way = WAYS
        .iter()
        .position(|(kind, _)| *kind == stage.enter.by)
        .unwrap_or(0);
    let events: Vec<String> = workshop.bank.events.keys().cloned().collect();
    let act = stage
        .enter
        .act
        .as_ref()
        .and_then(|a| events.iter().position(|e| e == a))
        .unwrap_or(0);
    let threshold = stage
        .enter
        .at_least
        .map(|n| n.to_string())
        .unwrap_or_default();
    Form::new(vec![
        Row::text("Name", "What people call this stage.", &stage.name),
        Row::pick(
            "Owner",
            "Who answers for leads in this stage.",
            parties,
            owner,
        ),
        Row::pick(
            "A lead enters by",
            "The way in. Points lead at most to one stage; beyond it sales acts.",
            ways,
            way,
        ),
        Row::text(
            label::THRESHOLD,
            "Points that are needed, where the way in is points or fit.",
            &threshold,
        ),
        Row::pick(
            "Recorded act",
            "What is recorded, where the way in is an act.",
            events,
            act,
        ),
        Row::text(
            label::of(StageText::Exit),
            "When a lead goes down or out.",
            &stage.exit,
        ),
        Row::text(
            label::of(StageText::Expect),
            "What the other side may expect of a lead here.",
            &stage.expect,
        ),
        Row::text(
            label::of(StageText::Next),
            "What happens next, and who does it.",
            &stage.next,
        ),
        Row::text(
            label::of(StageText::Nurture),
            "What keeps a lead warm that does not go on.",
            &stage.nurture,
        ),
        Row::text(
            label::ROUTING,
            "Who gets which lead; several separated by semicolons.",
            &stage.routing.join("; "),
        ),
        Row::text(
            "Otherwise to",
            "Who gets a lead that no routing fits.",
            &stage.routing_fallback,
        ),
        Row::text(
            label::HAND_OVER,
            "Facts that travel with the lead, separated by commas.",
            &stage.hand_off.join(", "),
        ),
        Row::text(
            "Track",
            "main, or a track of its own such as product.",
            &stage.track,
        ),
    ])
}

fn read(form: &Form, stage: &mut StagePlan, workshop: &Workshop) -> Result<(), String> {
    let value = |at: usize| {
        form.rows
            .get(at)
            .map(|r| r.value().trim().to_owned())
            .unwrap_or_default()
    };
    let picked = |at: usize| form.rows.get(at).map_or(0, Row::picked);
    let list = |at: usize, by: char| -> Vec<String> {
        value(at)
            .split(by)
            .map(str::trim)
            .filter(|s| !s.is_empty())
            .map(str::to_owned)
            .collect()
    };
    if value(0).is_empty() {
        return Err("A stage needs a name.".to_owned());
    }
    let threshold = match value(3).as_str() {
        "" => None,
        text => match text.parse::<i64>() {
            Ok(n) if (0..=1000).contains(&n) => Some(n),
            _ => return Err("A threshold is a whole number from 0 to 1000.".to_owned()),
        },
    };
    stage.name = value(0);
    if let Some(owner) = workshop.signing_parties().nth(picked(1)) {
        stage.owner.clone_from(&owner.id);
    }
    let by = WAYS
        .get(picked(2))
        .map_or(EntryKind::Musts, |(kind, _)| *kind);
    stage.enter = Entry {
        by,
        at_least: threshold.filter(|_| matches!(by, EntryKind::Points | EntryKind::Fit)),
        act: workshop
            .bank
            .events
            .keys()
            .nth(picked(4))
            .cloned()
            .filter(|_| by == EntryKind::Act),
    };
    stage.exit = value(5);
    stage.expect = value(6);
    stage.next = value(7);
    stage.nurture = value(8);
    stage.routing = list(9, ';');
    stage.routing_fallback = value(10);
    stage.hand_off = list(11, ',');
    stage.track = if value(12).is_empty() {
        "main".to_owned()
    } else {
        slug(&value(12))
    };
    Ok(())
}
