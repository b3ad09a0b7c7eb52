"""Tables of numbers as Markdown."""


def table(head: list[str], rows: list[list[str]]) -> str:
    """A table; columns that begin with a number are set to the right."""
    align = ["---", *("--:" if rows[0][column][:1].isdigit() else "---" for column in range(1, len(head)))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, align, *rows))


def told(machine: dict[str, str]) -> str:
    """What it was measured on."""
    return table(["what", "on"], [[name, said] for name, said in machine.items()])


def span(values: list[float]) -> str:
    """The least and the largest."""
    return f"{min(values):.1f} to {max(values):.1f}" if values else "not noted"


def yes_or_no(met: bool) -> str:
    """Whether a target is met, so that a no is seen."""
    return "yes" if met else "**no**"
