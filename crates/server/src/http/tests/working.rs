//! Work on pages: alerts that are new, contracts that are decided about, files that are sent, the Center's
//! rules, and lists that go on.

use model::{Manner, Purpose};

use super::kit::Running;
use crate::Caller;

fn report(serial: &str, version: u32, mark: &str, banner: &str) -> String {
    serde_json::json!({
        "format": "tearline.report/1", "originator": "CIA", "serial": serial, "version": version,
        "kind": "report", "title": {"marking": mark, "text": "Of quillworts"}, "banner": banner,
        "portions": [{"marking": mark, "text": format!("Quillworts of {version}.")}],
        "leads_only": false,
        "entities": [{"type": "person", "name": "Ignatius Quillfeather", "portion": 0}],
    })
    .to_string()
}

#[test]
fn an_alert_is_new_until_its_recipient_has_looked_and_older_ones_are_on_the_next_page() {
    let site = Running::start(false);
    let saved = site.form("alvarez", "/search/saved", &[("name", "worts"), ("q", "quillworts")]);
    assert!(saved.starts_with("HTTP/1.1 303"), "{saved}");
    for nth in 0..21 {
        site.take_in(&report(&format!("Q-{nth}"), 1, "U", "UNCLASSIFIED"));
    }
    site.house.alert().unwrap();
    let page = site.raw(Some("alvarez"), "GET", "/alerts", "");
    assert!(page.contains("20 of these are new") && page.contains("The next page"), "{page}");
    let second = site.raw(Some("alvarez"), "GET", "/alerts?page=2", "");
    assert!(second.contains("1 of these is new") && !second.contains("The next page"), "{second}");
    let (_, behind) = page.split_once("name=\"report\" value=\"").unwrap();
    let newest = behind.split('"').next().unwrap();
    let seen = [("name", "worts"), ("report", newest), ("version", "1")];
    assert!(site.form("reyes", "/alerts/seen", &seen).starts_with("HTTP/1.1 400"), "not theirs");
    assert!(site.form("alvarez", "/alerts/seen", &seen).starts_with("HTTP/1.1 303"));
    for path in ["/alerts", "/alerts?page=2"] {
        let page = site.raw(Some("alvarez"), "GET", path, "");
        assert!(page.contains("Quillworts of 1") && !page.contains("new since"), "{page}");
    }
    site.take_in(&report("Q-99", 1, "U", "UNCLASSIFIED"));
    site.house.alert().unwrap();
    assert!(site.raw(Some("alvarez"), "GET", "/alerts", "").contains("1 of these is new"));
}

#[test]
fn a_report_lists_the_versions_that_its_reader_may_have_and_leads_to_whom_it_names() {
    let site = Running::start(false);
    site.take_in(&report("V-1", 1, "U", "UNCLASSIFIED"));
    site.take_in(&report("V-1", 2, "TS//SI//NF", "TOP SECRET//SI//NOFORN"));
    site.take_in(&report("V-1", 3, "U", "UNCLASSIFIED"));
    let path = "/report?id=CIA%20V-1";
    let page = site.raw(Some("castellanos"), "GET", path, "");
    assert!(page.contains("from version 1 to version 3") && !page.contains("version 2"), "{page}");
    assert!(page.contains("/entity?purpose=analysis&amp;id=CIA%20V-1%231"), "{page}");
    let whole = site.raw(Some("nakagawa"), "GET", path, "");
    assert!(whole.contains("from version 2 to version 3"), "{whole}");
    // What is hidden is passed over as what is not there.
    let changes =
        site.raw(Some("castellanos"), "GET", "/report/changes?id=CIA%20V-1&version=3", "");
    assert!(changes.contains("Version 3 beside version 1"), "{changes}");
    let ask = |version: &str| {
        let path = format!("/report/changes?id=CIA%20V-1&version={version}");
        site.raw(Some("castellanos"), "GET", &path, "")
    };
    assert!(ask("2").starts_with("HTTP/1.1 404"));
}

#[test]
fn a_judgement_that_was_taken_back_is_told_to_whoever_had_it_and_to_nobody_else() {
    let site = Running::start(false);
    site.take_in(&report("W-1", 1, "U", "UNCLASSIFIED"));
    let (entity, id) = ("/entity?id=CIA%20W-1%231", "CIA W-1#1");
    let judged = [("verdict", "apart"), ("mention", id), ("id", id), ("because", "It is another.")];
    assert!(site.form("alvarez", "/entity/judge", &judged).starts_with("HTTP/1.1 303"));
    let page = site.raw(Some("alvarez"), "GET", entity, "");
    let (_, behind) = page.split_once("name=\"judgement\" value=\"").unwrap();
    let judgement = behind.split('"').next().unwrap();
    let back = [("judgement", judgement), ("id", id), ("because", "It was not.")];
    assert!(site.form("alvarez", "/entity/withdraw", &back).starts_with("HTTP/1.1 303"));
    let page = site.raw(Some("alvarez"), "GET", entity, "");
    assert!(page.contains("Taken back") && page.contains("(alvarez): "), "{page}");
    assert!(page.contains("It was not."), "{page}");
    let page = site.raw(Some("castellanos"), "GET", entity, "");
    assert!(!page.contains("Taken back") && !page.contains("WHO-"), "{page}");
}

#[test]
fn a_proposal_is_foreseen_by_its_recipient_and_decided_by_the_operator() {
    let site = Running::start(false);
    let proposal = [
        ("name", "border"),
        ("for", "analysis"),
        ("topics", "migrant-smuggling, "),
        ("kind", "intelligence-report"),
        ("precedence", "routine"),
        ("level", "SECRET"),
        ("from", "2020-01-01"),
        ("until", "2199-01-01"),
    ];
    assert!(site.form("alvarez", "/feeds", &proposal).starts_with("HTTP/1.1 303"));
    let alvarez = model::RecipientId::new("alvarez").unwrap();
    let known = site.house.store().contracts_of(&alvarez).pop().unwrap();
    assert_eq!(known.contract.wanted.kinds.len() + known.contract.wanted.topics.len(), 2);
    assert_eq!(known.contract.level_max, marking::Level::Secret);
    let path = format!("/contracts/foreseen?contract={}", known.id);
    let page = site.raw(Some("alvarez"), "GET", &path, "");
    assert!(page.contains("<b>1</b> more") && page.contains("banner s\""), "{page}");
    assert!(page.contains("Mondays"), "{page}");
    let others = site.raw(Some("castellanos"), "GET", &path, "");
    let missing =
        site.raw(Some("castellanos"), "GET", "/contracts/foreseen?contract=000000000000", "");
    assert_eq!(others.replace(&known.id, "000000000000"), missing);
    let form = [("contract", known.id.as_str())];
    for who in ["alvarez", "vandermeer"] {
        let answer = site.form(who, "/contracts/approve", &form);
        assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
    }
    let board = site.raw(Some("operator"), "GET", "/feeds", "");
    assert!(board.contains("Approve border of alvarez"), "{board}");
    assert!(site.form("operator", "/contracts/approve", &form).starts_with("HTTP/1.1 303"));
    let refused = [("contract", known.id.as_str()), ("why", "x")];
    let late = site.form("operator", "/contracts/refuse", &refused);
    assert!(late.starts_with("HTTP/1.1 400"), "it is in force: {late}");
    site.house.bring_feeds().unwrap();
    let page = site.raw(Some("alvarez"), "GET", "/feeds?coverage=on", "");
    for part in ["the first for 0 min", "Originators that no feed of yours asks for", "DHS/CBP"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    // Whoever may take away less is told of less.
    let kowalski = site.house.recipient("kowalski").unwrap();
    let by = Caller { recipient: kowalski, purpose: Purpose::Analysis, matter: None, by: None };
    let may_take = |id: &&str| {
        let decided = site.house.decide(by, id, Manner::Extract, None).unwrap();
        decided.is_some_and(|decision| decision.form.is_some())
    };
    let ids = ["CIA TD-314/1", "CIA TD-314/2", "DHS/CBP CBP-1"];
    let taken = ids.iter().filter(|id| may_take(id)).count();
    assert!((1..3).contains(&taken), "{taken}");
    let page = site.raw(Some("kowalski"), "GET", "/feeds?coverage=on", "");
    assert!(page.contains(&format!("Of {taken} report")), "{page}");
}

#[test]
fn files_are_sent_from_the_desk_and_each_item_is_told_of() {
    let site = Running::start(false);
    let part = |name: &str, text: &str| {
        format!(
            "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/json\r\n\r\n{text}\r\n"
        )
    };
    let purpose = "--xx\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nanalysis\r\n";
    let send = |who: &str, parts: &str| {
        let body = format!("{purpose}{parts}--xx--\r\n");
        let more = format!(
            "Sec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=xx\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        site.raw(Some(who), "POST", "/desk/upload", &more)
    };
    let good = report("U-1", 1, "U", "UNCLASSIFIED");
    let bad = report("U-2", 1, "U", "UNCLASSIFIED").replace("\"banner\":\"UNCLASSIFIED\",", "");
    let both = format!("{}{}", part("good.json", &good), part("bad.json", &bad));
    let page = send("cia-submitter", &both);
    for part in
        ["1 taken in or known, 1 not.", "CIA U-1", "good.json", "bad.json, line 1", "no banner"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(send("cia-submitter", &part("", "")).contains("Choose one file"), "none was chosen");
    assert!(send("alvarez", &both).starts_with("HTTP/1.1 403"));
}

#[test]
fn the_center_page_has_the_rules_and_the_acts_that_its_reader_may_know_of() {
    let site = Running::start(false);
    let assessment = report("A-1", 1, "TS//SI//NF", "TOP SECRET//SI//NOFORN")
        .replace("\"CIA\"", "\"HSTC\"")
        .replace("\"kind\":\"report\"", "\"kind\":\"assessment\"");
    let before = site.raw(Some("castellanos"), "GET", "/center", "");
    site.take_in(&assessment);
    assert_eq!(site.raw(Some("castellanos"), "GET", "/center", ""), before, "it is hidden");
    for part in ["Leads only", "CIA", "investigative lead"] {
        assert!(before.contains(part), "{part}: {before}");
    }
    assert!(!before.contains("Grants to"), "{before}");
    let page = site.raw(Some("nakagawa"), "GET", "/center", "");
    assert!(page.contains("Of quillworts") && page.contains("banner sci\""), "{page}");
    let page = site.raw(Some("ferreira"), "GET", "/center", "");
    assert!(page.contains("Grants to foreign authorities") && page.contains("GBR_NCIS"), "{page}");
    assert!(!page.contains("Procedures for"), "those are the originators': {page}");
}

#[test]
fn a_grant_is_decided_by_the_steering_group_alone() {
    let site = Running::start(false);
    let grant = [
        ("kind", "grant"),
        ("partner", "GBR_NCIS"),
        ("topics", "migrant-smuggling"),
        ("level", "SECRET"),
        ("until", "2199-01-01"),
        ("reason", "decided"),
    ];
    assert!(site.form("vandermeer", "/acts", &grant).starts_with("HTTP/1.1 403"));
    assert!(site.form("ferreira", "/acts", &grant).starts_with("HTTP/1.1 303"));
    let page = site.raw(Some("ferreira"), "GET", "/acts", "");
    assert!(page.contains("A grant: a foreign authority") && page.contains("GBR_NCIS"), "{page}");
    assert!(!page.contains("An embargo:"), "{page}");
    let page = site.raw(Some("vandermeer"), "GET", "/acts", "");
    assert!(!page.contains("A grant: a foreign authority"), "{page}");
}

#[test]
fn operations_tell_of_quarantine_feeds_and_index_to_the_operator_alone() {
    let site = Running::start(false);
    let page = site.raw(Some("operator"), "GET", "/operations", "");
    for part in
        ["set aside and open", "Generation of the index", "Feeds in force", "The longest wait"]
    {
        assert!(page.contains(part), "{part}: {page}");
        let others = site.raw(Some("ofarrell"), "GET", "/operations", "");
        assert!(others.starts_with("HTTP/1.1 200") && !others.contains(part), "{part}");
    }
}

#[test]
fn a_list_of_work_goes_on_on_the_next_page() {
    let site = Running::start(false);
    for nth in 0..26 {
        let asked = [("report", format!("CIA X-{nth}")), ("reason", format!("reason {nth}"))];
        let asked = asked.each_ref().map(|(name, value)| (*name, value.as_str()));
        assert!(site.form("alvarez", "/requests", &asked).starts_with("HTTP/1.1 303"));
    }
    let first = site.raw(Some("alvarez"), "GET", "/requests", "");
    assert!(first.contains("reason 25") && first.contains("The next page"), "{first}");
    assert!(!first.contains("reason 0<"), "{first}");
    let second = site.raw(Some("alvarez"), "GET", "/requests?page=2", "");
    assert!(second.contains("reason 0<") && second.contains("The page before"), "{second}");
    let inbox = site.raw(Some("vandermeer"), "GET", "/requests?waiting=2", "");
    assert!(inbox.contains("page 2") && inbox.contains("reason 25"), "{inbox}");
    assert!(site.raw(Some("alvarez"), "GET", "/requests?page=0", "").starts_with("HTTP/1.1 400"));
}
