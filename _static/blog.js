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
