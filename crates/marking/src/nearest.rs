//! The nearest known token to one that is unknown.

/// The candidate with the least edit distance, if that is small enough to be a slip.
pub(crate) fn nearest(
    token: &str,
    candidates: impl Iterator<Item = &'static str>,
) -> Option<&'static str> {
    let slips_max = (token.chars().count() / 3).clamp(1, SLIPS_MAX);
    candidates
        .map(|candidate| (distance(token, candidate), candidate))
        .filter(|(slips, _)| *slips <= slips_max)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance with transpositions counted as two edits.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, from) in left.chars().enumerate() {
        let mut diagonal = line;
        let mut before = line + 1;
        let mut next = vec![before];
        for (to, above) in right.iter().zip(row.iter().skip(1)) {
            let cost = usize::from(from != *to);
            before = (diagonal + cost).min(above + 1).min(before + 1);
            diagonal = *above;
            next.push(before);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

const SLIPS_MAX: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_token_and_nonsense_finds_none() {
        let tokens = ["NOFORN", "ORCON", "RELIDO"];
        assert_eq!(nearest("NOFRON", tokens.into_iter()), Some("NOFORN"));
        assert_eq!(nearest("ORCN", tokens.into_iter()), Some("ORCON"));
        assert_eq!(nearest("BANANA", tokens.into_iter()), None);
    }

    #[test]
    fn distance_counts_edits() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", ""), 3);
    }
}
