package version_test

import (
	"testing"

	"github.com/s3get/s3get/version"
	"pgregory.net/rapid"
)

func itself(e version.Entry) version.Entry { return e }

func TestSelect(t *testing.T) {
	plain := []version.Entry{{}}
	both := []version.Entry{{ID: newer}, {ID: "null"}, {ID: older}}
	marked := []version.Entry{{ID: newer, DeleteMarker: true}, {ID: older}}
	nullMarker := []version.Entry{{DeleteMarker: true}, {ID: older}}
	tests := []struct {
		name     string
		stack    []version.Entry
		selector version.Selector
		want     int
		err      error
	}{
		{"nothing, latest", nil, version.Latest(), -1, version.ErrNoKey},
		{"nothing, null", nil, version.Null(), -1, version.ErrNoVersion},
		{"nothing, id", nil, version.ByID(older), -1, version.ErrNoVersion},

		{"plain, latest", plain, version.Latest(), 0, nil},
		{"plain, null", plain, version.Null(), 0, nil},
		{"plain, empty id", plain, version.ByID(""), 0, nil},
		{"plain, id", plain, version.ByID(older), -1, version.ErrNoVersion},

		{"both, latest", both, version.Latest(), 0, nil},
		{"both, newest by id", both, version.ByID(newer), 0, nil},
		{"both, null behind newer", both, version.Null(), 1, nil},
		{"both, oldest", both, version.ByID(older), 2, nil},
		{"both, unknown", both, version.ByID("0sZRiklscph5YHzhQRrc6jJLK9AunvLO"), -1, version.ErrNoVersion},
		{"both, start of an id", both, version.ByID(older[:8]), -1, version.ErrNoVersion},

		{"marked, latest is the marker", marked, version.Latest(), 0, nil},
		{"marked, marker by id", marked, version.ByID(newer), 0, nil},
		{"marked, behind the marker", marked, version.ByID(older), 1, nil},
		{"marked, no null version", marked, version.Null(), -1, version.ErrNoVersion},

		{"null marker, latest", nullMarker, version.Latest(), 0, nil},
		{"null marker, null", nullMarker, version.Null(), 0, nil},
		{"null marker, behind it", nullMarker, version.ByID(older), 1, nil},
	}
	for _, tt := range tests {
		got, err := version.Select(tt.stack, itself, tt.selector)
		if got != tt.want || err != tt.err {
			t.Errorf("%s: Select = %d, %v, want %d, %v", tt.name, got, err, tt.want, tt.err)
		}
	}
}

func TestSelectLatestDescribesNothing(t *testing.T) {
	_, err := version.Select([]int{1, 2}, func(int) version.Entry {
		t.Error("Select described a version to find the latest")
		return version.Entry{}
	}, version.Latest())
	if err != nil {
		t.Error(err)
	}
}

// bucket is a model of a key in a versioned bucket that is written to. It keeps
// versions by name in a map, where Select walks a slice, and remembers which
// name was written last.
type bucket struct {
	byName map[string]int // name → number of the write
	stack  []write        // newest first, as a store would keep it
	writes int
}

type write struct {
	entry  version.Entry
	number int
}

func (w write) describe() version.Entry { return w.entry }

// put writes a version or a delete marker. The null version replaces the null
// version that there was (S3 GetObject: versionId).
func (b *bucket) put(name string, marker bool) {
	b.remove(name)
	b.writes++
	b.byName[name] = b.writes
	id := name
	if name == "null" && b.writes%2 == 0 {
		id = "" // the other way to write it
	}
	w := write{version.Entry{ID: id, DeleteMarker: marker}, b.writes}
	b.stack = append([]write{w}, b.stack...)
}

func (b *bucket) remove(name string) {
	number, ok := b.byName[name]
	delete(b.byName, name)
	var kept []write
	for _, w := range b.stack {
		if !ok || w.number != number {
			kept = append(kept, w)
		}
	}
	b.stack = kept
}

// want is what the model says that sel selects: the number of a write, or 0.
func (b *bucket) want(sel version.Selector) int {
	if !sel.IsLatest() {
		return b.byName[sel.String()]
	}
	last := 0
	for _, number := range b.byName {
		last = max(last, number)
	}
	return last
}

// Whatever is written and removed, each Selector finds what the model has.
func TestSelectModel(t *testing.T) {
	ids := make([]string, 5)
	for i := range ids {
		ids[i] = version.NewID(func() uint64 { return uint64(i) })
	}
	names := append(ids, "null", "null", "null")
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(names)
		b := &bucket{byName: make(map[string]int)}
		t.Repeat(map[string]func(*rapid.T){
			"put":    func(t *rapid.T) { b.put(name.Draw(t, "name"), rapid.Bool().Draw(t, "marker")) },
			"remove": func(t *rapid.T) { b.remove(name.Draw(t, "name")) },
			"":       func(t *rapid.T) { checkModel(t, b, names) },
		})
	})
}

func checkModel(t *rapid.T, b *bucket, names []string) {
	selectors := []version.Selector{version.Latest()}
	for _, name := range names {
		selectors = append(selectors, version.ByID(name))
	}
	for _, sel := range selectors {
		got := 0
		i, err := version.Select(b.stack, write.describe, sel)
		if err == nil {
			got = b.stack[i].number
		}
		if want := b.want(sel); got != want {
			t.Errorf("Select(%v, %q) found write %d, %v, want %d", b.stack, sel, got, err, want)
		}
		if err != nil && (i != -1 || err != sel.NotFound()) {
			t.Errorf("Select(%v, %q) = %d, %v", b.stack, sel, i, err)
		}
	}
}

// What an answer says of a version finds that version again, if nothing is
// written in between (S3 GetObject: x-amz-version-id).
func TestHeaderValueFindsVersion(t *testing.T) {
	id := rapid.OneOf(rapid.StringMatching(`[A-Za-z0-9._]{32}`), rapid.SampledFrom([]string{"", "null"}))
	state := rapid.SampledFrom([]version.State{version.StateEnabled, version.StateSuspended})
	rapid.Check(t, func(t *rapid.T) {
		stack := rapid.SliceOfNDistinct(
			rapid.Map(id, func(id string) version.Entry { return version.Entry{ID: id} }), 1, 6,
			func(e version.Entry) string { return version.ByID(e.ID).String() },
		).Draw(t, "stack")
		want := rapid.IntRange(0, len(stack)-1).Draw(t, "index")
		state := state.Draw(t, "state")
		value, _ := version.HeaderValue(state, stack[want].ID)
		sel, err := version.Parse(value)
		if err != nil || sel.AllowedIn(state) != nil {
			t.Fatalf("Parse(%q) = %q, %v", value, sel, err)
		}
		if got, err := version.Select(stack, itself, sel); got != want || err != nil {
			t.Errorf("Select(%v, %q) = %d, %v, want %d", stack, sel, got, err, want)
		}
	})
}

func TestNames(t *testing.T) {
	entries := []version.Entry{{}, {ID: "null"}, {ID: older}, {ID: newer}}
	tests := []struct {
		selector version.Selector
		want     [4]bool
	}{
		{version.Latest(), [4]bool{}},
		{version.Null(), [4]bool{true, true, false, false}},
		{version.ByID(older), [4]bool{false, false, true, false}},
	}
	for _, tt := range tests {
		for i, e := range entries {
			if got := tt.selector.Names(e); got != tt.want[i] {
				t.Errorf("%q.Names(%+v) = %t, want %t", tt.selector, e, got, tt.want[i])
			}
			if got, want := e.IsNull(), i < 2; got != want {
				t.Errorf("%+v.IsNull() = %t, want %t", e, got, want)
			}
		}
	}
}
