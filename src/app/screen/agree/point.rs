//! One difference being settled: the ways out of it, and the decision as lines that can be highlighted.

use jiff::civil::Date;

use crate::action::Move;
use crate::field::Field;
use crate::form::refused;
use crate::list::Cursor;
use crate::names;
use crate::text::TextField;
use leadpact_workshop::resolve::{points_stage, possible, rejected};
use leadpact_workshop::written;
use leadpact_workshop::{
    Answer, Decision, Importance, Observation, Parked, PartyId, PreQualification,
    PreQualificationForm, QuestionId, Resolution, Role, Row, Settled, StageId, Until, Voice,
    Workshop,
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
    pub fn stage_at(&self, at: usize) -> Option<&StageId> {
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

    pub(super) fn lay_out(&mut self) {
        let Some(decision) = &self.decision else {
            self.lines = (0..self.options.len()).map(Line::Option).collect();
            self.fields.clear();
            self.cursor.keep_within(self.lines.len());
            return;
        };
        let mut lines = Vec::new();
        for (part, settled) in decision.agreed.iter().enumerate() {
            lines.push(Line::Answer(part));
            if self.criterion {
                // What does not matter has no importance.
                let weighed = self.weighed && settled.response.answer != Some(Answer::Any);
                lines.extend(weighed.then_some(Line::Matters(part)));
                lines.push(Line::Stage(part));
                let must = weighed && settled.response.importance == Some(Importance::Must);
                if must || settled.response.observed_by.is_some() {
                    lines.push(Line::SeenKind(part));
                }
                if settled.response.observed_by.is_some() {
                    lines.push(Line::SeenWords(part));
                }
            }
        }
        if decision.pre_qualification.is_some() {
            lines.extend([Line::Form, Line::Who, Line::Learns]);
        }
        if decision.parked.is_some() {
            lines.extend([Line::Owner, Line::Due, Line::Until]);
        }
        lines.push(Line::Because);
        if decision.parked.is_none() {
            for (at, party) in self.parties.iter().enumerate() {
                lines.push(Line::Voice(at));
                if matches!(decision.voices.get(party), Some(Voice::Object(_))) {
                    lines.push(Line::Reason(at));
                }
            }
        }
        self.lines = lines;
        self.fields.retain(|(line, _)| self.lines.contains(line));
        self.faults.retain(|(line, _)| self.lines.contains(line));
        for line in self.lines.clone() {
            if line.takes_text() && self.field_on(line).is_none() {
                let field = self.field_for(line);
                self.fields.push((line, field));
            }
        }
        self.cursor.keep_within(self.lines.len());
    }

    /// The field of a line of text, as the decision has it.
    fn field_for(&self, line: Line) -> TextField {
        let text = self.text_on(line);
        let Offers {
            owners, learners, ..
        } = &self.offers;
        match line {
            Line::Owner => TextField::new(Field::ParkOwner, &text).offering(owners.clone()),
            Line::Who => TextField::new(Field::PreQualifyWho, &text).offering(learners.clone()),
            Line::Due => TextField::new(Field::ParkDue, &text),
            Line::Learns => TextField::new(Field::PreQualifyLearns, &text),
            Line::SeenWords(part) => {
                let parts = self.decision.as_ref().map(|d| d.agreed.as_slice());
                let part = parts.and_then(|parts| parts.get(part));
                let seen = part.and_then(|settled| settled.response.observed_by.as_ref());
                TextField::new(Field::AgreedSeen, &text).offering(self.offers.shown_by(seen))
            }
            Line::Reason(_) => TextField::new(Field::Objection, &text),
            Line::Because
            | Line::Option(_)
            | Line::Answer(_)
            | Line::Matters(_)
            | Line::Stage(_)
            | Line::SeenKind(_)
            | Line::Form
            | Line::Until
            | Line::Voice(_) => TextField::new(Field::DecisionBecause, &text),
        }
    }

    /// What the decision says on a line of text.
    fn text_on(&self, line: Line) -> String {
        let Some(decision) = &self.decision else {
            return String::new();
        };
        let pre = decision.pre_qualification.as_ref();
        let parked = decision.parked.as_ref();
        match line {
            Line::SeenWords(part) => decision
                .agreed
                .get(part)
                .and_then(|s| s.response.observed_by.as_ref())
                .map_or_else(String::new, |o| match o {
                    Observation::Field(w) | Observation::Event(w) | Observation::Person(w) => {
                        w.clone()
                    }
                }),
            Line::Who => pre.map_or_else(String::new, |p| p.who.clone()),
            Line::Learns => pre.map_or_else(String::new, |p| p.learns.clone()),
            Line::Owner => parked.map_or_else(String::new, |p| p.owner.clone()),
            Line::Due => parked.map_or_else(String::new, |p| p.due.to_string()),
            Line::Because => decision.because.clone(),
            Line::Reason(party) => match self.voice(party) {
                Some(Voice::Object(reason)) => reason.clone(),
                _ => String::new(),
            },
            _ => String::new(),
        }
    }

    /// Highlights what has to be said next: a name, an owner, the first voice.
    fn highlight_first_open(&mut self) {
        let wanted = self.missing().map(|(line, _)| line);
        let first = self
            .lines
            .iter()
            .find(|l| matches!(l, Line::Voice(_)))
            .copied();
        if self.decision.is_some()
            && let Some(line) = wanted.or(first)
        {
            self.go_to_line(line);
        }
    }

    /// Highlights a line.
    pub fn go_to(&mut self, line: usize) {
        self.run = None;
        self.cursor = Cursor::on(line);
        self.cursor.keep_within(self.lines.len());
    }

    /// The row of a line, counted from 0; beyond the last where there is no such line.
    #[must_use]
    pub fn row_of(&self, line: Line) -> usize {
        let row = self.lines.iter().position(|other| *other == line);
        row.unwrap_or(self.lines.len())
    }

    /// Highlights this line, if it is there.
    pub fn go_to_line(&mut self, wanted: Line) {
        if let Some(at) = self.lines.iter().position(|l| *l == wanted) {
            self.go_to(at);
        }
    }

    /// Moves the highlight up or down.
    pub fn go(&mut self, to: Move) {
        self.run = None;
        self.cursor.go(to, self.lines.len());
    }

    /// Whether the highlighted line is the last one.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.cursor.at() + 1 >= self.lines.len()
    }

    /// The decision that a way out would be; `None` where there is no such way. `today` sets when a parked point comes
    /// back unless somebody says otherwise: in two weeks.
    #[must_use]
    pub fn proposal(&self, way: usize, today: Date) -> Option<Decision> {
        let (resolution, agreed) = self.options.get(way)?.clone();
        let pre = (resolution == Resolution::PreQualify).then(|| PreQualification {
            form: PreQualificationForm::Call,
            who: self.offers.learners.first().cloned().unwrap_or_default(),
            learns: self.title.clone(),
        });
        let parked = (resolution == Resolution::Park).then(|| Parked {
            owner: self.offers.owners.first().cloned().unwrap_or_default(),
            due: today.saturating_add(jiff::Span::new().days(14)),
            until: Until::NotAsked,
        });
        let because = self.decision.as_ref().map(|d| d.because.clone());
        Some(Decision {
            resolution,
            agreed,
            because: because.unwrap_or_default(),
            voices: indexmap::IndexMap::new(),
            rejected: Vec::new(),
            pre_qualification: pre,
            parked,
        })
    }

    /// Takes a way out, if it is possible here. `today`: as in [`Self::proposal`].
    pub fn choose(&mut self, wanted: &Resolution, today: Date) -> bool {
        let way = self.options.iter().position(|(r, _)| r == wanted);
        let Some(decision) = way.and_then(|way| self.proposal(way, today)) else {
            return false;
        };
        self.decision = Some(decision);
        self.forget_fields();
        self.lay_out();
        self.highlight_first_open();
        // The name that is proposed is looked at before anything else.
        match wanted {
            Resolution::Park => self.go_to_line(Line::Owner),
            Resolution::PreQualify => self.go_to_line(Line::Who),
            Resolution::Take(_)
            | Resolution::Union
            | Resolution::Intersection
            | Resolution::Between
            | Resolution::SplitByStage
            | Resolution::OwnWords
            | Resolution::Same => {}
        }
        true
    }

    /// Takes over what the workshop holds: after undo, or from another hand.
    pub fn reload(&mut self, decision: Option<&Decision>) {
        let line = self.line();
        self.decision = decision.cloned();
        self.forget_fields();
        self.lay_out();
        self.go_to_line(line);
    }

    fn forget_fields(&mut self) {
        self.fields.clear();
        self.faults.clear();
        self.run = None;
    }

    /// What is typed next goes into the decision as it stands now.
    pub fn hold(&mut self) {
        self.run = Some((self.cursor.at(), self.decision.clone()));
    }

    /// The decision as it stood when the typing began.
    pub fn back_to_held(&mut self) {
        if let Some((_, decision)) = &self.run {
            self.decision.clone_from(decision);
        }
    }

    /// The agreed answer of a part was edited: it is own wording then, and has to be agreed to again.
    pub fn replace(&mut self, part: usize, response: leadpact_workshop::Response) {
        let Some(decision) = &mut self.decision else {
            return;
        };
        let Some(settled) = decision.agreed.get_mut(part) else {
            return;
        };
        settled.response = response;
        if !matches!(
            decision.resolution,
            Resolution::SplitByStage | Resolution::PreQualify
        ) {
            decision.resolution = Resolution::OwnWords;
        }
        decision.voices.clear();
        self.lay_out();
    }

    /// Left and right: changes what is chosen on the highlighted line.
    pub fn sideways(&mut self, right: bool) {
        let line = self.line();
        let Some(decision) = &self.decision else {
            return;
        };
        let part = |at: usize| decision.agreed.get(at).map(|settled| &settled.response);
        match line {
            Line::Matters(at) => {
                let now = part(at).and_then(|response| response.importance);
                self.set_importance(at, step(&Importance::ALL, now, right));
            }
            Line::Stage(at) => {
                let now = self.stage_of(at).cloned();
                self.set_stage(at, step(&self.stages, now, right));
            }
            Line::SeenKind(at) => {
                let now = part(at).and_then(|response| response.observed_by.clone());
                self.set_seen(at, seen_kind(now, right));
            }
            Line::Form => {
                let now = decision.pre_qualification.as_ref().map(|pre| pre.form);
                if let Some(form) = step(&PreQualificationForm::ALL, now, right) {
                    self.set_form(form);
                }
            }
            Line::Until => {
                let now = decision.parked.as_ref().map(|later| later.until.clone());
                if let Some(until) = step(&self.untils, now, right) {
                    self.set_until(until);
                }
            }
            Line::Voice(party) => self.turn_voice(party, right),
            _ => return,
        }
        self.lay_out();
        self.go_to_line(line);
    }

    fn part_mut(&mut self, part: usize) -> Option<&mut Settled> {
        self.decision.as_mut()?.agreed.get_mut(part)
    }

    /// What is agreed matters differently: every party has to be heard again.
    pub(super) fn set_importance(&mut self, part: usize, importance: Option<Importance>) {
        if let Some(settled) = self.part_mut(part)
            && settled.response.importance != importance
        {
            settled.response.importance = importance;
            self.hear_again();
        }
    }

    /// What is agreed belongs to another stage: every party has to be heard again.
    pub(super) fn set_stage(&mut self, part: usize, stage: Option<StageId>) {
        if let Some(settled) = self.part_mut(part)
            && settled.stage != stage
        {
            settled.stage = stage;
            self.hear_again();
        }
    }

    fn hear_again(&mut self) {
        if let Some(decision) = &mut self.decision {
            decision.voices.clear();
        }
    }

    /// How a part is seen.
    pub(super) fn set_seen(&mut self, part: usize, seen: Observation) {
        if let Some(settled) = self.part_mut(part) {
            settled.response.observed_by = Some(seen);
        }
        // Something else is offered to its name now.
        self.fields
            .retain(|(line, _)| *line != Line::SeenWords(part));
    }

    /// The form of a pre-qualification.
    pub(super) fn set_form(&mut self, form: PreQualificationForm) {
        if let Some(decision) = &mut self.decision {
            with(&mut decision.pre_qualification, |pre| pre.form = form);
        }
    }

    /// What holds while the point is put off.
    pub(super) fn set_until(&mut self, until: Until) {
        let agreed = match until {
            Until::AsInForce => self.in_force.clone(),
            Until::NotAsked | Until::Answer(_) => Vec::new(),
        };
        if let Some(decision) = &mut self.decision
            && let Some(later) = &mut decision.parked
        {
            later.until = until;
            decision.agreed = agreed;
        }
    }

    fn turn_voice(&mut self, party: usize, right: bool) {
        let voice = match (self.voice(party), right) {
            (None, true) | (Some(Voice::CanLiveWithIt | Voice::Agree), false) => Voice::Agree,
            (Some(Voice::Agree), true) | (Some(Voice::Object(_)), false) => Voice::CanLiveWithIt,
            (None, false) | (Some(Voice::CanLiveWithIt), true) => Voice::Object(String::new()),
            (Some(Voice::Object(reason)), true) => Voice::Object(reason.clone()),
        };
        self.say(party, voice);
    }

    /// A party's voice.
    pub fn say(&mut self, party: usize, voice: Voice) {
        if let (Some(decision), Some(id)) = (&mut self.decision, self.parties.get(party)) {
            decision.voices.insert(id.clone(), voice);
            // The order of the parties, whoever spoke first.
            let place = |id: &PartyId| self.parties.iter().position(|p| p == id);
            decision
                .voices
                .sort_by(|a, _, b, _| place(a).cmp(&place(b)));
        }
        self.lay_out();
    }

    /// Every party that has not spoken yet agrees.
    pub fn all_agree(&mut self) {
        for party in 0..self.parties.len() {
            if self.voice(party).is_none() {
                self.say(party, Voice::Agree);
            }
        }
        self.go_to(self.lines.len().saturating_sub(1));
    }

    /// Takes over what was typed: the whole text of the line, into the decision that stood there when the typing began.
    /// What cannot be taken leaves that decision as it was. `today`: days before it are refused.
    pub fn take_typed(&mut self, today: Date) {
        let (at, line) = (self.cursor.at(), self.line());
        if self.run.as_ref().is_none_or(|(on, _)| *on != at) {
            self.hold();
        }
        self.back_to_held();
        let text = self.field_on(line).map(TextField::text).unwrap_or_default();
        self.faults.retain(|(other, _)| *other != line);
        if let Err(why) = self.take(line, text, today) {
            self.faults.push((line, why));
        }
    }

    fn take(&mut self, line: Line, text: String, today: Date) -> Result<(), String> {
        let party = match line {
            Line::Reason(party) => self.parties.get(party).cloned(),
            _ => None,
        };
        let Some(decision) = &mut self.decision else {
            return Ok(());
        };
        match line {
            Line::SeenWords(part) => {
                if let Some(settled) = decision.agreed.get_mut(part) {
                    let seen = &mut settled.response.observed_by;
                    *seen = seen.take().map(|seen| renamed(&seen, text));
                }
            }
            Line::Who => with(&mut decision.pre_qualification, |p| p.who = text),
            Line::Learns => with(&mut decision.pre_qualification, |p| p.learns = text),
            Line::Owner if text.trim().is_empty() => return Err(NO_OWNER.to_owned()),
            Line::Owner => with(&mut decision.parked, |p| p.owner = text),
            Line::Due => {
                let due = day(&text, today)?;
                with(&mut decision.parked, |p| p.due = due);
            }
            Line::Because => decision.because = text,
            Line::Reason(_) => {
                if let Some(party) = party {
                    decision.voices.insert(party, Voice::Object(text));
                }
            }
            Line::Option(_)
            | Line::Answer(_)
            | Line::Matters(_)
            | Line::Stage(_)
            | Line::SeenKind(_)
            | Line::Form
            | Line::Until
            | Line::Voice(_) => {}
        }
        Ok(())
    }

    /// Why the text of a line cannot be taken; `None` where it can.
    #[must_use]
    pub fn fault(&self, line: Line) -> Option<&str> {
        let fault = self.faults.iter().find(|(other, _)| *other == line);
        fault.map(|(_, why)| why.as_str())
    }

    /// What the text of a line is understood as, where that reads otherwise.
    #[must_use]
    pub fn understood(&self, line: Line) -> Option<String> {
        let parked = self.decision.as_ref()?.parked.as_ref()?;
        (line == Line::Due && self.fault(line).is_none()).then(|| written::day::shown(parked.due))
    }

    /// What is said when the point is left while a line of it cannot be taken; `None` where all can.
    #[must_use]
    pub fn refused(&self) -> Option<String> {
        let faults = self.faults.iter().map(|(line, why)| {
            let label = if *line == Line::Owner {
                "Owner"
            } else {
                "The day"
            };
            (label, why.as_str())
        });
        refused(&faults.collect::<Vec<_>>())
    }

    /// The first thing that is still to be said; `None` where the decision can be accepted.
    #[must_use]
    pub fn missing(&self) -> Option<Missing> {
        let decision = self.decision.as_ref()?;
        if let Some(parked) = &decision.parked {
            if parked.owner.trim().is_empty() {
                return Some((Line::Owner, NO_OWNER.to_owned()));
            }
            let fault = self.faults.first();
            return fault.map(|(line, why)| (*line, why.clone()));
        }
        if let Some(pre) = &decision.pre_qualification {
            if pre.who.trim().is_empty() {
                return Some((
                    Line::Who,
                    "Who does it? Name a person or a team.".to_owned(),
                ));
            }
            if pre.learns.trim().is_empty() {
                return Some((Line::Learns, "What must it learn?".to_owned()));
            }
        }
        let no_answer = |s: &Settled| !s.response.is_answered();
        if let Some(part) = decision.agreed.iter().position(no_answer) {
            return Some((
                Line::Answer(part),
                "There is no answer yet. Press enter to write it.".to_owned(),
            ));
        }
        if decision.resolution == Resolution::Same {
            return None;
        }
        for (at, name) in self.names.iter().enumerate() {
            match self.voice(at) {
                None => {
                    let words =
                        format!("What does {name} say to it? Press enter where {name} agrees.");
                    return Some((Line::Voice(at), words));
                }
                Some(Voice::Object(reason)) if reason.trim().is_empty() => {
                    return Some((Line::Reason(at), format!("Write down why {name} objects.")));
                }
                Some(_) => {}
            }
        }
        None
    }

    /// The decision as it goes into the workshop; `None` while it may not: a parked point without an owner.
    #[must_use]
    pub fn to_commit(&self, workshop: &Workshop, row: &Row) -> Option<Decision> {
        let mut decision = self.decision.clone()?;
        if decision.parked.is_some() {
            return (!decision.is_ownerless()).then_some(decision);
        }
        decision.rejected = rejected(workshop, row, &decision.resolution, &decision.agreed);
        Some(decision)
    }
}

/// Asked where a parked point has no owner.
const NO_OWNER: &str = "Who brings it back? Name an owner.";

/// A day from today on, as people write it.
///
/// # Errors
/// In words, why it is none.
pub fn day(text: &str, today: Date) -> Result<Date, String> {
    let day = written::day::read(text, today)?;
    if day < today {
        let day = written::day::shown(day);
        return Err(format!("{day} has passed. Write a day from today on."));
    }
    Ok(day)
}

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

fn with<T>(part: &mut Option<T>, change: impl FnOnce(&mut T)) {
    if let Some(part) = part {
        change(part);
    }
}

/// The neighbour of what is chosen, stopping at both ends; the first, or the last, where nothing is.
fn step<T: Clone + PartialEq>(all: &[T], chosen: Option<T>, right: bool) -> Option<T> {
    let at = chosen
        .as_ref()
        .and_then(|c| all.iter().position(|x| x == c));
    let last = all.len().saturating_sub(1);
    let to = match (at, right) {
        (None, true) => 0,
        (None, false) => last,
        (Some(at), true) => (at + 1).min(last),
        (Some(at), false) => at.saturating_sub(1),
    };
    all.get(to).cloned().or(chosen)
}

pub(super) fn words_of(seen: &Observation) -> &str {
    match seen {
        Observation::Field(words) | Observation::Event(words) | Observation::Person(words) => words,
    }
}

fn renamed(seen: &Observation, words: String) -> Observation {
    match seen {
        Observation::Field(_) => Observation::Field(words),
        Observation::Event(_) => Observation::Event(words),
        Observation::Person(_) => Observation::Person(words),
    }
}

fn seen_kind(seen: Option<Observation>, right: bool) -> Observation {
    let words = seen.as_ref().map(words_of).unwrap_or_default().to_owned();
    match (seen, right) {
        (None | Some(Observation::Person(_)), true) | (Some(Observation::Event(_)), false) => {
            Observation::Field(words)
        }
        (Some(Observation::Field(_)), true) | (Some(Observation::Person(_)), false) => {
            Observation::Event(words)
        }
        (Some(Observation::Event(_)), true) | (None | Some(Observation::Field(_)), false) => {
            Observation::Person(words)
        }
    }
}
