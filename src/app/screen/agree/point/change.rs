//! What changes a decision in the making: ways out, parts, voices.

use jiff::civil::Date;

use super::{Line, Point, words_of};
use leadpact_workshop::{
    Decision, Importance, Observation, Parked, PartyId, PreQualification, PreQualificationForm,
    Resolution, Settled, StageId, Until, Voice,
};

impl Point {
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
    pub(crate) fn reload(&mut self, decision: Option<&Decision>) {
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
    pub(crate) fn back_to_held(&mut self) {
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
    pub(crate) fn sideways(&mut self, right: bool) {
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
    pub(crate) fn set_importance(&mut self, part: usize, importance: Option<Importance>) {
        if let Some(settled) = self.part_mut(part)
            && settled.response.importance != importance
        {
            settled.response.importance = importance;
            self.hear_again();
        }
    }

    /// What is agreed belongs to another stage: every party has to be heard again.
    pub(crate) fn set_stage(&mut self, part: usize, stage: Option<StageId>) {
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
    pub(crate) fn set_seen(&mut self, part: usize, seen: Observation) {
        if let Some(settled) = self.part_mut(part) {
            settled.response.observed_by = Some(seen);
        }
        // Something else is offered to its name now.
        self.fields
            .retain(|(line, _)| *line != Line::SeenWords(part));
    }

    /// The form of a pre-qualification.
    pub(crate) fn set_form(&mut self, form: PreQualificationForm) {
        if let Some(decision) = &mut self.decision {
            with(&mut decision.pre_qualification, |pre| pre.form = form);
        }
    }

    /// What holds while the point is put off.
    pub(crate) fn set_until(&mut self, until: Until) {
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
    pub(crate) fn all_agree(&mut self) {
        for party in 0..self.parties.len() {
            if self.voice(party).is_none() {
                self.say(party, Voice::Agree);
            }
        }
        self.go_to(self.lines.len().saturating_sub(1));
    }
}

pub(super) fn with<T>(part: &mut Option<T>, change: impl FnOnce(&mut T)) {
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

pub(super) fn renamed(seen: &Observation, words: String) -> Observation {
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
