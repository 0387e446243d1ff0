//! When two names are the same, and how sure that is. Everything that is proposed is decided here.
//!
//! Sure, and written into the mapping: the same letters and digits but for case, accents and what stands between them; or
//! the same words, with words beside them that say nothing (`Gold tier` for `Gold`, `Lead Status` for `Status`).
//!
//! Unsure, and written as a comment: one slip of the fingers within a word of six letters or more; all words of the one
//! in the other, with words beside them that are not known.
//!
//! Never: across a word of negation or one that makes something else of it (`not`, `ohne`, `out`, `former`,
//! `assistant`), across other digits or signs (`1-100` for `1-10`, `C++` for `C`), across another script, or by a single
//! letter.

use strsim::osa_distance;

use crate::proposal::letters::{is_number, is_sign, split, split_german};
use crate::proposal::turning::{
    Kind, are_two_words, is_beside_header, is_beside_value, is_common, kind, stem, turns,
};

/// How a name was found to be another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Like {
    /// The same letters and digits.
    Same,
    /// The same words, with others beside them that say nothing.
    Beside,
    /// Nearly the same, by one slip.
    Slip,
    /// With so many words beside it that are not known.
    Words(usize),
}

impl Like {
    /// Whether it is written into the mapping without being asked.
    pub(super) fn is_sure(self) -> bool {
        match self {
            Self::Same | Self::Beside => true,
            Self::Slip | Self::Words(_) => false,
        }
    }
}

/// A value or a cell in the forms in which it is compared.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// Its words, without accents; and as German writes them without dots.
    forms: [Vec<String>; 2],
}

impl Said {
    pub(super) fn new(text: &str) -> Self {
        Self {
            forms: [split(text), split_german(text)],
        }
    }

    /// How a cell that reads so says the value `wanted`; none: it does not.
    pub(super) fn says(&self, wanted: &Self) -> Option<Like> {
        let forms = self.forms.iter().zip(&wanted.forms);
        forms.filter_map(|(cell, wanted)| says(cell, wanted)).min()
    }

    /// Its letters and digits in one, in both forms.
    pub(super) fn joined(&self) -> [String; 2] {
        self.forms.each_ref().map(|words| words.concat())
    }

    /// Whether all words of `other` are among these.
    pub(super) fn holds(&self, other: &Self) -> bool {
        let mut forms = self.forms.iter().zip(&other.forms);
        forms.any(|(here, other)| other.iter().all(|word| here.contains(word)))
    }
}

fn says(cell: &[String], wanted: &[String]) -> Option<Like> {
    if cell.is_empty() || wanted.is_empty() {
        return None;
    }
    if are_same(cell, wanted) {
        return Some(Like::Same);
    }
    if is_slip(cell, wanted) {
        return Some(Like::Slip);
    }
    beside(cell, wanted)
}

/// The same letters, digits and signs, with the same words of negation standing alone.
fn are_same(a: &[String], b: &[String]) -> bool {
    let numbers = |words: &[String]| -> Vec<String> {
        let numbers = words.iter().filter(|word| is_number(word));
        numbers.cloned().collect()
    };
    let alone = |words: &[String], other: &[String]| {
        let mut nots = words.iter().filter(|word| turns(word) && *word != "non");
        nots.all(|word| other.contains(word) || !is_not(word))
    };
    a.concat() == b.concat() && numbers(a) == numbers(b) && alone(a, b) && alone(b, a)
}

/// Words of negation that are never a part of another word.
fn is_not(word: &str) -> bool {
    const NOTS: [&str; 12] = [
        "not", "no", "nicht", "kein", "keine", "ohne", "pas", "sans", "sin", "sem", "niet", "geen",
    ];
    NOTS.contains(&word)
}

/// One slip of the fingers within one long word, all others being the same.
fn is_slip(a: &[String], b: &[String]) -> bool {
    let mut others = a.iter().zip(b).filter(|(a, b)| a != b);
    let (Some((one, other)), None) = (others.next(), others.next()) else {
        return false;
    };
    a.len() == b.len() && slipped(one, other)
}

/// Two neighbours changed, a letter too many or too few, or another one deep within a long word.
fn slipped(a: &str, b: &str) -> bool {
    let (long, short) = (a.chars().count(), b.chars().count());
    let begin = |word: &str| word.chars().take(2).collect::<String>();
    let end = |word: &str| word.chars().last();
    let written = [a, b];
    let is_word = |word: &&str| word.chars().all(|letter| letter.is_ascii_lowercase());
    let long_enough = if long == short && !is_turned(a, b) {
        9
    } else {
        6
    };
    written.iter().all(is_word)
        && long.min(short) >= long_enough
        && begin(a) == begin(b)
        && (end(a) == end(b) || long == short + 1 || short == long + 1)
        && osa_distance(a, b) == 1
        && !are_two_words(a, b)
}

/// Whether two words have the same letters.
fn is_turned(a: &str, b: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(a) == sorted(b)
}

/// All words of the value in the cell, and nothing beside them that makes something else of it.
fn beside(cell: &[String], wanted: &[String]) -> Option<Like> {
    let mut rest: Vec<&String> = Vec::new();
    let mut next = wanted.iter().peekable();
    for word in cell {
        match next.next_if(|wanted| stem(wanted) == stem(word)) {
            Some(_) => {}
            None => rest.push(word),
        }
    }
    if next.peek().is_some() {
        return None;
    }
    let numbers = wanted.iter().filter(|word| is_number(word)).count();
    let turned = |word: &&&String| turns(word) || is_number(word) || is_sign(word);
    let known = |word: &&String| is_beside_value(word, numbers > 1);
    if rest.iter().all(known) {
        return Some(Like::Beside);
    }
    let letters: usize = wanted.iter().map(|word| word.chars().count()).sum();
    let bad = rest.iter().any(|word| turned(&word)) || letters < 4 || rest.len() > 3;
    (!bad).then_some(Like::Words(rest.len()))
}

/// What a header, or the name of a fact, says: its words without those that say nothing, and the kind of cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Header {
    words: Vec<String>,
    kinds: Vec<Kind>,
}

impl Header {
    pub(super) fn new(text: &str) -> Self {
        let words = apart(split(text));
        let said = words.iter().filter(|word| !is_beside_header(word));
        let (kinds, content): (Vec<&String>, Vec<&String>) =
            said.partition(|word| kind(word).is_some());
        let mut kinds: Vec<Kind> = kinds.iter().filter_map(|word| kind(word)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        if content.is_empty() {
            return Self { words, kinds };
        }
        Self {
            words: content.iter().map(|word| stem(word).to_owned()).collect(),
            kinds,
        }
    }

    /// Its words, in one.
    pub(super) fn joined(&self) -> String {
        self.words.concat()
    }

    /// Those words, one by one.
    pub(super) fn words(&self) -> &[String] {
        &self.words
    }

    /// How a column with this header holds what is called `name`; none: it does not.
    pub(super) fn names(&self, name: &Self) -> Option<Like> {
        let either = self.kinds.is_empty() || name.kinds.is_empty();
        if self.kinds != name.kinds && !either {
            return None;
        }
        // `has_company` tells whether there is one; `has_opted_out` is the opt-out itself.
        if self.is_flag() != name.is_flag() && !self.words.iter().any(|word| word == "opt") {
            return None;
        }
        let beyond = missing(&self.words, &name.words);
        let lacking = missing(&name.words, &self.words);
        match (beyond.is_empty(), lacking.is_empty()) {
            (true, true) if self.kinds == name.kinds || !all_common(&self.words) => {
                Some(Like::Beside)
            }
            (true, true) => Some(Like::Words(0)),
            (false, true) => self.beyond(name, &beyond),
            (true, false) => self.lacks(name, &lacking),
            (false, false) => is_slip(&self.words, &name.words).then_some(Like::Slip),
        }
    }

    /// Whether one of its words makes something else of what it stands with.
    pub(super) fn is_turned(&self) -> bool {
        self.words.iter().any(|word| turns(word))
    }

    /// Whether one of its words says that it is a day.
    pub(super) fn is_dated(&self) -> bool {
        self.kinds.contains(&Kind::Date)
    }

    fn is_flag(&self) -> bool {
        self.kinds.contains(&Kind::Flag)
    }

    /// The header has words beyond those of the name: before them they tell which one, behind them they tell of
    /// something else.
    fn beyond(&self, name: &Self, beyond: &[&String]) -> Option<Like> {
        let last = self.words.last();
        let ends_with_name = last.is_some_and(|word| name.words.contains(word));
        let allowed = ends_with_name
            && !all_common(&name.words)
            && !beyond.iter().any(|word| apart_from(word));
        allowed.then_some(Like::Words(beyond.len()))
    }

    /// The name has words beyond those of the header.
    fn lacks(&self, name: &Self, lacking: &[&String]) -> Option<Like> {
        let last = name.words.last();
        let ends_alike = last.is_some_and(|word| self.words.contains(word));
        let enough = self.words.len() * 2 >= name.words.len() && !all_common(&self.words);
        let allowed = ends_alike && enough && !lacking.iter().any(|word| apart_from(word));
        allowed.then_some(Like::Words(lacking.len()))
    }

    /// Whether the one has a word of negation, a number or a sign that the other lacks.
    pub(super) fn turns_from(&self, other: &Self) -> bool {
        let mut differing = missing(&self.words, &other.words);
        differing.extend(missing(&other.words, &self.words));
        differing.into_iter().any(|word| apart_from(word))
    }
}

fn apart_from(word: &str) -> bool {
    turns(word) || is_number(word) || is_sign(word) || contrasts(word)
}

/// Words that set a column apart from its neighbour, and that no name leaves out.
fn contrasts(word: &str) -> bool {
    const CONTRASTS: [&str; 16] = [
        "first",
        "last",
        "opt",
        "unsubscribe",
        "unsubscribed",
        "bounce",
        "bounced",
        "inbound",
        "outbound",
        "min",
        "max",
        "parent",
        "birth",
        "modified",
        "updated",
        "inactive",
    ];
    CONTRASTS.contains(&word)
}

fn all_common(words: &[String]) -> bool {
    words.iter().all(|word| is_common(word))
}

/// The words of the one that the other does not have.
fn missing<'w>(of: &'w [String], other: &[String]) -> Vec<&'w String> {
    of.iter().filter(|word| !other.contains(word)).collect()
}

/// Words that API names write as one, cut; and `No. of` as the number that it is.
fn apart(words: Vec<String>) -> Vec<String> {
    let mut all = Vec::with_capacity(words.len());
    let mut rest = words.into_iter().peekable();
    while let Some(word) = rest.next() {
        match word.as_str() {
            "optout" | "optedout" => all.extend(["opt", "out"].map(str::to_owned)),
            "optin" | "optedin" => all.extend(["opt", "in"].map(str::to_owned)),
            // A deal that is won or lost is closed.
            "closed"
                if rest
                    .peek()
                    .is_some_and(|next| next == "won" || next == "lost") => {}
            "no" if rest.peek().is_some_and(|next| next == "of") => all.push("number".to_owned()),
            _ => all.push(word),
        }
    }
    all
}
