"""People who use the site: who they are, for which agency, in which role.

Staff ids, not names, go into the register.
"""
