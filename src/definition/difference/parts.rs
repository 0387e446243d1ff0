//! Comparing each part of a definition with its older version.

use indexmap::IndexMap;

use crate::{
    canonical::canonical_json,
    difference::{Bump, ChangeKind, Difference, Kind, spelling, stage},
    event_names::event_names,
    field::{Event, Field},
    golden::GoldenLead,
    model::Spec,
    problem::Path,
    say,
    scalar::Texts,
    score::{Gate, GradeStep, Rule, RuleKind, Score, WhenMissing},
    sla::{Calendar, Promise, Sla},
    stage::Stage,
};

fn entries<T>(map: &IndexMap<String, T>) -> Vec<(&str, &T)> {
    map.iter().map(|(id, thing)| (id.as_str(), thing)).collect()
}

pub(super) fn words(difference: &mut Difference, old: &Spec, new: &Spec) {
    for (key, what, same) in [
        ("statement", "statement", old.statement == new.statement),
        (
            "isNot",
            "list of what is not a lead",
            old.is_not == new.is_not,
        ),
        (
            "inWords",
            "list of what is agreed in words only",
            old.in_words == new.in_words,
        ),
        (
            "glossary",
            "glossary",
            canonical_json(&old.glossary) == canonical_json(&new.glossary),
        ),
    ] {
        if !same {
            let text = format!("Reworded the {what}.");
            difference.add(
                Path::spec().key(key),
                ChangeKind::Changed,
                Bump::Patch,
                text,
            );
        }
    }
}

/// A thing as compact JSON, for a sentence about it.
fn plainly<T: serde::Serialize>(thing: &T) -> String {
    canonical_json(thing)
        .replace(['"', '{', '}'], "")
        .replace(',', ", ")
        .replace(':', " ")
}

/// What people call a field or event; its id where nobody named it.
pub(super) fn labelled(id: &str, label: Option<&String>) -> String {
    label.cloned().unwrap_or_else(|| format!("`{id}`"))
}

/// `boolean, in the column Target account, optional`, then what else is written, as it is written.
fn field_words(field: &Field) -> String {
    let kind = format!("{:?}", field.kind).to_ascii_lowercase();
    let named = |level: &String| field.words.get(level).unwrap_or(level).clone();
    let rest = plainly(&Field {
        label: None,
        levels: field.levels.iter().map(named).collect(),
        words: IndexMap::new(),
        columns: Texts::default(),
        optional: false,
        ..field.clone()
    });
    let rest = rest
        .split(", ")
        .filter(|part| *part != format!("type {kind}"));
    let optional = field.optional.then_some("optional");
    let column = in_column(&field.columns);
    let parts = [kind.as_str()].into_iter().chain(column.as_deref());
    let parts: Vec<&str> = parts.chain(optional).chain(rest).collect();
    parts.join(", ")
}

/// `in the column A or B`; none: under the id.
pub(super) fn in_column(columns: &Texts) -> Option<String> {
    let named = (!columns.0.is_empty()).then(|| columns.0.join(" or "))?;
    Some(format!("in the column {named}"))
}

/// `the last date in the column Demo requested on, optional`.
pub(super) fn event_words(event: &Event) -> String {
    let columns = event.columns.clone().unwrap_or_default();
    let told = [
        ("the number", &columns.count),
        ("the last date", &columns.last),
    ];
    let told = told.into_iter().filter_map(|(what, columns)| {
        let column = in_column(columns)?;
        Some(format!("{what} {column}"))
    });
    let mut parts: Vec<String> = told.collect();
    parts.extend(columns.date().map(|date| format!("written {date}")));
    let number = columns.number();
    let marks = [("decimal", number.decimal), ("group", number.group)];
    let marks = marks.into_iter();
    parts.extend(marks.filter_map(|(key, mark)| Some(format!("{key} '{}'", mark?))));
    parts.extend(number.grouping.map(|_| "grouped the Indian way".to_owned()));
    if parts.is_empty() {
        parts.push("from an event log".to_owned());
    }
    if event.optional {
        parts.push("optional".to_owned());
    }
    parts.join(", ")
}

pub(super) fn facts(difference: &mut Difference, old: &Spec, new: &Spec) {
    let bare = |field: &Field| Field {
        label: None,
        phrase: None,
        words: IndexMap::new(),
        ..spelling::without(field)
    };
    difference.compare(
        &Kind {
            what: "field",
            name: Some(&|id, field: &Field| labelled(id, field.label.as_ref())),
            base: Path::spec().key("fields"),
            keyed: true,
            added: |_| Bump::Minor,
            removed: Bump::Major,
            changed: Bump::Major,
            moved: Bump::Patch,
            bare: &bare,
            full: &|field| canonical_json(&spelling::without(field)),
            words_old: &field_words,
            words_new: &field_words,
        },
        &entries(&old.fields),
        &entries(&new.fields),
    );
    let unlabelled = |event: &Event| Event {
        label: None,
        formerly: Texts::default(),
        columns: None,
        ..event.clone()
    };
    difference.compare(
        &Kind {
            what: "event",
            name: Some(&|id, event: &Event| labelled(id, event.label.as_ref())),
            base: Path::spec().key("events"),
            keyed: true,
            added: |_| Bump::Minor,
            removed: Bump::Major,
            changed: Bump::Major,
            moved: Bump::Patch,
            bare: &unlabelled,
            full: &|event| {
                canonical_json(&Event {
                    columns: None,
                    ..event.clone()
                })
            },
            words_old: &event_words,
            words_new: &event_words,
        },
        &entries(&old.events),
        &entries(&new.events),
    );
    lost_names(difference, old, new);
    let values = |list: &crate::field::NamedList| {
        format!("version {}: {}", list.version, list.values.join(", "))
    };
    difference.compare(
        &Kind {
            what: "list",
            name: Some(&|id, _| id.to_owned()),
            base: Path::spec().key("lists"),
            keyed: true,
            added: |_| Bump::Minor,
            removed: Bump::Major,
            changed: Bump::Major,
            moved: Bump::Patch,
            bare: &values,
            full: &values,
            words_old: &values,
            words_new: &values,
        },
        &entries(&old.lists),
        &entries(&new.lists),
    );
}

/// Names that an event log may bear and that stand for another event now, or for none.
fn lost_names(difference: &mut Difference, old: &Spec, new: &Spec) {
    let names = event_names(new);
    for (name, index) in event_names(old) {
        let Some((id, event)) = old.events.get_index(index) else {
            continue;
        };
        let now = names.get(&name).copied();
        if new.events.contains_key(id) && now != new.events.get_index_of(id) {
            let called = labelled(id, event.label.as_ref());
            difference.add(
                Path::spec().key("events").key(id),
                ChangeKind::Changed,
                Bump::Major,
                format!(
                    "Changed the event {called}: an event log that calls it \u{201c}{name}\u{201d} is not understood any more; keep that name under `formerly`."
                ),
            );
        }
    }
}

pub(super) fn gates(difference: &mut Difference, old: &Spec, new: &Spec) {
    let list = |gates: &[Gate]| gates.iter().map(|gate| gate.id.clone()).collect::<Vec<_>>();
    let (old_ids, new_ids) = (list(&old.gates), list(&new.gates));
    difference.compare(
        &Kind {
            what: "gate",
            name: None,
            base: Path::spec().key("gates"),
            keyed: false,
            added: |_| Bump::Major,
            removed: Bump::Major,
            changed: Bump::Major,
            moved: Bump::Patch,
            bare: &|gate: &Gate| (gate.effect.clone(), gate.when.clone()),
            full: &|gate| canonical_json(gate),
            words_old: &|gate| say::gate(old, gate),
            words_new: &|gate| say::gate(new, gate),
        },
        &pairs(&old_ids, &old.gates),
        &pairs(&new_ids, &new.gates),
    );
}

fn pairs<'a, T>(ids: &'a [String], things: &'a [T]) -> Vec<(&'a str, &'a T)> {
    ids.iter().map(String::as_str).zip(things).collect()
}

/// A rule without its words, reasons and rating, also inside `largestOf`.
fn bare_rule(rule: &Rule) -> Rule {
    let mut bare = rule.clone();
    bare.because = None;
    bare.rated = None;
    if let RuleKind::LargestOf(rules) = &mut bare.kind {
        for part in rules {
            *part = bare_rule(part);
        }
    }
    bare
}

/// A new rule without points is a flag: it changes no result.
fn added_rule(rule: &Rule) -> Bump {
    let flag = matches!(rule.kind, RuleKind::When { points: 0, .. }) && rule.when_missing.is_none();
    if flag { Bump::Minor } else { Bump::Major }
}

/// A new score that nothing takes in only adds a column, unless it can change the status.
fn added_score(score: &Score) -> Bump {
    let asks = |rule: &Rule| rule.when_missing == Some(WhenMissing::NotEnoughKnown);
    let nested = |rule: &Rule| rule.kind.rules().iter().any(asks);
    if score.rules.iter().any(|rule| asks(rule) || nested(rule)) {
        Bump::Major
    } else {
        Bump::Minor
    }
}

pub(super) fn scores(difference: &mut Difference, old: &Spec, new: &Spec) {
    let head = |score: &Score| Score {
        rules: Vec::new(),
        ..score.clone()
    };
    let base = Path::spec().key("scores");
    difference.compare(
        &Kind {
            what: "score",
            name: Some(&|id, _| id.to_owned()),
            base: base.clone(),
            keyed: true,
            added: added_score,
            removed: Bump::Major,
            changed: Bump::Major,
            moved: Bump::Major,
            bare: &head,
            full: &|score| canonical_json(&head(score)),
            words_old: &|score| score_words(old, score),
            words_new: &|score| score_words(new, score),
        },
        &entries(&old.scores),
        &entries(&new.scores),
    );
    for (name, after) in &new.scores {
        let Some(before) = old.scores.get(name) else {
            continue;
        };
        let ids = |rules: &[Rule]| rules.iter().map(|rule| rule.id.clone()).collect::<Vec<_>>();
        let (old_ids, new_ids) = (ids(&before.rules), ids(&after.rules));
        difference.compare(
            &Kind {
                what: "rule",
                name: None,
                base: base.key(name).key("rules"),
                keyed: false,
                added: added_rule,
                removed: Bump::Major,
                changed: Bump::Major,
                moved: Bump::Patch,
                bare: &bare_rule,
                full: &|rule| canonical_json(rule),
                words_old: &|rule| rule_words(old, rule),
                words_new: &|rule| rule_words(new, rule),
            },
            &pairs(&old_ids, &before.rules),
            &pairs(&new_ids, &after.rules),
        );
    }
}

/// What a score is made of, with the groups and the decay as they are written.
fn score_words(spec: &Spec, score: &Score) -> String {
    let mut parts = vec![say::score(spec, score)];
    let written = plainly(&Score {
        groups: score.groups.clone(),
        decay: score.decay.clone(),
        ..Score::default()
    });
    parts.extend((!written.is_empty()).then_some(written));
    parts.join(", ")
}

fn rule_words(spec: &Spec, rule: &Rule) -> String {
    match &rule.group {
        Some(group) => format!("{} (group {group})", say::rule(spec, rule)),
        None => say::rule(spec, rule),
    }
}

pub(super) fn grades(difference: &mut Difference, old: &Spec, new: &Spec) {
    let words = |spec: &Spec, rows: &[GradeStep]| {
        let rows: Vec<_> = rows
            .iter()
            .map(|row| match (row.at_least, &row.when) {
                (Some(least), _) => format!("{} from {least}", row.grade),
                (None, Some(when)) => format!("{} when {}", row.grade, say::condition(spec, when)),
                (None, None) => format!("else {}", row.grade),
            })
            .collect();
        rows.join(", ")
    };
    difference.compare(
        &Kind {
            what: "grade",
            name: Some(&|id, _| id.to_owned()),
            base: Path::spec().key("grades"),
            keyed: true,
            added: |_| Bump::Major,
            removed: Bump::Major,
            changed: Bump::Major,
            moved: Bump::Major,
            bare: &|rows: &Vec<GradeStep>| rows.clone(),
            full: &|rows| canonical_json(rows),
            words_old: &|rows| words(old, rows),
            words_new: &|rows| words(new, rows),
        },
        &entries(&old.grades),
        &entries(&new.grades),
    );
}

pub(super) fn stages(difference: &mut Difference, old: &Spec, new: &Spec) {
    let ids = |stages: &[Stage]| {
        stages
            .iter()
            .map(|stage| stage.id.clone())
            .collect::<Vec<_>>()
    };
    let (old_ids, new_ids) = (ids(&old.stages), ids(&new.stages));
    difference.compare(
        &Kind {
            what: "stage",
            name: Some(&|_, stage: &Stage| stage.title().to_owned()),
            base: Path::spec().key("stages"),
            keyed: false,
            added: |_| Bump::Major,
            removed: Bump::Major,
            changed: Bump::Major,
            moved: Bump::Major,
            bare: &|stage: &Stage| {
                (
                    stage.track().to_owned(),
                    stage.when.clone(),
                    stage.exit.clone(),
                )
            },
            // Its words and handling are told apart below.
            full: &|_| String::new(),
            words_old: &|stage| stage::words(old, stage, new),
            words_new: &|stage| stage::words(new, stage, old),
        },
        &pairs(&old_ids, &old.stages),
        &pairs(&new_ids, &new.stages),
    );
    for (at, after) in new.stages.iter().enumerate() {
        let Some(before) = old.stages.iter().find(|stage| stage.id == after.id) else {
            continue;
        };
        let path = Path::spec().key("stages").index(at);
        let title = after.title();
        if handling(before) != handling(after) {
            let text = format!(
                "Changed how a lead in {title} is handled: owner, moves, routing, checklist or hand-off fields."
            );
            difference.add(path.clone(), ChangeKind::Changed, Bump::Minor, text);
        }
        let told = |stage: &Stage| {
            (
                stage.name.clone(),
                stage.reasons.clone(),
                stage.expect.clone(),
                stage.next.clone(),
                stage.nurture.clone(),
            )
        };
        if told(before) != told(after) {
            let text = format!("Reworded the stage {title}.");
            difference.add(path, ChangeKind::Changed, Bump::Patch, text);
        }
    }
}

/// What people do with a lead in a stage, apart from words: it changes no result.
fn handling(stage: &Stage) -> String {
    canonical_json(&(
        &stage.owner,
        &stage.from,
        &stage.routing,
        &stage.checklist,
        &stage.hand_off,
    ))
}

pub(super) fn sla(difference: &mut Difference, old: &Spec, new: &Spec) {
    let nothing = Sla::default();
    let before = old.sla.as_ref().unwrap_or(&nothing);
    let after = new.sla.as_ref().unwrap_or(&nothing);
    let base = Path::spec().key("sla");
    // What stands around it ends the sentence.
    let said = |names: &say::promise::Names, promise: &Promise| {
        let text = say::promise::sentence(names, promise);
        text.trim_end_matches('.').to_owned()
    };
    let before_names = say::promise::Names::of_rules(old);
    let after_names = say::promise::Names::of_rules(new);
    let ids = |promises: &[Promise]| {
        promises
            .iter()
            .map(|promise| promise.id.clone())
            .collect::<Vec<_>>()
    };
    let (old_ids, new_ids) = (ids(&before.promises), ids(&after.promises));
    difference.compare(
        &Kind {
            what: "promise",
            name: None,
            base: base.key("promises"),
            keyed: false,
            added: |_| Bump::Minor,
            removed: Bump::Minor,
            changed: Bump::Minor,
            moved: Bump::Patch,
            bare: &|promise: &Promise| Promise {
                promise: None,
                words: None,
                on_miss: None,
                ..promise.clone()
            },
            full: &|promise| canonical_json(promise),
            words_old: &|promise| said(&before_names, promise),
            words_new: &|promise| said(&after_names, promise),
        },
        &pairs(&old_ids, &before.promises),
        &pairs(&new_ids, &after.promises),
    );
    calendars(difference, &base, before, after);
    if before.rejection_reasons != after.rejection_reasons {
        difference.add(
            base.key("rejectionReasons"),
            ChangeKind::Changed,
            Bump::Minor,
            "Changed the reasons for a rejection.".to_owned(),
        );
    }
}

/// Every calendar by its name, none for the one that has no name.
fn named(sla: &Sla) -> Vec<(Option<&str>, &Calendar)> {
    let several = sla.calendars.iter();
    let several = several.map(|(name, calendar)| (Some(name.as_str()), calendar));
    let one = sla.calendar.iter().map(|calendar| (None, calendar));
    one.chain(several).collect()
}

fn calendars(difference: &mut Difference, base: &Path, before: &Sla, after: &Sla) {
    let same_order = before.calendars.keys().eq(after.calendars.keys());
    if before.calendar == after.calendar
        && before.calendars == after.calendars
        && before.calendar_by == after.calendar_by
        && same_order
    {
        return;
    }
    let (old, new) = (named(before), named(after));
    let mut parts: Vec<String> = Vec::new();
    for (name, calendar) in &new {
        let of = name.map_or(String::new(), |name| format!("{name} has "));
        match old.iter().find(|(other, _)| other == name) {
            Some((_, before)) => parts.extend(
                calendar_parts(before, calendar)
                    .into_iter()
                    .map(|part| format!("{of}{part}")),
            ),
            None => parts.extend(name.map(|name| format!("new calendar {name}"))),
        }
    }
    let gone = old
        .iter()
        .filter(|(name, _)| new.iter().all(|(other, _)| other != name));
    parts.extend(
        gone.filter_map(|(name, _)| name.map(|name| format!("no calendar {name} any more"))),
    );
    if before.calendar_by != after.calendar_by
        && !before.calendars.is_empty()
        && !after.calendars.is_empty()
    {
        parts.push("which of them counts for a lead".to_owned());
    }
    let text = if parts.is_empty() {
        "Changed the business calendar.".to_owned()
    } else {
        format!("Changed the business calendar: {}.", parts.join("; "))
    };
    difference.add(base.key("calendar"), ChangeKind::Changed, Bump::Minor, text);
}

/// What differs between two calendars, in words.
fn calendar_parts(before: &Calendar, after: &Calendar) -> Vec<String> {
    let mut parts = Vec::new();
    if before.time_zone != after.time_zone {
        parts.push(format!(
            "time zone {}, was {}",
            after.time_zone, before.time_zone
        ));
    }
    if before.hours != after.hours {
        let week = say::calendar::week;
        parts.push(format!("{}, was {}", week(after), week(before)));
    }
    let days = |some: &Calendar, others: &Calendar| -> Vec<String> {
        let gone = some
            .holidays
            .iter()
            .filter(|day| !others.holidays.contains(day));
        gone.map(say::calendar::holiday).collect()
    };
    let (new, gone) = (days(after, before), days(before, after));
    if !new.is_empty() {
        parts.push(format!("new holidays {}", new.join(", ")));
    }
    if !gone.is_empty() {
        parts.push(format!("no longer holidays {}", gone.join(", ")));
    }
    parts
}

pub(super) fn golden_leads(difference: &mut Difference, old: &Spec, new: &Spec) {
    let ids = |spec: &Spec| {
        spec.golden_leads
            .iter()
            .map(|golden| golden.id.clone())
            .collect::<Vec<_>>()
    };
    let (old_ids, new_ids) = (ids(old), ids(new));
    difference.compare(
        &Kind {
            what: "golden lead",
            name: Some(&|_, lead: &GoldenLead| say::lead_name(lead)),
            base: Path::spec().key("goldenLeads"),
            keyed: false,
            added: |_| Bump::Minor,
            removed: Bump::Minor,
            changed: Bump::Minor,
            moved: Bump::Patch,
            bare: &|golden: &GoldenLead| {
                let mut bare = golden.clone();
                bare.because = None;
                bare
            },
            full: &|golden| canonical_json(golden),
            words_old: &|golden| say::expectation(old, &golden.expect),
            words_new: &|golden| say::expectation(new, &golden.expect),
        },
        &pairs(&old_ids, &old.golden_leads),
        &pairs(&new_ids, &new.golden_leads),
    );
}
