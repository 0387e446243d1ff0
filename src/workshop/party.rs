//! Who takes part: parties with one voice each, and their people.

use serde::{Deserialize, Serialize};

/// The name of a party in files, for example `marketing`.
pub type PartyId = String;

/// A group with one voice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Party {
    /// Name in files, unique in the workshop.
    pub id: PartyId,
    /// What people read.
    pub name: String,
    /// One letter that stands for the party wherever colour alone would.
    pub letter: char,
    /// What the party does in the workshop.
    pub role: Role,
    /// Those who fill a sheet. The first is proposed as signatory.
    #[serde(default)]
    pub people: Vec<String>,
}

impl Party {
    /// Whether the agreement needs this party's signature, and its answers count in the classes.
    #[must_use]
    pub fn signs(&self) -> bool {
        self.role != Role::Facilitator
    }

    /// The side it stands on; `None` for those who stand between or beside them.
    #[must_use]
    pub fn side(&self) -> Option<Side> {
        match self.role {
            Role::Marketing | Role::DataProvider => Some(Side::Marketing),
            Role::Sales => Some(Side::Sales),
            Role::Facilitator | Role::Executive | Role::CustomerSuccess | Role::Own => None,
        }
    }
}

/// The two sides between which a lead is handed over. An agreement needs both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Who finds leads and hands them over.
    Marketing,
    /// Who is handed them.
    Sales,
}

impl Side {
    /// Both sides, in the order in which a lead passes them.
    pub const ALL: [Self; 2] = [Self::Marketing, Self::Sales];

    /// What people read: "marketing", "sales".
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Marketing => "marketing",
            Self::Sales => "sales",
        }
    }
}

/// Whether two names are one person's: capitals and blanks do not matter.
#[must_use]
pub fn same_person(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.split_whitespace().collect::<String>().to_lowercase();
    plain(one) == plain(other)
}

/// What a party does in the workshop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Drives the workshop; its sheet is a quiet reference and never signs or counts.
    Facilitator,
    /// Finds and nurtures leads.
    Marketing,
    /// Turns leads into customers.
    Sales,
    /// Answers for revenue.
    Executive,
    /// Supplies contacts.
    DataProvider,
    /// Looks after customers.
    CustomerSuccess,
    /// Any other.
    Own,
}

impl Role {
    /// All roles in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Facilitator,
        Self::Marketing,
        Self::Sales,
        Self::Executive,
        Self::DataProvider,
        Self::CustomerSuccess,
        Self::Own,
    ];

    /// What people read, and the name a party of this role starts with.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Facilitator => "Facilitator",
            Self::Marketing => "Marketing",
            Self::Sales => "Sales",
            Self::Executive => "Executive",
            Self::DataProvider => "Data provider",
            Self::CustomerSuccess => "Customer success",
            Self::Own => "Own",
        }
    }
}
