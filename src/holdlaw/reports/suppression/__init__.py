"""Small numbers: which counts are withheld, so that nobody can work them out from the others. Pure.

`counts` says what is to be published, `history` what was published before, `withholding` chooses, and
`audit` tries to work the withheld counts out again.
"""
