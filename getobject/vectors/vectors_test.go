package vectors_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/s3get/s3get/getobject/vectors"
)

// The vectors that were recorded or taken from documents, and those that were made by
// asking of each rule what would still pass if it were broken.
const (
	given = 1607
	made  = 1262
)

// perFile is how many vectors each file has.
var perFile = map[string]int{
	"access": 40, "access-private": 6, "access-public": 11, "access-public-list": 3,
	"access-requester-pays": 9, "address": 21, "checksum": 64, "cors": 104, "directory": 12,
	"error": 9, "head": 7, "meta": 63, "override": 25, "part": 44, "precedence": 43,
	"precondition": 75, "query": 12, "range": 60, "endpoint": 242, "signature": 297, "sigv2": 112, "sigv4a": 122, "ssec": 117,
	"storage": 46, "version": 63,

	"more-access": 95, "more-address": 48, "more-directory": 34, "more-header": 125,
	"more-order": 79, "more-part": 71, "more-precondition": 208, "more-query": 64,
	"more-largest": 12, "more-range": 91, "more-signature": 52, "more-ssec": 70, "more-storage": 114,
	"more-version": 137, "policy": 62,
}

func all(t *testing.T) []vectors.File {
	t.Helper()
	files, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestAllCount keeps a lost file or a lost vector from going unnoticed.
func TestAllCount(t *testing.T) {
	got, ours := map[string]int{}, 0
	for _, f := range all(t) {
		got[f.Name] = len(f.Vectors)
		if strings.HasPrefix(f.Name, "more-") || f.Name == "policy" {
			ours += len(f.Vectors)
		}
	}
	if diff := cmp.Diff(perFile, got); diff != "" {
		t.Errorf("vectors per file (-want +got):\n%s", diff)
	}
	total := 0
	for _, n := range got {
		total += n
	}
	if ours != made || total-ours != given {
		t.Errorf("All() has %d made and %d given vectors, want %d and %d", ours, total-ours, made, given)
	}
}

// row is a row of the tables of areas in README.md.
var row = regexp.MustCompile("(?m)^\\| `([a-z0-9-]+)/` \\|[^|]*\\| ([0-9,]+) \\|$")

// rows returns the numbers of a table by its areas.
func rows(text string) map[string]string {
	got := map[string]string{}
	for _, m := range row.FindAllStringSubmatch(text, -1) {
		got[m[1]] = m[2]
	}
	return got
}

// countSequences counts the embedded sequences by their areas.
func countSequences(t *testing.T) (perArea map[string]string, all int) {
	t.Helper()
	files, err := vectors.Sequences()
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, f := range files {
		for _, s := range f.Sequences {
			area, _, _ := strings.Cut(s.ID, "/")
			count[area]++
			all++
		}
	}
	perArea = map[string]string{}
	for area, n := range count {
		perArea[area] = thousands(n)
	}
	return perArea, all
}

// TestReadmeCount keeps the numbers of README.md, which other languages count by.
func TestReadmeCount(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	want, total := map[string]string{}, 0
	areas := map[string]int{}
	for _, f := range all(t) {
		total += len(f.Vectors)
		for _, v := range f.Vectors {
			area, _, _ := strings.Cut(v.ID, "/")
			areas[area]++
		}
	}
	for area, n := range areas {
		want[area] = thousands(n)
	}
	ofVectors, ofSequences, _ := strings.Cut(string(readme), "## Sequences")
	if diff := cmp.Diff(want, rows(ofVectors)); diff != "" {
		t.Errorf("vectors per area in README.md (-want +got):\n%s", diff)
	}
	sequences, all := countSequences(t)
	if diff := cmp.Diff(sequences, rows(ofSequences)); diff != "" {
		t.Errorf("sequences per area in README.md (-want +got):\n%s", diff)
	}
	if sentence := "There are " + thousands(all) + " of them."; !strings.Contains(ofSequences, sentence) {
		t.Errorf("README.md lacks %q", sentence)
	}
	for _, sentence := range []string{
		"hold " + thousands(total) + " requests", "Count what you ran: " + thousands(total) + ".",
	} {
		if !strings.Contains(string(readme), sentence) {
			t.Errorf("README.md lacks %q", sentence)
		}
	}
}
