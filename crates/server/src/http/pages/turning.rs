//! Lists that are longer than a page, and the way from one page to the next.

use maud::{Markup, html};

use super::frame::Frame;

/// The way to the page before and to the next, under the frame's own address. `more` says whether a next
/// one has anything.
pub(super) fn turning(frame: &Frame<'_>, what: &str, nth: usize, more: bool) -> Markup {
    turning_by(frame, (what, "page"), nth, more)
}

/// The same for one of several lists of a page, under a parameter of its own.
pub(super) fn turning_by(
    frame: &Frame<'_>,
    (what, parameter): (&str, &str),
    nth: usize,
    more: bool,
) -> Markup {
    let to = |nth: usize| {
        let number = nth.to_string();
        let others = frame.kept.iter().filter(|(name, _)| *name != parameter);
        let mut parameters: Vec<(&str, &str)> = others.copied().collect();
        parameters.push((parameter, &number));
        frame.link(frame.path, &parameters)
    };
    html! {
        @if nth > 1 || more {
            nav.turning aria-label={ "Pages: " (what) } {
                @if nth > 1 { a rel="prev" href=(to(nth - 1)) { "The page before" } }
                " " span.meta { "page " (nth) } " "
                @if more { a rel="next" href=(to(nth + 1)) { "The next page" } }
            }
        }
    }
}

/// The part of a list that stands on a page, from 1, and whether more follows.
pub(super) fn part<T>(all: &[T], nth: usize) -> (&[T], bool) {
    let from = nth.saturating_sub(1).saturating_mul(PAGE_ITEMS);
    let to = from.saturating_add(PAGE_ITEMS).min(all.len());
    (all.get(from..to).unwrap_or_default(), to < all.len())
}

/// A page of a list.
pub(super) struct Turned<'a, T> {
    /// What stands on it.
    pub(super) part: &'a [T],
    /// Which it is, from 1.
    pub(super) nth: usize,
    /// Whether another follows.
    pub(super) more: bool,
    /// How many the list has.
    pub(super) all: usize,
}

impl<'a, T> Turned<'a, T> {
    /// A page of a list, by its number.
    pub(super) fn of(all: &'a [T], nth: usize) -> Self {
        let (part, more) = part(all, nth);
        Self { part, nth, more, all: all.len() }
    }
}

/// Items of a list on a page.
const PAGE_ITEMS: usize = 25;
/// Pages that can be asked for.
pub(super) const PAGES_MAX: usize = 1_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_cut_into_pages_without_a_gap() {
        let all: Vec<usize> = (0..60).collect();
        let mut seen = Vec::new();
        for nth in 1..=3 {
            let (part, more) = part(&all, nth);
            assert_eq!(more, nth < 3);
            seen.extend_from_slice(part);
        }
        assert_eq!(seen, all);
        assert_eq!(part(&all, 4), (&[][..], false));
        assert_eq!(part(&all, usize::MAX), (&[][..], false));
    }
}
