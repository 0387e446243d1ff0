//! See `leadpact_fuzz::keyboard`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| leadpact_fuzz::keyboard(bytes));
