"""From what a page shows to what a feed reader can show. Pure rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import html

from permalink_blog.core.characters import drop_illegal_html

if TYPE_CHECKING:
    from collections.abc import Callable


# Feed readers drop these, and some the whole entry with them.
_DROPPED = ("script", "style", "template", "form", "button", "select", "textarea")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# A candidate of srcset: URL, then descriptors up to a comma (HTML, 4.8.4.2.1).
_CANDIDATE = re.compile(r"([\s,]*)(\S*[^\s,])([^,]*)")
_SRCSETS = ("srcset", "imagesrcset")
_URLS = ("poster", "data-src")  # besides those that lxml knows
_BOX = {True: "\N{BALLOT BOX WITH CHECK} ", False: "\N{BALLOT BOX} "}


def entry_content(
    body: str,
    *,
    page_url: str,
    section: str = "",
    watch_url: Callable[[str], str] | None = None,
) -> str:
    """Make the content of an entry.

    :param body: HTML of a page's body; its links are relative to the page
    :param page_url: of the page, absolute
    :param section: id of the section that is the post, if it is not the whole page
    :param watch_url: gives the page of a video for the URL of its player
    :returns: HTML with absolute links, without title, permalinks, scripts and forms;
        players are links
    """
    root = html.fragment_fromstring(drop_illegal_html(body), create_parent="div")
    found = _find(root, section) if section else None
    post = root if found is None else found
    _drop_title(post, whole_page=post is root)
    for facade in post.find_class("video-facade"):
        _replace_facade(facade)
    _drop_what_readers_drop(post)
    _make_absolute(post, page_url)
    for frame in list(post.iter("iframe")):
        _replace_frame(frame, watch_url)
    text = str(html.tostring(post, encoding="unicode", with_tail=False))
    if post is root:
        text = text.removeprefix("<div>").removesuffix("</div>")
    return text.strip()


def _find(root: html.HtmlElement, section: str) -> html.HtmlElement | None:
    for element in root.xpath("//*[@id=$id]", id=section):
        # Sphinx puts further ids of a section into spans.
        found = next(element.iterancestors("section"), None)
        return element if element.tag in {"section", "div"} else found
    return None


def _drop_title(post: html.HtmlElement, *, whole_page: bool) -> None:
    """Drop the heading that feed readers show as the title of the entry."""
    if whole_page:
        heading = next(post.iter("h1"), None)
    else:
        heading = next((x for x in post if x.tag in _HEADINGS), None)
    if heading is not None:
        heading.drop_tree()


def _drop_what_readers_drop(post: html.HtmlElement) -> None:
    for element in list(post.iter(html.etree.Comment, *_DROPPED)):
        element.drop_tree()
    for element in post.xpath(".//div[@data-moved-to]"):  # an old anchor
        element.drop_tree()
    for link in list(post.iter("a")):
        if "headerlink" in (link.get("class") or "").split():
            link.drop_tree()
    for field in list(post.iter("input")):
        if field.get("type") == "checkbox":  # of a list of tasks
            field.tail = _BOX["checked" in field.attrib] + (field.tail or "").lstrip()
        field.drop_tree()
    for element in post.iter():
        for name in [name for name in element.attrib if name.startswith("on")]:
            del element.attrib[name]


def _make_absolute(post: html.HtmlElement, page_url: str) -> None:
    def absolute(link: str) -> str:
        try:
            return urljoin(page_url, link)
        except ValueError:  # "//[", which is no URL
            return link

    post.rewrite_links(absolute, resolve_base_href=False)
    for element in post.iter():
        for name in _URLS:
            if name in element.attrib:
                element.set(name, absolute(element.get(name)))
        for name in _SRCSETS:
            if name in element.attrib:
                value = _CANDIDATE.sub(
                    lambda m: f"{m[1]}{absolute(m[2])}{m[3]}", element.get(name)
                )
                element.set(name, value)


def _replace_facade(facade: html.HtmlElement) -> None:
    """Replace the placeholder of a video by a link."""
    link = facade.find("a")
    if link is not None:
        title = link.find_class("video-facade-title")
        text = (title[0] if title else link).text_content()
        _put_video_link(facade, url=link.get("href", ""), text=text)
    facade.drop_tree()


def _replace_frame(
    frame: html.HtmlElement, watch_url: Callable[[str], str] | None
) -> None:
    """Replace a player, which feed readers drop, by a link."""
    src = frame.get("src")
    if src:
        url = watch_url(src) if watch_url else src
        _put_video_link(frame, url=url, text=frame.get("title") or url)
    frame.drop_tree()


def _put_video_link(element: html.HtmlElement, *, url: str, text: str) -> None:
    inside_text = any(x.tag in {"p", "span", "a"} for x in element.iterancestors())
    place = html.Element("span" if inside_text else "p", {"class": "video-link"})
    link = html.etree.SubElement(place, "a", {"href": url})
    link.text = text
    element.addprevious(place)
