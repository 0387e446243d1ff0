//! Whether a condition holds: true or false.

use crate::plain::Plain;
use crate::plain::cell::{self, Value};
use crate::plain::happened::days;
use crate::plain::json::Json;

/// What is known of a lead beside its facts.
#[derive(Default)]
pub struct So {
    /// Points by score; none: it does not apply.
    pub scores: Vec<(String, Option<i64>)>,
    /// By grade; none: no row held.
    pub grades: Vec<(String, Option<String>)>,
}

impl Plain<'_> {
    pub fn value(&self, id: &str) -> Option<Value> {
        let field = self.spec.get("fields").get(id);
        let columns = field.get("columns").texts();
        let own = [id.to_owned()];
        let headers = if columns.is_empty() {
            &own[..]
        } else {
            &columns
        };
        cell::value(field, self.cell(headers))
    }

    pub fn holds(&self, condition: &Json, so: &So) -> bool {
        let count = |key: &str| {
            let parts = condition.get(key).list();
            parts.iter().filter(|part| self.holds(part, so)).count()
        };
        if condition.has("all") {
            return count("all") == condition.get("all").list().len();
        }
        if condition.has("any") {
            return count("any") > 0;
        }
        if condition.has("none") {
            return count("none") == 0;
        }
        if condition.has("of") {
            let wanted = condition.get("atLeast").whole().expect("a count");
            return i64::try_from(count("of")).expect("a count") >= wanted;
        }
        if condition.has("event") {
            return self.happened(condition);
        }
        if condition.has("anyEvent") {
            return self.any_happened(condition);
        }
        if let Some(name) = condition.get("score").text() {
            let score = so.scores.iter().find(|(score, _)| score == name);
            let points = score.and_then(|(_, points)| *points);
            return points.is_some_and(|points| compared(as_double(points), condition));
        }
        if let Some(name) = condition.get("grade").text() {
            let grade = so.grades.iter().find(|(grade, _)| grade == name);
            let value = grade.and_then(|(_, value)| value.clone());
            let wanted = condition.get("in").texts();
            return value.is_some_and(|value| wanted.contains(&value));
        }
        self.field_holds(condition)
    }

    fn field_holds(&self, condition: &Json) -> bool {
        let id = condition.get("field").text().expect("a field");
        let value = self.value(id);
        if condition.has("missing") {
            return value.is_none();
        }
        let Some(value) = value else { return false };
        if condition.has("present") {
            return true;
        }
        match value {
            Value::Text(text) => self.text_holds(&text, condition),
            Value::Words(words) => self.several_hold(condition, |wanted| {
                let wanted = cell::words(wanted);
                words.windows(wanted.len()).any(|some| some == wanted)
            }),
            Value::List(list) => {
                self.several_hold(condition, |wanted| list.contains(&cell::plain_text(wanted)))
            }
            Value::Number(number) => compared(number, condition),
            Value::Flag(flag) => *condition.get("is") == Json::Flag(flag),
            Value::Day(day) => self.day_holds(day, condition),
            Value::Level(level) => {
                let field = self.spec.get("fields").get(id);
                let place = |text: &str| cell::level(field, text).expect("a level");
                let bound = |key: &str| condition.get(key).text().map(place);
                let in_list = |key: &str| {
                    let levels = condition.get(key).texts();
                    levels.iter().any(|text| place(text) == level)
                };
                bound("atLeast").is_some_and(|least| level >= least)
                    || bound("atMost").is_some_and(|most| level <= most)
                    || in_list("is")
                    || in_list("in")
            }
        }
    }

    fn named_list(&self, condition: &Json) -> Vec<String> {
        let list = condition.get("inList").text().expect("a list");
        self.spec.get("lists").get(list).get("values").texts()
    }

    fn several_hold(&self, condition: &Json, one: impl Fn(&str) -> bool) -> bool {
        if condition.has("hasAll") {
            return condition
                .get("hasAll")
                .texts()
                .iter()
                .all(|wanted| one(wanted));
        }
        let wanted = if condition.has("inList") {
            self.named_list(condition)
        } else {
            condition.get("hasAny").texts()
        };
        wanted.iter().any(|wanted| one(wanted))
    }

    fn text_holds(&self, text: &str, condition: &Json) -> bool {
        let any = |key: &str, fits: &dyn Fn(&str) -> bool| {
            let wanted = condition.get(key);
            let wanted = if wanted.has("inList") {
                self.named_list(wanted)
            } else {
                wanted.texts()
            };
            wanted.iter().any(|wanted| fits(&cell::plain_text(wanted)))
        };
        if condition.has("inList") {
            let list = self.named_list(condition);
            return list.iter().any(|wanted| cell::plain_text(wanted) == text);
        }
        any("is", &|wanted| text == wanted)
            || any("in", &|wanted| text == wanted)
            || any("contains", &|part| text.contains(part))
            || any("startsWith", &|part| text.starts_with(part))
            || any("endsWith", &|part| text.ends_with(part))
    }

    fn day_holds(&self, day: i64, condition: &Json) -> bool {
        let age = self.as_of - day;
        let bound = |key: &str| cell::day(condition.get(key).text()?);
        days(condition.get("within")).is_some_and(|within| age >= 0 && age <= within)
            || days(condition.get("olderThan")).is_some_and(|older| age > older)
            || bound("before").is_some_and(|bound| day < bound)
            || bound("after").is_some_and(|bound| day > bound)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "points of the tests are far below 2^53"
)]
fn as_double(points: i64) -> f64 {
    points as f64
}

/// Whether a number compares as the condition asks.
#[expect(clippy::float_cmp, reason = "numbers are compared as IEEE doubles")]
fn compared(number: f64, condition: &Json) -> bool {
    let bound = |key: &str| condition.get(key).number();
    let between = condition.get("between").list();
    let low = between.first().and_then(Json::number);
    let high = between.last().and_then(Json::number);
    bound("is").is_some_and(|wanted| number == wanted)
        || bound("atLeast").is_some_and(|least| number >= least)
        || bound("atMost").is_some_and(|most| number <= most)
        || bound("above").is_some_and(|bound| number > bound)
        || bound("below").is_some_and(|bound| number < bound)
        || low
            .zip(high)
            .is_some_and(|(low, high)| number >= low && number <= high)
}
