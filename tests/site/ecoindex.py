"""EcoIndex (cnumr.fr, GreenIT.fr): how a page stands among half a million pages, by elements, requests and kilobytes.

The quantiles are those that the EcoIndex project publishes, as ecoindex-compute 5.10.0 (MPL-2.0) has them; that package
itself needs an older Python. The score is 100 - 5/6 x (3 elements + 2 requests + size), each as its place among them.
"""

from collections.abc import Sequence

ELEMENTS = (0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479, 594601)
REQUESTS = (0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920)
SIZES = (
    0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08, 2142.06,
    2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26,
)  # fmt: skip
A = 80
"""A page above it is graded A."""


def ecoindex(elements: int, kilobytes: float, requests: int) -> int:
    """The score, 0 to 100."""
    places = 3 * _place(ELEMENTS, elements) + 2 * _place(REQUESTS, requests) + _place(SIZES, kilobytes)
    return round(100 - 5 * places / 6)


def _place(quantiles: Sequence[float], value: float) -> float:
    for i in range(1, len(quantiles)):
        if value < quantiles[i]:
            return i - 1 + (value - quantiles[i - 1]) / (quantiles[i] - quantiles[i - 1])
    return len(quantiles) - 1
