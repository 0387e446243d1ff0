//! Everything that is tested from outside, as one binary.

mod any_answers;
mod architecture;
mod cases;
mod checking;
mod cli;
mod fuzz;
mod guide;
mod journeys;
mod neutral;
mod pages;
mod plain;
mod published;
mod random;
mod reading;
mod releases;
mod samples;
mod scoring;
#[cfg(unix)]
mod terminal;
mod words_for_people;
