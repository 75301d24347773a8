/* The search page: what the index finds for a query, with the text around its words. */
"use strict";

(() => {
  const AT_ONCE = 10; // results that are shown, until more are asked for
  const CONTEXT = 240; // characters of a page's text
  const PAUSE = 250; // milliseconds without another letter, until it is searched for
  const texts = JSON.parse(document.getElementById("search-results-texts").textContent);
  const { stemOf } = searchResults;

  /* -- Where the words are in a text -------------------------------------------- */

  /* A text folded, and where each of its characters comes from. */
  const foldWithPlaces = (text) => {
    let folded = "", at = 0;
    const places = [];
    for (const char of text) {
      const plain = searchWords.fold(char);
      for (let i = 0; i < plain.length; i++) places.push(at);
      folded += plain;
      at += char.length;
    }
    places.push(at);
    return { folded, places };
  };

  /* The places of words: begin, end, and which of the query's runs it is. */
  const placesOf = (text, runs) => {
    const { folded, places } = foldWithPlaces(text);
    const spans = [];
    const add = (at, length, run) => spans.push([places[at], places[at + length], run]);
    runs.forEach((run, number) => {
      if (run.without || !run.unspaced) return;
      for (let at = folded.indexOf(run.text); at >= 0; at = folded.indexOf(run.text, at + run.text.length))
        add(at, run.text.length, number);
    });
    for (const found of searchWords.runs(folded)) {
      if (found.unspaced) continue;
      const number = runs.findIndex((run) => !run.without && !run.unspaced
        && (found.text.startsWith(run.text) || stemOf(found.text) === run.stem
          || run.similar?.includes(stemOf(found.text))));
      if (number >= 0) add(found.at, found.text.length, number);
    }
    return spans.sort((one, other) => one[0] - other[0]);
  };

  /* A text in which words are marked. */
  const marked = (text, spans) => {
    const fragment = document.createDocumentFragment();
    let done = 0;
    for (const [begin, end] of spans) {
      if (begin < done) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(begin, end);
      fragment.append(text.slice(done, begin), mark);
      done = end;
    }
    fragment.append(text.slice(done));
    return fragment;
  };

  /* The part of a text that has most of the words, with words whole at both ends. */
  const excerpt = (text, runs) => {
    const spans = placesOf(text, runs);
    const from = (index) => Math.max(0, (spans[index]?.[0] ?? 0) - 60);
    const distinct = (index) =>
      new Set(spans.filter(([begin, end]) => begin >= from(index) && end <= from(index) + CONTEXT).map((span) => span[2])).size;
    let best = 0, most = 0;
    for (let index = 0; index < Math.min(spans.length, 200); index++) {
      const count = distinct(index);
      if (count > most) [best, most] = [index, count];
    }
    let begin = from(best), end = Math.min(text.length, begin + CONTEXT);
    const space = text.indexOf(" ", begin);
    if (begin && space >= 0 && space < (spans[best]?.[0] ?? 0)) begin = space + 1;
    const last = text.lastIndexOf(" ", end);
    if (end < text.length && last > (spans[best]?.[1] ?? begin)) end = last;
    const inside = spans.filter((span) => span[0] >= begin && span[1] <= end)
      .map(([from, to]) => [from - begin, to - begin]);
    const fragment = marked(text.slice(begin, end), inside);
    if (begin) fragment.prepend("… ");
    if (end < text.length) fragment.append(" …");
    return fragment;
  };

  /* The text of a page, without its title and what is no text. */
  const textOf = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const main = page.querySelector('[role="main"] section, article section, main section')
      ?? page.querySelector('[role="main"], article, main') ?? page.body;
    for (const part of main.querySelectorAll(
      "h1, script, style, template, nav, form, button, .headerlink, .linenos, .video-embed, annotation, [hidden]"))
      part.remove();
    return main.textContent.normalize("NFC").replace(/\s+/gu, " ").trim();
  };

  const contents = new Map(); // of pages, which are asked for once

  const contentOf = (url) => {
    if (!contents.has(url))
      contents.set(url, fetch(url).then((response) => (response.ok ? response.text() : "")));
    return contents.get(url);
  };

  /* -- What is shown ------------------------------------------------------------- */

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };

  const item = (result, runs) => {
    const title = result.title.normalize("NFC");
    const link = element("a", "search-results__title", marked(title, placesOf(title, runs)));
    link.href = result.url;
    const shown = element("li", "", link);
    if (result.lang) link.lang = result.lang;
    if (result.date) {
      const time = element("time", "search-results__date", result.dateText);
      time.dateTime = result.date;
      shown.append(time);
    }
    contentOf(result.url)
      .then((html) => {
        if (!html) return;
        const context = element("p", "search-results__context", excerpt(textOf(html), runs));
        if (result.lang) context.lang = result.lang;
        shown.append(context);
      })
      .catch(() => {}); // a page that was opened from a disk has no text of others
    return shown;
  };

  const show = (out, results, runs) => {
    const list = element("ol", "search-results");
    list.setAttribute("role", "list");
    const more = element("button", "search-results__more", texts.more);
    more.type = "button";
    const next = () => {
      const begin = list.children.length;
      list.append(...results.slice(begin, begin + AT_ONCE).map((result) => item(result, runs)));
      if (list.children.length === results.length) more.remove();
      return list.children[begin];
    };
    more.addEventListener("click", () => next().querySelector("a").focus());
    out.append(list, more);
    next();
  };

  const say = (status, count, runs) => {
    const text = runs.some((run) => run.similar) ? texts.similar : texts.found;
    status.textContent = count ? text.replace("%s", count) : texts.none;
  };

  /* -- Searches ------------------------------------------------------------------- */

  const out = document.getElementById("search-results");
  const inputs = document.querySelectorAll('input[name="q"]');
  const status = element("p", "search-summary");
  status.setAttribute("role", "status");
  const head = [element("h2", "", texts.title), status];
  let latest = 0;

  /* Show what is found, unless another search has begun meanwhile. */
  const run = async (query) => {
    const number = ++latest;
    if (!query.trim()) {
      out.replaceChildren();
      out.setAttribute("aria-busy", "false");
      return;
    }
    if (!status.isConnected) out.append(...head);
    status.textContent = texts.searching;
    out.setAttribute("aria-busy", "true");
    const parsed = searchResults.parse(query);
    try {
      const results = await searchResults.search(texts.folder, parsed);
      if (number !== latest) return;
      out.replaceChildren(...head);
      say(status, results.length, parsed.runs);
      if (results.length) show(out, results, parsed.runs);
    } catch (error) {
      if (number !== latest) return;
      console.error(error);
      out.replaceChildren(...head);
      status.textContent = texts.failed;
    }
    out.setAttribute("aria-busy", "false");
  };

  /* The address is that of the search, for the way back and for others. */
  const note = (query) => {
    const url = new URL(location.href);
    url.searchParams.set("q", query);
    try {
      history.replaceState(history.state, "", url);
    } catch { /* a page that was opened from a disk keeps its address */ }
  };

  /* Search while a query is typed, when its author pauses. */
  const follow = (input) => {
    let timer;
    input.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (event.isComposing) return; // a letter of several keys is under way
      timer = setTimeout(() => {
        note(input.value);
        run(input.value);
      }, PAUSE);
    });
    input.addEventListener("compositionend", () => input.dispatchEvent(new Event("input")));
  };

  const asked = new URLSearchParams(location.search).get("q") ?? "";
  for (const input of inputs) {
    input.value = asked;
    follow(input);
  }
  if (asked.trim()) run(asked);
})();
