//! What a network owns and uses.

use super::ROLES;
use crate::culture::Order;
use crate::member::Member;
use crate::prng::Prng;
use crate::region::Region;
use crate::report::Id;

/// Adds organisation, front, vehicles, papers, houses, accounts, phones and vessels, in that order.
pub(super) fn acquire(
    prng: &mut Prng,
    region: &'static Region,
    number: u64,
    members: &mut Vec<Member>,
) {
    let mut things = organizations(prng, region, number, members);
    things.extend(vehicles(prng, number));
    things.push(series(prng, region, number));
    things.extend(houses(prng, region, number));
    things.extend(accounts(prng, number));
    things.extend(phones(prng, region, number));
    if region.maritime() {
        things.extend(vessels(prng, region, number));
    }
    let owner = |role: &str| {
        let user = match role {
            "front" | "account" | "bank" => "financier",
            "vehicle" => "driver",
            "vehicle2" => "driver2",
            "series" => "forger",
            "house" | "house2" => "keeper",
            "phone" => "deputy",
            "phone2" => "recruiter",
            "vessel" | "vessel2" => "skipper",
            _ => "lead",
        };
        let place = ROLES.iter().position(|known| *known == user)?;
        members.get(place).map(|member| member.id.clone())
    };
    for thing in &mut things {
        thing.network = format!("network-{number:03}");
        thing.belongs_to = owner(thing.role);
    }
    members.append(&mut things);
}

fn organizations(
    prng: &mut Prng,
    region: &'static Region,
    number: u64,
    members: &[Member],
) -> Vec<Member> {
    let lead = members.first().map(|member| member.name.clone()).unwrap_or_default();
    let mut words = lead.split_whitespace();
    let family = match region.culture.order {
        Order::FamilyFirst => words.next(),
        Order::TwoFamilies | Order::FatherNamed | Order::GivenFamily => words.last(),
    };
    let family = family.unwrap_or_default();
    let town = prng.choose(region.via).map_or("", |place| place.name);
    let name = format!("{family} {} of {town}", prng.word(&["organization", "network", "ring"]));
    let mut org = Member::thing("organization", number * 2 + 1, "org", name);
    org.names.push(format!("{town} {} of {family}", prng.word(&["group", "cell", "ring"])));
    org.names.push(format!("{family} smuggling {}", prng.word(&["group", "organization"])));
    let trade = prng.word(FRONTS);
    let front = format!("{} {trade}", prng.word(FRONT_WORDS));
    let mut front = Member::thing("organization", number * 2 + 2, "front", front);
    front.names.push(format!("{} Limited", front.name));
    vec![org, front]
}

fn vehicles(prng: &mut Prng, number: u64) -> Vec<Member> {
    let vehicle = |prng: &mut Prng, count: u64, role| {
        let plate = format!(
            "{}{}{}-{:04}",
            prng.word(LETTERS),
            prng.word(LETTERS),
            prng.word(LETTERS),
            prng.below(10_000)
        );
        let name = format!("{} {}", prng.word(COLOURS), prng.word(MODELS));
        let mut vehicle =
            Member::thing("vehicle", count, role, format!("{name} with plates {plate}"));
        vehicle.ids.push(Id { scheme: "license-plate", value: plate });
        vehicle
    };
    vec![vehicle(prng, number * 2 + 1, "vehicle"), vehicle(prng, number * 2 + 2, "vehicle2")]
}

fn series(prng: &mut Prng, region: &'static Region, number: u64) -> Member {
    let first = prng.between(1_000, 97_000) * 10;
    let letter = prng.word(LETTERS);
    let country = prng.word(region.passports);
    let range = format!("{letter}{first:06} to {letter}{:06}", first + prng.between(40, 400));
    let mut series = Member::thing(
        "document",
        number + 1,
        "series",
        format!("{country} passport series {range}"),
    );
    series.ids.push(Id { scheme: "document-series", value: range });
    series
}

fn houses(prng: &mut Prng, region: &'static Region, number: u64) -> Vec<Member> {
    let house = |prng: &mut Prng, count: u64, role, town: &str| {
        let street = prng.word(region.streets);
        Member::thing("address", count, role, format!("{street} {}, {town}", prng.between(3, 940)))
    };
    let via = prng.choose(region.via).map_or("", |place| place.name);
    let border = prng.choose(region.border).map_or("", |place| place.name);
    vec![house(prng, number * 2 + 1, "house", via), house(prng, number * 2 + 2, "house2", border)]
}

fn accounts(prng: &mut Prng, number: u64) -> Vec<Member> {
    let hawala = format!("ledger {}-{:03}", prng.word(LETTERS), prng.below(1_000));
    let bank = format!("account {:04}-{:06}", prng.below(10_000), prng.below(1_000_000));
    let mut account = Member::thing("account", number * 2 + 1, "account", hawala);
    account.ids.push(Id { scheme: "hawala-ledger", value: account.name.clone() });
    let mut bank = Member::thing("account", number * 2 + 2, "bank", bank);
    bank.ids.push(Id { scheme: "bank-account", value: bank.name.clone() });
    vec![account, bank]
}

fn phones(prng: &mut Prng, region: &'static Region, number: u64) -> Vec<Member> {
    ["phone", "phone2", "phone3"]
        .into_iter()
        .zip(1..)
        .map(|(role, place)| {
            let count = number * 3 + place;
            let name = format!("{} {:04}", region.calling_code, prng.below(10_000));
            let mut phone = Member::thing("phone", count, role, name);
            phone.ids.push(Id { scheme: "msisdn", value: phone.name.replace(' ', "") });
            phone
        })
        .collect()
}

fn vessels(prng: &mut Prng, region: &'static Region, number: u64) -> Vec<Member> {
    let [first, second] = region.vessel_words;
    let vessel = |prng: &mut Prng, count: u64, role| {
        let named = |prng: &mut Prng| format!("{} {}", prng.word(first), prng.word(second));
        let registration = format!("{}{:05}", region.vessel_registry, prng.below(100_000));
        let name = named(prng);
        let later = named(prng);
        let mut vessel = Member::thing("vessel", count, role, name);
        vessel.ids.push(Id { scheme: "vessel-registration", value: registration });
        if later != vessel.name {
            vessel.aliases.push(later);
        }
        vessel
    };
    vec![vessel(prng, number * 2 + 1, "vessel"), vessel(prng, number * 2 + 2, "vessel2")]
}

const LETTERS: &[&str] =
    &["A", "B", "C", "D", "F", "G", "H", "J", "K", "L", "M", "N", "P", "R", "T"];
const COLOURS: &[&str] = &["white", "gray", "blue", "green", "red", "tan", "black", "silver"];
const MODELS: &[&str] = &[
    "Ford Econoline van",
    "Toyota Land Cruiser",
    "Mercedes 1924 lorry",
    "Toyota Hilux pickup",
    "Freightliner tractor",
    "Nissan Urvan",
    "Chevrolet Suburban",
    "Isuzu refrigerated truck",
    "Mitsubishi L300 van",
    "Volkswagen Transporter",
];
const FRONT_WORDS: &[&str] = &[
    "Golden Gate",
    "Andes",
    "Three Brothers",
    "Horizon",
    "Al Amal",
    "Sol del Sur",
    "Blue Star",
    "Orient",
    "Union",
    "Lucky Dragon",
    "Adria",
    "Desert Rose",
    "Pan-Pacific",
    "Esperanza",
];
const FRONTS: &[&str] = &[
    "Travel",
    "Transport",
    "Seafood Export",
    "Money Exchange",
    "Labour Services",
    "Tours",
    "Trading",
    "Bus Lines",
    "Modelling Agency",
    "Employment Agency",
];
