"""What others have published about trees and signed notes, to be read the same way here."""

from __future__ import annotations

import base64
from typing import NamedTuple


class Inclusion(NamedTuple):
    """A published proof that one leaf is in a tree."""

    seq: int
    size: int
    path: list[bytes]


class Consistency(NamedTuple):
    """A published proof that one tree extends another."""

    old: int
    new: int
    path: list[bytes]


def unhex(*written: str) -> list[bytes]:
    """Read hashes written as hex."""
    return [bytes.fromhex(each) for each in written]


def unbase64(lines: str) -> list[bytes]:
    """Read hashes written as Base64, a line each."""
    return [base64.b64decode(line) for line in lines.split()]


# The reference tree of Certificate Transparency (RFC 6962, which hashes as RFC 9162 does).
# Source: github.com/google/certificate-transparency; github.com/transparency-dev/merkle, testonly.
CT_LEAVES = unhex(
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"
)
CT_ROOTS = unhex(
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
"""The root over the first 0, 1, … 8 leaves."""

_A, _B, _C, _D, _E, _F = unhex(
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
)
CT_INCLUSION = [
    Inclusion(0, 1, []),
    Inclusion(0, 8, [_A, _B, _C]),
    Inclusion(5, 8, [_D, _E, CT_ROOTS[4]]),
    Inclusion(2, 3, [CT_ROOTS[2]]),
    Inclusion(1, 5, [CT_ROOTS[1], _B, _D]),
]
CT_CONSISTENCY = [
    Consistency(1, 1, []),
    Consistency(1, 8, [_A, _B, _C]),
    Consistency(2, 8, [_B, _C]),
    Consistency(6, 8, [_F, _E, CT_ROOTS[4]]),
    Consistency(2, 5, [_B, _D]),
]

# A tree of 961,984,013 leaves: entry 10,000 of the public log "Argon 2020", as the log answered.
# Source: golang.org/x/mod, sumdb/tlog/testdata/argon2020 and ct_test.go.
ARGON_SIZE = 961_984_013
ARGON_ROOT = base64.b64decode("dwlueapdd7LaOEnX2W2Wp9v2XE+KzejHRQGHwEx0oaM=")
ARGON_OLD = (3_654_490, base64.b64decode("AuIZ5V6sDUj1vn3Y1K85oOaQ7y+FJJKtyRTl1edIKBQ="))
_ARGON_UPPER = """
GXIElfmnRuWfbA4z7ubV/UwlpSRUbUeec7oL5HDDnh0=
pR0SH/NYP6s9+8azWwaeUXA4Ze/3WCIgMfh5YW6wvcE=
f3GuAKYVrF8RBg3s15jvA/YvV9oAliWtzP/imwPhQVA=
WHn8zDxlVgkV+lSlmzaOdfSBrTHoRr5nT3d76q0KKWE=
f2uV2ZxVgULzLPKuZcowRY3ZY7fRlX59iDBjV1R8kNQ=
NzQVjJsvQwbi7WStMr9oFkh9VbHfK7LB6o7WwAqwNTs=
C0LttBeYHZHgL+032JIcJC3CTBIyza/hsbmJUgJfmDI=
nixU5CWTFVDlF4BGdcU6kA7WSYurEpe9jRWc+F/7sOc=
"""
ARGON_INCLUSION = Inclusion(
    10_000,
    ARGON_SIZE,
    unbase64(
        """
T46AmJsuOM/gFiGlUp+IJJebp+1Z5qratFNW7U0JyOQ=
9Jj1Feodn42uRYEfffkV4HF/EIPFQ5Zo9IwkxbQ2uhk=
D53/1oCNebF4J59HHgioovKZxrmrKcVuCVhy3Izg8Ck=
wSFDgGSrsXRPA+1c8WHoAFCsWeUv8NDyP/Q/SgsyVyY=
516/RcwsgdwdzHn18v1dJHqBkgFUbNhmCIWOGjsMJaE=
naTFY2ajLFgrgs5XUl+zJYZnnlJksLGsA1VYwpLfqbY=
mKBRJo6qao+0Kdh/rhGkZUbHUAxMhrtrclrTpIbNjIg=
Co4ueOFE7lpifLio94irxxsv1wFMMaK3tPu2ZQkHlro=
yRgy800K6JMYCC05sWfqF2kvCg2riT/pVM+nEa6V5+0=
n2O38XJZC8/Wpbwi9HhgVizlUyeUHVZvYyQB1607MRc=
go3tAjuNfNSCj87y2Rg1xOroDknGN1eaf3cgvzObf7Q=
8D0Mj3/J7ySSnFb0afIHYXv6rlOhECnsebY6XKi1IR8=
6rcez46ZU8M5vPiWVMAUfJfAOV0pPP/mch/lYzZhj/M=
2rtIeXrPvSdUyHc5maIgSAVB2BzaKaupWxSAiVayDE4=
nniW/IMFQPN5xw8UsHFn7CRStYbm1gLu7NNa6kkRqJQ=
mRPPi7sQS22MduIEyvcNzCNFqIt6kLwYPkNKrVtIcu8=
JvTivzESNS9wHI8aph5a7uieVmtS/p9PciMZ5D6GyOo=
UTyQd+Ym0wY4zG+qK806bBORwi1CSVvFQ/KknnqoZj8=
hXODrqN+ff+U6zPqRQ+ZQKs6im1fPcxIerDSfNwflhE=
II6GE+WY/DrpZzfHztLwkR46o37zVkNLCyPYlf68zA0=
d609kWWcNBllbA8Jb/ad4XAVVGnScLRmtP8FYyr+Dck=
rikBsP0G0gioXRpBFED2CzQdSLrGPvRd0bEcbEZw1rI=
"""
        + _ARGON_UPPER
    ),
)
ARGON_LEAF_HASH = base64.b64decode("nCs3mfIydh9x4CKyQ+u2xtmpxmFggA5MLymHwNQSlLg=")
"""The hash of that leaf: a certificate of 2017 with its time stamp, 1,395 bytes, not repeated here."""

ARGON_CONSISTENCY = Consistency(
    ARGON_OLD[0],
    ARGON_SIZE,
    unbase64(
        """
80Sfbj6UQEdVSZCSIgh9NMPj3vCBzcc1A48B2crJSWg=
FZcrgAHUk6nNPviJZq8kEK6jCG1d18pJOFE45ZDc1TQ=
Q67reWXmPBo1UfmwBap4Xi9PMPfFdUSSw3WGlRZdG7k=
eJ7CyhR4PxzBxDIsWgrVYW1eFUb9ndgf46tFmiqVrxA=
QrDwp062Grm5WY8KdrhFsBuuNjGzRox2Jb8PmVL5OYw=
XM4YMjMEdLH/XJam/ZWyaP14k3cmsOtnPsOWQ54lW1s=
SGiBh+jOTGccXU48ZzgQ88lRcBmtB4wz4oSDndv2QTg=
WAS6txqNLYKGL1GdBdpqmV42TTfn6cJsuDsqLXuTCNI=
QFmRS0rirUA7ZN3lxFjDncV+E1OCrn3NUB4RCp+5fzc=
Hdbp7It2XBNZmNDBpCN/KPd7vfVqxgzwOosqVIaEA9E=
mxvHL0ZiblBdD7j7pIa1jlfB0gSqfJ6oX0UGo7L0VsU=
q5hjyvoW6TL/PThgcitpDcSTrnKX2p1+aqscqH2euRA=
jTOWDqt3IHj2NVFeezyBz2ofpru+ztEywqKUAfFclKI=
GIRn0w3HqJdvU9j1WVD//eR6lk2AaTVjyzjsJNP8U88=
x52GJvxG81fnQBrgOTbll1A5tz95/LXK0Ag1NhB0r1I=
6/0OqrcTgc3o5dD5PymmoC96lB9yLPFuTHVvLy8fSGk=
Gf+iKLfcXO5l4JEFmsZvSdG5q1uEeWPfYLrds6pmjz0=
DGuaco+McyM3AfRSF6qX7RwSetwe2ieYJmxw5e9rVx0=
2tQJ9V32hnYp+fdpP6TcjmgJmLeNVOMKM0Ml1kk4cNU=
3PapK+IkyJr8I9yAErAmzuZezzLMzsg+PfeRCgNW8NQ=
s6xiYeejb+wtqHA+URJZ2I/SCPyIW8coP6aB00FJbMY=
z9lSpmdTcr5M5ZzKlc4EPh3SrSypKFdk6JUF/UccaZU=
"""
        + _ARGON_UPPER
    ),
)

# Signed notes. Sources: golang.org/x/mod, sumdb/note/note_test.go; c2sp.org/signed-note; sum.golang.org; the
# log log2025-1.rekor.sigstore.dev, whose checkpoint three witnesses have signed too.
PETER_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
"""Published as `PRIVATE+KEY+PeterNeumann+c74f20a3+…`: the key of an example, and of nothing else."""

ENOCH_KEY = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
PETER_TEXT = """If you think cryptography is the answer to your problem,
then you don't know what your problem is.
"""
PETER_LINE = (
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ENOCH_LINE = (
    "— EnochRoot "
    "rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)
PETER_NOTE = f"{PETER_TEXT}\n{PETER_LINE}"

C2SP_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
C2SP_NOTE = (
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
SUMDB_KEY = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
SUMDB_NOTE = (
    "go.sum database tree\n63096908\n8lHrQPRYe4KT4WQ9/Qk8/taKnD6IRHbFgfN7vQE2Y54=\n\n— sum.golang.org "
    "Az3gri/oVBN1jAhNZ/iS+W31psFAWRT20/GyrhpU6taFwulQGetBkH5S7wpGXdS935jiIGiUUAXBVHzT/P6fYhqAmAk=\n"
)

REKOR_NAME = "log2025-1.rekor.sigstore.dev"
REKOR_PUBLIC = base64.b64decode("MCowBQYDK2VwAyEAt8rlp1knGwjfbcXAYPYAkn0XiLz1x8O4t0YkEhie244=")[-32:]
REKOR_TEXT = f"{REKOR_NAME}\n114068855\nuXmV5jkyZgXN2o6QMPYIPpTwzaAdL+3IFw0SMp4JmGI=\n"
REKOR_LINE = (
    f"— {REKOR_NAME} "
    "zxGZFazjmbNyzy8EePBwh61DpCvLn/pkXQhgwGayQKZeQ7BxDrs3XQPZTCridH/VjPk5eL36dtHVyLyKbtQ08lT51QA=\n"
)
REKOR_WITNESSES = (
    "— witness.navigli.sunlight.geomys.org o+AP4gAAAABqrBYQPMdDRNVwMGPQD9N5E3AIrptPZ6/6OcsZY1+x"
    "NfGu0CsxNM0BsXvltbFkMsY/pjOaNT0Oz8ZBHN510YN+vn8lBg==\n"
    "— witness.stagemole.eu Z/euoAAAAABqrBYQ+q67WRizVAmFq6sUXpfA+eMyO+dQ7i5Ce9WBkqPv"
    "q4RZTZLR/sU1hHl/NDSzJ4mLzhmQULr0HdTJoOVl/5BACg==\n"
    "— staging.witness.transparency.goog/ring-any-bells LhqNyQAAAABqrBYQ3tiCPy63VE7DlWh6263nnhFX"
    "aEodX50PL9nB7QQ+3PGAlTajdyo/D+UWY9+pAlJF6PIVmSCYfbo71E6kuj5yAw==\n"
)
REKOR_NOTE = f"{REKOR_TEXT}\n{REKOR_LINE}{REKOR_WITNESSES}"
