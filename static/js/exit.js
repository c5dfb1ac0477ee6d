// The quick exit: clear the screen, then put a neutral page in the place of this one.
(() => {
  const link = document.querySelector("[data-exit]");
  if (!link) return;

  const leave = () => {
    document.documentElement.hidden = true;
    document.title = "";
    sessionStorage.setItem("left", link.href);
    // replace, not assign: the back button must not lead to this page again.
    window.location.replace(link.href);
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  if (!("exitKeys" in document.body.dataset)) return;
  const status = document.querySelector("[data-exit-status]");
  let presses = 0;
  let timer = null;
  const forget = () => {
    presses = 0;
    status.textContent = "";
  };
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") {
      if (presses) forget();
      return;
    }
    presses += 1;
    clearTimeout(timer);
    timer = setTimeout(forget, 5000);
    if (presses === 3) leave();
    else status.textContent = `Shift pressed ${presses} of 3 times to leave this page.`;
  });
  // Shift is held for a click too, as when text is marked.
  document.addEventListener("pointerdown", () => {
    if (presses) forget();
  });
})();
