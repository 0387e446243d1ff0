//! How a person gets to a field: a prepared workshop, and keys. From there on down goes to the field itself.

use std::sync::OnceLock;

use super::walk::Walk;
use crate::play::tests::sign;
use leadpact_app::field::Field;
use leadpact_table as table;
use leadpact_workshop::amend::amend;
use leadpact_workshop::sign::sign as put_name;
use leadpact_workshop::{EntryKind, Step, Workshop};

/// A way to a field.
pub(super) struct Way {
    /// The workshop that is open; `None`: the list of workshops.
    pub workshop: Option<Workshop>,
    /// Keys to the form, the list or the page that it stands on.
    pub keys: String,
    /// Keys that take what was typed, where it does not count at once.
    pub take: &'static str,
    /// Keys that leave the place after that.
    pub leave: &'static str,
}

impl Way {
    fn to(workshop: Workshop, keys: impl Into<String>) -> Self {
        Self {
            workshop: Some(workshop),
            keys: keys.into(),
            take: "",
            leave: "<esc>",
        }
    }

    fn taken_by(self, take: &'static str) -> Self {
        Self { take, ..self }
    }
}

/// A workshop of two parties, all answers on the table.
fn revealed() -> Workshop {
    static MADE: OnceLock<Workshop> = OnceLock::new();
    MADE.get_or_init(|| table::revealed(2)).clone()
}

/// Everything is settled and looked at: it can be signed.
fn ready() -> Workshop {
    static MADE: OnceLock<Workshop> = OnceLock::new();
    MADE.get_or_init(sign::ready).clone()
}

/// Before the first sheet, at the board.
fn gathering() -> Workshop {
    let mut workshop = revealed();
    workshop.reveal = None;
    workshop.sheets.clear();
    workshop.shorten_log(0);
    workshop.head.step = Step::Define;
    workshop
}

fn at_step(step: Step) -> Workshop {
    let mut workshop = revealed();
    workshop.head.step = step;
    workshop
}

/// Keys from the board to a question on Ana's sheet.
fn sheet(question: &str) -> Way {
    let workshop = gathering();
    let mut questions = workshop.bank.questions.iter();
    let at = questions.position(|q| q.id == question).expect("asked");
    let keys = format!("<enter><enter>{}", "<c-n>".repeat(at));
    Way::to(workshop, keys)
}

/// To the first line of a point.
const TOP: &str = "<up><up><up><up><up><up><up><up>";

/// The point of a question, while agreeing.
fn point(question: &str, keys: &str) -> Way {
    let mut workshop = at_step(Step::Agree);
    workshop.head.place = Some(question.to_owned());
    Way::to(workshop, keys)
}

/// A stage as a form: the one that has points.
fn stage() -> Way {
    let mut workshop = at_step(Step::Agree);
    let mut stages = workshop.stages.iter();
    let at = stages.position(|s| s.enter.by == EntryKind::Points);
    let at = at.expect("points lead somewhere");
    workshop.stages[at].routing.clear();
    Way::to(workshop, format!("g{}<enter>", "<down>".repeat(at)))
}

/// A route of that stage that is being made.
fn route(keys: &str) -> Way {
    let stage = stage();
    let keys = format!("{}{}<enter>{keys}", stage.keys, "<down>".repeat(10));
    Way {
        keys,
        leave: "<esc><esc>",
        ..stage
    }
}

/// A row of the SLA, counted from the last.
fn sla(up: usize) -> Way {
    let keys = format!("<end>{}<enter>", "<up>".repeat(up));
    Way::to(at_step(Step::Sla), keys)
}

/// The first promise that measures this.
fn promise(measure: leadpact_definition::sla::Measure) -> Way {
    let workshop = at_step(Step::Sla);
    let entries = leadpact_app::screen::sla::entries(&workshop);
    let at = entries.iter().position(|entry| match entry {
        leadpact_app::screen::sla::Entry::Promise(at) => {
            workshop.sla.promises[*at].measure == measure
        }
        _ => false,
    });
    let keys = format!("{}<enter><tab>", "<down>".repeat(at.expect("promised")));
    let keys = if measure == leadpact_definition::sla::Measure::TimeToEvent {
        keys
    } else {
        keys.replace("<tab>", "")
    };
    Way::to(workshop, keys)
}

fn signing(keys: &str) -> Way {
    Way::to(ready(), keys)
}

/// The next version, with one change that nobody has said why.
fn amended() -> Workshop {
    static MADE: OnceLock<Workshop> = OnceLock::new();
    MADE.get_or_init(amend_one_thing).clone()
}

fn amend_one_thing() -> Workshop {
    let mut workshop = ready();
    let at = jiff::Timestamp::UNIX_EPOCH;
    put_name(&mut workshop, "marketing", "Ana Lopes", at).expect("signed");
    put_name(&mut workshop, "sales", "Carla Ruiz", at).expect("signed");
    amend(&mut workshop, at).expect("amended");
    workshop.stages[0].expect = "A known person.".to_owned();
    workshop.head.step = Step::Sign;
    workshop
}

/// How a person gets to a field.
pub(super) fn way(field: Field) -> Way {
    use leadpact_definition::sla::Measure::{Completeness, Count, TimeToEvent};
    match field {
        Field::HomeFilter => Way {
            workshop: None,
            keys: "/".to_owned(),
            take: "<enter>",
            leave: "<esc>",
        },
        Field::NewTitle => Way {
            workshop: None,
            keys: "n".to_owned(),
            take: "<enter><enter><enter>",
            leave: "<esc>",
        },
        Field::PaletteQuery => Way::to(gathering(), ":"),
        Field::DialogReason => Way {
            leave: "",
            ..Way::to(unsealed(), "v<right>").taken_by("<enter>")
        },
        // The card of marketing, and a word for it.
        Field::PartyWord => Way {
            leave: "",
            ..Way::to(gathering(), "<enter>w").taken_by("<enter>")
        },
        Field::Title
        | Field::Company
        | Field::Offering
        | Field::Currency
        | Field::TimeZone
        | Field::SheetMinutes
        | Field::CompareMinutes
        | Field::AgreeMinutes
        | Field::SlaMinutes
        | Field::SignMinutes
        | Field::PartyName => Way::to(gathering(), "e"),
        // The first people are those of the facilitator.
        Field::PartyPeople => Way::to(gathering(), "e<down><down><down><down><down><down><down>"),
        Field::SheetWords => sheet("own-words"),
        Field::SheetOwn => sheet("industry").taken_by("<enter>"),
        Field::SheetFrom | Field::SheetTo => sheet("employees"),
        Field::SheetSeen => {
            let way = sheet("budget-access");
            let keys = format!("{}<tab><right>", way.keys);
            Way { keys, ..way }
        }
        Field::SheetBecause => sheet("industry"),
        Field::ConditionFind => route("").taken_by("<enter>"),
        Field::ConditionColumn => {
            route("another<enter><up>").taken_by("<down><down>Acme<down>Sales desk<c-n>")
        }
        Field::ConditionValues => route("company<enter>").taken_by("<down>Sales desk<c-n>"),
        Field::ConditionNumber => route("employees<enter>").taken_by("<down>Sales desk<c-n>"),
        Field::ConditionUpper => {
            let keys = "employees<enter><left><left><left><left><down>50";
            route(keys).taken_by("<down>Sales desk<c-n>")
        }
        Field::ConditionDays => route("Asked for<enter><right>").taken_by("<down>Sales desk<c-n>"),
        Field::ConditionTo => route("employees<enter><down>50").taken_by("<c-n>"),
        Field::PairWording => pairs("<right><right>").taken_by("<c-n>"),
        Field::PairCells => pairs("").taken_by("<c-n>"),
        Field::AgreedSeen => point("industry", &format!("1{TOP}<down><down><down><right>")),
        Field::PreQualifyWho | Field::PreQualifyLearns => point("industry", "c"),
        Field::ParkOwner | Field::ParkDue => point("industry", "k"),
        Field::DecisionBecause => point("industry", &format!("1{TOP}")),
        Field::Objection => point("industry", "1<down><down><down><down><down><left>"),
        Field::StageName
        | Field::StageThreshold
        | Field::StageLeaves
        | Field::StageExpect
        | Field::StageNext
        | Field::StageNurture
        | Field::StageOtherwise
        | Field::StageHandOver
        | Field::StageTrack => stage(),
        Field::PromiseStop
        | Field::PromiseWithin
        | Field::PromiseStart
        | Field::PromiseShare
        | Field::PromiseWindow
        | Field::PromiseMissed
        | Field::PromiseWords
        | Field::PromiseWarn => promise(TimeToEvent),
        Field::PromiseFields => promise(Completeness),
        Field::PromiseAtLeast | Field::PromiseFloor => promise(Count),
        Field::CalendarZone | Field::CalendarHours | Field::CalendarClosed => sla(3),
        Field::CapacityLeads
        | Field::CapacityPeople
        | Field::CapacityDays
        | Field::CapacityAttempts
        | Field::CapacityConfirmed => sla(2),
        Field::RejectionReason | Field::RejectionAfter => {
            let way = sla(1);
            let keys = format!("{}<enter>", way.keys);
            Way { keys, ..way }
        }
        Field::ReviewDays => sla(0),
        Field::SignName => signing("<end><enter>").taken_by("<enter>"),
        Field::SignFrom => signing("<end><up><up><up><enter>").taken_by("<enter>"),
        Field::SignHandedOver => signing("<end><up><up><enter>").taken_by("<enter>"),
        Field::ChangeBecause => Way::to(amended(), "<enter>").taken_by("<enter>"),
    }
}

/// Ana's sheet is sealed, Carla's is not there yet: whoever wants to look now says why.
fn unsealed() -> Workshop {
    let mut workshop = gathering();
    let id = leadpact_workshop::SheetId {
        party: "marketing".to_owned(),
        person: "Ana Lopes".to_owned(),
    };
    workshop.begin_sheet(id.clone(), "aa".repeat(16));
    workshop.seal_sheet(&id, jiff::Timestamp::UNIX_EPOCH);
    workshop
}

fn pairs(keys: &str) -> Way {
    static MADE: OnceLock<Workshop> = OnceLock::new();
    let mut workshop = MADE.get_or_init(table::with_own_values).clone();
    workshop.head.step = Step::Compare;
    Way {
        leave: "<esc><esc>",
        ..Way::to(workshop, format!("<enter>y{keys}"))
    }
}

/// Goes there.
pub(super) fn there(field: Field) -> (Walk, Way) {
    let way = way(field);
    let mut walk = Walk::begin(way.workshop.as_ref());
    walk.press(&way.keys);
    for _ in 0..60 {
        if walk.place() == Some(field) {
            return (walk, way);
        }
        walk.press("<down>");
    }
    panic!("no way to {field:?}: {}", walk.screen());
}
