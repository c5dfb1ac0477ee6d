// The question editor: rows such as options are added, removed and moved in place, as its buttons
// do without a script. Focus stays with what was moved, and what happened is said.
(() => {
  const form = document.querySelector("[data-editor]");
  if (!form) return;

  const status = form.querySelector("[data-announce]");
  const tell = (list, words) => {
    status.textContent = words;
    list.dispatchEvent(new Event("recheck", { bubbles: true }));
  };

  const manage = (section) => {
    const prefix = section.dataset.rows;
    const singular = section.dataset.singular;
    const list = section.querySelector("[data-list]");
    const blank = section.querySelector("template");
    const total = section.querySelector(`[name=${prefix}-TOTAL_FORMS]`);
    const most = Number(section.querySelector(`[name=${prefix}-MAX_NUM_FORMS]`).value);
    const rows = () => [...list.querySelectorAll("[data-row]")];
    const button = (row, verb) => row.querySelector(`[name=row][value^="${prefix}.${verb}-"]`);
    const addButton = section.querySelector(`[name=row][value="${prefix}.add"]`);
    const counted = new RegExp(`${prefix}-(\\d+|__prefix__)-`, "g");

    const renumber = () => {
      rows().forEach((row, index, all) => {
        for (const element of row.querySelectorAll("*")) {
          for (const name of ["id", "name", "for", "aria-describedby"]) {
            const value = element.getAttribute(name);
            if (value) element.setAttribute(name, value.replace(counted, `${prefix}-${index}-`));
          }
        }
        for (const number of row.querySelectorAll("[data-number]")) number.textContent = index + 1;
        for (const press of row.querySelectorAll("[name=row]")) {
          press.value = press.value.replace(/-\d*$/, `-${index + 1}`);
        }
        button(row, "up").disabled = index === 0;
        button(row, "down").disabled = index === all.length - 1;
      });
      total.value = rows().length;
      addButton.disabled = rows().length >= most;
    };

    const add = () => {
      list.append(blank.content.cloneNode(true));
      renumber();
      const row = rows().at(-1);
      row.querySelector("textarea, input, select").focus();
      tell(list, `${singular} ${rows().length} added.`);
    };

    const remove = (row) => {
      const index = rows().indexOf(row);
      row.remove();
      renumber();
      const next = rows()[Math.min(index, rows().length - 1)];
      (next ? button(next, "remove") : addButton).focus();
      const left = `There are ${rows().length} ${singular.toLowerCase()}s now.`;
      tell(list, `${singular} ${index + 1} removed. ${left}`);
    };

    const move = (row, verb) => {
      const before = rows().indexOf(row);
      if (verb === "up") row.previousElementSibling.before(row);
      else row.nextElementSibling.after(row);
      renumber();
      const pressed = button(row, verb);
      (pressed.disabled ? button(row, verb === "up" ? "down" : "up") : pressed).focus();
      const place = `${singular.toLowerCase()} ${rows().indexOf(row) + 1} of ${rows().length}`;
      tell(list, `${singular} ${before + 1} is now ${place}.`);
    };

    section.addEventListener("click", (event) => {
      const pressed = event.target.closest("[name=row]");
      if (!pressed) return;
      event.preventDefault();
      const row = pressed.closest("[data-row]");
      const verb = pressed.value.split(".")[1].split("-")[0];
      if (verb === "add") add();
      else if (verb === "remove") remove(row);
      else move(row, verb);
    });
    renumber();
  };
  for (const section of form.querySelectorAll("[data-rows]")) manage(section);

  // Only objectives of the chosen module can be chosen.
  const module = form.querySelector("[name=module]");
  const narrow = () => {
    const chosen = module.selectedOptions[0];
    for (const group of form.querySelectorAll("[name=objective] optgroup")) {
      group.disabled = module.value !== "" && group.label !== chosen.text;
    }
  };
  if (module) {
    module.addEventListener("change", narrow);
    narrow();
  }

  const cookie = (name) =>
    document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.split("=")[1];
  // Signing in again in another tab changes the token; the cookie always has the newest.
  form.addEventListener("submit", () => {
    const token = cookie("csrftoken");
    if (token) form.querySelector("[name=csrfmiddlewaretoken]").value = token;
  });

  // What a search or a check of the wording has found is said once, when it has changed, in a
  // place of its own: it comes while what a button did is perhaps still being read out.
  const report = form.querySelector("[data-report]");
  let said = "";
  document.addEventListener("htmx:afterSwap", (event) => {
    const found = event.target.querySelector("[data-said]")?.textContent ?? "";
    if (found !== said) report.textContent = found;
    said = found;
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 401) {
      report.textContent = "You are signed out. What you typed is kept when you save.";
    }
  });
})();
