//! The YAML library's errors in our words: what is wrong at this place, and what to write instead.

use serde_yaml::{Error, ExternalMessageSource, Location, budget::BudgetBreach};

use crate::fault::outline::{Outline, Wanted};
use crate::fault::phrase::{advice, in_words, is_of_a_date, quoted_advice, start_of};
use crate::fault::syntax;
use crate::fault::{Fault, Place};
use crate::yaml::MOST_LEVELS;
use leadpact_definition::nearest::nearest;

/// `error`, which reading `text` gave, as a fault of the file `name`.
pub(crate) fn translated(name: &str, text: &str, error: &Error) -> Fault {
    let error = error.without_snippet();
    let place = error.location().and_then(place_of);
    let outline = Outline::of(text);
    let wanted = match error {
        Error::SerdeMissingField { .. } => Wanted::Mapping,
        Error::SerdeUnknownField { .. } | Error::DuplicateMappingKey { .. } => Wanted::Key,
        _ => Wanted::Value,
    };
    let path = place
        .map(|at| outline.path_at(at, wanted))
        .unwrap_or_default();
    let seen = Seen {
        name,
        outline: &outline,
        place,
    };
    seen.said(error).in_field(&path).at_maybe(place)
}

/// Whether a key says the opposite of what follows, as other rule languages write it.
fn is_negation(key: &str) -> bool {
    let mut letters = key.chars();
    let first = letters.next();
    // `not`, `isNot`, `not_in`, `notEmpty`, `!`.
    let words = first.into_iter().chain(letters.flat_map(|letter| {
        let begins = letter.is_uppercase();
        begins.then_some(' ').into_iter().chain([letter])
    }));
    let words: String = words.collect::<String>().to_lowercase();
    let mut words = words.split([' ', '_', '-']);
    words.any(|word| matches!(word, "not" | "no" | "nor" | "except" | "unless" | "without"))
        || key.contains('!')
}

fn place_of(location: Location) -> Option<Place> {
    let line = usize::try_from(location.line())
        .ok()
        .filter(|line| *line > 0)?;
    let column = usize::try_from(location.column())
        .ok()
        .filter(|column| *column > 0)?;
    Some(Place { line, column })
}

/// What is known about the place of an error.
struct Seen<'a> {
    name: &'a str,
    outline: &'a Outline<'a>,
    place: Option<Place>,
}

impl Seen<'_> {
    fn fault(&self, what: &str, next: &str) -> Fault {
        Fault::new(self.name, what, next)
    }

    fn said(&self, error: &Error) -> Fault {
        match error {
            Error::SerdeUnknownField {
                field, expected, ..
            } => self.unknown_key(field, expected),
            Error::SerdeMissingField { field, .. } => self.fault(
                &format!("the key '{field}' is missing here"),
                &format!("Add a line '{field}: ...' here."),
            ),
            Error::SerdeUnknownVariant {
                variant, expected, ..
            } => self.unknown_value(variant, expected),
            Error::DuplicateMappingKey { key, .. } => self.repeated_key(key.as_deref()),
            Error::SerdeInvalidType {
                unexpected,
                expected,
                ..
            }
            | Error::SerdeInvalidValue {
                unexpected,
                expected,
                ..
            } => self.wrong_value(unexpected, expected),
            Error::SerdeInvalidLength { expected, .. } => self.fault(
                &format!(
                    "the number of elements does not fit; {} is expected here",
                    in_words(expected)
                ),
                "Add or remove elements.",
            ),
            Error::ExternalMessage { source, .. } => self.syntax(source),
            Error::Budget { breach, .. } => self.over_limit(breach),
            other => self.said_of_scalar(other),
        }
    }

    /// Errors about one value.
    fn said_of_scalar(&self, error: &Error) -> Fault {
        match error {
            Error::InvalidScalar { ty, .. } => self.expected(ty),
            Error::Unexpected { expected, .. } => self.expected(expected),
            Error::InvalidBooleanStrict { .. } => self.expected("bool"),
            Error::InvalidCharNull { .. } | Error::InvalidCharNotSingleScalar { .. } => {
                self.expected("char")
            }
            Error::NonFiniteFloat { .. } => self.expected("finite number"),
            Error::NullIntoString { .. } => self.fault(
                "text is expected here, but nothing stands here",
                "Write the text, or \"\" if it is meant to be empty.",
            ),
            Error::QuotingRequired { value, .. } => self
                .fault(
                    "text is expected here, but this reads as a number or another type",
                    &quoted_advice(value),
                )
                .found(value),
            Error::ExternallyTaggedEnumExpectedScalarOrMapping { .. }
            | Error::UnexpectedValueForUnitEnumVariant { .. }
            | Error::ExpectedMappingEndAfterEnumVariantValue { .. }
            | Error::ExpectedStringKeyForExternallyTaggedEnum { .. } => self.fault(
                "one name, or one key with its value, is expected here",
                "Write just one.",
            ),
            Error::Message { msg, .. }
            | Error::SerdeVariantId { msg, .. }
            | Error::HookError { msg, .. } => self.own_words(msg),
            other => self.said_of_yaml(other),
        }
    }

    /// Errors about YAML features that these files do not use.
    fn said_of_yaml(&self, error: &Error) -> Fault {
        match error {
            Error::Eof { .. } => self.fault(
                "the file ends here, but a value is expected",
                "The file may be cut off; restore it from a copy.",
            ),
            Error::MultipleDocuments { .. } => second_document(self.name),
            Error::MergeKeyNotAllowed { .. } | Error::MergeValueNotMapOrSeqOfMaps { .. } => self
                .fault(
                    "the merge key '<<' is not used in these files",
                    "Write the merged keys out.",
                ),
            Error::UnknownAnchor { .. }
            | Error::AliasReplayLimitExceeded { .. }
            | Error::AliasExpansionLimitExceeded { .. }
            | Error::AliasReplayStackDepthExceeded { .. }
            | Error::AliasError { .. } => anchors(self.name),
            Error::UnsupportedTag { .. }
            | Error::TaggedEnumMismatch { .. }
            | Error::TaggedStructFieldName { .. }
            | Error::TaggedScalarCannotDeserializeIntoString { .. }
            | Error::InvalidBinaryBase64 { .. }
            | Error::BinaryNotUtf8 { .. } => self.fault(
                "a tag ('!...') is not used in these files",
                "Remove the tag; the value alone is enough.",
            ),
            Error::FoldedBlockScalarMustIndentContent { .. } | Error::IndentationError { .. } => {
                self.fault(
                    "the indentation does not fit here",
                    "Indent by two spaces for each level.",
                )
            }
            _ => self.fault(
                "this cannot be read here",
                "Compare the place with a file that Leadpact wrote.",
            ),
        }
    }

    fn unknown_key(&self, key: &str, known: &[&str]) -> Fault {
        let next = match nearest(key, known.iter().copied()) {
            _ if is_negation(key) && known.contains(&"none") => {
                "What must not hold stands under `none`: write `none: [{...}]` around the condition.".to_owned()
            }
            Some(meant) => format!("Did you mean '{meant}'? Otherwise remove it."),
            None if known.is_empty() => "Remove it; no keys are known here.".to_owned(),
            None => format!("Remove it, or use one of: {}.", known.join(", ")),
        };
        let what = match key {
            "" => "an empty key is not known here".to_owned(),
            key => format!("the key '{}' is not known here", start_of(key)),
        };
        self.fault(&what, &next)
    }

    fn unknown_value(&self, value: &str, known: &[&str]) -> Fault {
        let allowed = known.join(", ");
        let next = match nearest(value, known.iter().copied()) {
            Some(meant) => format!("Did you mean '{meant}'? Allowed here: {allowed}."),
            None => format!("Write one of: {allowed}."),
        };
        self.fault("this is not one of the values allowed here", &next)
            .found(value)
    }

    fn repeated_key(&self, key: Option<&str>) -> Fault {
        let key = key.map_or_else(
            || "this key".to_owned(),
            |key| format!("the key '{}'", start_of(key)),
        );
        let what = match self.place.and_then(|again| self.outline.first_of(again)) {
            Some(first) => format!("{key} stands here a second time; the first is at {first}"),
            None => format!("{key} stands here a second time"),
        };
        self.fault(&what, "Keep one of the two.")
    }

    /// A value that serde's own visitors refuse.
    fn wrong_value(&self, unexpected: &str, expected: &str) -> Fault {
        let fault = self.expected(expected);
        let value = unexpected
            .split_once('`')
            .and_then(|(_, rest)| rest.rsplit_once('`'))
            .map(|(value, _)| value);
        match value {
            Some(value) if fault.found.is_none() && self.found_here().is_none() => {
                fault.found(value)
            }
            _ => fault,
        }
    }

    /// The value here is not of the form that is expected.
    fn expected(&self, expected: &str) -> Fault {
        // The library asks for a string wherever it needs one value, also for a number.
        let is_collection = self
            .place
            .is_some_and(|place| self.outline.is_mapping_at(place).is_some());
        let expected = if is_collection && expected == "string scalar" {
            "single value"
        } else {
            expected
        };
        let what = format!("{} is expected here", in_words(expected));
        let fault = self.fault(&what, &advice(expected));
        match self.found_here() {
            Some(Found::Text(text)) => fault.found(text),
            Some(Found::Kind(kind)) => {
                self.fault(&format!("{what}, found {kind}"), &advice(expected))
            }
            None => fault,
        }
    }

    fn found_here(&self) -> Option<Found<'_>> {
        let place = self.place?;
        match (
            self.outline.is_mapping_at(place),
            self.outline.scalar_at(place),
        ) {
            (Some(true), _) => Some(Found::Kind("keys with values")),
            (Some(false), _) => Some(Found::Kind("a list")),
            (None, Some("")) => Some(Found::Kind("nothing")),
            (None, Some(text)) => Some(Found::Text(text)),
            (None, None) => None,
        }
    }

    /// A message of one of our own types, or one that serde derives.
    fn own_words(&self, message: &str) -> Fault {
        if message.starts_with("data did not match any variant") {
            return self.fault(
                "this value has none of the forms that are allowed here",
                "Compare it with the description of the format: 'leadpact schema'.",
            );
        }
        if is_of_a_date(message) {
            return self.expected("date");
        }
        let message = message.trim().trim_end_matches('.');
        self.fault(message, "Correct the value here.").quoting()
    }

    fn syntax(&self, source: &ExternalMessageSource) -> Fault {
        let kind = match source {
            ExternalMessageSource::Parser(error) => Some(error.kind()),
            _ => None,
        };
        let (what, next) = kind.map_or(syntax::UNKNOWN, syntax::said);
        self.fault(what, next)
    }

    fn over_limit(&self, breach: &BudgetBreach) -> Fault {
        match breach {
            BudgetBreach::Anchors { .. }
            | BudgetBreach::Aliases { .. }
            | BudgetBreach::AliasAnchorRatio { .. }
            | BudgetBreach::RecordedAnchorEvents { .. }
            | BudgetBreach::RecordedAnchorBytes { .. } => anchors(self.name),
            BudgetBreach::Depth { .. } => self.fault(
                &format!("lists and mappings are nested more than {MOST_LEVELS} levels deep here"),
                "Check that this is the right file.",
            ),
            BudgetBreach::Documents { .. } => second_document(self.name),
            BudgetBreach::MergeKeys { .. } => self.fault(
                "the merge key '<<' is not used in these files",
                "Write the merged keys out.",
            ),
            _ => self.fault(
                "the file holds more values than are read",
                "Check that this is the right file.",
            ),
        }
    }
}

enum Found<'a> {
    Text(&'a str),
    Kind(&'static str),
}

fn anchors(name: &str) -> Fault {
    Fault::new(
        name,
        "anchors ('&') and aliases ('*') are not used in these files",
        "Write the value out, or put the text in quotes if the sign belongs to it.",
    )
}

fn second_document(name: &str) -> Fault {
    Fault::new(
        name,
        "a second document starts here; a file holds one",
        "Remove the line '---', or keep the second document in a file of its own.",
    )
}

#[cfg(test)]
mod tests {
    use super::is_negation;

    #[test]
    fn what_says_the_opposite_is_known_by_its_words() {
        for key in [
            "not", "isNot", "not_in", "notEmpty", "is-not", "!is", "without", "unless",
        ] {
            assert!(is_negation(key), "{key}");
        }
        for key in [
            "note", "notes", "nothing", "cannot", "knot", "north", "noted", "",
        ] {
            assert!(!is_negation(key), "{key}");
        }
    }
}
