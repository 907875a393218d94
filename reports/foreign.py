"""Names for values of libraries that declare no types: what they are is said, if not checked."""

from __future__ import annotations

from typing import Any, TypeAlias

Library: TypeAlias = Any
Font: TypeAlias = Any
Colour: TypeAlias = Any
Drawing: TypeAlias = Any
Shape: TypeAlias = Any
Flowable: TypeAlias = Any
Style: TypeAlias = Any
Canvas: TypeAlias = Any
Template: TypeAlias = Any
Book: TypeAlias = Any
Sheet: TypeAlias = Any
Format: TypeAlias = Any
