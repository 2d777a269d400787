"""The sentences of a report as a PDF, in English and Spanish."""

from __future__ import annotations

from collections.abc import Mapping

from holdlaw.reports.faces.wording import Words

WORDS: Mapping[str, Words] = {
    "en": {
        "page": "Page {page} of {pages}",
        "footer": "{report} · counted over {size} entries of the register",
        "basis": "Legal basis",
        "version": " (version in force from {day})",
        "named": "Named",
        "due": "Due on",
        "recipient": "For",
        "publication": "Publication",
        "information": "Beside the items of the law",
        "information_said": "The law does not ask for these. They show what its items leave open.",
        "certified": "Certified",
        "events": "Single events of item {item}",
        "status": "Status",
        "draft": "Draft: not reviewed and not published",
        "reviewed": "Reviewed, not yet published",
        "published": "Published",
        "amended": "Published, and amended since",
        "made": "As of",
        "numbers": "The numbers",
        "legal_words": "",
        "item": "Item",
        "what": "What is counted",
        "number": "Number",
        "unit": "Counted in {unit}.",
        "not_counted": "not counted: {why}",
        "no_reason": "no reason is stated",
        "withheld": "withheld",
        "unclear": "Rows that are missing or unclear",
        "all_clear": "No source row is missing or unclear.",
        "unclear_count": (
            "Source rows that are missing or cannot be told: {count}. None was dropped in silence."
        ),
        "request": "Request",
        "entry": "Entry",
        "why": "Why",
        "none": "none",
        "check": "Check it",
        "size": "Register",
        "entries": "{count} entries when this was counted",
        "hash": "Table, SHA-256",
        "checkpoint": "Checkpoint",
        "root": "Root",
        "covered": "covers {count} entries",
        "unsigned": "none was signed when this was counted",
        "verify": (
            "Every number rests on entries of a register that can be added to and not altered. Whoever holds "
            "an export of it can check the export offline against the checkpoint and count again; the table "
            "published as JSON must have the hash given here."
        ),
    },
    "es": {
        "page": "Página {page} de {pages}",
        "footer": "{report} · contado sobre {size} asientos del registro",
        "basis": "Base legal",
        "version": " (versión vigente desde {day})",
        "named": "Denominación",
        "due": "Fecha límite",
        "recipient": "Para",
        "publication": "Publicación",
        "information": "Además de los puntos de la ley",
        "information_said": "La ley no pide estas cifras. Muestran lo que sus puntos dejan abierto.",
        "certified": "Se certifica",
        "events": "Sucesos del punto {item}, uno por uno",
        "status": "Estado",
        "draft": "Borrador: sin revisar y sin publicar",
        "reviewed": "Revisado, aún sin publicar",
        "published": "Publicado",
        "amended": "Publicado y enmendado después",
        "made": "Al día",
        "numbers": "Las cifras",
        "legal_words": "Las palabras de la ley se dan en inglés, el idioma en que rigen.",
        "item": "Punto",
        "what": "Qué se cuenta",
        "number": "Cifra",
        "unit": "Unidad: {unit}.",
        "not_counted": "no contado: {why}",
        "no_reason": "no se indica el motivo",
        "withheld": "reservado",
        "unclear": "Filas que faltan o no están claras",
        "all_clear": "No falta ninguna fila de origen y ninguna es dudosa.",
        "unclear_count": (
            "Filas de origen que faltan o no se pueden determinar: {count}. Ninguna se omitió sin decirlo."
        ),
        "request": "Solicitud",
        "entry": "Asiento",
        "why": "Por qué",
        "none": "ninguno",
        "check": "Compruébelo",
        "size": "Registro",
        "entries": "{count} asientos al contar",
        "hash": "Tabla, SHA-256",
        "checkpoint": "Punto de control",
        "root": "Raíz",
        "covered": "cubre {count} asientos",
        "unsigned": "no había ninguno firmado al contar",
        "verify": (
            "Cada cifra descansa en asientos de un registro al que se puede añadir y que no se puede "
            "alterar. Quien tenga una exportación puede comprobarla sin conexión con el punto de control y "
            "volver a contar; la tabla publicada como JSON debe tener el hash que aquí consta."
        ),
    },
}
