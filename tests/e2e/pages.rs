//! The pages in a real browser: `tests/browser/pages.mjs` says what is tried.

use std::collections::BTreeMap;

use kit::demo::Demo;
use kit::others::browser;
use kit::stage::Stage;
use kit::workspace::{read, root, setting};
use serde_json::{Value, json};

/// A report of very many portions, one from right to left, one of very long words, one in two versions, and one of
/// which a foreign liaison may have a part.
fn reports() -> Vec<Value> {
    let report = |serial: &str, title: &str, portions: Vec<Value>| {
        json!({
            "format": "tearline.report/1", "originator": "CIA", "serial": serial, "kind": "report",
            "title": {"marking": "U", "text": title}, "banner": "SECRET//NOFORN",
            "portions": portions, "leads_only": false,
            "places": [{"name": "Tapachula", "country": "MEX", "lat": 14.9, "lon": -92.3}],
        })
    };
    let portion = |mark: &str, text: &str| json!({"marking": mark, "text": text});
    let many = (0..5_000).map(|nth| portion("S//NF", &format!("Paragraph {nth} of a long story.")));
    let arabic = "عبرت المجموعة الحدود عند تاباتشولا يوم الاثنين وكان معها جوازات سفر مزورة.";
    let long = "x".repeat(4_000);
    let first = vec![portion("S//NF", "Nine went north."), portion("U", "The same.")];
    let second = vec![portion("S//NF", "Ten went north by night."), portion("U", "The same.")];
    let (first, mut second) =
        (report("PAGES-TWICE", "Of versions", first), report("PAGES-TWICE", "Of versions", second));
    second["version"] = json!(2);
    let mut part = report(
        "PAGES-PART",
        "Of crates on the quay",
        vec![
            portion("S//REL TO USA, GBR", "Crates came on Monday and stood on the quay."),
            portion("S//NF", "A courier says that they hold zebrawood."),
        ],
    );
    part["title"]["marking"] = json!("S//REL TO USA, GBR");
    // What the foreign authority was granted.
    part["topics"] = json!(["migrant-smuggling"]);
    part["tearlines"] = json!([portion("U", "Watch for crates on the quay.")]);
    vec![
        report("PAGES-MANY", "Very many portions", many.collect()),
        report(
            "PAGES-RTL",
            "تقرير عن تاباتشولا",
            vec![portion("S//NF", arabic), portion("U", "and back")],
        ),
        report("PAGES-LONG", &"Longword".repeat(40), vec![portion("S//NF", &long)]),
        first,
        second,
        part,
    ]
}

/// The addresses of pages as the router has them: those that are looked at, and those that forms are sent to.
fn routes() -> Value {
    let router = read(&root().join("crates/server/src/http/router.rs"));
    let (_, pages) = router.split_once("// Pages.").unwrap();
    let (pages, _) = pages.split_once("// The JSON interface.").unwrap();
    let lines = pages.lines().filter_map(|line| {
        let (path, handlers) = line.trim().strip_prefix("(\"")?.split_once("\", || ")?;
        Some((path.to_owned(), handlers.to_owned()))
    });
    // These are no pages.
    let others = ["/search/suggest", "/assets/{name}", "/sign-in/{token}"];
    let lines: Vec<(String, String)> =
        lines.filter(|(path, _)| !others.contains(&path.as_str())).collect();
    let with = |method: &str| -> Vec<&str> {
        let takes = lines.iter().filter(|(_, handlers)| handlers.contains(method));
        takes.map(|(path, _)| path.as_str()).collect()
    };
    let (looked_at, sent) = (with("get(pages::"), with("post(pages::"));
    assert!(looked_at.len() >= 15 && sent.len() >= 15, "{looked_at:?} {sent:?}");
    json!({ "get": looked_at, "post": sent })
}

/// A feed that is in force before the server runs.
fn with_a_feed(stage: &Stage) {
    let feed = ["feed", "propose", "border", "--to", "alvarez", "--query", "tapachula"];
    let more = ["--purpose", "analysis", "--until", "2199-01-01"];
    let proposed = stage.run(&[&["--json"], &feed[..], &more].concat()).expect(0);
    let told: Value = serde_json::from_str(&proposed.out).unwrap();
    stage.run(&["feed", "approve", told["id"].as_str().unwrap()]).expect(0);
}

#[test]
fn the_pages_work_in_chromium_for_every_sign_in_of_the_demo() {
    let Some(mut browser) = browser("pages.mjs") else { return };
    let stage = Stage::new();
    with_a_feed(&stage);
    let demo = Demo::start(&stage.data(), 300);
    let signed_in =
        ["cia-submitter", "nakagawa", "ferreira"].map(|name| (name, stage.certificate(name)));
    let certificates: BTreeMap<_, _> = signed_in.into();
    let client = demo.client(&certificates["cia-submitter"]);
    for report in reports() {
        let body = report.to_string().into_bytes();
        let (status, answer) = client.post("/api/v1/reports", "application/json", body).unwrap();
        let answer = String::from_utf8(answer).unwrap();
        assert!(status == 200 && answer.contains("\"accepted\":1"), "{answer}");
    }
    let pictures = root().join("target/pages");
    std::fs::create_dir_all(&pictures).unwrap();
    let asked = json!({
        "url": demo.url(), "links": demo.links(), "certificates": certificates, "routes": routes(),
        "pictures": pictures, "golden": root().join("tests/golden/pages"),
        "anew": setting("UPDATE_GOLDEN").is_some(), "only": setting("PAGES_ONLY"),
    });
    let run = browser.arg(asked.to_string()).output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    println!("{said}");
    assert!(run.status.success(), "{said}\n{}", String::from_utf8_lossy(&run.stderr));
    assert!(said.lines().filter(|line| line.starts_with("ok ")).count() >= 10, "{said}");
}
