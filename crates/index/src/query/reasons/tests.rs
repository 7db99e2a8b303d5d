//! What is said of why a report matches.

use model::{
    About, AgencyId, Dated, Kind, NamedPlace, Place, Portion, Precedence, ReportId,
    SearchVocabulary, Serial, Timestamp, Topic,
};

use super::*;
use crate::query::{Reading, Thesaurus, read};

fn portion(text: &str) -> Portion {
    Portion { marking: Default::default(), written: None, text: text.to_owned() }
}

fn place(name: &str, position: Option<(f64, f64)>) -> Place {
    Place { name: name.to_owned(), country: None, position }
}

fn dated(written: &str) -> Dated {
    Dated { at: Timestamp::parse(written).unwrap(), written: written.to_owned() }
}

fn rendition() -> Rendition {
    let person = |kind: &str, name: &str| Mention {
        kind: kind.to_owned(),
        name: name.to_owned(),
        ..Mention::default()
    };
    let about = About {
        topics: vec![Topic::new("false-documents").unwrap()],
        occurred: Some((dated("2004-06-01"), dated("2004-06-30"))),
        places: vec![
            place("Tapachula", Some((14.9, -92.3))),
            place("Ciudad Hidalgo", None),
            place("Homel", None),
        ],
        references: vec!["CIA TD-314/2".to_owned()],
        ..About::default()
    };
    Rendition {
        id: ReportId {
            originator: AgencyId::new("CIA").unwrap(),
            serial: Serial::new("TD-314/1").unwrap(),
            version: 1,
        },
        kind: Kind::parse("cable").unwrap(),
        precedence: Precedence::Routine,
        issued: Some(dated("2004-07-09")),
        banner: Default::default(),
        title: Some(portion("Of passports")),
        portions: vec![
            portion("They smuggled travel documents by lorry."),
            portion("Mr. Kissinger saw Gonzalez and the passport of Иван."),
        ],
        tearlines: Vec::new(),
        pointer: None,
        caveats: Vec::new(),
        leads_only: false,
        about: Some(about),
        addressees: Vec::new(),
        mentions: vec![person("person", "Juan Pérez"), person("vessel", "Sea Star")],
        obligations: Vec::new(),
        outcome: "release",
    }
}

fn thesaurus() -> Thesaurus {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    Thesaurus::of(&SearchVocabulary {
        synonyms: vec![names(&["truck", "lorry"])],
        places: vec![
            NamedPlace {
                names: names(&["Ciudad Hidalgo"]),
                microdegrees: (14_680_000, -92_150_000),
            },
            NamedPlace {
                names: names(&["Gomel", "Homel"]),
                microdegrees: (52_430_000, 31_000_000),
            },
        ],
    })
}

fn why(query: &str) -> Vec<(String, How)> {
    let parsed = read(query, Reading::default(), &thesaurus()).unwrap();
    let reasons = parsed.reasons(&rendition()).into_iter();
    reasons.map(|reason| (reason.found, reason.how)).collect()
}

#[test]
fn it_is_said_which_word_matches_which_part_and_how() {
    for (query, found, how) in [
        ("passports", "passports", How::Same),
        ("passport", "passports", How::Form),
        ("smuggling", "smuggled", How::Form),
        ("truck", "lorry", How::Synonym),
        ("passp*", "passports", How::Pattern),
        ("kisinger~1", "Kissinger", How::Alike(Likeness::Spelling)),
        ("~Gonsales", "Gonzalez", How::Alike(Likeness::Sound)),
        ("~Ivan", "Иван", How::Alike(Likeness::Letters)),
    ] {
        assert_eq!(why(query), [(found.to_owned(), how)], "{query}");
    }
    assert!(why("laminate").is_empty());
}

#[test]
fn it_is_said_which_field_matches_and_why_a_place_does() {
    for (query, found, how) in [
        ("originator:CIA", "CIA", How::Same),
        ("originator:C*", "CIA", How::Pattern),
        ("kind:cable", "cable", How::Same),
        ("topic:false-documents", "false-documents", How::Same),
        ("id:TD-314/1", "CIA TD-314/1", How::Same),
        ("refers:TD-314/2", "CIA TD-314/2", How::Same),
        ("issued:2004", "2004-07-09", How::Same),
        ("occurred:2004-06-15", "2004-06-01 to 2004-06-30", How::Same),
        ("has:place", "place", How::Same),
        ("marking:unclassified", "UNCLASSIFIED", How::Same),
        ("person:\"Juan Peres\"", "Juan Pérez", How::Alike(Likeness::Spelling)),
        ("person:=\"Juan Perez\"", "Juan Pérez", How::Same),
        ("named:\"Sea Star\"", "Sea Star", How::Same),
        ("place:Tapachula", "Tapachula", How::Same),
        ("place:Gomel", "Homel", How::Gazetteer),
        ("box:14.8,-93,15,-92.2", "Tapachula", How::Inside),
    ] {
        assert_eq!(why(query), [(found.to_owned(), how)], "{query}");
    }
    let near = why("near:14.68,-92.15,50");
    let Some((name, How::Away(km))) = near.first() else { panic!("{near:?}") };
    assert!(name == "Tapachula" && (28.0..31.0).contains(km), "{near:?}");
    // Where the report does not say where a place is, the gazetteer does.
    assert_eq!(near.get(1), Some(&("Ciudad Hidalgo".to_owned(), How::Gazetteer)));
}
