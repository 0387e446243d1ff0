//! One difference being settled: the ways out of it, and the decision as lines that can be highlighted.

mod change;
mod lines;
mod typed;

use crate::list::Cursor;
use crate::names;
use crate::text::TextField;
use leadpact_workshop::resolve::{points_stage, possible};
use leadpact_workshop::{
    Decision, Observation, PartyId, QuestionId, Resolution, Role, Row, Settled, StageId, Until,
    Voice, Workshop,
};

/// One line that can be highlighted. Parts and parties are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// A way out, before one is chosen.
    Option(usize),
    /// The agreed answer of a part.
    Answer(usize),
    /// How much the part matters.
    Matters(usize),
    /// The stage it belongs to.
    Stage(usize),
    /// Field, event or person.
    SeenKind(usize),
    /// Its name.
    SeenWords(usize),
    /// The form of a pre-qualification.
    Form,
    /// Who does it.
    Who,
    /// What it must learn.
    Learns,
    /// Who brings a parked point back.
    Owner,
    /// When.
    Due,
    /// What holds until then.
    Until,
    /// Why it was decided so.
    Because,
    /// What a signing party says to it.
    Voice(usize),
    /// Why that party objects.
    Reason(usize),
}

impl Line {
    /// Whether letters are typed on it.
    #[must_use]
    pub fn takes_text(self) -> bool {
        match self {
            Self::SeenWords(_)
            | Self::Who
            | Self::Learns
            | Self::Owner
            | Self::Due
            | Self::Because
            | Self::Reason(_) => true,
            Self::Option(_)
            | Self::Answer(_)
            | Self::Matters(_)
            | Self::Stage(_)
            | Self::SeenKind(_)
            | Self::Form
            | Self::Until
            | Self::Voice(_) => false,
        }
    }
}

/// Words that are offered, the likely one first: whoever brings a point back, whoever learns it, what a record has.
#[derive(Debug)]
struct Offers {
    owners: Vec<String>,
    learners: Vec<String>,
    fields: Vec<String>,
    events: Vec<String>,
}

impl Offers {
    fn of(workshop: &Workshop) -> Self {
        let bank = &workshop.bank;
        let called = |id: &str, label: Option<&String>| {
            label.cloned().unwrap_or_else(|| id.replace('_', " "))
        };
        let fields = bank.fields.iter();
        let events = bank.events.iter();
        Self {
            owners: names::known(workshop, |party| party.role == Role::Facilitator),
            learners: names::known(workshop, names::is_sales),
            fields: fields.map(|(id, f)| called(id, f.label.as_ref())).collect(),
            events: events.map(|(id, e)| called(id, e.label.as_ref())).collect(),
        }
    }

    /// The names of what shows an answer.
    fn shown_by(&self, seen: Option<&Observation>) -> Vec<String> {
        match seen {
            Some(Observation::Field(_)) => self.fields.clone(),
            Some(Observation::Event(_)) => self.events.clone(),
            Some(Observation::Person(_)) => self.learners.clone(),
            None => Vec::new(),
        }
    }
}

/// What still keeps a decision from being accepted: the line to go to, and a sentence.
pub type Missing = (Line, String);

/// One difference.
#[derive(Debug)]
pub struct Point {
    /// Which question.
    pub question: QuestionId,
    /// The ways out that are possible, with what each would give.
    pub options: Vec<(Resolution, Vec<Settled>)>,
    /// The decision as it stands here; `None` before a way out is chosen.
    pub decision: Option<Decision>,
    criterion: bool,
    weighed: bool,
    /// Whether the question stands on a field of its own: seen by it unless something else is said.
    has_field: bool,
    parties: Vec<PartyId>,
    names: Vec<String>,
    stages: Vec<StageId>,
    own_stage: Option<StageId>,
    untils: Vec<Until>,
    in_force: Vec<Settled>,
    title: String,
    lines: Vec<Line>,
    cursor: Cursor,
    fields: Vec<(Line, TextField)>,
    /// The line on which letters were typed last, and the decision before them.
    run: Option<(usize, Option<Decision>)>,
    /// What is offered to the lines of text.
    offers: Offers,
    /// Lines whose text cannot be taken, with the reason.
    faults: Vec<(Line, String)>,
}

impl Point {
    /// The point of a question, with what was decided so far.
    #[must_use]
    pub fn open(workshop: &Workshop, row: &Row) -> Self {
        let question = workshop.bank.question(&row.question);
        let own_stage = question
            .and_then(|q| q.stage.clone())
            .or_else(|| points_stage(workshop).map(|s| s.id.clone()));
        let mut point = Self {
            question: row.question.clone(),
            options: possible(workshop, row),
            decision: workshop.decisions.get(&row.question).cloned(),
            criterion: question.is_some_and(leadpact_workshop::Question::is_criterion),
            weighed: question.is_some_and(leadpact_workshop::Question::asks_importance),
            has_field: question
                .and_then(|q| q.field.as_deref())
                .is_some_and(|id| workshop.bank.fields.contains_key(id)),
            parties: workshop.signing_parties().map(|p| p.id.clone()).collect(),
            names: workshop.signing_parties().map(|p| p.name.clone()).collect(),
            stages: workshop.stages.iter().map(|s| s.id.clone()).collect(),
            own_stage,
            untils: untils(workshop, row),
            in_force: in_force(workshop, &row.question).unwrap_or_default(),
            title: question.map_or_else(String::new, |q| q.title.clone()),
            lines: Vec::new(),
            cursor: Cursor::default(),
            fields: Vec::new(),
            run: None,
            offers: Offers::of(workshop),
            faults: Vec::new(),
        };
        point.lay_out();
        point.highlight_first_open();
        point
    }

    /// The title of the question.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The lines, top to bottom.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The highlighted line.
    #[must_use]
    pub fn line(&self) -> Line {
        self.lines
            .get(self.cursor.at())
            .copied()
            .unwrap_or(Line::Because)
    }

    /// The highlighted line, counted from 0.
    #[must_use]
    pub fn at(&self) -> usize {
        self.cursor.at()
    }

    /// The signing parties whose voices count, in their order.
    #[must_use]
    pub fn parties(&self) -> &[PartyId] {
        &self.parties
    }

    /// The stage of an agreed part: its own, or the one that the question proposes.
    #[must_use]
    pub fn stage_of(&self, part: usize) -> Option<&StageId> {
        let settled = self.decision.as_ref()?.agreed.get(part)?;
        settled.stage.as_ref().or(self.own_stage.as_ref())
    }

    /// What a party says to it so far.
    #[must_use]
    pub fn voice(&self, party: usize) -> Option<&Voice> {
        self.decision.as_ref()?.voices.get(self.parties.get(party)?)
    }

    /// The stage at this place of the ladder.
    #[must_use]
    pub(crate) fn stage_at(&self, at: usize) -> Option<&StageId> {
        self.stages.get(at)
    }

    /// Whether the question's own field is the first choice of how a part is seen: nothing else has been said yet.
    #[must_use]
    pub fn offers_own_field(&self, part: usize) -> bool {
        let settled = self.decision.as_ref().and_then(|d| d.agreed.get(part));
        self.has_field && settled.is_some_and(|s| s.response.observed_by.is_none())
    }

    /// What may hold while the point is put off, in the order in which it is offered.
    #[must_use]
    pub fn untils(&self) -> &[Until] {
        &self.untils
    }

    /// The text field on a line, for drawing.
    #[must_use]
    pub fn field_on(&self, line: Line) -> Option<&TextField> {
        self.fields
            .iter()
            .find(|(l, _)| *l == line)
            .map(|(_, field)| field)
    }

    /// The text field under the highlight.
    pub fn field(&mut self) -> Option<&mut TextField> {
        let line = self.line();
        self.fields
            .iter_mut()
            .find(|(l, _)| *l == line)
            .map(|(_, field)| field)
    }
}

/// Asked where a parked point has no owner.
const NO_OWNER: &str = "Who brings it back? Name an owner.";

/// What may hold while the point is put off: nothing, what one party said, what is in force.
fn untils(workshop: &Workshop, row: &Row) -> Vec<Until> {
    let said = row.counting().filter(|position| {
        let one = position.says.one();
        one.is_some_and(leadpact_workshop::Response::is_answered)
    });
    let as_in_force = in_force(workshop, &row.question).map(|_| Until::AsInForce);
    std::iter::once(Until::NotAsked)
        .chain(said.map(|position| Until::Answer(position.party.clone())))
        .chain(as_in_force)
        .collect()
}

/// What the version in force says on a question; `None` without an amendment, and where it says nothing.
fn in_force(workshop: &Workshop, question: &str) -> Option<Vec<Settled>> {
    let before = workshop.amendment.as_ref()?.before.as_ref()?;
    let decision = before.decisions.get(question)?;
    let still = decision
        .parked
        .as_ref()
        .is_some_and(|later| later.until == Until::AsInForce);
    (decision.stands() || still)
        .then(|| decision.agreed.clone())
        .filter(|agreed| !agreed.is_empty())
}

pub(super) fn words_of(seen: &Observation) -> &str {
    match seen {
        Observation::Field(words) | Observation::Event(words) | Observation::Person(words) => words,
    }
}
