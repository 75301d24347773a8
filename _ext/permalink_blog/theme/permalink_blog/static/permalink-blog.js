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

  const template = document.getElementById("blog-copy");
  for (const link of document.querySelectorAll("a.headerlink")) {
    link.addEventListener("click", async () => {
      const done = template?.content.firstElementChild.dataset.done;
      try {
        await navigator.clipboard.writeText(link.href);
      } catch {
        return; // not allowed: the link leads there, and nothing says that it was copied
      }
      if (!done) return;
      said.textContent = link.dataset.copied = done;
      setTimeout(() => {
        delete link.dataset.copied;
        said.textContent = "";
      }, 3000);
    });
  }

  // Without numbers of lines, and of a session what was typed: what can be run.
  function codeOf(pre) {
    const copy = pre.cloneNode(true);
    const prompt = "\0"; // in no text of HTML
    for (const each of copy.querySelectorAll(".linenos")) each.remove();
    for (const each of copy.querySelectorAll(".gp")) each.textContent = prompt;
    const text = copy.textContent;
    if (!text.includes(prompt)) return text;
    const lines = text.split("\n").filter((line) => line.includes(prompt));
    return lines.map((line) => `${line.slice(line.lastIndexOf(prompt) + 1)}\n`).join("");
  }

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
      link.classList.toggle("active", link === chosen);
      if (link === chosen) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    for (const entry of entries) {
      entry.classList.toggle("active", Boolean(chosen) && entry.contains(chosen));
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
