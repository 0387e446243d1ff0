use super::*;
use crate::RoutePlan;
use crate::rules::{Source, rules};
use crate::sign::tests::ready_to_sign;

/// One stage with every text, and a promise that is not bound to a time.
fn workshop() -> Workshop {
    let mut w = ready_to_sign();
    w.opened.clear();
    let plan = &mut w.stages[3];
    plan.exit = "Back to lead after 90 days.".into();
    plan.expect = "Fits.".into();
    plan.next = "Sales calls.".into();
    plan.nurture = "Case studies.".into();
    plan.routing = vec![RoutePlan::Words("More than 1,000 employees to Ada".into())];
    plan.routing_fallback = "The team lead".into();
    plan.hand_off = vec!["industry".into(), "last five acts".into()];
    let mut volume = w.sla.promises[0].clone();
    volume.id = "volume".into();
    volume.promise = Some("120 leads a month".into());
    volume.measure = Measure::Completeness;
    volume.clock = None;
    volume.within = leadpact_definition::sla::Targets::default();
    volume.fields = vec![leadpact_definition::sla::RequiredField::Field(
        "industry".into(),
    )];
    w.sla.promises.push(volume);
    w
}

fn of(stage: &str, of: StageText) -> Standard {
    Standard::Text {
        stage: stage.into(),
        of,
    }
}

#[test]
fn what_must_be_opened_comes_first_and_has_words() {
    let w = workshop();
    let things = all(&w);
    let must: Vec<bool> = things.iter().map(|t| must_be_opened(&w, t)).collect();
    assert!(must.is_sorted_by(|a, b| a >= b), "{things:?}");
    assert_eq!(
        things,
        [
            Standard::Threshold("cold".into()),
            Standard::Threshold("mql".into()),
            Standard::Caps,
            Standard::Fading,
            Standard::HandOff("mql".into()),
            Standard::Reasons,
            Standard::Promise("marketing-in-time".into()),
            Standard::Promise("sales-in-time".into()),
            Standard::Promise("volume".into()),
            of("mql", StageText::Exit),
            of("mql", StageText::Expect),
            of("mql", StageText::Next),
            of("mql", StageText::Nurture),
            Standard::Routing("mql".into()),
        ]
    );
    for thing in &things {
        assert!(!text(&w, thing).is_empty(), "{thing:?}");
        assert!(!about(&w, thing).is_empty(), "{thing:?}");
    }
    assert_eq!(
        text(&w, &Standard::Fading),
        [
            "100% of the points for an act in the last 30 days",
            "50% of the points for an act in the last 90 days",
            "25% of the points for an act in the last 180 days",
            "0% for anything older"
        ]
    );
    assert_eq!(
        text(&w, &Standard::Routing("mql".into())),
        [
            "More than 1,000 employees to Ada",
            "Otherwise: The team lead"
        ]
    );
}

#[test]
fn a_change_opens_what_it_alters_and_undo_closes_it_again() {
    let mut w = workshop();
    let before = w.clone();
    let mut stages = w.stages.clone();
    stages[3].next = "Sales calls the same day.".into();
    let back = w.apply(Change::Stages(stages)).expect("changed");
    assert_eq!(w.opened, BTreeSet::from([of("mql", StageText::Next)]));
    let forth = w.apply(back).expect("undone");
    assert!(w == before);
    let back = w.apply(forth).expect("made again");
    assert!(w.opened.contains(&of("mql", StageText::Next)));
    w.apply(back).expect("undone again");
    assert!(w == before);

    let mut sla = w.sla.clone();
    sla.promises[0].on_miss = Some("We talk.".into());
    sla.rejection_reasons[0].route = "merge".into();
    w.apply(Change::Sla(Box::new(sla))).expect("changed");
    let mut model = w.scoring.clone();
    model.caps.insert("fit".into(), 80);
    model.fading = Fading::Off;
    w.apply(Change::Scoring(model)).expect("changed");
    let opened = [
        Standard::Promise("marketing-in-time".into()),
        Standard::Reasons,
        Standard::Caps,
        Standard::Fading,
    ];
    assert_eq!(w.opened, BTreeSet::from(opened));
}

#[test]
fn a_stage_that_goes_and_comes_back_is_as_it_was() {
    let mut w = workshop();
    let before = w.clone();
    let mut stages = w.stages.clone();
    stages.remove(3);
    let back = w.apply(Change::Stages(stages)).expect("removed");
    w.apply(back).expect("brought back");
    assert!(w == before);
}

#[test]
fn what_people_add_is_never_standard() {
    let mut w = workshop();
    let mut stages = w.stages.clone();
    let mut new = stages[3].clone();
    new.id = "ours".into();
    stages.push(new);
    w.apply(Change::Stages(stages)).expect("changed");
    let left = unopened(&w);
    let ours = |thing: &&Standard| about(&w, thing).starts_with("ours");
    assert_eq!(left.iter().filter(ours).count(), 0);
    let plan = w.stages.last().expect("a stage");
    assert!(!is_standard(&w, plan));
    assert!(is_standard(&w, &w.stages[3]));
}

#[test]
fn what_nobody_opened_is_left_out_of_the_agreement_and_stands_in_the_annex() {
    let mut w = workshop();
    let stage = |w: &Workshop, source: Source| {
        let stages = rules(w, source).spec.stages;
        stages.into_iter().find(|s| s.id == "mql").expect("a stage")
    };
    let promises = |w: &Workshop| -> Vec<String> {
        let sla = rules(w, Source::Agreed).spec.sla.expect("promises");
        sla.promises.into_iter().map(|p| p.id).collect()
    };
    let bound = stage(&w, Source::Agreed);
    assert_eq!(
        (bound.expect, bound.next, bound.nurture, bound.routing),
        (None, None, None, None)
    );
    assert!(bound.reasons.is_empty());
    // What must be opened is a rule already; nobody can sign before it is opened.
    assert_eq!(bound.hand_off, ["industry", "last five acts"]);
    assert_eq!(promises(&w), ["marketing-in-time", "sales-in-time"]);
    assert!(stage(&w, Source::Party("sales")).expect.is_some());
    let about: Vec<String> = annex(&w).into_iter().map(|d| d.about).collect();
    assert!(about.contains(&"mql: who gets which lead".to_owned()));
    // A volume, the four texts and the routing of a stage; not what must be opened.
    assert_eq!(about.len(), 6);

    w.apply(all_kept(&w)).expect("opened");
    let bound = stage(&w, Source::Agreed);
    assert_eq!(bound.expect.as_deref(), Some("Fits."));
    assert!(bound.routing.is_some());
    assert_eq!(promises(&w).len(), 3);
    assert_eq!(annex(&w), []);
}

#[test]
fn dropped_is_gone_and_opened() {
    let before = workshop();
    for thing in all(&before) {
        let mut w = before.clone();
        let Some(change) = dropped(&w, &thing) else {
            assert!(matches!(thing, Standard::Threshold(_) | Standard::Caps));
            continue;
        };
        let back = w.apply(change).expect("dropped");
        let gone = text(&w, &thing);
        if thing == Standard::Fading {
            assert_eq!(gone, ["Points for what a lead did do not fade."]);
        } else {
            assert_eq!(gone, Vec::<String>::new(), "{thing:?}");
        }
        assert!(!unopened(&w).contains(&thing), "{thing:?}");
        w.apply(back).expect("brought back");
        assert!(w == before, "{thing:?}");
    }
}

#[test]
fn points_fade_as_it_was_said() {
    let mut w = workshop();
    let decay = |w: &Workshop| {
        let scores = rules(w, Source::Agreed).spec.scores;
        let rules = &scores["engagement"].rules;
        let decay = rules.iter().find_map(|rule| match &rule.kind {
            leadpact_definition::score::RuleKind::Event { decay, .. } => Some(decay.clone()),
            _ => None,
        });
        let steps = decay.expect("a rule about an act");
        let days = steps.iter().filter_map(|s| s.within).map(|d| d.0);
        days.collect::<Vec<u32>>()
    };
    assert_eq!(decay(&w), [30, 90, 180]);
    w.scoring.fading = Fading::Fast;
    assert_eq!(decay(&w), [15, 45, 90]);
    w.scoring.fading = Fading::Slow;
    assert_eq!(decay(&w), [60, 180, 360]);
    w.scoring.fading = Fading::Off;
    assert_eq!(decay(&w), Vec::<u32>::new());
}

#[test]
fn a_version_signed_before_holds_what_it_says() {
    let mut w = workshop();
    let mut sheetless = annex(&w);
    let must = all(&w).into_iter().filter(|t| must_be_opened(&w, t));
    assert_eq!(signed(&w, &sheetless), must.collect());
    sheetless.clear();
    let all: BTreeSet<Standard> = all(&w).into_iter().collect();
    assert_eq!(signed(&w, &sheetless), all);
    w.opened = all;
    let text = serde_json::to_string(&w).expect("written");
    let read: Workshop = serde_json::from_str(&text).expect("read");
    assert_eq!(read, w);
}
