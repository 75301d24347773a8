// Follow an old anchor of this page to the page that has its text now.
{
  const follow = () => {
    let id;
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      return; // "%" that encodes nothing
    }
    const target = document.getElementById(id)?.dataset.movedTo;
    if (!target) return;
    const url = new URL(target, location.href);
    url.hash ||= location.hash;
    location.replace(url);
  };
  addEventListener("hashchange", follow);
  follow();
}
