//! The templates that come with the program. Their text is part of it; each is parsed only when somebody asks for it.

use crate::fault::Fault;
use crate::yaml;
use leadpact_definition::nearest::nearest;
use leadpact_workshop::Template;

/// A template as it stands in a list, before it is parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TemplateEntry {
    /// The word after `--template`.
    pub name: &'static str,
    /// What people read.
    pub title: &'static str,
    /// One sentence: for whom it is.
    pub about: &'static str,
    /// The template itself, as YAML.
    text: &'static str,
}

/// The template that a workshop starts from unless another is named.
pub const DEFAULT_TEMPLATE: &str = "b2b";

/// All templates in the order in which they are offered.
pub const TEMPLATES: [TemplateEntry; 4] = [
    TemplateEntry {
        name: "b2b",
        title: "Business to business",
        about: "For companies that sell to companies, with several people in the decision and a cycle of months.",
        text: include_str!("../../assets/templates/b2b.yaml"),
    },
    TemplateEntry {
        name: "saas",
        title: "Software as a service",
        about: "For companies whose product can be tried, so that usage tells as much as a form does.",
        text: include_str!("../../assets/templates/saas.yaml"),
    },
    TemplateEntry {
        name: "insurance",
        title: "Insurance for people",
        about: "For insurers and brokers who sell to people, not to companies, within days or weeks.",
        text: include_str!("../../assets/templates/insurance.yaml"),
    },
    TemplateEntry {
        name: "simple",
        title: "Simple",
        about: "For a first agreement within an hour, with three stages from contact to customer.",
        text: include_str!("../../assets/templates/simple.yaml"),
    },
];

/// The template called `name`; capitals do not matter.
///
/// # Errors
///
/// A [`Fault`] that names the nearest template, or all of them, when there is none of this name.
pub fn template(name: &str) -> Result<Template, Fault> {
    let wanted = name.trim();
    let entry = TEMPLATES
        .iter()
        .find(|entry| entry.name.eq_ignore_ascii_case(wanted));
    let Some(entry) = entry else {
        return Err(unknown(wanted));
    };
    yaml::read(&format!("template {}", entry.name), entry.text.as_bytes())
}

fn unknown(wanted: &str) -> Fault {
    let names = TEMPLATES.map(|entry| entry.name);
    let all = names.join(", ");
    let next = match nearest(wanted, names) {
        Some(meant) => format!("Did you mean '{meant}'? There are: {all}."),
        None => format!("Choose one of: {all}."),
    };
    Fault::new("--template", "there is no template of this name", &next).found(wanted)
}

#[cfg(test)]
mod tests;
