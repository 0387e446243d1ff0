//! What people read is in their words: no id of a question, option, signal, card, field, event, stage or promise stands on
//! any screen or in any document, in any template, at any moment of the exercise.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use indexmap::IndexMap;
use jiff::{Timestamp, Zoned};
use leadpact_app::action::{Action, AgreeAction, General, Move, ScoringAction, SignAction};
use leadpact_app::effect::{Effect, Loop};
use leadpact_app::look::Look;
use leadpact_app::session::Session;
use leadpact_app::{App, Message, Size, update};
use leadpact_definition::difference::{Bump, difference};
use leadpact_definition::say;
use leadpact_export::{html, markdown};
use leadpact_files as files;
use leadpact_tui::play::Picture;
use leadpact_tui::{keys, view};
use leadpact_workshop::amend::amend;
use leadpact_workshop::defaults;
use leadpact_workshop::resolve::{possible, rejected};
use leadpact_workshop::rules::{Source, rules};
use leadpact_workshop::sign::{propose, put_to_signature, sign};
use leadpact_workshop::{
    Answer, Change, Decision, Importance, Kind, Parked, PreQualification, PreQualificationForm,
    Question, Range, Rating, Resolution, Response, SheetId, Step, Voice, Workshop, compare, golden,
};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::any_answers::settle_response;

const TEMPLATES: [&str; 4] = ["b2b", "saas", "insurance", "simple"];

const SIZE: Size = Size {
    width: 200,
    height: 60,
};

/// Keys pressed in each step, besides those that open every row.
const KEYS: usize = 12;

/// Rows that are opened in each list, where it has so many.
const ROWS: usize = 22;

/// Ids that are ordinary words, or written so in a record, which the program or a text for people may use as such.
const ORDINARY: [&str; 12] = [
    "attempts",
    "comparison",
    "consent",
    "employer",
    "healthcare",
    "pages",
    "recycle",
    "review",
    "scraped",
    "signature",
    "unemployed",
    "volume",
];

#[test]
fn no_screen_and_no_document_shows_an_id() {
    let mut found: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for template in TEMPLATES {
        let ids = ids(template);
        assert!(ids.len() > 10, "{template}: {ids:?}");
        let mut note = |place: &str, text: &str| {
            for line in text.lines() {
                let whole = words(line).filter(|word| !is_cut(line, word));
                for word in whole.filter(|word| ids.contains(*word)) {
                    let about = format!("{template}, {place}: {}", line.trim());
                    found.entry(word.to_owned()).or_insert((0, about)).0 += 1;
                }
            }
        };
        for (moment, workshop) in moments(template) {
            walk(&workshop, |screen, text| {
                note(&format!("{moment}, {screen}"), text);
            });
            let definition = propose(&workshop);
            note(&format!("{moment}, Markdown"), &markdown(&definition));
            note(
                &format!("{moment}, HTML"),
                &without_tags(&html(&definition)),
            );
            if let Some(signed) = workshop.versions.last() {
                let draft = rules(&workshop, Source::Agreed).spec;
                for change in difference(&signed.definition.spec, &draft).changes {
                    note(&format!("{moment}, diff"), &change.text);
                }
                for card in golden::moves(&signed.definition.spec, &draft).unwrap_or_default() {
                    let text = format!("{}: {} {}", card.name, card.before, card.after);
                    note(&format!("{moment}, diff"), &text);
                }
            }
            for entry in &workshop.log {
                note(&format!("{moment}, log"), &entry.what);
            }
        }
    }
    let told: Vec<String> = found
        .iter()
        .map(|(id, (times, about))| format!("{id} ({times} times), first in {about}"))
        .collect();
    assert!(told.is_empty(), "ids for people:\n{}", told.join("\n"));
}

#[test]
fn a_rule_reads_in_the_words_that_were_chosen() {
    let template = files::template("b2b").expect("a template");
    let mut w = Workshop::new("Words", template, &Zoned::default());
    let values = |values: &[&str]| Answer::Values(values.iter().map(|v| (*v).to_owned()).collect());
    let mut own = vec!["it".to_owned(), "security".to_owned()];
    own.push("night auditor".to_owned());
    for (question, importance, answer) in [
        ("job-role", Importance::Strong, Answer::Values(own)),
        (
            "seniority",
            Importance::Must,
            Answer::AtLeast("specialist".to_owned()),
        ),
        (
            "budget-access",
            Importance::Must,
            Answer::AtLeast("shares".to_owned()),
        ),
        (
            "timeline",
            Importance::Must,
            Answer::AtLeast("this-quarter".to_owned()),
        ),
        ("industry", Importance::Must, values(&["finance"])),
    ] {
        let response = Response {
            answer: Some(answer),
            importance: Some(importance),
            ..Response::default()
        };
        settle_response(&mut w, question, response);
    }
    let spec = rules(&w, Source::Agreed).spec;
    let entries: Vec<String> = spec.stages.iter().map(|s| say::stage(&spec, s)).collect();
    let entries = entries.join("\n");
    for words in [
        "Access to budget: approves the budget together with others or holds the budget alone",
        "Timeline: within three months or within a month",
        "Seniority: specialist or above",
        "Industry is Banking and finance",
    ] {
        assert!(entries.contains(words), "{words}\n{entries}");
    }
    let rules: Vec<String> = spec.scores["fit"]
        .rules
        .iter()
        .map(|r| say::rule(&spec, r))
        .collect();
    assert_eq!(
        rules,
        ["+20 points when Job title points to IT, security or night auditor"]
    );
    // What is compared is what stands in the record, as before.
    let mut bare = spec.clone();
    for field in bare.fields.values_mut() {
        field.words.clear();
    }
    let changes = difference(&bare, &spec).changes;
    assert!(
        changes.iter().all(|c| c.bump == Bump::Patch),
        "{changes:#?}"
    );
    let job = format!("{:?}", spec.scores["fit"].rules[0]);
    assert!(job.contains("information technology"), "{job}");
}

/// The ids of a template that are not words of its own texts for people.
fn ids(template: &str) -> BTreeSet<String> {
    let template = files::template(template).expect("a template");
    let bank = &template.bank;
    let mut ids: Vec<&String> = bank.fields.keys().chain(bank.events.keys()).collect();
    let mut texts: Vec<&str> = Vec::new();
    for question in &bank.questions {
        ids.push(&question.id);
        ids.extend(question.options.iter().map(|o| &o.id));
        ids.extend(question.signals.iter().map(|s| &s.id));
        ids.extend(question.cards.iter().map(|c| &c.id));
        texts.extend([question.title.as_str(), question.ask.as_str()]);
        texts.extend(question.help.as_deref());
        texts.extend(question.options.iter().map(|o| o.label.as_str()));
        texts.extend(question.signals.iter().map(|s| s.label.as_str()));
        texts.extend(question.cards.iter().map(|c| c.text.as_str()));
        texts.extend(
            question
                .cards
                .iter()
                .flat_map(|c| c.fields.values())
                .map(String::as_str),
        );
    }
    for field in bank.fields.values() {
        ids.extend(&field.levels);
        texts.extend(field.label.as_deref());
    }
    texts.extend(bank.events.values().filter_map(|e| e.label.as_deref()));
    for stage in &template.stages {
        ids.push(&stage.id);
        for text in [
            &stage.name,
            &stage.exit,
            &stage.expect,
            &stage.next,
            &stage.nurture,
        ] {
            texts.push(text);
        }
    }
    for promise in &template.sla.promises {
        ids.push(&promise.id);
        texts.extend(promise.promise.as_deref());
        texts.extend(promise.on_miss.as_deref());
    }
    for reason in &template.sla.rejection_reasons {
        ids.push(&reason.id);
        texts.extend(reason.label.as_deref());
    }
    let spoken: BTreeSet<String> = texts
        .iter()
        .flat_map(|text| words(text))
        .map(str::to_lowercase)
        .collect();
    // The short names of stages are spoken in capitals; in small letters they are ids.
    let is_word = |id: &str| {
        (spoken.contains(id) && !["mql", "sql", "sal", "pql"].contains(&id))
            || ORDINARY.contains(&id)
    };
    let ids = ids.into_iter().filter(|id| !is_word(id));
    ids.cloned().collect()
}

/// The words of a line; a hyphen or an underscore holds one together. What the edge of a window in front cuts off is no
/// word: it stays with the edge.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let inside = |c: char| c.is_alphanumeric() || c == '-' || c == '_' || c == '│';
    line.split(move |c| !inside(c))
        .map(|word| word.trim_matches('-'))
        .filter(|word| !word.is_empty())
}

/// Whether the edge of a box stands right beside a word of the line, so that only a part of it may be seen.
fn is_cut(line: &str, word: &str) -> bool {
    let start = word.as_ptr() as usize - line.as_ptr() as usize;
    let (before, after) = (&line[..start], &line[start + word.len()..]);
    before.ends_with('│') || after.starts_with('│')
}

/// The text of a page, without its style.
fn without_tags(page: &str) -> String {
    let body = page.split_once("<body").map_or(page, |(_, body)| body);
    let mut text = String::new();
    let mut inside = false;
    for c in body.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push('\n');
            }
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text
}

/// The exercise with a template: being answered, on the table, settled, signed, and being amended.
fn moments(template: &str) -> Vec<(&'static str, Workshop)> {
    let now: Zoned = "2026-03-06T09:00:00+00:00[Europe/London]"
        .parse()
        .expect("a time");
    let at = now.timestamp();
    let template = files::template(template).expect("a template");
    let mut w = Workshop::new("Words", template, &now);
    for party in &mut w.parties {
        party.people = vec![format!("Person of {}", party.name)];
    }
    let people: Vec<SheetId> = w
        .parties
        .iter()
        .map(|party| SheetId {
            party: party.id.clone(),
            person: party.people[0].clone(),
        })
        .collect();
    for (at, id) in people.iter().enumerate() {
        w.begin_sheet(id.clone(), format!("{at:032x}"));
        for (number, question) in w.bank.questions.clone().iter().enumerate() {
            let response = Box::new(response(&w, question, number, at));
            let change = Change::Respond {
                sheet: id.clone(),
                question: question.id.clone(),
                response,
            };
            w.apply(change).expect("an open sheet");
        }
    }
    let answering = w.clone();
    for id in &people {
        w.seal_sheet(id, at);
    }
    w.reveal_all(at, None).expect("all have sealed");
    w.head.step = Step::Compare;
    let revealed = w.clone();
    settle_all(&mut w, at);
    w.capacity.confirmed_by = Some("Somebody".to_owned());
    w.head.step = Step::Sign;
    let settled = w.clone();
    w.apply(defaults::all_kept(&w)).expect("opened");
    let opened = w.clone();
    put_to_signature(&mut w, at).expect("nothing blocks");
    for (party, name) in w
        .signing_parties()
        .map(|p| (p.id.clone(), p.name.clone()))
        .collect::<Vec<_>>()
    {
        sign(&mut w, &party, &format!("Person of {name}"), at).expect("signed");
    }
    let signed = w.clone();
    amend(&mut w, at).expect("an amendment");
    changed(&mut w);
    vec![
        ("being answered", answering),
        ("on the table", revealed),
        ("settled", settled),
        ("opened", opened),
        ("signed", signed),
        ("being amended", w),
    ]
}

/// An answer of the party at this place to the question of this number: they differ, and every kind of value is used.
fn response(w: &Workshop, question: &Question, number: usize, party: usize) -> Response {
    let options = |from: usize, most: usize| -> Vec<String> {
        let options = question.options.iter().skip(from).take(most);
        options.map(|o| o.id.clone()).collect()
    };
    let answer = match question.kind {
        Kind::OwnWords | Kind::Tags => Answer::Text(format!("What party {party} thinks.")),
        Kind::Choice | Kind::NotALead | Kind::AlreadyOurs => Answer::Values(options(party, 5)),
        Kind::Order => Answer::Order(options(party, 5)),
        Kind::One => Answer::Values(options(party, 1)),
        Kind::Level => Answer::AtLeast(options(1 + party % 2, 1).concat()),
        Kind::Range => Answer::Range(Range {
            from: Some(10.0 + 10.0 * f64::from(u8::try_from(party).unwrap_or(0))),
            to: Some(5_000_000.0),
        }),
        Kind::YesNo => Answer::Is(party < 2),
        Kind::Signals => {
            let rated = question.signals.iter().enumerate();
            let rated = rated.map(|(at, s)| (s.id.clone(), Rating::ALL[(at + party) % 4]));
            Answer::Ratings(rated.collect())
        }
        Kind::Cards => {
            let sorted = question.cards.iter().enumerate();
            let stage = |at: usize| w.stages[(at + party) % w.stages.len()].id.clone();
            Answer::Cards(sorted.map(|(at, c)| (c.id.clone(), stage(at))).collect())
        }
    };
    let criterion = question.is_criterion();
    let chosen = match &answer {
        Answer::Values(values) => values.clone(),
        _ => Vec::new(),
    };
    let never = question.options.iter().rev().take(1).map(|o| o.id.clone());
    Response {
        answer: Some(answer),
        importance: criterion.then(|| Importance::ALL[(number + party) % 3]),
        never: if criterion && question.kind == Kind::Choice {
            never.filter(|v| !chosen.contains(v)).collect()
        } else {
            Vec::new()
        },
        observed_by: None,
        shown_by: IndexMap::new(),
        because: "it was so last year".to_owned(),
    }
}

/// Settles every difference, each way out in turn, one of them put off.
fn settle_all(w: &mut Workshop, at: Timestamp) {
    let table = compare(w).expect("the answers are on the table");
    let voices: IndexMap<String, Voice> = w
        .signing_parties()
        .map(|p| (p.id.clone(), Voice::Agree))
        .collect();
    for (number, row) in table.rows.iter().enumerate() {
        let question = w.bank.question(&row.question);
        let criterion = question.is_some_and(Question::is_criterion);
        let ways = possible(w, row);
        let ways: Vec<_> = ways
            .into_iter()
            .filter(|(way, agreed)| {
                // What the hand-over rests on cannot be put off.
                (*way == Resolution::Park && criterion)
                    || (*way != Resolution::Park && agreed.iter().all(|s| s.response.is_answered()))
            })
            .collect();
        let must = question.is_some_and(|q| matches!(q.kind, Kind::OwnWords | Kind::NotALead));
        let way = if must { 0 } else { number % ways.len().max(1) };
        let Some((resolution, agreed)) = ways.get(way).cloned() else {
            continue;
        };
        let park = resolution == Resolution::Park;
        let learns = resolution == Resolution::PreQualify;
        let decision = Decision {
            rejected: rejected(w, row, &resolution, &agreed),
            pre_qualification: learns.then(|| PreQualification {
                form: PreQualificationForm::Call,
                who: "Rosa".to_owned(),
                learns: "what made them look now".to_owned(),
            }),
            parked: park.then(|| Parked {
                owner: "Rosa".to_owned(),
                due: at.to_zoned(jiff::tz::TimeZone::UTC).date(),
                until: leadpact_workshop::Until::NotAsked,
            }),
            resolution,
            agreed,
            because: "we tried it".to_owned(),
            voices: voices.clone(),
        };
        w.apply(Change::Decide {
            question: row.question.clone(),
            decision: Some(Box::new(decision)),
        })
        .expect("a decision");
    }
}

/// Changes something of every kind, so that the next version has something to say.
fn changed(w: &mut Workshop) {
    let mut scoring = w.scoring.clone();
    for rule in rules(w, Source::Agreed).points.iter().take(4) {
        scoring.points.insert(rule.rule.clone(), rule.points + 7);
    }
    w.apply(Change::Scoring(scoring)).expect("points");
    let mut stages = w.stages.clone();
    for stage in &mut stages {
        stage.enter.at_least = stage.enter.at_least.map(|n| n + 5);
        stage.expect.push_str(" More than before.");
    }
    w.apply(Change::Stages(stages)).expect("stages");
    let mut sla = w.sla.clone();
    sla.promises.remove(0);
    if let Some(promise) = sla.promises.first_mut() {
        promise.target_percent = Some(serde_json::from_str("51").expect("a percentage"));
    }
    w.apply(Change::Sla(Box::new(sla))).expect("promises");
    let table = compare(w).expect("the answers are on the table");
    for row in table.rows.iter().take(9) {
        let mut decision = w.decisions.get(&row.question).cloned();
        let ways = possible(w, row);
        if let (Some(decision), Some((way, agreed))) = (&mut decision, ways.into_iter().next()) {
            decision.resolution = way;
            decision.agreed = agreed;
            decision.parked = None;
            decision.pre_qualification = None;
        }
        w.apply(Change::Decide {
            question: row.question.clone(),
            decision: decision.map(Box::new),
        })
        .expect("a decision");
    }
}

/// A workshop on the screen.
struct Sitting<'a> {
    app: App,
    now: Zoned,
    show: &'a mut dyn FnMut(&str, &str),
}

impl<'a> Sitting<'a> {
    fn at(step: Step, workshop: &Workshop, show: &'a mut dyn FnMut(&str, &str)) -> Self {
        let now: Zoned = "2026-03-06T14:02:00+00:00[UTC]".parse().expect("a time");
        let mut app = App::new(now.clone(), SIZE, Look::default());
        let path = PathBuf::from("words.workshop.yaml");
        app.shared.session = Some(Session::new(path, workshop.clone(), [7; 16]));
        app.shared.enter(step);
        let mut sitting = Self { app, now, show };
        sitting.tick();
        sitting
    }

    fn tick(&mut self) {
        update(
            &mut self.app,
            Message::Tick(self.now.clone(), leadpact_app::moment::Moment::default()),
        );
    }

    /// Does something where it can be done.
    fn act(&mut self, action: Action) {
        for effect in update(&mut self.app, Message::Act(action)) {
            if effect == Effect::Loop(Loop::ListActions) {
                let entries = keys::palette_entries(&self.app);
                update(&mut self.app, Message::PaletteReady(entries));
            }
        }
    }

    fn look(&mut self, place: &str) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height));
        view::draw(&self.app, &mut buffer);
        (self.show)(place, &Picture::new(buffer).text());
    }
}

/// Goes through every step of a workshop, shows each picture, opens every row of every list, and presses keys that mean
/// something there.
fn walk(workshop: &Workshop, mut show: impl FnMut(&str, &str)) {
    let mut dice = 7_u64;
    for step in Step::ALL {
        let mut sitting = Sitting::at(step, workshop, &mut show);
        for _ in 0..KEYS {
            sitting.look(step.word());
            let here: Vec<Action> = keys::rows(sitting.app.scope())
                .map(|key| key.action)
                .filter(|action| sitting.app.allows(*action) && stays(*action))
                .collect();
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let thrown = usize::try_from(dice >> 33).unwrap_or(0);
            if let Some(action) = here.get(thrown % here.len().max(1)) {
                sitting.act(*action);
            }
        }
    }
    if !workshop.is_revealed() || workshop.is_closed() {
        return;
    }
    let choose = Action::General(General::Choose);
    for (step, way, open) in [
        (Step::Compare, None, choose),
        (Step::Agree, Some(AgreeAction::Overview), choose),
        (Step::Agree, Some(AgreeAction::Stages), choose),
        (
            Step::Agree,
            Some(AgreeAction::Scoring),
            Action::Scoring(ScoringAction::Why),
        ),
        (Step::Sla, None, choose),
        (Step::Sign, None, Action::Sign(SignAction::Text)),
    ] {
        for row in 0..ROWS {
            let mut sitting = Sitting::at(step, workshop, &mut show);
            if let Some(way) = way {
                sitting.act(Action::Agree(way));
            }
            if open == Action::Scoring(ScoringAction::Why) {
                sitting.act(Action::Scoring(ScoringAction::OtherSide));
            }
            sitting.act(Action::Move(Move::First));
            for _ in 0..row {
                sitting.act(Action::Move(Move::Down));
            }
            sitting.act(open);
            sitting.look(&format!("{} {way:?}, row {row}", step.word()));
        }
    }
}

/// Whether an action keeps the workshop open and leaves the look alone.
fn stays(action: Action) -> bool {
    !matches!(
        action,
        Action::General(
            General::Quit | General::Suspend | General::Ascii | General::NextTheme | General::Undo
        )
    )
}
