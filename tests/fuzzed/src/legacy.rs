//! Markings of the years before the register.

use marking::{Legacy, Marking, modern_form};

/// What is read is a sound marking in canonical form, in capitals too, and more captions never
/// lower it; what is refused is refused at a place that exists.
///
/// # Panics
/// If not.
pub fn legacy(bytes: &[u8]) {
    let text = crate::text(bytes);
    let legacy = match modern_form(text) {
        Ok(legacy) => legacy,
        Err(error) => {
            assert!(text.get(error.at.clone()).is_some(), "{text:?}: {error:?}");
            assert!(!error.to_string().is_empty(), "{text:?}");
            return;
        }
    };
    let modern = sound(text, &legacy);
    let mut caveats = legacy.caveats.clone();
    caveats.sort_unstable();
    caveats.dedup();
    assert_eq!(caveats.len(), legacy.caveats.len(), "{text:?}: {:?}", legacy.caveats);
    let capitals = modern_form(&text.to_ascii_uppercase()).expect("case means nothing");
    assert_eq!(capitals.banner, legacy.banner, "{text:?}");
    for caption in MORE {
        let more = format!("{text}; {caption}");
        let Ok(raised) = modern_form(&more) else { continue };
        let lacking = sound(&more, &raised).lacks(&modern);
        assert!(lacking.is_empty(), "{more:?}: {} lacks {lacking:?}", raised.banner);
        assert!(legacy.caveats.iter().all(|held| raised.caveats.contains(held)), "{more:?}");
    }
}

fn sound(text: &str, legacy: &Legacy) -> Marking {
    let parsed = Marking::parse(&legacy.banner).expect("today's form is read");
    assert_eq!(parsed.problems, [], "{text:?}: {}", legacy.banner);
    assert_eq!(parsed.marking.banner(), legacy.banner, "{text:?}");
    parsed.marking
}

const MORE: [&str; 4] = ["Noforn", "Exdis", "Nodis", "Limdis"];
