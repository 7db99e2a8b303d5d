//! Random markings over the whole grammar, as proptest strategies.
//!
//! Texts are put together from entries and read. Most break a rule of the register, which is as
//! well: what reads must also print, compare and roll up. Names come from small sets, so that two
//! markings often have something in common; [`related`] gives markings that often dominate one
//! another.

use marking::{AeaKind, CuiControl, Dissem, Forms, Level, Marking, NatoControl, NonIc};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// One entry of a marking, with the block that it stands in.
#[derive(Clone, Debug)]
struct Entry {
    block: Block,
    text: String,
}

/// The blocks of a marking in print order.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Block {
    Nato,
    Sci,
    Sap,
    Aea,
    Fgi,
    Cui,
    Dissem,
    /// In the same block as the IC's, and read only where there is CUI.
    CuiControl,
    NonIc,
    Accm,
}

/// The text of a marking. Nearly all read, and few are canonical.
pub fn text() -> impl Strategy<Value = String> {
    (owner(), level(), entries()).prop_map(|(owner, level, entries)| print(owner, level, &entries))
}

/// A marking; not every one is valid.
pub fn whole() -> impl Strategy<Value = Marking> {
    text().prop_filter_map("no marking", |text| read(&text))
}

/// Three markings that have most of their entries in common.
pub fn related() -> impl Strategy<Value = [Marking; 3]> {
    let kept = || prop::collection::vec(prop::bool::weighted(0.7), ENTRIES_MAX);
    let share = || (level(), any::<bool>(), kept());
    (owner(), entries(), [share(), share(), share()]).prop_filter_map(
        "no marking",
        |(owner, entries, shares)| {
            let marking = |(level, owned, kept): &(Level, bool, Vec<bool>)| {
                let entries = entries.iter().zip(kept).filter(|(_, kept)| **kept);
                let entries: Vec<Entry> = entries.map(|(entry, _)| entry.clone()).collect();
                read(&print(if *owned { owner } else { US }, *level, &entries))
            };
            let [one, two, three] = &shares;
            Some([marking(one)?, marking(two)?, marking(three)?])
        },
    )
}

fn read(text: &str) -> Option<Marking> {
    Some(Marking::parse(text).ok()?.marking)
}

fn owner() -> impl Strategy<Value = &'static str> {
    prop_oneof![2 => Just(US), 1 => select(&OWNERS[..])]
}

fn level() -> impl Strategy<Value = Level> {
    select(&Level::ALL[..])
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(entry(), 0..ENTRIES_MAX)
}

fn entry() -> impl Strategy<Value = Entry> {
    let lists = prop_oneof![
        4 => codes().prop_map(|codes| format!("REL TO USA, {}", codes.join(", "))),
        1 => codes().prop_map(|codes| format!("USA/{} EYES ONLY", codes.join("/"))),
        1 => codes().prop_map(|codes| format!("DISPLAY ONLY {}", codes.join(", "))),
        1 => select(&["REL", "EYES"][..]).prop_map(str::to_owned),
    ];
    let fgi = prop_oneof![
        3 => codes().prop_map(|codes| format!("FGI {}", codes.join(" "))),
        1 => Just("FGI".to_owned()),
    ];
    let of = |block| move |text| Entry { block, text };
    prop_oneof![
        1 => form(NatoControl::ALL.map(NatoControl::forms)).prop_map(of(Block::Nato)),
        4 => nested(select(&SYSTEMS[..]), &COMPARTMENTS).prop_map(of(Block::Sci)),
        2 => nested(select(&PROGRAMS[..]), &NAMES).prop_map(of(Block::Sap)),
        1 => select(&["MULTIPLE PROGRAMS"][..]).prop_map(str::to_owned).prop_map(of(Block::Sap)),
        2 => atomic().prop_map(of(Block::Aea)),
        2 => fgi.prop_map(of(Block::Fgi)),
        1 => select(&CATEGORIES[..]).prop_map(str::to_owned).prop_map(of(Block::Cui)),
        1 => form(CuiControl::ALL.map(CuiControl::forms)).prop_map(of(Block::CuiControl)),
        6 => form(Dissem::ALL.map(Dissem::forms)).prop_map(of(Block::Dissem)),
        5 => lists.prop_map(of(Block::Dissem)),
        4 => form(NonIc::ALL.map(NonIc::forms)).prop_map(of(Block::NonIc)),
        1 => select(&NICKNAMES[..]).prop_map(str::to_owned).prop_map(of(Block::Accm)),
    ]
}

/// One of the three forms of one of the controls.
fn form<const N: usize>(forms: [Forms; N]) -> impl Strategy<Value = String> {
    select(forms.map(Forms::all).concat()).prop_map(str::to_owned)
}

/// A head with some compartments and their sub-compartments.
fn nested(
    head: impl Strategy<Value = &'static str>,
    compartments: &'static [&'static str],
) -> impl Strategy<Value = String> {
    let subs = subsequence(&NAMES[..], 0..3);
    let compartment =
        (select(compartments), subs).prop_map(|(name, subs)| [vec![name], subs].concat().join(" "));
    (head, prop::collection::vec(compartment, 0..3)).prop_map(|(head, compartments)| {
        let parts = std::iter::once(head.to_owned()).chain(compartments);
        parts.collect::<Vec<_>>().join("-")
    })
}

fn atomic() -> impl Strategy<Value = String> {
    let sigmas = subsequence(&["1", "14", "18", "20", "99"][..], 1..4);
    let sigma = (select(&["RD", "RD-CNWDI", "RD-N", "FRD"][..]), sigmas)
        .prop_map(|(head, sigmas)| format!("{head}-SIGMA {}", sigmas.join(" ")));
    prop_oneof![
        2 => form(AeaKind::ALL.map(AeaKind::forms)),
        1 => Just("RD-CNWDI".to_owned()),
        1 => sigma,
    ]
}

fn codes() -> impl Strategy<Value = Vec<&'static str>> {
    subsequence(&CODES[..], 1..5)
}

/// The text of the entries under an owner and a level.
fn print(owner: &str, level: Level, entries: &[Entry]) -> String {
    let of = |block: Block| {
        let texts = entries.iter().filter(move |entry| entry.block == block);
        texts.map(|entry| entry.text.clone()).collect::<Vec<_>>()
    };
    let led = |block: Block, indicator: &str| {
        let mut texts = of(block);
        texts.first_mut().into_iter().for_each(|text| text.insert_str(0, indicator));
        texts
    };
    let mut fgi = of(Block::Fgi);
    // A concealed source stands beside no other.
    if fgi.iter().any(|source| source == "FGI") {
        fgi = vec!["FGI".to_owned()];
    }
    let mut cui = of(Block::Cui);
    let mut dissem = of(Block::Dissem);
    let mut first = first(owner, level);
    if !cui.is_empty() {
        dissem.extend(of(Block::CuiControl));
        if first == Level::Unclassified.banner() {
            first = "CUI".to_owned();
        } else {
            cui.insert(0, "CUI".to_owned());
        }
    }
    let departmental = [of(Block::NonIc), led(Block::Accm, "ACCM-")].concat();
    let blocks = [of(Block::Nato), of(Block::Sci), led(Block::Sap, "SAR-"), of(Block::Aea), fgi];
    let blocks = blocks.into_iter().chain([cui, dissem, departmental]);
    let blocks = blocks.filter(|block| !block.is_empty()).map(|block| block.join("/"));
    std::iter::once(first).chain(blocks).collect::<Vec<_>>().join("//")
}

/// Owner and level. The United States know no RESTRICTED, and NATO's top secret has its own word.
fn first(owner: &str, level: Level) -> String {
    match level {
        Level::Restricted if owner == US => Level::Confidential.banner().to_owned(),
        Level::TopSecret if owner == "//NATO {}" => "//COSMIC TOP SECRET".to_owned(),
        Level::Unclassified
        | Level::Restricted
        | Level::Confidential
        | Level::Secret
        | Level::TopSecret => owner.replace("{}", level.banner()),
    }
}

const US: &str = "{}";

const OWNERS: [&str; 12] = [
    "//NATO {}",
    "//NATO [EAPC] {}",
    "//NATO [PFP] {}",
    "//UN RESTRICTED",
    "//DEU {}",
    "//GBR {}",
    "//DEU GBR {}",
    "//ISAF NATO {}",
    "//FGI {}",
    "//JOINT {}",
    "//JOINT {} GBR USA",
    "//JOINT {} CAN GBR USA",
];

const ENTRIES_MAX: usize = 9;

const SYSTEMS: [&str; 7] = ["SI", "SI", "TK", "HCS", "RSV", "TALENT KEYHOLE", "BUR"];

/// Published ones and others.
const COMPARTMENTS: [&str; 9] = ["G", "EU", "NK", "BLFH", "GAMMA", "P", "O", "XYZ", "123"];

const NAMES: [&str; 6] = ["ABCD", "DEFG", "J12", "12", "7", "007"];

const PROGRAMS: [&str; 4] = ["BP", "CD", "BUTTER POPCORN", "GRIFFON"];

const CATEGORIES: [&str; 6] = ["PRVCY", "SP-PRVCY", "SP-CTI", "PROPIN", "INTEL", "CRIT"];

const NICKNAMES: [&str; 3] = ["FICTITIOUS EFFORT", "BLUE MOON", "OTHER 2"];

/// Countries, organisations that have them as members, and some whose members are not public.
const CODES: [&str; 14] = [
    "AUS", "CAN", "DEU", "FRA", "GBR", "JPN", "NZL", "ACGU", "FVEY", "ISAF", "KFOR", "NATO",
    "TEYE", "BHTF",
];
