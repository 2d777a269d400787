"""What an entry of the register is, and how anybody can check that none was altered. Pure: no file, no database, no clock.

An `Entry` is one past-tense line. Its canonical bytes are a leaf of a hash tree (RFC 9162); a signed checkpoint (C2SP)
fixes the tree's size and root together. Private values enter the bytes only as salted commitments, so that they can be
erased and every proof still holds. `holdlaw.store` keeps entries; `case_state` folds them into the state of a request.
"""
