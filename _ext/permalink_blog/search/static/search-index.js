/* The index of the site: what each page is, and which pages have the words of a query. */
"use strict";

const searchResults = (() => {
  const IN_TITLE = 15, TITLE_BEGINS = 7, IN_TEXT = 5, TEXT_BEGINS = 2; // as in Sphinx
  const loading = new Map();

  /* -- Files of the index ---------------------------------------------------- */

  /* What each file calls. */
  const take = (name, numbering, content) => loading.get(name)?.arrived({ numbering, content });

  const load = (folder, name, file, version) => {
    if (!loading.has(name)) {
      const request = {};
      request.promise = new Promise((arrived, failed) => {
        request.arrived = arrived;
        const script = document.createElement("script");
        script.src = `${folder}/${file}.js${version}`;
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
  const loadFor = async (folder, words, version = "") => {
    const pages = await load(folder, "pages", "pages", version);
    const known = new Set(pages.content.keys.split(" "));
    const wanted = new Set(words.map((word) => keyOf(word, pages.content.letters)));
    const keys = [...wanted].filter((key) => known.has(key));
    const parts = await Promise.all(keys.map((key) => load(folder, key, `w-${key}`, version)));
    if (parts.some((part) => part.numbering !== pages.numbering)) {
      // The site was published anew, and some of the files were at hand from before.
      if (version) throw new Error("the files of the index are of several builds");
      loading.clear();
      return loadFor(folder, words, `?${Date.now()}`);
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
    if (!scores.size) {
      // "conferen" is on the way from the stem "confer" to "conferences".
      const stems = Object.keys(words).filter((stem) =>
        stem.length > 4 && text.length - stem.length < 4 && text.startsWith(stem));
      const longest = stems.sort((one, other) => other.length - one.length)[0];
      if (longest) addEntry(words[longest], TEXT_BEGINS, TITLE_BEGINS);
    }
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

  return { take, parse, search: async (folder, parsed) => {
    const wanted = parsed.runs.flatMap((run) => [...inIndex(run), ...searchWords.lookups(run)]);
    return wanted.length ? find(parsed, await loadFor(folder, wanted)) : [];
  }, stemOf };
})();
