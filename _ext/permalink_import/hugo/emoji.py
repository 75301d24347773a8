"""Emoji by the names that texts use most; others stay as they are written."""

from __future__ import annotations

import unicodedata

# GitHub's short names, to the names of Unicode where these differ.
_NAMES = {
    "smile": "SMILING FACE WITH OPEN MOUTH AND SMILING EYES",
    "smiley": "SMILING FACE WITH OPEN MOUTH",
    "grinning": "GRINNING FACE",
    "grin": "GRINNING FACE WITH SMILING EYES",
    "laughing": "SMILING FACE WITH OPEN MOUTH AND TIGHTLY-CLOSED EYES",
    "joy": "FACE WITH TEARS OF JOY",
    "rofl": "ROLLING ON THE FLOOR LAUGHING",
    "wink": "WINKING FACE",
    "blush": "SMILING FACE WITH SMILING EYES",
    "slightly_smiling_face": "SLIGHTLY SMILING FACE",
    "upside_down_face": "UPSIDE-DOWN FACE",
    "heart_eyes": "SMILING FACE WITH HEART-SHAPED EYES",
    "sunglasses": "SMILING FACE WITH SUNGLASSES",
    "thinking": "THINKING FACE",
    "neutral_face": "NEUTRAL FACE",
    "confused": "CONFUSED FACE",
    "worried": "WORRIED FACE",
    "cry": "CRYING FACE",
    "sob": "LOUDLY CRYING FACE",
    "angry": "ANGRY FACE",
    "scream": "FACE SCREAMING IN FEAR",
    "sweat_smile": "SMILING FACE WITH OPEN MOUTH AND COLD SWEAT",
    "stuck_out_tongue": "FACE WITH STUCK-OUT TONGUE",
    "see_no_evil": "SEE-NO-EVIL MONKEY",
    "heart": "HEAVY BLACK HEART",
    "broken_heart": "BROKEN HEART",
    "+1": "THUMBS UP SIGN",
    "thumbsup": "THUMBS UP SIGN",
    "-1": "THUMBS DOWN SIGN",
    "thumbsdown": "THUMBS DOWN SIGN",
    "clap": "CLAPPING HANDS SIGN",
    "wave": "WAVING HAND SIGN",
    "raised_hands": "PERSON RAISING BOTH HANDS IN CELEBRATION",
    "pray": "PERSON WITH FOLDED HANDS",
    "muscle": "FLEXED BICEPS",
    "point_right": "WHITE RIGHT POINTING BACKHAND INDEX",
    "point_left": "WHITE LEFT POINTING BACKHAND INDEX",
    "point_up": "WHITE UP POINTING INDEX",
    "point_down": "WHITE DOWN POINTING BACKHAND INDEX",
    "ok_hand": "OK HAND SIGN",
    "eyes": "EYES",
    "tada": "PARTY POPPER",
    "sparkles": "SPARKLES",
    "star": "WHITE MEDIUM STAR",
    "fire": "FIRE",
    "rocket": "ROCKET",
    "ship": "SHIP",
    "100": "HUNDRED POINTS SYMBOL",
    "warning": "WARNING SIGN",
    "information_source": "INFORMATION SOURCE",
    "heavy_check_mark": "HEAVY CHECK MARK",
    "white_check_mark": "WHITE HEAVY CHECK MARK",
    "x": "CROSS MARK",
    "question": "BLACK QUESTION MARK ORNAMENT",
    "exclamation": "HEAVY EXCLAMATION MARK SYMBOL",
    "bulb": "ELECTRIC LIGHT BULB",
    "memo": "MEMO",
    "book": "OPEN BOOK",
    "books": "BOOKS",
    "computer": "PERSONAL COMPUTER",
    "bug": "BUG",
    "wrench": "WRENCH",
    "hammer": "HAMMER",
    "lock": "LOCK",
    "key": "KEY",
    "email": "E-MAIL SYMBOL",
    "calendar": "TEAR-OFF CALENDAR",
    "camera": "CAMERA",
    "coffee": "HOT BEVERAGE",
    "beer": "BEER MUG",
    "pizza": "SLICE OF PIZZA",
    "cat": "CAT FACE",
    "dog": "DOG FACE",
    "penguin": "PENGUIN",
    "snake": "SNAKE",
    "sunny": "BLACK SUN WITH RAYS",
    "snowflake": "SNOWFLAKE",
    "earth_africa": "EARTH GLOBE EUROPE-AFRICA",
}

# Signs that browsers show in black without it.
_TEXT = {"heart", "point_up", "warning", "information_source", "heavy_check_mark"}
_TEXT |= {"sunny", "snowflake"}
_IN_COLOUR = unicodedata.lookup("VARIATION SELECTOR-16")

EMOJI = {
    short: unicodedata.lookup(name) + (_IN_COLOUR if short in _TEXT else "")
    for short, name in _NAMES.items()
}
"""Short name, without its colons, to the character."""
