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

/* The address of a page or of a heading is copied by a click. */
(() => {
  "use strict";
  if (!navigator.clipboard) return; // over http, say: links are links, buttons stay hidden
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.body.append(said);

  for (const button of document.querySelectorAll("button[data-copy]")) {
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      said.textContent = button.textContent = button.dataset.done;
      setTimeout(() => {
        button.textContent = label;
        said.textContent = "";
      }, 3000);
    });
  }

  for (const link of document.querySelectorAll("a.headerlink")) {
    link.addEventListener("click", () => void navigator.clipboard.writeText(link.href).catch(() => {}));
  }
})();
