// A button that leads on waits until all is saved and the server can be reached. Until then the
// page stays, with what was typed in it, and says so; then it goes on by itself.
(() => {
  const form = document.querySelector("[data-holding]");
  const status = document.querySelector("[data-held]");
  if (!form) return;

  const RETRY_MS = 3000;
  const SAVING = "Saving first; going on by itself.";
  const FAILED = "Not saved yet: trying again. Your answers stay on this page.";
  const AWAY = "Not saved yet: waiting for the network. Your answers stay on this page.";
  const ALL_SAVED = "Waiting for the network; going on by itself. Your answers are saved.";
  const REFUSED = "Still here: one answer could not be saved. The words below it say why.";
  let held = null;  // the button that was pressed
  let timer = null;
  let isFree = false;

  const say = (words) => {
    if (status.textContent !== words) status.textContent = words;  // read out once, not each time
  };
  const drop = (words = "") => {
    held = null;
    clearTimeout(timer);
    say(words);
  };
  const go = () => {
    // The quick exit has hidden the page: nothing may lead anywhere else.
    if (!held || document.documentElement.hidden) return;
    const button = held;
    drop();
    isFree = true;
    form.requestSubmit(button);
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(look, RETRY_MS);
  };
  const reach = async () => {
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (answer && answer.status < 500) go();
    else wait();
  };
  const look = () => {
    const { unsaved } = form.dataset;  // see answers.js
    if (!held) return;
    if (unsaved === "refused") {
      drop(REFUSED);
    } else if (unsaved) {
      say(!navigator.onLine ? AWAY : unsaved === "failed" ? FAILED : SAVING);
    } else if (navigator.onLine) {
      go();
    } else {
      // A server on this machine is there without a network: only asking tells.
      say(ALL_SAVED);
      reach();
    }
  };

  // Signing in again in another tab changes the token; the cookie always has the newest.
  const renew = () => {
    const newest = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
    if (newest) form.elements.csrfmiddlewaretoken.value = newest.split("=")[1];
  };

  form.addEventListener("submit", (event) => {
    renew();
    if (isFree) {
      isFree = false;
      return;
    }
    if (!form.dataset.unsaved && navigator.onLine) return;
    event.preventDefault();
    held = event.submitter;
    form.dispatchEvent(new Event("held"));
    look();
  });
  form.addEventListener("unsaved", look);
  window.addEventListener("online", look);
  window.addEventListener("offline", look);
  // Leaving in another way takes the press back.
  window.addEventListener("beforeunload", () => drop());
})();
