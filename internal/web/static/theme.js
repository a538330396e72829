// Runs before the first paint: choices made earlier, of light or dark and of what is veiled, must not flash.
{
  const kept = localStorage.getItem("theme");
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
  if (localStorage.getItem("unveiled") === "yes") document.documentElement.toggleAttribute("data-unveiled", true);
}
