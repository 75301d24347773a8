"""A new post: a file with front matter and an unused permalink.

``permalink-blog new "My title" --tags "python jupyter"`` writes it and prints its path;
``make new TITLE="My title"`` does the same. No build is needed.
"""

from __future__ import annotations
