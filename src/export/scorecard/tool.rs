//! What each tool can say, and in which words. From the vendors' public help, as of 2026.

use leadpact_definition::condition::Test;
use leadpact_definition::scalar::Literal;

/// A tool whose rules are clicked in by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Tool {
    /// HubSpot, the lead scoring tool
    Hubspot,
    /// Salesforce Account Engagement, once Pardot
    AccountEngagement,
    /// Dynamics 365 Customer Insights - Journeys
    Dynamics,
    /// Zoho CRM
    Zoho,
}

/// What a tool calls its parts, and where they are.
pub(super) struct Names {
    pub tool: &'static str,
    /// The same, in the middle of a sentence.
    pub short: &'static str,
    pub form: &'static str,
    /// A fact about a lead.
    pub property: &'static str,
    pub properties_at: &'static str,
    /// What holds the rules of one score.
    pub score: &'static str,
    pub scores_at: &'static str,
    pub rule: &'static str,
    /// What collects the leads of a stage, and what writes the stage.
    pub list: &'static str,
    pub lists_at: &'static str,
    pub automation: &'static str,
}

/// What a tool can do.
#[expect(
    clippy::struct_excessive_bools,
    reason = "a table of what a tool can do, read by its names"
)]
pub(super) struct Abilities {
    /// More than one score with rules of its own.
    pub several_scores: bool,
    /// A score's greatest value.
    pub score_cap: bool,
    /// A group's greatest value.
    pub group_cap: bool,
    /// The greatest value of a rule that counts every time.
    pub rule_cap: bool,
    /// Points for every time something happens.
    pub every_time: bool,
    /// Only what happened within so many days.
    pub event_window: bool,
    /// At least so many times.
    pub event_count: bool,
    /// Points go when what gave them is no longer so.
    pub takes_back: bool,
    /// Ages are looked at anew every day, not only when the record changes.
    pub sees_time: bool,
    /// What makes points fade.
    pub fading: &'static str,
}

impl Tool {
    /// All tools, in the order in which their sheets are written.
    pub const ALL: [Self; 4] = [
        Self::Hubspot,
        Self::AccountEngagement,
        Self::Dynamics,
        Self::Zoho,
    ];

    pub(super) fn names(self) -> Names {
        match self {
            Self::Hubspot => Names {
                tool: "HubSpot",
                short: "HubSpot",
                form: "scorecard-hubspot",
                property: "property",
                properties_at: "Settings → Properties → Contact properties",
                score: "lead score",
                scores_at: "Marketing → Lead scoring → Create score",
                rule: "property or event criterion in a score group",
                list: "segment (active list)",
                lists_at: "CRM → Segments",
                automation: "workflow",
            },
            Self::AccountEngagement => Names {
                tool: "Salesforce Account Engagement",
                short: "Account Engagement",
                form: "scorecard-account-engagement",
                property: "prospect field",
                properties_at: "Account Engagement Settings → Object and Field Configuration → Prospect Fields",
                score: "prospect score",
                scores_at: "Automations → Automation Rules",
                rule: "automation rule with the action Adjust prospect score",
                list: "dynamic list",
                lists_at: "Segmentation → Lists",
                automation: "automation rule",
            },
            Self::Dynamics => Names {
                tool: "Dynamics 365 Customer Insights - Journeys",
                short: "Dynamics",
                form: "scorecard-dynamics",
                property: "column of the Lead table",
                properties_at: "Power Apps → Tables → Lead → Columns",
                score: "scoring model",
                scores_at: "Lead management → Scoring models → New",
                rule: "condition group with its points",
                list: "segment",
                lists_at: "Audience → Segments",
                automation: "journey or Power Automate flow",
            },
            Self::Zoho => Names {
                tool: "Zoho CRM",
                short: "Zoho CRM",
                form: "scorecard-zoho",
                property: "field of the Leads module",
                properties_at: "Setup → Customization → Modules and Fields → Leads",
                score: "scoring rule",
                scores_at: "Setup → Automation → Scoring Rules",
                rule: "field rule or signal",
                list: "custom view",
                lists_at: "Leads → Create View",
                automation: "workflow rule",
            },
        }
    }

    pub(super) fn abilities(self) -> Abilities {
        match self {
            Self::Hubspot => Abilities {
                several_scores: true,
                score_cap: true,
                group_cap: true,
                rule_cap: true,
                every_time: true,
                event_window: true,
                event_count: true,
                takes_back: true,
                sees_time: true,
                fading: "a group of events can fade by a percentage every month, evenly and each event by its own age; a group that fades has no time frames",
            },
            Self::AccountEngagement => Abilities {
                several_scores: false,
                score_cap: false,
                group_cap: false,
                rule_cap: false,
                every_time: true,
                event_window: false,
                event_count: false,
                takes_back: false,
                sees_time: true,
                fading: "an automation rule that repeats can subtract points from prospects who were not active for so many days",
            },
            Self::Dynamics => Abilities {
                several_scores: true,
                score_cap: false,
                group_cap: false,
                rule_cap: false,
                every_time: false,
                event_window: true,
                event_count: true,
                takes_back: true,
                sees_time: true,
                fading: "points do not fade",
            },
            Self::Zoho => Abilities {
                several_scores: true,
                score_cap: false,
                group_cap: false,
                rule_cap: false,
                every_time: true,
                event_window: false,
                event_count: false,
                takes_back: true,
                sees_time: false,
                fading: "points do not fade",
            },
        }
    }

    /// That a property has a value, or has none.
    pub(super) fn known(self, known: bool) -> &'static str {
        match (self, known) {
            (Self::Hubspot, true) => "is known",
            (Self::Hubspot, false) => "is unknown",
            (Self::AccountEngagement | Self::Zoho, true) => "is not empty",
            (Self::AccountEngagement | Self::Zoho, false) => "is empty",
            (Self::Dynamics, true) => "contains data",
            (Self::Dynamics, false) => "does not contain data",
        }
    }

    /// A comparison or its opposite in the tool's words; none: the tool has no such operator.
    pub(super) fn comparison(self, test: &Test, holds: bool) -> Option<String> {
        let texts = |texts: &[String]| quoted(texts, self.separator());
        // As it is typed: without marks between thousands.
        let number = |n: f64| n.to_string();
        Some(match test {
            Test::Is(Literal::Text(one)) => {
                format!(
                    "{} {}",
                    self.one_of(holds),
                    texts(std::slice::from_ref(one))
                )
            }
            Test::In(list) => format!("{} {}", self.one_of(holds), texts(&list.0)),
            Test::Contains(parts) => {
                format!("{} {}", self.contains(holds), texts(parts.texts()?))
            }
            Test::StartsWith(parts) => {
                format!("{} {}", self.begins(holds)?, texts(parts.texts()?))
            }
            Test::EndsWith(parts) => format!("{} {}", self.ends(holds)?, texts(parts.texts()?)),
            Test::Is(Literal::Flag(flag)) => {
                format!(
                    "is {}",
                    if *flag == holds {
                        "Yes (true)"
                    } else {
                        "No (false)"
                    }
                )
            }
            Test::Is(Literal::Number(n)) if holds => format!("is equal to {}", number(*n)),
            Test::Is(Literal::Number(n)) => format!("is not equal to {}", number(*n)),
            Test::AtLeast(Literal::Number(n)) if holds => self.at_least(*n),
            Test::AtLeast(Literal::Number(n)) => format!("is less than {}", number(*n)),
            Test::AtMost(Literal::Number(n)) if holds => self.at_most(*n),
            Test::AtMost(Literal::Number(n)) => format!("is greater than {}", number(*n)),
            Test::Above(n) if holds => format!("is greater than {}", number(*n)),
            Test::Above(n) => self.at_most(*n),
            Test::Below(n) if holds => format!("is less than {}", number(*n)),
            Test::Below(n) => self.at_least(*n),
            Test::Between(low, high) if holds => {
                format!(
                    "is between {} and {}, both included",
                    number(*low),
                    number(*high)
                )
            }
            Test::Between(low, high) => {
                format!(
                    "is less than {} or greater than {}",
                    number(*low),
                    number(*high)
                )
            }
            Test::Before(day) if holds => format!("is before {day}"),
            Test::Before(day) => format!("is {day} or later"),
            Test::After(day) if holds => format!("is after {day}"),
            Test::After(day) => format!("is {day} or earlier"),
            Test::Within(days) if holds => self.within(days.0),
            Test::OlderThan(days) if holds => self.older_than(days.0),
            Test::InList(_)
            | Test::HasAny(_)
            | Test::HasAll(_)
            | Test::AtLeast(_)
            | Test::AtMost(_)
            | Test::Within(_)
            | Test::OlderThan(_)
            | Test::Present
            | Test::Missing => return None,
        })
    }

    fn separator(self) -> &'static str {
        match self {
            Self::AccountEngagement => "; ",
            Self::Hubspot | Self::Dynamics | Self::Zoho => ", ",
        }
    }

    fn one_of(self, holds: bool) -> &'static str {
        match (self, holds) {
            (Self::Hubspot, true) => "is any of",
            (Self::Hubspot, false) => "is none of",
            (Self::Dynamics, true) => "equals any of",
            (Self::Dynamics, false) => "does not equal any of",
            (_, true) => "is",
            (Self::AccountEngagement, false) => "is not",
            (Self::Zoho, false) => "isn't",
        }
    }

    fn contains(self, holds: bool) -> &'static str {
        match (self, holds) {
            (Self::Hubspot, true) => "contains any of",
            (Self::Hubspot, false) => "doesn't contain any of",
            (Self::Zoho, false) => "doesn't contain",
            (_, true) => "contains",
            (_, false) => "does not contain",
        }
    }

    fn begins(self, holds: bool) -> Option<&'static str> {
        match (self, holds) {
            (Self::Hubspot, true) => Some("starts with any of"),
            (Self::Dynamics, true) => Some("begins with"),
            (Self::Dynamics, false) => Some("does not begin with"),
            (Self::Zoho, true) => Some("starts with"),
            (Self::AccountEngagement, _) | (Self::Hubspot | Self::Zoho, false) => None,
        }
    }

    fn ends(self, holds: bool) -> Option<&'static str> {
        match (self, holds) {
            (Self::Hubspot, true) => Some("ends with any of"),
            (Self::Dynamics, true) => Some("ends with"),
            (Self::Dynamics, false) => Some("does not end with"),
            (Self::Zoho, true) => Some("ends with"),
            (Self::AccountEngagement, _) | (Self::Hubspot | Self::Zoho, false) => None,
        }
    }

    fn at_least(self, n: f64) -> String {
        match self {
            Self::Hubspot | Self::Dynamics => {
                format!("is greater than or equal to {n}")
            }
            Self::AccountEngagement | Self::Zoho => format!("is {n} or greater (>=)"),
        }
    }

    fn at_most(self, n: f64) -> String {
        match self {
            Self::Hubspot | Self::Dynamics => format!("is less than or equal to {n}"),
            Self::AccountEngagement | Self::Zoho => format!("is {n} or less (<=)"),
        }
    }

    /// Today counts as 0 days ago; the last day is included.
    fn within(self, days: u32) -> String {
        match self {
            Self::Hubspot => format!(
                "is less than {} days ago, and not in the future",
                days.saturating_add(1)
            ),
            Self::AccountEngagement => format!("days ago is less than {}", days.saturating_add(1)),
            Self::Dynamics => format!("is in the last {days} days, today included"),
            Self::Zoho => format!("age in days is between 0 and {days}"),
        }
    }

    fn older_than(self, days: u32) -> String {
        match self {
            Self::Hubspot => format!("is more than {days} days ago"),
            Self::AccountEngagement => format!("days ago is greater than {days}"),
            Self::Dynamics => format!("is older than {days} days"),
            Self::Zoho => format!("age in days is greater than {days}"),
        }
    }
}

/// Texts in quotation marks, as they are typed without them.
pub(super) fn quoted(texts: &[String], separator: &str) -> String {
    let texts: Vec<String> = texts
        .iter()
        .map(|text| format!("\u{201c}{text}\u{201d}"))
        .collect();
    texts.join(separator)
}

/// A word with `a` or `an` before it.
pub(super) fn one(word: &str) -> String {
    let vowel = word.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']);
    format!("{} {word}", if vowel { "an" } else { "a" })
}
