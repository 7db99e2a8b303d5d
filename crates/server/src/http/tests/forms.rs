//! What is done on pages: asked, approved, received, recalled, acknowledged, submitted; and only from
//! pages of this server.

use super::kit::Running;

fn journal_len(site: &Running) -> u64 {
    site.house.store().journal().next_seq()
}

const REPORT: &str = "/report?id=CIA%20TD-314%2F1";

#[test]
fn a_form_of_another_site_does_nothing() {
    let site = Running::start(false);
    let _ = site.raw(Some("vandermeer"), "GET", "/", "");
    let before = journal_len(&site);
    let recall = [("report", "CIA TD-314/1"), ("because", "x")];
    for says in [
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
        "Origin: https://elsewhere.example\r\n",
        "Origin: null\r\n",
        "",
    ] {
        let answer = site.form_with("vandermeer", "/recalls", &recall, says);
        assert!(answer.starts_with("HTTP/1.1 403"), "{says}: {answer}");
        assert!(answer.contains("nothing was done"), "{says}: {answer}");
    }
    let text = "format = \"tearline.acts/1\"\r\nreason = \"x\"\r\n";
    let body = format!(
        "Sec-Fetch-Site: cross-site\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{text}",
        text.len()
    );
    for path in ["/api/v1/acts", "/api/v1/recalls/remind", "/api/v1/reports"] {
        let answer = site.raw(Some("vandermeer"), "POST", path, &body);
        assert!(answer.starts_with("HTTP/1.1 403"), "{path}: {answer}");
        assert!(answer.contains("from-elsewhere"), "{path}: {answer}");
    }
    assert_eq!(journal_len(&site), before, "nothing was recorded");
    let own = format!("Origin: https://{}\r\n", "tearline");
    let answer = site.form_with("vandermeer", "/recalls", &recall, &own);
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
}

#[test]
fn a_picture_on_another_site_reads_nothing_in_the_viewers_name() {
    let site = Running::start(false);
    let _ = site.raw(Some("alvarez"), "GET", "/help", "");
    let before = journal_len(&site);
    let picture =
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n";
    assert!(site.raw(Some("alvarez"), "GET", REPORT, picture).starts_with("HTTP/1.1 403"));
    assert_eq!(journal_len(&site), before);
    let link =
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
    assert!(site.raw(Some("alvarez"), "GET", REPORT, link).starts_with("HTTP/1.1 200"));
}

#[test]
fn what_is_asked_on_a_page_is_answered_on_a_page() {
    let site = Running::start(false);
    let court = format!("{REPORT}&purpose=court&matter=04-GJ-118");
    assert!(site.raw(Some("alvarez"), "GET", &court, "").starts_with("HTTP/1.1 404"));
    let asked = site.form(
        "alvarez",
        "/requests",
        &[
            ("purpose", "court"),
            ("matter", "04-GJ-118"),
            ("report", "CIA TD-314/1"),
            ("reason", "for <the> jury"),
            ("days", "7"),
        ],
    );
    assert!(
        asked.contains("location: /requests?purpose=court&matter=04-GJ-118&done=asked"),
        "{asked}"
    );
    let own = site.raw(Some("alvarez"), "GET", "/requests?done=asked", "");
    assert!(
        own.contains("lies with the originator") && own.contains("for &lt;the&gt; jury"),
        "{own}"
    );
    let inbox = site.raw(Some("vandermeer"), "GET", "/requests", "");
    assert!(inbox.contains("M. Alvarez") && inbox.contains("name=\"until\""), "{inbox}");
    let action = inbox.split("action=\"/requests/").nth(1).unwrap();
    let action = format!("/requests/{}", action.split('"').next().unwrap());
    let approve = [
        ("step", "approve"),
        ("until", "2199-01-01"),
        ("consent", "use"),
        ("consent", "list"),
        ("conditions", "ask again"),
    ];
    let others = site.form("ofarrell", &action, &approve);
    assert!(others.starts_with("HTTP/1.1 400"), "{others}");
    let approved = site.form("vandermeer", &action, &approve);
    assert!(approved.contains("done=approved"), "{approved}");
    let page = site.raw(Some("alvarez"), "GET", &court, "");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("ask again"), "{page}");
    let acts = site.raw(Some("vandermeer"), "GET", "/acts", "");
    assert!(acts.contains("lifts use, list") && acts.contains("on a request"), "{acts}");
}

#[test]
fn a_recall_is_told_on_a_page_and_acknowledged_there() {
    let site = Running::start(false);
    assert!(site.raw(Some("alvarez"), "GET", REPORT, "").starts_with("HTTP/1.1 200"));
    let recall = [("report", "CIA TD-314/1"), ("because", "a slip"), ("tell", "Use it no more.")];
    assert!(site.form("vandermeer", "/recalls", &recall).contains("done=recalled"));
    assert!(site.raw(Some("alvarez"), "GET", REPORT, "").starts_with("HTTP/1.1 404"));
    let told = site.raw(Some("alvarez"), "GET", "/recalls", "");
    assert!(told.contains("Use it no more.") && !told.contains("a slip"), "{told}");
    let board = site.raw(Some("vandermeer"), "GET", "/recalls", "");
    assert!(board.contains("a slip") && board.contains("alvarez"), "{board}");
    assert!(site.form("vandermeer", "/recalls/remind", &[]).contains("done=pressed"));
    let known = [("report", "CIA TD-314/1"), ("use", "a lead, passed on to nobody")];
    assert!(site.form("alvarez", "/recalls/acknowledge", &known).contains("done=acknowledged"));
    let board = site.raw(Some("vandermeer"), "GET", "/recalls", "");
    assert!(board.contains("passed on to nobody"), "{board}");
}

#[test]
fn a_search_is_saved_and_ended_on_pages() {
    let site = Running::start(false);
    let new = [("name", "laminates <b>"), ("q", "laminate"), ("purpose", "analysis")];
    assert!(site.form("alvarez", "/search/saved", &new).contains("done=saved"));
    let page = site.raw(Some("alvarez"), "GET", "/alerts", "");
    assert!(page.contains("laminates &lt;b&gt;"), "{page}");
    let dropped = site.form("alvarez", "/search/saved/drop", &[("name", "laminates <b>")]);
    assert!(dropped.contains("done=dropped"), "{dropped}");
    assert!(site.raw(Some("alvarez"), "GET", "/alerts", "").contains("None. Search"));
}

#[test]
fn an_act_is_recorded_and_ended_on_a_page() {
    let site = Running::start(false);
    let act = [
        ("kind", "embargo"),
        ("originator", "CIA"),
        ("reports", "CIA TD-314/1"),
        ("reason", "wait"),
    ];
    assert!(site.form("alvarez", "/acts", &act).starts_with("HTTP/1.1 403"));
    assert!(site.form("vandermeer", "/acts", &act).contains("done=recorded"));
    assert!(site.raw(Some("alvarez"), "GET", REPORT, "").starts_with("HTTP/1.1 404"));
    let page = site.raw(Some("vandermeer"), "GET", "/acts", "");
    let id = page.split("action=\"/acts/").nth(1).unwrap().split('/').next().unwrap();
    let ended = site.form("vandermeer", &format!("/acts/{id}/end"), &[("reason", "over")]);
    assert!(ended.contains("done=ended"), "{ended}");
    assert!(site.raw(Some("alvarez"), "GET", REPORT, "").starts_with("HTTP/1.1 200"));
}

#[test]
fn the_desk_checks_foresees_and_takes_in() {
    let site = Running::start(false);
    let draft = [
        ("originator", "CIA"),
        ("serial", "TD-314/9"),
        ("kind", "intelligence-report"),
        ("title", "(U) A <courier>"),
        ("text", "(S//NF) He crossed on 2 June.\r\n\r\n(U//FOUO) Look at the laminate."),
        ("do", "check"),
    ];
    let page = site.form("cia-submitter", "/desk", &draft);
    for part in [
        "banner s\">SECRET//NOFORN",
        "name=\"banner\" value=\"SECRET//NOFORN\"",
        "A &lt;courier&gt;",
        "Who would get it",
        "recipients",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let slip = [
        ("originator", "CIA"),
        ("serial", "X"),
        ("kind", "report"),
        ("title", "(U) x"),
        ("text", "(S//NFX) y"),
    ];
    let page = site.form("cia-submitter", "/desk", &slip);
    // What cannot be read may be the most that its writer may write.
    let most = "banner sci\">TOP SECRET//HCS-P/SI-G/TK<";
    assert!(page.contains("did you mean NF?") && page.contains(most), "{page}");
    let submit = |with: (&'static str, &'static str)| {
        let all: Vec<_> = draft[..5].iter().copied().chain([("do", "submit"), with]).collect();
        site.form("cia-submitter", "/desk", &all)
    };
    let without = submit(("banner", ""));
    assert!(without.contains("quarantined") && without.contains("He crossed"), "{without}");
    let taken = submit(("banner", "SECRET//NOFORN"));
    assert!(taken.contains("accepted") && !taken.contains("He crossed"), "{taken}");
    assert!(site.form("alvarez", "/desk", &draft).starts_with("HTTP/1.1 403"));
    let officer: Vec<_> = draft[..5]
        .iter()
        .copied()
        .chain([("do", "submit"), ("banner", "SECRET//NOFORN")])
        .collect();
    assert!(site.form("vandermeer", "/desk", &officer).starts_with("HTTP/1.1 403"));
}

#[test]
fn whoever_signs_out_is_out() {
    let site = Running::start(true);
    let token = site.links.as_ref().unwrap().issue("alvarez").unwrap();
    let first = site.raw(None, "GET", &format!("/sign-in/{token}"), "");
    let cookie = first.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    let cookie = format!("Cookie: {}\r\n", cookie.split(';').next().unwrap());
    let page = site.raw(None, "GET", "/", &cookie);
    assert!(page.contains("action=\"/sign-out\""), "{page}");
    let says = format!("{cookie}Sec-Fetch-Site: same-origin\r\nContent-Length: 0\r\n");
    let out = site.raw(None, "POST", "/sign-out", &says);
    assert!(out.starts_with("HTTP/1.1 303") && out.contains("Max-Age=0"), "{out}");
    assert!(site.raw(None, "GET", "/", &cookie).starts_with("HTTP/1.1 401"));
}

#[test]
fn a_feed_is_proposed_and_ended_on_a_page_and_the_operator_alone_asks_what_it_would_bring() {
    let site = Running::start(false);
    let proposal =
        [("name", "leads"), ("for", "analysis"), ("query", "*"), ("until", "2199-01-01")];
    let proposed = site.form("alvarez", "/feeds", &proposal);
    assert!(proposed.contains("done=proposed"), "{proposed}");
    let nameless = site.form("alvarez", "/feeds", &[("query", "*"), ("until", "2199-01-01")]);
    assert!(nameless.starts_with("HTTP/1.1 400"), "{nameless}");
    let before = journal_len(&site);
    let page = site.raw(Some("alvarez"), "GET", "/feeds", "");
    assert!(page.contains("leads") && page.contains("The Center approves it or not"), "{page}");
    let id = site.house.contracts()[0].id.clone();
    let asked = format!("/feeds?shadow={id}");
    let own = site.raw(Some("alvarez"), "GET", &asked, "");
    assert!(!own.contains("would bring"), "{own}");
    assert_eq!(journal_len(&site), before, "nothing was decided about for a page");
    let operator = site.raw(Some("operator"), "GET", &asked, "");
    assert!(operator.contains("leads in force now would bring"), "{operator}");
    let end = [("contract", id.as_str()), ("why", "no need")];
    assert!(site.form("castellanos", "/feeds/end", &end).starts_with("HTTP/1.1 400"));
    let marked = [end[0], ("why", "(S//NF) no need")];
    assert!(site.form("alvarez", "/feeds/end", &marked).contains("UNCLASSIFIED text alone"));
    assert!(site.form("alvarez", "/feeds/end", &end).contains("done=contract-ended"));
    assert!(!site.raw(Some("alvarez"), "GET", "/feeds", "").contains("name=\"contract\""));
}

#[test]
fn use_is_declared_on_the_reports_page_by_whoever_was_given_it() {
    let site = Running::start(false);
    let used = [("report", "CIA TD-314/1"), ("use", "opened case 7")];
    let early = site.form("alvarez", "/report/use", &used);
    assert!(early.starts_with("HTTP/1.1 400") && early.contains("was given to you"), "{early}");
    let page = site.raw(Some("alvarez"), "GET", REPORT, "");
    assert!(page.contains("action=\"/report/use\""), "{page}");
    assert!(site.form("alvarez", "/report/use", &used).contains("done=used"));
    let audit = site.raw(Some("ofarrell"), "GET", "/api/v1/audit", "");
    assert!(audit.contains("declared its use: opened case 7"), "{audit}");
}
