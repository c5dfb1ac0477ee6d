// Cards to put in order: buttons and dragging beside the lists of places. Whatever moves a card, the
// lists say it, so that it is saved and read out as if it had been chosen there.
(() => {
  const EDGE = 70;  // pixels from the top or bottom of the screen where a held card rolls the page
  const ROLL = 6;  // pixels in each frame
  const enhance = (list) => {
    const cards = () => [...list.querySelectorAll("[data-card]")];
    const select = (card) => card.querySelector("select");
    const moved = list.parentElement.querySelector("[data-moved]");
    let isOwn = false;  // a change that a moved card has made, not one chosen in its list

    const number = () => {
      cards().forEach((card, index, all) => {
        select(card).value = index;
        const [up, down] = card.querySelectorAll(".card-moves button");
        up.disabled = index === 0;
        down.disabled = index === all.length - 1;
      });
    };
    const settle = (card) => {
      number();
      const place = cards().indexOf(card) + 1;
      moved.textContent = `Now at place ${place} of ${cards().length}.`;
      isOwn = true;
      select(card).dispatchEvent(new Event("change", { bubbles: true }));
      isOwn = false;
    };
    const step = (card, direction, pressed) => {
      if (direction < 0) card.previousElementSibling.before(card);
      else card.nextElementSibling.after(card);
      settle(card);
      const [up, down] = card.querySelectorAll(".card-moves button");
      (pressed.disabled ? (pressed === up ? down : up) : pressed).focus();
    };

    const button = (card, direction, sign, words) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = sign;
      made.setAttribute("aria-label", `${words}: ${card.querySelector("label").textContent}`);
      made.addEventListener("click", () => step(card, direction, made));
      return made;
    };

    // The others make room for a held card: moving it itself would let go of it.
    const middle = (card) => {
      const box = card.getBoundingClientRect();
      return box.top + box.height / 2;
    };
    const drag = (card, y) => {
      while (card.previousElementSibling && y < middle(card.previousElementSibling)) {
        card.after(card.previousElementSibling);
      }
      while (card.nextElementSibling && y > middle(card.nextElementSibling)) {
        card.before(card.nextElementSibling);
      }
    };
    const hold = (card, handle) => {
      handle.addEventListener("pointerdown", (event) => {
        if (event.button) return;
        event.preventDefault();
        const before = cards();
        handle.setPointerCapture(event.pointerId);
        card.classList.add("is-held");
        let y = event.clientY;
        let frame = null;
        const follow = (move) => {
          y = move.clientY;
          drag(card, y);
        };
        // A list longer than the screen moves along under a card that is pulled to its edge.
        const roll = () => {
          const up = y < Math.min(EDGE, event.clientY) && card.previousElementSibling;
          const down = y > Math.max(innerHeight - EDGE, event.clientY) && card.nextElementSibling;
          if (up || down) {
            scrollBy({ top: up ? -ROLL : ROLL, behavior: "instant" });
            drag(card, y);
          }
          frame = requestAnimationFrame(roll);
        };
        roll();
        const drop = () => {
          cancelAnimationFrame(frame);
          handle.removeEventListener("pointermove", follow);
          card.classList.remove("is-held");
          if (cards().some((one, index) => one !== before[index])) settle(card);
        };
        handle.addEventListener("pointermove", follow);
        handle.addEventListener("lostpointercapture", drop, { once: true });
      });
    };

    for (const card of cards()) {
      const handle = document.createElement("span");
      handle.className = "card-handle";
      handle.textContent = "⠿";
      handle.setAttribute("aria-hidden", "true");
      card.prepend(handle);
      hold(card, handle);
      const moves = document.createElement("span");
      moves.className = "card-moves";
      moves.append(button(card, -1, "↑", "Up"), button(card, 1, "↓", "Down"));
      select(card).before(moves);
      card.classList.add("can-move");
      // A place chosen in the list: the card goes there, and the others make room.
      select(card).addEventListener("change", () => {
        if (isOwn || select(card).value === "") return;
        const place = Number(select(card).value);
        const others = cards().filter((other) => other !== card);
        if (place < others.length) others[place].before(card);
        else list.append(card);
        number();
        moved.textContent = `Now at place ${place + 1} of ${cards().length}.`;
        select(card).focus();
      });
    }
    const [first] = cards();
    if (first) {
      first.querySelector(".card-moves button").disabled = true;
      cards().at(-1).querySelectorAll(".card-moves button")[1].disabled = true;
    }
  };
  for (const list of document.querySelectorAll("[data-ordering]")) enhance(list);
})();
