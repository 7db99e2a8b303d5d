//! Markings by a community's own register and by a local scheme, on the documentation's example.

use std::path::Path;

use kit::cases::{compare, lines};
use kit::own;
use marking::{Marking, Problem, rollup};

fn with_problems(printed: String, problems: &[Problem]) -> String {
    let mut said = printed;
    for problem in problems {
        said.push_str(" | ");
        said.push_str(&problem.message);
    }
    said
}

#[test]
fn markings_read_and_print_by_the_communitys_register_as_listed() {
    let community = own::community();
    compare(&lines("markings/register-own.txt"), |input| {
        match Marking::parse_by(input, &community.register) {
            Ok(parsed) => {
                let marking = &parsed.marking;
                let forms = [marking.banner(), marking.portion(), marking.title()].join(" | ");
                with_problems(forms, &parsed.problems)
            }
            Err(error) => format!("error: {error} @ {}..{}", error.at.start, error.at.end),
        }
    });
}

#[test]
fn portions_with_the_communitys_controls_roll_up_as_listed() {
    let community = own::community();
    compare(&lines("markings/register-own-roll-up.txt"), |input| {
        let read = |mark: &str| Marking::parse_by(mark.trim(), &community.register);
        let portions: Vec<_> = input.split(';').map(|mark| read(mark).unwrap().marking).collect();
        rollup(portions.iter()).banner.banner()
    });
}

#[test]
fn markings_of_a_scheme_read_print_and_equal_as_listed() {
    let community = own::community();
    let scheme = &community.schemes["Nordland"];
    compare(&lines("markings/scheme.txt"), |input| match scheme.parse(input) {
        Ok(parsed) => {
            let marking = &parsed.marking;
            let equal = match marking.equivalent(&community.register) {
                Ok(equal) => equal.marking.banner(),
                Err(reason) => reason.to_string(),
            };
            let forms = [marking.banner(), marking.portion(), equal].join(" | ");
            with_problems(forms, &parsed.problems)
        }
        Err(error) => format!("error: {error} @ {}..{}", error.at.start, error.at.end),
    });
}

#[test]
fn portions_of_a_scheme_roll_up_as_listed() {
    let community = own::community();
    let scheme = &community.schemes["Nordland"];
    compare(&lines("markings/scheme-roll-up.txt"), |input| {
        let portions = input.split(';').map(|mark| scheme.parse(mark.trim()).unwrap().marking);
        let portions: Vec<_> = portions.collect();
        scheme.rollup(&portions).unwrap().banner()
    });
}

#[test]
fn a_faulty_register_or_scheme_says_what_is_wrong_in_which_line() {
    compare(&lines("community-register-faults.txt"), |input| {
        let text = format!("{SOUND}{}\n", input.replace("; ", "\n"));
        let before = SOUND.lines().count();
        match server::read_community(&text, Path::new("c")) {
            Ok(_) => "sound".to_owned(),
            Err(server::Error::Community { faults, .. }) => {
                let shown = faults.iter().map(|fault| {
                    let (line, what) = fault.strip_prefix("c:").unwrap().split_once(": ").unwrap();
                    let line: usize = line.parse().unwrap();
                    format!("{}: {}", line.saturating_sub(before), what.replace('\n', " "))
                });
                shown.collect::<Vec<_>>().join("; ")
            }
            Err(other) => other.to_string(),
        }
    });
}

const SOUND: &str = r#"format = "tearline.community/1"
name = "C"
[leads_only]
open = ["analysis"]
[[agency]]
id = "A"
name = "a"
nation = "USA"
[[caveat]]
id = "A:C"
meaning = "c"
"#;
