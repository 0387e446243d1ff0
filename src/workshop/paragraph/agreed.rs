//! What was agreed on one question, in words.

use indexmap::IndexMap;

use crate::workshop::{Answer, Question, Rating, Resolution, Workshop};

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
                _ => settled.response.words(question, currency),
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
    Some(parts.join("; "))
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
