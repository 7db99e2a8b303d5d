//! How often a test that draws its moments at random is run.

/// As often as the environment says, else a few times.
pub fn rounds(variable: &str, few: u64) -> u64 {
    let said = std::env::var(variable).ok();
    said.map_or(few, |text| text.parse().unwrap_or_else(|_| panic!("{variable}: a number")))
}
