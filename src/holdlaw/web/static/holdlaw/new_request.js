"use strict";
// New request: asks the law while somebody types, keeps a draft, and loses nothing when the line or the sign-in is lost.
// What is typed stays in this page and on the server. Nothing is stored in the browser.
(() => {
  const form = document.getElementById("intake");
  if (!form) return;
  const line = document.getElementById("line");
  const SOON = 120, TYPING = 600, AGAIN = 5000;
  let timer = 0, retry = 0, turn = Number(form.elements.turn.value) || 0, unsaved = false, done = false, renewed = false;
  let since = line.dataset.since;
  document.documentElement.classList.add("nr-script");

  // -- asking the law
  const ask = () => {
    clearTimeout(timer);
    form.elements.turn.value = String(++turn);
    htmx.trigger(form, "hl:typed");
  };
  const askIn = (wait) => { clearTimeout(timer); timer = setTimeout(ask, wait); };

  form.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.name || field.type === "file") return;
    unsaved = !!document.getElementById("kept");
    touched(field);
    askIn(field.type === "text" || field.tagName === "TEXTAREA" ? TYPING : SOON);
  });
  form.addEventListener("change", (event) => {
    if (!event.target.name || event.target.type === "file") return;
    show();
    askIn(SOON);
  });
  form.addEventListener("submit", (event) => {
    const pressed = event.submitter ? event.submitter.value : "ask";
    if (pressed === "save") { form.elements.turn.value = String(++turn); clearTimeout(timer); return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (pressed === "add_paper" || pressed === "add_conviction") add(event.submitter.dataset.add);
    else if (pressed === "ask") ask();
  }, true);
  form.addEventListener("keydown", (event) => {
    const save = document.getElementById("save");
    if (save && event.key === "Enter" && event.ctrlKey) { event.preventDefault(); save.click(); }
  });

  // -- what shows, and rows
  const show = () => {
    for (const part of form.querySelectorAll("[data-show-for]")) {
      const field = form.elements[part.dataset.showFor];
      const value = field ? field.value : "";
      const wanted = part.dataset.showIn;
      part.hidden = wanted === "*" ? value === "" : !wanted.split("|").includes(value);
    }
    const named = form.elements.form.value;
    document.getElementById("asks").hidden = !(named === "" || named === "letter" || named === "other");
  };
  const add = (rows) => {
    const into = document.getElementById(`${rows}-rows`);
    const number = into.children.length;
    if (number >= 20) return;
    const made = document.createElement("div");
    made.innerHTML = document.getElementById(`${rows}-row`).innerHTML.replaceAll("__n__", String(number));
    const row = made.firstElementChild;
    into.append(row);
    show();
    row.querySelector("select, input").focus();
  };
  const touched = (field) => {
    const mark = form.querySelector(`.nr-from[data-from="${field.name}"]`);
    if (!mark) return;
    mark.remove();
    const kept = form.elements.from_paper;
    kept.value = kept.value.split(" ").filter((name) => name !== field.name).join(" ");
  };
  form.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-fill]");
    if (choice) {
      const field = form.elements[choice.dataset.fill];
      field.value = choice.textContent.trim();
      field.focus();
      ask();
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const field = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!field || !form.contains(field)) return;
    for (let part = field.parentElement; part && part !== form; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
      part.hidden = false;
    }
    if (field.matches("input, select, textarea")) { event.preventDefault(); field.focus(); }
  });

  // -- a PDF
  const drop = document.getElementById("drop");
  if (drop) {
    const over = (event) => { event.preventDefault(); drop.classList.add("nr-over"); };
    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", () => drop.classList.remove("nr-over"));
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("nr-over");
      if (!event.dataTransfer.files.length) return;
      const file = document.getElementById("pdf");
      file.files = event.dataTransfer.files;
      file.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  const prefill = () => {
    const names = [];
    for (const said of document.querySelectorAll("#paper-seen .nr-prefill")) {
      const name = said.dataset.field;
      const row = /^paper-(\d+)-/.exec(name);
      while (row && Number(row[1]) >= document.getElementById("paper-rows").children.length) add("paper");
      const field = form.elements[name];
      if (!field || (field.type === "checkbox" ? field.checked : field.value !== "")) continue;
      if (field.type === "checkbox") field.checked = true; else field.value = said.value;
      names.push(name);
      const label = form.querySelector(`label[for="${name}"]`);
      if (label && field.type !== "checkbox") {
        const mark = document.createElement("span");
        mark.className = "nr-from";
        mark.dataset.from = name;
        mark.textContent = drop.dataset.from;
        label.append(" ", mark);
      }
    }
    if (!names.length) return;
    form.elements.from_paper.value = [form.elements.from_paper.value, ...names].join(" ").trim();
    document.getElementById("more").open = true;
    unsaved = true;
    show();
    form.elements.form.focus();
    ask();
  };

  // -- the line
  const say = (what) => {
    clearTimeout(retry);
    retry = setTimeout(again, AGAIN);
    if (!line.hidden && line.dataset.said === what) return;
    line.dataset.said = what;
    line.textContent = line.dataset[what].replace("{since}", since);
    if (what === "out") {
      const link = document.createElement("a");
      link.href = line.dataset.to; link.target = "_blank"; link.rel = "noopener";
      link.textContent = line.dataset.signIn;
      line.append(" ", link, ". ", line.dataset.then);
    }
    line.hidden = false;
  };
  const again = async () => {
    try {
      const answer = await fetch(line.dataset.mark, { headers: { "HX-Request": "true" }, cache: "no-store" });
      if (answer.status === 401) return say("out");
      if (!answer.ok) return say("refused");
      mark((await answer.json()).mark);
      ask();
    } catch {
      say("down");
    }
  };
  const mark = (value) => {
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": value }));
    for (const field of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) field.value = value;
  };
  const refused = (event) => {
    const status = event.detail.xhr.status;
    if (status === 401) say("out");
    else if (status === 403 && !renewed) { renewed = true; again(); }
    else say("refused");
  };
  for (const name of ["htmx:sendError", "htmx:timeout"]) document.body.addEventListener(name, () => say("down"));
  document.body.addEventListener("htmx:responseError", refused);
  document.body.addEventListener("htmx:beforeOnLoad", (event) => {
    if (event.detail.xhr.getResponseHeader("HX-Redirect")) done = true;
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful) return;
    line.hidden = true;
    clearTimeout(retry);
    renewed = false;
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const into = event.detail.target && event.detail.target.id;
    if (into === "mend") { const summary = document.getElementById("summary"); if (summary) summary.focus(); }
    if (into === "paper-seen") { document.getElementById("pdf").value = ""; prefill(); }
    if (into !== "answer") return;
    const kept = document.getElementById("kept");
    if (kept && kept.dataset.at) { since = kept.dataset.at; unsaved = false; }
    if (kept) document.getElementById("late").hidden = !("late" in kept.dataset) && !form.elements.late_reason.value;
    for (const read of form.querySelectorAll(".nr-read")) {
      const field = document.getElementById(read.id.replace(/-read$/, ""));
      if (field && "wrong" in read.dataset) field.setAttribute("aria-invalid", "true");
      else if (field) field.removeAttribute("aria-invalid");
    }
  });
  window.addEventListener("online", () => { if (!line.hidden) again(); });
  window.addEventListener("focus", () => { if (!line.hidden) again(); });
  window.addEventListener("beforeunload", (event) => { if (unsaved && !done) event.preventDefault(); });
})();
