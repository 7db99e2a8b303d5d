//! The law of `fuzzed::html` on the fuzzer's inputs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzed::html(bytes));
