//! What can be typed into each field: texts it takes with what they mean, texts it refuses with a part of the reason.

use leadpact_app::field::Field;

/// A text, and what the workshop holds then or a part of the reason why it cannot be taken.
type Example = (&'static str, &'static str);

/// Examples of one field.
pub(super) struct Examples {
    /// Texts that are taken, with what they mean.
    pub valid: &'static [Example],
    /// Texts that are refused, with words of the reason.
    pub invalid: &'static [Example],
}

/// A field that takes any words.
const fn words(valid: &'static [Example]) -> Examples {
    both(valid, &[])
}

const fn both(valid: &'static [Example], invalid: &'static [Example]) -> Examples {
    Examples { valid, invalid }
}

/// The examples of a field.
#[expect(
    clippy::too_many_lines,
    reason = "one list of all fields, a few lines for each"
)]
pub(super) fn examples(field: Field) -> Examples {
    match field {
        Field::HomeFilter => words(&[("harb", "")]),
        Field::PaletteQuery => words(&[("theme", "")]),
        Field::NewTitle => both(&[("Acme", "")], &[("", "needs a title")]),
        Field::Title => both(&[("Acme 2027", "Acme 2027")], &[("", "needs a title")]),
        Field::Company => words(&[("Acme Ltd", "Acme Ltd")]),
        Field::Offering => words(&[("Audit software", "Audit software")]),
        Field::Currency => both(
            &[("usd", "USD"), ("GBP", "GBP")],
            &[("EURO", "three letters"), ("\u{20ac}", "three letters")],
        ),
        Field::TimeZone => both(
            &[
                ("Berlin", "Europe/Berlin"),
                ("europe/london", "Europe/London"),
            ],
            &[("Nowhere at all", "no time zone")],
        ),
        Field::SheetMinutes
        | Field::CompareMinutes
        | Field::AgreeMinutes
        | Field::SlaMinutes
        | Field::SignMinutes => both(
            &[("25", "25"), ("600", "600")],
            &[
                ("25x", "whole number from 1 to 600"),
                ("601", "whole number from 1 to 600"),
                ("0", "whole number from 1 to 600"),
                ("7.5", "whole number from 1 to 600"),
            ],
        ),
        Field::PartyName => both(&[("Host", "Host")], &[("", "needs a name")]),
        Field::PartyPeople => both(
            &[("Ana Lopes, Ben Osei, Di Fox", "Ana Lopes|Ben Osei|Di Fox")],
            &[("Ana, Ana", "Ana stands here twice")],
        ),
        Field::SheetWords => words(&[("Fits, and asks.", "Fits, and asks.")]),
        Field::SheetOwn => words(&[("Hotels", "Hotels")]),
        Field::SheetFrom => both(
            &[("50", "50-"), ("5k", "5000-"), ("25,000", "25000-")],
            &[
                ("50x", "no amount"),
                ("-5", "no amount"),
                ("25.000", "can be 25,000"),
            ],
        ),
        Field::SheetTo => both(
            &[("2,000", "-2000"), ("1.5m", "-1500000")],
            &[("2,00", "stands for no thousands"), ("lots", "no amount")],
        ),
        Field::SheetSeen => words(&[("budget_role", "field budget_role")]),
        Field::SheetBecause => words(&[("They pay.", "They pay.")]),
        Field::ConditionFind => words(&[("budget", "")]),
        Field::ConditionColumn => both(&[("Shoe size", "")], &[("Company", "in the list already")]),
        Field::ConditionValues => words(&[("Acme; Harbour", "")]),
        Field::ConditionNumber => both(
            &[("50", "50"), ("5k", "5000"), ("25,000", "25000")],
            &[("50x", "no amount"), ("2.5.1", "no amount")],
        ),
        Field::ConditionUpper => both(
            &[("200", "50-200")],
            &[("200x", "no amount"), ("20", "From is more than to")],
        ),
        Field::ConditionDays => both(
            &[("30", "30")],
            &[("30d", "whole number from 1"), ("0", "whole number from 1")],
        ),
        Field::ConditionTo => both(
            &[("Key accounts", "Key accounts")],
            &[("", "who gets these")],
        ),
        Field::PairWording => both(&[("Hospitality", "Hospitality")], &[("", "Write the word")]),
        Field::PairCells => words(&[("Hotels, Inns", "Hotels|Inns")]),
        Field::AgreedSeen => words(&[("industry_code", "industry_code")]),
        Field::PreQualifyWho => words(&[
            ("Carla Ruiz", "Carla Ruiz"),
            ("Inside sales", "Inside sales"),
        ]),
        Field::PreQualifyLearns => words(&[("Their trade", "Their trade")]),
        Field::ParkOwner => both(
            &[("Ana Lopes", "Ana Lopes"), ("Zoe", "Zoe")],
            &[("", "Name an owner")],
        ),
        Field::ParkDue => both(
            &[
                ("2026-12-18", "2026-12-18"),
                ("18.12.", "2026-12-18"),
                ("in 2 weeks", "2026-03-20"),
                ("next friday", "2026-03-13"),
            ],
            &[
                ("2026-12-18x", "no day"),
                ("2026-02-30", "There is no 30 February 2026"),
                ("2026-03-01", "has passed"),
                ("someday", "no day"),
            ],
        ),
        Field::DecisionBecause => words(&[("It is the law.", "It is the law.")]),
        Field::Objection => words(&[("Too wide.", "Too wide.")]),
        Field::StageName => both(&[("Ripe lead", "Ripe lead")], &[("", "needs a name")]),
        Field::StageThreshold => both(
            &[("75", "75"), ("1,000", "1000")],
            &[
                ("75x", "whole number from 0 to 1000"),
                ("1001", "whole number from 0 to 1000"),
            ],
        ),
        Field::StageLeaves => words(&[("Silent for a year.", "Silent for a year.")]),
        Field::StageExpect => words(&[("A reply.", "A reply.")]),
        Field::StageNext => words(&[("Sales calls.", "Sales calls.")]),
        Field::StageNurture => words(&[("A letter.", "A letter.")]),
        Field::StageOtherwise => words(&[("Carla Ruiz", "Carla Ruiz"), ("the desk", "the desk")]),
        Field::StageHandOver => both(
            &[("Name, Company, their dog", "name|company|their dog")],
            &[("Name, Compony", "Did you mean Company?")],
        ),
        Field::StageTrack => words(&[("product", "product")]),
        Field::PromiseStop => both(
            &[("Became an MQL", "mql_at")],
            &[("Became an MQL, nothing known", "nothing known")],
        ),
        Field::PromiseWithin => both(
            &[("48", "48"), ("1,000", "1000")],
            &[
                ("48h", "whole number from 1 to"),
                ("0", "whole number from 1 to"),
            ],
        ),
        Field::PromiseStart => both(
            &[("Became an MQL", "mql_at")],
            &[("Became a mouse", "mouse")],
        ),
        Field::PromiseShare => both(
            &[("90", "90"), ("97.5%", "97.5")],
            &[("101", "from 0 to 100"), ("most", "from 0 to 100")],
        ),
        Field::PromiseWindow => both(&[("90", "90")], &[("90 days", "whole number from 1 to")]),
        Field::PromiseMissed => words(&[("We talk.", "We talk.")]),
        Field::PromiseWords => words(&[("On any day.", "On any day.")]),
        Field::PromiseWarn => both(&[("80", "80")], &[("180", "whole number from 0 to 100")]),
        Field::PromiseFields => both(
            &[("Name, Email or Phone", "name|email or phone")],
            &[("Name, Shoe size", "Shoe size")],
        ),
        Field::PromiseAtLeast => both(
            &[("5k", "5000"), ("1,200", "1200")],
            &[
                ("1,20", "whole number from 1 to 10,000,000"),
                ("many", "whole number from 1 to 10,000,000"),
            ],
        ),
        Field::PromiseFloor => both(&[("50", "50")], &[("500", "above 0 and at most 100")]),
        Field::CalendarZone => both(
            &[("Berlin", "Europe/Berlin")],
            &[("Nowhere at all", "no time zone")],
        ),
        Field::CalendarHours => both(
            &[
                ("9-12, 13-17:30", "09:00-12:00, 13:00-17:30"),
                ("9:00\u{2013}17:00", "09:00-17:00"),
                ("22-6", "22:00-06:00"),
            ],
            &[
                ("", "open at some time"),
                ("9-12, xyz", "xyz"),
                ("09:00-12:00, 11:00-17:00", "overlaps"),
            ],
        ),
        Field::CalendarClosed => both(
            &[
                ("25.12.2026, 2026-12-28", "2026-12-25, 2026-12-28"),
                (
                    "2026-12-24\u{2013}2027-01-02; every 31.12. 9-12",
                    "2026-12-24 to 2027-01-02, every 31 December 09:00-12:00",
                ),
            ],
            &[
                ("2026-12-25, soon", "soon"),
                ("26.12.2026-24.12.2026", "first day first"),
            ],
        ),
        Field::CapacityLeads => both(
            &[("5k", "5000"), ("1,240", "1240")],
            &[
                ("5000000", "whole number from 1 to 1,000,000"),
                ("-1", "whole number from 1 to 1,000,000"),
            ],
        ),
        Field::CapacityPeople => both(&[("12", "12")], &[("0", "whole number from 1 to 10,000")]),
        Field::CapacityDays => both(&[("20", "20")], &[("32", "whole number from 1 to 31")]),
        Field::CapacityAttempts => both(&[("6", "6")], &[("six", "whole number from 1 to 1,000")]),
        Field::CapacityConfirmed => words(&[("Carla Ruiz", "Carla Ruiz"), ("Zoe", "Zoe")]),
        Field::RejectionReason => both(&[("No need", "No need")], &[("", "needs a name")]),
        Field::RejectionAfter => words(&[("3 calls", "3 calls")]),
        Field::ReviewDays => both(
            &[("180", "180")],
            &[
                ("180d", "whole number from 1 to 3,650"),
                ("9999", "whole number from 1 to 3,650"),
            ],
        ),
        Field::SignName => both(&[("Carla Ruiz", "Carla Ruiz")], &[("", "needs a name")]),
        Field::SignFrom => both(
            &[
                ("2026-04-01", "2026-04-01"),
                ("1 April", "2026-04-01"),
                ("", "proposed"),
            ],
            &[("2026-04-01x", "no day"), ("2026-03-01", "has passed")],
        ),
        Field::SignHandedOver => words(&[("Sales keeps them.", "Sales keeps them.")]),
        Field::ChangeBecause => words(&[("Leads are scarce.", "Leads are scarce.")]),
        Field::PartyWord => both(
            &[("Harbour 1", "Harbour 1")],
            &[("", "Type the word first"), ("abc", "at least 4 letters")],
        ),
        Field::DialogReason => both(
            &[("Carla is ill.", "Carla is ill.")],
            &[("", "Write the reason")],
        ),
    }
}
