/* A page in a preview: sphinx-autobuild reloads it after each build. Here it shows what
   the build said, and follows its document to another address. */
(() => {
  "use strict";
  const script = document.currentScript;
  // Beside _static; a page that waits for the first build has the script in itself.
  const root = new URL(script.src ? "../" : "/", script.src || location.href);
  const PLACE = "blog-preview-place";

  async function load(file) {
    try {
      const answer = await fetch(new URL(`_preview/${file}`, root), { cache: "no-store" });
      return answer.ok ? await answer.text() : "";
    } catch {
      return "";
    }
  }

  /* -- what the last build said */

  const FAILED = /(^|: )(ERROR|CRITICAL): |^[^:\n]+!$|^Traceback/m;

  // Versions and the like stand before the one line that tells what is wrong.
  const CONTEXT = /^Versions\n=+\n[^]*?^Traceback\n=+\n/m;

  function show(said) {
    const failed = FAILED.test(said);
    const panel = document.createElement("aside");
    panel.className = `blog-preview blog-preview--said${failed ? " blog-preview--error" : ""}`;
    panel.setAttribute("role", failed ? "alert" : "status");
    const details = panel.appendChild(document.createElement("details"));
    details.open = failed;
    details.appendChild(document.createElement("summary")).textContent = script.dataset.said;
    const text = details.appendChild(document.createElement("pre"));
    text.lang = "en";
    text.tabIndex = 0;
    text.textContent = said.replace(CONTEXT, "");
    document.body.append(panel);
  }

  /* -- a page that has moved */

  function decoded(path) {
    try {
      return decodeURIComponent(path);
    } catch {
      return path;
    }
  }

  async function follow() {
    const state = await load("state.json");
    const here = decoded(location.pathname.slice(root.pathname.length));
    for (const [from, to] of Object.entries(state ? JSON.parse(state).moved : {})) {
      if (decoded(from) === here) {
        const target = new URL(to, root);
        const place = JSON.parse(sessionStorage.getItem(PLACE) || "{}");
        if (place.path === location.pathname) {
          sessionStorage.setItem(PLACE, JSON.stringify({ ...place, path: target.pathname, followed: true }));
        }
        target.hash = location.hash;
        location.replace(target);
        return;
      }
    }
  }

  // A browser keeps the place when it reloads a page, and not from one page to the next.
  function keepPlace() {
    const place = JSON.parse(sessionStorage.getItem(PLACE) || "{}");
    if (place.followed && place.path === location.pathname) {
      const back = () => scrollTo({ top: place.top, behavior: "instant" });
      back();
      addEventListener("load", back);
    }
    addEventListener("pagehide", () => {
      const now = { path: location.pathname, top: scrollY };
      sessionStorage.setItem(PLACE, JSON.stringify(now));
    });
  }

  if ("missing" in script.dataset) follow();
  else keepPlace();
  load("warnings.txt").then((said) => { if (said.trim()) show(said.trim()); });
})();
