//! The law of `fuzzed::rtf` on the fuzzer's inputs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzed::rtf(bytes));
