//! `control_set` of ACS 3.0: classification and controls.

use serde_json::{Map, Value};

use super::super::path::Object;
use crate::{Attribute, Attributes, Code, ConvertError};

/// The attributes that `control_set` has places for.
pub(super) const WRITTEN: &[Attribute] = &[
    Attribute::Classification,
    Attribute::OwnerProducer,
    Attribute::SciControls,
    Attribute::DisseminationControls,
    Attribute::ReleasableTo,
    Attribute::NonIcMarkings,
];

/// Reads classification and controls.
pub(super) fn read(set: &Object<'_>, attributes: &mut Attributes) -> Result<(), ConvertError> {
    set.only(KNOWN, REFUSED)?;
    let level = set.required("classification", LEVELS_WANTED)?;
    if !LEVELS.contains(&level) {
        return Err(unknown(set.path("classification"), level, LEVELS_WANTED));
    }
    attributes.set(Attribute::Classification, level);
    let systems = tokens(set, "sci_controls")?;
    if let Some((at, token)) = systems.iter().find(|(_, token)| !is_sci(token)) {
        return Err(unknown(at.clone(), token, SCI_WANTED));
    }
    list(attributes, Attribute::SciControls, systems.iter().map(|(_, token)| *token));
    let mut dissem = Vec::new();
    let mut non_ic = Vec::new();
    for (property, wanted) in VALUES {
        for (at, found) in tokens(set, property)? {
            match PLACES.iter().find(|(of, value, _)| of == property && *value == found) {
                Some((_, _, Place::Dissem(token))) => dissem.push(*token),
                Some((_, _, Place::NonIc(token))) => non_ic.push(*token),
                Some((_, _, Place::None(reason))) => {
                    return Err(ConvertError::NoPlace { at, reason });
                }
                None => return Err(unknown(at, found, wanted)),
            }
        }
    }
    if nationalities(set, attributes, dissem.contains(&"NF"))? {
        dissem.push("REL");
    }
    let sorted = DISSEM.iter().copied().filter(|token| dissem.contains(token));
    list(attributes, Attribute::DisseminationControls, sorted);
    list(attributes, Attribute::NonIcMarkings, non_ic);
    Ok(())
}

/// Reads the nations that may see it, and whether that is a release.
fn nationalities(
    set: &Object<'_>,
    attributes: &mut Attributes,
    noforn: bool,
) -> Result<bool, ConvertError> {
    let nations = tokens(set, "permitted_nationalities")?;
    if nations.is_empty() {
        return Ok(false);
    }
    let at = set.path("permitted_nationalities");
    let unlisted = nations.iter().find(|(_, nation)| Code::find(nation).is_none());
    if let Some((at, nation)) = unlisted {
        return Err(unknown(at.clone(), nation, "a code of ISMCAT such as GBR"));
    }
    let us_alone = nations.iter().all(|(_, nation)| *nation == "USA");
    match (us_alone, noforn) {
        // The same said twice: NOFORN is what a list of the United States alone means.
        (true, true) => Ok(false),
        (true, false) => Err(ConvertError::NoPlace {
            at,
            reason: "REL TO USA alone is no marking; write NF in formal_determination",
        }),
        (false, true) => Err(ConvertError::Conflict {
            at,
            reason: "NF in formal_determination forbids these nations; keep one of the two",
        }),
        (false, false) => {
            let nations = nations.iter().map(|(_, nation)| *nation);
            list(attributes, Attribute::ReleasableTo, nations);
            Ok(true)
        }
    }
}

/// Writes classification and controls.
pub(super) fn write(attributes: &Attributes) -> Result<Value, ConvertError> {
    let level = attributes.text(Attribute::Classification).unwrap_or("");
    if !LEVELS.contains(&level) {
        return Err(unknown("classification".to_owned(), level, LEVELS_WANTED));
    }
    let owner = attributes.text(Attribute::OwnerProducer).unwrap_or("");
    if owner != "USA" {
        return Err(unknown("ownerProducer".to_owned(), owner, "USA, the one owner ACS has"));
    }
    let mut set = Map::new();
    set.insert("classification".to_owned(), Value::from(level));
    let systems = unique(attributes, Attribute::SciControls)?;
    if let Some(token) = systems.iter().find(|token| !is_sci(token)) {
        return Err(unknown("SCIcontrols".to_owned(), token, SCI_WANTED));
    }
    insert(&mut set, "sci_controls", &systems);
    let nations = unique(attributes, Attribute::ReleasableTo)?;
    if let Some(nation) = nations.iter().find(|nation| Code::find(nation).is_none()) {
        return Err(unknown("releasableTo".to_owned(), nation, "a code of ISMCAT such as GBR"));
    }
    let released = attributes.has(Attribute::DisseminationControls, "REL");
    let noforn = attributes.has(Attribute::DisseminationControls, "NF");
    let foreign = nations.iter().any(|nation| *nation != "USA");
    if released == nations.is_empty() || released != foreign || (released && noforn) {
        return Err(ConvertError::Conflict {
            at: "releasableTo".to_owned(),
            reason: "REL needs a list with more than USA, a list needs REL, and neither goes \
                     with NF",
        });
    }
    insert(&mut set, "permitted_nationalities", &nations);
    controls(attributes, &mut set)?;
    Ok(Value::Object(set))
}

fn controls(attributes: &Attributes, set: &mut Map<String, Value>) -> Result<(), ConvertError> {
    let dissem = unique(attributes, Attribute::DisseminationControls)?;
    let dissem = dissem.into_iter().filter(|token| *token != "REL").map(Place::Dissem);
    let non_ic = unique(attributes, Attribute::NonIcMarkings)?.into_iter().map(Place::NonIc);
    let wanted: Vec<Place<'_>> = dissem.chain(non_ic).collect();
    if let Some(lost) = wanted.iter().find(|place| !PLACES.iter().any(|(_, _, of)| of == *place)) {
        let (of, token) = match lost {
            Place::Dissem(token) => (Attribute::DisseminationControls, token),
            Place::NonIc(token) | Place::None(token) => (Attribute::NonIcMarkings, token),
        };
        return Err(ConvertError::NoPlace {
            at: format!("{} {token}", of.name()),
            reason: "ACS has no value for it; send ISM attributes or a banner instead",
        });
    }
    for (property, _) in VALUES {
        let values: Vec<&str> = PLACES
            .iter()
            .filter(|(of, _, place)| of == property && wanted.contains(place))
            .map(|(_, value, _)| *value)
            .collect();
        insert(set, property, &values);
    }
    Ok(())
}

fn insert(set: &mut Map<String, Value>, name: &str, values: &[&str]) {
    if !values.is_empty() {
        set.insert(name.to_owned(), Value::from(values));
    }
}

fn list<'a>(
    attributes: &mut Attributes,
    attribute: Attribute,
    tokens: impl IntoIterator<Item = &'a str>,
) {
    let tokens: Vec<&str> = tokens.into_iter().collect();
    if !tokens.is_empty() {
        attributes.set(attribute, tokens.join(" "));
    }
}

/// The texts of a list, none of them twice.
fn tokens<'a>(set: &Object<'a>, name: &str) -> Result<Vec<(String, &'a str)>, ConvertError> {
    let texts = set.texts(name)?;
    let values: Vec<&str> = texts.iter().map(|(_, text)| *text).collect();
    distinct(&values, &set.path(name))?;
    Ok(texts)
}

fn unique(attributes: &Attributes, attribute: Attribute) -> Result<Vec<&str>, ConvertError> {
    let tokens: Vec<&str> = attributes.tokens(attribute).collect();
    if tokens.is_empty() && attributes.text(attribute).is_some() {
        return Err(ConvertError::Missing {
            at: attribute.name().to_owned(),
            wanted: "at least one token, or leave the attribute out",
        });
    }
    distinct(&tokens, attribute.name())?;
    Ok(tokens)
}

/// Refuses a repetition, as ISM-ID-00236 does.
fn distinct(tokens: &[&str], at: &str) -> Result<(), ConvertError> {
    let distinct: std::collections::BTreeSet<_> = tokens.iter().collect();
    if distinct.len() == tokens.len() {
        return Ok(());
    }
    Err(ConvertError::Conflict {
        at: at.to_owned(),
        reason: "a value stands there twice; keep one",
    })
}

/// Whether a token is of a control system of `CVEnumISMSCIControls`.
fn is_sci(token: &str) -> bool {
    let system = token.split('-').next().unwrap_or(token);
    let named = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    SCI.contains(&system) && token.split('-').all(named) && token.split('-').count() <= 3
}

fn unknown(at: String, found: &str, wanted: &'static str) -> ConvertError {
    ConvertError::UnknownValue { at, found: found.to_owned(), wanted }
}

/// Where a value of ACS goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Place<'a> {
    Dissem(&'a str),
    NonIc(&'a str),
    None(&'a str),
}

const LEVELS: [&str; 4] = ["U", "C", "S", "TS"];
const LEVELS_WANTED: &str = "U, C, S or TS";
const SCI: [&str; 7] = ["BUR", "HCS", "KLM", "MVL", "RSV", "SI", "TK"];
const SCI_WANTED: &str = "a control of CVEnumISMSCIControls such as SI or SI-G";

/// The controls that ACS can say, in the order of `CVEnumISMDissem`.
const DISSEM: [&str; 5] = ["FOUO", "NF", "PR", "REL", "FISA"];

const KNOWN: &[&str] = &[
    "classification",
    "sci_controls",
    "formal_determination",
    "caveat",
    "sensitivity",
    "permitted_nationalities",
];

const REFUSED: &[(&str, &str)] = &[
    ("entity", "ISM cannot limit a marking to kinds of persons; ask the producer for ISM"),
    ("logical_authority_category", "its values are not public; ask the producer for ISM"),
    ("permitted_organizations", "ISM cannot limit a marking to organisations without an NTK block"),
    ("shareability", "ISM has no sharing communities; ask the producer for ISM attributes"),
];

/// The lists with fixed values, and what they may hold (`isa-acs-3-0.json`).
const VALUES: &[(&str, &str)] = &[
    ("formal_determination", "a value of ACS such as NF or FOUO"),
    ("caveat", "FISA, POSSIBLEPII or CISAPROPRIETARY"),
    ("sensitivity", "a value of ACS such as LES or PR"),
];

const CYBER: &str = "a finding of the Cybersecurity Information Sharing Act, which ISM cannot say";
const PII: &str = "ISM cannot mark information about persons outside CUI; use a CUI marking";

const PLACES: &[(&str, &str, Place<'static>)] = &[
    ("formal_determination", "FOUO", Place::Dissem("FOUO")),
    ("formal_determination", "NF", Place::Dissem("NF")),
    ("formal_determination", "AIS", Place::None(CYBER)),
    (
        "formal_determination",
        "INFORMATION-DIRECTLY-RELATED-TO-CYBERSECURITY-THREAT",
        Place::None(CYBER),
    ),
    ("formal_determination", "NO-PII-PRESENT", Place::None(PII)),
    ("formal_determination", "PII-NECESSARY-TO-UNDERSTAND-THREAT", Place::None(PII)),
    (
        "formal_determination",
        "PUBREL",
        Place::None("ISM has no public release; treat the object by its other markings"),
    ),
    ("caveat", "FISA", Place::Dissem("FISA")),
    ("caveat", "POSSIBLEPII", Place::None(PII)),
    ("caveat", "CISAPROPRIETARY", Place::None(CYBER)),
    ("sensitivity", "PR", Place::Dissem("PR")),
    ("sensitivity", "LES", Place::NonIc("LES")),
    ("sensitivity", "INT", Place::None("ISM has no mark of intelligence as such; leave it out")),
    ("sensitivity", "PCII", Place::None("it is CUI Specified; use a CUI marking with SP-PCII")),
    ("sensitivity", "PII", Place::None(PII)),
    ("sensitivity", "TEI", Place::None("ISM has no mark of targeted entities")),
    (
        "sensitivity",
        "NTOC_DHS_ECYBER_SVC_SHARE.NSA.NSA",
        Place::None("ISM has no mark of this sharing service"),
    ),
];
