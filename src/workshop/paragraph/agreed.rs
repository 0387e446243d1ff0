//! What was agreed on one question, in words.

use indexmap::IndexMap;

use crate::paragraph::learned;
use crate::{Answer, Card, Question, Rating, Resolution, StageId, Workshop};
use leadpact_definition::golden::NO_STAGE;

/// What was agreed on a question, in words, part by part; `None` where nothing is.
#[must_use]
pub fn agreed_words(workshop: &Workshop, question: &Question) -> Option<String> {
    let decision = workshop.decisions.get(&question.id)?;
    if decision.agreed.is_empty() {
        return None;
    }
    let currency = &workshop.setup.currency;
    let parts: Vec<String> = decision
        .agreed
        .iter()
        .map(|settled| {
            let mut words = match &settled.response.answer {
                Some(Answer::Ratings(ratings)) => rated_words(question, ratings),
                Some(Answer::Cards(cards)) => sorted_words(workshop, question, cards),
                Some(
                    Answer::DontKnow
                    | Answer::Any
                    | Answer::Text(_)
                    | Answer::Values(_)
                    | Answer::Order(_)
                    | Answer::AtLeast(_)
                    | Answer::Range(_)
                    | Answer::Is(_),
                )
                | None => settled.response.words(question, currency),
            };
            if let Some(importance) = settled.response.importance {
                words = format!("{words} ({})", importance.word());
            }
            match settled.stage.as_deref().filter(|_| {
                decision.resolution == Resolution::SplitByStage || decision.agreed.len() > 1
            }) {
                Some(stage) => {
                    let name = workshop
                        .stage(stage)
                        .map_or(stage, |plan| plan.name.as_str());
                    format!("{name}: {words}")
                }
                None => words,
            }
        })
        .collect();
    let mut told = parts.join("; ");
    if let Some(step) = &decision.pre_qualification {
        told = format!(
            "{}. {}",
            told.trim_end_matches('.'),
            learned(step, question)
        );
    }
    Some(told)
}

/// Cards by the stage they were sorted into, highest first, each by the beginning of its text.
fn sorted_words(
    workshop: &Workshop,
    question: &Question,
    cards: &IndexMap<String, StageId>,
) -> String {
    let stages = workshop.stages.iter().rev();
    let stages = stages.map(|plan| (plan.id.as_str(), plan.name.as_str()));
    let told: Vec<String> = stages
        .chain([(NO_STAGE, "no lead")])
        .filter_map(|(id, name)| {
            let here = question.cards.iter();
            let here = here.filter(|card| cards.get(&card.id).is_some_and(|stage| stage == id));
            let texts: Vec<String> = here.map(Card::name).collect();
            (!texts.is_empty()).then(|| format!("{name}: {}", texts.join(", ")))
        })
        .collect();
    told.join("; ")
}

/// Signals by what they make of somebody, most first: `SQL: requested a demo; lead: attended a webinar`.
fn rated_words(question: &Question, ratings: &IndexMap<String, Rating>) -> String {
    let labels = |rating: &Rating| -> Vec<&str> {
        let of_rating = question.signals.iter();
        of_rating
            .filter(|signal| ratings.get(&signal.id) == Some(rating))
            .map(|signal| signal.label.as_str())
            .collect()
    };
    let groups = Rating::ALL.iter().rev();
    let told = groups
        .map(|rating| (rating, labels(rating)))
        .filter(|(_, labels)| !labels.is_empty());
    let told: Vec<String> = told
        .map(|(rating, labels)| format!("{}: {}", rating.word(), labels.join(", ")))
        .collect();
    told.join("; ")
}
