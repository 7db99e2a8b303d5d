//! Turns a sentence of the stock into text, and keeps account of whom and what it names.

use crate::calendar::Moment;
use crate::case::Case;
use crate::member::Member;
use crate::network::Network;
use crate::originator::{Family, Originator};
use crate::person::capitalised;
use crate::place::Place;
use crate::prng::Prng;

/// What a report is told about, and what has been named so far.
#[derive(Debug)]
pub(crate) struct Scene<'a> {
    pub(crate) network: &'a Network,
    pub(crate) case: &'a Case,
    pub(crate) originator: &'static Originator,
    pub(crate) issued: Moment,
    /// The portion that is being written.
    pub(crate) portion: usize,
    pub(crate) mentions: Vec<Mention<'a>>,
    pub(crate) places: Vec<&'static Place>,
}

/// A member named in a portion, in the words of the report.
#[derive(Debug)]
pub(crate) struct Mention<'a> {
    pub(crate) member: &'a Member,
    pub(crate) name: String,
    pub(crate) alias: Option<&'a str>,
    pub(crate) portion: usize,
}

impl<'a> Scene<'a> {
    /// Appends a sentence with its slots filled.
    pub(crate) fn tell(&mut self, prng: &mut Prng, sentence: &str, text: &mut String) {
        if !text.is_empty() {
            text.push(' ');
        }
        let mut told = String::with_capacity(sentence.len() * 2);
        for (place, piece) in sentence.split('{').enumerate() {
            match piece.split_once('}') {
                Some((slot, rest)) if place > 0 => {
                    self.fill(prng, slot, &mut told);
                    told.push_str(rest);
                }
                _ => told.push_str(piece),
            }
        }
        // A transliterated article stays small at the start of a sentence.
        text.push_str(&if told.starts_with("al-") { told } else { capitalised(&told) });
    }

    fn fill(&mut self, prng: &mut Prng, slot: &str, text: &mut String) {
        if let Some(member) = self.network.member(slot) {
            self.mention(prng, member, text);
        } else if let Some(place) = self.place(slot) {
            if !self.places.contains(&place) {
                self.places.push(place);
            }
            text.push_str(place.name);
        } else {
            text.push_str(&self.circumstance(prng, slot));
        }
    }

    /// Names a member. Intelligence elements mask people of the United States.
    fn mention(&mut self, prng: &mut Prng, member: &'a Member, text: &mut String) {
        let masked = member.us_person == Some(true);
        if masked && self.originator.family == Family::Intelligence {
            text.push_str("a U.S. person");
            return;
        }
        let renamed = member.kind == "vessel" && self.case.turn > 0;
        let name = match member.aliases.first() {
            Some(later) if renamed => later.as_str(),
            _ => member.spelled(self.originator.number),
        };
        if member.role == "org" {
            text.push_str("the ");
        }
        text.push_str(name);
        let known = self.mentions.iter().any(|mention| mention.member.id == member.id);
        let mut alias = None;
        if !known && member.kind == "person" && prng.chance(22) {
            alias = prng.choose(&member.aliases).map(String::as_str);
        } else if !known && renamed && name != member.name && prng.chance(40) {
            alias = Some(member.name.as_str());
        }
        if let Some(alias) = alias {
            let phrase = if renamed { "formerly" } else { "also known as" };
            text.push_str(&format!(" ({phrase} \"{alias}\")"));
        }
        let here = |mention: &Mention<'_>| {
            mention.portion == self.portion && mention.member.id == member.id
        };
        if !self.mentions.iter().any(here) {
            let portion = self.portion;
            self.mentions.push(Mention { member, name: name.to_owned(), alias, portion });
        }
    }

    /// When the next group is to leave: this case's before its interdiction, another one after.
    fn planned(&self) -> Moment {
        let departure = self.case.taken.minus_days(2);
        if self.issued < departure { departure } else { self.issued.plus_days(11) }
    }

    fn place(&self, slot: &str) -> Option<&'static Place> {
        match slot {
            "from" => Some(self.case.from),
            "via" => Some(self.case.via),
            "border" => Some(self.case.border),
            "to" => Some(self.case.to),
            _ => None,
        }
    }

    /// Numbers, dates and descriptions.
    fn circumstance(&self, prng: &mut Prng, slot: &str) -> String {
        let case = self.case;
        match slot {
            "case" => case.name.clone(),
            "region" => self.network.region.name.to_owned(),
            "nat" => case.nationality.to_owned(),
            "passport" => prng.word(self.network.region.passports).to_owned(),
            "money" => prng.word(self.network.region.money).to_owned(),
            "n" => case.group.to_string(),
            "women" => case.women.to_string(),
            "price" => format!("US ${}", thousands(case.price)),
            "amount" => format!("US ${}", thousands(case.amount)),
            "taken" => case.taken.long(),
            "planned" => self.planned().long(),
            "day" => self.issued.minus_days(prng.between(1, 12)).long(),
            "earlier" => self.issued.minus_days(prng.between(20, 75)).long(),
            "few" => prng.between(2, 9).to_string(),
            "some" => prng.between(11, 60).to_string(),
            "percent" => prng.between(15, 70).to_string(),
            "sum" => format!("US ${}", thousands(prng.between(2, 60) * 100)),
            "km" => prng.between(4, 85).to_string(),
            "miles" => prng.between(12, 240).to_string(),
            "hour" => format!("{:02}{:02}", prng.below(24), prng.below(60)),
            "course" => format!("{:03}", prng.below(360)),
            "weeks" => format!("{} weeks", prng.between(2, 11)),
            "victim" => format!("Victim {}-{}", prng.word(LETTERS), prng.between(1, 9)),
            "defect" => {
                let count = usize::try_from(self.network.number).unwrap_or(0) % DEFECTS.len();
                DEFECTS.get(count).copied().unwrap_or_default().to_owned()
            }
            "registration" => self
                .network
                .member("vessel")
                .and_then(|vessel| vessel.ids.first())
                .map_or_else(String::new, |id| id.value.clone()),
            "source" => prng.word(sources(self.originator.family)).to_owned(),
            "office" => prng.word(OFFICES).to_owned(),
            "statute" => prng.word(STATUTES).to_owned(),
            "reference" => format!("{}-{:04}", prng.word(LETTERS), prng.below(10_000)),
            _ => String::new(),
        }
    }
}

fn thousands(number: u64) -> String {
    if number < 1_000 {
        number.to_string()
    } else {
        format!("{},{:03}", number / 1_000, number % 1_000)
    }
}

/// How a family of agencies describes its sources.
const fn sources(family: Family) -> &'static [&'static str] {
    match family {
        Family::Intelligence => &[
            "a source with direct access who has reported reliably for two years",
            "a source with second-hand access whose reporting is of undetermined reliability",
            "an established source in contact with members of the group",
            "a well-placed contact in the transport trade",
            "a walk-in whose account could be confirmed in part",
            "a collaborating source with indirect access through a relative",
        ],
        Family::Enforcement => &[
            "a confidential informant",
            "a cooperating defendant",
            "a concerned citizen who called the tip line",
            "a documented source of this office",
            "a detained driver who agreed to talk",
        ],
        Family::Diplomacy => &[
            "an embassy contact in the interior ministry",
            "a consular contact at the airport",
            "a local journalist known to the political section",
            "a church group that runs a shelter",
        ],
        Family::Assistance => {
            &["a shelter director", "a community organisation", "an outreach worker", "a clinic"]
        }
        Family::Partner => {
            &["a human source of this service", "a liaison contact", "a registered informant"]
        }
        Family::Center => &["an originating agency", "a member agency", "several originators"],
    }
}

const LETTERS: &[&str] = &["A", "B", "C", "D", "F", "K", "M", "R"];
const DEFECTS: &[&str] = &[
    "a perforated number that drifts left by half a millimetre from page 8 on",
    "a laminate whose security pattern is printed instead of embossed",
    "the word 'bearer' misspelled on the observations page",
    "stitching in three strands where the genuine booklet has two",
    "a photograph substituted under a re-sealed laminate",
    "a machine readable line whose last check digit is always 4",
    "a watermark imitated in pale grey ink",
    "an ultraviolet thread that ends short of the spine",
    "a biographic page cut from a genuine booklet and glued to another",
    "an issue stamp of an office that had closed the year before",
    "inkjet background print without the microtext of the genuine page",
];
const OFFICES: &[&str] = &[
    "the migrant smuggling desk",
    "the documents desk",
    "the Center's watch officer",
    "the maritime desk",
    "the victim assistance coordinator",
    "the intelligence liaison officer",
    "the terrorist travel desk",
];
const STATUTES: &[&str] = &[
    "8 U.S.C. 1324",
    "8 U.S.C. 1327",
    "18 U.S.C. 1546",
    "18 U.S.C. 1591",
    "18 U.S.C. 1589",
    "18 U.S.C. 1956",
    "18 U.S.C. 1028",
    "22 U.S.C. 7105",
];
