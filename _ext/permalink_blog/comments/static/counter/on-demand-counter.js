/* Counts a visit: one request, of the page and the site that led here. No cookie goes
   with it or comes back, and nothing is kept. */
(() => {
  "use strict";

  const { service, url, page, domain } = document.currentScript.dataset;
  const here = new URL(page); // where the site says that this page is read
  const refused = navigator.globalPrivacyControl
    || [navigator.doNotTrack, window.doNotTrack].some((said) => said === "1" || said === "yes");
  if (refused || location.host !== here.host) return; // a mirror, a preview, a file

  // What was looked for there is nobody's business.
  function cameFrom() {
    const from = document.referrer && new URL(document.referrer);
    const elsewhere = from && from.host !== here.host && from.protocol.startsWith("http");
    return elsewhere ? from.origin + from.pathname : "";
  }

  function count() {
    const to = new URL(url);
    const referrer = cameFrom();
    let body;
    if (service === "plausible") {
      body = JSON.stringify({ name: "pageview", url: page, domain: domain || here.hostname, referrer });
    } else {
      to.searchParams.set("p", here.pathname);
      if (referrer) to.searchParams.set("r", referrer);
    }
    fetch(to, { method: "POST", mode: "no-cors", credentials: "omit", keepalive: true, body })
      .catch(() => {});
  }

  // A page that is opened in the background, or ahead of time, is counted when it is seen.
  function whenSeen() {
    if (document.visibilityState !== "visible") return;
    document.removeEventListener("visibilitychange", whenSeen);
    count();
  }
  document.addEventListener("visibilitychange", whenSeen);
  whenSeen();
})();
