//! The nearest known token to one that is unknown.

/// The candidate with the least edit distance, if that is small enough to be a slip.
pub(crate) fn nearest<'c>(
    token: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Option<&'c str> {
    let slips_max = (token.chars().count() / 3).clamp(1, SLIPS_MAX);
    candidates
        .map(|candidate| (strsim::osa_distance(token, candidate), candidate))
        .filter(|(slips, _)| *slips <= slips_max)
        .min()
        .map(|(_, candidate)| candidate)
}

const SLIPS_MAX: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_token_and_nonsense_finds_none() {
        let tokens = ["NOFORN", "ORCON", "RELIDO"];
        assert_eq!(nearest("NOFRON", tokens.into_iter()), Some("NOFORN"));
        assert_eq!(nearest("NOFRON", ["NOCON", "NOFORN"].into_iter()), Some("NOFORN"));
        assert_eq!(nearest("ORCN", tokens.into_iter()), Some("ORCON"));
        assert_eq!(nearest("BANANA", tokens.into_iter()), None);
    }
}
