package s3write_test

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mark is the character by which documents find what XML does not have.
const mark = "\uE000"

// TestNames: a document has references where XML has no characters, and S3's own for the others.
func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"a/b ü €😀":        "a/b ü €😀",
		`"'&<>`:           "&quot;&apos;&amp;&lt;&gt;",
		"a\tb\nc\rd":      "a\tb\nc&#13;d",
		"\x00\x01\x1f":    "&#x0;&#x1;&#x1f;",
		"\uFFFE\uFFFF":    "&#xfffe;&#xffff;",
		"\uFFFD":          "\uFFFD",
		mark + "1;":       mark + "1;",
		mark + "\x01":     mark + "&#x1;",
		"\x01" + mark:     "&#x1;" + mark,
		mark + mark + "a": mark + mark + "a",
	} {
		h := filled(t, name)
		h.want(200, "<Key>"+want+"</Key>", "GET", "/books?list-type=2", "")
		h.want(200, "<Key>"+want+"</Key>", "GET", "/books?versions", "")
	}
}

// reference is what a reader makes a character of.
var reference = regexp.MustCompile(`&(#x?[0-9a-f]+|quot|apos|amp|lt|gt);`)

func character(reference string) string {
	name := strings.Trim(reference, "&;")
	if n, err := strconv.ParseInt(strings.Replace(strings.TrimPrefix(name, "#"), "x", "0x", 1), 0, 32); name[0] == '#' && err == nil {
		return string(rune(n))
	}
	return map[string]string{"quot": `"`, "apos": "'", "amp": "&", "lt": "<", "gt": ">"}[name]
}

// TestNamesAreKept: who reads the references of a list has the names again, whatever they are.
func TestNamesAreKept(t *testing.T) {
	letters := []rune{0, 1, 9, 10, 13, 31, '"', '&', '<', ';', '1', 'a', '#', 'x', 0xE000, 0xE001, 0xFFFD, 0xFFFE, 0xFFFF, 0x1F600}
	var names []string
	for len(names) < 500 {
		name := "k"
		for range rand.IntN(12) {
			name += string(letters[rand.IntN(len(letters))])
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	h := filled(t, names...)
	slices.Sort(names)
	text := h.ask("GET", "/books?list-type=2", "").Body.String()
	for i, part := range strings.Split(text, "<Key>")[1:] {
		part, _, _ = strings.Cut(part, "</Key>")
		if got := reference.ReplaceAllStringFunc(part, character); got != names[i] {
			t.Fatalf("%q is %q, which is read as %q", names[i], part, got)
		}
	}
	if n := strings.Count(text, "<Key>"); n != len(names) {
		t.Errorf("%d keys are listed, want %d", n, len(names))
	}
}
