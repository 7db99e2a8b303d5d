//! How well records are matched, measured on truth that is not in this repository. What is not there is
//! skipped, and said.

#[path = "measured/febrl.rs"]
mod febrl;
#[path = "measured/people.rs"]
mod people;
#[path = "measured/truth.rs"]
mod truth;
