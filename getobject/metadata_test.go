package getobject_test

import (
	"testing"

	"github.com/s3get/s3get/store"
)

// TestMetadata checks which pairs are sent and how the others are counted.
func TestMetadata(t *testing.T) {
	for _, c := range []struct {
		bucket  string
		pairs   []store.Metadata
		missing int
		want    map[string]string
	}{
		{"b", nil, 0, map[string]string{"X-Amz-Missing-Meta": ""}},
		{"b", nil, 2, map[string]string{"X-Amz-Missing-Meta": "2"}},
		{"b", []store.Metadata{{Name: "a-b_c", Value: "v"}, {Name: "e"}}, 0,
			map[string]string{"X-Amz-Meta-A-B_c": "v", "X-Amz-Missing-Meta": ""}},
		{"b", []store.Metadata{{Name: "ä", Value: "v"}, {Name: "", Value: "v"}, {Name: "ok", Value: "ü b c"}}, 1,
			map[string]string{"X-Amz-Meta-Ok": "=?UTF-8?Q?=C3=BC_b_c?=", "X-Amz-Missing-Meta": "3"}},
		{"d", []store.Metadata{{Name: "ä", Value: "v"}, {Name: "x", Value: "1"}}, 1,
			map[string]string{"X-Amz-Meta-X": "1", "X-Amz-Missing-Meta": ""}},
	} {
		w := newHarness(t)
		w.broken(c.bucket + "/k").info = tells(func(i *store.Info) { i.Metadata, i.MissingMeta = c.pairs, c.missing })
		rec := w.get(t, "/"+c.bucket+"/k")
		for name, want := range c.want {
			if got := rec.Header().Get(name); got != want {
				t.Errorf("%v: %s = %q, want %q", c.pairs, name, got, want)
			}
		}
	}
}

// TestEmptyMetadata checks that a pair without a value is sent.
func TestEmptyMetadata(t *testing.T) {
	w := newHarness(t)
	w.put("b", "k", with(func(i *store.Info) { i.Metadata = []store.Metadata{{Name: "e"}} }))
	if got, ok := w.get(t, "/b/k").Header()["X-Amz-Meta-E"]; !ok || len(got) != 1 || got[0] != "" {
		t.Errorf("X-Amz-Meta-E = %q, %v, want one empty line", got, ok)
	}
}
