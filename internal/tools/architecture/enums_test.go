package architecture_test

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
	"testing"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/conditional"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// enumPackages are the packages whose enumerations are in the table below.
var enumPackages = []string{"checksum", "conditional", "rangespec", "sse", "store", "version"}

// TestUnknownValues checks that no enumeration panics when a value that it does not have
// is printed, and that all print it alike: the name of the type with the number.
func TestUnknownValues(t *testing.T) {
	tests := map[string]struct {
		value any
		want  string
	}{
		"checksum.Algorithm":   {checksum.Algorithm(200), "Algorithm(200)"},
		"checksum.Type":        {checksum.Type(200), "Type(200)"},
		"conditional.Decision": {conditional.Decision(200), "Decision(200)"},
		"conditional.Quirks":   {conditional.Quirks(200), "Quirks(200)"},
		"sse.KeyState":         {sse.KeyState(200), "KeyState(200)"},
		"sse.Reason":           {sse.Reason(200), "sse: Reason(200)"}, // an error
		"store.BucketType":     {store.BucketType(200), "BucketType(200)"},
		"version.State":        {version.State(200), "State(200)"},
	}
	for name, tt := range tests {
		if got := fmt.Sprint(tt.value); got != tt.want {
			t.Errorf("%s(200) = %q, want %q", name, got, tt.want)
		}
	}
	tr, err := repository()
	if err != nil {
		t.Fatal(err)
	}
	found := enums(tr)
	for _, name := range found {
		if _, ok := tests[name]; !ok {
			t.Errorf("%s is not in the table", name)
		}
	}
	if len(found) != len(tests) {
		t.Errorf("found the enumerations %q, want those of the table, %d", found, len(tests))
	}
}

// enums returns the exported unsigned types with a String or Error method.
func enums(tr *tree) (all []string) {
	for dir, files := range tr.packages() {
		if !slices.Contains(enumPackages, dir) {
			continue
		}
		unsigned := map[string]bool{}
		for _, s := range files {
			ast.Inspect(s.File, func(n ast.Node) bool {
				spec, ok := n.(*ast.TypeSpec)
				if !ok || !spec.Name.IsExported() {
					return true
				}
				under, ok := spec.Type.(*ast.Ident)
				unsigned[spec.Name.Name] = ok && strings.HasPrefix(under.Name, "uint")
				return true
			})
		}
		for _, s := range files {
			for _, f := range functions(s) {
				receiver, _, method := strings.Cut(called(f), ".")
				if method && unsigned[receiver] && (f.Name.Name == "String" || f.Name.Name == "Error") {
					all = append(all, dir+"."+receiver)
				}
			}
		}
	}
	return all
}
