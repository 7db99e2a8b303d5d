//! When the reports that were found were issued: a bar for each month, or year, or ten years.

use maud::{Markup, html};

use super::beside::value;
use super::narrow::Narrow;

/// A stretch of time, as it is asked for, and how many reports it has.
#[derive(Debug, Eq, PartialEq)]
struct Span {
    asked: String,
    count: u64,
}

/// The bars as a picture with a link on each, and the same as a table.
pub(super) fn timeline(narrow: &Narrow<'_>) -> Markup {
    let spans = spans(&narrow.found.months);
    let most = spans.iter().map(|span| span.count).max().unwrap_or(1).max(1);
    let width = spans.len() * BAR_WIDTH;
    let named = |span: Option<&Span>| span.map_or(String::new(), |span| span.asked.clone());
    let (first, last) = (named(spans.first()), named(spans.last()));
    // Of what is chosen the link is the way back.
    let link = |asked: &str| {
        let linked = narrow.has_pictures_linked();
        let to = || match narrow.without("issued", asked) {
            Some(query) => narrow.back(query),
            None => narrow.to(&format!("issued:{asked}")),
        };
        linked.then(to).flatten()
    };
    let is_chosen = |asked: &str| narrow.without("issued", asked).is_some();
    html! {
        @if !spans.is_empty() {
            h2 { "Issued" }
            // The table below has the same links for those who do not point.
            svg.timeline role="group" aria-label={ "Reports by time, from " (first) " to " (last) }
                viewBox={ "0 0 " (width) " " (BAR_HEIGHT) } preserveAspectRatio="none" {
                @for (at, span) in spans.iter().enumerate().filter(|(_, span)| span.count > 0) {
                    @match link(&span.asked) {
                        Some(link) => a href=(link) tabindex="-1" aria-label=(said(span)) { (bar(at, span, most)) },
                        None => (bar(at, span, most)),
                    }
                }
            }
            p.ends { span { (first) } span { (last) } }
            details {
                summary { "As a table" }
                table {
                    thead { tr { th scope="col" { "Issued" } th scope="col" { "Reports" } } }
                    tbody {
                        @for span in spans.iter().filter(|span| span.count > 0) {
                            tr {
                                td { (value(link(&span.asked).as_deref(), &span.asked, is_chosen(&span.asked))) }
                                td.n { (span.count) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn said(span: &Span) -> String {
    format!("{}: {}", span.asked, span.count)
}

fn bar(at: usize, span: &Span, most: u64) -> Markup {
    let height = height(span.count, most);
    html! {
        rect x=(at * BAR_WIDTH) y=(BAR_HEIGHT - height) width=(BAR_WIDTH - 1) height=(height) {
            title { (said(span)) }
        }
    }
}

/// The height of a bar; what is there at all is seen.
fn height(count: u64, most: u64) -> usize {
    let height = count.saturating_mul(BAR_HEIGHT as u64).div_ceil(most);
    usize::try_from(height).unwrap_or(BAR_HEIGHT).clamp(1, BAR_HEIGHT)
}

/// All of the time from the first month to the last, also that of which there is nothing: in months
/// where they are few, else in years, else in tens of years.
fn spans(months: &[(String, u64)]) -> Vec<Span> {
    let mut counts = Vec::new();
    for (month, count) in months {
        let Some((year, month)) = month.split_once('-') else { continue };
        let (Ok(year), Ok(month)) = (year.parse::<u32>(), month.parse::<u32>()) else { continue };
        counts.push((year * MONTHS + month.saturating_sub(1), *count));
    }
    let (Some(first), Some(last)) =
        (counts.iter().map(|(at, _)| *at).min(), counts.iter().map(|(at, _)| *at).max())
    else {
        return Vec::new();
    };
    let fits = |months: &u32| last / months - first / months < SPANS_MAX;
    let each = [1, MONTHS].into_iter().find(fits).unwrap_or(MONTHS * YEARS);
    let asked = |at: u32| match each {
        1 => format!("{:04}-{:02}", at / MONTHS, at % MONTHS + 1),
        MONTHS => format!("{at:04}"),
        _ => format!("{:04}..{:04}", at * YEARS, at * YEARS + YEARS - 1),
    };
    let all = (first / each..=last / each).rev().take(SPANS_MAX as usize);
    let mut spans: Vec<Span> = all
        .map(|at| {
            let of = counts.iter().filter(|(month, _)| month / each == at);
            Span { asked: asked(at), count: of.map(|(_, count)| count).sum() }
        })
        .collect();
    spans.reverse();
    spans
}

const MONTHS: u32 = 12;
const YEARS: u32 = 10;
const SPANS_MAX: u32 = 48;
const BAR_WIDTH: usize = 6;
const BAR_HEIGHT: usize = 48;

#[cfg(test)]
mod tests {
    use super::*;

    fn told(months: &[(&str, u64)]) -> Vec<String> {
        let months: Vec<_> = months.iter().map(|(month, n)| ((*month).to_owned(), *n)).collect();
        spans(&months).iter().map(said).collect()
    }

    #[test]
    fn time_is_told_whole_in_months_or_years_or_tens_of_years() {
        assert_eq!(
            told(&[("2003-11", 2), ("2004-01", 1)]),
            ["2003-11: 2", "2003-12: 0", "2004-01: 1"]
        );
        let years = told(&[("1969-02", 2), ("1969-12", 1), ("1976-01", 4)]);
        assert_eq!((years.len(), years[0].as_str(), years[7].as_str()), (8, "1969: 3", "1976: 4"));
        let tens = told(&[("1861-04", 1), ("1979-12", 2)]);
        assert_eq!((tens.len(), tens[0].as_str()), (12, "1860..1869: 1"));
        assert_eq!(tens[11], "1970..1979: 2");
        assert!(told(&[]).is_empty());
    }
}
