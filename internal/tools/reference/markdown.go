package main

import (
	"fmt"
	"strings"
	"unicode"
)

// A page is Markdown that is being written.
type page struct{ strings.Builder }

// f writes a line.
func (p *page) f(format string, args ...any) {
	fmt.Fprintf(p, format, args...)
	p.WriteByte('\n')
}

// generated says where a page comes from.
const generated = "<!-- Written by go run ./internal/tools/reference. Do not edit. -->"

// anchor returns the name by which a heading of that text is linked to.
func anchor(heading string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(heading) {
		switch {
		case unicode.IsLetter(c), unicode.IsDigit(c), c == '-', c == '_':
			b.WriteRune(c)
		case c == ' ':
			b.WriteByte('-')
		}
	}
	return b.String()
}

// cell returns text as it stands in a table.
func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

// code returns text as code.
func code(s string) string {
	if strings.Contains(s, "`") {
		return "`` " + s + " ``"
	}
	return "`" + s + "`"
}

// plural returns a number with a noun.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// thousands returns a number below a million with its comma.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}

// link returns a link to the card of a rule, on the page of rules or from another one.
func (e *entry) link(page string) string {
	return fmt.Sprintf("[%s](%s#%s)", code(e.ID), page, anchor(e.ID))
}

// answer returns status and code, such as "404 NoSuchKey".
func (e *entry) answer() string {
	switch {
	case e.refuses():
		return fmt.Sprintf("%d %v", e.Code.Status(), e.Code)
	case e.status() != 0:
		return fmt.Sprintf("%d %s", e.status(), phrase(e.status()))
	}
	if e.ofPolicy() {
		return "a verdict"
	}
	return "a header field"
}
