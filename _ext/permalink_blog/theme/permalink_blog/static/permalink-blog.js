/* The color mode that is chosen is said to those who do not see it, too. */
(() => {
  "use strict";
  const root = document.documentElement;
  const buttons = document.querySelectorAll(".theme-change-button");

  function showChosen() {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.mode === root.dataset.mode));
    }
  }

  new MutationObserver(showChosen).observe(root, { attributeFilter: ["data-mode"] });
  showChosen();
})();

/* Who comes to the search page wants to write, or to write something else. */
(() => {
  "use strict";
  const field = document.querySelector(".bd-search-container input");
  field?.focus();
  field?.select();
})();

/* The address of a page or of a heading, and code, are copied by a click. */
(() => {
  "use strict";
  if (!navigator.clipboard) return; // over http, say: links are links, buttons stay hidden
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.body.append(said);

  function copies(button, text) {
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text());
      said.textContent = button.textContent = button.dataset.done;
      setTimeout(() => {
        button.textContent = label;
        said.textContent = "";
      }, 3000);
    });
  }

  for (const button of document.querySelectorAll("button[data-copy]")) {
    copies(button, () => button.dataset.copy);
  }

  for (const link of document.querySelectorAll("a.headerlink")) {
    link.addEventListener("click", () => void navigator.clipboard.writeText(link.href).catch(() => {}));
  }

  // Without prompts, what they answered, and numbers of lines: what can be run.
  function codeOf(pre) {
    const copy = pre.cloneNode(true);
    for (const each of copy.querySelectorAll(".linenos, .gp, .go, .gt")) each.remove();
    return copy.textContent.replace(/\n{2,}$/, "\n");
  }

  const template = document.getElementById("blog-copy");
  for (const pre of document.querySelectorAll(".bd-article .highlight > pre")) {
    if (!template) break;
    const button = template.content.firstElementChild.cloneNode(true);
    copies(button, () => codeOf(pre));
    pre.after(button);
  }
})();

/* The contents mark the section that is being read. The parent theme marks a heading when
   it comes into view, and so none, or another, after a jump into a section. */
(() => {
  "use strict";
  const contents = document.querySelector("nav.page-toc");
  const links = [...(contents?.querySelectorAll("a[href^='#']") ?? [])];
  const entries = [...(contents?.querySelectorAll(".toc-entry") ?? [])];
  const sections = links.map((link) =>
    document.getElementById(decodeURIComponent(link.hash.slice(1))),
  );
  if (!links.length) return;

  function current() {
    const tops = sections.map((each) => each?.getBoundingClientRect().top ?? Infinity);
    const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    // The last sections may be too short to come up: one that was asked for is shown.
    const asked = links.findIndex((link) => link.hash && link.hash === location.hash);
    if (atEnd && tops[asked] >= 0 && tops[asked] < innerHeight) return links[asked];
    const limit = atEnd ? innerHeight : innerHeight * 0.3;
    return links[tops.findLastIndex((top) => top < limit)];
  }

  function mark() {
    const chosen = current();
    for (const link of links) {
      if (link.classList.contains("active") !== (link === chosen)) link.classList.toggle("active");
      if (link.hasAttribute("aria-current") !== (link === chosen)) link.toggleAttribute("aria-current");
      if (link === chosen && link.getAttribute("aria-current") !== "true") {
        link.setAttribute("aria-current", "true");
      }
    }
    for (const entry of entries) {
      const holds = Boolean(chosen) && entry.contains(chosen);
      if (entry.classList.contains("active") !== holds) entry.classList.toggle("active");
    }
  }

  let waiting = false;
  function soon() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  }

  for (const event of ["scroll", "resize", "hashchange"]) {
    addEventListener(event, soon, { passive: true });
  }
  new MutationObserver(soon).observe(contents, { attributeFilter: ["class"], subtree: true });
  mark();
})();
