// Says that the end of a timed attempt is near, and that it is over, on a page that is left open.
(() => {
  const place = document.querySelector("[data-ends-soon]");
  if (!place) return;
  const sayAfter = (seconds, words) => {
    if (seconds > 0) setTimeout(() => { place.textContent = words; }, seconds * 1000);
  };
  sayAfter(Number(place.dataset.endsSoon), "There are 5 minutes left. Each answer is saved as you " +
    "choose it, and what is saved is submitted at the end.");
  sayAfter(Number(place.dataset.ends), "The time has ended. Submit now. What is saved counts.");
})();
