//! No byte of what is withheld is in any format.

use marking::Level;
use model::{Function, Mention, Report};
use proptest::prelude::*;
use proptest::sample::select;

use super::golden::written;
use super::world::*;

const MARKS: &[&str] =
    &["U", "U//FOUO", "C", "S", "S//NF", "TS//SI", "S//REL TO USA, GBR", "S//OC"];

/// A word that nothing else says; `w7q` is in all of them.
fn word(at: usize) -> String {
    let letter = |of: usize| char::from(b'a' + u8::try_from(of % 26).unwrap());
    format!("w7q{}{}{}", letter(at / 26), letter(at), letter(at + 7))
}

#[derive(Clone, Debug)]
struct Written {
    title: usize,
    portions: Vec<usize>,
    tearlines: Vec<usize>,
    pointer: Option<usize>,
    mentions: Vec<(Option<usize>, bool)>,
}

fn reports() -> impl Strategy<Value = Written> {
    let mark = 0..MARKS.len();
    (
        mark.clone(),
        proptest::collection::vec(mark.clone(), 1..5),
        proptest::collection::vec(mark.clone(), 0..3),
        proptest::option::of(mark),
        proptest::collection::vec((proptest::option::of(0_usize..5), any::<bool>()), 0..5),
    )
        .prop_map(|(title, portions, tearlines, pointer, mentions)| Written {
            title,
            portions,
            tearlines,
            pointer,
            mentions,
        })
}

/// The report, every text of it with a word of its own.
fn of(written: &Written) -> Report {
    // Texts name whom the report lists, so that masking has something to mask.
    let named = |at: usize| match written.mentions.len() {
        0 => String::new(),
        count => format!(" met {}", word(100 + 10 * (at % count))),
    };
    let parts = |marks: &[usize], from: usize| {
        let marks = marks.iter().enumerate();
        let text = |at| word(from + at) + &named(at);
        marks.map(|(at, mark)| part(MARKS[*mark], &text(at))).collect::<Vec<_>>()
    };
    let title = part(MARKS[written.title], &(word(0) + &named(1)));
    let mut report = report("CIA", "TD-1", title, parts(&written.portions, 10));
    report.tearlines = parts(&written.tearlines, 30);
    report.pointer = written.pointer.map(|mark| part(MARKS[mark], &word(40)));
    report.addressees = vec![word(50)];
    report.about.references = vec![word(51)];
    report.about.derived_from = Vec::new();
    report.about.source_url = Some(format!("https://{}.example/", word(52)));
    report.about.places =
        vec![model::Place { name: word(53), country: Some("MEX".into()), position: None }];
    report.about.original_marking = Some(word(54));
    let mentions = written.mentions.iter().enumerate().map(|(at, (portion, us))| Mention {
        aliases: vec![word(101 + 10 * at)],
        ids: vec![
            ("passport".into(), word(102 + 10 * at)),
            ("email".into(), format!("{}@example.org", word(103 + 10 * at))),
            ("username".into(), word(104 + 10 * at)),
        ],
        portion: portion.filter(|of| *of < written.portions.len()),
        us_person: us.then_some(true),
        role: Some(word(105 + 10 * at)),
        ..mention(["person", "vessel", "organization"][at % 3], &word(100 + 10 * at), 0)
    });
    report.mentions = mentions.collect();
    report
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn no_byte_of_what_is_withheld_is_in_any_format(
        drawn in reports(),
        level in select(&[Level::Unclassified, Level::Confidential, Level::Secret, Level::TopSecret][..]),
        nation in select(&["USA", "GBR"][..]),
        knows in any::<bool>(),
    ) {
        let functions: &[Function] = if knows { &[Function::UsIdentities] } else { &[] };
        let (community, report) = (community(), of(&drawn));
        let reader = recipient(level, nation, functions);
        let Some(released) = release(&report, &reader, &community) else { return Ok(()) };
        let shown = format!("{:?}", released.rendition());
        let withheld: Vec<String> = (0..160).map(word).filter(|word| !shown.contains(word)).collect();
        for (end, text) in written(&released, &community) {
            for word in &withheld {
                prop_assert!(!text.contains(word), "{word} in {end}: {text}");
            }
        }
        // What is shown is there: the law does not hold because nothing is written.
        let title = released.rendition().texts().map(|part| part.text.clone());
        let formats = written(&released, &community);
        for text in title {
            for end in ["stix.json", "misp.json", "csv", "atom.xml"] {
                let (_, said) = formats.iter().find(|(of, _)| *of == end).unwrap();
                prop_assert!(said.contains(&text), "{text} not in {end}");
            }
        }
    }

    #[test]
    fn two_reports_that_show_the_same_are_written_the_same(
        drawn in reports(),
        level in select(&[Level::Unclassified, Level::Confidential, Level::Secret][..]),
        more in proptest::collection::vec(0..MARKS.len(), 0..3),
    ) {
        let (community, reader) = (community(), recipient(level, "USA", &[]));
        let report = of(&drawn);
        let Some(released) = release(&report, &reader, &community) else { return Ok(()) };
        // What this reader may not have is changed; where that changes nothing that is shown, not a
        // byte may change.
        let mut other = report;
        for (at, mark) in more.iter().enumerate() {
            other.portions.push(part(MARKS[*mark], &word(20 + at)));
        }
        other.banner = std::sync::Arc::new(other.required_banner().banner);
        let Some(second) = release(&other, &reader, &community) else { return Ok(()) };
        if released.rendition() == second.rendition() {
            prop_assert_eq!(written(&released, &community), written(&second, &community));
        }
    }
}
