// Says once that the end of a timed attempt is near, on a page that was open before it was.
(() => {
  const place = document.querySelector("[data-ends-soon]");
  const seconds = Number(place?.dataset.endsSoon);
  if (!(seconds > 0)) return;
  setTimeout(() => {
    place.textContent = "There are 5 minutes left. Each answer is saved as you choose it, and " +
      "what is saved is submitted at the end.";
  }, seconds * 1000);
})();
