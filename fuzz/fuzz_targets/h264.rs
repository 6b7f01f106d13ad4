#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kinline_foreign::h264(bytes));
