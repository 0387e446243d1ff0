//! The baseline record: who it is, and one channel on which we may reach them.

use crate::answer::ruled::said_nothing;
use crate::rules::part::Part;
use crate::{Answer, Workshop};
use leadpact_definition::condition::{Condition, Test};
use leadpact_definition::scalar::Literal;

/// Facts that say who a lead is: the name, and the firm where the record has one.
const WHO: [&str; 2] = ["name", "company"];

/// Direct channels.
const CHANNELS: [&str; 2] = ["email", "phone"];

/// What the parties settled about the channels: the ground that each of them needs.
#[derive(Debug, Clone, Default)]
pub(super) struct Grounds(Vec<(String, Condition)>);

impl Grounds {
    /// Takes in the answer to a question about a channel. The lowest ground is *none*: it asks for nothing.
    pub fn say(&mut self, part: &Part) {
        let question = part.question;
        let (Some(channel), Some(field), Some(Answer::AtLeast(level))) =
            (&question.channel, &question.field, &part.response.answer)
        else {
            return;
        };
        let lowest = question.options.first().is_some_and(|o| o.id == *level);
        let nothing = part.response.answer.as_ref().is_some_and(said_nothing);
        if !lowest && !nothing && question.option(level).is_some() {
            let least = Test::AtLeast(Literal::Text(level.clone()));
            self.0
                .push((channel.clone(), Condition::field(field.clone(), least)));
        }
    }

    fn of(&self, channel: &str) -> Option<&Condition> {
        let mut found = self.0.iter().filter(|(of, _)| of == channel);
        found.next().map(|(_, ground)| ground)
    }
}

fn known(workshop: &Workshop, id: &str) -> Option<Condition> {
    let field = workshop.bank.fields.get_key_value(id);
    field.map(|(id, _)| Condition::field(id.clone(), Test::Present))
}

/// One of the conditions where there are several; `None` without any.
fn any(mut of: Vec<Condition>) -> Option<Condition> {
    if of.len() > 1 {
        return Some(Condition::Any(of));
    }
    of.pop()
}

/// Who it is, and a channel of any kind.
pub(super) fn record(workshop: &Workshop) -> Vec<Condition> {
    let who = WHO.iter().filter_map(|id| known(workshop, id));
    let channels = CHANNELS.iter().filter_map(|id| known(workshop, id));
    who.chain(any(channels.collect())).collect()
}

/// Who it is, and a channel with the ground that the parties ask for.
pub(super) fn reachable(workshop: &Workshop, grounds: &Grounds) -> Vec<Condition> {
    let who = WHO.iter().filter_map(|id| known(workshop, id));
    let channels = CHANNELS.iter().filter_map(|id| {
        let there = known(workshop, id)?;
        Some(match grounds.of(id) {
            Some(ground) => Condition::All(vec![there, ground.clone()]),
            None => there,
        })
    });
    who.chain(any(channels.collect())).collect()
}
