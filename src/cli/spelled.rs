//! Which mapping the leads are read with, and whether it is the one that was agreed.

use std::path::{Path, PathBuf};

use serde::Serialize;

use leadpact_definition::LeadDefinition;
use leadpact_definition::agreement::AgreedMapping;
use leadpact_definition::apart::apart;
use leadpact_export::MAPPING_ENDING;
use leadpact_files::neutral_line;
use leadpact_leads::{Mapping, MappingFile};

/// The mapping file that lies beside the rule file at `path`: `acme.mapping.yaml` beside `acme.lead-definition.yaml` or
/// `acme.yaml`. `None`: there is none.
#[must_use]
pub fn beside(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let stem = name
        .strip_suffix(".yaml")
        .or_else(|| name.strip_suffix(".yml"))?;
    let stem = stem.strip_suffix(".lead-definition").unwrap_or(stem);
    let mapping = path.with_file_name(format!("{stem}{MAPPING_ENDING}"));
    (mapping.is_file() && mapping != path).then_some(mapping)
}

/// The mapping that is used, and how it stands to the agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// The file that lies beside the rules.
    pub beside: Option<PathBuf>,
    /// The file that was named.
    pub given: Option<PathBuf>,
    /// Whether the rule file has some itself.
    own: bool,
    standing: Standing,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Standing {
    /// The agreement names no mapping; `changed`: the one that is used is not what its own digest says.
    NotAgreed { changed: bool },
    /// It is the one that was agreed.
    Agreed,
    /// It is that of the agreement's name, with another content.
    Changed,
    /// It has another name than this one, which was agreed.
    Another(String),
    /// One over the one that was agreed.
    Over,
    /// One of this name was agreed, and there is none.
    Lacking(String),
}

/// For programs: the files, and whether what is used was agreed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SpelledRecord {
    /// The mapping that wins; null: the rule file has the columns itself.
    file: Option<String>,
    /// The mapping under it.
    over: Option<String>,
    /// Null: no mapping was agreed.
    as_agreed: Option<bool>,
}

impl Spelled {
    /// For the rules as their file has them, and the mappings that are put over them.
    #[must_use]
    pub fn of(
        definition: &LeadDefinition,
        beside: Option<(&Path, &MappingFile)>,
        given: Option<(&Path, &MappingFile)>,
    ) -> Self {
        let own = Mapping::from(apart(&definition.spec).1);
        let mapping =
            |file: Option<(&Path, &MappingFile)>| file.map(|(_, file)| file.mapping.clone());
        let own = Some(own).filter(|own| *own != Mapping::default());
        let has_own = own.is_some();
        let used: Vec<Mapping> = [own, mapping(beside), mapping(given)]
            .into_iter()
            .flatten()
            .collect();
        let agreed = definition
            .agreement
            .as_ref()
            .and_then(|a| a.mapping.as_ref());
        let path = |file: Option<(&Path, &MappingFile)>| file.map(|(path, _)| path.to_owned());
        Self {
            beside: path(beside),
            given: path(given),
            own: has_own,
            standing: standing(agreed, &used),
        }
    }

    /// Whether it is the one that was agreed.
    #[must_use]
    pub fn is_agreed(&self) -> bool {
        self.standing == Standing::Agreed
    }

    /// What is used, in a sentence; `None`: the rule file has the columns, and nothing else was agreed.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        let name = |path: &PathBuf| neutral_line(&path.to_string_lossy()).into_owned();
        let given = self.given.as_ref();
        let given = given.map(|path| format!("{} (--map)", name(path)));
        let beside = self.beside.as_ref().map(|path| match given {
            Some(_) => name(path),
            None => format!("{}, beside the rules", name(path)),
        });
        let files: Vec<String> = given.into_iter().chain(beside).collect();
        let own = (self.own && !files.is_empty()).then(|| "those of the rule file".to_owned());
        let all: Vec<String> = files.into_iter().chain(own).collect();
        let all = all.join(", over ");
        let used = (!all.is_empty()).then(|| format!("Columns and spellings: {all}"));
        match (&self.standing, used) {
            (Standing::NotAgreed { changed: false } | Standing::Agreed, None) => None,
            (Standing::NotAgreed { changed: false }, Some(used)) => Some(format!("{used}.")),
            (Standing::NotAgreed { changed: true }, used) => Some(format!(
                "{}. It was changed since it was written.",
                used.unwrap_or_default()
            )),
            (Standing::Agreed, Some(used)) => Some(format!("{used}, as agreed.")),
            (Standing::Changed, used) => Some(format!(
                "{}. Please note: that is not what was agreed; it was changed since.",
                used.unwrap_or_else(|| "Columns and spellings stand in the rule file".to_owned())
            )),
            (Standing::Over, used) => Some(format!(
                "{}. Please note: only the last of these was agreed.",
                used.unwrap_or_default()
            )),
            (Standing::Another(agreed), used) => Some(format!(
                "{}. Please note: the mapping that was agreed is another one, {}.",
                used.unwrap_or_default(),
                neutral_line(agreed)
            )),
            (Standing::Lacking(agreed), _) => {
                let file = format!("{}{MAPPING_ENDING}", neutral_line(agreed));
                Some(format!(
                    "Please note: a mapping was agreed with the rules and is not beside them, so columns are looked for under \
                     the ids of the fields. Put {file} beside the rule file, or name it with --map."
                ))
            }
        }
    }

    /// The same for programs; `None` as for [`Self::words`].
    #[must_use]
    pub fn record(&self) -> Option<SpelledRecord> {
        let name = |path: &PathBuf| path.to_string_lossy().into_owned();
        let as_agreed = match &self.standing {
            Standing::NotAgreed { .. } => None,
            Standing::Agreed => Some(true),
            Standing::Changed | Standing::Over | Standing::Another(_) | Standing::Lacking(_) => {
                Some(false)
            }
        };
        let given = self.given.as_ref().map(name);
        let beside = self.beside.as_ref().map(name);
        (as_agreed.is_some() || given.is_some() || beside.is_some()).then(|| SpelledRecord {
            over: beside.clone().filter(|_| given.is_some()),
            file: given.or(beside),
            as_agreed,
        })
    }
}

/// How what is used stands to what was agreed: `used` are the mappings, each over the one before.
fn standing(agreed: Option<&AgreedMapping>, used: &[Mapping]) -> Standing {
    let Some(agreed) = agreed else {
        let changed = used.iter().any(|mapping| !mapping.is_as_it_says());
        return Standing::NotAgreed { changed };
    };
    let Some(last) = used.last() else {
        return Standing::Lacking(agreed.name.clone());
    };
    // One over another changes nothing where it is the same.
    if used
        .iter()
        .all(|mapping| mapping.content_hash() == agreed.content_hash)
    {
        return Standing::Agreed;
    }
    let name = last.metadata.as_ref().map(|head| head.name.as_str());
    let first = used.first().map(Mapping::content_hash);
    if used.len() > 1 && first.as_ref() == Some(&agreed.content_hash) {
        return Standing::Over;
    }
    // What stands in the rule file has no name of its own.
    if used.len() == 1 && name.is_none_or(|name| name == agreed.name) {
        Standing::Changed
    } else {
        Standing::Another(agreed.name.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(name: Option<&str>, column: &str) -> Mapping {
        let head = name.map(|name| format!("metadata: {{name: {name}}}\n"));
        let text = format!(
            "apiVersion: leadpact/v1\nkind: Mapping\n{}fields: {{size: {{columns: [{column}]}}}}\n",
            head.unwrap_or_default()
        );
        let file = MappingFile::read("m".to_owned(), text.into_bytes());
        file.expect("a mapping").mapping
    }

    #[test]
    fn how_a_mapping_stands_to_the_agreed_one() {
        let agreed = AgreedMapping {
            name: "acme".to_owned(),
            content_hash: mapping(None, "Size").content_hash(),
        };
        let another = || Standing::Another("acme".to_owned());
        let lacking = Standing::Lacking("acme".to_owned());
        let rows = [
            (vec![], lacking),
            (vec![mapping(Some("acme"), "Size")], Standing::Agreed),
            (vec![mapping(Some("x"), "Size")], Standing::Agreed),
            (vec![mapping(Some("acme"), "Sise")], Standing::Changed),
            (vec![mapping(None, "Sise")], Standing::Changed),
            (vec![mapping(Some("x"), "Sise")], another()),
            (
                vec![mapping(Some("acme"), "Sise"), mapping(None, "Size")],
                another(),
            ),
            (
                vec![mapping(Some("acme"), "Size"), mapping(None, "Sise")],
                Standing::Over,
            ),
            (
                vec![mapping(Some("acme"), "Size"), mapping(None, "Size")],
                Standing::Agreed,
            ),
        ];
        for (used, expected) in rows {
            assert_eq!(standing(Some(&agreed), &used), expected, "{used:?}");
        }
        let mut stale = mapping(Some("acme"), "Size");
        assert_eq!(
            standing(None, &[stale.clone()]),
            Standing::NotAgreed { changed: false }
        );
        if let Some(head) = &mut stale.metadata {
            head.content_hash = Some("sha256:0".to_owned());
        }
        assert_eq!(
            standing(None, &[stale]),
            Standing::NotAgreed { changed: true }
        );
    }

    #[test]
    fn the_mapping_beside_is_told_by_the_name_of_the_rules() {
        let folder = tempfile::tempdir().expect("folder");
        let mapping = folder.path().join("acme.mapping.yaml");
        std::fs::write(&mapping, "").expect("written");
        for (rules, found) in [
            ("acme.lead-definition.yaml", true),
            ("acme.yaml", true),
            ("acme.yml", true),
            ("other.lead-definition.yaml", false),
            ("acme.mapping.yaml", false),
            ("acme", false),
        ] {
            let expected = found.then(|| mapping.clone());
            assert_eq!(beside(&folder.path().join(rules)), expected, "{rules}");
        }
    }
}
