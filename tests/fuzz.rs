//! The functions of the fuzz targets on the stable compiler: each seed as it is, and broken in a few hundred ways that
//! are the same every time.

use std::fs;
use std::path::Path;

use crate::random::Dice;

#[path = "../fuzz/src/lib.rs"]
mod targets;

/// How often each seed is broken.
const TIMES: usize = 60;

/// The bytes with a few of them changed, cut out, doubled or put elsewhere.
fn broken(seed: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..dice.between(1, 4) {
        let from = dice.below(bytes.len() + 1);
        let to = bytes.len().min(from + dice.below(24));
        match dice.below(5) {
            0 => drop(bytes.drain(from..to)),
            1 => {
                let part = bytes[from..to].to_vec();
                bytes.splice(from..from, part);
            }
            2 => bytes.truncate(from),
            3 => bytes.insert(from, u8::try_from(dice.below(256)).expect("a byte")),
            _ => bytes.splice(from..to, *b"\n  - {a: [\"").for_each(drop),
        }
    }
    bytes
}

#[test]
fn every_seed_whole_and_broken() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    for (name, target) in targets::TARGETS {
        let mut seeds: Vec<_> = fs::read_dir(folder.join(name))
            .expect("a folder of seeds")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        seeds.sort();
        assert!(!seeds.is_empty(), "{name}");
        let mut dice = Dice::new(7);
        for seed in seeds {
            let bytes = fs::read(&seed).expect("a seed");
            target(&bytes);
            for _ in 0..TIMES {
                target(&broken(&bytes, &mut dice));
            }
        }
    }
}

/// Each target has its program, and nothing else has one.
#[test]
fn every_target_is_a_program() {
    let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    let programs = fs::read_dir(programs).expect("the programs");
    let mut programs: Vec<String> = programs
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    programs.sort();
    let mut targets = targets::TARGETS.map(|(name, _)| name.to_owned());
    targets.sort();
    assert_eq!(programs, targets);
}
