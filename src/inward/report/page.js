/* Filters and pages the transcripts, follows links to one of them, and turns the page light or dark. */
"use strict";
(() => {
  const PAGE = 10, CUT = 1200;
  const find = (selector, within = document) => within.querySelector(selector);
  const data = JSON.parse(find("#data").textContent);
  const rows = data.rows, total = rows.id.length;
  const form = find("#filters"), list = find("#list"), tally = find("#tally");
  const probeOf = data.items.map((item) => data.probes.indexOf(item[0]));
  const texts = (entry) => (Array.isArray(entry) ? entry : [entry]);
  const asked = rows.id.map((_, row) => row);
  const lot = (text) => { let sum = 2166136261; for (const letter of text) sum = Math.imul(sum ^ letter.codePointAt(0), 16777619); return sum; };
  const lots = rows.id.map(lot);
  const shuffled = [...asked].sort((a, b) => lots[a] - lots[b] || a - b);
  let hits = [], at = 0, words = [];

  const make = (tag, text = "", looks = "") => {
    const node = document.createElement(tag);
    if (text) node.textContent = text;
    if (looks) node.className = looks;
    return node;
  };

  /* Filters */
  const fields = {
    arm: { names: data.arms, of: (row) => rows.arm[row] },
    seed: { names: [...new Set(rows.seed)].sort((a, b) => a - b).map(String), of: (row) => String(rows.seed[row]) },
    probe: { names: data.probes, of: (row) => probeOf[rows.item[row]] },
    question: { names: data.items.map((item) => item[1]), of: (row) => rows.item[row] },
    label: { names: data.labels, of: (row) => rows.label[row] },
  };

  const fill = (name, pairs) => {
    const select = form.elements[name], kept = select.value;
    select.replaceChildren(new Option("all", ""), ...pairs.map(([value, text]) => new Option(text, value)));
    select.value = pairs.some(([value]) => String(value) === kept) ? kept : "";
  };
  const short = (text) => (text.length > 90 ? text.slice(0, 89) + "…" : text);
  const fillItems = () => {
    const probe = form.elements.probe.value;
    fill("question", data.items.map((item, i) => [i, short(item[2])]).filter(([i]) => probe === "" || probeOf[i] === Number(probe)));
  };

  /* Words may stand anywhere in a transcript, in any order; "in quotes" they stand together */
  const split = (said) => (said.toLowerCase().match(/"[^"]+"|[^\s"]+/g) || []).map((word) => word.replaceAll('"', ""));
  const found = (word) => {
    const has = (text) => text.toLowerCase().includes(word);
    const inText = data.texts.map(has), inItem = data.items.map((item) => has(item[1]) || has(item[2])), inId = rows.id.map(has);
    return (row) => inId[row] || inItem[rows.item[row]] || texts(rows.text[row]).some((i) => inText[i]) ||
      (rows.reason[row] >= 0 && inText[rows.reason[row]]) || (rows.raw[row] || []).some((i) => inText[i]);
  };

  const clear = () => {
    for (const field of [...Object.keys(fields), "text"]) form.elements[field].value = "";
    fillItems();
  };

  const filter = () => {
    const chosen = Object.keys(fields).filter((name) => form.elements[name].value !== "");
    const tests = chosen.map((name) => {
      const value = name === "seed" ? form.elements[name].value : Number(form.elements[name].value);
      return (row) => fields[name].of(row) === value;
    });
    words = split(form.elements.text.value);
    tests.push(...words.map(found));
    hits = [];
    for (const row of form.elements.order.value === "id" ? shuffled : asked) if (tests.every((test) => test(row))) hits.push(row);
    at = 0;
    show();
  };

  /* One page of transcripts */
  const marked = (node, text) => {
    if (!words.length) { node.append(text); return node; }
    const any = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
    text.split(new RegExp(`(${any})`, "gi")).forEach((part, i) => { if (part) node.append(i % 2 ? make("mark", part) : part); });
    return node;
  };

  const shown = (text) => {
    const quote = make("blockquote");
    if (text.length <= CUT + 200) return marked(quote, text);
    const rest = text.length - CUT, more = make("button", `Show the remaining ${rest.toLocaleString("en")} characters`);
    more.type = "button";
    more.addEventListener("click", () => { quote.textContent = text; });
    marked(quote, text.slice(0, CUT)).append("… ", more);
    return quote;
  };

  const facts = (row, pairs) => {
    const box = make("dl");
    if (rows.value[row] >= 0) pairs.push(["scored", data.texts[rows.value[row]]]);
    if (rows.reason[row] >= 0) pairs.push(["because", data.texts[rows.reason[row]]]);
    const stop = data.stops[rows.stop[row]];
    if (stop !== "end" && stop !== "scored") pairs.push(["ended", stop === "length" ? "cut at the length allowed" : stop]);
    for (const i of rows.raw[row] || []) pairs.push(["returned", short(data.texts[i])]);
    for (const [name, text] of pairs) box.append(make("dt", name), make("dd", text));
    return box;
  };

  const article = (row) => {
    const item = data.items[rows.item[row]], box = make("article"), meta = make("p", "", "meta"), link = make("a", rows.id[row]);
    box.id = "t-" + rows.id[row];
    box.tabIndex = -1;
    link.href = "#" + box.id;
    const place = [data.arms[rows.arm[row]], "seed " + rows.seed[row], item[0], data.labels[rows.label[row]], "answer " + (rows.k[row] + 1)];
    if (item[4] === "withheld") place.push("withheld wording");
    meta.append(place.join(" · ") + " · ", link);
    box.append(meta, marked(make("p", "", "asked"), item[2]));
    const names = data.parts[rows.part[row]], small = [];
    texts(rows.text[row]).forEach((i, n) => {
      if (names[n] !== "answer" && data.texts[i].length < 300) { small.push([names[n], data.texts[i]]); return; }
      if (names[n] !== "answer") box.append(make("p", names[n], "meta"));
      box.append(shown(data.texts[i]));
    });
    box.append(facts(row, small));
    return box;
  };

  const show = () => {
    const pages = Math.max(1, Math.ceil(hits.length / PAGE)), start = at * PAGE;
    list.replaceChildren(...hits.slice(start, start + PAGE).map(article));
    tally.textContent = `${hits.length.toLocaleString("en")} of ${total.toLocaleString("en")} transcripts, page ${at + 1} of ${pages.toLocaleString("en")}`;
    for (const button of document.querySelectorAll("[data-step]")) {
      const to = at + Number(button.dataset.step);
      button.disabled = to < 0 || to >= pages;
    }
  };

  const turn = (step) => {
    const pages = Math.ceil(hits.length / PAGE), to = at + step;
    if (to < 0 || to >= pages) return false;
    at = to;
    show();
    return true;
  };

  const focus = (node) => {
    if (!node) return;
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: "start" });
  };

  const move = (step) => {
    const all = [...list.children], here = all.indexOf(document.activeElement.closest("#list > article")), to = here + step;
    if (to >= 0 && to < all.length) focus(all[to]);
    else if (here >= 0 && turn(step)) focus(list.children[step > 0 ? 0 : list.children.length - 1]);
  };

  /* Links: #t-ID to one transcript, #transcripts?arm=...&label=... to some */
  const follow = () => {
    const hash = location.hash;
    if (hash.startsWith("#t-")) {
      const id = decodeURIComponent(hash.slice(3));
      const row = id ? rows.id.findIndex((one) => id.startsWith(one) || one.startsWith(id)) : -1;
      if (row < 0) return;
      if (!hits.includes(row)) { clear(); filter(); }
      at = Math.floor(hits.indexOf(row) / PAGE);
      show();
      focus(document.getElementById("t-" + rows.id[row]));
    } else if (hash.startsWith("#transcripts?")) {
      const wanted = new URLSearchParams(hash.slice(13));
      clear();
      const probe = data.probes.indexOf(wanted.get("probe"));
      if (probe >= 0) form.elements.probe.value = probe;
      fillItems();
      for (const name of ["arm", "label"]) {
        const i = fields[name].names.indexOf(wanted.get(name));
        if (i >= 0) form.elements[name].value = i;
      }
      const item = data.items.findIndex((one) => one[1] === wanted.get("item") && (probe < 0 || one[0] === wanted.get("probe")));
      if (item >= 0) form.elements.question.value = item;
      form.elements.seed.value = wanted.get("seed") ?? "";
      form.elements.text.value = wanted.get("text") ?? "";
      filter();
      find("#transcripts").scrollIntoView();
    }
  };

  for (const name of ["arm", "probe", "label"]) fill(name, fields[name].names.map((text, i) => [i, text]));
  fill("seed", fields.seed.names.map((text) => [text, text]));
  fillItems();
  find("#browser").hidden = false;
  find("#drawn").hidden = true;
  find("#plain-note").remove();
  filter();

  let wait = 0;
  form.elements.probe.addEventListener("change", fillItems);
  form.addEventListener("change", filter);
  form.addEventListener("input", (event) => {
    if (event.target.name !== "text") return;
    clearTimeout(wait);
    wait = setTimeout(filter, 150);
  });
  find("#clear").addEventListener("click", () => { clear(); filter(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); filter(); });
  for (const button of document.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => { if (turn(Number(button.dataset.step))) find("#transcripts").scrollIntoView(); });
  }
  window.addEventListener("hashchange", follow);

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest && event.target.closest("input, select, textarea");
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && typing) { typing.blur(); return; }
    if (typing) return;
    const inside = event.target.closest && event.target.closest("#list");
    const step = { j: 1, k: -1, ArrowDown: inside ? 1 : 0, ArrowUp: inside ? -1 : 0 }[event.key];
    if (event.key === "/") { event.preventDefault(); form.elements.text.focus(); find("#transcripts").scrollIntoView(); }
    else if (step) { event.preventDefault(); move(step); }
  });

  /* Light, dark, or as the system */
  const theme = find("#theme"), names = { "": "auto", light: "light", dark: "dark" };
  const stored = (value) => { try { return value === undefined ? localStorage.getItem("inward-theme") : localStorage.setItem("inward-theme", value); } catch { return null; } };
  const paint = (value) => {
    if (value) document.documentElement.dataset.theme = value;
    else delete document.documentElement.dataset.theme;
    theme.textContent = "Theme: " + names[value];
  };
  let current = stored() in names ? stored() : "";
  theme.hidden = false;
  paint(current);
  theme.addEventListener("click", () => {
    current = { "": "dark", dark: "light", light: "" }[current];
    stored(current);
    paint(current);
  });

  /* Paper shows every table */
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const one of opened) one.open = true;
  });
  window.addEventListener("afterprint", () => { for (const one of opened) one.open = false; });
  follow();
})();
