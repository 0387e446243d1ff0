//! What a workshop holds of each field, in words that an example can be held against.

use leadpact_app::field::Field;
use leadpact_app::screen::sla::{Entry, entries};
use leadpact_definition::condition::{Condition, Test};
use leadpact_definition::scalar::Literal;
use leadpact_definition::sla::{Measure, Promise, RequiredField};
use leadpact_workshop::{
    Answer, EntryKind, HandedOver, Observation, Response, RoutePlan, StagePlan, Voice, Workshop,
    written,
};

fn answer<'a>(w: &'a Workshop, question: &str) -> Option<&'a Response> {
    w.sheets.first()?.open_responses()?.get(question)
}

fn stage(w: &Workshop) -> Option<&StagePlan> {
    w.stages.iter().find(|s| s.enter.by == EntryKind::Points)
}

fn promise(w: &Workshop, measure: Measure) -> Option<&Promise> {
    entries(w).into_iter().find_map(|entry| match entry {
        Entry::Promise(at) => w.sla.promises.get(at).filter(|p| p.measure == measure),
        Entry::Calendar(_) | Entry::Capacity | Entry::Reasons | Entry::Review => None,
    })
}

/// What the route compares with that was made, and who gets the leads.
fn route(w: &Workshop) -> Option<(String, String)> {
    let RoutePlan::Rule(rule) = stage(w)?.routing.first()? else {
        return None;
    };
    let when = match &rule.when {
        Condition::Field { test, .. } => match test {
            Test::AtLeast(Literal::Number(n)) => n.to_string(),
            Test::Between(low, high) => format!("{low}-{high}"),
            other => format!("{other:?}"),
        },
        Condition::Event(event) => event.within.map_or_else(String::new, |d| d.0.to_string()),
        other => format!("{other:?}"),
    };
    Some((when, rule.to.clone()))
}

fn range(w: &Workshop) -> Option<String> {
    let Some(Answer::Range(range)) = &answer(w, "employees")?.answer else {
        return None;
    };
    let end = |n: Option<f64>| n.map_or_else(String::new, |n| n.to_string());
    Some(format!("{}-{}", end(range.from), end(range.to)))
}

fn seen(seen: Option<&Observation>) -> String {
    match seen {
        Some(Observation::Field(words)) => format!("field {words}"),
        Some(Observation::Event(words)) => format!("event {words}"),
        Some(Observation::Person(words)) => format!("person {words}"),
        None => String::new(),
    }
}

/// What the workshop holds of a field; `None`: nothing of it, or the field is none of a workshop's.
#[expect(
    clippy::too_many_lines,
    reason = "one list of all fields, a few lines for each"
)]
pub(super) fn meaning(field: Field, w: &Workshop) -> Option<String> {
    use Measure::{Completeness, Count, TimeToEvent};
    let boxes = w.setup.time_boxes;
    let decision = w.decisions.get("industry");
    let parked = decision.and_then(|d| d.parked.as_ref());
    let pre = decision.and_then(|d| d.pre_qualification.as_ref());
    let calendar = w.sla.calendar.as_ref();
    let reason = w.sla.rejection_reasons.first();
    let industry = w.bank.question("industry");
    let same = industry.and_then(|q| q.same_words.same.first());
    Some(match field {
        Field::HomeFilter
        | Field::PaletteQuery
        | Field::NewTitle
        | Field::ConditionFind
        | Field::ConditionColumn
        | Field::ConditionValues => return None,
        Field::Title => w.head.title.clone(),
        Field::Company => w.setup.company.clone(),
        Field::Offering => w.setup.offering.clone(),
        Field::Currency => w.setup.currency.clone(),
        Field::TimeZone => w.setup.time_zone.clone(),
        Field::SheetMinutes => boxes.define.to_string(),
        Field::CompareMinutes => boxes.compare.to_string(),
        Field::AgreeMinutes => boxes.agree.to_string(),
        Field::SlaMinutes => boxes.sla.to_string(),
        Field::SignMinutes => boxes.sign.to_string(),
        Field::PartyName => w.parties.first()?.name.clone(),
        Field::PartyPeople => w.parties.get(1)?.people.join("|"),
        Field::SheetWords => match &answer(w, "own-words")?.answer {
            Some(Answer::Text(text)) => text.clone(),
            _ => return None,
        },
        Field::SheetOwn => match &answer(w, "industry")?.answer {
            Some(Answer::Values(values)) => values.join("|"),
            _ => return None,
        },
        Field::SheetFrom | Field::SheetTo => range(w)?,
        Field::SheetSeen => seen(answer(w, "budget-access")?.observed_by.as_ref()),
        Field::SheetBecause => answer(w, "industry")?.because.clone(),
        Field::ConditionNumber | Field::ConditionUpper | Field::ConditionDays => route(w)?.0,
        Field::ConditionTo => route(w)?.1,
        Field::PairWording => same?.stays.clone(),
        Field::PairCells => same?.cells.join("|"),
        Field::AgreedSeen => {
            let settled = decision?.agreed.first()?;
            let seen = seen(settled.response.observed_by.as_ref());
            seen.split_once(' ')?.1.to_owned()
        }
        Field::PreQualifyWho => pre?.who.clone(),
        Field::PreQualifyLearns => pre?.learns.clone(),
        Field::ParkOwner => parked?.owner.clone(),
        Field::ParkDue => parked?.due.to_string(),
        Field::DecisionBecause => decision?.because.clone(),
        Field::Objection => decision?.voices.values().find_map(|voice| match voice {
            Voice::Object(reason) => Some(reason.clone()),
            Voice::Agree | Voice::CanLiveWithIt => None,
        })?,
        Field::StageName => stage(w)?.name.clone(),
        Field::StageThreshold => stage(w)?.enter.at_least?.to_string(),
        Field::StageLeaves => stage(w)?.exit.clone(),
        Field::StageExpect => stage(w)?.expect.clone(),
        Field::StageNext => stage(w)?.next.clone(),
        Field::StageNurture => stage(w)?.nurture.clone(),
        Field::StageOtherwise => stage(w)?.routing_fallback.clone(),
        Field::StageHandOver => stage(w)?.hand_off.join("|"),
        Field::StageTrack => stage(w)?.track.clone(),
        Field::PromiseStop => promise(w, TimeToEvent)?.clock.as_ref()?.stop.join("|"),
        Field::PromiseStart => promise(w, TimeToEvent)?.clock.as_ref()?.start.clone(),
        Field::PromiseWithin => promise(w, TimeToEvent)?.within.0.last()?.value.to_string(),
        Field::PromiseShare => promise(w, TimeToEvent)?.target_percent?.to_string(),
        Field::PromiseWindow => promise(w, TimeToEvent)?.time_window?.duration.0.to_string(),
        Field::PromiseMissed => promise(w, TimeToEvent)?.on_miss.clone()?,
        Field::PromiseWords => promise(w, TimeToEvent)?.words.clone()?,
        Field::PromiseWarn => promise(w, TimeToEvent)?.warn_at?.0.to_string(),
        Field::PromiseFields => {
            let fields = promise(w, Completeness)?.fields.iter();
            let words = fields.map(|field| match field {
                RequiredField::Field(id) => id.clone(),
                RequiredField::AnyOf(ids) => ids.join(" or "),
            });
            words.collect::<Vec<_>>().join("|")
        }
        Field::PromiseAtLeast => promise(w, Count)?.at_least?.to_string(),
        Field::PromiseFloor => promise(w, Count)?.of_which.as_ref()?.percent.to_string(),
        Field::CalendarZone => calendar?.time_zone.clone(),
        Field::CalendarHours => {
            let mut hours = calendar?.hours.iter();
            let monday = hours.find(|(day, _)| day.starts_with("mon"));
            monday.map_or_else(String::new, |(_, hours)| hours.join(", "))
        }
        Field::CalendarClosed => written::closed::written(&calendar?.holidays),
        Field::CapacityLeads => w.capacity.leads_per_month.to_string(),
        Field::CapacityPeople => w.capacity.reps.to_string(),
        Field::CapacityDays => w.capacity.working_days.to_string(),
        Field::CapacityAttempts => w.capacity.attempts.to_string(),
        Field::CapacityConfirmed => w.capacity.confirmed_by.clone()?,
        Field::RejectionReason => reason?.label.clone()?,
        Field::RejectionAfter => reason?.after.clone()?,
        Field::ReviewDays => w.review_every_days.to_string(),
        Field::SignName => w.proposal.as_ref()?.signatures.last()?.name.clone(),
        Field::SignFrom => match w.in_force.from {
            Some(day) => day.to_string(),
            None => "proposed".to_owned(),
        },
        Field::SignHandedOver => match &w.in_force.handed_over {
            HandedOver::Words(words) => words.clone(),
            HandedOver::StayAsTheyAre | HandedOver::JudgedAnew => return None,
        },
        Field::ChangeBecause => w.amendment.as_ref()?.because.values().next()?.clone(),
        Field::PartyWord => {
            let lock = w.party_words.get("marketing")?;
            lock.key("Harbour 1").map(|_| "Harbour 1".to_owned())?
        }
        Field::DialogReason => w.reveal.as_ref()?.because.clone()?,
    })
}
