// What the pages can do besides, for those who have it switched on. Nothing needs it.
"use strict";
(() => {
  const $ = (of, from = document) => from.querySelector(of);
  const all = (of) => Array.from(document.querySelectorAll(of));
  // What the page was made for. Another purpose counts when the button beside it was used: with the keys every
  // step of a choice would ask for a page, and for a report every page is a reading.
  const intent = () => {
    const kept = new URLSearchParams(), of = $("#purpose"), matter = $("#matter");
    const made = of && Array.from(of.options).find((one) => one.defaultSelected);
    if (made) kept.set("purpose", made.value);
    if (matter && matter.defaultValue) kept.set("matter", matter.defaultValue);
    return kept;
  };
  // Waits until nothing came for a while.
  const calmly = (work, wait) => {
    let due;
    return (...what) => { clearTimeout(due); due = setTimeout(() => work(...what), wait); };
  };

  // The banners of the page, above and below.
  const mark = ({ banner, colour }) => {
    for (const of of all(".edge .banner")) {
      of.className = "banner " + colour;
      of.textContent = banner;
    }
  };

  // The search box: how what was typed may go on. While the list is there, the banners are of it too.
  const box = $("#q"), completions = $("#completions");
  if (box && completions) {
    const { className, textContent } = $(".edge .banner");
    const own = { banner: textContent, colour: className.replace("banner ", "") };
    let last = "";
    const close = () => {
      last = "";
      completions.replaceChildren();
      mark(own);
    };
    box.addEventListener("blur", close);
    box.addEventListener("input", calmly(async () => {
      const typed = box.value;
      if (typed === last || document.activeElement !== box) return;
      if (typed.trim().length < 2) { close(); return; }
      last = typed;
      const asked = intent();
      asked.set("q", typed);
      const answer = await fetch("/search/suggest?" + asked).catch(() => null);
      if (!answer || !answer.ok || box.value !== typed || document.activeElement !== box) return;
      const found = await answer.json();
      mark(found.completions.length ? found : own);
      completions.replaceChildren(...found.completions.map(({ query, reports }) => {
        const option = document.createElement("option");
        option.value = query;
        option.label = query + "  (" + reports + ")";
        return option;
      }));
    }, 250));
  }

  // The desk: what is written is checked while it is. What is not checked in time may be anything that its writer
  // may write, and the page is marked so.
  const live = $("form[data-live]");
  if (live) {
    let asked = 0, typed = 0, late;
    const unchecked = () => {
      const said = document.createElement("p");
      said.className = "notice";
      said.textContent = "Not checked. Until it is, the page is marked as the most that you may write.";
      $("#findings").replaceChildren(said);
      mark(live.dataset);
    };
    const check = calmly(async () => {
      const nth = ++asked, of = typed, sent = new URLSearchParams(new FormData(live));
      sent.set("do", "check");
      for (const name of ["purpose", "matter"]) sent.set(name, intent().get(name) || "");
      const answer = await fetch(live.action, { method: "POST", body: sent }).catch(() => null);
      if (nth !== asked) return;
      if (!answer || !answer.ok) { unchecked(); return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const place of ["#findings", ".edge.above", ".edge.below"]) {
        const old = $(place), fresh = $(place, page);
        if (old && fresh) old.replaceChildren(...fresh.childNodes);
      }
      if (of === typed) { clearTimeout(late); late = undefined; }
    }, 900);
    live.addEventListener("input", () => {
      typed += 1;
      late ??= setTimeout(() => { late = undefined; unchecked(); }, 5000);
      check();
    });
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
    // What travels alone, a tear line or a pointer, says its own source line.
    const portion = document.activeElement.closest(".portion");
    const source = portion && (portion.closest("[data-source]") || citation).dataset.source;
    const text = portion
      ? portion.innerText.trim().replace(/\s*\n+\s*/, " ") + "\n" + source
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

  // What is copied as browsers do it begins with its mark too, though the mark was not selected.
  document.addEventListener("copy", (event) => {
    const selected = getSelection();
    if (!selected.rangeCount || event.target.closest?.("input, textarea")) return;
    const range = selected.getRangeAt(0), from = range.startContainer;
    const within = from.nodeType === Node.ELEMENT_NODE ? from : from.parentElement;
    for (let of = within; of && of !== document.body; of = of.parentElement) {
      const own = $(":scope > .mark", of);
      if (!own) continue;
      const begin = document.createRange();
      begin.selectNode(own);
      // Where the mark is selected itself, nothing is lacking.
      if (range.compareBoundaryPoints(Range.START_TO_START, begin) <= 0) return;
      event.clipboardData.setData("text/plain", own.innerText + " " + selected.toString().trimStart());
      event.preventDefault();
      return;
    }
  });

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
