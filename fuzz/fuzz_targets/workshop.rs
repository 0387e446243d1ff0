//! See `leadpact_fuzz::workshop`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| leadpact_fuzz::workshop(bytes));
