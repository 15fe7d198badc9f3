package migrate_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// The two forms of the test, and the documents that show how they differ.
const (
	before = "before/archive_test.go"
	after  = "after/archive_test.go"
)

var documents = []string{"../../docs/FAKE.md", "../../README.md"}

// maxDiff is how many lines a test has to change in, those that go and those that come.
const maxDiff = 5

// lines returns the lines of a file.
func lines(t *testing.T, path string) []string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}

// diff returns the lines that go, after "-", and those that come, after "+", in order: as few as
// can be.
func diff(a, b []string) []string {
	if len(a) == 0 && len(b) == 0 {
		return nil
	}
	common := make([][]int, len(a)+1) // [i][j] is that of a[i:] and b[j:]
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			common[i][j] = max(common[i+1][j], common[i][j+1])
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			}
		}
	}
	var out []string
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			out, i = append(out, "-"+a[i]), i+1
		default:
			out, j = append(out, "+"+b[j]), j+1
		}
	}
	return out
}

func TestDiff(t *testing.T) {
	got := diff([]string{"a", "b", "c"}, []string{"a", "x", "c", "d"})
	if strings.Join(got, " ") != "-b +x +d" {
		t.Errorf("diff = %q, want -b +x +d", got)
	}
}

// TestMigration: the test that moves changes in a few lines, and documents show which.
func TestMigration(t *testing.T) {
	want := diff(lines(t, before), lines(t, after))
	if len(want) == 0 || len(want) > maxDiff {
		t.Errorf("the two tests differ in %d lines, want at most %d:\n%s", len(want), maxDiff, strings.Join(want, "\n"))
	}
	shown := 0
	for _, path := range documents {
		text := strings.Join(lines(t, path), "\n")
		for _, m := range regexp.MustCompile("(?s)```diff\n(.*?)\n```").FindAllStringSubmatch(text, -1) {
			shown++
			if m[1] != strings.Join(want, "\n") {
				t.Errorf("%s shows\n%s\nwant\n%s", path, m[1], strings.Join(want, "\n"))
			}
		}
	}
	if shown == 0 {
		t.Errorf("no document shows the difference:\n%s", strings.Join(want, "\n"))
	}
}
