//! Hard cases of masking.

use model::{About, MadeFrom, Mention, Place, Topic};

use super::*;

fn person(name: &str) -> Mention {
    Mention {
        kind: "person".to_owned(),
        name: name.to_owned(),
        us_person: Some(true),
        ..Mention::default()
    }
}

fn with(name: &str, aliases: &[&str], ids: &[&str]) -> Mention {
    let aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
    let ids = ids.iter().map(|id| ("number".to_owned(), (*id).to_owned())).collect();
    Mention { aliases, ids, ..person(name) }
}

fn masker(mentions: &[Mention]) -> FormMasker {
    let names = Names::of(mentions);
    let numbers = (1..=names.count()).map(Some).collect();
    FormMasker { masker: Masker { names }, numbers }
}

/// Each case is a text and what is left of it, with `#1` for `[US PERSON 1]`.
#[track_caller]
fn check(mentions: &[Mention], cases: &[(&str, &str)]) {
    let masker = masker(mentions);
    for (text, expected) in cases {
        let masked = masker.text(text);
        assert_eq!(masked.replace("[US PERSON ", "#").replace(']', ""), *expected, "{text}");
        assert_eq!(masker.text(&masked), masked, "masking twice is masking once");
    }
}

#[test]
fn a_name_is_masked_whatever_its_case_spacing_form_hyphens_and_breaks() {
    check(
        &[person("José Hernández")],
        &[
            ("José Hernández drove.", "#1 drove."),
            ("JOSE HERNANDEZ DROVE.", "#1 DROVE."),
            ("Jose\u{301} Herna\u{301}ndez drove", "#1 drove"),
            ("José  \n Hernández drove", "#1 drove"),
            ("José Hernán-\ndez drove", "#1 drove"),
            ("Jo\u{ad}sé\u{a0}Hern\u{200b}ández", "#1"),
            ("JoséHernández and jose_hernandez@mail.example", "#1 and #1@mail.example"),
            ("ｊｏｓé ｈｅｒｎａｎｄｅｚ", "#1"),
            ("J O S É H E R N Á N D E Z drove", "#1 drove"),
            ("Hernández, José (driver)", "#1 (driver)"),
            ("HERNANDEZ/JOSE", "#1"),
            ("see https://x.example/jose-hernandez/1", "see https://x.example/#1/1"),
        ],
    );
}

#[test]
fn surname_and_given_name_are_masked_alone_as_whole_words() {
    check(
        &[person("Robert Smith")],
        &[
            ("Smith met robert at the SMITH farm", "#1 met #1 at the #1 farm"),
            ("Smithson and the blacksmith met Roberta", "Smithson and the blacksmith met Roberta"),
            ("Smith's car, the Smiths, Smiths’ house", "#1's car, the #1s, #1s’ house"),
            ("Smi-\nth left; Rob-ert stayed", "#1 left; #1 stayed"),
            ("Mr. Smith; Smith. Then Robert left", "Mr. #1; #1. Then #1 left"),
            ("Robert \"Bob\" Smith", "#1 \"Bob\" #1"),
            ("Smith Smith Robert", "#1"),
        ],
    );
}

#[test]
fn titles_particles_and_initials_are_masked_beside_the_name_alone() {
    let name = "Dr. Juan Q. de la Cruz Jr.";
    check(
        &[person(name)],
        &[
            ("Dr. Juan Q. de la Cruz Jr. came", "#1. came"),
            (
                "the doctor of de la Rosa, Jr. and a Dr. Q.",
                "the doctor of de la Rosa, Jr. and a Dr. Q.",
            ),
            ("Cruz came from la Paz", "#1 came from la Paz"),
            ("de la Cruz was seen in de la Rosa", "#1 was seen in de la Rosa"),
            ("Juan de la Cruz and Juan Cruz", "#1 and #1"),
            ("J. de la Cruz", "J. #1"),
            ("Cruz Jr. came", "#1. came"),
        ],
    );
    check(
        &[person("J. R. Ewing")],
        &[
            ("J. R. Ewing, J.R. Ewing and J Ewing", "#1, #1 and #1"),
            ("J. R. went; item J", "J. R. went; item J"),
        ],
    );
    check(
        &[person("Abu Bakr al-Amriki")],
        &[("al-Amriki and Abu Bakr met Abu Zayd al-Masri", "#1 and #1 met Abu Zayd al-Masri")],
    );
}

#[test]
fn an_everyday_word_that_is_a_name_is_masked_where_it_is_written_as_one() {
    check(
        &[person("Will May")],
        &[
            ("They will go in may.", "They will go in may."),
            ("It was Will who came.", "It was #1 who came."),
            ("Will came.", "Will came."),
            ("Will May came", "#1 came"),
            ("WILL MAY CAME, AND WILL MAY", "#1 CAME, AND #1"),
        ],
    );
}

#[test]
fn aliases_and_numbers_are_masked_wherever_they_stand() {
    check(
        &[with(
            "Ann Lee",
            &["El Chato", "The Baker", "Maria Lopez", "El O'Brien"],
            &["C 123-4567", "1965-03-12", "7"],
        )],
        &[
            ("passport C1234567, c-1234567 and XC1234567Y", "passport #1, #1 and #1"),
            ("born 1965-03-12 or 1965 03 12", "born #1 or #1"),
            ("el chato, Chato and the baker", "#1, #1 and #1"),
            ("O'Brien went to Chatoville", "#1 went to Chatoville"),
            ("item 7 of 17", "item #1 of 17"),
            ("Lopez, Maria and Maria Lopez; Lopez went", "#1 and #1; Lopez went"),
            ("LEE ANN", "#1"),
        ],
    );
}

#[test]
fn several_people_keep_their_numbers_and_a_shared_surname_goes_by_what_stands_beside_it() {
    check(
        &[person("John Smith"), person("Mary Smith"), person("JOHN  SMITH")],
        &[
            ("Mary Smith called John Smith", "#2 called #1"),
            ("Smith, Mary and Smith, John", "#2 and #1"),
            ("Smith called Mary", "#1 called #2"),
            ("John and Mary Smith", "#1 and #2"),
        ],
    );
}

#[test]
fn one_listed_twice_has_one_number_and_what_is_listed_again_is_masked_too() {
    let again = Mention { us_person: None, ..with("john smith", &["Johnny Boy"], &[]) };
    let masker = masker(&[person("John Smith"), again.clone(), person("Eve Adams")]);
    assert_eq!(masker.text("Johnny Boy met Eve"), "[US PERSON 1] met [US PERSON 2]");
    let masked = masker.mention(again);
    assert_eq!((masked.name.as_str(), masked.us_person), ("[US PERSON 1]", Some(true)));
    assert!(masked.aliases.is_empty());
}

#[test]
fn names_of_scripts_without_blanks_are_found_within_the_line() {
    check(
        &[person("王小明"), person("田中 太郎"), person("Иван Петров")],
        &[
            ("昨日王小明说", "昨日#1说"),
            ("田中は東京で太郎と", "#2は東京で#2と"),
            ("ПЕТРОВА видел Петров И.", "ПЕТРОВА видел #3 И."),
        ],
    );
}

#[test]
fn a_firm_is_masked_by_its_name_and_not_by_its_words() {
    let firm =
        Mention { kind: "organization".to_owned(), ..person("The Harbor Freight Lines, Inc.") };
    check(
        &[firm],
        &[
            ("Harbor Freight Lines and HARBOR FREIGHT LINES INC paid", "#1 and #1 paid"),
            ("freight in the harbor, along two lines", "freight in the harbor, along two lines"),
        ],
    );
}

#[test]
fn another_entity_that_shares_a_word_is_masked_and_keeps_the_rest() {
    let other = Mention {
        kind: "vessel".to_owned(),
        us_person: None,
        ..with("Smith's Pride", &["Lady Smith"], &["SMITH-1"])
    };
    let masked = masker(&[person("John Smith")]).mention(other);
    assert_eq!(masked.name, "[US PERSON 1]'s Pride");
    assert_eq!(masked.aliases, ["Lady [US PERSON 1]"]);
    assert_eq!(masked.ids, [("number".to_owned(), "[US PERSON 1]-1".to_owned())]);
    assert_eq!(masked.us_person, None);
}

#[test]
fn what_a_whole_says_about_itself_names_nobody() {
    let masker = masker(&[person("Ada Byron")]);
    let place = |name: &str| Place { name: name.to_owned(), ..Place::default() };
    let topics = ["ada-byron", "narcotics"].map(|topic| Topic::new(topic).unwrap());
    let about = About {
        topics: topics.to_vec(),
        places: vec![place("Ada Byron Road"), place("Byron Bay")],
        references: vec!["CIA ADA BYRON 7".to_owned()],
        made_from: MadeFrom {
            title: Some(vec!["CIA Byron 1".to_owned()]),
            portions: vec![None, Some(vec!["CIA 8".to_owned()])],
            tearlines: Vec::new(),
        },
        source_url: Some("https://x.example/ada-byron".to_owned()),
        ..About::default()
    };
    let masked = masker.about(about);
    assert_eq!(masked.topics, [Topic::new("narcotics").unwrap()]);
    // A place that shares a surname keeps it; one that is called as somebody is does not.
    let places: Vec<&str> = masked.places.iter().map(|place| place.name.as_str()).collect();
    assert_eq!(places, ["[US PERSON 1] Road", "Byron Bay"]);
    assert_eq!(masked.references, ["CIA [US PERSON 1] 7"]);
    assert_eq!(masked.made_from.title, Some(vec!["CIA [US PERSON 1] 1".to_owned()]));
    assert_eq!(masked.made_from.portions, [None, Some(vec!["CIA 8".to_owned()])]);
    assert_eq!(masked.source_url.as_deref(), Some("https://x.example/[US PERSON 1]"));
}

#[test]
fn what_the_originator_masked_stays_masked() {
    let masker = masker(&[person("[US PERSON 2]"), person("[US PERSON 21]")]);
    let text = "A US person, [US PERSON 2] and [US PERSON 21]";
    assert_eq!(masker.text(text), "A US person, [US PERSON 1] and [US PERSON 2]");
}

#[test]
fn names_of_nothing_but_signs_titles_or_one_letter_mask_no_text() {
    let mentions =
        [person("—"), person("X"), person("Dr."), person(""), with("B", &["The"], &[""])];
    check(&mentions, &[("The X-ray by Dr. B — a", "The X-ray by Dr. B — a")]);
    let masked = masker(&mentions).mention(mentions[0].clone());
    assert_eq!(masked.name, "[US PERSON 1]");
}

#[test]
fn a_broken_spaced_or_plural_word_is_the_word_and_no_other_is() {
    check(
        &[person("Robert Jones")],
        &[
            ("Jo\nnes left; Rob'ert and Rob’ert came", "#1 left; #1 and #1 came"),
            ("R.O.B.E.R.T. left", "#1. left"),
            ("Jo\u{200b}nes left, R\u{ad}obert came", "#1 left, #1 came"),
            ("two Robert Joneses", "two #1es"),
            ("rob ert went", "rob ert went"),
            ("J, O, N, E, S", "J, O, N, E, S"),
        ],
    );
    // However long its longest word is.
    check(&[person("Ann Jones")], &[("the Joneses’ house", "the #1es’ house")]);
}

#[test]
fn what_stands_beside_a_surname_is_masked_as_far_as_it_is_of_the_name() {
    check(
        &[person("Dr. Juan Q. de la Cruz Jr.")],
        &[
            ("Dr. Cruz; Dr Cruz; Q. Cruz", "#1; #1; #1"),
            ("Cruz Q came; Cruz jr. came; Cruz, Jr. came", "#1 came; #1. came; #1. came"),
            ("Juan Q. Cruz and Juan de-la Cruz", "#1 and #1"),
            // What only looks like a part of it stays.
            ("item q Cruz", "item q #1"),
            ("he went to la. Cruz stayed", "he went to la. #1 stayed"),
            ("who? Juan. Juan? no", "who? #1. #1? no"),
            ("Juan Cruz De la Rosa", "#1 De la Rosa"),
        ],
    );
}

#[test]
fn people_whose_names_run_together_are_told_apart() {
    check(
        &[person("王小明"), person("田中太郎")],
        &[("王小明田中太郎", "#1#2"), ("小明和王小明", "小明和#1")],
    );
    check(
        &[
            person("Brien Lee"),
            person("Mary O'Brien"),
            with("Ann Gray", &["Blue Fox"], &[]),
            with("Tom Fox", &["Blue Fox"], &[]),
        ],
        &[
            ("Blue Fox left", "#3 left"),
            ("O'Brien left", "#2 left"),
            // A whole name says better who it is.
            ("O'Brien Lee left", "#1 left"),
        ],
    );
    // Whoever both the pieces and what they make together may name.
    check(
        &[person("Maryann Hill"), person("Mary-Ann Lee")],
        &[("Maryann left", "#1 left"), ("Mary-Ann left", "#2 left")],
    );
}

#[test]
fn names_without_letters_are_people_of_their_own() {
    let masker = masker(&[person("—"), person("…"), person("[US PERSON Bob]")]);
    let masked = ["—", "…"].map(|name| masker.mention(person(name)).name);
    assert_eq!(masked, ["[US PERSON 1]", "[US PERSON 2]"]);
    // What is no number is a name, whatever stands around it.
    assert_eq!(masker.text("Bob left"), "[US PERSON 3] left");
}

/// Texts of pieces of names and of what may stand between them.
fn scrambled(seed: u64) -> String {
    let pieces = [
        "Quincy",
        "quincy",
        "ADAMS",
        "Ada\u{300}ms",
        "adams",
        "z99",
        "12345",
        "Z-99 12345",
        "the",
        "de",
        "Q",
        "s",
        "'",
        "-",
        "\n",
        " ",
        " ",
        ". ",
        ", ",
        "\u{ad}",
        "東京",
        "ß",
        "",
        "(",
        "é",
    ];
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut text = String::new();
    for _ in 0..(state >> 59) + 2 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        text.push_str(pieces[usize::try_from(state % 25).unwrap()]);
    }
    text
}

#[test]
fn nothing_of_a_name_or_number_is_left_of_any_text() {
    let masker = masker(&[with("Quincy de Adams", &[], &["Z-99 12345"])]);
    for seed in 0..40_000 {
        let text = scrambled(seed);
        let masked = masker.text(&text);
        // A letter in the stead of each mask, so that what is left does not run together.
        let left = fold::Folded::of(&masked.replace("[US PERSON 1]", "\u{416}"));
        for whole in ["quincydeadams", "quincyadams", "adamsquincy", "z9912345"] {
            assert!(!left.compact.contains(whole), "{text:?} {masked:?}");
        }
        let words: Vec<_> = (0..left.words.len()).map(|at| left.word(at)).collect();
        assert!(!words.contains(&"quincy") && !words.contains(&"adams"), "{text:?} {masked:?}");
        assert_eq!(masker.text(&masked), masked, "{text:?}");
    }
}
