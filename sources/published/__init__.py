"""Tables as publishers put them on the web: any encoding, delimiter and notation, lines above and notes below."""
