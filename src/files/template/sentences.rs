//! The promises of the templates and of the samples, as they are read aloud.

use crate::files::{load, template};
use crate::workshop::Workshop;
use crate::workshop::promise::Promises;

fn said(workshop: &Workshop) -> Vec<String> {
    let promises = Promises::of(workshop);
    (0..workshop.sla.promises.len())
        .map(|at| promises.sentence(at))
        .collect()
}

#[test]
fn dump() {
    for name in ["b2b", "saas", "insurance", "simple"] {
        let w = Workshop::new("Acme", template(name).expect(name), &jiff::Zoned::default());
        println!("== {name}\n{}", said(&w).join("\n"));
    }
    for name in ["five-hundred-leads", "harbour-insurance", "trial-analytics"] {
        let path = format!("workshops/{name}.workshop.yaml");
        let w: Workshop = load(std::path::Path::new(&path)).expect("sample").value;
        println!("== {name}\n{}", said(&w).join("\n"));
    }
}
