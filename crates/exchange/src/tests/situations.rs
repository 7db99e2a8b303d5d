//! The reports of the golden files, each as one recipient may have it.

use dissemination::Released;
use marking::Level;
use model::{About, Authority, CaveatId, Community, Function, Mention, Place, Report, Topic};

use super::world::*;

/// A name, what is released under it.
pub(super) type Situation = (&'static str, Released);

pub(super) fn all(community: &Community) -> Vec<Situation> {
    let secret = recipient(Level::Secret, "USA", &[Function::UsIdentities]);
    let open = recipient(Level::Unclassified, "USA", &[Function::UsIdentities]);
    let unnamed = recipient(Level::Secret, "USA", &[]);
    let partner = recipient(Level::Secret, "GBR", &[]);
    let full = full();
    let to = |report: &Report, recipient| release(report, recipient, community).unwrap();
    vec![
        ("whole", to(&full, &secret)),
        ("redacted", to(&full, &open)),
        ("masked", to(&full, &unnamed)),
        ("tearline", to(&closed(), &open)),
        ("title-alone", to(&untold(), &open)),
        ("pointer", to(&pointed(), &open)),
        ("leads-only", to(&leads_only(), &secret)),
        ("tlp", to(&labels(), &partner)),
        ("scripts", to(&scripts(), &secret)),
        ("control-characters", to(&rough(), &open)),
        ("unclassified-controlled", to(&controlled(), &open)),
        ("cui", to(&cui(), &open)),
        ("product", to(&product(), &open)),
    ]
}

/// Everything that a report can say.
pub(super) fn full() -> Report {
    let mut report = report(
        "CIA",
        "TD-314/00123-26",
        part("S//NF", "Route through Tapachula"),
        vec![
            part("S//NF", "SOURCE QUINTESSENCE saw Omar Haddad pay Ada Byron."),
            part("U", "Boats leave at night."),
        ],
    );
    report.caveats = vec![CaveatId::new("CIA:NOTIFY").unwrap()];
    report.tearlines = vec![part("U", "Boats were seen near Tapachula.")];
    report.addressees = vec!["DHS/ICE".into()];
    report.about = About {
        topics: vec![Topic::new("migrant-smuggling").unwrap()],
        occurred: Some((dated("2026-02-01"), dated("2026-02-20"))),
        places: vec![
            place("Tapachula", Some("MEX"), Some((14.9, -92.3))),
            place("the coast", None, None),
            place("Gaza", Some("XGZ"), Some((31.5, 34.45))),
        ],
        references: vec!["CIA TD-314/00120-26".into()],
        derived_from: Vec::new(),
        authority: Some(Authority {
            classified_by: Some("J. Doe".into()),
            derived_from: Some("Guide 7".into()),
            declassify_on: Some("20510228".into()),
            reason: None,
        }),
        source_url: Some("https://example.org/report?id=1&part=2".into()),
        ..About::default()
    };
    report.mentions = vec![
        Mention {
            aliases: vec!["the Countess".into()],
            ids: vec![
                ("passport".into(), "Z9912345".into()),
                ("email".into(), "ada@example.org".into()),
            ],
            us_person: Some(true),
            role: Some("payee".into()),
            ..mention("person", "Ada Byron", 0)
        },
        Mention {
            ids: vec![
                ("msisdn".into(), "+525512345678".into()),
                ("ipv4".into(), "192.0.2.7".into()),
            ],
            ..mention("person", "Omar Haddad", 0)
        },
        Mention { role: Some("carrier".into()), ..mention("vessel", "MV Halcyon", 1) },
        mention("organization", "Night Boats Ltd", 1),
    ];
    report
}

fn dated(text: &str) -> model::Dated {
    model::Dated { at: at(text), written: text.into() }
}

fn place(name: &str, country: Option<&str>, position: Option<(f64, f64)>) -> Place {
    Place { name: name.into(), country: country.map(str::to_owned), position }
}

fn closed() -> Report {
    let (title, body) = (part("S", "A plan"), vec![part("S", "The plan in full.")]);
    let mut report = report("DHS/ICE", "ICE-7", title, body);
    report.tearlines = vec![part("U", "There may be a plan."), part("S", "It is likely.")];
    report
}

fn pointed() -> Report {
    let mut report = closed();
    report.tearlines.clear();
    report.pointer = Some(part("U", "Ask the ICE desk."));
    report
}

/// Nothing below the title may go, and nobody may be asked.
fn untold() -> Report {
    report("DHS/ICE", "ICE-12", part("U", "A harmless title"), vec![part("S", "Harm.")])
}

fn leads_only() -> Report {
    let body = vec![part("S", "A lead.")];
    let mut report = report("CIA", "TD-9", part("U", "A title"), body);
    report.leads_only = true;
    report
}

fn labels() -> Report {
    let body = vec![labelled("A", "Servers at one host."), labelled("R", "Who runs them.")];
    let mut report = report("GBR_CSIRT", "UK-1", labelled("G", "Servers"), body);
    report.mentions = vec![
        mention("url", "https://bad.example/a", 0),
        mention("domain", "bad.example", 0),
        Mention { ids: vec![("sha256".into(), "AB".repeat(32))], ..mention("file", "a.exe", 0) },
        Mention {
            ids: vec![("handle".into(), "nightboat".into())],
            ..mention("person", "N. N.", 1)
        },
    ];
    report
}

fn scripts() -> Report {
    let text = "ورد اسم محمد في التقرير. Иван Петров встретил его.";
    let mut report = report("CIA", "TD-10", part("U", "محمد و Иван"), vec![part("U", text)]);
    report.leads_only = true;
    report.mentions = vec![mention("person", "محمد", 0), mention("person", "Иван Петров", 0)];
    report
}

fn rough() -> Report {
    let text = "a\u{0}b\u{1b}[31m \u{202e}c\r\nd\t\u{fffe} <b>&amp;\" =HYPERLINK(\"x\")";
    let mut report =
        report("DHS/ICE", "=ICE \"8\"", part("U", "=cmd|' /C calc'!A0"), vec![part("U", text)]);
    report.mentions = vec![mention("person", "-1+1\u{7}", 0)];
    report.about.source_url = Some("javascript:alert(1)".into());
    report
}

fn controlled() -> Report {
    let body = vec![part("U//FOUO", "For official use."), part("U//LES", "Law enforcement.")];
    report("DHS/ICE", "ICE-9", part("U", "Controls"), body)
}

fn cui() -> Report {
    let body = vec![part("CUI", "Who was helped.")];
    report("DHS/ICE", "ICE-10", part("CUI", "Help"), body)
}

/// Made from two reports, one of which a portion names.
fn product() -> Report {
    let body = vec![part("U", "All agree."), part("U", "ICE adds a name.")];
    let mut report = report("DHS/ICE", "ICE-11", part("U", "A product"), body);
    report.about.derived_from = vec!["CIA TD-1".into()];
    report.about.made_from.portions = vec![None, Some(vec!["DHS/ICE ICE-1".into()])];
    report
}
