/* The comments of a page are loaded when a reader asks for them: giscus, on GitHub. */
(() => {
  "use strict";

  const section = document.getElementById("post-comments");
  if (!section) return;
  const { server, themeLight, themeDark, textLoading, textFailed, ...giscus } = section.dataset;
  const place = section.querySelector(".post-comments-place");
  const note = section.querySelector(".post-comments-note");
  const status = section.querySelector(".post-comments-status");
  const link = section.querySelector(".post-comments-show");
  const button = document.importNode(section.querySelector("template").content, true).firstChild;

  // Light text is on a dark page, in whichever way its theme was told so.
  function theme() {
    const color = getComputedStyle(section).color;
    let dark = matchMedia("(prefers-color-scheme: dark)").matches;
    if (color.startsWith("rgb")) {
      const [red, green, blue] = color.match(/[\d.]+/g).map(Number);
      dark = 0.299 * red + 0.587 * green + 0.114 * blue > 127;
    }
    return dark ? themeDark : themeLight;
  }

  // giscus takes a new theme while it is shown.
  function follow(frame, told) {
    const tell = () => {
      const now = theme();
      if (now === told) return;
      told = now;
      frame.contentWindow.postMessage({ giscus: { setConfig: { theme: now } } }, server);
    };
    const changes = new MutationObserver(tell);
    for (const element of [document.documentElement, document.body]) {
      changes.observe(element, { attributes: true });
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
    tell();
  }

  function load() {
    const box = document.createElement("div");
    box.className = "giscus"; // the client puts its frame in here
    box.id = "post-comments-giscus";
    box.tabIndex = -1;
    box.setAttribute("role", "group");
    box.setAttribute("aria-labelledby", section.getAttribute("aria-labelledby"));
    const client = document.createElement("script");
    client.src = `${server}/client.js`;
    client.async = true;
    client.crossOrigin = "anonymous";
    Object.assign(client.dataset, giscus, { theme: theme() });

    const fail = () => {
      client.remove();
      place.replaceChildren(button, " ", link);
      note.hidden = false;
      status.textContent = textFailed;
      button.focus();
    };
    client.addEventListener("error", fail);
    client.addEventListener("load", () => {
      const frame = box.querySelector("iframe");
      if (!frame) return fail();
      frame.title = section.querySelector("h2").textContent;
      frame.addEventListener("load", () => {
        status.textContent = "";
        follow(frame, client.dataset.theme);
      }, { once: true });
    });

    status.textContent = textLoading;
    note.hidden = true;
    place.replaceChildren(box);
    box.focus({ preventScroll: true });
    section.append(client);
    return box;
  }

  // What is a link without JavaScript is a button with it.
  link.replaceWith(button);
  button.addEventListener("click", load);
  // Someone who has just signed in at GitHub comes back with this in the address.
  if (new URLSearchParams(location.search).has("giscus")) load().scrollIntoView();
})();
