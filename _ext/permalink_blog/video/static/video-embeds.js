/* A video is loaded when a reader plays it: its player takes the place of its facade. */
(() => {
  "use strict";

  function play(facade) {
    const player = facade.querySelector("template").content.firstElementChild.cloneNode();
    const address = new URL(player.src);
    address.searchParams.set("autoplay", "1"); // one click, not two
    player.src = address.href;
    if (!/\bautoplay\b/.test(player.allow)) {
      player.allow = ["autoplay", player.allow].filter(Boolean).join("; ");
    }
    player.loading = "eager";
    if (facade.id) player.id = facade.id;
    facade.replaceWith(player);
    player.focus({ preventScroll: true }); // it is where the reader looks
  }

  // What a link was without JavaScript is a button with it: it leads nowhere.
  for (const facade of document.querySelectorAll(".video-facade")) {
    const link = facade.querySelector(".video-facade-play");
    const button = document.createElement("button");
    button.type = "button";
    button.className = link.className;
    button.dataset.address = link.href; // for paper
    button.append(...link.childNodes);
    button.addEventListener("click", () => play(facade));
    link.replaceWith(button);
  }
})();
