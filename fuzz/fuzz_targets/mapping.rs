//! See `leadpact_fuzz::mapping`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| leadpact_fuzz::mapping(bytes));
