//! Bars beside numbers: a table that is a picture too.

use maud::{Markup, html};

/// One bar.
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) number: u64,
}

/// A table of names and numbers, with a bar for each.
pub(super) fn bars(caption: &str, heads: [&str; 2], rows: &[Bar]) -> Markup {
    let most = rows.iter().map(|row| row.number).max().unwrap_or(1).max(1);
    html! {
        @if !rows.is_empty() {
            table.bars {
                caption { (caption) }
                thead { tr { th scope="col" { (heads[0]) } th aria-hidden="true" {} th scope="col" { (heads[1]) } } }
                tbody {
                    @for row in rows {
                        tr {
                            th scope="row" { (row.name) }
                            td aria-hidden="true" {
                                svg viewBox="0 0 100 8" preserveAspectRatio="none" {
                                    rect width=(length(row.number, most)) height="8" {}
                                }
                            }
                            td.n { (row.number) }
                        }
                    }
                }
            }
        }
    }
}

/// Percents of the longest; what is there at all is seen.
fn length(number: u64, most: u64) -> u64 {
    match number {
        0 => 0,
        number => number.saturating_mul(100).div_ceil(most),
    }
}

/// Counts by name, the greatest first.
pub(super) fn counted(all: impl Iterator<Item = (String, u64)>) -> Vec<Bar> {
    let mut counts: std::collections::BTreeMap<String, u64> = std::collections::BTreeMap::new();
    for (name, number) in all {
        *counts.entry(name).or_default() += number;
    }
    let mut bars: Vec<Bar> =
        counts.into_iter().map(|(name, number)| Bar { name, number }).collect();
    bars.sort_by_key(|bar| std::cmp::Reverse(bar.number));
    bars
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_counted_once_and_the_greatest_stands_first() {
        let all = [("a", 1), ("b", 5), ("a", 2)].map(|(name, number)| (name.to_owned(), number));
        let bars = counted(all.into_iter());
        let told: Vec<_> = bars.iter().map(|bar| (bar.name.as_str(), bar.number)).collect();
        assert_eq!(told, [("b", 5), ("a", 3)]);
        assert_eq!([length(0, 5), length(1, 1_000), length(5, 5)], [0, 1, 100]);
    }
}
