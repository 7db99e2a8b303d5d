//! Old markings of the real reports, where they are here: each read or refused with a reason, and
//! compared with the form that the reports' own banner and caveats state.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};

use flate2::read::GzDecoder;
use kit::stage::shared;
use marking::{Legacy, LegacyErrorKind, Marking, modern_form};
use serde_json::Value;

/// An old marking with the banner and the caveats of a report that bears it.
type Stated = (String, String, Vec<String>);

/// Every statement of the reports, and how many reports make it.
fn stated() -> Option<BTreeMap<Stated, usize>> {
    let file = std::fs::File::open(shared("frus/reports.jsonl.gz")?).unwrap();
    let mut all = BTreeMap::new();
    for line in BufReader::new(GzDecoder::new(file)).lines() {
        let report: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let caveats = report["caveats"].as_array().cloned().unwrap_or_default();
        let caveats = caveats.iter().map(text).collect();
        let statement = (text(&report["original_marking"]), text(&report["banner"]), caveats);
        *all.entry(statement).or_insert(0) += 1;
    }
    Some(all)
}

/// Whether each caveat of the report was found; the report's names its originator first.
fn found_all(caveats: &[String], legacy: &Legacy) -> bool {
    let of = |caveat: &str| caveat.rsplit(':').next().unwrap_or_default().to_owned();
    let channel = |held: &String| held.ends_with("CHANNEL");
    caveats.iter().map(|caveat| of(caveat)).all(|caveat| {
        legacy.caveats.contains(&caveat)
            || (caveat == "CHANNEL" && legacy.caveats.iter().any(channel))
    })
}

#[test]
fn old_markings_are_read_or_refused_and_agree_with_the_reports() {
    let Some(stated) = stated() else { return };
    let mut refused = BTreeMap::new();
    let (mut read, mut banners, mut caveats) = (0, 0, 0);
    for ((original, banner, stated_caveats), reports) in &stated {
        match modern_form(original) {
            Ok(legacy) => {
                let modern = Marking::parse(&legacy.banner).unwrap();
                assert_eq!(modern.problems, [], "{original}: {}", legacy.banner);
                let level = Marking::parse(banner).unwrap().marking.level();
                assert_eq!(modern.marking.level(), level, "{original}");
                read += 1;
                banners += usize::from(legacy.banner == *banner);
                caveats += usize::from(found_all(stated_caveats, &legacy));
            }
            Err(error) => {
                assert!(original.get(error.at.clone()).is_some(), "{original}: {error:?}");
                *refused.entry(original).or_insert(0) += reports;
                assert_ne!(error.kind, LegacyErrorKind::NoLevel, "{original}");
            }
        }
    }
    let reports: usize = refused.values().sum();
    println!("read {read}: banner agrees {banners}, caveats {caveats}");
    println!("refused {} markings, of {reports} reports", refused.len());
    assert!(banners * 100 >= read * 99, "{banners} of {read} banners");
    assert!(caveats * 100 >= read * 99, "{caveats} of {read} caveats");
    assert!(refused.len() * 10 <= stated.len(), "{} of {} refused", refused.len(), stated.len());
}
