//! The pages.

use model::{Clock as _, Timestamp};

use super::kit::Running;
use crate::SystemClock;

#[test]
fn a_search_page_shows_marked_extracts_and_the_viewers_own_count() {
    let site = Running::start(false);
    let page = site.raw(Some("castellanos"), "GET", "/search?q=tapachula", "");
    assert!(page.contains("<b>2</b> reports"), "{page}");
    assert!(page.contains("<mark>Tapachula</mark> on Mondays"), "{page}");
    assert!(page.contains("banner s\"") && !page.contains("idden t"), "{page}");
    let page = site.raw(Some("delacroix"), "GET", "/search?q=mondays", "");
    assert!(page.contains("Nothing that is releasable to you matches"), "{page}");
    let page = site.raw(Some("alvarez"), "GET", "/?q=nofield:x", "");
    assert!(page.contains("there is no field `nofield`"), "{page}");
    let page = site.raw(Some("alvarez"), "GET", "/", "");
    assert!(page.contains("banner u") && page.contains("selected>analysis"), "{page}");
}

#[test]
fn a_report_page_shows_the_report_escaped_with_its_tear_line() {
    let site = Running::start(false);
    let page = site.raw(Some("alvarez"), "GET", "/report?id=CIA%20TD-314%2F1", "");
    for part in [
        "SECRET//NOFORN",
        "(S//NF)",
        "&lt;b&gt;&amp;",
        "tear line: UNCLASSIFIED",
        "/report?purpose=analysis&amp;id=CIA%20TD-314%2F2",
        "migrant smuggling",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let page = site.raw(Some("delacroix"), "GET", "/report?id=CIA%20TD-314%2F1", "");
    assert!(page.contains("banner u") && !page.contains("Mondays"), "{page}");
    assert!(!page.contains("SECRET") && !page.contains("TD-314/2"), "{page}");
    let page = site.raw(Some("alvarez"), "GET", "/report?id=x&purpose=fun", "");
    assert!(page.starts_with("HTTP/1.1 400") && page.contains("victim-assistance"), "{page}");
}

#[test]
fn the_audit_page_is_for_auditors() {
    let site = Running::start(false);
    let _ = site.raw(Some("alvarez"), "GET", "/report?id=CIA%20TD-314%2F1", "");
    let page = site.raw(Some("ofarrell"), "GET", "/audit", "");
    for part in
        ["Audit of CIA", "<td>viewed</td>", "In which form it went", "originator=CIA\" download"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    let page = site.raw(Some("ofarrell"), "GET", "/audit?recipient=nobody", "");
    assert!(page.contains("Nothing has happened") && page.contains("value=\"nobody\""), "{page}");
    assert!(site.raw(Some("alvarez"), "GET", "/audit", "").starts_with("HTTP/1.1 403"));
}

#[test]
fn an_audit_of_no_period_is_of_the_last_month_and_of_a_report_of_all_time() {
    let site = Running::start(false);
    let since = |path: &str| {
        let page = site.raw(Some("ofarrell"), "GET", path, "");
        let (_, behind) = page.split_once("name=\"from\" value=\"").unwrap();
        behind.split('"').next().unwrap().to_owned()
    };
    let now = SystemClock.now().micros();
    let begins = Timestamp::parse(&since("/audit")).unwrap().micros();
    assert!((29..=31).contains(&((now - begins) / 86_400_000_000)), "{begins}");
    assert_eq!(since("/audit?report=CIA%20TD-314%2F1"), "");
    assert_eq!(since("/audit?from=2001-01-01"), "2001-01-01");
}

#[test]
fn no_page_of_a_report_tells_a_hidden_one_from_a_missing_one() {
    let site = Running::start(false);
    for path in ["/report?id=", "/report/changes?id=", "/similar?id="] {
        let get = |serial| {
            let path = format!("{path}CIA%20TD-314%2F{serial}");
            site.raw(Some("castellanos"), "GET", &path, "")
        };
        assert!(get("2").starts_with("HTTP/1.1 404"), "{path}");
        assert_eq!(get("2"), get("3"), "{path}");
    }
}

fn version(number: u32, mark: &str, banner: &str, text: &str) -> String {
    serde_json::json!({
        "format": "tearline.report/1", "originator": "CIA", "serial": "V-1", "version": number,
        "kind": "report", "title": {"marking": "U", "text": "Of versions"}, "banner": banner,
        "portions": [{"marking": mark, "text": text}, {"marking": "U", "text": "The same."}],
    })
    .to_string()
}

#[test]
fn what_changed_is_shown_to_those_who_may_have_both_versions_and_the_newest_whole() {
    let site = Running::start(false);
    site.take_in(&version(1, "U", "UNCLASSIFIED", "Nine went north."));
    site.take_in(&version(2, "S//NF", "SECRET//NOFORN", "Ten went north."));
    let changes = "/report/changes?id=CIA%20V-1";
    let page = site.raw(Some("alvarez"), "GET", changes, "");
    for part in
        ["<del>Nine</del>", "<ins>Ten</ins>", "marked (U) before", "banner s\">SECRET//NOFORN"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    let missing = site.raw(Some("delacroix"), "GET", "/report/changes?id=CIA%20V-9", "");
    // The first version was open to everybody. The second one says that it should not have been.
    assert_eq!(site.raw(Some("delacroix"), "GET", changes, ""), missing);
    let audit = site.raw(Some("ofarrell"), "GET", "/audit?report=CIA%20V-1", "");
    for part in ["CIA V-1 v1", "CIA V-1 v2", "<td>withheld</td>", "no-two-versions"] {
        assert!(audit.contains(part), "{part}: {audit}");
    }
    let recall =
        [("report", "CIA V-1"), ("version", "1"), ("kind", "correction"), ("because", "x")];
    assert!(site.form("vandermeer", "/recalls", &recall).starts_with("HTTP/1.1 303"));
    assert!(site.raw(Some("alvarez"), "GET", changes, "").starts_with("HTTP/1.1 404"), "recalled");
    assert!(
        site.raw(Some("alvarez"), "GET", "/report?id=CIA%20V-1", "").starts_with("HTTP/1.1 200")
    );
}

#[test]
fn references_are_found_both_ways_where_they_are_shown() {
    let site = Running::start(false);
    let query = "/search?q=refers%3A%22CIA%20TD-314%2F2%22";
    let page = site.raw(Some("alvarez"), "GET", query, "");
    assert!(page.contains("<b>1</b> report") && page.contains("TD-314/1"), "{page}");
    let page = site.raw(Some("delacroix"), "GET", query, "");
    assert!(page.contains("Nothing that is releasable"), "the reference is of the whole: {page}");
}

#[test]
fn every_sheet_that_is_printed_says_whose_and_for_whom() {
    let site = Running::start(false);
    let page = site.raw(Some("alvarez"), "GET", "/report?id=CIA%20TD-314%2F1&matter=A-7", "");
    let control = "CIA TD-314/1 v1 · leads only, not evidence<br>Given to M. Alvarez, HSTC, for analysis in A-7";
    assert!(page.contains(control), "{page}");
}

#[test]
fn nothing_of_a_page_is_from_elsewhere_or_written_into_it() {
    let site = Running::start(false);
    for (who, path) in [
        ("alvarez", "/"),
        ("alvarez", "/search?q=tapachula"),
        ("alvarez", "/report?id=CIA%20TD-314%2F1"),
        ("alvarez", "/alerts"),
        ("vandermeer", "/requests"),
        ("vandermeer", "/recalls"),
        ("vandermeer", "/acts"),
        ("vandermeer", "/desk"),
        ("ofarrell", "/audit"),
        ("operator", "/operations"),
        ("operator", "/feeds"),
        ("alvarez", "/help"),
    ] {
        let page = site.raw(Some(who), "GET", path, "");
        assert!(page.starts_with("HTTP/1.1 200"), "{path}: {page}");
        for part in ["http:", "https:", " style=", " onclick", "<style", "<script>", "//cdn"] {
            assert!(!page.contains(part), "{part} in {path}: {page}");
        }
        assert!(page.len() < 100_000, "{path}: {}", page.len());
        assert_eq!(page.matches("class=\"banner ").count(), 2, "{path}");
    }
    let page = site.raw(Some("alvarez"), "GET", "/no-such", "");
    assert_eq!(page.matches("banner u\">UNCLASSIFIED").count(), 2, "of a problem too: {page}");
}

#[test]
fn assets_may_be_kept_and_pages_may_not() {
    let site = Running::start(true);
    for (name, kind) in
        [("style.css", "text/css"), ("script.js", "text/javascript"), ("world.svg", "image/svg")]
    {
        let answer = site.raw(None, "GET", &format!("/assets/{name}"), "");
        assert!(answer.contains("immutable") && answer.contains(kind), "{name}: {answer}");
        assert!(!answer.contains("no-store"), "{name}");
    }
    assert!(site.raw(None, "GET", "/assets/other", "").starts_with("HTTP/1.1 404"));
}

#[test]
fn operations_show_the_operator_how_it_is_and_others_the_ledger_alone() {
    let site = Running::start(false);
    let page = site.raw(Some("operator"), "GET", "/operations", "");
    for part in ["<b>3</b> reports", "handling classes", "No witness has cosigned", "Storage"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let page = site.raw(Some("ofarrell"), "GET", "/operations", "");
    assert!(page.contains("Its checkpoint covers") && !page.contains("handling classes"), "{page}");
    assert!(site.raw(Some("castellanos"), "GET", "/operations", "").starts_with("HTTP/1.1 403"));
}

#[test]
fn a_feed_is_read_and_received_on_pages() {
    let site = Running::start(false);
    let wanted = model::WantedReports { query: Some("tapachula".to_owned()), ..Default::default() };
    let contract = model::Contract {
        recipient: model::RecipientId::new("alvarez").unwrap(),
        name: "border".to_owned(),
        purpose: model::Purpose::Analysis,
        matter: None,
        wanted,
        level_max: marking::Level::Secret,
        from: Timestamp::default(),
        until: Timestamp::parse("2199-01-01").unwrap(),
    };
    let id = site.house.propose(&contract, "operator").unwrap();
    let page = site.raw(Some("operator"), "GET", &format!("/feeds?shadow={id}"), "");
    assert!(page.contains("would bring 2 more"), "{page}");
    site.house.approve_contract(&id, "operator").unwrap();
    site.house.bring_feeds().unwrap();
    let page = site.raw(Some("alvarez"), "GET", "/feeds?coverage=on", "");
    assert!(page.contains("2 positions are") && page.contains("Nothing is lacking"), "{page}");
    let page = site.raw(Some("alvarez"), "GET", "/feeds/border", "");
    assert!(
        page.contains("banner s")
            && page.contains("Mondays")
            && page.contains("name=\"through\" value=\"2\""),
        "{page}"
    );
    let received = site.form("alvarez", "/feeds/border/received", &[("through", "2")]);
    assert!(
        received.contains("location: /feeds/border?purpose=analysis&after=2&done=received"),
        "{received}"
    );
    assert_eq!(site.house.store().feed_received(&contract), 2);
    let page = site.raw(Some("operator"), "GET", "/feeds", "");
    assert!(
        page.contains("Everybody's") && page.contains("border") && !page.contains("Mondays"),
        "{page}"
    );
    assert!(site.raw(Some("castellanos"), "GET", "/feeds/border", "").starts_with("HTTP/1.1 404"));
}
