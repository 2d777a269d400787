"""The sentences of a hearing pack, in English and Spanish."""

from __future__ import annotations

from collections.abc import Mapping

from holdlaw.reports.faces.wording import Words

TERMS: Mapping[str, Words] = {
    "en": {
        "request": (
            "A paper or message by which a federal immigration authority asks the agency for something: to "
            "hold a person, to say when a person is released, to hand a person over. A second copy is not "
            "counted."
        ),
        "honored": (
            "The person was kept beyond the time of release on the request, or handed over on it. A person "
            "handed over on a criminal warrant was handed over on the warrant."
        ),
        "not recorded": "Nobody entered it. It is neither zero nor no, and is shown as a gap.",
        "not counted": (
            "The law did not ask for the number in this period, or it cannot be told; the reason stands "
            "beside it."
        ),
        "times as many": (
            "One count divided by the other. A number that is 19 times as large is 18 times larger."
        ),
        "interval": (
            "How far chance alone could move a ratio of two counts, with 95 % confidence. It does not say "
            "that the two were counted alike."
        ),
    },
    "es": {
        "solicitud": (
            "Papel o mensaje con que una autoridad federal de inmigración pide algo a la agencia: retener a "
            "una persona, avisar de su liberación o entregarla. Una segunda copia no se cuenta."
        ),
        "atendida": (
            "La persona fue retenida más allá del momento de su liberación por la solicitud, o entregada "
            "por ella. Quien fue entregado por una orden penal lo fue por la orden."
        ),
        "sin registro": "Nadie lo anotó. No es cero ni es un no, y se muestra como un hueco.",
        "no contado": (
            "La ley no pedía la cifra en este período, o no se puede determinar; el motivo consta al lado."
        ),
        "veces el número": "Una cifra dividida por la otra. Lo que es 19 veces el número es 18 veces más.",
        "intervalo": (
            "Cuánto podría mover el azar por sí solo una razón de dos cifras, con una confianza del 95 %. "
            "No dice que las dos se contaran igual."
        ),
    },
}
"""What the words of a pack mean."""

OUTCOMES: Mapping[str, Words] = {
    "en": {
        "held": "held now past release",
        "moved_before_expiry": "moved to another agency in time",
        "honored": "honored",
        "cancelled": "withdrawn by the requester",
        "superseded": "replaced by a later request",
        "not_honored": "not honored",
        "released": "left before the law was asked",
        "stopped": "in doubt about whom",
        "waiting_facts": "waiting for facts",
        "open": "open",
        "decided": "decided, nobody has acted",
        "other": "other outcomes",
    },
    "es": {
        "held": "retenida ahora más allá de la liberación",
        "moved_before_expiry": "trasladada a tiempo a otra agencia",
        "honored": "atendida",
        "cancelled": "retirada por quien la envió",
        "superseded": "sustituida por otra posterior",
        "not_honored": "no atendida",
        "released": "salió antes de consultar la ley",
        "stopped": "en duda sobre la persona",
        "waiting_facts": "a la espera de datos",
        "open": "abierta",
        "decided": "decidida, nadie ha actuado",
        "other": "otros resultados",
    },
}
"""How requests ended, in words, by their status."""

WORDS: Mapping[str, Words] = {
    "en": {
        "title": "Immigration detainer requests: hearing pack",
        "terms": "What the words mean",
        "numbers": "The numbers the law asks for",
        "basis": "{cite}, version in force from {day}. Period: ",
        "compared": "Set beside the period before",
        "compared_none": "There is no earlier period to set beside this one.",
        "went": "{label} ({item}, {unit}): {count} against {base} in the period {against}: {ratio}.",
        "no_ratio": "{label} ({item}, {unit}): no comparison with the period {against} is made. {why}",
        "times": "{times} times as many ({more}{percent} %{interval})",
        "more": "{times} times more, ",
        "interval": "; 95 % interval of the ratio {low} to {high}",
        "no_end": "no upper end",
        "both_none": "none in both",
        "against_none": "no ratio can be said against none",
        "missing": "The number is missing in one of the two periods.",
        "charts": "Charts",
        "data": "The data of this chart",
        "unclear": "Rows that are missing or unclear: {report}",
        "questions": "What the data cannot answer",
        "questions_said": (
            "A hearing may ask what follows. This register cannot answer it, and no number here does."
        ),
        "ask_rows": "What happened in {count} source rows of {report}, item {item}?",
        "ask_row": "What happened in one source row of {report}, item {item}?",
        "ask_cell": "What is the number for {report}, item {item}?",
        "ask_compare": "How does {report} compare with the period {against}?",
        "ask_basis": "On what basis were {count} of {of} honored requests honored?",
        "ask_criminality": "What was the criminal history of the people in {count} of {of} requests?",
        "why_basis": "Nobody recorded it.",
        "why_criminality": (
            "Their papers show no criminal warrant and no other warrant of a judge. Convictions are private "
            "and were not opened for this count."
        ),
        "ask_outside": "What happened outside this register?",
        "why_outside": (
            "It holds what the agency entered: {size} entries. The records of other agencies, of courts and "
            "of federal authorities were not searched, and what was never entered is not counted."
        ),
        "ask_after": "What became of a person after release or transfer?",
        "why_after": "The register of the agency ends there.",
        "ask_altered": "Was the register altered since?",
        "why_altered": "No checkpoint was signed, so nothing kept elsewhere can show it.",
        "check": "Check it",
        "files": (
            "Every table and chart of this pack lies in the same folder as CSV and JSON; SHA256SUMS has the "
            "hash of each file."
        ),
        "footer": "Hearing pack · {agency} · counted over {size} entries of the register",
        "period": "Period: ",
        "not_recorded": "not recorded",
        "month": "month",
        "year": "period",
        "requests": "requests",
        "chart_months": "{count} requests were received {period}.",
        "chart_months_gap": "{count} requests were received {period}; for some months nothing is recorded.",
        "chart_outcomes": (
            "Of {count} requests of the period to {day}, {honored} were honored on any basis; of {base} in "
            "the same period a year before, {before}."
        ),
        "chart_ratios": "Each point is a number of this report divided by that of the period before.",
        "in_period": "from {first} to {last}",
        "to": "to {day}",
    },
    "es": {
        "title": "Solicitudes de retención migratoria: expediente para la audiencia",
        "terms": "Qué significan las palabras",
        "numbers": "Las cifras que pide la ley",
        "basis": "{cite}, versión vigente desde {day}. Período: ",
        "compared": "Junto al período anterior",
        "compared_none": "No hay un período anterior con que compararlo.",
        "went": "{label} ({item}, {unit}): {count} frente a {base} en el período {against}: {ratio}.",
        "no_ratio": "{label} ({item}, {unit}): no se compara con el período {against}. {why}",
        "times": "{times} veces el número ({more}{percent} %{interval})",
        "more": "{times} veces más, ",
        "interval": "; intervalo del 95 % de la razón: {low} a {high}",
        "no_end": "sin extremo superior",
        "both_none": "ninguno en ambos",
        "against_none": "frente a ninguno no hay razón que decir",
        "missing": "Falta la cifra en uno de los dos períodos.",
        "charts": "Gráficos",
        "data": "Los datos de este gráfico",
        "unclear": "Filas que faltan o no están claras: {report}",
        "questions": "Lo que los datos no pueden responder",
        "questions_said": (
            "En una audiencia se puede preguntar lo que sigue. Este registro no lo responde, y ninguna "
            "cifra de aquí lo hace."
        ),
        "ask_rows": "¿Qué ocurrió en {count} filas de origen de {report}, punto {item}?",
        "ask_row": "¿Qué ocurrió en una fila de origen de {report}, punto {item}?",
        "ask_cell": "¿Cuál es la cifra de {report}, punto {item}?",
        "ask_compare": "¿Cómo se compara {report} con el período {against}?",
        "ask_basis": "¿Con qué base se atendieron {count} de las {of} solicitudes atendidas?",
        "ask_criminality": "¿Qué antecedentes penales tenían las personas de {count} de {of} solicitudes?",
        "why_basis": "Nadie lo anotó.",
        "why_criminality": (
            "Sus documentos no muestran orden penal ni otra orden judicial. Las condenas son privadas y no "
            "se abrieron para esta cuenta."
        ),
        "ask_outside": "¿Qué ocurrió fuera de este registro?",
        "why_outside": (
            "Contiene lo que la agencia anotó: {size} asientos. No se buscó en los archivos de otras "
            "agencias, de los tribunales ni de las autoridades federales, y lo que nunca se anotó no se "
            "cuenta."
        ),
        "ask_after": "¿Qué fue de una persona después de su liberación o traslado?",
        "why_after": "El registro de la agencia termina ahí.",
        "ask_altered": "¿Se alteró el registro desde entonces?",
        "why_altered": (
            "No se firmó ningún punto de control, de modo que nada guardado en otro lugar puede mostrarlo."
        ),
        "check": "Compruébelo",
        "files": (
            "Cada tabla y cada gráfico están en la misma carpeta como CSV y JSON; SHA256SUMS tiene el hash "
            "de cada archivo."
        ),
        "footer": "Expediente para la audiencia · {agency} · contado sobre {size} asientos del registro",
        "period": "Período: ",
        "not_recorded": "sin registro",
        "month": "mes",
        "year": "período",
        "requests": "solicitudes",
        "chart_months": "Se recibieron {count} solicitudes {period}.",
        "chart_months_gap": "Se recibieron {count} solicitudes {period}; de algunos meses no hay registro.",
        "chart_outcomes": (
            "De {count} solicitudes del período hasta el {day} se atendieron {honored}, con cualquier base; "
            "de {base} del mismo período un año antes, {before}."
        ),
        "chart_ratios": "Cada punto es una cifra de este informe dividida por la del período anterior.",
        "in_period": "del {first} al {last}",
        "to": "hasta {day}",
    },
}
