//! Searches that nothing matches as they are typed.

use kit::stage::Stage;
use serde_json::Value;

fn found(stage: &Stage, more: &[&str]) -> Value {
    let run = stage.run(&[&["search", "--as", "alvarez", "--json"], more].concat());
    // 1 says that nothing was found.
    assert!(run.code < 2, "{}", run.err);
    run.json()[0].clone()
}

#[test]
fn what_nothing_matches_is_asked_once_more_more_easily_and_said_so() {
    let stage = Stage::with_reports(120);
    let exact = found(&stage, &["passport"]);
    assert!(exact["total"].as_u64().unwrap() > 1 && exact["eased"].is_null(), "{exact}");
    let names = found(&stage, &["pasport"]);
    assert_eq!(names["eased"]["how"], "names", "{names}");
    assert!(names["total"].as_u64().unwrap() > 1);
    let any = found(&stage, &["pasport xqxqxq"]);
    assert_eq!(any["eased"]["how"], "any-word", "{any}");
    assert_eq!(any["total"], names["total"]);
    for meant in ["=pasport", "\"pasport\"", "pasport kind:outreach issued:1901", "xqxqxq"] {
        let nothing = found(&stage, &[meant]);
        assert_eq!(nothing["total"], 0, "{meant}: {nothing}");
        assert!(nothing["eased"].is_null(), "{meant}: {nothing}");
    }
    let said = stage.run(&["search", "pasport", "--as", "alvarez"]).expect(0);
    assert!(said.out.contains("spelt or sounding alike"), "{}", said.out);
}

#[test]
fn the_pages_of_an_eased_search_are_as_easy_as_the_first() {
    let stage = Stage::with_reports(120);
    let all = found(&stage, &["pasport xqxqxq", "--limit", "100"]);
    let (mut paged, mut cursor) = (Vec::new(), None::<String>);
    loop {
        let mut asked = vec!["pasport xqxqxq", "--limit", "2"];
        asked.extend(cursor.iter().flat_map(|cursor| ["--cursor", cursor.as_str()]));
        let page = found(&stage, &asked);
        assert_eq!(page["eased"]["how"], "any-word");
        paged.extend(page["results"].as_array().unwrap().iter().map(|hit| hit["report"].clone()));
        let Some(next) = page["next"].as_str() else { break };
        cursor = Some(next.to_owned());
    }
    let all: Vec<Value> =
        all["results"].as_array().unwrap().iter().map(|hit| hit["report"].clone()).collect();
    assert!(all.len() > 4);
    assert_eq!(paged, all);
}
