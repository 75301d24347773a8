// The search index names pages by their URLs relative to this page, so searchtools.js
// has nothing to add to them: neither the root nor a suffix.
Object.assign(DOCUMENTATION_OPTIONS, {
  BUILDER: "permalinks",
  FILE_SUFFIX: "",
  LINK_SUFFIX: "",
});
document.documentElement.dataset.content_root = "./";
