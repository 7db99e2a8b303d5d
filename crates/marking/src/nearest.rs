//! The nearest known token to one that is unknown.

/// The candidate with the least edit distance, if that is small enough to be a slip.
pub(crate) fn nearest<'c>(
    token: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Option<&'c str> {
    let chars = token.chars().count();
    let slips_max = (chars / 3).clamp(1, SLIPS_MAX);
    // Each letter more or less is a slip; most candidates need no closer look.
    let close = |candidate: &&str| candidate.chars().count().abs_diff(chars) <= slips_max;
    candidates
        .filter(close)
        .map(|candidate| {
            (strsim::osa_distance(token, candidate), !is_anagram(token, candidate), candidate)
        })
        .filter(|(slips, _, _)| *slips <= slips_max)
        .min()
        .map(|(_, _, candidate)| candidate)
}

/// Letters that changed places are the likelier slip: `GRB` is `GBR` rather than `BRB`.
fn is_anagram(left: &str, right: &str) -> bool {
    let sorted = |text: &str| {
        let mut bytes = text.as_bytes().to_vec();
        bytes.sort_unstable();
        bytes
    };
    left.len() == right.len() && sorted(left) == sorted(right)
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
