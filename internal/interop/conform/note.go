package main

import (
	"encoding/xml"
	"errors"
	"regexp"
	"strings"

	"github.com/s3get/s3get/getobject/getobjecttest"
)

// longest is how many bytes a note has at most.
const longest = 160

// changing is what servers answer with otherwise each time: a note is of what stays.
var changing = regexp.MustCompile(`\b(?:[0-9A-F]{16}|[0-9a-f]{32,64}|conform-[0-9a-f]{12})\b|[A-Za-z0-9+/]{60,}=*|127\.0\.0\.1:[0-9]+`)

// noteOf returns the first difference in one line, with the names of the fixture in the place of
// those of what was made.
func noteOf(err error, names map[string]string) string {
	if err == nil {
		return ""
	}
	text := err.Error()
	if m := new(getobjecttest.Mismatch); errors.As(err, &m) {
		text = m.What + " = " + m.Got + ", want " + m.Want
	}
	text, _, _ = strings.Cut(text, "\n")
	var pairs []string
	for given, name := range names {
		pairs = append(pairs, name, given)
	}
	text = changing.ReplaceAllString(strings.NewReplacer(pairs...).Replace(text), "…")
	if len(text) > longest {
		text = strings.ToValidUTF8(text[:longest-len("…")], "") + "…"
	}
	return text
}

// codeOf returns the code of an error document, in whichever form, or "".
func codeOf(body []byte) string {
	var doc struct {
		XMLName xml.Name `xml:"Error"`
		Code    string
	}
	if xml.Unmarshal(body, &doc) != nil {
		return ""
	}
	return doc.Code
}
