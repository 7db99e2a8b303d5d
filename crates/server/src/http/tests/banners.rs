//! The banner of a page is that of all that stands on it, whoever looks; text of the work has none, and is
//! UNCLASSIFIED.

use serde_json::json;

use super::kit::Running;

/// The banner above a page.
fn banner(page: &str) -> &str {
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    let (_, behind) = page.split_once("<p class=\"banner ").unwrap();
    behind.split_once("\">").unwrap().1.split_once('<').unwrap().0
}

fn lantern(nth: u32, mark: &str, banner: &str) -> String {
    json!({
        "format": "tearline.report/1", "originator": "CIA", "serial": format!("L-{nth}"),
        "kind": "report", "issued": format!("2004-07-{nth:02}"), "banner": banner,
        "title": {"marking": "U", "text": "Of lamps"}, "leads_only": false,
        "portions": [{"marking": mark, "text": "A lantern at the quay."}],
    })
    .to_string()
}

/// Twenty that everybody may have, and one that came first and stands last.
fn lanterns(site: &Running) {
    site.take_in(&lantern(1, "TS//SI//NF", "TOP SECRET//SI//NOFORN"));
    (2..=21).for_each(|nth| site.take_in(&lantern(nth, "U", "UNCLASSIFIED")));
}

#[test]
fn a_search_is_marked_as_all_that_it_counts_and_not_as_the_hits_of_one_page() {
    let site = Running::start(false);
    lanterns(&site);
    let query = "/search?q=lantern&sort=newest";
    let page = site.raw(Some("alvarez"), "GET", query, "");
    assert!(page.contains("<b>21</b> reports") && !page.contains("L-1<"), "{page}");
    assert_eq!(banner(&page), "TOP SECRET//SI//NOFORN");
    // Whoever may not have the last one is not told by the banner that there is one.
    let page = site.raw(Some("delacroix"), "GET", query, "");
    assert!(page.contains("<b>20</b> reports"), "{page}");
    assert_eq!(banner(&page), "UNCLASSIFIED");
}

#[test]
fn words_of_reports_that_do_not_match_are_marked_as_all_that_the_viewer_may_find() {
    let site = Running::start(false);
    lanterns(&site);
    let query = "/search?q=lanterm+OR+passports";
    let page = site.raw(Some("alvarez"), "GET", query, "");
    assert!(page.contains("Did you mean"), "{page}");
    assert_eq!(banner(&page), "TOP SECRET//SI//NOFORN");
    let page = site.raw(Some("delacroix"), "GET", query, "");
    assert_eq!(banner(&page), "UNCLASSIFIED");
}

#[test]
fn completions_come_with_the_banner_of_all_that_they_come_from() {
    let site = Running::start(false);
    lanterns(&site);
    let told = |who: &str, typed: &str| -> serde_json::Value {
        let answer = site.raw(Some(who), "GET", &format!("/search/suggest?q={typed}"), "");
        serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
    };
    let found = told("alvarez", "lanter");
    assert_eq!(found["completions"][0]["query"], "lantern", "{found}");
    assert_eq!(
        (&found["banner"], &found["colour"]),
        (&json!("TOP SECRET//SI//NOFORN"), &json!("sci"))
    );
    let found = told("delacroix", "lanter");
    assert_eq!((&found["banner"], &found["colour"]), (&json!("UNCLASSIFIED"), &json!("u")));
    assert_eq!(told("alvarez", "zzzzzz")["banner"], "UNCLASSIFIED", "nothing comes from nothing");
}

#[test]
fn text_of_the_work_is_unclassified_on_every_page_where_it_is_typed() {
    let site = Running::start(false);
    let _ = site.raw(Some("alvarez"), "GET", "/report?id=CIA%20TD-314%2F1", "");
    let _ = site.raw(Some("vandermeer"), "GET", "/", "");
    let before = site.house.store().journal().next_seq();
    let report = ("report", "CIA TD-314/1");
    let marked = "(S//NF) The courier told us.";
    let act = [("kind", "embargo"), ("originator", "CIA"), ("reason", marked)];
    let procedure = [
        ("kind", "procedure"),
        ("originator", "CIA"),
        ("form", "redacted"),
        ("reason", "x"),
        ("statement", marked),
    ];
    for (who, path, fields) in [
        ("alvarez", "/requests", &[report, ("reason", marked)][..]),
        ("alvarez", "/report/use", &[report, ("use", marked)]),
        ("alvarez", "/recalls/acknowledge", &[report, ("use", marked)]),
        ("vandermeer", "/recalls", &[report, ("because", marked)]),
        ("vandermeer", "/recalls", &[report, ("because", "x"), ("tell", marked)]),
        ("vandermeer", "/acts", &act),
        ("vandermeer", "/acts", &procedure),
        ("vandermeer", "/requests/none", &[("step", "deny"), ("why", marked)]),
    ] {
        let answer = site.form(who, path, fields);
        assert!(answer.starts_with("HTTP/1.1 400"), "{path}: {answer}");
        assert!(answer.contains("is for UNCLASSIFIED text alone, and `S//NF`"), "{path}: {answer}");
    }
    assert_eq!(site.house.store().journal().next_seq(), before, "nothing was recorded");
    let (status, told) = site.post(
        "alvarez",
        "/api/v1/requests",
        &json!({"report": "CIA TD-314/1", "purpose": "court", "reason": marked}).to_string(),
    );
    assert!(status == 400 && told.to_string().contains("UNCLASSIFIED text alone"), "{told}");
    for (who, path) in [
        ("alvarez", "/requests"),
        ("alvarez", "/recalls"),
        ("alvarez", "/feeds"),
        ("vandermeer", "/recalls"),
        ("vandermeer", "/acts"),
        ("ofarrell", "/audit"),
    ] {
        assert_eq!(banner(&site.raw(Some(who), "GET", path, "")), "UNCLASSIFIED", "{path}");
    }
    for (who, path) in
        [("alvarez", "/requests"), ("vandermeer", "/recalls"), ("vandermeer", "/acts")]
    {
        let page = site.raw(Some(who), "GET", path, "");
        assert!(page.contains("UNCLASSIFIED only"), "{path}: {page}");
    }
}

#[test]
fn what_is_told_of_an_entity_stands_behind_the_mark_of_the_portion_that_it_is_from() {
    let site = Running::start(false);
    let person =
        |name: &str, portion: u32| json!({"type": "person", "name": name, "portion": portion});
    let line = json!({
        "format": "tearline.report/1", "originator": "CIA", "serial": "E-1", "kind": "report",
        "issued": "2004-07-09T13:00:00Z", "leads_only": true, "banner": "SECRET//NOFORN",
        "title": {"marking": "U", "text": "Lanterns"},
        "portions": [{"marking": "U", "text": "He was alone."}, {"marking": "S//NF", "text": "Nor was she."}],
        "entities": [person("Haddad, Yusuf", 0), person("Lindqvist, Marta", 1)],
    });
    site.take_in(&line.to_string());
    for (name, mark) in [
        ("Haddad", "<span class=\"mark u\">(U)</span> "),
        ("Lindqvist", "<span class=\"mark s\">(S//NF)</span> "),
    ] {
        let found = site.raw(Some("alvarez"), "GET", &format!("/entity?q={name}"), "");
        let linked = format!("<h2>{mark}<a href=\"");
        assert!(found.contains(&linked), "{linked}: {found}");
        let (_, behind) = found.split_once(&linked).unwrap();
        let address = behind.split('"').next().unwrap().replace("&amp;", "&");
        let page = site.raw(Some("alvarez"), "GET", &address, "");
        for part in [
            format!("<h1>{mark}<span dir=\"auto\">{name}"),
            format!("<p class=\"meta\">{mark}person, 1 mention"),
            format!("<td>{mark}<span dir=\"auto\">{name}"),
            "leads only, not evidence<br>Given to".to_owned(),
        ] {
            assert!(page.contains(&part), "{part}: {page}");
        }
        // The page shows which reports it is from, and counts as they do.
        assert_eq!(banner(&page), "SECRET//NOFORN");
        let graph = address.replace("/entity?", "/entity/graph?");
        let page = site.raw(Some("alvarez"), "GET", &graph, "");
        assert!(page.contains(&format!("<h1>{mark}")), "{page}");
    }
}

#[test]
fn what_travels_alone_is_cited_with_a_banner_of_its_own() {
    let site = Running::start(false);
    let page = site.raw(Some("alvarez"), "GET", "/report?id=CIA%20TD-314%2F1", "");
    let source = |banner: &str| {
        format!(
            "data-source=\"Source: CIA TD-314/1 v1, intelligence report, 2004-07-09; {banner}; leads \
             only, not evidence\""
        )
    };
    let (whole, torn) = (source("SECRET//NOFORN"), source("UNCLASSIFIED"));
    assert_eq!(page.matches(&whole).count(), 1, "{page}");
    let (_, behind) = page.split_once(&torn).unwrap();
    assert!(behind.contains("Watch for new laminates."), "{page}");
}

#[test]
fn who_has_a_page_and_for_what_stands_beside_its_banner() {
    let site = Running::start(false);
    let page = site.raw(Some("alvarez"), "GET", "/search?q=tapachula&matter=A-7", "");
    let who = "<p class=\"who\"><b>M. Alvarez</b> · HSTC · for <b>analysis in A-7</b></p></div>";
    assert!(page.contains(who), "{page}");
}

#[test]
fn a_change_of_purpose_keeps_the_draft() {
    let site = Running::start(false);
    let draft = [("do", "purpose"), ("purpose", "court"), ("text", "(S//NF) He crossed.")];
    let page = site.form("cia-submitter", "/desk", &draft);
    for part in [
        "for <b>court</b>",
        "(S//NF) He crossed.</textarea>",
        "form=\"writing\"",
        "data-banner=\"TOP SECRET",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let empty = site.form("cia-submitter", "/desk", &draft[..2]);
    assert!(empty.contains("for <b>court</b>") && !empty.contains("It would be"), "{empty}");
}

#[test]
fn what_a_saved_search_says_is_its_viewers_own() {
    let site = Running::start(false);
    let search = [("name", "lamps"), ("q", "marking:\"TOP SECRET\"")];
    assert!(site.form("alvarez", "/search/saved", &search).contains("done=saved"));
    let page = site.raw(Some("alvarez"), "GET", "/alerts", "");
    assert!(page.contains("marking:"), "{page}");
    assert_eq!(banner(&page), "UNCLASSIFIED");
}

#[test]
fn what_is_set_aside_is_marked_as_what_reads_of_it_and_else_as_the_most_that_its_worker_may_hold() {
    let site = Running::start(false);
    assert_eq!(banner(&site.raw(Some("vandermeer"), "GET", "/quarantine", "")), "UNCLASSIFIED");
    let submit = |serial: &str, banner: &str, mark: &str| -> String {
        let line = json!({
            "format": "tearline.report/1", "originator": "CIA", "serial": serial, "kind": "report",
            "title": {"marking": "U", "text": "Lamps"}, "banner": banner,
            "portions": [{"marking": mark, "text": "A lantern."}],
        });
        let (status, told) = site.post("cia-submitter", "/api/v1/reports", &line.to_string());
        assert_eq!(status, 200, "{told}");
        let (_, listed) = site.json("vandermeer", "/api/v1/quarantine");
        listed["asides"][0]["id"].as_str().unwrap().to_owned()
    };
    // A banner weaker than its portions: both read.
    let weak = submit("Q-1", "CONFIDENTIAL", "S//NF");
    let torn = submit("Q-2", "SECRET", "S//XYZZY");
    let shown = |who: &str, id: &str| {
        let page = site.raw(Some(who), "GET", &format!("/quarantine?id={id}"), "");
        banner(&page).to_owned()
    };
    assert_eq!(shown("nakagawa", &weak), "SECRET//NOFORN");
    let kept = site.raw(Some("nakagawa"), "GET", &format!("/quarantine?id={weak}"), "");
    let id = format!("<input type=\"hidden\" name=\"id\" value=\"{weak}\"><label for=\"purpose\"");
    assert!(kept.contains(&id), "another purpose shows the same: {kept}");
    assert_eq!(shown("nakagawa", &torn), "TOP SECRET//SI/TK");
    let listed = site.raw(Some("nakagawa"), "GET", "/quarantine", "");
    assert_eq!(banner(&listed), "TOP SECRET//SI/TK");
}
