//! The outline of a YAML text: which field stands at which place. It is made only when something has gone wrong, so that
//! reading a good file costs one pass.

use leadpact_definition::say::english::capital;
use std::borrow::Cow;

use serde_yaml::granit_parser::{self, Event, Parser, ScalarStyle, Span};

use crate::fault::{Fault, Place};
use leadpact_definition::problem::{Path, PathStep, Problem};

/// More nodes than this are not looked at; a place behind them is told as that of the last one before.
const MOST_NODES: usize = 2_000_000;

/// The nodes of a text in the order in which they stand, up to the first place that is not YAML.
pub(crate) struct Outline<'t> {
    nodes: Vec<Node<'t>>,
}

/// One value with the step that leads to it from its parent.
struct Node<'t> {
    /// Position in `nodes`; `None` for the top.
    parent: Option<usize>,
    step: Step<'t>,
    /// Where the key starts, for a value in a mapping.
    key_at: Option<Place>,
    at: Place,
    kind: Kind<'t>,
    /// Whether it is a text that stands in quotes.
    quoted: bool,
}

enum Step<'t> {
    Top,
    Key(Cow<'t, str>),
    Index(usize),
}

enum Kind<'t> {
    Scalar(Cow<'t, str>),
    List,
    Mapping,
}

/// A collection that is still open.
enum Open<'t> {
    List {
        node: usize,
        next: usize,
    },
    Mapping {
        node: usize,
        key: Option<(Cow<'t, str>, Place)>,
    },
    /// Inside a key that is itself a collection.
    Key,
}

/// What is looked for at a place: a mapping starts where its first key starts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// The key that starts there.
    Key,
    /// The value that starts there; of several the outermost.
    Value,
    /// The mapping that starts there.
    Mapping,
}

impl<'t> Outline<'t> {
    /// The outline of `text`, as far as it is YAML.
    pub(crate) fn of(text: &'t str) -> Self {
        let mut outline = Self { nodes: Vec::new() };
        let mut open = Vec::new();
        let options = granit_parser::options! { emit_comments: false };
        for event in Parser::new_from_str_with_options(text, options) {
            let Ok((event, span)) = event else { break };
            if outline.nodes.len() >= MOST_NODES {
                break;
            }
            outline.take(event, &span, &mut open);
        }
        outline
    }

    fn take(&mut self, event: Event<'t>, span: &Span, open: &mut Vec<Open<'t>>) {
        let at = Place {
            line: span.start.line(),
            column: span.start.col() + 1,
        };
        match event {
            Event::Scalar(text, style, ..) => {
                if let Some(Open::Mapping {
                    key: key @ None, ..
                }) = open.last_mut()
                {
                    *key = Some((text, at));
                } else if !matches!(open.last(), Some(Open::Key)) {
                    let place = self.push(at, Kind::Scalar(text), open);
                    if let Some(node) = self.nodes.get_mut(place) {
                        node.quoted =
                            matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
                    }
                }
            }
            Event::Alias(_) => self.take_plain(at, open),
            Event::SequenceStart(..) => self.enter(at, Kind::List, open),
            Event::MappingStart(..) => self.enter(at, Kind::Mapping, open),
            Event::SequenceEnd | Event::MappingEnd => leave(at, open),
            _ => {}
        }
    }

    fn take_plain(&mut self, at: Place, open: &mut Vec<Open<'t>>) {
        match open.last_mut() {
            Some(Open::Mapping {
                key: key @ None, ..
            }) => *key = Some((Cow::Borrowed("*"), at)),
            Some(Open::Key) => {}
            _ => {
                self.push(at, Kind::Scalar(Cow::Borrowed("*")), open);
            }
        }
    }

    fn enter(&mut self, at: Place, kind: Kind<'t>, open: &mut Vec<Open<'t>>) {
        if matches!(
            open.last(),
            Some(Open::Mapping { key: None, .. } | Open::Key)
        ) {
            open.push(Open::Key);
            return;
        }
        let is_list = matches!(kind, Kind::List);
        let node = self.push(at, kind, open);
        open.push(if is_list {
            Open::List { node, next: 0 }
        } else {
            Open::Mapping { node, key: None }
        });
    }

    fn push(&mut self, at: Place, kind: Kind<'t>, open: &mut [Open<'t>]) -> usize {
        let (parent, step, key_at) = match open.last_mut() {
            Some(Open::List { node, next }) => {
                *next += 1;
                (Some(*node), Step::Index(*next - 1), None)
            }
            Some(Open::Mapping { node, key }) => match key.take() {
                Some((key, key_at)) => (Some(*node), Step::Key(key), Some(key_at)),
                None => (Some(*node), Step::Top, None),
            },
            _ => (None, Step::Top, None),
        };
        self.nodes.push(Node {
            parent,
            step,
            key_at,
            at,
            kind,
            quoted: false,
        });
        self.nodes.len() - 1
    }

    /// The field that stands at `place`, or else the last one that starts before it.
    fn at(&self, place: Place, wanted: Wanted) -> Option<usize> {
        let starts_here = |node: &Node<'_>| node.at == place || node.key_at == Some(place);
        let is_wanted = |node: &Node<'_>| match wanted {
            Wanted::Key => node.key_at == Some(place),
            Wanted::Value => node.at == place,
            Wanted::Mapping => node.at == place && matches!(node.kind, Kind::Mapping),
        };
        let position = |test: &dyn Fn(&Node<'_>) -> bool| self.nodes.iter().position(test);
        position(&is_wanted)
            .or_else(|| position(&starts_here))
            .or_else(|| self.nodes.iter().rposition(|node| node.at <= place))
    }

    /// The path of the field at `place` in words, empty for the top. Positions in a list count from 1.
    pub(crate) fn path_at(&self, place: Place, wanted: Wanted) -> String {
        let node = self
            .at(place, wanted)
            .and_then(|index| self.nodes.get(index));
        node.map(|node| self.path_to(node).to_string())
            .unwrap_or_default()
    }

    /// Text and place of the scalar below `key` at the top of the file; `None` when there is none.
    pub(crate) fn top_value(&self, key: &str) -> Option<(&str, Place)> {
        self.nodes
            .iter()
            .find_map(|node| match (&node.step, &node.kind) {
                (Step::Key(found), Kind::Scalar(text))
                    if node.parent == Some(0) && found == key =>
                {
                    Some((text.as_ref(), node.at))
                }
                _ => None,
            })
    }

    /// The text of the scalar at `place`; `None` for a collection or when nothing starts there.
    pub(crate) fn scalar_at(&self, place: Place) -> Option<&str> {
        self.nodes.iter().find_map(|node| match &node.kind {
            Kind::Scalar(text) if node.at == place => Some(text.as_ref()),
            Kind::Scalar(_) | Kind::List | Kind::Mapping => None,
        })
    }

    /// Whether a mapping, and not a list, starts at `place`; `None` when neither does.
    pub(crate) fn is_mapping_at(&self, place: Place) -> Option<bool> {
        self.nodes.iter().find_map(|node| match node.kind {
            Kind::Mapping if node.at == place => Some(true),
            Kind::List if node.at == place => Some(false),
            Kind::Scalar(_) | Kind::List | Kind::Mapping => None,
        })
    }

    /// Where the key that is repeated at `again` stood the first time in the same mapping.
    pub(crate) fn first_of(&self, again: Place) -> Option<Place> {
        let node = self.nodes.iter().find(|node| node.key_at == Some(again))?;
        let Step::Key(key) = &node.step else {
            return None;
        };
        self.nodes
            .iter()
            .find(|other| {
                other.parent == node.parent && matches!(&other.step, Step::Key(k) if k == key)
            })
            .and_then(|first| first.key_at)
            .filter(|first| *first != again)
    }

    /// The field that `path` leads to, or the nearest field above it that exists, `None` for a text without any value.
    fn follow(&self, path: &[impl AsRef<str>]) -> Option<&Node<'t>> {
        let mut here = 0;
        for step in path {
            let step = step.as_ref();
            let below = self.nodes.iter().position(|node| {
                node.parent == Some(here)
                    && match &node.step {
                        Step::Key(key) => key == step,
                        Step::Index(index) => step.parse() == Ok(*index),
                        Step::Top => false,
                    }
            });
            let Some(below) = below else { break };
            here = below;
        }
        self.nodes.get(here)
    }

    /// The place of the field that `path` leads to, or of the nearest field above it: the key of a collection, the value
    /// itself otherwise.
    fn place_of(&self, path: &[impl AsRef<str>]) -> Option<Place> {
        self.follow(path).map(|node| match node.kind {
            Kind::Scalar(_) => node.at,
            Kind::List | Kind::Mapping => node.key_at.unwrap_or(node.at),
        })
    }

    fn path_to(&self, node: &Node<'t>) -> Path {
        let mut steps = Vec::new();
        let mut node = Some(node);
        while let Some(here) = node {
            match &here.step {
                Step::Top => {}
                Step::Key(key) => steps.push(PathStep::Key(key.to_string())),
                Step::Index(index) => steps.push(PathStep::Index(*index)),
            }
            node = here.parent.and_then(|parent| self.nodes.get(parent));
        }
        steps.reverse();
        Path(steps)
    }

    /// The texts that stand in quotes, each with its path and place.
    pub(crate) fn quoted(&self) -> impl Iterator<Item = (Path, &str, Place)> {
        let quoted = self.nodes.iter().filter(|node| node.quoted);
        quoted.filter_map(|node| match &node.kind {
            Kind::Scalar(text) => Some((self.path_to(node), text.as_ref(), node.at)),
            Kind::List | Kind::Mapping => None,
        })
    }
}

/// Closes the innermost collection; a key that was a collection is finished with it.
fn leave(at: Place, open: &mut Vec<Open<'_>>) {
    let was_key = matches!(open.pop(), Some(Open::Key));
    if let (
        true,
        Some(Open::Mapping {
            key: key @ None, ..
        }),
    ) = (was_key, open.last_mut())
    {
        *key = Some((Cow::Borrowed("?"), at));
    }
}

/// Line and column of the field that `path` leads to in the YAML text `bytes`: keys as they are written, positions in a
/// list as numbers from 0. When the path goes on beyond what is there (a key that is missing), the place is that of the
/// last field that exists. `None` when the text holds no value at all or is not UTF-8.
#[must_use]
pub fn place(bytes: &[u8], path: &[impl AsRef<str>]) -> Option<Place> {
    let text = std::str::from_utf8(bytes).ok()?;
    Outline::of(text.strip_prefix('\u{feff}').unwrap_or(text)).place_of(path)
}

/// What [`compile`](leadpact_definition::compile::compile) finds wrong with the file `name` whose content is `bytes`, each with its
/// line and column; in the order given.
#[must_use]
pub fn faults(name: &str, bytes: &[u8], problems: &[Problem]) -> Vec<Fault> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let outline = Outline::of(text.strip_prefix('\u{feff}').unwrap_or(text));
    let fault = |problem: &Problem| {
        let steps: Vec<String> = problem.path.0.iter().map(written).collect();
        Fault::new(
            name,
            problem.message.trim_end_matches('.'),
            &sentence(&problem.next),
        )
        .at_maybe(outline.place_of(&steps))
        .in_field(&problem.path.to_string())
    };
    problems.iter().map(fault).collect()
}

fn written(step: &PathStep) -> String {
    match step {
        PathStep::Key(key) => key.clone(),
        PathStep::Index(index) => index.to_string(),
    }
}

/// `words` with a capital and a full stop.
fn sentence(words: &str) -> String {
    let words = capital(words.trim());
    let end = if words.ends_with(['.', '?']) { "" } else { "." };
    format!("{words}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "spec:\n  fields: {industry: {type: text}}\n  scores:\n    fit:\n      rules:\n      - id: a\n        points: 1\n      - {id: b, points: many}\n? [x, y]\n: odd\nlast: z\n";

    #[test]
    fn place_follows_keys_and_positions() {
        let at = |path: &[&str]| place(TEXT.as_bytes(), path).map(|p| (p.line, p.column));
        assert_eq!(
            at(&["spec", "scores", "fit", "rules", "1", "points"]),
            Some((8, 25))
        );
        assert_eq!(at(&["spec", "scores", "fit"]), Some((4, 5)));
        assert_eq!(at(&["spec", "fields", "industry", "type"]), Some((2, 29)));
        assert_eq!(at(&["last"]), Some((11, 7)));
        assert_eq!(at(&[]), Some((1, 1)));
    }

    #[test]
    fn place_of_something_missing_is_that_of_its_parent() {
        let at = |path: &[&str]| place(TEXT.as_bytes(), path).map(|p| (p.line, p.column));
        assert_eq!(at(&["spec", "scores", "fit", "cap"]), Some((4, 5)));
        assert_eq!(at(&["spec", "scores", "fit", "rules", "7"]), Some((5, 7)));
        assert_eq!(place(b"", &["a"]), None);
        assert_eq!(place(&[0xff], &["a"]), None);
    }

    #[test]
    fn path_names_the_field_at_a_place() {
        let outline = Outline::of(TEXT);
        let path = |line, column| outline.path_at(Place { line, column }, Wanted::Value);
        assert_eq!(path(8, 25), "spec › scores › fit › rules › 2 › points");
        assert_eq!(path(8, 17), "spec › scores › fit › rules › 2 › points");
        assert_eq!(path(11, 1), "last");
        let first = Place { line: 6, column: 9 };
        assert_eq!(
            outline.path_at(first, Wanted::Mapping),
            "spec › scores › fit › rules › 1"
        );
        assert_eq!(
            outline.path_at(first, Wanted::Key),
            "spec › scores › fit › rules › 1 › id"
        );
    }

    #[test]
    fn problems_become_faults_with_a_place() {
        let rules = Path::spec().key("scores").key("fit");
        let problem = |path: Path| Problem {
            path,
            message: "no field has this name".to_owned(),
            next: "name a field".to_owned(),
        };
        let problems = [
            problem(rules.key("rules").index(1).key("points")),
            problem(rules.key("cap")),
        ];
        let said: Vec<String> = faults("d.yaml", TEXT.as_bytes(), &problems)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            said,
            [
                "d.yaml:8:25: no field has this name (in spec › scores › fit › rules › 2 › points). Name a field.",
                "d.yaml:4:5: no field has this name (in spec › scores › fit › cap). Name a field.",
            ]
        );
    }
}
