use super::*;

fn compiled(text: &str) -> Compiled {
    Compiled::of(&Marking::parse(text).unwrap().marking)
}

/// Markings of every kind: in bits alone, with names of a community, of others than the United
/// States.
const MARKINGS: [&str; 9] = [
    "U",
    "TS//SI-G/TK//OC/NF",
    "S//REL TO USA, NATO, JPN/RELIDO",
    "TS//SI-G ABCD DEFG-MMM AACD//OC/NF",
    "S//SAR-BUTTER POPCORN-J12 J54/CD//NF//ACCM-FICTITIOUS EFFORT",
    "S//RD-CNWDI-SG 14 18//FGI GBR//NF",
    "//NATO [EAPC] SECRET//BOHEMIA",
    "//JOINT S CAN GBR USA//REL TO USA, CAN, GBR",
    "CUI//SP-CTI/PRVCY//NOCON",
];

#[test]
fn it_is_no_larger_than_it_says() {
    assert_eq!(size_of::<Compiled>(), Compiled::BYTES);
}

#[test]
fn comparing_allocates_nothing() {
    let all = MARKINGS.map(compiled);
    let mut dominated = 0;
    let counted = allocation_counter::measure(|| {
        for (one, other) in all.iter().flat_map(|one| all.iter().map(move |other| (one, other))) {
            dominated += usize::from(one.dominates(other)) + usize::from(one == other);
        }
    });
    assert_eq!(counted.count_total, 0);
    assert!(dominated > all.len());
    let made = allocation_counter::measure(|| drop(compiled("S//SI-XYZ")));
    assert!(made.count_total > 0, "the counter counts");
}

#[test]
fn join_and_meet_of_what_is_registered_allocate_nothing() {
    let [one, other] = ["TS//SI-G//OC/REL TO USA, FVEY", "S//TK//REL TO USA, GBR"].map(compiled);
    let counted = allocation_counter::measure(|| {
        assert!(one.join(&other).is_some() && one.meet(&other).is_some());
    });
    assert_eq!(counted.count_total, 0);
}

#[test]
fn a_spilled_name_is_compared_with_its_ancestors() {
    let [all, part, other] = ["TS//SI-XYZ AA BB", "TS//SI-XYZ AA", "TS//SI-ZYX AA"].map(compiled);
    assert!(all.dominates(&part) && !part.dominates(&all) && !all.dominates(&other));
    assert_eq!(all.meet(&other).unwrap(), compiled("TS//SI"));
}

#[test]
fn of_two_owners_there_is_no_join_and_the_meet_is_of_the_united_states() {
    let [ours, german, british] = ["S//NF", "//DEU R", "//GBR R//SI"].map(compiled);
    assert_eq!(german.join(&british), None);
    assert_eq!(german.meet(&british).unwrap(), compiled("U"));
    assert_eq!(german.join(&ours).unwrap(), compiled("//DEU S//NF"));
}
