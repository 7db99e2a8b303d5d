//! The values of the register, the retired ones, and which protects longest.

use proptest::prelude::*;

use super::*;
use crate::Attributes;

fn source() -> Day {
    Day::parse("20010911").unwrap()
}

fn read(text: &str) -> Instruction {
    Instruction::read(text, source()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn values_are_read_as_printed_and_put_right_where_they_are_retired() {
    let stated = Origin::Stated;
    let cases = [
        ("20260131", "20260131", stated),
        ("Completion of Exercise NORTH WIND", "Completion of Exercise NORTH WIND", stated),
        ("25X1, 20510131", "25X1, 20510131", stated),
        ("25x9,20510131", "25X9, 20510131", stated),
        ("25X2, End of the program", "25X2, End of the program", stated),
        ("25X1, EO 12951", "25X1, EO 12951", stated),
        ("50X1-HUM", "50X1-HUM", stated),
        ("50X1 - HUM", "50X1-HUM", stated),
        ("50X2\u{2013}WMD", "50X2-WMD", stated),
        ("50X6, 20760131", "50X6, 20760131", stated),
        ("75X1, 21010131", "75X1, 21010131", stated),
        (
            "N/A to RD/FRD and NATO portions.  See source list for NSI portions.",
            "N/A to RD/FRD and NATO portions. See source list for NSI portions.",
            stated,
        ),
        (
            "N/A to NATO portions. See source list for NSI portions.",
            "N/A to NATO portions. See source list for NSI portions.",
            stated,
        ),
        ("25X3", "25X3, 20510911", Origin::Undated),
        ("Source Marked 25X3, date of source 20010911", "25X3, 20510911", Origin::Undated),
        ("", "20260911", Origin::NoGuidance),
        ("OADR", "20260911", Origin::Retired(Retired::Oadr)),
        ("Source Marked OADR, date of source 19900101", "20260911", Origin::Retired(Retired::Oadr)),
        ("Manual Review", "20260911", Origin::Retired(Retired::ManualReview)),
        ("X5", "20260911", Origin::Retired(Retired::X(5))),
        ("DCI Only", "20260911", Origin::Retired(Retired::DirectorOnly)),
        (
            "Subject to treaty or international agreement",
            "20260911",
            Origin::Retired(Retired::Treaty),
        ),
        ("25X1-human", "50X1-HUM", Origin::Retired(Retired::HumanSource)),
        ("25X1 - human", "50X1-HUM", Origin::Retired(Retired::HumanSource)),
    ];
    for (text, printed, origin) in cases {
        let found = read(text);
        assert_eq!((found.value.to_string().as_str(), found.origin), (printed, origin), "{text}");
        assert_eq!(read(printed).value, found.value, "{printed}");
    }
}

#[test]
fn what_looks_like_a_mistyped_value_is_no_event() {
    let cases = [
        "20261331",
        "2026-01-31",
        "25X0, 20510131",
        "25X10",
        "50X1",
        "75X",
        "50X1, 2076",
        "X9",
        "25X1 20510131",
        "N/A to SAP portions. See source list for NSI portions.",
        "never",
        "25X1-HUMINT source",
        "N/A to RD portions",
        "N/A to  portions. See source list for NSI portions.",
    ];
    for text in cases {
        assert!(Instruction::read(text, source()).is_err(), "{text}");
    }
}

#[test]
fn the_hierarchy_decides_between_kinds_and_the_later_day_within_one() {
    let descending = [
        "N/A to RD portions. See source list for NSI portions.",
        "75X2, 21010131",
        "50X1-HUM",
        "50X2-WMD",
        "50X1, 20760131",
        "50X2, 20760131",
        "50X1, 20700131",
        "25X1, EO 12951",
        "25X2, 20450131",
        "25X3, 20450131",
        "25X1, 20400131",
        "25X1",
        "20260131",
        "20250131",
        "End of the operation",
        "",
    ];
    for (at, longer) in descending.iter().enumerate() {
        for shorter in &descending[at..] {
            let expected = Ok(Some(read(longer).value));
            assert_eq!(longest(&[read(longer), read(shorter)]), expected, "{longer} {shorter}");
            assert_eq!(longest(&[read(shorter), read(longer)]), expected, "{longer} {shorter}");
        }
    }
    assert_eq!(longest(&[]), Ok(None));
}

#[test]
fn portions_without_a_day_are_joined() {
    let sources = [
        read("N/A to FRD portions. See source list for NSI portions."),
        read("20260131"),
        read("N/A to RD portions. See source list for NSI portions."),
        read("N/A to NATO portions. See source list for NSI portions."),
    ];
    assert_eq!(
        longest(&sources).unwrap().unwrap().to_string(),
        "N/A to RD/FRD and NATO portions. See source list for NSI portions."
    );
}

#[test]
fn ends_that_cannot_be_compared_are_left_to_people() {
    let one = read("25X1, End of the program");
    let two = read("25X2, 20450131");
    assert!(longest(&[one.clone(), two.clone()]).is_err());
    let above = read("50X1-HUM");
    assert_eq!(longest(&[one, two, above.clone()]), Ok(Some(above.value)));
}

#[test]
fn blocks_are_original_or_derivative() {
    let block = |text: &str| Block::read(text, source());
    let original = block(
        "Classified By: J. Doe, Director\nReason: EO 13526, 1.4(a), (c)\nDeclassify On: 20260131",
    );
    let mut attributes = Attributes::default();
    original.unwrap().set_in(&mut attributes);
    assert_eq!(
        attributes.to_json(),
        serde_json::json!({
            "classifiedBy": "J. Doe, Director", "declassDate": "2026-01-31",
            "classificationReason": "EO 13526, 1.4(a), (c)",
        })
    );
    let derivative = block(
        "classified by: 1234\n\nDerived From: Multiple Sources\nDeclassify On: 25X1, 20510131\n",
    );
    let mut attributes = Attributes::default();
    derivative.unwrap().set_in(&mut attributes);
    assert_eq!(
        attributes.to_json(),
        serde_json::json!({
            "derivativelyClassifiedBy": "1234", "derivedFrom": "Multiple Sources",
            "declassDate": "2051-01-31", "declassException": "25X1",
        })
    );
    let missing = |line| Err(AuthorityError::Missing { line });
    assert_eq!(block("Derived From: A\nDeclassify On: 20260131"), missing("Classified By"));
    assert_eq!(block("Classified By: A\nDeclassify On: 20260131"), missing("Derived From"));
    assert_eq!(
        block("Classified By: A\nDerived From: B\nDeclassify On:"),
        missing("Declassify On")
    );
    assert_eq!(
        block("Classified By: A\nDerived From: B\nReason: 1.4(c)\nDeclassify On: 20260131"),
        Err(AuthorityError::Both)
    );
    for line in ["Downgrade To: S", "Classified By: B", "free text"] {
        let text = format!("Classified By: A\nDerived From: B\n{line}\nDeclassify On: 20260131");
        assert!(matches!(block(&text), Err(AuthorityError::Line { .. })), "{line}");
    }
}

#[test]
fn a_reason_cites_a_category() {
    let cases = [
        ("1.4(c)", "c"),
        ("1.4 (a), (C) and (g)", "acg"),
        ("E.O. 13526, section 1.4(d), foreign relations", "d"),
        ("1.4c", "c"),
        ("1.4 a, c and e", "ace"),
    ];
    for (text, letters) in cases {
        let reasons = Reasons::read(text).unwrap();
        assert_eq!(reasons.categories.into_iter().collect::<String>(), letters, "{text}");
    }
    for text in ["", "1.4", "1.4(i)", "1.4(cd)", "1.4(c", "national security", "1.4 because"] {
        assert!(Reasons::read(text).is_err(), "{text}");
    }
}

fn any_instruction() -> impl Strategy<Value = Instruction> {
    let texts = prop_oneof![
        prop::sample::select(
            &[
                "",
                "25X1",
                "OADR",
                "50X1-HUM",
                "50X2-WMD",
                "25X1, EO 12951",
                "End of the program",
                "N/A to RD portions. See source list for NSI portions.",
            ][..]
        )
        .prop_map(str::to_owned),
        (2020..2030_u16).prop_map(|year| format!("{year}0131")),
        (prop::sample::select(&["25X", "50X", "75X"][..]), 1..4_u8, 2045..2047_u16)
            .prop_map(|(kind, number, year)| format!("{kind}{number}, {year}0131")),
    ];
    texts.prop_map(|text| read(&text))
}

proptest! {
    #[test]
    fn the_order_of_the_sources_does_not_matter(
        sources in prop::collection::vec(any_instruction(), 0..6),
    ) {
        let mut reversed = sources.clone();
        reversed.reverse();
        prop_assert_eq!(longest(&sources), longest(&reversed));
        let once = longest(&sources);
        let doubled: Vec<_> = sources.iter().chain(&sources).cloned().collect();
        prop_assert_eq!(longest(&doubled), once);
    }

    #[test]
    fn what_is_printed_is_read_back(text in ".*") {
        if let Ok(found) = Instruction::read(&text, source()) {
            prop_assert_eq!(read(&found.value.to_string()).value, found.value);
        }
    }

    #[test]
    fn no_text_panics(text in "(Classified By:|Reason:|Derived From:|Declassify On:|\n|.){0,20}") {
        let _ = Block::read(&text, source());
        let _ = Reasons::read(&text);
    }
}
