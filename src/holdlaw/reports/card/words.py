"""The frame words of card and form, in English and Spanish. The law's own words stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from holdlaw.core.case import Act, Outcome

LANGUAGES = ("en", "es")

_EN: Mapping[str, str] = {
    "title": "Wall card: immigration requests about a person in custody",
    "form_title": "Paper form: an immigration request taken in without the program",
    "valid": "Valid on {on}. Check after {check}.",
    "use": "For use when the program cannot be reached. Begin at step 1. Answer from what you have in hand, "
    "never "
    "from what is likely. If you do not know, follow “not known”.",
    "counsel_means": "“Ask counsel” means: do not hold, notify or transfer until counsel has answered.",
    "forms_only": "For form {forms} alone. For any other paper, ask counsel.",
    "left_out": "{count} further questions do not fit on this page; the ways that lead to them end in “ask "
    "counsel”.",
    "lists": "Keep the offence lists that are named here beside this card.",
    "step": "Step",
    "is_it_so": "Is this so?",
    "yes": "Yes",
    "no": "No",
    "not_known": "Not known",
    "to_step": "step {step}",
    "counts_as_no": "(counts as no)",
    "ask_counsel": "ask counsel",
    "end": "End",
    "ends": "What the law says at each end",
    "clock": "How long a hold may last",
    "clock_rule": "Of the limits that apply, the one that ends first governs. At that moment a hold is "
    "unlawful: "
    "release the person. A limit runs from the moment the person would otherwise be released, or from the "
    "end of the "
    "record search if that is later.",
    "no_clock": "No way on this card allows a hold, so no time runs. Release the person when they are due.",
    "under": "For a hold under {cites}.",
    "applies": "Applies if {says}.",
    "duties": "In every case",
    "duty_if": "If the answer to “{act}” is “{outcomes}”:",
    "or": " or ",
    "call": "Who to call",
    "callers": "Supervisor|Agency counsel, day|Agency counsel, night|Record search",
    "law": "The law on this card",
    "law_line": "{name}: {cite}, version {version}, last checked {checked}.",
    "unverified": "Not verified",
    "none_unverified": "Nothing on this card is marked as unverified.",
    "english": "The law's own words are given in English.",
    "form_use": "For use when the program cannot be reached. Write times with the zone. Leave open what is "
    "not known; an "
    "empty box is read as not known. Enter this form as soon as the program is back, with the times as they "
    "were.",
    "case_number": "Number of this form",
    "zone": "zone",
    "date_time": "year-month-day, hour:minute, zone",
    "day": "year-month-day",
    "not_known_box": "not known",
    "late": "Entered late because",
    "filled_by": "Filled in by (staff id)",
    "signature": "Signature",
    "signed_at": "Signed at",
    "second": "Second person (staff id)",
    "entered_by": "Entered by (staff id)",
    "entered_at": "Entered at",
    "receipt": "Number of the entry",
    "private": "This form names a person. Lock it away, and destroy it by the agency's rule once it is "
    "entered.",
    "page_of": "Page {page} of {pages}",
}
_ES: Mapping[str, str] = {
    "title": "Tarjeta de pared: solicitudes de inmigración sobre una persona detenida",
    "form_title": "Formulario en papel: solicitud de inmigración recibida sin el programa",
    "valid": "Válida el {on}. Revisar después del {check}.",
    "use": "Para cuando no se puede usar el programa. Empiece en el paso 1. Responda con lo que tiene a la "
    "vista, nunca "
    "con lo probable. Si no lo sabe, siga «no se sabe».",
    "counsel_means": "«Consulte al abogado» significa: no retener, avisar ni entregar hasta que el abogado "
    "responda.",
    "forms_only": "Solo para el formulario {forms}. Con cualquier otro papel, consulte al abogado.",
    "left_out": "{count} preguntas más no caben en esta página; los caminos que llevan a ellas terminan en "
    "«consulte al "
    "abogado».",
    "lists": "Tenga junto a esta tarjeta las listas de delitos que aquí se nombran.",
    "step": "Paso",
    "is_it_so": "¿Es así?",
    "yes": "Sí",
    "no": "No",
    "not_known": "No se sabe",
    "to_step": "paso {step}",
    "counts_as_no": "(cuenta como no)",
    "ask_counsel": "consulte al abogado",
    "end": "Final",
    "ends": "Lo que dice la ley en cada final",
    "clock": "Cuánto puede durar la retención",
    "clock_rule": "De los límites que se aplican rige el que termina primero. En ese momento la retención es "
    "ilegal: "
    "libere a la persona. Un límite corre desde el momento en que la persona saldría en libertad, o desde el "
    "final de la "
    "búsqueda de antecedentes si es posterior.",
    "no_clock": "Ningún camino de esta tarjeta permite retener, así que no corre plazo. Libere a la persona "
    "cuando "
    "corresponda.",
    "under": "Para una retención según {cites}.",
    "applies": "Se aplica si {says}.",
    "duties": "En todos los casos",
    "duty_if": "Si la respuesta a «{act}» es «{outcomes}»:",
    "or": " o ",
    "call": "A quién llamar",
    "callers": "Supervisor|Abogado de la agencia, de día|Abogado de la agencia, de noche|Búsqueda de "
    "antecedentes",
    "law": "La ley de esta tarjeta",
    "law_line": "{name}: {cite}, versión {version}, revisada por última vez el {checked}.",
    "unverified": "Sin verificar",
    "none_unverified": "Nada de esta tarjeta está marcado como sin verificar.",
    "english": "Las palabras de la ley se dan en inglés.",
    "form_use": "Para cuando no se puede usar el programa. Escriba las horas con su zona. Deje en blanco lo "
    "que no se "
    "sabe; una casilla vacía se lee como no se sabe. Pase este formulario al programa en cuanto vuelva, con "
    "las horas "
    "tal como fueron.",
    "case_number": "Número de este formulario",
    "zone": "zona",
    "date_time": "año-mes-día, hora:minuto, zona",
    "day": "año-mes-día",
    "not_known_box": "no se sabe",
    "late": "Se registra tarde porque",
    "filled_by": "Llenado por (clave de personal)",
    "signature": "Firma",
    "signed_at": "Firmado a las",
    "second": "Segunda persona (clave de personal)",
    "entered_by": "Registrado por (clave de personal)",
    "entered_at": "Registrado a las",
    "receipt": "Número del registro",
    "private": "Este formulario nombra a una persona. Guárdelo bajo llave y destrúyalo según la regla de la "
    "agencia una "
    "vez registrado.",
    "page_of": "Página {page} de {pages}",
}
WORDS: Mapping[str, Mapping[str, str]] = {"en": _EN, "es": _ES}

ACTS: Mapping[str, Mapping[Act, str]] = {
    "en": {
        Act.HOLD: "Hold past release",
        Act.NOTIFY: "Notify of the release",
        Act.TRANSFER: "Hand the person over",
        Act.INTERVIEW: "Allow an interview",
        Act.SHARE: "Share information",
    },
    "es": {
        Act.HOLD: "Retener más allá de la salida",
        Act.NOTIFY: "Avisar de la salida",
        Act.TRANSFER: "Entregar a la persona",
        Act.INTERVIEW: "Permitir una entrevista",
        Act.SHARE: "Compartir información",
    },
}
OUTCOMES: Mapping[str, Mapping[Outcome, str]] = {
    "en": {
        Outcome.MUST: "You must",
        Outcome.MAY: "You may; you need not",
        Outcome.MUST_NOT: "You must not",
        Outcome.NOT_ESTABLISHED: "Not established: do not, and ask counsel",
        Outcome.NO_RULE: "No rule here: agency policy decides",
    },
    "es": {
        Outcome.MUST: "Debe",
        Outcome.MAY: "Puede; no está obligado",
        Outcome.MUST_NOT: "No debe",
        Outcome.NOT_ESTABLISHED: "No está establecido: no lo haga y consulte al abogado",
        Outcome.NO_RULE: "Sin regla aquí: decide la política de la agencia",
    },
}
_MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
           "noviembre", "diciembre"),
}  # fmt: skip


def day_words(day: date, language: str) -> str:
    """Write a day as people read it: 14 June 2017, or 14 de junio de 2017."""
    month = _MONTHS[language][day.month - 1]
    return f"{day.day} de {month} de {day.year}" if language == "es" else f"{day.day} {month} {day.year}"
