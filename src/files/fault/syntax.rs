//! What is wrong with a text that is not YAML, in our words.

use serde_yaml::granit_parser::ErrorKind;

/// For syntax errors that have no words of their own.
pub(crate) const UNKNOWN: (&str, &str) = (
    "this is not valid YAML",
    "Check the quotes, colons and indentation on this line and the one before.",
);

const UNCLOSED: (&str, &str) = (
    "a bracket that opens here is never closed",
    "Close it, or put the text in quotes if the bracket belongs to it.",
);
const CUT_OFF: (&str, &str) = (
    "the file ends in the middle of a value",
    "The file may be cut off; restore it from a copy.",
);
const TAB: (&str, &str) = (
    "a tab stands here; YAML indents with spaces",
    "Replace the tab by spaces.",
);
const TAG: (&str, &str) = (
    "a tag ('!...') is not used in these files",
    "Remove it, or put the text in quotes if the '!' belongs to it.",
);
const DIRECTIVE: (&str, &str) = (
    "a line that starts with '%' is not used in these files",
    "Remove the line, or put the text in quotes.",
);
const LEFT_OF: (&str, &str) = (
    "a key, a value or a list element is expected here",
    "Check the indentation: two spaces for each level, and '- ' before each element of a list.",
);

/// What is wrong, and what to do next.
pub(crate) fn said(kind: &ErrorKind) -> (&'static str, &'static str) {
    match kind {
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::UnclosedFlowCollection { .. } => UNCLOSED,
        ErrorKind::UnexpectedEofBlockSequence
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEof => CUT_OFF,
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar => TAB,
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::ExpectedNodeContent
        | ErrorKind::SimpleKeyExpected => LEFT_OF,
        ErrorKind::UndeclaredTagHandle
        | ErrorKind::ExpectedTagBang
        | ErrorKind::MissingTagUri
        | ErrorKind::UnclosedVerbatimTag
        | ErrorKind::InvalidTagEscape
        | ErrorKind::InvalidTagTerminator
        | ErrorKind::InvalidGlobalTagCharacter => TAG,
        ErrorKind::DirectiveDisallowed
        | ErrorKind::DuplicateVersionDirective
        | ErrorKind::UnsupportedYamlMajorVersion
        | ErrorKind::InvalidDirectiveName
        | ErrorKind::MissingDirectiveName
        | ErrorKind::MissingDocumentEndBeforeDirective => DIRECTIVE,
        other => said_of_text(other),
    }
}

/// Errors about the characters of a value or key.
fn said_of_text(kind: &ErrorKind) -> (&'static str, &'static str) {
    match kind {
        ErrorKind::InvalidSimpleKey => (
            "a key without its colon, or a colon too many, stands here",
            "Write 'key: value'; put a text that holds ': ' in quotes.",
        ),
        ErrorKind::InvalidIndentation => (
            "the indentation does not fit here, or a quote that opened before was never closed",
            "Indent by two spaces for each level, and close every quote.",
        ),
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => (
            "a comma or the closing bracket is missing here",
            "Add it, or put the text in quotes.",
        ),
        ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => (
            "a closing bracket stands here that does not fit an opening one",
            "Remove it, or put the text in quotes if it belongs to it.",
        ),
        ErrorKind::UnexpectedCharacter { .. } => (
            "a plain text cannot start with this character",
            "Put the text in quotes.",
        ),
        ErrorKind::MissingAnchorOrAliasName => (
            "a plain text cannot start with '&' or '*'",
            "Put the text in quotes.",
        ),
        ErrorKind::CommentNotSeparated | ErrorKind::CommentInterceptedScalar => (
            "a '#' here starts a comment in the middle of a value",
            "Put the text in quotes if the '#' belongs to it.",
        ),
        ErrorKind::ExpectedDocumentStart | ErrorKind::InvalidDocumentEnd => (
            "something stands here after the end of the document",
            "Write one document only, without '---' and '...'.",
        ),
        other => said_of_notation(other),
    }
}

/// Errors about quotes, blocks, colons and dashes.
fn said_of_notation(kind: &ErrorKind) -> (&'static str, &'static str) {
    match kind {
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::DocumentIndicatorInQuotedScalar => (
            "a quote that opened before this place is not closed, or its next line is not indented",
            "Close the quote on the line where it opens.",
        ),
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => (
            "something stands here after a closing quote",
            "Put the whole text in quotes, and double a quote within it.",
        ),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape => (
            "an escape that YAML does not know stands in this double-quoted text",
            "Write '\\\\' for a backslash, or use single quotes.",
        ),
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::InvalidMappingValueWhitespace
        | ErrorKind::FlowMappingValueAdjacentCollection => (
            "a second ': ' stands here in one value",
            "Put the text in quotes if the colon belongs to it.",
        ),
        ErrorKind::BlockEntryInFlowCollection
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::InvalidBlockEntryWhitespace
        | ErrorKind::PlainScalarStartsWithDashFlowIndicator => (
            "a list element ('- ') cannot stand here",
            "Start each element of a list on a line of its own.",
        ),
        ErrorKind::ZeroBlockScalarIndent
        | ErrorKind::InvalidBlockScalarHeader
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::InvalidBlockScalarIndent => (
            "the text block ('|') that starts here is not indented evenly",
            "Indent each of its lines by two spaces more than its key.",
        ),
        ErrorKind::RecursionLimitExceeded => (
            "lists and mappings are nested too deep here",
            "Check that this is the right file.",
        ),
        _ => UNKNOWN,
    }
}
