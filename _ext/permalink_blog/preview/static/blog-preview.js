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

  // A build that failed wrote no page, or not all; after an error of one document it goes on.
  const FAILED = /^ERROR: no page was written|^Versions\n=+$|^Traceback|^\w[\w ]*( \(.*\))?!$/m;
  const ERROR = /(^|: )(ERROR|CRITICAL): /m;
  // Sphinx tells of its surroundings before what is wrong, and of its developers after.
  const AROUND = /^Versions\n=+\n[^]*?^Traceback\n=+\n|^The full traceback has been saved[^]*$/gm;

  function show(said) {
    const failed = FAILED.test(said);
    const wrong = failed || ERROR.test(said);
    const panel = document.createElement("div");
    panel.className = `blog-preview blog-preview--said${wrong ? " blog-preview--error" : ""}`;
    panel.setAttribute("role", wrong ? "alert" : "status");
    const details = panel.appendChild(document.createElement("details"));
    const title = details.appendChild(document.createElement("summary"));
    title.textContent = failed ? script.dataset.failed : script.dataset.said;
    const text = details.appendChild(document.createElement("pre"));
    text.lang = "en";
    text.tabIndex = 0;
    text.textContent = said.replace(AROUND, "").trim();
    document.body.append(panel);
    details.open = wrong;
    text.scrollTop = text.scrollHeight; // the end of a traceback says what it is about
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

  /* -- styles, which pages name without a checksum: the browser may have older ones */

  async function renew(link) {
    const answer = await fetch(link.href, { cache: "no-cache" });
    const version = answer.headers.get("etag");
    if (!answer.ok || !version || sessionStorage.getItem(link.href) === version) return;
    sessionStorage.setItem(link.href, version);
    const latest = link.cloneNode();
    latest.href = `${link.href}?v=${encodeURIComponent(version)}`;
    latest.addEventListener("load", () => link.remove());
    link.after(latest);
  }

  for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
    if (link.href.startsWith(root) && !new URL(link.href).search) renew(link).catch(() => {});
  }

  if ("missing" in script.dataset) follow();
  else keepPlace();
  load("warnings.txt").then((said) => { if (said.trim()) show(said.trim()); });
})();
