// What an author types is kept as it is checked, and sent even when the page is left. Shortcuts
// press the buttons that are there.
(() => {
  const form = document.querySelector("[data-editor]");
  if (!form || !window.htmx) return;

  const RETRY_MS = 3000;
  const checks = form.querySelector("[data-checks]");
  let isTyped = false;  // something that was not sent
  let isLeaving = false;
  let timer = null;

  const say = (words) => {
    document.getElementById("kept").textContent = words;
  };
  const keep = () => form.querySelector("#wording").dispatchEvent(new Event("recheck"));
  for (const name of ["input", "change", "recheck"]) {
    form.addEventListener(name, (event) => {
      if (!checks.contains(event.target) || name !== "recheck") isTyped = true;
    });
  }

  checks.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target === checks) isTyped = false;
  });
  checks.addEventListener("htmx:afterRequest", (event) => {
    const { successful, xhr } = event.detail;
    if (event.target !== checks || successful || isLeaving) return;
    isTyped = true;
    clearTimeout(timer);
    if (xhr?.status === 401) {
      say("Not kept: you are signed out. This page has what you typed.");
    } else {
      say("Not kept: trying again");
      timer = setTimeout(keep, RETRY_MS);
    }
  });
  form.addEventListener("submit", () => {
    isLeaving = true;
    htmx.trigger(checks, "htmx:abort");
  });
  window.addEventListener("pageshow", () => {
    isLeaving = false;
  });
  window.addEventListener("pagehide", () => {
    if (isTyped && !isLeaving) navigator.sendBeacon(checks.dataset.checks, new FormData(form));
  });

  const press = (selector) => {
    const button = form.querySelector(selector);
    if (button && !isLeaving) form.requestSubmit(button);
  };
  const addRow = () => {
    const section = document.activeElement.closest("[data-rows]");
    (section ?? form.querySelector("[data-rows]"))?.querySelector("[name=row][value$='.add']").click();
  };
  const showFinding = () => {
    const found = checks.querySelector(".remarks li");
    if (!found) return;
    found.tabIndex = -1;
    found.focus();
  };
  const SHORTCUTS = [
    ["s", { ctrl: true }, () => press("[name=save][value=draft]")],
    ["Enter", { ctrl: true }, () => press("[name=save][value=preview]")],
    ["Enter", { ctrl: true, shift: true }, addRow],
    ["F8", {}, showFinding],
  ];
  document.addEventListener("keydown", (event) => {
    const ctrl = event.ctrlKey || event.metaKey;
    const found = SHORTCUTS.find(([key, needs]) => event.key.toLowerCase() === key.toLowerCase()
      && ctrl === Boolean(needs.ctrl) && event.shiftKey === Boolean(needs.shift) && !event.altKey);
    if (!found || event.isComposing || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    found[2]();
  });
  form.querySelector("[data-shortcuts]").hidden = false;
})();
