//! The verdict on a rule file: what is said first and the exit status are both made of it.

use leadpact_definition::say::english::count;
use std::fmt;

use crate::cli::check::Checked;
use leadpact_definition::{Metadata, Status};
use leadpact_files::neutral_line;

/// What a check of rules that make sense comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    name: String,
    version: String,
    /// What the file says of itself.
    status: Status,
    /// Whether at least two people have signed this version of the rules.
    signed: bool,
    /// How many faults name, version, hash and signatures have.
    head: usize,
    golden: usize,
    /// How many of the golden leads fail.
    failed: usize,
    warnings: usize,
    doubts: usize,
}

impl Verdict {
    pub(super) fn of(metadata: &Metadata, signed: bool, checked: &Checked) -> Self {
        let failed = checked.golden.iter().filter(|result| !result.passed());
        Self {
            name: neutral_line(&metadata.name).into_owned(),
            version: neutral_line(&metadata.version).into_owned(),
            status: metadata.status,
            signed,
            head: checked.head.len(),
            golden: checked.golden.len(),
            failed: failed.count(),
            warnings: checked.warnings.len(),
            doubts: checked.doubts.len(),
        }
    }

    /// Whether the rules can be used as they are.
    pub(super) fn can_be_used(&self) -> bool {
        self.head == 0 && self.failed == 0
    }

    /// Whether the file says agreed and nothing speaks against it.
    pub(super) fn is_agreed(&self) -> bool {
        self.status == Status::Agreed && self.signed && self.head == 0
    }

    /// 0: they can be used; 1: they cannot.
    pub(super) fn exit_status(&self) -> u8 {
        u8::from(!self.can_be_used())
    }

    fn status_word(&self) -> &'static str {
        match self.status {
            Status::Agreed if !self.is_agreed() => "not agreed",
            Status::Draft | Status::Proposed | Status::Agreed | Status::Superseded => {
                self.status.word()
            }
        }
    }

    /// What was counted, worst first.
    fn counts(&self) -> Vec<String> {
        let mut counts = Vec::new();
        if self.head > 0 {
            counts.push(format!(
                "{} in its head",
                count(self.head, "fault", "faults")
            ));
        }
        counts.push(match (self.golden, self.failed) {
            (0, _) => "no golden leads".to_owned(),
            (1, 0) => "1 golden lead holds".to_owned(),
            (golden, 0) => format!("{golden} golden leads hold"),
            (golden, failed) => {
                let verb = if failed == 1 { "fails" } else { "fail" };
                format!(
                    "{failed} of {} {verb}",
                    count(golden, "golden lead", "golden leads")
                )
            }
        });
        match self.warnings {
            0 if self.can_be_used() => counts.push("no warnings".to_owned()),
            0 => {}
            several => counts.push(count(several, "warning", "warnings")),
        }
        match self.doubts {
            0 => {}
            1 => counts.push("1 doubt about the leads".to_owned()),
            several => counts.push(format!("{several} doubts about the leads")),
        }
        counts
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, version, .. } = self;
        let status = self.status_word();
        let word = if self.can_be_used() {
            "can be used"
        } else {
            "cannot be used as it is"
        };
        let counts = self.counts().join(", ");
        write!(f, "{name} {version} ({status}) {word}: {counts}")
    }
}
