//! Random questions over the whole grammar of markings. Recipients mostly hold what the marking
//! asks for, else nearly everything would be denied, and by many rules at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use dissemination::{Handling, Inherited, Part};
use marking::{Code, Level, Marking};
use model::{
    AgencyId, CaveatId, Community, Consent, EntityType, Function, Manner, Memberships, NeedToKnow,
    ProcedureForm, Profile, Purpose, Recipient, RecipientId, RecipientKind, Timestamp, Topic,
};

use super::{Dice, Question};
use crate::cedar::Tokened;
use crate::whole_marking;

/// Some communities: the one of the file, and others that lack a part of it.
pub fn communities(dice: &mut Dice) -> Vec<Arc<Community>> {
    let whole = super::community();
    let less = (0..31).map(|_| {
        let mut less = whole.clone();
        less.procedures.retain(|_| dice.chance(70));
        for procedure in &mut less.procedures {
            procedure.form = dice.pick(ProcedureForm::ALL);
        }
        for procedure in &mut less.procedures {
            procedure.delay_hours = dice.pick(&[0, 0, 24, 48]);
        }
        less.authorizations.retain(|_| dice.chance(80));
        for given in &mut less.authorizations {
            if dice.chance(50) {
                given.consents = dice.some(Consent::ALL, 50).into_iter().collect();
            }
        }
        less.embargoes.retain(|_| dice.chance(30));
        less.grants.retain(|_| dice.chance(80));
        less.caveats.retain(|_, _| dice.chance(95));
        less.control_caveats.retain(|_, _| dice.chance(90));
        less.leads_only_open.retain(|_| dice.chance(90));
        less
    });
    let less: Vec<_> = less.collect();
    std::iter::once(whole).chain(less).map(Arc::new).collect()
}

/// A question in one of the communities.
pub fn question(dice: &mut Dice, communities: &[Arc<Community>]) -> Question {
    let community = Arc::clone(&communities[dice.below(communities.len())]);
    let mut handling = handling(dice, &community);
    // A pointer carries nothing of what its report is made from.
    if dice.chance(30) && !matches!(handling.part, Part::Identities | Part::Pointer) {
        handling.inherited = inherited(dice, &community, handling.part);
    }
    let recipient = recipient(dice, &handling);
    Question {
        handling,
        recipient,
        purpose: if dice.chance(60) { Purpose::Analysis } else { dice.pick(Purpose::ALL) },
        manner: dice.pick(Manner::ALL),
        at: Timestamp::parse(dice.pick(&TIMES)).expect("a time"),
        matter: dice.pick(&[None, Some("case 7"), Some("case 8"), Some("case 9")]),
        community,
    }
}

fn marking(dice: &mut Dice, community: &Community) -> Marking {
    loop {
        let mut text = dice.value(&whole_marking::text());
        if dice.chance(40) {
            // A part of it: its first block, and some of the others.
            let blocks: Vec<&str> = text.split("//").collect();
            let first = if text.starts_with("//") { 2 } else { 1 };
            let rest = dice.some(&blocks[first..], 40);
            text = [&blocks[..first], &rest].concat().join("//");
        }
        if dice.chance(8) {
            text = format!("{text}//{}", dice.pick(&["HARBOUR", "CREW", "TIDES", "HBR/TDS"]));
        }
        if let Ok(read) = Marking::parse_by(&text, &community.register) {
            return read.marking;
        }
    }
}

fn handling(dice: &mut Dice, community: &Community) -> Handling {
    if dice.chance(6) {
        let named = dice.chance(30).then(|| dice.pick(&REPORTS).to_owned());
        return Handling::of_identities(AgencyId::new(dice.pick(&AGENCIES)).unwrap(), named);
    }
    let marking = marking(dice, community);
    let mut caveats: BTreeSet<CaveatId> = BTreeSet::new();
    if dice.chance(90) {
        caveats.extend(community.caveats_of_controls(&marking).cloned());
    }
    if dice.chance(25) {
        caveats.extend(dice.some(&CAVEATS, 20).into_iter().map(|id| CaveatId::new(id).unwrap()));
    }
    let addressees = dice.some(&CALLED, 35).into_iter().map(str::to_owned).collect();
    Handling {
        part: dice.pick(&[Part::Pointer, Part::TearLine, Part::Portion, Part::Whole]),
        originator: AgencyId::new(dice.pick(&AGENCIES)).unwrap(),
        caveats,
        leads_only: dice.chance(30),
        distribution: dice.chance(80).then_some(addressees),
        need_to_know: needs(dice, &marking),
        topics: dice.some(&TOPICS, 40).into_iter().map(|id| Topic::new(id).unwrap()).collect(),
        named: dice.chance(30).then(|| dice.pick(&REPORTS).to_owned()),
        accepted: dice.chance(50).then(|| Timestamp::parse(dice.pick(&ACCEPTED)).unwrap()),
        inherited: Inherited::default(),
        marking,
    }
}

/// What a class's sources ask: mostly little, else nearly everything would be denied.
fn inherited(dice: &mut Dice, community: &Community, part: Part) -> Inherited {
    let mut sources = BTreeSet::new();
    while dice.chance(40) && sources.len() < 3 {
        let source = handling(dice, community);
        if source.part == Part::Identities {
            continue;
        }
        let marking = if dice.chance(50) { source.marking.clone() } else { Marking::default() };
        let need_to_know = if dice.chance(30) { source.need_to_know.clone() } else { Vec::new() };
        sources.insert(Handling { part, marking, need_to_know, ..source });
    }
    Inherited { sources, missing: dice.chance(4) }
}

fn needs(dice: &mut Dice, marking: &Marking) -> Vec<NeedToKnow> {
    let mut needs = Vec::new();
    if marking.has(marking::Dissem::Propin) && dice.chance(85) {
        needs.push(NeedToKnow::Profile(profile(dice, "propin")));
    }
    while dice.chance(25) {
        let policy = dice.pick(&POLICIES);
        let mut one = profile(dice, policy);
        needs.push(if dice.chance(30) {
            let mut alternatives = vec![one];
            while dice.chance(50) {
                let policy = dice.pick(&POLICIES);
                one = profile(dice, policy);
                alternatives.push(one);
            }
            alternatives.truncate(dice.below(4));
            NeedToKnow::AnyOf(alternatives)
        } else {
            NeedToKnow::Profile(one)
        });
    }
    needs
}

fn profile(dice: &mut Dice, policy: &str) -> Profile {
    let values = match policy {
        "propin" => {
            let first = dice.pick(&["1", "2", "2", "1", "3", "DHS"]);
            [vec![first], dice.some(&CALLED, 40)].concat()
        }
        "license" => dice.some(&LICENSES, 40),
        "mn" => dice.some(&MISSION, 30),
        "rac" => dice.some(&AUTHORITIES, 50),
        "ent-role" => dice.some(&ROLES, 50),
        "restrictive" => dice.some(&CALLED, 15),
        _ => dice.some(&CALLED, 40),
    };
    let mut values: Vec<String> = values.into_iter().map(str::to_owned).collect();
    if dice.chance(5) {
        values.clear();
    }
    Profile { policy: policy.to_owned(), values }
}

fn recipient(dice: &mut Dice, of: &Handling) -> Recipient {
    let home = dice.chance(60);
    let countries = if home { vec!["USA"] } else { dice.some(&COUNTRIES, 35) };
    let agencies = if home { &AGENCIES[..HOME] } else { &AGENCIES[..] };
    let admin = dice.pick(agencies);
    let duty = match dice.below(10) {
        0..5 => admin,
        5 => of.originator.as_str(),
        _ => dice.pick(&AGENCIES),
    };
    let kind = dice.pick(RecipientKind::ALL);
    let controls = if kind == RecipientKind::System { 85 } else { 5 };
    let own = |texts: Vec<&str>| texts.into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
    Recipient {
        id: RecipientId::new(dice.pick(&["somebody", "stranger"])).unwrap(),
        name: String::new(),
        kind,
        clearance: if dice.chance(80) { Level::TopSecret } else { dice.pick(&Level::ALL) },
        accesses: accesses(dice, &of.marking),
        countries: countries.into_iter().map(|code| Code::find(code).unwrap()).collect(),
        admin_organization: AgencyId::new(admin).unwrap(),
        duty_organization: AgencyId::new(duty).unwrap(),
        entity_type: dice.pick(EntityType::ALL),
        functions: dice.some(Function::ALL, 20).into_iter().collect(),
        memberships: Memberships {
            groups: own(dice.some(&["TASK-FORCE-1", "TASK-FORCE-2"], 50)),
            licenses: own(dice.some(&LICENSES, 60)),
            issues: own(dice.some(&["smuggling", "travel"], 50)),
            regions: own(dice.some(&["asia", "europe"], 50)),
            authorities: own(dice.some(&AUTHORITIES, 60)),
            roles: own(dice.some(&ROLES, 60)),
        },
        handling_controls: own(dice.some(&CONTROLS, controls)),
    }
}

/// Most of what the marking asks for, and some more.
fn accesses(dice: &mut Dice, marking: &Marking) -> BTreeSet<String> {
    let Tokened { sci, sap, aea_read_ins, nato_controls, accm, .. } = Tokened::of(marking);
    let mut accesses = BTreeSet::new();
    let missing = if dice.chance(70) { 0 } else { 25 };
    for token in sci.into_iter().chain(aea_read_ins).chain(nato_controls).chain(accm) {
        if !dice.chance(missing) {
            accesses.insert(token);
        }
    }
    for token in sap {
        match dice.below(10) {
            0 if missing > 0 => {}
            // A compartment so named stands for nothing.
            1..5 => {
                let name = token.strip_prefix("SAR-").unwrap_or(&token);
                let level = dice.pick(&["TS", "TS", "TS", "S", "C", "U"]);
                accesses.insert(format!("SAR-DOD:{level}:{name}"));
            }
            _ => {
                accesses.insert(token);
            }
        }
    }
    accesses.extend(dice.some(&ACCESSES, 70).into_iter().map(str::to_owned));
    accesses
}

/// The first are of the United States. The community does not know the last.
const AGENCIES: [&str; 16] = [
    "CIA",
    "CIA/DO",
    "CIA/DA",
    "NSA",
    "DHS",
    "DHS/IA",
    "DHS/ICE",
    "STATE",
    "AZ",
    "AZ/DPS",
    "GBR_NCIS",
    "GBR_NCIS/DESK",
    "GBR_SIS",
    "CAN_RCMP",
    "JPN_NPA",
    "NOBODY",
];

const HOME: usize = 10;

const CALLED: [&str; 8] =
    ["somebody", "CIA", "CIA/DO", "DHS", "AZ/DPS", "GBR_NCIS", "TASK-FORCE-1", "TASK-FORCE-2"];

/// The community does not know the last.
const CAVEATS: [&str; 11] = [
    "DHS:ANY",
    "STATE:LIMDIS",
    "STATE:AGENCIES",
    "CIA:HOME",
    "CIA:NOCONTRACT",
    "CIA:NO-ACTION",
    "DHS/ICE:ALL",
    "NSA:PERSONS",
    "NSA:HOME",
    "NSA:BACKGROUND",
    "STATE:GONE",
];

const POLICIES: [&str; 12] = [
    "oc",
    "xd",
    "nd",
    "propin",
    "ico",
    "license",
    "mn",
    "permissive",
    "restrictive",
    "rac",
    "ent-role",
    "custom",
];

const LICENSES: [&str; 3] = ["osc1", "imagery-1", "imagery-2"];

const MISSION: [&str; 5] =
    ["issue:smuggling", "issue:travel", "region:asia", "region:europe", "topic:other"];

const AUTHORITIES: [&str; 2] = ["fisa-702", "eo-12333"];

const ROLES: [&str; 2] = ["targeteer", "linguist"];

const TOPICS: [&str; 4] = ["migrant-smuggling", "false-documents", "narcotics", "other"];

const COUNTRIES: [&str; 6] = ["USA", "GBR", "CAN", "AUS", "JPN", "DEU"];

const ACCESSES: [&str; 9] =
    ["Q", "SI-NK", "NNPI", "NATO-R", "NATO-C", "NATO-S", "NATO-TS", "CNWDI", "NATO-ATOMAL"];

/// What systems are accredited for.
const CONTROLS: [&str; 27] = [
    "RS",
    "FOUO",
    "OC",
    "IMC",
    "NF",
    "USONLY",
    "REL",
    "REL_TEYE",
    "REL_ACGU",
    "REL_FVEY",
    "PR",
    "DSEN",
    "RAWFISA",
    "FISA",
    "DISPLAYONLY",
    "DS",
    "XD",
    "ND",
    "SBU",
    "SBU-NF",
    "LES",
    "SSI",
    "DCNI",
    "UCNI",
    "RELIDO",
    "TS",
    "OC-USGOV",
];

const REPORTS: [&str; 3] = ["DHS R-1", "CIA/DO R-2", "DHS R-3"];

const ACCEPTED: [&str; 3] =
    ["2002-05-30T00:00:00Z", "2004-07-08T00:00:00Z", "2004-12-31T00:00:00Z"];

/// Before, at the beginning, during, at the end and after the grants.
const TIMES: [&str; 6] = [
    "2002-06-01T00:00:00Z",
    "2003-06-01T00:00:00Z",
    "2004-07-09T00:00:00Z",
    "2004-12-31T23:59:59Z",
    "2005-01-01T00:00:00Z",
    "2029-01-01T00:00:00Z",
];
