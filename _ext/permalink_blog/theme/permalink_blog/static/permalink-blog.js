/* The color mode that is chosen is said to those who do not see it, too. */
(() => {
  "use strict";
  const root = document.documentElement;
  const buttons = document.querySelectorAll(".theme-change-button");

  function tell() {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.mode === root.dataset.mode));
    }
  }

  new MutationObserver(tell).observe(root, { attributeFilter: ["data-mode"] });
  tell();
})();

/* Who comes to the search page wants to write, or to write something else. */
(() => {
  "use strict";
  const field = document.querySelector(".bd-search-container input");
  field?.focus();
  field?.select();
})();
