//! How far a lead is from a stage: 0 when it is in it.

use crate::{
    compiled::{Check, Compiled, CompiledStage},
    evaluate::{leaf::Facts, walk::Walk},
    lead::{LeadStatus, Tally},
};

/// One unmet condition counts as much as so many points.
const CONDITION: u64 = 1000;

/// How far the lead of `facts`, scored in `tally`, is from entering a stage. Only for comparing two distances.
pub(super) fn to_stage(
    compiled: &Compiled,
    stage: &CompiledStage,
    facts: Facts,
    tally: &Tally,
) -> u64 {
    let entry = stage
        .when
        .as_ref()
        .map_or(0, |when| far(compiled, when, facts, tally));
    let exit = stage
        .exit
        .as_ref()
        .is_some_and(|exit| facts.holds(exit, tally));
    let status = tally.status != LeadStatus::Scored;
    entry
        .saturating_add(u64::from(exit) * CONDITION)
        .saturating_add(u64::from(status) * CONDITION)
}

fn far(compiled: &Compiled, check: &Check, facts: Facts, tally: &Tally) -> u64 {
    if facts.holds(check, tally) {
        return 0;
    }
    let each = |parts: &[Check]| -> Vec<u64> {
        parts
            .iter()
            .map(|part| far(compiled, part, facts, tally))
            .collect()
    };
    match check {
        Check::All(parts) => each(parts).into_iter().fold(0, u64::saturating_add),
        Check::Any(parts) => each(parts).into_iter().min().unwrap_or(u64::from(u32::MAX)),
        Check::None(parts) => {
            let holding = parts.iter().filter(|part| facts.holds(part, tally)).count();
            CONDITION.saturating_mul(u64::try_from(holding).unwrap_or(1))
        }
        Check::AtLeastOf(least, parts) => {
            let mut each = each(parts);
            each.sort_unstable();
            let least = usize::try_from(*least).unwrap_or(usize::MAX);
            each.into_iter().take(least).fold(0, u64::saturating_add)
        }
        Check::Score(score, test) => {
            let points = tally.scores.get(*score).copied().flatten();
            points.map_or(CONDITION, |points| test.short(points))
        }
        Check::Grade(grade, places) => graded(compiled, *grade, places, facts, tally),
        Check::Field(_) | Check::Event(_) | Check::AnyEvent(_) => CONDITION,
    }
}

/// The distance to the nearest row with one of the wanted grades, the rows before it aside.
fn graded(compiled: &Compiled, grade: usize, places: &[usize], facts: Facts, tally: &Tally) -> u64 {
    let rows = compiled
        .grades
        .get(grade)
        .map_or(&[][..], |grade| &grade.steps);
    let wanted = rows.iter().filter(|(_, place)| places.contains(place));
    let nearest = wanted
        .map(|(check, _)| far(compiled, check, facts, tally))
        .min();
    // A row before it holds, where even the wanted one does.
    nearest.map_or(u64::from(u32::MAX), |distance| distance.max(1))
}
