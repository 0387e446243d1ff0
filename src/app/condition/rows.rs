//! The rows: which are asked, what stands in them, and taking over what a person did to them.

use super::Editor;
use super::choices::{Compares, Shows, name};
use super::draft::Asks;
use crate::field::Field;
use crate::form::{Form, Row};
use crate::names;
use leadpact_definition::field::FieldType;
use leadpact_workshop::Workshop;
use leadpact_workshop::rules::condition_words;

impl Editor {
    /// Takes over what stands in the rows.
    pub(super) fn take(&mut self, workshop: &Workshop) {
        let compared = self.draft.compares;
        for (row, asks) in self.form.rows.iter().zip(&self.asks) {
            match asks {
                Asks::Shows => {}
                Asks::Column => self.draft.column = row.value(),
                Asks::Compares => {
                    if let Some(shows) = &self.draft.shows {
                        let offered = Compares::of(workshop, shows).get(row.picked());
                        self.draft.compares = offered.copied().unwrap_or(compared);
                    }
                }
                Asks::Mark(at) => {
                    if let Some(mark) = self.draft.marks.get_mut(*at) {
                        *mark = row.is_marked();
                    }
                }
                Asks::Own => self.draft.own = row.value(),
                Asks::Level => self.draft.level = row.picked(),
                Asks::First => self.draft.first = row.value(),
                Asks::Second => self.draft.second = row.value(),
                Asks::To => self.to = Some(row.value()),
            }
        }
        if self.draft.compares != compared {
            self.lay_out(workshop, Asks::Compares);
        }
        let wrong = self.fault(workshop).filter(|fault| !fault.is_open);
        for (row, asks) in self.form.rows.iter_mut().zip(&self.asks) {
            let here = wrong.as_ref().filter(|fault| fault.asks == *asks);
            row.judge_text(here.map(|fault| fault.why.clone()), None);
        }
    }

    /// Makes the rows anew from what is said so far, this one highlighted.
    pub(super) fn lay_out(&mut self, workshop: &Workshop, here: Asks) {
        self.asks = self.asked(workshop);
        let rows = self.asks.iter().map(|asks| self.row(workshop, *asks));
        self.form = Form::new(rows.collect());
        let at = self.asks.iter().position(|asks| *asks == here);
        self.form.go_to(at.unwrap_or(0));
    }

    fn is_level(&self, workshop: &Workshop) -> bool {
        let Some(Shows::Field(id)) = &self.draft.shows else {
            return false;
        };
        let field = workshop.bank.fields.get(id);
        field.is_some_and(|field| field.kind == FieldType::Level)
    }

    fn asked(&self, workshop: &Workshop) -> Vec<Asks> {
        let mut asked = vec![Asks::Shows];
        if let Some(shows) = &self.draft.shows {
            if *shows == Shows::NewColumn {
                asked.push(Asks::Column);
            }
            asked.push(Asks::Compares);
            asked.extend(self.arguments(self.is_level(workshop)));
        }
        if self.to.is_some() {
            asked.push(Asks::To);
        }
        asked
    }

    /// The rows that the comparison needs beside itself.
    fn arguments(&self, is_level: bool) -> Vec<Asks> {
        match self.draft.compares {
            Compares::OneOf => {
                let marks = (0..self.draft.values.len()).map(Asks::Mark);
                marks.chain((!is_level).then_some(Asks::Own)).collect()
            }
            Compares::AtLeast | Compares::AtMost if is_level => vec![Asks::Level],
            Compares::Between => vec![Asks::First, Asks::Second],
            Compares::AtLeast
            | Compares::AtMost
            | Compares::Above
            | Compares::Below
            | Compares::Exactly
            | Compares::Within
            | Compares::OlderThan
            | Compares::HappenedWithin => vec![Asks::First],
            Compares::Yes
            | Compares::No
            | Compares::Known
            | Compares::Missing
            | Compares::Happened => Vec::new(),
        }
    }

    fn row(&self, workshop: &Workshop, asks: Asks) -> Row {
        let draft = &self.draft;
        match asks {
            Asks::Shows => self.subject(workshop),
            Asks::Column => Row::text(
                Field::ConditionColumn,
                "Column",
                "Its name as the CRM has it. Everybody sees the name, nobody your answer.",
                &draft.column,
            ),
            Asks::Compares => {
                let offered = draft.shows.as_ref().map(|s| Compares::of(workshop, s));
                let offered = offered.unwrap_or_default();
                let at = offered.iter().position(|c| *c == draft.compares);
                let words = offered.iter().map(|c| c.word().to_owned()).collect();
                let help = "How it compares. Left and right choose.";
                Row::pick("How", help, words, at.unwrap_or(0))
            }
            Asks::Mark(at) => {
                let label = draft.values.get(at).map_or("", |v| v.label.as_str());
                let on = draft.marks.get(at).copied().unwrap_or(false);
                Row::mark(label, "Space marks it. Enter goes on.", on)
            }
            Asks::Own => {
                let (label, help) = if draft.values.is_empty() {
                    ("Values", "As the CRM writes them, separated by commas.")
                } else {
                    (
                        "Others",
                        "More, as the CRM writes them, separated by commas.",
                    )
                };
                Row::text(Field::ConditionValues, label, help, &draft.own)
            }
            Asks::Level => {
                let labels = draft.values.iter().map(|v| v.label.clone()).collect();
                let help = "Which level. Left and right choose.";
                Row::pick("Level", help, labels, draft.level)
            }
            Asks::First => self.first(),
            Asks::Second => Row::text(
                Field::ConditionUpper,
                "To",
                "A number; it counts too.",
                &draft.second,
            ),
            Asks::To => Row::text(
                Field::ConditionTo,
                "They go to",
                "Who gets these leads: a person or a team.",
                self.to.as_deref().unwrap_or_default(),
            )
            .offering(names::known(workshop, names::is_sales)),
        }
    }

    fn subject(&self, workshop: &Workshop) -> Row {
        let help = "Enter opens the list of all that the record shows.";
        let words = match (&self.draft.shows, &self.before.0) {
            (Some(shows), _) => name(workshop, shows),
            (None, Some(kept)) => {
                let help =
                    "More than one comparison: it stays as it is. Enter puts one in its place.";
                return Row::open("Shown by", help, condition_words(workshop, kept));
            }
            (None, None) if self.nobody => "nobody can see it".to_owned(),
            (None, None) => "choose".to_owned(),
        };
        Row::open("Shown by", help, words)
    }

    fn first(&self) -> Row {
        let (label, help) = match self.draft.compares {
            Compares::Between => ("From", "A number; it counts too."),
            Compares::Within | Compares::HappenedWithin => {
                ("Days", "How many days ago it may be at the most.")
            }
            Compares::OlderThan => ("Days", "How many days ago it is at the least."),
            _ => ("Number", "For example 50 or 25,000."),
        };
        let field = if label == "Days" {
            Field::ConditionDays
        } else {
            Field::ConditionNumber
        };
        Row::text(field, label, help, &self.draft.first)
    }
}
