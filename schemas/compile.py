"""A pandera model compiled to polars: one `CompiledRule` per rule, each an expression that is true on a broken row.

pandera stays the language. Its checks are called as pandera calls them, on a recorder in the place of the frame: what
they would have selected is the expression. So pandera's own checks, checks registered with it, `@pa.check`,
`@pa.dataframe_check` and `schemas.rule.rule` all compile the same way. What cannot be compiled (a check that collects,
judges groups or single Python values) stops with `schema-not-compilable`; nothing is skipped in silence.
"""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import polars as pl

from schemas import wording
from schemas.check_report import RuleText
from schemas.errors import StadtlandError

if TYPE_CHECKING:
    import pandera.polars as pa

_REFUSED = {  # what a model's Config may say and a check of received data must not do
    "ordered": (False, "the order of columns"),
    "add_missing_columns": (False, "adding columns that were not received"),
    "drop_invalid_rows": (False, "dropping rows without a trace"),
    "dtype": (None, "one type for all columns"),
}


@dataclass(frozen=True)
class CompiledColumn:
    """One column: the type it shall have, whether it may be absent as a whole, its unit and titles."""

    name: str
    dtype: pl.DataType
    is_required: bool
    unit: str | None
    title_de: str
    title_en: str


@dataclass(frozen=True)
class CompiledRule:
    """One rule: its words, the columns it needs, and for a rule on values the expression that is true when broken."""

    text: RuleText
    kind: Literal["readable", "present", "unique", "value"]
    needs: tuple[str, ...]
    broken: pl.Expr | None = None
    warns: bool = False


@dataclass(frozen=True)
class CompiledSchema:
    """One model: its columns by name, its rules in the order of the report."""

    name: str
    columns: dict[str, CompiledColumn]
    rules: tuple[CompiledRule, ...]


@cache
def compile_schema(schema: type[pa.DataFrameModel]) -> CompiledSchema:
    """The model's columns and rules; `schema-not-compilable` names the rule that cannot be run and says why."""
    name = schema.__name__
    try:
        model = schema.to_schema()
    except Exception as error:  # noqa: BLE001 - pandera raises what it likes for a wrong model, and no data are near
        _refuse(name, "-", f"pandera refuses the model: {type(error).__name__}: {error}")
    for option, (harmless, what) in _REFUSED.items():
        if getattr(model, option) != harmless:
            _refuse(name, "Config", f"{option} asks for {what}, which a check does not do")
    if model.strict == "filter":
        _refuse(name, "Config", "strict='filter' drops columns without a trace")
    columns = {str(key): _column(name, str(key), column) for key, column in model.columns.items()}
    rules: list[CompiledRule] = []
    for key, column in model.columns.items():
        rules += _column_rules(name, columns[str(key)], column, columns)
    rules += [_unique_rule(tuple(columns[key] for key in keys)) for keys in _composite_keys(name, model, columns)]
    rules += [_method_rule(name, check, None, columns) for check in model.checks]
    return CompiledSchema(name, columns, tuple(_with_own_names(rules)))


def _column(schema: str, name: str, column: Any) -> CompiledColumn:
    metadata = column.metadata or {}
    dtype = getattr(column.dtype, "type", None)
    if isinstance(dtype, type) and issubclass(dtype, pl.DataType):
        dtype = dtype()
    if not isinstance(dtype, pl.DataType):
        _refuse(schema, name, "the column has no type")
    if isinstance(dtype, pl.Enum | pl.Categorical | pl.Object):
        _refuse(schema, name, f"{dtype} must not be written to Parquet: use str with isin")
    given = {"regex": column.regex, "default": column.default is not None, "parsers": column.parsers}
    for option in (option for option, value in given.items() if value):
        _refuse(schema, name, f"{option} is not supported: a check changes no value and fills none")
    if ":" in name or name == "broken_rules":
        _refuse(schema, name, "this name is taken by the check itself")
    title = column.title or name
    unit = metadata.get("unit")
    suffix = "" if unit in (None, "1") else f" ({unit})"
    titles = [f"{metadata.get(key) or title}{suffix}" for key in ("title_de", "title_en")]
    return CompiledColumn(name, dtype, bool(column.required), unit, *titles)


def _column_rules(
    schema: str, column: CompiledColumn, given: Any, columns: dict[str, CompiledColumn]
) -> Iterator[CompiledRule]:
    if column.dtype != pl.String:
        yield CompiledRule(_words(column, wording.readable(column.dtype)), "readable", (column.name,))
    if not given.nullable:
        yield CompiledRule(_words(column, wording.PRESENT), "present", (column.name,))
    if given.unique:
        yield _unique_rule((column,))
    for check in given.checks:
        phrase = wording.limit(check.name, check.statistics or {})
        if check.name == "str_matches":
            phrase = wording.form(given.metadata or {}) or phrase
        if phrase is None and type(check).is_builtin_check(check.name):
            _refuse(schema, check.name, "it judges a whole column, not row by row")
        if phrase is None:
            yield _method_rule(schema, check, column, columns)
        else:
            yield _value_rule(schema, _words(column, phrase), check, column, columns)


def _words(column: CompiledColumn, phrase: wording.Phrase) -> RuleText:
    return RuleText(
        rule=f"{column.name}_{phrase.name}",
        column=column.name,
        de=f"{column.title_de} {phrase.de}.",
        en=f"{column.title_en} {phrase.en}.",
    )


def _unique_rule(keys: tuple[CompiledColumn, ...]) -> CompiledRule:
    names = tuple(key.name for key in keys)
    if len(keys) == 1:
        return CompiledRule(_words(keys[0], wording.UNIQUE), "unique", names)
    text = RuleText(
        rule=f"{'_'.join(names)}_{wording.UNIQUE.name}",
        column=None,
        de=f"Die Verbindung aus {', '.join(key.title_de for key in keys)} {wording.UNIQUE.de}.",
        en=f"The combination of {', '.join(key.title_en for key in keys)} {wording.UNIQUE.en}.",
    )
    return CompiledRule(text, "unique", names)


def _composite_keys(schema: str, model: Any, columns: dict[str, CompiledColumn]) -> Iterator[list[str]]:
    given = model.unique or []
    for keys in [given] if all(isinstance(key, str) for key in given) and given else given:
        if unknown := [key for key in keys if key not in columns]:
            _refuse(schema, "Config.unique", f"no such column: {', '.join(unknown)}")
        yield list(keys)


def _method_rule(
    schema: str, check: Any, column: CompiledColumn | None, columns: dict[str, CompiledColumn]
) -> CompiledRule:
    sentence = " ".join(inspect.cleandoc(check.description or "").split("\n\n")[0].split())
    if not sentence:
        _refuse(schema, check.name, "it has no docstring, and the docstring is the rule's text")
    text = RuleText(check.name, None if column is None else column.name, check.title or sentence, sentence)
    return _value_rule(schema, text, check, column, columns)


def _value_rule(
    schema: str, text: RuleText, check: Any, column: CompiledColumn | None, columns: dict[str, CompiledColumn]
) -> CompiledRule:
    if check.element_wise or check.groupby is not None:
        _refuse(schema, text.rule, "it judges single Python values or groups, not rows by an expression")
    passes = _recorded(schema, text.rule, check, None if column is None else column.name)
    needs = tuple(dict.fromkeys(passes.meta.root_names()))
    if passes.meta.has_multiple_outputs() or not needs:
        _refuse(schema, text.rule, "it must name the columns it reads, one by one")
    if unknown := [name for name in needs if name not in columns]:
        _refuse(schema, text.rule, f"no such column: {', '.join(unknown)}")
    _must_judge_rows(schema, text.rule, passes, {name: columns[name].dtype for name in needs})
    broken = passes.not_() if check.ignore_na else passes.fill_null(False).not_()
    return CompiledRule(text, "value", needs, broken, warns=check.raise_warning)


class _Recorder:
    """Stands in the place of the frame in a check, and keeps what the check selects."""

    def __init__(self) -> None:
        self.selected: list[pl.Expr] = []

    def select(self, *exprs: Any, **named: Any) -> _Recorder:
        for expr in [*exprs, *named.values()]:
            self.selected += expr if isinstance(expr, list | tuple) else [expr]
        return self


def _recorded(schema: str, rule: str, check: Any, column: str | None) -> pl.Expr:
    import pandera.backends.polars.builtin_checks  # noqa: F401 - pandera knows its own checks only after this
    from pandera.api.function_dispatch import Dispatcher
    from pandera.api.polars.types import PolarsData

    recorder, judge = _Recorder(), check._check_fn
    if isinstance(judge, Dispatcher):
        # A model copies the check before it is taught polars; the registry's own knows it.
        judge = type(check).get_builtin_check_fn(judge.__name__)
    try:
        answer = judge(PolarsData(recorder, column or "*"), **check._check_kwargs)  # type: ignore[arg-type]
    except Exception as error:  # noqa: BLE001 - a rule is foreign code; whatever it raises, it did not give an expression
        _refuse(schema, rule, f"it did not return an expression ({type(error).__name__})")
    if answer is not recorder or not recorder.selected:
        _refuse(schema, rule, "it must return data.lazyframe.select(expression), or an expression under @rule")
    if not all(isinstance(expr, pl.Expr) for expr in recorder.selected):
        _refuse(schema, rule, "it selected something that is not a polars expression")
    return recorder.selected[0] if len(recorder.selected) == 1 else pl.all_horizontal(recorder.selected)


def _must_judge_rows(schema: str, rule: str, passes: pl.Expr, dtypes: dict[str, pl.DataType]) -> None:
    # Two rows without values, made here: an expression that folds the table to one row, or is no yes or no, shows.
    probe = pl.DataFrame({name: [None, None] for name in dtypes}, schema=dtypes)
    try:
        judged = probe.lazy().select(passes.alias("passes")).collect()
    except pl.exceptions.PolarsError as error:
        _refuse(schema, rule, f"polars cannot run it on the columns' types: {error}")
    if judged.dtypes != [pl.Boolean] or judged.height != probe.height:
        _refuse(schema, rule, "it must give one yes or no for each row")


def _with_own_names(rules: list[CompiledRule]) -> Iterator[CompiledRule]:
    """The rules under names that occur once: a method on several columns says which, a second limit has a number."""
    often = {name for name, times in Counter(rule.text.rule for rule in rules).items() if times > 1}
    seen: Counter[str] = Counter()
    for rule in rules:
        name, column = rule.text.rule, rule.text.column
        if name in often and column is not None and not name.startswith(f"{column}_"):
            name = f"{column}_{name}"
        seen[name] += 1
        if seen[name] > 1:
            name = f"{name}_{seen[name]}"
        yield replace(rule, text=replace(rule.text, rule=name))


def _refuse(schema: str, rule: str, reason: str) -> NoReturn:
    raise StadtlandError("schema-not-compilable", schema=schema, rule=rule, reason=reason) from None
