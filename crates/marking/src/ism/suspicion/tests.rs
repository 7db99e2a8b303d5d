use super::*;

fn marking(text: &str) -> Marking {
    Marking::parse(text).unwrap().marking
}

#[test]
fn the_bits_are_those_of_the_attributes() {
    let universe = Universe(universe());
    for text in [
        "TOP SECRET//SI-G ABCD-XYZ/TK-BLFH//ORCON/NOFORN",
        "SECRET//RD-CNWDI-SIGMA 14 18//NOFORN",
        "SECRET//FGI DEU NATO//REL TO USA, DEU, NATO",
        "//JOINT SECRET GBR USA//REL TO USA, GBR/DISPLAY ONLY IRQ",
        "//NATO SECRET//ATOMAL",
        "UNCLASSIFIED//FOUO//LES/SSI",
        "SECRET//ORCON-USGOV/PROPIN/FISA",
        "//FGI SECRET",
        "SECRET//FGI//NOFORN",
    ] {
        let marking = marking(text);
        let Signature(bits) = Signature::of(&marking).unwrap();
        let attributes = marking.attributes();
        for (at, (of, token)) in universe.0.iter().enumerate() {
            // One code or compartment stands for many.
            let many = token.contains("ZZZ") || token == "DEU" || token.contains("-SG-");
            if !many {
                let held = attributes.has(*of, token);
                assert_eq!(bits >> at & 1 == 1, held, "{text}: {of:?} {token}");
            }
        }
    }
}

#[test]
fn every_token_has_a_bit_and_most_bits_bring_a_rule_up() {
    assert!(universe().len() + 6 <= BITS, "no bit is left for the flags");
    for set in [RuleSet::Register2012, RuleSet::Register2016, RuleSet::Ism2022] {
        let book = Book::of(set);
        let brings_up = |(bit, beside): &(usize, &Beside)| {
            book.alone >> bit & 1 == 1 || beside.with != 0 || !beside.without.is_empty()
        };
        let count = book.by_bit.iter().enumerate().filter(brings_up).count();
        assert!(count >= 40, "{count} under {set:?}");
        assert!(!book.exclusive.is_empty());
    }
}

#[test]
fn common_markings_are_clear_and_wrong_ones_are_not() {
    for text in [
        "TOP SECRET//SI-G ABCD/TK//ORCON/NOFORN",
        "SECRET//REL TO USA, FVEY",
        "//JOINT SECRET GBR USA//REL TO USA, GBR",
        "UNCLASSIFIED//FOUO",
        "SECRET//FGI DEU//NOFORN//LES",
    ] {
        assert!(is_clear(&marking(text), RuleSet::default()), "{text}");
    }
    for text in ["SECRET//SI-G//NOFORN", "SECRET//FOUO", "//JOINT SECRET GBR USA", "U//OC"] {
        assert!(!is_clear(&marking(text), RuleSet::default()), "{text}");
    }
}
