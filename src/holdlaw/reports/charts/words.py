"""The sentences of charts, in English and Spanish."""

from __future__ import annotations

from collections.abc import Mapping

from holdlaw.reports.faces.wording import Words

WORDS: Mapping[str, Words] = {
    "en": {
        "not_recorded": "not recorded",
        "no_upper_end": "no upper end",
        "as_many": "dashed line at 1: as many",
        "group": "group",
        "compared": "compared",
        "times": "times as many",
        "low": "95 % interval, low",
        "high": "95 % interval, high",
        "bars": "Bar chart with {count} bars. ",
        "stack": "Stacked bars, {count} of them. ",
        "ratio": "A point and a line each for {count} ratios. ",
        "most": "Highest: {value} {unit} ({label}). Lowest: {least} ({lowest}). ",
        "gaps": "Not recorded: {labels}. ",
        "each": "{label}: {parts}. ",
        "one_ratio": "{label}: {times} times as many, interval {low} to {high}. ",
        "none": "There is no number to show.",
    },
    "es": {
        "not_recorded": "sin registro",
        "no_upper_end": "sin extremo superior",
        "as_many": "línea discontinua en 1: igual número",
        "group": "grupo",
        "compared": "comparación",
        "times": "veces el número",
        "low": "intervalo del 95 %, inferior",
        "high": "intervalo del 95 %, superior",
        "bars": "Gráfico de {count} barras. ",
        "stack": "{count} barras apiladas. ",
        "ratio": "Un punto y una línea para cada una de {count} razones. ",
        "most": "Máximo: {value} {unit} ({label}). Mínimo: {least} ({lowest}). ",
        "gaps": "Sin registro: {labels}. ",
        "each": "{label}: {parts}. ",
        "one_ratio": "{label}: {times} veces el número, intervalo de {low} a {high}. ",
        "none": "No hay ninguna cifra que mostrar.",
    },
}
