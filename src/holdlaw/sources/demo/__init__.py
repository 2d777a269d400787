"""Two invented agencies and their years, from a seed: a register as it looks in use. Nobody in it is real.

Every answer in it is the engine's own; only what happened is invented, and counted out where a published
figure is to come out again. `building` writes it to a store; everything else here is pure.
"""
