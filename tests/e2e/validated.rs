//! Validation of whole markings: what bits clear breaks no rule.

use std::cell::Cell;

use kit::random::check;
use kit::whole_marking::{text, whole};
use marking::{Marking, Register, RuleSet};
use proptest::prelude::*;

/// Reading asks the rules only of markings that some operations on bits do not clear;
/// [`Marking::findings`] asks them always.
#[test]
fn a_marking_that_bits_clear_breaks_no_rule() {
    let (read, broken) = (Cell::new(0_u32), Cell::new(0_u32));
    for rules in [RuleSet::Register2012, RuleSet::Register2016, RuleSet::Ism2022] {
        let register = Register::default().with_rules(rules);
        check(4_000, &text(), |text| {
            let Ok(parsed) = Marking::parse_by(&text, &register) else { return Ok(()) };
            read.set(read.get() + 1);
            for finding in parsed.marking.findings(rules) {
                broken.set(broken.get() + 1);
                let said = parsed.problems.iter().any(|problem| problem.rule == finding.rule);
                prop_assert!(said, "{text}: {finding:?}");
            }
            Ok(())
        });
    }
    assert!(read.get() > 0 && broken.get() > 0);
}

#[test]
fn attributes_that_a_marking_writes_read_back() {
    let written = Cell::new(0_u32);
    check(4_000, &whole(), |marking| {
        let Ok(ism) = marking.to_ism() else { return Ok(()) };
        written.set(written.get() + 1);
        prop_assert_eq!(Marking::from_ism(&ism), Ok(marking), "{:?}", ism);
        Ok(())
    });
    assert!(written.get() > 0);
}

#[test]
fn a_repair_leaves_fewer_findings() {
    check(4_000, &whole(), |marking| {
        let mut element = marking.to_ism().unwrap_or_default();
        let found = marking::check_element(&element, RuleSet::default());
        for finding in &found {
            if let Some(fix) = &finding.fix {
                fix.apply(&mut element);
                let left = marking::check_element(&element, RuleSet::default());
                prop_assert!(left.len() < found.len(), "{finding:?}");
                break;
            }
        }
        Ok(())
    });
}
