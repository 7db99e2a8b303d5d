//! The pages in a real browser: `tests/browser/pages.mjs` says what is tried.

use kit::demo::Demo;
use kit::others::browser;
use kit::stage::Stage;
use kit::workspace::root;
use serde_json::{Value, json};

/// A report of very many portions, one from right to left, and one of very long words.
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
    vec![
        report("PAGES-MANY", "Very many portions", many.collect()),
        report(
            "PAGES-RTL",
            "تقرير عن تاباتشولا",
            vec![portion("S//NF", arabic), portion("U", "and back")],
        ),
        report("PAGES-LONG", &"Longword".repeat(40), vec![portion("S//NF", &long)]),
    ]
}

#[test]
fn the_pages_work_in_chromium_for_every_sign_in_of_the_demo() {
    let Some(mut browser) = browser("pages.mjs") else { return };
    let stage = Stage::new();
    let demo = Demo::start(&stage.data(), 300);
    let certificate = stage.certificate("cia-submitter");
    let client = demo.client(&certificate);
    let lines: Vec<String> = reports().iter().map(Value::to_string).collect();
    let sent = client.post("/api/v1/reports", "application/json", lines.join("\n").into_bytes());
    let (status, answer) = sent.unwrap();
    let answer = String::from_utf8(answer).unwrap();
    assert!(status == 200 && answer.contains("\"accepted\":3"), "{answer}");
    let pictures = root().join("target/pages");
    std::fs::create_dir_all(&pictures).unwrap();
    let asked = json!({
        "url": demo.url(), "links": demo.links(), "certificate": certificate, "pictures": pictures,
    });
    let run = browser.arg(asked.to_string()).output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    println!("{said}");
    assert!(run.status.success(), "{said}\n{}", String::from_utf8_lossy(&run.stderr));
    assert!(said.lines().filter(|line| line.starts_with("ok ")).count() >= 10, "{said}");
}
