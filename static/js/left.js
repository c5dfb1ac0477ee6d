// After the quick exit, the back button of this tab leads to the neutral page, not to the course.
// It runs before the page is drawn; opening a page in any other way ends it.
(() => {
  const exit = sessionStorage.getItem("left");
  if (!exit) return;
  if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") {
    document.documentElement.hidden = true;
    window.location.replace(exit);
  } else {
    sessionStorage.removeItem("left");
  }
})();
