/* The index of the site: what each page is, and which pages have the words of a query. */
"use strict";

const searchResults = (() => {
  const IN_TITLE = 15, TITLE_BEGINS = 7, IN_TEXT = 5, TEXT_BEGINS = 2; // as in Sphinx
  const TITLE_SIMILAR = 3, TEXT_SIMILAR = 1;
  const SHORTEST = 4; // letters of a word that others are similar to
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

  /* The pages, and all words of the files that are chosen by their keys. */
  const loadChosen = async (folder, choose, version = "") => {
    const pages = await load(folder, "pages", "pages", version);
    const keys = choose(pages.content.keys.split(" "), pages.content.letters);
    const parts = await Promise.all(keys.map((key) => load(folder, key, `w-${key}`, version)));
    if (parts.some((part) => part.numbering !== pages.numbering)) {
      // The site was published anew, and some of the files were at hand from before.
      if (version) throw new Error("the files of the index are of several builds");
      loading.clear();
      return loadChosen(folder, choose, `?${Date.now()}`);
    }
    return { pages: pages.content.pages, words: Object.assign({}, ...parts.map((part) => part.content)) };
  };

  /* The files of words that begin as those of a query do. */
  const keysOf = (words) => (known, letters) => {
    const wanted = new Set(words.map((word) => keyOf(word, letters)));
    return known.filter((key) => wanted.has(key));
  };

  /* Those of words that may be similar: of a small site all, else those with the first
     letter, or with the first two in each other's place. */
  const keysNear = (words) => (known, letters) => known.filter((key) =>
    letters === 1 || words.some((word) => key[0] === word[0] || key === word[1] + word[0]));

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

  /* Whether two words differ by a letter: by another one, one more or one less, or by
     two in each other's place. */
  const differByOne = (one, other) => {
    const [short, long] = one.length <= other.length ? [one, other] : [other, one];
    let at = 0;
    while (at < short.length && short[at] === long[at]) at++;
    if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
    return short.slice(at + 1) === long.slice(at + 1)
      || (short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2));
  };

  /* Whether a word of the index, which is a stem, is similar to a word of a query, to
     its stem, or to its beginning: "confernces" to "confer". */
  const isSimilar = (word, { text, stem }) => {
    if (word.length < SHORTEST) return false;
    const heads = text.length >= 2 * word.length ? [] : [-1, 0, 1].map((more) => text.slice(0, word.length + more));
    return [stem, ...heads].some((head) => head.length >= SHORTEST - 1 && differByOne(word, head));
  };

  /* The pages that have a similar word, with their scores; the run gets these words. */
  const withSimilar = (words, run) => {
    const scores = new Map();
    run.similar = Object.keys(words).filter((word) => isSimilar(word, run));
    for (const word of run.similar)
      words[word].slice(0, 2).forEach((found, inTitle) => {
        for (const page of numbers(found))
          scores.set(page, Math.max(inTitle ? TITLE_SIMILAR : TEXT_SIMILAR, scores.get(page) ?? 0));
      });
    return scores;
  };

  const listsOf = (run, words) =>
    inIndex(run).map((word) => withWord(words, word, run.unspaced ? word : run.text));

  /* Whether no page has a word, and a similar one may be meant. */
  const isUnknown = (run, words) =>
    !run.without && !run.unspaced && run.text.length >= SHORTEST && listsOf(run, words).every((list) => !list.size);

  /* Pages that have all words: posts before others, the best first; of equals the newest. */
  const find = ({ folded, runs }, { pages, words }) => {
    const wanted = runs.filter((run) => !run.without);
    const lists = wanted.flatMap((run) => (run.similar ? [withSimilar(words, run)] : listsOf(run, words)));
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
      !one.date - !other.date || other.score - one.score || compare(other.date, one.date)
      || compare(one.title, other.title) || compare(one.url, other.url));
  };

  /* What is found; ".similar" of a run of the query has the words in its place. */
  const search = async (folder, parsed) => {
    const wanted = parsed.runs.flatMap((run) => [...inIndex(run), ...searchWords.lookups(run)]);
    if (!wanted.length) return [];
    const index = await loadChosen(folder, keysOf(wanted));
    const unknown = parsed.runs.filter((run) => isUnknown(run, index.words));
    if (!unknown.length) return find(parsed, index);
    for (const run of unknown) run.similar = [];
    const near = keysNear(unknown.map((run) => run.text));
    return find(parsed, await loadChosen(folder, (known, letters) =>
      [...new Set([...keysOf(wanted)(known, letters), ...near(known, letters)])]));
  };

  return { take, parse, search, stemOf };
})();
