"""Pictures of places that never were, and what people do to pictures."""

from functools import cache

import cv2
import numpy as np
from tests.footage.scene import still


@cache
def photograph(seed, size=(640, 480)):
    """Return a grey picture."""
    return cv2.cvtColor(still(seed, size=size), cv2.COLOR_RGB2GRAY)


def turned(picture, degrees, scale=1.0):
    """Turn a picture clockwise about its middle; what it leaves is black."""
    height, width = picture.shape
    wheel = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, scale)
    return cv2.warpAffine(picture, wheel, (width, height))


def cropped(picture, share):
    """Keep the middle: ``share`` of each side is cut away in all."""
    height, width = picture.shape
    return picture[
        int(height * share / 2) : int(height * (1 - share / 2)),
        int(width * share / 2) : int(width * (1 - share / 2)),
    ]


def askew(picture, share=0.06):
    """Look at a picture from a side, with noise, as a telephone films a screen."""
    height, width = picture.shape
    square = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    near, far = share * height, (1 - share) * height
    seen = np.float32([[0, 0], [width, near], [width, far], [0, height]])
    bent = cv2.warpPerspective(picture, cv2.getPerspectiveTransform(square, seen), (width, height))
    noise = np.random.default_rng(1).normal(0, 6, bent.shape)
    return np.clip(bent + noise, 0, 255).astype(np.uint8)


def inset(picture, host, share=0.5):
    """Set a picture into the upper right corner of another."""
    out = host.copy()
    width = round(host.shape[1] * share)
    height = round(picture.shape[0] * width / picture.shape[1])
    small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    out[12 : 12 + height, host.shape[1] - 12 - width : host.shape[1] - 12] = small
    return out


def as_jpeg(picture, quality=60):
    """Encode and decode a picture."""
    return cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], 0)


def with_banner(picture):
    """Lay a channel's banner and logo over a picture."""
    out = cv2.resize(picture, (640, 480))
    out[400:] = 30
    cv2.putText(out, "BREAKING: live from the city 14:32", (10, 440), 0, 0.9, 255, 2)
    cv2.putText(out, "pictures of our own reporter there", (10, 470), 0, 0.6, 200, 1)
    out[15:70, 540:625] = 240
    cv2.putText(out, "TV24", (545, 50), 0, 0.9, 10, 3)
    return out


def with_captions(picture):
    """Write two lines below."""
    out = cv2.resize(picture, (640, 480))
    for at, text in ((400, "they said nothing to us"), (436, "then it happened again")):
        cv2.putText(out, text, (120, at), 0, 1, 0, 5)
        cv2.putText(out, text, (120, at), 0, 1, 255, 2)
    return out
