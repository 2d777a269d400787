"""What is published for a register, without login: a folder of files that prove themselves. Pure.

`release` puts it together; the command and the page write it out.
"""
