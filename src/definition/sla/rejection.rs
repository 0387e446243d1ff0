//! What becomes of a lead that sales turns down: the routes, and what the rules do on each of them.

use crate::{
    condition::{Condition, Test},
    model::Spec,
    score::GateEffect,
    sla::RejectionReason,
};

/// The gate of reasons after which a lead is not worked again.
pub const REJECTED_FOR_GOOD: &str = "rejected-for-good";

/// The event that records a rejection.
pub const REJECTED: &str = "rejected_by_sales";

/// The event that records the agreed day on which a rejected lead is looked at again.
pub const BACK_ON_DAY: &str = "back_on_day";

/// The field that holds the reason of a rejection.
pub const REASON: &str = "rejection_reason";

/// Where a rejected lead goes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// Kept warm until it acts again or the agreed day comes.
    Recycle,
    /// Back to marketing, which fills in what is missing.
    Back,
    /// The CRM puts it together with the record it doubles.
    Merge,
    /// Not worked again.
    Disqualify,
    /// To whoever looks after the account.
    Owner,
    /// What a file says in words of its own.
    Words(String),
}

impl Route {
    /// Those that can be chosen, in the order in which they are offered.
    pub const CHOICES: [Self; 5] = [
        Self::Recycle,
        Self::Back,
        Self::Owner,
        Self::Merge,
        Self::Disqualify,
    ];

    /// The route that a file names: its id, or the words of older files.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let plain = text.trim().to_lowercase().replace(['-', '_'], " ");
        match plain.as_str() {
            "recycle" | "nurture" | "back to nurture" => Self::Recycle,
            "back" | "back to marketing" | "marketing" => Self::Back,
            "merge" => Self::Merge,
            "disqualify" => Self::Disqualify,
            "owner" | "account manager" | "own account manager" | "adviser" | "own adviser" => {
                Self::Owner
            }
            _ => Self::Words(text.trim().to_owned()),
        }
    }

    /// The name in files.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Recycle => "recycle",
            Self::Back => "back",
            Self::Merge => "merge",
            Self::Disqualify => "disqualify",
            Self::Owner => "owner",
            Self::Words(words) => words,
        }
    }

    /// What people read.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::Recycle => "kept warm",
            Self::Back => "back to marketing",
            Self::Merge => "merged",
            Self::Disqualify => "disqualified",
            Self::Owner => "sent to its owner",
            Self::Words(words) => words,
        }
    }
}

/// What the rules of a definition do with a rejected lead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// It leaves the stages of sales, until it acts again.
    pub leaves: bool,
    /// The agreed day brings it back as well.
    pub on_day: bool,
    /// A record with this reason is disqualified.
    pub disqualified: bool,
}

impl Carried {
    /// What the rules of `spec` do with a lead that was turned down for this reason.
    #[must_use]
    pub fn by(spec: &Spec, reason: &RejectionReason) -> Self {
        let mut carried = Self::default();
        for exit in spec.stages.iter().filter_map(|stage| stage.exit.as_ref()) {
            exit.visit(&mut |part| {
                if let Condition::Event(event) = part {
                    carried.leaves |= event.event == REJECTED;
                    carried.on_day |= event.event == BACK_ON_DAY;
                }
            });
        }
        let spellings = spellings(reason);
        for gate in &spec.gates {
            if gate.effect == GateEffect::Disqualify {
                gate.when.visit(&mut |part| {
                    if let Condition::Field {
                        field,
                        test: Test::In(texts),
                    } = part
                    {
                        carried.disqualified |=
                            field == REASON && texts.0.iter().any(|text| spellings.contains(text));
                    }
                });
            }
        }
        carried
    }
}

/// How a record may write a reason, capitals aside: its label, its id with blanks, and its id.
#[must_use]
pub fn spellings(reason: &RejectionReason) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let label = reason.label.as_deref().map(str::trim).unwrap_or_default();
    let spoken = reason.id.replace(['-', '_'], " ");
    for text in [label, &spoken, &reason.id] {
        let same = |known: &String| known.to_lowercase() == text.to_lowercase();
        if !text.is_empty() && !all.iter().any(same) {
            all.push(text.to_owned());
        }
    }
    all
}

/// What becomes of a lead on this route: what the rules do, and what is in words only.
#[must_use]
pub fn fate(route: &Route, carried: Carried) -> String {
    let until = if carried.on_day {
        "until it acts again or the agreed day comes"
    } else {
        "until it acts again"
    };
    let leaves = if carried.leaves {
        format!("It leaves the stages of sales {until}")
    } else {
        "It stays where it is: no stage is left by a rejection".to_owned()
    };
    match route {
        Route::Disqualify if carried.disqualified => {
            "It is disqualified until the reason in its record is changed.".to_owned()
        }
        Route::Disqualify => format!("{leaves}. In words only: nobody works on it again."),
        Route::Recycle => format!("{leaves}. In words only: marketing keeps it warm."),
        Route::Back => format!("{leaves}. In words only: marketing fills in what is missing."),
        Route::Merge => {
            format!("{leaves}. In words only: the CRM puts the two records together.")
        }
        Route::Owner => {
            format!("{leaves}. In words only: whoever looks after the account takes it.")
        }
        Route::Words(words) => {
            format!("{leaves}. In words only: {}.", words.trim_end_matches('.'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::spec;

    #[test]
    fn older_words_name_a_route_and_unknown_ones_stay() {
        for route in Route::CHOICES {
            assert_eq!(Route::of(route.id()), route);
        }
        assert_eq!(Route::of("Back to marketing"), Route::Back);
        assert_eq!(Route::of("account manager"), Route::Owner);
        assert_eq!(Route::of("own adviser"), Route::Owner);
        let other = Route::of(" the partner desk ");
        assert_eq!(other, Route::Words("the partner desk".to_owned()));
        assert_eq!(other.id(), "the partner desk");
    }

    #[test]
    fn what_the_rules_do_is_read_from_the_rules() {
        let spec = spec(
            "\
stages: [{id: mql, exit: {all: [{event: rejected_by_sales}, {none: [{event: demo}, {event: back_on_day}]}]}}]
gates: [{id: g, disqualify: true, when: {all: [{event: rejected_by_sales}, {field: rejection_reason, in: [poor fit]}]}}]
sla: {rejectionReasons: [{id: poor-fit, label: Does not fit, route: disqualify}, {id: other, route: disqualify}, {id: later, route: recycle}]}
",
        );
        let said: Vec<String> = spec
            .sla
            .iter()
            .flat_map(|sla| &sla.rejection_reasons)
            .map(|reason| fate(&Route::of(&reason.route), Carried::by(&spec, reason)))
            .collect();
        assert_eq!(
            said,
            [
                "It is disqualified until the reason in its record is changed.",
                "It leaves the stages of sales until it acts again or the agreed day comes. In words only: nobody works on it again.",
                "It leaves the stages of sales until it acts again or the agreed day comes. In words only: marketing keeps it warm.",
            ]
        );
    }
}
