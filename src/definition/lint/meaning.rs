//! What fields and events are about, told by their ids, labels and columns: the words that definitions and CRMs use.

use crate::{
    condition::Condition,
    field::{Event, Field},
    model::Spec,
    sla::Promise,
};

/// A part of the record by which a lead can be addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Name,
    Company,
    /// An email address or a phone number.
    Channel,
}

impl Part {
    pub(super) const ALL: [Self; 3] = [Self::Name, Self::Company, Self::Channel];

    /// As a noun with its article.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Name => "a name",
            Self::Company => "a company",
            Self::Channel => "an email address or phone number",
        }
    }

    /// A record that lacks it.
    pub(super) fn without(self) -> &'static str {
        match self {
            Self::Name => "without a name",
            Self::Company => "without a company",
            Self::Channel => "without an email address or phone number",
        }
    }

    /// What an id, a label or a column of such a field is, in small letters and digits only.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Name => &[
                "name",
                "fullname",
                "contactname",
                "leadname",
                "personname",
                "firstname",
                "lastname",
                "contact",
                "person",
            ],
            Self::Company => &[
                "company",
                "companyname",
                "account",
                "accountname",
                "organisation",
                "organization",
                "organisationname",
                "organizationname",
                "firm",
                "firmname",
                "employer",
                "associatedcompany",
                "businessname",
            ],
            Self::Channel => &[
                "email",
                "emailaddress",
                "mail",
                "mailaddress",
                "workemail",
                "businessemail",
                "phone",
                "phonenumber",
                "telephone",
                "telephonenumber",
                "mobile",
                "mobilephone",
                "mobilephonenumber",
                "workphone",
                "directphone",
            ],
        }
    }

    /// The fields that hold this part.
    pub(super) fn fields(self, spec: &Spec) -> Vec<&str> {
        let held = spec.fields.iter().filter(|(id, field)| {
            let names = names(id, field);
            names
                .iter()
                .any(|name| self.names().contains(&bare(name).as_str()))
        });
        held.map(|(id, _)| id.as_str()).collect()
    }
}

/// Words for what only a company has: where none stands, the leads are people on their own.
const OF_COMPANIES: [&str; 12] = [
    "company",
    "account",
    "organisation",
    "organization",
    "employees",
    "headcount",
    "revenue",
    "turnover",
    "industry",
    "job",
    "seniority",
    "engineers",
];

/// Whether the leads are people at companies.
pub(super) fn about_companies(spec: &Spec) -> bool {
    spec.fields.iter().any(|(id, field)| {
        // An account type is that of a customer too; what a person is to us says nothing of a company.
        let own = [Some(id.as_str()), field.label.as_deref()];
        let mut own = own.into_iter().flatten();
        own.any(|name| {
            let words = words(name);
            words
                .iter()
                .any(|word| OF_COMPANIES.contains(&word.as_str()))
                && !words.iter().any(|word| word == "type")
        })
    })
}

/// Words of a field that records what a lead did.
const OF_ACTS: [&str; 62] = [
    "act",
    "acts",
    "action",
    "actions",
    "activity",
    "activities",
    "activated",
    "active",
    "answered",
    "asked",
    "attended",
    "booked",
    "call",
    "calls",
    "called",
    "campaign",
    "chat",
    "clicked",
    "clicks",
    "contacted",
    "conversation",
    "conversion",
    "conversions",
    "demo",
    "download",
    "downloaded",
    "downloads",
    "engagement",
    "enquiry",
    "form",
    "forms",
    "inquiry",
    "installation",
    "installed",
    "login",
    "logins",
    "meeting",
    "meetings",
    "met",
    "opened",
    "quote",
    "registered",
    "replied",
    "request",
    "requested",
    "responded",
    "searches",
    "session",
    "sessions",
    "signup",
    "spent",
    "submission",
    "submissions",
    "submitted",
    "subscribed",
    "trial",
    "usage",
    "used",
    "views",
    "visit",
    "visits",
    "webinar",
];

/// Whether a field records what a lead did.
pub(super) fn records_act(id: &str, field: &Field) -> bool {
    names(id, field).iter().any(|name| names_act(name))
}

/// Whether a text is about an act.
pub(super) fn names_act(text: &str) -> bool {
    let spaced: String = spaced(text);
    words(&spaced)
        .iter()
        .any(|word| OF_ACTS.contains(&word.as_str()))
}

/// `TotalVisits` as two words.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 4);
    let mut small = false;
    for letter in text.chars() {
        if small && letter.is_uppercase() {
            spaced.push(' ');
        }
        small = letter.is_lowercase();
        spaced.push(letter);
    }
    spaced
}

/// Whether a field says where a lead came from.
pub(super) fn is_source(id: &str, field: &Field) -> bool {
    names(id, field).iter().any(|name| {
        let bare = bare(name);
        bare.contains("source")
            && ![
                "resource",
                "outsource",
                "opensource",
                "datasource",
                "sourcecode",
            ]
            .iter()
            .any(|other| bare.contains(other))
    })
}

/// Words of an event that the parties record, and not the lead.
const BY_PEOPLE: [&str; 16] = [
    "sales",
    "accepted",
    "rejected",
    "qualified",
    "disqualified",
    "recycled",
    "enriched",
    "assigned",
    "contacted",
    "reached",
    "won",
    "lost",
    "closed",
    "customer",
    "opportunity",
    "churned",
];

/// Whether an event is recorded by the parties: it stops the clock of a promise, or its words say so.
pub(super) fn by_people(spec: &Spec, id: &str, event: &Event) -> bool {
    let promises = spec.sla.iter().flat_map(|sla| &sla.promises);
    let stops = |promise: &Promise| {
        let clock = promise.clock.as_ref();
        clock.is_some_and(|clock| clock.stop.iter().any(|stop| stop == id))
    };
    let label = event.label.as_deref().unwrap_or_default();
    let own = words(&format!("{id} {label}"));
    let parties = spec
        .stages
        .iter()
        .filter_map(|stage| stage.owner.as_deref());
    let parties: Vec<String> = parties.map(str::to_lowercase).collect();
    promises.into_iter().any(stops)
        || own
            .iter()
            .any(|word| BY_PEOPLE.contains(&word.as_str()) || parties.contains(word))
}

/// Words of a stage that a lead is in because of what it has become, not because it is handed over.
const BEYOND: [&str; 9] = [
    "customer",
    "customers",
    "client",
    "clients",
    "won",
    "lost",
    "closed",
    "opportunity",
    "partner",
];

/// Whether a stage lies behind the hand-over: a customer needs no act to be one.
pub(super) fn is_beyond(id: &str, title: &str) -> bool {
    words(&format!("{id} {title}"))
        .iter()
        .any(|word| BEYOND.contains(&word.as_str()))
}

fn names<'f>(id: &'f str, field: &'f Field) -> Vec<&'f str> {
    let columns = field.columns.0.iter().map(String::as_str);
    let label = field.label.as_deref();
    [id].into_iter().chain(label).chain(columns).collect()
}

/// Letters and digits only, small: as headers of an export are compared.
pub(super) fn bare(text: &str) -> String {
    let letters = text.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The words of a text in small letters.
pub(super) fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Visits what must not be false for the whole to hold: nothing that stands under `none`.
pub(super) fn wanted<'c>(condition: &'c Condition, look: &mut impl FnMut(&'c Condition)) {
    if matches!(condition, Condition::None(_)) {
        return;
    }
    look(condition);
    for part in condition.parts() {
        wanted(part, look);
    }
}
