//! Names of one person and of two: cases in tests/golden/fusion/names.tsv. And what holds for any text.

use fusion::{Gazetteer, Kind, Name, Record, Weight, Weights, explain, extract, score};
use proptest::prelude::*;

#[test]
fn names_of_one_person_are_known_in_any_script_order_and_form() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/golden/fusion/names.tsv");
    let text = std::fs::read_to_string(path).unwrap();
    let weights = Weights::default();
    let mut wrong = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let mut parts = line.split('\t');
        let (one, other, verdict) =
            (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        let record = |name: &str| Record::new(Kind::Person).named(name);
        let (one, other) = (record(one), record(other));
        let says = score(&one, &other, &weights).0 - weights.prior.0;
        let met = fusion::Candidates::of([&one]).of_record(&other) == [0];
        let right = match verdict {
            "same" => met && says >= Weight::bits(10).0,
            "apart" => !met || says + weights.prior.0 < weights.thresholds.link.0,
            other => panic!("line {}: {other}", at + 1),
        };
        if !right {
            let evidence: Vec<_> =
                explain(&one, &other, &weights).1.iter().map(ToString::to_string).collect();
            wrong.push(format!(
                "names.tsv:{}: {line}: met {met}, {says}: {}",
                at + 1,
                evidence.join("; ")
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_read_and_what_is_found_stands_in_it(text in "\\PC{0,120}") {
        let names = Name::read_all(&text);
        prop_assert!(names.iter().all(|name| !name.is_empty()));
        for found in extract(&text, Gazetteer::common()) {
            prop_assert_eq!(text.get(found.span), Some(&*found.text));
        }
        let record = Record::new(Kind::Person).named(&text).role(&text);
        prop_assert_eq!(score(&record, &record, &Weights::default()), explain(&record, &record, &Weights::default()).0);
    }
}
