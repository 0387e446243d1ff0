//! What changed between two versions, and which number that makes the new one.

mod parts;
mod spelling;
mod stage;

use crate::{
    canonical::canonical_json,
    difference::parts::{facts, gates, golden_leads, grades, scores, sla, stages, words},
    model::Spec,
    problem::Path,
};

/// Which number of a version a change counts up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bump {
    /// Words alone.
    Patch,
    /// Changes no lead's result.
    Minor,
    /// Some lead's result can change.
    Major,
}

/// Added, removed or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// Only the new version has it.
    Added,
    /// Only the old version has it.
    Removed,
    /// Both have it, differently.
    Changed,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where, in the version that has it (the new one where both have it).
    pub path: Path,
    /// Added, removed or changed.
    pub kind: ChangeKind,
    /// What it counts up.
    pub bump: Bump,
    /// The change as a sentence.
    pub text: String,
}

/// All changes between two versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// In the order of the file.
    pub changes: Vec<Change>,
}

impl Difference {
    /// Which number counts up; none: nothing changed.
    #[must_use]
    pub fn bump(&self) -> Option<Bump> {
        self.changes.iter().map(|change| change.bump).max()
    }

    pub(super) fn add(&mut self, path: Path, kind: ChangeKind, bump: Bump, text: String) {
        self.changes.push(Change {
            path,
            kind,
            bump,
            text,
        });
    }

    /// Compares things with ids. `full` is all of a thing, `bare` what is not wording, `words` a sentence about it.
    pub(super) fn compare<T, B: PartialEq>(
        &mut self,
        kind: &Kind<T, B>,
        old: &[(&str, &T)],
        new: &[(&str, &T)],
    ) {
        let find = |list: &[(&str, &T)], id: &str| list.iter().position(|(known, _)| *known == id);
        for (at, (id, thing)) in old.iter().enumerate() {
            if find(new, id).is_none() {
                let words = (kind.words_old)(thing);
                let text = format!("Removed {}: {words}.", kind.called(id, thing));
                self.add(kind.path(id, at), ChangeKind::Removed, kind.removed, text);
            }
        }
        for (at, (id, thing)) in new.iter().enumerate() {
            let path = kind.path(id, at);
            let words = (kind.words_new)(thing);
            let called = kind.called(id, thing);
            let Some((_, before)) = find(old, id).and_then(|at| old.get(at)) else {
                let text = format!("Added {called}: {words}.");
                self.add(path, ChangeKind::Added, (kind.added)(thing), text);
                continue;
            };
            if (kind.bare)(before) != (kind.bare)(thing) {
                let was = (kind.words_old)(before);
                let text = if was == words {
                    format!("Changed {called}: still {words}.")
                } else {
                    format!("Changed {called}: was {was}; is now {words}.")
                };
                self.add(path, ChangeKind::Changed, kind.changed, text);
            } else if (kind.full)(before) != (kind.full)(thing) {
                // What has no name is known by what it says.
                let text = match kind.name {
                    Some(_) => format!("Reworded {called}."),
                    None => format!("Reworded {called}: {words}."),
                };
                self.add(path, ChangeKind::Changed, Bump::Patch, text);
            }
        }
        self.compare_order(kind, old, new);
    }

    fn compare_order<T, B>(&mut self, kind: &Kind<T, B>, old: &[(&str, &T)], new: &[(&str, &T)]) {
        let common = |list: &[(&str, &T)], other: &[(&str, &T)]| -> Vec<String> {
            let ids = list.iter().map(|(id, _)| *id);
            ids.filter(|id| other.iter().any(|(known, _)| known == id))
                .map(str::to_owned)
                .collect()
        };
        let order = common(new, old);
        if common(old, new) != order {
            let told = order.iter().filter_map(|id| {
                let (_, thing) = new.iter().find(|(known, _)| known == id)?;
                Some(match kind.name {
                    Some(name) => name(id, thing),
                    None => (kind.words_new)(thing),
                })
            });
            let told: Vec<String> = told.collect();
            let between = if kind.name.is_some() { ", " } else { "; " };
            let text = format!(
                "Changed the order of the {}s: {}.",
                kind.what,
                told.join(between)
            );
            self.add(kind.base.clone(), ChangeKind::Changed, kind.moved, text);
        }
    }
}

/// What people call a thing with this id.
type Name<'a, T> = &'a dyn Fn(&str, &T) -> String;

/// How things of one kind are compared.
pub(super) struct Kind<'a, T, B> {
    pub what: &'static str,
    /// What people call one of them; none: it has no name, and is told by what it says.
    pub name: Option<Name<'a, T>>,
    pub base: Path,
    pub keyed: bool,
    pub added: fn(&T) -> Bump,
    pub removed: Bump,
    pub changed: Bump,
    pub moved: Bump,
    pub bare: &'a dyn Fn(&T) -> B,
    pub full: &'a dyn Fn(&T) -> String,
    pub words_old: &'a dyn Fn(&T) -> String,
    pub words_new: &'a dyn Fn(&T) -> String,
}

impl<T, B> Kind<'_, T, B> {
    /// `the stage Lead`, `a rule`.
    fn called(&self, id: &str, thing: &T) -> String {
        match self.name {
            Some(name) => format!("the {} {}", self.what, name(id, thing)),
            None => format!("a {}", self.what),
        }
    }

    fn path(&self, id: &str, at: usize) -> Path {
        if self.keyed {
            self.base.key(id)
        } else {
            self.base.index(at)
        }
    }
}

/// What changed from `old` to `new`. Empty only if both have the same canonical form.
#[must_use]
pub fn difference(old: &Spec, new: &Spec) -> Difference {
    let mut difference = Difference::default();
    words(&mut difference, old, new);
    facts(&mut difference, old, new);
    spelling::compare(&mut difference, old, new);
    gates(&mut difference, old, new);
    scores(&mut difference, old, new);
    grades(&mut difference, old, new);
    stages(&mut difference, old, new);
    sla(&mut difference, old, new);
    golden_leads(&mut difference, old, new);
    if difference.changes.is_empty() && canonical_json(old) != canonical_json(new) {
        let text = "Changed the wording.".to_owned();
        difference.add(Path::spec(), ChangeKind::Changed, Bump::Patch, text);
    }
    difference
}

/// The next version after `version`; none when it is not `MAJOR.MINOR.PATCH`.
#[must_use]
pub fn next_version(version: &str, difference: &Difference) -> Option<String> {
    let mut parts = version.split('.').map(|part| {
        let plain = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse::<u32>().ok()).flatten()
    });
    let (major, minor, patch) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() {
        return None;
    }
    Some(match difference.bump() {
        Some(Bump::Major) => format!("{}.0.0", major.checked_add(1)?),
        Some(Bump::Minor) => format!("{major}.{}.0", minor.checked_add(1)?),
        Some(Bump::Patch) => format!("{major}.{minor}.{}", patch.checked_add(1)?),
        None => version.to_owned(),
    })
}

#[cfg(test)]
mod tests;
