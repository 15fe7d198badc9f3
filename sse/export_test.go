package sse

// Decode is the lenient base64 of the text of a key.
func Decode(s string) []byte { return decode(s) }
