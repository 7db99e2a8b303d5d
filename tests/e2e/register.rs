//! The register and manual's own examples and tables: read, printed and rolled up.

use kit::cases::{compare, compare_each, lines};
use marking::{Marking, ParseError, rollup};

/// The banner of portions, each read as it stands in a document with the expected banner.
fn rolled_up(portions: &str, banner: &str) -> Result<String, ParseError> {
    let banner = Marking::parse(banner)?.marking;
    let read = |mark: &str| Ok(Marking::parse(mark.trim())?.marking.in_banner(&banner));
    let portions = portions.split(';').map(read).collect::<Result<Vec<_>, _>>()?;
    Ok(rollup(portions.iter()).banner.banner())
}

fn roll_up_as_listed(name: &str) {
    compare_each(&lines(name), |case| {
        rolled_up(&case.input, &case.expected).unwrap_or_else(|error| format!("error: {error}"))
    });
}

#[test]
fn example_pages_roll_up_to_their_banners() {
    roll_up_as_listed("markings/register-pages.txt");
}

#[test]
fn example_pages_that_slip_roll_up_by_the_rules() {
    roll_up_as_listed("markings/register-anomalies.txt");
}

#[test]
fn disclosure_rolls_up_by_the_register_s_tables() {
    roll_up_as_listed("markings/register-fdr-table.txt");
}

#[test]
fn example_banners_and_portions_read_and_print() {
    compare(&lines("markings/register-pairs.txt"), |input| {
        let (banner, portion) = input.split_once("; ").expect("a banner and a portion");
        let banner = printed(banner, Marking::banner);
        let portion = match portion {
            "-" => portion.to_owned(),
            portion => printed(portion, Marking::portion),
        };
        format!("{banner}; {portion}")
    });
}

#[test]
fn every_marking_of_the_register_has_its_title_abbreviation_and_portion_mark() {
    compare(&lines("markings/register-tokens.txt"), |input| {
        format!("{}; {}", printed(input, Marking::banner), printed(input, Marking::portion))
    });
}

fn printed(text: &str, form: fn(&Marking) -> String) -> String {
    match Marking::parse(text) {
        Ok(parsed) => form(&parsed.marking),
        Err(error) => format!("error: {error}"),
    }
}
