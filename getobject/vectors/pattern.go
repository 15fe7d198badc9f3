package vectors

import (
	"fmt"
	"regexp"
	"strings"
)

// A Pattern is what an expected header value is written as. The zero Pattern matches
// the empty value only.
type Pattern struct {
	text string
	re   *regexp.Regexp // nil: the text is compared
}

// ParsePattern reads the text of an expected header value: "*" is any value but the
// empty one, "/re/" a regular expression over the whole value, and anything else the
// exact value. It fails if a regular expression does not compile.
func ParsePattern(text string) (Pattern, error) {
	if len(text) < 2 || !strings.HasPrefix(text, "/") || !strings.HasSuffix(text, "/") {
		return Pattern{text: text}, nil
	}
	re, err := regexp.Compile(`\A(?:` + text[1:len(text)-1] + `)\z`)
	if err != nil {
		return Pattern{}, fmt.Errorf("%s is no regular expression: %w", text, err)
	}
	return Pattern{text: text, re: re}, nil
}

// Match reports whether value is as expected.
func (p Pattern) Match(value string) bool {
	switch {
	case p.re != nil:
		return p.re.MatchString(value)
	case p.text == "*":
		return value != ""
	}
	return value == p.text
}

// String returns the text that p was read from.
func (p Pattern) String() string { return p.text }
