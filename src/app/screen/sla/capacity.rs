//! Whether sales can follow up that many leads, as rows of a form, and back.

use crate::field::Field;
use crate::form::Row;
use crate::names;
use crate::number::whole;
use leadpact_workshop::number::grouped;
use leadpact_workshop::{Capacity, Workshop};

/// The place of the row in which sales says that it can be done.
pub(crate) const CONFIRMED: usize = 4;

/// The capacity as rows.
#[must_use]
pub fn rows(workshop: &Workshop, capacity: &Capacity) -> Vec<Row> {
    let number = |field, label: &str, help: &str, value: u32| {
        Row::text(field, label, help, &grouped(&value.to_string()))
    };
    vec![
        number(
            Field::CapacityLeads,
            "Leads a month",
            "Qualified leads that marketing delivers each month.",
            capacity.leads_per_month,
        ),
        number(
            Field::CapacityPeople,
            "People",
            "How many in sales follow them up.",
            capacity.reps,
        ),
        number(
            Field::CapacityDays,
            "Working days",
            "Days a month on which they do.",
            capacity.working_days,
        ),
        number(
            Field::CapacityAttempts,
            "Attempts per lead",
            "How often a lead is called or written to.",
            capacity.attempts,
        ),
        Row::text(
            Field::CapacityConfirmed,
            "Sales can do it",
            "Who in sales says so. Empty: nobody has confirmed it yet.",
            capacity.confirmed_by.as_deref().unwrap_or_default(),
        )
        .offering(names::known(workshop, names::is_sales)),
    ]
}

/// The capacity that the rows describe, and what is wrong with each row. Other numbers need a new confirmation, unless
/// the name itself is what was typed, in the row `at`.
#[must_use]
pub fn read(rows: &[Row], before: &Capacity, at: usize) -> (Capacity, Vec<Option<String>>) {
    let mut capacity = before.clone();
    let mut faults = vec![None; rows.len()];
    let mut number = |place: usize, most: u64, to: &mut u32| {
        let text = rows.get(place).map(Row::value).unwrap_or_default();
        match whole(text.trim(), 1, most) {
            Ok(number) => *to = number,
            Err(why) => {
                if let Some(fault) = faults.get_mut(place) {
                    *fault = Some(why);
                }
            }
        }
    };
    number(0, 1_000_000, &mut capacity.leads_per_month);
    number(1, 10_000, &mut capacity.reps);
    number(2, 31, &mut capacity.working_days);
    number(3, 1_000, &mut capacity.attempts);
    if at == CONFIRMED {
        let name = rows.get(CONFIRMED).map(Row::value).unwrap_or_default();
        capacity.confirmed_by = Some(name.trim().to_owned()).filter(|n| !n.is_empty());
    } else if capacity != *before {
        capacity.confirmed_by = None;
    }
    (capacity, faults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Input;
    use crate::text::TextField;

    #[test]
    fn other_numbers_need_a_new_word_from_sales() {
        let before = Capacity {
            confirmed_by: Some("Carla".to_owned()),
            ..Capacity::default()
        };
        let workshop = leadpact_table::revealed(2);
        let mut rows = rows(&workshop, &before);
        rows[0].input = Input::Text(TextField::new(Field::CapacityLeads, "1,240"));
        let (capacity, _) = read(&rows, &before, 0);
        assert_eq!(
            (capacity.leads_per_month, capacity.confirmed_by),
            (1240, None)
        );
    }
}
