/* What is a word, for a query: as words.py has it for the index. */
var searchWords = (() => {
  const unspaced =
    "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff" +
    "\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{3347f}";
  const word = /[\p{L}\p{N}\p{M}_]+/gu;
  const run = new RegExp(`[${unspaced}]+|[^${unspaced}]+`, "gu");
  const isUnspaced = new RegExp(`^[${unspaced}]`, "u");
  const accented = /([a-z\u03b1-\u03c9])[\u0300-\u036f]+/g;
  const letters = {
    "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "đ": "d", "ð": "d",
    "ł": "l", "ħ": "h", "ı": "i", "ς": "σ",
  };

  /* In lower case, without the accents of Latin and Greek letters. */
  const fold = (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .normalize("NFD")
      .replace(/[ßæœþøđðłħıς]/g, (letter) => letters[letter])
      .replace(accented, "$1")
      .normalize("NFC");

  /* The words of a folded text, and where they begin; a run without spaces is one. */
  const runs = (folded) => {
    const found = [];
    for (const inWord of folded.matchAll(word))
      for (const part of inWord[0].matchAll(run))
        found.push({
          text: part[0],
          at: inWord.index + part.index,
          unspaced: isUnspaced.test(part[0]),
        });
    return found;
  };

  /* What the index must have for a run: itself, or each pair of its characters. */
  const lookups = ({ text, unspaced }) => {
    const chars = [...text];
    if (!unspaced || chars.length < 2) return [text];
    return chars.slice(1).map((char, at) => chars[at] + char);
  };

  return { fold, runs, lookups };
})();

/* For Sphinx's searchtools.js, which some themes load on every page. */
var splitQuery = (query) =>
  searchWords.runs(searchWords.fold(query)).flatMap(searchWords.lookups);
