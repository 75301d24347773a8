/* Footnotes beside the line that refers to them, where the margin is wide enough.
   Elsewhere a footnote opens over the page. Without this script they are at the end. */
(() => {
  "use strict";
  const article = document.querySelector(".bd-article");
  const references = [...(article?.querySelectorAll("a.footnote-reference") ?? [])];
  const container = article?.closest(".bd-article-container");
  if (!references.length || !container) return;

  const wide = matchMedia("(min-width: 1200px)");
  const screen = matchMedia("screen");
  const gap = 12; // pixels between two notes

  const noteOf = (reference) =>
    document.getElementById(decodeURIComponent(reference.hash.slice(1)));

  function place() {
    const beside = wide.matches && screen.matches;
    const top = container.getBoundingClientRect().top;
    const placed = new Set();
    let free = 0;
    for (const reference of beside ? references : []) {
      const note = noteOf(reference);
      if (!note || placed.has(note)) continue; // beside the first that refers to it
      placed.add(note);
      note.classList.add("blog-sidenote");
      free = Math.max(free, reference.getBoundingClientRect().top - top - 4);
      note.style.top = `${free}px`;
      free += note.offsetHeight + gap;
    }
    for (const list of container.querySelectorAll(".footnote-list")) {
      const notes = [...list.children];
      for (const note of notes) {
        if (placed.has(note)) continue;
        note.classList.remove("blog-sidenote");
        note.style.top = "";
      }
      list.classList.toggle("blog-sidenotes", notes.every((note) => placed.has(note)));
    }
  }

  const popover = document.createElement("div");
  popover.className = "blog-note";
  popover.setAttribute("popover", "auto");
  popover.setAttribute("role", "note");
  popover.tabIndex = -1;

  function open(event) {
    const note = noteOf(event.currentTarget);
    if (wide.matches || !note || !popover.showPopover) return; // the link leads there
    event.preventDefault();
    popover.replaceChildren(
      ...[...note.children].filter((x) => !x.matches(".label")).map((x) => x.cloneNode(true)),
    );
    for (const element of popover.querySelectorAll("[id]")) element.removeAttribute("id");
    popover.setAttribute("aria-label", event.currentTarget.textContent);
    popover.showPopover();
    popover.focus();
  }

  // The parent theme prevents what Escape does by itself.
  popover.addEventListener("keydown", (event) => {
    if (event.key === "Escape") popover.hidePopover();
  });
  document.body.append(popover);
  for (const reference of references) reference.addEventListener("click", open);
  for (const query of [wide, screen]) query.addEventListener("change", place);
  new ResizeObserver(place).observe(article);
  place();
})();
