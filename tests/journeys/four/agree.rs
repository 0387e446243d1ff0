//! The keys by which every point is settled, each in another way where several are possible.

use leadpact_definition::golden::NO_STAGE;
use leadpact_workshop::compare::Row;
use leadpact_workshop::golden;
use leadpact_workshop::resolve::possible;
use leadpact_workshop::rules::{Source, rules};
use leadpact_workshop::{Comparison, Kind, Question, Resolution, Workshop, compare};

use super::sheet::must;

/// Ways out that every template offers for some point.
pub const EVERYWHERE: [Resolution; 5] = [
    Resolution::Union,
    Resolution::Intersection,
    Resolution::PreQualify,
    Resolution::OwnWords,
    Resolution::Park,
];

/// Keys from the reveal to the list of all points, all of them done.
pub fn script(workshop: &Workshop) -> String {
    let comparison = compare(workshop).expect("on the table");
    let same = comparison.rows.iter().any(|row| !row.differs());
    let mut keys = "a".to_owned();
    if same {
        keys.push_str("sy");
    }
    let open: Vec<&Row> = comparison
        .to_settle()
        .into_iter()
        .filter(|row| row.differs())
        .collect();
    let mut turn = 0;
    for row in open {
        let question = workshop.bank.question(&row.question).expect("asked");
        let ways: Vec<Resolution> = possible(workshop, row)
            .into_iter()
            .map(|(w, _)| w)
            .collect();
        let wanted = way(workshop, question, &ways, &mut turn);
        keys.push_str(&settled(&comparison, question, &wanted));
    }
    keys
}

/// The way out of a point: all in turn, but for those that the hand-over rests on.
fn way(
    workshop: &Workshop,
    question: &Question,
    ways: &[Resolution],
    turn: &mut usize,
) -> Resolution {
    let sales = Resolution::Take("sales".to_owned());
    let turns = [
        Resolution::Take("marketing".to_owned()),
        sales.clone(),
        Resolution::Union,
        Resolution::Intersection,
        Resolution::Between,
        Resolution::SplitByStage,
        Resolution::PreQualify,
        Resolution::OwnWords,
        Resolution::Park,
    ];
    let fixed = match question.kind {
        Kind::OwnWords => Some(Resolution::OwnWords),
        Kind::NotALead | Kind::AlreadyOurs => Some(Resolution::Union),
        Kind::Signals | Kind::Cards => Some(sales.clone()),
        Kind::Choice
        | Kind::One
        | Kind::Level
        | Kind::Range
        | Kind::Order
        | Kind::Tags
        | Kind::YesNo => None,
    };
    if question.id == must(&workshop.bank).id {
        return sales;
    }
    if let Some(way) = fixed {
        return way;
    }
    loop {
        let way = &turns[*turn % turns.len()];
        *turn += 1;
        if ways.contains(way) {
            return way.clone();
        }
    }
}

/// Takes the way, says what it asks for, lets both agree and goes on.
fn settled(comparison: &Comparison, question: &Question, way: &Resolution) -> String {
    let key = match way {
        Resolution::Take(party) => {
            let at = comparison.columns.iter().position(|c| c.party == *party);
            (at.expect("a column") + 1).to_string()
        }
        Resolution::Same => unreachable!("settled in one stroke"),
        Resolution::Union => "o".to_owned(),
        Resolution::Intersection => "b".to_owned(),
        Resolution::Between => "r".to_owned(),
        Resolution::SplitByStage => "l".to_owned(),
        Resolution::PreQualify => "c".to_owned(),
        Resolution::OwnWords => "w".to_owned(),
        Resolution::Park => "k".to_owned(),
    };
    let further = match way {
        Resolution::PreQualify => "Sales development<enter><enter><enter>y<enter>",
        Resolution::OwnWords if matches!(question.kind, Kind::OwnWords | Kind::Tags) => {
            " and says so<c-n>y<enter>"
        }
        Resolution::OwnWords => "<esc>y<enter>",
        Resolution::Park => "Fay<enter><c-u>2026-04-15<enter><right><enter><enter>",
        // The first can live with it; the second says that it agrees.
        Resolution::Union => "<right><right><down><enter><enter>",
        Resolution::Intersection => "<enter><enter><enter>",
        Resolution::Take(_) | Resolution::Same | Resolution::Between | Resolution::SplitByStage => {
            "y<enter>"
        }
    };
    format!("{key}{further}")
}

/// Keys from the list of all points and back to it: the lead cards are sorted as the rules now sort them.
pub fn cards(workshop: &Workshop) -> String {
    let comparison = compare(workshop).expect("on the table");
    let order = comparison.to_settle();
    let is_cards = |row: &&Row| {
        let question = workshop.bank.question(&row.question);
        question.is_some_and(|q| q.kind == Kind::Cards)
    };
    let place = order.iter().position(is_cards).expect("cards");
    let spec = rules(workshop, Source::Agreed).spec;
    let results = golden::cards(workshop, &spec).expect("usable rules");
    let column = |stage: Option<&String>| match stage.map(String::as_str) {
        None | Some(NO_STAGE) => 1,
        Some(id) => {
            let at = workshop.stages.iter().position(|s| s.id == id);
            at.expect("a column") + 2
        }
    };
    let digits = results
        .iter()
        .map(|card| column(card.stage.as_ref()).to_string());
    let digits: String = digits.collect();
    format!(
        "<home>{}<enter>e{digits}<esc>y<enter>",
        "<down>".repeat(place)
    )
}
