#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kinline_foreign::upload(bytes));
