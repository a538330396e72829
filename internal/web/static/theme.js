// Runs before the first paint: a choice of light or dark made earlier must not flash.
{
  const kept = localStorage.getItem("theme");
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
}
