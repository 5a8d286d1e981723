"""What a user sees when something fails: one sentence that says what, where, what to do."""

from __future__ import annotations

import errno

from geodata.errors import GeodataError

REMEDIES = {
    errno.ENOENT: "{path} does not exist: check the path.",
    errno.EACCES: "{path} may not be read or written by you: check its permissions.",
    errno.EPERM: "{path} may not be read or written by you: check its permissions.",
    errno.EISDIR: "{path} is a folder: name a file in it.",
    errno.ENOTDIR: "{path} lies in something that is not a folder: check the path.",
    errno.EEXIST: "{path} exists already: choose another name.",
    errno.ENOSPC: "The disk is full, {path} was not written: free some space and try again.",
    errno.EROFS: "{path} lies on a disk that cannot be written to: choose another folder.",
    errno.ENAMETOOLONG: "The name of {path} is too long: choose a shorter one.",
}


def explain(error: BaseException) -> str:
    """Put an error into one sentence for the person who can act on it.

    Args:
        error: Errors of geodata speak for themselves; of the others the usual ones are known,
            and the rest is named as it is.
    """
    if isinstance(error, GeodataError):
        return _one_line(error)
    if isinstance(error, UnicodeEncodeError):
        missing = ascii(error.object[error.start : error.end])
        return (
            f"The encoding {error.encoding} has no {missing}: set PYTHONUTF8=1 in the environment "
            "and try again."
        )
    if isinstance(error, UnicodeError):
        return "The text is not in the encoding that is expected: save the file as UTF-8."
    if isinstance(error, OSError) and error.errno is not None:
        return _explain_system(error, error.errno)
    return _one_line(error) or f"{type(error).__name__} without a message: please report it."


def _explain_system(error: OSError, number: int) -> str:
    path = str(error.filename) if error.filename else "a file"
    remedy = REMEDIES.get(number, "{path}: {reason}.")
    return remedy.format(path=path, reason=error.strerror)


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())
