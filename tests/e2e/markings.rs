//! The marking language on cases from the register's and ODNI's rules.

use kit::cases::{compare, lines};
use marking::{Marking, rollup};

#[test]
fn markings_read_print_and_break_rules_as_listed() {
    compare(&lines("markings/forms.txt"), |input| match Marking::parse(input) {
        Ok(parsed) => {
            let mut rules: Vec<_> = parsed.problems.iter().map(|problem| problem.rule).collect();
            rules.dedup();
            let (banner, portion) = (parsed.marking.banner(), parsed.marking.portion());
            format!("{banner} | {portion} | {}", rules.join(", "))
                .trim_end_matches([' ', '|'])
                .to_owned()
        }
        Err(error) => format!("error: {error}"),
    });
}

#[test]
fn portions_roll_up_as_listed() {
    compare(&lines("markings/roll-up.txt"), |input| {
        let portions = input.split(';').map(|mark| Marking::parse(mark.trim()));
        match portions.collect::<Result<Vec<_>, _>>() {
            Ok(all) => rollup(all.iter().map(|parsed| &parsed.marking)).banner.banner(),
            Err(error) => format!("error: {error}"),
        }
    });
}

#[test]
fn what_is_no_marking_is_refused_with_its_place() {
    compare(&lines("markings/errors.txt"), |input| match Marking::parse(input) {
        Ok(parsed) => format!("reads as {}", parsed.marking.banner()),
        Err(error) => format!("{error} @ {}..{}", error.at.start, error.at.end),
    });
}
