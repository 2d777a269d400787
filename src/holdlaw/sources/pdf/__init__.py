"""Reading a PDF from outside, part by part: a process of its own, images, fields, words, what they mean."""
