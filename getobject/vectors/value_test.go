package vectors_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/getobject/vectors"
)

func TestExpand(t *testing.T) {
	now := time.Date(2026, 1, 2, 4, 4, 5, 999, time.FixedZone("", 3600))
	tests := []struct {
		in, want string
		ok       bool
	}{
		{"", "", true},
		{"bytes=0-1", "bytes=0-1", true},
		{"{{now}}", "Fri, 02 Jan 2026 03:04:05 GMT", true},
		{"{{now+86400}}", "Sat, 03 Jan 2026 03:04:05 GMT", true},
		{"{{now-5}}", "Fri, 02 Jan 2026 03:04:00 GMT", true},
		{"<{{now}}|{{now+1}}>", "<Fri, 02 Jan 2026 03:04:05 GMT|Fri, 02 Jan 2026 03:04:06 GMT>", true},
		{"{now}}", "{now}}", true},
		{"{{now", "", false},
		{"{{}}", "", false},
		{"{{now5}}", "", false},
		{"{{now+}}", "", false},
		{"{{now+1.5}}", "", false},
		{"{{now+9999999999}}", "", false},
		{"{{ now }}", "", false},
	}
	for _, tt := range tests {
		got, err := vectors.Expand(tt.in, now)
		if got != tt.want || (err == nil) != tt.ok {
			t.Errorf("Expand(%q) = %q, %v; want %q, ok %v", tt.in, got, err, tt.want, tt.ok)
		}
	}
}

// TestExpandLaw: what has no braces stays, and an offset moves the date by itself.
func TestExpandLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[^{]*`).Draw(t, "text")
		n := rapid.IntRange(0, 1<<30).Draw(t, "seconds")
		number, _ := json.Marshal(n)
		now := time.Unix(1767323045, 0)
		got, err := vectors.Expand(text+"{{now-"+string(number)+"}}", now)
		date, cut := strings.CutPrefix(got, text)
		at, parseErr := http.ParseTime(date)
		if err != nil || !cut || parseErr != nil || now.Sub(at) != time.Duration(n)*time.Second {
			t.Errorf("Expand(%q, now-%d) = %q, %v", text, n, got, err)
		}
	})
}

func TestPattern(t *testing.T) {
	tests := []struct {
		pattern, value string
		want           bool
	}{
		{"", "", true}, {"", "x", false},
		{"abc", "abc", true}, {"abc", "ABC", false}, {"abc", "abc ", false},
		{"*", "x", true}, {"*", "", false}, {"**", "x", false},
		{"/a+/", "aaa", true}, {"/a+/", "baa", false}, {"/a+/", "aa\n", false}, {"/a|b/", "ac", false},
		{"/all", "/all", true}, {"/", "/", true}, {"//", "", true}, {"//", "//", false},
	}
	for _, tt := range tests {
		p, err := vectors.ParsePattern(tt.pattern)
		if err != nil || p.Match(tt.value) != tt.want || p.String() != tt.pattern {
			t.Errorf("ParsePattern(%q).Match(%q) = %v, %v; want %v", tt.pattern, tt.value, !tt.want, err, tt.want)
		}
	}
}

// TestJSONLaw: what a value marshals to is read as the same value.
func TestJSONLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := vectors.Line{Name: rapid.String().Draw(t, "name"), Value: rapid.String().Draw(t, "value")}
		checkJSON(t, l)
		checkJSON(t, vectors.Item{Name: l.Name, Value: l.Value})
		checkJSON(t, vectors.Item{Name: l.Name, Bare: true})
		first := rapid.Int64Range(0, 1<<40).Draw(t, "first")
		last := rapid.Int64Range(first, 1<<41).Draw(t, "last")
		checkJSON(t, vectors.BodyRange{Kind: vectors.Part, First: first, Last: last})
		checkJSON(t, vectors.BodyRange{Kind: vectors.Whole})
		checkJSON(t, vectors.BodyRange{Kind: vectors.None})
	})
}

func checkJSON[T comparable](t *rapid.T, want T) {
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got T
	if err := json.Unmarshal(data, &got); err != nil || got != want {
		t.Errorf("%s is read as %+v, %v; want %+v", data, got, err, want)
	}
}

// TestBodyRangeAny: a BodyRange that says nothing has no JSON form but can be printed.
func TestBodyRangeAny(t *testing.T) {
	if _, err := json.Marshal(vectors.BodyRange{}); err == nil {
		t.Error("Marshal of the zero BodyRange = nil, want an error")
	}
	if got := (vectors.BodyRange{}).String(); got != "any" {
		t.Errorf("String() = %q, want any", got)
	}
}

// FuzzLoad holds that Load accepts no file without vectors, and no id without an area.
func FuzzLoad(f *testing.F) {
	f.Add(full)
	f.Add(`{"fixture": {}, "vectors": [{}]}`)
	f.Add(`{"vectors": [`)
	f.Fuzz(func(t *testing.T, data string) {
		files, err := load(data)
		if err != nil {
			return
		}
		if len(files) != 1 || len(files[0].Vectors) == 0 || !json.Valid(files[0].Fixture) {
			t.Fatalf("Load(%q) = %v", data, files)
		}
		for _, v := range files[0].Vectors {
			if !strings.Contains(v.ID, "/") || v.Request.Method == "" || v.Expect.Status == 0 {
				t.Errorf("Load(%q) has the vector %+v", data, v)
			}
		}
	})
}
