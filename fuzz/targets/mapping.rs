//! The law of `fuzzed::mapping` on the fuzzer's inputs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzed::mapping(bytes));
