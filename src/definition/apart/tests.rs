//! What a definition means and how an export spells it, taken apart and put together again.

use super::*;
use crate::tests::{FULL, read, spec};

fn kept(spec: &Spec) {
    let (meaning, spellings) = apart(spec);
    assert_eq!(spellings.over(&meaning), *spec);
    let keys: Vec<&String> = spec.fields.keys().collect();
    assert_eq!(meaning.fields.keys().collect::<Vec<_>>(), keys);
    let (again, nothing) = apart(&meaning);
    assert_eq!(again, meaning);
    assert!(nothing.is_empty(), "{nothing:?}");
}

#[test]
fn the_complete_definition_comes_apart_and_together_again() {
    let whole: LeadDefinition = read(FULL).unwrap();
    kept(&whole.spec);
    let (meaning, spellings) = apart(&whole.spec);
    assert!(meaning.lead_id.is_none() && spellings.lead_id.is_some());
    assert!(meaning.events.values().all(|event| event.columns.is_none()));
    assert!(
        meaning
            .fields
            .values()
            .all(|field| field.columns.is_empty())
    );
}

/// Every key of a field and an event, alone and together: it stays on its side of the table at the head of the file.
#[test]
fn each_key_has_its_side() {
    let rows = [
        ("fields: {f: {type: text, label: F, phrase: is a}}", false),
        (
            "fields: {f: {type: level, levels: [a, b], words: {a: A}}}",
            false,
        ),
        ("fields: {f: {type: text, optional: true}}", false),
        ("events: {e: {label: E, optional: true}}", false),
        ("glossary: {a: b}", false),
        ("leadId: {columns: [Nr]}", true),
        ("fields: {f: {type: text, columns: [A, B]}}", true),
        ("fields: {f: {type: text, placeholders: [Select]}}", true),
        ("fields: {f: {type: list, separator: '|'}}", true),
        ("fields: {f: {type: number, read: {decimal: ','}}}", true),
        ("fields: {f: {type: text, read: {}}}", true),
        ("events: {e: {columns: {count: N}}}", true),
        (
            "events: {e: {columns: {last: L, read: {date: DD.MM.YYYY}}}}",
            true,
        ),
        ("events: {e: {columns: {}}}", true),
    ];
    for (text, is_spelling) in rows {
        let spec = spec(text);
        kept(&spec);
        let (meaning, spellings) = apart(&spec);
        assert_eq!(!spellings.is_empty(), is_spelling, "{text}");
        assert_eq!(meaning == spec, !is_spelling, "{text}");
    }
}

/// A golden lead's cell is read by the rules alone as it was by both; where it would not be, the rules keep the reading.
#[test]
fn what_golden_leads_are_written_in_stays_with_the_rules() {
    let rows = [
        ("type: number, read: {decimal: ','}", "1,5", true),
        ("type: number, read: {decimal: ','}", "15", false),
        ("type: number, read: {drop: '€'}", "€ 15", true),
        (
            "type: level, levels: [c-level], read: {values: {GF: c-level}}",
            "gf",
            true,
        ),
        (
            "type: level, levels: [c-level], read: {values: {GF: c-level}}",
            "C-level",
            false,
        ),
        ("type: text, placeholders: [Select]", "select", true),
        ("type: text, placeholders: [Select]", "banking", false),
        ("type: list, separator: '|'", "a|b", true),
        ("type: list, separator: '|'", "a", false),
        ("type: date, read: {date: DD.MM.YYYY}", "01.02.2026", true),
        (
            "type: datetime, read: {date: \"YYYY-MM-DD H:MM AM\"}",
            "2026-02-01 9:00 PM",
            true,
        ),
        (
            "type: boolean, read: {trueWords: [ja], falseWords: [nein]}",
            "ja",
            true,
        ),
        (
            "type: boolean, read: {trueWords: [ja], falseWords: [nein]}",
            " ",
            false,
        ),
    ];
    for (field, cell, stays) in rows {
        let text = format!(
            "fields: {{f: {{{field}, columns: [Kopf]}}}}\nscores: {{s: {{rules: []}}}}\ngoldenLeads:\n  - {{id: g, asOf: 2026-01-01, fields: {{f: '{cell}'}}, expect: {{s: 0}}}}\n"
        );
        let spec = spec(&text);
        kept(&spec);
        let (meaning, spellings) = apart(&spec);
        let f = &meaning.fields["f"];
        assert!(f.columns.is_empty(), "{text}");
        let kept = f.read.is_some() || f.separator.is_some() || !f.placeholders.is_empty();
        assert_eq!(kept, stays, "{text}");
        assert_eq!(spellings.fields["f"].columns.0, ["Kopf"]);
        assert_eq!(golden_read_otherwise(&meaning, &spec), []);
        // A file whose golden leads are written another way than its mapping is told.
        let mut bare = spec.clone();
        bare.fields["f"] = Field {
            kind: bare.fields["f"].kind,
            levels: bare.fields["f"].levels.clone(),
            ..Field::default()
        };
        let other = golden_read_otherwise(&bare, &spec);
        assert_eq!(
            other,
            if stays {
                vec![(0, "f".to_owned())]
            } else {
                vec![]
            }
        );
    }
}

#[test]
fn a_changed_spelling_leaves_the_digest_of_the_rules() {
    let mut whole: LeadDefinition = read(FULL).unwrap();
    let agreement = whole.agreement.get_or_insert_default();
    agreement.signatures.clear();
    agreement.mapping = Some(crate::agreement::AgreedMapping {
        name: "acme".to_owned(),
        content_hash: apart(&whole.spec).1.content_hash(),
    });
    whole.metadata.content_hash = Some(whole.rules_hash());
    let (meaning, spellings) = whole.apart().unwrap();
    assert_eq!(meaning.rules_hash(), whole.rules_hash());
    assert_eq!(meaning.metadata.content_hash, whole.metadata.content_hash);
    assert_eq!(whole.agreed_mapping(), Some(&*spellings.content_hash()));
    let mut other = whole.clone();
    other.spec.fields[0].columns = Texts(vec!["Elsewhere".to_owned()]);
    assert_eq!(other.rules_hash(), whole.rules_hash());
    assert_ne!(
        apart(&other.spec).1.content_hash(),
        spellings.content_hash()
    );
    other.spec.fields[0].optional = !other.spec.fields[0].optional;
    assert_ne!(other.rules_hash(), whole.rules_hash());
}

#[test]
fn what_was_signed_as_one_text_is_not_parted() {
    let whole: LeadDefinition = read(FULL).unwrap();
    assert!(!whole.agreement.as_ref().unwrap().signatures.is_empty());
    assert_eq!(whole.apart(), None);
    let mut unsigned = whole.clone();
    unsigned.agreement = None;
    unsigned.metadata.content_hash = Some(unsigned.rules_hash());
    let (meaning, _) = unsigned.apart().unwrap();
    assert_eq!(meaning.metadata.content_hash, Some(meaning.rules_hash()));
}
