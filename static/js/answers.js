// Saving as you go: each change is numbered, tried again until it is kept, and told of in words.
(() => {
  const form = document.querySelector("[data-answers]");
  if (!form || !window.htmx) return;

  const RETRY_MS = 3000;
  const TIMEOUT_MS = 15000;
  const client = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) =>
    byte.toString(16).padStart(2, "0")).join("");
  let sequence = 0;
  let changes = 0;
  let posted = 0;  // changes up to this one are in the form that was sent
  const pending = new Map();  // questions with a change not known to be saved, and which change
  const sent = new Map();  // which change of a question is on its way
  const failed = new Map();  // the status that refused the last save of a question; 0 for no answer
  const retries = new Map();  // the timer of each question whose save is tried again

  const tell = (question, text) => {
    const status = question.querySelector("[role=status]");
    if (status.textContent !== text) status.textContent = text;  // read out once, not each time
  };
  // What the page shows is what is saved now: sending the form must not save it once more, over
  // a newer answer from another tab. The server says what it has kept.
  const settle = (question) => {
    const kept = question.querySelector("[data-was]")?.dataset.was;
    const was = question.querySelector("[name^=was-]");
    was.disabled = kept === undefined;
    if (kept !== undefined) was.value = kept;
    pending.delete(question);
  };
  const note = (question) => {
    // From here on the page knows better than the server what was rendered.
    question.querySelector("[name^=was-]").disabled = true;
    pending.set(question, changes += 1);
    failed.delete(question);
    tell(question, "Saving");
    publish();
  };
  // For what holds a press of a button until all is saved: see holding.js.
  const publish = () => {
    const met = [...failed.values()];
    if (met.includes(400)) form.dataset.unsaved = "refused";
    // As when the session has ended: sending the form says why, and keeps what was typed.
    else if (!pending.size || met.some((status) => status > 400 && status < 500)) {
      delete form.dataset.unsaved;
    } else form.dataset.unsaved = met.length ? "failed" : "saving";
    form.dispatchEvent(new Event("unsaved"));
  };
  const save = (question) => {
    clearTimeout(retries.get(question));
    htmx.trigger(question, "retry");
  };
  const cookie = (name) =>
    document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.split("=")[1];

  form.addEventListener("change", (event) => {
    const question = event.target.closest("[data-question]");
    if (question) note(question);
  }, true);  // on the way down: htmx sends on the way up, and must find the change noted
  // What is typed is saved while typing pauses, and not only when the field is left.
  form.addEventListener("input", (event) => {
    const question = event.target.closest("[data-question]");
    if (!question || !event.target.matches("textarea, input[type=text]")) return;
    note(question);
    htmx.trigger(question, "typed");
  });
  // Enter in a line of text saves it: sending the form would lead away from what is half filled.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (!event.target.matches("[data-question] input[type=text]")) return;
    event.preventDefault();
    const question = event.target.closest("[data-question]");
    if (pending.has(question)) save(question);
  });
  form.addEventListener("held", () => {
    for (const [question, change] of pending) {
      if (failed.get(question) === 400) question.querySelector("textarea, input, select").focus();
      else if (sent.get(question) !== change) save(question);
    }
  });
  window.addEventListener("online", () => {
    for (const question of [...retries.keys()]) save(question);
  });

  form.addEventListener("htmx:configRequest", (event) => {
    const { parameters, headers, elt } = event.detail;
    // Again, for a change that waited until the one before it was saved and told of.
    if (!retries.has(elt)) tell(elt, "Saving");
    for (const name of [...parameters.keys()]) if (name.startsWith("was-")) parameters.delete(name);
    // A request that never ends would keep every later change of its question waiting.
    event.detail.timeout = TIMEOUT_MS;
    sent.set(elt, pending.get(elt));
    sequence += 1;
    parameters.set("client", client);
    parameters.set("sequence", sequence);
    // Signing in again in another tab changes the token; the cookie always has the newest.
    parameters.delete("csrfmiddlewaretoken");
    headers["x-csrftoken"] = cookie("csrftoken") ?? headers["x-csrftoken"];
  });

  form.addEventListener("htmx:afterRequest", (event) => {
    const question = event.target.closest("[data-question]");
    if (!question) return;
    const { successful, xhr } = event.detail;
    const wasNewest = sent.get(question) === pending.get(question);
    sent.delete(question);
    clearTimeout(retries.get(question));
    retries.delete(question);
    failed.delete(question);
    if (successful) {
      if (wasNewest) settle(question);
    } else if (wasNewest || xhr?.status !== 400) {
      fail(question, xhr);
    }
    publish();
  });
  const fail = (question, xhr) => {
    failed.set(question, xhr?.status ?? 0);
    if (xhr?.status === 400) {
      tell(question, xhr.responseText);  // sending the same again would not help
      return;
    }
    tell(question, xhr?.status === 401
      ? "Not saved: you are signed out. Sign in in another tab; this page keeps your answer."
      : "Not saved: trying again");
    retries.set(question, setTimeout(() => htmx.trigger(question, "retry"), RETRY_MS));
  };

  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) posted = changes;
  });
  const left = () => [...pending].filter(([, change]) => change > posted).map(([each]) => each);

  window.addEventListener("beforeunload", (event) => {
    // The quick exit has hidden the page by now: nothing may hold it up.
    const isExit = document.documentElement.hidden;
    if (left().some((question) => retries.has(question)) && !isExit) event.preventDefault();
  });

  // What was just chosen is sent even so when the page is left by a link or the quick exit.
  window.addEventListener("pagehide", () => {
    for (const question of left()) {
      const number = question.querySelector("[name^=was-]").name.slice("was-".length);
      const body = new FormData();
      for (const [name, value] of new FormData(form)) {
        const [kind, of] = name.split("-");
        if (of === number && kind !== "was") body.append(name, value);
      }
      body.append("shown", number);
      body.append("client", client);
      body.append("sequence", sequence += 1);
      body.append("csrfmiddlewaretoken", cookie("csrftoken"));
      navigator.sendBeacon(form.action, body);
    }
  });
})();
