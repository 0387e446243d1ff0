//! See `leadpact_fuzz::events`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| leadpact_fuzz::events(bytes));
