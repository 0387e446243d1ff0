//! Random definitions written to files, for engines outside of this program.

use std::env;
use std::fs;
use std::path::Path;

use crate::plain::Plain;
use crate::plain::json::map;
use crate::random::definition::{Random, random};

fn table(path: &Path, rows: impl IntoIterator<Item = Vec<String>>) {
    let mut writer = csv::Writer::from_path(path).expect("a file");
    for row in rows {
        writer.write_record(&row).expect("a row");
    }
    writer.flush().expect("a file");
}

/// `rules.yaml`, `leads.csv`, `events.csv` where there is a log, `as-of`, and `expected.csv` of the plain evaluator.
fn write(folder: &Path, random: &Random, seed: u64) {
    fs::create_dir_all(folder).expect("a folder");
    let metadata = map([
        ("name", format!("random-{seed}").into()),
        ("version", "1.0.0".into()),
    ]);
    let file = format!(
        "apiVersion: leadpact/v1\nkind: LeadDefinition\nmetadata: {metadata}\nspec: {}\n",
        random.spec
    );
    fs::write(folder.join("rules.yaml"), file).expect("a file");
    fs::write(folder.join("as-of"), random.as_of.0.to_string()).expect("a file");
    let id = || vec!["id".to_owned()];
    let header = [id(), random.headers.clone()].concat();
    let leads = random.leads.iter().map(|lead| {
        let cells = random
            .headers
            .iter()
            .map(|header| lead.cells[header].clone());
        [vec![lead.id.clone()], cells.collect()].concat()
    });
    table(&folder.join("leads.csv"), [header].into_iter().chain(leads));
    if random.leads.iter().any(|lead| lead.log.is_some()) {
        let header = ["lead_id", "event", "at"].map(str::to_owned).to_vec();
        let events = random.leads.iter().flat_map(|lead| {
            let log = lead.log.iter().flatten();
            log.map(|(event, at)| vec![lead.id.clone(), event.clone(), at.clone()])
        });
        table(
            &folder.join("events.csv"),
            [header].into_iter().chain(events),
        );
    }
    let mut rows = Vec::new();
    for lead in &random.leads {
        let as_of = i64::from(random.as_of.number());
        let row = Plain {
            spec: &random.spec,
            lead,
            as_of,
        }
        .row();
        if rows.is_empty() {
            let columns = row.iter().map(|(column, _)| column.clone());
            rows.push(id().into_iter().chain(columns).collect());
        }
        let cells = row.into_iter().map(|(_, cell)| cell);
        rows.push([lead.id.clone()].into_iter().chain(cells).collect());
    }
    table(&folder.join("expected.csv"), rows);
}

/// Writes as many definitions as `LEADPACT_RANDOM_COUNT` says, from the seed `LEADPACT_RANDOM_SEED` on, below
/// `LEADPACT_RANDOM_TO`.
#[test]
#[ignore = "called by tests/engines/run"]
fn write_random_definitions() {
    let variable = |name: &str| env::var(name).unwrap_or_else(|_| panic!("set {name}"));
    let to = variable("LEADPACT_RANDOM_TO");
    let count: usize = variable("LEADPACT_RANDOM_COUNT").parse().expect("a number");
    let first: u64 = variable("LEADPACT_RANDOM_SEED").parse().expect("a number");
    let seeds = (first..).filter_map(|seed| {
        let random = random(seed);
        super::compiled(&random).map(|_| (seed, random))
    });
    for (seed, random) in seeds.take(count) {
        write(&Path::new(&to).join(format!("seed-{seed}")), &random, seed);
    }
}
