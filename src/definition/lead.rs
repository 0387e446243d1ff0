//! One lead as the engine sees it, and what scoring it came to.

use crate::{compiled::Compiled, stage::OwnedBy, value::Value};

/// The record of one lead, in canonical form. Reuse it from row to row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lead {
    /// By field index; none: missing. Fields beyond its end are missing.
    pub values: Vec<Option<Value>>,
    /// By event index. Events beyond its end never happened.
    pub events: Vec<EventFacts>,
}

/// What is known of one event of one lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventFacts {
    /// From an event log: the day of each occurrence (days since 1970-01-01), in any order.
    Log(Vec<i32>),
    /// From a flat export.
    Flat {
        /// How many occurrences; none: the export does not say.
        count: Option<u64>,
        /// The day of the last one; none: the export does not say.
        last: Option<i32>,
    },
}

impl EventFacts {
    /// Whether it is told that it ever happened.
    #[must_use]
    pub fn ever(&self) -> bool {
        match self {
            Self::Log(days) => !days.is_empty(),
            Self::Flat { count, last } => last.is_some() || count.is_some_and(|count| count > 0),
        }
    }

    /// Whether it comes from a flat export.
    #[must_use]
    pub(crate) fn is_flat(&self) -> bool {
        matches!(self, Self::Flat { .. })
    }
}

impl Default for EventFacts {
    /// It never happened.
    fn default() -> Self {
        Self::Log(Vec::new())
    }
}

impl Lead {
    /// Forgets everything but keeps the memory: as many fields and events as `compiled` has, all missing.
    pub fn clear(&mut self, compiled: &Compiled) {
        self.values.clear();
        self.values.resize(compiled.field_count(), None);
        self.events
            .resize(compiled.event_count(), EventFacts::default());
        for facts in &mut self.events {
            match facts {
                EventFacts::Log(days) => days.clear(),
                EventFacts::Flat { .. } => *facts = EventFacts::default(),
            }
        }
    }

    /// Sets the value of a field; an index beyond the fields is ignored.
    pub fn set(&mut self, field: usize, value: Option<Value>) {
        if let Some(slot) = self.values.get_mut(field) {
            *slot = value;
        }
    }

    /// Adds an occurrence from an event log; an index beyond the events is ignored.
    pub fn occurred(&mut self, event: usize, day: i32) {
        match self.events.get_mut(event) {
            Some(EventFacts::Log(days)) => days.push(day),
            Some(facts) => *facts = EventFacts::Log(vec![day]),
            None => {}
        }
    }

    /// Sets what a flat export says of an event; an index beyond the events is ignored.
    pub fn set_flat(&mut self, event: usize, count: Option<u64>, last: Option<i32>) {
        if let Some(facts) = self.events.get_mut(event) {
            *facts = EventFacts::Flat { count, last };
        }
    }
}

/// What became of a lead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LeadStatus {
    /// It has scores, and a stage if it entered one.
    #[default]
    Scored,
    /// A gate took it out for good.
    Disqualified,
    /// A gate took it out at present.
    Suspended,
    /// A rule needs a field that is missing.
    NotEnoughKnown,
}

impl LeadStatus {
    /// All of them, in the order in which they are counted.
    pub const ALL: [Self; 4] = [
        Self::Scored,
        Self::Disqualified,
        Self::Suspended,
        Self::NotEnoughKnown,
    ];

    /// The word in the scored output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Scored => "scored",
            Self::Disqualified => "disqualified",
            Self::Suspended => "suspended",
            Self::NotEnoughKnown => "not-enough-known",
        }
    }
}

/// The bare result of scoring one lead, in indexes. Reuse it from row to row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// By score, in file order; none: the score does not apply.
    pub scores: Vec<Option<i64>>,
    /// By grade, in file order: the place among the grade's values.
    pub grades: Vec<Option<usize>>,
    /// By track, `main` first: the stage's index.
    pub stages: Vec<Option<usize>>,
    /// Who owns it, by place among the owners that the definition names; none: nobody.
    pub owner: Option<usize>,
    /// What became of it.
    pub status: LeadStatus,
    /// What counted, in file order.
    pub hits: Vec<Hit>,
    /// The events about which the data could not tell what a rule or condition asked.
    pub untold: Vec<usize>,
    /// The stages a gate opened; kept here for its memory.
    pub(super) opened: Vec<usize>,
    /// Day or block numbers; kept here for its memory.
    pub(super) buckets: Vec<(i64, i32)>,
}

/// A gate that applied, or a rule that gave points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The number of the gate or rule, see [`Compiled::criterion_id`].
    pub criterion: usize,
    /// Its points after its own cap; 0 for a gate and for a rule that made the lead not enough known.
    pub points: i64,
}

/// The result of scoring one lead, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// By name, in file order; none: the score does not apply.
    pub scores: Vec<(String, Option<i64>)>,
    /// All grades in file order, put together: `A1`; empty where no row held.
    pub grade: String,
    /// Each grade by name, in file order; none: no row held.
    pub grades: Vec<(String, Option<String>)>,
    /// The stage on the main track; none: in no stage.
    pub stage: Option<String>,
    /// The stage on each other track.
    pub tracks: Vec<(String, Option<String>)>,
    /// Who owns it; none: nobody, or no stage has a routing.
    pub owner: Option<String>,
    /// Why; none: it has no owner.
    pub owned_by: Option<OwnedBy>,
    /// What became of it.
    pub status: LeadStatus,
    /// What counted, in file order.
    pub reasons: Vec<Reason>,
    /// The fields the definition looks at that this lead lacks, by id.
    pub missing: Vec<String>,
    /// The events about which the data could not tell what was asked, by id.
    pub untold: Vec<String>,
}

/// Why a lead has the result it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The gate's or rule's id.
    pub id: String,
    /// The score it counts in; none: a gate.
    pub axis: Option<String>,
    /// Its points after its own cap.
    pub points: i64,
    /// Why it is in the definition.
    pub because: Option<String>,
    /// The gate or rule in plain English.
    pub text: String,
}

impl Compiled {
    /// The id of a gate or rule by its number in a [`Hit`].
    #[must_use]
    pub fn criterion_id(&self, criterion: usize) -> Option<&str> {
        self.criteria
            .get(criterion)
            .map(|criterion| criterion.id.as_str())
    }

    /// Writes the grade of a result, as it stands in the scored output, at the end of `text`.
    pub fn grade_into(&self, tally: &Tally, text: &mut String) {
        for (grade, place) in self.grades.iter().zip(&tally.grades) {
            if let Some(value) = place.and_then(|place| grade.values.get(place)) {
                text.push_str(value);
            }
        }
    }

    /// Each grade of a result, in file order; none: no row held.
    pub fn each_grade<'c>(&'c self, tally: &'c Tally) -> impl Iterator<Item = Option<&'c str>> {
        let places = tally.grades.iter().copied().chain(std::iter::repeat(None));
        let grades = self.grades.iter().zip(places);
        grades.map(|(grade, place)| grade.values.get(place?).map(String::as_str))
    }

    /// The id of a stage by its index.
    #[must_use]
    pub fn stage_id(&self, stage: usize) -> Option<&str> {
        self.stages.get(stage).map(|stage| stage.id.as_str())
    }

    /// Who owns a lead by its result; none: nobody.
    #[must_use]
    pub fn owner(&self, tally: &Tally) -> Option<&str> {
        let owner = self.owners.get(tally.owner?)?;
        Some(&owner.name)
    }

    /// Puts a bare result into words.
    #[must_use]
    pub fn outcome(&self, lead: &Lead, tally: &Tally) -> Outcome {
        let mut grade = String::new();
        self.grade_into(tally, &mut grade);
        let stage = |track: usize| {
            let stage = tally.stages.get(track).copied().flatten()?;
            self.stage_id(stage).map(str::to_owned)
        };
        Outcome {
            scores: self
                .scores
                .iter()
                .zip(&tally.scores)
                .map(|(score, points)| (score.name.clone(), *points))
                .collect(),
            grade,
            grades: self
                .grade_names()
                .zip(self.each_grade(tally))
                .map(|(name, value)| (name.to_owned(), value.map(str::to_owned)))
                .collect(),
            stage: stage(0),
            tracks: self
                .tracks
                .iter()
                .enumerate()
                .skip(1)
                .map(|(track, name)| (name.clone(), stage(track)))
                .collect(),
            owner: self.owner(tally).map(str::to_owned),
            owned_by: tally
                .owner
                .and_then(|owner| self.owners.get(owner))
                .map(|owner| owner.by),
            status: tally.status,
            reasons: tally
                .hits
                .iter()
                .filter_map(|hit| self.reason(*hit))
                .collect(),
            missing: self
                .used
                .iter()
                .filter(|field| !matches!(lead.values.get(**field), Some(Some(_))))
                .filter_map(|field| self.fields.get(*field).map(|field| field.id.clone()))
                .collect(),
            untold: tally
                .untold
                .iter()
                .filter_map(|event| self.events.get(*event).cloned())
                .collect(),
        }
    }

    fn reason(&self, hit: Hit) -> Option<Reason> {
        let criterion = self.criteria.get(hit.criterion)?;
        let axis = criterion.axis.and_then(|axis| self.scores.get(axis));
        Some(Reason {
            id: criterion.id.clone(),
            axis: axis.map(|axis| axis.name.clone()),
            points: hit.points,
            because: criterion.because.clone(),
            text: criterion.text.clone(),
        })
    }
}
