//! Queries that are read, and what is said of those that are not.

use super::super::ast::told;
use super::*;
use model::{NamedPlace, SearchVocabulary};

fn thesaurus() -> Thesaurus {
    let places = vec![NamedPlace {
        names: vec!["Tapachula".to_owned(), "Tapachula de Córdova".to_owned()],
        microdegrees: (14_900_000, -92_300_000),
    }];
    let synonyms = vec![vec!["coyote".to_owned(), "people smuggler".to_owned()]];
    Thesaurus::of(&SearchVocabulary { synonyms, places })
}

/// Each line is `query => meaning`, or `query` and below it the carets and what is wrong.
#[test]
fn queries_are_understood_or_explained() {
    let cases = include_str!("cases.txt");
    let mut lines =
        cases.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    while let Some((at, line)) = lines.next() {
        let (query, expected) = match line.split_once(" => ") {
            Some((query, meaning)) => (query, meaning.to_owned()),
            None => {
                let carets = lines.next().unwrap().1;
                let message = lines.next().unwrap().1;
                (line, format!("{line}\n{carets}\n{message}"))
            }
        };
        let found = match read(query, Reading::default(), &thesaurus()) {
            Ok(parsed) => told(&parsed.root),
            Err(fault) => format!("{}\n{fault}", fault.explained()),
        };
        assert_eq!(found, expected, "line {}", at + 1);
    }
}

#[test]
fn limits_are_kept() {
    let read = |query: &str| read(query, Reading::default(), &Thesaurus::default());
    let deep = format!("{}a{}", "(".repeat(40), ")".repeat(40));
    assert!(read(&deep).unwrap_err().message.contains("deep"));
    assert!(read(&"a ".repeat(65)).unwrap_err().message.contains("64"));
    let long = read(&"ü".repeat(1_001)).unwrap_err();
    assert_eq!(long.at, [1_000, 1_001]);
    assert!(read(&"-".repeat(900)).is_err() && read(&"NOT ".repeat(200)).is_err());
}
