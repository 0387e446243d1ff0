//! Names for files and ids, and how many of a thing, as screens say it.

pub use leadpact_definition::say::english::count;

use leadpact_definition::say::english;

/// A name for files and ids: a-z, 0-9 and hyphens, at most 40 characters, never empty.
#[must_use]
pub fn slug(text: &str) -> String {
    english::slug(&text.to_lowercase(), 40, "own")
}

/// `base`, or `base-2`, `base-3` and so on: the first that is free.
#[must_use]
pub fn free(base: &str, is_free: impl Fn(&str) -> bool) -> String {
    if is_free(base) {
        return base.to_owned();
    }
    let more = (2..100_000).map(|n| format!("{base}-{n}"));
    more.into_iter()
        .find(|name| is_free(name))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain() {
        assert_eq!(slug("Data provider"), "data-provider");
        assert_eq!(slug("--Ümlaut & Co.--"), "mlaut-co");
        assert_eq!(slug("漢字"), "own");
        assert!(slug(&"x".repeat(100)).len() <= 40);
    }
}
