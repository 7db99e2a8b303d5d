//! The law of `fuzzed::mail` on the fuzzer's inputs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzed::mail(bytes));
