//! Every text of a definition replaced by something hostile: nothing of it may act as markup.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::Value;

use super::*;

const HARMLESS: &str = "zz";

/// Numbers of the texts of the definition, keys included, that the format lets be anything.
static FREE: LazyLock<Vec<usize>> = LazyLock::new(|| {
    let mut free = Vec::new();
    let mut count = 0;
    replaced(&mut ACME.clone(), &mut count, &mut |_, text| text);
    for at in 0..count {
        let mut value = ACME.clone();
        let put = &mut |n: usize, text: String| if n == at { text + "<b>" } else { text };
        replaced(&mut value, &mut 0, put);
        if serde_json::from_value::<LeadDefinition>(value).is_ok() {
            free.push(at);
        }
    }
    free
});

static ACME: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(acme()).expect("json"));

/// Replaces each text and each key of a map, counting them.
fn replaced(value: &mut Value, count: &mut usize, put: &mut dyn FnMut(usize, String) -> String) {
    match value {
        Value::String(text) => {
            *text = put(*count, std::mem::take(text));
            *count += 1;
        }
        Value::Array(values) => {
            for value in values {
                replaced(value, count, put);
            }
        }
        Value::Object(map) => {
            for (key, mut value) in std::mem::take(map) {
                let key = put(*count, key);
                *count += 1;
                replaced(&mut value, count, put);
                map.insert(key, value);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The definition with `payload` in front of every free text.
fn poisoned(payload: &str) -> LeadDefinition {
    let mut value = ACME.clone();
    replaced(&mut value, &mut 0, &mut |at, text| {
        if FREE.binary_search(&at).is_ok() {
            format!("{payload}{text}")
        } else {
            text
        }
    });
    serde_json::from_value(value).expect("free texts may be anything")
}

/// Every `<` of a page begins a tag that the renderer writes, with attributes that it writes.
fn tags_are_ours(page: &str) -> Result<(), String> {
    const TAGS: [&str; 38] = [
        "!DOCTYPE",
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "p",
        "strong",
        "span",
        "h1",
        "h2",
        "h3",
        "h4",
        "b",
        "nav",
        "ol",
        "ul",
        "li",
        "a",
        "main",
        "section",
        "blockquote",
        "div",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "article",
        "dl",
        "dt",
        "dd",
        "footer",
        "!--",
    ];
    const ATTRIBUTES: [&str; 15] = [
        "html",
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
        "aria-label",
        "aria-labelledby",
        "href",
        "id",
        "style",
        "tabindex",
        "role",
        "scope",
    ];
    for piece in page.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').ok_or("a tag without end")?;
        if tag.starts_with("!-- Exported by Leadpact from ") {
            continue;
        }
        let tag = tag.trim_start_matches('/');
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        if name.is_empty() || !TAGS.contains(&name) {
            return Err(format!("<{tag}>"));
        }
        while !rest.is_empty() {
            let (attribute, value) = rest.split_once("=\"").unwrap_or((rest, "\""));
            let (_, after) = value.split_once('"').ok_or("an attribute without end")?;
            if !ATTRIBUTES.contains(&attribute) {
                return Err(format!("<{tag}>"));
            }
            rest = after.trim_start();
        }
    }
    Ok(())
}

/// The signs of a Markdown line that are not escaped and could mean something.
fn signs(line: &str) -> String {
    let mut signs = String::new();
    let mut is_start = true;
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                characters.next();
            }
            '|' | '*' | '`' | '[' | ']' | '<' | '>' | '_' | '$' | '~' => signs.push(character),
            '#' if is_start => signs.push(character),
            _ => {}
        }
        is_start &= matches!(character, ' ' | '#' | '-' | '>');
    }
    signs
}

fn check(payload: &str) {
    let definition = poisoned(payload);
    let web = html(&definition);
    assert_eq!(tags_are_ours(&web), Ok(()), "{payload:?}");
    assert!(
        !web.chars().any(|c| c.is_control() && c != '\n'),
        "{payload:?}"
    );
    let page = markdown(&definition);
    assert!(
        !page.chars().any(|c| c.is_control() && c != '\n'),
        "{payload:?}"
    );
    assert_eq!(
        page.matches('<').count(),
        1,
        "only the head's comment: {payload:?}"
    );
    assert!(!page.replace(r"\:", "").contains("://"), "{payload:?}");
    let unescaped = page.replace(r"\\", "").replace(r"\]", "");
    assert!(!unescaped.contains(']'), "{payload:?}");
    assert!(!page.to_lowercase().contains("www."), "{payload:?}");
    let rules = yaml(&definition).expect("yaml");
    assert!(
        !rules
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\t')),
        "{payload:?}"
    );
    let back: LeadDefinition = files::read("back.yaml", rules.as_bytes()).expect("back");
    // What no file may hold is left out.
    let mut meant = serde_json::to_value(standing::honest(&definition)).expect("json");
    replaced(&mut meant, &mut 0, &mut |_, text| {
        text.replace(|c: char| c.is_control() && !"\n\r\t".contains(c), "")
    });
    let back = serde_json::to_value(back).expect("json");
    assert_eq!(back, meant, "{payload:?}");
}

#[test]
fn most_texts_of_a_definition_are_free() {
    // Fewer would mean that the other tests look at nothing.
    assert!(FREE.len() > 250, "{}", FREE.len());
}

#[test]
fn known_attacks_do_nothing() {
    for payload in [
        "<script>alert(1)</script>",
        "</style><script>alert(1)</script>",
        "--><img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)\" x=\"",
        "' onfocus='alert(1)",
        "]]><svg/onload=alert(1)>",
        "[click](javascript:alert(1))",
        "![x](http://e.org/x.png)",
        "<http://e.org>",
        "www.e.org ",
        "| a | b |\n| --- | --- |\n",
        "\n\n# heading\n\n",
        "\n---\nkind: Other\n",
        "```\n",
        "=HYPERLINK(\"http://e.org\")",
        "\u{1b}]0;title\u{7}\u{1b}[2J",
        "\u{202e}gpj.exe",
        "$\\href{x}{y}$",
        "&lt;script&gt;",
        "*/ } body { display: none } /*",
    ] {
        check(payload);
    }
}

#[test]
fn a_hostile_text_changes_no_line_of_the_markdown() {
    // The last chapter holds the words that are used, and those differ.
    let without_words = |payload: &str| {
        let page = markdown(&poisoned(payload));
        let (page, _) = page
            .rsplit_once("\n## Words used here")
            .expect("last chapter");
        page.to_owned()
    };
    let calm: Vec<String> = without_words(HARMLESS).lines().map(signs).collect();
    for payload in [
        "| x |",
        "**b** _i_",
        "`c`",
        "<b>",
        "[a](b)",
        "# h",
        "> q",
        "$x$",
        "~~s~~",
    ] {
        let page = without_words(payload);
        for (line, calm) in page.lines().zip(&calm) {
            assert_eq!(&signs(line), calm, "{line}");
        }
        assert_eq!(page.lines().count(), calm.len(), "{payload:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_text_breaks_out(payload in "[<>/a-c\"'&|`*_\\[\\]()#\\-:=.\\\\\\n\\r\\t\u{1b} wW!$]{0,24}") {
        check(&payload);
    }
}
