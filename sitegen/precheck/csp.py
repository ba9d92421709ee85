"""Content security policies of the pre-check, and the hashes that pin what may run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

from sitegen.pages.renderer import hash_source

Policy = Mapping[str, str]

TRUSTED_TYPES = {"require-trusted-types-for": "'script'", "trusted-types": "precheck-worker"}
"""No text becomes a script, except the worker's address, by the one policy of script-address.js."""


def sha256_hex(content: bytes) -> str:
    """Return the SHA-256 of some bytes as the manifest and the frame write it."""
    return sha256(content).hexdigest()


def shell_policy(scripts: Iterable[str], styles: Iterable[str]) -> Policy:
    """What the shell may do until it seals itself: fetch this site's files, run our scripts.

    The frame inherits this policy besides its own, so its script and style are pinned here too.
    """
    return {
        "script-src": f"{_hashes(scripts)} 'wasm-unsafe-eval'",
        "style-src": _hashes(styles),
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "frame-src": "'none'",
        **TRUSTED_TYPES,
    }


def frame_policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """What the frame with the form may do: run our script and one worker, connect to nothing."""
    directives = {
        "default-src": "'none'",
        "script-src": f"{_hashes(scripts)} 'wasm-unsafe-eval'",
        "style-src": _hashes(styles),
        "worker-src": "blob:",
        "connect-src": "'none'",
        "frame-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        **TRUSTED_TYPES,
    }
    return _written(directives)


REFUSED_FEATURES = (
    "accelerometer autoplay browsing-topics camera clipboard-read compute-pressure display-capture "
    "encrypted-media gamepad geolocation gyroscope hid identity-credentials-get idle-detection "
    "keyboard-map local-fonts magnetometer microphone midi otp-credentials payment "
    "picture-in-picture private-state-token-issuance private-state-token-redemption "
    "publickey-credentials-create publickey-credentials-get screen-wake-lock serial "
    "storage-access usb window-management xr-spatial-tracking"
)


def worker_headers(policy: Policy) -> dict[str, str]:
    """The headers that the service worker adds, because a host of plain files cannot.

    It adds Connection-Allowlist itself, which needs the address of the site.
    """
    directives = {"default-src": "'none'", "img-src": "data:", "base-uri": "'none'", **policy}
    directives |= {"form-action": "'none'", "frame-ancestors": "'none'"}
    return {
        "Content-Security-Policy": _written(directives),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in REFUSED_FEATURES.split()),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def _written(directives: Policy) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def _hashes(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(hash_source(text) for text in texts))
