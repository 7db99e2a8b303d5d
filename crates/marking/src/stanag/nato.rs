//! The NATO policy as ODNI's attributes (`ADatP-4774`, appendix 2; register H.7).

use super::{Category, CategoryType, Label};
use crate::{Attribute, Attributes, Code, ConvertError, Timestamp};

impl Label {
    /// The attributes that say the same. Names and values of the policy are read in any case.
    ///
    /// The countries of `Releasable To` are taken as they stand, none added: whether NATO's own
    /// nations are meant beside them is for the rules to decide.
    pub fn attributes(&self) -> Result<Attributes, ConvertError> {
        let uri = self.policy_uri.as_deref();
        if !same(&self.policy, POLICY) || uri.is_some_and(|uri| uri != POLICY_URI) {
            return Err(ConvertError::UnknownValue {
                at: "PolicyIdentifier".to_owned(),
                found: uri
                    .map_or_else(|| self.policy.clone(), |uri| format!("{} {uri}", self.policy)),
                wanted: "NATO, the one policy whose values are known here",
            });
        }
        if self.privacy_mark.as_deref().is_some_and(|mark| !mark.trim().is_empty()) {
            return Err(ConvertError::NoPlace {
                at: "PrivacyMark".to_owned(),
                reason: "it is a text for people; ask the originator for categories instead",
            });
        }
        let level = LEVELS
            .iter()
            .find(|(_, names)| names.iter().any(|name| same(&self.classification, name)));
        let (level, _) = level.ok_or_else(|| ConvertError::UnknownValue {
            at: "Classification".to_owned(),
            found: self.classification.clone(),
            wanted: "UNCLASSIFIED, RESTRICTED, CONFIDENTIAL, SECRET or TOP SECRET",
        })?;
        let mut attributes = Attributes::default();
        attributes.set(Attribute::Classification, *level);
        attributes.set(Attribute::OwnerProducer, "NATO");
        for category in &self.categories {
            read_category(category, &mut attributes)?;
        }
        Ok(attributes)
    }

    /// The label of the NATO policy that says the same as the attributes.
    pub fn from_attributes(
        attributes: &Attributes,
        created: Timestamp,
        review: Option<Timestamp>,
    ) -> Result<Self, ConvertError> {
        if let Some((attribute, _)) = attributes.iter().find(|(of, _)| !WRITTEN.contains(of)) {
            return Err(ConvertError::NoPlace {
                at: attribute.name().to_owned(),
                reason: "the NATO policy has no category for it; send ISM attributes instead",
            });
        }
        let owner = attributes.text(Attribute::OwnerProducer).unwrap_or("");
        if owner != "NATO" {
            return Err(unknown("ownerProducer".to_owned(), owner, "NATO, the policy's one owner"));
        }
        let found = attributes.text(Attribute::Classification).unwrap_or("");
        let level = LEVELS.iter().find(|(level, _)| *level == found);
        let level = level.and_then(|(_, names)| names.first());
        let level =
            level.ok_or_else(|| unknown("classification".to_owned(), found, "U, R, C, S or TS"))?;
        let mut categories = vec![category(CONTEXT, vec!["NATO".to_owned()])];
        let countries = attributes.tokens(Attribute::ReleasableTo).map(str::to_owned).collect();
        if let Some(control) = attributes.text(Attribute::DisseminationControls) {
            if control != "REL" {
                return Err(unknown("disseminationControls".to_owned(), control, "REL alone"));
            }
            categories.push(category(RELEASABLE, countries));
        }
        let controls = attributes.tokens(Attribute::NonUsControls);
        let controls: Vec<String> =
            controls.map(|control| control.trim_start_matches("NATO-").to_owned()).collect();
        if !controls.is_empty() {
            categories.push(category(SPECIAL, controls));
        }
        let label = Self {
            policy: POLICY.to_owned(),
            policy_uri: Some(POLICY_URI.to_owned()),
            classification: (*level).to_owned(),
            privacy_mark: None,
            categories,
            originator: None,
            created,
            review,
        };
        // What is not read back was not said: unknown codes, a list without REL, doubled blanks.
        if label.attributes()? == *attributes {
            return Ok(label);
        }
        Err(ConvertError::Conflict {
            at: "releasableTo".to_owned(),
            reason: "a list goes with REL, and tokens are known and separated by one blank",
        })
    }
}

fn read_category(category: &Category, to: &mut Attributes) -> Result<(), ConvertError> {
    let at = format!("Category {}", category.tag_name);
    let known = TAGS.iter().find(|(name, _)| same(name, &category.tag_name));
    let Some((tag, kind)) = known else {
        let refused = REFUSED.iter().find(|(name, _)| same(name, &category.tag_name));
        return Err(match refused {
            Some((_, reason)) => ConvertError::NoPlace { at, reason },
            None => ConvertError::UnknownName { at, wanted: "a category of the NATO policy" },
        });
    };
    if category.kind != *kind {
        return Err(ConvertError::Conflict {
            at,
            reason: "its Type is not the one that the NATO policy gives it; correct it",
        });
    }
    if category.values.is_empty() {
        return Err(ConvertError::Missing { at, wanted: "at least one GenericValue" });
    }
    for value in &category.values {
        let value = value.trim().to_ascii_uppercase();
        if *tag == CONTEXT.0 {
            if value != "NATO" {
                return Err(unknown(at, &value, "NATO, the context of its own information"));
            }
        } else if *tag == RELEASABLE.0 {
            if Code::find(&value).is_none() {
                return Err(unknown(at, &value, "a code of ISMCAT such as SWE"));
            }
            add(to, Attribute::ReleasableTo, &value, &at)?;
            to.set(Attribute::DisseminationControls, "REL");
        } else {
            if !CONTROLS.contains(&value.as_str()) {
                return Err(unknown(at, &value, "ATOMAL, BALK or BOHEMIA"));
            }
            add(to, Attribute::NonUsControls, &format!("NATO-{value}"), &at)?;
        }
    }
    Ok(())
}

fn add(to: &mut Attributes, of: Attribute, token: &str, at: &str) -> Result<(), ConvertError> {
    if to.has(of, token) {
        let at = at.to_owned();
        return Err(ConvertError::Conflict { at, reason: "a value is repeated; keep one" });
    }
    let text = to.text(of).map_or_else(|| token.to_owned(), |held| format!("{held} {token}"));
    to.set(of, text);
    Ok(())
}

fn category((tag_name, kind): (&str, CategoryType), values: Vec<String>) -> Category {
    let uri = (tag_name == CONTEXT.0).then(|| CONTEXT_URI.to_owned());
    Category { tag_name: tag_name.to_owned(), kind, uri, values }
}

fn unknown(at: String, found: &str, wanted: &'static str) -> ConvertError {
    ConvertError::UnknownValue { at, found: found.to_owned(), wanted }
}

/// The policy's values are the same in any case (`ADatP-4774`, section 5.2).
fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

const POLICY: &str = "NATO";
const POLICY_URI: &str = "urn:oid:1.3.26.1.3.1";
const CONTEXT_URI: &str = "urn:oid:1.3.26.1.4.4";

/// ISM's level, the policy's name of it, and the name that markings print.
const LEVELS: &[(&str, [&str; 2])] = &[
    ("U", ["UNCLASSIFIED", "NATO UNCLASSIFIED"]),
    ("R", ["RESTRICTED", "NATO RESTRICTED"]),
    ("C", ["CONFIDENTIAL", "NATO CONFIDENTIAL"]),
    ("S", ["SECRET", "NATO SECRET"]),
    ("TS", ["TOP SECRET", "COSMIC TOP SECRET"]),
];

type Tag = (&'static str, CategoryType);

const CONTEXT: Tag = ("Context", CategoryType::Permissive);
const RELEASABLE: Tag = ("Releasable To", CategoryType::Permissive);
const SPECIAL: Tag = ("Special Category Designators", CategoryType::Restrictive);

/// `Additional Sensitivity` is the newer name of the special categories.
const TAGS: [Tag; 4] =
    [CONTEXT, RELEASABLE, SPECIAL, ("Additional Sensitivity", CategoryType::Restrictive)];

const REFUSED: &[(&str, &str)] = &[
    ("Administrative", "ISM has no administrative marks; put it into the text"),
    ("Only", "ISM cannot keep NATO information from some of NATO; ask the originator"),
];

/// NATO's controls (`CVEnumISMNonUSControls`, there with `NATO-`).
const CONTROLS: [&str; 3] = ["ATOMAL", "BALK", "BOHEMIA"];

const WRITTEN: &[Attribute] = &[
    Attribute::Classification,
    Attribute::OwnerProducer,
    Attribute::DisseminationControls,
    Attribute::ReleasableTo,
    Attribute::NonUsControls,
];
