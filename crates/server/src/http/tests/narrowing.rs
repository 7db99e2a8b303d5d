//! What narrows a search, and why a hit is one, on its page.

use super::kit::Running;

fn listing(serial: &str, mark: &str, banner: &str, name: &str) -> String {
    serde_json::json!({
        "format": "tearline.report/1", "originator": "CIA", "serial": serial, "kind": "report",
        "title": {"marking": mark, "text": "A ledger of lanterns"}, "banner": banner,
        "portions": [{"marking": mark, "text": "It was kept at the quay."}], "leads_only": false,
        "entities": [{"type": "person", "name": name, "portion": 0}],
        "places": [{"name": "Ciudad Hidalgo", "country": "MEX", "lat": 14.68, "lon": -92.15}],
    })
    .to_string()
}

#[test]
fn people_are_counted_over_what_is_visible_and_a_chosen_one_is_taken_away_with_one_click() {
    let site = Running::start(false);
    site.take_in(&listing("L-1", "U", "UNCLASSIFIED", "Ignatius Quillfeather"));
    site.take_in(&listing("L-2", "TS//SI//NF", "TOP SECRET//SI//NOFORN", "Orlando Hiddenname"));
    let page = site.raw(Some("castellanos"), "GET", "/search?q=lanterns", "");
    assert!(page.contains("<h2>People</h2>") && page.contains("Ignatius Quillfeather"), "{page}");
    assert!(!page.contains("Hiddenname"), "{page}");
    let narrowed =
        "/search?purpose=analysis&amp;q=lanterns%20person%3A%3D%22Ignatius%20Quillfeather%22";
    assert!(page.contains(narrowed), "{page}");
    let page = site.raw(Some("castellanos"), "GET", &narrowed.replace("&amp;", "&"), "");
    for part in [
        "<b>1</b> report",
        "aria-label=\"Narrowed to\"",
        "person: <b dir=\"auto\">Ignatius Quillfeather</b>",
        "aria-current=\"true\"",
        "href=\"/search?purpose=analysis&amp;q=lanterns\"",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let hidden =
        site.raw(Some("castellanos"), "GET", "/search?q=person%3A%3D%22Orlando+Hiddenname%22", "");
    let missing =
        site.raw(Some("castellanos"), "GET", "/search?q=person%3A%3D%22Orlando+Missingnam%22", "");
    assert_eq!(hidden.replace("Hiddenname", "Missingnam"), missing);
}

#[test]
fn a_hit_says_which_form_field_and_place_matches() {
    let site = Running::start(false);
    site.take_in(&listing("L-1", "U", "UNCLASSIFIED", "Ignatius Quillfeather"));
    let query = "/search?q=ledgers+lant*+near%3A14.7%2C-92.2%2C50+originator%3ACIA";
    let page = site.raw(Some("castellanos"), "GET", query, "");
    for part in [
        "<b dir=\"auto\">ledger</b> for <code dir=\"auto\">ledgers</code>: a form of the word",
        "<b dir=\"auto\">lanterns</b> for <code dir=\"auto\">lant*</code>: looks so",
        ": 6 km away",
        "<code dir=\"auto\">originator:CIA</code>: the same",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn the_map_narrows_to_a_place_and_to_a_part_of_it() {
    let site = Running::start(false);
    site.take_in(&listing("L-1", "U", "UNCLASSIFIED", "Ignatius Quillfeather"));
    let page = site.raw(Some("castellanos"), "GET", "/search?q=lanterns+OR+xyzzy", "");
    let choice = "q=%28lanterns%20OR%20xyzzy%29%20";
    for part in [format!("{choice}place%3A%22Ciudad%20Hidalgo%22"), format!("{choice}box%3A")] {
        assert!(page.matches(&part).count() >= 2, "{part} as a picture and as a list: {page}");
    }
}
