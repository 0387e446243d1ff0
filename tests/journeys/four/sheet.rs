//! The keys of a private sheet, made from the questions: a new kind of question without keys does not compile.

use leadpact_workshop::{Bank, Kind, Question, Template};

/// Whose sheet it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Welcomes many.
    Marketing,
    /// Asks for more.
    Sales,
}

/// What both sides write of their own as no lead.
pub const OWN_CASE: &str = "Uses a disposable address";

/// Keys from the first question to the end of the sheet, where all questions stand.
pub fn script(template: &Template, side: Side) -> String {
    let must = must(&template.bank);
    let questions = &template.bank.questions;
    let keys = questions.iter().enumerate().map(|(at, question)| {
        let asked = if question.is_criterion() {
            // Right goes from must to what matters less.
            let matters = if side == Side::Sales && question.id == must.id {
                "<right>"
            } else if at.is_multiple_of(3) {
                "<right><right><right>"
            } else {
                "<right><right>"
            };
            format!("<tab>{matters}")
        } else {
            String::new()
        };
        format!("{}{asked}<c-n>", answer(template, question, side))
    });
    keys.collect()
}

/// The criterion without which sales takes no lead: the first choice that a record shows.
pub fn must(bank: &Bank) -> &Question {
    let mut questions = bank.questions.iter();
    let first = questions.find(|q| q.kind == Kind::Choice && q.is_criterion() && q.field.is_some());
    first.expect("a choice")
}

/// Keys that answer this question from its first line, where the highlight stays within the answer.
fn answer(template: &Template, question: &Question, side: Side) -> String {
    let sales = side == Side::Sales;
    let last = question.options.len().saturating_sub(1);
    match question.kind {
        Kind::OwnWords if sales => "Somebody who can buy and wants to talk to us".to_owned(),
        Kind::OwnWords => "Somebody at a firm we want who came to us by themselves".to_owned(),
        // The first and the second; one side leaves the second out and rules the last one out.
        Kind::Choice if sales => format!("<space>{}x", "<down>".repeat(last)),
        Kind::Choice => "<space><down><space>".to_owned(),
        Kind::One => "<space>".to_owned(),
        // The first line is that any level will do.
        Kind::Level => format!("{}<space>", "<down>".repeat(if sales { 3 } else { 2 })),
        Kind::Range => range(question, sales),
        Kind::Order if sales => "<space><down><down><space><up><space>".to_owned(),
        Kind::Order => "<space><down><space><down><space>".to_owned(),
        Kind::Tags if sales => "A contract that ends".to_owned(),
        Kind::Tags => "Too much work by hand".to_owned(),
        Kind::YesNo if sales => "<space>".to_owned(),
        Kind::YesNo => "<down><space>".to_owned(),
        Kind::NotALead => not_a_lead(question),
        Kind::AlreadyOurs => marked(question, |_| true),
        Kind::Signals => signals(question, sales),
        Kind::Cards => cards(template, question, sales),
    }
}

/// At least so much; marketing also says what is too much.
fn range(question: &Question, sales: bool) -> String {
    let (least, more, most) = match question.unit.as_deref() {
        Some("days") => (2, 4, 30),
        Some("years") => (18, 25, 80),
        _ => (10, 20, 100_000_000),
    };
    if sales {
        more.to_string()
    } else {
        format!("{least}<down>{most}")
    }
}

/// Marks these options, from the first line to the one after the last.
fn marked(question: &Question, wanted: impl Fn(usize) -> bool) -> String {
    let line = |at| {
        if wanted(at) {
            "<space><down>"
        } else {
            "<down>"
        }
    };
    (0..question.options.len()).map(line).collect()
}

/// Whatever a record shows, and a case of their own that the column of the email shows.
fn not_a_lead(question: &Question) -> String {
    let shown = |at: usize| {
        let option = &question.options[at];
        option.when.is_some() || option.by_hand_over
    };
    format!(
        "{}{OWN_CASE}<enter><enter>Disposable address<enter><right><c-n>",
        marked(question, shown)
    )
}

/// The further down, the stronger; the last wants to talk now. Sales asks for a little more.
fn signals(question: &Question, sales: bool) -> String {
    let count = question.signals.len();
    let rating = |at: usize| match count - at {
        1 | 2 => "4",
        3 if !sales => "4",
        3..=6 => "3",
        _ if at == 0 && sales => "1",
        _ => "2",
    };
    (0..count).map(rating).collect()
}

/// Spread over the first columns: no lead, then the ladder from below.
fn cards(template: &Template, question: &Question, sales: bool) -> String {
    let columns = (template.stages.len() + 1).min(4);
    let stage = |at: usize| (at + usize::from(sales && at.is_multiple_of(3))) % columns + 1;
    let keys = (0..question.cards.len()).map(|at| stage(at).to_string());
    keys.collect()
}
