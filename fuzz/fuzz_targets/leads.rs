//! See `leadpact_fuzz::leads`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| leadpact_fuzz::leads(bytes));
