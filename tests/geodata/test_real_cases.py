"""Days that sources tell of: who held a place then, who fought for it or ringed it, and how sure that is."""

from datetime import date

import pytest

from geodata.timeline import Timeline
from geodata.vocabulary import Nearness, Status, Support

CASES = [
    ("2012-01-21", "aguelhok", "besieged", "GOV", "", "MNLA;ANSAR_DINE;AQIM", "3", "maliweb-20120125"),
    ("2012-02-15", "tessalit", "besieged", "GOV", "", "MNLA;ANSAR_DINE;AQIM", "3", "jeune-afrique-20120312"),
    ("2012-03-27", "kidal", "besieged", "GOV", "", "ANSAR_DINE;MNLA", "3", "rfi-20120326"),
    ("2012-03-29", "kidal", "contested", "GOV", "ANSAR_DINE;MNLA", "", "2", "europe-1-20120329"),
    ("2012-04-26", "timbuktu", "contested", "ANSAR_DINE", "FNLA", "", "2", "jeune-afrique-20120427"),
    ("2013-02-10", "gao", "contested", "GOV", "MUJAO", "", "2", "jeune-afrique-20130222"),
    ("2013-02-21", "gao", "contested", "GOV", "MUJAO", "", "1", "bfm-20130221-gao"),
    ("2013-03-31", "timbuktu", "contested", "GOV", "MUJAO", "", "2", "radio-canada-20130331"),
    ("2013-06-05", "anefis", "held", "GOV", "", "", "1", "jeune-afrique-20130605"),
    ("2014-05-21", "kidal", "held", "MNLA", "", "", "1", "europe-1-20140522"),
    ("2014-11-01", "adrar-tigharghar", "contested", "AQIM", "FRANCE", "", "3", "bamada-201411"),
    ("2015-04-27", "menaka", "held", "PLATFORM", "", "CMA", "1", "united-nations-20150922"),
    ("2015-06-24", "menaka", "held", "GOV", "", "", "3", "rfi-20150624-menaka"),
    ("2017-03-07", "timbuktu", "contested", "GOV", "MAA;CJA", "", "1", "rfi-20170310-tombouctou"),
    ("2017-07-28", "menaka", "contested", "CMA", "GOV;MSA", "", "1", "rfi-20170731"),
    ("2019-07-01", "tinzaouaten", "held", "CMA", "", "", "4", "lequotidienalgerie-20200718"),
    ("2023-04-12", "menaka", "besieged", "GOV", "", "ISSP", "1", "voa-afrique-202304"),
    ("2023-06-01", "menaka", "besieged", "GOV", "", "ISSP", "1", "voa-afrique-202304"),
    ("2023-09-15", "timbuktu", "besieged", "GOV", "", "JNIM", "2", "rfi-via-allafrica-20230929"),
    ("2023-10-31", "un-kidal", "held", "CSP", "", "", "2", "voa-afrique-20231107"),
    ("2023-11-14", "kidal", "held", "GOV", "", "", "1", "international-crisis-group-202402"),
    ("2024-12-10", "lere", "besieged", "GOV", "", "JNIM", "2", "dw-20250113"),
]
"""Day, place, status, holder, who contests it, who is around it, the digit, and a source that bears it out."""
COUNTED = {
    Status.HELD: {Support.HOLDER},
    Status.BESIEGED: {Support.RING},
    Status.CONTESTED: {Support.CONTEST},
}


@pytest.fixture(scope="module")
def timeline(record):
    return Timeline(record)


@pytest.mark.parametrize(("day", "place", "status", "holder", "rivals", "around", "digit", "source"), CASES)
def test_the_record_says_what_happened_and_a_source_bears_it_out(
    record, timeline, day, place, status, holder, rivals, around, digit, source
):
    state = timeline.state(place, date.fromisoformat(day))
    assert (state.status, state.controller, ";".join(state.contested_by)) == (status, holder, rivals)
    assert (";".join(state.around), state.claim.credibility) == (around, digit)
    judged = record.evidence[state.claim.id][source]
    assert judged.bears_out & COUNTED[state.status]
    assert judged.near is not Nearness.FAR


def test_there_are_at_least_twenty_and_every_status_is_among_them():
    assert len(CASES) >= 20
    assert {case[2] for case in CASES} == {str(status) for status in COUNTED}
