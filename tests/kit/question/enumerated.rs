//! A small world of which every question is asked.

mod implied;
mod products;

use std::collections::BTreeSet;

use dissemination::{Ask, Handling, Inherited, Part, judge};
use marking::{Code, Level, Marking};
use model::{
    AgencyId, CaveatId, Community, EntityType, Function, Manner, Memberships, NeedToKnow, Profile,
    Purpose, Recipient, RecipientId, RecipientKind, Timestamp, Topic,
};

pub use self::implied::Implications;

use super::Question;
use crate::cedar::{Court, Policies, Terms};

/// Every class, recipient, purpose and manner of the small world.
#[derive(Debug)]
pub struct Enumerated {
    community: Community,
    classes: Vec<Handling>,
    recipients: Vec<Recipient>,
}

/// What came of asking.
#[derive(Debug, Default)]
pub struct Tally {
    /// How many questions.
    pub asked: u64,
    /// How many of them the policies permit.
    pub permitted: u64,
    /// The policies that alone decided a question, and those that alone said why a profile or a
    /// caveat was not met.
    pub decisive: BTreeSet<String>,
    /// The questions on which engine and policies differ, the first of each class.
    pub disputed: Vec<Question>,
}

impl Enumerated {
    /// The small world.
    ///
    /// # Panics
    /// If a marking of it does not read.
    pub fn world() -> Self {
        let community = super::community();
        let classes = classes(&community);
        Self { community, classes, recipients: recipients() }
    }

    /// How many questions there are.
    pub fn len(&self) -> usize {
        self.classes.len() * self.recipients.len() * PURPOSES.len() * Manner::ALL.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Asks every `step`-th question, scattered; of two halves one.
    pub fn ask(&self, policies: &Policies, half: usize, step: u64) -> Tally {
        let recipients: Vec<&Recipient> = self.recipients.iter().collect();
        let classes: Vec<&Handling> = self.classes.iter().collect();
        let court = Court::of(policies, &self.community, &recipients, &classes);
        let mut tally = Tally::default();
        let mut last = None;
        let pairs = (0..classes.len() * recipients.len()).filter(|pair| pair % 2 == half);
        for pair in pairs.filter(|pair| scattered(*pair).is_multiple_of(step)) {
            let (class, who) = (pair / recipients.len(), pair % recipients.len());
            for purpose in PURPOSES {
                for manner in Manner::ALL {
                    let terms = Terms {
                        purpose,
                        manner: *manner,
                        at: now(),
                        matter: (who % 2 == 0).then_some("case 7"),
                    };
                    let verdict = court.verdict(who, class, terms);
                    let said = verdict.permitted;
                    for alone in [verdict.forbade, verdict.unmet.into_iter().collect()] {
                        if alone.len() == 1 {
                            tally.decisive.extend(alone);
                        }
                    }
                    tally.asked += 1;
                    tally.permitted += u64::from(said);
                    let engine = self.of_engine(class, who, terms);
                    if said != engine && last != Some(class) {
                        last = Some(class);
                        tally.disputed.push(self.question(class, who, terms));
                    }
                }
            }
        }
        tally
    }

    fn of_engine(&self, class: usize, who: usize, terms: Terms<'static>) -> bool {
        let Terms { purpose, manner, at, matter, .. } = terms;
        let (recipient, community) = (&self.recipients[who], &self.community);
        judge(&self.classes[class], Ask { recipient, purpose, manner, at, matter, community })
            .permitted
    }

    fn question(&self, class: usize, who: usize, terms: Terms<'static>) -> Question {
        let Terms { purpose, manner, at, matter, .. } = terms;
        Question {
            community: std::sync::Arc::new(self.community.clone()),
            handling: self.classes[class].clone(),
            recipient: self.recipients[who].clone(),
            purpose,
            manner,
            at,
            matter,
        }
    }
}

/// A number that has nothing to do with its neighbours', the same on every run.
fn scattered(number: usize) -> u64 {
    (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33
}

/// Every marking of each originator.
fn classes(community: &Community) -> Vec<Handling> {
    let mut classes = Vec::new();
    for text in MARKINGS {
        let parsed = Marking::parse_by(text, &community.register);
        let marking = parsed.unwrap_or_else(|error| panic!("{text}: {error}")).marking;
        for (originator, part) in ORIGINATORS {
            let caveats: BTreeSet<CaveatId> =
                community.caveats_of_controls(&marking).cloned().collect();
            classes.push(Handling {
                part,
                originator: AgencyId::new(originator).unwrap(),
                caveats,
                leads_only: originator.starts_with("CIA"),
                distribution: Some(["DHS", "somebody"].map(str::to_owned).into()),
                need_to_know: Vec::new(),
                topics: [Topic::new("migrant-smuggling").unwrap()].into(),
                named: None,
                accepted: None,
                inherited: Inherited::default(),
                marking: marking.clone(),
            });
        }
    }
    let identities =
        ORIGINATORS.map(|(id, _)| Handling::of_identities(AgencyId::new(id).unwrap(), None));
    classes.extend(identities);
    classes.extend(with_needs_and_caveats(community));
    classes
}

/// Each profile and each caveat, on a plain marking.
fn with_needs_and_caveats(community: &Community) -> Vec<Handling> {
    let plain = |text: &str| Handling {
        part: Part::Portion,
        originator: AgencyId::new("DHS").unwrap(),
        caveats: BTreeSet::new(),
        leads_only: false,
        distribution: Some(["STATE".to_owned()].into()),
        need_to_know: Vec::new(),
        topics: BTreeSet::new(),
        named: None,
        accepted: None,
        inherited: Inherited::default(),
        marking: Marking::parse(text).unwrap().marking,
    };
    let profile = |text: &&str| {
        let mut words = text.split(' ').map(str::to_owned);
        Profile { policy: words.next().unwrap(), values: words.collect() }
    };
    let single = PROFILES.iter().map(|text| vec![NeedToKnow::Profile(profile(text))]);
    let pairs = PROFILES.iter().zip(PROFILES.iter().skip(1));
    let either =
        pairs.map(|(one, other)| vec![NeedToKnow::AnyOf(vec![profile(one), profile(other)])]);
    let needs = single.chain(either).flat_map(|need_to_know| {
        ["U", "S//PR/NF"].map(|text| Handling { need_to_know: need_to_know.clone(), ..plain(text) })
    });
    let caveats = community.caveats.keys().cloned().chain([CaveatId::new("STATE:GONE").unwrap()]);
    let caveats = caveats.map(|caveat| Handling { caveats: [caveat].into(), ..plain("U") });
    let alone: Vec<_> = needs.chain(caveats).chain(kept_back(&plain)).collect();
    let products = products::of(&alone, community);
    alone.into_iter().chain(products).collect()
}

/// What its originator keeps back, or lets field offices wait for.
fn kept_back(plain: &impl Fn(&str) -> Handling) -> [Handling; 3] {
    let named = Some("DHS R-3".to_owned());
    let originator = AgencyId::new("CIA/DA").unwrap();
    let waiting = Handling { originator: originator.clone(), accepted: Some(now()), ..plain("U") };
    let accepted = Timestamp::parse("2003-07-01").ok();
    [Handling { named, ..plain("U") }, waiting, Handling { originator, accepted, ..plain("U") }]
}

/// Every employer and place of work with every affiliation, clearance, read-in and accreditation.
fn recipients() -> Vec<Recipient> {
    let mut all = Vec::new();
    for (admin, duty) in WORK {
        for countries in [&["USA"][..], &["GBR"], &["CAN", "USA"]] {
            for (clearance, accesses) in READ_INS {
                for (kind, entity_type, controls) in SORTS {
                    let mut recipient = plain(admin, duty);
                    recipient.countries =
                        countries.iter().map(|c| Code::find(c).unwrap()).collect();
                    recipient.clearance = clearance;
                    recipient.kind = kind;
                    recipient.entity_type = entity_type;
                    recipient.handling_controls = controls.split(' ').map(str::to_owned).collect();
                    recipient.accesses = accesses.split(' ').map(str::to_owned).collect();
                    if entity_type == EntityType::Contractor {
                        recipient.id = RecipientId::new("stranger").unwrap();
                    }
                    if entity_type == EntityType::Military {
                        recipient.functions = [Function::FieldOffice].into();
                    }
                    if entity_type == EntityType::Device {
                        recipient.functions.insert(Function::UsIdentities);
                    }
                    all.push(recipient);
                }
            }
        }
    }
    all
}

fn plain(admin: &str, duty: &str) -> Recipient {
    let one = |text: &str| BTreeSet::from([text.to_owned()]);
    Recipient {
        id: RecipientId::new("somebody").unwrap(),
        name: String::new(),
        kind: RecipientKind::Person,
        clearance: Level::TopSecret,
        accesses: BTreeSet::new(),
        countries: BTreeSet::new(),
        admin_organization: AgencyId::new(admin).unwrap(),
        duty_organization: AgencyId::new(duty).unwrap(),
        entity_type: EntityType::Government,
        functions: [Function::Analyst].into(),
        memberships: Memberships {
            groups: one("TASK-FORCE-1"),
            licenses: one("imagery-1"),
            issues: one("smuggling"),
            regions: one("asia"),
            authorities: one("fisa-702"),
            roles: one("targeteer"),
        },
        handling_controls: BTreeSet::new(),
    }
}

fn now() -> Timestamp {
    Timestamp::parse("2004-07-09T13:00:00Z").expect("a time")
}

const PURPOSES: [Purpose; 4] =
    [Purpose::Analysis, Purpose::Operation, Purpose::Outreach, Purpose::Court];

const ORIGINATORS: [(&str, Part); 3] =
    [("CIA/DO", Part::Portion), ("DHS", Part::Whole), ("GBR_NCIS", Part::TearLine)];

const WORK: [(&str, &str); 7] = [
    ("DHS", "DHS"),
    ("CIA", "CIA/DO"),
    ("AZ/DPS", "AZ/DPS"),
    ("DHS", "AZ"),
    ("GBR_NCIS", "GBR_NCIS"),
    ("CAN_RCMP", "STATE"),
    ("STATE", "GBR_NCIS"),
];

const SORTS: [(RecipientKind, EntityType, &str); 6] = [
    (RecipientKind::Person, EntityType::Government, ""),
    (RecipientKind::Person, EntityType::Contractor, ""),
    (RecipientKind::Partner, EntityType::Military, ""),
    (
        RecipientKind::System,
        EntityType::Server,
        "RS FOUO OC IMC NF REL PR DSEN RAWFISA FISA DISPLAYONLY DS XD ND SBU SBU-NF LES SSI DCNI UCNI",
    ),
    (RecipientKind::System, EntityType::Device, ""),
    (RecipientKind::System, EntityType::Network, "USONLY REL_FVEY SBU LES"),
];

/// Everything with and without the clearance, nearly everything, nothing.
const READ_INS: [(Level, &str); 4] = [
    (Level::TopSecret, ACCESSES),
    (Level::Secret, ACCESSES),
    (Level::TopSecret, "SI SI-EU TK HCS CNWDI SIGMA-14 NATO-C NATO-BALK SAR-BP-J12"),
    (Level::Confidential, ""),
];

const ACCESSES: &str = "SI SI-G SI-G-ABCD SI-EU SI-NK TK HCS HCS-P Q CNWDI SIGMA-14 NATO-S \
     NATO-ATOMAL NATO-BALK NNPI ACCM-BLUE_MOON SAR-BP SAR-BP-J12 SAR-DOD:S:CD SAR-MULTIPLE_PROGRAMS";

const PROFILES: [&str; 28] = [
    "oc",
    "oc STATE",
    "xd AZ/DPS",
    "nd TASK-FORCE-1",
    "nd",
    "permissive somebody",
    "permissive AZ",
    "restrictive TASK-FORCE-1 somebody",
    "restrictive TASK-FORCE-1 DHS",
    "restrictive",
    "propin 1",
    "propin 1 AZ/DPS",
    "propin 2",
    "propin 2 somebody",
    "propin 2 DHS",
    "propin 3",
    "propin",
    "ico",
    "license imagery-1",
    "license imagery-1 osc1",
    "license",
    "mn issue:smuggling issue:travel region:asia",
    "mn region:europe",
    "mn x",
    "rac fisa-702",
    "rac eo-12333",
    "custom x",
    "ent-role targeteer linguist",
];

/// Every control and every form of a list.
const MARKINGS: [&str; 145] = [
    "U",
    "//GBR R",
    "C",
    "S",
    "TS",
    "//NU",
    "//NR",
    "//NC",
    "//NS",
    "//CTS",
    "//N[PFP]S",
    "//N[PFP]U",
    "//NIS",
    "//NS//ATOMAL",
    "//CTS//BALK",
    "//CTS//BOHEMIA",
    "//NS//REL TO USA, GBR",
    "//UN RESTRICTED",
    "//DEU S",
    "//GBR C//REL TO USA, GBR",
    "//DEU NATO S",
    "//FGI S",
    "//FGI S//REL TO USA, FVEY",
    "//JOINT U GBR USA//REL TO USA, GBR",
    "//JOINT S GBR USA//REL TO USA, GBR",
    "//JOINT C CAN GBR USA//REL TO USA, CAN, GBR",
    "//JOINT S USA FVEY//REL TO USA, FVEY",
    "//JOINT S",
    "//JOINT U",
    "//JOINT S CAN USA//REL TO USA, CAN, GBR",
    "//NS//BOHEMIA",
    "//JOINT S NATO USA//REL TO USA, NATO",
    "S//SI//NF",
    "C//SI//REL TO USA, GBR",
    "TS//SI-EU//NF",
    "TS//SI-G ABCD//OC/NF",
    "TS//SI/TK//REL TO USA, FVEY",
    "TS//SI-XYZ//NF",
    "S//HCS-P//NF",
    "S//TK-BLFH//NF",
    "S//SAR-BP//NF",
    "S//SAR-BP-J12//NF",
    "TS//SAR-CD//NF",
    "S//SAR-CD//NF",
    "C//SAR-CD/BP//NF",
    "TS//SAR-MULTIPLE PROGRAMS//NF",
    "TS//SAR-BP//NF/WAIVED",
    "S//SAR-CD-J12//NF",
    "S//RD//NF",
    "S//RD-CNWDI//NF",
    "S//RD-SIGMA 14//NF",
    "S//RD-SIGMA 18//NF",
    "S//FRD//NF",
    "S//FRD-SIGMA 14//NF",
    "C//TFNI//REL TO USA, GBR",
    "U//DCNI",
    "U//UCNI",
    "U//DCNI//NF",
    "U//UCNI//REL TO USA, GBR",
    "S//FGI GBR//NF",
    "S//FGI//REL TO USA, GBR",
    "S//FGI NATO//NF",
    "TS//FGI NATO//NF",
    "U//FGI NATO//REL TO USA, GBR",
    "//DEU NATO R",
    "C//FGI GBR NATO//REL TO USA, GBR",
    "S//RS/NF",
    "S//IMC/REL TO USA, GBR",
    "U//FOUO",
    "U//FOUO/NF",
    "U//FOUO/REL TO USA, GBR",
    "U//FOUO/DISPLAY ONLY GBR",
    "S//OC/NF",
    "S//OC/REL TO USA, GBR",
    "S//OC-USGOV/NF",
    "S//OC-USGOV/REL TO USA, GBR",
    "S//NF",
    "U//NF",
    "S//PR/NF",
    "U//PR/REL TO USA, GBR",
    "U//REL TO USA, GBR",
    "S//REL TO USA, GBR",
    "C//REL TO USA, CAN",
    "S//REL TO USA, FVEY",
    "S//REL TO USA, AUS, GBR",
    "S//REL TO USA, NATO",
    "S//REL TO USA, BHTF",
    "S//REL",
    "S//RELIDO",
    "S//REL TO USA, CAN/RELIDO",
    "S//USA/GBR EYES ONLY",
    "S//USA/CAN EYES ONLY",
    "S//USA/AUS/CAN/GBR/NZL EYES ONLY",
    "S//EYES",
    "S//REL TO USA, CAN/USA/GBR EYES ONLY",
    "S//DISPLAY ONLY GBR",
    "U//DISPLAY ONLY CAN",
    "S//REL TO USA, CAN/DISPLAY ONLY GBR",
    "S//USA/CAN EYES ONLY/DISPLAY ONLY GBR",
    "S//REL/DISPLAY ONLY GBR",
    "U//DSEN",
    "U//DSEN/NF",
    "U//DSEN/REL TO USA, GBR",
    "S//DSEN/NF",
    "S//RAWFISA/NF",
    "U//FISA",
    "U//FISA/REL TO USA, GBR",
    "S//FISA/NF",
    "S//EXEMPT_FROM_ICD501_DISCOVERY/NF",
    "U//DS",
    "U//REL TO USA, GBR//DS",
    "S//NF//XD",
    "S//NF//ND",
    "U//SBU",
    "U//REL TO USA, GBR//SBU",
    "U//DISPLAY ONLY GBR//SBU",
    "U//SBU-NF",
    "U//LES",
    "U//REL TO USA, GBR//LES",
    "U//LES-NF",
    "S//REL TO USA, GBR//LES/SSI",
    "U//SSI",
    "U//NNPI",
    "S//NF//NNPI",
    "S//NF//ACCM-BLUE MOON",
    "S//NF//ACCM-OTHER 2",
    "CUI",
    "CUI//SP-CTI//NF",
    "CUI//PRVCY//REL TO USA, GBR",
    "CUI//PRVCY//DISPLAY ONLY GBR",
    "CUI//PRVCY//FED ONLY",
    "CUI//PRVCY//FEDCON",
    "CUI//PRVCY//NOCON",
    "CUI//PRVCY//DL ONLY",
    "CUI//PRIVILEGE//AC",
    "CUI//PRIVILEGE//AWP/REL TO USA, GBR",
    "S//CUI//PRVCY//NF",
    "C//HBR",
    "C//CRW",
    "C//TDS",
    "C//REL TO USA, GBR/HBR",
    "C//REL TO USA, GBR/TDS",
    "S//NF/REL TO USA, GBR",
    "U//REL TO USA, GBR//LES-NF",
    "U//REL TO USA, GBR//SBU-NF",
];
