// What the pages can do besides, for those who have it switched on. Nothing needs it.
"use strict";
(() => {
  const $ = (of, from = document) => from.querySelector(of);
  const all = (of) => Array.from(document.querySelectorAll(of));
  const intent = () => {
    const here = new URLSearchParams(location.search), kept = new URLSearchParams();
    for (const name of ["purpose", "matter"]) if (here.get(name)) kept.set(name, here.get(name));
    return kept;
  };
  // Waits until nothing came for a while.
  const calmly = (work, wait) => {
    let due;
    return (...what) => { clearTimeout(due); due = setTimeout(() => work(...what), wait); };
  };

  // The search box: how what was typed may go on.
  const box = $("#q"), completions = $("#completions");
  if (box && completions) {
    let last = "";
    box.addEventListener("input", calmly(async () => {
      const typed = box.value;
      if (typed === last || typed.trim().length < 2) return;
      last = typed;
      const asked = intent();
      asked.set("q", typed);
      const answer = await fetch("/search/suggest?" + asked).catch(() => null);
      if (!answer || !answer.ok || box.value !== typed) return;
      const found = await answer.json();
      completions.replaceChildren(...found.map(({ query, reports }) => {
        const option = document.createElement("option");
        option.value = query;
        option.label = query + "  (" + reports + ")";
        return option;
      }));
    }, 250));
  }

  // The purpose: a choice is a change.
  const purpose = $("form.purpose");
  if (purpose) $("select", purpose).addEventListener("change", () => purpose.requestSubmit());

  // The desk: what is written is checked while it is.
  const live = $("form[data-live]");
  if (live) {
    let asked = 0;
    const check = calmly(async () => {
      const nth = ++asked, sent = new URLSearchParams(new FormData(live));
      sent.set("do", "check");
      const answer = await fetch(live.action, { method: "POST", body: sent }).catch(() => null);
      if (!answer || !answer.ok || nth !== asked) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const of of ["#findings", ".edge.above", ".edge.below"]) {
        const old = $(of), fresh = $(of, page);
        if (old && fresh) old.replaceChildren(...fresh.childNodes);
      }
    }, 900);
    live.addEventListener("input", check);
  }

  // Copying takes the marking and the source along.
  const say = (text) => {
    let place = $("#said");
    if (!place) {
      place = document.createElement("p");
      place.id = "said";
      place.setAttribute("role", "status");
      document.body.append(place);
    }
    place.textContent = text;
    setTimeout(() => { place.textContent = ""; }, 3000);
  };
  const cite = async () => {
    const citation = $("#citation");
    if (!citation) return;
    const portion = document.activeElement.closest(".portion");
    const text = portion
      ? portion.innerText.trim().replace(/\s*\n+\s*/, " ") + "\n" + citation.dataset.source
      : citation.value;
    try {
      await navigator.clipboard.writeText(text);
      say("Copied, with its marking and source.");
    } catch {
      citation.closest("details").open = true;
      citation.focus();
      citation.select();
      say("Copy what is selected: the browser does not let the page do it.");
    }
  };

  // Keys. They can be switched off, for those who speak to their machine.
  const sheet = $("#keys"), switched = $("#keys-on");
  // A browser may keep nothing for pages: then keys are on until the page is left.
  let off = false;
  const kept = (work) => { try { return work(localStorage); } catch { return null; } };
  const isOn = () => !off && kept((of) => of.getItem("keys")) !== "off";
  if (switched) {
    switched.checked = isOn();
    switched.addEventListener("change", () => {
      off = !switched.checked;
      kept((of) => of.setItem("keys", off ? "off" : "on"));
    });
  }
  const move = (by) => {
    const stops = all(".hit h2 a, .portion");
    if (!stops.length) return;
    const at = stops.findIndex((stop) => stop.contains(document.activeElement));
    const to = stops[at < 0 ? (by > 0 ? 0 : stops.length - 1) : Math.min(Math.max(at + by, 0), stops.length - 1)];
    if (!to.matches("a")) to.tabIndex = -1;
    to.focus();
    to.scrollIntoView({ block: "nearest" });
  };
  const open = (details) => {
    if (!details) return;
    details.open = true;
    const first = $("input:not([type=hidden]), textarea, select", details);
    if (first) first.focus();
  };
  const keys = {
    "/": () => box ? (box.focus(), box.select()) : location.assign("/?" + intent()),
    j: () => move(1),
    k: () => move(-1),
    n: () => { const next = $("a[rel=next]"); if (next) next.click(); },
    c: cite,
    a: () => open($("#ask")),
    p: () => { const of = $("#purpose"); if (of) of.focus(); },
    "?": () => { if (sheet) sheet.showModal(); },
  };
  let going = false;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.ctrlKey || event.altKey || event.metaKey || typing || (sheet && sheet.open)) return;
    if (!isOn() && event.key !== "?") return;
    if (going) {
      going = false;
      const to = $('nav a[data-key="' + CSS.escape(event.key) + '"]');
      if (to) { event.preventDefault(); to.click(); }
      return;
    }
    if (event.key === "g") { going = true; setTimeout(() => { going = false; }, 1500); return; }
    if (Object.hasOwn(keys, event.key)) { event.preventDefault(); keys[event.key](); }
  });
})();
