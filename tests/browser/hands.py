"""Ways to answer: with the mouse, with the keyboard alone, by touch, without a script."""

ORDER = "() => [...document.querySelectorAll('[data-card] select')].map((e) => e.id).join()"


class Mouse:
    """Clicks, and drags cards. A list's own window is the browser's, not the page's."""

    def __init__(self, page):
        self.page = page

    def press(self, button):
        button.click()

    def pick(self, box):
        box.click()

    def choose(self, box, text):
        box.select_option(label=text)

    def write(self, box, text):
        self.pick(box)
        self.page.keyboard.type(text)

    def arrange(self, texts):
        """Bring the cards into an order."""
        for place, text in enumerate(texts):
            if not self._is_at(place, text):
                self.move(place, text)

    def move(self, place, text):
        card, there = self._card(text), self.page.locator("[data-card]").nth(place)
        at_once = "list => list.scrollIntoView({ block: 'center', behavior: 'instant' })"
        there.locator("..").evaluate(at_once)
        start, end = card.locator(".card-handle").bounding_box(), there.bounding_box()
        x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
        self.drag(x, y, end["y"] + 2)

    def drag(self, x, start, end):
        self.page.mouse.move(x, start)
        self.page.mouse.down()
        self.page.mouse.move(x, end, steps=5)
        self.page.mouse.up()

    def step(self, place, text, press):
        """Press again and again until a card has come to its place, each time one place on."""
        for _ in range(self.page.locator("[data-card]").count()):
            if self._is_at(place, text):
                return
            before = self._order()
            press()
            self.page.wait_for_function(f"({ORDER})() !== {before!r}")
        assert self._is_at(place, text), self._order()

    def _order(self):
        return self.page.evaluate(ORDER)

    def _card(self, text):
        return self.page.locator("[data-card]").filter(has_text=text)

    def _is_at(self, place, text):
        return text in self.page.locator("[data-card] label").nth(place).inner_text()


class Touch(Mouse):
    """Taps, and drags with a finger."""

    def press(self, button):
        button.tap()

    def pick(self, box):
        box.tap()

    def drag(self, x, start, end):
        screen = self.page.context.new_cdp_session(self.page)
        steps = [start + (end - start) * step / 5 for step in range(6)]
        for kind, y in [("touchStart", start), *(("touchMove", y) for y in steps)]:
            points = [{"x": x, "y": y}]
            screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        self.page.wait_for_timeout(100)  # a finger that rests first throws nothing
        screen.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points})
        screen.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


class TouchButtons(Touch):
    """Taps the cards' buttons instead of dragging them."""

    def move(self, place, text):
        up = self._card(text).get_by_role("button", name="Up")
        self.step(place, text, lambda: self.press(up))


class Keyboard(Mouse):
    """Tab, arrows, Space, Enter and letters, and nothing else."""

    def press(self, button):
        self.reach(button)
        self.page.keyboard.press("Enter")

    def pick(self, box):
        if box.get_attribute("type") == "radio":
            # Those of one name are one stop of the Tab key, and arrows lead from one to the next.
            self.reach(box, "element.name === document.activeElement.name")
            self.reach(box, key="ArrowDown")
        self.reach(box)
        if not box.is_checked():
            self.page.keyboard.press("Space")

    def choose(self, box, text):
        self.reach(box)
        texts = box.locator("option").all_inner_texts()
        for _ in range(texts.index(text)):
            self.page.keyboard.press("ArrowDown")

    def write(self, box, text):
        self.reach(box)
        self.page.keyboard.type(text)

    def move(self, place, text):
        self.reach(self._card(text).get_by_role("button", name="Up"))
        self.step(place, text, lambda: self.page.keyboard.press("Enter"))

    def reach(self, target, condition="element === document.activeElement", key="Tab"):
        """Press a key until the focus is where it should be."""
        for _ in range(150):
            if target.evaluate(f"element => {condition}"):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"The keyboard never reached {target}.")


class Plain(Mouse):
    """The mouse on a page without a script, where cards have lists alone."""

    def arrange(self, texts):
        for place, text in enumerate(texts, start=1):
            self.choose(self.page.get_by_label(text), str(place))
