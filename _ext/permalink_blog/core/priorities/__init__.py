"""The order in which handlers of events and transforms run: all priorities by name.

Sphinx calls the handlers of an event in the order of their priorities. Its own, ABlog's
and most others are at 500, and those that check settings at 800. A handler that needs
nothing of others stays at 500. One that has to run before or after another has a
priority of the class of its event, whose docstring gives the reason; the members of a
class are in the order in which they run.

* :mod:`.reading`: events from the start of a build until all documents are read
* :mod:`.writing`: events after that, scripts and style sheets
* :mod:`.transforms`: transforms of documents, ``default_priority``
"""

from __future__ import annotations

from permalink_blog.core.priorities.limits import HIGHEST, LOWEST
from permalink_blog.core.priorities.reading import (
    BuilderInited,
    ConfigInited,
    DoctreeRead,
    EnvBeforeReadDocs,
    EnvGetOutdated,
    EnvPurgeDoc,
    EnvUpdated,
    SourceRead,
)
from permalink_blog.core.priorities.transforms import (
    Reading,
    Writing,
)
from permalink_blog.core.priorities.writing import (
    AssetPriority,
    BuildFinished,
    DoctreeResolved,
    EnvCheckConsistency,
    EnvGetUpdated,
    HtmlCollectPages,
    HtmlPageContext,
    MissingReference,
    WriteStarted,
)

__all__ = [
    "HIGHEST",
    "LOWEST",
    "AssetPriority",
    "BuildFinished",
    "BuilderInited",
    "ConfigInited",
    "DoctreeRead",
    "DoctreeResolved",
    "EnvBeforeReadDocs",
    "EnvCheckConsistency",
    "EnvGetOutdated",
    "EnvGetUpdated",
    "EnvPurgeDoc",
    "EnvUpdated",
    "HtmlCollectPages",
    "HtmlPageContext",
    "MissingReference",
    "Reading",
    "SourceRead",
    "WriteStarted",
    "Writing",
]
