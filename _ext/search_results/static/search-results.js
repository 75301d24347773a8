/* The search page: a query's results, from files that have the words it asks for. */
"use strict";

const searchResults = (() => {
  const AT_ONCE = 10; // results that are shown, until more are asked for
  const CONTEXT = 240; // characters of a page's text
  const IN_TITLE = 15, TITLE_BEGINS = 7, IN_TEXT = 5, TEXT_BEGINS = 2; // as in Sphinx
  const texts = JSON.parse(document.getElementById("search-results-texts").textContent);
  const loading = new Map();

  /* -- Files of the index ---------------------------------------------------- */

  /* What each file calls. */
  const take = (name, numbering, content) => loading.get(name)?.arrived({ numbering, content });

  const load = (name, file, version) => {
    if (!loading.has(name)) {
      const request = {};
      request.promise = new Promise((arrived, failed) => {
        request.arrived = arrived;
        const script = document.createElement("script");
        script.src = `${texts.folder}/${file}.js${version}`;
        script.onerror = () => failed(new Error(`${script.src} was not loaded`));
        document.head.append(script);
      });
      loading.set(name, request);
    }
    return loading.get(name).promise;
  };

  /* As key_of in dealing.py. */
  const keyOf = (word, letters) => {
    const head = word.slice(0, letters);
    if (/^[a-z0-9]+$/i.test(head)) return head.padEnd(letters, "_");
    if (word[0] === "_") return "_".repeat(letters);
    return "u" + (word.codePointAt(0) % 64).toString(16).padStart(2, "0");
  };

  /* The pages, and all words that begin as those of a query do. */
  const loadFor = async (words, version = "") => {
    const pages = await load("pages", "pages", version);
    const known = new Set(pages.content.keys.split(" "));
    const wanted = new Set(words.map((word) => keyOf(word, pages.content.letters)));
    const keys = [...wanted].filter((key) => known.has(key));
    const parts = await Promise.all(keys.map((key) => load(key, `w-${key}`, version)));
    if (parts.some((part) => part.numbering !== pages.numbering)) {
      // The site was published anew, and some of the files were at hand from before.
      if (version) throw new Error("the files of the index are of several builds");
      loading.clear();
      return loadFor(words, `?${Date.now()}`);
    }
    return { pages: pages.content.pages, words: Object.assign({}, ...parts.map((part) => part.content)) };
  };

  /* -- A query ----------------------------------------------------------------- */

  const stemmer = new Stemmer();
  const stemOf = (word) => stemmer.stemWord(word).toLowerCase();

  /* Its runs; those to leave out begin with a minus. Common words are in no index. */
  const parse = (query) => {
    const folded = searchWords.fold(query);
    const runs = searchWords.runs(folded).map((run) => ({
      ...run,
      stem: run.unspaced ? run.text : stemOf(run.text),
      without: folded[run.at - 1] === "-" && (run.at === 1 || folded[run.at - 2] === " "),
    }));
    const rare = runs.filter((run) => !stopwords.has(run.text) && !/^\d{5,}$/.test(run.text));
    return { folded: folded.trim(), runs: rare };
  };

  const inIndex = (run) => (run.unspaced ? searchWords.lookups(run) : [run.stem]);

  const numbers = (found) => (found === undefined ? [] : [].concat(found));

  /* The pages that have a word, with their scores: or else a word that begins so. */
  const withWord = (words, word, text) => {
    const scores = new Map();
    const add = (found, score) => {
      for (const page of numbers(found)) scores.set(page, Math.max(score, scores.get(page) ?? 0));
    };
    const addEntry = ([inText, inTitle], textScore, titleScore) => {
      add(inText, textScore);
      add(inTitle, titleScore);
    };
    for (const exact of new Set([word, text]))
      if (Object.hasOwn(words, exact)) addEntry(words[exact], IN_TEXT, IN_TITLE);
    if (!scores.size || [...word].length === 1)
      for (const [longer, entry] of Object.entries(words))
        if ((text.length > 1 || text > "\x7f") && longer.startsWith(text)) addEntry(entry, TEXT_BEGINS, TITLE_BEGINS);
    return scores;
  };

  /* Pages that have all words, the best first; of equals the newest. */
  const find = ({ folded, runs }, { pages, words }) => {
    const wanted = runs.filter((run) => !run.without);
    const lists = wanted.flatMap((run) =>
      inIndex(run).map((word) => withWord(words, word, run.unspaced ? word : run.text)));
    const unwanted = runs.filter((run) => run.without)
      .flatMap((run) => inIndex(run).flatMap((word) => [...withWord(words, word, word).keys()]));
    const left = new Set(unwanted);
    const [first, ...others] = lists;
    const found = [];
    for (const [page, score] of first ?? []) {
      if (!pages[page] || left.has(page) || !others.every((list) => list.has(page))) continue;
      const [url, title, date = "", dateText = "", lang = ""] = pages[page];
      const whole = searchWords.fold(title).includes(folded) ? IN_TITLE : 0;
      const total = others.reduce((sum, list) => sum + list.get(page), score + whole);
      found.push({ url, title, date, dateText, lang, score: total });
    }
    const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
    return found.sort((one, other) =>
      other.score - one.score || compare(other.date, one.date)
      || compare(one.title, other.title) || compare(one.url, other.url));
  };

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
        && (found.text.startsWith(run.text) || stemOf(found.text) === run.stem));
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
      "h1, script, style, template, nav, form, button, .headerlink, .linenos, annotation, [hidden]"))
      part.remove();
    return main.textContent.normalize("NFC").replace(/\s+/gu, " ").trim();
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
    fetch(result.url)
      .then((response) => (response.ok ? response.text() : ""))
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

  const say = (status, count) => {
    status.textContent = count
      ? Documentation.ngettext(
          "Search finished, found one page matching the search query.",
          "Search finished, found ${resultCount} pages matching the search query.",
          count).replace("${resultCount}", count)
      : `${Documentation.gettext("Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.").split(/(?<=[.。])\s*/u)[0]} ${texts.none}`;
  };

  const run = async () => {
    const query = new URLSearchParams(location.search).get("q") ?? "";
    for (const input of document.querySelectorAll('input[name="q"]')) input.value = query;
    if (!query.trim()) return;
    const out = document.getElementById("search-results");
    const status = element("p", "search-summary");
    status.setAttribute("role", "status");
    out.append(element("h2", "", Documentation.gettext("Search Results")), status);
    status.textContent = Documentation.gettext("Searching");
    const parsed = parse(query);
    try {
      const wanted = parsed.runs.flatMap((part) => [...inIndex(part), ...searchWords.lookups(part)]);
      const results = wanted.length ? find(parsed, await loadFor(wanted)) : [];
      say(status, results.length);
      if (results.length) show(out, results, parsed.runs);
    } catch (error) {
      console.error(error);
      status.textContent = texts.failed;
    }
  };

  return { take, run };
})();

searchResults.run();
