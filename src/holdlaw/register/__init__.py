"""What an entry of the register is, and how anybody can check that none was altered.

Pure: it opens no file and no database, and asks no clock. An `Entry` is one past-tense line. Its canonical
bytes are a leaf of a hash tree (RFC 9162); a signed checkpoint (C2SP) fixes its size and root together.
Private values enter the bytes only as salted commitments, so that they can be erased and every proof holds.
`holdlaw.store` keeps entries; `case_state` folds them into the state of a request.
"""
