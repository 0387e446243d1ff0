//! What a definition names, with the part that names it.

use crate::{
    mentions::{Mention, Part},
    tests::spec,
};

const SPEC: &str = "\
fields: {a: {type: text}, b: {type: number}, seen: {type: date}}
events: {demo: {}, left: {}, back: {}}
gates: [{id: g, suspend: true, when: {field: a, is: x}}]
scores:
  fit:
    appliesTo: {event: demo, since: left}
    resetWhen: {event: left}
    decay: {by: seen, steps: [{keep: 50%}]}
    rules:
      - {id: r, largestOf: [{id: s, field: b, bands: [{points: 1}]}, {id: t, event: back, points: 2}]}
  all: {sum: [fit]}
grades: {fit: [{when: {score: fit, above: 1}, grade: A}, {grade: B}]}
stages:
  - id: mql
    name: MQL
    when: {grade: fit, in: [A]}
    routing: {routes: [{when: {field: a, is: y}, to: sales}]}
    handOff: [a]
  - {id: pql, name: PQL, track: p, routing: {routes: [{when: {field: b, above: 1}, to: sales}]}}
";

#[test]
fn each_name_is_told_with_the_part_that_names_it() {
    let spec = spec(SPEC);
    let mut told = Vec::new();
    spec.each_mention(&mut |part, mention| told.push((part, mention)));
    let expected = [
        (Part::Gate, Mention::Field("a")),
        (Part::Score, Mention::Event("demo")),
        (Part::Score, Mention::Since("left")),
        (Part::Score, Mention::Event("left")),
        (Part::Score, Mention::Field("b")),
        (Part::Score, Mention::Event("back")),
        (Part::Score, Mention::Either("seen")),
        (Part::Score, Mention::Score("fit")),
        (Part::Grade, Mention::Score("fit")),
        (Part::Stage, Mention::Grade("fit")),
        (Part::Stage, Mention::Field("a")),
        (Part::HandOff, Mention::Either("a")),
        (Part::OtherRoute, Mention::Field("b")),
    ];
    assert_eq!(told, expected);
}
