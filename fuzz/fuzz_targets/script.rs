//! See `leadpact_fuzz::script`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| leadpact_fuzz::script(bytes));
