//! Points: what importance and signals propose, on the axes fit and engagement.

use indexmap::IndexMap;

use crate::answer::said::answer_prose;
use crate::rules::part::{Ids, Part};
use crate::{Answer, Rating, ScoringModel, Signal, StageId, Workshop};
use leadpact_definition::condition::{Condition, EventCondition};
use leadpact_definition::scalar::{Days, Percent};
use leadpact_definition::score::{Choice, DecayStep, Per, Rule, RuleKind, Score};

/// Points lie within this, either way.
const MOST_POINTS: i64 = 1_000_000;

/// An axis of the scoring model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Axis {
    /// Who they are.
    Fit,
    /// What they did.
    Engagement,
}

impl Axis {
    /// The score's name in the rule file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Fit => "fit",
            Self::Engagement => "engagement",
        }
    }
}

/// One rule with what was proposed and what it gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulePoints {
    /// The rule's id, the key of [`ScoringModel::points`].
    pub rule: String,
    /// The axis it counts on.
    pub axis: Axis,
    /// The question or signal it comes from, as people call it.
    pub label: String,
    /// What importance or rating propose; 0 for a must.
    pub proposed: i64,
    /// What it gives: the proposal, or what was set by hand.
    pub points: i64,
    /// The stage it guards as a must; `None` where it only gives points.
    pub must_for: Option<StageId>,
}

/// How the points of a signal fade, for a buying cycle of `cycle_days`: all within a sixth of the cycle,
/// half within half of it, a quarter within the whole, then none. For 180 days: 30, 90 and 180 days.
#[must_use]
pub fn fading(cycle_days: u16) -> Vec<DecayStep> {
    let cycle = u32::from(cycle_days.max(6));
    let step = |days, keep| DecayStep {
        within: Some(Days(days)),
        keep: Percent(keep),
    };
    vec![
        step(cycle / 6, 100),
        step(cycle / 2, 50),
        step(cycle, 25),
        DecayStep {
            within: None,
            keep: Percent(0),
        },
    ]
}

/// The most that an axis, or the total, is proposed to give.
#[must_use]
pub(crate) fn proposed_cap(name: &str) -> i64 {
    match name {
        "fit" => 70,
        "engagement" => 60,
        _ => 100,
    }
}

/// What a rating proposes, in points.
#[must_use]
pub(crate) fn rating_points(rating: Rating) -> i64 {
    match rating {
        Rating::NotALead => 0,
        Rating::ShowsInterest => 5,
        Rating::CountsTowardsHandOver => 15,
        Rating::WantsToTalkNow => 30,
    }
}

/// Points for an act that counts from so many times on, fading by the age of the last one. Both are told by an export
/// with one column for the number and one for the last date, which "so many times within 30 days" is not.
fn several_times(event: &str, times: u32, points: i64, fading: &[DecayStep]) -> RuleKind {
    let did = |at_least, within| {
        Condition::Event(EventCondition {
            event: event.to_owned(),
            at_least,
            within,
            ..EventCondition::default()
        })
    };
    let steps = fading.iter().map(|step| Choice {
        when: step
            .within
            .map(|days| Condition::All(vec![did(Some(times), None), did(None, Some(days))])),
        points: points * i64::from(step.keep.0) / 100,
    });
    RuleKind::FirstOf(steps.collect())
}

/// What was chosen, for a rule that compares with many spellings: `Job role: IT or security`.
fn choice_in_words(part: &Part) -> Option<String> {
    let answer = part.response.answer.as_ref()?;
    let chosen = matches!(answer, Answer::Values(_));
    // Chosen values carry no amount of money.
    chosen.then(|| {
        let words = answer_prose(part.question, answer, "");
        format!("{}: {words}", part.question.title)
    })
}

/// The axes in the making.
pub(super) struct Axes {
    model: ScoringModel,
    cycle_days: u16,
    fit: Vec<Rule>,
    engagement: Vec<Rule>,
    points: Vec<RulePoints>,
}

impl Axes {
    pub fn new(workshop: &Workshop) -> Self {
        Self {
            model: workshop.scoring.clone(),
            cycle_days: workshop.setup.cycle_days,
            fit: Vec::new(),
            engagement: Vec::new(),
            points: Vec::new(),
        }
    }

    /// A criterion that proposes points.
    pub fn criterion(
        &mut self,
        ids: &mut Ids,
        part: &Part,
        axis: Axis,
        when: Condition,
        proposed: i64,
    ) {
        let id = ids.unique(&part.question.id);
        let points = self.row(&id, axis, part.question.title.clone(), proposed);
        self.push(
            axis,
            id,
            RuleKind::When { when, points },
            points,
            None,
            part.because().or_else(|| choice_in_words(part)),
        );
    }

    /// A must proposes no points; it gives some where somebody set them by hand.
    pub fn must(&mut self, ids: &mut Ids, part: &Part, axis: Axis, when: &Condition) {
        self.criterion(ids, part, axis, when.clone(), 0);
        if let Some(row) = self.points.last_mut() {
            row.must_for = Some(part.stage.clone());
        }
    }

    /// A rated signal.
    pub fn signal(&mut self, ids: &mut Ids, signal: &Signal, rating: Rating) {
        let id = ids.unique(&format!("signal-{}", signal.id));
        let points = self.row(&id, Axis::Engagement, signal.words(), rating_points(rating));
        let days = self.model.fading.days(self.cycle_days);
        let fading = days.map_or_else(Vec::new, fading);
        let kind = match signal.at_least.filter(|n| *n > 1) {
            None => RuleKind::Event {
                events: vec![signal.event.clone()],
                points,
                per: Per::Once,
                within: None,
                since: None,
                when: None,
                decay: fading,
            },
            Some(times) => several_times(&signal.event, times, points, &fading),
        };
        self.push(Axis::Engagement, id, kind, points, Some(rating), None);
    }

    fn row(&mut self, id: &str, axis: Axis, label: String, proposed: i64) -> i64 {
        let set = self.model.points.get(id).copied();
        let points = set.unwrap_or(proposed).clamp(-MOST_POINTS, MOST_POINTS);
        self.points.push(RulePoints {
            rule: id.to_owned(),
            axis,
            label,
            proposed,
            points,
            must_for: None,
        });
        points
    }

    fn push(
        &mut self,
        axis: Axis,
        id: String,
        kind: RuleKind,
        points: i64,
        rated: Option<Rating>,
        because: Option<String>,
    ) {
        if points == 0 {
            return;
        }
        let rules = match axis {
            Axis::Fit => &mut self.fit,
            Axis::Engagement => &mut self.engagement,
        };
        rules.push(Rule {
            id,
            kind,
            cap: None,
            floor: None,
            group: None,
            when_missing: None,
            rated,
            because,
        });
    }

    fn cap(&self, name: &str) -> i64 {
        let set = self.model.caps.get(name).copied();
        set.unwrap_or_else(|| proposed_cap(name))
            .clamp(0, MOST_POINTS)
    }

    fn axis_cap(&self, axis: Axis) -> i64 {
        self.cap(axis.word())
    }

    /// The most points a lead can earn on an axis.
    pub fn most(&self, axis: Axis) -> i64 {
        let rules = match axis {
            Axis::Fit => &self.fit,
            Axis::Engagement => &self.engagement,
        };
        let sum = rules.iter().fold(0_i64, |sum, rule| match &rule.kind {
            RuleKind::When { points, .. } | RuleKind::Event { points, .. } => {
                sum.saturating_add((*points).max(0))
            }
            RuleKind::FirstOf(choices) => {
                let most = choices.iter().map(|c| c.points).max();
                sum.saturating_add(most.unwrap_or(0).max(0))
            }
            RuleKind::Bands { .. } | RuleKind::PerUnit { .. } | RuleKind::LargestOf(_) => sum,
        });
        sum.min(self.axis_cap(axis))
    }

    /// The most points a lead can earn in total.
    pub(crate) fn most_in_total(&self) -> i64 {
        let sum = self
            .most(Axis::Fit)
            .saturating_add(self.most(Axis::Engagement));
        sum.min(self.cap("total"))
    }

    /// The scores for the rule file, and every rule with its points.
    pub fn finish(self) -> (IndexMap<String, Score>, Vec<RulePoints>) {
        let caps = [
            self.axis_cap(Axis::Fit),
            self.axis_cap(Axis::Engagement),
            self.cap("total"),
        ];
        let score = |cap| Score {
            cap: Some(cap),
            floor: Some(0),
            ..Score::default()
        };
        let [fit, engagement, total] = caps.map(score);
        let names = [Axis::Fit, Axis::Engagement].map(|axis| axis.word().to_owned());
        let scores = IndexMap::from([
            (
                "fit".to_owned(),
                Score {
                    rules: self.fit,
                    ..fit
                },
            ),
            (
                "engagement".to_owned(),
                Score {
                    rules: self.engagement,
                    ..engagement
                },
            ),
            (
                "total".to_owned(),
                Score {
                    sum: Some(names.to_vec()),
                    ..total
                },
            ),
        ]);
        (scores, self.points)
    }
}
