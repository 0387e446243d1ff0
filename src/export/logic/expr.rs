//! The few operations that every engine of rules has and that mean the same in all of them.

/// An expression over a record. Conditions are true or false, never null.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expr {
    Null,
    Flag(bool),
    Whole(i64),
    Number(f64),
    Text(String),
    /// A place in the record: the keys from the outside in, none with a dot.
    Place(Vec<String>),
    IsNull(Box<Expr>),
    /// Two texts or two flags are the same.
    Same(Box<Expr>, Box<Expr>),
    /// A text is one of these.
    OneOf(Box<Expr>, Vec<String>),
    /// A text has this part.
    HasPart(Box<Expr>, String),
    /// A list has this element.
    HasElement(Box<Expr>, String),
    StartsWith(Box<Expr>, String),
    EndsWith(Box<Expr>, String),
    Below(Box<Expr>, Box<Expr>),
    AtMost(Box<Expr>, Box<Expr>),
    All(Vec<Expr>),
    Any(Vec<Expr>),
    Not(Box<Expr>),
    /// The value behind the first condition that holds; the last value where none does.
    Choose(Vec<(Expr, Expr)>, Box<Expr>),
    Sum(Vec<Expr>),
    Times(i64, Box<Expr>),
    Least(Box<Expr>, Box<Expr>),
    Most(Box<Expr>, Box<Expr>),
    /// So many percent of a whole number, towards 0.
    Kept(Box<Expr>, u8),
    /// Texts one after the other.
    Joined(Vec<Expr>),
}

impl Expr {
    /// A place in the record.
    pub fn place(keys: &[&str]) -> Self {
        Self::Place(keys.iter().map(ToString::to_string).collect())
    }

    /// Whether it is null.
    pub fn null(self) -> Self {
        Self::IsNull(Box::new(self))
    }

    /// Whether it is not null.
    pub fn known(self) -> Self {
        self.null().not()
    }

    pub fn is(self, other: Self) -> Self {
        Self::Same(Box::new(self), Box::new(other))
    }

    pub fn below(self, other: Self) -> Self {
        Self::Below(Box::new(self), Box::new(other))
    }

    pub fn at_most(self, other: Self) -> Self {
        Self::AtMost(Box::new(self), Box::new(other))
    }

    pub fn not(self) -> Self {
        if let Self::Flag(flag) = self {
            Self::Flag(!flag)
        } else {
            Self::Not(Box::new(self))
        }
    }

    /// Every one holds; an empty list is true.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let parts = parts.into_iter().filter(|part| *part != Self::Flag(true));
        let mut parts: Vec<Self> = parts.collect();
        if parts.contains(&Self::Flag(false)) {
            return Self::Flag(false);
        }
        match parts.len() {
            0 => Self::Flag(true),
            1 => parts.remove(0),
            _ => Self::All(parts),
        }
    }

    /// At least one holds; an empty list is false.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let parts = parts.into_iter().filter(|part| *part != Self::Flag(false));
        let mut parts: Vec<Self> = parts.collect();
        if parts.contains(&Self::Flag(true)) {
            return Self::Flag(true);
        }
        match parts.len() {
            0 => Self::Flag(false),
            1 => parts.remove(0),
            _ => Self::Any(parts),
        }
    }

    pub fn sum(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut parts: Vec<Self> = parts.into_iter().collect();
        match parts.len() {
            0 => Self::Whole(0),
            1 => parts.remove(0),
            _ => Self::Sum(parts),
        }
    }

    /// Choices whose conditions are settled are taken out.
    pub fn choose(choices: impl IntoIterator<Item = (Self, Self)>, otherwise: Self) -> Self {
        let mut open = Vec::new();
        for (when, then) in choices {
            if let Self::Flag(holds) = when {
                if holds {
                    return Self::choose(open, then);
                }
            } else {
                open.push((when, then));
            }
        }
        if open.is_empty() {
            otherwise
        } else {
            Self::Choose(open, Box::new(otherwise))
        }
    }

    /// This value, or another where it is null.
    pub fn or(self, other: Self) -> Self {
        Self::choose([(self.clone().null(), other)], self)
    }

    /// Points within a cap and a floor; the floor has the last word.
    pub fn limited(self, cap: Option<i64>, floor: Option<i64>) -> Self {
        let capped = match cap {
            Some(cap) => Self::Least(Box::new(self), Box::new(Self::Whole(cap))),
            None => self,
        };
        match floor {
            Some(floor) => Self::Most(Box::new(capped), Box::new(Self::Whole(floor))),
            None => capped,
        }
    }
}
