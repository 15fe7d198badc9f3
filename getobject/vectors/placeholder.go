package vectors

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Expand replaces the placeholders of a header value: "{{now}}", "{{now+N}}" and
// "{{now-N}}" become the IMF-fixdate (RFC 9110 §5.6.7) N seconds from now. Everything
// else stays as it is. It fails on braces that hold anything else, or are not closed.
func Expand(value string, now time.Time) (string, error) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(value, "{{")
		b.WriteString(before)
		if !found {
			return b.String(), nil
		}
		inner, after, closed := strings.Cut(rest, "}}")
		seconds, err := offset(inner)
		if !closed || err != nil {
			return "", fmt.Errorf("%q is no placeholder", "{{"+rest)
		}
		at := now.Add(time.Duration(seconds) * time.Second)
		b.WriteString(at.UTC().Format(http.TimeFormat))
		value = after
	}
}

// offset reads "now", "now+N" or "now-N".
func offset(s string) (int64, error) {
	number, found := strings.CutPrefix(s, "now")
	switch {
	case !found:
		return 0, strconv.ErrSyntax
	case number == "":
		return 0, nil
	case number[0] != '+' && number[0] != '-':
		return 0, strconv.ErrSyntax
	}
	return strconv.ParseInt(number, 10, 33) // some 136 years either way, far from overflow
}
