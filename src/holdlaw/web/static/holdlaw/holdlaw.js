"use strict";
// The little that the server cannot do: keep what is typed when the line is lost, and say when what is shown is old.
