//! Commands that a person pastes into a shell: a path is one word there, whatever it holds.

use std::path::Path;

use crate::neutral::neutral_line;

/// A path as one word for the shell: as it is where that is plain, else in single quotes. One that begins with a dash
/// gets `./` before it, so that no command takes it for an option.
#[must_use]
pub fn path_word(path: &Path) -> String {
    let text = path.to_string_lossy();
    if text.starts_with('-') {
        word(&format!("./{text}"))
    } else {
        word(&text)
    }
}

/// A text as one word for the shell.
#[must_use]
pub fn word(text: &str) -> String {
    let text = neutral_line(text);
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=@%+,".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.into_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// `leadpact` with these words, each a path or a word of its own: what is printed can be pasted.
#[must_use]
pub fn command<'w>(name: &str, paths: impl IntoIterator<Item = &'w Path>) -> String {
    let mut command = format!("leadpact {name}");
    for path in paths {
        command.push(' ');
        command.push_str(&path_word(path));
    }
    command
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_plain_path_stays_as_it_is() {
        let open = command("open", [Path::new("/data/acme.workshop.yaml")]);
        assert_eq!(open, "leadpact open /data/acme.workshop.yaml");
        assert_eq!(word("it's"), r"'it'\''s'");
        assert_eq!(path_word(Path::new("-o")), "./-o");
        assert_eq!(word(""), "''");
    }

    #[cfg(unix)]
    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn a_shell_reads_it_as_one_word(text in "[-a-zA-Z0-9 '\"$&;|<>()*?!#~`\\\\{}\\[\\]%ü€]{1,20}") {
            let path = path_word(Path::new(&text));
            let script = format!("printf %s {path}");
            let said = std::process::Command::new("sh").args(["-c", &script]).output().unwrap();
            let read = String::from_utf8(said.stdout).unwrap();
            let expected = if text.starts_with('-') { format!("./{text}") } else { text };
            prop_assert_eq!(read, expected);
        }
    }
}
