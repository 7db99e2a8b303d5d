//! The pages.

use super::kit::Running;

#[test]
fn a_search_page_shows_marked_extracts_and_the_viewers_own_count() {
    let site = Running::start(false);
    let page = site.raw(Some("castellanos"), "GET", "/search?q=tapachula", "");
    assert!(page.contains("<b>2</b> reports"), "{page}");
    assert!(page.contains("<mark>Tapachula</mark> on Mondays"), "{page}");
    assert!(page.contains("class=\"banner s\"") && !page.contains("idden t"), "{page}");
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
    assert!(page.contains("Audit of CIA") && page.contains("<td>viewed</td>"), "{page}");
    assert!(site.raw(Some("alvarez"), "GET", "/audit", "").starts_with("HTTP/1.1 403"));
}
