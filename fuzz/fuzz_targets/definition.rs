//! See `leadpact_fuzz::definition`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| leadpact_fuzz::definition(bytes));
