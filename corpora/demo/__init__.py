"""The bundled demonstration: short reports of our own writing with planted contradictions and their gold rows."""
