"""The build as a whole."""

import pytest

from geodata.build import build


@pytest.mark.network
def test_the_committed_layers_are_what_the_packages_give():
    assert build(check=True) == []
