"use strict";
// The board renews itself while somebody may be looking, and says loudly when what it shows is old.
(() => {
  const OLD_AFTER_MS = 60000;
  const board = document.getElementById("board");
  if (!board) return;
  const old = document.getElementById("board-old");
  const told = document.getElementById("board-told");
  const pause = document.getElementById("board-pause");
  let paused = false;
  let signIn = "";
  let stamp = "";
  let answeredAt = 0;

  const table = () => document.getElementById("board-table");
  const reading = () => {
    const chosen = document.getSelection();
    return chosen !== null && !chosen.isCollapsed && board.contains(chosen.anchorNode);
  };

  function noteAnswer() {
    const shown = table();
    if (!shown || shown.dataset.at === stamp) return;
    stamp = shown.dataset.at;
    answeredAt = Date.now();
    signIn = "";
    if (told.textContent !== shown.dataset.summary) told.textContent = shown.dataset.summary;
    sayAge();
  }

  function sayAge() {
    const isOld = signIn !== "" || Date.now() - answeredAt >= OLD_AFTER_MS;
    if (!isOld) {
      old.hidden = true;
      old.textContent = "";
      return;
    }
    const why = signIn ? old.dataset.signedOut : paused ? old.dataset.paused : old.dataset.down;
    const text = why.replace("{time}", table().dataset.time);
    if (old.dataset.says === text && !old.hidden) return;
    old.dataset.says = text;
    old.textContent = text;
    if (signIn) {
      const link = document.createElement("a");
      link.href = signIn;
      link.textContent = old.dataset.signIn;
      old.append(" ", link);
    }
    old.hidden = false;
  }

  function renew() {
    window.htmx.trigger(board, "renew");
  }

  // Politely: not behind another window, not while somebody copies a line, not when told to wait.
  board.addEventListener("htmx:beforeRequest", (event) => {
    if (paused || document.hidden || reading()) event.preventDefault();
  });
  document.body.addEventListener("htmx:afterSettle", noteAnswer);
  document.body.addEventListener("holdlaw:signed-out", (event) => {
    signIn = (event.detail && event.detail.sign_in) || "/";
    sayAge();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) renew(); });
  window.addEventListener("online", renew);
  window.addEventListener("pageshow", (event) => { if (event.persisted) renew(); });
  pause.hidden = false;
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    if (!paused) renew();
  });
  noteAnswer();
  window.setInterval(sayAge, 1000);
})();
