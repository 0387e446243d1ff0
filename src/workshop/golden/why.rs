//! Why a lead card lands where it lands, in sentences for people.

use crate::golden::CardResult;
use crate::rules::Rules;
use crate::rules::golden::golden_lead;
use crate::{Card, StageId, Workshop};
use leadpact_definition::golden::{Expect, NO_STAGE};
use leadpact_definition::say::english::{capital, count};
use leadpact_definition::why::{Counted, Now, Opened, Unmet, WayIn, Why};
use leadpact_definition::{self as definition, Spec, say};

/// One sentence about a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// How it is meant.
    pub kind: ReasonKind,
    /// The sentence, with its full stop.
    pub text: String,
}

/// How a sentence about a card is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReasonKind {
    /// The stage the rules give beside the one that was agreed.
    Stages,
    /// Something that the agreed stage asks and the card does not meet, or a gate that takes it out.
    Against,
    /// Something that the next stage asks and the card does not meet.
    Next,
    /// What let it in.
    For,
    /// Points.
    Points,
}

/// Why each card of `results` lands where it does, in the same order.
#[must_use]
pub fn reasons(workshop: &Workshop, rules: &Rules, results: &[CardResult]) -> Vec<Vec<Reason>> {
    let Ok(compiled) = definition::compile(&rules.spec) else {
        return results.iter().map(|_| Vec::new()).collect();
    };
    let cards: Vec<&Card> = workshop
        .bank
        .questions
        .iter()
        .flat_map(|q| &q.cards)
        .collect();
    results
        .iter()
        .map(|result| {
            let Some(card) = cards.iter().find(|card| card.id == result.card) else {
                return Vec::new();
            };
            let golden = golden_lead(workshop, card, Expect::default());
            let teller = Teller {
                workshop,
                spec: &rules.spec,
                rules,
                result,
                why: Why::of(&rules.spec, &compiled, &golden),
            };
            teller.tell()
        })
        .collect()
}

struct Teller<'a> {
    workshop: &'a Workshop,
    spec: &'a Spec,
    rules: &'a Rules,
    result: &'a CardResult,
    why: Why<'a>,
}

impl Teller<'_> {
    fn tell(&self) -> Vec<Reason> {
        let mut told = vec![reason(ReasonKind::Stages, self.stages())];
        let out = self.why.excluded_by();
        let is_out = !out.is_empty();
        told.extend(
            out.into_iter()
                .map(|gate| reason(ReasonKind::Against, format!("Taken out: {gate}."))),
        );
        if !is_out {
            told.extend(self.let_in());
            told.extend(self.not_met());
        }
        told.extend(self.points());
        told
    }

    fn name(&self, stage: Option<&StageId>) -> String {
        match stage.map(String::as_str) {
            None | Some(NO_STAGE) => "not a lead".to_owned(),
            Some(id) => say::stage_name(self.spec, id),
        }
    }

    fn stages(&self) -> String {
        let given = match &self.result.stage {
            Some(_) => self.name(self.result.stage.as_ref()),
            None => "no stage".to_owned(),
        };
        match &self.result.agreed {
            None => format!("The rules give {given}. The card is not sorted."),
            Some(_) if self.result.matches => format!("The rules give {given}, as agreed."),
            agreed => format!(
                "The rules give {given}; agreed was {}.",
                self.name(agreed.as_ref())
            ),
        }
    }

    /// What let the card into its stage: an act, a gate; where it was to be no lead at all, everything it meets.
    fn let_in(&self) -> Vec<Reason> {
        let Some(stage) = &self.result.stage else {
            return Vec::new();
        };
        let name = self.name(Some(stage));
        let opened = self.why.opened_by(stage).into_iter().map(|by| match by {
            Opened::Act(act) => format!("{name} is entered by an act: {act}."),
            Opened::Beside(told, acts) => {
                format!("{name} is entered because it {told}: {}.", acts.join("; "))
            }
            Opened::Gate(gate) => format!("{name} is opened, whatever the points: {gate}."),
        });
        let mut told: Vec<Reason> = opened.map(|text| reason(ReasonKind::For, text)).collect();
        let too_far = !self.result.matches && !self.is_above(self.result.agreed.as_deref(), stage);
        if too_far && told.is_empty() {
            let met = self.why.met(stage);
            let text = if met.is_empty() {
                format!("Every lead enters {name}, and no gate takes this one out.")
            } else {
                format!(
                    "It meets what {name} asks, and no gate takes it out: {}.",
                    met.join("; ")
                )
            };
            told.push(reason(ReasonKind::For, text));
        }
        told
    }

    fn is_above(&self, agreed: Option<&str>, stage: &str) -> bool {
        agreed.is_some_and(|agreed| self.why.above(stage).contains(&agreed))
    }

    /// What keeps the card out of the agreed stage; else, out of the next one.
    fn not_met(&self) -> Vec<Reason> {
        let given = self.result.stage.as_deref().unwrap_or(NO_STAGE);
        let agreed = self
            .result
            .agreed
            .as_deref()
            .filter(|_| !self.result.matches);
        // A step of the ladder; a stage that the rules make beside it is no aim.
        let next = || {
            let above = self.why.above(given).into_iter();
            let mut planned = above.filter(|stage| self.workshop.stage(stage).is_some());
            planned.next().map(str::to_owned)
        };
        let wanted = agreed
            .filter(|agreed| *agreed != NO_STAGE && !self.why.unmet(agreed).is_empty())
            .map(str::to_owned);
        let kind = if wanted.is_some() {
            ReasonKind::Against
        } else {
            ReasonKind::Next
        };
        let Some(stage) = wanted.or_else(next) else {
            return Vec::new();
        };
        let asks = asks(
            &say::stage_name(self.spec, &stage),
            self.why.way(&stage).as_ref(),
        );
        let unmet = self.why.unmet(&stage);
        unmet
            .iter()
            .map(|unmet| reason(kind, missing(&asks, unmet)))
            .collect()
    }

    fn label(&self, counted: &Counted) -> String {
        let mut points = self.rules.points.iter();
        let rule = points.find(|rule| rule.rule == counted.rule);
        rule.map_or_else(
            || counted.rule.replace(['-', '_'], " "),
            |r| r.label.clone(),
        )
    }

    fn points(&self) -> Vec<Reason> {
        let counted = self.why.counted();
        let plain = counted.iter().filter(|c| c.faded.is_none());
        let plain: Vec<String> = plain
            .map(|c| format!("{} {:+}", self.label(c), c.points))
            .collect();
        let mut told: Vec<String> = Vec::new();
        if !plain.is_empty() {
            told.push(format!("Points: {}.", plain.join(" · ")));
        }
        for one in &counted {
            if let Some(faded) = one.faded {
                let kept = match faded.keep {
                    Some(percent) => format!("{} old, {}", age(faded.age), share(percent)),
                    None => format!("the last time is {} ago, and points fade", age(faded.age)),
                };
                told.push(format!(
                    "{}: the rule says {:+}, it counts {:+} ({kept}).",
                    capital(&self.label(one)),
                    faded.says,
                    one.points,
                ));
            }
        }
        for (score, steps) in self.why.steps() {
            if steps.limited < steps.rules {
                told.push(format!(
                    "{}: {} points together, at most {} count.",
                    capital(&score),
                    steps.rules,
                    steps.limited
                ));
            }
        }
        if counted.is_empty() {
            told.push("No rule gives points.".to_owned());
        }
        told.into_iter()
            .map(|text| reason(ReasonKind::Points, text))
            .collect()
    }
}

fn reason(kind: ReasonKind, text: String) -> Reason {
    Reason { kind, text }
}

/// Who asks, and of whom where a stage has several ways in: `Marketing qualified lead, by points, asks`.
fn asks(stage: &str, way: Option<&WayIn>) -> String {
    match way {
        None | Some(WayIn::Other) => format!("{stage} asks"),
        Some(WayIn::Points) => format!("{stage}, by points, asks"),
        Some(WayIn::Beside(told, true)) => format!("{stage}, because it {told}, asks"),
        Some(WayIn::Beside(told, false)) => format!("{stage}, for one that {told}, asks"),
    }
}

/// `Marketing qualified lead asks: Industry is Insurance. The card says Logistics.`
fn missing(asks: &str, unmet: &Unmet) -> String {
    let now = match unmet.now.as_slice() {
        [Now::Points(score, Some(points), short)] => {
            format!("The card has {points}: {short} missing in {score}.")
        }
        [Now::Points(score, None, _)] => format!("{} does not apply to the card.", capital(score)),
        [Now::Known(_, value)] => format!("The card says {value}."),
        [Now::NotKnown(_)] => "It is not known.".to_owned(),
        [Now::NotDone(_)] => "It has not happened.".to_owned(),
        [Now::Holds(words)] => format!("It is so: {words}."),
        [] | [Now::NotSo(_)] => "It is not so.".to_owned(),
        several if several.iter().all(|now| matches!(now, Now::NotDone(_))) => {
            "None of it has happened.".to_owned()
        }
        several => {
            let now: Vec<String> = several.iter().map(told).collect();
            format!("{}.", capital(&now.join("; ")))
        }
    };
    format!("{asks}: {}. {now}", unmet.needed)
}

fn told(now: &Now) -> String {
    match now {
        Now::Known(name, value) => format!("{name}: {value}"),
        Now::NotKnown(name) => format!("{name}: not known"),
        Now::NotDone(act) => format!("has not happened: {act}"),
        Now::Points(score, Some(points), short) => {
            format!("{score}: {points} points, {short} missing")
        }
        Now::Points(score, None, _) => format!("{score}: does not apply"),
        Now::Holds(words) => format!("holds: {words}"),
        Now::NotSo(words) => format!("does not hold: {words}"),
    }
}

/// `6 days`, `8 weeks`, `5 months`.
fn age(days: i32) -> String {
    let count = |n: i32, one: &str, many: &str| count(n, one, many);
    match days {
        ..14 => count(days, "day", "days"),
        14..90 => count(days / 7, "week", "weeks"),
        _ => count(days / 30, "month", "months"),
    }
}

/// What a percentage of points leaves, in words.
fn share(percent: u8) -> String {
    match percent {
        0 => "nothing is left".to_owned(),
        25 => "a quarter is left".to_owned(),
        50 => "half is left".to_owned(),
        percent => format!("{percent} % is left"),
    }
}
