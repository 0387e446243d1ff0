//! The labels of a stage's rows that others go to.

use leadpact_workshop::defaults::{StageText, Standard};

/// Points that are needed.
pub(crate) const THRESHOLD: &str = "Threshold";
/// When a lead leaves.
pub(crate) const LEAVES: &str = "Leaves when";
/// What the other side may expect.
pub const EXPECT: &str = "Expect";
/// What happens next.
pub(crate) const NEXT: &str = "Next";
/// What keeps a lead warm.
pub(crate) const NURTURE: &str = "Nurture";
/// Who gets which lead.
pub(crate) const ROUTING: &str = "Who gets whom";
/// Facts that travel with the lead.
pub(crate) const HAND_OVER: &str = "Hand over";

/// The row of a thing about a stage; `None` for what stands elsewhere.
#[must_use]
pub(crate) fn of_thing(thing: &Standard) -> Option<&'static str> {
    match thing {
        Standard::Threshold(_) => Some(THRESHOLD),
        Standard::HandOff(_) => Some(HAND_OVER),
        Standard::Routing(_) => Some(ROUTING),
        Standard::Text { of, .. } => Some(match of {
            StageText::Exit => LEAVES,
            StageText::Expect => EXPECT,
            StageText::Next => NEXT,
            StageText::Nurture => NURTURE,
        }),
        Standard::Caps | Standard::Fading | Standard::Reasons | Standard::Promise(_) => None,
    }
}
