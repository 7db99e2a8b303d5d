//! Every rule is broken once and kept once; every rule is listed; every repair repairs.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

const CASES: &str = include_str!("cases.txt");
const LIST: &str = include_str!("../../../../../docs/ism-rules.md");

/// What a case is asked of.
enum Subject {
    Element(Attributes),
    Document(Box<Document>),
}

struct Case {
    line: usize,
    broken: bool,
    set: RuleSet,
    rule: String,
    subject: Subject,
}

fn attributes(text: &str, defaults: &[(&str, &str)]) -> Attributes {
    let mut held: BTreeMap<&str, String> =
        defaults.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap();
        let value = match value.split_once('*') {
            Some((of, count)) => of.repeat(count.parse().unwrap()),
            None => value.to_owned(),
        };
        if value == "-" {
            held.remove(name)
        } else {
            held.insert(name, value)
        };
    }
    let mut element = Attributes::default();
    for (name, value) in held {
        element.set(Attribute::find(name).unwrap_or_else(|| panic!("{name}?")), value);
    }
    element
}

fn subject(text: &str) -> Subject {
    let element = [("classification", "U"), ("ownerProducer", "USA")];
    let Some(rest) = text.strip_prefix("banner") else {
        return Subject::Element(attributes(text, &element));
    };
    let claims = [("compliesWith", "USGov"), ("createDate", "2024-01-02")];
    let mut blocks = rest.split('|').map(str::trim);
    let banner = [&element[..], &claims, &[("resourceElement", "true")]].concat();
    let resource = attributes(blocks.next().unwrap(), &banner);
    let mut document = Document { resource, ..Document::default() };
    for block in blocks {
        let (kind, rest) = block.split_once(' ').unwrap_or((block, ""));
        match kind {
            "portion" => document.portions.push(attributes(rest, &element)),
            "notice" => document.notices.push(attributes(rest, &element)),
            "ntk" => document.need_to_know.extend(rest.split(' ').map(str::to_owned)),
            _ => panic!("{kind}?"),
        }
    }
    Subject::Document(Box::new(document))
}

fn cases() -> Vec<Case> {
    let lines = CASES.lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let case = |(at, line): (usize, &str)| {
        let (head, text) = line.split_once(" :").unwrap();
        let (verdict, rule) = head.split_once(' ').unwrap();
        let (verdict, book) = verdict.split_once('@').unwrap_or((verdict, "2016"));
        let set = match book {
            "2012" => RuleSet::Register2012,
            "2016" => RuleSet::Register2016,
            "2022" => RuleSet::Ism2022,
            _ => panic!("{book}?"),
        };
        let (line, rule) = (at + 1, rule.to_owned());
        Case { line, broken: verdict == "bad", set, rule, subject: subject(text.trim()) }
    };
    lines.map(case).collect()
}

fn find(subject: &Subject, set: RuleSet) -> Vec<Finding> {
    match subject {
        Subject::Element(element) => check_element(element, set),
        Subject::Document(document) => check_document(document, set),
    }
}

fn checked() -> BTreeSet<&'static str> {
    let elements = ELEMENT.iter().flat_map(|group| group.iter()).map(|rule| rule.id);
    let documents = DOCUMENT.iter().flat_map(|group| group.iter()).map(|rule| rule.id);
    elements.chain(documents).collect()
}

#[test]
fn every_case_breaks_its_rule_or_keeps_it() {
    let wrong = cases().into_iter().filter_map(|case| {
        let found = find(&case.subject, case.set);
        let broken = found.iter().any(|finding| finding.rule == case.rule);
        let Case { line, rule, .. } = case;
        (broken != case.broken).then(|| format!("line {line}: {rule} broken is {broken}"))
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_is_broken_once_and_kept_once() {
    let cases = cases();
    for (verdict, broken) in [("broken", true), ("kept", false)] {
        let cases = cases.iter().filter(|case| case.broken == broken);
        let shown: BTreeSet<&str> = cases.map(|case| case.rule.as_str()).collect();
        let unseen: Vec<_> = checked().difference(&shown).copied().collect();
        assert!(unseen.is_empty(), "never {verdict}: {unseen:?}");
        let unknown: Vec<_> = shown.difference(&checked()).copied().collect();
        assert!(unknown.is_empty(), "no such rule: {unknown:?}");
    }
}

#[test]
fn a_rule_stands_in_one_table_once() {
    let elements = ELEMENT.iter().flat_map(|group| group.iter()).count();
    let documents = DOCUMENT.iter().flat_map(|group| group.iter()).count();
    assert_eq!(elements + documents, checked().len());
}

#[test]
fn a_message_says_what_to_do() {
    for case in cases() {
        for finding in find(&case.subject, case.set) {
            let message = &finding.message;
            assert!(message.contains([':', ';']), "{}: {message}", finding.rule);
        }
    }
}

/// Rows of the list: the rule, and what is said of it.
fn rows() -> Vec<(&'static str, &'static str)> {
    let rows = LIST.lines().filter(|line| line.starts_with("| `"));
    let row = |line: &'static str| {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        (cells.next().unwrap().trim_matches('`'), cells.next().unwrap())
    };
    rows.map(row).collect()
}

#[test]
fn the_list_says_what_is_checked() {
    let listed = rows().into_iter().filter(|(_, said)| said.starts_with("checked"));
    let listed: BTreeSet<_> = listed.map(|(rule, _)| rule).collect();
    let unlisted: Vec<_> = checked().difference(&listed).copied().collect();
    let unchecked: Vec<_> = listed.difference(&checked()).copied().collect();
    assert!(unlisted.is_empty() && unchecked.is_empty(), "{unlisted:?} / {unchecked:?}");
    for (rule, said) in rows() {
        let known = ["checked", "not applicable: ", "not yet"];
        assert!(known.iter().any(|word| said.starts_with(word)), "{rule}: {said}");
    }
}

/// ODNI's own list is not part of this repository; where it lies beside it, it is compared.
#[test]
#[expect(clippy::print_stderr, reason = "a skipped comparison must be seen")]
fn the_list_has_every_live_rule_once() {
    let path =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/reference/ism-schematron-rules.tsv");
    let Ok(table) = std::fs::read_to_string(path) else {
        eprintln!("skipped: there is no {path}");
        return;
    };
    let live: Vec<(&str, &str)> = table
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let (id, severity, group) = (cells.next()?, cells.next()?, cells.next()?);
            (group != "deleted").then_some((id, severity))
        })
        .collect();
    let listed: Vec<_> = rows().into_iter().map(|(rule, _)| rule).collect();
    for (id, _) in &live {
        let times = listed.iter().filter(|rule| *rule == id).count();
        assert_eq!(times, 1, "{id} is listed {times} times");
    }
    let elements = ELEMENT.iter().flat_map(|group| group.iter()).map(|r| (r.id, r.severity));
    let documents = DOCUMENT.iter().flat_map(|group| group.iter()).map(|r| (r.id, r.severity));
    for (id, severity) in elements.chain(documents).filter(|(id, _)| id.starts_with("ISM-ID-")) {
        let named = if severity == Severity::Error { "Error" } else { "Warning" };
        assert!(live.contains(&(id, named)), "{id} is no live rule of severity {named}");
    }
}

#[test]
fn vocabularies_ascend_so_that_a_release_shows_as_a_small_change() {
    use super::super::vocabulary::{controls, cui};
    let tables = [controls::DISSEMINATION, controls::NOTICE, controls::SCI];
    for table in tables.into_iter().chain([cui::BASIC, cui::SPECIFIED]) {
        assert!(table.is_sorted());
    }
}

#[test]
fn a_printed_name_is_rewritten_as_its_token() {
    let mut element = attributes(
        "classification=S, disseminationControls=OC NOFORN",
        &[("ownerProducer", "USA")],
    );
    let found = check_element(&element, RuleSet::default());
    assert_eq!(found[0].message, "`NOFORN` is the printed name: write NF in disseminationControls");
    found[0].fix.as_ref().unwrap().apply(&mut element);
    assert_eq!(element.text(Attribute::DisseminationControls), Some("OC NF"));
}

#[test]
fn the_books_differ_where_they_must() {
    let element = |text| attributes(text, &[("classification", "U"), ("ownerProducer", "USA")]);
    let broken = |text, set| {
        let found = check_element(&element(text), set);
        found.iter().map(|finding| finding.rule).collect::<Vec<_>>()
    };
    use RuleSet::{Ism2022, Register2012, Register2016};
    let noforn = "disseminationControls=NF";
    assert_eq!(broken(noforn, Register2012), ["DoDM 5200.01-V2"]);
    assert!(broken(noforn, Register2016).is_empty() && broken(noforn, Ism2022).is_empty());
    let klondike = "classification=TS, SCIcontrols=KDK KDK-BLFH, disseminationControls=NF";
    assert!(broken(klondike, Register2012).is_empty());
    assert!(broken(klondike, Register2016).contains(&"register p85"));
    assert_eq!(broken(klondike, Ism2022), ["ISM-ID-00267", "ISM-ID-00267"]);
    let eyes = "classification=S, disseminationControls=EYES, releasableTo=USA GBR";
    assert_eq!(broken(eyes, Register2016), ["register p157"]);
    assert!(broken(eyes, Ism2022).is_empty());
}

#[test]
fn noforn_is_no_repair_beside_rel_to() {
    let text = "classification=S, SCIcontrols=HCS HCS-P, disseminationControls=REL, \
                releasableTo=USA GBR";
    let element = attributes(text, &[("ownerProducer", "USA")]);
    let found = check_element(&element, RuleSet::default());
    let hcs = found.iter().find(|finding| finding.rule == "ISM-ID-00049").unwrap();
    assert_eq!(hcs.fix, None);
}

/// An element with some of the tokens that rules speak of.
fn any_element() -> impl Strategy<Value = Attributes> {
    use super::super::vocabulary::controls::{AEA, DISSEMINATION, NON_IC, SCI};
    let some = |table: &'static [&'static str]| prop::sample::subsequence(table, 0..4);
    let levels = prop::sample::select(vec!["U", "R", "C", "S", "TS"]);
    let lists = prop::sample::select(vec!["", "USA", "USA GBR", "GBR USA", "USA USA FVEY"]);
    (levels, some(SCI), some(AEA), some(DISSEMINATION), some(NON_IC), lists).prop_map(
        |(level, sci, aea, dissemination, non_ic, list)| {
            let mut element = attributes(
                &format!("classification={level}"),
                &[("ownerProducer", "USA"), ("compliesWith", "USGov")],
            );
            let lists = [
                (Attribute::SciControls, sci.join(" ")),
                (Attribute::AtomicEnergyMarkings, aea.join(" ")),
                (Attribute::DisseminationControls, dissemination.join(" ")),
                (Attribute::NonIcMarkings, non_ic.join(" ")),
                (Attribute::ReleasableTo, list.to_owned()),
            ];
            for (attribute, value) in lists.into_iter().filter(|(_, value)| !value.is_empty()) {
                element.set(attribute, value);
            }
            element
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        cases: 64,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_repair_leaves_fewer_findings(element in any_element()) {
        let found = check_element(&element, RuleSet::default());
        for fix in found.iter().filter_map(|finding| finding.fix.as_ref()) {
            let mut repaired = element.clone();
            fix.apply(&mut repaired);
            prop_assert!(check_element(&repaired, RuleSet::default()).len() < found.len());
        }
    }

    #[test]
    fn a_repaired_banner_leaves_fewer_findings(
        mut resource in any_element(),
        portions in prop::collection::vec(any_element(), 1..4),
    ) {
        resource.set(Attribute::ResourceElement, "true");
        let document = Document { resource, portions, ..Document::default() };
        let found = check_document(&document, RuleSet::default());
        let of_banner = found.iter().filter(|finding| DOCUMENT.iter().flat_map(|group| group.iter())
            .any(|rule| rule.id == finding.rule));
        for finding in of_banner {
            let Some(fix) = &finding.fix else { continue };
            let mut repaired = document.clone();
            fix.apply(repaired.element_mut(finding.place).unwrap());
            prop_assert!(check_document(&repaired, RuleSet::default()).len() < found.len());
        }
    }
}
