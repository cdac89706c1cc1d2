"""Pictures at the gate: drawn again from the packaged table, and every element, attribute and text of them read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from delivery.chart_files import chart_files
from delivery.chart_text import ChartText
from delivery.charts.charts_of import charts_of, title_of
from delivery.gate import Allowed, GateReport, gate
from delivery.gate_chart import problems_of_chart
from delivery.package import Package
from delivery.table import write_table
from delivery.verify import verify
from schemas.errors import StadtlandError
from schemas.released.deal_status import DealStatus
from tests.delivery.chart_tables import TABLES, balance, deals, net
from tests.delivery.sample_package import AGREEMENT, AGREEMENT_SHA256, build

TITLE = "Stand der Local Green Deals nach Stadt und Handlungsfeld"
FRAME = deals(
    ("Mannheim", "idea", 3, "computed"), ("Mannheim", "running", 12, "computed"),
    ("Espoo", "signed", 1, "computed"), ("Umeå", "idea", 8642, "suppressed"),
).drop("group_deal_count")  # fmt: skip
SVG, CSV = "charts/deal_status.svg", "charts/deal_status.csv"


def packed(tmp_path: Path, **changed: bytes) -> tuple[Package, dict[str, bytes]]:
    """A package of one table with its picture; `changed` replaces files of the picture by their suffix."""
    file = write_table(
        FRAME.lazy(), tmp_path / "t" / "deal_status.parquet", DealStatus, table="deal_status", agreement=AGREEMENT,
        agreement_sha256=AGREEMENT_SHA256, title_de=TITLE, title_en="Deals",
    )  # fmt: skip
    documents = chart_files(charts_of({"deal_status": pl.read_parquet(file.path)}))
    assert set(documents) == {SVG, CSV}
    documents |= {f"charts/deal_status.{suffix}": content for suffix, content in changed.items()}
    return build(tmp_path, tables=[file], documents=documents), documents


def pass_gate(package: Package, documents: dict[str, bytes], **options: Any) -> GateReport:
    allowed = Allowed("deal_status", DealStatus, tuple(FRAME.columns), FRAME.height, TITLE, "Deals")
    return gate(package, [allowed], **{"documents": documents, "charts": ["deal_status"], **options})


def refusal(package: Package, documents: dict[str, bytes], **options: Any) -> str:
    with pytest.raises(StadtlandError) as caught:
        pass_gate(package, documents, **options)
    assert (caught.value.code, caught.value.exit_code) == ("gate-refused", 8)
    assert "8642" not in caught.value.message("de").replace(".", "")
    return str(caught.value.facts["file"])


def test_a_genuine_picture_passes_and_the_package_verifies(tmp_path: Path) -> None:
    package, documents = packed(tmp_path)
    report = pass_gate(package, documents)
    assert {check.code: check.units for check in report.checks}["charts"] == 2
    assert verify(str(package.path)).is_valid
    assert "data/charts/*.svg" in (package.path / "README.txt").read_text()


@pytest.mark.parametrize("suffix", ["svg", "csv"])
def test_a_picture_that_its_table_does_not_make_is_refused(tmp_path: Path, suffix: str) -> None:
    _, documents = packed(tmp_path / "a")
    content = documents[f"charts/deal_status.{suffix}"]
    assert b"12" in content
    package, documents = packed(tmp_path / "b", **{suffix: content.replace(b"12", b"13", 1)})
    assert refusal(package, documents) == f"data/charts/deal_status.{suffix}"


def test_a_picture_of_no_table_is_refused(tmp_path: Path) -> None:
    package, documents = packed(tmp_path)
    assert refusal(package, documents, charts=[]).startswith("data/charts/deal_status.")


def test_a_picture_that_is_missing_is_refused(tmp_path: Path) -> None:
    file = write_table(
        FRAME.lazy(), tmp_path / "t" / "deal_status.parquet", DealStatus, table="deal_status", agreement=AGREEMENT,
        agreement_sha256=AGREEMENT_SHA256, title_de=TITLE, title_en="Deals",
    )  # fmt: skip
    package = build(tmp_path, tables=[file], documents={})
    assert refusal(package, {}) == "data/charts/deal_status.csv"


HIDDEN = {
    "a script": ("</svg>", "<script>1</script></svg>"),
    "a comment": ("</svg>", "<!-- 8642 --></svg>"),
    "an instruction": ("</svg>", "<?x 8642?></svg>"),
    "a document type": ("<svg ", "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg "),
    "CDATA": ("</svg>", "<g><![CDATA[8642]]></g></svg>"),
    "a foreign object": ("</svg>", "<foreignObject><p>8642</p></foreignObject></svg>"),
    "another namespace": ("</svg>", '<p xmlns="http://www.w3.org/1999/xhtml"/></svg>'),
    "an image": ("</svg>", '<image href="https://example.org/x.png"/></svg>'),
    "a reference": ("<rect ", '<rect href="https://example.org/" '),
    "a style": ("<rect ", '<rect style="background:url(x)" '),
    "a style element": ("</svg>", "<style>text{}</style></svg>"),
    "a listener": ("<rect ", '<rect onload="x()" '),
    "a label": ("<rect ", '<rect aria-label="8642" '),
    "an attribute of data": ("<rect ", '<rect data-x="8642" '),
    "a class with a dot": ('class="marks"', 'class="marks 8.642"'),
    "a colour that is a number": ('fill="white"', 'fill="#008642"'),
    "an address as colour": ('fill="white"', 'fill="url(#x)"'),
    "another font": ("Liberation Sans, Arial", "Umea8642, Arial"),
    "text between": ("</svg>", "8642</svg>"),
    "text in a group": ("</svg>", "<g>8642</g></svg>"),
    "a figure": (">12</text>", ">8.642</text>"),
    "a figure in words": (">12</text>", ">8642</text>"),
    "a name": (">Espoo</text>", ">Turku</text>"),
    "a name in a line": (">Espoo</text>", "><tspan>Espoo</tspan><tspan>Turku</tspan></text>"),
    "a description": ("</desc>", " Turku</desc>"),
    "a title": ("</title>", " 8642</title>"),
    "a hidden shape": ("</svg>", '<path display="none" d="M0,0h8642"/></svg>'),
    "an identifier": ('-title"', '-8642"'),
}


@pytest.mark.parametrize("what", HIDDEN)
def test_nothing_hides_in_a_picture(what: str) -> None:
    """The reader finds it by itself, without the drawing to compare with, and does not repeat it."""
    (chart,) = charts_of({"deal_status": FRAME})
    text = ChartText(FRAME, title=TITLE, table="deal_status", language="de")
    assert problems_of_chart(chart.svg, text) == []
    plain = chart.svg.decode()
    old, new = HIDDEN[what]
    assert old in plain, old
    at = plain.rindex(old) if old == "</svg>" else plain.index(old)
    found = problems_of_chart((plain[:at] + new + plain[at + len(old) :]).encode(), text)
    assert found
    assert not any("8642" in problem.de + problem.en or "Turku" in problem.de + problem.en for problem in found)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("table", TABLES)
def test_every_kind_of_picture_tells_only_its_table(table: str, language: str) -> None:
    text = ChartText(TABLES[table], title=title_of(table, language), table=table, language=language)
    for chart in charts_of({table: TABLES[table]}, language):
        assert problems_of_chart(chart.svg, text) == []


ODD = (
    "Zeile\neins\ttab", "Steuer\x07zeichen", "Anschlussunterbringungsflächenentwicklungskonzept2030ff",
    "a < b & c > \"d\"",
    "Rhein-Main-Gebiet-mit-Vorland-und-Umland-und-noch-etwas-mehr-Land-12", "漢字", "<script>alert(1)</script>",
    "x" * 200, "1.2.3.4.5", "−5", "—", "(…)", "&amp;", "]]>", "Ä\u0308", "e\u0301",
)  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_no_name_is_refused_and_none_becomes_markup(name: str) -> None:
    """What a released table holds may stand in its picture, however odd it is: a false alarm would stop the run."""
    frames = {
        "deal_status": deals((name, "idea", 3, "computed"), ("B", "idea", 1, "computed")).drop("group_deal_count"),
        "partnership_net": net(("01", name, (1.0, 2.0, 3.0, -4.0), "computed")),
        "ghg_balance": balance((name, name, 1.5, "computed"), (name, "lpg", None, "missing"), city=name),
    }
    for chart in charts_of(frames):
        text = ChartText(frames[chart.table], title=title_of(chart.table, "de"), table=chart.table, language="de")
        assert problems_of_chart(chart.svg, text) == []


def test_many_missing_ones_are_counted_and_not_refused() -> None:
    frame = balance(("households", "diesel", 1.0, "computed"), *((f"S{at}", "lpg", None, "missing") for at in range(9)))
    (chart,) = charts_of({"ghg_balance": frame})
    assert "9 ohne Wert, nicht gezeichnet" in chart.summary
    assert "(weitere: 5)" in chart.summary
    text = ChartText(frame, title=title_of("ghg_balance", "de"), table="ghg_balance", language="de")
    assert problems_of_chart(chart.svg, text) == []


def test_scales_are_even_and_a_list_of_figures_is_not() -> None:
    text = ChartText(FRAME, title=TITLE, table="deal_status", language="de")
    assert text.is_scale(["0", "5.000", "10.000"])
    assert text.is_scale(["−0,5", "0", "0,5"])
    assert text.is_scale(["0%", "50%", "100%"])
    assert not text.is_scale(["0", "5.000", "8.642"])
    assert not text.is_scale(["8.642"])
    assert not text.is_scale(["8.642", "8.642"])
    assert not text.is_scale(["Espoo", "0"])
