//! Runs the rules.

use super::form::is_true;
use super::rule::{Context, DocumentRule, Hit, Parts, Rule, is_nsi};
use super::rules::{DOCUMENT, ELEMENT};
use super::{Attribute, Attributes, Document, Finding, Fix, Place, RuleSet};
use crate::Severity;

/// Every rule about one element that the element breaks (`ISM.XML` 2022 and the register).
///
/// What the element claims with `compliesWith` says whose rules bind it; one that claims nothing
/// follows the rules of the US Government.
///
/// ```
/// use marking::{Attribute, Attributes, RuleSet, check_element};
/// let mut portion = Attributes::default();
/// portion.set(Attribute::Classification, "S");
/// portion.set(Attribute::OwnerProducer, "USA");
/// portion.set(Attribute::NonIcMarkings, "XD");
/// let findings = check_element(&portion, RuleSet::default());
/// assert_eq!(findings[0].rule, "ISM-ID-00314");
/// assert_eq!(findings[0].message, "EXDIS needs NOFORN: add it");
/// findings[0].fix.as_ref().unwrap().apply(&mut portion);
/// assert!(check_element(&portion, RuleSet::default()).is_empty());
/// ```
pub fn check_element(element: &Attributes, set: RuleSet) -> Vec<Finding> {
    let find =
        |element: &Attributes| findings(element, &Context::alone(element, set), Place::Element);
    certain(element, &find)
}

/// Every rule that a document breaks (`ISM.XML` 2022 and the register).
///
/// Those about each of its elements, those between the banner and the portions, and those that
/// pair a marking with a notice or a need-to-know list.
pub fn check_document(document: &Document, set: RuleSet) -> Vec<Finding> {
    let mut found = of_elements(document, set);
    let between = between(document, set);
    let all = found.len() + between.len();
    // A repair of the banner is offered only where the whole document is the better for it.
    found.extend(between.into_iter().map(|mut finding| {
        finding.fix = finding.fix.filter(|fix| {
            let mut repaired = document.clone();
            fix.apply(&mut repaired.resource);
            of_elements(&repaired, set).len() + self::between(&repaired, set).len() < all
        });
        finding
    }));
    found
}

fn of_elements(document: &Document, set: RuleSet) -> Vec<Finding> {
    let resource = &document.resource;
    let nsi = parts(document, set).context.nsi;
    let portions = document.portions.iter().enumerate();
    let notices = document.notices.iter().enumerate();
    let others = portions.map(|(at, portion)| (portion, Place::Portion(at)));
    let others = others.chain(notices.map(|(at, notice)| (notice, Place::Notice(at))));
    let mut found = certain(resource, &|resource: &Attributes| {
        let context = Context::within(resource, resource, set);
        let context = Context { nsi, is_resource: true, contributes: false, ..context };
        findings(resource, &context, Place::Resource)
    });
    for (element, place) in others {
        found.extend(certain(element, &|element: &Attributes| {
            let context = Context { nsi, ..Context::within(element, resource, set) };
            findings(element, &context, place)
        }));
    }
    found
}

fn parts(document: &Document, set: RuleSet) -> Parts<'_> {
    let resource = &document.resource;
    let all = document.portions.iter().chain(&document.notices);
    let counted = |part: &&Attributes| !is_true(part.text(Attribute::ExcludeFromRollup));
    let parts: Vec<_> = all.filter(counted).collect();
    let under_order =
        |part: &&Attributes| is_nsi(part) && part.text(Attribute::AtomicEnergyMarkings).is_none();
    let nsi = is_nsi(resource) && (parts.is_empty() || parts.iter().any(under_order));
    let context = Context::within(resource, resource, set);
    let context = Context { nsi, is_resource: true, contributes: false, ..context };
    Parts { document, resource, parts, context }
}

fn between(document: &Document, set: RuleSet) -> Vec<Finding> {
    let parts = parts(document, set);
    let rules = DOCUMENT.iter().flat_map(|group| group.iter());
    let rules = rules.filter(|rule| rule.sets.hold(set) && parts.context.is_in(rule.scope));
    let found = rules.flat_map(|rule: &DocumentRule| {
        let hits = rule.test.hits(rule.attribute, &parts).into_iter();
        hits.map(|Hit { token, message, fix }| Finding {
            rule: rule.id,
            severity: rule.severity,
            place: Place::Resource,
            attribute: rule.attribute,
            token,
            message,
            fix,
        })
    });
    found.collect()
}

fn findings(element: &Attributes, context: &Context<'_>, place: Place) -> Vec<Finding> {
    let rules = ELEMENT.iter().flat_map(|group| group.iter());
    let rules = rules.filter(|rule| rule.sets.hold(context.set) && context.is_in(rule.scope));
    let found = rules.flat_map(|rule: &Rule| {
        let hits = rule.test.hits(rule.attribute, element, context).into_iter();
        // A warning leaves room for what the author knows: its addition is advice, no repair.
        let advice = |fix: &Fix| rule.severity == Severity::Warning && matches!(fix, Fix::Add(..));
        hits.map(move |Hit { token, message, fix }| Finding {
            rule: rule.id,
            severity: rule.severity,
            place,
            attribute: rule.attribute,
            token,
            message,
            fix: fix.filter(|fix| !advice(fix)),
        })
    });
    found.collect()
}

/// Keeps a repair only where it leaves fewer findings: NOFORN is no repair beside REL TO.
fn certain(element: &Attributes, find: &dyn Fn(&Attributes) -> Vec<Finding>) -> Vec<Finding> {
    let mut found = find(element);
    let all = found.len();
    for finding in &mut found {
        finding.fix = finding.fix.take().filter(|fix| {
            let mut repaired = element.clone();
            fix.apply(&mut repaired);
            find(&repaired).len() < all
        });
    }
    found
}

#[cfg(test)]
mod tests;
