package blobstore_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/store/blobstore"
)

// hostile are values that a field of a record never has.
func hostile() []any {
	return []any{
		nil, true, 0, 1, -1, 7, int64(1) << 41, int64(1)<<62 + 3, json.Number("1e30"), json.Number("18446744073709551615"), "", "x", "../../x", strings.Repeat("k", 2000),
		"AAAA", []any{}, []any{1, 0, -5, int64(1) << 60}, map[string]any{}, map[string]any{"Key": "m", "Place": 1}, map[string]any{"Size": -1, "At": -3},
		"2999-01-01T00:00:00Z", "closing", "gone", "provider", "customer", "box",
	}
}

// leaves calls do with a function for each value in a document that replaces it.
func leaves(v any, do func(replace func(by any) (undo func()))) {
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			old := v[k]
			do(func(by any) func() {
				v[k] = by
				return func() { v[k] = old }
			})
			leaves(old, do)
		}
		for _, k := range []string{"Move", "Table", "Current", "Version", "Content", "Blob", "Packed", "DeleteMarker"} {
			if _, ok := v[k]; !ok {
				do(func(by any) func() {
					v[k] = by
					return func() { delete(v, k) }
				})
			}
		}
	case []any:
		for i, old := range v {
			do(func(by any) func() {
				v[i] = by
				return func() { v[i] = old }
			})
			leaves(old, do)
		}
	}
}

// TestHostile: a record that is not damaged, and has a value that no Store writes, ends no process
// and takes no time without bounds.
func TestHostile(t *testing.T) {
	base, completed, begun := fuzzed(t)
	every, tried := 23, 0
	if os.Getenv("BLOBSTORE_THOROUGH") != "" {
		every = 1
	}
	random := rand.New(rand.NewPCG(1, 2))
	for _, name := range slices.Sorted(maps.Keys(base.files)) {
		head, payload := blobstore.Decode(base.files[name])
		var doc any
		if json.Unmarshal(head, &doc) != nil {
			continue
		}
		leaves(doc, func(replace func(any) func()) {
			for _, value := range hostile() {
				if random.IntN(every) > 0 {
					continue
				}
				undo := replace(value)
				text, err := json.Marshal(doc)
				undo()
				if err != nil {
					t.Fatal(err)
				}
				tried++
				useHostile(t, base, name, blobstore.Encode(text, payload), func(ctx context.Context, s *blobstore.Store) { use(ctx, s, completed, begun) })
				if t.Failed() {
					t.Fatalf("%s is %s", name, text)
				}
			}
		})
	}
	t.Logf("%d records", tried)
}

// useHostile uses a store one of whose files is another.
func useHostile(t *testing.T, base *memory, name string, file []byte, use func(context.Context, *blobstore.Store)) {
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("panic: %v", p)
			panic(fmt.Sprintf("%v\n%s", p, file))
		}
	}()
	m := newMemory()
	maps.Copy(m.files, base.files)
	m.files[name] = file
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	began := time.Now()
	s, err := blobstore.New(ctx, m, blobstore.Options{})
	if err == nil {
		use(ctx, s)
	}
	if long := time.Since(began); long > 5*time.Second {
		t.Errorf("it takes %v", long)
	}
}
