"""What a reader has set: flat text, as in a query string, with the readings that a figure needs."""

ON, OFF = "on", "off"


class State(dict[str, str]):
    """Control -> value, all of them there and valid (`base.settled`)."""

    def number(self, name: str) -> float:
        """The value of a slider or a counter."""
        return float(self[name])

    def on(self, name: str) -> bool:
        """Whether a switch is on."""
        return self[name] == ON

    def cells(self, name: str) -> tuple[int, ...]:
        """The tones of a grid, row after row."""
        return tuple(map(int, self[name]))
